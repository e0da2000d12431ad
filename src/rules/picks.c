/* picks.c - who is in the plan already, and how many needles there is room for. */
#include <string.h>

#include "rules/picks_internal.h"

// ---------------------------------------------------------------- lists

void work_list_grow(struct arena *arena, struct work_list *list, size_t size)
{
    int capacity = list->capacity ? 2 * list->capacity : 8;
    void *more = arena_alloc_unset(arena, (size_t)capacity * size);
    if (list->n)
        memcpy(more, list->item, (size_t)list->n * size);
    list->item = more;
    list->capacity = capacity;
}

// ---------------------------------------------------------------- facts about picks

char work_side(int side)
{
    return "LRM"[side];
}

point_set *picks_points(const struct work *w, const struct work_list *picks, bool *marks)
{
    point_set *set =
        arena_alloc_array(w->arena, (size_t)w->engine->set_words, sizeof *set);
    const struct pick *list = picks->item;
    *marks = false;
    for (int i = 0; i < picks->n; i++) {
        if (list[i].removed)
            continue;
        if (list[i].point >= 0)
            engine_set_put(set, list[i].point);
        else
            *marks = true;
    }
    return set;
}

// ---------------------------------------------------------------- limits

bool picks_conflicts(const struct work *w, int point, int side)
{
    const struct engine_point *p = &w->engine->points[point];
    for (int i = 0; i < p->n_conflicts; i++) {
        uint8_t t = w->taken[p->conflicts[i]][side];
        if (t == PICK_CHOSEN || t == PICK_KEPT)
            return true;
    }
    return false;
}

/* the needles that the sides still need: what is chosen or kept free is counted already
 */
bool picks_fits(const struct work *w, int limb, const int needles[3])
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

void picks_count(struct work *w, int limb, const int needles[3])
{
    for (int s = 0; s < 3; s++) {
        w->needles += needles[s];
        if (limb >= 0 && s < 2)
            w->limb_needles[limb][s] += needles[s];
    }
}

static struct pick *add(struct work *w, struct work_list *list, int point, int mark,
                        int side)
{
    struct pick *p = work_list_add(w->arena, list, sizeof *p);
    p->point = (int16_t)point;
    p->mark = (int8_t)mark;
    p->side = (int8_t)side;
    p->region = p->set = -1;
    p->turned = -1;
    return p;
}

struct pick *picks_choose(struct work *w, int point, int mark, int side)
{
    if (point >= 0)
        w->taken[point][side] = PICK_CHOSEN;
    return add(w, &w->picks, point, mark, side);
}

struct pick *picks_set_aside(struct work *w, int point, int mark, int side,
                             enum work_because because)
{
    if (point >= 0)
        w->taken[point][side] = PICK_OFFERED;
    struct pick *pick = add(w, &w->optional, point, mark, side);
    pick->because = (uint8_t)because;
    return pick;
}

void picks_unchoose(struct work *w, int pick, enum work_because because)
{
    struct pick *list = w->picks.item, moved = list[pick];
    memmove(&list[pick], &list[pick + 1], (size_t)(--w->picks.n - pick) * sizeof *list);
    moved.because = (uint8_t)because;
    if (moved.point >= 0)
        w->taken[moved.point][moved.side] = PICK_OFFERED;
    *(struct pick *)work_list_add(w->arena, &w->optional, sizeof moved) = moved;
}

void picks_sort(struct work *w, struct work_list *picks)
{
    struct pick *list = picks->item;
    int n = picks->n, i = 1, k = 0;
    while (i < n && list[i - 1].rank <= list[i].rank)
        i++;
    if (i >= n)
        return;
    struct pick *copy = arena_alloc_array(w->arena, (size_t)n, sizeof *copy);
    memcpy(copy, list, (size_t)n * sizeof *copy);
    for (int rank = 0; rank <= 3; rank++)
        for (i = 0; i < n; i++)
            if (copy[i].rank == rank)
                list[k++] = copy[i];
}

struct pick *picks_offer(struct work *w, int point, int side, enum work_because because)
{
    const struct engine_point *p = &w->engine->points[point];
    if (w->taken[point][side] != PICK_FREE || picks_conflicts(w, point, side))
        return NULL;
    for (int i = 0; i < p->n_conflicts; i++)
        if (w->taken[p->conflicts[i]][side] == PICK_OFFERED)
            return NULL;
    return picks_set_aside(w, point, -1, side, because);
}
