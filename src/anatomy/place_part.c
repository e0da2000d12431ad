/* place_part.c - places along and around the axes of parts, on the front and the back,
 * and between the ribs. */
#include <math.h>

#include <cglm/cglm.h>

#include "anatomy/place_internal.h"

static const float REACH = 0.5F; // metres: a ray across a part

// ---------------------------------------------------------------- along and around parts

bool place_axis(struct eval *ev, const struct expr *e, struct place *out)
{
    const struct part_frame *f = place_frame(ev, e->part);
    float length;
    if (!f || !place_operand(ev, e->a, out) || !body_measure_run(ev, e, &length))
        return false;
    glm_vec3_muladds((float *)f->chord, -length, out->position); // proximal is positive
    out->on_skin = false;
    return true;
}

/* Skin that faces the way out: from within a lip or an ear the way in must not end on its
 * other face. */
struct facing_filter {
    struct skin_filter skin;
    const float *out;
};

static bool faces_out(uint32_t triangle, void *user)
{
    const struct facing_filter *f = user;
    const struct mesh *mesh = f->skin.body->mesh;
    const uint32_t *corner = mesh->triangle[triangle];
    vec3 a, b, normal;
    glm_vec3_sub(mesh->position[corner[1]], mesh->position[corner[0]], a);
    glm_vec3_sub(mesh->position[corner[2]], mesh->position[corner[0]], b);
    glm_vec3_cross(a, b, normal);
    return glm_vec3_dot(normal, (float *)f->out) > 0 &&
           place_skin_allows(triangle, (void *)&f->skin);
}

/* to the skin straight out from or in toward the axis, so that the station stays; where
 * there is none near, the place stays inside */
static void out_to_skin(struct eval *ev, const struct part_frame *f, struct place *place)
{
    vec3 centre, out, in;
    struct facing_filter filter = {{ev->body, ev->skin, ev->side}, out};
    struct bvh_hit outer, inner;
    part_frame_centre(f, part_frame_station(f, place->position), centre);
    glm_vec3_sub(place->position, centre, out);
    if (glm_vec3_norm(out) < 1e-4F)
        return;
    glm_vec3_normalize(out);
    glm_vec3_negate_to(out, in);
    const struct bvh *bvh = body_bvh(ev->body);
    bool o = bvh_ray(bvh, place->position, out, PLACE_SNAP, faces_out, &filter, &outer);
    bool i = bvh_ray(bvh, place->position, in, PLACE_SNAP, faces_out, &filter, &inner);
    if (!o && !i)
        return;
    const struct bvh_hit *hit =
        o && (!i || outer.distance < inner.distance) ? &outer : &inner;
    place->on_skin = true;
    place->on = hit->site;
    glm_vec3_copy((float *)hit->position, place->position);
}

bool place_level(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place a, b;
    if (!place_both(ev, e, &a, &b))
        return false;
    int part = place_part_at(ev, &b);
    const struct part_frame *f = part < 0 ? NULL : place_frame(ev, part);
    if (!f)
        return false;
    float move = part_frame_station(f, a.position) - part_frame_station(f, b.position);
    glm_vec3_copy(b.position, out->position);
    glm_vec3_muladds((float *)f->chord, move, out->position);
    out->on_skin = false;
    out_to_skin(ev, f, out);
    return true;
}

bool place_above(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place a, b, c;
    vec3 middle, across, ahead, up;
    if (!place_both(ev, e, &a, &b) || !place_operand(ev, e->c, &c))
        return false;
    glm_vec3_center(a.position, b.position, middle);
    glm_vec3_sub(b.position, a.position, across);
    glm_vec3_sub(c.position, middle, ahead);
    glm_vec3_crossn(across, ahead, up);
    if (up[1] < 0)
        glm_vec3_negate(up);
    struct facing_filter filter = {{ev->body, ev->skin, ev->side}, up};
    struct bvh_hit hit;
    if (!bvh_ray(body_bvh(ev->body), middle, up, REACH, faces_out, &filter, &hit)) {
        ev->why = "no skin lies above the middle of the two places that it names";
        return false;
    }
    glm_vec3_copy(hit.position, out->position);
    out->on_skin = true;
    out->on = hit.site;
    return true;
}

static bool bearing_of(struct eval *ev, const struct part_frame *f, const struct expr *e,
                       float *out)
{
    struct place p, q;
    if (!e->b) {
        *out = glm_rad((float)e->number);
        return true;
    }
    if (!place_operand(ev, e->b, &p))
        return false;
    *out = part_frame_bearing(f, p.position);
    if (!e->c)
        return true;
    if (!place_operand(ev, e->c, &q))
        return false;
    // the shorter way round
    *out += (float)e->number *
            remainderf(part_frame_bearing(f, q.position) - *out, 2 * GLM_PIf);
    return true;
}

bool place_ring(struct eval *ev, const struct expr *e, struct place *out)
{
    const struct part_frame *f = place_frame(ev, e->part);
    struct place level;
    float bearing;
    if (!f || !place_operand(ev, e->a, &level) || !bearing_of(ev, f, e, &bearing))
        return false;
    float station = part_frame_station(f, level.position);
    vec3 origin, direction;
    struct bvh_hit hit;
    part_frame_centre(f, station, origin);
    part_frame_direction(f, station, bearing, direction);
    struct skin_filter filter = {ev->body, ev->skin | 1UL << e->part, ev->side};
    if (!bvh_ray_last(body_bvh(ev->body), origin, direction, REACH, place_skin_allows,
                      &filter, &hit)) {
        ev->why = body_why(ev->body, "no skin of %s lies in the direction named",
                           ev->body->catalog->part[e->part].id);
        return false;
    }
    glm_vec3_copy(hit.position, out->position);
    out->on_skin = true;
    out->on = hit.site;
    return true;
}

// ---------------------------------------------------------------- front and back

bool place_front(struct eval *ev, const struct expr *e, struct place *out)
{
    struct body *b = ev->body;
    struct place level;
    float off;
    if (!place_operand(ev, e->a, &level) || !body_measure_run(ev, e, &off))
        return false;
    float facing = e->kind == EXPR_FRONT ? 1 : -1;
    float x = b->midline + (ev->side == SIDE_R ? -off : off);
    vec3 origin = {x, level.position[1], facing * 2}, direction = {0, 0, -facing};
    struct skin_filter filter = {b, ev->skin, SIDE_M};
    struct bvh_hit hit;
    vec3 normal = {0};
    bool found =
        bvh_ray(body_bvh(b), origin, direction, 4, place_skin_allows, &filter, &hit);
    if (found)
        mesh_site_normal(b->mesh, &hit.site, normal);
    // where other skin lies in front, the ray goes on to the far side
    if (!found || normal[2] * facing <= 0) {
        ev->why =
            body_why(b, "no skin of the %s lies %.0f mm from the midline at this height",
                     e->kind == EXPR_FRONT ? "front" : "back", (double)off * 1000);
        return false;
    }
    glm_vec3_copy(hit.position, out->position);
    out->on_skin = true;
    out->on = hit.site;
    return true;
}

// ---------------------------------------------------------------- between the ribs

bool place_space(struct eval *ev, const struct expr *e, struct place *out)
{
    if (!place_operand(ev, e->a, out))
        return false;
    if (ribs_space(ev->body, (int)e->number, out->position, &out->position[1]))
        out->on_skin = false;
    return true;
}
