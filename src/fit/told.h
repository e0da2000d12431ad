/* told.h - what a fit has to tell, as a landmarks file (catalog/landmark.h): the places,
 * how each part lies, and why some landmarks are not there. */
#ifndef DEQI_FIT_TOLD_H
#define DEQI_FIT_TOLD_H

#include "base/arena.h"
#include "fit/fit.h"

/* As a set that borrows the fit's landmarks; the rest in `arena`. `model` is the name
 * that it gives its body, borrowed. */
struct landmark_set told_set(const struct fit *fit, struct landmark_stand stand,
                             const char *model, struct arena *arena);
/* The same as a file. */
bool told_write(const struct fit *fit, const struct landmark_names *names,
                struct landmark_stand stand, const char *model, const char *path,
                struct error *error);

#endif
