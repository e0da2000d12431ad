#include "study/beneath_quiz.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "study/chance.h"

/* what a needle meets for certain, and what it certainly does not, in metres */
#define MEETS 0.002f
#define CLEAR_OF 0.010f
/* a nerve shorter than this is no course to be found */
#define NERVE_LENGTH 0.08f
/* wrong answers are drawn from so many likely ones */
enum { LIKELY = 6 };

/* a point whose needle meets something to ask for */
struct under {
    const char *code;
    const struct site *site;
    struct near near;
};

struct beneath_quiz {
    struct arena *arena;
    const struct inside *inside;
    int n_under, n_nerves;
    struct under *under;
    const char **nerve; /* ids */
};

// ---------------------------------------------------------------- what there is to ask

static const struct site *site_of(const struct body *body, const char *code)
{
    int n;
    const struct site *site = body_sites(body, &n);
    for (int i = 0; i < n; i++) {
        const struct point *p = site[i].point;
        bool named =
            strcmp(p->code, code) == 0 || (p->group && strcmp(p->group, code) == 0);
        if (named && site[i].placed && site[i].side != SIDE_R)
            return &site[i];
    }
    return NULL;
}

/* how much a structure is worth asking for; 0 = not at all */
static int worth(const struct near *near, const struct site *site)
{
    const struct inside_part *part = near->part;
    bool met =
        near->distance <= MEETS && near->at >= 0.001f && near->at <= 2 * site->depth[1];
    if (!part->structure || !met)
        return 0;
    if (part->structure->warns)
        return 4;
    if (part->system == STRUCTURE_MUSCLE)
        return near->distance <= 0 && near->at <= site->depth[1] ? 1 : 0;
    return part->system == STRUCTURE_NERVE ? 3 : 2;
}

/* the one thing under the needle that is best worth knowing */
static bool find_under(const struct inside *inside, const struct site *site,
                       struct near *out)
{
    struct near near[NEAR_MAX];
    int n = near_site(inside, site, near, NEAR_MAX), best = 0;
    for (int i = 0; i < n; i++) {
        int w = worth(&near[i], site);
        // what is met first, of what is worth as much
        if (w > best || (w == best && w && near[i].at < out->at)) {
            best = w;
            *out = near[i];
        }
    }
    return best > 0;
}

static float length_of(const struct inside_part *part)
{
    float sum = 0;
    for (int i = 1; i < part->n_path; i++) {
        const float *a = part->path[i - 1], *b = part->path[i];
        sum += hypotf(hypotf(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
    }
    return sum;
}

static bool is_course(const struct inside_part *part)
{
    return part->placed && part->tree && part->system == STRUCTURE_NERVE &&
           part->side != SIDE_R && length_of(part) >= NERVE_LENGTH;
}

struct beneath_quiz *beneath_quiz_create(const struct inside *inside,
                                         const char *const *deck, int n)
{
    struct beneath_quiz *q = xcalloc(1, sizeof *q);
    int n_parts;
    const struct inside_part *part = inside_parts(inside, &n_parts);
    q->arena = arena_create();
    q->inside = inside;
    q->under = arena_alloc_array(q->arena, (size_t)n + 1, sizeof *q->under);
    q->nerve = arena_alloc_array(q->arena, (size_t)n_parts + 1, sizeof *q->nerve);
    for (int i = 0; i < n; i++) {
        struct under *u = &q->under[q->n_under];
        u->code = deck[i];
        u->site = site_of(inside_body(inside), deck[i]);
        q->n_under += u->site && find_under(inside, u->site, &u->near);
    }
    for (int i = 0; i < n_parts; i++)
        if (is_course(&part[i]))
            q->nerve[q->n_nerves++] = part[i].id;
    return q;
}

void beneath_quiz_destroy(struct beneath_quiz **quiz)
{
    if (!*quiz)
        return;
    arena_destroy(&(*quiz)->arena);
    free(*quiz);
    *quiz = NULL;
}

int beneath_quiz_count(const struct beneath_quiz *q, enum quiz_kind kind)
{
    return kind == QUIZ_UNDER || kind == QUIZ_DEPTH ? q->n_under
           : kind == QUIZ_NERVE                     ? q->n_nerves
                                                    : 0;
}

const char *beneath_quiz_key(const struct beneath_quiz *q, enum quiz_kind kind, int i)
{
    return kind == QUIZ_NERVE ? q->nerve[i] : q->under[i].code;
}

// ---------------------------------------------------------------- wrong structures

/* from the needle's place to the structure, as near as its course tells */
static float distance_to(const struct inside_part *part, const float at[3])
{
    float least = INFINITY;
    for (int i = 0; i < part->n_path; i++) {
        const float *p = part->path[i];
        least = fminf(least, hypotf(hypotf(p[0] - at[0], p[1] - at[1]), p[2] - at[2]));
    }
    if (part->n_path)
        return least;
    float off = 0;
    for (int k = 0; k < 3; k++) {
        float beyond = fmaxf(fmaxf(part->min[k] - at[k], at[k] - part->max[k]), 0);
        off += beyond * beyond;
    }
    return sqrtf(off);
}

struct likely {
    const struct inside_part *part;
    float unlike; /* the less, the more easily it is taken for the right one */
};

static bool is_wrong(const struct inside_part *part, const struct under *u)
{
    struct near near;
    bool other = part->side != SIDE_M && u->near.part->side != SIDE_M &&
                 part->side != u->near.part->side;
    if (!part->placed || !part->structure || !part->tree || other ||
        strcmp(part->name->english, u->near.part->name->english) == 0)
        return false;
    return !near_part(part, u->site, &near) ||
           near.distance > CLEAR_OF + part->uncertainty;
}

/* the same of the other side, where the needle is in the middle */
static bool is_listed(const struct inside_part *part, const struct likely *list, int n)
{
    for (int i = 0; i < n; i++)
        if (strcmp(list[i].part->name->english, part->name->english) == 0)
            return true;
    return false;
}

/* the likeliest wrong ones in order; returns how many */
static int find_wrong(const struct beneath_quiz *q, const struct under *u,
                      struct likely out[LIKELY])
{
    int n_parts, n = 0;
    const struct inside_part *part = inside_parts(q->inside, &n_parts);
    for (int i = 0; i < n_parts; i++) {
        if (!is_wrong(&part[i], u) || is_listed(&part[i], out, n))
            continue;
        // one of another kind is told from it more easily
        struct likely next = {&part[i],
                              distance_to(&part[i], u->site->position) +
                                  (part[i].system == u->near.part->system ? 0 : 0.1f)};
        int at = n < LIKELY ? n++ : LIKELY;
        for (; at > 0 && next.unlike < out[at - 1].unlike; at--)
            if (at < LIKELY)
                out[at] = out[at - 1];
        if (at < LIKELY)
            out[at] = next;
    }
    return n;
}

static void ask_under(const struct beneath_quiz *q, const struct under *u,
                      uint64_t *chance, struct quiz_question *out)
{
    struct likely wrong[LIKELY];
    int n = find_wrong(q, u, wrong);
    out->choice[0].structure = u->near.part->name;
    out->n_choices = 1;
    while (n > 0 && out->n_choices < QUIZ_CHOICES) {
        int k = chance_below(chance, n);
        out->choice[out->n_choices++].structure = wrong[k].part->name;
        wrong[k] = wrong[--n];
    }
    out->right = chance_below(chance, out->n_choices);
    struct quiz_choice held = out->choice[0];
    out->choice[0] = out->choice[out->right];
    out->choice[out->right] = held;
}

// ---------------------------------------------------------------- depths

/* Depths in whole millimetres, farther apart than the model is unsure. */
static void ask_depth(const struct under *u, uint64_t *chance, struct quiz_question *out)
{
    int right = (int)lrintf(u->near.at * 1000);
    int step = (int)ceilf(u->near.part->uncertainty * 1500);
    step = step < 4 ? 4 : step;
    int below = (right - 1) / step;
    below = below < QUIZ_CHOICES - 1 ? below : QUIZ_CHOICES - 1;
    out->right = below > 0 ? chance_below(chance, below + 1) : 0;
    out->n_choices = QUIZ_CHOICES;
    for (int i = 0; i < QUIZ_CHOICES; i++)
        out->choice[i].depth_mm = right + (i - out->right) * step;
}

bool beneath_quiz_ask(const struct beneath_quiz *q, uint64_t *chance,
                      struct quiz_question *out)
{
    const struct quiz_item *item = &out->item;
    if (item->kind == QUIZ_NERVE) {
        const struct inside_part *left = inside_find(q->inside, item->key, SIDE_L);
        out->part = left ? left : inside_find(q->inside, item->key, SIDE_M);
        return out->part && is_course(out->part);
    }
    for (int i = 0; i < q->n_under; i++) {
        const struct under *u = &q->under[i];
        if (strcmp(u->code, item->key) != 0)
            continue;
        out->point = u->site->point;
        out->part = u->near.part;
        out->depth_mm = (int)lrintf(u->near.at * 1000);
        if (item->kind == QUIZ_UNDER)
            ask_under(q, u, chance, out);
        else
            ask_depth(u, chance, out);
        return true;
    }
    return false;
}

// ---------------------------------------------------------------- finding a nerve

static enum score_verdict verdict_of(const struct nerve_tap *tap)
{
    float unit = fmaxf(tap->part->uncertainty, 0.005f);
    return tap->other_skin           ? SCORE_FAR
           : tap->beside <= unit     ? SCORE_ON_POINT
           : tap->beside <= 2 * unit ? SCORE_CLOSE
           : tap->beside <= 4 * unit ? SCORE_NEAR
                                     : SCORE_FAR;
}

bool beneath_quiz_tap(const struct inside *inside, const char *id,
                      const struct mesh_site *tap, struct nerve_tap *out)
{
    // as deep as a nerve may lie, and farther than any body reaches
    const float deepest = 0.12f, farthest = 3;
    const struct body *body = inside_body(inside);
    float at[3], normal[3], end[3];
    mesh_site_position(body_mesh(body), tap, at);
    mesh_site_normal(body_mesh(body), tap, normal);
    for (int k = 0; k < 3; k++)
        end[k] = at[k] - deepest * normal[k];
    *out = (struct nerve_tap){.beside = INFINITY};
    for (int side = 0; side < SIDES; side++) {
        const struct inside_part *part = inside_find(inside, id, (enum side)side);
        struct bvh_hit hit;
        float share;
        if (!part || !part->placed || !part->tree ||
            !bvh_segment(part->tree, at, end, farthest, &hit, &share) ||
            hit.distance >= out->beside)
            continue;
        out->part = part;
        out->beside = hit.distance;
        out->depth = share * deepest;
        memcpy(out->at, hit.position, sizeof out->at);
    }
    if (!out->part)
        return false;
    struct bvh_hit skin;
    out->other_skin = bvh_nearest(body_bvh(body), out->at, farthest, NULL, NULL, &skin) &&
                      out->depth > 1.3f * skin.distance + 0.005f;
    out->verdict = verdict_of(out);
    return true;
}

enum schedule_grade beneath_quiz_tap_grade(const struct nerve_tap *tap,
                                           enum score_help help)
{
    struct score score = {.verdict = tap->verdict};
    return score_grade(&score, help);
}
