/* frame_labels.c - what labels need to know of the picture: where the body is in it, and
 * the points with their names. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "scene/frame_internal.h"

/* from this share on a point is seen well enough to be named */
#define SEEN_ENOUGH 0.5f

// ---------------------------------------------------------------- the body

/* The cell of each vertex, a little beyond the grid where it lies outside. Those behind
 * the eye are far outside: what they belong to is no obstacle. */
static void find_cells(struct scene *s, const struct mesh *mesh, const struct frame *f)
{
    const float *v = f->view.view, *p = f->view.projection;
    float row[3][4]; // clip x, y and w of a place
    for (int c = 0; c < 4; c++) {
        row[0][c] = p[0] * v[c * 4] + p[8] * v[c * 4 + 2];
        row[1][c] = p[5] * v[c * 4 + 1] + p[9] * v[c * 4 + 2];
        row[2][c] = -v[c * 4 + 2];
    }
    s->cell = xgrow(s->cell, &s->room_cell, mesh->n_vertices, sizeof *s->cell);
    for (uint32_t i = 0; i < mesh->n_vertices; i++) {
        const float *at = mesh->position[i];
        float clip[3];
        for (int r = 0; r < 3; r++)
            clip[r] =
                row[r][0] * at[0] + row[r][1] * at[1] + row[r][2] * at[2] + row[r][3];
        float over = clip[2] > 1e-6f ? COVER_SIDE / 2 / clip[2] : 0;
        float x = COVER_SIDE / 2 + clip[0] * over, y = COVER_SIDE / 2 - clip[1] * over;
        bool seen = over > 0 && x > -COVER_SIDE && x < 2 * COVER_SIDE &&
                    y > -COVER_SIDE && y < 2 * COVER_SIDE;
        // away from zero, so that it rounds down
        s->cell[i][0] = (int16_t)(seen ? (int)(x + COVER_SIDE) - COVER_SIDE : -30000);
        s->cell[i][1] = (int16_t)(seen ? (int)(y + COVER_SIDE) - COVER_SIDE : -30000);
    }
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

static int most(int a, int b)
{
    return a > b ? a : b;
}

/* a triangle takes the cells around it: they are some millimetres large */
static void cover_triangle(struct cover *cover, const int16_t (*cell)[2],
                           const uint32_t corner[3])
{
    const int16_t *a = cell[corner[0]], *b = cell[corner[1]], *c = cell[corner[2]];
    int x0 = least(least(a[0], b[0]), c[0]), x1 = most(most(a[0], b[0]), c[0]);
    int y0 = least(least(a[1], b[1]), c[1]), y1 = most(most(a[1], b[1]), c[1]);
    if (x0 <= -COVER_SIDE || x1 < 0 || y1 < 0 || x0 >= COVER_SIDE || y0 >= COVER_SIDE)
        return;
    cover_cells(cover, most(x0, 0), most(y0, 0), least(x1, COVER_SIDE - 1),
                least(y1, COVER_SIDE - 1));
}

static void find_body(struct scene *s, const struct scene_input *in,
                      const struct frame *f)
{
    const struct mesh *mesh = in->mesh;
    float plane[4];
    frame_plane(in, plane);
    if (s->body_mesh == in->mesh_version &&
        memcmp(&s->body_view, &f->view, sizeof f->view) == 0 &&
        memcmp(s->body_plane, plane, sizeof plane) == 0)
        return;
    memcpy(s->body_plane, plane, sizeof plane);
    s->body_mesh = in->mesh_version;
    s->body_view = f->view;
    find_cells(s, mesh, f);
    cover_clear(&s->body, in->port.width, in->port.height);
    for (uint32_t t = 0; t < mesh->n_triangles; t++)
        if (!in->cut || cutaway_keeps(in->cut, mesh->position[mesh->triangle[t][0]]))
            cover_triangle(&s->body, (const int16_t(*)[2])s->cell, mesh->triangle[t]);
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
    s->disc = xgrow(s->disc, &s->room_disc, in->n_marks, sizeof *s->disc);
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

/* the code, before the side that follows it */
static size_t code_length(const char *text)
{
    return strcspn(text, " \u00a0");
}

static bool is_named(const struct scene *s, uint32_t n, const char *text)
{
    size_t length = code_length(text);
    for (uint32_t k = 0; k < n; k++)
        if (code_length(s->request[k].text) == length &&
            strncmp(s->request[k].text, text, length) == 0)
            return true;
    return false;
}

// ---------------------------------------------------------------- levels of detail

/* more names than that are a list, not a picture */
enum { LANDMARKS_MOST = 24, CROWD = 26 };
static const float APART = 30; /* design pixels between names of a crowd */

/* of a whole channel: neither chosen nor looked at */
static bool is_of_crowd(const struct scene_mark *m)
{
    return m->emphasis == SCENE_OFFERED && m->weight <= 100;
}

static uint32_t count_seen(const struct scene *s, const struct scene_input *in,
                           enum scene_emphasis emphasis)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < in->n_marks; i++)
        n += in->mark[i].emphasis == emphasis && in->mark[i].text &&
             s->seen[i].share >= SEEN_ENOUGH && labels_see(&in->port, s->seen[i].pixel);
    return n;
}

/* +1 where most of the crowd is seen on the left side of the body, else -1 */
static float better_side(const struct scene *s, const struct scene_input *in)
{
    int n = 0;
    for (uint32_t i = 0; i < in->n_marks; i++)
        if (is_of_crowd(&in->mark[i]) && s->seen[i].share >= SEEN_ENOUGH)
            n += in->mark[i].position[0] >= 0 ? 1 : -1;
    return n >= 0 ? 1 : -1;
}

/* A whole channel is named on one side alone and where the names have room; the rest is
 * named where the pointer rests, or the eye comes nearer. Landmarks likewise. */
static void find_detail(struct scene *s, const struct scene_input *in)
{
    bool crowd = count_seen(s, in, SCENE_OFFERED) > CROWD;
    bool landmarks = count_seen(s, in, SCENE_LANDMARK) <= LANDMARKS_MOST;
    float side = crowd ? better_side(s, in) : 0, scale = camera_mark_scale(&in->port);
    const float *last = NULL;
    for (uint32_t i = 0; i < in->n_marks; i++) {
        const struct scene_mark *m = &in->mark[i];
        struct scene_seen *seen = &s->seen[i];
        seen->unnamed = m->emphasis == SCENE_LANDMARK && !landmarks;
        if (!crowd || !is_of_crowd(m) || seen->share < SEEN_ENOUGH)
            continue;
        const float *at = seen->pixel;
        bool near = last && hypotf(at[0] - last[0], at[1] - last[1]) < APART * scale;
        seen->unnamed = m->position[0] * side < -0.004f || near;
        last = seen->unnamed ? last : at;
    }
}

/* those that are seen, then those whose needle is: they need no name that is there */
static uint32_t find_requests(struct scene *s, const struct scene_input *in,
                              const struct frame *f)
{
    uint32_t n = 0, n_seen = 0;
    find_detail(s, in);
    for (int by_needle = 0; by_needle < 2; by_needle++) {
        for (uint32_t i = 0; i < in->n_marks && n < LABELS_MAX; i++) {
            const struct scene_seen *seen = &s->seen[i];
            const char *text = in->mark[i].text;
            bool wanted = by_needle ? seen->by_needle && seen->share < SEEN_ENOUGH
                                    : seen->share >= SEEN_ENOUGH;
            if (text && wanted && !seen->unnamed && labels_see(&in->port, seen->pixel) &&
                !(by_needle && is_named(s, n_seen, text))) {
                s->request_mark[n] = (int)i;
                s->request[n++] = request_for(in, seen, &in->mark[i]);
            }
        }
        n_seen = n;
    }
    return frame_ask_names(s, in, f, n);
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

// ---------------------------------------------------------------- laying out

/* what stands over the picture, and its foot */
static uint32_t find_over(struct scene *s, const struct scene_input *in)
{
    uint32_t n = in->n_over + (in->foot[2] > 0);
    s->over = xgrow(s->over, &s->room_over, n, sizeof *s->over);
    if (in->n_over)
        memcpy(s->over, in->over, in->n_over * sizeof *s->over);
    if (in->foot[2] > 0)
        memcpy(s->over[in->n_over], in->foot, sizeof *s->over);
    return n;
}

static uint64_t hash(uint64_t key, const void *data, size_t size)
{
    const uint8_t *byte = data;
    for (size_t i = 0; i < size; i++)
        key = (key ^ byte[i]) * UINT64_C(0x100000001B3);
    return key;
}

/* of all that the labels follow from: where nothing moves they are not laid out again */
static uint64_t key_of(const struct scene *s, const struct scene_input *in,
                       const struct frame *f, const struct labels_input *labels)
{
    uint64_t key = UINT64_C(0xCBF29CE484222325);
    key = hash(key, &f->view, sizeof f->view);
    key = hash(key, &in->port, sizeof in->port);
    key = hash(key, &in->mesh_version, sizeof in->mesh_version);
    float plane[4];
    frame_plane(in, plane);
    key = hash(key, plane, sizeof plane);
    key = hash(key, &in->moving, sizeof in->moving);
    for (uint32_t i = 0; i < labels->n_over; i++)
        key = hash(key, labels->over[i], sizeof labels->over[i]);
    key = hash(key, s->needle, f->n_needles * sizeof *s->needle);
    key = hash(key, s->disc, labels->n_discs * sizeof *s->disc);
    for (uint32_t i = 0; i < labels->n; i++) {
        struct label_request r = labels->request[i];
        key = hash(key, r.text, strlen(r.text));
        r.text = r.brief = NULL;
        key = hash(key, &r, sizeof r);
    }
    for (uint32_t i = 0; i < labels->n_notes; i++) {
        struct label_note note = labels->note[i];
        key = hash(key, note.text, strlen(note.text));
        note.text = NULL;
        key = hash(key, &note, sizeof note);
    }
    return key;
}

/* Texts last for one frame alone: each label keeps where it has its own from. */
static const char *text_of(const struct labels_input *labels, uint32_t source)
{
    if (source >= 2 * labels->n)
        return labels->note[source - 2 * labels->n].text;
    const struct label_request *r = &labels->request[source / 2];
    return source % 2 ? r->brief : r->text;
}

static void keep_sources(struct scene *s, const struct labels_input *labels)
{
    uint32_t n = 2 * labels->n + labels->n_notes;
    for (uint32_t i = 0; i < s->n_labels; i++) {
        uint32_t source = 0;
        while (source + 1 < n && text_of(labels, source) != s->label[i].text)
            source++;
        s->label_source[i] = (uint16_t)source;
    }
}

/* A number on the mark, among those of before by height; false where it would stand on
 * another, or there are too many. */
static bool add_number(struct scene *s, const struct scene_input *in, struct frame *f,
                       uint32_t mark)
{
    const struct scene_seen *seen = &s->seen[mark];
    const struct scene_mark *m = &in->mark[mark];
    const float apart = 17 * f->view.scale;
    uint32_t at = f->n_numbers;
    if (at == FRAME_NUMBERS)
        return false;
    for (uint32_t i = 0; i < f->n_numbers; i++)
        if (hypotf(s->number[i].at[0] - seen->pixel[0],
                   s->number[i].at[1] - seen->pixel[1]) < apart)
            return false;
    for (; at > 0 && s->number[at - 1].at[1] > seen->pixel[1]; at--)
        s->number[at] = s->number[at - 1];
    s->number[at] = (struct frame_number){.at = {seen->pixel[0], seen->pixel[1]},
                                          .radius = seen->radius,
                                          .name = m->brief ? m->brief : m->text,
                                          .mark = mark};
    f->n_numbers++;
    return true;
}

/* What is chosen and has no name here gets a number or is counted, so that nothing is
 * missing unsaid. */
static void count_unnamed(struct scene *s, const struct scene_input *in, struct frame *f)
{
    f->number = s->number;
    for (uint32_t i = 0; i < in->n_marks; i++) {
        const struct scene_mark *m = &in->mark[i];
        bool counts = !m->hidden && (m->emphasis >= SCENE_CHOSEN || m->awaited);
        if (!counts || !m->text || m->emphasis == SCENE_MISSED || scene_names(s, (int)i))
            continue;
        bool asked = false;
        for (uint32_t k = 0; k < s->n_requests && !asked; k++)
            asked = s->request_mark[k] == (int)i;
        f->n_no_room += asked && !add_number(s, in, f, i);
        f->n_behind += !asked;
    }
}

void frame_build_labels(struct scene *s, const struct scene_input *in, struct frame *f)
{
    s->n_shown = s->n_requests = 0;
    if (!in->text_size || !(in->layers & SCENE_LABELS)) {
        s->labels_key = 0; // what is laid out goes to the letters
        return;
    }
    struct labels_input labels = {.request = s->request,
                                  .n = find_requests(s, in, f),
                                  .note = s->note,
                                  .port = &in->port,
                                  .hurried = in->moving};
    s->n_requests = labels.n;
    labels.n_over = find_over(s, in);
    labels.over = (const float(*)[4])s->over;
    drop_named_notes(s, labels.n);
    labels.n_notes = s->n_notes;
    if (!labels.n && !labels.n_notes) {
        s->labels_key = 0;
        count_unnamed(s, in, f);
        return;
    }
    labels.n_discs = find_discs(s, in);
    labels.disc = s->disc;
    uint64_t key = key_of(s, in, f, &labels);
    if (key != s->labels_key) {
        find_body(s, in, f);
        struct cover things;
        cover_clear(&things, in->port.width, in->port.height);
        cover_needles(s, f, &things);
        labels.body = &s->body;
        labels.things = &things;
        s->n_labels = labels_lay_out(&labels, s->label);
        s->labels_key = key;
        keep_sources(s, &labels);
    }
    for (uint32_t i = 0; i < s->n_labels; i++)
        s->label[i].text = text_of(&labels, s->label_source[i]);
    f->n_labels = s->n_shown = s->n_labels;
    count_unnamed(s, in, f);
}
