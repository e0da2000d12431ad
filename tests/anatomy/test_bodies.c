/* Twelve reference bodies, extremes of sex, age, weight, muscle and height, and what the
 * points' rules give on them. Writes the accuracy report to accuracy.txt in the build
 * folder.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "accuracy.h"
#include "anatomy/trace.h"
#include "import/model.h"
#include "reference_bodies.h"

static struct catalog *catalog;
static struct model model;
static struct shapes *shapes;
static struct body *body;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    if (catalog && model_load(DEQI_SOURCE_DIR "/models/human.glb", &model, &error))
        shapes = shapes_load(DEQI_SOURCE_DIR "/models/human.shapes", &error);
    if (shapes)
        body = body_create(&model.mesh, catalog, &catalog->neutral, &error);
    if (!body)
        error_print(&error, stderr);
    return body ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    body_destroy(&body);
    shapes_destroy(&shapes);
    model_free(&model);
    catalog_destroy(&catalog);
    return 0;
}

static void become(int i)
{
    struct error error = {0};
    if (!shape_apply(shapes, &REFERENCE_BODIES[i], &model.mesh, &error) ||
        !body_update(body, &error))
        fail_msg("body %d: %s", i, error.text);
}

static void check_row(const struct accuracy_row *r, int i)
{
    const char *code = r->point->code;
    if (!r->placed || !r->in_part)
        fail_msg("%s is not on the skin that its text names on body %d", code, i);
    if (r->skin_mm > 0.5 || r->mirror_mm > 1)
        fail_msg("%s is %.2f mm off the skin, %.2f mm off its mirror image on body %d",
                 code, r->skin_mm, r->mirror_mm, i);
    if (r->cun_error > 0.02 && r->cun_error_mm > 0.3)
        fail_msg("%s is %.1f %% (%.2f mm) off its cun on body %d", code,
                 r->cun_error * 100, r->cun_error_mm, i);
}

static void test_points_on_every_body(void **state)
{
    (void)state;
    size_t n = (size_t)catalog->n_points;
    int n_sites;
    const struct site *site = body_sites(body, &n_sites);
    struct mesh_site *before = calloc((size_t)n_sites, sizeof *before);
    struct accuracy_row *worst = calloc(n, sizeof *worst),
                        *rows = calloc(n, sizeof *rows);
    for (int i = 0; i < n_sites; i++)
        before[i] = site[i].on;
    accuracy_measure(body, before, worst);
    for (int i = 0; i < REFERENCE_COUNT; i++) {
        become(i);
        accuracy_measure(body, before, rows);
        for (size_t k = 0; k < n; k++)
            check_row(&rows[k], i);
        accuracy_worse(worst, rows, (int)n);
    }
    FILE *f = fopen(DEQI_BINARY_DIR "/accuracy.txt", "w");
    assert_non_null(f);
    accuracy_print(worst, (int)n, REFERENCE_COUNT + 1, f);
    fclose(f);
    free(before);
    free(worst);
    free(rows);
}

static void test_channels_on_every_body(void **state)
{
    (void)state;
    for (int i = 0; i < REFERENCE_COUNT; i++) {
        become(i);
        struct trace *trace = trace_create(body);
        int passed = 0;
        for (int k = 0; k < trace->count; k++) {
            const struct trace_line *l = &trace->line[k];
            passed += l->side == SIDE_R ? 0 : l->n_points;
            for (uint32_t v = 1; v < l->n; v++) {
                const float *p = l->position[v], *q = l->position[v - 1];
                float middle[3] = {(p[0] + q[0]) / 2, (p[1] + q[1]) / 2,
                                   (p[2] + q[2]) / 2};
                struct bvh_hit hit;
                assert_true(bvh_nearest(body_bvh(body), middle, 1, NULL, NULL, &hit));
                if (hit.distance > 0.0003F)
                    fail_msg("%s leaves the skin of body %d", l->channel->id, i);
            }
        }
        assert_int_equal(passed, 361);
        trace_destroy(&trace);
    }
}

/* made from the shaped mesh itself, the parts are told from that shape */
static void test_bodies_made_as_they_are(void **state)
{
    (void)state;
    for (int i = 0; i < REFERENCE_COUNT; i++) {
        struct error error = {0};
        int n;
        become(i);
        struct body *own = body_create(&model.mesh, catalog, &catalog->neutral, &error);
        assert_non_null(own);
        const struct site *site = body_sites(own, &n);
        for (int k = 0; k < n; k++) {
            const struct site *other = body_site(body, site[k].point, site[k].side);
            if (!site[k].placed)
                fail_msg("%s is not placed on body %d: %s", site[k].point->code, i,
                         site[k].why);
            double off = 0;
            for (int j = 0; j < 3; j++)
                off += pow((double)(site[k].position[j] - other->position[j]), 2);
            if (sqrt(off) > 0.01)
                fail_msg("%s lies %.1f mm elsewhere on body %d", site[k].point->code,
                         sqrt(off) * 1000, i);
        }
        body_destroy(&own);
    }
}

/* a cun is a cun: neither a finger's breadth nor a hand's on any adult */
static void test_cun_on_every_body(void **state)
{
    (void)state;
    for (int i = 0; i < REFERENCE_COUNT; i++) {
        become(i);
        for (int k = 0; k < catalog->n_measures; k++) {
            double cun = body_cun(body, k, SIDE_M, NULL) * 1000;
            if (!(cun > 9 && cun < 46))
                fail_msg("a cun of %s is %.1f mm on body %d", catalog->measure[k].id, cun,
                         i);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_points_on_every_body),
        cmocka_unit_test(test_channels_on_every_body),
        cmocka_unit_test(test_bodies_made_as_they_are),
        cmocka_unit_test(test_cun_on_every_body),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
