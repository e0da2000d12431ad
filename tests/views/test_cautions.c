/* What is to be minded of a plan as a whole: which weight it has, and what is not told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "house.h"
#include "views/caution_list.h"

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

static struct cautions cautions_of(const char *json)
{
    struct cautions all;
    house_plan(&house, json);
    caution_list_make(&all, &house.plan, house.texts, house.arena);
    return all;
}

static const struct caution_words *find(const struct cautions *all, const char *id)
{
    for (int i = 0; i < all->n; i++)
        if (strcmp(all->caution[i].caution->id, id) == 0)
            return &all->caution[i];
    return NULL;
}

/* every caution of a plan that is ready reaches its reader, information too */
static void nothing_of_a_ready_plan_is_left_out(void **state)
{
    (void)state;
    struct cautions all = cautions_of(
        "{\"schema\":\"deqi/case-1\",\"etiology\":\"chemotherapy\",\"symptoms\":[{"
        "\"region\":\"sole\",\"side\":\"both\",\"kinds\":[\"numbness\"]}],\"findings\":{"
        "\"blood_counts\":\"normal\"}}");
    assert_int_equal(house.plan.status, PLAN_READY);
    assert_int_equal(all.n, house.plan.n_cautions);
    int info = 0;
    for (int i = 0; i < all.n; i++) {
        const struct caution_words *w = &all.caution[i];
        assert_ptr_equal(w->caution, &house.plan.cautions[i]);
        assert_true(*w->title && *w->text && *w->source);
        if (w->caution->action == PLAN_INFO) {
            assert_int_equal(w->weight, CAUTION_QUIET);
            info++;
        }
    }
    assert_true(info > 0);
    assert_int_equal(caution_list_count(&all, CAUTION_BLOCKS), 0);
    assert_int_equal(caution_list_count(&all, CAUTION_WAITS) +
                         caution_list_count(&all, CAUTION_QUIET),
                     all.n);
}

static void what_only_holds_back_the_lamp_is_known(void **state)
{
    (void)state;
    struct cautions all = cautions_of(
        "{\"schema\":\"deqi/case-1\",\"etiology\":\"diabetes\",\"symptoms\":[{\"region\":"
        "\"sole\",\"side\":\"both\",\"kinds\":[\"numbness\"]}]}");
    const struct caution_words *lamp = find(&all, "SF01_IR_INSENSATE");
    assert_non_null(lamp);
    assert_true(lamp->lamp);
    assert_int_equal(lamp->weight, CAUTION_WAITS);
    int of_the_lamp = 0;
    for (int i = 0; i < all.n_questions; i++)
        of_the_lamp += all.question[i].lamp;
    assert_true(of_the_lamp > 0 && of_the_lamp < all.n_questions);
}

static void a_blocked_plan_tells_where_to_go_and_not_how_to_needle(void **state)
{
    (void)state;
    struct cautions all = cautions_of(
        "{\"schema\":\"deqi/case-1\",\"etiology\":\"lumbosacral_root\",\"symptoms\":[{"
        "\"region\":\"sole\",\"side\":\"both\",\"kinds\":[\"numbness\"]}],\"findings\":{"
        "\"red_flags\":[\"saddle_numbness\",\"bladder_bowel_change\"],\"anticoagulant\":"
        "true,\"copd\":true}}");
    assert_int_equal(house.plan.status, PLAN_BLOCKED);
    assert_true(all.n_referrals > 0);
    int told = 0;
    for (int i = 0; i < all.n_referrals; i++) {
        assert_true(*all.referral[i].where != 0);
        told += all.referral[i].n;
        for (int k = 0; k < i; k++)
            assert_string_not_equal(all.referral[i].where, all.referral[k].where);
    }
    assert_int_equal(told, caution_list_count(&all, CAUTION_BLOCKS));
    for (int i = 0; i < all.n; i++)
        assert_true(all.caution[i].weight == CAUTION_BLOCKS ||
                    all.caution[i].caution->action == PLAN_INFO);
    assert_true(all.n < house.plan.n_cautions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_of_a_ready_plan_is_left_out),
        cmocka_unit_test(what_only_holds_back_the_lamp_is_known),
        cmocka_unit_test(a_blocked_plan_tells_where_to_go_and_not_how_to_needle),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
