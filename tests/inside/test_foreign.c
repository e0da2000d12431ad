/* What lies beneath the skin of a body that is not ours: found by its landmarks; what
 * they do not tell is named once, the rest is there. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "inside/beneath.h"
#include "inside/near.h"
#include "inside/needle_cut.h"
#include "people.h"

static struct people people;
static struct catalog *catalog;
static struct beneath *beneath;
static struct landmark *landmark; /* room for all of the neutral body's */

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    if (!people_open(&people, &error) ||
        !(catalog = catalog_load(DEQI_SOURCE_DIR, &error)) ||
        !(beneath = beneath_load(DEQI_SOURCE_DIR, &error))) {
        error_print(&error, stderr);
        return -1;
    }
    landmark = xcalloc((size_t)catalog->neutral.count + 1, sizeof *landmark);
    /* one vertex more makes it another mesh */
    struct mesh *m = &people.model.mesh;
    m->position = xrealloc(m->position, (m->n_vertices + 1) * sizeof *m->position);
    m->normal = xrealloc(m->normal, (m->n_vertices + 1) * sizeof *m->normal);
    memcpy(m->position[m->n_vertices], m->position[0], sizeof *m->position);
    memcpy(m->normal[m->n_vertices], m->normal[0], sizeof *m->normal);
    free(m->occlusion);
    m->occlusion = NULL;
    m->n_vertices++;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    beneath_destroy(&beneath);
    catalog_destroy(&catalog);
    people_close(&people);
    free(landmark);
    return 0;
}

static bool begins(const char *name, const char *const *with)
{
    for (; *with; with++)
        if (strncmp(name, *with, strlen(*with)) == 0)
            return true;
    return false;
}

/* a body with the landmarks whose names do not begin so */
static struct body *stranger(const char *const *without)
{
    static struct landmark_set set;
    struct error error = {0};
    set = (struct landmark_set){
        .file = "stranger", .body = "stranger", .landmark = landmark};
    for (int i = 0; i < catalog->neutral.count; i++) {
        const struct landmark *l = &catalog->neutral.landmark[i];
        const char *name = catalog->landmark_names.name[l->name];
        if (!begins(name, without))
            landmark[set.count++] = *l;
    }
    struct body *body = body_create(&people.model.mesh, catalog, &set, &error);
    if (!body)
        fail_msg("%s", error.text);
    return body;
}

static const struct inside *make(const struct body *body)
{
    struct error error = {0};
    if (!beneath_make(beneath, body, &error))
        fail_msg("%s", error.text);
    return beneath_inside(beneath);
}

static void test_found_by_landmarks(void **state)
{
    (void)state;
    struct body *body = stranger((const char *const[]){NULL});
    const struct inside *inside = make(body);
    int n, placed = 0;
    const struct inside_part *part = inside_parts(inside, &n);
    for (int i = 0; i < n; i++) {
        placed += part[i].placed;
        assert_true(part[i].placed || part[i].why);
        for (int k = 0; part[i].tree && k < 3; k++)
            assert_true(isfinite(part[i].min[k]) && isfinite(part[i].max[k]));
    }
    assert_true(placed > n * 9 / 10);
    const struct site *site = body_site(body, catalog_point(catalog, "PC6"), SIDE_L);
    struct near near[NEAR_MAX];
    int found = near_site(inside, site, near, NEAR_MAX);
    bool median = false;
    for (int i = 0; i < found; i++)
        median |= strcmp(near[i].part->id, "median_nerve") == 0;
    assert_true(median);
    struct error error;
    struct needle_cut *cut = needle_cut_make(inside, site, 0, &error);
    assert_non_null(cut);
    assert_true(cut->n > 10 && !cut->outline[0].part);
    needle_cut_destroy(&cut);
    body_destroy(&body);
}

/* without landmarks of the fingers: no fingers, but all else, said once */
static void test_what_is_missing_is_named_once(void **state)
{
    (void)state;
    struct body *body =
        stranger((const char *const[]){"finger", "DIP", "PIP", "nail", "MCP", NULL});
    const struct inside *inside = make(body);
    const char *missing = inside_missing(inside);
    assert_non_null(missing);
    assert_null(strchr(missing, '\n'));
    assert_non_null(strstr(missing, "cannot be placed on this body"));
    const struct inside_part *finger =
        inside_find(inside, "distal_phalanx_hand_3", SIDE_L);
    assert_true(!finger->placed && finger->why && !finger->tree);
    assert_true(inside_find(inside, "tibial_nerve", SIDE_R)->placed);
    assert_true(inside_find(inside, "sciatic_nerve", SIDE_L)->placed);
    body_destroy(&body);
}

static void test_no_landmarks_at_all(void **state)
{
    (void)state;
    struct error error = {0};
    struct body *body = body_create(&people.model.mesh, catalog, NULL, &error);
    assert_non_null(body);
    assert_false(beneath_make(beneath, body, &error));
    assert_true(*error.text);
    assert_null(beneath_inside(beneath));
    body_destroy(&body);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_found_by_landmarks),
        cmocka_unit_test(test_what_is_missing_is_named_once),
        cmocka_unit_test(test_no_landmarks_at_all),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
