/* The display as it hangs in a room: what is begun and ended elsewhere comes and goes on
 * it, a waiting room is told what there is to know, all in large type; and what a session
 * from the journal does to the one who takes it up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "app/desk_view.h"
#include "base/file.h"
#include "bedside.h"
#include "catalog/rules_words.h"
#include "modes/clinic.h"
#include "modes/display.h"
#include "panels/eye.h"
#include "panels/shell.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static const char PALM_CASE[] =
    "{\"schema\": \"deqi/case-1\", \"etiology\": \"diabetes\","
    " \"symptoms\": [{\"region\": \"palm\", \"side\": \"R\","
    " \"kinds\": [\"numbness\"]}]}";

static const char *palm_case(void)
{
    static char path[512];
    struct error error;
    snprintf(path, sizeof path, DEQI_BINARY_DIR "/display_palm.json");
    assert_true(file_write(path, PALM_CASE, sizeof PALM_CASE - 1, &error));
    return path;
}

static void open_app(struct drive *d, struct drive_params params)
{
    params.width = params.width ? params.width : 800;
    params.height = params.height ? params.height : 450;
    if (!drive_open(d, &params))
        exit(77);
}

static const struct session *shown(const struct drive *d)
{
    return live_session_state(d->app->desk.live);
}

static int64_t shown_id(const struct drive *d)
{
    return live_session_id(d->app->desk.live);
}

/* whether the plan on the body is that of the session */
static bool points_agree(const struct drive *d)
{
    const struct session_plan *plan = shown(d)->plan;
    for (int i = 0; i < plan->n_points; i++)
        if (shown(d)->points[i].state != SESSION_POINT_REMOVED &&
            !plan_find(&d->app->desk.dossier.plan, plan->points[i].code,
                       plan->points[i].side))
            return false;
    return plan->n_points > 0;
}

// ---------------------------------------------------------------- sessions elsewhere

static void a_session_comes_with_its_own_points(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    open_app(&d, (struct drive_params){.mode = APP_DISPLAY, .case_path = palm_case()});
    bedside_open(&b, &d);
    bedside_begin(&b, CASES "cervical_thumb.json");
    assert_null(shown(&d));
    drive_pass(&d, 3);
    assert_non_null(shown(&d));
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    assert_true(points_agree(&d));
    bedside_close(&b);
    drive_close(&d);
}

static void an_ended_session_makes_room(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    open_app(&d, (struct drive_params){.mode = APP_DISPLAY, .case_path = palm_case()});
    bedside_open(&b, &d);
    bedside_begin(&b, CASES "cervical_thumb.json");
    drive_pass(&d, 3);
    // nothing was placed in it: it may have been begun by mistake
    bedside_begin(&b, CASES "lumbar_marks.json");
    drive_pass(&d, 3);
    assert_int_equal(shown_id(&d), 2);
    bedside_needle_all(&b);
    drive_pass(&d, 3);
    bedside_begin(&b, CASES "hiv_stocking_glove.json");
    drive_pass(&d, 30);
    assert_int_equal(shown_id(&d), 2);
    assert_int_equal(shown(&d)->state, SESSION_RETAINING);

    // an ended one is replaced at once
    assert_true(live_session_take_up(b.running, 2, NULL));
    live_session_look(b.running,
                      &(struct session_time){.wall_ms = d.clock, .entered = true});
    bedside_event(&b, "abort", "wish", NULL);
    bedside_remove_all(&b);
    drive_pass(&d, 3);
    drive_pass(&d, 3);
    assert_int_equal(shown_id(&d), 3);
    assert_true(points_agree(&d));

    // the first is open yet; it comes back, and with none to follow the last one stays
    assert_true(live_session_take_up(b.running, 3, NULL));
    live_session_look(b.running,
                      &(struct session_time){.wall_ms = d.clock, .entered = true});
    bedside_event(&b, "abort", "wish", NULL);
    drive_pass(&d, 3);
    drive_pass(&d, 3);
    assert_int_equal(shown_id(&d), 1);
    assert_true(live_session_take_up(b.running, 1, NULL));
    live_session_look(b.running,
                      &(struct session_time){.wall_ms = d.clock, .entered = true});
    bedside_event(&b, "abort", "wish", NULL);
    drive_pass(&d, 3);
    assert_int_equal(shown(&d)->state, SESSION_ABORTED);
    drive_pass(&d, 170);
    assert_non_null(shown(&d));
    drive_pass(&d, 11);
    assert_null(shown(&d));
    // and the waiting room has its own case and its loop again
    assert_string_equal(history_path(d.app->desk.dossier.history), palm_case());
    drive_pass(&d, 61);
    drive_pass(&d, 1);
    assert_true(d.app->desk.display->looping);
    bedside_close(&b);
    drive_close(&d);
}

static void what_others_do_is_drawn_while_no_time_runs(void **state)
{
    (void)state;
    for (int mode = APP_DISPLAY; mode <= APP_CLINIC; mode++) {
        struct drive d = {0};
        struct bedside b;
        open_app(&d, (struct drive_params){.mode = APP_DISPLAY});
        bedside_open(&b, &d);
        bedside_begin(&b, CASES "cervical_thumb.json");
        drive_pass(&d, 3);
        program_set_mode(d.app, mode);
        drive_settle(&d);
        // the first look into the journal
        drive_pass(&d, 3);
        drive_settle(&d);
        unsigned drawn = d.app->n_frames;
        for (int i = 0; i < 5; i++)
            drive_pass(&d, 2);
        assert_int_equal(d.app->n_frames, drawn);
        const struct session_point *p = &bedside_session(&b)->plan->points[0];
        char side[2] = {p->side, 0};
        bedside_event(&b, "insert", p->code, side, NULL);
        drive_pass(&d, 2);
        assert_true(d.app->n_frames > drawn);
        assert_int_equal(live_session_overlay(d.app->desk.live)->needles_in, p->needles);
        bedside_close(&b);
        drive_close(&d);
    }
}

static void a_second_costs_one_frame(void **state)
{
    (void)state;
    for (int mode = APP_DISPLAY; mode <= APP_CLINIC; mode++) {
        struct drive d = {0};
        struct bedside b;
        open_app(&d, (struct drive_params){.mode = APP_DISPLAY});
        bedside_open(&b, &d);
        bedside_begin(&b, CASES "cervical_thumb.json");
        bedside_needle_all(&b);
        drive_pass(&d, 3);
        program_set_mode(d.app, mode);
        drive_settle(&d);
        for (int i = 0; i < 10; i++) {
            unsigned drawn = d.app->n_frames;
            d.clock += 1000;
            for (int k = 0; k < 5; k++)
                app_step(d.app, 0);
            assert_int_equal(d.app->n_frames, drawn + 1);
        }
        bedside_close(&b);
        drive_close(&d);
    }
}

// ---------------------------------------------------------------- taking a session up

static void an_open_session_respects_the_mode(void **state)
{
    (void)state;
    static const int ASKED[] = {APP_DISPLAY, APP_TEACH, -1};
    static const enum app_mode GOT[] = {APP_DISPLAY, APP_TEACH, APP_CLINIC};
    struct drive d = {0};
    struct bedside b;
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    bedside_open(&b, &d);
    bedside_begin(&b, CASES "cervical_thumb.json");
    bedside_close(&b);
    drive_close(&d);
    for (int i = 0; i < 3; i++) {
        open_app(&d, (struct drive_params){.mode = ASKED[i], .folder = DRIVE_AGAIN});
        assert_int_equal(d.app->desk.mode, GOT[i]);
        assert_int_equal(shown_id(&d), 1);
        assert_true(points_agree(&d));
        drive_close(&d);
    }
}

static void the_users_own_case_waits_aside(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    struct error error;
    char *data;
    size_t size;
    const char *path = palm_case();
    open_app(&d,
             (struct drive_params){
                 .mode = APP_CLINIC, .case_path = path, .width = 1280, .height = 800});
    drive_tap_id(&d, "", "form.etiology.chemotherapy");
    bedside_open(&b, &d);
    bedside_begin(&b, CASES "cervical_thumb.json");
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.sessions");
    drive_tap(&d, "1/");
    assert_int_equal(shown_id(&d), 1);
    assert_true(points_agree(&d));
    assert_string_equal(d.app->desk.sink.notice,
                        text_of(d.app->desk.texts, "clinic.case_aside"));

    // another person's case is never written over the user's
    drive_key(&d, 's', KMOD_CTRL);
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    assert_true(file_read(path, 1 << 20, &data, &size, &error));
    assert_string_equal(data, PALM_CASE);
    free(data);

    bedside_event(&b, "abort", "wish", NULL);
    drive_pass(&d, 3);
    // nor is the user's own left behind unsaved without being asked
    drive_close_button(&d);
    assert_true(d.app->running);
    assert_int_equal(d.app->desk.shell->card, SHELL_UNSAVED);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    assert_true(points_agree(&d));

    drive_tap_id(&d, "", "clinic.done");
    assert_null(shown(&d));
    const struct history *h = d.app->desk.dossier.history;
    assert_true(case_causes(history_now(h)) >> ETIOLOGY_CHEMOTHERAPY & 1);
    assert_string_equal(history_path(d.app->desk.dossier.history), path);
    assert_true(history_unsaved(h));
    // nor does the other person's come back by redo
    assert_false(history_can_redo(h));
    drive_key(&d, 'z', KMOD_CTRL);
    assert_string_equal(word_etiologies[history_now(h)->etiology], "diabetes");
    bedside_close(&b);
    drive_close(&d);
}

static void what_was_begun_is_not_meant_for_another_session(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    open_app(&d, (struct drive_params){.mode = APP_CLINIC, .width = 1280, .height = 800});
    drive_begin_session(&d);
    drive_needle(&d, 0);
    d.app->desk.clinic->armed = d.app->desk.clinic->expanded = 0;
    d.app->desk.clinic->armed_ms = d.app->desk.clock.now_ms;
    clinic_ask(d.app->desk.clinic, CLINIC_ASKS_ABORT);
    bedside_open(&b, &d);
    bedside_begin(&b, CASES "cervical_thumb.json");
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.sessions");
    drive_tap(&d, "2/");
    assert_int_equal(shown_id(&d), 2);
    assert_int_equal(d.app->desk.clinic->armed, -1);
    assert_int_equal(d.app->desk.clinic->expanded, -1);
    assert_int_equal(d.app->desk.clinic->ask, CLINIC_ASKS_NOTHING);
    bedside_close(&b);
    drive_close(&d);
}

static void closing_tells_of_needles_anywhere(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    bedside_open(&b, &d);
    bedside_begin(&b, CASES "cervical_thumb.json");
    bedside_begin_as(&b, CASES "lumbar_marks.json", "Bed 7");
    const struct session_point *p = &bedside_session(&b)->plan->points[0];
    char side[2] = {p->side, 0};
    bedside_event(&b, "insert", p->code, side, NULL);
    assert_null(shown(&d));
    drive_close_button(&d);
    assert_true(d.app->running);
    assert_int_equal(d.app->desk.shell->card, SHELL_NEEDLES);
    drive_settle(&d);
    // one tap goes to whom they are in
    drive_tap(&d, "/Bed 7");
    drive_settle(&d);
    assert_int_equal(shown_id(&d), 2);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    // who stays is told again, who knows may go
    drive_close_button(&d);
    assert_int_equal(d.app->desk.shell->card, SHELL_NEEDLES);
    drive_tap_id(&d, "", "needles_in.stay");
    drive_close_button(&d);
    assert_true(d.app->running);
    drive_tap_id(&d, "", "needles_in.close");
    drive_pass(&d, 1);
    assert_false(d.app->running);
    d.app->running = true;
    bedside_event(&b, "remove", p->code, side, NULL);
    drive_pass(&d, 1);
    drive_close_button(&d);
    assert_false(d.app->running);
    bedside_close(&b);
    drive_close(&d);
}

static void the_screen_stays_on_for_needles(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d,
             (struct drive_params){.mode = APP_DISPLAY, .width = 1280, .height = 800});
    assert_false(SDL_IsScreenSaverEnabled());
    drive_hold(&d, 1270, 10);
    drive_pass(&d, 4);
    drive_let_go(&d, 1270, 10);
    assert_int_equal(d.app->desk.mode, APP_CLINIC);
    drive_settle(&d);
    assert_true(SDL_IsScreenSaverEnabled());
    drive_begin_session(&d);
    drive_settle(&d);
    assert_false(SDL_IsScreenSaverEnabled());
    clinic_wish(d.app->desk.clinic, &d.app->desk.sink,
                &(struct session_event){.kind = SESSION_ABORT, .text = "wish"});
    drive_settle(&d);
    assert_true(SDL_IsScreenSaverEnabled());
    drive_close(&d);
}

static void a_damaged_record_is_told_in_words(void **state)
{
    (void)state;
    static const char DAMAGED[] = "SQLite format 3\0and nothing more of it";
    struct drive d = {0};
    struct error error;
    char path[512];
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_close(&d);
    snprintf(path, sizeof path, "%s/deqi/study.db", d.folder);
    assert_true(file_write(path, DAMAGED, sizeof DAMAGED, &error));
    open_app(&d, (struct drive_params){.mode = APP_CLINIC, .folder = DRIVE_AGAIN});
    assert_string_equal(d.app->desk.sink.notice, "");
    drive_key(&d, SDLK_F1, 0);
    const char *words = text_of(d.app->desk.texts, "quiz.set_aside");
    assert_true(strncmp(words, "quiz.", 5) != 0);
    assert_memory_equal(d.app->desk.sink.notice, words, strlen(words));
    drive_close(&d);
}

// ---------------------------------------------------------------- hands

static void only_a_held_corner_leads_out(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_DISPLAY});
    // let go too early
    drive_hold(&d, 790, 10);
    drive_pass(&d, 2);
    drive_let_go(&d, 790, 10);
    drive_pass(&d, 4);
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    // a second finger turns the body: nobody holds a corner then
    drive_hold(&d, 790, 10);
    drive_pinch(&d, 0.5f, 0.5f, 0.01f);
    drive_let_go(&d, 790, 10);
    drive_pass(&d, 4);
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    drive_hold(&d, 790, 10);
    drive_pass(&d, 2);
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    drive_pass(&d, 2);
    assert_int_equal(d.app->desk.mode, APP_CLINIC);
    drive_close(&d);
}

// ---------------------------------------------------------------- the waiting room

/* simulated time in small steps; fails where a frame follows another too soon */
static unsigned frames_in(struct drive *d, int seconds)
{
    unsigned before = d->app->n_frames;
    int64_t last = -1;
    for (int i = 0; i < seconds * 100; i++) {
        unsigned drawn = d->app->n_frames;
        d->clock += 10;
        app_step(d->app, 0);
        if (d->app->n_frames == drawn)
            continue;
        assert_int_equal(d->app->n_frames, drawn + 1);
        assert_true(last < 0 || d->clock - last >= ATTRACT_PACE_MS);
        last = d->clock;
    }
    return d->app->n_frames - before;
}

static void the_loop_takes_its_time(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_DISPLAY, .width = 480, .height = 270});
    d.app->desk.settings.reduced_motion = false;
    drive_pass(&d, 61);
    drive_pass(&d, 17);
    assert_true(d.app->desk.display->looping);
    assert_true(d.app->desk.eye.camera.yaw == 0);
    // a sentence goes, the next comes, the body turns and rests
    unsigned drawn = frames_in(&d, 16);
    assert_in_range(drawn, 60, 16 * 15);
    assert_int_equal(d.app->desk.display->loop.sentence, 1);
    assert_true(d.app->desk.eye.camera.yaw > 0.5f);
    // whoever touches it is answered at once
    drawn = d.app->n_frames;
    drive_key(&d, 'a', 0);
    assert_true(d.app->n_frames > drawn);
    assert_false(d.app->desk.display->looping);
    drive_close(&d);
}

static void without_motion_only_the_words_change(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_DISPLAY, .width = 480, .height = 270});
    drive_pass(&d, 61);
    int n = display_sentences();
    for (int i = 0; i < n + 1; i++) {
        assert_int_equal(d.app->desk.display->loop.sentence, i % n);
        assert_true(d.app->desk.display->loop.opacity == 1);
        assert_true(d.app->desk.eye.camera.yaw == 0);
        unsigned drawn = d.app->n_frames;
        d.clock += ATTRACT_SENTENCE_MS;
        for (int k = 0; k < 20; k++) {
            d.clock += 1;
            app_step(d.app, 0);
        }
        assert_int_equal(d.app->n_frames, drawn + 1);
    }
    drive_close(&d);
}

// ---------------------------------------------------------------- large type

static void check_type(struct drive *d)
{
    sink_redraw(&d->app->desk.sink);
    drive_settle(d);
    float smallest = gui_smallest_text(picture_gui(d->app->desk.picture));
    if (smallest < 40)
        fail_msg("text of %g px", (double)smallest);
}

static void check_words(struct drive *d, enum session_state state)
{
    drive_pass(d, 3);
    assert_int_equal(shown(d)->state, state);
    check_type(d);
}

static void nothing_is_small(void **state)
{
    (void)state;
    static const char *const LANGS[] = {"en", "zh-Hans"};
    for (int i = 0; i < 2; i++) {
        struct drive d = {0};
        struct bedside b;
        open_app(&d, (struct drive_params){.mode = APP_DISPLAY,
                                           .width = 1920,
                                           .height = 1080,
                                           .lang = LANGS[i]});
        check_type(&d);
        drive_pass(&d, 61);
        for (int k = 0; k < display_sentences(); k++) {
            drive_pass(&d, ATTRACT_SENTENCE_MS / 1000);
            check_type(&d);
        }
        drive_hold(&d, 1900, 20);
        check_type(&d);
        drive_let_go(&d, 1900, 20);
        bedside_open(&b, &d);
        bedside_begin(&b, CASES "lumbar_marks.json");
        check_words(&d, SESSION_PREPARED);
        bedside_needle_all(&b);
        check_words(&d, SESSION_RETAINING);
        bedside_test_all(&b);
        bedside_event(&b, "lamp-on", NULL);
        check_words(&d, SESSION_RETAINING);
        sink_say(&d.app->desk.sink, "%s", text_of(d.app->desk.texts, "clinic.case_held"));
        check_type(&d);
        bedside_event(&b, "pause", "toilet", NULL);
        check_words(&d, SESSION_RETAINING);
        bedside_event(&b, "resume", NULL);
        d.clock += 1801 * 1000;
        check_words(&d, SESSION_DUE);
        bedside_event(&b, "abort", "wish", NULL);
        check_words(&d, SESSION_REMOVING);
        bedside_remove_all(&b);
        check_words(&d, SESSION_ABORTED);
        bedside_close(&b);
        drive_close(&d);
    }
}

// ---------------------------------------------------------------- the way out and back

static void hold_corner(struct drive *d)
{
    drive_hold(d, 790, 10);
    drive_pass(d, 4);
    drive_let_go(d, 790, 10);
    drive_settle(d);
}

static void figures(struct drive *d, const char *pin)
{
    for (; *pin; pin++)
        drive_tap(d, (char[]){*pin, '#', '#', 'p', 'i', 'n', *pin, 0});
    drive_tap_id(d, "", "pin.enter");
    drive_settle(d);
}

/* with a PIN the corner alone leads nowhere, nor does guessing */
static void a_pin_guards_the_way_out(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_DISPLAY});
    assert_true(pin_hash("0417", d.app->desk.settings.pin));
    hold_corner(&d);
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    assert_int_equal(d.app->desk.shell->card, SHELL_PIN);
    // keys that are large among what is read at three metres
    struct gui_rect key = drive_find(&d, "1##pin1");
    assert_true(key.h >= 80 * eye_scale(&d.app->desk.eye));
    assert_true(key.w > 1.2f * key.h);
    for (int i = 0; i < 3; i++)
        figures(&d, "0418");
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    // what was begun is not left for the next to finish
    hold_corner(&d);
    drive_tap(&d, "0##pin0");
    drive_tap(&d, "4##pin4");
    assert_string_equal(d.app->desk.shell->pin.typed, "04");
    drive_pass(&d, 21);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    assert_string_equal(d.app->desk.shell->pin.typed, "");
    hold_corner(&d);
    figures(&d, "0417");
    assert_int_equal(d.app->desk.mode, APP_CLINIC);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_close(&d);
}

/* who left it and went away finds it again, and nobody else is led there */
static void the_display_comes_back(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_DISPLAY});
    d.app->desk.settings.return_min = 2;
    hold_corner(&d);
    assert_int_equal(d.app->desk.mode, APP_CLINIC);
    drive_pass(&d, 110);
    drive_key(&d, 'a', 0);
    drive_pass(&d, 110);
    assert_int_equal(d.app->desk.mode, APP_CLINIC);
    drive_pass(&d, 12);
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    drive_close(&d);
    open_app(&d, (struct drive_params){.mode = APP_CLINIC});
    d.app->desk.settings.return_min = 2;
    drive_pass(&d, 600);
    assert_int_equal(d.app->desk.mode, APP_CLINIC);
    drive_close(&d);
}

// ---------------------------------------------------------------- across a room

/* feet alone are needled: they stand large, with the whole body beside them and a frame
 * around what is seen; hands and feet show the whole body anyway */
static void the_treated_part_is_large(void **state)
{
    (void)state;
    drive_needs_pictures();
    static const int SIZES[][2] = {{1280, 800}, {1920, 1080}, {1080, 1920}};
    for (int i = 0; i < 3; i++) {
        struct drive d = {0};
        struct bedside b;
        char path[512];
        open_app(&d, (struct drive_params){.mode = APP_DISPLAY,
                                           .width = SIZES[i][0],
                                           .height = SIZES[i][1]});
        assert_false(d.app->desk.display->inset.shown);
        float home = d.app->desk.eye.camera.distance;
        bedside_open(&b, &d);
        bedside_begin(&b, CASES "diabetic_soles.json");
        bedside_needle_all(&b);
        drive_pass(&d, 3);
        for (int k = 0; k < 5; k++)
            drive_pass(&d, 1);
        assert_int_equal(d.app->desk.eye.aimed, AIMED_PLAN);
        assert_true(d.app->desk.display->inset.shown);
        assert_true(d.app->desk.display->inset.image != 0);
        assert_true(d.app->desk.eye.camera.distance < 0.75f * home);
        snprintf(path, sizeof path, DEQI_BINARY_DIR "/display_part_%dx%d.png",
                 SIZES[i][0], SIZES[i][1]);
        drive_save(&d, path);
        // other cards draw into its picture meanwhile: it is made anew
        if (!i) {
            sink_ask(&d.app->desk.sink, ACTION_MODE, APP_CLINIC);
            drive_settle(&d);
            assert_int_equal(d.app->desk.display->inset.image, 0);
            sink_ask(&d.app->desk.sink, ACTION_MODE, APP_DISPLAY);
            drive_settle(&d);
            drive_pass(&d, 3);
            assert_true(d.app->desk.display->inset.image != 0);
        }
        // it is over: nobody is looked at closely any more
        drive_pass(&d, 1800);
        bedside_remove_all(&b);
        bedside_event(&b, "close", NULL);
        drive_pass(&d, 3);
        drive_pass(&d, 3);
        assert_int_equal(d.app->desk.eye.aimed, AIMED_WHOLE);
        assert_false(d.app->desk.display->inset.shown);
        bedside_close(&b);
        drive_close(&d);
    }
}

/* who sits before it chooses a language by touch; the next person, and the clinic, find
 * their own */
static void its_language_is_the_person_s(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    open_app(&d, (struct drive_params){
                     .mode = APP_DISPLAY, .width = 1280, .height = 800, .lang = "en"});
    bedside_open(&b, &d);
    bedside_begin(&b, CASES "diabetic_soles.json");
    bedside_needle_all(&b);
    drive_pass(&d, 3);
    drive_click(&d, 200, 400);
    drive_settle(&d);
    drive_tap(&d, "A\u6587");
    drive_settle(&d);
    drive_save(&d, DEQI_BINARY_DIR "/display_languages.png");
    drive_tap(&d, "Deutsch");
    drive_settle(&d);
    assert_string_equal(texts_lang(d.app->desk.texts), "de");
    assert_string_equal(d.app->desk.settings.lang, "en");
    assert_int_equal(d.app->desk.mode, APP_DISPLAY);
    drive_pass(&d, 120);
    assert_string_equal(texts_lang(d.app->desk.texts), "de");
    // the session ends and goes: the next is spoken to as the house does
    bedside_event(&b, "abort", "wish", NULL);
    bedside_remove_all(&b);
    drive_pass(&d, 3);
    drive_pass(&d, 185);
    drive_pass(&d, 3);
    assert_null(shown(&d));
    drive_settle(&d);
    assert_string_equal(texts_lang(d.app->desk.texts), "en");
    // nor does who leaves it find another language than was left
    drive_click(&d, 200, 400);
    drive_settle(&d);
    drive_tap(&d, "A\u6587");
    drive_settle(&d);
    drive_tap(&d, "Espa");
    drive_settle(&d);
    assert_string_equal(texts_lang(d.app->desk.texts), "es");
    drive_hold(&d, 1270, 10);
    drive_pass(&d, 4);
    drive_let_go(&d, 1270, 10);
    drive_settle(&d);
    assert_int_equal(d.app->desk.mode, APP_CLINIC);
    assert_string_equal(texts_lang(d.app->desk.texts), "en");
    bedside_close(&b);
    drive_close(&d);
}

/* a touch shows where the way out is, for a while */
static void the_way_out_is_hinted(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, (struct drive_params){.mode = APP_DISPLAY});
    assert_true(d.app->desk.display->hinted);
    drive_pass(&d, 6);
    assert_false(d.app->desk.display->hinted);
    drive_key(&d, 'a', 0);
    assert_true(d.app->desk.display->hinted);
    drive_close(&d);
}

// ---------------------------------------------------------------- when something happens

static void says(struct drive *d, const char *title)
{
    drive_pass(d, 3);
    assert_string_equal(display_title(d->app->desk.display, shown(d),
                                      live_session_overlay(d->app->desk.live)),
                        title);
    check_type(d);
}

/* who faints is told to lie still, to the end, and never to get up */
static void who_faints_is_told_to_lie_still(void **state)
{
    (void)state;
    struct drive d = {0};
    struct bedside b;
    open_app(&d,
             (struct drive_params){.mode = APP_DISPLAY, .width = 1920, .height = 1080});
    bedside_open(&b, &d);
    bedside_begin(&b, CASES "lumbar_marks.json");
    bedside_needle_all(&b);
    says(&d, "display.title");
    // a bruise is no reason to frighten anybody
    bedside_event(&b, "incident", "haematoma", "mild", "pressed", NULL);
    says(&d, "display.title");
    bedside_event(&b, "incident", "faint", "moderate", "pale", NULL);
    says(&d, "display.aided");
    bedside_event(&b, "abort", "faint", NULL);
    says(&d, "display.stopping");
    assert_true(desk_view(&d.app->desk).layers & SCENE_POINTS);
    bedside_remove_all(&b);
    says(&d, "display.stopped");
    // with every needle out no light is left where one was (A13)
    assert_false(desk_view(&d.app->desk).layers & SCENE_POINTS);
    bedside_close(&b);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_comes_with_its_own_points),
        cmocka_unit_test(an_ended_session_makes_room),
        cmocka_unit_test(what_others_do_is_drawn_while_no_time_runs),
        cmocka_unit_test(a_second_costs_one_frame),
        cmocka_unit_test(an_open_session_respects_the_mode),
        cmocka_unit_test(the_users_own_case_waits_aside),
        cmocka_unit_test(what_was_begun_is_not_meant_for_another_session),
        cmocka_unit_test(closing_tells_of_needles_anywhere),
        cmocka_unit_test(the_screen_stays_on_for_needles),
        cmocka_unit_test(a_damaged_record_is_told_in_words),
        cmocka_unit_test(only_a_held_corner_leads_out),
        cmocka_unit_test(the_loop_takes_its_time),
        cmocka_unit_test(without_motion_only_the_words_change),
        cmocka_unit_test(nothing_is_small),
        cmocka_unit_test(a_pin_guards_the_way_out),
        cmocka_unit_test(the_display_comes_back),
        cmocka_unit_test(the_treated_part_is_large),
        cmocka_unit_test(its_language_is_the_person_s),
        cmocka_unit_test(the_way_out_is_hinted),
        cmocka_unit_test(who_faints_is_told_to_lie_still),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
