/* A body that was recalled from a file is the body that was measured. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "anatomy/body_kept.h"
#include "anatomy/territory.h"
#include "anatomy/trace.h"
#include "base/arena.h"
#include "base/crew.h"
#include "geom/surface.h"
#include "import/model.h"

static struct catalog *catalog;
static struct model model;
static struct body *measured;
static char *bytes;
static size_t n_bytes;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    if (catalog && model_load(DEQI_SOURCE_DIR "/models/human.glb", &model, &error))
        measured = body_create(&model.mesh, catalog, &catalog->neutral, &error);
    if (!measured) {
        error_print(&error, stderr);
        return -1;
    }
    struct kept to = {.file = xstream(&bytes, &n_bytes), .writing = true};
    body_kept_write(measured, &to);
    xstream_close(to.file);
    return to.failed ? -1 : 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(bytes);
    body_destroy(&measured);
    model_free(&model);
    catalog_destroy(&catalog);
    return 0;
}

static struct body *recall(const void *from, size_t size)
{
    struct kept kept = {.file = fmemopen((void *)(uintptr_t)from, size, "rb")};
    struct body *body = body_kept_read(&model.mesh, catalog, &catalog->neutral, &kept);
    fclose(kept.file);
    return body;
}

static struct body *recall_sites(const void *from, size_t size)
{
    struct kept kept = {.file = fmemopen((void *)(uintptr_t)from, size, "rb")};
    struct body *body = body_kept_read_sites(catalog, &kept);
    fclose(kept.file);
    return body;
}

#define SAME(field) assert_memory_equal(&p->field, &q->field, sizeof p->field)

static void same_sites(const struct body *a, const struct body *b)
{
    int n, m;
    const struct site *p = body_sites(a, &n), *q = body_sites(b, &m);
    assert_int_equal(n, m);
    for (; n--; p++, q++) {
        assert_ptr_equal(p->point, q->point);
        assert_true(p->placed == q->placed && p->side == q->side);
        assert_true(!p->why == !q->why && (!p->why || !strcmp(p->why, q->why)));
        SAME(on);
        SAME(position);
        SAME(normal);
        SAME(cun);
        SAME(direction);
        SAME(depth_cun);
        SAME(depth_cap);
        SAME(depth);
        SAME(beyond_limit);
        assert_true(p->run.known == q->run.known);
        SAME(run.cun);
        SAME(run.on);
        SAME(run.along);
        SAME(run.up);
    }
    for (int i = 0; i < catalog->n_measures; i++)
        for (int s = 0; s < SIDES; s++) {
            double x = body_cun(a, i, (enum side)s, NULL);
            double y = body_cun(b, i, (enum side)s, NULL);
            assert_memory_equal(&x, &y, sizeof x);
        }
}

static void same_place(struct body_place x, struct body_place y)
{
    assert_true(x.found == y.found && x.on_skin == y.on_skin &&
                x.from_bone == y.from_bone);
    assert_true(!x.why == !y.why && (!x.why || !strcmp(x.why, y.why)));
    assert_memory_equal(x.position, y.position, sizeof x.position);
    if (x.found)
        assert_memory_equal(&x.on, &y.on, sizeof x.on);
}

static void same_skin(const struct body *a, const struct body *b)
{
    assert_true(body_midline(a) == body_midline(b));
    for (uint32_t t = 0; t < model.mesh.n_triangles; t++) {
        enum side s, u, v, w;
        struct mesh_site middle = {t, {1 / 3.0F, 1 / 3.0F, 1 / 3.0F}};
        assert_int_equal(body_part_of(a, t, &s), body_part_of(b, t, &u));
        assert_int_equal(s, u);
        assert_int_equal(territory_region_at(a, &middle, &v),
                         territory_region_at(b, &middle, &w));
        assert_int_equal(v, w);
    }
    assert_memory_equal(body_surface(a)->neighbour, body_surface(b)->neighbour,
                        model.mesh.n_triangles * sizeof *body_surface(a)->neighbour);
    for (int i = 0; i < 200; i++) {
        float from[3] = {0.3F * (float)(i % 7 - 3), 0.01F * (float)i, 0.2F};
        struct bvh_hit x, y;
        assert_true(bvh_nearest(body_bvh(a), from, 1, NULL, NULL, &x));
        assert_true(bvh_nearest(body_bvh(b), from, 1, NULL, NULL, &y));
        assert_memory_equal(&x.site, &y.site, sizeof x.site);
    }
}

static void same_places(const struct body *a, const struct body *b)
{
    for (int i = 0; i < catalog->landmark_names.count; i++)
        for (int s = 0; s < SIDES; s++)
            same_place(body_landmark(a, i, (enum side)s),
                       body_landmark(b, i, (enum side)s));
    for (int i = 0; i < catalog->n_derived; i++)
        for (int s = 0; s < SIDES; s++)
            same_place(body_derived(a, i, (enum side)s),
                       body_derived(b, i, (enum side)s));
    for (int i = 0; i < catalog->n_channels; i++)
        for (int k = 0; k < catalog->channel[i].n_stops; k++)
            for (int s = 0; s < SIDES; s++)
                same_place(body_via(a, &catalog->channel[i], k, (enum side)s),
                           body_via(b, &catalog->channel[i], k, (enum side)s));
}

static void comes_back_as_it_was(void **state)
{
    (void)state;
    struct body *back = recall(bytes, n_bytes);
    assert_non_null(back);
    same_sites(measured, back);
    same_skin(measured, back);
    same_places(measured, back);
    // and can be measured anew, from the parts that it was given
    struct error error;
    assert_true(body_update(back, &error));
    assert_true(body_update(measured, &error));
    same_sites(measured, back);
    same_places(measured, back);
    body_destroy(&back);
}

static void sites_come_alone(void **state)
{
    (void)state;
    struct body *back = recall_sites(bytes, n_bytes);
    assert_non_null(back);
    same_sites(measured, back);
    body_destroy(&back);
}

static void nothing_comes_of_what_is_damaged(void **state)
{
    (void)state;
    char *copy = xmalloc(n_bytes);
    for (size_t i = 0; i < 60; i++) {
        size_t at = n_bytes / 60 * i;
        struct body *body = at ? recall(bytes, at) : NULL;
        assert_null(body); // cut short
        memcpy(copy, bytes, n_bytes);
        copy[at + i % 8] ^= (char)(1 << i % 8);
        assert_null(recall(copy, n_bytes));
    }
    memcpy(copy, bytes, n_bytes);
    copy[5000] ^= 4;
    assert_null(recall_sites(copy, n_bytes));
    free(copy);
}

struct askers {
    const struct body *body;
    const struct bvh *tree[64];
    const struct surface *surface[64];
};

static void ask(void *user, int worker, int i)
{
    struct askers *a = user;
    (void)worker;
    a->tree[i] = body_bvh(a->body);
    a->surface[i] = body_surface(a->body);
}

/* a body without landmarks has none until somebody asks; all get the same */
static void one_tree_for_all_who_ask(void **state)
{
    (void)state;
    struct error error;
    struct askers askers = {.body = body_create(&model.mesh, catalog, NULL, &error)};
    assert_non_null(askers.body);
    crew_cores(64, ask, &askers);
    for (int i = 0; i < 64; i++) {
        assert_non_null(askers.tree[i]);
        assert_ptr_equal(askers.tree[i], askers.tree[0]);
        assert_ptr_equal(askers.surface[i], askers.surface[0]);
    }
    assert_memory_equal(askers.surface[0]->neighbour, body_surface(measured)->neighbour,
                        model.mesh.n_triangles * sizeof *askers.surface[0]->neighbour);
    body_destroy((struct body **)&askers.body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comes_back_as_it_was),
        cmocka_unit_test(sites_come_alone),
        cmocka_unit_test(nothing_comes_of_what_is_damaged),
        cmocka_unit_test(one_tree_for_all_who_ask),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
