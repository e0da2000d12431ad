/* template.h - our body as a fit moves it: skin, joints and the shapes it can take.
 *
 * The skin is the 13,380 vertices of the cage where they lie on the smooth body, with the
 * quads cut in two. A shape is the mean body plus a sum of TEMPLATE_SHAPES modes, each as
 * large as its standard deviation over the corners of the shape space, so that a
 * coefficient beyond 2 or 3 is no body that we know. Joints move by the same sum.
 */
#ifndef DEQI_FIT_TEMPLATE_H
#define DEQI_FIT_TEMPLATE_H

#include "geom/mesh.h"
#include "geom/rig.h"
#include "geom/shape.h"
#include "geom/shape_file.h"

enum { TEMPLATE_SHAPES = 10, TEMPLATE_TARGETS = SHAPE_CORNERS + SHAPE_HEIGHTS };

struct template
{
    uint32_t n;                       /* vertices */
    float(*mean)[3];                  /* metres, soles near y = 0 */
    float(*mode[TEMPLATE_SHAPES])[3]; /* what one deviation adds */
    /* both as shares of the targets of `shapes` */
    float mean_mix[TEMPLATE_TARGETS], mode_mix[TEMPLATE_SHAPES][TEMPLATE_TARGETS];
    int n_bones;
    float mean_end[RIG_BONES_MAX][2][3]; /* begin and end of each bone */
    float mode_end[TEMPLATE_SHAPES][RIG_BONES_MAX][2][3];
    int parent[RIG_BONES_MAX];
    struct rig_hold *hold;
    uint32_t n_triangles;
    uint32_t(*triangle)[3];
    bool *hidden; /* inside mouth, nose or eye sockets: nothing outside corresponds */
    float height; /* metres, of the mean */
    uint32_t *fine_of; /* the vertex of models/human.glb that each is */
    const struct rig *rig;
    const struct shapes *shapes;
};

/* Borrows shapes, rig and mesh (models/human.glb, whose occlusion tells what is hidden).
 * NULL where they are not of one body. */
struct template *template_create(const struct shapes *shapes, const struct rig *rig,
                                 const struct mesh *human, struct error *error);
void template_destroy(struct template **t);

/* models/human.glb in a shape, its joints at rest: positions and normals of `out`, which
 * has its triangles. */
void template_shape(const struct template *t, const float shape[TEMPLATE_SHAPES],
                    struct mesh *out);

#endif
