/* What a page packs is what was given: read back by a second route, libdeflate and plain
 * arithmetic. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>

#include "page/blob.h"
#include "page/html.h"
#include "page/pack.h"

static uint8_t *from_base64(const char *text, size_t length)
{
    static const char DIGITS[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint8_t *out = malloc(length + 3);
    size_t n = 0;
    for (size_t i = 0; i < length; i += 4) {
        uint32_t four = 0;
        for (int k = 0; k < 4; k++) {
            const char *at = text[i + k] == '=' ? DIGITS : strchr(DIGITS, text[i + k]);
            assert_non_null(at);
            four = four << 6 | (uint32_t)(at - DIGITS);
        }
        out[n++] = (uint8_t)(four >> 16);
        out[n++] = (uint8_t)(four >> 8);
        out[n++] = (uint8_t)four;
    }
    return out;
}

/* the stream as it was before it was packed */
static uint8_t *stream(const struct blob *blob, const json_t *where, size_t *size)
{
    size_t length;
    char *text = blob_base64(blob, &length);
    uint8_t *all = from_base64(text, length);
    size_t at = (size_t)json_integer_value(json_array_get(where, 0));
    size_t packed = (size_t)json_integer_value(json_array_get(where, 1));
    *size = (size_t)json_integer_value(json_array_get(where, 2));
    uint8_t *out = malloc(*size + 1);
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    assert_int_equal(libdeflate_deflate_decompress(d, all + at, packed, out, *size, NULL),
                     LIBDEFLATE_SUCCESS);
    libdeflate_free_decompressor(d);
    free(all);
    free(text);
    return out;
}

static uint16_t *numbers(const struct blob *blob, const json_t *where, size_t *n)
{
    size_t size;
    uint8_t *planes = stream(blob, where, &size);
    *n = size / 2;
    uint16_t *out = malloc(size + 1), before = 0;
    for (size_t i = 0; i < *n; i++) {
        uint16_t z = (uint16_t)(planes[i] | planes[*n + i] << 8);
        before = (uint16_t)(before + ((z >> 1) ^ (uint16_t) - (z & 1)));
        out[i] = before;
    }
    free(planes);
    return out;
}

static void test_streams_come_back(void **state)
{
    (void)state;
    uint16_t value[1000];
    uint32_t seed = 1;
    for (int i = 0; i < 1000; i++) {
        seed = seed * 1664525u + 1013904223u;
        value[i] = (uint16_t)(i < 500 ? (uint32_t)i * 7 : seed >> 16);
    }
    struct blob *blob = blob_create();
    json_t *first = blob_add(blob, "abc", 3);
    json_t *where = blob_add_numbers(blob, value, 1000, 1);
    json_t *again = blob_add(blob, "abc", 3);
    size_t n;
    uint16_t *back = numbers(blob, where, &n);
    assert_int_equal(n, 1000);
    assert_memory_equal(back, value, sizeof value);
    assert_true(json_equal(first, again)); // once
    free(back);
    json_decref(first);
    json_decref(where);
    json_decref(again);
    blob_destroy(&blob);
}

enum { SIDE = 30 };

/* a wavy sheet */
static void make_sheet(struct mesh *mesh)
{
    mesh_alloc(mesh, SIDE * SIDE, (SIDE - 1) * (SIDE - 1) * 2);
    for (int i = 0; i < SIDE * SIDE; i++) {
        float x = (float)(i % SIDE) / SIDE, y = (float)(i / SIDE) / SIDE;
        float at[3] = {x, y, 0.1f * sinf(9 * x) * cosf(7 * y)};
        memcpy(mesh->position[i], at, sizeof at);
    }
    uint32_t t = 0;
    for (uint32_t y = 0; y + 1 < SIDE; y++)
        for (uint32_t x = 0; x + 1 < SIDE; x++) {
            uint32_t a = y * SIDE + x;
            const uint32_t two[2][3] = {{a, a + 1, a + SIDE},
                                        {a + 1, a + SIDE + 1, a + SIDE}};
            memcpy(mesh->triangle[t], two, sizeof two);
            t += 2;
        }
    mesh_compute_normals(mesh);
}

static void test_mesh_comes_back(void **state)
{
    (void)state;
    struct mesh mesh;
    struct pack pack;
    make_sheet(&mesh);
    struct blob *blob = blob_create();
    json_t *out = pack_mesh(&pack, &mesh, 0, blob);
    assert_int_equal(pack.n_vertices, mesh.n_vertices);
    size_t n, size;
    uint16_t *place = numbers(blob, json_object_get(out, "position"), &n);
    assert_int_equal(n, 3 * mesh.n_vertices);
    for (uint32_t i = 0; i < mesh.n_vertices; i++)
        for (uint32_t k = 0; k < 3; k++) {
            float step = (pack.max[k] - pack.min[k]) / PACK_UNIT;
            float at = pack.min[k] + (float)place[k * mesh.n_vertices + i] * step;
            assert_true(fabsf(at - mesh.position[pack.order[i]][k]) <= step);
        }
    // triangles: the same set of corners, the same way round
    uint8_t *bytes = stream(blob, json_object_get(out, "triangle"), &size);
    uint32_t next = 0, corner[3];
    size_t at = 0;
    for (uint32_t t = 0; t < mesh.n_triangles; t++) {
        for (int k = 0; k < 3; k++) {
            uint32_t back = 0;
            for (int shift = 0;; shift += 7) {
                back |= (uint32_t)(bytes[at] & 127) << shift;
                if (!(bytes[at++] & 128))
                    break;
            }
            corner[k] = next - back;
            next += back == 0;
            assert_true(corner[k] < mesh.n_vertices);
        }
        const float *a = mesh.position[pack.order[corner[0]]];
        const float *b = mesh.position[pack.order[corner[1]]];
        const float *c = mesh.position[pack.order[corner[2]]];
        float cross = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
        assert_true(cross > 0);
    }
    assert_int_equal(at, size);
    free(bytes);
    free(place);
    json_decref(out);
    pack_free(&pack);
    blob_destroy(&blob);
    mesh_free(&mesh);
}

static void test_large_mesh_becomes_coarser(void **state)
{
    (void)state;
    struct mesh mesh;
    struct pack pack;
    make_sheet(&mesh);
    for (uint32_t i = 0; i < mesh.n_vertices; i++)
        mesh.position[i][2] = 0; // flat: nothing is lost
    struct blob *blob = blob_create();
    json_t *out = pack_mesh(&pack, &mesh, 100, blob);
    assert_true(json_integer_value(json_object_get(out, "t")) <= 200);
    assert_true(json_integer_value(json_object_get(out, "t")) >= 2);
    json_decref(out);
    pack_free(&pack);
    blob_destroy(&blob);
    mesh_free(&mesh);
}

static void test_words_are_escaped(void **state)
{
    (void)state;
    struct html html = {0};
    html_element(&html, "p", "a", "<script>\"&'");
    assert_string_equal(html.text, "<p class=\"a\">&lt;script&gt;&quot;&amp;&#39;</p>\n");
    html.size = 0;
    json_t *value = json_pack("{s:s}", "a", "</script><!--");
    html_json(&html, value, 7);
    assert_string_equal(html.text, "{\"a\":\"\\u003c/script>\\u003c!--\"}");
    json_decref(value);
    free(html.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_streams_come_back),
        cmocka_unit_test(test_mesh_comes_back),
        cmocka_unit_test(test_large_mesh_becomes_coarser),
        cmocka_unit_test(test_words_are_escaped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
