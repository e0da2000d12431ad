/* frame_labels.c - what labels need to know of the picture: where the body is in it, and
 * the points with their names. */
#include <math.h>
#include <string.h>

#include "scene/frame_own.h"

/* from this share on a point is seen well enough to be named */
#define SEEN_ENOUGH 0.5f

// ---------------------------------------------------------------- the body

/* a triangle takes the box around it: they are some millimetres large */
static void cover_triangle(struct cover *cover, const float (*screen)[2],
                           const uint32_t corner[3])
{
    const float *a = screen[corner[0]], *b = screen[corner[1]], *c = screen[corner[2]];
    float turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    // those that face the eye cover as much as all; none where a corner is behind it
    if (!(turn < 0))
        return;
    float left = fminf(fminf(a[0], b[0]), c[0]), top = fminf(fminf(a[1], b[1]), c[1]);
    float right = fmaxf(fmaxf(a[0], b[0]), c[0]);
    float bottom = fmaxf(fmaxf(a[1], b[1]), c[1]);
    cover_box(cover, (float[4]){left, top, right - left, bottom - top});
}

static void find_body(struct scene *s, const struct scene_input *in,
                      const struct frame *f)
{
    const struct mesh *mesh = in->mesh;
    if (s->body_mesh == in->mesh_version &&
        memcmp(&s->body_view, &f->view, sizeof f->view) == 0)
        return;
    s->body_mesh = in->mesh_version;
    s->body_view = f->view;
    s->screen =
        frame_grow(s->screen, &s->room_screen, mesh->n_vertices, sizeof *s->screen);
    for (uint32_t v = 0; v < mesh->n_vertices; v++)
        if (!camera_project(&f->view, mesh->position[v], s->screen[v], NULL))
            s->screen[v][0] = s->screen[v][1] = NAN;
    cover_clear(&s->body, in->port.width, in->port.height);
    for (uint32_t t = 0; t < mesh->n_triangles; t++)
        cover_triangle(&s->body, (const float(*)[2])s->screen, mesh->triangle[t]);
}

/* needles stand out of the body, and no label stands on them */
static void cover_needles(const struct scene *s, const struct frame *f,
                          struct cover *cover)
{
    for (uint32_t i = 0; i < f->n_needles; i++) {
        const struct frame_needle *n = &s->needle[i];
        float end[3], from[2], to[2];
        for (int k = 0; k < 3; k++)
            end[k] = n->entry[k] - n->direction[k] * n->outside;
        if (camera_project(&f->view, n->entry, from, NULL) &&
            camera_project(&f->view, end, to, NULL))
            cover_line(cover, from, to, 2 * f->view.scale);
    }
}

// ---------------------------------------------------------------- measured lines

void frame_add_note(struct scene *s, const struct scene_input *in, const struct frame *f,
                    const char *text, const struct frame_tick *at, float off,
                    enum frame_note kind)
{
    float before[3], next[3], pixel[2], way[2];
    if (s->n_notes == NOTES_MOST || !in->text_size || !*text)
        return;
    for (int k = 0; k < 3; k++) {
        before[k] = at->position[k] + 0.003f * at->normal[k];
        next[k] = at->position[k] + 0.002f * at->along[k];
    }
    if (!camera_project(&f->view, at->position, pixel, NULL) ||
        !camera_project(&f->view, next, way, NULL) ||
        frame_facing(f, at->position, at->normal) < SEEN_ENOUGH ||
        frame_covered(in, f, before))
        return;
    struct label_note *note = &s->note[s->n_notes];
    float x = way[0] - pixel[0], y = way[1] - pixel[1], length = hypotf(x, y);
    if (length < 1e-4f)
        return;
    *note = (struct label_note){.text = text,
                                .at = {pixel[0], pixel[1]},
                                .beside = {-y / length, x / length},
                                .off = off * f->view.scale,
                                .style = FRAME_LABEL_QUIET};
    frame_rgba(in->colors.accent, note->color);
    in->text_size(text, note->style, &note->width, &note->height, in->text_user);
    const struct label_note *last = s->n_notes ? note - 1 : NULL;
    if (!last || kind == FRAME_NOTE_END ||
        hypotf(last->at[0] - pixel[0], last->at[1] - pixel[1]) > 1.15f * note->height)
        s->n_notes++;
}

// ---------------------------------------------------------------- points

static bool inside(const struct scene_input *in, const float p[2])
{
    return p[0] >= 0 && p[0] < (float)in->port.width && p[1] >= 0 &&
           p[1] < (float)in->port.height;
}

static uint32_t find_discs(struct scene *s, const struct scene_input *in)
{
    uint32_t n = 0;
    s->disc = frame_grow(s->disc, &s->room_disc, in->n_marks, sizeof *s->disc);
    for (uint32_t i = 0; i < in->n_marks; i++) {
        const struct scene_seen *seen = &s->seen[i];
        if (in->mark[i].emphasis < SCENE_OFFERED || !inside(in, seen->pixel) ||
            (seen->share <= 0 && !seen->by_needle))
            continue;
        s->disc[n].radius = seen->radius;
        memcpy(s->disc[n++].at, seen->pixel, sizeof seen->pixel);
    }
    return n;
}

static struct label_request request_for(const struct scene_input *in,
                                        const struct scene_seen *seen,
                                        const struct scene_mark *m)
{
    bool quiet = seen->by_needle && m->emphasis != SCENE_SELECTED;
    struct label_request r = {.text = m->text,
                              .brief = m->brief,
                              .weight = quiet ? m->weight / 2 : m->weight,
                              .opacity = fminf(1, seen->share * 2),
                              .disc = {.radius = seen->radius + 1}};
    memcpy(r.disc.at, seen->pixel, sizeof r.disc.at);
    r.style = quiet                          ? FRAME_LABEL_QUIET
              : m->emphasis >= SCENE_CHOSEN  ? FRAME_LABEL_STRONG
              : m->emphasis == SCENE_OFFERED ? FRAME_LABEL_PLAIN
                                             : FRAME_LABEL_QUIET;
    if (quiet)
        frame_rgba(in->colors.ink_soft, r.color);
    else
        frame_mark_color(in, m->emphasis, r.color);
    r.color[3] = 1;
    r.opacity = quiet ? 1 : fminf(1, (seen->share - SEEN_ENOUGH) * 3 + 0.6f);
    in->text_size(r.text, r.style, &r.width, &r.height, in->text_user);
    if (r.brief)
        in->text_size(r.brief, r.style, &r.brief_width, &r.height, in->text_user);
    return r;
}

static bool is_named(const struct scene *s, uint32_t n, const char *text)
{
    for (uint32_t k = 0; k < n; k++)
        if (strcmp(s->request[k].text, text) == 0)
            return true;
    return false;
}

/* those that are seen, then those whose needle is: they need no name that is there */
static uint32_t find_requests(struct scene *s, const struct scene_input *in)
{
    uint32_t n = 0, n_seen = 0;
    for (int by_needle = 0; by_needle < 2; by_needle++) {
        for (uint32_t i = 0; i < in->n_marks && n < LABELS_MAX; i++) {
            const struct scene_seen *seen = &s->seen[i];
            const char *text = in->mark[i].text;
            bool wanted = by_needle ? seen->by_needle && seen->share < SEEN_ENOUGH
                                    : seen->share >= SEEN_ENOUGH;
            if (text && wanted && labels_see(&in->port, seen->pixel) &&
                !(by_needle && is_named(s, n_seen, text)))
                s->request[n++] = request_for(in, seen, &in->mark[i]);
        }
        n_seen = n;
    }
    return n;
}

/* a point that has its name already needs no second beside a line */
static void drop_named_notes(struct scene *s, uint32_t n_requests)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->n_notes; i++) {
        bool named = false;
        for (uint32_t k = 0; k < n_requests && !named; k++) {
            const char *brief = s->request[k].brief;
            named = brief && strcmp(brief, s->note[i].text) == 0;
        }
        if (!named)
            s->note[kept++] = s->note[i];
    }
    s->n_notes = kept;
}

void frame_build_labels(struct scene *s, const struct scene_input *in, struct frame *f)
{
    if (!in->text_size || !(in->layers & SCENE_LABELS))
        return;
    struct labels_input labels = {.request = s->request,
                                  .n = find_requests(s, in),
                                  .note = s->note,
                                  .port = &in->port};
    drop_named_notes(s, labels.n);
    labels.n_notes = s->n_notes;
    if (!labels.n && !labels.n_notes)
        return;
    labels.n_discs = find_discs(s, in);
    labels.disc = s->disc;
    find_body(s, in, f);
    struct cover body = s->body;
    cover_needles(s, f, &body);
    labels.body = &body;
    f->n_labels = labels_lay_out(&labels, s->label);
}
