/* What lies beneath is the same to the last bit, whether one worker makes it or several.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/crew.h"
#include "inside/beneath.h"
#include "people.h"

static void same_parts(const struct inside *a, const struct inside *b)
{
    int n, m;
    const struct inside_part *p = inside_parts(a, &n), *q = inside_parts(b, &m);
    assert_int_equal(n, m);
    for (; n--; p++, q++) {
        assert_string_equal(p->id, q->id);
        assert_int_equal(p->side, q->side);
        assert_int_equal(p->placed, q->placed);
        assert_int_equal(p->mesh.n_vertices, q->mesh.n_vertices);
        assert_int_equal(p->mesh.n_triangles, q->mesh.n_triangles);
        assert_int_equal(p->n_path, q->n_path);
        if (p->mesh.n_vertices) {
            size_t size = p->mesh.n_vertices * sizeof *p->mesh.position;
            assert_memory_equal(p->mesh.position, q->mesh.position, size);
            assert_memory_equal(p->mesh.normal, q->mesh.normal, size);
            assert_int_equal(p->mesh.n_triangles, q->mesh.n_triangles);
            assert_memory_equal(p->mesh.triangle, q->mesh.triangle,
                                p->mesh.n_triangles * sizeof *p->mesh.triangle);
        }
        if (p->n_path)
            assert_memory_equal(p->path, q->path, (size_t)p->n_path * sizeof *p->path);
        assert_memory_equal(p->min, q->min, sizeof p->min);
        assert_memory_equal(p->max, q->max, sizeof p->max);
    }
}

static void makes_the_same_beside_one_another(void **state)
{
    (void)state;
    struct error error = {0};
    struct people people;
    struct catalog *catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    struct beneath *alone = beneath_load(DEQI_SOURCE_DIR, &error);
    struct beneath *beside = beneath_load(DEQI_SOURCE_DIR, &error);
    assert_true(catalog && alone && beside && people_open(&people, &error));
    struct body *body =
        body_create(&people.model.mesh, catalog, &catalog->neutral, &error);
    assert_non_null(body);
    beneath_crew(beside, crew_cores);
    for (int who = 0; who < 3; who++) {
        assert_true(people_become(&people, &PEOPLE_BODY[who], &error));
        assert_true(body_update(body, &error));
        assert_true(beneath_make(alone, body, &error));
        assert_true(beneath_make(beside, body, &error));
        same_parts(beneath_inside(alone), beneath_inside(beside));
    }
    beneath_destroy(&alone);
    beneath_destroy(&beside);
    body_destroy(&body);
    catalog_destroy(&catalog);
    people_close(&people);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_the_same_beside_one_another)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
