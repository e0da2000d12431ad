#include "app/job.h"

#include <limits.h>
#include <stdlib.h>

#include "app/film.h"
#include "app/plan_card.h"
#include "app/shell.h"
#include "base/arena.h"

struct job {
    enum job_kind kind;
    struct plan_card *card;
    struct film *film;
    char path[PATH_MAX];
};

static struct still_source source_of(const struct app *app)
{
    return (struct still_source){.data_dir = app->params.data_dir,
                                 .texts = app->texts,
                                 .subject = app->subject,
                                 .record = history_now(app->record.history),
                                 .plan = &app->record.plan,
                                 .getproc = window_getproc};
}

bool job_runs(const struct app *app)
{
    return app->shell->job != NULL;
}

void job_stop(struct app *app)
{
    struct job *job = app->shell->job;
    if (!job)
        return;
    plan_card_destroy(&job->card);
    film_destroy(&job->film);
    free(job);
    app->shell->job = NULL;
    // the courses were lit for the pictures
    app->marks_stale = true;
    app_redraw(app);
}

static void fail(struct app *app, const struct error *error)
{
    app_say(app, "%s", error->text);
    job_stop(app);
}

void job_begin(struct app *app, enum job_kind kind, const char *path)
{
    struct error error = {0};
    struct job *job = app->shell->job = xcalloc(1, sizeof *job);
    job->kind = kind;
    snprintf(job->path, sizeof job->path, "%s", path);
    struct still_source source = source_of(app);
    if (kind == JOB_CARD) {
        job->card = plan_card_create(&source);
        return;
    }
    struct film_params params = {.kind = kind == JOB_TURN ? FILM_TURNTABLE : FILM_SESSION,
                                 .path = job->path,
                                 .width = 960,
                                 .height = 720,
                                 .seconds = kind == JOB_TURN ? 8 : 30,
                                 .fps = 15,
                                 .theme = app_theme(app)->dark ? STILL_DARK : STILL_LIGHT,
                                 .layers = app->view.layers};
    job->film = film_create(&source, &params, &error);
    if (!job->film)
        fail(app, &error);
}

static void finish(struct app *app)
{
    struct message m = {.id = "files.saved",
                        .arg = {{.name = "path", .text = app->shell->job->path}}};
    char text[1200];
    message_format(app->texts, &m, text, sizeof text);
    app_say(app, "%s", text);
    job_stop(app);
}

bool job_step(struct app *app)
{
    struct job *job = app->shell->job;
    struct error error = {0};
    if (!job)
        return false;
    bool done = false, ok = true;
    if (job->card) {
        enum plan_card_state state = plan_card_step(job->card, &error);
        done = state == PLAN_CARD_READY;
        ok = state != PLAN_CARD_FAILED &&
             (!done || plan_card_write(job->card, job->path, &error));
    } else {
        enum film_state state = film_step(job->film, &error);
        done = state == FILM_DONE;
        ok = state != FILM_FAILED;
    }
    if (!ok)
        fail(app, &error);
    else if (done)
        finish(app);
    app_redraw(app);
    return true;
}

void job_card(struct app *app, struct gui *g)
{
    struct job *job = app->shell->job;
    gui_heading(g, app_text(app, "job.title"));
    gui_progress(g, job->card ? plan_card_progress(job->card) : film_progress(job->film));
    gui_space(g, 8);
    if (gui_button(g, app_text(app, "job.stop"), GUI_QUIET, true))
        job_stop(app);
}
