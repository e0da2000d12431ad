/* run.c - the cun run behind a point: read back from its expression, outermost first.
 *
 * A run is what a student would measure: from here, so many cun, in that way. A ring
 * around a limb hides the run along the limb that found its level; front and back hide
 * the run from the midline, or, on the midline, the one that found the height.
 */
#include <math.h>

#include <cglm/cglm.h>

#include "anatomy/body_internal.h"
#include "anatomy/body_pose_internal.h"

/* what a run inside another function does to be measured: front, back, level and a ring
 * around an upright part keep only its height */
enum seen { SEEN_WHOLE, SEEN_BY_HEIGHT };

static bool straight_run(struct eval *ev, const struct expr *e, enum seen seen,
                         struct site_run *run)
{
    struct place a, b;
    run->how = MEASURE_STRAIGHT;
    if (!place_eval(ev, e->a, &a) || !place_eval(ev, e->b, &b))
        return false;
    glm_vec3_copy(a.position, run->from);
    glm_vec3_sub(b.position, a.position, run->along);
    float length = glm_vec3_norm(run->along);
    if (length < 1e-6F)
        return false;
    glm_vec3_scale(run->along, (e->number < 0 ? -1 : 1) / length, run->along);
    if (seen == SEEN_WHOLE)
        return true;
    float rise = run->along[1];
    glm_vec3_zero(run->along);
    run->along[1] = fabsf(rise) > 0.1F ? 1 / rise : 0;
    return run->along[1] != 0;
}

static bool axis_run(struct eval *ev, const struct expr *e, const struct site *site,
                     struct site_run *run)
{
    const struct part_frame *f = part_frame_build(ev->body, e->part, ev->side);
    struct place a;
    run->how = MEASURE_AXIS;
    if (f->known != KNOWN || !place_eval(ev, e->a, &a))
        return false;
    glm_vec3_copy(a.position, run->landmark);
    float back =
        part_frame_station(f, a.position) - part_frame_station(f, site->position);
    glm_vec3_copy((float *)site->position, run->from);
    glm_vec3_muladds((float *)f->chord, back, run->from);
    glm_vec3_scale((float *)f->chord, e->number > 0 ? -1 : 1, run->along);
    return true;
}

static bool skin_run(struct eval *ev, const struct expr *e, struct site_run *run)
{
    struct place a;
    run->how = MEASURE_SKIN;
    if (!place_eval(ev, e->a, &a))
        return false;
    glm_vec3_copy(a.position, run->from);
    struct eval any = {.body = ev->body, .side = ev->side};
    if (!place_skin_nearest(&any, &a, 0.025F))
        return false;
    surface_normal_about(body_surface(ev->body), &a.on, PATH_ABOUT, run->up);
    if (e->kind == EXPR_WALK)
        return true;
    struct place b;
    vec3 normal;
    if (!place_eval(ev, e->b, &b) || !place_skin_nearest(&any, &b, 0.025F))
        return false;
    surface_normal_about(body_surface(ev->body), &b.on, PATH_ABOUT, normal);
    glm_vec3_add(run->up, normal, run->up);
    return true;
}

static bool midline_run(struct eval *ev, const struct expr *e, const struct site *site,
                        struct site_run *run)
{
    const struct body *b = ev->body;
    run->how = MEASURE_STRAIGHT;
    vec3 from = {b->midline, site->position[1], e->kind == EXPR_FRONT ? 1 : -1};
    vec3 direction = {0, 0, -from[2]};
    struct bvh_hit hit;
    if (!bvh_ray(body_bvh(b), from, direction, 2, NULL, NULL, &hit))
        return false;
    glm_vec3_copy(hit.position, run->from);
    run->along[0] = ev->side == SIDE_R ? -1 : 1;
    return true;
}

/* as place_space decides it */
static bool by_ribs(struct eval *ev, const struct expr *e)
{
    struct place at;
    float height;
    return place_eval(ev, e->a, &at) &&
           ribs_space(ev->body, (int)e->number, at.position, &height);
}

static const struct expr *which_is_lower(struct eval *ev, const struct expr *e)
{
    struct place a, b;
    bool both = place_eval(ev, e->a, &a) && place_eval(ev, e->b, &b);
    return both && b.position[1] < a.position[1] ? e->b : e->a;
}

static bool find_run(struct eval *ev, const struct expr *e, const struct site *site,
                     enum seen seen, struct site_run *run)
{
    bool ok = false;
    run->measure = e->measure;
    run->cun = fabs(e->number);
    run->point = e->a && e->a->kind == EXPR_POINT ? e->a->index : -1;
    switch (e->kind) {
    case EXPR_RING:
        if (ev->body->catalog->part[e->part].upright)
            seen = SEEN_BY_HEIGHT;
        return find_run(ev, e->a, site, seen, run);
    case EXPR_SPACE:
        // where ribs decide no cun is counted
        return !by_ribs(ev, e) && find_run(ev, e->a, site, SEEN_BY_HEIGHT, run);
    case EXPR_LOWER:
        return find_run(ev, which_is_lower(ev, e), site, seen, run);
    case EXPR_LEVEL:
        return find_run(ev, e->a, site, SEEN_BY_HEIGHT, run);
    case EXPR_DERIVED:
        return find_run(ev, ev->body->catalog->derived[e->index].place, site, seen, run);
    case EXPR_POINT:
        return find_run(ev, ev->body->catalog->point[e->index].place, site, seen, run);
    case EXPR_FRONT:
    case EXPR_BACK:
        if (e->number <= 0)
            return find_run(ev, e->a, site, SEEN_BY_HEIGHT, run);
        ok = midline_run(ev, e, site, run);
        break;
    case EXPR_CUN:
        ok = straight_run(ev, e, seen, run);
        break;
    case EXPR_AXIS:
        ok = axis_run(ev, e, site, run);
        break;
    case EXPR_SKIN_CUN:
    case EXPR_WALK:
        ok = skin_run(ev, e, run);
        break;
    default:
        break;
    }
    return ok && run->cun > 0;
}

/* Along a limb the start is shown at the landmark, where that is near the point's own
 * bearing: there the finger lies. */
static void start_at_landmark(struct eval *any, struct site_run *run)
{
    const float near = 0.03F;
    struct place at = {.on_skin = false};
    vec3 abreast;
    if (run->how != MEASURE_AXIS)
        return;
    glm_vec3_copy(run->landmark, at.position);
    mesh_site_position(any->body->mesh, &run->on, abreast);
    if (place_skin_nearest(any, &at, near) &&
        glm_vec3_distance(at.position, abreast) < near)
        run->on = at.on;
}

void run_set(struct body *body, struct site *site)
{
    struct site_run *run = &site->run;
    struct eval ev = {.body = body,
                      .side = site->side == SIDE_M ? SIDE_L : site->side,
                      .skin = site->point->skin};
    *run = (struct site_run){.known = false};
    if (!find_run(&ev, site->point->place, site, SEEN_WHOLE, run))
        return;
    struct place from = {.on_skin = false};
    struct eval any = {.body = body, .side = ev.side};
    glm_vec3_copy(run->from, from.position);
    if (!place_skin_nearest(&any, &from, 0.06F))
        return;
    run->on = from.on;
    start_at_landmark(&any, run);
    // a straight run is measured from where it starts, inside or not; the others on the
    // skin
    if (run->how == MEASURE_SKIN)
        glm_vec3_copy(from.position, run->from);
    run->known = true;
}

bool body_run_path(const struct body *body, const struct site *site, struct path *path,
                   float *tick)
{
    const struct site_run *run = &site->run;
    if (!site->placed || !run->known ||
        !path_between(body_surface(body->standing ? body->standing : body), &run->on,
                      &site->on, 1, path) ||
        path->length <= 0)
        return false;
    *tick = path->length / (float)run->cun;
    if (body->standing)
        body_pose_path(body, path, tick);
    return true;
}
