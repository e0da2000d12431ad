/* surfaces.c - the symptomatic surfaces take turns.
 *
 * Each turn takes the next point of the surface's local or proximal list, by turns, that
 * has room; where both sides are affected a pair is taken together or not at all.
 */
#include <string.h>

#include "rules/picks_internal.h"

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

static struct work_surface *surface_of(struct work *w, int region,
                                       const struct engine_clause *by)
{
    const struct rules_choose *choose = by->clause->choose;
    struct work_surface *known = w->surfaces.item;
    for (int i = 0; i < w->surfaces.n; i++)
        if (known[i].region == region && same_choose(known[i].choose, choose))
            return &known[i];
    struct work_surface *surface = work_list_add(w->arena, &w->surfaces, sizeof *surface);
    *surface =
        (struct work_surface){.region = region, .choose = choose, .ways = by->ways};
    return surface;
}

/* the clauses that answer one symptom become surfaces, or sides of surfaces */
static void find_surfaces(struct work *w, int symptom, struct facts *local)
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
    local->bits[FACT_SAID] = s->kinds;
    for (int i = 0; i < clauses->n; i++) {
        const struct engine_clause *by = &clauses->item[i];
        if (by->rule == done || !facts_hold(local, &by->clause->when))
            continue;
        done = by->rule;
        struct work_surface *surface = surface_of(w, s->region, by);
        for (int side = 0; side < 3; side++) {
            if (!(facts_sides(s->side) >> side & 1))
                continue;
            surface->sides |= 1u << side;
            surface->by[side] = by;
            surface->kinds[side] |= s->kinds;
        }
        w->answered[symptom] = true;
        work_say(w, by, symptom);
    }
}

static void fill_surface(const struct work *w, struct pick *p,
                         const struct work_surface *surface, int set)
{
    p->by = surface->by[p->side];
    const struct rules_choose *c = p->by->clause->choose;
    bool common = w->common && p->because != WORK_OFFERED;
    p->rank = (int8_t)(common && w->common->rank ? w->common->rank : c->rank);
    p->role = (int8_t)(common ? w->common->role : PLAN_PRIMARY);
    p->origin = (int8_t)c->origin;
    p->region = (int16_t)surface->region;
    p->kinds = (uint8_t)surface->kinds[p->side];
    p->set = (int16_t)set;
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
static bool take(struct work *w, const struct work_surface *surface, int point, int set)
{
    const struct engine_point *p = &w->engine->points[point];
    int more[3] = {0}, wanted[3] = {0};
    bool any = false;
    for (int s = 0; s < 3; s++) {
        if (!(surface->sides >> s & 1) || w->taken[point][s] == PICK_CHOSEN)
            continue;
        if (picks_conflicts(w, point, s))
            return false;
        any = true;
        wanted[s] = p->facts.needles;
        more[s] = w->taken[point][s] == PICK_KEPT ? 0 : p->facts.needles;
    }
    if (!any || !picks_fits(w, p->limb, more) || !adjunct_room(w, wanted))
        return false;
    picks_count(w, p->limb, more);
    for (int s = 0; s < 3; s++) {
        if (!wanted[s])
            continue;
        if (s < 2)
            w->side_adjuncts[s] += wanted[s];
        fill_surface(w, picks_choose(w, point, -1, s), surface, set);
    }
    return true;
}

/* one turn: the next point of the local or proximal list that can be taken */
static bool take_turn(struct work *w, struct work_surface *surface)
{
    for (int tries = 0; tries < 2; tries++) {
        int which = surface->turn, *at = &surface->at[which];
        const struct engine_way *way = &surface->ways[which];
        surface->turn = 1 - which;
        while (*at < way->n) {
            const struct engine_step step = way->step[(*at)++];
            if (take(w, surface, step.point, step.set))
                return true;
        }
    }
    return false;
}

/* why the point was not taken: too many adjuncts, or no room for it */
static enum work_because why_not(const struct work *w, const struct work_surface *surface,
                                 int point)
{
    int wanted[3] = {0};
    for (int s = 0; s < 3; s++)
        if (surface->sides >> s & 1 && w->taken[point][s] != PICK_CHOSEN)
            wanted[s] = w->engine->points[point].facts.needles;
    return adjunct_room(w, wanted) ? WORK_CAP : WORK_ADJUNCT;
}

static void offer_surface(struct work *w, const struct work_surface *surface)
{
    for (int which = 0; which < 3; which++)
        for (int i = 0; i < surface->ways[which].n; i++) {
            const struct engine_step step = surface->ways[which].step[i];
            enum work_because why =
                which == 2 ? WORK_OFFERED : why_not(w, surface, step.point);
            for (int s = 0; s < 3; s++) {
                struct pick *p =
                    surface->sides >> s & 1 ? picks_offer(w, step.point, s, why) : NULL;
                if (p)
                    fill_surface(w, p, surface, step.set);
            }
        }
}

void work_choose_surfaces(struct work *w)
{
    struct facts local = w->facts;
    for (int i = 0; i < w->record->n_symptoms; i++)
        find_surfaces(w, i, &local);
    struct work_surface *surfaces = w->surfaces.item;
    for (bool some = true; some;) {
        some = false;
        for (int i = 0; i < w->surfaces.n; i++)
            some |= take_turn(w, &surfaces[i]);
    }
}

void work_offer_surfaces(struct work *w)
{
    struct work_surface *surfaces = w->surfaces.item;
    for (int i = 0; i < w->surfaces.n; i++)
        offer_surface(w, &surfaces[i]);
}
