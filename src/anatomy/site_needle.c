/* site_needle.c - where the needle points and how deep it goes.
 *
 * Perpendicular is straight in along the normal; with a place or a way to aim at,
 * straight there. A slanted needle keeps its angle to the skin, and its tip goes the
 * named way; on the trunk a way to the side stays level, whatever a breast or a belly
 * does to the skin. Depth is counted in one cun for the whole person and ends at the
 * point's cap.
 */
#include <math.h>

#include <cglm/cglm.h>

#include "anatomy/body_internal.h"

static bool aim(struct body *body, const struct site *site, float out[3])
{
    const struct point_needle *needle = &site->point->needle;
    struct eval ev = {.body = body,
                      .side = site->side == SIDE_M ? SIDE_L : site->side,
                      .skin = site->point->skin};
    struct place here = {.on_skin = true, .on = site->on};
    glm_vec3_copy((float *)site->position, here.position);
    return needle->toward && place_skin_direction(&ev, needle->toward, &here, out);
}

/* a way to the side or to the middle, on the trunk */
static bool is_level(const struct body *body, const struct site *site)
{
    const struct expr *way = site->point->needle.toward;
    int part = body_part_of(body, site->on.triangle, NULL);
    return way->kind == EXPR_DIRECTION && part >= 0 && body->catalog->part[part].rest &&
           (way->direction == DIRECTION_LATERAL || way->direction == DIRECTION_MEDIAL);
}

/* The normal of the chest wall rather than of the breast or the furrow beside the spine:
 * halfway between the skin's and that of an ellipse about the trunk's axis, three
 * quarters as deep as wide; level. Where the skin faces down under a breast, nearly the
 * ellipse's. */
static bool wall_normal(struct body *body, const struct site *site, float out[3])
{
    const float flat = 0.56F;
    int part = body_part_of(body, site->on.triangle, NULL);
    const struct part_frame *f = part_frame_build(body, part, site->side);
    vec3 centre;
    if (f->known != KNOWN)
        return false;
    part_frame_centre(f, part_frame_station(f, site->position), centre);
    glm_vec3_sub((float *)site->position, centre, out);
    out[0] *= flat;
    out[1] = 0;
    glm_vec3_normalize(out);
    out[0] += site->normal[0];
    out[2] += site->normal[2];
    glm_vec3_normalize(out);
    return true;
}

/* the needle at its angle to a skin of this normal, tilted inward where it would run
 * along or out of the real skin; false where there is no way */
static bool slant(const struct site *site, const float goal[3], const float normal[3],
                  float out[3])
{
    vec3 along;
    glm_vec3_copy((float *)goal, along);
    glm_vec3_muladds((float *)normal, -glm_vec3_dot((float *)normal, (float *)goal),
                     along);
    if (!(glm_vec3_norm(along) > 0.02F))
        return false;
    glm_vec3_normalize(along);
    float angle = glm_rad((float)site->point->needle.degrees);
    glm_vec3_scale(along, cosf(angle), along);
    glm_vec3_muladds((float *)normal, -sinf(angle), along);
    float least = sinf(0.8F * angle);
    float into = -glm_vec3_dot(along, (float *)site->normal);
    if (into < least)
        glm_vec3_muladds((float *)site->normal, into - least, along);
    glm_vec3_normalize_to(along, out);
    return true;
}

static void direct(struct body *body, struct site *site)
{
    vec3 goal, wall;
    glm_vec3_negate_to(site->normal, site->direction);
    if (!aim(body, site, goal))
        return;
    if (site->point->needle.degrees >= 90) {
        if (glm_vec3_dot(goal, site->normal) < -0.1F)
            glm_vec3_copy(goal, site->direction);
        return;
    }
    if (is_level(body, site) && wall_normal(body, site, wall) &&
        slant(site, goal, wall, site->direction))
        return;
    slant(site, goal, site->normal, site->direction);
}

// ---------------------------------------------------------------- depth

/* how much of a cap is left on this body: all of it unless its trunk is thin */
static float build_share(struct body *body)
{
    const struct depth_rule *rule = &body->catalog->depth;
    struct place from, to;
    const char *reason;
    if (!place_eval_side(body, rule->from, SIDE_M, 0, &from, &reason) ||
        !place_eval_side(body, rule->to, SIDE_M, 0, &to, &reason))
        return (float)rule->least;
    float across = glm_vec3_distance(from.position, to.position) * 1000;
    // the wall thins faster than the trunk
    float share = across / (float)rule->usual_mm;
    return glm_clamp(share * share, (float)rule->least, 1);
}

void site_needle_measure(struct body *body)
{
    body->build = build_share(body);
}

float site_needle_depth(const struct site *site, double cun)
{
    float depth = (float)cun * site->depth_cun;
    return depth < site->depth_cap ? depth : site->depth_cap;
}

/* the cap holds straight below the skin; a slanted needle is longer */
static float cap_along(const struct body *body, const struct site *site)
{
    double cap = site->point->cap.mm / 1000;
    float into = -glm_vec3_dot((float *)site->direction, (float *)site->normal);
    return cap > 0 ? (float)cap * body->build / fmaxf(into, 0.1F) : INFINITY;
}

void site_needle_set(struct body *body, struct site *site)
{
    const struct point_needle *needle = &site->point->needle;
    direct(body, site);
    double cun = body_cun(body, body->catalog->depth.measure, site->side, NULL);
    // where the hand is missing the point's own cun is all there is
    site->depth_cun = isnan(cun) ? site->cun : (float)cun;
    site->depth_cap = cap_along(body, site);
    for (int i = 0; i < 2; i++)
        site->depth[i] = site_needle_depth(site, needle->depth_cun[i]);
    double limit = site->point->limit.mm / 1000;
    site->beyond_limit = limit > 0 && (double)site->depth[1] > limit;
}
