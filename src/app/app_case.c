/* app_case.c - the case: opening, saving, changing; the plan follows at once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/file.h"

void app_case_changed(struct app *app)
{
    struct app_case *c = &app->record;
    arena_reset(c->arena);
    plan_make(app->engine, history_now(c->history), c->arena, &c->plan);
    c->version++;
    app->marks_stale = true;
    app_redraw(app);
}

void app_put_case_aside(struct app *app, const struct case_record *instead)
{
    struct app_case *c = &app->record;
    if (!c->aside) {
        c->aside = c->history;
        memcpy(c->aside_path, c->path, sizeof c->aside_path);
    } else {
        history_destroy(&c->history); // of another session
    }
    c->history = history_create(instead);
    c->path[0] = 0;
    app_case_changed(app);
}

void app_take_case_back(struct app *app)
{
    struct app_case *c = &app->record;
    if (!c->aside)
        return;
    history_destroy(&c->history);
    c->history = c->aside;
    c->aside = NULL;
    memcpy(c->path, c->aside_path, sizeof c->path);
    app_case_changed(app);
}

bool app_open_case(struct app *app, const char *path, struct error *error)
{
    struct case_record *record = xcalloc(1, sizeof *record);
    bool ok = case_load(path, app->engine, record, error);
    if (ok) {
        history_destroy(&app->record.history);
        app->record.history = history_create(record);
        snprintf(app->record.path, sizeof app->record.path, "%s", path);
        app_case_changed(app);
    }
    free(record);
    return ok;
}

bool app_save_case(struct app *app, const char *path, struct error *error)
{
    json_t *json = case_json(history_now(app->record.history));
    char *text = json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(9));
    json_decref(json);
    if (!text)
        return error_set(error, "the case cannot be written as JSON");
    bool ok = file_write(path, text, strlen(text), error);
    free(text);
    if (ok) {
        history_mark_saved(app->record.history);
        snprintf(app->record.path, sizeof app->record.path, "%s", path);
        settings_add_recent(&app->settings, path);
    }
    return ok;
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
