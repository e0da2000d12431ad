/* labels.c - prepares the desk, has labels placed (label_column.c) and bettered
 * (label_search.c), and puts notes into the room that is left. */
#include "scene/labels.h"

#include <math.h>
#include <string.h>

#include "scene/labels_internal.h"

bool labels_see(const struct camera_port *p, const float at[2])
{
    bool inside = at[0] > p->left && at[0] < (float)p->width - p->right &&
                  at[1] > p->top && at[1] < (float)p->height - p->bottom;
    const float *c = p->covered;
    bool covered = c[2] > 0 && at[0] > c[0] && at[0] < c[0] + c[2] && at[1] > c[1] &&
                   at[1] < c[1] + c[3];
    return inside && !covered;
}

// ---------------------------------------------------------------- the desk

static void take_panels(struct cover *cover, const struct labels_input *in)
{
    const struct camera_port *p = in->port;
    float w = (float)p->width, h = (float)p->height;
    cover_box(cover, (float[4]){0, 0, p->left, h});
    cover_box(cover, (float[4]){w - p->right, 0, p->right, h});
    cover_box(cover, (float[4]){0, 0, w, p->top});
    cover_box(cover, (float[4]){0, h - p->bottom, w, p->bottom});
    if (p->covered[2] > 0)
        cover_box(cover, p->covered);
    for (uint32_t i = 0; i < in->n_over; i++)
        cover_box(cover, in->over[i]);
}

static void find_edges(struct label_desk *desk, const struct cover *body)
{
    for (int r = 0; r < COVER_SIDE; r++) {
        float y = (float)r * body->cell[1];
        desk->edge[0][r] = INFINITY;
        desk->edge[1][r] = -INFINITY;
        cover_extent(body, y + 0.25f * body->cell[1], y + 0.75f * body->cell[1],
                     &desk->edge[0][r], &desk->edge[1][r]);
    }
}

bool label_body_edges(const struct label_desk *desk, float y, float bottom, float *left,
                      float *right)
{
    float cell = desk->base.cell[1];
    int from = (int)fmaxf(y / cell, 0), to = (int)fminf(bottom / cell, COVER_SIDE - 1);
    *left = INFINITY;
    *right = -INFINITY;
    for (int r = from; r <= to; r++) {
        *left = fminf(*left, desk->edge[0][r]);
        *right = fmaxf(*right, desk->edge[1][r]);
    }
    return *left <= *right;
}

static void prepare(struct label_desk *desk, const struct labels_input *in)
{
    const struct camera_port *p = in->port;
    memset(&desk->plan, 0, sizeof desk->plan);
    desk->in = in;
    desk->scale = p->scale > 0 ? p->scale : 1;
    desk->mark = camera_mark_scale(p);
    desk->gap = 6 * desk->scale;
    desk->margin = 14 * desk->mark;
    desk->free[0] = p->left + desk->margin;
    desk->free[1] = p->top + desk->margin;
    desk->free[2] = (float)p->width - p->right - desk->margin;
    desk->free[3] = (float)p->height - p->bottom - desk->margin;
    desk->base = *in->body;
    if (in->things)
        cover_unite(&desk->base, in->things);
    find_edges(desk, in->body);
    take_panels(&desk->base, in);
    for (uint32_t i = 0; i < in->n_discs; i++) {
        const struct label_disc *d = &in->disc[i];
        cover_box(&desk->base, (float[4]){d->at[0] - d->radius, d->at[1] - d->radius,
                                          2 * d->radius, 2 * d->radius});
    }
}

/* the column in which the label costs least; where none has room at its height, the side
 * that has more of it: it may fit higher or lower */
static void choose_column(struct label_desk *desk, uint32_t i)
{
    const float *at = desk->in->request[i].disc.at;
    int best = at[0] - desk->free[0] > desk->free[2] - at[0] ? LABEL_LEFT : LABEL_RIGHT;
    float least = INFINITY;
    for (int c = 0; c < LABEL_COLUMNS; c++) {
        float price = label_price_alone(desk, c, i);
        if (price < least) {
            least = price;
            best = c;
        }
    }
    label_join(desk, best, i);
}

// ---------------------------------------------------------------- what comes out

static struct frame_label make_label(const struct label_desk *desk, uint32_t request)
{
    const struct label_request *r = &desk->in->request[request];
    const struct label_place *p = &desk->place[request];
    struct frame_label label = {.text = p->brief ? r->brief : r->text,
                                .has_leader = true,
                                .style = r->style,
                                .opacity = r->opacity,
                                .request = request};
    memcpy(label.box, p->box, sizeof label.box);
    memcpy(label.leader, p->leader, sizeof label.leader);
    memcpy(label.anchor, p->rim, sizeof label.anchor);
    memcpy(label.color, r->color, sizeof label.color);
    return label;
}

static void note_box(const struct label_note *note, float way, float box[4])
{
    const float *b = note->beside;
    float size[2] = {note->width, note->height};
    for (int k = 0; k < 2; k++) {
        // the text's middle, so far off that its near edge is `off` away
        float middle = note->at[k] + way * b[k] * (note->off + size[k] / 2);
        box[k] = middle - size[k] / 2;
        box[2 + k] = size[k];
    }
}

static bool note_fits(const struct label_desk *desk, const struct cover *taken,
                      const float box[4])
{
    return box[0] >= desk->free[0] && box[1] >= desk->free[1] &&
           box[0] + box[2] <= desk->free[2] && box[1] + box[3] <= desk->free[3] &&
           cover_is_free(taken, box);
}

/* Notes lie on the body; they keep off everything else, all on the side where more fit.
 */
static uint32_t place_notes(const struct label_desk *desk, struct frame_label *out)
{
    const struct labels_input *in = desk->in;
    uint32_t fit[2] = {0, 0}, n = 0;
    float box[4];
    struct cover taken;
    cover_clear(&taken, in->port->width, in->port->height);
    take_panels(&taken, in);
    for (uint32_t i = 0; i < in->n_discs; i++) {
        const struct label_disc *d = &in->disc[i];
        cover_line(&taken, d->at, d->at, d->radius);
    }
    for (uint32_t i = 0; i < in->n; i++) {
        if (!desk->place[i].stands)
            continue;
        cover_box(&taken, desk->place[i].box);
        cover_line(&taken, desk->place[i].leader, desk->place[i].rim, 2 * desk->mark);
    }
    for (uint32_t i = 0; i < in->n_notes; i++)
        for (int side = 0; side < 2; side++) {
            note_box(&in->note[i], side ? -1 : 1, box);
            fit[side] += note_fits(desk, &taken, box);
        }
    for (uint32_t i = 0; i < in->n_notes; i++) {
        const struct label_note *note = &in->note[i];
        note_box(note, fit[1] > fit[0] ? -1 : 1, box);
        if (!note_fits(desk, &taken, box))
            continue;
        cover_box(&taken, box);
        out[n] = (struct frame_label){.text = note->text,
                                      .style = note->style,
                                      .opacity = 1,
                                      .request = UINT32_MAX};
        memcpy(out[n].color, note->color, sizeof out[n].color);
        memcpy(out[n++].box, box, sizeof box);
    }
    return n;
}

uint32_t labels_lay_out(const struct labels_input *input, struct frame_label *out)
{
    struct label_desk desk;
    struct labels_input in = *input;
    in.n = in.n > LABELS_MAX ? LABELS_MAX : in.n;
    prepare(&desk, &in);
    for (uint32_t i = 0; i < in.n; i++)
        if (labels_see(in.port, in.request[i].disc.at))
            choose_column(&desk, i);
    label_place_all(&desk);
    label_search(&desk);
    label_hide_struck(&desk);
    uint32_t n = 0;
    for (uint32_t i = 0; i < in.n; i++)
        if (desk.place[i].stands)
            out[n++] = make_label(&desk, i);
    return n + place_notes(&desk, out + n);
}
