/* app.c - the life of the program with a window, and its loop.
 *
 * The loop sleeps until something happens. It draws only while frames are due: after an
 * event two (a widget may need a second frame to settle), during a flight as many as it
 * takes, and what the present mode asks for by its tick. */
#include "app/app.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/clinic.h"
#include "app/clinic_session.h"
#include "app/job.h"
#include "app/landmark_tool.h"
#include "app/modes.h"
#include "app/rule_view.h"
#include "app/shell.h"
#include "platform/clock.h"

static const struct mode_table *const MODES[APP_MODES] = {
    [APP_TEACH] = &TEACH_MODE,
    [APP_DISPLAY] = &DISPLAY_MODE,
    [APP_CLINIC] = &CLINIC_MODE,
};

const struct mode_table *mode_now(const struct app *app)
{
    return MODES[app->mode];
}

bool mode_press(struct app *app, float x, float y)
{
    return mode_now(app)->press && mode_now(app)->press(app, x, y);
}

void mode_drag(struct app *app, float x, float y)
{
    if (mode_now(app)->drag)
        mode_now(app)->drag(app, x, y);
}

void mode_release(struct app *app, float x, float y)
{
    if (mode_now(app)->release)
        mode_now(app)->release(app, x, y);
}

bool mode_click(struct app *app, float x, float y)
{
    if (landmark_tool_click(app, x, y))
        return true;
    return mode_now(app)->click && mode_now(app)->click(app, x, y);
}

bool mode_key(struct app *app, uint32_t key, unsigned mods)
{
    return mode_now(app)->key && mode_now(app)->key(app, key, mods);
}

void mode_touched(struct app *app)
{
    if (mode_now(app)->touched)
        mode_now(app)->touched(app);
}

void app_ask_to_close(struct app *app)
{
    for (int i = 0; i < APP_MODES; i++) {
        if (MODES[i]->may_close && !MODES[i]->may_close(app)) {
            app_redraw(app);
            return;
        }
    }
    app->running = false;
}

void app_redraw(struct app *app)
{
    app->frames_due = app->frames_due > 2 ? app->frames_due : 2;
}

const char *app_text(const struct app *app, const char *id)
{
    return texts_get(app->texts, id, NULL);
}

/* a test's own time stands still while a slow machine draws */
static int64_t notice_time(const struct app *app)
{
    return app->params.clock ? *app->params.clock : app->now_ms;
}

void app_say(struct app *app, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(app->notice, sizeof app->notice, format, args);
    va_end(args);
    gui_need(picture_gui(app->picture), app->notice);
    app->notice_until_ms = notice_time(app) + 6000;
    app_redraw(app);
}

int64_t app_unix_ms(const struct app *app)
{
    return app->params.clock ? *app->params.clock : clock_unix_ms();
}

const struct theme *app_theme(const struct app *app)
{
    return app->settings.dark[app->mode] ? &THEME_DARK : &THEME_LIGHT;
}

float app_scale(const struct app *app)
{
    return app->view.port.scale > 0 ? app->view.port.scale : 1;
}

// ---------------------------------------------------------------- language and glyphs

static void need_text(const char *id, const char *text, void *gui)
{
    (void)id;
    gui_need(gui, text);
}

static void need_points(struct app *app)
{
    const struct catalog *c = subject_catalog(app->subject);
    struct gui *gui = picture_gui(app->picture);
    for (int i = 0; i < c->n_points; i++) {
        const struct point *p = &c->point[i];
        const char *const texts[] = {p->pinyin,   p->hanzi,       p->english,
                                     p->location, p->needle.text, p->note};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            gui_need(gui, texts[k]);
    }
    for (int i = 0; i < c->n_channels; i++) {
        gui_need(gui, c->channel[i].hanzi);
        gui_need(gui, c->channel[i].pinyin);
    }
}

bool app_set_lang(struct app *app, const char *lang)
{
    struct error error;
    struct texts *texts = texts_load(app->params.data_dir, lang, &error);
    if (!texts) {
        error_print(&error, stderr);
        return false;
    }
    texts_destroy(&app->texts);
    app->texts = texts;
    // it may be the very one that is remembered
    if (lang != app->settings.lang)
        snprintf(app->settings.lang, sizeof app->settings.lang, "%s", lang);
    texts_each(texts, need_text, picture_gui(app->picture));
    gui_need(picture_gui(app->picture), "·×–—‘’“”…←→↑↓−≤≥°′");
    need_points(app);
    if (mode_now(app)->enter)
        mode_now(app)->enter(app);
    app_redraw(app);
    return true;
}

void app_set_mode(struct app *app, enum app_mode mode)
{
    if (mode == app->mode)
        return;
    if (mode_now(app)->leave)
        mode_now(app)->leave(app);
    app->mode = app->settings.mode = mode;
    app->marks_stale = true;
    app_select(app, "", SIDE_M, APP_STAY);
    if (mode_now(app)->enter)
        mode_now(app)->enter(app);
    app_redraw(app);
}

void app_toggle_fullscreen(struct app *app)
{
    // the size that is remembered is that of the window
    if (!app->settings.fullscreen)
        window_size(app->window, &app->settings.width, &app->settings.height);
    app->settings.fullscreen = !app->settings.fullscreen;
    window_toggle_fullscreen(app->window);
    app_redraw(app);
}

// ---------------------------------------------------------------- life

static bool open_window(struct app *app, struct error *error)
{
    const struct app_params *p = &app->params;
    app->settings.fullscreen |= p->start == APP_FULLSCREEN;
    struct window_params window = {.title = "deqi",
                                   .width = p->width ? p->width : app->settings.width,
                                   .height = p->height ? p->height : app->settings.height,
                                   .min_width = 200,
                                   .min_height = 150,
                                   .mode = app->settings.fullscreen ? WINDOW_FULLSCREEN
                                                                    : WINDOW_NORMAL};
    app->window = window_create(&window, error);
    if (!app->window)
        return false;
    app->picture = picture_create(PICTURE_WINDOW, window_getproc, p->data_dir, error);
    if (!app->picture)
        return false;
    const char *note = gui_font_note(picture_gui(app->picture));
    if (note)
        fprintf(stderr, "deqi: %s\n", note);
    return true;
}

static void first_view(struct app *app)
{
    struct app_view *v = &app->view;
    int width, height;
    float min[3], max[3];
    window_size(app->window, &width, &height);
    v->port = (struct camera_port){.width = width, .height = height};
    v->port.scale = picture_scale(width, height,
                                  app->settings.text_scale * window_density(app->window));
    v->layers = app->settings.layers;
    v->hover = -1;
    v->moved_ms = -1000;
    v->at_home = true;
    camera_named(&v->camera, "front");
    mesh_bounds(subject_mesh(app->subject), min, max);
    camera_fit(&v->camera, &v->port, min, max, 0.05f);
}

/* a session that was open when the program ended comes back with its case */
void app_take_up_session(struct app *app, int64_t id)
{
    json_t *json = NULL;
    if (!running_take_up(app->running_session, id, &json))
        return;
    struct session_time at = app_session_time(app);
    running_look(app->running_session, &at);
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    struct case_record *record = xcalloc(1, sizeof *record);
    if (text && case_parse("(journal)", text, strlen(text), app->engine, record, NULL)) {
        history_destroy(&app->record.history);
        app->record.history = history_create(record);
        app_case_changed(app);
    }
    free(record);
    free(text);
    json_decref(json);
    if (app->running)
        app_set_mode(app, APP_CLINIC);
    else
        app->mode = APP_CLINIC;
}

struct app *app_create(const struct app_params *params, struct error *error)
{
    struct app *app = xcalloc(1, sizeof *app);
    app->params = *params;
    app->now_ms = app->frame_ms = clock_monotonic_ms();
    settings_load(&app->settings);
    app->mode = params->mode >= 0 ? (enum app_mode)params->mode : app->settings.mode;
    app->record.arena = arena_create();
    app->brush =
        (struct case_brush){.side = CASE_BOTH, .kinds = CASE_NUMBNESS, .stroke = 1};
    app->highlight = highlight_create();
    app->tint = tint_create();
    app->rule = rule_view_create();
    app->view.region = -1;
    app->shell = shell_create();
    app->landmark_tool = landmark_tool_create();
    char demo[1200];
    snprintf(demo, sizeof demo, "%s/assets/cases/diabetic_soles.json", params->data_dir);
    app->subject =
        subject_create(params->data_dir, params->body, params->set, params->n_set, error);
    if (!app->subject ||
        !(app->engine =
              engine_load(params->data_dir, subject_catalog(app->subject), error)) ||
        !app_open_case(app, params->case_path ? params->case_path : demo, error) ||
        !open_window(app, error))
        goto fail;
    first_view(app);
    app->running_session = running_create(params->journal);
    app_take_up_session(app, RUNNING_LAST);
    for (int i = 0; i < APP_MODES; i++)
        if (MODES[i]->create && !MODES[i]->create(app, error))
            goto fail;
    if (!app_set_lang(app, params->lang ? params->lang : app->settings.lang) &&
        !app_set_lang(app, "en")) {
        error_set(error, "the texts cannot be read");
        goto fail;
    }
    app->running = true;
    app->frames_due = 3;
    return app;
fail:
    app_destroy(&app);
    return NULL;
}

void app_destroy(struct app **pointer)
{
    struct app *app = pointer ? *pointer : NULL;
    if (!app)
        return;
    for (int i = 0; i < APP_MODES; i++)
        if (MODES[i]->destroy)
            MODES[i]->destroy(app);
    if (app->shell)
        job_stop(app);
    shell_destroy(&app->shell);
    running_destroy(&app->running_session);
    picture_destroy(&app->picture);
    window_destroy(&app->window);
    highlight_destroy(&app->highlight);
    tint_destroy(&app->tint);
    rule_view_destroy(&app->rule);
    landmark_tool_destroy(&app->landmark_tool);
    history_destroy(&app->record.history);
    arena_destroy(&app->record.arena);
    engine_destroy(&app->engine);
    subject_destroy(&app->subject);
    texts_destroy(&app->texts);
    texts_destroy(&app->chinese);
    free(app);
    *pointer = NULL;
}

// ---------------------------------------------------------------- the loop

/* A widget sees a press only if a frame is drawn before the release. */
static bool must_draw_before_next(const struct window_event *e)
{
    return e->kind == WINDOW_PRESS || e->kind == WINDOW_RELEASE ||
           e->kind == WINDOW_KEY || e->kind == WINDOW_KEY_UP;
}

static void take_events(struct app *app, int wait_ms)
{
    struct window_event e;
    bool more = wait_ms == 0 ? window_poll(app->window, &e)
                             : window_wait(app->window, wait_ms, &e);
    app->now_ms = clock_monotonic_ms();
    while (more) {
        app_handle(app, &e);
        if (must_draw_before_next(&e))
            break;
        more = window_poll(app->window, &e);
    }
}

/* Halos breathe and channels flow in teach and display; with panels to draw a little
 * slower on a software driver. */
static int animation_ms(const struct app *app)
{
    bool calm = app->settings.reduced_motion || app->mode == APP_CLINIC;
    if (calm || !app->n_marks || !picture_settled(app->picture))
        return -1;
    bool slow = picture_info(app->picture).software && app->mode != APP_DISPLAY;
    return slow ? 100 : 66;
}

bool app_step(struct app *app, int wait_ms)
{
    const struct mode_table *mode = mode_now(app);
    int watch = clinic_watch(app), again = mode->tick ? mode->tick(app) : -1;
    if (watch >= 0 && (again < 0 || watch < again))
        again = watch;
    int animate = animation_ms(app);
    if (animate >= 0 && app->now_ms - app->frame_ms >= animate && !app->frames_due)
        app->frames_due = 1;
    if (animate >= 0 && (again < 0 || again > animate))
        again = animate;
    if (app->notice[0] && notice_time(app) > app->notice_until_ms) {
        app->notice[0] = 0;
        app_redraw(app);
    }
    if (app->notice[0] && (again < 0 || again > 500))
        again = 500;
    if (app->frames_due > 0)
        wait_ms = 0;
    else if (again >= 0 && (wait_ms < 0 || again < wait_ms))
        wait_ms = again;
    take_events(app, wait_ms);
    job_step(app);
    if (app->frames_due > 0) {
        struct error error;
        app->frames_due--;
        if (!app_draw(app, &error))
            error_print(&error, stderr);
    }
    return app->running;
}

int app_run(struct app *app)
{
    while (app_step(app, -1))
        ;
    if (!app->settings.fullscreen)
        window_size(app->window, &app->settings.width, &app->settings.height);
    struct error error;
    if (!settings_save(&app->settings, &error))
        error_print(&error, stderr);
    return 0;
}
