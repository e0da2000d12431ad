/* case_state.c - the case: opening, saving, changing; the plan follows at once. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "document/live_session.h"
#include "panels/state.h"

void app_case_changed(struct app *app)
{
    struct app_case *c = &app->record;
    arena_reset(c->arena);
    plan_make(app->engine, history_now(c->history), c->arena, &c->plan);
    c->version++;
    app_redraw(app);
}

/* with a word where the case before is left unsaved; the display says nothing */
void app_begin_case(struct app *app, const struct case_record *record, const char *path)
{
    struct app_case *c = &app->record;
    bool unsaved = c->history && history_unsaved(c->history);
    if (!c->history)
        c->history = history_create(record, path);
    else
        history_open(c->history, record, path);
    app_case_changed(app);
    if (unsaved && app->mode != APP_DISPLAY)
        app_say(app, "%s", app_text(app, "files.left_unsaved"));
}

/* the path from the root, so that it is the same wherever the program is begun; none for
 * what came through standard input */
static void whole_path(const char *path, char out[PATH_MAX])
{
    if (strcmp(path, "-") == 0)
        out[0] = 0;
    else if (!realpath(path, out))
        snprintf(out, PATH_MAX, "%s", path);
}

void app_put_case_aside(struct app *app, const struct case_record *instead)
{
    struct app_case *c = &app->record;
    // the case of another session makes room for this one's
    if (c->aside)
        history_return(c->history, c->own);
    history_open(c->history, instead, "");
    // not its place of before: the history may have dropped its oldest step
    c->own = history_place(c->history) - 1;
    c->aside = true;
    app_case_changed(app);
}

void app_take_case_back(struct app *app)
{
    struct app_case *c = &app->record;
    if (!c->aside)
        return;
    c->aside = false;
    history_return(c->history, c->own);
    // the session's case is not the user's to come back to
    history_forget_redo(c->history);
    app_case_changed(app);
}

bool app_open_case(struct app *app, const char *path, struct error *error)
{
    char whole[PATH_MAX];
    struct case_record *record = xcalloc(1, sizeof *record);
    bool ok = case_load(path, app->engine, record, error);
    if (ok) {
        whole_path(path, whole);
        app_begin_case(app, record, whole);
        app_show_plan(app);
    }
    free(record);
    return ok;
}

bool app_save_case(struct app *app, const char *path, struct error *error)
{
    json_t *json = case_json(history_now(app->record.history));
    char *text = json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(json);
    if (!text)
        return error_set(error, "the case cannot be written as JSON");
    bool ok = file_write(path, text, strlen(text), error);
    free(text);
    if (ok) {
        // `path` may be the history's own, which is replaced
        settings_add_recent(&app->settings, path);
        history_mark_saved(app->record.history, path);
    }
    return ok;
}

struct case_record *app_draft_case(struct app *app)
{
    *app->record.draft = *history_now(app->record.history);
    return app->record.draft;
}

void app_change_case(struct app *app, const struct case_record *record, int group)
{
    if (history_set(app->record.history, record, group))
        app_case_changed(app);
}

void app_undo(struct app *app)
{
    if (history_undo(app->record.history))
        app_case_changed(app);
}

void app_redo(struct app *app)
{
    if (history_redo(app->record.history))
        app_case_changed(app);
}

// ---------------------------------------------------------------- a session with its
// case

bool app_take_up_session(struct app *app, int64_t id)
{
    json_t *json = NULL;
    struct error error;
    if (!live_session_take_up(app->live, id, &json))
        return false;
    struct session_time at = app_session_time(app);
    live_session_look(app->live, &at);
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    struct case_record *record = xcalloc(1, sizeof *record);
    // no points at all rather than those of somebody else
    if (!text)
        case_init(record);
    else if (!case_parse("(journal)", text, strlen(text), app->engine, record, &error)) {
        error_print(&error, stderr);
        case_init(record);
    }
    bool unsaved = !app->record.aside && history_unsaved(app->record.history);
    app_put_case_aside(app, record);
    free(record);
    free(text);
    json_decref(json);
    app_select(app, "", SIDE_M, APP_STAY);
    if (unsaved && app->mode != APP_DISPLAY)
        app_say(app, "%s", app_text(app, "clinic.case_aside"));
    app_show_plan(app);
    return true;
}

void app_leave_session(struct app *app)
{
    live_session_leave(app->live);
    app_take_case_back(app);
    app_show_plan(app);
    app_redraw(app);
}
