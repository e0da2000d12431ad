/* frame_sight.c - what of the skin the eye sees: how it is turned, and what stands before
 * it or cuts it off. */
#include <math.h>

#include "scene/frame_internal.h"

void frame_plane(const struct scene_input *in, float out[4])
{
    bool clipped = in->cut && in->cut->clipped;
    for (int k = 0; k < 4; k++)
        out[k] = clipped ? in->cut->plane[k] : 0;
}

float frame_cosine(const struct frame *f, const float position[3], const float normal[3])
{
    float to_eye[3];
    for (int k = 0; k < 3; k++)
        to_eye[k] = f->view.eye[k] - position[k];
    float length = sqrtf(frame_dot(to_eye, to_eye));
    return length > 0 ? frame_dot(to_eye, normal) / length : 0;
}

float frame_facing(const struct frame *f, const float position[3], const float normal[3])
{
    float t = (frame_cosine(f, position, normal) + 0.12f) / 0.3f;
    return t < 0 ? 0 : t > 1 ? 1 : t;
}

bool frame_covered(const struct scene_input *in, const struct frame *f,
                   const float place[3])
{
    float to_eye[3], length;
    struct bvh_hit hit;
    if (!in->bvh && !in->body)
        return false;
    for (int k = 0; k < 3; k++)
        to_eye[k] = f->view.eye[k] - place[k];
    length = sqrtf(frame_dot(to_eye, to_eye));
    if (length <= 0)
        return false;
    for (int k = 0; k < 3; k++)
        to_eye[k] /= length;
    const struct bvh *bvh = in->bvh ? in->bvh : body_bvh(in->body);
    return cutaway_ray(in->cut, in->standing, bvh, place, to_eye, length, &hit);
}
