#include "people.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"

const struct shape_params PEOPLE_BODY[PEOPLE] = {
    {.sex = 0.5F, .age = 25, .muscle = 0.5F, .weight = 0.5F},
    {.sex = 0, .age = 25, .muscle = 0.5F, .weight = 0.5F},
    {.sex = 1, .age = 25, .muscle = 0.5F, .weight = 0.5F},
    {.sex = 0, .age = 25, .muscle = 0.5F, .weight = 0, .height = 1.50F},
    {.sex = 0, .age = 25, .muscle = 0.5F, .weight = 1, .height = 1.50F},
    {.sex = 0, .age = 25, .muscle = 0.5F, .weight = 0, .height = 1.85F},
    {.sex = 0, .age = 80, .muscle = 0.5F, .weight = 1, .height = 1.60F},
    {.sex = 0, .age = 90, .muscle = 0, .weight = 0, .height = 1.50F},
    {.sex = 0, .age = 40, .muscle = 1, .weight = 0.7F, .height = 1.70F},
    {.sex = 1, .age = 25, .muscle = 1, .weight = 0.5F, .height = 1.95F},
    {.sex = 1, .age = 25, .muscle = 0.5F, .weight = 0, .height = 1.60F},
    {.sex = 1, .age = 25, .muscle = 0.5F, .weight = 1, .height = 1.60F},
    {.sex = 1, .age = 80, .muscle = 0.5F, .weight = 1, .height = 1.75F},
    {.sex = 1, .age = 90, .muscle = 0, .weight = 0, .height = 1.65F},
    {.sex = 1, .age = 18, .muscle = 0, .weight = 0.3F, .height = 1.90F},
};

bool people_open(struct people *p, struct error *error)
{
    *p = (struct people){0};
    if (!model_load(DEQI_SOURCE_DIR "/models/human.glb", &p->model, error))
        return false;
    const struct mesh *m = &p->model.mesh;
    p->within = xcalloc(m->n_triangles, sizeof *p->within);
    for (uint32_t t = 0; t < m->n_triangles; t++)
        for (int k = 0; k < 3; k++) {
            uint32_t v = m->triangle[t][k];
            const float *at = m->position[v];
            p->within[t] |= m->occlusion && m->occlusion[v] < 77 && at[1] > 1.43F &&
                            fabsf(at[0]) < 0.062F;
        }
    p->bvh = bvh_create(m);
    return (p->shapes = shapes_load(DEQI_SOURCE_DIR "/models/human.shapes", error)) !=
           NULL;
}

void people_close(struct people *p)
{
    bvh_destroy(&p->bvh);
    shapes_destroy(&p->shapes);
    model_free(&p->model);
    free(p->within);
}

bool people_become(struct people *p, const struct shape_params *params,
                   struct error *error)
{
    if (!shape_apply(p->shapes, params, &p->model.mesh, error))
        return false;
    bvh_refit(p->bvh);
    return true;
}

static float unit(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return (float)(*seed >> 8) / 16777216.0F;
}

struct shape_params people_anyone(uint32_t *seed)
{
    struct shape_params p = {0};
    p.sex = unit(seed);
    p.age = 18 + 72 * unit(seed);
    p.muscle = unit(seed);
    p.weight = unit(seed);
    p.height = 1.45F + 0.55F * unit(seed);
    return p;
}

static bool is_outer(uint32_t triangle, void *user)
{
    return !((const struct people *)user)->within[triangle];
}

/* Near the mouth, between toes and in other folds the nearest skin may look the wrong
 * way: a place under the skin sees its inner side in most directions. */
static bool is_outside(const struct people *p, const float at[3])
{
    int inner = 0;
    for (int k = 0; k < 6; k++) {
        float way[3] = {0.1F, 0.05F, 0.15F};
        struct bvh_hit hit;
        way[k / 2] += k % 2 ? 1 : -1;
        inner += bvh_ray(p->bvh, at, way, 3, NULL, NULL, &hit) && !hit.front;
    }
    return inner < 4;
}

/* ... and near the mouth one who is outside sees no skin from within, looking outward. */
static bool sees_inner_side(const struct people *p, const float at[3],
                            const float outward[3])
{
    struct bvh_hit hit;
    return bvh_ray_last(p->bvh, at, outward, 0.08F, NULL, NULL, &hit) && !hit.front;
}

float people_depth(const struct people *p, const float at[3])
{
    struct bvh_hit hit;
    float normal[3], over = 0;
    if (!bvh_nearest(p->bvh, at, 1, is_outer, (void *)p, &hit))
        return -1;
    mesh_site_normal(&p->model.mesh, &hit.site, normal);
    for (int k = 0; k < 3; k++)
        over += normal[k] * (at[k] - hit.position[k]);
    bool out = over > 0 && is_outside(p, at) && !sees_inner_side(p, at, normal);
    return out ? -hit.distance : hit.distance;
}
