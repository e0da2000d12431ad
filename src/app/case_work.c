#include "app/case_work.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/director.h"
#include "base/arena.h"
#include "document/live_session.h"
#include "panels/eye.h"
#include "system/disk.h"

/* the display says nothing */
static void say_unsaved(struct sink *sink, const char *text, enum app_mode mode)
{
    sink_redraw(sink);
    if (text && mode != APP_DISPLAY)
        sink_say(sink, "%s", text);
}

/* where something was left behind */
static const char *left_behind(const struct texts *texts, const char *id, bool unsaved)
{
    return unsaved ? text_of(texts, id) : NULL;
}

void case_work_begin(struct desk *desk, const struct case_record *record,
                     const char *path)
{
    bool unsaved = dossier_begin(&desk->dossier, record, path);
    say_unsaved(&desk->sink, left_behind(desk->texts, "files.left_unsaved", unsaved),
                desk->mode);
}

bool case_work_open(struct desk *desk, const char *path, struct error *error)
{
    bool unsaved = false;
    if (!dossier_open(&desk->dossier, path, &unsaved, error))
        return false;
    say_unsaved(&desk->sink, left_behind(desk->texts, "files.left_unsaved", unsaved),
                desk->mode);
    director_show_plan(&desk->sink, desk->mode);
    return true;
}

/* by its whole path, so that no case stands among the recent ones twice */
static void remember(struct settings *settings, struct app_search *search,
                     const char *path)
{
    char whole[PATH_MAX];
    settings_add_recent(settings, disk_whole_path(path, whole) ? whole : path);
    search->listed = false;
}

bool case_work_choose(struct desk *desk, const char *path, struct error *error)
{
    if (!case_work_open(desk, path, error))
        return false;
    remember(&desk->settings, &desk->search, path);
    return true;
}

bool case_work_save(struct desk *desk, const char *path, struct error *error)
{
    char kept[PATH_MAX];
    // `path` may be the history's own, which is replaced
    snprintf(kept, sizeof kept, "%s", path);
    if (!dossier_save(&desk->dossier, kept, error))
        return false;
    remember(&desk->settings, &desk->search, kept);
    return true;
}

void case_work_repeat(struct desk *desk, int64_t id)
{
    json_t *json = live_session_case(desk->live, id);
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    struct case_record *record = xcalloc(1, sizeof *record);
    struct error error;
    if (text && case_parse("(journal)", text, strlen(text), desk->dossier.engine, record,
                           &error)) {
        if (live_session_state(desk->live))
            case_work_leave(desk);
        case_work_begin(desk, record, "");
        director_show_plan(&desk->sink, desk->mode);
    } else {
        sink_say(&desk->sink, "%s", text_of(desk->texts, "clinic.repeat_none"));
    }
    free(record);
    free(text);
    json_decref(json);
}

bool case_work_take_up(struct desk *desk, int64_t id)
{
    json_t *json = NULL;
    struct error error;
    if (!live_session_take_up(desk->live, id, &json))
        return false;
    struct session_time at = desk_session_time(&desk->clock);
    live_session_look(desk->live, &at);
    char *text = json ? json_dumps(json, JSON_COMPACT) : NULL;
    struct case_record *record = xcalloc(1, sizeof *record);
    // no points at all rather than those of somebody else
    if (!text)
        case_init(record);
    else if (!case_parse("(journal)", text, strlen(text), desk->dossier.engine, record,
                         &error)) {
        error_print(&error, stderr);
        case_init(record);
    }
    bool unsaved = !desk->dossier.aside && history_unsaved(desk->dossier.history);
    dossier_put_aside(&desk->dossier, record);
    free(record);
    free(text);
    json_decref(json);
    eye_select(&desk->eye, "", SIDE_M);
    say_unsaved(&desk->sink, left_behind(desk->texts, "clinic.case_aside", unsaved),
                desk->mode);
    director_show_plan(&desk->sink, desk->mode);
    return true;
}

void case_work_leave(struct desk *desk)
{
    live_session_leave(desk->live);
    dossier_take_back(&desk->dossier);
    director_show_plan(&desk->sink, desk->mode);
    sink_redraw(&desk->sink);
}
