/* body_kept.c - one description of what a body holds serves both ways. Sites and measures
 * come first, so that they can be had without the rest.
 */
#include "anatomy/body_kept.h"

#include <stdlib.h>
#include <string.h>

#include "anatomy/body_internal.h"

#define KEEP(k, value) kept_bytes(k, &(value), sizeof(value))

// ---------------------------------------------------------------- sites and measures

static void keep_run(struct kept *k, struct site_run *run)
{
    KEEP(k, run->known);
    KEEP(k, run->how);
    KEEP(k, run->measure);
    KEEP(k, run->cun);
    KEEP(k, run->point);
    KEEP(k, run->landmark);
    KEEP(k, run->on);
    KEEP(k, run->from);
    KEEP(k, run->along);
    KEEP(k, run->up);
}

/* point and side are the catalogue's */
static void keep_site(struct kept *k, struct site *site, struct arena *arena)
{
    KEEP(k, site->placed);
    kept_text(k, &site->why, arena);
    KEEP(k, site->on);
    KEEP(k, site->position);
    KEEP(k, site->normal);
    KEEP(k, site->cun);
    KEEP(k, site->direction);
    KEEP(k, site->depth_cun);
    KEEP(k, site->depth_cap);
    KEEP(k, site->depth);
    keep_run(k, &site->run);
    KEEP(k, site->beyond_limit);
}

static void keep_number(struct kept *k, struct number_memo *memo, struct arena *arena)
{
    KEEP(k, memo->known);
    kept_text(k, &memo->why, arena);
    KEEP(k, memo->value);
}

static void keep_sites(struct kept *k, struct body *b)
{
    for (int i = 0; i < b->catalog->n_measures; i++)
        for (int s = 0; s < SIDES; s++)
            keep_number(k, &b->measure[i][s], b->arena);
    for (int i = 0; i < b->n_sites; i++)
        keep_site(k, &b->site[i], b->arena);
}

// ---------------------------------------------------------------- the rest

static void keep_place(struct kept *k, struct place_memo *memo, struct arena *arena)
{
    KEEP(k, memo->known);
    kept_text(k, &memo->why, arena);
    KEEP(k, memo->place.position);
    KEEP(k, memo->place.on_skin);
    KEEP(k, memo->place.on);
    KEEP(k, memo->bone);
}

static void keep_places(struct kept *k, struct place_memo (*memo)[SIDES], int n,
                        struct arena *arena)
{
    for (int i = 0; i < n; i++)
        for (int s = 0; s < SIDES; s++)
            keep_place(k, &memo[i][s], arena);
}

static void keep_frame(struct kept *k, struct part_frame *frame, struct arena *arena)
{
    KEEP(k, frame->known);
    kept_text(k, &frame->why, arena);
    KEEP(k, frame->n);
    KEEP(k, frame->centre);
    KEEP(k, frame->at);
    KEEP(k, frame->chord);
    KEEP(k, frame->length);
    KEEP(k, frame->zero);
    KEEP(k, frame->ninety);
    KEEP(k, frame->twist);
}

static void keep_patch(struct kept *k, struct patch_memo *patch)
{
    KEEP(k, patch->known);
    KEEP(k, patch->station);
    KEEP(k, patch->bearing);
    KEEP(k, patch->plane);
}

static void keep_skin(struct kept *k, struct body *b)
{
    const uint32_t n = b->mesh->n_triangles;
    KEEP(k, b->midline);
    KEEP(k, b->build);
    KEEP(k, b->labelled);
    kept_bytes(k, b->part, n);
    kept_bytes(k, b->side, n);
    kept_bytes(k, b->outer, n);
    struct surface *surface = atomic_load(&b->surface);
    kept_bytes(k, surface->neighbour, n * sizeof *surface->neighbour);
    KEEP(k, surface->n_borders);
}

static void keep_rest(struct kept *k, struct body *b)
{
    const struct catalog *c = b->catalog;
    keep_skin(k, b);
    keep_places(k, b->landmark, c->landmark_names.count, b->arena);
    keep_places(k, b->anchored, c->n_resolved, b->arena);
    keep_places(k, b->derived, c->n_derived, b->arena);
    keep_places(k, b->point, c->n_points, b->arena);
    keep_places(k, b->test_spot, c->n_regions, b->arena);
    keep_places(k, b->axon, c->n_axons, b->arena);
    for (int i = 0; i < c->n_channels; i++)
        keep_places(k, b->via[i], c->channel[i].n_stops, b->arena);
    for (int i = 0; i < c->n_parts; i++)
        for (int s = 0; s < SIDES; s++)
            keep_frame(k, &b->frame[i][s], b->arena);
    for (int i = 0; i < c->n_regions; i++)
        for (int p = 0; p < c->region[i].n_patches; p++)
            for (int s = 0; s < SIDES; s++)
                keep_patch(k, &b->patch[i][p][s]);
    ribs_keep(k, b);
}

// ---------------------------------------------------------------- both ways

void body_kept_write(const struct body *body, struct kept *to)
{
    struct body *b = (struct body *)body; // when writing nothing is changed
    const struct bvh *tree = body_bvh(body);
    body_surface(body); // both may not have been asked for so far
    keep_sites(to, b);
    kept_check(to);
    keep_rest(to, b);
    bvh_keep(tree, to);
    kept_check(to);
}

struct body *body_kept_read(const struct mesh *mesh, const struct catalog *catalog,
                            const struct landmark_set *landmarks, struct kept *from)
{
    struct body *b = body_allocate(mesh, catalog, landmarks);
    b->ways = &place_ways;
    struct surface *surface = xmalloc(sizeof *surface);
    surface_allocate(surface, mesh);
    atomic_store(&b->surface, surface);
    keep_sites(from, b);
    bool whole = kept_check(from);
    if (whole)
        keep_rest(from, b);
    struct bvh *tree = whole ? bvh_recall(mesh, from) : NULL;
    atomic_store(&b->bvh, tree);
    if (!tree || !kept_check(from))
        body_destroy(&b);
    return b;
}

struct body *body_kept_read_sites(const struct catalog *catalog, struct kept *from)
{
    static const struct mesh NO_SKIN = {0};
    struct body *b = body_allocate(&NO_SKIN, catalog, NULL);
    b->ways = &place_ways;
    keep_sites(from, b);
    if (!kept_check(from))
        body_destroy(&b);
    return b;
}
