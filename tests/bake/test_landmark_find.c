/* Each kind of recipe on a shape whose answer is known: a slab with a ridge, a groove and
 * nothing else. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bake/landmark_find.h"
#include "base/arena.h"

enum { CELLS = 40 };

static const float CELL = 0.005f; /* metres */

/* the front of the slab is at z = 0.1, with a ridge along y = 0.05 and a groove along
 * y = -0.05, both 20 mm high and 40 mm wide; the back is at z = 0 */
static float front(float y)
{
    float ridge = 0.02f - fabsf(y - 0.05f), groove = 0.02f - fabsf(y + 0.05f);
    return 0.1f + fmaxf(ridge, 0) - fmaxf(groove, 0);
}

static void sheet(struct mesh *mesh, int first, int turn)
{
    const int row = CELLS + 1;
    for (int i = 0; i < row * row; i++) {
        float *p = mesh->position[first * row * row + i];
        p[0] = (float)(i % row - CELLS / 2) * CELL;
        p[1] = (float)(i / row - CELLS / 2) * CELL;
        p[2] = turn ? 0 : front(p[1]);
    }
    for (int c = 0; c < CELLS * CELLS; c++) {
        uint32_t v = (uint32_t)(first * row * row + c / CELLS * row + c % CELLS);
        uint32_t *t = mesh->triangle[first * CELLS * CELLS * 2 + c * 2];
        const uint32_t corner[6] = {v, v + 1, v + row + 1, v, v + row + 1, v + row};
        for (int k = 0; k < 6; k++)
            t[turn ? 5 - k : k] = corner[k];
    }
}

struct slab {
    struct package package;
    struct bake_body body;
    struct landmark_finder finder;
};

/* the fixture knows one place, "origin", in the middle of the slab */
static int slab_open(void **state)
{
    static const struct landmark_recipe ORIGIN = {.side = 'S', .name = "origin"};
    struct slab *s = xcalloc(1, sizeof *s);
    mesh_alloc(&s->body.mesh, 2 * (CELLS + 1) * (CELLS + 1), 4 * CELLS * CELLS);
    sheet(&s->body.mesh, 0, 0);
    sheet(&s->body.mesh, 1, 1);
    mesh_compute_normals(&s->body.mesh);
    s->body.package = &s->package;
    s->finder.body = &s->body;
    s->finder.bvh = bvh_create(&s->body.mesh);
    for (int k = 0; k < 3; k++)
        s->finder.axis[BODY][k].raw[k] = 1;
    s->finder.found[0] =
        (struct landmark_found){.recipe = &ORIGIN, .at = {{0.001f, 0, 0.05f}}};
    s->finder.n_found = 1;
    *state = s;
    return 0;
}

static int slab_close(void **state)
{
    struct slab *s = *state;
    landmark_finder_close(&s->finder);
    mesh_free(&s->body.mesh);
    free(s);
    return 0;
}

static vec3s found(struct slab *s, const struct landmark_recipe *recipe)
{
    struct error error = {0};
    if (!landmark_find(&s->finder, recipe, &error))
        fail_msg("%s", error.text);
    return s->finder.found[s->finder.n_found - 1].at;
}

static void refused(struct slab *s, const struct landmark_recipe *recipe,
                    const char *expected)
{
    struct error error = {0};
    assert_false(landmark_find(&s->finder, recipe, &error));
    assert_non_null(strstr(error.text, expected));
}

static void at(vec3s place, double x, double y, double z, double tolerance)
{
    double off =
        hypot((double)place.x - x, hypot((double)place.y - y, (double)place.z - z));
    if (off > tolerance)
        fail_msg("found %g %g %g, expected %g %g %g", (double)place.x, (double)place.y,
                 (double)place.z, x, y, z);
}

static void rays_meet_the_skin(void **state)
{
    struct slab *s = *state;
    at(found(s,
             &(struct landmark_recipe){
                 'S', "out", OUTWARD, "origin", 0, 0, BODY, {10, 0, 0}, {0, 0, 1}, 0, 0}),
       0.011, 0, 0.1, 1e-5);
    at(found(s,
             &(struct landmark_recipe){
                 'S', "back", INWARD, "origin", 0, 0, BODY, {0}, {0, 0, -2}, 0, 0}),
       0.001, 0, 0, 1e-5);
}

static void the_midline_stays_on_it(void **state)
{
    struct slab *s = *state;
    at(found(s,
             &(struct landmark_recipe){
                 'M', "mid", OUTWARD, "origin", 0, 0, BODY, {10, 0, 0}, {1, 0, 1}, 0, 0}),
       0, 0, 0.1, 1e-6);
}

static void ridge_and_groove_are_found(void **state)
{
    struct slab *s = *state;
    const struct landmark_recipe top = {'S',  "top",      POINT, "origin", 0, 0,
                                        BODY, {0, 90, 0}, {0},   0,        0};
    const struct landmark_recipe low = {'S',  "low",       POINT, "origin", 0, 0,
                                        BODY, {0, -90, 0}, {0},   0,        0};
    found(s, &top);
    found(s, &low);
    at(found(s,
             &(struct landmark_recipe){
                 'S', "peak", PEAK, "top", "low", 0, BODY, {0}, {0, 0, 1}, 0, 0}),
       0.001, 0.05, 0.12, 1e-3);
    at(found(s,
             &(struct landmark_recipe){
                 'S', "valley", VALLEY, "top", "low", 0, BODY, {0}, {0, 0, 1}, 0, 0}),
       0.001, -0.05, 0.08, 1e-3);
    /* which of the ridge's vertices is left open */
    vec3s extreme = found(s, &(struct landmark_recipe){'S',
                                                       "extreme",
                                                       EXTREME,
                                                       "origin",
                                                       0,
                                                       0,
                                                       BODY,
                                                       {0, 40, 40},
                                                       {0, 0, 1},
                                                       40,
                                                       0});
    extreme.x = 0;
    at(extreme, 0, 0.05, 0.12, 1e-5);
}

static void the_way_over_the_skin_counts_slopes(void **state)
{
    struct slab *s = *state;
    const struct landmark_recipe foot = {'S',  "foot",     OUTWARD,   "origin", 0, 0,
                                         BODY, {0, 30, 0}, {0, 0, 1}, 0,        0};
    const struct landmark_recipe end = {'S',  "end",      OUTWARD,   "origin", 0, 0,
                                        BODY, {0, 90, 0}, {0, 0, 1}, 0,        0};
    found(s, &foot);
    found(s, &end);
    /* 56.6 mm over the ridge and 20 mm on the flat: half of it is on the far slope */
    at(found(s,
             &(struct landmark_recipe){
                 'S', "half", ALONG, "foot", "end", 0.5f, BODY, {0}, {0, 0, 1}, 0, 0}),
       0.001, 0.05709, 0.11291, 1e-3);
}

static void what_cannot_be_found_is_refused(void **state)
{
    struct slab *s = *state;
    refused(s,
            &(struct landmark_recipe){
                'S', "a", OUTWARD, "nowhere", 0, 0, BODY, {0}, {0, 0, 1}, 0, 0},
            "\"nowhere\"");
    refused(s,
            &(struct landmark_recipe){
                'S', "a", OUTWARD, "@nobone", 0, 0, BODY, {0}, {0, 0, 1}, 0, 0},
            "\"@nobone\"");
    refused(s,
            &(struct landmark_recipe){
                'S', "a", OUTWARD, "origin", 0, 0, BODY, {0}, {1, 0, 0}, 0, 0},
            "no skin where its recipe looks");
    refused(s,
            &(struct landmark_recipe){
                'S', "a", NEAREST, "origin", 0, 0, BODY, {0}, {0}, 10, 0},
            "no skin within 10 mm");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rays_meet_the_skin, slab_open, slab_close),
        cmocka_unit_test_setup_teardown(the_midline_stays_on_it, slab_open, slab_close),
        cmocka_unit_test_setup_teardown(ridge_and_groove_are_found, slab_open,
                                        slab_close),
        cmocka_unit_test_setup_teardown(the_way_over_the_skin_counts_slopes, slab_open,
                                        slab_close),
        cmocka_unit_test_setup_teardown(what_cannot_be_found_is_refused, slab_open,
                                        slab_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
