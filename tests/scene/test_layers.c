/* The table of layers, and the sets that are made from it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "scene/layers.h"

static void the_table_is_in_order_and_names_nothing_twice(void **state)
{
    (void)state;
    for (int i = 0; i < LAYERS_COUNT; i++) {
        assert_int_equal(LAYERS[i].bit, 1u << i);
        assert_ptr_equal(layers_find(LAYERS[i].id, strlen(LAYERS[i].id)), &LAYERS[i]);
        if (LAYERS[i].key) {
            assert_ptr_equal(layers_by_key(LAYERS[i].key), &LAYERS[i]);
            assert_non_null(LAYERS[i].text); // a key is listed by that
        }
    }
    assert_null(layers_find("channel", 7));
    assert_null(layers_find("channels", 7));
    assert_null(layers_by_key('q'));
    assert_null(layers_by_key(0));
}

/* the names that the command line promises */
static void lists_are_read(void **state)
{
    (void)state;
    const char *bad;
    assert_int_equal(layers_parse("channels,points,labels,needles,heat,overlay", &bad),
                     SCENE_DEFAULT);
    assert_null(bad);
    assert_int_equal(layers_parse("dermatomes,nerves,regions", &bad), SCENE_SKIN);
    assert_int_equal(layers_parse("landmarks", &bad), SCENE_LANDMARKS);
    assert_int_equal(layers_parse("", &bad), 0);
    assert_null(bad);
    assert_int_equal(layers_parse("points,skin", &bad), 0);
    assert_string_equal(bad, "skin");
    assert_int_equal(layers_parse("points,,heat", &bad), 0);
    assert_string_equal(bad, ",heat");
}

static void every_layer_is_named_to_those_who_ask(void **state)
{
    (void)state;
    size_t all = 0;
    for (int i = 0; i < LAYERS_COUNT; i++) {
        assert_non_null(strstr(LAYERS_IDS, LAYERS[i].id));
        all += strlen(LAYERS[i].id) + 2;
    }
    assert_int_equal(strlen(LAYERS_IDS), all);
}

static void one_layer_at_most_colours_the_skin(void **state)
{
    (void)state;
    unsigned layers = layers_toggle(SCENE_DEFAULT, SCENE_NERVES);
    assert_int_equal(layers, SCENE_DEFAULT | SCENE_NERVES);
    layers = layers_toggle(layers, SCENE_REGIONS);
    assert_int_equal(layers, SCENE_DEFAULT | SCENE_REGIONS);
    layers = layers_toggle(layers, SCENE_LABELS);
    assert_int_equal(layers, (SCENE_DEFAULT | SCENE_REGIONS) & ~SCENE_LABELS);
    layers = layers_toggle(layers, SCENE_REGIONS);
    assert_int_equal(layers & SCENE_SKIN, 0);
    assert_int_equal(layers_tidy(SCENE_POINTS | SCENE_NERVES | SCENE_REGIONS),
                     SCENE_POINTS);
    assert_int_equal(layers_tidy(SCENE_POINTS | SCENE_NERVES),
                     SCENE_POINTS | SCENE_NERVES);
}

/* a solid skin hides nothing that was not asked for, and a layer beneath it thins it */
static void the_skin_is_thin_where_something_lies_beneath(void **state)
{
    (void)state;
    assert_true(layers_see_through(SCENE_DEFAULT | SCENE_REGIONS) <= 0);
    for (int i = 0; i < LAYERS_COUNT; i++)
        assert_int_equal(layers_see_through(LAYERS[i].bit) > 0,
                         (LAYERS[i].traits & LAYERS_BENEATH) != 0);
    // what is painted on the skin stays readable
    assert_true(layers_see_through(SCENE_NERVES) < layers_see_through(SCENE_BONES));
}

/* what a patient reads nothing from, or is startled by, is not for patients */
static void patients_see_points_needles_and_warmth(void **state)
{
    (void)state;
    assert_int_equal(SCENE_FOR_PATIENTS,
                     SCENE_POINTS | SCENE_NEEDLES | SCENE_HEAT | SCENE_OVERLAY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_in_order_and_names_nothing_twice),
        cmocka_unit_test(lists_are_read),
        cmocka_unit_test(every_layer_is_named_to_those_who_ask),
        cmocka_unit_test(one_layer_at_most_colours_the_skin),
        cmocka_unit_test(the_skin_is_thin_where_something_lies_beneath),
        cmocka_unit_test(patients_see_points_needles_and_warmth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
