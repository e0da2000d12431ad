/* path.c - a plane cuts a triangle where its corners lie on both sides. A corner
 * exactly in the plane counts as above it, so each triangle that is entered is left
 * through exactly one other edge, and no walk gets lost at a vertex.
 */
#include "geom/path.h"

#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/arena.h"
#include "geom/detour.h"

enum { STEPS_MAX = 20000 };
static const float REACHED = 5e-5F; // metres: this near is there

// ---------------------------------------------------------------- paths

void path_free(struct path *path)
{
    free(path->site);
    free(path->position);
    *path = (struct path){0};
}

void path_clear(struct path *path)
{
    path->count = 0;
    path->length = 0;
}

void path_add(struct path *path, const struct mesh_site *site, const float position[3])
{
    if (path->count == path->capacity) {
        path->capacity = path->capacity ? path->capacity * 2 : 64;
        path->site = xrealloc(path->site, path->capacity * sizeof *path->site);
        path->position =
            xrealloc(path->position, path->capacity * sizeof *path->position);
    }
    if (path->count)
        path->length +=
            glm_vec3_distance(path->position[path->count - 1], (float *)position);
    path->site[path->count] = *site;
    memcpy(path->position[path->count++], position, sizeof(float[3]));
}

bool path_at(const struct path *path, float distance, struct mesh_site *site,
             float position[3])
{
    if (!path->count)
        return false;
    uint32_t i = 0;
    float walked = 0, step = 0;
    for (; i + 1 < path->count; i++) {
        step = glm_vec3_distance(path->position[i], path->position[i + 1]);
        if (walked + step >= distance)
            break;
        walked += step;
    }
    *site = path->site[i];
    glm_vec3_copy(path->position[i], position);
    if (i + 1 == path->count || distance <= walked || step <= 0)
        return true;
    glm_vec3_lerp(path->position[i], path->position[i + 1], (distance - walked) / step,
                  position);
    return true;
}

// ---------------------------------------------------------------- the walk

/* A walk in progress: in `triangle`, about to leave it through its edge `edge`. */
struct walk {
    const struct surface *surface;
    vec3 origin, normal; /* of the plane */
    uint32_t triangle;
    int edge;
    float height[3]; /* of the triangle's corners over the plane */
};

static float height_of(const struct walk *w, uint32_t triangle, int corner)
{
    const struct mesh *mesh = w->surface->mesh;
    vec3 off;
    glm_vec3_sub(mesh->position[mesh->triangle[triangle][corner]], (float *)w->origin,
                 off);
    return glm_vec3_dot(off, (float *)w->normal);
}

static void load_heights(struct walk *w)
{
    for (int k = 0; k < 3; k++)
        w->height[k] = height_of(w, w->triangle, k);
}

static bool cuts(const struct walk *w, int edge)
{
    return (w->height[edge] >= 0) != (w->height[(edge + 1) % 3] >= 0);
}

/* where the plane cuts an edge of the walk's triangle */
static void crossing(const struct walk *w, int edge, struct mesh_site *site, float out[3])
{
    int next = (edge + 1) % 3;
    float t = w->height[edge] / (w->height[edge] - w->height[next]);
    site->triangle = w->triangle;
    site->weight[edge] = 1 - t;
    site->weight[next] = t;
    site->weight[(edge + 2) % 3] = 0;
    mesh_site_position(w->surface->mesh, site, out);
}

/* puts the walk into the start's triangle, to leave along `direction`; false where the
 * plane lies in the triangle */
static bool begin(struct walk *w, const struct surface *surface,
                  const struct mesh_site *start, const float direction[3],
                  const float normal[3])
{
    const struct mesh *mesh = surface->mesh;
    struct mesh_site inner = *start;
    // a little inward, so that the plane cuts this triangle for certain
    for (int k = 0; k < 3; k++)
        inner.weight[k] += (1.0F / 3 - inner.weight[k]) * 1e-3F;
    w->surface = surface;
    w->triangle = start->triangle;
    mesh_site_position(mesh, &inner, w->origin);
    memcpy(w->normal, normal, sizeof w->normal);
    load_heights(w);
    float best = -FLT_MAX;
    w->edge = -1;
    for (int k = 0; k < 3; k++) {
        struct mesh_site site;
        vec3 at;
        if (!cuts(w, k))
            continue;
        crossing(w, k, &site, at);
        glm_vec3_sub(at, w->origin, at);
        float along = glm_vec3_dot(at, (float *)direction);
        if (along > best) {
            best = along;
            w->edge = k;
        }
    }
    return w->edge >= 0;
}

/* through the edge into the next triangle; false at a border */
static bool advance(struct walk *w)
{
    uint32_t last = w->triangle, next = w->surface->neighbour[last][w->edge];
    if (next == SURFACE_NONE)
        return false;
    int entered = 0;
    while (entered < 3 && w->surface->neighbour[next][entered] != last)
        entered++;
    // two triangles may share two edges: take the one with the same ends
    const struct mesh *mesh = w->surface->mesh;
    const float *end = mesh->position[mesh->triangle[last][w->edge]];
    for (int k = 0; k < 3; k++)
        if (w->surface->neighbour[next][k] == last &&
            glm_vec3_eqv(mesh->position[mesh->triangle[next][(k + 1) % 3]], (float *)end))
            entered = k;
    w->triangle = next;
    load_heights(w);
    w->edge = cuts(w, (entered + 1) % 3) ? (entered + 1) % 3 : (entered + 2) % 3;
    return entered < 3 && cuts(w, w->edge);
}

bool path_walk(const struct surface *surface, const struct mesh_site *start,
               const float direction[3], const float up[3], float length,
               struct path *path)
{
    struct walk w;
    vec3 normal, at;
    path_clear(path);
    glm_vec3_crossn((float *)direction, (float *)up, normal);
    mesh_site_position(surface->mesh, start, at);
    path_add(path, start, at);
    if (length <= 0)
        return true;
    if (!begin(&w, surface, start, direction, normal))
        return false;
    for (int i = 0; i < STEPS_MAX; i++) {
        struct mesh_site site;
        crossing(&w, w.edge, &site, at);
        float before = path->length;
        float step = glm_vec3_distance(path->position[path->count - 1], at);
        if (before + step >= length) {
            // the end lies within this triangle
            vec3 end;
            glm_vec3_lerp(path->position[path->count - 1], at,
                          step > 0 ? (length - before) / step : 0, end);
            surface_nearest_in(surface->mesh, w.triangle, end, site.weight);
            path_add(path, &site, end);
            return true;
        }
        path_add(path, &site, at);
        if (!advance(&w) || w.triangle == start->triangle)
            return false;
    }
    return false;
}

// ---------------------------------------------------------------- between two places

static float distance_to_chord(const float a[3], const float b[3], const float p[3])
{
    vec3 ab, ap;
    glm_vec3_sub((float *)b, (float *)a, ab);
    glm_vec3_sub((float *)p, (float *)a, ap);
    float length2 = glm_vec3_norm2(ab);
    float t = length2 > 0 ? glm_clamp(glm_vec3_dot(ab, ap) / length2, 0, 1) : 0;
    glm_vec3_muladds(ab, -t, ap);
    return glm_vec3_norm(ap);
}

/* one way round: from `from` along `direction` until `to` is reached */
static bool one_way(const struct surface *surface, const struct mesh_site *from,
                    const struct mesh_site *to, const float direction[3],
                    const float normal[3], float limit, struct path *path)
{
    struct walk w;
    vec3 at, goal;
    path_clear(path);
    mesh_site_position(surface->mesh, from, at);
    mesh_site_position(surface->mesh, to, goal);
    path_add(path, from, at);
    if (from->triangle == to->triangle || glm_vec3_distance(at, goal) < REACHED) {
        path_add(path, to, goal);
        return true;
    }
    if (!begin(&w, surface, from, direction, normal))
        return false;
    for (int i = 0; i < STEPS_MAX && path->length <= limit; i++) {
        struct mesh_site site;
        if (w.triangle == to->triangle) {
            path_add(path, to, goal);
            return path->length <= limit;
        }
        crossing(&w, w.edge, &site, at);
        if (distance_to_chord(path->position[path->count - 1], at, goal) < REACHED) {
            path_add(path, to, goal);
            return path->length <= limit;
        }
        path_add(path, &site, at);
        if (!advance(&w) || w.triangle == from->triangle)
            return false;
    }
    return false;
}

bool path_in_plane(const struct surface *surface, const struct mesh_site *from,
                   const struct mesh_site *to, const float up[3], float limit,
                   struct path *path)
{
    vec3 a, b, direction, normal, back;
    mesh_site_position(surface->mesh, from, a);
    mesh_site_position(surface->mesh, to, b);
    glm_vec3_sub(b, a, direction);
    float straight = glm_vec3_norm(direction);
    glm_vec3_cross(direction, (float *)up, normal);
    if (straight > REACHED && glm_vec3_norm(normal) < 0.05F * straight)
        return false;
    glm_vec3_normalize(normal);
    glm_vec3_normalize(direction);
    bool found = one_way(surface, from, to, direction, normal, limit, path);
    // a way little longer than the straight line needs no rival
    if (found && path->length < 1.3F * straight)
        return true;
    struct path other = {0};
    glm_vec3_negate_to(direction, back);
    if (one_way(surface, from, to, back, normal, found ? path->length : limit, &other)) {
        struct path swap = *path;
        *path = other;
        other = swap;
        found = true;
    }
    path_free(&other);
    return found;
}

/* Where the skin at both ends looks almost away from each other, over the crown or round
 * a limb, their sum says little of the plane: the skin half way says it better. */
static const float SURE = 0.7F; // length of the sum across the way, of 2
enum { SURER = 3 };

static void look_half_way(const struct surface *surface, const struct mesh_site *from,
                          const struct mesh_site *to, const float chord[3], float limit,
                          struct path *path, float up[3])
{
    vec3 across;
    glm_vec3_muladds((float *)chord, -glm_vec3_dot((float *)chord, up), up);
    for (int i = 0; i < SURER && glm_vec3_norm(up) < SURE; i++) {
        struct mesh_site half;
        vec3 at;
        if (glm_vec3_norm(up) < 0.02F ||
            !path_in_plane(surface, from, to, up, limit, path) ||
            !path_at(path, path->length / 2, &half, at))
            return;
        surface_normal_about(surface, &half, PATH_ABOUT, across);
        glm_vec3_muladds((float *)chord, -glm_vec3_dot((float *)chord, across), across);
        if (glm_vec3_norm(across) < SURE)
            return;
        // far along the way that the skin half way takes, not yet sure of it
        glm_vec3_scale(across, i + 1 < SURER ? SURE * 0.99F / glm_vec3_norm(across) : 1,
                       up);
    }
}

bool path_between(const struct surface *surface, const struct mesh_site *from,
                  const struct mesh_site *to, float limit, struct path *path)
{
    vec3 a, b, n1, n2, up;
    mesh_site_position(surface->mesh, from, a);
    mesh_site_position(surface->mesh, to, b);
    surface_normal_about(surface, from, PATH_ABOUT, n1);
    surface_normal_about(surface, to, PATH_ABOUT, n2);
    glm_vec3_add(n1, n2, up);
    float straight = glm_vec3_distance(a, b);
    if (straight > REACHED) {
        vec3 chord;
        glm_vec3_sub(b, a, chord);
        glm_vec3_scale(chord, 1 / straight, chord);
        look_half_way(surface, from, to, chord, limit, path, up);
    }
    if (glm_vec3_norm(up) > 0.1F && path_in_plane(surface, from, to, up, limit, path) &&
        path->length < 2.5F * straight + 0.01F)
        return true;
    if (detour_between(surface, from, to, limit, path))
        return true;
    return glm_vec3_norm(up) > 0.1F && path_in_plane(surface, from, to, up, limit, path);
}
