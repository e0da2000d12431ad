/* Good files come through unchanged; bad ones give one clear line and nothing else. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "geom/order.h"
#include "import/model.h"
#include "small_glb.h"

static char folder[] = "/tmp/deqi_model_XXXXXX";
static char path[256];

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : 1;
}

static int leave_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static const char *in_folder(const char *name)
{
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static bool load_bytes_as(const char *name, const void *data, size_t size,
                          const struct model_params *params, struct model *model,
                          struct error *error)
{
    *error = (struct error){0};
    write_file(in_folder(name), data, size);
    bool ok = model_load_as(path, params, model, error);
    unlink(path);
    if (!ok) {
        assert_int_equal(error->status, ERROR_REFUSED);
        assert_true(error->text[0] != 0);
        assert_null(strchr(error->text, '\n'));
        assert_null(model->mesh.position);
    }
    return ok;
}

static bool load_bytes(const char *name, const void *data, size_t size,
                       struct model *model, struct error *error)
{
    return load_bytes_as(name, data, size, NULL, model, error);
}

/* read in this process, so that a fault of our own reader is a fault of the test */
static const struct model_params HERE = {.origin = MODEL_OWN};

static bool load_small(const struct small_glb *glb, struct model *model,
                       struct error *error)
{
    char bytes[8192];
    size_t size = small_glb_bytes(glb, bytes, sizeof bytes);
    return load_bytes("small.glb", bytes, size, model, error);
}

/* the file must be refused with a line that says `why` */
static void refuse(const struct small_glb *glb, const char *why)
{
    struct model model;
    struct error error;
    assert_false(load_small(glb, &model, &error));
    if (!strstr(error.text, why))
        fail_msg("\"%s\" does not say \"%s\"", error.text, why);
    assert_non_null(strstr(error.file, "small.glb"));
}

static void refuse_edit(const char *from, const char *to, const char *why)
{
    struct small_glb glb;
    small_glb_init(&glb);
    small_glb_edit(&glb, from, to);
    refuse(&glb, why);
}

/* ---- good files ---- */

static void small_file_comes_through(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    assert_true(load_small(&glb, &model, &error));
    assert_int_equal(model.mesh.n_vertices, 4);
    assert_int_equal(model.mesh.n_triangles, 4);
    assert_memory_equal(model.mesh.position, glb.position, sizeof glb.position);
    assert_memory_equal(model.mesh.normal, glb.normal, sizeof glb.normal);
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(model.mesh.occlusion[i], glb.color[i][0]);
    assert_int_equal(model.mesh.triangle[1][2], 3);
    assert_string_equal(model.notes, "");
    model_free(&model);
    model_free(&model);
}

static void our_own_body_is_friendly_to_caches(void **state)
{
    (void)state;
    struct model model;
    struct error error = {0};
    assert_true(model_load(DEQI_SOURCE_DIR "/models/human.glb", &model, &error));
    const struct mesh *m = &model.mesh;
    assert_int_equal(m->n_triangles, 107024);
    assert_non_null(m->occlusion);
    assert_string_equal(model.notes, "");
    assert_true(order_acmr((const uint32_t(*)[3])m->triangle, m->n_triangles,
                           m->n_vertices, 32) < 0.7);
    float min[3], max[3];
    mesh_bounds(m, min, max);
    assert_true(fabsf(min[1]) < 1e-5f && max[1] > 1.5f && max[1] < 1.9f);
    model_free(&model);
}

static void transforms_are_applied(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    small_glb_edit(&glb, "{\"mesh\":0}",
                   "{\"mesh\":0,\"translation\":[0,0,0.125],\"scale\":[-1,0.75,1]}");
    assert_true(load_small(&glb, &model, &error));
    assert_true(fabsf(model.mesh.position[3][1] - 1.275f) < 1e-6f);
    assert_true(fabsf(model.mesh.position[0][0] - 0.3f) < 1e-6f);
    assert_true(fabsf(model.mesh.position[3][2] - 0.125f) < 1e-6f);
    assert_true(fabsf(model.mesh.normal[0][1] - 1) < 1e-6f);
    /* mirrored, so the corners go round the other way */
    assert_int_equal(model.mesh.triangle[0][1], 3);
    assert_int_equal(model.mesh.triangle[0][2], 1);
    model_free(&model);
}

static void several_nodes_become_one_mesh(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    small_glb_edit(&glb, "\"nodes\":[0]", "\"nodes\":[0,1]");
    small_glb_edit(&glb, "[{\"mesh\":0}]",
                   "[{\"mesh\":0},{\"mesh\":0,\"translation\":[0.1,0,0]}]");
    assert_true(load_small(&glb, &model, &error));
    assert_int_equal(model.mesh.n_vertices, 8);
    assert_int_equal(model.mesh.n_triangles, 8);
    assert_int_equal(model.mesh.triangle[4][0], 4);
    model_free(&model);
}

static void colours_are_not_taken_for_occlusion(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    glb.color[2][1] = 200;
    assert_true(load_small(&glb, &model, &error));
    assert_null(model.mesh.occlusion);
    model_free(&model);
}

static void units_and_axes_are_judged(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    /* centimetres, Z up, off the origin */
    for (int i = 0; i < SMALL_VERTICES; i++) {
        float *p = glb.position[i], y = p[1];
        p[0] = p[0] * 100 + 300;
        p[1] = -p[2] * 100;
        p[2] = y * 100 - 50;
        glb.normal[i][1] = 0;
        glb.normal[i][2] = 1;
    }
    assert_true(load_small(&glb, &model, &error));
    assert_non_null(strstr(model.notes, "upright"));
    assert_non_null(strstr(model.notes, "0.01"));
    assert_non_null(strstr(model.notes, "floor"));
    assert_true(fabsf(model.mesh.position[3][1] - 1.7f) < 1e-4f);
    assert_true(fabsf(model.mesh.position[0][1]) < 1e-4f);
    assert_true(fabsf(model.mesh.position[0][0] + 0.3f) < 1e-4f);
    assert_true(fabsf(model.mesh.position[0][2] - 0.2f) < 1e-4f);
    assert_true(fabsf(model.mesh.normal[0][1] - 1) < 1e-5f);
    model_free(&model);
}

static void other_formats_are_read(void **state)
{
    (void)state;
    static const char OBJ[] = "v 0 0 0\nv 60 0 0\nv 0 170 0\nv 60 170 0\nv 0 0 40\n"
                              "f 1 2 4 3\nf 1 3 5\n";
    struct model model;
    struct error error;
    assert_true(load_bytes("small.obj", OBJ, sizeof OBJ - 1, &model, &error));
    assert_int_equal(model.mesh.n_triangles, 3);
    float min[3], max[3];
    mesh_bounds(&model.mesh, min, max);
    assert_true(fabsf(max[1] - 1.7f) < 1e-4f && fabsf(min[1]) < 1e-6f);
    for (uint32_t i = 0; i < model.mesh.n_vertices; i++) {
        const float *n = model.mesh.normal[i];
        assert_true(fabsf(n[0] * n[0] + n[1] * n[1] + n[2] * n[2] - 1) < 1e-4f);
    }
    model_free(&model);
}

/* ---- bad files ---- */

static void missing_empty_foreign(void **state)
{
    (void)state;
    struct model model;
    struct error error = {0};
    assert_false(model_load(in_folder("nobody.glb"), &model, &error));
    assert_non_null(strstr(error.text, "cannot be opened"));
    assert_false(model_load(folder, &model, &error));
    assert_false(load_bytes("empty.glb", "", 0, &model, &error));
    assert_non_null(strstr(error.text, "empty"));
    assert_false(load_bytes("empty.obj", "", 0, &model, &error));
    assert_false(load_bytes("text.glb", "hello, world", 12, &model, &error));
    assert_non_null(strstr(error.text, "no glTF binary"));
    assert_false(load_bytes("text.xyz", "hello, world", 12, &model, &error));
    assert_false(load_bytes("text.obj", "hello, world\n", 13, &model, &error));
    assert_false(load_bytes("text.gltf", "hello, world\n", 13, &model, &error));
    assert_false(load_bytes("picture.png", "\x89PNG\r\n\x1a\n", 8, &model, &error));
}

static void truncated_at_every_length(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    char bytes[8192];
    small_glb_init(&glb);
    size_t size = small_glb_bytes(&glb, bytes, sizeof bytes);
    for (size_t n = 0; n < size; n++)
        assert_false(load_bytes_as("cut.glb", bytes, n, &HERE, &model, &error));
    /* the same with a header that tells the shorter length */
    for (uint32_t n = 12; n < size; n += 3) {
        memcpy(bytes + 8, &n, sizeof n);
        assert_false(load_bytes_as("cut.glb", bytes, n, &HERE, &model, &error));
    }
}

static void what_cannot_be_done_is_named(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"KHR_draco_mesh_compression",
                                        "KHR_texture_basisu"};
    char to[256];
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        snprintf(to, sizeof to, "{\"extensionsRequired\":[\"%s\"],\"asset\"", NAMES[i]);
        refuse_edit("{\"asset\"", to, NAMES[i]);
    }
    /* quantized without saying so */
    refuse_edit("\"componentType\":5126", "\"componentType\":5123", "three floats");
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    small_glb_edit(&glb, "{\"asset\"",
                   "{\"extensionsRequired\":[\"KHR_materials_unlit\"],\"asset\"");
    assert_true(load_small(&glb, &model, &error));
    model_free(&model);
}

static void broken_references_are_refused(void **state)
{
    (void)state;
    refuse_edit("\"POSITION\":0", "\"POSITION\":9", "out of range");
    refuse_edit("\"POSITION\":0", "\"POSITION\":-1", "out of range");
    refuse_edit("\"POSITION\":0,", "", "POSITION is missing");
    refuse_edit("\"indices\":3", "\"indices\":1", "not whole numbers");
    refuse_edit("\"mesh\":0", "\"mesh\":1", "out of range");
    refuse_edit("\"count\":4", "\"count\":5", "beyond its view");
    refuse_edit("\"count\":4", "\"count\":0", "empty");
    refuse_edit("\"count\":4", "\"count\":1e9", "whole number");
    refuse_edit("\"count\":4", "\"count\":3", "entries");
    refuse_edit("\"byteLength\":48", "\"byteLength\":480", "beyond its buffer");
    refuse_edit("\"byteLength\":136", "\"byteLength\":1360", "the file holds");
    refuse_edit("\"nodes\":[0]", "\"nodes\":[7]", "no node");
    refuse_edit("{\"mesh\":0}", "{\"mesh\":0,\"children\":[0]}", "no tree");
    refuse_edit("{\"mesh\":0}", "{\"mesh\":0,\"children\":[3]}", "no node");
    refuse_edit("\"version\":\"2.0\"", "\"version\":\"1.0\"", "expected 2.0");
    refuse_edit("\"asset\"", "\"asset\"\"", "JSON");
    refuse_edit("\"indices\":3", "\"indices\":3,\"mode\":1", "triangles");
    refuse_edit("\"nodes\":[{\"mesh\":0}]", "\"nodes\":[{}]", "triangles");
}

static void broken_numbers_are_refused(void **state)
{
    (void)state;
    struct small_glb glb;
    static const float BAD[] = {NAN, INFINITY, -INFINITY, 1e30f};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        small_glb_init(&glb);
        glb.position[1][2] = BAD[i];
        refuse(&glb, "no finite place");
    }
    small_glb_init(&glb);
    glb.index[4] = 4;
    refuse(&glb, "names vertex 4 of 4");
    small_glb_init(&glb);
    for (int i = 0; i < SMALL_VERTICES; i++)
        glb.position[i][1] = glb.position[i][2] = 0;
    refuse(&glb, "is flat");
    small_glb_init(&glb);
    for (int i = 0; i < SMALL_VERTICES; i++)
        glb.position[i][1] *= 1.5f;
    refuse(&glb, "1.2 to 2.3 m");
}

static void bad_normals_are_made_anew(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    glb.normal[2][0] = NAN;
    assert_true(load_small(&glb, &model, &error));
    for (uint32_t i = 0; i < 4; i++)
        assert_true(isfinite(model.mesh.normal[i][0]));
    assert_true(model.mesh.normal[3][1] > 0.5f);
    model_free(&model);
}

/* one wrong byte anywhere: refused or read, never a crash */
static void one_wrong_byte(void **state)
{
    (void)state;
    struct small_glb glb;
    char bytes[8192];
    uint32_t seed = 99;
    small_glb_init(&glb);
    size_t size = small_glb_bytes(&glb, bytes, sizeof bytes);
    for (int i = 0; i < 1500; i++) {
        seed = seed * 1664525u + 1013904223u;
        size_t at = (seed >> 8) % size;
        char was = bytes[at];
        seed = seed * 1664525u + 1013904223u;
        bytes[at] = i % 3 ? (char)(seed >> 16) : (char)('0' + (seed >> 16) % 10);
        struct model model;
        struct error error;
        if (load_bytes_as("wrong.glb", bytes, size, &HERE, &model, &error)) {
            for (uint32_t t = 0; t < model.mesh.n_triangles; t++)
                for (int c = 0; c < 3; c++)
                    assert_true(model.mesh.triangle[t][c] < model.mesh.n_vertices);
            model_free(&model);
        }
        bytes[at] = was;
    }
}

/* a face on which assimp 5.2.5 ends the process: here it is one line */
static void what_kills_the_reader_is_refused(void **state)
{
    (void)state;
    static const char PLY[] =
        "ply\nformat ascii 1.0\nelement vertex 4\nproperty float x\n"
        "property float y\nproperty float z\nelement face 2\n"
        "property list uchar int vertex_indices\nend_header\n"
        "0 0 0\n1 0 0\n0 1.7 0\n0 0 0.3\n3 0 1 2\n3 0 2-3\n";
    struct model model;
    struct error error;
    if (load_bytes("killer.ply", PLY, sizeof PLY - 1, &model, &error))
        model_free(&model); /* an assimp that can read it is welcome */
    assert_false(load_bytes("cut.ply", PLY, sizeof PLY - 30, &model, &error));
}

/* files that once killed or hung the program: read without their picture, or refused */
static void what_once_killed_or_hung(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"glb_fan2", "glb_mime_noslash",
                                        "tex_hdr_truncated_hang",
                                        "tex_ppm16_heap_overread"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        struct model model;
        struct error error = {0};
        char name[512];
        snprintf(name, sizeof name, DEQI_SOURCE_DIR "/tests/import/attack/%s.glb",
                 NAMES[i]);
        if (model_load(name, &model, &error))
            assert_non_null(model.mesh.position);
        else
            assert_null(strstr(error.text, "took too long"));
        model_free(&model);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_file_comes_through),
        cmocka_unit_test(our_own_body_is_friendly_to_caches),
        cmocka_unit_test(transforms_are_applied),
        cmocka_unit_test(several_nodes_become_one_mesh),
        cmocka_unit_test(colours_are_not_taken_for_occlusion),
        cmocka_unit_test(units_and_axes_are_judged),
        cmocka_unit_test(other_formats_are_read),
        cmocka_unit_test(missing_empty_foreign),
        cmocka_unit_test(truncated_at_every_length),
        cmocka_unit_test(what_cannot_be_done_is_named),
        cmocka_unit_test(broken_references_are_refused),
        cmocka_unit_test(broken_numbers_are_refused),
        cmocka_unit_test(bad_normals_are_made_anew),
        cmocka_unit_test(one_wrong_byte),
        cmocka_unit_test(what_kills_the_reader_is_refused),
        cmocka_unit_test(what_once_killed_or_hung),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
