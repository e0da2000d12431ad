/* A lesion told as a spot whose place nobody finds on the body: its whole region is left
 * alone and a note says so, in each way of not being found and for every kind of lesion.
 * A place that is found spares no more than it reaches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/rules.h"
#include "catalog/rules_words.h"
#include "house.h"
#include "views/plan_body.h"

static struct house house;

/* what differs: no body; one that finds nothing; a place in the air, in another region,
 * on the other side; a body of which nothing was measured; found after all */
enum way { NO_BODY, NOT_FOUND, IN_THE_AIR, ELSEWHERE, OTHER_SIDE, ABSENT, FOUND, WAYS };
static const char *const NAMES[WAYS] = {
    "no body", "not found", "in the air", "elsewhere", "other side", "absent", "found"};

static bool finds_nothing(const void *user, const float at[3], struct mesh_site *on)
{
    (void)user;
    (void)at;
    (void)on;
    return false;
}

/* both legs are needled on all surfaces */
static void begin(int region, int kind)
{
    static const char *const SYMPTOMS[] = {"leg_medial", "leg_lateral", "foot_dorsum",
                                           "sole"};
    case_init(house.record);
    house.record->etiology = ETIOLOGY_ALCOHOL;
    house.record->per_limb_side = 40;
    house.record->per_session = 100;
    for (int i = 0; i < 4; i++)
        house.record->symptoms[house.record->n_symptoms++] = (struct case_symptom){
            rules_word_find(word_regions, SYMPTOMS[i]), CASE_BOTH, CASE_PAIN};
    house.record->marks[0] =
        (struct case_mark){.kind = MARK_TENDER, .region = region, .side = CASE_L};
    house.record->n_marks = 1;
    struct case_findings *f = &house.record->findings;
    f->lesions_given = true;
    f->n_lesions = 1;
    f->lesions[0] = (struct case_lesion){
        .region = region, .side = CASE_L, .kind = kind, .has_at = true};
}

/* where the code is on the neutral body, moved by so much outward */
static void put_at(const char *code, enum side side, double out)
{
    const struct catalog *c = subject_catalog(house.subject);
    const struct site *s =
        body_site(subject_standing(house.subject), catalog_point(c, code), side);
    double *at = house.record->findings.lesions[0].at;
    float on[3];
    subject_neutral_position(house.subject, &s->on, on);
    for (int k = 0; k < 3; k++)
        at[k] = (double)on[k] + out * (double)s->normal[k];
}

static void make(enum way way)
{
    struct planned_body on = subject_planned_standing(house.subject);
    if (way == NOT_FOUND)
        on.find = finds_nothing;
    arena_reset(house.arena);
    plan_body_make(house.engine, house.record, PLAN_WHOLE, way == NO_BODY ? NULL : &on,
                   house.arena, &house.plan);
}

static uint32_t regions_of(const struct plan_point *p)
{
    if (p->region)
        return UINT32_C(1) << rules_word_find(word_regions, p->region);
    const struct point *point = catalog_point(subject_catalog(house.subject), p->code);
    const struct rules_place *place =
        point ? rules_place(engine_rules(house.engine), point->region) : NULL;
    return place ? place->regions : 0;
}

/* how many of the region are chosen or offered on the side */
static int left_of(int region, char side)
{
    int n = 0;
    for (int i = 0; i < house.plan.n_points; i++)
        n += house.plan.points[i].side == side &&
             regions_of(&house.plan.points[i]) >> region & 1;
    for (int i = 0; i < house.plan.n_optional; i++)
        n += house.plan.optional[i].side == side &&
             regions_of(&house.plan.optional[i]) >> region & 1;
    return n;
}

static bool noted(const char *id)
{
    for (int i = 0; i < house.plan.n_notes; i++)
        if (strcmp(house.plan.notes[i].text.id, id) == 0)
            return true;
    return false;
}

static bool asked(const char *id)
{
    for (int i = 0; i < house.plan.n_questions; i++)
        if (strcmp(house.plan.questions[i].id, id) == 0)
            return true;
    return false;
}

static void set_up(enum way way)
{
    struct case_findings *f = &house.record->findings;
    put_at("SP8", SIDE_L, way == IN_THE_AIR ? 0.08 : 0);
    if (way == ELSEWHERE)
        put_at("GB31", SIDE_L, 0);
    if (way == OTHER_SIDE)
        put_at("SP8", SIDE_R, 0);
    if (way == ABSENT) {
        f->absent_given = true;
        f->n_absent = 1;
        f->absent[0] = (struct case_absent){rules_word_find(word_absent, "leg"), CASE_L};
    }
}

static void test_every_way_and_kind(void **state)
{
    (void)state;
    house_open(&house, NULL, NULL, "en");
    int region = rules_word_find(word_regions, "leg_medial");
    for (int kind = 0; kind < WORD_LESION_KINDS; kind++)
        for (int way = 0; way < WAYS; way++) {
            begin(region, kind);
            set_up((enum way)way);
            make((enum way)way);
            bool stump = way == ABSENT, found = way == FOUND;
            if (left_of(region, 'L') && !found)
                fail_msg("%s, %s: %d of its region", word_lesion_kinds[kind], NAMES[way],
                         left_of(region, 'L'));
            if (!left_of(region, 'R'))
                fail_msg("%s, %s: nothing on the other leg", word_lesion_kinds[kind],
                         NAMES[way]);
            if (asked("lesion_place") != (!found && !stump))
                fail_msg("%s, %s: asked, or not", word_lesion_kinds[kind], NAMES[way]);
            if (noted("plan.note.unplaced") != (!found && !stump) ||
                noted("plan.note.stump") != stump)
                fail_msg("%s, %s: another note", word_lesion_kinds[kind], NAMES[way]);
        }
    house_close(&house);
}

/* what was measured holds all the same: a wrong name is no reason to needle the place */
static void test_a_place_elsewhere_is_spared_too(void **state)
{
    (void)state;
    house_open(&house, NULL, NULL, "en");
    int region = rules_word_find(word_regions, "leg_medial");
    for (int kind = 0; kind < WORD_LESION_KINDS; kind++) {
        begin(region, kind);
        put_at("ST36", SIDE_L, 0);
        make(ELSEWHERE);
        bool right = false;
        for (int i = 0; i < house.plan.n_points; i++) {
            bool st36 = strcmp(house.plan.points[i].code, "ST36") == 0;
            if (st36 && house.plan.points[i].side == 'L')
                fail_msg("%s at ST36, ST36 needled", word_lesion_kinds[kind]);
            right = right || st36;
        }
        assert_true(right);
    }
    house_close(&house);
}

static bool needled(const char *code, char side)
{
    return plan_find(&house.plan, code, side) ||
           planned_find(&house.plan, code, NULL, side).state == PLANNED_OFFERED;
}

/* of a point that the body cannot place its region alone is known */
static void test_a_point_without_a_place(void **state)
{
    (void)state;
    house_open(&house, NULL, NULL, "en");
    int region = rules_word_find(word_regions, "leg_medial");
    const struct catalog *c = subject_catalog(house.subject);
    const struct site *sp9 =
        body_site(subject_standing(house.subject), catalog_point(c, "SP9"), SIDE_L);
    for (int lost = 0; lost < 2; lost++) {
        begin(region, rules_word_find(word_lesion_kinds, "scar"));
        put_at("SP6", SIDE_L, 0);
        ((struct site *)sp9)->placed = !lost;
        make(FOUND);
        assert_false(needled("SP6", 'L'));
        assert_true(needled("SP9", 'R'));
        assert_int_equal(needled("SP9", 'L'), !lost);
    }
    ((struct site *)sp9)->placed = true;
    house_close(&house);
}

/* ulcer, infection, tumour: as final as where the place is known */
static void test_nobody_lifts_it(void **state)
{
    (void)state;
    house_open(&house, NULL, NULL, "en");
    for (int kind = 0; kind < WORD_LESION_KINDS; kind++) {
        begin(rules_word_find(word_regions, "leg_medial"), kind);
        put_at("SP8", SIDE_L, 0);
        house.record->n_overrides = 1;
        house.record->overrides[0] = (struct case_override){
            "SF10_SKIN", "SP9", CASE_L, "looked at it, far from the place"};
        make(NOT_FOUND);
        bool final = strcmp(word_lesion_kinds[kind], "ulcer") == 0 ||
                     strcmp(word_lesion_kinds[kind], "infection") == 0 ||
                     strcmp(word_lesion_kinds[kind], "tumour") == 0;
        assert_int_equal(house.plan.overrides[0].lift,
                         final ? PLAN_LIFT_FINAL : PLAN_LIFTED);
    }
    house_close(&house);
}

/* recorded on what is missing: what is left of that limb, unless it is a scar */
static void test_a_stump_is_left_alone(void **state)
{
    (void)state;
    house_open(&house, NULL, NULL, "en");
    int scar = rules_word_find(word_lesion_kinds, "scar");
    for (int kind = 0; kind < WORD_LESION_KINDS; kind++)
        for (int placed = 0; placed < 2; placed++) {
            begin(rules_word_find(word_regions, "sole"), kind);
            struct case_findings *f = &house.record->findings;
            f->lesions[0].has_at = placed;
            if (placed)
                put_at("KI1", SIDE_L, 0);
            f->absent_given = true;
            f->n_absent = 1;
            f->absent[0] =
                (struct case_absent){rules_word_find(word_absent, "ankle"), CASE_L};
            make(ABSENT);
            int left = 0, right = 0;
            for (int i = 0; i < house.plan.n_points; i++)
                if (house.plan.points[i].limb == PLAN_LEG)
                    *(house.plan.points[i].side == 'L' ? &left : &right) += 1;
            assert_true(noted("plan.note.stump"));
            if ((left == 0) != (kind != scar))
                fail_msg("%s: %d needles on the stump's leg", word_lesion_kinds[kind],
                         left);
            assert_true(right > 0);
            for (int i = 0; i < house.plan.session.n_regions; i++) {
                const struct plan_lamp_region *r = &house.plan.session.regions[i];
                assert_true(r->side != 'L' || kind == scar ||
                            r->state == PLAN_LAMP_WITHHELD);
            }
        }
    house_close(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_way_and_kind),
        cmocka_unit_test(test_a_place_elsewhere_is_spared_too),
        cmocka_unit_test(test_a_point_without_a_place),
        cmocka_unit_test(test_nobody_lifts_it),
        cmocka_unit_test(test_a_stump_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
