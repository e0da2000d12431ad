#include "app/job.h"

#include <limits.h>
#include <stdlib.h>

#include "app/film.h"
#include "app/plan_card.h"
#include "app/shell.h"
#include "base/arena.h"
#include "export/png.h"

struct job {
    enum job_kind kind;
    // the case as it was when the job began: a session that is taken up brings another
    struct case_record record;
    struct arena *arena;
    struct plan plan;
    struct plan_card *card;
    struct film *film;
    uint8_t *pixels; /* of the picture, once it is drawn */
    int width, height;
    bool begun; /* the bar has been drawn */
    char path[PATH_MAX];
};

static struct still_source source_of(const struct app *app, const struct job *job)
{
    return (struct still_source){.data_dir = app->params.data_dir,
                                 .texts = app->texts,
                                 .subject = app->subject,
                                 .record = &job->record,
                                 .plan = &job->plan,
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
    arena_destroy(&job->arena);
    free(job->pixels);
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

static struct job *begin(struct app *app, enum job_kind kind, const char *path)
{
    struct job *job = app->shell->job = xcalloc(1, sizeof *job);
    job->kind = kind;
    job->record = *history_now(app->record.history);
    job->arena = arena_create();
    plan_make(app->engine, &job->record, job->arena, &job->plan);
    snprintf(job->path, sizeof job->path, "%s", path);
    app_redraw(app);
    return job;
}

void job_begin_picture(struct app *app, const char *path, int width, int height)
{
    struct job *job = begin(app, JOB_PICTURE, path);
    job->width = width;
    job->height = height;
}

void job_begin(struct app *app, enum job_kind kind, const char *path)
{
    struct error error = {0};
    struct job *job = begin(app, kind, path);
    struct still_source source = source_of(app, job);
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
    const struct job *job = app->shell->job;
    int boxes = job->card ? plan_card_missing_glyphs(job->card) : 0;
    struct message m = {
        .id = boxes ? "files.saved_boxes" : "files.saved",
        .arg = {{.name = "path", .text = job->path}, {.name = "n", .number = boxes}}};
    char text[1200];
    message_format(app->texts, &m, text, sizeof text);
    app_say(app, "%s", text);
    job_stop(app);
}

/* draws, then writes */
static bool picture_step(struct app *app, struct job *job, bool *done,
                         struct error *error)
{
    if (!job->pixels)
        return app_snapshot(app, job->width, job->height, &job->pixels, error);
    *done = true;
    struct png_image image = {.pixels = job->pixels,
                              .width = job->width,
                              .height = job->height,
                              .channels = 4,
                              .keep = PNG_OPAQUE};
    return png_write(job->path, &image, error);
}

bool job_step(struct app *app)
{
    struct job *job = app->shell->job;
    struct error error = {0};
    if (!job)
        return false;
    app_redraw(app);
    // a step may be long: first the bar
    if (!job->begun)
        return job->begun = true;
    bool done = false, ok = true;
    if (job->kind == JOB_PICTURE) {
        ok = picture_step(app, job, &done, &error);
    } else if (job->card) {
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
    return true;
}

void job_card(struct app *app, struct gui *g)
{
    struct job *job = app->shell->job;
    gui_heading(g, app_text(app, "job.title"));
    gui_progress(g, job->card   ? plan_card_progress(job->card)
                    : job->film ? film_progress(job->film)
                                : (job->pixels ? 0.7f : 0));
    gui_space(g, 8);
    if (gui_button(g, app_text(app, "job.stop"), GUI_QUIET, true))
        job_stop(app);
}
