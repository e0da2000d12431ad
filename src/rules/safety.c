/* safety.c - what the cautions do: remove points, attach to them, withhold the lamp,
 * speak.
 *
 * They come after the choice and give nothing back: what is removed is not replaced. A
 * removal that the clinician lifted leaves the caution attached to the point.
 */
#include <string.h>

#include "rules/picks_internal.h"
#include "rules/reach_internal.h"

// ---------------------------------------------------------------- points

/* The override that lifts this removal, or -1; what became of the others is kept.
 * `finals`, as bits: cautions that remove the pick finally, by this effect or another. */
static int find_override(struct work *w, const struct engine_effect *e, uint64_t finals,
                         const struct pick *pick)
{
    const char *id = w->engine->rules->cautions[e->caution].id;
    int lifted = -1;
    for (int i = 0; i < w->record->n_overrides; i++) {
        const struct case_override *o = &w->record->overrides[i];
        if (!(facts_sides(o->side) >> pick->side & 1) || strcmp(o->caution, id) != 0 ||
            strcmp(o->code, pick_code(w, pick)) != 0)
            continue;
        enum plan_lift *lift = &w->lifts.lift[i];
        enum plan_lift now = finals >> e->caution & 1           ? PLAN_LIFT_FINAL
                             : !case_reason_is_words(o->reason) ? PLAN_LIFT_NO_WORDS
                                                                : PLAN_LIFTED;
        // on one side it may lift, and on the other not
        if (*lift != PLAN_LIFTED || now == PLAN_LIFTED)
            *lift = now;
        if (now == PLAN_LIFTED)
            lifted = lifted < 0 ? i : lifted;
    }
    return lifted;
}

static void note_effect(struct work *w, struct work_list *list, struct pick_share *share,
                        const struct engine_effect *e)
{
    *(uint16_t *)work_list_add(w->arena, list, sizeof(uint16_t)) =
        (uint16_t)(e - w->engine->effects);
    share->n++;
}

static void attach(struct work *w, struct pick *pick, const struct engine_effect *e)
{
    note_effect(w, &w->attached, &pick->attached, e);
    if (e->turn >= 0)
        pick->turned = e->turn;
}

static void lift(struct work *w, struct pick *pick, const struct engine_effect *e,
                 int override)
{
    const uint8_t *known = w->lifted.item;
    for (int i = 0; i < pick->lifted.n; i++)
        if (known[pick->lifted.first + i] == override)
            return;
    *(uint8_t *)work_list_add(w->arena, &w->lifted, 1) = (uint8_t) override;
    pick->lifted.n++;
    attach(w, pick, e);
}

static void remove_by(struct work *w, struct pick *pick, const struct engine_effect *e,
                      uint64_t finals)
{
    int override = w->record->n_overrides ? find_override(w, e, finals, pick) : -1;
    if (override >= 0) {
        lift(w, pick, e, override);
        return;
    }
    // one line for each caution, however many of its effects reach the point
    const uint16_t *last = w->removals.item;
    if (pick->removals.n &&
        w->engine->effects[last[w->removals.n - 1]].caution == e->caution)
        return;
    note_effect(w, &w->removals, &pick->removals, e);
    pick->removed = true;
}

/* the facts that a caution may ask about one point */
static void point_facts(struct work *w, const struct pick *pick)
{
    int limb = pick_limb(w, pick);
    w->facts.bits[FACT_LIMB_KINDS] =
        limb >= 0 && pick->side < 2 ? w->facts.limb_kinds[limb][pick->side] : 0;
    w->facts.bits[FACT_ORIGIN] = facts_bit(pick->origin);
    w->facts.bits[FACT_ROLE] = facts_bit(pick->role);
    w->facts.bits[FACT_POINT_IS] = facts_bit(pick->point >= 0 ? 0 : 1);
}

enum { EFFECT_WORDS = RULES_CAUTIONS_MAX * RULES_EFFECTS_MAX / 64 + 1 };

/* Both arms and both legs, and what is no limb: for all that is on one of them a
 * condition that asks of limb and side alone holds or does not. */
enum { LIMBS = 5, NO_LIMB = 4 };

static int where_is(int limb, int side)
{
    return limb >= 0 && side < 2 ? 2 * limb + side : NO_LIMB;
}

/* The effects that can do something in this case, as bits of engine.effects; and those of
 * them that points are not known by: each pick asks them. */
struct live {
    uint64_t effects[LIMBS][EFFECT_WORDS]; /* by where the pick is (where_is) */
    int n;
    struct brought {
        const struct engine_effect *effect;
        int index;
        unsigned on; /* limbs, as bits */
        struct reach reach;
    } * brought;
};

/* which effects the points of a list are reached by; whether there is a mark */
static bool wanted_by(const struct work *w, const struct work_list *picks,
                      uint64_t *wanted)
{
    const struct pick *list = picks->item;
    bool marks = false;
    for (int i = 0; i < picks->n; i++) {
        marks = marks || list[i].point < 0;
        for (int k = 0; k < w->engine->effect_words && list[i].point >= 0; k++)
            wanted[k] |= w->engine->points[list[i].point].effects[k];
    }
    return marks;
}

/* where the effect's condition can hold, as bits */
static unsigned limbs_of(struct work *w, const struct engine_effect *e)
{
    unsigned on = 0;
    if (!e->of_limb)
        return e->of_point || facts_hold(&w->facts, &e->effect->when) ? (1u << LIMBS) - 1
                                                                      : 0;
    for (int l = 0; l < LIMBS; l++) {
        w->facts.bits[FACT_LIMB_KINDS] =
            l == NO_LIMB ? 0 : w->facts.limb_kinds[l / 2][l % 2];
        if (facts_hold(&w->facts, &e->effect->when))
            on |= 1u << l;
    }
    return on;
}

static void find_live(struct work *w, const bool *active, struct live *out)
{
    const struct engine *engine = w->engine;
    uint64_t wanted[EFFECT_WORDS];
    memset(wanted, 0, (size_t)engine->effect_words * sizeof *wanted);
    bool marks = wanted_by(w, &w->picks, wanted);
    marks = wanted_by(w, &w->optional, wanted) || marks;
    for (int l = 0; l < LIMBS; l++)
        memset(out->effects[l], 0, (size_t)engine->effect_words * sizeof(uint64_t));
    out->n = 0;
    out->brought =
        arena_alloc_unset(w->arena, (size_t)engine->n_effects * sizeof *out->brought);
    for (int i = 0; i < engine->n_effects; i++) {
        const struct engine_effect *e = &engine->effects[i];
        const struct caution_points *points = &e->effect->points;
        struct reach reach = {0};
        if (!active[e->caution])
            continue;
        if (points->sites || points->lesions)
            reach = reach_of(w, points->sites, points->lesions, &e->effect->reach);
        if (!reach.any && !marks && !(wanted[i / 64] >> i % 64 & 1))
            continue;
        // what depends on the case alone is asked once, and on the limb once for each
        unsigned on = limbs_of(w, e);
        for (int l = 0; l < LIMBS; l++)
            if (on >> l & 1)
                out->effects[l][i / 64] |= facts_bit(i % 64);
        if (on && (reach.any || marks))
            out->brought[out->n++] = (struct brought){e, i, on, reach};
    }
}

static bool does(struct work *w, const struct engine_effect *e, const struct pick *pick)
{
    if (e->narrow && !reach_is_meant(w, e->effect, pick))
        return false;
    if (!e->of_point || e->of_limb)
        return true;
    point_facts(w, pick);
    return facts_hold(&w->facts, &e->effect->when);
}

/* which cautions remove it and let nobody lift that; of use only beside overrides */
static uint64_t finals_of(struct work *w, const uint64_t *by, const struct pick *pick)
{
    uint64_t out = 0;
    for (int k = 0; k < w->engine->effect_words && w->record->n_overrides; k++)
        for (uint64_t rest = by[k]; rest; rest &= rest - 1) {
            const struct engine_effect *e =
                &w->engine->effects[64 * k + __builtin_ctzll(rest)];
            if (e->effect->final && does(w, e, pick))
                out |= facts_bit(e->caution);
        }
    return out;
}

static void touch_by(struct work *w, const struct engine_effect *e, uint64_t finals,
                     struct pick *pick)
{
    if (!does(w, e, pick))
        return;
    if (e->remove)
        remove_by(w, pick, e, finals);
    else
        attach(w, pick, e);
}

/* in the order of the cautions, and of each one's effects */
static void touch(struct work *w, const struct live *live, const struct work_list *picks)
{
    struct pick *list = picks->item;
    int words = w->engine->effect_words;
    for (int i = 0; i < picks->n; i++) {
        uint64_t by[EFFECT_WORDS];
        int where = where_is(pick_limb(w, &list[i]), list[i].side);
        list[i].attached.first = w->attached.n;
        list[i].removals.first = w->removals.n;
        list[i].lifted.first = w->lifted.n;
        for (int k = 0; k < words; k++)
            by[k] = list[i].point < 0 ? 0
                                      : live->effects[where][k] &
                                            w->engine->points[list[i].point].effects[k];
        for (int k = 0; k < live->n; k++)
            if (live->brought[k].on >> where & 1 &&
                reach_brings(w, live->brought[k].effect, &live->brought[k].reach,
                             &list[i]))
                by[live->brought[k].index / 64] |= facts_bit(live->brought[k].index % 64);
        uint64_t finals = finals_of(w, by, &list[i]);
        for (int k = 0; k < words; k++)
            for (uint64_t rest = by[k]; rest; rest &= rest - 1)
                touch_by(w, &w->engine->effects[64 * k + __builtin_ctzll(rest)], finals,
                         &list[i]);
    }
}

static void touch_all(struct work *w, const bool *active)
{
    struct live live;
    find_live(w, active, &live);
    touch(w, &live, &w->picks);
    touch(w, &live, &w->optional);
}

/* what came of each caution: that it removed (1), that it is attached to what is left (2)
 */
static void find_outcomes(const struct work *w, const struct work_list *picks,
                          uint8_t *outcome)
{
    const struct pick *list = picks->item;
    const struct engine_effect *effects = w->engine->effects;
    for (int i = 0; i < picks->n; i++) {
        const uint16_t *by = pick_effects(&w->removals, list[i].removals);
        const uint16_t *on = pick_effects(&w->attached, list[i].attached);
        for (int k = 0; k < list[i].removals.n; k++)
            outcome[effects[by[k]].caution] |= 1;
        for (int k = 0; k < list[i].attached.n && !list[i].removed; k++)
            outcome[effects[on[k]].caution] |= 2;
    }
}

/* what had no room when the points were chosen may have some now; but where few needles
 * are wanted, that is why it stays out */
static void find_room(struct work *w)
{
    const struct pick *picks = w->picks.item;
    struct pick *optional = w->optional.item;
    int limb[2][2] = {{0}}, all = 0;
    enum work_because why = WORK_FREED;
    for (int i = 0; i < w->optional.n; i++)
        if (optional[i].because == WORK_FEW)
            why = WORK_FEW;
    for (int i = 0; i < w->picks.n; i++) {
        int l = pick_limb(w, &picks[i]), n = pick_needles(w, &picks[i]);
        if (picks[i].removed)
            continue;
        all += n;
        if (l >= 0 && picks[i].side < 2)
            limb[l][picks[i].side] += n;
    }
    for (int i = 0; i < w->optional.n; i++) {
        struct pick *p = &optional[i];
        int l = pick_limb(w, p), n = pick_needles(w, p);
        bool on_limb = l >= 0 && p->side < 2;
        if (p->because == WORK_CAP && !p->removed && all + n <= w->limits.per_session &&
            (!on_limb || limb[l][p->side] + n <= w->limits.per_limb_side))
            p->because = why;
    }
}

// ---------------------------------------------------------------- positions

static void find_positions(struct work *w)
{
    const struct pick *picks = w->picks.item;
    bool any = false;
    for (int i = 0; i < w->picks.n; i++) {
        if (picks[i].removed)
            continue;
        any = true;
        enum plan_position p = pick_position(w, &picks[i]);
        int k = 0;
        while (k < w->n_positions && w->positions[k] != p)
            k++;
        if (p != PLAN_ANY && k == w->n_positions)
            w->positions[w->n_positions++] = p;
    }
    // what may be needled in any position needs none of its own
    if (any && !w->n_positions)
        w->positions[w->n_positions++] = PLAN_SUPINE;
}

static void plan_facts(struct work *w)
{
    uint64_t tags = 0, postures = 0;
    const struct pick *picks = w->picks.item;
    int needles = 0;
    for (int i = 0; i < w->picks.n; i++) {
        if (picks[i].removed)
            continue;
        tags |= pick_tags(w, &picks[i]);
        needles += pick_needles(w, &picks[i]);
    }
    // of a plan that is blocked nobody knows how many there would be
    w->facts.number[FACT_NEEDLES - FACT_COUNT] = w->blocked ? -1 : needles;
    w->empty = !w->blocked && !needles;
    for (int i = 0; i < w->n_positions; i++)
        postures |= facts_bit((int)w->positions[i]);
    w->kept = picks_points(w, &w->picks, &w->keeps_marks);
    w->facts.bits[FACT_TAGS] = tags;
    w->facts.bits[FACT_POSTURES] = postures;
    w->facts.bits[FACT_POSITIONS] = facts_bit(w->n_positions > 1 ? 2 : w->n_positions);
}

// ---------------------------------------------------------------- what they say

static void add_caution(struct work *w, int caution, const struct caution_level *level,
                        unsigned outcome)
{
    int action = level->action;
    // a caution that took something away is no mere caution
    if (outcome & 1 && action > PLAN_REMOVE)
        action = PLAN_REMOVE;
    struct work_caution *c = work_list_add(w->arena, &w->cautions, sizeof *c);
    *c = (struct work_caution){caution, level, action};
}

static void speak(struct work *w, int caution, unsigned outcome)
{
    const struct caution *c = &w->engine->rules->cautions[caution];
    w->facts.bits[FACT_OUTCOME] = outcome;
    if (c->if_touched && !outcome)
        return;
    for (int i = 0; i < c->n_levels; i++) {
        if (!facts_hold(&w->facts, &c->levels[i].when))
            continue;
        add_caution(w, caution, &c->levels[i], outcome);
        if (!c->each_level)
            return;
    }
}

static bool plan_holds(const struct work *w, const struct caution_ask *ask,
                       const point_set *hits)
{
    const struct pick *picks = w->picks.item;
    if (engine_sets_meet(w->engine, w->kept, hits))
        return true;
    for (int i = 0; i < w->picks.n && w->keeps_marks; i++) {
        const struct pick *p = &picks[i];
        if (!p->removed && p->point < 0 &&
            (ask->points.all || (ask->points.tags & pick_tags(w, p)) ||
             (ask->points.regions & pick_regions(w, p))))
            return true;
    }
    return false;
}

static void ask(struct work *w, int caution)
{
    const struct caution *c = &w->engine->rules->cautions[caution];
    for (int i = 0; i < c->n_asks; i++)
        if (facts_hold(&w->facts, &c->asks[i].when) &&
            (!c->asks[i].if_in_plan ||
             plan_holds(w, &c->asks[i], w->engine->ask_hits[caution][i])))
            work_ask_once(w, &c->asks[i].ask, c->id, -1, 0);
}

/* what is nowhere has to be looked for before anything near it is needled */
static void ask_for_lesions(struct work *w)
{
    static const struct rules_ask WHERE = {
        .id = "lesion_place",
        .unless_blocked = true,
        .text = {"plan.ask.lesion_place",
                 "The place of a lesion was not found on the body. Where is it? Until it "
                 "is known, its whole region is left alone."}};
    for (int i = 0; i < w->record->findings.n_lesions; i++)
        if (reach_unplaced(w, i) && !reach_on_stump(w, i))
            work_ask_once(w, &WHERE, "", -1, 0);
}

/* the gravest first; within one action in the order of the data */
static void sort_cautions(struct work *w)
{
    int n = 0, all = w->cautions.n;
    struct work_caution *list = w->cautions.item;
    struct work_caution *copy = arena_alloc_array(w->arena, (size_t)all, sizeof *copy);
    if (all)
        memcpy(copy, list, (size_t)all * sizeof *copy);
    for (int action = PLAN_BLOCK; action <= PLAN_INFO; action++)
        for (int i = 0; i < all; i++)
            if (copy[i].action == action)
                list[n++] = copy[i];
}

/* whether the level that would speak blocks the plan */
static bool blocks(const struct work *w, const struct caution *c)
{
    for (int i = 0; i < c->n_levels; i++) {
        if (!facts_hold(&w->facts, &c->levels[i].when))
            continue;
        if (c->levels[i].action == PLAN_BLOCK)
            return true;
        if (!c->each_level)
            return false;
    }
    return false;
}

void work_safety(struct work *w)
{
    const struct rules *rules = w->engine->rules;
    bool active[RULES_CAUTIONS_MAX] = {false};
    uint8_t outcome[RULES_CAUTIONS_MAX] = {0};
    int n = rules->n_cautions;
    // what depends on the plan's own facts is asked again below
    w->facts.bits[FACT_INFRARED] =
        facts_bit(PLAN_LAMP_ON) | facts_bit(PLAN_LAMP_CONDITIONAL);
    w->facts.bits[FACT_POSITIONS] = facts_bit(0) | facts_bit(1) | facts_bit(2);
    for (int c = 0; c < n; c++) {
        active[c] = facts_hold(&w->facts, &rules->cautions[c].when);
        w->blocked = w->blocked || (active[c] && blocks(w, &rules->cautions[c]));
    }
    for (int t = 0; t < rules->n_tags; t++)
        if (!facts_hold(&w->facts, &rules->tags[t].said_when))
            w->unsaid |= facts_bit(t);
    // nothing is needled where the plan is blocked, so nothing is said of points
    if (w->blocked)
        w->picks.n = w->optional.n = 0;
    touch_all(w, active);
    if (w->extent == PLAN_MINIMAL)
        work_minimal(w);
    find_room(w);
    find_outcomes(w, &w->picks, outcome);
    find_outcomes(w, &w->optional, outcome);
    find_positions(w);
    plan_facts(w);
    lamps_list(w);
    lamps_judge(w, active);
    if (!w->blocked)
        lamps_drop_empty_zones(w);
    w->facts.bits[FACT_INFRARED] = facts_bit(lamps_whole(w));
    for (int c = 0; c < n; c++)
        if (w->engine->of_plan[c] ? facts_hold(&w->facts, &rules->cautions[c].when)
                                  : active[c])
            speak(w, c, outcome[c]);
    ask_for_lesions(w);
    for (int c = 0; c < n; c++)
        ask(w, c);
    sort_cautions(w);
}
