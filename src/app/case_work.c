#include "app/case_work.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "document/live_session.h"
#include "panels/eye.h"

/* the display says nothing */
static void say_unsaved(struct app *app, bool unsaved, const char *text)
{
    sink_redraw(&app->desk.sink);
    if (unsaved && app->desk.mode != APP_DISPLAY)
        sink_say(&app->desk.sink, "%s", text_of(app->desk.texts, text));
}

void case_work_begin(struct app *app, const struct case_record *record, const char *path)
{
    say_unsaved(app, dossier_begin(&app->desk.dossier, record, path),
                "files.left_unsaved");
}

bool case_work_open(struct app *app, const char *path, struct error *error)
{
    bool unsaved = false;
    if (!dossier_open(&app->desk.dossier, path, &unsaved, error))
        return false;
    say_unsaved(app, unsaved, "files.left_unsaved");
    app_show_plan(app);
    return true;
}

bool case_work_save(struct app *app, const char *path, struct error *error)
{
    char kept[PATH_MAX];
    // `path` may be the history's own, which is replaced
    snprintf(kept, sizeof kept, "%s", path);
    if (!dossier_save(&app->desk.dossier, kept, error))
        return false;
    settings_add_recent(&app->desk.settings, kept);
    return true;
}

void case_work_repeat(struct app *app, int64_t id)
{
    json_t *json = live_session_case(app->desk.live, id);
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    struct case_record *record = xcalloc(1, sizeof *record);
    struct error error;
    if (text && case_parse("(journal)", text, strlen(text), app->desk.dossier.engine,
                           record, &error)) {
        if (live_session_state(app->desk.live))
            case_work_leave(app);
        case_work_begin(app, record, "");
        app_show_plan(app);
    } else {
        sink_say(&app->desk.sink, "%s", text_of(app->desk.texts, "clinic.repeat_none"));
    }
    free(record);
    free(text);
    json_decref(json);
}

bool case_work_take_up(struct app *app, int64_t id)
{
    json_t *json = NULL;
    struct error error;
    if (!live_session_take_up(app->desk.live, id, &json))
        return false;
    struct session_time at = app_session_time(&app->desk.clock);
    live_session_look(app->desk.live, &at);
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    struct case_record *record = xcalloc(1, sizeof *record);
    // no points at all rather than those of somebody else
    if (!text)
        case_init(record);
    else if (!case_parse("(journal)", text, strlen(text), app->desk.dossier.engine,
                         record, &error)) {
        error_print(&error, stderr);
        case_init(record);
    }
    bool unsaved = !app->desk.dossier.aside && history_unsaved(app->desk.dossier.history);
    dossier_put_aside(&app->desk.dossier, record);
    free(record);
    free(text);
    json_decref(json);
    app_select(app, "", SIDE_M, SINK_STAY);
    say_unsaved(app, unsaved, "clinic.case_aside");
    app_show_plan(app);
    return true;
}

void case_work_leave(struct app *app)
{
    live_session_leave(app->desk.live);
    dossier_take_back(&app->desk.dossier);
    app_show_plan(app);
    sink_redraw(&app->desk.sink);
}
