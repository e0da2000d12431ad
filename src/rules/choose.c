/* choose.c - which points: marks, complements, then the surfaces in turns, then
 * additions.
 *
 * Needles are counted as they are taken: marks first, complements that the article names
 * always, additions before the surfaces (so that what was asked for finds room), and the
 * surfaces last, though they stand before complements in the plan. Where both sides are
 * affected a pair is taken together or not at all. Nothing here knows of cautions.
 */
#include <assert.h>
#include <string.h>

#include "rules/engine_internal.h"

enum { FREE, CHOSEN, KEPT, OFFERED };

/* A surface that answers one region: its lists, and how far they have been used. */
struct surface {
    int region;
    unsigned sides;
    struct engine_clause by[3];
    unsigned kinds[3]; /* of the symptom, on each side */
    const struct rules_choose *choose;
    int turn;  /* 0 local, 1 proximal */
    int at[2]; /* position in each list of sets, counted through */
};

// ---------------------------------------------------------------- facts about picks

char work_side(int side)
{
    return "LRM"[side];
}

const char *pick_code(const struct work *w, const struct pick *pick)
{
    return pick->point >= 0 ? w->engine->points[pick->point].facts.code
                            : w->engine->mark_codes[pick->mark];
}

static const struct rules_region *mark_region(const struct work *w,
                                              const struct pick *pick)
{
    return &w->engine->rules->regions[w->record->marks[pick->mark].region];
}

int pick_limb(const struct work *w, const struct pick *pick)
{
    return pick->point >= 0 ? w->engine->points[pick->point].limb
                            : mark_region(w, pick)->limb;
}

uint32_t pick_regions(const struct work *w, const struct pick *pick)
{
    return pick->point >= 0 ? w->engine->points[pick->point].regions
                            : mark_region(w, pick)->covers;
}

uint64_t pick_tags(const struct work *w, const struct pick *pick)
{
    return pick->point >= 0 ? w->engine->points[pick->point].tags
                            : mark_region(w, pick)->mark.tags;
}

int pick_needles(const struct work *w, const struct pick *pick)
{
    return pick->point >= 0 ? w->engine->points[pick->point].facts.needles : 1;
}

enum plan_position pick_position(const struct work *w, const struct pick *pick)
{
    return pick->point >= 0 ? w->engine->points[pick->point].facts.position
                            : (enum plan_position)mark_region(w, pick)->mark.position;
}

void work_ask_once(struct work *w, const struct rules_ask *ask, const char *by, int mark)
{
    for (int i = 0; i < w->n_asks && mark < 0; i++)
        if (strcmp(w->asks[i].ask->id, ask->id) == 0)
            return;
    if (w->n_asks < WORK_ASKS_MAX)
        w->asks[w->n_asks++] = (struct work_ask){ask, by, mark};
}

static void note(struct work *w, const struct rules_note *text, const char *by,
                 int symptom)
{
    if (w->n_notes < WORK_NOTES_MAX)
        w->notes[w->n_notes++] = (struct work_note){text, by, symptom};
}

static void say(struct work *w, const struct engine_clause *by, int mark, int symptom)
{
    for (int i = 0; i < by->clause->n_asks; i++)
        work_ask_once(w, &by->clause->asks[i], by->rule->id, mark);
    for (int i = 0; i < by->clause->n_notes; i++)
        note(w, &by->clause->notes[i], by->rule->id, symptom);
}

// ---------------------------------------------------------------- room

static bool conflicts(const struct work *w, int point, int side)
{
    const struct engine_point *p = &w->engine->points[point];
    for (int i = 0; i < p->n_conflicts; i++) {
        uint8_t t = w->taken[p->conflicts[i]][side];
        if (t == CHOSEN || t == KEPT)
            return true;
    }
    return false;
}

/* the needles that the sides still need: what is chosen or kept free is counted already
 */
static bool fits(const struct work *w, int limb, const int needles[3])
{
    int all = w->needles;
    for (int s = 0; s < 3; s++) {
        all += needles[s];
        if (limb >= 0 && s < 2 && needles[s] &&
            w->limb_needles[limb][s] + needles[s] > w->limits.per_limb_side)
            return false;
    }
    return all <= w->limits.per_session || needles[0] + needles[1] + needles[2] == 0;
}

static void count(struct work *w, int limb, const int needles[3])
{
    for (int s = 0; s < 3; s++) {
        w->needles += needles[s];
        if (limb >= 0 && s < 2)
            w->limb_needles[limb][s] += needles[s];
    }
}

static struct pick *add(struct pick *list, int *n, int point, int mark, int side)
{
    assert(*n < WORK_PICKS_MAX);
    struct pick *p = &list[(*n)++];
    *p = (struct pick){
        .point = point, .mark = mark, .side = side, .region = -1, .set = -1};
    return p;
}

static struct pick *choose(struct work *w, int point, int mark, int side)
{
    if (point >= 0)
        w->taken[point][side] = CHOSEN;
    return add(w->picks, &w->n_picks, point, mark, side);
}

/* NULL where it is offered or chosen already, or must not stand beside what is */
static struct pick *offer(struct work *w, int point, int side, enum work_because because)
{
    const struct engine_point *p = &w->engine->points[point];
    if (w->taken[point][side] != FREE || conflicts(w, point, side))
        return NULL;
    for (int i = 0; i < p->n_conflicts; i++)
        if (w->taken[p->conflicts[i]][side] == OFFERED)
            return NULL;
    w->taken[point][side] = OFFERED;
    struct pick *pick = add(w->optional, &w->n_optional, point, -1, side);
    pick->because = because;
    return pick;
}

// ---------------------------------------------------------------- rules for the whole
// case

static void apply_general(struct work *w)
{
    const struct rules_rule *done = NULL;
    for (int i = 0; i < w->engine->general.n; i++) {
        const struct engine_clause *by = &w->engine->general.item[i];
        const struct rules_clause *c = by->clause;
        // of a rule, the first clause that holds
        if (by->rule == done || !facts_hold(&w->facts, &c->when))
            continue;
        done = by->rule;
        if (c->root >= 0)
            w->facts.bits[FACT_ROOT] = UINT64_C(1) << c->root;
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
    unsigned facts = mark->kind == 0 ? 32 : 64;
    if (region->root)
        facts |= 16;
    if (region->limb >= 0 && side < 2 && w->facts.affected[region->limb][side])
        return facts | 2;
    if (region->root && w->facts.bits[FACT_ROOT] >> region->root & 1)
        return facts | 4;
    return facts | 8;
}

static void judge_marks(struct work *w)
{
    uint64_t all = 0;
    for (int i = 0; i < w->record->n_marks; i++)
        for (int s = 0; s < 3; s++)
            if (facts_sides(w->record->marks[i].side) >> s & 1)
                all |= mark_facts(w, &w->record->marks[i], s);
    w->facts.bits[FACT_MARKS] = all ? all : 1;
}

static void say_general(struct work *w)
{
    const struct rules_rule *done = NULL;
    for (int i = 0; i < w->engine->general.n; i++) {
        const struct engine_clause *by = &w->engine->general.item[i];
        if (by->rule == done || !facts_hold(&w->facts, &by->clause->when))
            continue;
        done = by->rule;
        say(w, by, -1, -1);
    }
}

// ---------------------------------------------------------------- marks

static const struct engine_clause *mark_clause(const struct work *w, struct facts *local,
                                               const struct case_mark *mark, int side)
{
    local->bits[FACT_MARKS] = mark_facts(w, mark, side);
    for (int i = 0; i < w->engine->marks.n; i++)
        if (facts_hold(local, &w->engine->marks.item[i].clause->when))
            return &w->engine->marks.item[i];
    return NULL;
}

static void choose_marks(struct work *w)
{
    struct facts local = w->facts;
    for (int i = 0; i < w->record->n_marks; i++) {
        const struct case_mark *mark = &w->record->marks[i];
        int needles[3] = {0}, limb = w->engine->rules->regions[mark->region].limb;
        for (int s = 0; s < 3; s++)
            needles[s] = facts_sides(mark->side) >> s & 1;
        bool room = fits(w, limb, needles);
        if (room)
            count(w, limb, needles);
        for (int s = 0; s < 3; s++) {
            if (!needles[s])
                continue;
            const struct engine_clause *by = mark_clause(w, &local, mark, s);
            struct pick *p =
                room ? choose(w, -1, i, s) : add(w->optional, &w->n_optional, -1, i, s);
            p->because = room ? WORK_CHOSEN : WORK_CAP;
            p->region = mark->region;
            if (!by)
                continue;
            p->by = *by;
            p->rank = by->clause->mark->rank;
            p->role = by->clause->mark->role;
            p->origin = by->clause->mark->origin;
            say(w, by, i, -1);
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
    p->by = *by;
    p->rank = by->clause->complement->rank;
    p->role = PLAN_COMPLEMENT;
    p->origin = by->clause->complement->origin;
    p->set = set;
}

static void offer_complement(struct work *w, const struct engine_clause *by, int point,
                             unsigned sides, int set, enum work_because because)
{
    if (w->engine->points[point].facts.midline)
        sides = 4;
    for (int s = 0; s < 3; s++) {
        struct pick *p = sides >> s & 1 ? offer(w, point, s, because) : NULL;
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
                if (!(wanted >> s & 1) || w->taken[set->points[k]][s] == CHOSEN)
                    continue;
                fill_complement(choose(w, set->points[k], -1, s), by, c->sets.item[i]);
            }
        }
    }
    w->lamp_zones[w->n_lamp_zones++] = c->region;
    for (int i = 0; i < w->record->n_symptoms; i++)
        if (c->answers >> w->record->symptoms[i].region & 1)
            w->answered[i] = true;
}

static void each_complement(struct work *w,
                            void (*each)(struct work *, const struct engine_clause *))
{
    const struct rules_rule *done = NULL;
    for (int i = 0; i < w->engine->general.n; i++) {
        const struct engine_clause *by = &w->engine->general.item[i];
        if (!by->clause->complement || by->rule == done ||
            !facts_hold(&w->facts, &by->clause->when))
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
                needles[s] = wanted >> s & 1 ? point->facts.needles : 0;
                if (needles[s])
                    w->taken[set->points[k]][s] = KEPT;
            }
            count(w, point->limb, needles);
        }
    }
    w->over_limit = w->needles > w->limits.per_session;
}

// ---------------------------------------------------------------- surfaces

static bool same_list(const struct rules_list *a, const struct rules_list *b)
{
    return a->n == b->n && memcmp(a->item, b->item, (size_t)a->n * sizeof *a->item) == 0;
}

static bool same_choose(const struct rules_choose *a, const struct rules_choose *b)
{
    return a == b ||
           (same_list(&a->local, &b->local) && same_list(&a->proximal, &b->proximal) &&
            same_list(&a->offer, &b->offer) && a->rank == b->rank);
}

static struct surface *surface_of(struct surface *list, int *n, int region,
                                  const struct rules_choose *choose)
{
    for (int i = 0; i < *n; i++)
        if (list[i].region == region && same_choose(list[i].choose, choose))
            return &list[i];
    assert(*n < WORK_SURFACES_MAX);
    list[*n] = (struct surface){.region = region, .choose = choose};
    return &list[(*n)++];
}

/* the clauses that answer one symptom become surfaces, or sides of surfaces */
static void find_surfaces(struct work *w, int symptom, struct facts *local,
                          struct surface *list, int *n)
{
    const struct case_symptom *s = &w->record->symptoms[symptom];
    const struct engine_clauses *clauses = &w->engine->choose[s->region];
    const struct rules_rule *done = NULL;
    unsigned kinds = s->kinds;
    for (int k = 0; k < 3; k++)
        if (s->kinds >> k & 1 && w->engine->treat[k] >= 0)
            kinds |= 1u << w->engine->treat[k];
    local->bits[FACT_REGION] = UINT64_C(1) << s->region;
    local->bits[FACT_KINDS] = kinds;
    for (int i = 0; i < clauses->n; i++) {
        const struct engine_clause *by = &clauses->item[i];
        if (by->rule == done || !facts_hold(local, &by->clause->when))
            continue;
        done = by->rule;
        struct surface *surface = surface_of(list, n, s->region, by->clause->choose);
        for (int side = 0; side < 3; side++) {
            if (!(facts_sides(s->side) >> side & 1))
                continue;
            surface->sides |= 1u << side;
            surface->by[side] = *by;
            surface->kinds[side] |= s->kinds;
        }
        w->answered[symptom] = true;
        say(w, by, -1, symptom);
    }
}

static void fill_surface(const struct work *w, struct pick *p,
                         const struct surface *surface, int set)
{
    p->by = surface->by[p->side];
    const struct rules_choose *c = p->by.clause->choose;
    bool common = w->common && p->because != WORK_OFFERED;
    p->rank = common && w->common->rank ? w->common->rank : c->rank;
    p->role = common ? w->common->role : PLAN_PRIMARY;
    p->origin = c->origin;
    p->region = surface->region;
    p->kinds = surface->kinds[p->side];
    p->set = set;
}

/* whether another adjunct may stand on the sides */
static bool adjunct_room(const struct work *w, const int wanted[3])
{
    if (!w->common || !w->common->max_per_side)
        return true;
    for (int s = 0; s < 2; s++)
        if (wanted[s] && w->side_adjuncts[s] + wanted[s] > w->common->max_per_side)
            return false;
    return true;
}

/* takes the point for every side of the surface, or for none */
static bool take(struct work *w, const struct surface *surface, int point, int set)
{
    const struct engine_point *p = &w->engine->points[point];
    int more[3] = {0}, wanted[3] = {0};
    bool any = false;
    for (int s = 0; s < 3; s++) {
        if (!(surface->sides >> s & 1) || w->taken[point][s] == CHOSEN)
            continue;
        if (conflicts(w, point, s))
            return false;
        any = true;
        wanted[s] = p->facts.needles;
        more[s] = w->taken[point][s] == KEPT ? 0 : p->facts.needles;
    }
    if (!any || !fits(w, p->limb, more) || !adjunct_room(w, wanted))
        return false;
    count(w, p->limb, more);
    for (int s = 0; s < 3; s++) {
        if (!wanted[s])
            continue;
        if (s < 2)
            w->side_adjuncts[s] += wanted[s];
        fill_surface(w, choose(w, point, -1, s), surface, set);
    }
    return true;
}

/* the i-th point counted through the sets of a list; -1 after the last */
static int nth_point(const struct rules *rules, const struct rules_list *list, int i,
                     int *set)
{
    for (int k = 0; k < list->n; k++) {
        const struct rules_set *s = &rules->sets[list->item[k]];
        if (i < s->n) {
            *set = list->item[k];
            return s->points[i];
        }
        i -= s->n;
    }
    return -1;
}

/* one turn: the next point of the local or proximal list that can be taken */
static bool take_turn(struct work *w, struct surface *surface)
{
    const struct rules_list *lists[2] = {&surface->choose->local,
                                         &surface->choose->proximal};
    for (int tries = 0; tries < 2; tries++) {
        int which = surface->turn, point, set;
        surface->turn = 1 - which;
        while ((point = nth_point(w->engine->rules, lists[which], surface->at[which],
                                  &set)) >= 0) {
            surface->at[which]++;
            if (take(w, surface, point, set))
                return true;
        }
    }
    return false;
}

static void offer_surface(struct work *w, const struct surface *surface)
{
    const struct rules_choose *c = surface->choose;
    const struct rules_list *lists[3] = {&c->local, &c->proximal, &c->offer};
    enum work_because why =
        w->common && w->common->max_per_side ? WORK_ADJUNCT : WORK_CAP;
    for (int which = 0; which < 3; which++) {
        int point, set;
        for (int i = 0; (point = nth_point(w->engine->rules, lists[which], i, &set)) >= 0;
             i++)
            for (int s = 0; s < 3; s++) {
                struct pick *p = surface->sides >> s & 1
                                     ? offer(w, point, s, which == 2 ? WORK_OFFERED : why)
                                     : NULL;
                if (p)
                    fill_surface(w, p, surface, set);
            }
    }
}

// ---------------------------------------------------------------- what the clinician
// adds

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
            if (!(sides >> s & 1) || w->taken[point][s] != FREE)
                continue;
            more[s] = p->facts.needles;
            clash = clash || conflicts(w, point, s);
        }
        kept[i] = !clash && fits(w, p->limb, more);
        if (!kept[i])
            continue;
        count(w, p->limb, more);
        for (int s = 0; s < 3; s++)
            if (more[s])
                w->taken[point][s] = KEPT;
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
            if (!(sides >> s & 1) || w->taken[point][s] == CHOSEN)
                continue;
            struct pick *p = kept[i] ? choose(w, point, -1, s)
                                     : add(w->optional, &w->n_optional, point, -1, s);
            if (!kept[i]) {
                p->because = conflicts(w, point, s) ? WORK_CONFLICT : WORK_CAP;
                w->taken[point][s] = OFFERED;
            }
            p->by = *by;
            p->rank = by->clause->include->rank;
            p->role = by->clause->include->role;
            p->origin = by->clause->include->origin;
        }
    }
}

// ---------------------------------------------------------------- all of it

static void choose_surfaces(struct work *w, struct surface *surfaces, int n)
{
    for (bool some = true; some;) {
        some = false;
        for (int i = 0; i < n; i++)
            some |= take_turn(w, &surfaces[i]);
    }
}

/* stable, by rank */
static void sort_by_rank(struct work *w, struct pick *list, int n)
{
    if (!n)
        return;
    struct pick *copy = arena_alloc_array(w->arena, (size_t)n, sizeof *copy);
    memcpy(copy, list, (size_t)n * sizeof *copy);
    int k = 0;
    for (int rank = 0; rank <= 3; rank++)
        for (int i = 0; i < n; i++)
            if (copy[i].rank == rank)
                list[k++] = copy[i];
}

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
    // what the marks are depends on the root, and what is common on the marks
    judge_marks(w);
    apply_general(w);
    judge_marks(w);
    w->common = NULL;
    apply_general(w);

    struct surface surfaces[WORK_SURFACES_MAX];
    int n = 0;
    bool kept[CASE_INCLUDES_MAX] = {false};
    each_complement(w, keep_complement);
    choose_marks(w);
    each_complement(w, choose_complement);
    keep_includes(w, kept);
    struct facts local = w->facts;
    for (int i = 0; i < record->n_symptoms; i++)
        find_surfaces(w, i, &local, surfaces, &n);
    choose_surfaces(w, surfaces, n);
    choose_includes(w, kept);
    for (int i = 0; i < n; i++)
        offer_surface(w, &surfaces[i]);
    each_complement(w, offer_complements);
    say_general(w);
    for (int i = 0; i < record->n_symptoms && e->unanswered.clause; i++)
        if (!w->answered[i])
            say(w, &e->unanswered, -1, i);
    sort_by_rank(w, w->picks, w->n_picks);
    sort_by_rank(w, w->optional, w->n_optional);
}
