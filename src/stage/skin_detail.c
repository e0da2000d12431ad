#include "stage/skin_detail.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/detail.h"

struct skin_detail {
    float (*normal)[3];
    uint8_t *occlusion;
    struct scene_crease *crease;
    float (*position)[3], (*out)[3]; /* of all places, crease after crease */
    uint32_t n, version;
    const struct subject *subject; /* what it was made of */
    uint32_t subject_version;
    bool any;
};

struct skin_detail *skin_detail_create(void)
{
    return xcalloc(1, sizeof(struct skin_detail));
}

void skin_detail_destroy(struct skin_detail **detail)
{
    struct skin_detail *d = detail ? *detail : NULL;
    if (!d)
        return;
    free(d->normal);
    free(d->occlusion);
    free(d->crease);
    free(d->position);
    free(d->out);
    free(d);
    *detail = NULL;
}

static float ramp(float from, float to, float x)
{
    float t = (x - from) / (to - from);
    return t < 0 ? 0 : t > 1 ? 1 : t;
}

/* Fat smooths what lies beneath; with the years the skin thins. */
static float relief_strength(const struct shape_params *shape)
{
    float lean = 1.25f - 0.95f * shape->weight;
    return lean * (0.9f + 0.45f * ramp(40, 85, shape->age)) *
           (0.85f + 0.3f * shape->muscle);
}

/* how strongly a crease shows at that age; what begins late comes slowly */
static float crease_depth(const struct detail_crease *crease, float age)
{
    if (crease->from_age <= 0)
        return crease->depth * (0.9f + 0.25f * ramp(40, 85, age));
    return crease->depth * ramp(crease->from_age, crease->from_age + 30, age);
}

static void place_creases(struct skin_detail *d, const struct detail *from,
                          const struct mesh *mesh, float age)
{
    d->crease = xrealloc(d->crease, (from->n_creases + 1) * sizeof *d->crease);
    d->position = xrealloc(d->position, (from->n_places + 1) * sizeof *d->position);
    d->out = xrealloc(d->out, (from->n_places + 1) * sizeof *d->out);
    uint32_t n = 0;
    d->n = 0;
    for (uint32_t i = 0; i < from->n_creases; i++) {
        const struct detail_crease *c = &from->crease[i];
        float depth = crease_depth(c, age);
        if (depth < 0.02f)
            continue;
        d->crease[d->n++] =
            (struct scene_crease){.position = (const float(*)[3])d->position + n,
                                  .normal = (const float(*)[3])d->out + n,
                                  .n = c->n,
                                  .width = c->width,
                                  .depth = depth};
        for (uint32_t k = 0; k < c->n; k++, n++) {
            mesh_site_position(mesh, &c->on[k], d->position[n]);
            mesh_site_normal(mesh, &c->on[k], d->out[n]);
        }
    }
}

static void make(struct skin_detail *d, const struct subject *subject)
{
    const struct detail *from = subject_detail(subject);
    const struct shape_params *shape = subject_shape(subject);
    const struct mesh *mesh = subject_mesh(subject);
    d->subject = subject;
    d->subject_version = subject_version(subject);
    d->any = from && shape;
    d->n = 0;
    d->version++;
    if (!d->any)
        return;
    d->normal = xrealloc(d->normal, mesh->n_vertices * sizeof *d->normal);
    d->occlusion = xrealloc(d->occlusion, mesh->n_vertices);
    detail_normals(from, mesh, relief_strength(shape), d->normal, d->occlusion);
    place_creases(d, from, mesh, shape->age);
}

void skin_detail_build(struct skin_detail *d, const struct subject *subject,
                       struct scene_input *scene)
{
    if (d->subject != subject || d->subject_version != subject_version(subject))
        make(d, subject);
    scene->normal = d->any ? (const float(*)[3])d->normal : NULL;
    scene->occlusion = d->any ? d->occlusion : NULL;
    scene->crease = d->crease;
    scene->n_creases = d->n;
    scene->creases_version = d->version;
}
