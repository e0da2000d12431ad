/* part_frame.c - axes of parts, stations along them and bearings around them.
 *
 * A station is measured along the chord from the first centre to the last, so that all
 * places of one plane across the chord have the same; the axis itself may bend between
 * its centres.
 */
#include <cglm/cglm.h>

#include "anatomy/body_internal.h"

float part_frame_station(const struct part_frame *frame, const float p[3])
{
    vec3 off;
    glm_vec3_sub((float *)p, (float *)frame->centre[0], off);
    return glm_vec3_dot(off, (float *)frame->chord);
}

void part_frame_centre(const struct part_frame *frame, float station, float out[3])
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

void part_frame_direction(const struct part_frame *frame, float station, float bearing,
                          float out[3])
{
    float angle = bearing + turn(frame, station);
    glm_vec3_scale((float *)frame->zero, cosf(angle), out);
    glm_vec3_muladds((float *)frame->ninety, sinf(angle), out);
}

float part_frame_bearing(const struct part_frame *frame, const float p[3])
{
    float station = part_frame_station(frame, p);
    vec3 centre, off;
    part_frame_centre(frame, station, centre);
    glm_vec3_sub((float *)p, centre, off);
    float angle = atan2f(glm_vec3_dot(off, (float *)frame->ninety),
                         glm_vec3_dot(off, (float *)frame->zero));
    return remainderf(angle - turn(frame, station), 2 * GLM_PIf);
}

float part_frame_distance(const struct part_frame *frame, const float p[3])
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
    float station = part_frame_station(f, position);
    part_frame_centre(f, station, centre);
    float degrees = glm_deg(part_frame_bearing(f, position));
    out->station = station / f->length;
    out->bearing = degrees < 0 ? degrees + 360 : degrees;
    if (out->bearing >= 360)
        out->bearing = 0;
    out->radius = glm_vec3_distance(centre, (float *)position);
    return true;
}
