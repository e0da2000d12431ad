/* What is left out of the body would have given no pixel; parts of a picture are kept
 * few. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "geom/mesh.h"
#include "render/clusters.h"
#include "render/parts.h"
#include "sample_frame.h"
#include "scene/camera.h"

enum { SIZE = 600 };

static struct mesh mesh;
static struct sample sample;

/* whether the triangle faces the eye and has a corner inside the picture */
static bool shows(const struct frame *frame, const uint32_t corner[3])
{
    const float(*p)[3] = frame->body.position;
    float a[3], b[3], way[3], facing = 0;
    bool inside = false;
    for (int k = 0; k < 3; k++) {
        a[k] = p[corner[1]][k] - p[corner[0]][k];
        b[k] = p[corner[2]][k] - p[corner[0]][k];
        way[k] = frame->view.eye[k] - p[corner[0]][k];
    }
    for (int k = 0; k < 3; k++)
        facing +=
            way[k] * (a[(k + 1) % 3] * b[(k + 2) % 3] - a[(k + 2) % 3] * b[(k + 1) % 3]);
    for (int i = 0; i < 3; i++) {
        float pixel[2], depth;
        if (camera_project(&frame->view, p[corner[i]], pixel, &depth))
            inside = inside || (pixel[0] >= 0 && pixel[0] < SIZE && pixel[1] >= 0 &&
                                pixel[1] < SIZE);
    }
    return facing > 0 && inside;
}

static void nothing_that_shows_is_left_out(void **state)
{
    (void)state;
    static const struct camera CAMERAS[] = {
        {.target = {0, 1, 0}, .distance = 3},
        {.target = {0, 1, 0}, .distance = 3, .yaw = 2.2f, .pitch = 0.4f},
        {.target = {0.1f, 0.1f, 0}, .distance = 0.3f, .yaw = 1},
        {.target = {0, 1, 0}, .distance = 0.06f},
        {.target = {0, 0, 0}, .distance = 1, .pitch = -1.4f}};
    struct frame frame = sample.frame;
    struct clusters clusters = {0};
    uint32_t n = frame.body.n_triangles, fewest = n;
    uint32_t(*taken)[3] = malloc(n * sizeof *taken);
    clusters_make(&clusters, &frame.body);
    for (size_t i = 0; i < sizeof CAMERAS / sizeof *CAMERAS; i++) {
        struct camera_port port = {.width = SIZE, .height = SIZE};
        camera_view(&CAMERAS[i], &port, &frame.view);
        uint32_t count = clusters_take(&clusters, &frame.body, &frame.view, taken),
                 at = 0;
        fewest = count < fewest ? count : fewest;
        // those that are taken stand in the order of the mesh
        for (uint32_t t = 0; t < n; t++) {
            bool in = at < count &&
                      memcmp(taken[at], frame.body.triangle[t], sizeof *taken) == 0;
            at += in;
            assert_true(in || !shows(&frame, frame.body.triangle[t]));
        }
        assert_int_equal(at, count);
    }
    // and close up most of the body is
    assert_true(fewest < n / 2);
    clusters_free(&clusters);
    free(taken);
}

static bool covers(const struct render_parts *parts, int x, int y)
{
    for (int i = 0; i < parts->n; i++) {
        const int *r = parts->rect[i];
        if (x >= r[0] && y >= r[1] && x < r[0] + r[2] && y < r[1] + r[3])
            return true;
    }
    return false;
}

static void parts_cover_what_was_added_and_stay_few(void **state)
{
    (void)state;
    const int size[2] = {SIZE, SIZE};
    uint32_t seed = 7;
    for (int round = 0; round < 200; round++) {
        struct render_parts parts = {0};
        int rect[20][4];
        for (int i = 0; i < 20; i++) {
            for (int k = 0; k < 4; k++) {
                seed = seed * 1664525u + 1013904223u;
                rect[i][k] =
                    (int)(seed >> 16) % (k < 2 ? SIZE + 100 : 60) - (k < 2 ? 50 : 5);
            }
            render_parts_add(&parts, rect[i], size);
            assert_in_range(parts.n, 0, RENDER_PARTS);
        }
        for (int i = 0; i < 20; i++)
            for (int k = 0; k < 4; k++) {
                int x = rect[i][0] + (k & 1 ? rect[i][2] - 1 : 0);
                int y = rect[i][1] + (k & 2 ? rect[i][3] - 1 : 0);
                bool inside = rect[i][2] > 0 && rect[i][3] > 0 && x >= 0 && y >= 0 &&
                              x < SIZE && y < SIZE;
                assert_true(!inside || covers(&parts, x, y));
            }
        for (int i = 0; i < parts.n; i++) {
            const int *r = parts.rect[i];
            assert_true(r[0] >= 0 && r[1] >= 0 && r[2] > 0 && r[3] > 0);
            assert_true(r[0] + r[2] <= SIZE && r[1] + r[3] <= SIZE);
            // what is painted over the parts is painted once
            for (int k = 0; k < i; k++) {
                const int *o = parts.rect[k];
                assert_true(r[0] >= o[0] + o[2] || o[0] >= r[0] + r[2] ||
                            r[1] >= o[1] + o[3] || o[1] >= r[1] + r[3]);
            }
        }
    }
}

static void an_empty_part_adds_nothing(void **state)
{
    (void)state;
    const int size[2] = {SIZE, SIZE};
    struct render_parts parts = {0};
    int rect[4] = {10, 10, 0, 5};
    render_parts_add(&parts, rect, size);
    render_parts_add(&parts, (int[4]){SIZE, 0, 10, 10}, size);
    assert_int_equal(parts.n, 0);
    parts_unite(rect, (int[4]){1, 2, 3, 4});
    assert_memory_equal(rect, ((int[4]){1, 2, 3, 4}), sizeof rect);
    parts_unite(rect, (int[4]){9, 9, 0, 0});
    assert_memory_equal(rect, ((int[4]){1, 2, 3, 4}), sizeof rect);
}

static int open_all(void **state)
{
    (void)state;
    sample_mannequin(&mesh);
    sample_fill(&sample, &mesh);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    sample_free(&sample);
    mesh_free(&mesh);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_that_shows_is_left_out),
        cmocka_unit_test(parts_cover_what_was_added_and_stay_few),
        cmocka_unit_test(an_empty_part_adds_nothing),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
