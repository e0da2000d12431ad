/* place_walk.c - places over the skin: a way's fraction, so many cun of it, or a walk in
 * a direction.
 */
#include <math.h>

#include <cglm/cglm.h>

#include "anatomy/place_internal.h"

static const float SKIN_WAY = 2.0F; // metres: the longest way over the skin
static const struct expr NAMED = {.measure = -1, .part = -1};

static void normal_at(const struct body *b, const struct place *place, float out[3])
{
    mesh_site_normal(b->mesh, &place->on, out);
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
    surface_slide(&ev->body->surface, &out->on, out->position);
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
    if (path_between(&body->surface, &a->on, &b->on, SKIN_WAY, &body->scratch))
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
    if (!path_walk(&body->surface, &b->on, direction, up, length, &body->scratch)) {
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
    if (e->kind == EXPR_SKIN_CUN && !place_run(ev, e, &length))
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
    if (!place_eval(ev, e->a, &a) || !place_run(ev, e, &length) ||
        !place_near_skin(ev, &a) || !place_direction(ev, &d, &a, direction))
        return false;
    if (length < 0) {
        glm_vec3_negate(direction);
        length = -length;
    }
    // along the skin, in the plane that stands on it
    normal_at(ev->body, &a, up);
    glm_vec3_muladds(up, -glm_vec3_dot(up, direction), direction);
    if (!(glm_vec3_norm(direction) > 0.05F)) {
        ev->why = why(ev->body, "%s is straight into or out of the skin here",
                      direction_name(e->direction));
        return false;
    }
    glm_vec3_normalize(direction);
    if (!path_walk(&ev->body->surface, &a.on, direction, up, length,
                   &ev->body->scratch)) {
        ev->why = "the skin ends before the distance is walked";
        return false;
    }
    return at_length(ev, &ev->body->scratch, length, out);
}
