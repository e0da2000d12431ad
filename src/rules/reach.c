/* reach.c - where an effect of a caution reaches: sides and regions of findings and
 * lesions, places of lesions, and what of those is not where it was said to be. */
#include <string.h>

#include "rules/picks_internal.h"
#include "rules/reach_internal.h"

bool reach_unplaced(const struct work *w, int lesion)
{
    return w->record->findings.lesions[lesion].has_at &&
           !(w->spots && w->spots->placed >> lesion & 1);
}

unsigned reach_on_stump(const struct work *w, int lesion)
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
        return reach_unplaced(w, lesion) ? sides : 0;
    case CAUTION_STUMP:
        return reach_on_stump(w, lesion);
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
            out->spots |= facts_bit(i);
        unsigned sides = lesion_sides(w, i, how);
        for (int s = 0; s < 3; s++)
            if (sides >> s & 1)
                out->lesions[s] |= w->engine->spread[how->spread][lesion->region];
    }
}

struct reach reach_of(const struct work *w, unsigned sites, uint64_t lesions,
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
            spots |= facts_bit(i);
    return spots;
}

uint64_t reach_spots_of_lamp(const struct work *w, const struct work_lamp *lamp)
{
    uint32_t covers = w->engine->rules->regions[lamp->region].covers;
    uint64_t spots = 0;
    for (int i = 0; w->spots && i < w->record->findings.n_lesions; i++)
        for (int s = 0; s < 3; s++)
            // what is warmed as one is warmed on both sides
            if ((s == lamp->side || lamp->side == 2) && w->spots->regions[i][s] & covers)
                spots |= facts_bit(i);
    return spots;
}

static bool on_entrapment(const struct work *w, uint64_t nerves, int side)
{
    for (int i = 0; i < WORD_NERVES; i++)
        if (nerves >> i & 1 && w->facts.entrapped[i] >> side & 1)
            return true;
    return false;
}

bool reach_brings(const struct work *w, const struct engine_effect *e,
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

bool reach_is_meant(const struct work *w, const struct caution_point_effect *e,
                    const struct pick *pick)
{
    return (e->turn[0] < 0 || (int)pick_position(w, pick) == e->turn[0]) &&
           (!e->points.entrapments ||
            on_entrapment(w, e->points.entrapments, pick->side));
}
