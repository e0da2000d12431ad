/* held.h - a model file held by our joints (fit/fit.h): so that it can be posed, and it
 * is known how far our skin lies from it where.
 *
 * The model's own mesh bends, vertex by vertex as the skin of ours does that came to lie
 * there.
 */
#ifndef DEQI_STAGE_HELD_H
#define DEQI_STAGE_HELD_H

#include "anatomy/body_pose.h"

struct fit;
struct fitter;
struct held;

/* `mesh` is what was fitted, n_vertices of which are held. NULL with an error where
 * models/human.rig cannot be read. */
struct held *held_create(const char *data_dir, const struct fitter *fitter,
                         const struct fit *fit, const struct mesh *mesh,
                         struct error *error);
void held_destroy(struct held **held); /* NULL inside is fine */

struct poser *held_poser(struct held *held);
/* Of each vertex, metres to our skin. */
const float *held_off(const struct held *held);

#endif
