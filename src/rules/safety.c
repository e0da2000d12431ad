/* safety.c - what the cautions do: remove points, attach to them, withhold the lamp,
 * speak.
 *
 * They come after the choice and give nothing back: what is removed is not replaced. A
 * removal that the clinician lifted leaves the caution attached to the point.
 */
#include <string.h>

#include "rules/engine_internal.h"

static uint64_t bit(int i)
{
    return UINT64_C(1) << i;
}

// ---------------------------------------------------------------- where an effect
// reaches

/* What an effect reaches by where something was found: regions by side, of findings that
 * mark sides and of lesions; and lesions whose own place counts, as bits. */
struct reach {
    bool any;
    uint32_t sites[3], lesions[3];
    uint64_t spots;
};

bool work_unplaced(const struct work *w, int lesion)
{
    return w->record->findings.lesions[lesion].has_at &&
           !(w->spots && w->spots->placed >> lesion & 1);
}

unsigned work_on_stump(const struct work *w, int lesion)
{
    const struct case_lesion *l = &w->record->findings.lesions[lesion];
    unsigned sides = 0;
    for (int s = 0; s < 2; s++)
        if (w->facts.sites[CAUTION_ABSENT][s] >> l->region & 1)
            sides |= 1u << s;
    return sides & facts_sides(l->side);
}

/* the sides on which the regions round the lesion are reached, too */
static unsigned lesion_sides(const struct work *w, int lesion,
                             const struct caution_reach *how)
{
    const struct case_lesion *l = &w->record->findings.lesions[lesion];
    const struct rules_region *region = &w->engine->rules->regions[l->region];
    unsigned sides = facts_sides(l->side);
    // on the trunk both sides cover the midline, and nobody knows where the midline ends
    if (region->limb < 0 && (sides == 3 || sides & 4))
        sides = 7;
    if (how->lesion_parts && !(how->lesion_parts >> region->part & 1))
        return 0;
    switch (how->spread) {
    case CAUTION_SPOT:
        return 0;
    case CAUTION_UNPLACED:
        return work_unplaced(w, lesion) ? sides : 0;
    case CAUTION_STUMP:
        return work_on_stump(w, lesion);
    default:
        return sides;
    }
}

static void add_lesions(const struct work *w, uint64_t kinds,
                        const struct caution_reach *how, struct reach *out)
{
    const struct case_findings *f = &w->record->findings;
    for (int i = 0; i < f->n_lesions; i++) {
        const struct case_lesion *lesion = &f->lesions[i];
        if (!(kinds >> lesion->kind & 1))
            continue;
        // its place counts more than the names of region and side beside it
        if (!how->lesion_parts && how->spread <= CAUTION_SPOT)
            out->spots |= bit(i);
        unsigned sides = lesion_sides(w, i, how);
        for (int s = 0; s < 3; s++)
            if (sides >> s & 1)
                out->lesions[s] |= w->engine->spread[how->spread][lesion->region];
    }
}

static struct reach reach_of(const struct work *w, unsigned sites, uint64_t lesions,
                             const struct caution_reach *how)
{
    struct reach out = {0};
    for (int site = 0; site < CAUTION_SITES; site++)
        for (int s = 0; s < 2 && sites >> site & 1; s++)
            out.sites[s] |= w->facts.sites[site][s];
    if (lesions)
        add_lesions(w, lesions, how, &out);
    out.any = out.spots || out.sites[0] || out.sites[1] || out.lesions[0] ||
              out.lesions[1] || out.lesions[2];
    return out;
}

/* whether a mark was made within reach of the lesion's place, on the neutral body */
static bool is_at(const struct case_lesion *lesion, const struct case_mark *mark)
{
    double d2 = 0, reach = case_lesion_reach(lesion);
    for (int i = 0; i < 3; i++)
        d2 += (lesion->at[i] - mark->at[i]) * (lesion->at[i] - mark->at[i]);
    return lesion->has_at && mark->has_at && d2 <= reach * reach;
}

static uint64_t spots_of(const struct work *w, const struct pick *pick)
{
    const struct case_findings *f = &w->record->findings;
    uint64_t spots = 0;
    if (pick->point >= 0)
        return w->spotted ? w->spotted[pick->point][pick->side] : 0;
    if (w->spots)
        return w->mark_spotted[pick->mark];
    for (int i = 0; i < f->n_lesions; i++)
        if (is_at(&f->lesions[i], &w->record->marks[pick->mark]))
            spots |= bit(i);
    return spots;
}

static uint64_t spots_of_lamp(const struct work *w, const struct work_lamp *lamp)
{
    uint32_t covers = w->engine->rules->regions[lamp->region].covers;
    uint64_t spots = 0;
    for (int i = 0; w->spots && i < w->record->findings.n_lesions; i++)
        for (int s = 0; s < 3; s++)
            // what is warmed as one is warmed on both sides
            if ((s == lamp->side || lamp->side == 2) && w->spots->regions[i][s] & covers)
                spots |= bit(i);
    return spots;
}

static bool on_entrapment(const struct work *w, uint64_t nerves, int side)
{
    for (int i = 0; i < WORD_NERVES; i++)
        if (nerves >> i & 1 && w->facts.entrapped[i] >> side & 1)
            return true;
    return false;
}

/* whether what was found, or where a mark was made, brings the effect to the pick; by
 * code, tag and region a point is reached otherwise (engine_point.effects) */
static bool is_brought(const struct work *w, const struct engine_effect *e,
                       const struct reach *reach, const struct pick *pick)
{
    const struct caution_points *points = &e->effect->points;
    if (pick->point < 0 && (points->all || (points->tags & pick_tags(w, pick)) ||
                            (points->regions & pick_regions(w, pick))))
        return true;
    if (!reach->any)
        return false;
    uint32_t regions = pick_regions(w, pick);
    if (reach->sites[pick->side] & regions &&
        (pick_limb(w, pick) >= 0 || !(points->sites >> CAUTION_ABSENT & 1)))
        return true;
    return reach->lesions[pick->side] & regions ||
           (reach->spots && reach->spots & spots_of(w, pick));
}

/* whether the effect is meant for what it reaches: lying so, over that nerve */
static bool is_meant(const struct work *w, const struct caution_point_effect *e,
                     const struct pick *pick)
{
    return (e->turn[0] < 0 || (int)pick_position(w, pick) == e->turn[0]) &&
           (!e->points.entrapments ||
            on_entrapment(w, e->points.entrapments, pick->side));
}

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
    w->facts.bits[FACT_ORIGIN] = bit(pick->origin);
    w->facts.bits[FACT_ROLE] = bit(pick->role);
    w->facts.bits[FACT_POINT_IS] = bit(pick->point >= 0 ? 0 : 1);
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
                out->effects[l][i / 64] |= bit(i % 64);
        if (on && (reach.any || marks))
            out->brought[out->n++] = (struct brought){e, i, on, reach};
    }
}

static bool does(struct work *w, const struct engine_effect *e, const struct pick *pick)
{
    if (e->narrow && !is_meant(w, e->effect, pick))
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
                out |= bit(e->caution);
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
                is_brought(w, live->brought[k].effect, &live->brought[k].reach, &list[i]))
                by[live->brought[k].index / 64] |= bit(live->brought[k].index % 64);
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
        postures |= bit((int)w->positions[i]);
    w->kept = picks_points(w, &w->picks, &w->keeps_marks);
    w->facts.bits[FACT_TAGS] = tags;
    w->facts.bits[FACT_POSTURES] = postures;
    w->facts.bits[FACT_POSITIONS] = bit(w->n_positions > 1 ? 2 : w->n_positions);
}

// ---------------------------------------------------------------- the lamp

static void add_lamp(struct work *w, int region, int side, bool zone)
{
    struct work_lamp *lamps = w->lamps.item;
    for (int i = 0; i < w->lamps.n; i++)
        if (lamps[i].region == region && lamps[i].side == side)
            return;
    struct work_lamp *lamp = work_list_add(w->arena, &w->lamps, sizeof *lamp);
    *lamp = (struct work_lamp){.region = region, .side = side, .zone = zone};
}

static void list_lamps(struct work *w)
{
    for (int i = 0; i < w->record->n_symptoms; i++)
        for (int s = 0; s < 3; s++)
            if (facts_sides(w->record->symptoms[i].side) >> s & 1)
                add_lamp(w, w->record->symptoms[i].region, s, false);
    // the reflex area is warmed as one, unless it is symptomatic and stands there already
    const int *zones = w->lamp_zones.item;
    for (int z = 0; z < w->lamp_zones.n; z++) {
        const struct work_lamp *lamps = w->lamps.item;
        bool there = false;
        for (int i = 0; i < w->lamps.n; i++)
            there = there || lamps[i].region == zones[z];
        if (!there)
            add_lamp(w, zones[z], 2, true);
    }
}

/* An effect of an active caution on the lamp, and where it reaches. */
struct dimmer {
    const struct engine_lamp_effect *by;
    struct reach reach;
};

static bool lamp_reaches(const struct work *w, const struct dimmer *dimmer,
                         const struct work_lamp *lamp)
{
    const struct caution_lamp_effect *e = dimmer->by->effect;
    const struct reach *reach = &dimmer->reach;
    uint32_t regions = w->engine->rules->regions[lamp->region].covers;
    if (e->all || (e->regions & regions))
        return true;
    if (!reach->any)
        return false;
    if (reach->sites[lamp->side] & regions || reach->spots & spots_of_lamp(w, lamp))
        return true;
    // what is warmed as one is warmed on both sides
    uint32_t lesions = lamp->side == 2
                           ? reach->lesions[0] | reach->lesions[1] | reach->lesions[2]
                           : reach->lesions[lamp->side];
    return lesions & regions;
}

static struct dimmer *find_dimmers(const struct work *w, const bool *active, int *n)
{
    const struct engine *engine = w->engine;
    struct dimmer *list =
        arena_alloc_unset(w->arena, (size_t)engine->n_lamp_effects * sizeof *list);
    *n = 0;
    for (int i = 0; i < engine->n_lamp_effects; i++) {
        const struct engine_lamp_effect *by = &engine->lamp_effects[i];
        const struct caution_lamp_effect *e = by->effect;
        if (!active[by->caution])
            continue;
        list[*n] = (struct dimmer){.by = by};
        if (e->sites || e->lesions)
            list[*n].reach = reach_of(w, e->sites, e->lesions, &e->reach);
        ++*n;
    }
    return list;
}

static void judge_lamps(struct work *w, const bool *active)
{
    struct facts local = w->facts;
    struct work_lamp *lamps = w->lamps.item;
    int n;
    const struct dimmer *dimmers = find_dimmers(w, active, &n);
    for (int i = 0; i < w->lamps.n; i++) {
        struct work_lamp *lamp = &lamps[i];
        local.bits[FACT_REGION] = bit(lamp->region);
        local.bits[FACT_KINDS] = w->facts.kinds[lamp->region][lamp->side];
        for (int k = 0; k < n; k++) {
            const struct caution_lamp_effect *e = dimmers[k].by->effect;
            if (e->state <= lamp->state || !lamp_reaches(w, &dimmers[k], lamp) ||
                !facts_hold(&local, &e->when))
                continue;
            lamp->state = e->state;
            lamp->effect = e;
            lamp->caution = dimmers[k].by->caution;
        }
    }
}

/* a reflex area that holds no needle is not warmed; where a caution forbids it, that is
 * said */
static void drop_empty_zones(struct work *w)
{
    const struct pick *picks = w->picks.item;
    struct work_lamp *lamps = w->lamps.item;
    int n = 0;
    for (int i = 0; i < w->lamps.n; i++) {
        const struct work_lamp lamp = lamps[i];
        bool needled = !lamp.zone || lamp.state == PLAN_LAMP_WITHHELD;
        for (int k = 0; k < w->picks.n && !needled; k++)
            needled =
                !picks[k].removed && (pick_regions(w, &picks[k]) >> lamp.region & 1);
        if (needled)
            lamps[n++] = lamp;
    }
    w->lamps.n = n;
}

static enum plan_lamp whole_lamp(const struct work *w)
{
    const struct work_lamp *lamps = w->lamps.item;
    int n[3] = {0};
    for (int i = 0; i < w->lamps.n; i++)
        n[lamps[i].state]++;
    if (w->blocked || w->empty || !w->infrared || n[PLAN_LAMP_WITHHELD] == w->lamps.n)
        return PLAN_LAMP_WITHHELD;
    return n[PLAN_LAMP_ON] == w->lamps.n ? PLAN_LAMP_ON : PLAN_LAMP_CONDITIONAL;
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
    if (sets_meet(w->engine, w->kept, hits))
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
        if (work_unplaced(w, i) && !work_on_stump(w, i))
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
    w->facts.bits[FACT_INFRARED] = bit(PLAN_LAMP_ON) | bit(PLAN_LAMP_CONDITIONAL);
    w->facts.bits[FACT_POSITIONS] = bit(0) | bit(1) | bit(2);
    for (int c = 0; c < n; c++) {
        active[c] = facts_hold(&w->facts, &rules->cautions[c].when);
        w->blocked = w->blocked || (active[c] && blocks(w, &rules->cautions[c]));
    }
    for (int t = 0; t < rules->n_tags; t++)
        if (!facts_hold(&w->facts, &rules->tags[t].said_when))
            w->unsaid |= bit(t);
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
    list_lamps(w);
    judge_lamps(w, active);
    if (!w->blocked)
        drop_empty_zones(w);
    w->facts.bits[FACT_INFRARED] = bit(whole_lamp(w));
    for (int c = 0; c < n; c++)
        if (w->engine->of_plan[c] ? facts_hold(&w->facts, &rules->cautions[c].when)
                                  : active[c])
            speak(w, c, outcome[c]);
    ask_for_lesions(w);
    for (int c = 0; c < n; c++)
        ask(w, c);
    sort_cautions(w);
}
