/* bake_body.h - the neutral body in its final place: mesh, cage and joints in metres.
 *
 * Floor at y = 0, facing +Z, +X the subject's left. The neutral body is the mean of the
 * young female and the young male of average muscle and weight. The mesh is one
 * Catmull-Clark step of the cage, in the order in which models/human.glb holds it.
 */
#ifndef DEQI_BAKE_BAKE_BODY_H
#define DEQI_BAKE_BAKE_BODY_H

#include "bake/package.h"
#include "geom/mesh.h"
#include "geom/subdivision.h"

/* the package measures in decimetres */
#define BAKE_METRES 0.1f

struct bake_body {
    const struct package *package; /* borrowed; must outlive the body */
    struct mesh mesh;
    float (*cage)[3];        /* package->n_vertices, helpers included; metres */
    float lift;              /* metres added to y so that the floor is at 0 */
    struct subdivision fine; /* cage to mesh vertices, in final order */
    uint32_t *order;         /* final vertex i was fine vertex order[i] */
};

/* `neutral`: package->n_vertices in decimetres. */
bool bake_body_create(struct bake_body *body, const struct package *package,
                      const float (*neutral)[3], struct error *error);
void bake_body_free(struct bake_body *body);

/* A joint of the rig by its name in the package, "upperarm01.L____head": the place of the
 * head or tail of a bone, metres. False where the rig has no such joint. */
bool bake_body_joint(const struct bake_body *body, const char *name, float out[3]);

#endif
