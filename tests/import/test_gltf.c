/* What glTF files of other programs hold that a plain one does not: sparse, quantized and
 * packed data, skins, buffers outside the file, looks. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "import/model.h"
#include "small_glb.h"

static char folder[] = "/tmp/deqi-gltf-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) == NULL;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static bool load_text(const char *json, struct model *model, struct error *error)
{
    char path[256];
    snprintf(path, sizeof path, "%s/small.gltf", folder);
    write_file(path, json, strlen(json));
    bool ok = model_load(path, model, error);
    unlink(path);
    return ok;
}

static bool load_small(const struct small_glb *glb, struct model *model,
                       struct error *error)
{
    char bytes[8192], path[256];
    size_t size = small_glb_bytes(glb, bytes, sizeof bytes);
    snprintf(path, sizeof path, "%s/small.glb", folder);
    write_file(path, bytes, size);
    bool ok = model_load(path, model, error);
    unlink(path);
    return ok;
}

/* one value of a sparse accessor: vertex 3 moves from 1.7 to 1.9 m */
static void sparse_values_take_their_places(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    /* the index 3 and the place stand in vertex colours and normals of the file */
    memcpy(glb.normal[0], (float[3]){0, 1.9f, 0}, sizeof glb.normal[0]);
    glb.color[0][0] = 3;
    small_glb_edit(&glb, "\"NORMAL\":1,\"COLOR_0\":2}", "\"NORMAL\":1}");
    small_glb_edit(
        &glb, "{\"bufferView\":0,\"componentType\":5126,",
        "{\"bufferView\":0,\"sparse\":{\"count\":1,\"indices\":{\"bufferView\":2,"
        "\"componentType\":5121},\"values\":{\"bufferView\":1}},"
        "\"componentType\":5126,");
    assert_true(load_small(&glb, &model, &error));
    assert_true(fabsf(model.mesh.position[3][1] - 1.9f) < 1e-6f);
    assert_true(fabsf(model.mesh.position[2][2] + 0.2f) < 1e-6f);
    model_free(&model);
}

static void sparse_beyond_the_view_is_refused(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    small_glb_edit(
        &glb, "{\"bufferView\":0,\"componentType\":5126,",
        "{\"bufferView\":0,\"sparse\":{\"count\":4,\"indices\":{\"bufferView\":2,"
        "\"byteOffset\":15,\"componentType\":5123},\"values\":{\"bufferView\":1}},"
        "\"componentType\":5126,");
    assert_false(load_small(&glb, &model, &error));
    assert_non_null(strstr(error.text, "beyond"));
}

/* places as normalized 16-bit numbers, scaled back by the node */
static void quantized_places_are_read(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    int16_t place[4][4] = {{-32767 * 3 / 17, 0, 32767 * 2 / 17, 0},
                           {32767 * 3 / 17, 0, 32767 * 2 / 17, 0},
                           {0, 0, -32767 * 2 / 17, 0},
                           {0, 32767, 0, 0}};
    memcpy(glb.position, place, sizeof place);
    small_glb_edit(&glb, "{\"asset\"",
                   "{\"extensionsUsed\":[\"KHR_mesh_quantization\"],"
                   "\"extensionsRequired\":[\"KHR_mesh_quantization\"],\"asset\"");
    small_glb_edit(&glb, "{\"mesh\":0}", "{\"mesh\":0,\"scale\":[1.7,1.7,1.7]}");
    small_glb_edit(&glb, "\"componentType\":5126,\"count\":4",
                   "\"componentType\":5122,\"normalized\":true,\"count\":4");
    small_glb_edit(&glb, "\"byteOffset\":0,\"byteLength\":48",
                   "\"byteOffset\":0,\"byteStride\":8,\"byteLength\":48");
    assert_true(load_small(&glb, &model, &error));
    assert_true(fabsf(model.mesh.position[3][1] - 1.7f) < 1e-4f);
    assert_true(fabsf(model.mesh.position[0][0] + 0.3f) < 1e-4f);
    model_free(&model);
}

/* a skin of one joint that stands half a metre higher than where it was bound */
static void skins_stand_as_at_rest(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    for (int i = 0; i < SMALL_VERTICES; i++)
        memcpy(glb.color[i], (uint8_t[4]){0, 0, 0, 0}, 4);
    /* weights as normalized bytes: all of joint 0, taken from the normals' first bytes */
    uint8_t weights[48] = {0};
    for (int i = 0; i < 4; i++)
        weights[4 * i] = 255;
    memcpy(glb.normal, weights, sizeof weights);
    small_glb_edit(&glb, "\"NORMAL\":1,\"COLOR_0\":2}",
                   "\"WEIGHTS_0\":1,\"JOINTS_0\":2}");
    small_glb_edit(
        &glb, "{\"bufferView\":1,\"componentType\":5126,\"count\":4,\"type\":\"VEC3\"}",
        "{\"bufferView\":1,\"componentType\":5121,\"normalized\":true,\"count\":4,"
        "\"type\":\"VEC4\"}");
    small_glb_edit(
        &glb,
        "\"componentType\":5121,\"normalized\":true,\"count\":4,\"type\":\"VEC4\"},{"
        "\"bufferView\":3",
        "\"componentType\":5121,\"count\":4,\"type\":\"VEC4\"},{\"bufferView\":3");
    small_glb_edit(&glb, "\"nodes\":[{\"mesh\":0}]",
                   "\"nodes\":[{\"mesh\":0,\"skin\":0,\"translation\":[9,9,9],"
                   "\"children\":[1]},{\"translation\":[-9,-8.5,-9]}],"
                   "\"skins\":[{\"joints\":[1]}]");
    assert_true(load_small(&glb, &model, &error));
    /* the mesh's own node does not count; the joint stands at (0, 0.5, 0) */
    assert_non_null(strstr(model.notes, "moved by 0.000 -0.500 0.000"));
    model_free(&model);
}

static void a_joint_that_is_no_node_is_refused(void **state)
{
    (void)state;
    struct small_glb glb;
    struct model model;
    struct error error;
    small_glb_init(&glb);
    small_glb_edit(&glb, "\"nodes\":[{\"mesh\":0}]",
                   "\"nodes\":[{\"mesh\":0,\"skin\":0}],\"skins\":[{\"joints\":[4]}]");
    assert_false(load_small(&glb, &model, &error));
    assert_non_null(strstr(error.text, "no node"));
}

/* strips and fans that are too short to hold a triangle hold none */
static void short_strips_hold_nothing(void **state)
{
    (void)state;
    for (int mode = 4; mode <= 6; mode++) {
        struct small_glb glb;
        struct model model;
        struct error error;
        char to[64];
        small_glb_init(&glb);
        small_glb_edit(&glb, "\"count\":12", "\"count\":2");
        snprintf(to, sizeof to, "\"indices\":3,\"mode\":%d", mode);
        small_glb_edit(&glb, "\"indices\":3", to);
        assert_false(load_small(&glb, &model, &error));
        assert_non_null(strstr(error.text, "triangles"));
    }
}

/* one triangle in a .gltf: as base64, and in a file beside it under an escaped name */
static const char TEXT[] =
    "{\"asset\":{\"version\":\"2.0\"},\"nodes\":[{\"mesh\":0}],\"meshes\":[{"
    "\"primitives\":["
    "{\"attributes\":{\"POSITION\":0},\"material\":0}]}],\"materials\":[{"
    "\"pbrMetallicRoughness\":{\"baseColorFactor\":[1,0,0,1]%s}}],"
    "\"accessors\":[{\"bufferView\":0,\"componentType\":5126,\"count\":3,\"type\":"
    "\"VEC3\"}],"
    "\"bufferViews\":[{\"buffer\":0,\"byteLength\":36}],"
    "\"buffers\":[{\"byteLength\":36,\"uri\":\"%s\"}]%s}";

/* (0,0,0) (1,0,0) (0,1.5,0) */
#define BASE64 "AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAwD8AAAAA"

static void buffers_outside_are_found(void **state)
{
    (void)state;
    char text[2048], path[256];
    struct model model;
    struct error error;
    snprintf(text, sizeof text, TEXT, "", "data:application/octet-stream;base64," BASE64,
             "");
    assert_true(load_text(text, &model, &error));
    assert_true(fabsf(model.mesh.position[2][1] - 1.5f) < 1e-6f);
    assert_non_null(model.color);
    assert_int_equal(model.color[0][0], 255);
    assert_int_equal(model.color[0][1], 0);
    model_free(&model);

    static const float PLACES[9] = {0, 0, 0, 1, 0, 0, 0, 1.5f, 0};
    snprintf(path, sizeof path, "%s/My Body.BIN", folder);
    write_file(path, PLACES, sizeof PLACES);
    snprintf(text, sizeof text, TEXT, "", "my%20body.bin", "");
    assert_true(load_text(text, &model, &error));
    model_free(&model);
    unlink(path);
    assert_false(load_text(text, &model, &error));
    assert_non_null(strstr(error.text, "my%20body.bin"));
}

static void a_missing_picture_is_named(void **state)
{
    (void)state;
    char text[2048];
    struct model model;
    struct error error;
    snprintf(
        text, sizeof text, TEXT, ",\"baseColorTexture\":{\"index\":0}",
        "data:;base64," BASE64,
        ",\"textures\":[{\"source\":0}],\"images\":[{\"uri\":\"tex\\\\my skin.png\"}]");
    assert_true(load_text(text, &model, &error));
    assert_non_null(strstr(model.notes, "my skin.png"));
    model_free(&model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sparse_values_take_their_places),
        cmocka_unit_test(sparse_beyond_the_view_is_refused),
        cmocka_unit_test(quantized_places_are_read),
        cmocka_unit_test(skins_stand_as_at_rest),
        cmocka_unit_test(a_joint_that_is_no_node_is_refused),
        cmocka_unit_test(short_strips_hold_nothing),
        cmocka_unit_test(buffers_outside_are_found),
        cmocka_unit_test(a_missing_picture_is_named),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
