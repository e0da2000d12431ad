/* A plan as rows: when two sides are one, and what stands under one reason. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "house.h"
#include "views/lamp_rows.h"
#include "views/plan_rows.h"
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

static struct plan_rows rows_of(const char *json)
{
    struct plan_rows rows;
    house_plan(&house, json);
    plan_rows_make(&rows, &house.plan, house.texts, &house.on, house.arena);
    return rows;
}

/* A reason stood with nothing under it, and "both" at points whose sides differ. */
static void sides_that_differ_are_two_rows_under_two_reasons(void **state)
{
    (void)state;
    struct plan_rows rows =
        rows_of("{\"schema\":\"deqi/case-1\",\"etiology\":\"diabetes\",\"symptoms\":[{"
                "\"region\":\"sole\",\"side\":\"L\",\"kinds\":[\"numbness\"]},{"
                "\"region\":\"sole\",\"side\":\"R\",\"kinds\":[\"pain\"]}]}");
    assert_int_equal(rows.n_positions, 1);
    const struct plan_list *list = &rows.position[0].list;
    int count[2] = {0};
    assert_int_equal(list->n, house.plan.n_points);
    assert_int_equal(list->n_groups, 2);
    for (int i = 0; i < list->n; i++) {
        const struct plan_row *row = &list->row[i];
        char text[400];
        assert_null(row->twin);
        assert_int_equal(row->side, row->point->side);
        words_message(house.texts, &list->group[row->group].why, text, sizeof text);
        assert_memory_equal(text, row->side == 'L' ? "Numbness" : "Pain of", 7);
        count[row->group]++;
    }
    assert_true(count[0] > 0 && count[1] > 0);
}

static void sides_that_are_alike_are_one_row(void **state)
{
    (void)state;
    struct plan_rows rows =
        rows_of("{\"schema\":\"deqi/case-1\",\"etiology\":\"diabetes\",\"symptoms\":[{"
                "\"region\":\"sole\",\"side\":\"both\",\"kinds\":[\"numbness\"]}]}");
    const struct plan_list *list = &rows.position[0].list;
    assert_int_equal(list->n * 2, house.plan.n_points);
    assert_int_equal(list->n_groups, 1);
    int needles = 0;
    for (int i = 0; i < list->n; i++) {
        assert_int_equal(list->row[i].side, 'B');
        assert_non_null(list->row[i].twin);
        assert_false(list->row[i].needle.has_direction);
        needles += list->row[i].needles;
    }
    assert_int_equal(needles, rows.position[0].needles);
}

/* a hand goes round once: trunk, right arm, right leg, left leg, left arm */
static void rows_stand_as_a_hand_goes_round(void **state)
{
    (void)state;
    struct plan_rows rows =
        rows_of("{\"schema\":\"deqi/case-1\",\"etiology\":\"diabetes\",\"symptoms\":["
                "{\"region\":\"palm\",\"side\":\"both\",\"kinds\":[\"pain\"]},"
                "{\"region\":\"sole\",\"side\":\"L\",\"kinds\":[\"numbness\"]}],"
                "\"include\":[{\"code\":\"GV20\",\"side\":\"midline\"},"
                "{\"code\":\"ST36\",\"side\":\"R\"}]}");
    static const char *const WHERE[] = {"neck, back and head", "right arm", "right leg",
                                        "left leg", "left arm"};
    int seen = 0, needles = 0, steps = 0;
    for (int k = 0; k < rows.n_positions; k++) {
        const struct plan_position_rows *at = &rows.position[k];
        int last = -1;
        for (int i = 0; i < at->steps.n; i++) {
            int place = 0;
            while (strcmp(at->steps.step[i].where.english, WHERE[place]) != 0)
                place++;
            assert_true(place > last && at->steps.step[i].n > 0);
            last = place;
            steps++;
            for (int p = 0; p < at->steps.step[i].n; p++)
                needles += house.plan.points[at->steps.step[i].point[p]].needles;
        }
        assert_true(at->steps.n > 0);
        assert_ptr_equal(at->list.row[0].point,
                         &house.plan.points[at->steps.step[0].point[0]]);
        seen += at->list.n;
    }
    assert_int_equal(needles, house.plan.session.needles);
    assert_true(steps >= 5 && seen < house.plan.n_points);
    // all of them in one list, each once
    const int *order = doing_order(&house.plan, house.arena);
    int limb = 0, all = 0;
    for (int i = 0; i < house.plan.n_points; i++) {
        const struct plan_point *p = &house.plan.points[order[i]];
        all += order[i];
        if (i)
            limb += p->limb != house.plan.points[order[i - 1]].limb ||
                    p->side != house.plan.points[order[i - 1]].side;
    }
    assert_int_equal(limb, 4);
    assert_int_equal(all, house.plan.n_points * (house.plan.n_points - 1) / 2);
}

/* each way in which two sides may differ parts them */
static void any_difference_parts_a_pair(void **state)
{
    (void)state;
    static const struct message MIND = {.english = "mind the vein"},
                                OTHER = {.english = "another"},
                                NUMB = {.english = "numb"};
    static const struct message *const MINDS[] = {&MIND};
    static const struct plan_override LIFTED = {.caution = "SF03", .code = "KI3"};
    static const struct plan_override *const LIST[] = {&LIFTED};
    static const char *const STATEMENTS[] = {"S10"}, *const CAUTIONS[] = {"SF09"};
    const struct plan_point left = {.code = "KI3",
                                    .side = 'L',
                                    .rank = 2,
                                    .rule = "R21",
                                    .needles = 1,
                                    .depth_cun = {0.3, 0.5},
                                    .reason = &NUMB};
    struct plan_point right[13];
    int n = 0;
    for (; n < 13; n++) {
        right[n] = left;
        right[n].side = 'R';
    }
    assert_true(plan_rows_pair(NULL, &left, &right[0]));
    n = 0;
    right[n++].code = "KI6";
    right[n++].side = 'L';
    right[n++].rank = 3;
    right[n++].role = PLAN_ADJUNCT;
    right[n++].position = PLAN_SEATED;
    right[n++].depth_cun[1] = 0.4;
    right[n++].angle = PLAN_OBLIQUE;
    right[n++].reason = &OTHER;
    right[n].minds = MINDS;
    right[n++].n_minds = 1;
    right[n].overrides = LIST;
    right[n++].n_overrides = 1;
    right[n].statements = STATEMENTS;
    right[n++].n_statements = 1;
    right[n].cautions = CAUTIONS;
    right[n++].n_cautions = 1;
    right[n++].origin = PLAN_STANDARD;
    assert_int_equal(n, 13);
    for (int i = 0; i < n; i++)
        if (plan_rows_pair(NULL, &left, &right[i]))
            fail_msg("difference %d is not seen", i);
}

static void a_lamp_row_is_of_two_sides_that_are_alike(void **state)
{
    (void)state;
    const struct plan_lamp_region regions[] = {
        {.region = "sole", .region_text = "sole", .side = 'L', .state = PLAN_LAMP_ON},
        {.region = "toes", .region_text = "toes", .side = 'L', .state = PLAN_LAMP_ON},
        {.region = "sole", .region_text = "sole", .side = 'R', .state = PLAN_LAMP_ON},
        {.region = "toes",
         .region_text = "toes",
         .side = 'R',
         .state = PLAN_LAMP_WITHHELD,
         .by = "SF03"}};
    const struct plan_session session = {.n_regions = 4, .regions = regions};
    struct lamp_rows rows;
    lamp_rows_make(&rows, &session, NULL, house.arena);
    assert_int_equal(rows.n, 3);
    assert_int_equal(rows.row[0].side, 'B');
    assert_int_equal(rows.row[1].side, 'L');
    assert_int_equal(rows.row[2].side, 'R');
    assert_string_equal(rows.row[2].state, "withheld");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sides_that_differ_are_two_rows_under_two_reasons),
        cmocka_unit_test(sides_that_are_alike_are_one_row),
        cmocka_unit_test(rows_stand_as_a_hand_goes_round),
        cmocka_unit_test(any_difference_parts_a_pair),
        cmocka_unit_test(a_lamp_row_is_of_two_sides_that_are_alike),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
