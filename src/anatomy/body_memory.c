/* body_memory.c - what a body holds: taken at once, with nothing measured, and given
 * back.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/body_internal.h"

static void list_sites(struct body *b)
{
    const struct catalog *c = b->catalog;
    for (int i = 0; i < c->n_points; i++) {
        memset(b->site_of[i], 0xFF, sizeof b->site_of[i]);
        for (int s = SIDE_M; s <= SIDE_R; s++) {
            if ((s == SIDE_M) != c->point[i].midline)
                continue;
            b->site_of[i][s] = b->n_sites;
            b->site[b->n_sites++] =
                (struct site){.point = &c->point[i], .side = (enum side)s};
        }
    }
}

static void allocate(struct body *b)
{
    const struct catalog *c = b->catalog;
    b->landmark = xcalloc((size_t)c->landmark_names.count, sizeof *b->landmark);
    b->anchored = xcalloc((size_t)c->n_resolved + 1, sizeof *b->anchored);
    b->derived = xcalloc((size_t)c->n_derived, sizeof *b->derived);
    b->point = xcalloc((size_t)c->n_points, sizeof *b->point);
    b->measure = xcalloc((size_t)c->n_measures, sizeof *b->measure);
    b->frame = xcalloc((size_t)c->n_parts, sizeof *b->frame);
    b->via = xcalloc((size_t)c->n_channels, sizeof *b->via);
    for (int i = 0; i < c->n_channels; i++)
        b->via[i] = xcalloc((size_t)c->channel[i].n_stops, sizeof *b->via[i]);
    b->patch = xcalloc((size_t)c->n_regions, sizeof *b->patch);
    for (int i = 0; i < c->n_regions; i++)
        b->patch[i] = xcalloc((size_t)c->region[i].n_patches, sizeof *b->patch[i]);
    b->test_spot = xcalloc((size_t)c->n_regions, sizeof *b->test_spot);
    b->axon = xcalloc((size_t)c->n_axons, sizeof *b->axon);
    b->part = xcalloc(b->mesh->n_triangles, 1);
    b->side = xcalloc(b->mesh->n_triangles, 1);
    b->outer = xcalloc(b->mesh->n_triangles, 1);
    b->site = xcalloc((size_t)c->n_points * 2, sizeof *b->site);
    b->site_of = xcalloc((size_t)c->n_points, sizeof *b->site_of);
}

struct body *body_allocate(const struct mesh *mesh, const struct catalog *catalog,
                           const struct landmark_set *landmarks)
{
    struct body *b = xcalloc(1, sizeof *b);
    b->mesh = mesh;
    b->catalog = catalog;
    b->landmarks = landmarks;
    b->arena = arena_create();
    allocate(b);
    list_sites(b);
    return b;
}

// ---------------------------------------------------------------- on demand

/* what is not there yet changes no answer: of two that make it at once one is kept */
const struct bvh *body_bvh(const struct body *body)
{
    struct body *b = (struct body *)body;
    struct bvh *there = atomic_load(&b->bvh), *fresh;
    if (there)
        return there;
    fresh = bvh_create(b->mesh);
    if (atomic_compare_exchange_strong(&b->bvh, &there, fresh))
        return fresh;
    bvh_destroy(&fresh);
    return there;
}

static void destroy_surface(struct surface *surface)
{
    if (surface)
        surface_free(surface);
    free(surface);
}

const struct surface *body_surface(const struct body *body)
{
    struct body *b = (struct body *)body;
    struct surface *there = atomic_load(&b->surface), *fresh;
    if (there)
        return there;
    fresh = xcalloc(1, sizeof *fresh);
    surface_create(fresh, b->mesh);
    if (atomic_compare_exchange_strong(&b->surface, &there, fresh))
        return fresh;
    destroy_surface(fresh);
    return there;
}

// ---------------------------------------------------------------- the end

void body_destroy(struct body **body)
{
    struct body *b = *body;
    if (!b)
        return;
    struct bvh *tree = atomic_load(&b->bvh);
    bvh_destroy(&tree);
    destroy_surface(atomic_load(&b->surface));
    arena_destroy(&b->arena);
    path_free(&b->scratch);
    for (int i = 0; i < b->catalog->n_channels; i++)
        free(b->via[i]);
    free(b->via);
    for (int i = 0; i < b->catalog->n_regions; i++)
        free(b->patch[i]);
    free(b->patch);
    free(b->test_spot);
    free(b->axon);
    free(b->landmark);
    free(b->anchored);
    free(b->derived);
    free(b->point);
    free(b->measure);
    free(b->frame);
    free(b->part);
    free(b->side);
    free(b->outer);
    free(b->site);
    free(b->site_of);
    free(b);
    *body = NULL;
}

const char *body_why(struct body *body, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return arena_strdup(body->arena, text);
}
