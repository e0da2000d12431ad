/* What somebody stumbled on in the first half hour with the program, each once. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "drive.h"
#include "modes/teach.h"
#include "panels/channel_legend.h"
#include "panels/eye.h"
#include "panels/shell.h"
#include "panels/stage_corner.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static void begin(struct drive *d, enum app_mode mode, int width, int height)
{
    *d = (struct drive){0};
    drive_start(d, (struct drive_params){.width = width,
                                         .height = height,
                                         .mode = (int)mode,
                                         .case_path = CASES "diabetic_soles.json"});
    drive_settle(d);
}

static void arrive(struct drive *d)
{
    drive_settle(d);
    for (int i = 0; i < 60 && d->app->desk.eye.flying; i++)
        drive_settle(d);
    drive_settle(d);
}

static void tap_id(struct drive *d, const char *prefix, const char *id)
{
    drive_tap_id(d, prefix, id);
    drive_settle(d);
}

// ---------------------------------------------------------------- the brush

/* with the tools out of sight a press on the body looks at what is there */
static void a_brush_out_of_sight_paints_nothing(void **state)
{
    (void)state;
    struct drive d;
    float at[2];
    static const char *const TABS[] = {"teach.learn", "teach.rules", "teach.write"};
    begin(&d, APP_TEACH, 1366, 768);
    for (size_t i = 0; i < sizeof TABS / sizeof *TABS; i++) {
        tap_id(&d, "", "teach.plan");
        d.app->desk.shell->fold[FOLD_CASE] = true;
        sink_redraw(&d.app->desk.sink);
        drive_settle(&d);
        tap_id(&d, "+ ", "form.paint");
        assert_int_equal(d.app->desk.brush.tool, BRUSH_NUMB);
        tap_id(&d, "", TABS[i]);
        unsigned version = d.app->desk.dossier.version;
        director_select(&d.app->director, "SP9", SIDE_L, SINK_FLY);
        arrive(&d);
        director_select(&d.app->director, "", SIDE_M, SINK_STAY);
        drive_settle(&d);
        drive_site(&d, "SP9", SIDE_L, at);
        drive_click(&d, at[0], at[1]);
        assert_int_equal(d.app->desk.dossier.version, version);
        assert_string_equal(d.app->desk.eye.selected, "SP9");
    }
    drive_close(&d);
}

// ---------------------------------------------------------------- back from a round

static void the_eye_comes_back_from_a_quiz_and_a_tour(void **state)
{
    (void)state;
    struct drive d;
    begin(&d, APP_TEACH, 1366, 768);
    struct app_eye *eye = &d.app->desk.eye;
    for (int tour = 0; tour < 2; tour++) {
        director_select(&d.app->director, "ST36", SIDE_L, SINK_FLY);
        arrive(&d);
        sink_isolate(&d.app->desk.sink,
                     &(struct isolate){.part = ISOLATE_LEG, .side = SIDE_L}, SINK_FLY);
        arrive(&d);
        struct eye_stand before = eye_stand_now(eye, d.app->desk.subject);
        if (tour)
            teach_tour_begin(d.app->desk.teach, &d.app->desk.clock, &d.app->desk.sink,
                             tours_find(d.app->desk.teach->tours, "hand"));
        else
            sink_ask(&d.app->desk.sink, ACTION_QUIZ, QUIZ_FIND);
        arrive(&d);
        struct eye_stand there = eye_stand_now(eye, d.app->desk.subject);
        assert_true(fabsf(there.reach - before.reach) > 0.01f ||
                    fabsf(there.at[1] - before.at[1]) > 0.01f);
        drive_key(&d, SDLK_ESCAPE, 0);
        arrive(&d);
        struct eye_stand after = eye_stand_now(eye, d.app->desk.subject);
        assert_int_equal(d.app->desk.teach->doing, TEACH_LOOKING);
        assert_int_equal(eye->isolate.part, ISOLATE_LEG);
        assert_string_equal(eye->selected, "ST36");
        assert_true(fabsf(after.yaw - before.yaw) < 1);
        for (int k = 0; k < 3; k++)
            assert_true(fabsf(after.at[k] - before.at[k]) < 0.02f);
        assert_true(fabsf(after.reach / before.reach - 1) < 0.1f);
    }
    drive_close(&d);
}

/* a tour shows a limb alone where it tells of that, and all of the body again after */
static void a_tour_shows_one_limb(void **state)
{
    (void)state;
    struct drive d;
    begin(&d, APP_TEACH, 1280, 720);
    const struct teach *t = d.app->desk.teach;
    const struct app_eye *eye = &d.app->desk.eye;
    static const char *const TOURS[] = {"foot", "hand", "root_to_sole", "neck_to_thumb"};
    for (size_t k = 0; k < sizeof TOURS / sizeof *TOURS; k++) {
        const struct tour *tour = tours_find(t->tours, TOURS[k]);
        assert_true(tours_isolated(tour) > 1 && tours_isolated(tour) < tour->n_steps);
        teach_tour_begin(d.app->desk.teach, &d.app->desk.clock, &d.app->desk.sink, tour);
        for (int i = 0; i < tour->n_steps; i++) {
            drive_settle(&d);
            assert_true(isolate_equal(&eye->isolate, &tour->step[i].isolate));
            drive_key(&d, SDLK_SPACE, 0);
        }
        drive_settle(&d);
        assert_true(isolate_is_whole(&eye->isolate));
    }
    drive_close(&d);
}

/* a press on what began a round ends far below it: the search and the tabs are there */
static void search_and_tabs_stay_in_sight(void **state)
{
    (void)state;
    struct drive d;
    begin(&d, APP_TEACH, 1366, 768);
    tap_id(&d, "", "teach.presenter"); // the last of the list
    drive_key(&d, SDLK_F5, 0);
    drive_settle(&d);
    assert_true(drive_sees(&d, text_of(d.app->desk.texts, "teach.write")));
    assert_true(drive_sees(&d, "search"));
    drive_close(&d);
}

// ---------------------------------------------------------------- over the picture

static bool meet(const struct gui_rect *a, const struct gui_rect *b)
{
    return a->x + 1 < b->x + b->w && b->x + 1 < a->x + a->w && a->y + 1 < b->y + b->h &&
           b->y + 1 < a->y + a->h;
}

/* no name lies on the legend, the cube or the pill, which keep off each other */
static void check_stage(struct drive *d, const char *what)
{
    const struct shell *shell = d->app->desk.shell;
    const struct scene *scene = picture_scene(d->app->desk.picture);
    for (int i = 0; i < shell->n_over; i++) {
        const struct gui_rect *r = &shell->over[i];
        for (float y = r->y + 2; y < r->y + r->h; y += 5)
            for (float x = r->x + 2; x < r->x + r->w; x += 5)
                if (scene_pick_label(scene, (const float[2]){x, y}, 0) >= 0)
                    fail_msg("%s: a name lies on thing %d at %.0f %.0f", what, i,
                             (double)x, (double)y);
        for (int k = i + 1; k < shell->n_over; k++)
            if (meet(r, &shell->over[k]))
                fail_msg("%s: things %d and %d lie on each other", what, i, k);
    }
}

/* where it is shown, it keeps off the body; returns whether it is */
static bool check_legend(struct drive *d, const char *what)
{
    const struct shell *shell = d->app->desk.shell;
    struct gui *g = picture_gui(d->app->desk.picture);
    float width, height;
    struct bvh_hit hit;
    if (shell->legend == SHELL_NO_CORNER ||
        !channel_legend_size(&d->app->desk, g, &width, &height))
        return false;
    struct gui_rect r =
        stage_corner_rect(&d->app->desk.eye, shell, shell->legend, width, height);
    for (float y = r.y; y < r.y + r.h; y += 4)
        for (float x = r.x; x < r.x + r.w; x += 4)
            if (eye_skin_at(&d->app->desk.eye, d->app->desk.subject, x, y, &hit))
                fail_msg("%s: the legend lies on the body at %.0f %.0f", what, (double)x,
                         (double)y);
    return true;
}

static void what_stands_over_the_picture_has_room(void **state)
{
    (void)state;
    static const int SIZES[][2] = {{1280, 720}, {1366, 768}, {1920, 1080}, {1080, 1920}};
    static const char *const LOOKS[] = {"",     "ST36", "GB40", "LI4", "BL23",
                                        "GV20", "KI1",  "TE5",  "CV12"};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++)
        for (int clinic = 0; clinic < 2; clinic++) {
            struct drive d;
            int legends = 0;
            begin(&d, clinic ? APP_CLINIC : APP_TEACH, SIZES[i][0], SIZES[i][1]);
            for (size_t k = 0; k < sizeof LOOKS / sizeof *LOOKS; k++) {
                char what[64];
                if (*LOOKS[k])
                    director_select(&d.app->director, LOOKS[k], SIDE_L, SINK_FLY);
                arrive(&d);
                snprintf(what, sizeof what, "%d x %d %s %s", SIZES[i][0], SIZES[i][1],
                         clinic ? "clinic" : "teach", LOOKS[k]);
                check_stage(&d, what);
                legends += check_legend(&d, what);
            }
            if (!legends)
                fail_msg("%d x %d %s: no legend", SIZES[i][0], SIZES[i][1],
                         clinic ? "clinic" : "teach");
            drive_close(&d);
        }
}

// ---------------------------------------------------------------- ways on and back

static void what_begins_is_in_sight(void **state)
{
    (void)state;
    static const int SIZES[][2] = {{1280, 720}, {1366, 768}, {1280, 800}, {1920, 1080}};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        struct drive d;
        begin(&d, APP_CLINIC, SIZES[i][0], SIZES[i][1]);
        const struct gui_rect *panel = &d.app->desk.shell->place[PANEL_RIGHT];
        struct gui_rect r = drive_find(&d, text_of(d.app->desk.texts, "clinic.begin"));
        if (r.y + r.h > panel->y + panel->h + 1)
            fail_msg("%d x %d: the button ends %.0f pixels below its panel", SIZES[i][0],
                     SIZES[i][1], (double)(r.y + r.h - panel->y - panel->h));
        drive_close(&d);
    }
}

static void the_display_leads_back_to_the_class(void **state)
{
    (void)state;
    static const enum app_mode FROM[] = {APP_TEACH, APP_CLINIC};
    for (int i = 0; i < 2; i++) {
        struct drive d;
        begin(&d, FROM[i], 1280, 720);
        sink_ask(&d.app->desk.sink, ACTION_MODE, APP_DISPLAY);
        drive_settle(&d);
        sink_ask(&d.app->desk.sink, ACTION_MODE, APP_MODES);
        drive_settle(&d);
        assert_int_equal(d.app->desk.mode, FROM[i]);
        drive_close(&d);
    }
}

/* one channel is asked of: that which is looked at */
static void the_channel_at_hand_is_asked_of(void **state)
{
    (void)state;
    struct drive d;
    begin(&d, APP_TEACH, 1366, 768);
    d.app->desk.shell->fold[FOLD_QUIZ] = true;
    sink_hold_channel(&d.app->desk.sink, "GB");
    drive_settle(&d);
    tap_id(&d, "", "quiz.set.channel");
    assert_string_equal(d.app->desk.teach->choice.channel, "GB");
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_brush_out_of_sight_paints_nothing),
        cmocka_unit_test(the_eye_comes_back_from_a_quiz_and_a_tour),
        cmocka_unit_test(a_tour_shows_one_limb),
        cmocka_unit_test(search_and_tabs_stay_in_sight),
        cmocka_unit_test(what_stands_over_the_picture_has_room),
        cmocka_unit_test(what_begins_is_in_sight),
        cmocka_unit_test(the_display_leads_back_to_the_class),
        cmocka_unit_test(the_channel_at_hand_is_asked_of)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
