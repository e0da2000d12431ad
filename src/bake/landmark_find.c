/* landmark_find.c - the kinds of recipe, each a small search over the skin.
 *
 * A search answers a point in space; the caller then takes the nearest skin to it, so
 * whatever a kind does, a landmark lies on the skin. The midline is kept by never leaving
 * x = 0 on the way: the mesh has an edge there. Recipes must come after what they build
 * on.
 */
#include "bake/landmark_find.h"

#include <string.h>

#include "bake/landmark_frame.h"

enum { SECTION_STEPS = 240 };

static const float MM = 0.001f;
static const float FAR = 300;          /* mm; where a recipe gives no reach */
static const float ON_SKIN = 0.0005f;  /* metres; a found point may lie off by rounding */
static const float MIDLINE = 0.00001f; /* metres */

static vec3s from_array(const float v[3])
{
    return (vec3s){{v[0], v[1], v[2]}};
}

bool landmark_finder_open(struct landmark_finder *finder, const struct bake_body *body,
                          struct error *error)
{
    *finder = (struct landmark_finder){.body = body, .bvh = bvh_create(&body->mesh)};
    return landmark_frames(body, finder->axis, error);
}

void landmark_finder_close(struct landmark_finder *finder)
{
    bvh_destroy(&finder->bvh);
    finder->n_found = 0;
}

bool landmark_find_skin(const struct landmark_finder *finder, vec3s at, float limit,
                        struct mesh_site *site, vec3s *skin)
{
    struct bvh_hit hit;
    if (!bvh_nearest(finder->bvh, at.raw, limit, NULL, NULL, &hit))
        return false;
    *site = hit.site;
    *skin = from_array(hit.position);
    return true;
}

/* a joint of the rig or an earlier find */
static bool place(const struct landmark_finder *finder, const char *name, vec3s *at,
                  struct error *error)
{
    if (*name == '@')
        return landmark_frame_joint(finder->body, name, at, error);
    for (int i = 0; i < finder->n_found; i++)
        if (!strcmp(finder->found[i].recipe->name, name)) {
            *at = finder->found[i].at;
            return true;
        }
    return error_set(
        error, "a landmark builds on \"%s\", which no recipe before it finds", name);
}

static vec3s along_axes(const struct landmark_finder *finder,
                        const struct landmark_recipe *recipe, const float v[3])
{
    const vec3s *axis = finder->axis[recipe->frame];
    vec3s sum = glms_vec3_zero();
    for (int k = 0; k < 3; k++)
        sum = glms_vec3_add(sum, glms_vec3_scale(axis[k], v[k]));
    if (recipe->side == 'M')
        sum.x = 0;
    return sum;
}

/* what a recipe asks for, in metres and body axes */
struct search {
    vec3s from, to, start, toward;
    float reach;
    bool midline;
};

static bool search_make(const struct landmark_finder *finder,
                        const struct landmark_recipe *recipe, struct search *search,
                        struct error *error)
{
    if (!place(finder, recipe->from, &search->from, error))
        return false;
    search->to = search->from;
    if (recipe->to && !place(finder, recipe->to, &search->to, error))
        return false;
    vec3s shift = glms_vec3_scale(along_axes(finder, recipe, recipe->shift), MM);
    search->from = glms_vec3_add(search->from, shift);
    search->to = glms_vec3_add(search->to, shift);
    search->midline = recipe->side == 'M';
    if (search->midline)
        search->from.x = search->to.x = 0;
    search->start = glms_vec3_lerp(search->from, search->to, recipe->at);
    search->toward = glms_vec3_normalize(along_axes(finder, recipe, recipe->toward));
    search->reach = (recipe->reach > 0 ? recipe->reach : FAR) * MM;
    return true;
}

static bool outward(const struct landmark_finder *finder, const struct search *s,
                    vec3s *at)
{
    struct bvh_hit hit;
    vec3s origin = s->start;
    float left = s->reach;
    /* skin met from outside is a fold within; the way out is met from inside */
    while (bvh_ray(finder->bvh, origin.raw, s->toward.raw, left, NULL, NULL, &hit)) {
        *at = from_array(hit.position);
        if (!hit.front)
            return true;
        origin = glms_vec3_add(*at, glms_vec3_scale(s->toward, MM / 100));
        left -= hit.distance;
    }
    return false;
}

static bool inward(const struct landmark_finder *finder, const struct search *s,
                   vec3s start, vec3s *at)
{
    struct bvh_hit hit;
    vec3s origin = glms_vec3_add(start, glms_vec3_scale(s->toward, s->reach));
    vec3s back = glms_vec3_negate(s->toward);
    if (!bvh_ray(finder->bvh, origin.raw, back.raw, 2 * s->reach, NULL, NULL, &hit))
        return false;
    *at = from_array(hit.position);
    return true;
}

static bool extreme(const struct landmark_finder *finder, const struct search *s,
                    vec3s *at)
{
    const struct mesh *mesh = &finder->body->mesh;
    float best = -1e9f;
    for (uint32_t i = 0; i < mesh->n_vertices; i++) {
        vec3s d = glms_vec3_sub(from_array(mesh->position[i]), s->start);
        float height = glms_vec3_dot(d, s->toward);
        if (glms_vec3_norm(d) > s->reach || height <= best ||
            (s->midline && fabsf(mesh->position[i][0]) > MIDLINE))
            continue;
        best = height;
        *at = from_array(mesh->position[i]);
    }
    return best > -1e9f;
}

/* the skin over the straight line from -> to; returns how many of SECTION_STEPS + 1 */
static int section(const struct landmark_finder *finder, const struct search *s,
                   vec3s skin[SECTION_STEPS + 1])
{
    int n = 0;
    for (int i = 0; i <= SECTION_STEPS; i++) {
        vec3s start = glms_vec3_lerp(s->from, s->to, (float)i / SECTION_STEPS);
        n += inward(finder, s, start, &skin[n]);
    }
    return n;
}

static bool along(const struct landmark_finder *finder, const struct search *s,
                  float fraction, vec3s *at)
{
    vec3s skin[SECTION_STEPS + 1];
    float length = 0, gone = 0;
    int n = section(finder, s, skin);
    for (int i = 1; i < n; i++)
        length += glms_vec3_distance(skin[i - 1], skin[i]);
    for (int i = 1; i < n; i++) {
        float step = glms_vec3_distance(skin[i - 1], skin[i]);
        if (step > 0 && gone + step >= fraction * length) {
            *at = glms_vec3_lerp(skin[i - 1], skin[i], (fraction * length - gone) / step);
            return true;
        }
        gone += step;
    }
    return false;
}

/* sign 1: the peak, -1: the valley */
static bool ridge(const struct landmark_finder *finder, const struct search *s,
                  float sign, vec3s *at)
{
    vec3s skin[SECTION_STEPS + 1];
    int n = section(finder, s, skin);
    if (n < 3)
        return false;
    /* the part of the section that lies across the view is the run, the rest the height
     */
    vec3s chord = glms_vec3_sub(skin[n - 1], skin[0]);
    vec3s across =
        glms_vec3_sub(chord, glms_vec3_scale(s->toward, glms_vec3_dot(chord, s->toward)));
    float run = glms_vec3_norm2(across), best = 0;
    for (int i = 0; i < n; i++) {
        vec3s d = glms_vec3_sub(skin[i], skin[0]);
        float f = glms_vec3_dot(d, across) / run;
        vec3s off = glms_vec3_sub(d, glms_vec3_scale(chord, f));
        float height = sign * glms_vec3_dot(off, s->toward);
        if (height > best) {
            best = height;
            *at = skin[i];
        }
    }
    return best > 0;
}

static bool search_run(const struct landmark_finder *finder, enum landmark_kind kind,
                       float fraction, const struct search *s, vec3s *at)
{
    switch (kind) {
    case POINT:
    case NEAREST:
        *at = s->start;
        return true;
    case OUTWARD:
        return outward(finder, s, at);
    case INWARD:
        return inward(finder, s, s->start, at);
    case EXTREME:
        return extreme(finder, s, at);
    case ALONG:
        return along(finder, s, fraction, at);
    case PEAK:
        return ridge(finder, s, 1, at);
    case VALLEY:
        return ridge(finder, s, -1, at);
    }
    return false;
}

bool landmark_find(struct landmark_finder *finder, const struct landmark_recipe *recipe,
                   struct error *error)
{
    struct landmark_found *found = &finder->found[finder->n_found];
    struct search search;
    if (finder->n_found == LANDMARKS_MAX)
        return error_set(error, "more than %d landmarks", LANDMARKS_MAX);
    if (!search_make(finder, recipe, &search, error))
        return false;
    found->recipe = recipe;
    if (!search_run(finder, recipe->kind, recipe->at, &search, &found->at))
        return error_set(error, "landmark \"%s\": no skin where its recipe looks",
                         recipe->name);
    float limit = recipe->kind == NEAREST ? search.reach : ON_SKIN;
    /* on a curved skin a point between two samples lies a little inside */
    if (recipe->kind == ALONG)
        limit = MM;
    if (recipe->kind != POINT &&
        !landmark_find_skin(finder, found->at, limit, &found->site, &found->at))
        return error_set(error, "landmark \"%s\": no skin within %g mm", recipe->name,
                         (double)(limit / MM));
    finder->n_found++;
    return true;
}
