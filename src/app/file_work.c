#include "app/file_work.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cards.h"
#include "app/case_work.h"
#include "app/job.h"
#include "base/file.h"
#include "document/live_session.h"
#include "modes/teach.h"
#include "panels/files.h"
#include "panels/shell.h"

/* a case in which nothing hurts could not be opened again */
static bool save_case(struct desk *desk, const char *path, struct error *error)
{
    if (!history_now(desk->dossier.history)->n_symptoms)
        return error_set(error, "%s", text_of(desk->texts, "files.nothing_hurts"));
    return case_work_save(desk, path, error);
}

/* what comes with the program is not the user's to write over */
static bool is_ours(const char *data_dir, const char *path)
{
    char assets[PATH_MAX + 8];
    snprintf(assets, sizeof assets, "%s/assets", data_dir);
    return file_lies_in(path, assets);
}

bool file_work_save(struct app *app)
{
    struct error error = {0};
    const char *path = history_path(app->desk.dossier.history);
    if (!*path || is_ours(app->desk.data_dir, path)) {
        files_ask(&app->desk, FILES_SAVE_CASE);
        cards_open(&app->desk, SHELL_FILES);
        return false;
    }
    bool saved = save_case(&app->desk, path, &error);
    if (!saved)
        sink_say_error(&app->desk.sink, app->desk.texts, &error);
    else
        sink_say(&app->desk.sink, "%s", text_of(app->desk.texts, "files.case_saved"));
    return saved;
}

static bool make(struct jobs *jobs, const struct files_choice *c, const char *path,
                 struct error *error)
{
    struct film_params params;
    struct camera camera;
    if (!c->is_film) {
        job_begin_card(jobs, path, JOB_TO_FILE);
        return true;
    }
    film_choice_params(&jobs->desk->eye, jobs->desk->subject, &jobs->desk->settings,
                       jobs->desk->mode, &c->film, c->kind, path, &camera, &params);
    return job_begin_film(jobs, &params, error);
}

static bool carry_out(struct app *app, const struct files_choice *c, const char *path,
                      struct error *error)
{
    switch (c->task) {
    case FILES_OPEN_CASE:
        return case_work_choose(&app->desk, path, error);
    case FILES_OPEN_BODY:
        return job_begin_body(&app->jobs, path, error);
    case FILES_SAVE_CASE:
        return save_case(&app->desk, path, error);
    case FILES_SAVE_PICTURE:
        job_begin_picture(
            &app->jobs, path,
            &(struct job_picture){.width = c->width,
                                  .height = c->height,
                                  .ground = c->no_ground ? DESK_NO_GROUND : DESK_GROUND});
        return true;
    case FILES_SAVE_CARD:
        return make(&app->jobs, c, path, error);
    case FILES_SAVE_PAGE:
        return job_begin_page(&app->jobs, path, JOB_OF_CASE, error);
    case FILES_LESSON_PAGE:
        return job_begin_page(&app->jobs, path, JOB_OF_LESSON, error);
    case FILES_OPEN_LESSON:
        return teach_write_open(app->desk.teach, path, app->desk.texts, &app->desk.sink,
                                error);
    case FILES_SAVE_RESULT:
        return teach_result_save(app->desk.teach, app->desk.texts, path, error);
    case FILES_SAVE_LESSON:
        return teach_write_save(app->desk.teach, path, app->desk.texts, &app->desk.sink,
                                error);
    case FILES_EXPORT_SESSION: {
        struct session_time at = desk_session_time(&app->desk.clock);
        return live_session_export(app->desk.live, c->session, &at, app->desk.texts, path,
                                   error);
    }
    }
    return false;
}

void file_work_carry_out(struct app *app, const char *path)
{
    struct files_choice c = files_chosen(app->desk.shell, &app->desk.eye);
    struct error error = {0};
    if (!carry_out(app, &c, path, &error)) {
        files_refuse(app->desk.shell, app->desk.picture, app->desk.texts, &error);
        return;
    }
    if (app->desk.shell->leaving) {
        program_ask_to_close(app);
        return;
    }
    cards_open(&app->desk, SHELL_NO_CARD);
    // what was opened is seen, and a job tells when it is done
    if (c.task != FILES_OPEN_LESSON && c.task != FILES_OPEN_CASE && !app->jobs.now) {
        struct message m = {.id = "files.saved", .arg = {{.name = "path", .text = path}}};
        char text[1200];
        text_format(app->desk.texts, &m, text, sizeof text);
        sink_say(&app->desk.sink, "%s", text);
    }
}
