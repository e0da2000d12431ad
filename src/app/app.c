/* app.c - the life of the program with a window, and its loop.
 *
 * The loop sleeps until something happens. It draws only while frames are due: after an
 * event two (a widget may need a second frame to settle), during a flight as many as it
 * takes, and what the present mode asks for by its tick; none before the pace that it
 * set. While the window cannot be seen time goes on and alarms sound, but nothing is
 * drawn. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app_internal.h"
#include "app/cards.h"
#include "app/case_body.h"
#include "app/case_work.h"
#include "app/job.h"
#include "app/side_tiles.h"
#include "base/cut.h"
#include "document/live_session.h"
#include "import/image.h"
#include "modes/clinic.h"
#include "modes/display.h"
#include "modes/modes.h"
#include "panels/case_head.h"
#include "panels/files.h"
#include "panels/landmark_tool.h"
#include "panels/measure_tool.h"
#include "panels/rule_view.h"
#include "panels/shell.h"
#include "panels/unsaved.h"
#include "system/clock.h"
#include "text/error_words.h"

/* what was lost of the record of sessions, to whom it may concern: no patient */
static void say_journal(struct desk *desk)
{
    const char *aside = live_session_set_aside(desk->live);
    const char *why = live_session_why_not(desk->live);
    struct message m = {
        .id = *aside ? "clinic.journal_aside" : "clinic.journal_none",
        .arg = {{.name = "path", .text = aside}, {.name = "why", .text = why}}};
    char text[sizeof desk->sink.notice];
    if (desk->mode == APP_DISPLAY || (!*aside && !*why))
        return;
    text_format(desk->texts, &m, text, sizeof text);
    sink_say(&desk->sink, "%s", text);
}

/* what was done to a model file */
static void say_notes(struct desk *desk)
{
    const char *name = subject_name(desk->subject), *slash = strrchr(name, '/');
    const char *notes = subject_notes(desk->subject);
    struct message m = {.id = "body.opened_notes",
                        .arg = {{.name = "name", .text = slash ? slash + 1 : name},
                                {.name = "notes", .text = notes}}};
    char text[sizeof desk->sink.notice];
    // that it has no points stands there as long as that is so
    if (!subject_is_foreign(desk->subject) || !*notes ||
        !subject_has_landmarks(desk->subject))
        return;
    text_format(desk->texts, &m, text, sizeof text);
    sink_say(&desk->sink, "%s", text);
}

/* A case that was named stands in the window although sessions are open: these are told
 * of, and one tap away. */
static void say_others(struct desk *desk, const struct app_params *params)
{
    const struct watch *w = live_session_watch(desk->live);
    int n = watch_count(w), needles = watch_needles_in(w);
    struct message m = {
        .id = "clinic.open_some",
        .arg = {{.name = "n", .number = n}, {.name = "needles", .number = needles}}};
    char text[sizeof desk->sink.notice];
    if (!params->case_path || !n || live_session_id(desk->live))
        return;
    text_format(desk->texts, &m, text, sizeof text);
    sink_say(&desk->sink, "%s", text);
}

// ---------------------------------------------------------------- life

static const char *paste(void *window)
{
    return window_clipboard(window);
}

static void copy(void *window, const char *text)
{
    window_set_clipboard(window, text);
}

/* without it the desktop shows one of its own */
static void show_icon(struct window *window, const char *data_dir)
{
    char path[PATH_MAX];
    struct image icon;
    struct error ignored;
    if (!cut_print(path, sizeof path, "%s/assets/icon.png", data_dir) ||
        !image_load(path, &icon, &ignored))
        return;
    window_icon(window, icon.rgba, icon.width, icon.height);
    image_free(&icon);
}

static bool open_window(struct app *app, struct error *error)
{
    const struct app_params *p = &app->params;
    app->desk.settings.fullscreen |= p->start == APP_FULLSCREEN;
    struct window_params window = {
        .title = "deqi",
        .width = p->width ? p->width : app->desk.settings.width,
        .height = p->height ? p->height : app->desk.settings.height,
        .min_width = APP_LEAST_WIDTH,
        .min_height = APP_LEAST_HEIGHT,
        .mode = app->desk.settings.fullscreen ? WINDOW_FULLSCREEN : WINDOW_NORMAL,
        .screen = p->screen};
    app->window = window_create(&window, error);
    if (!app->window)
        return false;
    show_icon(app->window, p->data_dir);
    app->desk.picture =
        picture_create(PICTURE_WINDOW, window_getproc, p->data_dir, error);
    if (!app->desk.picture)
        return false;
    gui_use_clipboard(picture_gui(app->desk.picture),
                      &(struct gui_clipboard){paste, copy, app->window});
    const char *note = gui_font_note(picture_gui(app->desk.picture));
    if (note)
        fprintf(stderr, "deqi: %s\n", note);
    return true;
}

static void first_view(struct app *app)
{
    struct app_eye *v = &app->desk.eye;
    int width, height;
    window_size(app->window, &width, &height);
    v->port = (struct camera_port){.width = width, .height = height};
    v->port.scale = picture_scale(
        width, height, app->desk.settings.text_scale * window_density(app->window));
    // what is remembered may be from when skins could be mixed
    v->layers = layers_tidy(app->desk.settings.layers);
    v->hover = v->hover_line = -1;
    v->moved_ms = -1000;
    director_first_view(&app->director);
    director_show_plan(&app->desk.sink, app->desk.mode);
}

/* The body that was asked for, else the one that is remembered. What is remembered may be
 * gone or damaged by now: `why` then tells, and the neutral body stands in. */
static struct subject *make_subject(const struct app_params *p,
                                    const struct settings_body *body, struct error *why,
                                    struct error *error)
{
    enum { SET_MOST = SETTINGS_SHAPES + 64 /* more than a command line may have */ };
    char words[SETTINGS_SHAPES][32];
    const char *set[SET_MOST];
    if (p->body)
        return subject_create(p->data_dir, p->body, p->set, p->n_set, error);
    int n = settings_body_words(body, words);
    for (int i = 0; i < n; i++)
        set[i] = words[i];
    for (int i = 0; i < p->n_set && n < SET_MOST; i++)
        set[n++] = p->set[i];
    struct subject *subject = subject_create(p->data_dir, body->name, set, n, why);
    return subject ? subject : subject_create(p->data_dir, NULL, p->set, p->n_set, error);
}

/* The session that was named; else, where no case was, what was open when the program
 * ended: the most urgent, in the mode in which it can be gone on with unless one was
 * asked for. A display shows a session before any case. */
static bool take_up(struct app *app, struct error *error)
{
    const struct app_params *p = &app->params;
    struct session_time at = desk_session_time(&app->desk.clock);
    live_session_look(app->desk.live, &at);
    const struct watch *w = live_session_watch(app->desk.live);
    int64_t id = p->session                             ? p->session
                 : !watch_count(w)                      ? 0
                 : app->desk.mode == APP_DISPLAY        ? LIVE_SESSION_LAST
                 : p->case_path || p->mode == APP_BOARD ? 0
                                                        : watch_item(w, 0)->id;
    bool display = app->desk.mode == APP_DISPLAY && !p->session;
    bool found = (id || display) && case_work_take_up(&app->desk, id);
    if (p->session && !found)
        return error_set(error, "there is no session %lld in the journal",
                         (long long)p->session);
    if (display && found && p->case_path)
        fprintf(stderr, "deqi: session %lld is open and is shown instead of %s\n",
                (long long)live_session_id(app->desk.live), p->case_path);
    if (!found || p->mode >= 0)
        return true;
    app->desk.mode = APP_CLINIC;
    director_show_plan(&app->desk.sink, app->desk.mode);
    return true;
}

/* another room did something */
static void wake(void *window)
{
    window_wake(window);
}

/* none over a session: needles come first */
static void say_welcome(struct desk *desk, const struct app_params *params)
{
    bool before_staff = desk->mode == APP_TEACH || desk->mode == APP_CLINIC;
    if (params->welcome == APP_WELCOME && !desk->settings.welcomed && before_staff &&
        !live_session_id(desk->live))
        cards_open(desk, SHELL_WELCOME);
}

struct app *app_create(const struct app_params *params, struct error *error)
{
    struct app *app = xcalloc(1, sizeof *app);
    app->params = *params;
    app->desk.data_dir = params->data_dir;
    app->desk.named_session = params->session;
    app->desk.clock.given = params->clock;
    app->desk.search.data_dir = params->data_dir;
    app->desk.sink.actions = ACTIONS;
    app->desk.clock.now_ms = app->desk.clock.frame_ms = clock_monotonic_ms();
    settings_load(&app->desk.settings);
    app->kept = app->desk.settings;
    app->kept.readable_pin = false; // one that can be read is written anew
    app->desk.mode =
        params->mode >= 0 ? (enum app_mode)params->mode : app->desk.settings.mode;
    app->desk.words = arena_create();
    dossier_init(&app->desk.dossier);
    app->desk.brush = (struct case_brush){
        .side = CASE_BOTH, .kinds = CASE_NUMBNESS, .last = BRUSH_NUMB, .stroke = 1};
    app->desk.stage = stage_create();
    app->desk.rule = rule_view_create();
    app->desk.eye.region = -1;
    app->desk.shell = shell_create();
    app->desk.sides = side_tiles_create();
    app->desk.landmark_tool = landmark_tool_create();
    app->desk.measure_tool = measure_tool_create();
    char demo[PATH_MAX + 64];
    snprintf(demo, sizeof demo, "%s/assets/cases/diabetic_soles.json", params->data_dir);
    struct error why = {0};
    app->desk.subject = make_subject(&app->params, &app->desk.settings.body, &why, error);
    app->desk.dossier.body = subject_planned_standing;
    app->desk.dossier.subject = app->desk.subject;
    if (!app->desk.subject ||
        !(app->desk.dossier.engine =
              engine_load(params->data_dir, subject_catalog(app->desk.subject), error)) ||
        !case_work_open(&app->desk, params->case_path ? params->case_path : demo, error))
        goto fail;
    app->director = director_of(&app->desk);
    app->hands = (struct hands){.desk = &app->desk, .director = &app->director};
    app->jobs = (struct jobs){.desk = &app->desk, .director = &app->director};
    case_body_follow(&app->desk, &app->params);
    if (!open_window(app, error))
        goto fail;
    first_view(app);
    // a window as it came is no change
    program_remember_size(app);
    app->kept.width = app->desk.settings.width;
    app->kept.height = app->desk.settings.height;
    app->desk.live = live_session_create(params->journal, wake, app->window);
    if (!take_up(app, error))
        goto fail;
    for (int i = 0; i < APP_MODES; i++)
        if (MODES[i]->create && !MODES[i]->create(&app->desk, error))
            goto fail;
    if (!program_set_lang(app, params->lang ? params->lang : app->desk.settings.lang) &&
        !program_set_lang(app, "en")) {
        error_set(error, "the texts cannot be read");
        goto fail;
    }
    if (why.text[0]) {
        error_print(&why, stderr);
        sink_say_that(&app->desk.sink, app->desk.texts, "body.gone", &why);
    }
    if (app->desk.mode != APP_DISPLAY)
        say_notes(&app->desk);
    say_journal(&app->desk);
    say_others(&app->desk, params);
    say_welcome(&app->desk, params);
    app->running = true;
    sink_redraw(&app->desk.sink);
    return app;
fail:
    app_destroy(&app);
    return NULL;
}

struct desk *app_desk(struct app *app)
{
    return &app->desk;
}

void app_destroy(struct app **pointer)
{
    struct app *app = pointer ? *pointer : NULL;
    if (!app)
        return;
    for (int i = 0; i < APP_MODES; i++)
        if (MODES[i]->destroy)
            MODES[i]->destroy(&app->desk);
    if (app->desk.shell)
        job_stop(&app->jobs);
    shell_destroy(&app->desk.shell);
    side_tiles_destroy(&app->desk.sides);
    live_session_destroy(&app->desk.live);
    picture_destroy(&app->desk.picture);
    window_destroy(&app->window);
    stage_destroy(&app->desk.stage);
    rule_view_destroy(&app->desk.rule);
    landmark_tool_destroy(&app->desk.landmark_tool);
    measure_tool_destroy(&app->desk.measure_tool);
    dossier_clear(&app->desk.dossier);
    sink_clear(&app->desk.sink);
    arena_destroy(&app->desk.words);
    engine_destroy(&app->desk.dossier.engine);
    subject_destroy(&app->desk.subject);
    texts_destroy(&app->desk.texts);
    texts_destroy(&app->desk.search.chinese);
    texts_destroy(&app->desk.search.english);
    arena_destroy(&app->desk.search.arena);
    free(app);
    *pointer = NULL;
}

// ---------------------------------------------------------------- the loop

/* A widget sees a press only if a frame is drawn before the release. */
static bool must_draw_before_next(const struct window_event *e)
{
    return e->kind == WINDOW_PRESS || e->kind == WINDOW_RELEASE ||
           e->kind == WINDOW_CANCEL || e->kind == WINDOW_KEY || e->kind == WINDOW_KEY_UP;
}

static void take_events(struct app *app, int wait_ms)
{
    struct window_event e;
    bool more = wait_ms == 0 ? window_poll(app->window, &e)
                             : window_wait(app->window, wait_ms, &e);
    app->desk.clock.now_ms = clock_monotonic_ms();
    while (more) {
        app_handle(app, &e);
        if (must_draw_before_next(&e))
            break;
        more = window_poll(app->window, &e);
    }
}

/* Halos breathe and channels flow in teach and display; with panels to draw a little
 * slower on a software driver. */
static int animation_ms(const struct desk *desk)
{
    bool calm = desk->settings.reduced_motion || desk->mode == APP_CLINIC;
    uint32_t n_lit;
    stage_lit(desk->stage, &n_lit);
    if (calm || !n_lit || !picture_settled(desk->picture))
        return -1;
    bool slow = picture_info(desk->picture).software && desk->mode != APP_DISPLAY;
    return slow ? 100 : 66;
}

/* What cannot be kept is said once, and tried again when something else changes and at
 * the end. */
static void keep_settings(struct app *app)
{
    struct error error;
    bool again = app->unkept && !app->running;
    program_remember_size(app);
    if (settings_equal(&app->kept, &app->desk.settings) && !again)
        return;
    memcpy(&app->kept, &app->desk.settings, sizeof app->kept);
    if (settings_save(&app->desk.settings, &error)) {
        app->unkept = false;
    } else if (!app->unkept) {
        app->unkept = true;
        error_print(&error, stderr);
        sink_say_that(&app->desk.sink, app->desk.texts, "preferences.unkept", &error);
    }
}

/* what is due while nobody can see it is drawn when the window comes back */
static bool draws_now(const struct sink *sink, const struct window *window)
{
    return sink->frames_due > 0 && window_seen(window);
}

/* nothing is held, and nothing is left to draw of what the hand did */
static bool hand_rests(const struct app_pointer *pointer)
{
    const bool *held = pointer->gui.button;
    return !held[0] && !held[1] && !held[2];
}

/* The screen stays on in display, and for whoever has needles to watch. */
static void keep_screen(struct app *app)
{
    const struct session *s = live_session_state(app->desk.live);
    bool awake = app->desk.mode == APP_DISPLAY || app->desk.mode == APP_BOARD ||
                 (s && session_is_open(s)) ||
                 watch_needles_in(live_session_watch(app->desk.live));
    int sleep = awake ? SINK_STAYS_AWAKE : APP_MAY_SLEEP;
    if (sleep == (int)app->sleep)
        return;
    app->sleep = sleep;
    if (awake)
        window_keep_awake(app->window);
    else
        window_let_sleep(app->window);
}

/* what was said is shown for some seconds, its letters from the first frame on */
static void keep_notice(struct desk *desk, int64_t *until_ms)
{
    if (!desk->sink.said)
        return;
    desk->sink.said = false;
    // what took long before this frame is no part of its time
    int64_t now = desk->clock.given ? *desk->clock.given : clock_monotonic_ms();
    *until_ms = now + desk->sink.notice_ms;
    gui_need(picture_gui(desk->picture), desk->sink.notice);
}

/* Which case this is, with a mark where it is not saved. What a patient looks at names
 * nobody. */
static void keep_title(struct app *app)
{
    const struct dossier *dossier = &app->desk.dossier;
    char name[320], title[sizeof app->title];
    case_head_name(dossier, app->desk.texts, name, sizeof name);
    bool unsaved = history_unsaved(dossier->history);
    if (app->desk.mode == APP_DISPLAY || app->desk.mode == APP_BOARD)
        cut_print(title, sizeof title, "deqi");
    else
        cut_print(title, sizeof title, "%s%s \u2013 deqi", name, unsaved ? " *" : "");
    if (strcmp(title, app->title) == 0)
        return;
    memcpy(app->title, title, sizeof title);
    window_title(app->window, title);
}

/* how long what is due has to wait yet */
static int pace_left_ms(const struct app_clock *clock, const struct sink *sink,
                        int64_t paced_ms)
{
    int64_t gone = desk_time_ms(clock) - paced_ms;
    return gone >= 0 && gone < sink->pace_ms ? (int)(sink->pace_ms - gone) : 0;
}

/* what the display wants, which draws nothing by itself */
static void look_for_session(struct desk *desk)
{
    struct display *d = desk->display;
    if (!d || !d->looks)
        return;
    if (!case_work_take_up(desk, LIVE_SESSION_LAST) &&
        d->looks == DISPLAY_LOOKS_OR_LEAVES)
        case_work_leave(desk);
    d->looks = DISPLAY_CONTENT;
}

bool app_step(struct app *app, int wait_ms)
{
    const struct mode_table *mode = MODES[app->desk.mode];
    int watch = clinic_watch(&app->desk),
        again = mode->tick ? mode->tick(&app->desk) : -1;
    look_for_session(&app->desk);
    display_return(&app->desk);
    if (watch >= 0 && (again < 0 || watch < again))
        again = watch;
    int animate = window_seen(app->window) ? animation_ms(&app->desk) : -1;
    if (animate >= 0 && app->desk.clock.now_ms - app->desk.clock.frame_ms >= animate &&
        !app->desk.sink.frames_due)
        app->desk.sink.frames_due = 1;
    if (animate >= 0 && (again < 0 || again > animate))
        again = animate;
    keep_screen(app);
    keep_title(app);
    keep_notice(&app->desk, &app->notice_until_ms);
    if (app->desk.sink.notice[0] &&
        desk_time_ms(&app->desk.clock) > app->notice_until_ms) {
        app->desk.sink.notice[0] = 0;
        sink_redraw(&app->desk.sink);
    }
    if (app->desk.sink.notice[0] && (again < 0 || again > 500))
        again = 500;
    int files = files_wait_ms(app->desk.shell);
    if (files >= 0 && files_look(app->desk.shell, app->desk.picture, app->desk.texts))
        sink_redraw(&app->desk.sink);
    if (files >= 0 && (again < 0 || again > files))
        again = files;
    int graphics = graphics_wait_ms(app);
    if (graphics >= 0 && (again < 0 || again > graphics))
        again = graphics;
    if (draws_now(&app->desk.sink, app->window))
        again = pace_left_ms(&app->desk.clock, &app->desk.sink, app->paced_ms);
    if (again >= 0 && (wait_ms < 0 || again < wait_ms))
        wait_ms = again;
    enum { LOOKS_EVERY_MS = 30 };
    if (app->desk.work.on && wait_ms)
        wait_ms = app->desk.work.waits ? LOOKS_EVERY_MS : 0;
    take_events(app, wait_ms);
    job_step(&app->jobs);
    if (draws_now(&app->desk.sink, app->window) &&
        !pace_left_ms(&app->desk.clock, &app->desk.sink, app->paced_ms)) {
        struct error error;
        app->desk.sink.frames_due--;
        app->n_frames++;
        app->paced_ms = desk_time_ms(&app->desk.clock);
        actions_run_all(app);
        if (case_body_follow(&app->desk, &app->params))
            director_refit(&app->director, DIRECTOR_REFIT_WINDOW);
        keep_notice(&app->desk, &app->notice_until_ms);
        actions_offer(&app->desk);
        if (app_draw(app, &error))
            graphics_drawn(app);
        else
            graphics_failed(app, &error);
    }
    bool rests =
        hand_rests(&app->desk.pointer) && !draws_now(&app->desk.sink, app->window);
    if (rests || !app->running)
        keep_settings(app);
    return app->running;
}

int app_run(struct app *app)
{
    while (app_step(app, -1))
        ;
    return 0;
}
