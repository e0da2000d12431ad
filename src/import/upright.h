/* upright.h - turning, scaling and moving a foreign mesh so that it stands as ours does.
 *
 * What is small beside the rest (scraps of a scan: less than a tenth as high, and under
 * 5 % of the vertices) does not count in any of it.
 */
#ifndef DEQI_IMPORT_UPRIGHT_H
#define DEQI_IMPORT_UPRIGHT_H

#include <stddef.h>

#include "base/error.h"
#include "import/model.h"

/* In turn, each told in model->notes:
 *   - inside out (its signed volume is negative): triangles and normals are turned;
 *   - longer along Z than along Y: turned upright;
 *   - its feet point elsewhere than to +Z: turned by quarters until they do, unless
 *     params->turn says how to turn it;
 *   - its height is a person's (1.2 to 2.3 m) in one unit among mm, cm, dm, inch, foot:
 *     scaled to metres; params->height overrules;
 *   - off the floor or far aside: moved.
 * Refuses, naming `path`, what is no person's height in any unit and has none given. */
bool upright(const char *path, const struct model_params *params, struct model *model,
             struct error *error);

#endif
