/* frame_letters.c - which side of the person is where: seen from the front the left is at
 * the right, and that is how the wrong side gets its needle. As in a radiograph a letter
 * stands at each edge. */
#include <math.h>
#include <string.h>

#include "scene/frame_internal.h"

/* metres from the middle, from which a place is on a side */
#define ASIDE 0.03f

enum { GAP = 16, STEPS = 12 };

/* how far to the person's left the place at that pixel lies, at the depth of what is
 * looked at */
static bool left_at(const struct scene_input *in, const struct frame *f, float pixel_x,
                    float *left)
{
    const float *m = f->view.view, *target = in->camera.target;
    float right[3] = {m[0], m[4], m[8]}, at[2], beside[2], next[3];
    for (int k = 0; k < 3; k++)
        next[k] = target[k] + 0.1f * right[k];
    if (!camera_project(&f->view, target, at, NULL) ||
        !camera_project(&f->view, next, beside, NULL) || beside[0] - at[0] < 1e-3f)
        return false;
    *left = target[0] + right[0] * 0.1f * (pixel_x - at[0]) / (beside[0] - at[0]);
    return true;
}

static float right_edge(const struct scene_input *in)
{
    return (float)in->port.width - (in->to_the_edge ? 0 : in->port.right);
}

static bool overlap(const float a[4], const float b[4], float pad)
{
    return a[0] < b[0] + b[2] + pad && b[0] < a[0] + a[2] + pad &&
           a[1] < b[1] + b[3] + pad && b[1] < a[1] + a[3] + pad;
}

static bool is_free(const struct frame *f, const struct scene *s,
                    const struct scene_input *in, const float box[4])
{
    const float pad = 6, *card = in->port.covered;
    for (uint32_t i = 0; i < f->n_labels; i++)
        if (overlap(box, s->label[i].box, pad))
            return false;
    for (uint32_t i = 0; i < in->n_over; i++)
        if (overlap(box, in->over[i], pad))
            return false;
    return !(card[2] > 0 && overlap(box, card, 0)) &&
           !(in->foot[2] > 0 && overlap(box, in->foot, 0));
}

/* in the middle of the edge, or above or below it where something is written there */
static void add(struct scene *s, const struct scene_input *in, struct frame *f,
                const char *text, bool at_right, const float color[4])
{
    const struct camera_port *p = &in->port;
    float scale = p->scale > 0 ? p->scale : 1, w, h;
    in->text_size(text, FRAME_LABEL_SIDE, &w, &h, in->text_user);
    float high = (float)p->height - p->top - p->bottom;
    float x = at_right ? right_edge(in) - GAP * scale - w : p->left + GAP * scale;
    for (int i = 0; i < STEPS; i++) {
        float away = (float)((i + 1) / 2) * (i % 2 ? 1 : -1) * high / (2 * STEPS + 2);
        float box[4] = {x, p->top + high / 2 - h / 2 + away, w, h};
        if (!is_free(f, s, in, box))
            continue;
        struct frame_label *l = &s->label[f->n_labels++];
        *l = (struct frame_label){
            .text = text, .style = FRAME_LABEL_SIDE, .opacity = 1, .request = UINT32_MAX};
        memcpy(l->box, box, sizeof l->box);
        memcpy(l->color, color, sizeof l->color);
        return;
    }
}

void frame_build_letters(struct scene *s, const struct scene_input *in, struct frame *f,
                         const float color[4])
{
    const struct camera_port *p = &in->port;
    float left[2];
    if (!in->letter[0] || !in->letter[1] || !in->text_size ||
        !left_at(in, f, p->left, &left[0]) || !left_at(in, f, right_edge(in), &left[1]))
        return;
    const char *text[2];
    for (int k = 0; k < 2; k++)
        text[k] = fabsf(left[k]) < ASIDE ? NULL : in->letter[left[k] > 0 ? 0 : 1];
    if (text[0])
        add(s, in, f, text[0], false, color);
    // of one limb alone once is enough
    if (text[1] && text[1] != text[0])
        add(s, in, f, text[1], true, color);
}
