/* frame.c - axes of parts, stations along them and bearings around them.
 *
 * A station is measured along the chord from the first centre to the last, so that all
 * places of one plane across the chord have the same; the axis itself may bend between
 * its centres.
 */
#include <cglm/cglm.h>

#include "anatomy/body_internal.h"

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
        return place_direction(ev, e, &from, out);
    if (!place_eval(ev, e, &mark))
        return false;
    vec3 centre;
    frame_centre(frame, frame_station(frame, mark.position), centre);
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
        if (!place_eval(ev, part->axis[i], &place))
            return false;
        glm_vec3_copy(place.position, f->centre[i]);
    }
    glm_vec3_sub(f->centre[f->n - 1], f->centre[0], f->chord);
    if (part->upright)
        f->chord[0] = f->chord[2] = 0;
    f->length = glm_vec3_norm(f->chord);
    if (!(f->length > 1e-4F)) {
        ev->why = why(ev->body, "the axis of %s has no length", part->id);
        return false;
    }
    glm_vec3_scale(f->chord, 1 / f->length, f->chord);
    for (int i = 0; i < f->n; i++)
        f->at[i] = frame_station(f, f->centre[i]);
    for (int i = 1; i < f->n; i++) {
        if (f->at[i] <= f->at[i - 1]) {
            ev->why = why(ev->body, "the axis of %s turns back on itself", part->id);
            return false;
        }
    }
    vec3 zero, ninety;
    if (!end_axes(ev, f, part, 0, f->zero, f->ninety) ||
        !end_axes(ev, f, part, 1, zero, ninety)) {
        if (!ev->why)
            ev->why = why(ev->body, "the bearings of %s cannot be told", part->id);
        return false;
    }
    f->twist = atan2f(glm_vec3_dot(zero, f->ninety), glm_vec3_dot(zero, f->zero));
    return true;
}

const struct part_frame *frame_of(struct body *body, int part, enum side side)
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

float frame_station(const struct part_frame *frame, const float p[3])
{
    vec3 off;
    glm_vec3_sub((float *)p, (float *)frame->centre[0], off);
    return glm_vec3_dot(off, (float *)frame->chord);
}

void frame_centre(const struct part_frame *frame, float station, float out[3])
{
    const float(*c)[3] = frame->centre;
    int last = frame->n - 1;
    if (station <= 0 || station >= frame->length) {
        // beyond an end it goes on along the chord
        int end = station <= 0 ? 0 : last;
        glm_vec3_copy((float *)c[end], out);
        glm_vec3_muladds((float *)frame->chord, station - frame->at[end], out);
        return;
    }
    int i = 0;
    while (i + 1 < last && frame->at[i + 1] < station)
        i++;
    float t = (station - frame->at[i]) / (frame->at[i + 1] - frame->at[i]);
    glm_vec3_lerp((float *)c[i], (float *)c[i + 1], t, out);
}

/* how far the zero has turned at a station */
static float turn(const struct part_frame *frame, float station)
{
    return frame->twist * glm_clamp(station / frame->length, 0, 1);
}

void frame_direction(const struct part_frame *frame, float station, float bearing,
                     float out[3])
{
    float angle = bearing + turn(frame, station);
    glm_vec3_scale((float *)frame->zero, cosf(angle), out);
    glm_vec3_muladds((float *)frame->ninety, sinf(angle), out);
}

float frame_bearing(const struct part_frame *frame, const float p[3])
{
    float station = frame_station(frame, p);
    vec3 centre, off;
    frame_centre(frame, station, centre);
    glm_vec3_sub((float *)p, centre, off);
    float angle = atan2f(glm_vec3_dot(off, (float *)frame->ninety),
                         glm_vec3_dot(off, (float *)frame->zero));
    return remainderf(angle - turn(frame, station), 2 * GLM_PIf);
}

float frame_distance(const struct part_frame *frame, const float p[3])
{
    float least = INFINITY;
    for (int i = 0; i + 1 < frame->n; i++) {
        vec3 along, off;
        glm_vec3_sub((float *)frame->centre[i + 1], (float *)frame->centre[i], along);
        glm_vec3_sub((float *)p, (float *)frame->centre[i], off);
        float t = glm_clamp(glm_vec3_dot(off, along) / glm_vec3_norm2(along), 0, 1);
        glm_vec3_muladds(along, -t, off);
        float d = glm_vec3_norm(off);
        least = d < least ? d : least;
    }
    return least;
}

bool body_coordinates(const struct body *body, int part, enum side side,
                      const float position[3], struct body_coordinates *out)
{
    const struct part_frame *f = &body->frame[part][side];
    if (f->known != KNOWN || body->standing)
        return false;
    vec3 centre;
    float station = frame_station(f, position);
    frame_centre(f, station, centre);
    float degrees = glm_deg(frame_bearing(f, position));
    out->station = station / f->length;
    out->bearing = degrees < 0 ? degrees + 360 : degrees;
    if (out->bearing >= 360)
        out->bearing = 0;
    out->radius = glm_vec3_distance(centre, (float *)position);
    return true;
}
