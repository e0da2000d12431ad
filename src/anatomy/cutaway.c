#include "anatomy/cutaway.h"

#include <math.h>
#include <string.h>

// ---------------------------------------------------------------- what is gone

static void find_parts(const struct isolate *isolate, const struct body *standing,
                       struct cutaway *out)
{
    const struct catalog *c = body_catalog(standing);
    for (int side = 0; side < 3; side++)
        for (int p = 0; p < c->n_parts; p++)
            if (!isolate_has_part(isolate, &c->part[p], (enum side)side))
                out->gone[side] |= UINT64_C(1) << p;
    if (isolate->part == ISOLATE_HALF)
        out->half = isolate->side;
    out->parted = true;
}

/* the extent of what is there along an axis of the subject's */
static void find_extent(const struct cutaway_body *body, const struct cutaway *cut,
                        const float axis[3], float out[2])
{
    const struct mesh *mesh = body_mesh(body->shown);
    out[0] = INFINITY;
    out[1] = -INFINITY;
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        const float *p = mesh->position[mesh->triangle[t][0]];
        if (!cutaway_has(cut, body->standing, t))
            continue;
        float d = p[0] * axis[0] + p[1] * axis[1] + p[2] * axis[2];
        out[0] = fminf(out[0], d);
        out[1] = fmaxf(out[1], d);
    }
}

static void find_plane(const struct isolate *isolate, const struct cutaway_body *body,
                       struct cutaway *out)
{
    float left[3], head[3], front[3], extent[2];
    posture_axes(body->posture, left, head, front);
    const float *axis = isolate->plane == ISOLATE_SAGITTAL  ? left
                        : isolate->plane == ISOLATE_CORONAL ? front
                                                            : head;
    find_extent(body, out, axis, extent);
    float at = extent[0] + isolate->at * (extent[1] - extent[0]);
    float sign = isolate->flipped ? -1 : 1;
    out->clipped = true;
    for (int k = 0; k < 3; k++)
        out->plane[k] = sign * axis[k];
    out->plane[3] = sign * at;
}

void cutaway_find(const struct isolate *isolate, const struct cutaway_body *body,
                  struct cutaway *out)
{
    memset(out, 0, sizeof *out);
    if (isolate->part != ISOLATE_WHOLE && isolate->rest != ISOLATE_BEFORE)
        find_parts(isolate, body->standing, out);
    out->faded = isolate->rest != ISOLATE_HIDE;
    if (isolate->plane != ISOLATE_NO_PLANE)
        find_plane(isolate, body, out);
}

/* what comes before something else as one: an arm, a leg, the trunk, the head */
enum { GROUP_ARM, GROUP_LEG = 2, GROUP_TRUNK = 4, GROUP_HEAD };

static int group_of_part(const struct part *part, enum side side)
{
    static const struct {
        enum isolate_part part;
        int group;
    } GROUPS[] = {{ISOLATE_ARM, GROUP_ARM}, {ISOLATE_LEG, GROUP_LEG}};
    for (int i = 0; i < 2; i++)
        if (isolate_has_part(&(struct isolate){.part = GROUPS[i].part}, part, SIDE_M))
            return GROUPS[i].group + (side == SIDE_R);
    return strcmp(part->id, "trunk") == 0 ? GROUP_TRUNK : GROUP_HEAD;
}

static int group_of(const struct body *standing, uint32_t triangle)
{
    enum side side;
    int part = body_part_of(standing, triangle, &side);
    return part < 0 ? -1 : group_of_part(&body_catalog(standing)->part[part], side);
}

struct before {
    const struct body *standing;
    unsigned skip; /* groups that do not count */
};

static bool counts(uint32_t triangle, void *user)
{
    const struct before *b = user;
    int group = group_of(b->standing, triangle);
    return group >= 0 && !(b->skip >> group & 1);
}

/* adds the groups that stand between a place and the eye */
static unsigned groups_before(const struct cutaway_body *body, unsigned own,
                              const float place[3], const float eye[3])
{
    struct before b = {.standing = body->standing, .skip = own};
    struct bvh_hit hit;
    float way[3], length = 0;
    unsigned found = 0;
    for (int k = 0; k < 3; k++) {
        way[k] = eye[k] - place[k];
        length += way[k] * way[k];
    }
    length = sqrtf(length);
    if (length <= 0)
        return 0;
    for (int k = 0; k < 3; k++)
        way[k] /= length;
    while (bvh_ray(body_bvh(body->shown), place, way, length, counts, &b, &hit)) {
        int group = group_of(body->standing, hit.site.triangle);
        found |= 1u << group;
        b.skip |= 1u << group;
    }
    return found;
}

void cutaway_find_before(const struct isolate *isolate, const struct cutaway_body *body,
                         const float eye[3], const float (*place)[3], uint32_t n,
                         struct cutaway *out)
{
    unsigned own = 0, before = 0;
    cutaway_find(isolate, body, out);
    for (uint32_t i = 0; i < n; i++) {
        struct bvh_hit hit;
        int group = -1;
        if (bvh_nearest(body_bvh(body->shown), place[i], 0.1f, NULL, NULL, &hit))
            group = group_of(body->standing, hit.site.triangle);
        if (group >= 0)
            own |= 1u << group;
    }
    for (uint32_t i = 0; i < n && own; i++)
        before |= groups_before(body, own, place[i], eye);
    const struct catalog *c = body_catalog(body->standing);
    for (int p = 0; p < c->n_parts; p++)
        for (int side = 0; side < 3; side++)
            if (before >> group_of_part(&c->part[p], (enum side)side) & 1)
                out->gone[side] |= UINT64_C(1) << p;
    out->parted = before != 0;
}

// ---------------------------------------------------------------- what is there

bool cutaway_is_whole(const struct cutaway *cut)
{
    return !cut->parted && !cut->clipped;
}

/* of what is unpaired, on which side of the middle a triangle lies as the body stands */
static enum side half_of(const struct body *standing, uint32_t triangle)
{
    const struct mesh *m = body_mesh(standing);
    float x = 0;
    for (int k = 0; k < 3; k++)
        x += m->position[m->triangle[triangle][k]][0];
    return x / 3 > body_midline(standing) ? SIDE_L : SIDE_R;
}

bool cutaway_has(const struct cutaway *cut, const struct body *standing,
                 uint32_t triangle)
{
    enum side side;
    if (!cut->parted)
        return true;
    int part = body_part_of(standing, triangle, &side);
    if (part >= 0 && cut->gone[side] >> part & 1)
        return false;
    bool paired = part >= 0 && !body_catalog(standing)->part[part].midline;
    return cut->half == SIDE_M || paired || half_of(standing, triangle) == cut->half;
}

bool cutaway_middle(const struct cutaway *cut, const struct cutaway_body *body,
                    float plane[4])
{
    float left[3], head[3], front[3];
    posture_axes(body->posture, left, head, front);
    if (cut->half == SIDE_M || fabsf(left[0]) < 0.99f)
        return false;
    plane[0] = cut->half == SIDE_L ? left[0] : -left[0];
    plane[1] = plane[2] = 0;
    plane[3] = plane[0] * body_midline(body->standing);
    return true;
}

bool cutaway_keeps(const struct cutaway *cut, const float p[3])
{
    const float *n = cut->plane;
    return !cut->clipped || n[0] * p[0] + n[1] * p[1] + n[2] * p[2] <= n[3];
}

bool cutaway_shows(const struct cutaway *cut, const struct cutaway_body *body,
                   const float place[3])
{
    struct bvh_hit hit;
    if (!cutaway_keeps(cut, place))
        return false;
    return !cut->parted ||
           !bvh_nearest(body_bvh(body->shown), place, 0.5f, NULL, NULL, &hit) ||
           cutaway_has(cut, body->standing, hit.site.triangle);
}

struct there {
    const struct cutaway *cut;
    const struct body *standing;
};

static bool is_there(uint32_t triangle, void *user)
{
    const struct there *t = user;
    return cutaway_has(t->cut, t->standing, triangle);
}

bool cutaway_ray(const struct cutaway *cut, const struct body *standing,
                 const struct bvh *bvh, const float origin[3], const float direction[3],
                 float max_distance, struct bvh_hit *hit)
{
    struct there there = {cut, standing};
    float from[3], begin = 0, end = max_distance;
    if (!cut || cutaway_is_whole(cut))
        return bvh_ray(bvh, origin, direction, max_distance, NULL, NULL, hit);
    if (cut->clipped) {
        const float *n = cut->plane;
        float off = n[0] * origin[0] + n[1] * origin[1] + n[2] * origin[2] - n[3];
        float along = n[0] * direction[0] + n[1] * direction[1] + n[2] * direction[2];
        if (off > 0 && along >= 0)
            return false;
        if (off > 0)
            begin = -off / along;
        else if (along > 0)
            end = fminf(end, -off / along);
    }
    for (int k = 0; k < 3; k++)
        from[k] = origin[k] + begin * direction[k];
    if (begin >= end || !bvh_ray(bvh, from, direction, end - begin,
                                 cut->parted ? is_there : NULL, &there, hit))
        return false;
    hit->distance += begin;
    return true;
}
