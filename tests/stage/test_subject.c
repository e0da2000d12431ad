/* The body that is looked at: ours in any shape, or a model file with landmarks that are
 * set by hand. What fails leaves everything as it was. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "anatomy/trace.h"
#include "base/file.h"
#include "inside/near.h"
#include "stage/subject.h"

static struct subject *open_body(const char *body, const char *const *set, int n)
{
    struct error error;
    struct subject *s = subject_create(DEQI_SOURCE_DIR, body, set, n, &error);
    if (!s)
        fail_msg("%s", error.text);
    return s;
}

static void words_give_a_shape(void **state)
{
    (void)state;
    static const char *const SET[] = {"age=70", "height=1.6"};
    static const char *const TALL[] = {"height=1.9"};
    struct error error;
    struct subject *s = open_body(NULL, SET, 2);
    assert_string_equal(subject_name(s), "neutral");
    assert_float_equal(subject_shape(s)->age, 70, 1e-6);
    assert_float_equal(subject_height(s), 1.6, 0.01);
    assert_false(subject_is_foreign(s));
    assert_true(subject_has_landmarks(s));
    uint32_t version = subject_version(s);
    assert_true(subject_set(s, TALL, 1, &error));
    assert_float_equal(subject_height(s), 1.9, 0.01);
    assert_int_not_equal(subject_version(s), version);
    assert_float_equal(subject_shape(s)->age, 70, 1e-6);
    subject_destroy(&s);
    assert_null(s);
    subject_destroy(&s);
}

static void words_that_are_none_are_refused(void **state)
{
    (void)state;
    static const char *const BAD[] = {"age",     "=7",      "age=old", "age=700",
                                      "grace=1", "age=70x", "height=9"};
    struct subject *s = open_body("male", NULL, 0);
    struct shape_params before = *subject_shape(s);
    uint32_t version = subject_version(s);
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct error error = {0};
        assert_null(subject_create(DEQI_SOURCE_DIR, "male", &BAD[i], 1, &error));
        assert_int_equal(error.status, ERROR_USAGE);
        assert_false(subject_set(s, &BAD[i], 1, &error));
        assert_true(shape_equal(&before, subject_shape(s)));
        assert_int_equal(subject_version(s), version);
    }
    subject_destroy(&s);
}

static void a_body_that_is_not_there_is_said(void **state)
{
    (void)state;
    struct error error = {0};
    assert_null(subject_create(DEQI_SOURCE_DIR, "no/such/body.glb", NULL, 0, &error));
    assert_non_null(strstr(error.file, "body.glb"));
    assert_null(subject_create("no/such/folder", NULL, NULL, 0, &error));
}

static void one_of_ours_becomes_another(void **state)
{
    (void)state;
    struct error error;
    struct subject *s = open_body("neutral", NULL, 0);
    float height = subject_height(s);
    assert_true(subject_become(s, "female", &error));
    assert_string_equal(subject_name(s), "female");
    assert_true(subject_height(s) < height);
    assert_false(subject_become(s, "giant", &error));
    assert_string_equal(subject_name(s), "female");
    assert_true(subject_become(s, "neutral", &error));
    assert_float_equal(subject_height(s), height, 1e-5);
    assert_false(subject_place_landmark(s, 0, SIDE_M, (float[3]){0, 1, 0}, &error));
    subject_destroy(&s);
}

/* a mark of the case keeps its place on the skin, whatever the shape */
static void a_place_goes_to_the_neutral_body_and_back(void **state)
{
    (void)state;
    struct error error;
    struct subject *s = open_body("neutral", NULL, 0);
    const struct catalog *c = subject_catalog(s);
    const struct site *site = body_site(subject_body(s), catalog_find(c, "ST36"), SIDE_L);
    float at[3], again[3];
    struct mesh_site on;
    subject_neutral_position(s, &site->on, at);
    assert_true(subject_become(s, "male", &error));
    assert_true(subject_from_neutral(s, at, &on));
    subject_neutral_position(s, &on, again);
    for (int k = 0; k < 3; k++)
        assert_float_equal(again[k], at[k], 1e-4);
    assert_false(subject_from_neutral(s, (float[3]){9, 9, 9}, &on));
    subject_destroy(&s);
}

static void copy(const char *from, const char *to)
{
    char *data;
    size_t size;
    struct error error;
    assert_true(file_read(from, (size_t)1 << 27, &data, &size, &error));
    assert_true(file_write(to, data, size, &error));
    free(data);
}

static void a_model_has_the_landmarks_that_are_set(void **state)
{
    (void)state;
    static const char MODEL[] = DEQI_BINARY_DIR "/subject.glb";
    static const char MARKS[] = DEQI_BINARY_DIR "/subject.landmarks.json";
    struct error error;
    copy(DEQI_SOURCE_DIR "/models/human.glb", MODEL);
    remove(MARKS);
    struct subject *s = open_body(MODEL, NULL, 0);
    assert_true(subject_is_foreign(s));
    assert_false(subject_has_landmarks(s));
    assert_null(subject_shape(s));
    assert_non_null(strstr(subject_notes(s), "subject.landmarks.json"));
    assert_false(subject_shape_to(s, &SHAPE_NEUTRAL, &error));
    // where the same landmark of the body it was copied from lies
    struct subject *ours = open_body("neutral", NULL, 0);
    struct body_place glabella = body_landmark(subject_body(ours), 0, SIDE_M);
    assert_true(glabella.found);
    assert_true(subject_place_landmark(s, 0, SIDE_M, glabella.position, &error));
    assert_true(subject_has_landmarks(s));
    struct body_place placed = body_landmark(subject_body(s), 0, SIDE_M);
    assert_true(placed.found);
    for (int k = 0; k < 3; k++)
        assert_float_equal(placed.position[k], glabella.position[k], 2e-3);
    assert_true(subject_save_landmarks(s, &error));
    subject_destroy(&s);
    s = open_body(MODEL, NULL, 0);
    assert_true(subject_has_landmarks(s));
    assert_true(body_landmark(subject_body(s), 0, SIDE_M).found);
    // ours takes its place, with the catalogue that stays
    const struct catalog *catalog = subject_catalog(s);
    assert_true(subject_become(s, "female", &error));
    assert_ptr_equal(subject_catalog(s), catalog);
    assert_false(subject_is_foreign(s));
    assert_true(subject_traces(s)->count > 0);
    subject_destroy(&s);
    subject_destroy(&ours);
    remove(MARKS);
    remove(MODEL);
}

/* what lies round a needle is found once, and anew for another needle or another body */
static void the_needles_company_is_kept(void **state)
{
    (void)state;
    static const char *const HEAVY[] = {"weight=0.9"};
    struct error error;
    struct subject *s = open_body(NULL, NULL, 0);
    const struct catalog *c = subject_catalog(s);
    struct site site = *body_site(subject_body(s), catalog_find(c, "PC6"), SIDE_L);
    struct near fresh[NEAR_MAX];
    int n, again, whole = near_site(subject_inside(s, &error), &site, fresh, NEAR_MAX);
    const struct near *near = subject_near(s, &site, &n);
    assert_true(n > 5 && n == whole);
    assert_memory_equal(near, fresh, (size_t)n * sizeof *near);
    // kept: what is written into it stays
    ((struct near *)near)->distance = 123;
    assert_true(subject_near(s, &site, &again)->distance > 122 && again == n);
    site.depth[1] /= 2;
    assert_true(subject_near(s, &site, &again)->distance < 1);
    assert_true(subject_set(s, HEAVY, 1, &error));
    site = *body_site(subject_body(s), catalog_find(c, "PC6"), SIDE_L);
    near = subject_near(s, &site, &n);
    whole = near_site(subject_inside(s, &error), &site, fresh, NEAR_MAX);
    assert_int_equal(n, whole);
    assert_memory_equal(near, fresh, (size_t)n * sizeof *near);
    subject_destroy(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_give_a_shape),
        cmocka_unit_test(words_that_are_none_are_refused),
        cmocka_unit_test(a_body_that_is_not_there_is_said),
        cmocka_unit_test(the_needles_company_is_kept),
        cmocka_unit_test(one_of_ours_becomes_another),
        cmocka_unit_test(a_place_goes_to_the_neutral_body_and_back),
        cmocka_unit_test(a_model_has_the_landmarks_that_are_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
