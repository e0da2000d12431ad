/* An aim lies in the free part from every side, with little floor below it; a search goes
 * round what stands before it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stage/aim.h"

/* a wall of 10 cm as another leg, `before` metres before x = 0, y = 0 .. 2 */
static float position[4][3], normal[4][3] = {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1}};
static uint32_t triangle[2][3] = {{0, 1, 2}, {0, 2, 3}};
static struct mesh mesh = {.n_vertices = 4,
                           .n_triangles = 2,
                           .position = position,
                           .normal = normal,
                           .triangle = triangle};

static struct bvh *wall(float before)
{
    static const float CORNERS[4][2] = {{-0.05f, 0}, {0.05f, 0}, {0.05f, 2}, {-0.05f, 2}};
    for (int i = 0; i < 4; i++)
        memcpy(position[i], (float[3]){CORNERS[i][0], CORNERS[i][1], before},
               sizeof position[i]);
    return bvh_create(&mesh);
}

static void pixel_of(const struct camera *camera, const struct camera_port *port,
                     const float place[3], float pixel[2])
{
    struct frame_view view;
    camera_view(camera, port, &view);
    assert_true(camera_project(&view, place, pixel, NULL));
}

static void an_aim_lies_in_the_free_part(void **state)
{
    (void)state;
    struct camera_port port = {
        .width = 1280, .height = 720, .left = 300, .right = 310, .bottom = 100};
    struct aim aim = {.margin = 0.1f};
    aim_add_ball(&aim, (float[3]){0.3f, 1.2f, 0.1f}, 0.2f);
    for (int i = 0; i < 12; i++) {
        struct camera camera = {.yaw = (float)i * 0.5f,
                                .pitch = (float)(i % 3 - 1) * 0.4f};
        float most = 0;
        aim_fit(&aim, &port, &camera);
        for (uint32_t k = 0; k < aim.n; k++) {
            float pixel[2];
            pixel_of(&camera, &port, aim.point[k], pixel);
            assert_true(pixel[0] > 300 && pixel[0] < 970);
            assert_true(pixel[1] > 0 && pixel[1] < 620);
            most = fmaxf(most, fabsf(pixel[1] - 310));
        }
        // most of the smaller side
        assert_true(most > 0.6f * 310);
    }
}

static void a_foot_stands_low(void **state)
{
    (void)state;
    struct camera_port port = {.width = 1080, .height = 1920, .bottom = 300};
    struct aim aim = {.margin = 0.1f};
    struct camera camera = {0};
    float pixel[2];
    aim_add_ball(&aim, (float[3]){0.1f, 0.08f, 0.1f}, 0.15f);
    aim_fit(&aim, &port, &camera);
    pixel_of(&camera, &port, (float[3]){0.1f, 0, 0.1f}, pixel);
    assert_true(fabsf(pixel[0] - 540) < 20);
    assert_true(pixel[1] > 1300 && pixel[1] < 1620);
    // looked down upon, its toes stay in the picture
    port = (struct camera_port){.width = 1012, .height = 900};
    camera = (struct camera){.pitch = 0.7f};
    aim.margin = 0.05f;
    aim_fit(&aim, &port, &camera);
    pixel_of(&camera, &port, (float[3]){0.1f, 0.01f, 0.2f}, pixel);
    assert_true(pixel[1] > 0 && pixel[1] < 900);
    port = (struct camera_port){.width = 1080, .height = 1920, .bottom = 300};
    aim.margin = 0.1f;
    // from below there is no floor to see
    camera = (struct camera){.pitch = -0.6f};
    aim_fit(&aim, &port, &camera);
    pixel_of(&camera, &port, (float[3]){0.1f, 0.08f, 0.1f}, pixel);
    assert_true(fabsf(pixel[1] - 810) < 60);
}

static void a_full_aim_takes_no_more(void **state)
{
    (void)state;
    static struct aim aim;
    for (int i = 0; i < 100; i++)
        aim_add_ball(&aim, (float[3]){(float)i, 0, 0}, 0.1f);
    assert_int_equal(aim.n, AIM_MOST);
}

static void a_limb_in_the_way_is_gone_round(void **state)
{
    (void)state;
    struct camera_port port = {.width = 800, .height = 600};
    struct aim aim = {.margin = 0.1f};
    struct aim_place place = {{0, 1, 0}, {0, 0, 1}, 1};
    struct bvh *bvh = wall(0.2f);
    struct aim_search search = {.bvh = bvh,
                                .port = &port,
                                .aim = &aim,
                                .place = &place,
                                .n = 1,
                                .aside = 1.05f,
                                .turn = 0.1f};
    struct camera camera = {.pitch = 0};
    aim_add_ball(&aim, place.position, 0.1f);
    aim_look(&search, &camera);
    assert_true(fabsf(camera.yaw) > 0.2f && fabsf(camera.yaw) < 1.06f);
    assert_true(aim_sees(bvh, &camera, &port, place.position, place.normal) > 0.5f);
    camera.yaw = 0;
    assert_true(aim_sees(bvh, &camera, &port, place.position, place.normal) == 0);
    bvh_destroy(&bvh);

    // with nothing in the way it stays
    bvh = wall(-0.5f);
    search.bvh = bvh;
    camera = (struct camera){.yaw = 0};
    aim_look(&search, &camera);
    assert_true(camera.yaw == 0 && camera.pitch == 0);
    bvh_destroy(&bvh);
}

static void marks_are_aimed_at_where_they_are_chosen(void **state)
{
    (void)state;
    struct scene_mark mark[] = {{.position = {0, 1, 0}, .emphasis = SCENE_DIM},
                                {.position = {0.1f, 0.5f, 0}, .emphasis = SCENE_CHOSEN},
                                {.position = {0.1f, 0.6f, 0}, .emphasis = SCENE_CHOSEN}};
    struct aim_place place[AIM_PLACES_MOST];
    float sum[3];
    struct aim aim = {.margin = 0};
    assert_false(aim_marks(&aim, mark, 1));
    assert_int_equal(aim.n, 0);
    assert_true(aim_marks(&aim, mark, 3));
    assert_int_equal(aim_place_marks(place, mark, 3, sum), 2);
    float low = 9, high = -9;
    for (uint32_t i = 0; i < aim.n; i++) {
        low = fminf(low, aim.point[i][1]);
        high = fmaxf(high, aim.point[i][1]);
    }
    // at least a foot's length
    assert_true(low > 0.3f && low < 0.45f && high - low > 0.25f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_aim_lies_in_the_free_part),
        cmocka_unit_test(a_foot_stands_low),
        cmocka_unit_test(a_full_aim_takes_no_more),
        cmocka_unit_test(a_limb_in_the_way_is_gone_round),
        cmocka_unit_test(marks_are_aimed_at_where_they_are_chosen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
