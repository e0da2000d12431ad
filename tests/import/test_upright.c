/* Our own body written out as people's files stand: in other units, lying, turned,
 * mirrored, with scraps below its feet; each must come back as it was. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "import/model.h"
#include "import/upright.h"

static struct model ours;

static int load(void **state)
{
    struct error error;
    (void)state;
    return !model_load_as(DEQI_SOURCE_DIR "/models/human.glb",
                          &(struct model_params){.origin = MODEL_OWN}, &ours, &error);
}

static int unload(void **state)
{
    (void)state;
    model_free(&ours);
    return 0;
}

/* a copy with every place p put to m p (row by row), and the normals with it */
static struct model changed(const float m[3][3], const float move[3])
{
    struct model copy = {0};
    const struct mesh *from = &ours.mesh;
    mesh_alloc(&copy.mesh, from->n_vertices, from->n_triangles);
    memcpy(copy.mesh.triangle, from->triangle,
           from->n_triangles * sizeof *from->triangle);
    for (uint32_t i = 0; i < from->n_vertices; i++)
        for (int r = 0; r < 3; r++)
            copy.mesh.position[i][r] = m[r][0] * from->position[i][0] +
                                       m[r][1] * from->position[i][1] +
                                       m[r][2] * from->position[i][2] + move[r];
    mesh_compute_normals(&copy.mesh);
    return copy;
}

static float farthest_off(const struct model *m)
{
    float worst = 0;
    for (uint32_t i = 0; i < ours.mesh.n_vertices; i++)
        for (int k = 0; k < 3; k++)
            worst =
                fmaxf(worst, fabsf(m->mesh.position[i][k] - ours.mesh.position[i][k]));
    return worst;
}

static void comes_back(const float m[3][3], const float move[3], const char *note)
{
    struct model copy = changed(m, move);
    struct error error;
    assert_true(upright("body", &(struct model_params){0}, &copy, &error));
    if (!strstr(copy.notes, note))
        fail_msg("\"%s\" does not say \"%s\"", copy.notes, note);
    if (farthest_off(&copy) > 1e-3f)
        fail_msg("%s: %g m off", note, (double)farthest_off(&copy));
    model_free(&copy);
}

static const float STILL[3] = {0};

static void ours_stays(void **state)
{
    (void)state;
    static const float SAME[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    struct model copy = changed(SAME, STILL);
    struct error error;
    assert_true(upright("body", &(struct model_params){0}, &copy, &error));
    assert_string_equal(copy.notes, "");
    assert_memory_equal(copy.mesh.position, ours.mesh.position,
                        ours.mesh.n_vertices * sizeof *ours.mesh.position);
    model_free(&copy);
}

static void every_unit_is_known(void **state)
{
    (void)state;
    static const struct {
        float scale;
        const char *note;
    } UNITS[] = {{1000, "millimetres"},
                 {100, "centimetres"},
                 {10, "decimetres"},
                 {1 / 0.0254f, "inches"},
                 {1 / 0.3048f, "feet"}};
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++) {
        float s = UNITS[i].scale;
        comes_back((const float[3][3]){{s, 0, 0}, {0, s, 0}, {0, 0, s}}, STILL,
                   UNITS[i].note);
    }
}

static void what_is_flat_is_no_person(void **state)
{
    (void)state;
    // on the floor, or all in one place; saying how tall it is helps neither
    static const float FLAT[2][3][3] = {{{0, 0, 0}, {0, 0, 0}, {0, 0, 0}},
                                        {{0, 0, 0}, {0, 0, 0}, {0, 0, 1}}};
    for (int i = 0; i < 2; i++)
        for (int told = 0; told < 2; told++) {
            struct model copy = changed(FLAT[i], STILL);
            struct model_params params = {.height = told ? 1.7f : 0};
            struct error error = {0};
            if (i == 0) {
                assert_false(upright("body", &params, &copy, &error));
                assert_non_null(strstr(error.text, "is flat"));
            } else {
                upright("body", &params, &copy, &error);
            }
            model_free(&copy);
        }
}

static void no_unit_is_asked_about(void **state)
{
    (void)state;
    struct model copy =
        changed((const float[3][3]){{0.4f, 0, 0}, {0, 0.4f, 0}, {0, 0, 0.4f}}, STILL);
    struct error error;
    assert_false(upright("body", &(struct model_params){0}, &copy, &error));
    assert_non_null(strstr(error.text, "--height"));
    float min[3], max[3];
    mesh_bounds(&ours.mesh, min, max);
    assert_true(upright("body", &(struct model_params){.height = max[1]}, &copy, &error));
    assert_true(farthest_off(&copy) < 1e-3f);
    model_free(&copy);
}

static void turned_bodies_face_the_front(void **state)
{
    (void)state;
    comes_back((const float[3][3]){{-1, 0, 0}, {0, 1, 0}, {0, 0, -1}}, STILL, "180");
    comes_back((const float[3][3]){{0, 0, 1}, {0, 1, 0}, {-1, 0, 0}}, STILL, "turned by");
    comes_back((const float[3][3]){{0, 0, -1}, {0, 1, 0}, {1, 0, 0}}, STILL, "turned by");
    /* Z up, facing -Y, as Blender writes; and facing +Y, as a scanner's axes have it */
    comes_back((const float[3][3]){{1, 0, 0}, {0, 0, -1}, {0, 1, 0}}, STILL, "Z up");
    comes_back((const float[3][3]){{-1, 0, 0}, {0, 0, 1}, {0, 1, 0}}, STILL, "180");
}

static void the_user_knows_better(void **state)
{
    (void)state;
    static const float SAME[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    struct model copy = changed(SAME, STILL);
    struct error error;
    assert_true(upright("body", &(struct model_params){.turn = 180}, &copy, &error));
    assert_true(fabsf(copy.mesh.position[0][2] + ours.mesh.position[0][2]) < 1e-6f);
    assert_true(fabsf(copy.mesh.position[0][0] + ours.mesh.position[0][0]) < 1e-6f);
    model_free(&copy);
}

/* triangles the other way round: by mirroring the places, or by the file's habit */
static void inside_out_is_turned_out(void **state)
{
    (void)state;
    static const float SAME[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    struct model copy = changed(SAME, STILL);
    struct error error;
    for (uint32_t t = 0; t < copy.mesh.n_triangles; t++) {
        uint32_t c = copy.mesh.triangle[t][1];
        copy.mesh.triangle[t][1] = copy.mesh.triangle[t][2];
        copy.mesh.triangle[t][2] = c;
    }
    mesh_compute_normals(&copy.mesh);
    assert_true(upright("body", &(struct model_params){0}, &copy, &error));
    assert_non_null(strstr(copy.notes, "inside out"));
    assert_memory_equal(copy.mesh.triangle, ours.mesh.triangle,
                        ours.mesh.n_triangles * sizeof *ours.mesh.triangle);
    for (int k = 0; k < 3; k++)
        assert_true(fabsf(copy.mesh.normal[7][k] - ours.mesh.normal[7][k]) < 0.1f);
    model_free(&copy);
}

/* crumbs of a scan below the floor move nothing */
static void scraps_do_not_count(void **state)
{
    (void)state;
    static const float SAME[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    struct model copy = changed(SAME, STILL);
    struct mesh *m = &copy.mesh;
    struct error error;
    uint32_t n = m->n_vertices, t = m->n_triangles;
    m->position = realloc(m->position, (n + 3) * sizeof *m->position);
    m->normal = realloc(m->normal, (n + 3) * sizeof *m->normal);
    m->triangle = realloc(m->triangle, (t + 1) * sizeof *m->triangle);
    for (uint32_t i = 0; i < 3; i++) {
        memcpy(m->position[n + i],
               (float[3]){0.01f * (float)i, -0.3f, 0.01f * (float)(i % 2)},
               sizeof *m->position);
        memcpy(m->normal[n + i], (float[3]){0, 1, 0}, sizeof *m->normal);
        m->triangle[t][i] = n + i;
    }
    m->n_vertices += 3;
    m->n_triangles++;
    assert_true(upright("body", &(struct model_params){0}, &copy, &error));
    assert_non_null(strstr(copy.notes, "scraps"));
    assert_true(farthest_off(&copy) < 1e-6f);
    model_free(&copy);
}

static void put_float(char *at, float x)
{
    memcpy(at, &x, sizeof x);
}

/* as scanners write it: facets with their own normals, in mm, through the real reader */
static void binary_stl_comes_smooth(void **state)
{
    (void)state;
    const struct mesh *m = &ours.mesh;
    size_t size = 84 + 50 * (size_t)m->n_triangles;
    char *bytes = calloc(1, size), path[] = "/tmp/deqi-upright-XXXXXX.stl";
    memcpy(bytes + 80, &m->n_triangles, 4);
    for (uint32_t t = 0; t < m->n_triangles; t++)
        for (int c = 0; c < 3; c++)
            for (int k = 0; k < 3; k++)
                put_float(bytes + 84 + 50 * t + 12 + 12 * c + 4 * k,
                          1000 * m->position[m->triangle[t][c]][k]);
    int fd = mkstemps(path, 4);
    assert_int_equal(write(fd, bytes, size), (ssize_t)size);
    close(fd);
    free(bytes);
    struct model model;
    struct error error;
    assert_true(model_load(path, &model, &error));
    unlink(path);
    assert_int_equal(model.mesh.n_triangles, m->n_triangles);
    assert_true(model.mesh.n_vertices <= m->n_vertices);
    assert_non_null(strstr(model.notes, "millimetres"));
    /* a corner of triangle 0 has the normal of all triangles around it */
    uint32_t a = model.mesh.triangle[0][0], b = m->triangle[0][0];
    float along = 0;
    for (int k = 0; k < 3; k++)
        along += model.mesh.normal[a][k] * m->normal[b][k];
    assert_true(along > 0.99f);
    model_free(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ours_stays),
        cmocka_unit_test(every_unit_is_known),
        cmocka_unit_test(what_is_flat_is_no_person),
        cmocka_unit_test(no_unit_is_asked_about),
        cmocka_unit_test(turned_bodies_face_the_front),
        cmocka_unit_test(the_user_knows_better),
        cmocka_unit_test(inside_out_is_turned_out),
        cmocka_unit_test(scraps_do_not_count),
        cmocka_unit_test(binary_stl_comes_smooth),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
