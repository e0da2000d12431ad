#include "views/planned.h"

#include <math.h>
#include <string.h>

#include <cglm/cglm.h>

#include "anatomy/body.h"

static enum plan_angle angle_of(const struct point *point)
{
    static const enum plan_angle ANGLES[] = {
        [NEEDLE_PERPENDICULAR] = PLAN_PERPENDICULAR,
        [NEEDLE_OBLIQUE] = PLAN_OBLIQUE,
        [NEEDLE_TRANSVERSE] = PLAN_TRANSVERSE,
        [NEEDLE_PRICK] = PLAN_PRICK,
    };
    return ANGLES[point->needle.angle];
}

static struct planned_needle in_cun(const double depth_cun[2], enum plan_angle angle)
{
    return (struct planned_needle){.depth_cun = {depth_cun[0], depth_cun[1]},
                                   .angle = angle,
                                   .retained = angle != PLAN_PRICK && depth_cun[1] > 0};
}

// ---------------------------------------------------------------- on a site

/* millimetres, no more than the body allows at the point */
static void set_depth(const struct site *site, struct planned_needle *out)
{
    for (int k = 0; k < 2; k++)
        out->depth_mm[k] = (double)site_needle_depth(site, out->depth_cun[k]) * 1000;
    out->has_depth = out->depth_cun[1] <= 0 || out->depth_mm[1] > 0;
}

/* the angle to the skin of what is flatter than the point's own needle */
static const float FLATTER[] = {[PLAN_OBLIQUE] = 45, [PLAN_TRANSVERSE] = 15};

static void set_direction(const struct site *site, struct planned_needle *out)
{
    vec3 along, direction, normal;
    memcpy(direction, site->direction, sizeof direction);
    memcpy(normal, site->normal, sizeof normal);
    memcpy(out->direction, direction, sizeof direction);
    out->has_direction = true;
    enum plan_angle own = angle_of(site->point);
    if (out->angle == PLAN_PRICK || own == PLAN_PRICK || out->angle <= own)
        return;
    glm_vec3_copy(direction, along);
    glm_vec3_muladds(normal, -glm_vec3_dot(direction, normal), along);
    if (glm_vec3_norm(along) < 0.05F)
        return; // it stands straight: no way to lean is known
    glm_vec3_normalize(along);
    float angle = glm_rad(FLATTER[out->angle]);
    glm_vec3_scale(along, cosf(angle), out->direction);
    glm_vec3_muladds(normal, -sinf(angle), out->direction);
    glm_vec3_normalize(out->direction);
}

static void measure(const struct site *site, struct planned_needle *out)
{
    if (!site->placed)
        return;
    set_depth(site, out);
    set_direction(site, out);
}

/* a caution's millimetres hold on every body, however long its cun */
static void cap(const struct plan_point *point, struct planned_needle *out)
{
    for (int k = 0; k < 2 && point->depth_cap_mm > 0; k++)
        out->depth_mm[k] = fmin(out->depth_mm[k], point->depth_cap_mm);
}

struct planned_needle planned_at_site(const struct plan_point *point,
                                      const struct site *site)
{
    struct planned_needle out = in_cun(point->depth_cun, point->angle);
    measure(site, &out);
    cap(point, &out);
    return out;
}

struct planned_needle planned_at_rest(const struct site *site)
{
    struct planned_needle out =
        in_cun(site->point->needle.depth_cun, angle_of(site->point));
    measure(site, &out);
    return out;
}

// ---------------------------------------------------------------- of an entry

static const struct site *site_of(const struct body *body, const struct point *point,
                                  char side)
{
    return body_site(body, point, point->midline ? SIDE_M : side_of(side));
}

/* the shallowest depth and the mean direction of the members */
static void measure_members(const struct plan_point *point, const struct body *body,
                            const struct point *member, int n, struct planned_needle *out)
{
    struct planned_needle all = *out;
    vec3 sum = {0};
    for (int i = 0; i < n; i++) {
        const struct site *site = site_of(body, &member[i], point->side);
        if (!site || !site->placed)
            return;
        struct planned_needle one = planned_at_site(point, site);
        for (int k = 0; k < 2; k++)
            all.depth_mm[k] =
                i ? fmin(all.depth_mm[k], one.depth_mm[k]) : one.depth_mm[k];
        all.has_depth = i ? all.has_depth && one.has_depth : one.has_depth;
        glm_vec3_add(sum, one.direction, sum);
    }
    all.has_direction = glm_vec3_norm(sum) > 0.05F;
    glm_vec3_normalize_to(sum, all.direction);
    *out = all;
}

static void measure_mark(const struct plan_point *point, const struct planned_body *on,
                         struct planned_needle *out)
{
    int measure = body_catalog(on->body)->depth.measure;
    double cun = body_cun(on->body, measure, side_of(point->side), NULL);
    out->has_depth = !isnan(cun);
    for (int k = 0; k < 2 && out->has_depth; k++)
        out->depth_mm[k] = point->depth_cun[k] * cun * 1000;
    cap(point, out);
    float at[3] = {(float)point->at[0], (float)point->at[1], (float)point->at[2]};
    struct mesh_site place;
    if (!point->has_at || !on->find || !on->find(on->user, at, &place))
        return;
    mesh_site_normal(body_mesh(on->body), &place, out->direction);
    glm_vec3_negate(out->direction);
    out->has_direction = true;
}

struct planned_needle planned_needle(const struct plan_point *point,
                                     const struct planned_body *on)
{
    struct planned_needle out = in_cun(point->depth_cun, point->angle);
    if (!on || !on->body)
        return out;
    const struct catalog *catalog = body_catalog(on->body);
    int n = 0;
    const struct point *member = catalog_point(catalog, point->code);
    if (member)
        n = 1;
    else
        member = catalog_group(catalog, point->code, &n);
    if (member)
        measure_members(point, on->body, member, n, &out);
    else if (point->region)
        measure_mark(point, on, &out);
    return out;
}

bool planned_names_site(const struct plan_point *point, const struct site *site)
{
    const struct point *own = site->point;
    return point->side == side_name(site->side)[0] &&
           (strcmp(point->code, own->code) == 0 ||
            (own->group && strcmp(point->code, own->group) == 0));
}

// ---------------------------------------------------------------- what a plan says

static bool names(const struct plan_point *point, const char *code, const char *group,
                  char side)
{
    return point->side == side &&
           (strcmp(point->code, code) == 0 || (group && strcmp(point->code, group) == 0));
}

static const struct plan_removed *find_removed(const struct plan_removed *list, int n,
                                               const char *code, const char *group,
                                               char side)
{
    for (int i = 0; i < n; i++)
        if (names(&list[i].point, code, group, side))
            return &list[i];
    return NULL;
}

struct planned_entry planned_find(const struct plan *plan, const char *code,
                                  const char *group, char side)
{
    for (int i = 0; i < plan->n_points; i++)
        if (names(&plan->points[i], code, group, side))
            return (struct planned_entry){.state = PLANNED_CHOSEN,
                                          .point = &plan->points[i]};
    for (int i = 0; i < plan->n_optional; i++)
        if (names(&plan->optional[i], code, group, side))
            return (struct planned_entry){.state = PLANNED_OFFERED,
                                          .point = &plan->optional[i]};
    const struct plan_removed *removed =
        find_removed(plan->removed, plan->n_removed, code, group, side);
    if (!removed)
        removed = find_removed(plan->removed_optional, plan->n_removed_optional, code,
                               group, side);
    if (!removed)
        return (struct planned_entry){.state = PLANNED_UNNAMED};
    return (struct planned_entry){
        .state = PLANNED_REMOVED, .point = &removed->point, .removed = removed};
}
