#include "catalog/landmark_change.h"

#include <string.h>

const char LANDMARK_BY_HAND[] = "set by hand in the window";

static const char *keep(const char *text, struct arena *arena)
{
    return arena_strdup(arena, text ? text : "");
}

struct landmark_set landmark_change_copy(const struct landmark_set *from, int more,
                                         struct arena *arena)
{
    struct landmark_set set = *from;
    struct landmark *mark =
        arena_alloc_array(arena, (size_t)(from->count + more) + 1, sizeof *mark);
    struct landmark_part *part =
        arena_alloc_array(arena, (size_t)from->n_parts + 1, sizeof *part);
    struct landmark_refused *refused =
        arena_alloc_array(arena, (size_t)from->n_refused + 1, sizeof *refused);
    for (int i = 0; i < from->count; i++) {
        mark[i] = from->landmark[i];
        mark[i].how = keep(mark[i].how, arena);
    }
    for (int i = 0; i < from->n_parts; i++) {
        part[i] = from->part[i];
        part[i].part = keep(part[i].part, arena);
    }
    for (int i = 0; i < from->n_refused; i++) {
        refused[i] = from->refused[i];
        refused[i].why = keep(refused[i].why, arena);
    }
    set.file = from->file ? keep(from->file, arena) : NULL;
    set.body = keep(from->body, arena);
    set.landmark = mark;
    set.part = part;
    set.refused = refused;
    return set;
}

void landmark_change_put(struct landmark_set *copy, const struct landmark *mark)
{
    // its own since it was copied
    struct landmark *all = (struct landmark *)copy->landmark;
    struct landmark_refused *refused = (struct landmark_refused *)copy->refused;
    int i = 0, n = 0;
    while (i < copy->count && (all[i].name != mark->name || all[i].side != mark->side))
        i++;
    all[i] = *mark;
    if (i == copy->count)
        copy->count++;
    for (int k = 0; k < copy->n_refused; k++)
        if (refused[k].name != mark->name || refused[k].side != mark->side)
            refused[n++] = refused[k];
    copy->n_refused = n;
}

const struct landmark *landmark_change_find(const struct landmark_set *set, int name,
                                            enum side side)
{
    for (int i = 0; i < set->count; i++)
        if (set->landmark[i].name == name && set->landmark[i].side == side)
            return &set->landmark[i];
    return NULL;
}

bool landmark_change_is_by_hand(const struct landmark *mark)
{
    return mark && mark->how && strcmp(mark->how, LANDMARK_BY_HAND) == 0;
}
