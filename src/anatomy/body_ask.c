/* body_ask.c - a measured body answers for what was found. */
#include <cglm/cglm.h>

#include "anatomy/body_internal.h"
#include "anatomy/body_pose_internal.h"

const struct mesh *body_mesh(const struct body *body)
{
    return body->mesh;
}

const struct catalog *body_catalog(const struct body *body)
{
    return body->catalog;
}

float body_midline(const struct body *body)
{
    return body->midline;
}

static struct body_place answer(const struct body *b, const struct place_memo *memo)
{
    struct body_place out = {
        .found = memo->known == KNOWN, .why = memo->why, .from_bone = memo->bone};
    if (!out.found) {
        if (!out.why)
            out.why = "it has no such side";
        return out;
    }
    glm_vec3_copy((float *)memo->place.position, out.position);
    out.on_skin = memo->place.on_skin;
    out.on = memo->place.on;
    struct bvh_hit hit;
    if (!out.on_skin && bvh_nearest(body_bvh(b), out.position, 1, NULL, NULL, &hit))
        out.on = hit.site;
    mesh_site_normal(b->mesh, &out.on, out.normal);
    return out;
}

struct body_place body_landmark(const struct body *body, int name, enum side side)
{
    bool midline = body->catalog->landmark_names.midline[name];
    return answer(body, &body->landmark[name][midline ? SIDE_M : side]);
}

struct body_place body_derived(const struct body *body, int derived, enum side side)
{
    bool midline = body->catalog->derived[derived].midline;
    return answer(body, &body->derived[derived][midline ? SIDE_M : side]);
}

struct body_place body_expr(struct body *body, const struct expr *expr, enum side side)
{
    if (body->standing)
        return body_pose_expr(body, expr, side);
    struct place_memo memo = {.known = MISSING};
    struct eval ev = {.body = body, .side = side};
    if (place_eval_side(body, expr, side, 0, &memo.place, &memo.why)) {
        memo.known =
            place_skin_nearest(&ev, &memo.place, LANDMARK_SNAP) ? KNOWN : MISSING;
        memo.why = ev.why;
    }
    return answer(body, &memo);
}

struct body_place body_via(const struct body *body, const struct channel *channel,
                           int stop, enum side side)
{
    return answer(body, &body->via[channel - body->catalog->channel][stop][side]);
}

const struct site *body_sites(const struct body *body, int *count)
{
    *count = body->n_sites;
    return body->site;
}

const struct site *body_site(const struct body *body, const struct point *point,
                             enum side side)
{
    int i = body->site_of[point - body->catalog->point][point->midline ? SIDE_M : side];
    return i < 0 ? NULL : &body->site[i];
}

int body_part_of(const struct body *body, uint32_t triangle, enum side *side)
{
    if (side)
        *side = (enum side)body->side[triangle];
    return body->part[triangle] == NO_PART ? -1 : body->part[triangle];
}
