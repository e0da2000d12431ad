/* scene_pick.c - what lies under a pixel of the last frame: points, names, channels. */
#include <math.h>

#include <cglm/cglm.h>

#include "scene/frame_internal.h"

int scene_pick(const struct scene *s, const float pixel[2], float reach)
{
    int best = -1;
    float nearest = reach;
    for (uint32_t i = 0; i < s->n_marks; i++) {
        const struct scene_seen *seen = &s->seen[i];
        float d = hypotf(seen->pixel[0] - pixel[0], seen->pixel[1] - pixel[1]);
        if ((seen->share > 0.2f || seen->by_needle) && d <= nearest) {
            nearest = d;
            best = (int)i;
        }
    }
    return best;
}

/* the request of the label that stands there; -1 = none */
static int request_at(const struct scene *s, const float pixel[2], float reach)
{
    for (uint32_t i = 0; i < s->n_shown; i++) {
        const struct frame_label *l = &s->label[i];
        if (l->request < s->n_requests && pixel[0] > l->box[0] - reach &&
            pixel[0] < l->box[0] + l->box[2] + reach && pixel[1] > l->box[1] - reach &&
            pixel[1] < l->box[1] + l->box[3] + reach)
            return (int)l->request;
    }
    return -1;
}

int scene_pick_label(const struct scene *s, const float pixel[2], float reach)
{
    int request = request_at(s, pixel, reach);
    return request < 0 ? -1 : s->request_mark[request];
}

int scene_pick_name(const struct scene *s, const float pixel[2], float reach)
{
    int request = request_at(s, pixel, reach);
    return request < 0 || s->request_mark[request] >= 0 ? -1 : s->request_of[request];
}

bool scene_names(const struct scene *s, int mark)
{
    if (mark < 0)
        return false;
    for (uint32_t i = 0; i < s->n_shown; i++)
        if (s->label[i].request < s->n_requests &&
            s->request_mark[s->label[i].request] == mark)
            return true;
    return false;
}

/* whether a place on the skin faces the eye with nothing before it */
static bool is_open(const struct scene *s, const struct scene_skin *skin,
                    const struct frame_path *at)
{
    float to_eye[3], before[3];
    struct bvh_hit hit;
    for (int k = 0; k < 3; k++) {
        before[k] = at->position[k] + 0.004f * at->normal[k];
        to_eye[k] = s->view.eye[k] - before[k];
    }
    float length = sqrtf(glm_vec3_dot(to_eye, to_eye));
    if (length <= 0 || glm_vec3_dot(to_eye, (float *)at->normal) < 0.1f * length)
        return false;
    for (int k = 0; k < 3; k++)
        to_eye[k] /= length;
    return !skin->bvh || !cutaway_ray(skin->cut, skin->standing, skin->bvh, before,
                                      to_eye, length, &hit);
}

int scene_pick_course(const struct scene *s, const struct scene_skin *skin,
                      const float pixel[2], float reach)
{
    int best = -1;
    float nearest = reach;
    for (uint32_t r = 0; r < s->n_ribbons; r++) {
        const struct frame_ribbon *ribbon = &s->ribbon[r];
        const struct frame_path *path = s->path + ribbon->first;
        float before[2] = {0, 0}, now[2];
        bool had = false;
        if (s->ribbon_course[r] == UINT32_MAX)
            continue; // no channel
        for (uint32_t i = 0; i < ribbon->count; i++) {
            bool has = camera_project(&s->view, path[i].position, now, NULL);
            float d = has && had ? labels_distance(before, now, pixel) : INFINITY;
            if (d < nearest && is_open(s, skin, &path[i])) {
                nearest = d;
                best = (int)s->ribbon_course[r];
            }
            had = has;
            before[0] = now[0];
            before[1] = now[1];
        }
    }
    return best;
}
