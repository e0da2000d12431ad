#include "fit/told.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

/* what a landmarks file tells of the parts, and why some landmarks are not in it */
struct told {
    struct landmark_part part[2 * FIT_PARTS];
    struct landmark_refused *refused;
    char (*why)[120];
};

static void tell_fit(const struct fit *fit, struct told *told, struct landmark_set *set)
{
    for (int part = 0; part < FIT_PARTS; part++)
        for (int side = 0; side < 2; side++) {
            const struct fit_residual *r = &fit->part[part][side];
            bool paired = part != FIT_HEAD && part != FIT_TRUNK;
            if (!paired && side)
                continue;
            // what nothing corresponds to is off by more than can be told
            told->part[set->n_parts++] =
                (struct landmark_part){fit_part_name(part),
                                       !paired ? SIDE_M
                                       : side  ? SIDE_R
                                               : SIDE_L,
                                       fminf(1000 * r->median, 1000),
                                       fminf(1000 * r->most, 1000),
                                       r->covered,
                                       r->fits};
        }
    told->refused = xcalloc((size_t)fit->n_refused + 1, sizeof *told->refused);
    told->why = xcalloc((size_t)fit->n_refused + 1, sizeof *told->why);
    for (int i = 0; i < fit->n_refused; i++) {
        const struct fit_refused *r = &fit->refused[i];
        fit_tell_why(fit, r, told->why[i], sizeof told->why[i]);
        told->refused[i] = (struct landmark_refused){r->name, r->side, told->why[i]};
    }
    set->part = told->part;
    set->n_refused = fit->n_refused;
    set->refused = told->refused;
}

bool fit_write(const struct fit *fit, const struct landmark_names *names,
               struct landmark_stand stand, const char *model, const char *path,
               struct error *error)
{
    struct told told = {0};
    struct landmark_set set = {
        .stand = stand, .count = fit->count, .landmark = fit->landmark};
    tell_fit(fit, &told, &set);
    bool ok = landmark_set_write(&set, names, model, path, error);
    free(told.refused);
    free(told.why);
    return ok;
}
