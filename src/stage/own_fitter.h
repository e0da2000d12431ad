/* own_fitter.h - our body as the fit needs it (fit/fit.h), from the files of deqi. */
#ifndef DEQI_STAGE_OWN_FITTER_H
#define DEQI_STAGE_OWN_FITTER_H

#include "base/error.h"

struct catalog;
struct fitter;
struct own_fitter;

/* Borrows the catalogue. NULL with an error where a file of ours is missing or damaged.
 */
struct own_fitter *own_fitter_create(const char *data_dir, const struct catalog *catalog,
                                     struct error *error);
void own_fitter_destroy(struct own_fitter **ours);
const struct fitter *own_fitter(const struct own_fitter *ours);

#endif
