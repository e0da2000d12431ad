/* frame_names.c - the names of what lies on the skin: written on it, or beside the body
 * where the words are wider than what they name. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "scene/frame_internal.h"

/* cosines from which on the skin faces the eye well enough to be written on, or pointed
 * at */
#define WRITTEN_ON 0.45f
#define POINTED_AT 0.2f

/* more than that beside the body stand for one side of it alone */
enum { BESIDE_MOST = 12 };

/* how squarely the skin there faces the eye; 0 where it is not seen */
static float share_of(const struct scene_input *in, const struct frame *f,
                      const struct scene_name *name)
{
    float before[3], at[2];
    for (int k = 0; k < 3; k++)
        before[k] = name->position[k] + 0.003f * name->normal[k];
    float share = frame_cosine(f, name->position, name->normal);
    bool seen = share >= POINTED_AT &&
                camera_project(&f->view, name->position, at, NULL) &&
                labels_see(&in->port, at) && !frame_covered(in, f, before);
    return seen ? share : 0;
}

static bool is_alike(const struct scene_name *a, const struct scene_name *b)
{
    return a->of == b->of && (a->position[0] >= 0) == (b->position[0] >= 0);
}

void frame_find_names(struct scene *s, const struct scene_input *in,
                      const struct frame *f)
{
    s->name_share =
        xgrow(s->name_share, &s->room_name_share, in->n_names, sizeof *s->name_share);
    for (uint32_t i = 0; i < in->n_names; i++) {
        float *share = s->name_share;
        share[i] = in->text_size ? share_of(in, f, &in->name[i]) : 0;
        // of several places for one name that which shows most
        for (uint32_t k = 0; k < i && share[i] > 0; k++) {
            const struct scene_name *a = &in->name[i], *b = &in->name[k];
            if (share[k] > 0 && is_alike(a, b))
                share[share[k] * b->reach < share[i] * a->reach ? k : i] = 0;
        }
    }
}

/* pixels that its reach takes in the picture */
static float reach_of(const struct frame *f, const struct scene_name *name,
                      const float at[2])
{
    const float *view = f->view.view;
    float end[3], pixel[2];
    for (int k = 0; k < 3; k++)
        end[k] = name->position[k] + name->reach * view[4 * k];
    return camera_project(&f->view, end, pixel, NULL)
               ? hypotf(pixel[0] - at[0], pixel[1] - at[1])
               : 0;
}

/* whether it is seen beside the body, as a label with a leader */
static bool is_beside(const struct scene_input *in, const struct frame *f,
                      const struct scene_name *name, float at[2])
{
    float width, height;
    if (name->brief || !(in->layers & SCENE_LABELS) ||
        !camera_project(&f->view, name->position, at, NULL))
        return false;
    in->text_size(name->text, FRAME_LABEL_WRITTEN, &width, &height, in->text_user);
    return width / 2 > reach_of(f, name, at);
}

uint32_t frame_ask_names(struct scene *s, const struct scene_input *in,
                         const struct frame *f, uint32_t n)
{
    uint32_t first = n;
    int left = 0;
    for (uint32_t i = 0; i < in->n_names && n < LABELS_MAX; i++) {
        const struct scene_name *name = &in->name[i];
        struct label_request r = {.text = name->text,
                                  .opacity = 1,
                                  .disc = {.radius = 1},
                                  .style = FRAME_LABEL_WORDS};
        if (s->name_share[i] <= 0 || !is_beside(in, f, name, r.disc.at))
            continue;
        frame_rgba(in->colors.ink_soft, r.color);
        in->text_size(r.text, r.style, &r.width, &r.height, in->text_user);
        s->request_mark[n] = -1;
        s->request_of[n] = (int)i; // for now
        s->request[n++] = r;
        left += name->position[0] >= 0 ? 1 : -1;
    }
    // both sides are alike: so many are told once
    bool crowd = n - first > BESIDE_MOST;
    uint32_t kept = first;
    for (uint32_t i = first; i < n; i++) {
        const struct scene_name *name = &in->name[s->request_of[i]];
        if (crowd && (name->position[0] >= 0) != (left >= 0))
            continue;
        s->request[kept] = s->request[i];
        s->request_mark[kept] = -1;
        s->request_of[kept++] = name->of;
    }
    return kept;
}

// ---------------------------------------------------------------- on the skin

static bool overlap_box(const struct frame_label *a, const float box[4], float gap)
{
    const float *b = a->box;
    return b[0] < box[0] + box[2] + gap && box[0] < b[0] + b[2] + gap &&
           b[1] < box[1] + box[3] + gap && box[1] < b[1] + b[3] + gap;
}

static bool has_room(const struct frame *f, const struct frame_label *label, uint32_t n,
                     const float box[4])
{
    const float side[2] = {(float)f->view.width, (float)f->view.height};
    for (int k = 0; k < 2; k++)
        if (box[k] < 0 || box[k] + box[2 + k] > side[k])
            return false;
    for (uint32_t i = 0; i < n; i++)
        if (overlap_box(&label[i], box, f->view.scale))
            return false;
    return true;
}

void frame_write_names(struct scene *s, const struct scene_input *in, struct frame *f)
{
    if (!in->text_size || !in->n_names)
        return;
    uint32_t n = f->n_labels;
    s->written = xgrow(s->written, &s->room_written, n + in->n_names, sizeof *s->written);
    if (n)
        memcpy(s->written, f->label, n * sizeof *s->written);
    for (uint32_t i = 0; i < in->n_names; i++) {
        const struct scene_name *name = &in->name[i];
        float at[2], w, h;
        if (s->name_share[i] < WRITTEN_ON || is_beside(in, f, name, at) ||
            !camera_project(&f->view, name->position, at, NULL))
            continue;
        in->text_size(name->text, FRAME_LABEL_WRITTEN, &w, &h, in->text_user);
        const float box[4] = {at[0] - w / 2, at[1] - h / 2, w, h};
        if (!has_room(f, s->written, n, box))
            continue;
        struct frame_label *label = &s->written[n++];
        *label = (struct frame_label){.text = name->text,
                                      .anchor = {at[0], at[1]},
                                      .style = FRAME_LABEL_WRITTEN,
                                      .opacity = 1,
                                      .request = UINT32_MAX};
        memcpy(label->box, box, sizeof box);
        frame_rgba(in->colors.ink, label->color);
    }
    f->label = s->written;
    f->n_labels = n;
}
