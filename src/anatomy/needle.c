/* needle.c - where the needle points and how deep it goes.
 *
 * Perpendicular is straight in along the normal; with a place to aim at, straight at it.
 * A slanted needle keeps its angle to the skin, and its tip goes the named way.
 */
#include <math.h>

#include <cglm/cglm.h>

#include "anatomy/measured.h"

static bool aim(struct body *body, const struct site *site, float out[3])
{
    const struct point_needle *needle = &site->point->needle;
    struct eval ev = {.body = body,
                      .side = site->side == SIDE_M ? SIDE_L : site->side,
                      .skin = site->point->skin};
    struct place here = {.on_skin = true, .on = site->on};
    glm_vec3_copy((float *)site->position, here.position);
    return needle->toward && place_direction(&ev, needle->toward, &here, out);
}

static void direct(struct body *body, struct site *site)
{
    const struct point_needle *needle = &site->point->needle;
    vec3 goal, along;
    glm_vec3_negate_to(site->normal, site->direction);
    if (!aim(body, site, goal))
        return;
    if (needle->degrees >= 90) {
        // straight at a place inside; a mere direction says nothing more
        if (needle->toward->kind != EXPR_DIRECTION &&
            glm_vec3_dot(goal, site->normal) < -0.1F)
            glm_vec3_copy(goal, site->direction);
        return;
    }
    glm_vec3_copy(goal, along);
    glm_vec3_muladds(site->normal, -glm_vec3_dot(site->normal, goal), along);
    if (!(glm_vec3_norm(along) > 0.02F))
        return;
    glm_vec3_normalize(along);
    float angle = glm_rad((float)needle->degrees);
    glm_vec3_scale(along, cosf(angle), site->direction);
    glm_vec3_muladds(site->normal, -sinf(angle), site->direction);
    glm_vec3_normalize(site->direction);
}

void needle_set(struct body *body, struct site *site)
{
    const struct point_needle *needle = &site->point->needle;
    direct(body, site);
    double cun = body_cun(body, needle->measure, site->side, NULL);
    // one cun a point: the one its depth is told in
    if (!isnan(cun))
        site->cun = (float)cun;
    for (int i = 0; i < 2; i++)
        site->depth[i] = (float)needle->depth_cun[i] * site->cun;
    double limit = site->point->limit.mm / 1000;
    site->beyond_limit = limit > 0 && (double)site->depth[1] > limit;
}
