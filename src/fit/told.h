/* told.h - what a fit has to tell, as a landmarks file (catalog/landmark.h): the places,
 * how each part lies, and why some landmarks are not there. */
#ifndef DEQI_FIT_TOLD_H
#define DEQI_FIT_TOLD_H

#include "fit/fit.h"

/* `model` is the name that the file gives its body. */
bool fit_write(const struct fit *fit, const struct landmark_names *names,
               struct landmark_stand stand, const char *model, const char *path,
               struct error *error);

#endif
