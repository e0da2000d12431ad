#include "fit/told.h"

#include <math.h>

enum { WHY_MAX = 120 };

static void tell_parts(const struct fit *fit, struct landmark_part *part,
                       struct landmark_set *set)
{
    for (int p = 0; p < FIT_PARTS; p++)
        for (int side = 0; side < 2; side++) {
            const struct fit_residual *r = &fit->part[p][side];
            bool paired = p != FIT_HEAD && p != FIT_TRUNK;
            if (!paired && side)
                continue;
            // what nothing corresponds to is off by more than can be told
            part[set->n_parts++] = (struct landmark_part){fit_part_name(p),
                                                          !paired ? SIDE_M
                                                          : side  ? SIDE_R
                                                                  : SIDE_L,
                                                          fminf(1000 * r->median, 1000),
                                                          fminf(1000 * r->most, 1000),
                                                          r->covered,
                                                          r->fits};
        }
    set->part = part;
}

struct landmark_set told_set(const struct fit *fit, struct landmark_stand stand,
                             const char *model, struct arena *arena)
{
    struct landmark_set set = {
        .body = model, .stand = stand, .count = fit->count, .landmark = fit->landmark};
    struct landmark_refused *refused =
        arena_alloc_array(arena, (size_t)fit->n_refused + 1, sizeof *refused);
    tell_parts(
        fit,
        arena_alloc_array(arena, (size_t)2 * FIT_PARTS, sizeof(struct landmark_part)),
        &set);
    for (int i = 0; i < fit->n_refused; i++) {
        const struct fit_refused *r = &fit->refused[i];
        char why[WHY_MAX];
        fit_tell_why(fit, r, why, sizeof why);
        refused[i] =
            (struct landmark_refused){r->name, r->side, arena_strdup(arena, why)};
    }
    set.n_refused = fit->n_refused;
    set.refused = refused;
    return set;
}

bool told_write(const struct fit *fit, const struct landmark_names *names,
                struct landmark_stand stand, const char *model, const char *path,
                struct error *error)
{
    struct arena *arena = arena_create();
    struct landmark_set set = told_set(fit, stand, model, arena);
    bool ok = landmark_set_write(&set, names, model, path, error);
    arena_destroy(&arena);
    return ok;
}
