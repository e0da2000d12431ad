#include "stage/isolated.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/trace.h"
#include "base/arena.h"

/* numbers that no whole body has */
#define OWN_VERSIONS (1u << 30)

/* the vertices of one list of lines, that is shown in part */
struct flags {
    uint8_t *shown;
    uint32_t room;
};

struct isolated {
    struct cutaway cut;
    struct {
        const struct subject *subject;
        uint32_t version;
        bool made, parted, faded;
        uint64_t gone[3];
        enum side half;
    } key; /* of the skin that is there */
    uint32_t version;

    struct mesh mesh, veil; /* of the body's vertices, with triangles of their own */
    uint32_t room;          /* triangles of each */
    float *share;           /* per vertex: how much of it is there, 0..1 */
    uint8_t *there, *other; /* the same for the picture, and what is missing to all */
    uint32_t room_vertices;

    struct scene_mark *mark;
    uint32_t room_mark;
    struct scene_course *course, *border;
    uint32_t room_course, room_border;
    struct scene_crease *crease;
    uint32_t room_crease;
    struct scene_name *name;
    uint32_t room_name;
    struct flags of_course, of_border, of_crease;
    uint32_t given[3]; /* versions of the three lists that the flags were made of */
    uint32_t skin;     /* version of the skin that they were made for */
    uint32_t lines;    /* version of what they became */
    char channel[8];   /* that the courses were chosen by */
    enum side side;
};

struct isolated *isolated_create(void)
{
    return xcalloc(1, sizeof(struct isolated));
}

void isolated_destroy(struct isolated **isolated)
{
    struct isolated *o = isolated ? *isolated : NULL;
    if (!o)
        return;
    free(o->mesh.triangle);
    free(o->veil.triangle);
    free(o->share);
    free(o->there);
    free(o->other);
    free(o->mark);
    free(o->course);
    free(o->border);
    free(o->crease);
    free(o->name);
    free(o->of_course.shown);
    free(o->of_border.shown);
    free(o->of_crease.shown);
    free(o);
    *isolated = NULL;
}

const struct cutaway *isolated_cut(const struct isolated *o)
{
    return &o->cut;
}

unsigned isolated_layers(const struct isolate *isolate, unsigned layers,
                         float *see_through)
{
    static const unsigned OF[ISOLATE_SYSTEMS] = {[ISOLATE_BONES] = SCENE_BONES,
                                                 [ISOLATE_NERVES] = SCENE_NERVES,
                                                 [ISOLATE_MUSCLES] = SCENE_MUSCLES,
                                                 [ISOLATE_VESSELS] =
                                                     SCENE_ARTERIES | SCENE_VEINS,
                                                 [ISOLATE_ORGANS] = SCENE_ORGANS};
    if (isolate->system == ISOLATE_ALL_SYSTEMS)
        return layers;
    *see_through = OF[isolate->system] ? 1 : 0;
    return (layers & ~(unsigned)SCENE_BENEATH) | OF[isolate->system];
}

struct cutaway_body isolated_body(const struct subject *subject)
{
    return (struct cutaway_body){.shown = subject_body(subject),
                                 .standing = subject_standing(subject),
                                 .posture = subject_posture(subject)};
}

/* how many of `n` counted steps hold less than a hundredth of all, from one end */
static int thin_end(const uint32_t *count, int n, uint32_t all, bool from_above)
{
    uint32_t sum = 0;
    int i = 0;
    for (; i < n; i++) {
        sum += count[from_above ? n - 1 - i : i];
        if (sum * 100 > all)
            break;
    }
    return i;
}

/* A few triangles that lie far from all others, because their part was told wrongly, do
 * not count: where they alone are, the box ends before them. */
static void trim(const struct subject *subject, const struct cutaway *cut, float min[3],
                 float max[3])
{
    enum { STEPS = 64 };
    const struct mesh *m = subject_mesh(subject);
    uint32_t count[3][STEPS] = {{0}}, all = 0;
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        const float *p = m->position[m->triangle[t][0]];
        if (!cutaway_has(cut, subject_standing(subject), t) || !cutaway_keeps(cut, p))
            continue;
        all++;
        for (int k = 0; k < 3; k++) {
            float share = (p[k] - min[k]) / fmaxf(max[k] - min[k], 1e-6f);
            count[k][(int)fminf(share * STEPS, STEPS - 1)]++;
        }
    }
    for (int k = 0; k < 3; k++) {
        float step = (max[k] - min[k]) / STEPS;
        int low = thin_end(count[k], STEPS, all, false),
            high = thin_end(count[k], STEPS, all, true);
        // a thin end that tapers is the part's own
        bool apart = low > STEPS / 8, above = high > STEPS / 8;
        min[k] += apart ? step * (float)low : 0;
        max[k] -= above ? step * (float)high : 0;
    }
}

bool isolated_bounds(const struct subject *subject, const struct cutaway *cut,
                     float min[3], float max[3])
{
    const struct mesh *m = subject_mesh(subject);
    const struct body *standing = subject_standing(subject);
    bool any = cutaway_is_whole(cut) && m->n_triangles;
    if (any)
        mesh_bounds(m, min, max);
    for (uint32_t t = 0; !cutaway_is_whole(cut) && t < m->n_triangles; t++) {
        const float *p = m->position[m->triangle[t][0]];
        if (!cutaway_has(cut, standing, t) || !cutaway_keeps(cut, p))
            continue;
        for (int k = 0; k < 3; k++) {
            min[k] = any ? fminf(min[k], p[k]) : p[k];
            max[k] = any ? fmaxf(max[k], p[k]) : p[k];
        }
        any = true;
    }
    if (any && cut->parted)
        trim(subject, cut, min, max);
    return any;
}

// ---------------------------------------------------------------- the skin

static bool is_same_skin(const struct isolated *o, const struct subject *subject)
{
    return o->key.made && o->key.subject == subject &&
           o->key.version == subject_version(subject) && o->key.parted == o->cut.parted &&
           o->key.faded == o->cut.faded && o->key.half == o->cut.half &&
           memcmp(o->key.gone, o->cut.gone, sizeof o->key.gone) == 0;
}

/* The border between two parts goes by triangles; the skin ends along a smooth line near
 * it. */
static void find_there(struct isolated *o, const struct mesh *mesh,
                       const struct body *standing)
{
    enum { SMOOTH = 8 };
    uint32_t n = mesh->n_vertices;
    if (n > o->room_vertices) {
        o->room_vertices = n;
        o->share = xrealloc(o->share, n * sizeof *o->share);
        o->there = xrealloc(o->there, n);
        o->other = xrealloc(o->other, n);
    }
    memset(o->there, 0, n); // triangles that are there ...
    memset(o->other, 0, n); // ... and those that are not
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        uint8_t *count = cutaway_has(&o->cut, standing, t) ? o->there : o->other;
        for (int k = 0; k < 3; k++)
            count[mesh->triangle[t][k]] += count[mesh->triangle[t][k]] < 255;
    }
    for (uint32_t v = 0; v < n; v++) {
        float all = (float)(o->there[v] + o->other[v]);
        o->share[v] = all > 0 ? (float)o->there[v] / all : 1;
    }
    for (int i = 0; i < SMOOTH; i++)
        mesh_soften(mesh, o->share);
    for (uint32_t v = 0; v < n; v++) {
        o->there[v] = (uint8_t)lrintf(255 * o->share[v]);
        o->other[v] = (uint8_t)(255 - o->there[v]);
    }
}

/* the triangles that reach into what is there, or into what is not */
static void take_triangles(struct mesh *out, const struct mesh *whole,
                           const uint8_t *there)
{
    uint32_t(*triangle)[3] = out->triangle;
    *out = *whole;
    out->triangle = triangle;
    out->n_triangles = 0;
    for (uint32_t t = 0; t < whole->n_triangles; t++) {
        const uint32_t *c = whole->triangle[t];
        if (there[c[0]] >= 128 || there[c[1]] >= 128 || there[c[2]] >= 128)
            memcpy(out->triangle[out->n_triangles++], c, sizeof *out->triangle);
    }
}

static void part_skin(struct isolated *o, const struct subject *subject)
{
    const struct mesh *whole = subject_mesh(subject);
    if (whole->n_triangles > o->room) {
        o->room = whole->n_triangles;
        o->mesh.triangle = xrealloc(o->mesh.triangle, o->room * sizeof *o->mesh.triangle);
        o->veil.triangle = xrealloc(o->veil.triangle, o->room * sizeof *o->veil.triangle);
    }
    find_there(o, whole, subject_standing(subject));
    take_triangles(&o->mesh, whole, o->there);
    take_triangles(&o->veil, whole, o->other);
    o->version++;
    o->key.made = true;
    o->key.subject = subject;
    o->key.version = subject_version(subject);
    o->key.parted = o->cut.parted;
    o->key.faded = o->cut.faded;
    o->key.half = o->cut.half;
    memcpy(o->key.gone, o->cut.gone, sizeof o->key.gone);
}

// ---------------------------------------------------------------- marks and names

static bool is_on_channel(const struct isolate *isolate, const char *channel,
                          enum side side)
{
    return strcmp(isolate->channel, channel) == 0 &&
           (isolate->part >= ISOLATE_ARM || isolate->side == SIDE_M || side == SIDE_M ||
            side == isolate->side);
}

static bool mark_is_shown(const struct isolated_params *p, const struct cutaway *cut,
                          const struct scene_mark *m, int i)
{
    struct cutaway_body body = isolated_body(p->subject);
    const struct site *site = p->highlight ? highlight_site(p->highlight, i) : NULL;
    int name;
    enum side side;
    bool landmark = p->highlight && highlight_landmark(p->highlight, i, &name, &side);
    if (*p->isolate->channel && !landmark &&
        !(site && is_on_channel(p->isolate, site->point->channel, site->side)))
        return false;
    // through what merely stands before something its needles are still seen
    if (p->isolate->rest == ISOLATE_BEFORE)
        return cutaway_keeps(cut, m->position);
    if (!site)
        return cutaway_shows(cut, &body, m->position);
    return cutaway_has(cut, body.standing, site->on.triangle) &&
           cutaway_keeps(cut, m->position);
}

static void part_marks(struct isolated *o, const struct isolated_params *p,
                       struct scene_input *scene)
{
    o->mark = xgrow(o->mark, &o->room_mark, scene->n_marks, sizeof *o->mark);
    for (uint32_t i = 0; i < scene->n_marks; i++) {
        o->mark[i] = scene->mark[i];
        o->mark[i].hidden |= !mark_is_shown(p, &o->cut, &scene->mark[i], (int)i);
    }
    scene->mark = o->mark;
}

static void part_names(struct isolated *o, const struct isolated_params *p,
                       struct scene_input *scene)
{
    struct cutaway_body body = isolated_body(p->subject);
    uint32_t n = 0;
    o->name = xgrow(o->name, &o->room_name, scene->n_names, sizeof *o->name);
    for (uint32_t i = 0; i < scene->n_names; i++)
        if (cutaway_shows(&o->cut, &body, scene->name[i].position))
            o->name[n++] = scene->name[i];
    scene->name = o->name;
    scene->n_names = n;
}

// ---------------------------------------------------------------- lines

/* whether the skin under each place of a line is there */
static void find_shown(const struct isolated *o, const struct subject *subject,
                       const float (*position)[3], uint32_t n, uint8_t *shown)
{
    struct cutaway parts = o->cut;
    parts.clipped = false; // the scene itself asks the plane
    struct cutaway_body body = isolated_body(subject);
    for (uint32_t i = 0; i < n; i++)
        shown[i] = cutaway_shows(&parts, &body, position[i]);
}

static uint32_t count(const struct scene_course *course, uint32_t n)
{
    uint32_t places = 0;
    for (uint32_t i = 0; i < n; i++)
        places += course[i].n;
    return places;
}

static void flag_courses(struct isolated *o, const struct subject *subject,
                         const struct scene_course *course, uint32_t n,
                         struct flags *flags)
{
    uint32_t at = 0;
    flags->shown = xgrow(flags->shown, &flags->room, count(course, n), 1);
    for (uint32_t i = 0; i < n; at += course[i++].n)
        find_shown(o, subject, course[i].position, course[i].n, flags->shown + at);
}

static void flag_creases(struct isolated *o, const struct subject *subject,
                         const struct scene_crease *crease, uint32_t n)
{
    struct flags *flags = &o->of_crease;
    uint32_t places = 0, at = 0;
    for (uint32_t i = 0; i < n; i++)
        places += crease[i].n;
    flags->shown = xgrow(flags->shown, &flags->room, places, 1);
    for (uint32_t i = 0; i < n; at += crease[i++].n)
        find_shown(o, subject, crease[i].position, crease[i].n, flags->shown + at);
}

static void copy_courses(struct scene_course *to, const struct scene_course *from,
                         uint32_t n, const uint8_t *shown)
{
    for (uint32_t i = 0; i < n; shown += from[i++].n) {
        to[i] = from[i];
        to[i].shown = shown;
    }
}

/* other channels are not shown; what is no channel has no trace */
static void choose_channel(struct isolated *o, const struct isolated_params *p,
                           uint32_t n)
{
    for (uint32_t i = 0; i < n && (int)i < p->traces->count; i++) {
        const struct trace_line *t = &p->traces->line[i];
        if (*p->isolate->channel && !is_on_channel(p->isolate, t->channel->id, t->side))
            o->course[i].state = SCENE_COURSE_HIDDEN;
    }
}

static void part_lines(struct isolated *o, const struct isolated_params *p,
                       struct scene_input *scene)
{
    const uint32_t given[3] = {scene->courses_version, scene->borders_version,
                               scene->creases_version};
    bool same = o->skin == o->version && memcmp(given, o->given, sizeof given) == 0 &&
                strcmp(o->channel, p->isolate->channel) == 0 &&
                o->side == p->isolate->side;
    o->course = xgrow(o->course, &o->room_course, scene->n_courses, sizeof *o->course);
    o->border = xgrow(o->border, &o->room_border, scene->n_borders, sizeof *o->border);
    o->crease = xgrow(o->crease, &o->room_crease, scene->n_creases, sizeof *o->crease);
    if (!same) {
        flag_courses(o, p->subject, scene->course, scene->n_courses, &o->of_course);
        flag_courses(o, p->subject, scene->border, scene->n_borders, &o->of_border);
        flag_creases(o, p->subject, scene->crease, scene->n_creases);
        memcpy(o->given, given, sizeof given);
        memcpy(o->channel, p->isolate->channel, sizeof o->channel);
        o->side = p->isolate->side;
        o->skin = o->version;
        o->lines++;
    }
    copy_courses(o->course, scene->course, scene->n_courses, o->of_course.shown);
    copy_courses(o->border, scene->border, scene->n_borders, o->of_border.shown);
    const uint8_t *shown = o->of_crease.shown;
    for (uint32_t i = 0; i < scene->n_creases; shown += scene->crease[i++].n) {
        o->crease[i] = scene->crease[i];
        o->crease[i].shown = shown;
    }
    choose_channel(o, p, scene->n_courses);
    scene->course = o->course;
    scene->border = o->border;
    scene->crease = o->crease;
    scene->courses_version = scene->borders_version = scene->creases_version =
        OWN_VERSIONS + o->lines;
}

// ---------------------------------------------------------------- the whole

/* the places that nothing may stand before: what is chosen, of what is isolated */
enum { PLACES_MOST = 64 };

/* a part without points is asked for as such */
static uint32_t sample_part(const struct subject *subject, const struct cutaway *part,
                            float (*place)[3])
{
    const struct mesh *m = subject_mesh(subject);
    const struct body *standing = subject_standing(subject);
    uint32_t there = 0, met = 0, n = 0;
    for (uint32_t t = 0; t < m->n_triangles; t++)
        there += cutaway_has(part, standing, t);
    for (uint32_t t = 0; t < m->n_triangles && n < PLACES_MOST; t++)
        if (cutaway_has(part, standing, t) && met++ % (there / PLACES_MOST + 1) == 0)
            memcpy(place[n++], m->position[m->triangle[t][0]], sizeof *place);
    return n;
}

/* the places of the marks from that emphasis on that lie in the part */
static uint32_t chosen_places(const struct isolated_params *p, const struct cutaway *part,
                              const struct scene_input *scene, enum scene_emphasis least,
                              float (*place)[3])
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < scene->n_marks && n < PLACES_MOST; i++)
        if (scene->mark[i].emphasis >= least && scene->mark[i].emphasis != SCENE_MISSED &&
            mark_is_shown(p, part, &scene->mark[i], (int)i))
            memcpy(place[n++], scene->mark[i].position, sizeof *place);
    return n;
}

static void find_cut(struct isolated *o, const struct isolated_params *p,
                     const struct scene_input *scene)
{
    struct cutaway_body body = isolated_body(p->subject);
    if (p->isolate->rest != ISOLATE_BEFORE) {
        cutaway_find(p->isolate, &body, &o->cut);
        return;
    }
    struct isolate only = *p->isolate;
    struct isolated_params of_part = *p;
    struct cutaway part;
    struct frame_view view;
    float place[PLACES_MOST][3];
    only.rest = ISOLATE_HIDE;
    of_part.isolate = &only;
    cutaway_find(&only, &body, &part);
    // the one that is looked at, or all that are chosen
    uint32_t n = chosen_places(&of_part, &part, scene, SCENE_SELECTED, place);
    if (!n)
        n = chosen_places(&of_part, &part, scene, SCENE_CHOSEN, place);
    if (!n && part.parted)
        n = sample_part(p->subject, &part, place);
    camera_view(&scene->camera, &scene->port, &view);
    cutaway_find_before(p->isolate, &body, view.eye, (const float(*)[3])place, n,
                        &o->cut);
}

void isolated_build(struct isolated *o, const struct isolated_params *p,
                    struct scene_input *scene)
{
    if (isolate_is_whole(p->isolate)) {
        memset(&o->cut, 0, sizeof o->cut);
        return;
    }
    find_cut(o, p, scene);
    if (!is_same_skin(o, p->subject))
        part_skin(o, p->subject);
    part_marks(o, p, scene);
    if (o->cut.parted || *p->isolate->channel)
        part_lines(o, p, scene);
    part_names(o, p, scene);
    scene->cut = &o->cut;
    scene->standing = subject_standing(p->subject);
    if (o->cut.parted) {
        scene->mesh = &o->mesh;
        scene->mesh_version = OWN_VERSIONS + o->version;
        scene->there = o->there;
        if (o->cut.faded && o->veil.n_triangles)
            scene->veil =
                (struct scene_veil){&o->veil, o->other, OWN_VERSIONS + o->version};
    }
}
