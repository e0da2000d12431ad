/* path.h - walking over the skin in a plane, and the way over the skin between two
 * places.
 *
 * A walk goes from triangle to triangle across their shared edges, so it never leaves the
 * skin and never crosses a gap, however near the other side of the gap is. Lengths in
 * metres.
 *
 * A path is a polyline of places on the mesh. It grows as needed and may be used again; a
 * zeroed one is empty.
 */
#ifndef DEQI_GEOM_PATH_H
#define DEQI_GEOM_PATH_H

#include "geom/surface.h"

/* metres: so far round a place its skin is asked which way it looks, for planes to stand
 * on (surface_normal_about) */
#define PATH_ABOUT 0.008f

struct path {
    uint32_t count, capacity;
    struct mesh_site *site; /* count */
    float (*position)[3];   /* count */
    float length;           /* the sum of the chords */
};

void path_free(struct path *path);
void path_clear(struct path *path);
void path_add(struct path *path, const struct mesh_site *site, const float position[3]);
/* The place at `distance` along the path, kept to its ends. False for an empty path. */
bool path_at(const struct path *path, float distance, struct mesh_site *site,
             float position[3]);

/* Walks from `start` in the plane through it that holds `direction` and `up` (unit
 * vectors, not parallel; `up` is usually the normal), first along `direction`, until the
 * path is `length` long. False where a border or the start itself is reached before, with
 * the path so far. */
bool path_walk(const struct surface *surface, const struct mesh_site *start,
               const float direction[3], const float up[3], float length,
               struct path *path);

/* The way from `from` to `to` over the skin in the plane that holds both and the mean of
 * their normals: the shorter way round. Where both normals agree with no plane, or the
 * section does not lead there, falls back to the shortest way along the mesh,
 * straightened. False where no way is found that is shorter than `limit`. */
bool path_between(const struct surface *surface, const struct mesh_site *from,
                  const struct mesh_site *to, float limit, struct path *path);

/* The same in the plane that holds both places and `up`. No fallback. */
bool path_in_plane(const struct surface *surface, const struct mesh_site *from,
                   const struct mesh_site *to, const float up[3], float limit,
                   struct path *path);

#endif
