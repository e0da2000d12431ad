/* A point on the far side of a limb whose needle stands out beside it: nothing is drawn
 * on the near skin, where the point is not. And what is written on the skin stands where
 * it is seen. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "scene/scene.h"

enum { RINGS = 24, STACKS = 16 };
static const float RADIUS = 0.05f;

/* a ball about one metre up */
static void make_ball(struct mesh *m)
{
    mesh_alloc(m, RINGS * (STACKS + 1), RINGS * STACKS * 2);
    for (int j = 0; j <= STACKS; j++)
        for (int i = 0; i < RINGS; i++) {
            float a = 6.2831853f * (float)i / RINGS, b = 3.1415927f * (float)j / STACKS;
            float n[3] = {sinf(b) * cosf(a), cosf(b), sinf(b) * sinf(a)};
            for (int k = 0; k < 3; k++) {
                m->normal[j * RINGS + i][k] = n[k];
                m->position[j * RINGS + i][k] = RADIUS * n[k] + (k == 1 ? 1 : 0);
            }
        }
    for (int j = 0, t = 0; j < STACKS; j++)
        for (int i = 0; i < RINGS; i++) {
            uint32_t a = (uint32_t)(j * RINGS + i),
                     b = (uint32_t)(j * RINGS + (i + 1) % RINGS);
            const uint32_t two[2][3] = {{a, b, a + RINGS}, {b, b + RINGS, a + RINGS}};
            memcpy(m->triangle[t++], two[0], sizeof two[0]);
            memcpy(m->triangle[t++], two[1], sizeof two[1]);
        }
}

static void text_size(const char *text, enum frame_label_style style, float *w, float *h,
                      void *user)
{
    (void)style;
    (void)user;
    *w = 8 * (float)strlen(text);
    *h = 14;
}

static struct scene_input look(const struct mesh *m, const struct bvh *bvh)
{
    struct scene_input in = {.mesh = m,
                             .mesh_version = 1,
                             .bvh = bvh,
                             .layers = SCENE_DEFAULT,
                             .text_size = text_size,
                             .port = {.width = 800, .height = 600, .scale = 1}};
    float min[3], max[3];
    mesh_bounds(m, min, max);
    camera_named(&in.camera, "front");
    camera_fit(&in.camera, &in.port, min, max, 0.3f);
    return in;
}

static void a_hidden_point_is_not_on_the_near_skin(void **state)
{
    (void)state;
    struct mesh m;
    make_ball(&m);
    struct bvh *bvh = bvh_create(&m);
    struct scene *scene = scene_create();
    struct frame frame;
    // behind and to the side; its needle leans outward and shows beside the ball
    const float n[3] = {0.8f, 0, -0.6f};
    struct scene_mark mark = {.emphasis = SCENE_CHOSEN, .needled = true, .depth = 0.01f};
    for (int k = 0; k < 3; k++) {
        mark.position[k] = RADIUS * n[k] + (k == 1 ? 1 : 0);
        mark.normal[k] = n[k];
        mark.direction[k] = -n[k];
    }
    struct scene_input in = look(&m, bvh);
    in.mark = &mark;
    in.n_marks = 1;
    scene_build(scene, &in, &frame);
    assert_int_equal(frame.n_needles, 1);
    assert_int_equal(frame.n_markers, 1);
    const struct frame_marker *drawn = &frame.marker[0];
    float off[3] = {drawn->position[0], drawn->position[1] - 1, drawn->position[2]};
    float far = sqrtf(off[0] * off[0] + off[1] * off[1] + off[2] * off[2]);
    assert_true(far > RADIUS + 0.002f); // beside the ball, along the needle
    assert_int_equal(drawn->shape, FRAME_MARKER_DOT);
    // and it can be picked there
    float pixel[2], depth;
    assert_true(camera_project(&frame.view, drawn->position, pixel, &depth));
    assert_int_equal(scene_pick(scene, pixel, 4), 0);
    scene_destroy(&scene);
    bvh_destroy(&bvh);
    mesh_free(&m);
}

static void names_stand_where_the_skin_faces_the_eye(void **state)
{
    (void)state;
    struct mesh m;
    make_ball(&m);
    struct bvh *bvh = bvh_create(&m);
    struct scene *scene = scene_create();
    struct frame frame;
    struct scene_name name[] = {{"T4", {0, 1, RADIUS}, {0, 0, 1}, 0.1f, true, 0},
                                {"T5", {0, 1, -RADIUS}, {0, 0, -1}, 0.1f, true, 1},
                                {"T6", {0, 1, RADIUS}, {0, 0, 1}, 0.1f, true, 2}};
    struct scene_input in = look(&m, bvh);
    in.name = name;
    in.n_names = 3;
    scene_build(scene, &in, &frame);
    // the one behind is not seen, the last has no room
    assert_int_equal(frame.n_labels, 1);
    assert_string_equal(frame.label[0].text, "T4");
    assert_int_equal(frame.label[0].style, FRAME_LABEL_WRITTEN);
    // they belong to what they name, not to the labels
    in.layers &= ~(unsigned)SCENE_LABELS;
    scene_build(scene, &in, &frame);
    assert_int_equal(frame.n_labels, 1);
    in.n_names = 0;
    scene_build(scene, &in, &frame);
    assert_int_equal(frame.n_labels, 0);
    // of two places for one name the one that faces the eye
    name[2] = (struct scene_name){"T4", {RADIUS, 1, 0}, {1, 0, 0}, 0.1f, true, 0};
    in.n_names = 3;
    in.camera.yaw = 0.6f;
    scene_build(scene, &in, &frame);
    assert_int_equal(frame.n_labels, 1);
    in.camera.yaw = 1.5707963f;
    scene_build(scene, &in, &frame);
    assert_int_equal(frame.n_labels, 1);
    assert_true(fabsf(frame.label[0].anchor[0] - (float)in.port.width / 2) < 2);
    scene_destroy(&scene);
    bvh_destroy(&bvh);
    mesh_free(&m);
}

/* words wider than what they name are no writing on the skin */
static void a_long_name_stands_beside_the_body(void **state)
{
    (void)state;
    struct mesh m;
    make_ball(&m);
    struct bvh *bvh = bvh_create(&m);
    struct scene *scene = scene_create();
    struct frame frame;
    struct scene_name name = {
        "lateral sural nerve", {0, 1, RADIUS}, {0, 0, 1}, 0.002f, false, 7};
    struct scene_input in = look(&m, bvh);
    in.layers |= SCENE_LABELS;
    in.name = &name;
    in.n_names = 1;
    scene_build(scene, &in, &frame);
    assert_int_equal(frame.n_labels, 1);
    const struct frame_label *l = &frame.label[0];
    assert_true(l->has_leader);
    assert_int_equal(l->style, FRAME_LABEL_WORDS);
    float middle[2] = {l->box[0] + l->box[2] / 2, l->box[1] + l->box[3] / 2};
    // it answers, and is no point
    assert_int_equal(scene_pick_name(scene, middle, 0), 7);
    assert_int_equal(scene_pick_label(scene, middle, 0), -1);
    assert_false(scene_names(scene, -1));
    middle[1] -= 100;
    assert_int_equal(scene_pick_name(scene, middle, 0), -1);
    // where it has the room it is written there
    name.reach = RADIUS;
    scene_build(scene, &in, &frame);
    assert_int_equal(frame.n_labels, 1);
    assert_int_equal(frame.label[0].style, FRAME_LABEL_WRITTEN);
    scene_destroy(&scene);
    bvh_destroy(&bvh);
    mesh_free(&m);
}

static void a_scale_stands_beside_the_body(void **state)
{
    (void)state;
    struct mesh m;
    make_ball(&m);
    struct scene *scene = scene_create();
    struct frame frame;
    struct scene_input in = look(&m, NULL);
    in.layers |= SCENE_SCALE;
    scene_build(scene, &in, &frame);
    assert_int_equal(frame.n_lines, 0); // nothing to say, nothing to show
    in.scale = "1.05 m";
    scene_build(scene, &in, &frame);
    assert_int_equal(frame.n_lines, 1);
    assert_int_equal(frame.n_ticks, 11); // 0 to 1.0 m
    const struct frame_path *p = frame.path + frame.line[0].first;
    assert_true(fabsf(p[0].position[1]) < 1e-6f);
    assert_true(fabsf(p[1].position[1] - 1.05f) < 1e-4f);
    assert_true(fabsf(p[0].position[0]) > RADIUS);
    scene_destroy(&scene);
    mesh_free(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hidden_point_is_not_on_the_near_skin),
        cmocka_unit_test(names_stand_where_the_skin_faces_the_eye),
        cmocka_unit_test(a_long_name_stands_beside_the_body),
        cmocka_unit_test(a_scale_stands_beside_the_body),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
