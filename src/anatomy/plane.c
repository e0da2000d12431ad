#include <cglm/cglm.h>

#include "anatomy/body_internal.h"

/* two directions within the plane, from its further places and directions */
static bool span(struct eval *ev, const struct part_plane *plane,
                 const struct place *first, float out[2][3])
{
    for (int i = 1; i < plane->n_through; i++) {
        const struct expr *e = plane->through[i];
        struct place place;
        if (e->kind == EXPR_DIRECTION) {
            if (!place_skin_direction(ev, e, first, out[i - 1]))
                return false;
            continue;
        }
        if (!place_eval(ev, e, &place))
            return false;
        glm_vec3_sub(place.position, (float *)first->position, out[i - 1]);
        glm_vec3_normalize(out[i - 1]);
    }
    return true;
}

bool plane_eval(struct eval *ev, const struct part_plane *plane, struct half_space *out)
{
    struct place first, goal;
    vec3 toward, axis[2] = {{0}};
    if (!place_eval(ev, plane->through[0], &first))
        return false;
    first.on_skin = false; // directions here are the body's, not the limb's
    if (plane->toward->kind == EXPR_DIRECTION) {
        if (!place_skin_direction(ev, plane->toward, &first, toward))
            return false;
    } else {
        if (!place_eval(ev, plane->toward, &goal))
            return false;
        glm_vec3_sub(goal.position, first.position, toward);
    }
    if (!span(ev, plane, &first, axis))
        return false;
    if (plane->n_through == 3)
        glm_vec3_cross(axis[0], axis[1], out->normal);
    else
        glm_vec3_copy(toward, out->normal);
    // with two places the plane holds their line and faces the goal as squarely as it can
    if (plane->n_through == 2)
        glm_vec3_muladds(axis[0], -glm_vec3_dot(axis[0], toward), out->normal);
    if (!(glm_vec3_norm(out->normal) > 1e-5F)) {
        ev->why = "a plane cannot be told, because its places lie on one line";
        return false;
    }
    glm_vec3_normalize(out->normal);
    if (glm_vec3_dot(out->normal, toward) < 0)
        glm_vec3_negate(out->normal);
    out->offset = glm_vec3_dot(out->normal, first.position);
    return true;
}

float plane_depth(const struct half_space *h, const float p[3])
{
    return glm_vec3_dot((float *)h->normal, (float *)p) - h->offset;
}
