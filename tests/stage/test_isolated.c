/* What is isolated is all that there is: no mark, name, line, skin or structure of the
 * rest is drawn, pointed at or named; and what is asked for in words is read as it is
 * written. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "anatomy/trace.h"
#include "base/arena.h"
#include "inside/inside.h"
#include "stage/aim.h"
#include "stage/isolated.h"
#include "stage/stage.h"
#include "stage/xray.h"

enum { WIDTH = 900, HEIGHT = 900 };

struct house {
    struct subject *subject;
    struct texts *texts;
    struct stage *stage;
    struct scene *scene;
};

static int set_up(void **state)
{
    struct house *h = xcalloc(1, sizeof *h);
    struct error error;
    *state = h;
    h->subject = subject_create(DEQI_SOURCE_DIR, "neutral", NULL, 0, &error);
    h->texts = texts_load(DEQI_SOURCE_DIR, "en", &error);
    h->stage = stage_create();
    h->scene = scene_create();
    return h->subject && h->texts ? 0 : -1;
}

static int tear_down(void **state)
{
    struct house *h = *state;
    scene_destroy(&h->scene);
    stage_destroy(&h->stage);
    texts_destroy(&h->texts);
    subject_destroy(&h->subject);
    free(h);
    return 0;
}

static void text_size(const char *text, enum frame_label_style style, float *width,
                      float *height, void *user)
{
    (void)style;
    (void)user;
    *width = 8 * (float)strlen(text);
    *height = 18;
}

static struct isolate read_it(const struct house *h, const char *text)
{
    struct isolate out = {0};
    assert_true(isolate_parse(&out, text, subject_catalog(h->subject)));
    return out;
}

/* all points, as seen from that side */
static void look(struct house *h, const char *isolate, const char *from, unsigned layers,
                 struct scene_input *in, struct frame *f)
{
    float min[3], max[3];
    struct stage_view view = {
        .subject = h->subject,
        .theme = &THEME_LIGHT,
        .texts = h->texts,
        .layers = SCENE_DEFAULT | SCENE_ALL_CHANNELS | layers,
        .port = {.width = WIDTH, .height = HEIGHT, .scale = 1, .mark_scale = 1},
        .lit = {.others = HIGHLIGHT_WITH_ALL, .channel = "ST"},
        .isolate = read_it(h, isolate),
        .region = -1,
        .hovered = -1};
    aim_named(h->subject, from, &view.camera);
    struct aim aim = {.margin = 0.05f};
    mesh_bounds(subject_mesh(h->subject), min, max);
    aim_add_box(&aim, min, max);
    aim_fit(&aim, &view.port, &view.camera);
    stage_build(h->stage, &view, in);
    in->text_size = text_size;
    scene_build(h->scene, in, f);
}

// ---------------------------------------------------------------- the words

static void words_are_read_as_they_are_written(void **state)
{
    const struct house *h = *state;
    static const char *const GOOD[] = {"leg.L",
                                       "arm.R,bones,fade",
                                       "hand",
                                       "half.R,before",
                                       "channel.ST.L",
                                       "foot.L,channel.KI,nerves",
                                       "head,cut=sagittal:0.500",
                                       "cut=coronal:0.250:flip"};
    static const char *const BAD[] = {"",
                                      "tail",
                                      "leg.M",
                                      "leg.L,arm.R",
                                      "half",
                                      "leg.L,",
                                      ",leg.L",
                                      "channel.QQ",
                                      "bones,skin",
                                      "head.L",
                                      "leg.L,channel.ST.R",
                                      "cut=axial",
                                      "cut=coronal:1.2",
                                      "cut=coronal:0,5",
                                      "cut=coronal:flip:0.2",
                                      "cut=coronal:.",
                                      "hide,fade"};
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++) {
        char text[ISOLATE_TEXT];
        struct isolate one = read_it(h, GOOD[i]);
        isolate_write(&one, text);
        assert_string_equal(text, GOOD[i]);
        assert_false(isolate_is_whole(&one));
    }
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct isolate kept = {.part = ISOLATE_HEAD};
        if (isolate_parse(&kept, BAD[i], subject_catalog(h->subject)))
            fail_msg("\"%s\" is read", BAD[i]);
        assert_int_equal(kept.part, ISOLATE_HEAD);
    }
    struct isolate plane = {.part = ISOLATE_LEG};
    assert_true(isolate_parse_plane(&plane, "transverse:0.6:flip"));
    assert_true(plane.flipped && plane.plane == ISOLATE_TRANSVERSE);
    assert_true(fabsf(plane.at - 0.6f) < 1e-6f);
    assert_int_equal(plane.part, ISOLATE_LEG);
    assert_false(isolate_parse_plane(&plane, "transverse:0.6:turn"));
}

// ---------------------------------------------------------------- what is shown

static bool is_leg(const char *id)
{
    return strcmp(id, "thigh") == 0 || strcmp(id, "leg") == 0 ||
           strncmp(id, "foot", 4) == 0 || strncmp(id, "toe", 3) == 0;
}

/* by the catalogue's own names, whatever isolate.c makes of them */
static bool is_left_leg(const struct house *h, uint32_t triangle)
{
    enum side side;
    int part = body_part_of(subject_body(h->subject), triangle, &side);
    return part >= 0 && side == SIDE_L &&
           is_leg(subject_catalog(h->subject)->part[part].id);
}

static void only_the_leg_has_marks_and_names(void **state)
{
    struct house *h = *state;
    struct scene_input in;
    struct frame f;
    int shown = 0, hidden = 0;
    look(h, "leg.L", "front", 0, &in, &f);
    for (uint32_t i = 0; i < in.n_marks; i++) {
        const struct site *site = stage_site(h->stage, (int)i);
        assert_non_null(site);
        assert_int_equal(in.mark[i].hidden, !is_left_leg(h, site->on.triangle));
        shown += !in.mark[i].hidden;
        hidden += in.mark[i].hidden;
        if (in.mark[i].hidden)
            assert_false(scene_names(h->scene, (int)i));
    }
    assert_true(shown > 50 && hidden > 300);
    assert_true(f.n_labels > 3);
    assert_int_equal(f.n_markers, (uint32_t)shown);
}

static void nothing_hidden_is_picked(void **state)
{
    struct house *h = *state;
    static const char *const WORDS[] = {"leg.L", "half.R,fade", "channel.ST.L",
                                        "trunk,cut=coronal:0.5", "cut=sagittal:0.5"};
    int picked = 0;
    for (size_t w = 0; w < sizeof WORDS / sizeof *WORDS; w++) {
        struct scene_input in;
        struct frame f;
        look(h, WORDS[w], "front", 0, &in, &f);
        for (float y = 0; y < HEIGHT; y += 6)
            for (float x = 0; x < WIDTH; x += 6) {
                const float at[2] = {x, y};
                int mark = scene_pick(h->scene, at, 8);
                int label = scene_pick_label(h->scene, at, 2);
                assert_true(mark < 0 || !in.mark[mark].hidden);
                assert_true(label < 0 || !in.mark[label].hidden);
                picked += mark >= 0;
            }
    }
    assert_true(picked > 200);
}

/* of both lines that are drawn and lines that are pointed at */
static void lines_end_where_the_skin_does(void **state)
{
    struct house *h = *state;
    struct scene_input in;
    struct frame f;
    look(h, "leg.L", "front", 0, &in, &f);
    uint32_t n = 0;
    for (uint32_t r = 0; r < f.n_ribbons; r++)
        for (uint32_t i = 0; i < f.ribbon[r].count; i++, n++) {
            struct bvh_hit hit;
            const float *at = f.path[f.ribbon[r].first + i].position;
            assert_true(bvh_nearest(body_bvh(subject_body(h->subject)), at, 0.1f, NULL,
                                    NULL, &hit));
            assert_true(is_left_leg(h, hit.site.triangle));
        }
    assert_true(n > 1000);
    const struct scene_skin skin = {
        .bvh = in.bvh, .standing = in.standing, .cut = in.cut};
    const struct trace *traces = subject_traces(h->subject);
    int met = 0;
    for (float y = 0; y < HEIGHT; y += 5)
        for (float x = 0; x < WIDTH; x += 5) {
            int line = scene_pick_course(h->scene, &skin, (const float[2]){x, y}, 4);
            assert_true(line < 0 || traces->line[line].side != SIDE_R);
            met += line >= 0;
        }
    assert_true(met > 20);
    // a channel alone, on one side
    look(h, "channel.ST.L", "front", 0, &in, &f);
    for (uint32_t i = 0; i < in.n_courses && (int)i < traces->count; i++) {
        const struct trace_line *t = &traces->line[i];
        bool own = strcmp(t->channel->id, "ST") == 0 && t->side == SIDE_L;
        assert_int_equal(in.course[i].state != SCENE_COURSE_HIDDEN, own);
    }
}

/* the other leg stands before it: the ray goes on through what is not there */
static void rays_go_through_what_is_gone(void **state)
{
    struct house *h = *state;
    const struct body *body = subject_body(h->subject);
    struct cutaway_body of = isolated_body(h->subject);
    struct cutaway cut;
    struct isolate leg = read_it(h, "leg.L"), plane = read_it(h, "cut=sagittal:0.5");
    const float from[3] = {-2, 0.5f, 0}, way[3] = {1, 0, 0};
    struct bvh_hit hit, whole;
    assert_true(bvh_ray(body_bvh(body), from, way, 20, NULL, NULL, &whole));
    assert_true(whole.position[0] < 0);
    cutaway_find(&leg, &of, &cut);
    assert_true(cutaway_ray(&cut, body, body_bvh(body), from, way, 20, &hit));
    assert_true(hit.position[0] > 0 && hit.front);
    assert_true(fabsf(hit.distance - hit.position[0] - 2) < 1e-4f);
    // the plane leaves the right half: from the left the ray enters by the cut
    const float other[3] = {2, 1.1f, 0}, back[3] = {-1, 0, 0};
    cutaway_find(&plane, &of, &cut);
    assert_true(cutaway_ray(&cut, body, body_bvh(body), other, back, 20, &hit));
    assert_true(hit.position[0] < 0 && !hit.front);
    // and one that never comes to it meets nothing
    assert_false(cutaway_ray(&cut, body, body_bvh(body), other, way, 20, &hit));
    assert_true(cutaway_ray(NULL, body, body_bvh(body), other, back, 20, &hit));
}

static void what_stands_before_is_gone(void **state)
{
    struct house *h = *state;
    struct scene_input in;
    struct frame f;
    look(h, "leg.L,before", "right", 0, &in, &f);
    assert_true(in.cut->parted && in.cut->faded);
    assert_non_null(in.veil.mesh);
    const struct mesh *m = subject_mesh(h->subject);
    bool right_gone = false, left_gone = false, head_gone = false;
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        enum side side;
        int part = body_part_of(subject_body(h->subject), t, &side);
        const char *id = part < 0 ? "" : subject_catalog(h->subject)->part[part].id;
        bool gone = !cutaway_has(in.cut, in.standing, t);
        right_gone |= gone && is_leg(id) && side == SIDE_R;
        left_gone |= gone && is_leg(id) && side == SIDE_L;
        head_gone |= gone && strcmp(id, "head") == 0;
    }
    assert_true(right_gone && !left_gone && !head_gone);
    // from its own side nothing does
    look(h, "leg.L,before", "left", 0, &in, &f);
    uint32_t gone = 0;
    for (uint32_t t = 0; t < m->n_triangles; t++)
        gone += in.cut->parted && !cutaway_has(in.cut, in.standing, t) &&
                m->position[m->triangle[t][0]][1] < 0.6f;
    assert_int_equal(gone, 0);
}

/* of needles in both legs the one that is looked at is seen through the other leg */
static void what_hides_the_needle_looked_at_fades(void **state)
{
    struct house *h = *state;
    const struct highlight_also both[] = {{"SP6", SIDE_L}, {"SP6", SIDE_R}};
    struct stage_view view = {
        .subject = h->subject,
        .theme = &THEME_LIGHT,
        .texts = h->texts,
        .layers = SCENE_DEFAULT,
        .port = {.width = WIDTH, .height = HEIGHT, .scale = 1, .mark_scale = 1},
        .lit = {.also = both, .n_also = 2},
        .isolate = {.rest = ISOLATE_BEFORE},
        .region = -1,
        .hovered = -1};
    struct scene_input in;
    const float min[3] = {-0.4f, 0, -0.2f}, max[3] = {0.4f, 0.5f, 0.2f};
    aim_named(h->subject, "right", &view.camera);
    camera_fit(&view.camera, &view.port, min, max, 0.05f);
    stage_build(h->stage, &view, &in);
    assert_null(in.veil.mesh); // both are looked at
    view.lit.selected = "SP6";
    view.lit.selected_side = SIDE_L;
    stage_build(h->stage, &view, &in);
    assert_non_null(in.veil.mesh);
    // and no needle is out of sight for that
    assert_int_equal(in.n_marks, 2);
    assert_false(in.mark[0].hidden || in.mark[1].hidden);
}

// ---------------------------------------------------------------- beneath, and the cut

static void one_system_alone(void **state)
{
    struct house *h = *state;
    struct scene_input in;
    struct frame f;
    look(h, "bones", "front", SCENE_MUSCLES | SCENE_NERVES, &in, &f);
    assert_int_equal(in.layers & SCENE_BENEATH, SCENE_BONES);
    assert_true(in.see_through >= 1);
    uint32_t all = in.beneath.mesh->n_triangles;
    look(h, "hand.R,bones", "front", 0, &in, &f);
    assert_true(in.beneath.mesh->n_triangles > 1000);
    assert_true(in.beneath.mesh->n_triangles < all / 3);
    for (uint32_t t = 0; t < in.beneath.mesh->n_triangles; t++)
        assert_true(in.beneath.mesh->position[in.beneath.mesh->triangle[t][0]][0] < 0);
    look(h, "skin", "front", SCENE_MUSCLES, &in, &f);
    assert_null(in.beneath.mesh);
    // the pointer meets what is shown alone
    const struct inside *inside = subject_inside_shown(h->subject, NULL);
    struct cutaway_body of = isolated_body(h->subject);
    struct cutaway cut;
    struct isolate leg = read_it(h, "leg.L");
    cutaway_find(&leg, &of, &cut);
    const float from[3] = {-2, 0.3f, 0}, way[3] = {1, 0, 0};
    const struct inside_part *part = NULL;
    for (float z = -0.1f; z < 0.1f && !part; z += 0.005f)
        part = xray_at(inside, SCENE_BONES, &of, &cut,
                       (const float[3]){from[0], from[1], z}, way);
    assert_non_null(part);
    assert_int_equal(part->side, SIDE_L);
}

/* of what is drawn: whether a triangle of it has a corner there */
static bool is_drawn_at(const struct mesh *drawn, const float at[3])
{
    for (uint32_t t = 0; t < drawn->n_triangles; t++)
        for (int c = 0; c < 3; c++) {
            const float *p = drawn->position[drawn->triangle[t][c]];
            if (p[0] == at[0] && p[1] == at[1] && p[2] == at[2])
                return true;
        }
    return false;
}

/* Skull, sternum and vertebrae lie in the middle: each half has its half of them, and
 * both are as many as the whole. */
static void half_a_body_has_half_its_spine(void **state)
{
    struct house *h = *state;
    struct scene_input in;
    struct frame f;
    float middle = body_midline(subject_standing(h->subject));
    uint32_t sum = 0;
    look(h, "bones", "front", SCENE_BONES, &in, &f);
    uint32_t whole = in.beneath.mesh->n_triangles;
    static const char *const HALVES[] = {"half.L,bones", "half.R,bones"};
    for (int i = 0; i < 2; i++) {
        look(h, HALVES[i], "front", SCENE_BONES, &in, &f);
        const struct mesh *m = in.beneath.mesh;
        float top = 0, beyond = 0;
        for (uint32_t t = 0; t < m->n_triangles; t++) {
            const float *a = m->position[m->triangle[t][0]];
            top = fmaxf(top, a[1]);
            beyond = fmaxf(beyond, (i ? 1 : -1) * (a[0] - middle));
        }
        assert_true(top > 1.6f);      // the skull's vault
        assert_true(beyond < 0.012f); // a triangle goes over by no more than its size
        sum += m->n_triangles;
    }
    assert_true(sum > whole * 0.99 && sum < whole * 1.01);
}

/* the pointer meets nothing that is not drawn, by whichever rule it is not */
static void the_pointer_meets_what_is_drawn(void **state)
{
    struct house *h = *state;
    static const struct {
        const char *words;
        unsigned layer;
    } TRIED[] = {{"leg.L,bones", SCENE_BONES},
                 {"trunk,muscles", SCENE_MUSCLES},
                 {"half.L,bones", SCENE_BONES}};
    const struct inside *inside = subject_inside_shown(h->subject, NULL);
    struct cutaway_body of = isolated_body(h->subject);
    for (size_t i = 0; i < sizeof TRIED / sizeof *TRIED; i++) {
        struct scene_input in;
        struct frame f;
        int met = 0;
        look(h, TRIED[i].words, "front", TRIED[i].layer, &in, &f);
        for (float y = 0.1f; y < 1.7f; y += 0.02f)
            for (float x = -0.4f; x < 0.4f; x += 0.02f) {
                const float from[3] = {x, y, 2}, way[3] = {0, 0, -1};
                const struct inside_part *part =
                    xray_at(inside, TRIED[i].layer, &of, in.cut, from, way);
                met += part != NULL;
                bool drawn = !part;
                for (uint32_t v = 0; !drawn && v < part->mesh.n_vertices; v += 7)
                    drawn = is_drawn_at(in.beneath.mesh, part->mesh.position[v]);
                if (!drawn)
                    fail_msg("%s: %s is met at %g %g and not drawn", TRIED[i].words,
                             part->id, (double)x, (double)y);
            }
        assert_true(met > 20);
    }
}

/* a look that shows no lines of its own leaves none of another's */
static void lines_come_back_whole(void **state)
{
    struct house *h = *state;
    struct scene_input in;
    struct frame f;
    uint32_t n[2];
    for (int again = 0; again < 2; again++) {
        if (again) {
            look(h, "hand,channel.LI", "front", 0, &in, &f);
            look(h, "cut=coronal:0.5", "front", 0, &in, &f);
        }
        look(h, "channel.LI", "front", 0, &in, &f);
        n[again] = 0;
        for (uint32_t i = 0; i < in.n_courses; i++)
            for (uint32_t k = 0;
                 in.course[i].state != SCENE_COURSE_HIDDEN && k < in.course[i].n; k++)
                n[again] += !in.course[i].shown || in.course[i].shown[k];
    }
    assert_true(n[0] > 100);
    assert_int_equal(n[0], n[1]);
    // what has no sides leaves the side to the channel
    look(h, "head,channel.GB.L", "front", 0, &in, &f);
    const struct trace *traces = subject_traces(h->subject);
    for (uint32_t i = 0; i < in.n_courses && (int)i < traces->count; i++)
        assert_true(in.course[i].state == SCENE_COURSE_HIDDEN ||
                    traces->line[i].side == SIDE_L);
}

static void a_cut_is_closed(void **state)
{
    struct house *h = *state;
    struct scene_input in;
    struct frame f;
    look(h, "cut=transverse:0.7", "front", SCENE_BONES | SCENE_MUSCLES, &in, &f);
    assert_non_null(in.face.mesh);
    // all of it lies in the plane, faces what is cut away, and the skin's is filled
    double area = 0;
    const struct mesh *m = in.face.mesh;
    for (uint32_t t = 0; t < m->n_triangles; t++) {
        const float *a = m->position[m->triangle[t][0]],
                    *b = m->position[m->triangle[t][1]],
                    *c = m->position[m->triangle[t][2]];
        assert_true(fabsf(a[1] - in.cut->plane[3]) < 0.002f);
        double up = ((double)(b[2] - a[2]) * (double)(c[0] - a[0]) -
                     (double)(b[0] - a[0]) * (double)(c[2] - a[2])) /
                    2;
        assert_true(up > -1e-9);
        area += up;
    }
    assert_true(area > 0.04 && area < 0.3);
    // of half a body no organ stands out of the cut
    look(h, "half.R,cut=coronal:0.5", "front", SCENE_ORGANS, &in, &f);
    assert_true(in.face.mesh->n_triangles > 100);
    for (uint32_t v = 0; v < in.face.mesh->n_vertices; v++)
        assert_true(in.face.mesh->position[v][0] < 0.002f);
    look(h, "cut=transverse:0.7", "front", SCENE_BONES | SCENE_MUSCLES, &in, &f);
    uint32_t version = in.face.version;
    look(h, "cut=transverse:0.7", "front", SCENE_BONES | SCENE_MUSCLES, &in, &f);
    assert_int_equal(in.face.version, version);
    look(h, "cut=transverse:0.71", "front", SCENE_BONES | SCENE_MUSCLES, &in, &f);
    assert_int_not_equal(in.face.version, version);
}

/* the eye is sent to the part, and a plane goes through it */
static void a_part_has_an_extent_of_its_own(void **state)
{
    struct house *h = *state;
    struct cutaway_body of = isolated_body(h->subject);
    struct cutaway cut;
    float min[3], max[3];
    struct isolate trunk = read_it(h, "trunk"),
                   half = read_it(h, "half.L,cut=sagittal:0.5");
    cutaway_find(&trunk, &of, &cut);
    assert_true(isolated_bounds(h->subject, &cut, min, max));
    assert_true(min[1] > 0.6f && max[1] < 1.7f);
    cutaway_find(&half, &of, &cut);
    assert_true(cut.plane[3] > 0.1f);
    assert_true(isolated_bounds(h->subject, &cut, min, max));
    assert_true(min[0] > -0.01f && max[0] < cut.plane[3] + 0.01f);
}

/* what was isolated leaves nothing behind */
static void all_is_all_again(void **state)
{
    struct house *h = *state;
    struct scene_input in;
    struct frame f;
    look(h, "leg.L,bones,cut=coronal", "front", 0, &in, &f);
    struct stage_view view = {.subject = h->subject,
                              .theme = &THEME_LIGHT,
                              .texts = h->texts,
                              .layers = SCENE_DEFAULT,
                              .port = {.width = WIDTH, .height = HEIGHT},
                              .lit = {.others = HIGHLIGHT_WITH_ALL},
                              .region = -1,
                              .hovered = -1};
    stage_build(h->stage, &view, &in);
    scene_build(h->scene, &in, &f);
    assert_ptr_equal(in.mesh, subject_mesh(h->subject));
    assert_int_equal(in.mesh_version, subject_version(h->subject));
    assert_null(in.cut);
    assert_null(in.there);
    assert_false(f.opened || f.clipped || f.face.n_triangles || f.veil.n_triangles);
    for (uint32_t i = 0; i < in.n_marks; i++)
        assert_false(in.mark[i].hidden);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_read_as_they_are_written),
        cmocka_unit_test(only_the_leg_has_marks_and_names),
        cmocka_unit_test(nothing_hidden_is_picked),
        cmocka_unit_test(lines_end_where_the_skin_does),
        cmocka_unit_test(rays_go_through_what_is_gone),
        cmocka_unit_test(what_stands_before_is_gone),
        cmocka_unit_test(what_hides_the_needle_looked_at_fades),
        cmocka_unit_test(one_system_alone),
        cmocka_unit_test(half_a_body_has_half_its_spine),
        cmocka_unit_test(the_pointer_meets_what_is_drawn),
        cmocka_unit_test(lines_come_back_whole),
        cmocka_unit_test(a_cut_is_closed),
        cmocka_unit_test(a_part_has_an_extent_of_its_own),
        cmocka_unit_test(all_is_all_again),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
