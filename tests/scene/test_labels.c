/* Labels never overlap, stay in the free part, keep off the anchors and keep the order. */
#include "scene/labels.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

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
                if ((out[i].leader[0] > out[i].box[0]) == (out[k].leader[0] > out[k].box[0]))
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(sides_and_leaders),
        cmocka_unit_test(crowds_never_overlap),
        cmocka_unit_test(the_lightest_give_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
