/* Lines that carry: measured on pictures of every channel, from four sides, and of the
 * plan of every demonstration case, in both themes, and as a projector shows them that
 * lifts black by 35 %. What counts is the line against the skin
 * that the same picture shows without it. Where that skin lies so deep in shadow that no
 * tone has the contrast to it, it is the line's dark edge against its light casing. */
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

#include "anatomy/trace.h"
#include "base/arena.h"
#include "rules/engine.h"
#include "stage/aim.h"
#include "stage/stage.h"
#include "stage/still.h"

enum { SIDE = 900, BYTES = SIDE * SIDE * 4 };

struct house {
    struct subject *subject;
    struct engine *engine;
    struct texts *texts;
    struct arena *arena;
    uint8_t *with, *without;
};

struct tally {
    int n, below; /* places measured; those below what is asked */
    double least;
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
    h->with = xmalloc(BYTES);
    h->without = xmalloc(BYTES);
    return h->engine && h->texts ? 0 : -1;
}

static int tear_down(void **state)
{
    struct house *h = *state;
    free(h->with);
    free(h->without);
    arena_destroy(&h->arena);
    texts_destroy(&h->texts);
    engine_destroy(&h->engine);
    subject_destroy(&h->subject);
    free(h);
    return 0;
}

// ---------------------------------------------------------------- measuring

static double to_light(double c)
{
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(const uint8_t *rgb, double lift)
{
    const double weight[3] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int k = 0; k < 3; k++)
        sum += weight[k] * to_light(lift + (1 - lift) * rgb[k] / 255.0);
    return sum;
}

static double contrast(const uint8_t *a, const uint8_t *b, double lift)
{
    double x = luminance(a, lift) + 0.05, y = luminance(b, lift) + 0.05;
    return x > y ? x / y : y / x;
}

/* the best of the pixels that the line covers here; on skin to which neither black nor
 * white has the contrast asked for, the line's own two tones */
static double measure(const struct house *h, const float pixel[2], double asked,
                      double lift)
{
    enum { REACH = 2 };
    static const uint8_t BLACK[3] = {0, 0, 0}, WHITE[3] = {255, 255, 255};
    double best = 0, dark = 99, light = 0;
    int cx = (int)pixel[0], cy = (int)pixel[1];
    for (int y = cy - REACH; y <= cy + REACH; y++)
        for (int x = cx - REACH; x <= cx + REACH; x++) {
            size_t at = ((size_t)y * SIDE + (size_t)x) * 4;
            best = fmax(best, contrast(h->with + at, h->without + at, lift));
            dark = fmin(dark, luminance(h->with + at, lift) + 0.05);
            light = fmax(light, luminance(h->with + at, lift) + 0.05);
        }
    const uint8_t *skin = h->without + ((size_t)cy * SIDE + (size_t)cx) * 4;
    bool none = contrast(skin, BLACK, lift) < asked * 1.1 &&
                contrast(skin, WHITE, lift) < asked * 1.1;
    return none ? fmax(best, light / dark) : best;
}

static bool is_seen(const struct house *h, const struct frame_view *view,
                    const float position[3], const float normal[3], float pixel[2])
{
    float eye[3], before[3], way[3];
    struct bvh_hit hit;
    for (int k = 0; k < 3; k++) {
        eye[k] = view->eye[k] - position[k];
        before[k] = position[k] + 0.004f * normal[k];
        way[k] = view->eye[k] - before[k];
    }
    float distance = glm_vec3_norm(way);
    glm_vec3_normalize(eye);
    glm_vec3_normalize(way);
    return glm_vec3_dot(eye, (float *)normal) > 0.35f &&
           !bvh_ray(body_bvh(subject_body(h->subject)), before, way, distance, NULL, NULL,
                    &hit) &&
           camera_project(view, position, pixel, NULL) && pixel[0] > 3 && pixel[1] > 3 &&
           pixel[0] < SIDE - 4 && pixel[1] < SIDE - 4;
}

static void measure_line(const struct house *h, const struct camera *camera,
                         const struct trace_line *t, double asked, double lift,
                         struct tally *tally)
{
    struct camera_port port = {.width = SIDE, .height = SIDE};
    struct frame_view view;
    camera_view(camera, &port, &view);
    for (uint32_t i = 4; i + 4 < t->n; i += 3) {
        float pixel[2];
        if (!is_seen(h, &view, t->position[i], t->normal[i], pixel))
            continue;
        double found = measure(h, pixel, asked, lift);
        tally->n++;
        tally->below += found < asked;
        tally->least = fmin(tally->least, found);
    }
}

static void draw(struct house *h, struct still *still, struct still_shot *shot)
{
    struct error error;
    shot->layers = SCENE_CHANNELS;
    if (!still_draw(still, shot, h->with, &error)) {
        if (error.status == ERROR_NO_GRAPHICS)
            exit(77);
        error_print(&error, stderr);
        fail();
    }
    shot->layers = 0;
    assert_true(still_draw(still, shot, h->without, &error));
}

static void judge(const char *what, const struct tally *t, double asked, double share)
{
    double below = t->n ? (double)t->below / t->n : 0;
    print_message("%-34s %5d places, least %.2f, below %.1f: %.1f %%\n", what, t->n,
                  t->least, asked, 100 * below);
    if (below > share)
        fail_msg("%s: %.1f %% of %d places have less than %.1f : 1", what, 100 * below,
                 t->n, asked);
}

// ---------------------------------------------------------------- the channels

static const struct {
    enum still_theme theme;
    double lift;
    const char *name;
} SHOWN[] = {{STILL_LIGHT, 0, "light"},
             {STILL_LIGHT, 0.35, "light, lifted"},
             {STILL_DARK, 0, "dark"},
             {STILL_DARK, 0.35, "dark, lifted"}};
static const char *const VIEWS[] = {"front", "back", "left", "right"};
#define N(list) (sizeof(list) / sizeof *(list))

static struct camera whole(const struct house *h, const char *view)
{
    struct camera camera = {.distance = 3};
    struct camera_port port = {.width = SIDE, .height = SIDE};
    float min[3], max[3];
    mesh_bounds(subject_mesh(h->subject), min, max);
    assert_true(camera_named(&camera, view));
    camera_fit(&camera, &port, min, max, 0.04f);
    return camera;
}

static void the_channel_that_is_looked_at_carries(void **state)
{
    struct house *h = *state;
    const struct catalog *c = subject_catalog(h->subject);
    const struct trace *traces = subject_traces(h->subject);
    struct tally tally[N(SHOWN)];
    for (size_t s = 0; s < N(SHOWN); s++)
        tally[s] = (struct tally){.least = 99};
    struct still *still = still_create(&(struct still_source){
        .data_dir = DEQI_SOURCE_DIR, .texts = h->texts, .subject = h->subject});
    for (int k = 0; k < c->n_channels; k++)
        for (size_t v = 0; v < N(VIEWS); v++)
            for (size_t s = 0; s < N(SHOWN); s += 2) {
                struct camera camera = whole(h, VIEWS[v]);
                struct still_shot shot = {.width = SIDE,
                                          .height = SIDE,
                                          .camera = &camera,
                                          .theme = SHOWN[s].theme,
                                          .channel = c->channel[k].id,
                                          .flow_phase = 0.1f * (float)k};
                draw(h, still, &shot);
                for (int i = 0; i < traces->count; i++)
                    for (size_t lifted = 0; lifted < 2; lifted++)
                        if (traces->line[i].channel == &c->channel[k])
                            measure_line(h, &camera, &traces->line[i], 3,
                                         SHOWN[s + lifted].lift, &tally[s + lifted]);
            }
    still_destroy(&still);
    for (size_t s = 0; s < N(SHOWN); s++)
        judge(SHOWN[s].name, &tally[s], 3, 0.02);
}

static void the_others_are_told_from_the_skin(void **state)
{
    struct house *h = *state;
    const struct trace *traces = subject_traces(h->subject);
    struct still *still = still_create(&(struct still_source){
        .data_dir = DEQI_SOURCE_DIR, .texts = h->texts, .subject = h->subject});
    for (size_t s = 0; s < N(SHOWN); s++) {
        struct tally tally = {.least = 99};
        for (size_t v = 0; v < N(VIEWS); v++) {
            struct camera camera = whole(h, VIEWS[v]);
            struct still_shot shot = {.width = SIDE,
                                      .height = SIDE,
                                      .camera = &camera,
                                      .theme = SHOWN[s].theme};
            draw(h, still, &shot);
            for (int i = 0; i < traces->count; i++)
                measure_line(h, &camera, &traces->line[i], 2, SHOWN[s].lift, &tally);
        }
        judge(SHOWN[s].name, &tally, 2, 0.02);
    }
    still_destroy(&still);
}

// ---------------------------------------------------------------- the plans

static const struct scene_course *course_of(const struct scene_input *scene, int i)
{
    return &scene->course[i];
}

static void measure_plan(struct house *h, const char *path, struct tally *tally)
{
    struct case_record *record = xcalloc(1, sizeof *record);
    struct error error;
    struct plan plan;
    assert_true(case_load(path, h->engine, record, &error));
    engine_plan(h->engine, record, h->arena, &plan);
    struct stage *stage = stage_create();
    struct stage_view view = {.subject = h->subject,
                              .rules = engine_rules(h->engine),
                              .theme = &THEME_LIGHT,
                              .layers = SCENE_DEFAULT,
                              .lit = {.plan = &plan},
                              .record = record,
                              .region = -1,
                              .hovered = -1};
    struct scene_input scene;
    stage_build(stage, &view, &scene);
    struct camera camera = whole(h, "front");
    struct camera_port port = {.width = SIDE, .height = SIDE};
    struct aim aim = {.margin = 0.13f};
    aim_plan(&aim,
             &(struct aim_plan){.subject = h->subject,
                                .port = &port,
                                .mark = scene.mark,
                                .n_marks = scene.n_marks},
             &camera);
    struct still *still =
        still_create(&(struct still_source){.data_dir = DEQI_SOURCE_DIR,
                                            .texts = h->texts,
                                            .subject = h->subject,
                                            .rules = engine_rules(h->engine),
                                            .record = record,
                                            .plan = &plan});
    const struct trace *traces = subject_traces(h->subject);
    for (size_t s = 0; plan.n_points && s < N(SHOWN); s += 2) {
        struct still_shot shot = {
            .width = SIDE, .height = SIDE, .camera = &camera, .theme = SHOWN[s].theme};
        draw(h, still, &shot);
        for (int i = 0; i < traces->count; i++) {
            // nothing but what the plan needles
            enum scene_course_state is = course_of(&scene, i)->state;
            assert_true(is == SCENE_COURSE_CHOSEN || is == SCENE_COURSE_HIDDEN);
            for (size_t lifted = 0; lifted < 2 && is == SCENE_COURSE_CHOSEN; lifted++)
                measure_line(h, &camera, &traces->line[i], 3, SHOWN[s + lifted].lift,
                             &tally[s + lifted]);
        }
    }
    still_destroy(&still);
    stage_destroy(&stage);
    free(record);
}

static void plans_show_their_channels_and_those_carry(void **state)
{
    struct house *h = *state;
    struct tally tally[N(SHOWN)];
    for (size_t s = 0; s < N(SHOWN); s++)
        tally[s] = (struct tally){.least = 99};
    DIR *folder = opendir(DEQI_SOURCE_DIR "/assets/cases");
    assert_non_null(folder);
    for (struct dirent *e; (e = readdir(folder));) {
        char path[512];
        snprintf(path, sizeof path, DEQI_SOURCE_DIR "/assets/cases/%s", e->d_name);
        if (strstr(e->d_name, ".json"))
            measure_plan(h, path, tally);
    }
    closedir(folder);
    for (size_t s = 0; s < N(SHOWN); s++)
        judge(SHOWN[s].name, &tally[s], 3, 0.02);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_channel_that_is_looked_at_carries),
        cmocka_unit_test(the_others_are_told_from_the_skin),
        cmocka_unit_test(plans_show_their_channels_and_those_carry)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
