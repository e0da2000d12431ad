/* lamps.c - which regions are warmed, and what cautions do to that. */
#include "rules/picks_internal.h"
#include "rules/reach_internal.h"

static void add_lamp(struct work *w, int region, int side, bool zone)
{
    struct work_lamp *lamps = w->lamps.item;
    for (int i = 0; i < w->lamps.n; i++)
        if (lamps[i].region == region && lamps[i].side == side)
            return;
    struct work_lamp *lamp = work_list_add(w->arena, &w->lamps, sizeof *lamp);
    *lamp = (struct work_lamp){.region = region, .side = side, .zone = zone};
}

void lamps_list(struct work *w)
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

static bool reaches(const struct work *w, const struct dimmer *dimmer,
                    const struct work_lamp *lamp)
{
    const struct caution_lamp_effect *e = dimmer->by->effect;
    const struct reach *reach = &dimmer->reach;
    uint32_t regions = w->engine->rules->regions[lamp->region].covers;
    if (e->all || (e->regions & regions))
        return true;
    if (!reach->any)
        return false;
    if (reach->sites[lamp->side] & regions || reach->spots & reach_spots_of_lamp(w, lamp))
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

void lamps_judge(struct work *w, const bool *active)
{
    struct facts local = w->facts;
    struct work_lamp *lamps = w->lamps.item;
    int n;
    const struct dimmer *dimmers = find_dimmers(w, active, &n);
    for (int i = 0; i < w->lamps.n; i++) {
        struct work_lamp *lamp = &lamps[i];
        local.bits[FACT_REGION] = facts_bit(lamp->region);
        local.bits[FACT_KINDS] = w->facts.kinds[lamp->region][lamp->side];
        for (int k = 0; k < n; k++) {
            const struct caution_lamp_effect *e = dimmers[k].by->effect;
            if (e->state <= lamp->state || !reaches(w, &dimmers[k], lamp) ||
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
void lamps_drop_empty_zones(struct work *w)
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

enum plan_lamp lamps_whole(const struct work *w)
{
    const struct work_lamp *lamps = w->lamps.item;
    int n[3] = {0};
    for (int i = 0; i < w->lamps.n; i++)
        n[lamps[i].state]++;
    if (w->blocked || w->empty || !w->infrared || n[PLAN_LAMP_WITHHELD] == w->lamps.n)
        return PLAN_LAMP_WITHHELD;
    return n[PLAN_LAMP_ON] == w->lamps.n ? PLAN_LAMP_ON : PLAN_LAMP_CONDITIONAL;
}
