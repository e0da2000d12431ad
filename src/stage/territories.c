#include "stage/territories.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/territory.h"
#include "base/arena.h"

enum { KINDS = 2, NONE = 255, EDGE = 128, SMOOTHING = 8 };
static const enum region_kind SHOWN[KINDS] = {REGION_DERMATOME, REGION_NERVE};
static const unsigned LAYER[KINDS] = {SCENE_DERMATOMES, SCENE_NERVES};

/* one field of a region: positive where it is the one that a vertex belongs to */
struct field {
    const uint8_t *of;     /* which region each vertex belongs to */
    const uint8_t *first;  /* by how much that leads ... */
    const uint8_t *second; /* ... before the next best, or before belonging to none */
};

/* where a border crosses an edge of the mesh */
struct crossing {
    uint32_t edge[2];
    float share; /* from edge[0] to edge[1] */
    int32_t next[2];
    bool used;
};

struct territories {
    uint8_t *of[KINDS], *first, *second, *weight;
    uint16_t *sum;
    bool shown[KINDS];
    struct crossing *crossing;
    uint32_t n_crossings, room_crossings;
    int32_t *slot; /* a hash table of the crossings of one region */
    uint32_t n_slots;
    float (*position)[3], (*normal)[3], (*smooth)[3], *depth;
    uint32_t *changed; /* when each depth was, last */
    uint32_t n_places, room_places;
    struct run {
        uint32_t first, n;
    } * run;
    uint32_t n_runs, room_runs;
    struct scene_course *border;
    struct scene_name *name;
    char (*text)[64];
    uint32_t n_names, room_names;
    uint32_t version;
    const struct subject *subject; /* what it was made of */
    uint32_t subject_version, ink;
    unsigned layers;
    char lang[16];
};

struct territories *territories_create(void)
{
    return xcalloc(1, sizeof(struct territories));
}

void territories_destroy(struct territories **handle)
{
    struct territories *t = handle ? *handle : NULL;
    if (!t)
        return;
    for (int k = 0; k < KINDS; k++)
        free(t->of[k]);
    free(t->first);
    free(t->second);
    free(t->weight);
    free(t->sum);
    free(t->crossing);
    free(t->slot);
    free(t->position);
    free(t->normal);
    free(t->smooth);
    free(t->depth);
    free(t->changed);
    free(t->run);
    free(t->border);
    free(t->name);
    free(t->text);
    free(t);
    *handle = NULL;
}

// ---------------------------------------------------------------- who holds what

/* `of` is the best so far, `weight` what all together have */
static void contest(struct territories *t, int region, uint8_t *of, uint32_t n)
{
    for (uint32_t v = 0; v < n; v++) {
        uint8_t w = t->weight[v];
        t->sum[v] = (uint16_t)(t->sum[v] + w);
        if (w > t->first[v]) {
            t->second[v] = t->first[v];
            t->first[v] = w;
            of[v] = (uint8_t)region;
        } else if (w > t->second[v]) {
            t->second[v] = w;
        }
    }
}

/* Between narrow neighbours a place may belong to each by less than a half and to all of
 * them together by more: then it is the best one's. `first` of what is nobody's becomes
 * what all have of it. */
static void decide(struct territories *t, uint8_t *of, uint32_t n)
{
    for (uint32_t v = 0; v < n; v++) {
        int sum = t->sum[v] > 255 ? 255 : t->sum[v], none = 255 - sum;
        if (sum < EDGE) {
            of[v] = NONE;
            t->first[v] = (uint8_t)sum;
        } else if (none > t->second[v]) {
            t->second[v] = (uint8_t)none;
        }
    }
}

static void hold(struct territories *t, const struct subject *subject, int kind)
{
    const struct catalog *c = subject_catalog(subject);
    uint32_t n = subject_mesh(subject)->n_vertices;
    t->of[kind] = xrealloc(t->of[kind], n);
    t->first = xrealloc(t->first, n);
    t->second = xrealloc(t->second, n);
    t->weight = xrealloc(t->weight, n);
    t->sum = xrealloc(t->sum, n * sizeof *t->sum);
    memset(t->of[kind], NONE, n);
    memset(t->first, 0, n);
    memset(t->second, 0, n);
    memset(t->sum, 0, n * sizeof *t->sum);
    for (int i = 0; i < c->n_regions && i < NONE; i++)
        if (c->region[i].kind == SHOWN[kind] &&
            territory_weights(subject_body(subject), i, SIDE_M, t->weight))
            contest(t, i, t->of[kind], n);
    decide(t, t->of[kind], n);
}

// ---------------------------------------------------------------- borders

/* how far inside the region a vertex lies, in steps of weight, never 0 */
static float inside_of(const struct field *f, int region, uint32_t v)
{
    float lead = (float)f->first[v] - (float)f->second[v];
    if (f->of[v] == region)
        return fmaxf(lead, 1);
    if (f->of[v] == NONE)
        return fminf((float)f->first[v] - EDGE, -1);
    return fminf(-lead, -1);
}

/* where the edge is in the table, or would be put */
static uint32_t slot_of(const struct territories *t, uint32_t low, uint32_t high)
{
    uint32_t at = (low * 2654435761u ^ high * 40503u) & (t->n_slots - 1);
    for (; t->slot[at] >= 0; at = (at + 1) & (t->n_slots - 1)) {
        const struct crossing *c = &t->crossing[t->slot[at]];
        if (c->edge[0] == low && c->edge[1] == high)
            break;
    }
    return at;
}

/* at most half full */
static void widen(struct territories *t)
{
    if (2 * (t->n_crossings + 1) <= t->n_slots)
        return;
    t->n_slots *= 2;
    t->slot = xrealloc(t->slot, t->n_slots * sizeof *t->slot);
    for (uint32_t k = 0; k < t->n_slots; k++)
        t->slot[k] = -1;
    for (uint32_t i = 0; i < t->n_crossings; i++)
        t->slot[slot_of(t, t->crossing[i].edge[0], t->crossing[i].edge[1])] = (int32_t)i;
}

static int32_t find_crossing(struct territories *t, const struct field *f, int region,
                             uint32_t a, uint32_t b)
{
    uint32_t low = a < b ? a : b, high = a < b ? b : a;
    widen(t);
    uint32_t at = slot_of(t, low, high);
    if (t->slot[at] >= 0)
        return t->slot[at];
    t->crossing =
        xgrow(t->crossing, &t->room_crossings, t->n_crossings + 1, sizeof *t->crossing);
    float x = inside_of(f, region, low), y = inside_of(f, region, high);
    t->crossing[t->n_crossings] =
        (struct crossing){.edge = {low, high}, .share = x / (x - y), .next = {-1, -1}};
    t->slot[at] = (int32_t)t->n_crossings;
    return (int32_t)t->n_crossings++;
}

static void join(struct territories *t, int32_t a, int32_t b)
{
    struct crossing *p = &t->crossing[a], *q = &t->crossing[b];
    int i = p->next[0] < 0 ? 0 : 1, j = q->next[0] < 0 ? 0 : 1;
    if (p->next[i] < 0 && q->next[j] < 0) {
        p->next[i] = b;
        q->next[j] = a;
    }
}

/* the border of one region with none, and with those after it in the list */
static void cross(struct territories *t, const struct field *f, int region,
                  const struct mesh *mesh)
{
    for (uint32_t i = 0; i < mesh->n_triangles; i++) {
        const uint32_t *c = mesh->triangle[i];
        int n_in = 0, n = 0;
        bool drawn = false; // by the other region
        int32_t end[2];
        for (int k = 0; k < 3; k++) {
            n_in += f->of[c[k]] == region;
            drawn = drawn || f->of[c[k]] < region;
        }
        if (n_in == 0 || n_in == 3 || drawn)
            continue;
        for (int k = 0; k < 3 && n < 2; k++) {
            uint32_t a = c[k], b = c[(k + 1) % 3];
            if ((f->of[a] == region) != (f->of[b] == region))
                end[n++] = find_crossing(t, f, region, a, b);
        }
        join(t, end[0], end[1]);
    }
}

static void add_place(struct territories *t, const struct mesh *mesh,
                      const struct crossing *c)
{
    uint32_t room = t->room_places;
    t->position = xgrow(t->position, &room, t->n_places + 1, sizeof *t->position);
    if (room != t->room_places) {
        t->normal = xrealloc(t->normal, room * sizeof *t->normal);
        t->smooth = xrealloc(t->smooth, room * sizeof *t->smooth);
        t->room_places = room;
    }
    float *p = t->position[t->n_places], *n = t->normal[t->n_places], length = 0;
    for (int k = 0; k < 3; k++) {
        const uint32_t *e = c->edge;
        p[k] = mesh->position[e[0]][k] +
               c->share * (mesh->position[e[1]][k] - mesh->position[e[0]][k]);
        n[k] = mesh->normal[e[0]][k] +
               c->share * (mesh->normal[e[1]][k] - mesh->normal[e[0]][k]);
        length += n[k] * n[k];
    }
    for (int k = 0; k < 3; k++)
        n[k] /= sqrtf(fmaxf(length, 1e-12f));
    t->n_places++;
}

static void add_run(struct territories *t, const struct mesh *mesh, int32_t from)
{
    uint32_t first = t->n_places;
    int32_t at = from;
    while (at >= 0 && !t->crossing[at].used) {
        struct crossing *c = &t->crossing[at];
        c->used = true;
        add_place(t, mesh, c);
        bool fresh = c->next[0] >= 0 && !t->crossing[c->next[0]].used;
        at = fresh ? c->next[0] : c->next[1];
    }
    if (at >= 0 && at == from) // once round
        add_place(t, mesh, &t->crossing[from]);
    t->run = xgrow(t->run, &t->room_runs, t->n_runs + 1, sizeof *t->run);
    t->run[t->n_runs++] = (struct run){first, t->n_places - first};
}

/* the teeth of the triangles are taken off */
static void smooth_run(struct territories *t, const struct run *run)
{
    float(*p)[3] = t->position + run->first, (*q)[3] = t->smooth + run->first;
    for (int round = 0; round < SMOOTHING; round++) {
        for (uint32_t i = 1; i + 1 < run->n; i++)
            for (int k = 0; k < 3; k++)
                q[i][k] = 0.25f * p[i - 1][k] + 0.5f * p[i][k] + 0.25f * p[i + 1][k];
        for (uint32_t i = 1; i + 1 < run->n; i++)
            memcpy(p[i], q[i], sizeof p[i]);
    }
}

static void draw_borders(struct territories *t, const struct subject *subject, int kind)
{
    const struct catalog *c = subject_catalog(subject);
    const struct mesh *mesh = subject_mesh(subject);
    const struct field field = {t->of[kind], t->first, t->second};
    t->n_slots = 1u << 12;
    t->slot = xrealloc(t->slot, t->n_slots * sizeof *t->slot);
    for (int i = 0; i < c->n_regions && i < NONE; i++) {
        if (c->region[i].kind != SHOWN[kind])
            continue;
        t->n_crossings = 0;
        for (uint32_t k = 0; k < t->n_slots; k++)
            t->slot[k] = -1;
        cross(t, &field, i, mesh);
        for (int open = 1; open >= 0; open--) // those with ends first
            for (uint32_t k = 0; k < t->n_crossings; k++)
                if (!t->crossing[k].used && (!open || t->crossing[k].next[1] < 0))
                    add_run(t, mesh, (int32_t)k);
    }
}

// ---------------------------------------------------------------- names

static const char *text_for(const struct territories_params *p, const struct region *r,
                            char out[64])
{
    char id[64];
    snprintf(id, sizeof id, "region.%s", r->id);
    snprintf(out, 64, "%s",
             r->kind == REGION_DERMATOME ? r->english
             : p->texts                  ? texts_get(p->texts, id, r->english)
                                         : "");
    return out;
}

/* where one stands who reads: a name is written for each */
static const float FROM[][3] = {{0, 0, 1}, {0, 0, -1}, {1, 0, 0}, {-1, 0, 0}, {0, -1, 0}};
enum { FROM_ALL = sizeof FROM / sizeof *FROM };

static float facing(const struct mesh *mesh, uint32_t v, const float from[3])
{
    const float *n = mesh->normal[v];
    return n[0] * from[0] + n[1] * from[1] + n[2] * from[2];
}

static bool faces(const struct mesh *mesh, uint32_t v, const float from[3])
{
    return facing(mesh, v, from) > 0.3f;
}

/* whether one end of an edge is nearer by the other than it was known to be */
static bool go_along(struct territories *t, const struct mesh *mesh, uint32_t a,
                     uint32_t b, uint32_t round)
{
    const float *p = mesh->position[a], *q = mesh->position[b];
    uint32_t far = t->depth[a] < t->depth[b] ? b : a, near = far == a ? b : a;
    if (!(t->depth[near] < t->depth[far]))
        return false;
    float way = hypotf(hypotf(p[0] - q[0], p[1] - q[1]), p[2] - q[2]);
    if (!(t->depth[near] + way < t->depth[far]))
        return false;
    t->depth[far] = t->depth[near] + way;
    t->changed[far] = round;
    return true;
}

/* how far each place is along the skin from where its region ends, or turns away from
 * one who looks from there: metres */
static void find_depth(struct territories *t, const struct mesh *mesh, int kind,
                       const float from[3])
{
    const uint8_t *of = t->of[kind];
    t->depth = xrealloc(t->depth, mesh->n_vertices * sizeof *t->depth);
    for (uint32_t v = 0; v < mesh->n_vertices; v++)
        t->depth[v] = faces(mesh, v, from) ? INFINITY : 0;
    for (uint32_t i = 0; i < mesh->n_triangles; i++) {
        const uint32_t *c = mesh->triangle[i];
        if (of[c[0]] != of[c[1]] || of[c[0]] != of[c[2]])
            t->depth[c[0]] = t->depth[c[1]] = t->depth[c[2]] = 0;
    }
    // a triangle of which nothing has changed since it was looked at changes nothing
    t->changed = xrealloc(t->changed, mesh->n_vertices * sizeof *t->changed);
    memset(t->changed, 0, mesh->n_vertices * sizeof *t->changed);
    const uint32_t *last = t->changed;
    bool changed = true;
    for (uint32_t round = 1; changed; round++) {
        changed = false;
        for (uint32_t i = 0; i < mesh->n_triangles; i++) {
            // to and fro: a way along the triangles' order takes one round
            const uint32_t *c = mesh->triangle[round % 2 ? i : mesh->n_triangles - 1 - i];
            if (last[c[0]] + 1 < round && last[c[1]] + 1 < round &&
                last[c[2]] + 1 < round)
                continue;
            for (int k = 0; k < 3; k++)
                changed |= go_along(t, mesh, c[k], c[(k + 1) % 3], round);
        }
    }
}

/* On the skin of each side where the region is widest; along a band, in its middle. */
static void name_half(struct territories *t, const struct territories_params *p, int kind,
                      int region, bool left, const float from[3])
{
    /* a metre off the middle counts as so much less room; less room is no place */
    static const float OFF = 0.03f, LEAST = 0.005f;
    const struct mesh *m = subject_mesh(p->subject);
    const struct region *r = &subject_catalog(p->subject)->region[region];
    float midline = body_midline(subject_body(p->subject)), most = -INFINITY;
    double sum[3] = {0};
    uint32_t n = 0, best = 0;
    for (int round = 0; round < 2; round++)
        for (uint32_t v = 0; v < m->n_vertices; v++) {
            if (t->of[kind][v] != region || (m->position[v][0] > midline) != left ||
                !faces(m, v, from))
                continue;
            float off = 0;
            for (int k = 0; k < 3; k++) {
                sum[k] += round ? 0 : (double)m->position[v][k];
                float d = m->position[v][k] - (float)(sum[k] / fmax(n, 1));
                off += d * d;
            }
            n += !round;
            float worth = t->depth[v] * facing(m, v, from) - OFF * sqrtf(off);
            if (round && worth > most) {
                most = worth;
                best = v;
            }
        }
    if (!n || t->depth[best] < LEAST)
        return;
    uint32_t room = t->room_names;
    t->name = xgrow(t->name, &room, t->n_names + 1, sizeof *t->name);
    if (room != t->room_names) {
        t->text = xrealloc(t->text, room * sizeof *t->text);
        t->room_names = room;
    }
    struct scene_name *name = &t->name[t->n_names];
    *name = (struct scene_name){.of = region};
    if (!*text_for(p, r, t->text[t->n_names]))
        return;
    t->n_names++;
    memcpy(name->position, m->position[best], sizeof name->position);
    memcpy(name->normal, m->normal[best], sizeof name->normal);
    name->reach = t->depth[best];
    name->brief = r->kind == REGION_DERMATOME;
}

static void name_all(struct territories *t, const struct territories_params *p, int kind)
{
    const struct catalog *c = subject_catalog(p->subject);
    for (int k = 0; k < FROM_ALL; k++) {
        find_depth(t, subject_mesh(p->subject), kind, FROM[k]);
        for (int i = 0; i < c->n_regions && i < NONE; i++)
            for (int left = 0; c->region[i].kind == SHOWN[kind] && left < 2; left++)
                name_half(t, p, kind, i, left, FROM[k]);
    }
}

// ---------------------------------------------------------------- the whole

static void make(struct territories *t, const struct territories_params *p)
{
    t->n_places = t->n_runs = t->n_names = 0;
    for (int kind = 0; kind < KINDS; kind++) {
        t->shown[kind] = p->layers & LAYER[kind];
        if (!t->shown[kind])
            continue;
        hold(t, p->subject, kind);
        draw_borders(t, p->subject, kind);
        name_all(t, p, kind);
    }
    for (uint32_t i = 0; i < t->n_names; i++)
        t->name[i].text = t->text[i];
    t->border = xrealloc(t->border, (t->n_runs + 1) * sizeof *t->border);
    for (uint32_t i = 0; i < t->n_runs; i++) {
        const struct run *run = &t->run[i];
        smooth_run(t, run);
        t->border[i] =
            (struct scene_course){.position = (const float(*)[3])t->position + run->first,
                                  .normal = (const float(*)[3])t->normal + run->first,
                                  .n = run->n,
                                  .color = p->ink};
    }
    t->version++;
}

void territories_build(struct territories *t, const struct territories_params *p,
                       struct scene_input *scene)
{
    unsigned layers = p->layers & (LAYER[0] | LAYER[1]);
    const char *lang = p->texts ? texts_lang(p->texts) : "";
    if (t->subject != p->subject || t->subject_version != subject_version(p->subject) ||
        t->layers != layers || t->ink != p->ink || strcmp(t->lang, lang) != 0) {
        snprintf(t->lang, sizeof t->lang, "%s", lang);
        t->subject = p->subject;
        t->subject_version = subject_version(p->subject);
        t->layers = layers;
        t->ink = p->ink;
        make(t, p);
    }
    scene->border = t->border;
    scene->n_borders = t->n_runs;
    scene->borders_version = t->version;
    scene->name = t->name;
    scene->n_names = t->n_names;
}

const uint8_t *territories_of(const struct territories *t, enum region_kind kind)
{
    for (int k = 0; k < KINDS; k++)
        if (SHOWN[k] == kind && t->shown[k])
            return t->of[k];
    return NULL;
}
