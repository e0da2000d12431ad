/* body.c - measures a body: its landmarks, then all that they lead to. */
#include "anatomy/body.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "anatomy/body_internal.h"
#include "anatomy/body_pose_internal.h"

// ---------------------------------------------------------------- checks

static bool check_mesh(const struct mesh *mesh, struct error *error)
{
    if (mesh->n_triangles < 4 || mesh->n_vertices < 4)
        return error_set(error,
                         "the body has %u triangles on %u places; expected at least 4 "
                         "of each",
                         mesh->n_triangles, mesh->n_vertices);
    for (uint32_t v = 0; v < mesh->n_vertices; v++)
        for (int k = 0; k < 3; k++)
            if (!isfinite(mesh->position[v][k]))
                return error_set(error, "vertex %u of the body is no number", v);
    for (uint32_t t = 0; t < mesh->n_triangles; t++)
        for (int k = 0; k < 3; k++)
            if (mesh->triangle[t][k] >= mesh->n_vertices)
                return error_set(error, "triangle %u of the body names vertex %u of %u",
                                 t, mesh->triangle[t][k], mesh->n_vertices);
    return true;
}

static bool complain(const struct body *b, const struct landmark *mark,
                     struct error *error, const char *what)
{
    error_set(error, "the landmark %s %s %s", b->catalog->landmark_names.name[mark->name],
              side_name(mark->side), what);
    return error_in_file(error, b->landmarks->file);
}

/* left on the left: nobody's two elbows are exchanged */
static bool check_sides(const struct body *b, struct error *error)
{
    for (int i = 0; b->landmarks && i < b->landmarks->count; i++) {
        const struct landmark *mark = &b->landmarks->landmark[i];
        const struct place_memo *l = &b->landmark[mark->name][SIDE_L];
        const struct place_memo *r = &b->landmark[mark->name][SIDE_R];
        if (mark->side != SIDE_L || l->known != KNOWN || r->known != KNOWN)
            continue;
        if (l->place.position[0] < r->place.position[0])
            return complain(b, mark, error,
                            "lies farther right than its right one; expected +X to the "
                            "subject's left");
    }
    return true;
}

static bool check_upright(struct body *b, struct error *error)
{
    int trunk = catalog_part(b->catalog, "trunk");
    const struct part_frame *f = trunk < 0 ? NULL : part_frame_build(b, trunk, SIDE_L);
    if (!f || f->known != KNOWN || f->chord[1] < -0.5F)
        return true;
    error_set(error, "the landmarks of the trunk do not stand upright; expected +Y up");
    return error_in_file(error, b->landmarks->file);
}

// ---------------------------------------------------------------- landmarks

static bool resolve(struct body *b, const struct landmark *mark, struct error *error)
{
    struct place_memo *memo = &b->landmark[mark->name][mark->side];
    struct place *place = &memo->place;
    if (mark->anchored) {
        if (mark->triangle >= b->mesh->n_triangles)
            return complain(b, mark, error,
                            "is anchored to a triangle that the body lacks");
        place->on.triangle = mark->triangle;
        memcpy(place->on.weight, mark->weight, sizeof mark->weight);
    } else {
        struct bvh_hit hit;
        if (!bvh_nearest(body_bvh(b), mark->at, LANDMARK_SNAP, NULL, NULL, &hit)) {
            memo->known = MISSING;
            memo->why =
                body_why(b, "the landmark %s%s%s is more than 30 mm away from the skin",
                         b->catalog->landmark_names.name[mark->name],
                         mark->side == SIDE_M ? "" : " ",
                         mark->side == SIDE_M ? "" : side_name(mark->side));
            return true;
        }
        place->on = hit.site;
    }
    mesh_site_position(b->mesh, &place->on, place->position);
    place->on_skin = true;
    memo->known = KNOWN;
    return true;
}

/* the middle of the midline's landmarks, or of the pairs where there are none */
static void find_midline(struct body *b)
{
    double sum = 0;
    int n = 0;
    for (int i = 0; i < b->catalog->landmark_names.count; i++) {
        const struct place_memo *memo = b->landmark[i];
        if (memo[SIDE_M].known == KNOWN) {
            sum += (double)memo[SIDE_M].place.position[0];
            n++;
        } else if (memo[SIDE_L].known == KNOWN && memo[SIDE_R].known == KNOWN) {
            sum += 0.5 * (double)(memo[SIDE_L].place.position[0] +
                                  memo[SIDE_R].place.position[0]);
            n++;
        }
    }
    b->midline = n ? (float)(sum / n) : 0;
    if (fabsf(b->midline) < 1e-4F)
        b->midline = 0;
}

/* what has a rule waits for it; another body's own file is taken at its word */
static void set_aside(struct body *b)
{
    const struct catalog *c = b->catalog;
    bool own = b->landmarks && b->landmarks->landmark == c->neutral.landmark;
    for (int i = 0; i < c->n_resolved; i++) {
        struct place_memo *memo = b->landmark[c->resolved[i].landmark];
        memset(b->anchored[i], 0, sizeof b->anchored[i]);
        for (int s = SIDE_M; s <= SIDE_R && own; s++) {
            b->anchored[i][s] = memo[s];
            memo[s].known = NOT_YET;
        }
    }
}

static bool read_landmarks(struct body *b, struct error *error)
{
    const struct catalog *c = b->catalog;
    memset(b->landmark, 0, (size_t)c->landmark_names.count * sizeof *b->landmark);
    const struct landmark *off = NULL;
    int n_off = 0, n = b->landmarks ? b->landmarks->count : 0;
    for (int i = 0; i < n; i++) {
        const struct landmark *mark = &b->landmarks->landmark[i];
        if (!resolve(b, mark, error))
            return false;
        if (b->landmark[mark->name][mark->side].known == MISSING) {
            off = mark;
            n_off++;
        }
    }
    for (int i = 0; b->landmarks && i < b->landmarks->n_refused; i++) {
        const struct landmark_refused *r = &b->landmarks->refused[i];
        struct place_memo *memo = &b->landmark[r->name][r->side];
        if (memo->known == KNOWN)
            continue;
        memo->known = MISSING;
        memo->why = body_why(b, "%s", r->why);
    }
    if (off && 2 * n_off >= n) // not one is wrong, but the file
        return complain(b, off, error,
                        "is more than 30 mm away from the skin, as are others; expected "
                        "metres, +Y up, the floor at y = 0");
    find_midline(b);
    set_aside(b);
    bony_place(b);
    return true;
}

// ---------------------------------------------------------------- measuring

static void forget(struct body *b)
{
    const struct catalog *c = b->catalog;
    for (int i = 0; i < c->n_resolved; i++)
        for (int s = SIDE_M; s <= SIDE_R; s++)
            if (b->anchored[i][s].known == KNOWN &&
                (c->resolved[i].adjusts || !b->landmark[c->resolved[i].landmark][s].bone))
                b->landmark[c->resolved[i].landmark][s].known = NOT_YET;
    memset(b->derived, 0, (size_t)c->n_derived * sizeof *b->derived);
    memset(b->point, 0, (size_t)c->n_points * sizeof *b->point);
    memset(b->measure, 0, (size_t)c->n_measures * sizeof *b->measure);
    memset(b->frame, 0, (size_t)c->n_parts * sizeof *b->frame);
    for (int i = 0; i < c->n_channels; i++)
        memset(b->via[i], 0, (size_t)c->channel[i].n_stops * sizeof *b->via[i]);
}

static void measure_all(struct body *b)
{
    const struct catalog *c = b->catalog;
    for (int s = SIDE_L; s <= SIDE_R; s++) {
        struct eval ev = {.body = b, .side = (enum side)s};
        for (int i = 0; i < c->n_parts; i++)
            part_frame_build(b, i, ev.side);
        for (int i = 0; i < c->n_derived; i++)
            place_memo_derived(b, i, ev.side);
        for (int i = 0; i < c->n_measures; i++)
            body_measure_cun(&ev, i);
    }
    for (int i = 0; i < c->n_parts; i++)
        if (c->part[i].midline)
            b->frame[i][SIDE_M] = b->frame[i][SIDE_L];
    for (int i = 0; i < c->landmark_names.count; i++) {
        place_memo_landmark(b, i, SIDE_L);
        place_memo_landmark(b, i, SIDE_R);
    }
}

static void set_site(struct body *b, struct site *site)
{
    int index = (int)(site->point - b->catalog->point);
    const struct place_memo *memo = place_memo_point(b, index, site->side);
    site->placed = memo->known == KNOWN;
    site->why = memo->why;
    if (!site->placed)
        return;
    site->on = memo->place.on;
    glm_vec3_copy((float *)memo->place.position, site->position);
    mesh_site_normal(b->mesh, &site->on, site->normal);
    double cun = body_cun(b, site->point->cun_measure, site->side, NULL);
    site->cun = isnan(cun) ? 0 : (float)cun;
    site_needle_set(b, site);
    run_set(b, site);
}

static void measure_points(struct body *b)
{
    site_needle_measure(b);
    for (int i = 0; i < b->n_sites; i++) {
        struct site *site = &b->site[i];
        *site = (struct site){.point = site->point, .side = site->side};
        set_site(b, site);
    }
}

static void measure_courses(struct body *b)
{
    const struct catalog *c = b->catalog;
    for (int i = 0; i < c->n_channels; i++) {
        const struct channel *channel = &c->channel[i];
        for (int k = 0; k < channel->n_stops; k++) {
            for (int s = channel->midline ? SIDE_M : SIDE_L;
                 channel->stop[k].via && s <= (channel->midline ? SIDE_M : SIDE_R); s++) {
                struct place_memo *memo = &b->via[i][k][s];
                struct eval ev = {.body = b, .side = (enum side)s};
                bool ok = place_eval_side(b, channel->stop[k].via, ev.side, 0,
                                          &memo->place, &memo->why) &&
                          place_skin_nearest(&ev, &memo->place, LANDMARK_SNAP);
                memo->known = ok ? KNOWN : MISSING;
            }
        }
    }
}

static bool measure_body(struct body *b, struct error *error)
{
    arena_reset(b->arena);
    forget(b);
    if (!read_landmarks(b, error) || !check_sides(b, error) || !check_upright(b, error))
        return false;
    if (!b->labelled) {
        memset(b->outer, 1, b->mesh->n_triangles);
        label_parts(b);
        label_outer(b);
        b->labelled = true;
        // what the bounds asked for was found before there were parts
        forget(b);
    }
    measure_all(b);
    measure_points(b);
    measure_courses(b);
    territory_measure(b);
    return true;
}

// ---------------------------------------------------------------- life

struct body *body_create(const struct mesh *mesh, const struct catalog *catalog,
                         const struct landmark_set *landmarks, struct error *error)
{
    if (!check_mesh(mesh, error))
        return NULL;
    struct body *b = body_allocate(mesh, catalog, landmarks);
    b->ways = &place_ways;
    if (!measure_body(b, error))
        body_destroy(&b);
    return b;
}

bool body_update(struct body *body, struct error *error)
{
    struct bvh *tree = atomic_load(&body->bvh);
    if (tree)
        bvh_refit(tree);
    return measure_body(body, error);
}
