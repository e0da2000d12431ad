/* room.c - who is in the plan already, and how many needles there is room for. */
#include <assert.h>

#include "rules/engine_internal.h"

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

// ---------------------------------------------------------------- room

bool room_conflicts(const struct work *w, int point, int side)
{
    const struct engine_point *p = &w->engine->points[point];
    for (int i = 0; i < p->n_conflicts; i++) {
        uint8_t t = w->taken[p->conflicts[i]][side];
        if (t == ROOM_CHOSEN || t == ROOM_KEPT)
            return true;
    }
    return false;
}

/* the needles that the sides still need: what is chosen or kept free is counted already
 */
bool room_fits(const struct work *w, int limb, const int needles[3])
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

void room_count(struct work *w, int limb, const int needles[3])
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
    *p = (struct pick){.point = (int16_t)point,
                       .mark = (int8_t)mark,
                       .side = (int8_t)side,
                       .region = -1,
                       .set = -1};
    return p;
}

struct pick *room_choose(struct work *w, int point, int mark, int side)
{
    if (point >= 0)
        w->taken[point][side] = ROOM_CHOSEN;
    return add(w->picks, &w->n_picks, point, mark, side);
}

struct pick *room_set_aside(struct work *w, int point, int mark, int side,
                            enum work_because because)
{
    if (point >= 0)
        w->taken[point][side] = ROOM_OFFERED;
    struct pick *pick = add(w->optional, &w->n_optional, point, mark, side);
    pick->because = (uint8_t)because;
    return pick;
}

struct pick *room_offer(struct work *w, int point, int side, enum work_because because)
{
    const struct engine_point *p = &w->engine->points[point];
    if (w->taken[point][side] != ROOM_FREE || room_conflicts(w, point, side))
        return NULL;
    for (int i = 0; i < p->n_conflicts; i++)
        if (w->taken[p->conflicts[i]][side] == ROOM_OFFERED)
            return NULL;
    return room_set_aside(w, point, -1, side, because);
}
