/* place_walk.c - places over the skin: a way's fraction, so many cun of it, a walk in a
 * direction, or the furrow that a walk comes to.
 */
#include <math.h>

#include <cglm/cglm.h>

#include "anatomy/place_internal.h"

static const float SKIN_WAY = 2.0F; // metres: the longest way over the skin
static const struct expr NAMED = {.measure = -1, .part = -1};

static void normal_at(const struct body *b, const struct place *place, float out[3])
{
    surface_normal_about(body_surface(b), &place->on, PATH_ABOUT, out);
}

// ---------------------------------------------------------------- over the skin

static bool at_length(struct eval *ev, const struct path *path, float length,
                      struct place *out)
{
    if (!path_at(path, length, &out->on, out->position)) {
        ev->why = "the way over the skin is empty";
        return false;
    }
    // the place on the chord is brought to the triangle that the chord lies in or beside
    surface_slide(body_surface(ev->body), &out->on, out->position);
    mesh_site_position(ev->body->mesh, &out->on, out->position);
    out->on_skin = true;
    return true;
}

/* the way from a to b, left in the body's scratch path */
static bool way(struct eval *ev, struct place *a, struct place *b)
{
    if (!place_near_skin(ev, a) || !place_near_skin(ev, b))
        return false;
    struct body *body = ev->body;
    if (path_between(body_surface(body), &a->on, &b->on, SKIN_WAY, &body->scratch))
        return true;
    ev->why = "no way over the skin was found";
    return false;
}

/* beyond the end of a way it goes straight on */
static bool beyond(struct eval *ev, const struct place *a, const struct place *b,
                   float length, struct place *out)
{
    struct body *body = ev->body;
    const struct path *path = &body->scratch;
    vec3 direction, up;
    normal_at(body, b, up);
    float back = path->length > 0.01F ? path->length - 0.01F : 0;
    struct mesh_site site;
    vec3 before;
    path_at(path, back, &site, before);
    glm_vec3_sub((float *)b->position, before, direction);
    if (glm_vec3_norm(direction) < 1e-6F)
        glm_vec3_sub((float *)b->position, (float *)a->position, direction);
    glm_vec3_normalize(direction);
    if (!path_walk(body_surface(body), &b->on, direction, up, length, &body->scratch)) {
        ev->why = "the skin ends before the distance is walked";
        return false;
    }
    return at_length(ev, &body->scratch, length, out);
}

bool place_skin(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place a, b;
    float length = 0;
    if (!place_both(ev, e, &a, &b))
        return false;
    if (e->kind == EXPR_SKIN_CUN && !body_measure_run(ev, e, &length))
        return false;
    if (!way(ev, &a, &b))
        return false;
    float whole = ev->body->scratch.length;
    if (e->kind == EXPR_SKIN)
        length = (float)e->number * whole;
    if (length > whole)
        return beyond(ev, &a, &b, length - whole, out);
    if (length < 0)
        return way(ev, &b, &a) && beyond(ev, &b, &a, -length, out);
    return at_length(ev, &ev->body->scratch, length, out);
}

bool place_walk(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place a;
    float length;
    vec3 direction, up;
    struct expr d = NAMED;
    d.kind = EXPR_DIRECTION;
    d.direction = e->direction;
    if (!place_operand(ev, e->a, &a) || !body_measure_run(ev, e, &length) ||
        !place_near_skin(ev, &a) || !place_skin_direction(ev, &d, &a, direction))
        return false;
    if (length < 0) {
        glm_vec3_negate(direction);
        length = -length;
    }
    // along the skin, in the plane that stands on it
    normal_at(ev->body, &a, up);
    glm_vec3_muladds(up, -glm_vec3_dot(up, direction), direction);
    if (!(glm_vec3_norm(direction) > 0.05F)) {
        ev->why = body_why(ev->body, "%s is straight into or out of the skin here",
                           expr_direction_name(e->direction));
        return false;
    }
    glm_vec3_normalize(direction);
    if (!path_walk(body_surface(ev->body), &a.on, direction, up, length,
                   &ev->body->scratch)) {
        ev->why = "the skin ends before the distance is walked";
        return false;
    }
    return at_length(ev, &ev->body->scratch, length, out);
}

// ---------------------------------------------------------------- furrows

static const float FURROW_SPAN[2] = {0.012F, 0.12F}; // metres along the walk

/* Where a walk, sampled evenly, turns most toward the outside: metres along it to there;
 * *turn becomes the angle in 24 mm, radians, 0 where there is none. */
static float furrow(const struct body *body, const struct path *path, float *turn)
{
    const float step = 0.002F, window = 0.012F;
    float found = 0;
    *turn = 0;
    for (float way = FURROW_SPAN[0]; way <= FURROW_SPAN[1]; way += step) {
        struct mesh_site on, other;
        vec3 before, here, after, out;
        path_at(path, way - window, &other, before);
        path_at(path, way, &on, here);
        path_at(path, way + window, &other, after);
        mesh_site_normal(body->mesh, &on, out);
        glm_vec3_sub(here, before, before);
        glm_vec3_sub(after, here, after);
        glm_vec3_normalize(before);
        glm_vec3_normalize(after);
        float angle = glm_vec3_angle(before, after);
        if (angle < *turn || glm_vec3_dot(after, out) < glm_vec3_dot(before, out))
            continue;
        *turn = angle;
        found = way;
    }
    return found;
}

/* the furrow below a place, and how much it counts as one: from 16 degrees on a little,
 * from 24 wholly, so that nothing jumps while a body changes */
static bool furrow_below(struct eval *ev, const struct place *from, struct place *out,
                         float *share)
{
    struct body *body = ev->body;
    vec3 down = {0, -1, 0}, up;
    float turn;
    normal_at(body, from, up);
    glm_vec3_muladds(up, up[1], down);
    if (!(glm_vec3_norm(down) > 0.05F))
        return false;
    glm_vec3_normalize(down);
    if (!path_walk(body_surface(body), &from->on, down, up, FURROW_SPAN[1] + 0.02F,
                   &body->scratch))
        return false;
    float way = furrow(body, &body->scratch, &turn);
    *share = glm_clamp((glm_deg(turn) - 16) / 8, 0, 1);
    return *share > 0 && at_length(ev, &body->scratch, way, out);
}

bool place_fold(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place from, other;
    float share;
    if (!place_operand(ev, e->a, &from) || !place_near_skin(ev, &from) ||
        !place_operand(ev, e->b, &other))
        return false;
    if (!furrow_below(ev, &from, out, &share)) {
        *out = other;
    } else if (share < 1) {
        glm_vec3_lerp(other.position, out->position, share, out->position);
        out->on_skin = false;
    }
    return true;
}
