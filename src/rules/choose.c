/* choose.c - which points: marks, complements, then the surfaces in turns, then
 * additions.
 *
 * Needles are counted as they are taken: marks first, complements that the article names
 * always, additions before the surfaces (so that what was asked for finds room), and the
 * surfaces last, though they stand before complements in the plan. Where both sides are
 * affected a pair is taken together or not at all. Nothing here knows of cautions.
 */
#include <string.h>

#include "rules/picks_internal.h"

// ---------------------------------------------------------------- general rules

static void apply_general(struct work *w)
{
    const struct rules_rule *done = NULL;
    for (int i = 0; i < w->engine->settles.n; i++) {
        const struct engine_clause *by = &w->engine->settles.item[i];
        const struct rules_clause *c = by->clause;
        // of a rule, the first clause that holds
        if (by->rule == done || !facts_hold(&w->facts, &c->when))
            continue;
        done = by->rule;
        if (c->root)
            w->facts.bits[FACT_ROOT] = c->root;
        if (c->few)
            w->few = c->few;
        if (c->common && !w->common)
            w->common = c->common;
        if (c->retention_min) {
            w->retention_min = c->retention_min;
            w->de_qi = c->de_qi;
            w->infrared = c->infrared;
        }
    }
}

/* the root is known only after the rules before have spoken, so marks are judged then */
static unsigned mark_facts(const struct work *w, const struct case_mark *mark, int side)
{
    const struct rules_region *region = &w->engine->rules->regions[mark->region];
    unsigned facts = 1u << (mark->kind == MARK_TENDER ? MARKS_TENDER : MARKS_NUMB);
    if (region->root)
        facts |= 1u << MARKS_SPINE;
    if (region->limb >= 0 && side < 2 && w->facts.affected[region->limb][side])
        return facts | 1u << MARKS_AFFECTED_LIMB;
    if (region->root && w->facts.bits[FACT_ROOT] >> region->root & 1)
        return facts | 1u << MARKS_ROOT_SPINE;
    return facts | 1u << MARKS_ELSEWHERE;
}

static void judge_marks(struct work *w)
{
    uint64_t all = 0;
    for (int i = 0; i < w->record->n_marks; i++)
        for (int s = 0; s < 3; s++)
            if (facts_sides(w->record->marks[i].side) >> s & 1)
                all |= mark_facts(w, &w->record->marks[i], s);
    w->facts.bits[FACT_MARKS] = all ? all : 1u << MARKS_NONE;
}

static void say_general(struct work *w)
{
    const struct rules_rule *done = NULL;
    for (int i = 0; i < w->engine->says.n; i++) {
        const struct engine_clause *by = &w->engine->says.item[i];
        if (by->rule == done || !facts_hold(&w->facts, &by->clause->when))
            continue;
        done = by->rule;
        work_say(w, by, -1);
    }
}

// ---------------------------------------------------------------- marks

static void set_ranks(struct pick *p, const struct rules_mark *from)
{
    p->rank = (int8_t)from->rank;
    p->role = (int8_t)from->role;
    p->origin = (int8_t)from->origin;
}

static const struct engine_clause *mark_clause(const struct work *w, struct facts *local,
                                               const struct case_mark *mark, int side)
{
    local->bits[FACT_MARKS] = mark_facts(w, mark, side);
    // where none holds, the last: no mark is ever dropped
    int i = 0, last = w->engine->marks.n - 1;
    while (i < last && !facts_hold(local, &w->engine->marks.item[i].clause->when))
        i++;
    return &w->engine->marks.item[i];
}

static void choose_marks(struct work *w)
{
    struct facts local = w->facts;
    for (int i = 0; i < w->record->n_marks; i++) {
        const struct case_mark *mark = &w->record->marks[i];
        int needles[3] = {0}, limb = w->engine->rules->regions[mark->region].limb;
        for (int s = 0; s < 3; s++)
            needles[s] = facts_sides(mark->side) >> s & 1;
        bool fits = picks_fits(w, limb, needles);
        if (fits)
            picks_count(w, limb, needles);
        for (int s = 0; s < 3; s++) {
            if (!needles[s])
                continue;
            const struct engine_clause *by = mark_clause(w, &local, mark, s);
            struct pick *p =
                fits ? picks_choose(w, -1, i, s) : picks_set_aside(w, -1, i, s, WORK_CAP);
            p->region = (int16_t)mark->region;
            p->by = by;
            set_ranks(p, by->clause->mark);
            work_say_of_mark(w, by, i, s);
        }
    }
}

// ---------------------------------------------------------------- complements

/* the sides of the symptoms that the clause asks for; both where they lie in the midline
 */
static unsigned symptom_sides(const struct work *w, const struct rules_clause *c)
{
    uint64_t zones = 0;
    for (int i = 0; i < c->when.n; i++)
        for (int k = 0; k < c->when.any[i].n; k++)
            if (c->when.any[i].terms[k].fact == FACT_AFFECTED)
                zones |= c->when.any[i].terms[k].mask;
    unsigned sides = 0;
    for (int i = 0; i < w->record->n_symptoms; i++) {
        const struct case_symptom *s = &w->record->symptoms[i];
        if (!zones || zones >> w->engine->rules->regions[s->region].zone & 1)
            sides |= facts_sides(s->side);
    }
    return sides & 3 ? sides & 3 : 3;
}

static void fill_complement(struct pick *p, const struct engine_clause *by, int set)
{
    p->by = by;
    p->rank = (int8_t)by->clause->complement->rank;
    p->role = PLAN_COMPLEMENT;
    p->origin = (int8_t)by->clause->complement->origin;
    p->set = (int16_t)set;
}

static void offer_complement(struct work *w, const struct engine_clause *by, int point,
                             unsigned sides, int set, enum work_because because)
{
    if (w->engine->points[point].facts.midline)
        sides = 4;
    for (int s = 0; s < 3; s++) {
        struct pick *p = sides >> s & 1 ? picks_offer(w, point, s, because) : NULL;
        if (!p)
            continue;
        fill_complement(p, by, set);
        // what the article does not name itself is standard practice
        if (because == WORK_OFFERED)
            p->origin = PLAN_STANDARD;
    }
}

static void offer_complements(struct work *w, const struct engine_clause *by)
{
    const struct rules_complement *c = by->clause->complement;
    const struct rules *rules = w->engine->rules;
    unsigned sides = symptom_sides(w, by->clause);
    for (int i = 0; i < c->sets.n && w->engine->other_side_optional; i++)
        for (int k = 0; k < rules->sets[c->sets.item[i]].n; k++) {
            int point = rules->sets[c->sets.item[i]].points[k];
            if (!w->engine->points[point].facts.midline)
                offer_complement(w, by, point, 3 & ~sides, c->sets.item[i],
                                 WORK_OTHER_SIDE);
        }
    if (c->offer_level && w->record->root_level >= 0) {
        const struct rules_points *level = &rules->level_points[w->record->root_level];
        for (int k = 0; k < level->n; k++)
            offer_complement(w, by, level->points[k], sides,
                             c->offer.n ? c->offer.item[0] : -1, WORK_OFFERED);
    }
    for (int i = 0; i < c->offer.n; i++)
        for (int k = 0; k < rules->sets[c->offer.item[i]].n; k++)
            offer_complement(w, by, rules->sets[c->offer.item[i]].points[k], sides,
                             c->offer.item[i], WORK_OFFERED);
}

/* complements that the article names are taken even where no room is left */
static void choose_complement(struct work *w, const struct engine_clause *by)
{
    const struct rules_complement *c = by->clause->complement;
    unsigned sides = symptom_sides(w, by->clause);
    for (int i = 0; i < c->sets.n; i++) {
        const struct rules_set *set = &w->engine->rules->sets[c->sets.item[i]];
        for (int k = 0; k < set->n; k++) {
            const struct engine_point *point = &w->engine->points[set->points[k]];
            for (int s = 0; s < 3; s++) {
                unsigned wanted = point->facts.midline ? 4 : sides;
                if (!(wanted >> s & 1) || w->taken[set->points[k]][s] == PICK_CHOSEN)
                    continue;
                fill_complement(picks_choose(w, set->points[k], -1, s), by,
                                c->sets.item[i]);
            }
        }
    }
    *(int *)work_list_add(w->arena, &w->lamp_zones, sizeof(int)) = c->region;
    for (int i = 0; i < w->record->n_symptoms; i++)
        if (c->answers >> w->record->symptoms[i].region & 1)
            w->answered[i] = true;
}

static void each_complement(struct work *w,
                            void (*each)(struct work *, const struct engine_clause *))
{
    const struct rules_rule *done = NULL;
    for (int i = 0; i < w->engine->complements.n; i++) {
        const struct engine_clause *by = &w->engine->complements.item[i];
        if (by->rule == done || !facts_hold(&w->facts, &by->clause->when))
            continue;
        done = by->rule;
        each(w, by);
    }
}

/* the needles of complements are spoken for before anything else is counted */
static void keep_complement(struct work *w, const struct engine_clause *by)
{
    const struct rules_complement *c = by->clause->complement;
    unsigned sides = symptom_sides(w, by->clause);
    for (int i = 0; i < c->sets.n; i++) {
        const struct rules_set *set = &w->engine->rules->sets[c->sets.item[i]];
        for (int k = 0; k < set->n; k++) {
            const struct engine_point *point = &w->engine->points[set->points[k]];
            unsigned wanted = point->facts.midline ? 4 : sides;
            int needles[3] = {0};
            for (int s = 0; s < 3; s++) {
                uint8_t *taken = &w->taken[set->points[k]][s];
                // what two rules ask for is one needle
                if (!(wanted >> s & 1) || *taken == PICK_KEPT)
                    continue;
                needles[s] = point->facts.needles;
                *taken = PICK_KEPT;
            }
            picks_count(w, point->limb, needles);
        }
    }
    w->over_limit = w->needles > w->limits.per_session;
}

// ---------------------------------------------------------------- what is added

static unsigned include_sides(const struct work *w, int point, enum case_side side)
{
    return w->engine->points[point].facts.midline ? 4 : facts_sides(side);
}

/* finds room for what was asked for, before the surfaces fill it */
static void keep_includes(struct work *w, bool *kept)
{
    for (int i = 0; i < w->record->n_includes; i++) {
        int point = engine_find(w->engine, w->record->includes[i].code);
        if (point < 0)
            continue;
        unsigned sides = include_sides(w, point, w->record->includes[i].side);
        const struct engine_point *p = &w->engine->points[point];
        int more[3] = {0};
        bool clash = false;
        for (int s = 0; s < 3; s++) {
            if (!(sides >> s & 1) || w->taken[point][s] != PICK_FREE)
                continue;
            more[s] = p->facts.needles;
            clash = clash || picks_conflicts(w, point, s);
        }
        kept[i] = !clash && picks_fits(w, p->limb, more);
        if (!kept[i])
            continue;
        picks_count(w, p->limb, more);
        for (int s = 0; s < 3; s++)
            if (more[s])
                w->taken[point][s] = PICK_KEPT;
    }
}

static void choose_includes(struct work *w, const bool *kept)
{
    const struct engine_clause *by = &w->engine->include;
    for (int i = 0; i < w->record->n_includes; i++) {
        int point = engine_find(w->engine, w->record->includes[i].code);
        if (point < 0 || !by->clause)
            continue;
        unsigned sides = include_sides(w, point, w->record->includes[i].side);
        for (int s = 0; s < 3; s++) {
            if (!(sides >> s & 1) || w->taken[point][s] == PICK_CHOSEN)
                continue;
            enum work_because because =
                picks_conflicts(w, point, s) ? WORK_CONFLICT : WORK_CAP;
            struct pick *p = kept[i] ? picks_choose(w, point, -1, s)
                                     : picks_set_aside(w, point, -1, s, because);
            p->by = by;
            set_ranks(p, by->clause->include);
        }
    }
}

// ---------------------------------------------------------------- all of it

void work_choose(struct work *w)
{
    const struct engine *e = w->engine;
    const struct case_record *record = w->record;
    w->limits = e->limits;
    if (record->per_limb_side)
        w->limits.per_limb_side = record->per_limb_side;
    if (record->per_session)
        w->limits.per_session = record->per_session;
    facts_of_case(e->rules, record, e->treat, &w->facts);
    if (w->limits.per_limb_side > e->limits.per_limb_side ||
        w->limits.per_session > e->limits.per_session)
        w->facts.bits[FACT_LIMITS] = UINT64_C(1) << 1;
    // what the marks are depends on the root, and what is common on the marks
    judge_marks(w);
    apply_general(w);
    judge_marks(w);
    w->common = NULL;
    apply_general(w);

    bool kept[CASE_INCLUDES_MAX] = {false};
    each_complement(w, keep_complement);
    choose_marks(w);
    each_complement(w, choose_complement);
    keep_includes(w, kept);
    work_choose_surfaces(w);
    choose_includes(w, kept);
    work_offer_surfaces(w);
    each_complement(w, offer_complements);
    say_general(w);
    for (int i = 0; i < record->n_symptoms && e->unanswered.clause; i++)
        if (!w->answered[i])
            work_say(w, &e->unanswered, i);
    picks_sort(w, &w->picks);
    picks_sort(w, &w->optional);
}
