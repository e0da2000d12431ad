/* program.c - what changes the whole program: its mode, its language, its window, its
 * end.
 */
#include <stdio.h>
#include <string.h>

#include "app/app_internal.h"
#include "app/cards.h"
#include "document/live_session.h"
#include "modes/modes.h"
#include "panels/landmark_tool.h"
#include "panels/measure_tool.h"
#include "panels/shell.h"

/* Needles in any body, here or in a session that another window shows: it is said, and
 * then left to whoever closes. The journal goes on. A patient's display is closed by the
 * staff, who have their own. */
static bool needles_ask(struct app *app)
{
    struct shell *shell = app->desk.shell;
    if (app->desk.mode == APP_DISPLAY || shell->needles_known ||
        !watch_needles_in(live_session_watch(app->desk.live)))
        return false;
    cards_open(&app->desk, SHELL_NEEDLES);
    return true;
}

void program_ask_to_close(struct app *app)
{
    struct session_time at = desk_session_time(&app->desk.clock);
    live_session_look(app->desk.live, &at);
    // a waiting room is not asked
    if (!needles_ask(app) && (app->desk.mode == APP_DISPLAY ||
                              (!cards_ask_landmarks(&app->desk, CARDS_BEFORE_END) &&
                               !cards_ask_unsaved(&app->desk))))
        app->running = false;
    sink_redraw(&app->desk.sink);
}

// ---------------------------------------------------------------- language and glyphs

static void need_text(const char *id, const char *text, void *gui)
{
    (void)id;
    gui_need(gui, text);
}

static void need_points(struct app *app)
{
    const struct catalog *c = subject_catalog(app->desk.subject);
    struct gui *gui = picture_gui(app->desk.picture);
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

bool program_speak(struct app *app, const char *lang)
{
    struct error error;
    struct texts *texts = texts_load(app->params.data_dir, lang, &error);
    if (!texts) {
        error_print(&error, stderr);
        if (app->desk.texts)
            sink_say_why(&app->desk.sink, app->desk.texts, &error);
        return false;
    }
    texts_destroy(&app->desk.texts);
    app->desk.texts = texts;
    app->desk.search.listed = false;
    app->desk.search.n_entries = 0; // their titles were the old language's
    gui_set_lang(picture_gui(app->desk.picture), lang);
    texts_each(texts, need_text, picture_gui(app->desk.picture));
    gui_need(picture_gui(app->desk.picture), "·×–—‘’“”…←→↑↓−≤≥°′");
    need_points(app);
    if (MODES[app->desk.mode]->enter)
        MODES[app->desk.mode]->enter(&app->desk);
    sink_redraw(&app->desk.sink);
    return true;
}

bool program_set_lang(struct app *app, const char *lang)
{
    if (!program_speak(app, lang))
        return false;
    // it may be the very one that is remembered
    if (lang != app->desk.settings.lang)
        snprintf(app->desk.settings.lang, sizeof app->desk.settings.lang, "%s", lang);
    return true;
}

void program_next_lang(struct app *app)
{
    struct language all[LANGUAGES_MAX];
    int n = texts_languages(app->params.data_dir, all), at = 0;
    while (at < n && strcmp(all[at].id, app->desk.settings.lang) != 0)
        at++;
    if (n)
        program_set_lang(app, all[at + 1 < n ? at + 1 : 0].id);
}

void program_set_mode(struct app *app, enum app_mode mode)
{
    if (mode == app->desk.mode)
        return;
    if (MODES[app->desk.mode]->leave)
        MODES[app->desk.mode]->leave(&app->desk);
    bool whole = app->desk.mode == APP_DISPLAY;
    if (mode == APP_DISPLAY)
        app->desk.from_teach = app->desk.mode == APP_TEACH;
    app->desk.mode = app->desk.settings.mode = mode;
    // its tools stay behind, and what was searched for
    app->desk.brush.tool = BRUSH_NONE;
    measure_tool_put_away(app->desk.measure_tool);
    landmark_tool_put_away(app->desk.landmark_tool);
    app->desk.search.query[0] = 0;
    app->desk.shell->zoom = 1;
    app->desk.eye.names_hidden = false;
    director_select(&app->director, "", SIDE_M, SINK_STAY);
    if (MODES[app->desk.mode]->enter)
        MODES[app->desk.mode]->enter(&app->desk);
    // who waits or is treated sees a body, and nothing that was said to who works on it
    if (mode == APP_DISPLAY) {
        sink_hush(&app->desk.sink);
        cards_open(&app->desk, SHELL_NO_CARD);
        sink_fly_home(&app->desk.sink, "front");
    } else if (whole) {
        director_show_plan(&app->desk.sink, app->desk.mode);
    }
    sink_redraw(&app->desk.sink);
}

/* of the window, not of a full screen, nor of one that a desktop has shrunk to nothing */
void program_remember_size(struct app *app)
{
    int width, height;
    window_points(app->window, &width, &height);
    if (app->desk.settings.fullscreen || width < APP_LEAST_WIDTH ||
        height < APP_LEAST_HEIGHT)
        return;
    app->desk.settings.width = width;
    app->desk.settings.height = height;
}

void program_toggle_fullscreen(struct app *app)
{
    program_remember_size(app);
    app->desk.settings.fullscreen = !app->desk.settings.fullscreen;
    window_toggle_fullscreen(app->window);
    sink_redraw(&app->desk.sink);
}
