/* Labels never overlap, stay in the free part, keep off the anchors and keep the order.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scene/labels.h"

static uint32_t seed = 7;

static float uniform(float a, float b)
{
    seed = seed * 1664525u + 1013904223u;
    return a + (b - a) * (float)(seed >> 8) / (float)(1 << 24);
}

static struct label_request request(float x, float y)
{
    return (struct label_request){.text = "KI3",
                                  .anchor = {x, y},
                                  .radius = 6,
                                  .width = 80,
                                  .height = 16,
                                  .weight = 1,
                                  .opacity = 1};
}

static void body_between(struct silhouette *s, float left, float right, int height)
{
    silhouette_clear(s, height);
    for (int y = 0; y < height; y++) {
        silhouette_add(s, left, (float)y);
        silhouette_add(s, right, (float)y);
    }
    silhouette_close(s);
}

static bool overlap(const struct frame_label *a, const struct frame_label *b)
{
    return a->box[0] < b->box[0] + b->box[2] && b->box[0] < a->box[0] + a->box[2] &&
           a->box[1] < b->box[1] + b->box[3] && b->box[1] < a->box[1] + a->box[3];
}

static void nothing_gives_nothing(void **state)
{
    (void)state;
    struct silhouette s;
    struct camera_port port = {.width = 800, .height = 600};
    silhouette_clear(&s, 600);
    struct frame_label out[1];
    assert_int_equal(labels_lay_out(NULL, 0, &port, &s, out), 0);
}

static void sides_and_leaders(void **state)
{
    (void)state;
    struct silhouette s;
    struct camera_port port = {.width = 800, .height = 600};
    body_between(&s, 300, 500, 600);
    struct label_request r[] = {request(320, 300), request(480, 200), request(330, 100)};
    struct frame_label out[3];
    assert_int_equal(labels_lay_out(r, 3, &port, &s, out), 3);
    // the left column first, from the top
    assert_true(out[0].box[1] < out[1].box[1]);
    for (int i = 0; i < 2; i++)
        assert_true(out[i].box[0] + out[i].box[2] < 300);
    assert_true(out[2].box[0] > 500);
    // the leader ends on the rim of the marker
    float d = hypotf(out[2].anchor[0] - 480, out[2].anchor[1] - 200);
    assert_true(fabsf(d - 6) < 0.01f);
}

static void crowds_never_overlap(void **state)
{
    (void)state;
    static struct label_request r[LABELS_MAX];
    static struct frame_label out[LABELS_MAX];
    struct silhouette s;
    for (int round = 0; round < 300; round++) {
        struct camera_port port = {.width = (int)uniform(200, 2000),
                                   .height = (int)uniform(150, 2000)};
        float middle = (float)port.width / 2, half = uniform(20, middle * 0.9f);
        body_between(&s, middle - half, middle + half, port.height);
        uint32_t n = (uint32_t)uniform(1, 120);
        float y0 = uniform(0, (float)port.height);
        for (uint32_t i = 0; i < n; i++)
            r[i] = request(uniform(middle - half, middle + half),
                           round % 3 ? uniform(0, (float)port.height) : y0);
        uint32_t shown = labels_lay_out(r, n, &port, &s, out);
        assert_in_range(shown, 1, n);
        for (uint32_t i = 0; i < shown; i++) {
            assert_true(out[i].box[1] >= 0);
            assert_true(out[i].box[1] + out[i].box[3] <= (float)port.height);
            for (uint32_t k = 0; k < i; k++)
                if ((out[i].leader[0] > out[i].box[0]) ==
                    (out[k].leader[0] > out[k].box[0]))
                    assert_false(overlap(&out[i], &out[k]));
        }
    }
}

static void the_lightest_give_way(void **state)
{
    (void)state;
    struct silhouette s;
    struct camera_port port = {.width = 800, .height = 100};
    body_between(&s, 300, 500, 100);
    struct label_request r[8];
    struct frame_label out[8];
    for (int i = 0; i < 8; i++) {
        r[i] = request(310, 50);
        r[i].weight = (float)i;
        r[i].text = i == 7 ? "heavy" : "light";
    }
    uint32_t n = labels_lay_out(r, 8, &port, &s, out);
    assert_in_range(n, 1, 7);
    bool heavy = false;
    for (uint32_t i = 0; i < n; i++)
        heavy |= strcmp(out[i].text, "heavy") == 0;
    assert_true(heavy);
}

static void the_nearer_side_is_taken(void **state)
{
    (void)state;
    struct silhouette s;
    struct camera_port port = {.width = 800, .height = 600};
    // a limb that enters from the left border and ends at 500
    body_between(&s, -300, 500, 600);
    struct label_request r = request(300, 300);
    struct frame_label out;
    assert_int_equal(labels_lay_out(&r, 1, &port, &s, &out), 1);
    assert_true(out.box[0] > 500);
    r = request(100, 300);
    assert_int_equal(labels_lay_out(&r, 1, &port, &s, &out), 1);
    assert_true(out.box[0] + out.box[2] < 100);
}

static void one_limb_in_a_band_is_not_the_body(void **state)
{
    (void)state;
    struct silhouette s;
    struct camera_port port = {.width = 800, .height = 600};
    // two legs; every second band saw vertices of the left one alone
    silhouette_clear(&s, 600);
    for (int y = 0; y < 600; y++) {
        silhouette_add(&s, 300, (float)y);
        silhouette_add(&s, 350, (float)y);
        if (y / 3 % 2) {
            silhouette_add(&s, 450, (float)y);
            silhouette_add(&s, 500, (float)y);
        }
    }
    silhouette_close(&s);
    for (int y = 100; y < 500; y++) {
        struct label_request r = request(455, (float)y);
        struct frame_label out;
        assert_int_equal(labels_lay_out(&r, 1, &port, &s, &out), 1);
        assert_true(out.box[0] > 500);
    }
}

static void nothing_lies_under_a_card(void **state)
{
    (void)state;
    static struct label_request r[40];
    static struct frame_label out[40];
    struct silhouette s;
    for (int round = 0; round < 400; round++) {
        struct camera_port port = {.width = 1200, .height = 800};
        float w = uniform(100, 500), h = uniform(60, 300);
        memcpy(port.covered, (float[4]){1170 - w, 770 - h, w, h}, sizeof port.covered);
        float left = uniform(100, 400), right = left + uniform(100, 500);
        body_between(&s, left, right, 800);
        uint32_t n = (uint32_t)uniform(1, 20);
        for (uint32_t i = 0; i < n; i++)
            r[i] = request(uniform(left, right), uniform(0, 800));
        uint32_t shown = labels_lay_out(r, n, &port, &s, out);
        assert_int_equal(shown, n);
        for (uint32_t i = 0; i < shown; i++)
            assert_false(out[i].box[0] < 1170 &&
                         out[i].box[0] + out[i].box[2] > 1170 - w &&
                         out[i].box[1] < 770 && out[i].box[1] + out[i].box[3] > 770 - h);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(sides_and_leaders),
        cmocka_unit_test(crowds_never_overlap),
        cmocka_unit_test(the_lightest_give_way),
        cmocka_unit_test(the_nearer_side_is_taken),
        cmocka_unit_test(one_limb_in_a_band_is_not_the_body),
        cmocka_unit_test(nothing_lies_under_a_card),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
