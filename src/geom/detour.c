/* detour.c - the nodes of the search are triangles (their centres), the steps go across
 * their edges: that is the neighbourhood that a surface already holds, and straightening
 * takes the corners off.
 */
#include "geom/detour.h"

#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/arena.h"

enum { ROUNDS = 40 };

struct entry {
    float cost; /* so far plus the straight distance that remains */
    uint32_t triangle;
};

struct search {
    const struct surface *surface;
    float *so_far;     /* per triangle; FLT_MAX = not seen */
    uint32_t *came_by; /* the triangle before */
    struct entry *heap;
    uint32_t count, capacity;
};

static void centre(const struct mesh *mesh, uint32_t triangle, float out[3])
{
    struct mesh_site site = {triangle, {1.0F / 3, 1.0F / 3, 1.0F / 3}};
    mesh_site_position(mesh, &site, out);
}

static void push(struct search *s, float cost, uint32_t triangle)
{
    if (s->count == s->capacity) {
        s->capacity = s->capacity ? s->capacity * 2 : 1024;
        s->heap = xrealloc(s->heap, s->capacity * sizeof *s->heap);
    }
    uint32_t i = s->count++;
    for (; i && s->heap[(i - 1) / 2].cost > cost; i = (i - 1) / 2)
        s->heap[i] = s->heap[(i - 1) / 2];
    s->heap[i] = (struct entry){cost, triangle};
}

static uint32_t pop(struct search *s)
{
    uint32_t top = s->heap[0].triangle;
    struct entry last = s->heap[--s->count];
    uint32_t i = 0;
    for (;;) {
        uint32_t child = 2 * i + 1;
        if (child >= s->count)
            break;
        if (child + 1 < s->count && s->heap[child + 1].cost < s->heap[child].cost)
            child++;
        if (s->heap[child].cost >= last.cost)
            break;
        s->heap[i] = s->heap[child];
        i = child;
    }
    s->heap[i] = last;
    return top;
}

static bool search_run(struct search *s, uint32_t from, uint32_t to, float limit)
{
    const struct mesh *mesh = s->surface->mesh;
    vec3 goal, here, there;
    centre(mesh, to, goal);
    s->so_far[from] = 0;
    push(s, 0, from);
    while (s->count) {
        uint32_t t = pop(s);
        if (t == to)
            return true;
        centre(mesh, t, here);
        for (int k = 0; k < 3; k++) {
            uint32_t n = s->surface->neighbour[t][k];
            if (n == SURFACE_NONE)
                continue;
            centre(mesh, n, there);
            float cost = s->so_far[t] + glm_vec3_distance(here, there);
            if (cost >= s->so_far[n] || cost > limit * 1.5F)
                continue;
            s->so_far[n] = cost;
            s->came_by[n] = t;
            push(s, cost + glm_vec3_distance(there, goal), n);
        }
    }
    return false;
}

/* every place slides to the middle of its neighbours */
static void straighten(const struct surface *surface, struct path *path)
{
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t i = 1; i + 1 < path->count; i++) {
            vec3 middle;
            glm_vec3_center(path->position[i - 1], path->position[i + 1], middle);
            surface_slide(surface, &path->site[i], middle);
            mesh_site_position(surface->mesh, &path->site[i], path->position[i]);
        }
    }
    path->length = 0;
    for (uint32_t i = 1; i < path->count; i++)
        path->length += glm_vec3_distance(path->position[i - 1], path->position[i]);
}

static void read_back(const struct search *s, const struct mesh_site *from,
                      const struct mesh_site *to, struct path *path)
{
    uint32_t n = 0;
    for (uint32_t t = to->triangle; t != from->triangle; t = s->came_by[t])
        n++;
    uint32_t *order = xmalloc((n + 1) * sizeof *order);
    uint32_t i = n;
    for (uint32_t t = to->triangle; t != from->triangle; t = s->came_by[t])
        order[--i] = t;
    vec3 at;
    path_clear(path);
    mesh_site_position(s->surface->mesh, from, at);
    path_add(path, from, at);
    for (i = 0; i + 1 < n; i++) {
        struct mesh_site site = {order[i], {1.0F / 3, 1.0F / 3, 1.0F / 3}};
        centre(s->surface->mesh, order[i], at);
        path_add(path, &site, at);
    }
    mesh_site_position(s->surface->mesh, to, at);
    path_add(path, to, at);
    free(order);
}

bool detour_between(const struct surface *surface, const struct mesh_site *from,
                    const struct mesh_site *to, float limit, struct path *path)
{
    uint32_t n = surface->mesh->n_triangles;
    struct search s = {.surface = surface,
                       .so_far = xmalloc(n * sizeof(float)),
                       .came_by = xmalloc(n * sizeof(uint32_t))};
    for (uint32_t i = 0; i < n; i++)
        s.so_far[i] = FLT_MAX;
    bool found = search_run(&s, from->triangle, to->triangle, limit);
    if (found) {
        read_back(&s, from, to, path);
        straighten(surface, path);
    }
    free(s.so_far);
    free(s.came_by);
    free(s.heap);
    return found && path->length <= limit;
}
