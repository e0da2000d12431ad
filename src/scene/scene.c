/* scene.c - each layer fills its arrays; the frame then points at them.
 *
 * What depends on the mesh alone (the warmth's reach) is recomputed only when the warmed
 * places or the mesh change; what depends on the camera (markers, labels) each time. */
#include "scene/scene.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "scene/frame_internal.h"

struct scene *scene_create(void)
{
    return scene_create_from(0);
}

struct scene *scene_create_from(uint32_t first)
{
    struct scene *s = xcalloc(1, sizeof *s);
    s->first = first;
    s->label = xmalloc((LABELS_MAX + NOTES_MOST + 2) * sizeof *s->label);
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
    free(s->ribbon_course);
    free(s->line);
    free(s->tick);
    free(s->marker);
    free(s->needle);
    free(s->lamp);
    free(s->label);
    free(s->written);
    free(s->name_share);
    free(s->request);
    free(s->heat);
    free(s->warm);
    free(s->disc);
    free(s->over);
    free(s->cell);
    free(s->seen);
    free(s);
    *scene = NULL;
}

// ---------------------------------------------------------------- courses and measures

/* what is chosen carries to the last row, the rest is told from the skin; a little more
 * than is promised, since a picture has but 256 steps */
static const struct frame_ribbon RIBBONS[] = {
    [SCENE_COURSE_BACK] = {.width = 0.0024f, .min_width = 1.8f},
    [SCENE_COURSE_REST] = {.width = 0.0026f,
                           .min_width = 2.4f,
                           .casing = 0.9f,
                           .contrast = 2.2f},
    [SCENE_COURSE_CHOSEN] = {.width = 0.0042f,
                             .min_width = 4.4f,
                             .casing = 1.4f,
                             .contrast = 3.6f,
                             .flow = 0.6f}};
static const struct frame_ribbon HATCH = {.width = 0.0013f, .min_width = 1.2f};
#define STEPPED_BACK 0.15f

/* The first of the n places lies `arc` metres along the way; returns where the last does.
 */
static float append_path(struct scene *s, const float (*position)[3],
                         const float (*normal)[3], uint32_t n, float arc)
{
    s->path = xgrow(s->path, &s->room_path, s->n_path + n, sizeof *s->path);
    for (uint32_t i = 0; i < n; i++) {
        struct frame_path *p = &s->path[s->n_path + i];
        if (i) {
            float d[3] = {position[i][0] - position[i - 1][0],
                          position[i][1] - position[i - 1][1],
                          position[i][2] - position[i - 1][2]};
            arc += sqrtf(frame_dot(d, d));
        }
        memcpy(p->position, position[i], sizeof p->position);
        memcpy(p->normal, normal[i], sizeof p->normal);
        p->arc = arc;
    }
    s->n_path += n;
    return arc;
}

/* a way over the skin, and what of it is shown */
struct course_way {
    const float (*position)[3];
    const float (*normal)[3];
    uint32_t n;
    const uint8_t *shown;
    uint32_t course; /* in the input; UINT32_MAX = none */
};

/* Adds it as ribbons that look like this one: one for each stretch that is there. */
static void add_ribbons(struct scene *s, const struct scene_input *in,
                        const struct course_way *way, const struct frame_ribbon *like)
{
    float arc = 0;
    for (uint32_t i = 0, n; i < way->n; i += n ? n : 1) {
        for (n = 0; i + n < way->n; n++)
            if ((way->shown && !way->shown[i + n]) ||
                (in->cut && !cutaway_keeps(in->cut, way->position[i + n])))
                break;
        if (n < 2)
            continue;
        s->ribbon =
            xgrow(s->ribbon, &s->room_ribbon, s->n_ribbons + 1, sizeof *s->ribbon);
        s->ribbon_course = xgrow(s->ribbon_course, &s->room_ribbon_course,
                                 s->n_ribbons + 1, sizeof *s->ribbon_course);
        s->ribbon_course[s->n_ribbons] = way->course;
        struct frame_ribbon *r = &s->ribbon[s->n_ribbons++];
        *r = *like;
        r->first = s->n_path;
        r->count = n;
        arc = append_path(s, way->position + i, way->normal + i, n, arc);
    }
}

static void add_courses(struct scene *s, const struct scene_input *in, bool shown)
{
    for (uint32_t i = 0; i < in->n_courses; i++) {
        const struct scene_course *c = &in->course[i];
        if (!c->hatch && (!shown || c->state == SCENE_COURSE_HIDDEN))
            continue;
        struct frame_ribbon r = c->hatch ? HATCH : RIBBONS[c->state];
        frame_rgba(c->color, r.color);
        r.color[3] *= c->hatch ? 0.8f : c->state == SCENE_COURSE_BACK ? STEPPED_BACK : 1;
        add_ribbons(s, in,
                    &(struct course_way){c->position, c->normal, c->n, c->shown,
                                         c->hatch ? UINT32_MAX : i},
                    &r);
    }
}

static void build_courses(struct scene *s, const struct scene_input *in)
{
    uint32_t shown = in->layers & SCENE_CHANNELS;
    float plane[4];
    frame_plane(in, plane);
    if (s->path_version && s->courses_version == in->courses_version &&
        s->creases_version == in->creases_version &&
        s->borders_version == in->borders_version && s->drawn_layers == shown &&
        memcmp(s->drawn_plane, plane, sizeof plane) == 0) {
        s->n_path = s->n_course_path;
        return;
    }
    s->n_path = s->n_ribbons = 0;
    for (uint32_t i = 0; i < in->n_creases; i++) {
        const struct scene_crease *c = &in->crease[i];
        add_ribbons(
            s, in,
            &(struct course_way){c->position, c->normal, c->n, c->shown, UINT32_MAX},
            &(struct frame_ribbon){.width = c->width, .furrow = c->depth});
    }
    for (uint32_t i = 0; i < in->n_borders; i++) {
        const struct scene_course *c = &in->border[i];
        struct frame_ribbon r = {.width = 0.0007f, .min_width = 1.1f};
        frame_rgba(c->color, r.color);
        r.color[3] *= 0.6f;
        add_ribbons(
            s, in,
            &(struct course_way){c->position, c->normal, c->n, c->shown, UINT32_MAX}, &r);
    }
    add_courses(s, in, shown);
    s->n_course_path = s->n_path;
    s->courses_version = in->courses_version;
    s->creases_version = in->creases_version;
    s->borders_version = in->borders_version;
    s->drawn_layers = shown;
    memcpy(s->drawn_plane, plane, sizeof plane);
    s->path_version++;
}

static struct frame_tick *add_tick(struct scene *s, struct frame *f,
                                   const struct scene_measure *m, uint32_t i, float t)
{
    s->tick = xgrow(s->tick, &s->room_tick, f->n_ticks + 1, sizeof *s->tick);
    struct frame_tick *tick = &s->tick[f->n_ticks++];
    float along[3], length = 0;
    for (int k = 0; k < 3; k++) {
        along[k] = m->position[i + 1][k] - m->position[i][k];
        tick->position[k] = m->position[i][k] + t * along[k];
        tick->normal[k] = m->normal[i][k] + t * (m->normal[i + 1][k] - m->normal[i][k]);
    }
    length = sqrtf(frame_dot(along, along));
    for (int k = 0; k < 3; k++)
        tick->along[k] = length > 0 ? along[k] / length : 0;
    tick->length = 15;
    tick->width = 2.2f;
    return tick;
}

static void add_ticks(struct scene *s, const struct scene_input *in, struct frame *f,
                      const struct scene_measure *m, uint32_t first)
{
    float next = 0;
    uint32_t n = 0;
    for (uint32_t k = 0; k + 1 < m->n; k++) {
        float a = s->path[first + k].arc, b = s->path[first + k + 1].arc;
        for (; b > a && next <= b + 1e-6f; next += m->tick_every, n++) {
            struct frame_tick *tick = add_tick(s, f, m, k, (next - a) / (b - a));
            frame_rgba(m->quiet ? in->colors.ink_soft : in->colors.accent, tick->color);
            tick->length = m->quiet ? (n % 5 ? 7 : 14) : n ? tick->length : 22;
            tick->width = m->quiet ? 1.2f : tick->width;
            // the last number gives way to what is written at the end
            bool last =
                m->quiet && m->total && next > s->path[first + m->n - 1].arc - 0.08f;
            if (n < m->n_tick_names && !last)
                frame_add_note(s, in, f, m->tick_name[n], tick, 0.5f * tick->length + 5,
                               n && !m->quiet ? FRAME_NOTE_NUMBER : FRAME_NOTE_END);
        }
    }
    struct frame_tick end = *add_tick(s, f, m, m->n - 2, 1);
    f->n_ticks--; // a place for the words alone
    if (m->total)
        frame_add_note(s, in, f, m->total, &end, 24, FRAME_NOTE_END);
}

static void add_measures(struct scene *s, const struct scene_input *in, struct frame *f,
                         const struct scene_measures *list)
{
    s->line = xgrow(s->line, &s->room_line, f->n_lines + list->n, sizeof *s->line);
    for (uint32_t i = 0; i < list->n; i++) {
        const struct scene_measure *m = &list->line[i];
        if (m->n < 2)
            continue;
        struct frame_line *line = &s->line[f->n_lines++];
        *line = (struct frame_line){.first = s->n_path, .count = m->n, .hidden = 0.25f};
        frame_rgba(m->missed  ? in->colors.ink
                   : m->quiet ? in->colors.ink_soft
                              : in->colors.accent,
                   line->color);
        line->width = m->missed ? 1.8f : m->quiet ? 1.2f : 3;
        line->dash = m->missed ? 0.005f : 0;
        line->gap = m->missed ? 0.004f : m->quiet ? 0 : 0.0045f;
        append_path(s, m->position, m->normal, m->n, 0);
        if (m->tick_every > 0)
            add_ticks(s, in, f, m, line->first);
    }
}

/* From the floor to the crown, beside the body as the eye sees it. */
static void add_scale(struct scene *s, const struct scene_input *in, struct frame *f)
{
    static const char *const NAMES[] = {"0", "",    "", "",  "", "0.5", "",
                                        "",  "",    "", "1", "", "",    "",
                                        "",  "1.5", "", "",  "", "",    "2"};
    const float aside = 0.07f; // metres
    if (!(in->layers & SCENE_SCALE) || !in->scale)
        return;
    const float *v = f->view.view, out[3] = {v[2], 0, v[10]};
    const float right[2] = {v[0], v[8]}; // of the eye, along x and z
    float length = hypotf(out[0], out[2]), half = 0, at[2][3], normal[2][3];
    for (int i = 0; i < 2; i++)
        half += fabsf(right[i]) * (s->max[2 * i] - s->min[2 * i]) / 2;
    for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 3; k += 2)
            at[i][k] = (s->min[k] + s->max[k]) / 2 + right[k / 2] * (half + aside);
        at[i][1] = i ? s->max[1] : 0;
        for (int k = 0; k < 3; k++)
            normal[i][k] = length > 0 ? out[k] / length : 0;
    }
    const struct scene_measure scale = {.position = (const float(*)[3])at,
                                        .normal = (const float(*)[3])normal,
                                        .n = 2,
                                        .tick_every = 0.1f,
                                        .quiet = true,
                                        .tick_name = NAMES,
                                        .n_tick_names = sizeof NAMES / sizeof *NAMES,
                                        .total = in->scale};
    add_measures(s, in, f, &(struct scene_measures){&scale, 1});
}

static void build_measures(struct scene *s, const struct scene_input *in, struct frame *f)
{
    f->n_lines = f->n_ticks = s->n_notes = 0;
    for (uint32_t i = 0; i < in->n_measures; i++)
        add_measures(s, in, f, &in->measures[i]);
    add_scale(s, in, f);
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
        float d2 = frame_dot(d, d) / (reach * reach);
        if (d2 < 9)
            best = 1 - (1 - best) * (1 - expf(-d2));
    }
    return (uint8_t)(best * 255 + 0.5f);
}

/* the lamps, while they warm */
static void build_lamps(struct scene *s, const struct scene_input *in, struct frame *f)
{
    s->lamp = xgrow(s->lamp, &s->room_lamp, in->n_lamps, sizeof *s->lamp);
    for (uint32_t i = 0; i < in->n_lamps; i++) {
        const struct scene_lamp *l = &in->lamp[i];
        s->lamp[i] = (struct frame_lamp){
            .radius = l->radius, .away = l->away, .glow = 0.5f + 0.5f * in->warmth};
        memcpy(s->lamp[i].mouth, l->mouth, sizeof l->mouth);
        memcpy(s->lamp[i].toward, l->toward, sizeof l->toward);
    }
    f->lamp = s->lamp;
    f->n_lamps = in->n_lamps;
}

static void build_heat(struct scene *s, const struct scene_input *in, struct frame *f)
{
    uint32_t n = 0;
    bool changed = s->heat_mesh != in->mesh_version;
    bool wanted = in->warmth > 0 && (in->layers & SCENE_HEAT);
    if (wanted && in->heat) {
        f->body.heat = in->heat;
        // never the number of what the marks made
        f->body.heat_version = in->heat_version | 1u << 31;
        f->body.heat_strength = in->warmth;
        build_lamps(s, in, f);
        return;
    }
    s->warm = xgrow(s->warm, &s->room_warm, in->n_marks, sizeof *s->warm);
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
        s->heat = xgrow(s->heat, &s->heat_room, in->mesh->n_vertices, 1);
        for (uint32_t v = 0; v < in->mesh->n_vertices; v++)
            s->heat[v] = warmth_at(s, in->mesh->position[v]);
        s->heat_mesh = in->mesh_version;
        s->heat_version++;
    }
    f->body.heat = s->heat;
    f->body.heat_version = s->first + s->heat_version;
    f->body.heat_strength = in->warmth;
}

// ---------------------------------------------------------------- the whole

static struct frame_body beneath_of(const struct scene_beneath *b)
{
    if (!b->mesh)
        return (struct frame_body){0};
    return (struct frame_body){.n_vertices = b->mesh->n_vertices,
                               .n_triangles = b->mesh->n_triangles,
                               .position = (const float(*)[3])b->mesh->position,
                               .normal = (const float(*)[3])b->mesh->normal,
                               .triangle = (const uint32_t(*)[3])b->mesh->triangle,
                               .version = b->version,
                               .tint = b->color,
                               .tint_version = b->color_version,
                               .alpha = 1};
}

/* Of a skin with something beneath it a thin rim of light is left in the end. */
static float skin_alpha(const struct scene_input *in)
{
    return 1 - (in->beneath.mesh ? 0.97f : 0.6f) * in->see_through;
}

/* bounds of what its triangles reach: a part has vertices that it does not use */
static void add_bounds(struct scene *s, const struct mesh *m)
{
    for (uint32_t t = 0; t < m->n_triangles; t++)
        for (int c = 0; c < 3; c++) {
            const float *p = m->position[m->triangle[t][c]];
            for (int k = 0; k < 3; k++) {
                s->min[k] = fminf(s->min[k], p[k]);
                s->max[k] = fmaxf(s->max[k], p[k]);
            }
        }
}

static void build_body(struct scene *s, const struct scene_input *in, struct frame *f)
{
    const struct mesh *m = in->mesh;
    if (s->bounds_mesh != in->mesh_version) {
        for (int k = 0; k < 3; k++) {
            s->min[k] = INFINITY;
            s->max[k] = -INFINITY;
        }
        add_bounds(s, m);
        if (in->veil.mesh)
            add_bounds(s, in->veil.mesh);
        s->bounds_mesh = in->mesh_version;
    }
    f->body = (struct frame_body){
        .n_vertices = m->n_vertices,
        .n_triangles = m->n_triangles,
        .position = (const float(*)[3])m->position,
        .normal = in->normal ? in->normal : (const float(*)[3])m->normal,
        .occlusion = in->occlusion ? in->occlusion : m->occlusion,
        .triangle = (const uint32_t(*)[3])m->triangle,
        .there = in->there,
        .version = in->mesh_version,
        .tint = in->tint,
        .tint_version = in->tint_version,
        .alpha = skin_alpha(in)};
    if (in->veil.mesh)
        f->veil = beneath_of(
            &(struct scene_beneath){.mesh = in->veil.mesh, .version = in->veil.version});
    f->veil.there = in->veil.there;
    f->clipped = in->cut && in->cut->clipped;
    f->opened = in->cut && !cutaway_is_whole(in->cut);
    frame_plane(in, f->plane);
    if (f->clipped) {
        f->face = beneath_of(&in->face);
        f->shadow = 0; // of feet that may be gone
    }
    if (in->see_through > 0) {
        f->beneath = beneath_of(&in->beneath);
        f->lit = beneath_of(&in->lit);
    }
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
    frame_rgba(in->colors.inner, color);
    memcpy(f->background.inner, color, sizeof f->background.inner);
    frame_rgba(in->colors.outer, color);
    memcpy(f->background.outer, color, sizeof f->background.outer);
    f->background.none = in->no_ground ? 1 : 0;
    camera_view(&in->camera, &in->port, &f->view);
    s->view = f->view;
    build_body(s, in, f);
    build_courses(s, in);
    build_measures(s, in, f);
    build_heat(s, in, f);
    frame_build_markers(s, in, f);
    frame_find_names(s, in, f);
    frame_build_labels(s, in, f);
    float soft[4];
    frame_rgba(in->colors.ink_soft, soft);
    frame_build_letters(s, in, f, soft);
    f->label = s->label;
    frame_write_names(s, in, f);
    f->path = s->path;
    f->n_path = s->n_path;
    f->path_version = s->first + s->path_version;
    f->ribbon = s->ribbon;
    f->n_ribbons = s->n_ribbons;
    f->line = s->line;
    f->tick = s->tick;
    f->marker = s->marker;
    f->needle = s->needle;
}
