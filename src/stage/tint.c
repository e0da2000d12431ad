#include "stage/tint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/territory.h"
#include "base/arena.h"
#include "catalog/rules_words.h"

enum { MAX_REGIONS = 128 };

struct tint {
    uint8_t (*color)[4];
    uint8_t *region, *side, *weight;
    uint32_t n, version, subject_version;
    bool measured; /* region and side are those of this body */
    struct tint_params shown;
    bool any, made;
    int word_of[MAX_REGIONS]; /* by index into catalog.region: the case's word, or -1 */
};

struct tint *tint_create(void)
{
    return xcalloc(1, sizeof(struct tint));
}

void tint_destroy(struct tint **tint)
{
    if (!tint || !*tint)
        return;
    free((*tint)->color);
    free((*tint)->region);
    free((*tint)->side);
    free((*tint)->weight);
    free(*tint);
    *tint = NULL;
}

/* Neighbours in the list, which are neighbours on the body, differ in hue and lightness;
 * after Paul Tol's muted set (2021). */
static const uint32_t LIGHT[] = {0x8C6BB1FF, 0x44AA99FF, 0xCC8A5AFF, 0x5B7FC7FF,
                                 0x999933FF, 0xB5657AFF, 0x6AA84FFF, 0x7A7A8CFF,
                                 0xD0A93FFF, 0x4F9BB8FF, 0xA05A8CFF};

uint32_t tint_region_color(const struct catalog *catalog, int region, bool dark)
{
    // count within the region's own kind, so that each layer starts anew
    int at = 0;
    for (int i = 0; i < region; i++)
        at += catalog->region[i].kind == catalog->region[region].kind;
    uint32_t c = LIGHT[at % (int)(sizeof LIGHT / sizeof *LIGHT)];
    return dark ? (c & 0xFFFFFF00) | 0xE6 : c;
}

uint32_t tint_kind_color(unsigned kinds, bool dark)
{
    if (kinds & CASE_PAIN && !(kinds & CASE_NUMBNESS))
        return dark ? 0xD0708AFF : 0xB0526AFF;
    if (kinds & CASE_NUMBNESS)
        return dark ? 0x86A0E0FF : 0x5B74B8FF;
    return dark ? 0xB490D8FF : 0x8A68B4FF;
}

static void blend(uint8_t out[4], uint32_t color, float cover)
{
    float have = out[3] / 255.0f, all = cover + have * (1 - cover);
    if (all <= 0)
        return;
    for (int k = 0; k < 3; k++) {
        float c = (float)(color >> (24 - 8 * k) & 0xFF);
        out[k] = (uint8_t)((c * cover + (float)out[k] * have * (1 - cover)) / all + 0.5f);
    }
    out[3] = (uint8_t)(all * 255 + 0.5f);
}

static void make_room(struct tint *t, const struct subject *subject)
{
    t->n = subject_mesh(subject)->n_vertices;
    t->color = xrealloc(t->color, t->n * sizeof *t->color);
    t->region = xrealloc(t->region, t->n);
    t->side = xrealloc(t->side, t->n);
    t->weight = xrealloc(t->weight, t->n);
    t->subject_version = subject_version(subject);
    t->measured = false;
}

/* where each region lies: asked for only by what shows one */
static void measure_body(struct tint *t, const struct subject *subject)
{
    const struct catalog *c = subject_catalog(subject);
    if (t->measured)
        return;
    t->measured = true;
    territory_regions(subject_body(subject), t->region, t->side);
    for (int i = 0; i < MAX_REGIONS; i++)
        t->word_of[i] = i < c->n_regions && c->region[i].kind == REGION_SYMPTOM
                            ? rules_word_find(word_regions, c->region[i].id)
                            : -1;
}

// ---------------------------------------------------------------- the layers

/* the weights in t, softened, in one colour */
static void paint_weight(struct tint *t, const struct tint_params *p, uint32_t color,
                         float cover)
{
    territory_soften(subject_body(p->subject), t->weight);
    for (uint32_t v = 0; v < t->n; v++)
        if (t->weight[v])
            blend(t->color[v], color, cover * (float)t->weight[v] / 255);
    t->any = true;
}

/* a symptom of all fingers is one of each */
static void add_kinds(unsigned kinds[WORD_REGIONS][SIDES], const struct rules *rules,
                      const struct case_symptom *s, int side)
{
    for (int w = 0; w < WORD_REGIONS; w++)
        if (w == s->region || (rules && rules->regions[s->region].covers >> w & 1))
            kinds[w][side] |= s->kinds;
}

static void paint_symptoms(struct tint *t, const struct tint_params *p)
{
    // by word and side: which kinds
    unsigned kinds[WORD_REGIONS][SIDES] = {{0}};
    if (!p->record->n_symptoms)
        return;
    measure_body(t, p->subject);
    for (int i = 0; i < p->record->n_symptoms; i++) {
        const struct case_symptom *s = &p->record->symptoms[i];
        for (int side = 0; side < SIDES; side++)
            if (s->side == CASE_BOTH || s->side == CASE_MIDLINE ||
                (s->side == CASE_L && side == SIDE_L) ||
                (s->side == CASE_R && side == SIDE_R))
                add_kinds(kinds, p->rules, s, side);
    }
    // one soft layer for each set of kinds that there is
    const unsigned every = CASE_PAIN | CASE_NUMBNESS | CASE_ABNORMAL;
    for (unsigned set = 1; set <= every; set++) {
        bool any = false;
        for (uint32_t v = 0; v < t->n; v++) {
            int word = t->region[v] < MAX_REGIONS ? t->word_of[t->region[v]] : -1;
            t->weight[v] = word >= 0 && kinds[word][t->side[v]] == set ? 255 : 0;
            any = any || t->weight[v];
        }
        if (any)
            paint_weight(t, p, tint_kind_color(set, p->dark), 0.5f);
    }
}

/* each place in the colour of the one that it belongs to most */
static void paint_kind(struct tint *t, const struct tint_params *p, enum region_kind kind,
                       float cover)
{
    const struct catalog *c = subject_catalog(p->subject);
    const uint8_t *of = p->territories ? territories_of(p->territories, kind) : NULL;
    for (uint32_t v = 0; of && v < t->n; v++)
        if (of[v] < c->n_regions)
            blend(t->color[v], tint_region_color(c, of[v], p->dark), cover);
    t->any = t->any || of;
}

/* every region in its colour; the colours themselves are softened, so that neighbours
 * melt into each other and no triangles show */
static void paint_regions(struct tint *t, const struct tint_params *p)
{
    const struct catalog *c = subject_catalog(p->subject);
    uint8_t *plane[4];
    measure_body(t, p->subject);
    for (int k = 0; k < 4; k++) {
        plane[k] = xmalloc(t->n);
        for (uint32_t v = 0; v < t->n; v++) {
            bool in = t->region[v] < c->n_regions;
            uint32_t color = in ? tint_region_color(c, t->region[v], p->dark) | 0xFF : 0;
            plane[k][v] = (uint8_t)(color >> (24 - 8 * k));
        }
        territory_soften(subject_body(p->subject), plane[k]);
    }
    for (uint32_t v = 0; v < t->n; v++) {
        uint32_t cover = plane[3][v], color = 0xFF;
        for (int k = 0; cover && k < 3; k++) {
            uint32_t full = plane[k][v] * 255U / cover;
            color |= (full > 255 ? 255 : full) << (24 - 8 * k);
        }
        if (cover)
            blend(t->color[v], color, 0.45f * (float)cover / 255);
    }
    for (int k = 0; k < 4; k++)
        free(plane[k]);
    t->any = true;
}

static void paint_hovered(struct tint *t, const struct tint_params *p)
{
    bool any = false;
    measure_body(t, p->subject);
    for (uint32_t v = 0; v < t->n; v++) {
        bool in = t->region[v] == p->hovered_region &&
                  (p->hovered_side == SIDE_M || t->side[v] == p->hovered_side);
        t->weight[v] = in ? 255 : 0;
        any = any || in;
    }
    if (any)
        paint_weight(t, p, p->dark ? 0xFFFFFFFF : 0x20262AFF, 0.14f);
}

static void paint_chosen(struct tint *t, const struct tint_params *p)
{
    if (territory_weights(subject_body(p->subject), p->chosen_region, SIDE_M, t->weight))
        paint_weight(t, p, p->chosen_color, 0.7f);
}

/* Cloth from below the shoulders to the middle of the thighs: skin of no region or of the
 * loins, and the thighs' upper part, by height on the standing body. */
static void paint_cloth(struct tint *t, const struct tint_params *p)
{
    const struct mesh *m = body_mesh(subject_standing(p->subject));
    const struct catalog *c = subject_catalog(p->subject);
    float top = -1e9f, foot = 1e9f;
    measure_body(t, p->subject);
    for (uint32_t v = 0; v < t->n; v++) {
        top = fmaxf(top, m->position[v][1]);
        foot = fminf(foot, m->position[v][1]);
    }
    for (uint32_t v = 0; v < t->n; v++) {
        float at = (m->position[v][1] - foot) / (top - foot);
        int r = t->region[v];
        const char *id = r < c->n_regions ? c->region[r].id : "";
        bool trunk = !*id || strcmp(id, "lumbosacral") == 0;
        bool thigh = strncmp(id, "thigh_", 6) == 0;
        t->weight[v] = (trunk && at < 0.763f) || thigh ? at > 0.36f ? 255 : 0 : 0;
    }
    paint_weight(t, p, p->dark ? 0x55636BFF : 0x7C8A90FF, 1);
}

/* Amber where our skin begins to lie off the model's, red where it lies as far off as no
 * part that fits has it (fit/fit.c). */
static void paint_off(struct tint *t, const struct tint_params *p)
{
    static const float BEGINS = 0.003f, AMBER = 0.008f, RED = 0.016f;
    static const uint32_t AMBER_COLOR = 0xC77A12FF, RED_COLOR = 0xC4323AFF;
    for (uint32_t v = 0; v < t->n; v++) {
        float off = p->off[v];
        float amber = fminf(fmaxf((off - BEGINS) / (AMBER - BEGINS), 0), 1);
        float red = fminf(fmaxf((off - AMBER) / (RED - AMBER), 0), 1);
        if (amber > 0)
            blend(t->color[v], AMBER_COLOR, 0.75f * amber);
        if (red > 0)
            blend(t->color[v], RED_COLOR, red);
    }
    t->any = true;
}

static bool same(const struct tint *t, const struct tint_params *p)
{
    const struct tint_params *s = &t->shown;
    return t->made && t->subject_version == subject_version(p->subject) &&
           s->record == p->record && s->record_version == p->record_version &&
           (s->layers & SCENE_SKIN) == (p->layers & SCENE_SKIN) && s->dark == p->dark &&
           s->covered == p->covered && s->off == p->off &&
           s->hovered_region == p->hovered_region && s->hovered_side == p->hovered_side &&
           s->chosen_region == p->chosen_region && s->chosen_color == p->chosen_color;
}

static void start_from_texture(struct tint *t, const struct subject *subject)
{
    const uint8_t(*own)[4] = subject_colors(subject);
    t->any = own != NULL;
    if (own)
        memcpy(t->color, own, t->n * sizeof *t->color);
    else
        memset(t->color, 0, t->n * sizeof *t->color);
}

const uint8_t (*tint_build(struct tint *t, const struct tint_params *p,
                           uint32_t *version))[4]
{
    if (!same(t, p)) {
        if (!t->made || t->subject_version != subject_version(p->subject))
            make_room(t, p->subject);
        start_from_texture(t, p->subject);
        if (p->covered)
            paint_cloth(t, p);
        if (p->off)
            paint_off(t, p);
        if (p->layers & SCENE_REGIONS)
            paint_regions(t, p);
        if (p->layers & SCENE_DERMATOMES)
            paint_kind(t, p, REGION_DERMATOME, 0.46f);
        if (p->layers & SCENE_NERVES)
            paint_kind(t, p, REGION_NERVE, 0.5f);
        if (p->record)
            paint_symptoms(t, p);
        if (p->chosen_region >= 0)
            paint_chosen(t, p);
        if (p->hovered_region >= 0)
            paint_hovered(t, p);
        t->shown = *p;
        t->made = true;
        t->version++;
    }
    *version = t->version;
    return t->any ? (const uint8_t(*)[4])t->color : NULL;
}
