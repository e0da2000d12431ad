#include "stage/lamp_light.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/territory.h"
#include "base/arena.h"
#include "catalog/rules_words.h"

enum { CLUSTERS = 8 };
static const float AWAY = 0.30f;    /* metres from the skin, as such lamps stand */
static const float MOUTH = 0.075f;  /* metres: the radius of the shade */
static const float LEAST = 0.070f;  /* metres: how far around its middle it warms */
static const float TOGETHER = 0.5f; /* metres: so near, one lamp does for both sides */

/* skin under one lamp */
struct lit_cluster {
    int zone, side; /* side -1: both */
    double sum[3], normal[3], n;
    float middle[3], toward[3], reach;
};

struct lamp_light {
    uint8_t *heat, *region, *side, *of; /* `of`: the cluster of a vertex, plus 1 */
    struct lit_cluster cluster[CLUSTERS];
    int n;
    struct scene_lamp lamp[CLUSTERS];
    uint32_t n_lamps, version;
    const struct subject *subject; /* what it was made of */
    uint32_t subject_version;
    uint64_t lit; /* hash of the regions that are */
};

struct lamp_light *lamp_light_create(void)
{
    return xcalloc(1, sizeof(struct lamp_light));
}

void lamp_light_destroy(struct lamp_light **handle)
{
    struct lamp_light *l = handle ? *handle : NULL;
    if (!l)
        return;
    free(l->heat);
    free(l->region);
    free(l->side);
    free(l->of);
    free(l);
    *handle = NULL;
}

/* whether a lit region of the plan holds skin of this word and side; *zone is its own */
static bool is_lit(const struct warmth_lamp *lamp, int word, int side, int *zone)
{
    for (int i = 0; i < lamp->plan->n_regions; i++) {
        const struct session_region *r = &lamp->plan->regions[i];
        int lit = rules_word_find(word_regions, r->region);
        if (!lamp->lit[i] || lit < 0 ||
            (r->side != 'M' && r->side != side_name((enum side)side)[0]) ||
            (lit != word && !(lamp->rules->regions[lit].covers >> word & 1)))
            continue;
        *zone = lamp->rules->regions[lit].zone;
        return true;
    }
    return false;
}

static int cluster_of(struct lamp_light *l, int zone, int side)
{
    for (int i = 0; i < l->n; i++)
        if (l->cluster[i].zone == zone && l->cluster[i].side == side)
            return i;
    if (l->n == CLUSTERS)
        return CLUSTERS - 1;
    l->cluster[l->n] = (struct lit_cluster){.zone = zone, .side = side};
    return l->n++;
}

/* which skin is lit, and by which lamp */
static void find_skin(struct lamp_light *l, const struct subject *subject,
                      const struct warmth_lamp *lamp)
{
    const struct catalog *c = subject_catalog(subject);
    const struct mesh *m = subject_mesh(subject);
    territory_regions(subject_body(subject), l->region, l->side);
    l->n = 0;
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        int r = l->region[v], zone = 0;
        int word = r < c->n_regions && c->region[r].kind == REGION_SYMPTOM
                       ? rules_word_find(word_regions, c->region[r].id)
                       : -1;
        bool lit = word >= 0 && is_lit(lamp, word, l->side[v], &zone);
        int at = lit ? cluster_of(l, zone, l->side[v]) : -1;
        l->of[v] = (uint8_t)(at + 1);
        l->heat[v] = lit ? 255 : 0;
        for (int k = 0; lit && k < 3; k++) {
            l->cluster[at].sum[k] += (double)m->position[v][k];
            l->cluster[at].normal[k] += (double)m->normal[v][k];
        }
        if (lit)
            l->cluster[at].n++;
    }
}

/* left and right under one lamp where they lie near each other */
static void join_sides(struct lamp_light *l, uint32_t n)
{
    for (int a = 0; a < l->n; a++)
        for (int b = a + 1; b < l->n; b++) {
            struct lit_cluster *p = &l->cluster[a], *q = &l->cluster[b];
            double apart = 0;
            for (int k = 0; k < 3; k++)
                apart += pow(p->sum[k] / p->n - q->sum[k] / q->n, 2);
            if (p->zone != q->zone || !(sqrt(apart) < (double)TOGETHER))
                continue;
            for (int k = 0; k < 3; k++) {
                p->sum[k] += q->sum[k];
                p->normal[k] += q->normal[k];
            }
            p->n += q->n;
            *q = (struct lit_cluster){.zone = -1, .side = -2};
            for (uint32_t v = 0; v < n; v++)
                if (l->of[v] == b + 1)
                    l->of[v] = (uint8_t)(a + 1);
        }
}

/* Its middle, how far it reaches, and from where it is lit: against the mean of its
 * normals, a little from above; a limb that is lit all round is lit from the front. */
static void aim(struct lamp_light *l, const struct mesh *m)
{
    for (int i = 0; i < l->n; i++) {
        struct lit_cluster *c = &l->cluster[i];
        float out[3], length = 0;
        if (c->n < 1)
            continue;
        for (int k = 0; k < 3; k++) {
            c->middle[k] = (float)(c->sum[k] / c->n);
            out[k] = (float)(c->normal[k] / c->n);
            length += out[k] * out[k];
        }
        if (length < 0.09f)
            memcpy(out, (float[3]){0, 0.1f, 1}, sizeof out);
        out[1] += 0.35f;
        length = sqrtf(out[0] * out[0] + out[1] * out[1] + out[2] * out[2]);
        for (int k = 0; k < 3; k++)
            c->toward[k] = -out[k] / length;
    }
    double sum[CLUSTERS] = {0};
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        int i = l->of[v] - 1;
        for (int k = 0; i >= 0 && k < 3; k++)
            sum[i] += pow((double)(m->position[v][k] - l->cluster[i].middle[k]), 2);
    }
    for (int i = 0; i < l->n; i++)
        if (l->cluster[i].n >= 1)
            l->cluster[i].reach =
                fmaxf(LEAST, 1.1f * sqrtf((float)(sum[i] / l->cluster[i].n)));
}

/* soft at the region's edge, less with the distance from the lamp's middle, and nothing
 * on the side that the lamp does not see */
static void warm(struct lamp_light *l, const struct subject *subject)
{
    const struct mesh *m = subject_mesh(subject);
    for (int i = 0; i < 3; i++)
        territory_soften(subject_body(subject), l->heat);
    for (uint32_t v = 0; v < m->n_vertices; v++) {
        const struct lit_cluster *c = &l->cluster[l->of[v] ? l->of[v] - 1 : 0];
        float far = 0, facing = 0;
        if (!l->of[v]) { // no farther than what was tested
            l->heat[v] = 0;
            continue;
        }
        for (int k = 0; k < 3; k++) {
            float off = m->position[v][k] - c->middle[k];
            far += off * off;
            facing -= c->toward[k] * m->normal[v][k];
        }
        float near = expf(-far / (1.6f * c->reach * c->reach));
        float seen = 0.25f + 0.75f * fminf(fmaxf(facing * 1.3f + 0.25f, 0), 1);
        l->heat[v] = (uint8_t)lrintf((float)l->heat[v] * near * seen);
    }
}

static void make(struct lamp_light *l, const struct subject *subject,
                 const struct warmth_lamp *lamp)
{
    const struct mesh *m = subject_mesh(subject);
    l->heat = xrealloc(l->heat, m->n_vertices);
    l->region = xrealloc(l->region, m->n_vertices);
    l->side = xrealloc(l->side, m->n_vertices);
    l->of = xrealloc(l->of, m->n_vertices);
    find_skin(l, subject, lamp);
    join_sides(l, m->n_vertices);
    aim(l, m);
    warm(l, subject);
    l->n_lamps = 0;
    for (int i = 0; i < l->n; i++) {
        const struct lit_cluster *c = &l->cluster[i];
        // a sole is lit from below, where a standing body leaves no room: before the toes
        static const float LOW[3] = {0, -0.22f, -0.9755f};
        if (c->n < 1)
            continue;
        struct scene_lamp *out = &l->lamp[l->n_lamps++];
        *out = (struct scene_lamp){.radius = MOUTH, .away = AWAY};
        memcpy(out->toward, c->toward[1] > 0.3f ? LOW : c->toward, sizeof out->toward);
        for (int k = 0; k < 3; k++)
            out->mouth[k] = c->middle[k] - AWAY * out->toward[k];
    }
    l->version++;
}

/* By what they are and not by the plan that has them: another plan may come to lie where
 * one was. 0 where none is lit. */
static uint64_t lit_regions(const struct warmth_lamp *lamp)
{
    uint64_t hash = UINT64_C(0xCBF29CE484222325); // FNV-1a
    bool any = false;
    for (int i = 0; lamp && i < lamp->plan->n_regions; i++) {
        const struct session_region *r = &lamp->plan->regions[i];
        if (!lamp->lit[i])
            continue;
        any = true;
        hash = (hash ^ (uint8_t)r->side) * UINT64_C(0x100000001B3);
        for (const char *c = r->region; *c; c++)
            hash = (hash ^ (uint8_t)*c) * UINT64_C(0x100000001B3);
    }
    return any ? hash | 1 : 0;
}

void lamp_light_build(struct lamp_light *l, const struct subject *subject,
                      const struct warmth_lamp *lamp, struct scene_input *scene)
{
    uint64_t lit = lit_regions(lamp);
    scene->heat = NULL;
    scene->n_lamps = 0;
    if (!lit || !lamp->rules)
        return;
    if (l->subject != subject || l->subject_version != subject_version(subject) ||
        l->lit != lit) {
        l->subject = subject;
        l->subject_version = subject_version(subject);
        l->lit = lit;
        make(l, subject, lamp);
    }
    scene->heat = l->heat;
    scene->heat_version = l->version;
    scene->lamp = l->lamp;
    scene->n_lamps = l->n_lamps;
}
