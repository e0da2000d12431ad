/* A lesion with a place spares what lies within its reach on the person's own body,
 * whatever region that belongs to, and nothing that only stands beside it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "anatomy/territory.h"
#include "catalog/rules.h"
#include "catalog/rules_words.h"
#include "house.h"
#include "views/plan_body.h"

static struct house house;

static void plan_again(void)
{
    struct planned_body on = subject_planned_standing(house.subject);
    arena_reset(house.arena);
    plan_body_make(house.engine, house.record, PLAN_WHOLE, &on, house.arena, &house.plan);
}

/* numb everywhere but where there is no skin of a limb */
static void numb_all_over(void)
{
    case_init(house.record);
    house.record->etiology = ETIOLOGY_DIABETES;
    house.record->per_limb_side = 40;
    house.record->per_session = 100;
    for (int r = 0; r < WORD_REGIONS && house.record->n_symptoms < CASE_SYMPTOMS_MAX; r++)
        if (engine_rules(house.engine)->regions[r].limb >= 0)
            house.record->symptoms[house.record->n_symptoms++] =
                (struct case_symptom){r, CASE_BOTH, CASE_NUMBNESS | CASE_PAIN};
}

/* where the site is on the neutral body; the region there, or -1 */
static int lesion_at(const struct site *site, struct case_lesion *out)
{
    enum side side;
    float at[3];
    const struct catalog *c = subject_catalog(house.subject);
    int region = territory_region_at(subject_standing(house.subject), &site->on, &side);
    int word = region >= 0 ? rules_word_find(word_regions, c->region[region].id) : -1;
    if (word < 0)
        return -1;
    subject_neutral_position(house.subject, &site->on, at);
    *out = (struct case_lesion){.region = word,
                                .side = site->side == SIDE_L ? CASE_L : CASE_R,
                                .has_at = true,
                                .at = {(double)at[0], (double)at[1], (double)at[2]}};
    return word;
}

static double apart(const float a[3], const float b[3])
{
    double d2 = 0;
    for (int k = 0; k < 3; k++)
        d2 += (double)(a[k] - b[k]) * (double)(a[k] - b[k]);
    return sqrt(d2);
}

static const struct plan_removed *removed(const struct site *s)
{
    for (int i = 0; i < house.plan.n_removed; i++)
        if (planned_names_site(&house.plan.removed[i].point, s))
            return &house.plan.removed[i];
    return NULL;
}

/* An independent look: nothing planned or offered stands within reach in a straight line
 * on the same side. */
static void none_within(const float at[3], enum side side, double reach, const char *what)
{
    int n;
    const struct site *s = body_sites(subject_standing(house.subject), &n);
    for (int i = 0; i < n; i++) {
        if (!s[i].placed || s[i].side != side || apart(s[i].position, at) > reach - 1e-4)
            continue;
        for (int k = 0; k < house.plan.n_points; k++)
            if (planned_names_site(&house.plan.points[k], &s[i]))
                fail_msg("%s: %s is needled %.1f mm from it", what, s[i].point->code,
                         apart(s[i].position, at) * 1000);
        for (int k = 0; k < house.plan.n_optional; k++)
            if (planned_names_site(&house.plan.optional[k], &s[i]))
                fail_msg("%s: %s is offered", what, s[i].point->code);
    }
}

/* what was taken out for the place alone lies near it: the needle, not the skin alone */
static void none_far(const float at[3], enum side side, double reach, const char *what)
{
    const double NEEDLE_M = 0.08;
    int n;
    const struct site *s = body_sites(subject_standing(house.subject), &n);
    for (int i = 0; i < n; i++) {
        const struct plan_removed *gone = s[i].placed ? removed(&s[i]) : NULL;
        if (!gone || !strstr(gone->reasons[0]->id, "SF10_SKIN.point.3") ||
            gone->point.needles > 1)
            continue;
        if (s[i].side != side || apart(s[i].position, at) > reach + NEEDLE_M)
            fail_msg("%s: %s is spared, %.1f mm away", what, s[i].point->code,
                     apart(s[i].position, at) * 1000);
    }
}

static void look_at_body(const char *body, const char *set)
{
    static const double RADII[] = {0, 0.004, 0.05};
    house_open(&house, body, set, "en");
    numb_all_over();
    struct case_lesion *lesion = house.record->findings.lesions;
    int n, looked = 0;
    const struct site *s = body_sites(subject_standing(house.subject), &n);
    house.record->findings.n_lesions = 1;
    house.record->findings.lesions_given = true;
    for (int i = 0; i < n; i += 3) {
        if (!s[i].placed || s[i].side == SIDE_M || lesion_at(&s[i], lesion) < 0)
            continue;
        lesion->radius = RADII[looked++ % 3];
        lesion->kind = rules_word_find(word_lesion_kinds, "tumour");
        plan_again();
        double reach = case_lesion_reach(lesion);
        none_within(s[i].position, s[i].side, reach, s[i].point->code);
        none_far(s[i].position, s[i].side, reach, s[i].point->code);
    }
    if (looked < 60)
        fail_msg("%d lesions were looked at", looked);
    house_close(&house);
}

static void test_every_place_on_several_bodies(void **state)
{
    (void)state;
    look_at_body(NULL, NULL);
    look_at_body("female", "weight=0.9");
    look_at_body("male", "height=1.15");
}

/* SP6 and SP8 stand on one leg, KI3 below the edge of its region */
static void test_a_region_is_no_wall(void **state)
{
    (void)state;
    static const char TEXT[] =
        "{\"schema\": \"deqi/case-1\", \"etiology\": \"diabetes\", \"symptoms\": ["
        "{\"region\": \"leg_medial\", \"side\": \"both\", \"kinds\": [\"pain\"]}],"
        "\"findings\": {\"skin_lesions\": [{\"region\": \"ankle\", \"side\": \"L\","
        " \"kind\": \"%s\", \"at\": [0.15, 0.15, 0.02]%s}]}}";
    char text[600];
    house_open(&house, NULL, NULL, "en");
    for (int kind = 0; kind < WORD_LESION_KINDS; kind++) {
        snprintf(text, sizeof text, TEXT, word_lesion_kinds[kind], "");
        house_plan(&house, text);
        plan_again();
        bool left = false, right = false;
        for (int i = 0; i < house.plan.n_points; i++)
            if (strcmp(house.plan.points[i].code, "SP6") == 0)
                *(house.plan.points[i].side == 'L' ? &left : &right) = true;
        assert_false(left);
        assert_true(right);
    }
    house_close(&house);
}

/* the same lesion spares less of a tall body than of a small one, in its own points */
static void test_a_small_body_has_more_within_reach(void **state)
{
    (void)state;
    int count[2] = {0};
    for (int k = 0; k < 2; k++) {
        house_open(&house, NULL, k ? "height=2.0" : "height=1.1", "en");
        numb_all_over();
        house.record->findings.n_lesions = 1;
        const struct catalog *c = subject_catalog(house.subject);
        const struct site *s =
            body_site(subject_standing(house.subject), catalog_point(c, "PC6"), SIDE_L);
        assert_true(lesion_at(s, house.record->findings.lesions) >= 0);
        struct planned_body on = subject_planned_standing(house.subject);
        count[k] = plan_body_spots(house.engine, house.record, &on, house.arena)->n;
        house_close(&house);
    }
    assert_true(count[0] > count[1]);
    assert_true(count[1] > 0);
}

/* the thighs stand close to each other, and an arm beside the hip */
static void test_what_only_stands_beside_is_not_near(void **state)
{
    (void)state;
    house_open(&house, "female", "weight=1", "en");
    numb_all_over();
    int n;
    const struct site *s = body_sites(subject_standing(house.subject), &n);
    house.record->findings.n_lesions = 1;
    struct case_lesion *lesion = house.record->findings.lesions;
    struct planned_body on = subject_planned_standing(house.subject);
    for (int i = 0; i < n; i++) {
        if (!s[i].placed || s[i].side != SIDE_L || lesion_at(&s[i], lesion) < 0 ||
            engine_rules(house.engine)->regions[lesion->region].limb < 0)
            continue;
        const struct rule_spots *spots =
            plan_body_spots(house.engine, house.record, &on, house.arena);
        for (int k = 0; k < spots->n; k++)
            if (spots->item[k].side == 'R')
                fail_msg("%s of the right from %s of the left", spots->item[k].code,
                         s[i].point->code);
        assert_int_equal(spots->regions[0][1], 0);
    }
    house_close(&house);
}

/* a lamp that would warm the place is withheld, in whatever region it shines */
static void test_lamp_of_the_region_beside(void **state)
{
    (void)state;
    house_open(&house, NULL, NULL, "en");
    house_plan(&house,
               "{\"schema\": \"deqi/case-1\", \"etiology\": \"lumbosacral_root\","
               "\"symptoms\": [{\"region\": \"leg_lateral\", \"side\": \"L\","
               "\"kinds\": [\"pain\"]}, {\"region\": \"thigh_anterior\","
               "\"side\": \"L\", \"kinds\": [\"pain\"]}],"
               "\"findings\": {\"thermal_sense\": \"ok\", \"skin_lesions\": [{\"region\":"
               "\"ankle\", \"side\": \"L\", \"kind\": \"rash\","
               "\"at\": [0.21, 0.15, 0.02]}]}}");
    plan_again();
    int withheld = 0;
    for (int i = 0; i < house.plan.session.n_regions; i++)
        withheld += house.plan.session.regions[i].state == PLAN_LAMP_WITHHELD;
    assert_int_equal(withheld, 1);
    house_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_place_on_several_bodies),
        cmocka_unit_test(test_a_region_is_no_wall),
        cmocka_unit_test(test_a_small_body_has_more_within_reach),
        cmocka_unit_test(test_what_only_stands_beside_is_not_near),
        cmocka_unit_test(test_lamp_of_the_region_beside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
