/* The needle of a plan on a body: its depth, its direction, and who says them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "house.h"
#include "views/planned.h"
#include "views/point_card.h"
#include "views/words.h"

static struct house house;

static int load(void **state)
{
    (void)state;
    house_open(&house, NULL, NULL, "en");
    return 0;
}

static int unload(void **state)
{
    (void)state;
    house_close(&house);
    return 0;
}

static const struct site *site(const char *code, enum side side)
{
    const struct point *p = catalog_point(subject_catalog(house.subject), code);
    assert_non_null(p);
    const struct site *s = body_site(subject_body(house.subject), p, side);
    assert_non_null(s);
    assert_true(s->placed);
    return s;
}

static struct point_card card_of(const char *code, enum side side)
{
    struct point_card card;
    point_card_make(&card, subject_catalog(house.subject), code, side, &house.plan,
                    house.texts, &house.on, house.arena);
    return card;
}

static bool minds(const struct point_card *card, const char *word)
{
    for (int i = 0; i < card->n_minds; i++)
        if (strstr(card->minds[i], word))
            return true;
    return false;
}

/* A plan that caps a depth was shown with the catalogue's, and without its warnings. */
static void a_cap_reaches_the_card(void **state)
{
    (void)state;
    house_plan(&house,
               "{\"schema\":\"deqi/case-1\",\"etiology\":\"diabetes\",\"symptoms\":[{"
               "\"region\":\"sole\",\"side\":\"L\",\"kinds\":[\"numbness\"]}],"
               "\"tenderness\":\"none\",\"findings\":{\"thermal_sense\":\"ok\",\"copd\":"
               "true,\"thin\":true},\"include\":[{\"code\":\"LU1\",\"side\":\"L\"}]}");
    const struct site *s = site("LU1", SIDE_L);
    struct point_card card = card_of("LU1", SIDE_L);
    assert_int_equal(card.entry.state, PLANNED_CHOSEN);
    assert_true(s->point->needle.depth_cun[1] > 0.5); // or this tests nothing
    // 0.5 over the lung, and of that seven tenths in a thin person
    assert_float_equal(card.needle.depth_cun[1], 0.3, 1e-9);
    assert_float_equal(card.needle.depth_mm[1],
                       fminf(1000 * fminf(0.3F * s->depth_cun, s->depth_cap), 10), 1e-3);
    assert_non_null(strstr(card.how, "0.3 cun"));
    assert_null(strstr(card.how, "0.8"));
    assert_true(minds(&card, "0.5 cun"));
    assert_true(minds(&card, "lung disease"));
    // the other side is not in the plan: there the catalogue speaks
    card = card_of("LU1", SIDE_R);
    assert_int_equal(card.entry.state, PLANNED_UNNAMED);
    assert_int_equal(card.side, 'R');
    assert_float_equal(card.needle.depth_cun[1], s->point->needle.depth_cun[1], 1e-9);
    assert_false(minds(&card, "lung disease"));
}

/* The card of one side told the other side's reason. */
static void a_card_gives_the_reason_of_its_side(void **state)
{
    (void)state;
    house_plan(&house,
               "{\"schema\":\"deqi/case-1\",\"etiology\":\"diabetes\",\"symptoms\":[{"
               "\"region\":\"sole\",\"side\":\"L\",\"kinds\":[\"numbness\"]},{\"region\":"
               "\"sole\",\"side\":\"R\",\"kinds\":[\"pain\"]}]}");
    struct point_card left = card_of("SP8", SIDE_L), right = card_of("SP8", SIDE_R);
    assert_string_equal(left.side_text, "left");
    assert_string_equal(right.side_text, "right");
    assert_memory_equal(left.why, "Numbness of the sole", 20);
    assert_memory_equal(right.why, "Pain of the sole", 16);
}

/* "The left or the right" of a point that only one side has is that side. */
static void a_card_without_a_side_takes_the_plan_s(void **state)
{
    (void)state;
    house_plan(&house, "{\"schema\":\"deqi/case-1\",\"etiology\":\"diabetes\","
                       "\"symptoms\":[{\"region\":\"sole\",\"side\":\"R\",\"kinds\":["
                       "\"numbness\"]}]}");
    assert_int_equal(card_of("KI3", SIDE_M).side, 'R');
    assert_int_equal(card_of("LU1", SIDE_M).side, 'L');
    assert_int_equal(card_of("GV14", SIDE_L).side, 'M');
}

/* what tradition calls the point, and what its place has passed */
static void a_card_tells_classes_and_checks(void **state)
{
    (void)state;
    struct point_card card = card_of("LU9", SIDE_L);
    assert_non_null(strstr(card.classes, "source point"));
    assert_non_null(strstr(card.classes, "transport point, "));
    assert_string_equal(card_of("EX-HN3", SIDE_M).classes, "");
    const struct catalog *catalog = subject_catalog(house.subject);
    for (int i = 0; i < catalog->n_points; i++) {
        card = card_of(catalog->point[i].code, SIDE_L);
        bool checked = catalog->point[i].review.checks[0] != NULL;
        assert_true(*card.review != 0);
        assert_int_equal(strstr(card.review, "bodies") != NULL, checked);
    }
}

static void what_is_no_deeper_is_the_body_s_own(void **state)
{
    (void)state;
    int n;
    const struct site *s = body_sites(subject_body(house.subject), &n);
    for (int i = 0; i < n; i++) {
        struct planned_needle rest = planned_at_rest(&s[i]);
        if (!s[i].placed)
            continue;
        for (int k = 0; k < 2; k++)
            assert_float_equal(rest.depth_mm[k], s[i].depth[k] * 1000, 1e-3);
        for (int k = 0; k < 3; k++)
            assert_float_equal(rest.direction[k], s[i].direction[k], 1e-6);
        assert_int_equal(rest.retained, s[i].point->needle.angle != NEEDLE_PRICK &&
                                            s[i].point->needle.depth_cun[1] > 0);
    }
}

static double to_skin(const struct site *s, const float direction[3])
{
    double in = 0, length = 0;
    for (int k = 0; k < 3; k++) {
        in -= (double)(direction[k] * s->normal[k]);
        length += (double)(direction[k] * direction[k]);
    }
    assert_float_equal(length, 1, 1e-4);
    return asin(in) * 180 / M_PI;
}

/* A plan's flatter needle leans the way the point's own does; one that stands straight
 * has no way to lean, and none is made up. */
static void a_flatter_needle_leans_the_point_s_way(void **state)
{
    (void)state;
    const struct site *leaning = site("LU1", SIDE_L), *straight = site("LI11", SIDE_R);
    struct plan_point flat = {
        .code = "LU1", .side = 'L', .depth_cun = {0.3, 0.5}, .angle = PLAN_TRANSVERSE};
    struct planned_needle needle = planned_at_site(&flat, leaning);
    assert_int_equal(leaning->point->needle.angle, NEEDLE_OBLIQUE);
    assert_float_equal(to_skin(leaning, needle.direction), 15, 0.1);
    float same = 0;
    for (int k = 0; k < 3; k++)
        same += needle.direction[k] * leaning->direction[k];
    assert_true(same > 0.7F);
    flat = (struct plan_point){
        .code = "LI11", .side = 'R', .depth_cun = {0.3, 0.5}, .angle = PLAN_OBLIQUE};
    needle = planned_at_site(&flat, straight);
    for (int k = 0; k < 3; k++)
        assert_float_equal(needle.direction[k], straight->direction[k], 1e-6);
    // nor is one steeper than the point's own
    flat = (struct plan_point){
        .code = "LU1", .side = 'L', .depth_cun = {0.3, 0.5}, .angle = PLAN_PERPENDICULAR};
    needle = planned_at_site(&flat, leaning);
    for (int k = 0; k < 3; k++)
        assert_float_equal(needle.direction[k], leaning->direction[k], 1e-6);
}

/* the needles of a composite on the left; `spread` is by how much their depths differ */
static void check_composite(const struct plan_point *plan, int members, double *spread)
{
    struct planned_needle all = planned_needle(plan, &house.on);
    double least = 1e9, most = 0;
    int n = 0;
    const struct point *member =
        catalog_group(subject_catalog(house.subject), plan->code, &n);
    assert_int_equal(n, members);
    for (int i = 0; i < n; i++) {
        const struct site *s = site(member[i].code, SIDE_L);
        assert_true(planned_names_site(plan, s));
        double depth = planned_at_site(plan, s).depth_mm[1];
        least = fmin(least, depth);
        most = fmax(most, depth);
    }
    assert_float_equal(all.depth_mm[1], least, 1e-6);
    assert_true(all.has_direction);
    *spread = most - least;
}

static void a_composite_is_as_shallow_as_its_shallowest(void **state)
{
    (void)state;
    double spread;
    struct plan_point baxie = {.code = "EX-UE9",
                               .side = 'L',
                               .depth_cun = {0.3, 0.5},
                               .angle = PLAN_OBLIQUE,
                               .needles = 4};
    check_composite(&baxie, 4, &spread);
    // along the spine the lung caps some and not others
    struct plan_point jiaji = {.code = "EX-B2",
                               .side = 'L',
                               .depth_cun = {1, 2},
                               .angle = PLAN_PERPENDICULAR,
                               .needles = 17};
    check_composite(&jiaji, 24, &spread);
    assert_true(spread > 1); // or this tests nothing
}

static void a_mark_goes_straight_in_by_the_thumb_s_cun(void **state)
{
    (void)state;
    struct plan_point mark = {.code = "ASHI1",
                              .side = 'L',
                              .region = "leg_medial",
                              .depth_cun = {0.3, 0.5},
                              .has_at = true,
                              .at = {0.12, 0.26, -0.02}};
    const struct body *body = subject_body(house.subject);
    int thumb = subject_catalog(house.subject)->depth.measure;
    struct planned_needle needle = planned_needle(&mark, &house.on);
    assert_true(needle.has_depth && needle.has_direction && needle.retained);
    assert_float_equal(needle.depth_mm[1], 500 * body_cun(body, thumb, SIDE_L, NULL),
                       1e-6);
    float at[3] = {0.12F, 0.26F, -0.02F};
    struct mesh_site on;
    float normal[3];
    assert_true(subject_from_neutral(house.subject, at, &on));
    mesh_site_normal(body_mesh(body), &on, normal);
    for (int k = 0; k < 3; k++)
        assert_float_equal(needle.direction[k], -normal[k], 1e-6);
    mark.has_at = false;
    needle = planned_needle(&mark, &house.on);
    assert_true(needle.has_depth);
    assert_false(needle.has_direction);
    needle = planned_needle(&mark, NULL);
    assert_false(needle.has_depth);
}

static void a_prick_is_not_left_in(void **state)
{
    (void)state;
    assert_false(planned_at_rest(site("LU11", SIDE_L)).retained);
    assert_false(planned_at_rest(site("CV8", SIDE_M)).retained);
    assert_true(planned_at_rest(site("KI3", SIDE_L)).retained);
}

/* Every sentence of the catalogue names its own depth once, in every language, so that a
 * plan's can take its place; and none is left of what the plan does not say. */
static void a_plan_s_depth_takes_the_place_of_the_catalogue_s(void **state)
{
    (void)state;
    static const char *const LANGS[] = {"en", "zh-Hans"};
    const struct catalog *c = subject_catalog(house.subject);
    for (int l = 0; l < 2; l++) {
        struct error error;
        struct texts *texts = texts_load(DEQI_SOURCE_DIR, LANGS[l], &error);
        assert_non_null(texts);
        for (int i = 0; i < c->n_points; i++) {
            const struct point *p = &c->point[i];
            struct planned_needle needle = planned_at_rest(&(struct site){.point = p});
            char text[1600], capped[1600], figure[64];
            if (p->needle.depth_cun[1] <= 0)
                continue;
            words_needle(texts, p, &needle, text, sizeof text);
            assert_string_equal(text, words_of_point(texts, p, "needle", p->needle.text));
            needle.depth_cun[0] = needle.depth_cun[1] = 0.07;
            words_needle(texts, p, &needle, capped, sizeof capped);
            if (!strstr(capped, "0.07"))
                fail_msg("%s %s: %s", LANGS[l], p->code, capped);
            snprintf(figure, sizeof figure, l ? "%g寸" : "%g cun",
                     p->needle.depth_cun[1]);
            if (strstr(capped, figure))
                fail_msg("%s %s still says %s: %s", LANGS[l], p->code, figure, capped);
        }
        texts_destroy(&texts);
    }
}

/* the same point, in the characters of each language */
static void a_point_is_written_as_its_readers_do(void **state)
{
    (void)state;
    static const char *const WRITTEN[][3] = {
        {"zh-Hans", "外关", "八邪"}, {"zh-Hant", "外關", "八邪"}, {"ja", "外関", "八邪"},
        {"ko", "외관", "팔사"},      {"de", "外关", "八邪"},
    };
    for (size_t i = 0; i < sizeof WRITTEN / sizeof *WRITTEN; i++) {
        struct error error;
        struct texts *texts = texts_load(DEQI_SOURCE_DIR, WRITTEN[i][0], &error);
        assert_non_null(texts);
        assert_string_equal(words_hanzi(texts, "TE5", "外关"), WRITTEN[i][1]);
        assert_string_equal(words_hanzi(texts, "EX-UE9.3", "八邪"), WRITTEN[i][2]);
        assert_string_equal(words_hanzi(texts, "ASHI1", ""), "");
        texts_destroy(&texts);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cap_reaches_the_card),
        cmocka_unit_test(a_card_gives_the_reason_of_its_side),
        cmocka_unit_test(a_card_without_a_side_takes_the_plan_s),
        cmocka_unit_test(a_card_tells_classes_and_checks),
        cmocka_unit_test(what_is_no_deeper_is_the_body_s_own),
        cmocka_unit_test(a_flatter_needle_leans_the_point_s_way),
        cmocka_unit_test(a_composite_is_as_shallow_as_its_shallowest),
        cmocka_unit_test(a_mark_goes_straight_in_by_the_thumb_s_cun),
        cmocka_unit_test(a_prick_is_not_left_in),
        cmocka_unit_test(a_point_is_written_as_its_readers_do),
        cmocka_unit_test(a_plan_s_depth_takes_the_place_of_the_catalogue_s),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
