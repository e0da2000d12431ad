/* Labels of whole pictures, without drawing them: every demonstration case as planned,
 * from the front and from behind, and every channel from four sides. No two lie on each
 * other, none on the body, each says its side, and what has no name is counted. */
#include <dirent.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>
#include <cmocka.h>

#include "base/arena.h"
#include "rules/engine.h"
#include "stage/aim.h"
#include "stage/stage.h"

enum { WIDTH = 1600, HEIGHT = 1000 };

struct house {
    struct subject *subject;
    struct engine *engine;
    struct texts *texts;
    struct arena *arena;
    struct stage *stage;
    struct scene *scene;
};

struct tally {
    int pictures, labels, overlaps, on_body, over_limbs, crossings, no_room, behind,
        numbered;
};

static int set_up(void **state)
{
    struct house *h = xcalloc(1, sizeof *h);
    struct error error;
    *state = h;
    h->subject = subject_create(DEQI_SOURCE_DIR, "neutral", NULL, 0, &error);
    h->engine = h->subject
                    ? engine_load(DEQI_SOURCE_DIR, subject_catalog(h->subject), &error)
                    : NULL;
    h->texts = texts_load(DEQI_SOURCE_DIR, "en", &error);
    h->arena = arena_create();
    h->stage = stage_create();
    h->scene = scene_create();
    return h->engine && h->texts ? 0 : -1;
}

static int tear_down(void **state)
{
    struct house *h = *state;
    scene_destroy(&h->scene);
    stage_destroy(&h->stage);
    arena_destroy(&h->arena);
    texts_destroy(&h->texts);
    engine_destroy(&h->engine);
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

// ---------------------------------------------------------------- what is wrong

static bool overlap(const float a[4], const float b[4])
{
    return a[0] + 0.5f < b[0] + b[2] && b[0] + 0.5f < a[0] + a[2] &&
           a[1] + 0.5f < b[1] + b[3] && b[1] + 0.5f < a[1] + a[3];
}

static bool is_body(const struct house *h, const struct frame_view *view, float x,
                    float y)
{
    float origin[3], direction[3], pixel[2] = {x, y};
    struct bvh_hit hit;
    camera_ray(view, pixel, origin, direction);
    return bvh_ray(body_bvh(subject_body(h->subject)), origin, direction, 20, NULL, NULL,
                   &hit);
}

/* limbs that the leader comes to on its way from the words; that of its point is one */
static int limbs_on_the_way(const struct house *h, const struct frame *f,
                            const struct frame_label *l)
{
    enum { STEPS = 60 };
    int n = 0;
    bool before = false;
    for (int i = 0; i <= STEPS; i++) {
        float t = (float)i / STEPS;
        bool now = is_body(h, &f->view, l->leader[0] + t * (l->anchor[0] - l->leader[0]),
                           l->leader[1] + t * (l->anchor[1] - l->leader[1]));
        n += now && !before;
        before = now;
    }
    return n;
}

static float way_off(const float a[2], const float b[2], const float p[2])
{
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}

static bool cross(const struct frame_label *a, const struct frame_label *b)
{
    return way_off(a->leader, a->anchor, b->leader) *
                   way_off(a->leader, a->anchor, b->anchor) <
               0 &&
           way_off(b->leader, b->anchor, a->leader) *
                   way_off(b->leader, b->anchor, a->anchor) <
               0;
}

static void judge(const struct house *h, const struct scene_input *in,
                  const struct frame *f, struct tally *t)
{
    t->pictures++;
    t->behind += (int)f->n_behind;
    t->no_room += (int)f->n_no_room;
    t->numbered += (int)f->n_numbers;
    for (uint32_t i = 0; i < f->n_labels; i++) {
        const struct frame_label *l = &f->label[i];
        if (!l->has_leader)
            continue;
        t->labels++;
        t->on_body +=
            is_body(h, &f->view, l->box[0] + l->box[2] / 2, l->box[1] + l->box[3] / 2);
        t->over_limbs += limbs_on_the_way(h, f, l) > 1;
        for (uint32_t k = i + 1; k < f->n_labels; k++) {
            t->overlaps += overlap(l->box, f->label[k].box);
            t->crossings += f->label[k].has_leader && cross(l, &f->label[k]);
        }
    }
    // named or counted: nothing is missing unsaid
    uint32_t chosen = 0, named = 0;
    for (uint32_t i = 0; i < in->n_marks; i++) {
        if (in->mark[i].emphasis < SCENE_CHOSEN || !in->mark[i].text ||
            in->mark[i].emphasis == SCENE_MISSED)
            continue;
        chosen++;
        named += scene_names(h->scene, (int)i);
        const struct site *site = stage_site(h->stage, (int)i);
        assert_true(!site || site->side == SIDE_M ||
                    strstr(in->mark[i].text, "\u00a0L") ||
                    strstr(in->mark[i].text, "\u00a0R"));
    }
    assert_int_equal(chosen, named + f->n_numbers + f->n_behind + f->n_no_room);
    // a number stands on its own mark, apart from every other, in order of height
    for (uint32_t i = 0; i < f->n_numbers; i++) {
        assert_false(scene_names(h->scene, (int)f->number[i].mark));
        assert_true(*f->number[i].name);
        for (uint32_t k = i + 1; k < f->n_numbers; k++) {
            assert_true(f->number[i].at[1] <= f->number[k].at[1]);
            assert_true(hypotf(f->number[i].at[0] - f->number[k].at[0],
                               f->number[i].at[1] - f->number[k].at[1]) >=
                        16 * f->view.scale);
        }
    }
}

static void tell(const char *what, const struct tally *t)
{
    print_message(
        "%s: %d pictures, %d labels, %d overlap, %d on the body, %d leaders over "
        "a limb, %d crossings; %d behind, %d numbered, %d without room\n",
        what, t->pictures, t->labels, t->overlaps, t->on_body, t->over_limbs,
        t->crossings, t->behind, t->numbered, t->no_room);
    assert_int_equal(t->overlaps, 0);
    assert_int_equal(t->on_body, 0);
    assert_true(t->over_limbs * 20 <= t->labels);
}

// ---------------------------------------------------------------- pictures

static struct stage_view view_of(const struct house *h)
{
    return (struct stage_view){.subject = h->subject,
                               .rules = engine_rules(h->engine),
                               .theme = &THEME_LIGHT,
                               .layers = SCENE_DEFAULT,
                               .port = {.width = WIDTH, .height = HEIGHT, .scale = 1},
                               .texts = h->texts,
                               .region = -1,
                               .hovered = -1};
}

static void picture(struct house *h, const struct stage_view *view, const char *name,
                    struct tally *tally)
{
    struct scene_input in;
    struct frame frame;
    struct aim aim = {.margin = 0.13f};
    stage_build(h->stage, view, &in);
    in.text_size = text_size;
    in.camera = (struct camera){.distance = 3};
    struct aim_plan points = {.subject = h->subject,
                              .port = &in.port,
                              .mark = in.mark,
                              .n_marks = in.n_marks,
                              .record = view->record};
    if (strcmp(name, "plan") != 0 || !aim_plan(&aim, &points, &in.camera)) {
        float min[3], max[3];
        mesh_bounds(in.mesh, min, max);
        camera_named(&in.camera, strcmp(name, "plan") == 0 ? "front" : name);
        camera_fit(&in.camera, &in.port, min, max, 0.05f);
    }
    scene_build(h->scene, &in, &frame);
    judge(h, &in, &frame, tally);
}

static void plans(void **state)
{
    struct house *h = *state;
    struct tally tally = {0};
    DIR *folder = opendir(DEQI_SOURCE_DIR "/assets/cases");
    assert_non_null(folder);
    for (struct dirent *e; (e = readdir(folder));) {
        char path[512];
        struct error error;
        struct plan plan;
        static struct case_record record;
        snprintf(path, sizeof path, DEQI_SOURCE_DIR "/assets/cases/%s", e->d_name);
        if (!strstr(e->d_name, ".json"))
            continue;
        assert_true(case_load(path, h->engine, &record, &error));
        engine_plan(h->engine, &record, h->arena, &plan);
        struct stage_view view = view_of(h);
        view.lit.plan = &plan;
        view.record = &record;
        picture(h, &view, "plan", &tally);
        picture(h, &view, "front", &tally);
        picture(h, &view, "back", &tally);
    }
    closedir(folder);
    tell("plans", &tally);
}

static void channels(void **state)
{
    struct house *h = *state;
    const struct catalog *c = subject_catalog(h->subject);
    static const char *const VIEWS[] = {"front", "back", "left", "right"};
    struct tally tally = {0};
    for (int k = 0; k < c->n_channels; k++)
        for (int v = 0; v < 4; v++) {
            struct stage_view view = view_of(h);
            view.lit.channel = c->channel[k].id;
            picture(h, &view, VIEWS[v], &tally);
        }
    tell("channels", &tally);
}

static void landmarks(void **state)
{
    struct house *h = *state;
    struct tally tally = {0};
    struct stage_view view = view_of(h);
    view.layers = SCENE_LANDMARKS | SCENE_LABELS;
    picture(h, &view, "front", &tally);
    picture(h, &view, "back", &tally);
    tell("landmarks", &tally);
    assert_int_equal(tally.labels, 0); // from afar they are named where asked for
}

/* the letters of the sides stand while the names are put away, and the names come back to
 * where they were */
static void names_come_back(void **state)
{
    struct house *h = *state;
    struct scene_input in;
    struct frame frame;
    float box[64][4], min[3], max[3];
    struct stage_view view = view_of(h);
    view.lit.channel = "ST";
    stage_build(h->stage, &view, &in);
    in.text_size = text_size;
    in.letter[0] = "L", in.letter[1] = "R";
    in.camera = (struct camera){.distance = 3};
    mesh_bounds(in.mesh, min, max);
    camera_named(&in.camera, "front");
    camera_fit(&in.camera, &in.port, min, max, 0.05f);
    scene_build(h->scene, &in, &frame);
    uint32_t n = frame.n_labels;
    assert_in_range(n, 4, 64);
    for (uint32_t i = 0; i < n; i++)
        memcpy(box[i], frame.label[i].box, sizeof box[i]);
    unsigned layers = in.layers;
    in.layers &= ~(unsigned)SCENE_LABELS;
    scene_build(h->scene, &in, &frame);
    assert_int_equal(frame.n_labels, 2);
    in.layers = layers;
    scene_build(h->scene, &in, &frame);
    assert_int_equal(frame.n_labels, n);
    for (uint32_t i = 0; i < n; i++)
        assert_memory_equal(frame.label[i].box, box[i], sizeof box[i]);
}

/* beside the card of a film the letter does not float between the body and nothing, and
 * it stands off the card */
static void letters_stand_at_the_edge(void **state)
{
    struct house *h = *state;
    struct scene_input in;
    struct frame frame;
    float min[3], max[3];
    struct stage_view view = view_of(h);
    view.layers = 0;
    view.port.right = 400;
    const float card[4] = {(float)view.port.width - 380, (float)view.port.height * 0.7f,
                           360, (float)view.port.height * 0.25f};
    memcpy(view.port.covered, card, sizeof card);
    for (int edge = 0; edge < 2; edge++) {
        view.to_the_edge = edge;
        stage_build(h->stage, &view, &in);
        in.text_size = text_size;
        in.letter[0] = "L", in.letter[1] = "R";
        in.camera = (struct camera){.distance = 3};
        mesh_bounds(in.mesh, min, max);
        camera_named(&in.camera, "front");
        camera_fit(&in.camera, &in.port, min, max, 0.05f);
        scene_build(h->scene, &in, &frame);
        assert_int_equal(frame.n_labels, 2);
        const float *left = frame.label[1].box;
        assert_string_equal(frame.label[1].text, "L");
        float free = (float)view.port.width - (edge ? 0 : 400);
        assert_true(left[0] + left[2] < free && left[0] + left[2] > free - 60);
        assert_true(!edge || left[1] + left[3] < card[1] || left[1] > card[1] + card[3]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plans), cmocka_unit_test(channels), cmocka_unit_test(landmarks),
        cmocka_unit_test(names_come_back), cmocka_unit_test(letters_stand_at_the_edge)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
