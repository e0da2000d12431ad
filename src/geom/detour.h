/* detour.h - the shortest way over the skin where no plane section leads.
 *
 * A* over the mesh's vertices, then straightened: the vertices of the way slide over the
 * skin toward the middle of their neighbours until it hardly changes. Slower than a
 * section by far.
 */
#ifndef DEQI_GEOM_DETOUR_H
#define DEQI_GEOM_DETOUR_H

#include "geom/path.h"

/* False where `to` cannot be reached within `limit` metres. */
bool detour_between(const struct surface *surface, const struct mesh_site *from,
                    const struct mesh_site *to, float limit, struct path *path);

#endif
