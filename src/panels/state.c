/* state.c - the little that everybody asks of the state: its words, its time, its look.
 */
#include "panels/state.h"

#include <stdarg.h>

#include "base/cut.h"
#include "document/live_session.h"
#include "platform/clock.h"
#include "text/error_words.h"

void app_redraw(struct app *app)
{
    app->frames_due = app->frames_due > 2 ? app->frames_due : 2;
}

const char *app_text(const struct app *app, const char *id)
{
    return texts_get(app->texts, id, NULL);
}

void app_unsettle(struct app *app)
{
    app->unsettled = true;
    app_redraw(app);
}

void app_redraw_once(struct app *app)
{
    app->frames_due = app->frames_due > 1 ? app->frames_due : 1;
}

void app_say(struct app *app, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    cut_vprint(app->notice, sizeof app->notice, format, args);
    va_end(args);
    gui_need(picture_gui(app->picture), app->notice);
    // what took long before this frame is no part of its time
    int64_t now = app->params.clock ? *app->params.clock : clock_monotonic_ms();
    app->notice_until_ms = now + 6000;
    app_redraw(app);
}

void app_say_error(struct app *app, const struct error *error)
{
    char words[sizeof app->notice];
    error_words_at(app->texts, error, words, sizeof words);
    app_say(app, "%s", words);
}

void app_say_why(struct app *app, const struct error *error)
{
    char words[sizeof app->notice];
    error_words(app->texts, error, words, sizeof words);
    app_say(app, "%s", words);
}

int64_t app_unix_ms(const struct app *app)
{
    return app->params.clock ? *app->params.clock : clock_unix_ms();
}

struct session_time app_session_time(const struct app *app)
{
    struct session_time at = {.wall_ms = app_unix_ms(app)};
    if (app->params.clock) {
        at.mono_ms = -1;
        at.entered = true;
        return at;
    }
    at.mono_ms = clock_boot_ms();
    clock_boot_id(at.boot);
    return at;
}

int64_t app_time_ms(const struct app *app)
{
    return app->params.clock ? *app->params.clock : app->now_ms;
}

const struct theme *app_theme(const struct app *app)
{
    return app->settings.dark[app->mode] ? &THEME_DARK : &THEME_LIGHT;
}

float app_scale(const struct app *app)
{
    return app->view.port.scale > 0 ? app->view.port.scale : 1;
}

void app_request(struct app *app, const struct request *request)
{
    // more than a hand can press in one frame
    if (app->n_requests < REQUESTS_MOST)
        app->request[app->n_requests++] = *request;
    app_redraw(app);
}

void app_ask(struct app *app, enum action_id id, int64_t argument)
{
    app_request(app, &(struct request){.id = id, .argument = argument});
}

bool app_works(const struct app *app)
{
    return app->job != NULL;
}

bool app_may(const struct app *app, enum action_id id)
{
    const struct action *a = &app->actions[id];
    // what a session was begun with stays as it is until the session is left
    bool held = app_works(app) || live_session_state(app->live);
    return !(a->edits && held) && (!a->can || a->can(app));
}
