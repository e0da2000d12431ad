#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "geom/mesh.h"
#include "scene/camera.h"

static const struct camera_port PORT = {.width = 1920, .height = 1080};
static const struct camera_port PANELS = {
    .width = 1600, .height = 900, .left = 400, .top = 30};

static void near_enough(float got, float expected, float tolerance)
{
    if (!(fabsf(got - expected) <= tolerance))
        fail_msg("got %g, expected %g within %g", got, expected, tolerance);
}

static void pixel_of(const struct camera *camera, const struct camera_port *port,
                     const float point[3], float pixel[2])
{
    struct frame_view view;
    camera_view(camera, port, &view);
    assert_true(camera_project(&view, point, pixel, NULL));
}

static void the_target_is_centred_in_the_free_part(void **state)
{
    (void)state;
    struct camera camera = {
        .target = {0.1f, 1, 0}, .distance = 3, .yaw = 0.4f, .pitch = 0.2f};
    float pixel[2];
    pixel_of(&camera, &PORT, camera.target, pixel);
    near_enough(pixel[0], 960, 0.01f);
    near_enough(pixel[1], 540, 0.01f);
    pixel_of(&camera, &PANELS, camera.target, pixel);
    near_enough(pixel[0], 400 + 600, 0.01f);
    near_enough(pixel[1], 30 + 435, 0.01f);
}

static void named_views_show_the_side_they_name(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        float eye[3];
    } VIEWS[] = {{"front", {0, 1, 2}},
                 {"back", {0, 1, -2}},
                 {"left", {2, 1, 0}},
                 {"right", {-2, 1, 0}}};
    for (int i = 0; i < 4; i++) {
        struct camera camera = {.target = {0, 1, 0}, .distance = 2, .pitch = 1};
        assert_true(camera_named(&camera, VIEWS[i].name));
        struct frame_view view;
        camera_view(&camera, &PORT, &view);
        for (int k = 0; k < 3; k++)
            near_enough(view.eye[k], VIEWS[i].eye[k], 1e-5f);
    }
    struct camera camera = {.yaw = 0.5f};
    assert_false(camera_named(&camera, "above"));
    near_enough(camera.yaw, 0.5f, 0);

    // from the front, the subject's left is on the right of the image, and up is up
    camera = (struct camera){.target = {0, 1, 0}, .distance = 2};
    float pixel[2];
    pixel_of(&camera, &PORT, (float[3]){0.2f, 1.2f, 0}, pixel);
    assert_true(pixel[0] > 960 && pixel[1] < 540);
}

static void rays_go_back_through_their_pixel(void **state)
{
    (void)state;
    struct camera camera = {
        .target = {0, 1, 0}, .distance = 1.7f, .yaw = 2.1f, .pitch = -0.7f};
    struct frame_view view;
    camera_view(&camera, &PANELS, &view);
    for (float x = 10; x < 1600; x += 317)
        for (float y = 5; y < 900; y += 211) {
            float origin[3], direction[3], point[3], back[2], depth;
            camera_ray(&view, (float[2]){x, y}, origin, direction);
            near_enough(hypotf(hypotf(direction[0], direction[1]), direction[2]), 1,
                        1e-5f);
            for (int k = 0; k < 3; k++)
                point[k] = origin[k] + 1.3f * direction[k];
            assert_true(camera_project(&view, point, back, &depth));
            near_enough(back[0], x, 0.02f);
            near_enough(back[1], y, 0.02f);
            assert_true(depth > 0 && depth <= 1.3001f);
        }
    // behind the eye there is no pixel
    float behind[3], pixel[2];
    for (int k = 0; k < 3; k++)
        behind[k] = 2 * view.eye[k] - camera.target[k];
    assert_false(camera_project(&view, behind, pixel, NULL));
}

static void a_fitted_box_fills_the_free_part_and_no_more(void **state)
{
    (void)state;
    const float min[3] = {-0.7f, 0, -0.2f}, max[3] = {0.7f, 1.7f, 0.25f};
    const struct camera_port *ports[2] = {&PORT, &PANELS};
    for (int p = 0; p < 2; p++)
        for (float yaw = -3; yaw < 3; yaw += 0.7f)
            for (float pitch = -1; pitch <= 1; pitch += 0.5f) {
                struct camera camera = {.distance = 1, .yaw = yaw, .pitch = pitch};
                camera_fit(&camera, ports[p], min, max, 0.05f);
                float free_w = 1600 - 400, free_h = 900 - 30, left = 400, top = 30;
                if (p == 0)
                    free_w = 1920, free_h = 1080, left = top = 0;
                float edge[4] = {1e9f, 1e9f, -1e9f, -1e9f};
                for (int i = 0; i < 8; i++) {
                    float pixel[2];
                    float corner[3] = {(i & 1 ? max : min)[0], (i & 2 ? max : min)[1],
                                       (i & 4 ? max : min)[2]};
                    pixel_of(&camera, ports[p], corner, pixel);
                    for (int k = 0; k < 2; k++) {
                        edge[k] = fminf(edge[k], pixel[k]);
                        edge[2 + k] = fmaxf(edge[2 + k], pixel[k]);
                    }
                }
                float gap[4] = {(edge[0] - left) / free_w, (edge[1] - top) / free_h,
                                (left + free_w - edge[2]) / free_w,
                                (top + free_h - edge[3]) / free_h};
                float least = fminf(fminf(gap[0], gap[2]), fminf(gap[1], gap[3]));
                near_enough(least, 0.05f, 1e-3f);
            }
}

static void one_point_keeps_the_distance(void **state)
{
    (void)state;
    struct camera camera = {.distance = 0.5f, .yaw = 1};
    const float point[1][3] = {{0.1f, 0.2f, 0.3f}};
    camera_fit_points(&camera, &PORT, point, 1, 0.1f);
    near_enough(camera.distance, 0.5f, 0);
    for (int k = 0; k < 3; k++)
        near_enough(camera.target[k], point[0][k], 1e-6f);
    camera_fit_points(&camera, &PORT, NULL, 0, 0.1f);
    near_enough(camera.distance, 0.5f, 0);
}

static void zoom_keeps_what_is_under_the_cursor(void **state)
{
    (void)state;
    struct camera camera = {
        .target = {0, 1, 0}, .distance = 3, .yaw = 0.3f, .pitch = 0.2f};
    struct frame_view view;
    camera_view(&camera, &PANELS, &view);
    const float cursor[2] = {1333, 222};
    float origin[3], direction[3], point[3], forward = 0;
    camera_ray(&view, cursor, origin, direction);
    for (int k = 0; k < 3; k++)
        forward += direction[k] * (camera.target[k] - view.eye[k]) / camera.distance;
    for (int k = 0; k < 3; k++)
        point[k] = origin[k] + direction[k] * camera.distance / forward;
    camera_zoom(&camera, &PANELS, cursor, 0.37f);
    near_enough(camera.distance, 3 * 0.37f, 1e-5f);
    float pixel[2];
    pixel_of(&camera, &PANELS, point, pixel);
    near_enough(pixel[0], cursor[0], 0.1f);
    near_enough(pixel[1], cursor[1], 0.1f);

    // the distance has bounds, and at them nothing slides away
    for (int i = 0; i < 100; i++)
        camera_zoom(&camera, &PANELS, cursor, 0.5f);
    near_enough(camera.distance, 0.06f, 1e-6f);
    struct camera still = camera;
    camera_zoom(&camera, &PANELS, cursor, 0.5f);
    near_enough(camera.target[0], still.target[0], 1e-6f);
}

static void pan_and_orbit_follow_the_pointer(void **state)
{
    (void)state;
    struct camera camera = {
        .target = {0, 1, 0}, .distance = 2, .yaw = 0.5f, .pitch = 0.3f};
    float point[3] = {0, 1, 0}, pixel[2];
    camera_pan(&camera, &PORT, 100, -40);
    pixel_of(&camera, &PORT, point, pixel);
    near_enough(pixel[0], 1060, 0.1f);
    near_enough(pixel[1], 500, 0.1f);

    camera = (struct camera){.target = {0, 1, 0}, .distance = 2};
    float front[3] = {0, 1, 0.1f};
    camera_orbit(&camera, &PORT, 50, 0);
    pixel_of(&camera, &PORT, front, pixel);
    assert_true(pixel[0] > 965); // the body turns with the hand
    camera_orbit(&camera, &PORT, 0, 1e6f);
    assert_true(camera.pitch < 1.5708f);
}

static void facing_a_surface_turns_to_it_gently(void **state)
{
    (void)state;
    struct camera camera = {0};
    camera_face(&camera, (float[3]){1, 0, 0});
    near_enough(camera.yaw, 1.5708f, 1e-3f);
    camera_face(&camera, (float[3]){0, 0.8f, 0.6f});
    near_enough(camera.pitch, 0.698f, 1e-2f);
    camera.yaw = 1;
    camera_face_many(&camera,
                     (float[3]){-0.2f, 0.9f, 0}); // shoulders and forearm together
    near_enough(camera.yaw, -1.5708f, 1e-3f);
    assert_true(camera.pitch > 0 && camera.pitch < 0.2f);
    camera.yaw = 1;
    camera_face(&camera, (float[3]){0, -1, 0}); // a sole
    assert_true(camera.pitch < -1.4f);
    near_enough(camera.yaw, 1, 0);
}

static void a_flight_goes_the_short_way_and_arrives(void **state)
{
    (void)state;
    struct camera_flight flight = {
        .from = {.distance = 3, .yaw = 3},
        .to = {.distance = 0.3f, .yaw = -3, .target = {0, 1, 0}},
        .start_ms = 1000};
    struct camera camera;
    assert_true(camera_fly(&flight, 1000, &camera));
    near_enough(camera.yaw, 3, 1e-5f);
    near_enough(camera.distance, 3, 1e-4f);
    assert_true(camera_fly(&flight, 1300, &camera));
    near_enough(camera.yaw, 3.14159f, 1e-3f);
    near_enough(camera.distance, sqrtf(0.9f), 1e-3f);
    near_enough(camera.target[1], 0.5f, 1e-4f);
    assert_false(camera_fly(&flight, 1600, &camera));
    near_enough(camera.yaw, -3, 0);
    flight.duration_ms = -1;
    assert_false(camera_fly(&flight, 1000, &camera));
}

static void a_long_flight_keeps_off_the_skin(void **state)
{
    (void)state;
    struct camera_flight flight = {
        .from = {.distance = 0.4f, .target = {0.1f, 0.1f, 0.1f}},
        .to = {.distance = 0.4f, .yaw = 3, .target = {0, 1.6f, 0}}};
    struct camera camera;
    assert_true(camera_fly(&flight, 300, &camera));
    assert_true(camera.distance > 1.5f);
    // a short one stays near
    flight.to =
        (struct camera){.distance = 0.4f, .yaw = 0.2f, .target = {0.1f, 0.2f, 0.1f}};
    assert_true(camera_fly(&flight, 300, &camera));
    near_enough(camera.distance, 0.4f, 0.01f);
}

static void a_turn_about_a_place_leaves_it_there(void **state)
{
    (void)state;
    struct camera_port port = {.width = 800, .height = 600, .left = 200};
    struct camera camera = {.distance = 1.2f, .target = {0, 1, 0}, .yaw = 0.4f};
    const float place[3] = {0.3f, 0.8f, 0.1f};
    struct frame_view view;
    float before[2], after[2];
    camera_view(&camera, &port, &view);
    assert_true(camera_project(&view, place, before, NULL));
    camera_orbit_about(&camera, &port, 90, -40, place);
    camera_view(&camera, &port, &view);
    assert_true(camera_project(&view, place, after, NULL));
    near_enough(after[0], before[0], 0.05f);
    near_enough(after[1], before[1], 0.05f);
    assert_true(camera.yaw < 0.3f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_target_is_centred_in_the_free_part),
        cmocka_unit_test(named_views_show_the_side_they_name),
        cmocka_unit_test(rays_go_back_through_their_pixel),
        cmocka_unit_test(a_fitted_box_fills_the_free_part_and_no_more),
        cmocka_unit_test(one_point_keeps_the_distance),
        cmocka_unit_test(zoom_keeps_what_is_under_the_cursor),
        cmocka_unit_test(pan_and_orbit_follow_the_pointer),
        cmocka_unit_test(facing_a_surface_turns_to_it_gently),
        cmocka_unit_test(a_long_flight_keeps_off_the_skin),
        cmocka_unit_test(a_turn_about_a_place_leaves_it_there),
        cmocka_unit_test(a_flight_goes_the_short_way_and_arrives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
