/* part_frame_build.c - the axis of a part on one body, and where its bearings begin. */
#include <cglm/cglm.h>

#include "anatomy/place_internal.h"

/* the component of v across the chord, unit; false where there is hardly any */
static bool across(const float chord[3], const float v[3], float out[3])
{
    float length = glm_vec3_norm((float *)v);
    glm_vec3_copy((float *)v, out);
    glm_vec3_muladds((float *)chord, -glm_vec3_dot((float *)chord, out), out);
    if (!(glm_vec3_norm(out) > 0.02F * length))
        return false;
    glm_vec3_normalize(out);
    return true;
}

/* the direction in which a bearing's mark lies at one end */
static bool end_direction(struct eval *ev, const struct part_frame *frame,
                          const struct expr *e, float out[3])
{
    struct place from = {.on_skin = false}, mark;
    if (e->kind == EXPR_DIRECTION)
        return place_skin_direction(ev, e, &from, out);
    if (!place_operand(ev, e, &mark))
        return false;
    vec3 centre;
    part_frame_centre(frame, part_frame_station(frame, mark.position), centre);
    glm_vec3_sub(mark.position, centre, out);
    return true;
}

/* zero across the chord, and ninety across both, turned to the side of the ninety mark */
static bool end_axes(struct eval *ev, const struct part_frame *frame,
                     const struct part *part, int end, float zero[3], float ninety[3])
{
    vec3 mark;
    if (!end_direction(ev, frame, part->zero[end], mark) ||
        !across(frame->chord, mark, zero) ||
        !end_direction(ev, frame, part->ninety[end], mark))
        return false;
    glm_vec3_cross((float *)frame->chord, zero, ninety);
    if (glm_vec3_dot(ninety, mark) < 0)
        glm_vec3_negate(ninety);
    return true;
}

static bool build(struct eval *ev, const struct part *part, struct part_frame *f)
{
    f->n = part->n_axis;
    for (int i = 0; i < f->n; i++) {
        struct place place;
        if (!place_operand(ev, part->axis[i], &place))
            return false;
        glm_vec3_copy(place.position, f->centre[i]);
    }
    glm_vec3_sub(f->centre[f->n - 1], f->centre[0], f->chord);
    if (part->upright)
        f->chord[0] = f->chord[2] = 0;
    f->length = glm_vec3_norm(f->chord);
    if (!(f->length > 1e-4F)) {
        ev->why = body_why(ev->body, "the axis of %s has no length", part->id);
        return false;
    }
    glm_vec3_scale(f->chord, 1 / f->length, f->chord);
    for (int i = 0; i < f->n; i++)
        f->at[i] = part_frame_station(f, f->centre[i]);
    for (int i = 1; i < f->n; i++) {
        if (f->at[i] <= f->at[i - 1]) {
            ev->why = body_why(ev->body, "the axis of %s turns back on itself", part->id);
            return false;
        }
    }
    vec3 zero, ninety;
    if (!end_axes(ev, f, part, 0, f->zero, f->ninety) ||
        !end_axes(ev, f, part, 1, zero, ninety)) {
        if (!ev->why)
            ev->why = body_why(ev->body, "the bearings of %s cannot be told", part->id);
        return false;
    }
    f->twist = atan2f(glm_vec3_dot(zero, f->ninety), glm_vec3_dot(zero, f->zero));
    return true;
}

const struct part_frame *part_frame_build(struct body *body, int part, enum side side)
{
    const struct part *p = &body->catalog->part[part];
    struct part_frame *f = &body->frame[part][side];
    if (f->known != NOT_YET)
        return f;
    struct eval ev = {.body = body, .side = side == SIDE_M ? SIDE_L : side};
    bool ok = build(&ev, p, f);
    f->known = ok ? KNOWN : MISSING;
    f->why = ok ? NULL : ev.why;
    return f;
}
