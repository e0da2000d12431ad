/* frame_build.c - each layer fills its arrays; the frame then points at them.
 *
 * What depends on the mesh alone (the warmth's reach) is recomputed only when the warmed
 * places or the mesh change; what depends on the camera (markers, labels) each time. */
#include "scene/frame_build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct scene {
    struct frame_path *path;
    struct frame_ribbon *ribbon;
    struct frame_line *line;
    struct frame_tick *tick;
    struct frame_marker *marker;
    struct frame_needle *needle;
    struct frame_label *label;
    struct label_request *request;
    uint32_t room_path, room_ribbon, room_line, room_tick, room_marker, room_needle;
    uint32_t n_path, n_ribbons, n_course_path;
    uint32_t courses_version, path_version, drawn_layers;

    uint8_t *heat;
    uint32_t heat_room, heat_version, heat_mesh;
    float (*warm)[3];
    uint32_t n_warm, room_warm;

    struct silhouette silhouette;
    float (*pixel)[3]; /* x, y, visible 0..1 per mark */
    uint32_t n_marks, room_pixel;
    float min[3], max[3];
    uint32_t bounds_mesh;
};

/* makes room for n elements, at least doubling */
static void *grow(void *array, uint32_t *room, uint32_t n, size_t size)
{
    if (n <= *room)
        return array;
    *room = n > *room * 2 ? n : *room * 2;
    return xrealloc(array, (size_t)*room * size);
}

struct scene *scene_create(void)
{
    struct scene *s = xcalloc(1, sizeof *s);
    s->label = xmalloc(LABELS_MAX * sizeof *s->label);
    s->request = xmalloc(LABELS_MAX * sizeof *s->request);
    return s;
}

void scene_destroy(struct scene **scene)
{
    if (!scene || !*scene)
        return;
    struct scene *s = *scene;
    free(s->path);
    free(s->ribbon);
    free(s->line);
    free(s->tick);
    free(s->marker);
    free(s->needle);
    free(s->label);
    free(s->request);
    free(s->heat);
    free(s->warm);
    free(s->pixel);
    free(s);
    *scene = NULL;
}

static void rgba(uint32_t color, float out[4])
{
    for (int i = 0; i < 4; i++)
        out[i] = (float)(color >> (24 - 8 * i) & 0xFF) / 255;
}

static float dot(const float a[3], const float b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

unsigned scene_layers_parse(const char *list, const char **bad)
{
    static const char *const NAMES[] = {"channels", "points",   "labels",     "needles",
                                        "heat",     "overlay",  "dermatomes", "nerves",
                                        "regions",  "landmarks"};
    unsigned layers = 0;
    *bad = NULL;
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, ",");
        unsigned bit = 0;
        for (unsigned i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
            if (strlen(NAMES[i]) == n && strncmp(NAMES[i], p, n) == 0)
                bit = 1u << i;
        if (!bit) {
            *bad = p;
            return 0;
        }
        layers |= bit;
        p += n;
        p += *p == ',';
    }
    return layers;
}

// ---------------------------------------------------------------- courses and measures

static void append_path(struct scene *s, const float (*position)[3],
                        const float (*normal)[3], uint32_t n)
{
    s->path = grow(s->path, &s->room_path, s->n_path + n, sizeof *s->path);
    float arc = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct frame_path *p = &s->path[s->n_path + i];
        if (i) {
            float d[3] = {position[i][0] - position[i - 1][0],
                          position[i][1] - position[i - 1][1],
                          position[i][2] - position[i - 1][2]};
            arc += sqrtf(dot(d, d));
        }
        memcpy(p->position, position[i], sizeof p->position);
        memcpy(p->normal, normal[i], sizeof p->normal);
        p->arc = arc;
    }
    s->n_path += n;
}

static void build_courses(struct scene *s, const struct scene_input *in)
{
    uint32_t shown = in->layers & SCENE_CHANNELS;
    if (s->path_version && s->courses_version == in->courses_version &&
        s->drawn_layers == shown) {
        s->n_path = s->n_course_path;
        return;
    }
    s->n_path = s->n_ribbons = 0;
    s->ribbon = grow(s->ribbon, &s->room_ribbon, in->n_courses, sizeof *s->ribbon);
    for (uint32_t i = 0; shown && i < in->n_courses; i++) {
        const struct scene_course *c = &in->course[i];
        struct frame_ribbon *r = &s->ribbon[s->n_ribbons++];
        *r = (struct frame_ribbon){.first = s->n_path,
                                   .count = c->n,
                                   .width = c->strong ? 0.0036f : 0.0024f,
                                   .min_width = c->strong ? 2.4f : 1.4f,
                                   .flow = c->strong ? 0.6f : 0};
        rgba(c->color, r->color);
        r->color[3] *= c->strong ? 0.95f : 0.5f;
        append_path(s, c->position, c->normal, c->n);
    }
    s->n_course_path = s->n_path;
    s->courses_version = in->courses_version;
    s->drawn_layers = shown;
    s->path_version++;
}

static void add_tick(struct scene *s, struct frame *f, const struct scene_measure *m,
                     uint32_t i, float t, const struct scene_input *in, bool end)
{
    s->tick = grow(s->tick, &s->room_tick, f->n_ticks + 1, sizeof *s->tick);
    struct frame_tick *tick = &s->tick[f->n_ticks++];
    float along[3], length = 0;
    for (int k = 0; k < 3; k++) {
        along[k] = m->position[i + 1][k] - m->position[i][k];
        tick->position[k] = m->position[i][k] + t * along[k];
        tick->normal[k] = m->normal[i][k] + t * (m->normal[i + 1][k] - m->normal[i][k]);
    }
    length = sqrtf(dot(along, along));
    for (int k = 0; k < 3; k++)
        tick->along[k] = length > 0 ? along[k] / length : 0;
    tick->length = end ? 22 : 15;
    tick->width = 2.2f;
    rgba(in->colors.accent, tick->color);
}

static void build_measures(struct scene *s, const struct scene_input *in, struct frame *f)
{
    s->line = grow(s->line, &s->room_line, in->n_measures, sizeof *s->line);
    f->n_lines = f->n_ticks = 0;
    for (uint32_t i = 0; i < in->n_measures; i++) {
        const struct scene_measure *m = &in->measure[i];
        if (m->n < 2)
            continue;
        struct frame_line *line = &s->line[f->n_lines++];
        *line = (struct frame_line){.first = s->n_path, .count = m->n, .hidden = 0.25f};
        rgba(m->missed ? in->colors.ink : in->colors.accent, line->color);
        line->width = m->missed ? 1.8f : 3;
        line->dash = m->missed ? 0.005f : 0;
        line->gap = m->missed ? 0.004f : 0.0045f;
        append_path(s, m->position, m->normal, m->n);
        if (m->tick_every <= 0)
            continue;
        float next = 0;
        for (uint32_t k = 0; k + 1 < m->n; k++) {
            float a = s->path[line->first + k].arc, b = s->path[line->first + k + 1].arc;
            for (; b > a && next <= b + 1e-6f; next += m->tick_every)
                add_tick(s, f, m, k, (next - a) / (b - a), in, next == 0);
        }
    }
}

// ---------------------------------------------------------------- warmth

/* Warmth reaches some centimetres over the skin around each treated point, on its side of
 * the body alone. */
static uint8_t warmth_at(const struct scene *s, const float p[3])
{
    const float reach = 0.055f;
    float best = 0;
    for (uint32_t i = 0; i < s->n_warm; i++) {
        const float *q = s->warm[i];
        if (q[0] * p[0] < 0 && fabsf(q[0]) > 0.02f)
            continue;
        float d[3] = {p[0] - q[0], p[1] - q[1], p[2] - q[2]};
        float d2 = dot(d, d) / (reach * reach);
        if (d2 < 9)
            best = 1 - (1 - best) * (1 - expf(-d2));
    }
    return (uint8_t)(best * 255 + 0.5f);
}

static void build_heat(struct scene *s, const struct scene_input *in, struct frame *f)
{
    uint32_t n = 0;
    bool changed = s->heat_mesh != in->mesh_version;
    bool wanted = in->warmth > 0 && (in->layers & SCENE_HEAT);
    s->warm = grow(s->warm, &s->room_warm, in->n_marks, sizeof *s->warm);
    for (uint32_t i = 0; wanted && i < in->n_marks; i++) {
        if (!in->mark[i].warmed)
            continue;
        changed |= n >= s->n_warm ||
                   memcmp(s->warm[n], in->mark[i].position, sizeof s->warm[n]) != 0;
        memcpy(s->warm[n++], in->mark[i].position, sizeof s->warm[0]);
    }
    if (!n)
        return;
    changed |= n != s->n_warm;
    s->n_warm = n;
    if (changed) {
        s->heat = grow(s->heat, &s->heat_room, in->mesh->n_vertices, 1);
        for (uint32_t v = 0; v < in->mesh->n_vertices; v++)
            s->heat[v] = warmth_at(s, in->mesh->position[v]);
        s->heat_mesh = in->mesh_version;
        s->heat_version++;
    }
    f->body.heat = s->heat;
    f->body.heat_version = s->heat_version;
    f->body.heat_strength = in->warmth;
}

// ---------------------------------------------------------------- marks

struct mark_style {
    enum frame_marker_shape shape;
    float radius, min_radius, max_radius, halo, hidden;
};

static const struct mark_style STYLES[] = {
    [SCENE_LANDMARK] = {FRAME_MARKER_DOT, 0.0016f, 1.5f, 4, 0, 0},
    [SCENE_DIM] = {FRAME_MARKER_DOT, 0.0022f, 1.6f, 5, 0, 0},
    [SCENE_OFFERED] = {FRAME_MARKER_RING, 0.0042f, 4, 9, 0, 0},
    [SCENE_CHOSEN] = {FRAME_MARKER_DISC, 0.0062f, 6, 14, 0.85f, 0},
    [SCENE_SELECTED] = {FRAME_MARKER_DISC, 0.0072f, 8, 16, 1, 0.25f},
    [SCENE_MISSED] = {FRAME_MARKER_RING, 0.0062f, 7, 14, 0, 0.25f},
};

static void mark_color(const struct scene_input *in, enum scene_emphasis e, float out[4])
{
    switch (e) {
    case SCENE_LANDMARK:
        rgba(in->colors.ink_soft, out);
        break;
    case SCENE_DIM:
        rgba(in->colors.ink_soft, out);
        out[3] = 0.7f;
        break;
    case SCENE_MISSED:
        rgba(in->colors.ink, out);
        break;
    case SCENE_OFFERED:
    case SCENE_CHOSEN:
    case SCENE_SELECTED:
        rgba(in->colors.accent, out);
        break;
    }
}

/* 1 facing the eye .. 0 turned away */
static float facing(const struct frame *f, const struct scene_mark *m)
{
    float to_eye[3];
    for (int k = 0; k < 3; k++)
        to_eye[k] = f->view.eye[k] - m->position[k];
    float length = sqrtf(dot(to_eye, to_eye));
    float c = length > 0 ? dot(to_eye, m->normal) / length : 0;
    float t = (c + 0.12f) / 0.3f;
    return t < 0 ? 0 : t > 1 ? 1 : t;
}

/* whether the body stands between the eye and the mark */
static bool covered(const struct scene_input *in, const struct frame *f,
                    const struct scene_mark *m)
{
    if (!in->bvh)
        return false;
    float origin[3], to_eye[3], length;
    struct bvh_hit hit;
    for (int k = 0; k < 3; k++) {
        origin[k] = m->position[k] + 0.003f * m->normal[k];
        to_eye[k] = f->view.eye[k] - origin[k];
    }
    length = sqrtf(dot(to_eye, to_eye));
    if (length <= 0)
        return false;
    for (int k = 0; k < 3; k++)
        to_eye[k] /= length;
    return bvh_ray(in->bvh, origin, to_eye, length, NULL, NULL, &hit);
}

static void build_markers(struct scene *s, const struct scene_input *in, struct frame *f)
{
    static const float WHITE[4] = {1, 1, 1, 1};
    s->marker = grow(s->marker, &s->room_marker, in->n_marks, sizeof *s->marker);
    s->needle = grow(s->needle, &s->room_needle, in->n_marks, sizeof *s->needle);
    s->pixel = grow(s->pixel, &s->room_pixel, in->n_marks, sizeof *s->pixel);
    s->n_marks = in->n_marks;
    for (uint32_t i = 0; i < in->n_marks; i++) {
        const struct scene_mark *m = &in->mark[i];
        s->pixel[i][2] = 0;
        if (camera_project(&f->view, m->position, s->pixel[i], NULL))
            s->pixel[i][2] = facing(f, m);
        if (s->pixel[i][2] > 0 && covered(in, f, m))
            s->pixel[i][2] = 0;
        unsigned layer = m->emphasis == SCENE_LANDMARK ? SCENE_LANDMARKS : SCENE_POINTS;
        if (in->layers & layer) {
            const struct mark_style *style = &STYLES[m->emphasis];
            struct frame_marker *marker = &s->marker[f->n_markers++];
            *marker = (struct frame_marker){.shape = style->shape,
                                            .radius = style->radius,
                                            .min_radius = style->min_radius,
                                            .max_radius = style->max_radius,
                                            .halo = style->halo,
                                            .hidden = style->hidden};
            memcpy(marker->position, m->position, sizeof marker->position);
            memcpy(marker->normal, m->normal, sizeof marker->normal);
            mark_color(in, m->emphasis, marker->color);
            memcpy(marker->rim, WHITE, sizeof WHITE);
        }
        if (m->needled && (in->layers & SCENE_NEEDLES)) {
            struct frame_needle *needle = &s->needle[f->n_needles++];
            *needle = (struct frame_needle){
                .depth = m->depth, .outside = 0.034f, .handle = 0.02f};
            memcpy(needle->entry, m->position, sizeof needle->entry);
            memcpy(needle->direction, m->direction, sizeof needle->direction);
        }
    }
}

static void find_silhouette(struct scene *s, const struct scene_input *in,
                            const struct frame *f)
{
    silhouette_clear(&s->silhouette, in->port.height);
    // every second vertex is as good: they lie millimetres apart
    for (uint32_t v = 0; v < in->mesh->n_vertices; v += 2) {
        float pixel[2];
        if (camera_project(&f->view, in->mesh->position[v], pixel, NULL))
            silhouette_add(&s->silhouette, pixel[0], pixel[1]);
    }
    silhouette_close(&s->silhouette);
}

static void build_labels(struct scene *s, const struct scene_input *in, struct frame *f)
{
    if (!in->text_size || !(in->layers & SCENE_LABELS))
        return;
    uint32_t n = 0;
    float scale = camera_mark_scale(&in->port);
    for (uint32_t i = 0; i < in->n_marks && n < LABELS_MAX; i++) {
        const struct scene_mark *m = &in->mark[i];
        const float *p = s->pixel[i];
        bool inside = p[0] >= 0 && p[0] < (float)in->port.width && p[1] >= 0 &&
                      p[1] < (float)in->port.height;
        if (!m->text || !inside || p[2] < 0.35f)
            continue;
        struct label_request *r = &s->request[n++];
        *r = (struct label_request){.text = m->text,
                                    .anchor = {p[0], p[1]},
                                    .radius = STYLES[m->emphasis].min_radius * scale + 2,
                                    .weight = m->weight,
                                    .opacity = fminf(1, (p[2] - 0.35f) * 3 + 0.6f)};
        r->style = m->emphasis >= SCENE_CHOSEN    ? FRAME_LABEL_STRONG
                   : m->emphasis == SCENE_OFFERED ? FRAME_LABEL_PLAIN
                                                  : FRAME_LABEL_QUIET;
        mark_color(in, m->emphasis, r->color);
        r->color[3] = 1;
        in->text_size(r->text, r->style, &r->width, &r->height, in->text_user);
    }
    if (!n)
        return;
    find_silhouette(s, in, f);
    f->n_labels = labels_lay_out(s->request, n, &in->port, &s->silhouette, s->label);
}

// ---------------------------------------------------------------- the whole

static void build_body(struct scene *s, const struct scene_input *in, struct frame *f)
{
    const struct mesh *m = in->mesh;
    if (s->bounds_mesh != in->mesh_version) {
        mesh_bounds(m, s->min, s->max);
        s->bounds_mesh = in->mesh_version;
    }
    f->body = (struct frame_body){.n_vertices = m->n_vertices,
                                  .n_triangles = m->n_triangles,
                                  .position = (const float(*)[3])m->position,
                                  .normal = (const float(*)[3])m->normal,
                                  .occlusion = m->occlusion,
                                  .triangle = (const uint32_t(*)[3])m->triangle,
                                  .version = in->mesh_version,
                                  .tint = in->tint,
                                  .tint_version = in->tint_version,
                                  .alpha = 1 - 0.6f * in->see_through};
    memcpy(f->body.min, s->min, sizeof s->min);
    memcpy(f->body.max, s->max, sizeof s->max);
}

void scene_build(struct scene *s, const struct scene_input *in, struct frame *f)
{
    *f = (struct frame){.background = {.centre = {0.5f, 0.45f}},
                        .shadow = 1,
                        .dark = in->colors.dark,
                        .halo_phase = in->halo_phase,
                        .flow_phase = in->flow_phase};
    float color[4];
    rgba(in->colors.inner, color);
    memcpy(f->background.inner, color, sizeof f->background.inner);
    rgba(in->colors.outer, color);
    memcpy(f->background.outer, color, sizeof f->background.outer);
    camera_view(&in->camera, &in->port, &f->view);
    build_body(s, in, f);
    build_courses(s, in);
    build_measures(s, in, f);
    build_heat(s, in, f);
    build_markers(s, in, f);
    build_labels(s, in, f);
    f->path = s->path;
    f->n_path = s->n_path;
    f->path_version = s->path_version;
    f->ribbon = s->ribbon;
    f->n_ribbons = s->n_ribbons;
    f->line = s->line;
    f->tick = s->tick;
    f->marker = s->marker;
    f->needle = s->needle;
    f->label = s->label;
}

int scene_pick(const struct scene *s, const float pixel[2], float reach)
{
    int best = -1;
    float nearest = reach;
    for (uint32_t i = 0; i < s->n_marks; i++) {
        float d = hypotf(s->pixel[i][0] - pixel[0], s->pixel[i][1] - pixel[1]);
        if (s->pixel[i][2] > 0.2f && d <= nearest) {
            nearest = d;
            best = (int)i;
        }
    }
    return best;
}
