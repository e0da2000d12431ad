/* Drawing without a window. Where no OpenGL can be had the program exits with 77:
 * skipped. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "platform/gl_offscreen.h"
#include "render/render.h"
#include "sample_frame.h"
#include "scene/camera.h"

enum { W = 480, H = 360 };

static struct gl_offscreen *context;
static struct render *render;
static struct mesh mesh;
static struct sample sample;
static uint8_t picture[2][H][W][4];

/* the sample seen from an angle in degrees, without overlays */
static struct frame bare(float yaw)
{
    struct camera camera = {.yaw = yaw * 0.0174533f, .distance = 3};
    struct camera_port port = {.width = W, .height = H, .scale = H / 1080.0f};
    sample_theme(&sample, SAMPLE_LIGHT);
    struct frame frame = sample.frame;
    sample_strip(&frame);
    frame.shadow = 0;
    camera_fit(&camera, &port, frame.body.min, frame.body.max, 0.1f);
    camera_view(&camera, &port, &frame.view);
    return frame;
}

static struct frame full(float yaw)
{
    struct frame plain = bare(yaw), frame = sample.frame;
    frame.view = plain.view;
    return frame;
}

static void draw(const struct frame *frame, enum render_quality quality,
                 uint8_t (*pixels)[W][4])
{
    struct error error = {0};
    struct render_target target;
    assert_true(render_offscreen(render, W, H, &target, &error));
    target.quality = quality;
    assert_true(render_frame(render, frame, &target, NULL, &error));
    render_read_pixels(render, &target, &pixels[0][0][0]);
}

static bool same(void)
{
    return memcmp(picture[0], picture[1], sizeof picture[0]) == 0;
}

static void the_body_stands_in_the_middle_and_nothing_outside_its_box(void **state)
{
    (void)state;
    struct frame frame = bare(0), empty = frame;
    empty.body.n_triangles = 0;
    draw(&frame, RENDER_STILL, picture[0]);
    draw(&empty, RENDER_STILL, picture[1]);

    float low[2] = {1e9f, 1e9f}, high[2] = {-1e9f, -1e9f};
    for (int i = 0; i < 8; i++) {
        float corner[3], pixel[2];
        for (int k = 0; k < 3; k++)
            corner[k] = (i >> k & 1 ? frame.body.max : frame.body.min)[k];
        assert_true(camera_project(&frame.view, corner, pixel, NULL));
        for (int k = 0; k < 2; k++) {
            low[k] = fminf(low[k], pixel[k]);
            high[k] = fmaxf(high[k], pixel[k]);
        }
    }
    double n = 0, sum[2] = {0, 0};
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            assert_int_equal(picture[0][y][x][3], 255);
            if (memcmp(picture[0][y][x], picture[1][y][x], 4) == 0)
                continue;
            assert_true(x + 2 > low[0] && x - 1 < high[0]);
            assert_true(y + 2 > low[1] && y - 1 < high[1]);
            n++;
            sum[0] += x;
            sum[1] += y;
        }
    assert_true(n > 0.02 * W * H);
    assert_true(fabs(sum[0] / n - W / 2.0) < 3);
    assert_true(fabs(sum[1] / n - H / 2.0) < 0.12 * H);
}

static void the_backdrop_is_the_asked_gradient(void **state)
{
    (void)state;
    struct frame frame = bare(0);
    frame.body.n_triangles = 0;
    frame.background = (struct frame_background){
        {1.0f, 0.5f, 0.0f}, {0.0f, 0.5f, 1.0f}, {0.5f, 0.5f}, 0};
    draw(&frame, RENDER_STILL, picture[0]);
    const uint8_t *centre = picture[0][H / 2][W / 2], *corner = picture[0][0][0];
    assert_true(centre[0] >= 252 && centre[2] <= 3);
    assert_true(corner[0] <= 3 && corner[2] >= 252);
    assert_in_range(centre[1], 126, 129);
}

static void drawing_changes_nothing_in_the_frame(void **state)
{
    (void)state;
    struct frame frame = full(20);
    struct sample *before = malloc(sizeof *before);
    memcpy(before, &sample, sizeof sample);
    struct frame copy = frame;
    draw(&frame, RENDER_STILL, picture[0]);
    assert_memory_equal(&copy, &frame, sizeof frame);
    assert_memory_equal(before, &sample, sizeof sample);
    free(before);
}

static void the_same_frame_gives_the_same_bytes(void **state)
{
    (void)state;
    struct frame frame = full(30), other = full(200);
    draw(&frame, RENDER_STILL, picture[0]);
    draw(&frame, RENDER_STILL, picture[1]); // from the kept layers
    assert_true(same());
    draw(&other, RENDER_STILL, picture[1]);
    assert_false(same());
    draw(&frame, RENDER_STILL, picture[1]); // drawn anew
    assert_true(same());
}

static void settling_ends_at_the_still_picture(void **state)
{
    (void)state;
    struct frame frame = full(75);
    draw(&frame, RENDER_STILL, picture[0]);
    assert_true(render_settled(render));
    struct frame away = full(80);
    draw(&away, RENDER_MOVING, picture[1]);
    draw(&frame, RENDER_MOVING, picture[1]);
    int steps = 0;
    for (; !render_settled(render); steps++)
        draw(&frame, RENDER_SETTLING, picture[1]);
    // what was drawn swiftly is no part of the still picture
    assert_int_equal(steps, render_info(render).passes);
    assert_true(same());
}

static void overlays_on_the_far_side_are_hidden(void **state)
{
    (void)state;
    struct frame frame = bare(0);
    struct frame_marker marker = {.position = {0, 1.1f, 0.14f},
                                  .normal = {0, 0, 1},
                                  .color = {0, 0.4f, 0.4f, 1},
                                  .rim = {1, 1, 1, 1},
                                  .min_radius = 20,
                                  .halo = 1};
    draw(&frame, RENDER_STILL, picture[0]);
    frame.marker = &marker;
    frame.n_markers = 1;
    draw(&frame, RENDER_STILL, picture[1]);
    assert_false(same());
    marker.position[2] = -0.14f;
    marker.normal[2] = -1;
    draw(&frame, RENDER_STILL, picture[1]);
    assert_true(same());
    // turned away it is hidden; told to show through, it shows
    marker.hidden = 1;
    draw(&frame, RENDER_STILL, picture[1]);
    assert_false(same());

    // a limb before it hides it, though it faces the eye
    marker.hidden = 0;
    marker.normal[2] = 1;
    draw(&frame, RENDER_STILL, picture[1]);
    assert_true(same());
}

static void a_needle_is_seen_inside_only_through_a_thin_skin(void **state)
{
    (void)state;
    struct frame frame = bare(0);
    // wholly inside the trunk
    struct frame_needle needle = {
        .entry = {0, 1.1f, 0.05f}, .direction = {0, -1, 0}, .depth = 0.1f};
    for (int thin = 0; thin < 2; thin++) {
        frame.body.alpha = thin ? 0.3f : 1;
        frame.n_needles = 0;
        draw(&frame, RENDER_STILL, picture[0]);
        frame.needle = &needle;
        frame.n_needles = 1;
        draw(&frame, RENDER_STILL, picture[1]);
        assert_int_equal(same(), !thin);
    }
}

static void warmth_and_tint_follow_their_versions(void **state)
{
    (void)state;
    struct frame frame = bare(0);
    uint8_t *heat = calloc(mesh.n_vertices, 1);
    uint8_t(*tint)[4] = calloc(mesh.n_vertices, 4);
    draw(&frame, RENDER_STILL, picture[0]);
    frame.body.heat = heat;
    frame.body.heat_version = 100;
    frame.body.tint = (const uint8_t(*)[4])tint;
    frame.body.tint_version = 100;
    draw(&frame, RENDER_STILL, picture[1]);
    assert_true(same()); // cold and uncovered
    memset(heat, 255, mesh.n_vertices);
    frame.body.heat_version++;
    draw(&frame, RENDER_STILL, picture[1]);
    const uint8_t *cold = picture[0][H / 2 - 40][W / 2],
                  *warm = picture[1][H / 2 - 40][W / 2];
    assert_true(warm[0] - warm[2] > cold[0] - cold[2] + 15);
    frame.body.heat_strength = 0;
    draw(&frame, RENDER_STILL, picture[1]);
    assert_true(same());
    memset(tint, 255, mesh.n_vertices);
    for (uint32_t i = 0; i < mesh.n_vertices; i++)
        tint[i][0] = tint[i][1] = 0;
    frame.body.tint_version++;
    draw(&frame, RENDER_STILL, picture[1]);
    assert_true(picture[1][H / 2 - 40][W / 2][2] > picture[1][H / 2 - 40][W / 2][0] + 60);
    free(heat);
    free(tint);
}

/* a stroke of the brush: the vertices around a height get another tint */
static void stroke(struct frame *frame, uint8_t (*tint)[4], float height, uint8_t red)
{
    for (uint32_t i = 0; i < mesh.n_vertices; i++)
        if (fabsf(mesh.position[i][1] - height) < 0.03f) {
            tint[i][0] = red;
            tint[i][3] = 200;
        }
    frame->body.tint = (const uint8_t(*)[4])tint;
    frame->body.tint_version++;
}

static void a_part_drawn_anew_is_as_if_all_were(void **state)
{
    (void)state;
    struct frame frame = full(40), away = full(50);
    uint8_t(*tint)[4] = calloc(mesh.n_vertices, 4);
    frame.body.tint_version = 500;
    stroke(&frame, tint, 0.2f, 10);
    draw(&frame, RENDER_STILL, picture[0]);
    for (int i = 0; i < 6; i++) {
        // a stroke begins while the one before still settles, and none leaves a trace
        stroke(&frame, tint, 0.2f + 0.15f * (float)i, (uint8_t)(40 * i));
        draw(&frame, i % 2 ? RENDER_STILL : RENDER_SETTLING, picture[0]);
    }
    for (int i = 0; i < 6 && !(i && render_settled(render)); i++)
        draw(&frame, RENDER_SETTLING, picture[0]);
    assert_true(render_settled(render));
    draw(&away, RENDER_STILL, picture[1]);
    draw(&frame, RENDER_STILL, picture[1]);
    assert_true(same());
    free(tint);
}

/* only what differs is drawn over the picture before; returns how many pixels that are */
static int draw_on(const struct frame *frame, uint8_t (*pixels)[W][4])
{
    struct error error = {0};
    struct render_target target;
    struct render_parts parts = {0};
    int n = 0;
    assert_true(render_offscreen(render, W, H, &target, &error));
    target.quality = RENDER_STILL;
    assert_true(render_frame(render, frame, &target, &parts, &error));
    render_read_pixels(render, &target, &pixels[0][0][0]);
    for (int i = 0; i < parts.n; i++)
        n += parts.rect[i][2] * parts.rect[i][3];
    return n;
}

static void what_differs_is_drawn_as_if_all_were(void **state)
{
    (void)state;
    enum { CHANGES = 9 };
    struct frame frame = full(40);
    struct frame_marker *marker = malloc(sizeof *marker * (frame.n_markers + 1));
    assert_true(frame.n_markers > 2 && frame.n_needles > 0);
    memcpy(marker, frame.marker, sizeof *marker * frame.n_markers);
    frame.marker = marker;
    draw(&frame, RENDER_STILL, picture[0]);
    assert_int_equal(draw_on(&frame, picture[0]), 0);
    for (int i = 0; i < CHANGES; i++) {
        switch (i) {
        case 0:
            frame.halo_phase = 0.4f;
            break;
        case 1:
            frame.flow_phase = 0.7f;
            break;
        case 2:
            marker[0].position[1] += 0.2f;
            break;
        case 3:
            frame.n_needles--;
            break;
        case 4:
            frame.n_lines = frame.n_ticks = 0;
            break;
        case 5:
            frame.view = full(47).view;
            break;
        case 6:
            frame.n_markers = 0;
            break;
        case 7:
            frame.n_ribbons = 0;
            break;
        case 8:
            frame.shadow = 0;
            break;
        }
        int drawn = draw_on(&frame, picture[0]);
        assert_true(drawn > 0);
        draw(&frame, RENDER_STILL, picture[1]);
        if (!same())
            fail_msg("change %d leaves a trace of what was before", i);
    }
    free(marker);
}

static void a_swift_picture_is_nearly_the_still_one(void **state)
{
    (void)state;
    struct frame frame = bare(30), away = bare(60);
    double sum = 0;
    draw(&frame, RENDER_STILL, picture[0]);
    draw(&away, RENDER_STILL, picture[1]);
    draw(&frame, RENDER_MOVING, picture[1]);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            for (int k = 0; k < 3; k++)
                sum += abs(picture[0][y][x][k] - picture[1][y][x][k]);
    assert_true(sum / (W * H * 3) < 1.0);
}

static void odd_views_are_drawn_without_complaint(void **state)
{
    (void)state;
    // inside the body, from below the floor, out of sight, at a quarter of the resolution
    static const struct camera CAMERAS[] = {
        {.target = {0, 1, 0}, .distance = 0.06f},
        {.target = {0, 0, 0}, .distance = 1, .pitch = -1.4f},
        {.target = {30, 0, 0}, .distance = 1},
        {.target = {0, 1, 0}, .distance = 3}};
    struct camera_port port = {.width = W, .height = H};
    struct frame frame = full(0);
    for (size_t i = 0; i < sizeof CAMERAS / sizeof *CAMERAS; i++) {
        struct error error = {0};
        struct render_target target;
        camera_view(&CAMERAS[i], &port, &frame.view);
        assert_true(render_offscreen(render, W, H, &target, &error));
        target.body_scale = i == 3 ? 0.25f : 0;
        assert_true(render_frame(render, &frame, &target, NULL, &error));
    }
    struct frame nothing = {.view = frame.view};
    draw(&nothing, RENDER_STILL, picture[0]);
}

/* a moving body is drawn coarser: its layer's last pixels must not mix with older ones */
static void nothing_of_another_view_stays_at_the_border(void **state)
{
    (void)state;
    struct frame far = bare(0), near = far;
    struct camera close = {.target = {0, 1.1f, 0}, .distance = 0.35f};
    struct camera_port port = {.width = W, .height = H};
    camera_view(&close, &port, &near.view);
    for (int i = 0; i < 2; i++) {
        struct error error = {0};
        struct render_target target;
        near.body.alpha = i ? 1 : 0.001f;
        draw(&near, RENDER_STILL, picture[i]);
        assert_true(render_offscreen(render, W, H, &target, &error));
        target.quality = RENDER_MOVING;
        target.body_scale = 0.5f;
        assert_true(render_frame(render, &far, &target, NULL, &error));
        render_read_pixels(render, &target, &picture[i][0][0][0]);
    }
    assert_true(same());
}

static void sizes_beyond_the_driver_are_refused(void **state)
{
    (void)state;
    struct error error = {0};
    struct render_target target;
    assert_false(render_offscreen(render, 0, 100, &target, &error));
    assert_int_equal(error.status, ERROR_REFUSED);
    assert_false(
        render_offscreen(render, render_info(render).max_side + 1, 100, &target, &error));
    assert_non_null(strstr(error.text, "expected"));
}

static void missing_and_broken_shaders_are_named(void **state)
{
    (void)state;
    struct error error = {0};
    assert_null(render_create(gl_offscreen_getproc, "/nowhere", &error));
    assert_int_equal(error.status, ERROR_REFUSED);
    assert_non_null(strstr(error.file, "/nowhere/"));

    // each shader in its place, but one of them does not compile
    char folder[] = "/tmp/deqi-shaders-XXXXXX", command[1024], path[256];
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             "cp %s/shaders/* %s && echo 'so not GLSL' > %s/marker.frag", DEQI_SOURCE_DIR,
             folder, folder);
    assert_int_equal(system(command), 0);
    error = (struct error){0};
    assert_null(render_create(gl_offscreen_getproc, folder, &error));
    snprintf(path, sizeof path, "%s/marker.frag", folder);
    assert_string_equal(error.file, path);
    assert_null(strchr(error.text, '\n'));
    snprintf(command, sizeof command, "rm -r %s", folder);
    assert_int_equal(system(command), 0);
}

static int open_all(void **state)
{
    (void)state;
    sample_mannequin(&mesh);
    sample_fill(&sample, &mesh);
    struct error error = {0};
    render = render_create(gl_offscreen_getproc, DEQI_SOURCE_DIR "/shaders", &error);
    if (!render)
        error_print(&error, stderr);
    return render ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    render_destroy(&render);
    sample_free(&sample);
    mesh_free(&mesh);
    return 0;
}

/* What lies beneath is left out of a solid skin's frame; under a thin one it shows, in
 * its colour, inside the body's outline alone, and what is lit shows through it. */
static void what_lies_beneath_shows_through_a_thin_skin(void **state)
{
    (void)state;
    struct frame thin = bare(0), with;
    uint32_t n = thin.body.n_vertices;
    float(*half)[3] = malloc(n * sizeof *half);
    uint8_t(*red)[4] = malloc(n * sizeof *red), (*blue)[4] = malloc(n * sizeof *blue);
    for (uint32_t v = 0; v < n; v++) {
        for (int k = 0; k < 3; k++)
            half[v][k] = thin.body.position[v][k] * (k == 1 ? 1 : 0.5f);
        memcpy(red[v], (uint8_t[4]){200, 20, 20, 255}, 4);
        memcpy(blue[v], (uint8_t[4]){20, 20, 200, 255}, 4);
    }
    thin.body.alpha = 0.05f;
    with = thin;
    with.beneath = thin.body;
    with.beneath.position = (const float(*)[3])half;
    with.beneath.tint = (const uint8_t(*)[4])red;
    with.beneath.tint_version = with.beneath.version = 1;
    draw(&thin, RENDER_STILL, picture[0]);
    draw(&with, RENDER_STILL, picture[1]);
    int reddened = 0, blued = 0;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            reddened += picture[1][y][x][0] > picture[1][y][x][2] + 60;
    assert_true(reddened > 500);
    with.lit = with.beneath;
    with.lit.tint = (const uint8_t(*)[4])blue;
    with.lit.tint_version = 2;
    draw(&with, RENDER_STILL, picture[1]);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            blued += picture[1][y][x][2] > picture[1][y][x][0] + 60;
    assert_true(blued > 500);
    // and it is gone without a trace
    draw(&thin, RENDER_STILL, picture[1]);
    assert_true(same());
    free(half);
    free(red);
    free(blue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_body_stands_in_the_middle_and_nothing_outside_its_box),
        cmocka_unit_test(what_lies_beneath_shows_through_a_thin_skin),
        cmocka_unit_test(the_backdrop_is_the_asked_gradient),
        cmocka_unit_test(drawing_changes_nothing_in_the_frame),
        cmocka_unit_test(the_same_frame_gives_the_same_bytes),
        cmocka_unit_test(settling_ends_at_the_still_picture),
        cmocka_unit_test(overlays_on_the_far_side_are_hidden),
        cmocka_unit_test(a_needle_is_seen_inside_only_through_a_thin_skin),
        cmocka_unit_test(warmth_and_tint_follow_their_versions),
        cmocka_unit_test(a_part_drawn_anew_is_as_if_all_were),
        cmocka_unit_test(what_differs_is_drawn_as_if_all_were),
        cmocka_unit_test(a_swift_picture_is_nearly_the_still_one),
        cmocka_unit_test(odd_views_are_drawn_without_complaint),
        cmocka_unit_test(nothing_of_another_view_stays_at_the_border),
        cmocka_unit_test(sizes_beyond_the_driver_are_refused),
        cmocka_unit_test(missing_and_broken_shaders_are_named),
    };
    struct error error = {0};
    context = gl_offscreen_create(&error);
    if (!context) {
        error_print(&error, stderr);
        return error.status == ERROR_NO_GRAPHICS ? 77 : 1;
    }
    int failed = cmocka_run_group_tests(tests, open_all, close_all);
    gl_offscreen_destroy(&context);
    return failed;
}
