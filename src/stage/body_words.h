/* body_words.h - words that say how a body is: "age=70", "height=1.8", "pose=supine". The
 * command line, settings and screens say it so. What is not understood is refused with
 * ERROR_USAGE.
 */
#ifndef DEQI_STAGE_BODY_WORDS_H
#define DEQI_STAGE_BODY_WORDS_H

#include "anatomy/posture.h"
#include "base/error.h"
#include "geom/shape.h"
#include "import/model.h"

/* The shape of a body of ours: changes what is named. */
bool body_words_shape(struct shape_params *params, const char *const *set, int n,
                      struct error *error);
/* What may be said of a model file, `body`: how tall it is, and how it is turned. */
bool body_words_model(struct model_params *params, const char *const *set, int n,
                      const char *body, struct error *error);
/* The posture among the words; what is left of them comes to lie in `rest`, of the same
 * room. */
bool body_words_pose(const char *const *set, int n, const char **rest, int *n_rest,
                     enum posture *posture, struct error *error);

#endif
