/* place_skin.c - which skin counts, how a place gets there, which part and direction it
 * then has.
 */
#include <cglm/cglm.h>

#include "anatomy/place_internal.h"

// ---------------------------------------------------------------- skin

bool place_skin_allows(uint32_t triangle, void *user)
{
    const struct skin_filter *f = user;
    const struct body *b = f->body;
    if (!b->outer[triangle])
        return false;
    uint8_t part = b->part[triangle];
    if (part == NO_PART)
        return f->parts == 0;
    if (f->parts && !(f->parts >> part & 1))
        return false;
    return f->side == SIDE_M || b->side[triangle] == SIDE_M ||
           b->side[triangle] == f->side;
}

bool body_skin(const struct body *body, const float position[3], unsigned long parts,
               enum side side, float limit, struct bvh_hit *hit)
{
    struct skin_filter filter = {body, parts, side};
    return bvh_nearest(body_bvh(body), position, limit, place_skin_allows, &filter, hit);
}

bool place_skin_nearest(struct eval *ev, struct place *place, float limit)
{
    struct skin_filter filter = {ev->body, ev->skin, ev->side};
    if (place->on_skin && place_skin_allows(place->on.triangle, &filter))
        return true;
    struct bvh_hit hit;
    if (!bvh_nearest(body_bvh(ev->body), place->position, limit, place_skin_allows,
                     &filter, &hit)) {
        ev->why =
            body_why(ev->body, "no skin of the parts that it names lies within %.0f mm",
                     (double)limit * 1000);
        return false;
    }
    place->on_skin = true;
    place->on = hit.site;
    glm_vec3_copy(hit.position, place->position);
    return true;
}

/* any outer skin will do where the point's own is too far: a start of a walk may lie
 * beside it */
bool place_near_skin(struct eval *ev, struct place *place)
{
    if (place->on_skin || place_skin_nearest(ev, place, PLACE_SNAP))
        return true;
    struct eval any = {.body = ev->body, .side = ev->side};
    ev->why = NULL;
    if (place_skin_nearest(&any, place, PLACE_SNAP))
        return true;
    ev->why = any.why;
    return false;
}

/* the part where a place is, for axes and directions: near a border that part which the
 * point at hand lies on; -1 with a reason */
int place_part_at(struct eval *ev, const struct place *place)
{
    struct place skin = *place;
    if (!place_skin_nearest(ev, &skin, PLACE_SNAP)) {
        skin = *place;
        if (!place_near_skin(ev, &skin))
            return -1;
        ev->why = NULL;
    }
    uint8_t part = ev->body->part[skin.on.triangle];
    if (part != NO_PART)
        return part;
    ev->why = "it lies on skin of no known part";
    return -1;
}

const struct part_frame *place_frame(struct eval *ev, int part)
{
    const struct part_frame *f = ev->body->ways->frame(ev->body, part, ev->side);
    if (f->known == KNOWN)
        return f;
    ev->why = f->why;
    return NULL;
}

// ---------------------------------------------------------------- directions

static bool limb_direction(struct eval *ev, enum direction which,
                           const struct place *from, float out[3])
{
    int part = place_part_at(ev, from);
    const struct part_frame *f = part < 0 ? NULL : place_frame(ev, part);
    if (!f)
        return false;
    if (which == DIRECTION_PROXIMAL || which == DIRECTION_DISTAL) {
        glm_vec3_scale((float *)f->chord, which == DIRECTION_DISTAL ? 1 : -1, out);
        return true;
    }
    part_frame_direction(f, part_frame_station(f, from->position), GLM_PI_2f, out);
    if (which == DIRECTION_ULNAR || which == DIRECTION_MEDIAL)
        glm_vec3_negate(out);
    return true;
}

bool place_skin_direction(struct eval *ev, const struct expr *e, const struct place *from,
                          float out[3])
{
    if (e->kind != EXPR_DIRECTION) {
        struct place to;
        if (!place_operand(ev, e, &to))
            return false;
        glm_vec3_sub(to.position, (float *)from->position, out);
        if (glm_vec3_norm(out) < 1e-6F) {
            ev->why = "a direction cannot be told between two places that are one";
            return false;
        }
        glm_vec3_normalize(out);
        return true;
    }
    float outward = ev->side == SIDE_R ? -1 : 1;
    const float world[DIRECTIONS][3] = {
        [DIRECTION_UP] = {0, 1, 0},
        [DIRECTION_DOWN] = {0, -1, 0},
        [DIRECTION_FRONT] = {0, 0, 1},
        [DIRECTION_BACK] = {0, 0, -1},
        [DIRECTION_LATERAL] = {outward, 0, 0},
        [DIRECTION_MEDIAL] = {-outward, 0, 0},
    };
    bool limb = e->direction <= DIRECTION_MEDIAL;
    // a place inside (an axis' own end) has no limb to ask: the body's directions then
    bool outward_only =
        e->direction == DIRECTION_LATERAL || e->direction == DIRECTION_MEDIAL;
    if (!limb || (outward_only && !from->on_skin)) {
        glm_vec3_copy((float *)world[e->direction], out);
        return true;
    }
    return limb_direction(ev, e->direction, from, out);
}
