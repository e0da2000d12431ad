#include "document/dossier.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "system/disk.h"
#include "views/plan_body.h"

void dossier_init(struct dossier *dossier)
{
    *dossier = (struct dossier){.arena = arena_create(),
                                .draft = xcalloc(1, sizeof *dossier->draft)};
}

void dossier_clear(struct dossier *dossier)
{
    history_destroy(&dossier->history);
    arena_destroy(&dossier->arena);
    free(dossier->draft);
    dossier->draft = NULL;
}

void dossier_changed(struct dossier *dossier)
{
    arena_reset(dossier->arena);
    struct planned_body on = {0};
    if (dossier->body)
        on = dossier->body(dossier->subject);
    plan_body_make(dossier->engine, history_now(dossier->history), PLAN_WHOLE, &on,
                   dossier->arena, &dossier->plan);
    dossier->version++;
}

bool dossier_begin(struct dossier *dossier, const struct case_record *record,
                   const char *path)
{
    bool unsaved = dossier->history && history_unsaved(dossier->history);
    if (!dossier->history)
        dossier->history = history_create(record, path);
    else
        history_open(dossier->history, record, path);
    dossier_changed(dossier);
    return unsaved;
}

/* the path from the root, so that it is the same wherever the program is begun; none for
 * what came through standard input */
static void whole_path(const char *path, char out[PATH_MAX])
{
    if (strcmp(path, "-") == 0)
        out[0] = 0;
    else if (!disk_whole_path(path, out))
        snprintf(out, PATH_MAX, "%s", path);
}

bool dossier_open(struct dossier *dossier, const char *path, bool *unsaved,
                  struct error *error)
{
    char whole[PATH_MAX];
    struct case_record *record = xcalloc(1, sizeof *record);
    bool ok = case_load(path, dossier->engine, record, error);
    if (ok) {
        whole_path(path, whole);
        *unsaved = dossier_begin(dossier, record, whole);
    }
    free(record);
    return ok;
}

bool dossier_save(struct dossier *dossier, const char *path, struct error *error)
{
    json_t *json = case_json(history_now(dossier->history));
    char *text = json_dumps(json, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    json_decref(json);
    if (!text)
        return error_set(error, "the case cannot be written as JSON");
    bool ok = file_write(path, text, strlen(text), error);
    free(text);
    if (ok)
        history_mark_saved(dossier->history, path);
    return ok;
}

struct case_record *dossier_draft(struct dossier *dossier)
{
    *dossier->draft = *history_now(dossier->history);
    return dossier->draft;
}

bool dossier_change(struct dossier *dossier, const struct case_record *record, int group)
{
    bool changed = history_set(dossier->history, record, group);
    if (changed)
        dossier_changed(dossier);
    return changed;
}

void dossier_put_aside(struct dossier *dossier, const struct case_record *instead)
{
    // the case of another session makes room for this one's
    if (dossier->aside)
        history_return(dossier->history, dossier->own);
    history_open(dossier->history, instead, "");
    // not its place of before: the history may have dropped its oldest step
    dossier->own = history_place(dossier->history) - 1;
    dossier->aside = true;
    dossier_changed(dossier);
}

void dossier_take_back(struct dossier *dossier)
{
    if (!dossier->aside)
        return;
    dossier->aside = false;
    history_return(dossier->history, dossier->own);
    // the session's case is not the user's to come back to
    history_forget_redo(dossier->history);
    dossier_changed(dossier);
}

bool dossier_undo(struct dossier *dossier)
{
    bool is = history_undo(dossier->history);
    if (is)
        dossier_changed(dossier);
    return is;
}

bool dossier_redo(struct dossier *dossier)
{
    bool is = history_redo(dossier->history);
    if (is)
        dossier_changed(dossier);
    return is;
}
