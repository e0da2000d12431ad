/* Taps on the neutral body: on the point, beside it, far from it, on the other side. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "import/model.h"
#include "study/score.h"

static struct {
    struct catalog *catalog;
    struct model model;
    struct body *body;
    struct path way;
} it;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    it.catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    if (it.catalog && model_load(DEQI_SOURCE_DIR "/models/human.glb", &it.model, &error))
        it.body = body_create(&it.model.mesh, it.catalog, &it.catalog->neutral, &error);
    if (!it.body)
        error_print(&error, stderr);
    return it.body ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    path_free(&it.way);
    body_destroy(&it.body);
    model_free(&it.model);
    catalog_destroy(&it.catalog);
    return 0;
}

static const struct site *site_of(const char *code, enum side side)
{
    const struct site *s = body_site(it.body, catalog_point(it.catalog, code), side);
    assert_non_null(s);
    assert_true(s->placed);
    return s;
}

/* the skin `cun` away from the site, over the skin, headed along `direction` */
static struct mesh_site beside(const struct site *s, float cun, const float direction[3])
{
    struct path path = {0};
    assert_true(path_walk(body_surface(it.body), &s->on, direction, s->normal,
                          cun * s->cun, &path));
    struct mesh_site on = path.site[path.count - 1];
    path_free(&path);
    return on;
}

static const float UP[3] = {0, 1, 0};

static const struct {
    const char *code;
    float cun;
    enum score_verdict verdict;
    enum schedule_grade grade, hinted;
} ROWS[] = {
    {"ST36", 0, SCORE_ON_POINT, SCHEDULE_EASY, SCHEDULE_HARD},
    {"ST36", 0.2f, SCORE_ON_POINT, SCHEDULE_EASY, SCHEDULE_HARD},
    {"ST36", 0.4f, SCORE_CLOSE, SCHEDULE_GOOD, SCHEDULE_HARD},
    {"ST36", 0.8f, SCORE_NEAR, SCHEDULE_MISSED, SCHEDULE_MISSED},
    {"ST36", 2, SCORE_FAR, SCHEDULE_MISSED, SCHEDULE_MISSED},
    {"SP6", 0.4f, SCORE_CLOSE, SCHEDULE_GOOD, SCHEDULE_HARD},
    {"PC6", 0.8f, SCORE_NEAR, SCHEDULE_MISSED, SCHEDULE_MISSED},
};

static void scores_over_the_skin(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct site *s = site_of(ROWS[i].code, SIDE_L);
        struct mesh_site tap = ROWS[i].cun > 0 ? beside(s, ROWS[i].cun, UP) : s->on;
        struct score score;
        print_message("%s %.1f\n", ROWS[i].code, (double)ROWS[i].cun);
        assert_true(score_tap(it.body, ROWS[i].code, SIDE_M, &tap, &it.way, &score));
        assert_ptr_equal(score.site, s);
        assert_float_equal(score.cun, ROWS[i].cun, 0.06f);
        assert_float_equal(score.metres, score.cun * s->cun, 1e-5f);
        assert_int_equal(score.verdict, ROWS[i].verdict);
        assert_false(score.other_side);
        assert_int_equal(score_grade(&score, SCORE_ALONE), ROWS[i].grade);
        assert_int_equal(score_grade(&score, SCORE_WITH_HINT), ROWS[i].hinted);
        assert_true(it.way.count >= 1);
    }
}

static void either_side_is_right_unless_one_is_asked(void **state)
{
    (void)state;
    const struct site *right = site_of("ST36", SIDE_R);
    struct score score;
    assert_true(score_tap(it.body, "ST36", SIDE_M, &right->on, &it.way, &score));
    assert_int_equal(score.verdict, SCORE_ON_POINT);
    assert_false(score.other_side);
    assert_true(score_tap(it.body, "ST36", SIDE_L, &right->on, &it.way, &score));
    assert_true(score.other_side);
    assert_int_equal(score.verdict, SCORE_ON_POINT);
    assert_int_equal(score_grade(&score, SCORE_ALONE), SCHEDULE_MISSED);
    const struct site *middle = site_of("GV14", SIDE_M);
    assert_true(score_tap(it.body, "GV14", SIDE_L, &middle->on, &it.way, &score));
    assert_false(score.other_side);
}

/* the far side of the leg is farther over the skin than through it */
static void through_the_limb_is_no_short_cut(void **state)
{
    (void)state;
    const struct site *s = site_of("ST36", SIDE_L);
    float inward[3] = {-s->normal[0], -s->normal[1], -s->normal[2]}, from[3];
    struct bvh_hit hit;
    for (int k = 0; k < 3; k++)
        from[k] = s->position[k] + 0.002f * inward[k];
    assert_true(bvh_ray(body_bvh(it.body), from, inward, 1, NULL, NULL, &hit));
    struct score score;
    assert_true(score_tap(it.body, "ST36", SIDE_M, &hit.site, &it.way, &score));
    assert_true(score.metres > 1.3f * hit.distance);
    assert_int_equal(score.verdict, SCORE_FAR);
}

static void any_member_of_a_composite_will_do(void **state)
{
    (void)state;
    struct score score;
    for (int i = 1; i <= 4; i++) {
        char code[24];
        snprintf(code, sizeof code, "EX-UE9.%d", i);
        const struct site *s = site_of(code, SIDE_L);
        assert_true(score_tap(it.body, "EX-UE9", SIDE_M, &s->on, &it.way, &score));
        assert_ptr_equal(score.site, s);
        assert_int_equal(score.verdict, SCORE_ON_POINT);
    }
}

static void nonsense_is_refused(void **state)
{
    (void)state;
    struct score score;
    const struct site *s = site_of("ST36", SIDE_L);
    assert_false(score_tap(it.body, "ST99", SIDE_M, &s->on, &it.way, &score));
    assert_true(score_tap(it.body, "BL10", SIDE_M, &s->on, &it.way, &score));
    assert_int_equal(score.verdict, SCORE_FAR);
    assert_int_equal(it.way.count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_over_the_skin),
        cmocka_unit_test(either_side_is_right_unless_one_is_asked),
        cmocka_unit_test(through_the_limb_is_no_short_cut),
        cmocka_unit_test(any_member_of_a_composite_will_do),
        cmocka_unit_test(nonsense_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
