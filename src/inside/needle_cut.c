#include "inside/needle_cut.h"

#include <float.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/arena.h"
#include "base/word.h"
#include "geom/slice.h"
#include "inside/ground_internal.h"

/* a needle that leans farther than this along the part is shown lengthwise (cosine) */
static const float ALONG = 0.6f;
static const float MIDLINE = 0.012f;   /* metres: points this near are midline points */
static const float LEAST_AREA = 5e-8f; /* square metres of an outline worth keeping */

// ---------------------------------------------------------------- the plane

/* how a part is looked at: across it, from below or from its far end */
struct stance {
    struct axes axes;
    float toward[3], up[3];
    bool trunk, hand, foot;
};

static const struct {
    const char *part; /* what the part's id begins with */
    const char *bone; /* whose directions hold */
} STANCES[] = {
    {"upper_arm", "humerus"},
    {"forearm", "radius"},
    {"hand", "metacarpal_3"},
    {"finger1", "proximal_phalanx_hand_1"},
    {"finger2", "proximal_phalanx_hand_2"},
    {"finger3", "proximal_phalanx_hand_3"},
    {"finger4", "proximal_phalanx_hand_4"},
    {"finger5", "proximal_phalanx_hand_5"},
    {"thigh", "femur"},
    {"leg", "tibia"},
    {"foot", "navicular"},
    {"toe", "navicular"},
};

static struct stance stance_of(const struct inside *inside, const struct site *site)
{
    const struct ground *g = inside_ground(inside);
    const struct catalog *catalog = body_catalog(g->body);
    enum side side = SIDE_M;
    int part = body_part_of(g->body, site->on.triangle, &side), bone = -1;
    const char *id = part < 0 ? "trunk" : catalog->part[part].id;
    struct stance s = {.trunk = true};
    for (size_t i = 0; i < sizeof STANCES / sizeof *STANCES && bone < 0; i++)
        if (word_begins(id, STANCES[i].part))
            bone = structures_bone(g->data, STANCES[i].bone);
    if (bone < 0 || !ground_bone(g, bone, side)) {
        s.axes = (struct axes){{1, 0, 0}, {0, 0, 1}, {0, 1, 0}};
        glm_vec3_copy((vec3){0, -1, 0}, s.toward);
        glm_vec3_copy(s.axes.anterior, s.up);
        return s;
    }
    s.trunk = false;
    s.foot = word_begins(id, "foot") || word_begins(id, "toe");
    s.hand = word_begins(id, "hand") || word_begins(id, "finger");
    s.axes = word_begins(id, "finger")
                 ? ground_line_axes(g, bone, side, 0.5f, site->position)
                 : ground_axes(g, bone, side, site->position);
    glm_vec3_copy(s.foot ? s.axes.superior : s.axes.anterior, s.up);
    if (s.foot)
        glm_vec3_copy(s.axes.anterior, s.toward);
    else
        glm_vec3_negate_to(s.axes.superior, s.toward);
    return s;
}

/* the plane of a needle that runs along its part */
static void lengthwise(const struct stance *s, const struct site *site, float midline,
                       struct needle_cut *cut)
{
    bool middle = s->trunk && fabsf(site->position[0] - midline) < MIDLINE;
    if (!s->trunk || middle)
        glm_vec3_copy((float *)s->axes.lateral, cut->toward);
    else
        glm_vec3_copy((float *)s->axes.anterior, cut->toward);
    glm_vec3_copy((float *)s->axes.superior, cut->up);
}

static void set_plane(const struct inside *inside, const struct site *site, float along,
                      const struct stance *s, struct needle_cut *cut)
{
    float *needle = (float *)site->direction;
    glm_vec3_copy((float *)s->toward, cut->toward);
    glm_vec3_copy((float *)s->up, cut->up);
    if (fabsf(glm_vec3_dot(cut->toward, needle)) > ALONG)
        lengthwise(s, site, body_midline(inside_body(inside)), cut);
    glm_vec3_muladds(needle, -glm_vec3_dot(cut->toward, needle), cut->toward);
    glm_vec3_normalize(cut->toward);
    glm_vec3_muladds(cut->toward, -glm_vec3_dot(cut->up, cut->toward), cut->up);
    glm_vec3_normalize(cut->up);
    glm_vec3_cross(cut->up, cut->toward, cut->right);
    glm_vec3_copy((float *)site->position, cut->origin);
    glm_vec3_muladds(cut->toward, along, cut->origin);
    cut->needle[0] = glm_vec3_dot(needle, cut->right);
    cut->needle[1] = glm_vec3_dot(needle, cut->up);
}

static void set_sides(const struct stance *s, struct needle_cut *cut)
{
    const float *axis[3] = {s->axes.anterior, s->axes.lateral, s->axes.superior};
    const enum cut_side names[3][2] = {
        {s->hand ? CUT_PALMAR : CUT_FRONT, s->hand ? CUT_DORSAL : CUT_BACK},
        {s->trunk  ? CUT_LEFT
         : s->hand ? CUT_RADIAL
                   : CUT_LATERAL,
         s->trunk  ? CUT_RIGHT
         : s->hand ? CUT_ULNAR
                   : CUT_MEDIAL},
        {s->foot ? CUT_DORSAL : CUT_UP, s->foot ? CUT_PLANTAR : CUT_DOWN}};
    for (int i = 0; i < 4; i++) {
        float way[3], best = -1;
        glm_vec3_scale(i % 2 ? cut->up : cut->right, i < 2 ? 1 : -1, way);
        for (int k = 0; k < 3; k++) {
            float along = glm_vec3_dot((float *)axis[k], way);
            if (fabsf(along) > best) {
                best = fabsf(along);
                cut->side[i] = names[k][along < 0];
            }
        }
    }
}

// ---------------------------------------------------------------- outlines

static void add_outline(struct needle_cut *cut, const struct slice_loop *loop,
                        const struct inside_part *part)
{
    struct cut_outline *out = &cut->outline[cut->n];
    *out = (struct cut_outline){
        .part = part, .n = loop->n, .at = (const float(*)[2])loop->at};
    out->area = slice_area(loop, out->middle);
    if (fabsf(out->area) >= LEAST_AREA)
        cut->n++;
}

static float gap_to(const struct slice_loop *loop)
{
    float least = FLT_MAX;
    for (int i = 0; i < loop->n; i++) {
        float x = loop->at[i][0], y = loop->at[i][1];
        least = fminf(least, x * x + y * y);
    }
    return least;
}

/* the skin that the needle goes through, and what lies in it that is skin too */
static bool cut_skin(const struct mesh *mesh, const struct slice_plane *plane,
                     struct needle_cut *cut)
{
    int n, own = -1;
    struct slice_loop *loop = slice_mesh(mesh, plane, cut->arena, &n);
    for (int i = 0; i < n; i++) {
        float middle[2];
        if (slice_area(&loop[i], middle) > 0 &&
            (own < 0 || gap_to(&loop[i]) < gap_to(&loop[own])))
            own = i;
    }
    if (own < 0)
        return false;
    cut->outline = arena_alloc_array(cut->arena, (size_t)n, sizeof *cut->outline);
    add_outline(cut, &loop[own], NULL);
    for (int i = 0; i < n; i++)
        if (i != own && slice_holds(&loop[own], loop[i].at[0]))
            add_outline(cut, &loop[i], NULL);
    cut->min[0] = cut->min[1] = FLT_MAX;
    cut->max[0] = cut->max[1] = -FLT_MAX;
    for (int i = 0; i < loop[own].n; i++)
        for (int k = 0; k < 2; k++) {
            cut->min[k] = fminf(cut->min[k], loop[own].at[i][k]);
            cut->max[k] = fmaxf(cut->max[k], loop[own].at[i][k]);
        }
    return cut->n > 0;
}

static bool box_meets(const struct inside_part *part, const struct slice_plane *plane)
{
    float middle[3], half[3], reach = 0;
    glm_vec3_lerp((float *)part->min, (float *)part->max, 0.5f, middle);
    glm_vec3_sub((float *)part->max, middle, half);
    glm_vec3_sub(middle, (float *)plane->origin, middle);
    for (int k = 0; k < 3; k++)
        reach += fabsf(plane->toward[k]) * half[k];
    return fabsf(glm_vec3_dot(middle, (float *)plane->toward)) <= reach;
}

/* of a muscle: whether its course is tendon where the outline lies */
static bool is_tendon(const struct needle_cut *cut, const struct cut_outline *o)
{
    const struct inside_part *part = o->part;
    float at[3], least = FLT_MAX, waypoint = 0;
    if (!part || !part->structure || !part->structure->tendon_from)
        return false;
    glm_vec3_copy((float *)cut->origin, at);
    glm_vec3_muladds((float *)cut->right, o->middle[0], at);
    glm_vec3_muladds((float *)cut->up, o->middle[1], at);
    for (int i = 0; i < part->n_path; i++) {
        float d = glm_vec3_distance2((float *)part->path[i], at);
        if (d < least) {
            least = d;
            waypoint = part->waypoint[i];
        }
    }
    return waypoint >= (float)part->structure->tendon_from - 1;
}

static void cut_parts(const struct inside *inside, const struct slice_plane *plane,
                      struct needle_cut *cut)
{
    int n_parts, capacity = cut->n;
    const struct inside_part *part = inside_parts(inside, &n_parts);
    struct slice_loop **loops =
        arena_alloc_array(cut->arena, (size_t)n_parts, sizeof *loops);
    int *n = arena_alloc_array(cut->arena, (size_t)n_parts, sizeof *n);
    for (int i = 0; i < n_parts; i++) {
        if (part[i].tree && box_meets(&part[i], plane))
            loops[i] = slice_mesh(&part[i].mesh, plane, cut->arena, &n[i]);
        capacity += n[i];
    }
    struct cut_outline *skin = cut->outline;
    cut->outline =
        arena_alloc_array(cut->arena, (size_t)capacity + 1, sizeof *cut->outline);
    memcpy(cut->outline, skin, (size_t)cut->n * sizeof *skin);
    const struct slice_loop own = {skin->n, (float(*)[2])skin->at};
    for (int i = 0; i < n_parts; i++)
        for (int k = 0; k < n[i]; k++) {
            float middle[2];
            slice_area(&loops[i][k], middle);
            if (!slice_holds(&own, middle))
                continue;
            int before = cut->n;
            add_outline(cut, &loops[i][k], &part[i]);
            if (cut->n > before)
                cut->outline[before].tendon = is_tendon(cut, &cut->outline[before]);
        }
}

struct needle_cut *needle_cut_make(const struct inside *inside, const struct site *site,
                                   float along, struct error *error)
{
    if (!site->placed) {
        error_set(error, "%s %s cannot be placed: %s", site->point->code,
                  side_name(site->side), site->why);
        return NULL;
    }
    struct needle_cut *cut = xcalloc(1, sizeof *cut);
    cut->arena = arena_create();
    cut->site = site;
    struct stance stance = stance_of(inside, site);
    set_plane(inside, site, along, &stance, cut);
    set_sides(&stance, cut);
    struct slice_plane plane;
    memcpy(plane.origin, cut->origin, sizeof plane.origin);
    memcpy(plane.right, cut->right, sizeof plane.right);
    memcpy(plane.up, cut->up, sizeof plane.up);
    memcpy(plane.toward, cut->toward, sizeof plane.toward);
    if (!cut_skin(body_mesh(inside_body(inside)), &plane, cut)) {
        error_set(error, "no skin is cut there");
        needle_cut_destroy(&cut);
        return NULL;
    }
    cut_parts(inside, &plane, cut);
    return cut;
}

void needle_cut_destroy(struct needle_cut **cut)
{
    if (!*cut)
        return;
    arena_destroy(&(*cut)->arena);
    free(*cut);
    *cut = NULL;
}
