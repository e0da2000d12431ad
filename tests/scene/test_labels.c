/* Labels keep off one another, the body, the points and the panels, and their leaders do
 * not cross. */
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
    return (struct label_request){.text = "KI3 name",
                                  .brief = "KI3",
                                  .disc = {{x, y}, 6},
                                  .width = 80,
                                  .brief_width = 26,
                                  .height = 16,
                                  .weight = 1,
                                  .opacity = 1};
}

static void body_between(struct cover *body, const struct camera_port *port, float left,
                         float right)
{
    cover_clear(body, port->width, port->height);
    cover_box(body, (float[4]){left, 0, right - left, (float)port->height});
}

/* lays out with every anchor as a disc */
static uint32_t lay_out(const struct label_request *r, uint32_t n,
                        const struct camera_port *port, const struct cover *body,
                        struct frame_label *out)
{
    static struct label_disc disc[LABELS_MAX];
    for (uint32_t i = 0; i < n; i++)
        disc[i] = r[i].disc;
    struct labels_input in = {
        .request = r, .n = n, .disc = disc, .n_discs = n, .port = port, .body = body};
    return labels_lay_out(&in, out);
}

static bool boxes_meet(const float a[4], const float b[4])
{
    return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] &&
           b[1] < a[1] + a[3];
}

static float side_of(const float a[2], const float b[2], const float p[2])
{
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}

static bool cross(const struct frame_label *a, const struct frame_label *b)
{
    return side_of(a->leader, a->anchor, b->leader) *
                   side_of(a->leader, a->anchor, b->anchor) <
               0 &&
           side_of(b->leader, b->anchor, a->leader) *
                   side_of(b->leader, b->anchor, a->anchor) <
               0;
}

// ---------------------------------------------------------------- the grid

static void a_cover_is_free_where_nothing_was_put(void **state)
{
    (void)state;
    struct cover c;
    float left, right, box[4] = {10, 300, 50, 20};
    cover_clear(&c, 800, 600);
    assert_true(cover_is_free(&c, (float[4]){0, 0, 800, 600}));
    assert_false(cover_extent(&c, 0, 600, &left, &right));
    cover_box(&c, (float[4]){-50, -50, 20, 20}); // outside
    assert_true(cover_is_free(&c, (float[4]){0, 0, 800, 600}));
    cover_box(&c, (float[4]){300, 200, 200, 200});
    assert_false(cover_is_free(&c, (float[4]){499, 399, 50, 50}));
    assert_true(cover_is_free(&c, (float[4]){504, 100, 50, 300}));
    assert_true(cover_extent(&c, 250, 260, &left, &right));
    assert_true(fabsf(left - 300) < 4 && fabsf(right - 500) < 4);
    assert_false(cover_extent(&c, 0, 190, &left, &right));
    // slides as little as it must
    assert_true(cover_slide(&c, box, 1));
    assert_true(box[0] == 10);
    box[0] = 280;
    assert_true(cover_slide(&c, box, 1));
    assert_true(box[0] >= 500 && box[0] < 504);
    box[0] = 320;
    assert_true(cover_slide(&c, box, -1));
    assert_true(box[0] + box[2] <= 300 && box[0] + box[2] > 296);
    cover_box(&c, (float[4]){500, 200, 300, 200});
    box[0] = 320;
    assert_false(cover_slide(&c, box, 1));
    // a line out of one leg and over another
    cover_clear(&c, 800, 600);
    cover_box(&c, (float[4]){100, 0, 100, 600});
    cover_box(&c, (float[4]){300, 0, 100, 600});
    assert_int_equal(cover_entries(&c, (float[2]){150, 300}, (float[2]){250, 310}), 0);
    assert_int_equal(cover_entries(&c, (float[2]){150, 300}, (float[2]){500, 310}), 1);
    assert_int_equal(cover_entries(&c, (float[2]){900, -50}, (float[2]){50, 300}), 2);
}

static void a_cover_agrees_with_boxes(void **state)
{
    (void)state;
    struct cover c;
    for (int round = 0; round < 2000; round++) {
        float a[4] = {uniform(-100, 900), uniform(-100, 700), uniform(1, 300),
                      uniform(1, 300)};
        float b[4] = {uniform(0, 700), uniform(0, 500), uniform(1, 100), uniform(1, 100)};
        cover_clear(&c, 800, 600);
        cover_box(&c, a);
        if (boxes_meet(a, b))
            assert_false(cover_is_free(&c, b));
        int way = round % 2 ? 1 : -1;
        float start = b[0];
        if (cover_slide(&c, b, way)) {
            assert_false(boxes_meet(a, b));
            assert_true((b[0] - start) * (float)way >= -0.01f);
        }
    }
}

// ---------------------------------------------------------------- labels

static void nothing_gives_nothing(void **state)
{
    (void)state;
    struct cover body;
    struct camera_port port = {.width = 800, .height = 600};
    cover_clear(&body, 800, 600);
    struct frame_label out[1];
    assert_int_equal(lay_out(NULL, 0, &port, &body, out), 0);
}

static void sides_and_leaders(void **state)
{
    (void)state;
    struct cover body;
    struct camera_port port = {.width = 800, .height = 600};
    body_between(&body, &port, 300, 500);
    struct label_request r[] = {request(320, 300), request(480, 200), request(330, 100)};
    struct frame_label out[3];
    assert_int_equal(lay_out(r, 3, &port, &body, out), 3);
    assert_true(out[0].box[0] + out[0].box[2] < 300);
    assert_true(out[2].box[0] + out[2].box[2] < 300);
    assert_true(out[1].box[0] > 500);
    // the leader is level and ends on the rim of the marker
    assert_true(fabsf(out[1].leader[1] - 200) < 0.01f);
    float d = hypotf(out[1].anchor[0] - 480, out[1].anchor[1] - 200);
    assert_true(fabsf(d - 6) < 0.01f);
}

/* whatever is asked: labels keep off one another, the body and the points, and stay in
 * the free part; few of their leaders cross */
static void crowds_keep_off_everything(void **state)
{
    (void)state;
    static struct label_request r[LABELS_MAX];
    static struct frame_label out[LABELS_MAX];
    struct cover body;
    uint32_t all = 0, stand = 0;
    for (int round = 0; round < 300; round++) {
        struct camera_port port = {.width = (int)uniform(200, 2000),
                                   .height = (int)uniform(150, 2000),
                                   .left = uniform(0, 60),
                                   .bottom = uniform(0, 60)};
        float middle = (float)port.width / 2, half = uniform(20, middle * 0.9f);
        body_between(&body, &port, middle - half, middle + half);
        uint32_t n = (uint32_t)uniform(1, round % 2 ? 120 : 20);
        float y0 = uniform(0, (float)port.height);
        for (uint32_t i = 0; i < n; i++)
            r[i] = request(uniform(middle - half, middle + half),
                           round % 3 ? uniform(0, (float)port.height) : y0);
        uint32_t shown = lay_out(r, n, &port, &body, out), crossings = 0;
        all += half < middle * 0.6f && n < 20 ? n : 0;
        stand += half < middle * 0.6f && n < 20 ? shown : 0;
        for (uint32_t i = 0; i < shown; i++) {
            const float *box = out[i].box;
            assert_true(box[0] >= port.left && box[1] >= 0);
            assert_true(box[0] + box[2] <= (float)port.width);
            assert_true(box[1] + box[3] <= (float)port.height - port.bottom);
            assert_true(cover_is_free(&body, box));
            for (uint32_t k = 0; k < i; k++) {
                assert_false(boxes_meet(box, out[k].box));
                crossings += cross(&out[i], &out[k]);
            }
            for (uint32_t k = 0; k < n; k++) {
                const float *at = r[k].disc.at;
                assert_false(at[0] > box[0] && at[0] < box[0] + box[2] &&
                             at[1] > box[1] && at[1] < box[1] + box[3]);
            }
        }
        if (n <= 20)
            assert_in_range(crossings, 0, n / 4);
    }
    assert_true((float)stand > 0.6f * (float)all);
}

/* a bunch of points as on a wrist: names in the order of the points, no leader across
 * another */
static void leaders_do_not_cross(void **state)
{
    (void)state;
    static const float AT[][2] = {{668, 241}, {605, 232}, {633, 251}, {647, 260},
                                  {677, 270}, {650, 273}, {673, 279}, {671, 285}};
    enum { N = sizeof AT / sizeof *AT };
    struct camera_port port = {.width = 1280, .height = 720};
    struct label_request r[N];
    struct frame_label out[N];
    struct cover body;
    cover_clear(&body, 1280, 720);
    cover_line(&body, (float[2]){400, 100}, (float[2]){780, 350}, 30);
    for (int i = 0; i < N; i++) {
        r[i] = request(AT[i][0], AT[i][1]);
        r[i].weight = 400;
    }
    uint32_t n = lay_out(r, N, &port, &body, out);
    assert_int_equal(n, N);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < i; k++)
            assert_false(cross(&out[i], &out[k]));
}

static void the_lightest_give_way(void **state)
{
    (void)state;
    struct cover body;
    struct camera_port port = {.width = 800, .height = 100};
    body_between(&body, &port, 300, 800);
    struct label_request r[8];
    struct frame_label out[8];
    for (int i = 0; i < 8; i++) {
        r[i] = request(310, 50);
        r[i].weight = (float)i;
        r[i].text = i == 7 ? "heavy" : "light";
    }
    uint32_t n = lay_out(r, 8, &port, &body, out);
    assert_in_range(n, 1, 7);
    bool heavy = false;
    for (uint32_t i = 0; i < n; i++)
        heavy |= strcmp(out[i].text, "heavy") == 0;
    assert_true(heavy);
}

static void the_nearer_side_is_taken(void **state)
{
    (void)state;
    struct cover body;
    struct camera_port port = {.width = 800, .height = 600};
    // a limb that enters from the left border and ends at 500
    body_between(&body, &port, -300, 500);
    struct label_request r = request(300, 300);
    struct frame_label out;
    assert_int_equal(lay_out(&r, 1, &port, &body, &out), 1);
    assert_true(out.box[0] > 500);
    body_between(&body, &port, 150, 700);
    r = request(300, 300);
    assert_int_equal(lay_out(&r, 1, &port, &body, &out), 1);
    assert_true(out.box[0] + out.box[2] < 150);
}

/* first less is said, then the gap between two limbs will do, then another height */
static void little_room_is_used(void **state)
{
    (void)state;
    struct cover body;
    struct camera_port port = {.width = 800, .height = 600};
    struct frame_label out;
    struct label_request r = request(80, 300);
    body_between(&body, &port, 70, 800);
    assert_int_equal(lay_out(&r, 1, &port, &body, &out), 1);
    assert_string_equal(out.text, "KI3");
    assert_true(out.box[0] + out.box[2] < 70);

    cover_clear(&body, 800, 600);
    cover_box(&body, (float[4]){20, 0, 280, 600});
    cover_box(&body, (float[4]){450, 0, 350, 600});
    r = request(290, 300);
    assert_int_equal(lay_out(&r, 1, &port, &body, &out), 1);
    assert_true(out.box[0] > 300 && out.box[0] + out.box[2] < 450);

    // an arm from border to border
    cover_clear(&body, 800, 600);
    cover_box(&body, (float[4]){0, 280, 800, 60});
    r = request(400, 300);
    assert_int_equal(lay_out(&r, 1, &port, &body, &out), 1);
    assert_true(out.box[1] > 340 || out.box[1] + out.box[3] < 280);

    body_between(&body, &port, 0, 800);
    assert_int_equal(lay_out(&r, 1, &port, &body, &out), 0);
}

static void a_point_under_a_panel_has_no_label(void **state)
{
    (void)state;
    struct cover body;
    struct camera_port port = {.width = 800,
                               .height = 600,
                               .left = 200,
                               .top = 50,
                               .covered = {600, 400, 200, 200}};
    struct frame_label out[4];
    struct label_request r[] = {request(150, 300), request(400, 30), request(650, 500),
                                request(400, 300)};
    body_between(&body, &port, 100, 650);
    assert_int_equal(lay_out(r, 4, &port, &body, out), 1);
    assert_true(fabsf(out[0].anchor[1] - 300) < 7);
    assert_true(out[0].box[0] > 650);
}

static void nothing_lies_under_a_card(void **state)
{
    (void)state;
    static struct label_request r[40];
    static struct frame_label out[40];
    struct cover body;
    uint32_t all = 0, stand = 0;
    for (int round = 0; round < 400; round++) {
        struct camera_port port = {.width = 1200, .height = 800};
        float w = uniform(100, 500), h = uniform(60, 300);
        memcpy(port.covered, (float[4]){1170 - w, 770 - h, w, h}, sizeof port.covered);
        float left = uniform(120, 400), right = left + uniform(100, 500);
        body_between(&body, &port, left, right);
        uint32_t n = (uint32_t)uniform(1, 20), seen = 0;
        for (uint32_t i = 0; i < n; i++) {
            r[i] = request(uniform(left, right), uniform(0, 800));
            seen += labels_see(&port, r[i].disc.at);
        }
        uint32_t shown = lay_out(r, n, &port, &body, out);
        all += seen;
        stand += shown;
        for (uint32_t i = 0; i < shown; i++)
            assert_false(boxes_meet(out[i].box, port.covered));
    }
    assert_true((float)stand > 0.9f * (float)all);
}

static void notes_keep_off_points_and_labels(void **state)
{
    (void)state;
    struct cover body;
    struct camera_port port = {.width = 800, .height = 600};
    struct label_request r = request(400, 400);
    struct label_disc disc[] = {{{400, 400}, 6}, {{428, 300}, 10}};
    struct label_note note[3];
    struct frame_label out[4];
    body_between(&body, &port, 200, 500);
    for (int i = 0; i < 3; i++)
        note[i] = (struct label_note){.text = "1",
                                      .at = {400, 200 + 100 * (float)i},
                                      .beside = {1, 0},
                                      .off = 14,
                                      .width = 20,
                                      .height = 14};
    struct labels_input in = {&r,    1,     note, 3,    disc, 2,
                              &port, &body, NULL, NULL, 0,    false};
    uint32_t n = labels_lay_out(&in, out);
    // the label, and the notes on the side where no point is in the way
    assert_int_equal(n, 4);
    for (uint32_t i = 1; i < n; i++) {
        assert_false(out[i].has_leader);
        assert_true(fabsf(out[i].box[0] + out[i].box[2] - 386) < 0.01f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cover_is_free_where_nothing_was_put),
        cmocka_unit_test(a_cover_agrees_with_boxes),
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(sides_and_leaders),
        cmocka_unit_test(crowds_keep_off_everything),
        cmocka_unit_test(leaders_do_not_cross),
        cmocka_unit_test(the_lightest_give_way),
        cmocka_unit_test(the_nearer_side_is_taken),
        cmocka_unit_test(little_room_is_used),
        cmocka_unit_test(a_point_under_a_panel_has_no_label),
        cmocka_unit_test(nothing_lies_under_a_card),
        cmocka_unit_test(notes_keep_off_points_and_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
