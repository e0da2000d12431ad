#include "app/job.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/body_task.h"
#include "app/desk_view.h"
#include "base/arena.h"
#include "export/png.h"
#include "modes/teach.h"
#include "page/page.h"
#include "platform/outlet.h"
#include "scene/layers.h"
#include "stage/plan_card.h"
#include "system/disk.h"
#include "text/error_words.h"
#include "views/plan_body.h"

enum { SHOWN_EVERY_MS = 100 /* the window; the work goes on in between */ };

struct job {
    // the case as it was when the job began: who leaves meanwhile is asked for others
    struct case_record record;
    struct arena *arena;
    struct plan plan;
    struct plan_card *card;
    struct film *film;
    struct page *page;
    struct body_task *body;
    enum posture posture; /* that the body is to take once it has joints */
    struct texts *texts[PAGE_LANGUAGES_MAX]; /* of the page, but the one at hand */
    struct tours *lesson;                    /* of the page; NULL = none */
    char channel[8], structure[64], point[32];
    const char *channels[2], *points[2], *structures[LAYERS_COUNT + 2];
    struct camera camera; /* where the film begins */
    uint8_t *pixels;      /* of the picture, once it is drawn */
    int width, height;    /* of the picture */
    enum job_to to;
    struct outlet_sending *sending; /* to another program, once it is made */
    enum desk_ground ground;
    char path[PATH_MAX];
    bool begun; /* the bar has been drawn */
};

static struct still_source source_of(const struct jobs *jobs, const struct job *job)
{
    return (struct still_source){.data_dir = jobs->desk->data_dir,
                                 .rules = engine_rules(jobs->desk->dossier.engine),
                                 .texts = jobs->desk->texts,
                                 .subject = jobs->desk->subject,
                                 .record = &job->record,
                                 .plan = &job->plan,
                                 .getproc = window_getproc};
}

void job_stop(struct jobs *jobs)
{
    struct job *job = jobs->now;
    if (!job)
        return;
    plan_card_destroy(&job->card);
    film_destroy(&job->film);
    page_destroy(&job->page);
    tours_destroy(&job->lesson);
    body_task_destroy(&job->body);
    outlet_end(&job->sending);
    for (int i = 0; i < PAGE_LANGUAGES_MAX; i++)
        texts_destroy(&job->texts[i]);
    arena_destroy(&job->arena);
    free(job->pixels);
    free(job);
    jobs->now = NULL;
    jobs->desk->work = (struct app_work){0};
    sink_redraw(&jobs->desk->sink);
}

static void fail(struct jobs *jobs, const struct error *error)
{
    sink_say_error(&jobs->desk->sink, jobs->desk->texts, error);
    job_stop(jobs);
}

static struct job *begin(struct jobs *jobs, const char *path)
{
    struct job *job = jobs->now = xcalloc(1, sizeof *job);
    jobs->desk->work = (struct app_work){.on = true};
    job->record = *history_now(jobs->desk->dossier.history);
    job->arena = arena_create();
    struct planned_body on = subject_planned_standing(jobs->desk->subject);
    plan_body_make(jobs->desk->dossier.engine, &job->record, PLAN_WHOLE, &on, job->arena,
                   &job->plan);
    snprintf(job->path, sizeof job->path, "%s", path);
    sink_redraw(&jobs->desk->sink);
    return job;
}

void job_begin_picture(struct jobs *jobs, const char *path,
                       const struct job_picture *picture)
{
    struct job *job = begin(jobs, path);
    job->to = picture->to;
    job->ground = picture->ground;
    job->width = picture->width;
    job->height = picture->height;
}

void job_begin_card(struct jobs *jobs, const char *path, enum job_to to)
{
    struct job *job = begin(jobs, path);
    struct still_source source = source_of(jobs, job);
    job->to = to;
    job->card = plan_card_create(&source);
    plan_card_paper(job->card, outlet_prints_letter() ? CARD_LETTER : CARD_A4);
}

/* the language at hand, then English and Chinese where it is another */
static void page_languages(const struct jobs *jobs, struct job *job,
                           struct page_source *source)
{
    static const char *const OTHERS[] = {"en", "zh-Hans"};
    struct error error;
    source->texts[source->n_texts++] = jobs->desk->texts;
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        if (strcmp(OTHERS[i], texts_lang(jobs->desk->texts)) == 0)
            continue;
        struct texts *texts = texts_load(jobs->desk->data_dir, OTHERS[i], &error);
        job->texts[source->n_texts] = texts;
        if (texts)
            source->texts[source->n_texts++] = texts;
    }
}

/* what the eye looks at, and what it sees beneath the skin */
static void page_of_eye(struct job *job, const struct app_eye *eye,
                        const struct catalog *catalog, struct page_choice *choice)
{
    int n = 0;
    snprintf(job->channel, sizeof job->channel, "%s", eye->channel);
    snprintf(job->structure, sizeof job->structure, "%s", eye->structure);
    snprintf(job->point, sizeof job->point, "%s", eye->selected);
    job->channels[0] = job->channel;
    job->points[0] = job->point;
    for (int i = 0; i < LAYERS_COUNT; i++)
        if (LAYERS[i].traits & LAYERS_BENEATH && eye->layers & LAYERS[i].bit)
            job->structures[n++] = LAYERS[i].id;
    if (*job->structure)
        job->structures[n++] = job->structure;
    choice->channels = *job->channel ? job->channels : NULL;
    // a tender spot of the case is no point of the catalogue
    choice->points = catalog_find(catalog, job->point) ? job->points : NULL;
    choice->structures = n ? job->structures : NULL;
}

bool job_begin_page(struct jobs *jobs, const char *path, enum job_page what,
                    struct error *error)
{
    struct tours *lesson =
        what == JOB_OF_LESSON ? teach_write_tours(jobs->desk->teach, error) : NULL;
    if (what == JOB_OF_LESSON && !lesson)
        return false;
    struct job *job = begin(jobs, path);
    struct page_source source = {.data_dir = jobs->desk->data_dir,
                                 .version = DEQI_VERSION,
                                 .subject = jobs->desk->subject,
                                 .engine = jobs->desk->dossier.engine,
                                 .record = lesson ? NULL : &job->record,
                                 .getproc = window_getproc};
    struct page_choice choice = {.lesson = lesson ? &lesson->tour[0] : NULL};
    job->lesson = lesson;
    page_languages(jobs, job, &source);
    if (!lesson)
        page_of_eye(job, &jobs->desk->eye, subject_catalog(jobs->desk->subject), &choice);
    job->page = page_create(&source, &choice, error);
    if (job->page)
        return true;
    job_stop(jobs);
    return false;
}

bool job_begin_film(struct jobs *jobs, const struct film_params *wanted,
                    struct error *error)
{
    struct film_params params = *wanted;
    struct job *job = begin(jobs, params.path);
    struct still_source source = source_of(jobs, job);
    params.path = job->path;
    if (params.camera) {
        job->camera = *params.camera;
        params.camera = &job->camera;
    }
    job->film = film_create(&source, &params, error);
    if (job->film)
        return true;
    job_stop(jobs);
    return false;
}

bool job_begin_body(struct jobs *jobs, const char *path, struct error *error)
{
    struct job *job = begin(jobs, path);
    job->body = body_task_create(jobs->desk->data_dir, job->path, error);
    if (job->body)
        return true;
    job_stop(jobs);
    return false;
}

bool job_begin_joints(struct jobs *jobs, enum posture posture, struct error *error)
{
    struct job *job = begin(jobs, subject_name(jobs->desk->subject));
    job->posture = posture;
    job->body = body_task_create_held(jobs->desk->data_dir, jobs->desk->subject, error);
    if (job->body)
        return true;
    job_stop(jobs);
    return false;
}

/* for the card that tells of it */
static void tell(struct jobs *jobs)
{
    const struct job *job = jobs->now;
    jobs->desk->work = (struct app_work){.on = true,
                                         .waits = job->body || job->sending,
                                         .fraction = job->pixels ? 0.7f : 0};
    if (job->card)
        jobs->desk->work.fraction = plan_card_progress(job->card);
    if (job->page)
        jobs->desk->work.fraction = page_progress(job->page);
    if (job->film)
        jobs->desk->work = (struct app_work){.on = true,
                                             .done = film_done(job->film),
                                             .of = film_frames(job->film),
                                             .fraction = film_progress(job->film)};
}

/* what was done to it, and what came of its points */
static void say_body(struct jobs *jobs, const struct body_task_made *made)
{
    const struct subject *s = jobs->desk->subject;
    const char *slash = strrchr(subject_name(s), '/'), *notes = subject_notes(s);
    char why[1200] = "", text[sizeof jobs->desk->sink.notice];
    if (made->unsaved.text[0])
        error_words_at(jobs->desk->texts, &made->unsaved, why, sizeof why);
    struct message m = {
        .id = *why           ? "body.unsaved"
              : made->fitted ? (*notes ? "body.fitted_notes" : "body.fitted")
                             : (*notes ? "body.opened_notes" : "body.opened"),
        .arg = {{.name = "name", .text = slash ? slash + 1 : subject_name(s)},
                {.name = "notes", .text = notes},
                {.name = "why", .text = why}}};
    text_format(jobs->desk->texts, &m, text, sizeof text);
    sink_say(&jobs->desk->sink, "%s", text);
}

static void take_joints(struct jobs *jobs, struct held *held)
{
    enum posture posture = jobs->now->posture;
    subject_hold(jobs->desk->subject, held);
    job_stop(jobs);
    if (posture != POSTURE_STANDING)
        sink_ask(&jobs->desk->sink, ACTION_POSE, posture);
}

/* between two frames nobody holds the places of the old body */
static bool take_body(struct jobs *jobs, struct job *job, struct error *error)
{
    char whole[PATH_MAX];
    struct body_task_made made = body_task_take(job->body);
    if (made.held) {
        take_joints(jobs, made.held);
        return true;
    }
    if (!subject_take(jobs->desk->subject, &made.subject, error))
        return false;
    if (disk_whole_path(job->path, whole))
        settings_add_body(&jobs->desk->settings, whole);
    director_select(jobs->director, "", SIDE_M, SINK_STAY);
    director_refit(jobs->director, DIRECTOR_REFIT_WINDOW);
    say_body(jobs, &made);
    job_stop(jobs);
    return true;
}

/* Returns false where the job is over. */
static bool body_step(struct jobs *jobs, struct job *job)
{
    struct error error = {0};
    enum body_task_state state =
        body_task_look(job->body, &jobs->desk->work.fraction, &error);
    if (state == BODY_TASK_ON)
        return true;
    if (state == BODY_TASK_FAILED || !take_body(jobs, job, &error))
        fail(jobs, &error);
    return false;
}

static void finish(struct jobs *jobs)
{
    const struct job *job = jobs->now;
    int boxes = job->card ? plan_card_missing_glyphs(job->card) : 0;
    int parts = job->lesson ? tours_isolated(&job->lesson->tour[0]) : 0;
    struct message m = {.id = job->to == JOB_TO_CLIPBOARD ? "copy.done"
                              : job->to == JOB_TO_PRINTER
                                  ? (boxes ? "print.done_boxes" : "print.done")
                              : boxes ? "files.saved_boxes"
                              : parts ? "files.saved_whole"
                                      : "files.saved",
                        .arg = {{.name = "path", .text = job->path},
                                {.name = "n", .number = boxes ? boxes : parts}}};
    char text[1200];
    text_format(jobs->desk->texts, &m, text, sizeof text);
    sink_say(&jobs->desk->sink, "%s", text);
    job_stop(jobs);
}

/* what another program is taking: done once it has */
static bool sending_step(struct job *job, bool *done, struct error *error)
{
    enum outlet_state state = outlet_look(job->sending, error);
    *done = state == OUTLET_TAKEN;
    return state != OUTLET_REFUSED;
}

/* draws, then writes, or begins to send */
static bool picture_step(struct jobs *jobs, struct job *job, bool *done,
                         struct error *error)
{
    if (!job->pixels)
        return desk_view_snapshot(jobs->desk, job->width, job->height, job->ground,
                                  &job->pixels, error);
    *done = job->to == JOB_TO_FILE;
    struct png_image image = {.pixels = job->pixels,
                              .width = job->width,
                              .height = job->height,
                              .channels = 4,
                              .keep = job->ground == DESK_NO_GROUND ? PNG_AS_GIVEN
                                                                    : PNG_OPAQUE};
    if (job->to == JOB_TO_FILE)
        return png_write(job->path, &image, error);
    uint8_t *data;
    size_t size;
    if (!png_encode(&image, &data, &size, error))
        return false;
    job->sending = outlet_send(OUTLET_CLIPBOARD, "", data, size, error);
    free(data);
    return job->sending;
}

/* its pages; then into its file, or to the printer */
static bool card_step(struct job *job, bool *done, struct error *error)
{
    struct card_file file;
    enum plan_card_state state = plan_card_step(job->card, error);
    if (state != PLAN_CARD_READY)
        return state != PLAN_CARD_FAILED;
    *done = job->to == JOB_TO_FILE;
    if (*done)
        return plan_card_write(job->card, job->path, error);
    if (!plan_card_make(job->card, CARD_PDF, &file, error))
        return false;
    job->sending = outlet_send(OUTLET_PRINTER, "deqi", file.data, file.size, error);
    free(file.data);
    return job->sending;
}

bool job_step(struct jobs *jobs)
{
    struct job *job = jobs->now;
    struct error error = {0};
    if (!job)
        return false;
    // a step may be long: first the bar
    if (!job->begun) {
        tell(jobs);
        sink_redraw(&jobs->desk->sink);
        return job->begun = true;
    }
    bool done = false, ok = true;
    if (job->body) {
        if (body_step(jobs, job) &&
            jobs->desk->clock.now_ms - jobs->desk->clock.frame_ms >= SHOWN_EVERY_MS)
            sink_redraw(&jobs->desk->sink);
        return true;
    }
    if (job->sending) {
        ok = sending_step(job, &done, &error);
    } else if (job->width) {
        ok = picture_step(jobs, job, &done, &error);
    } else if (job->card) {
        ok = card_step(job, &done, &error);
    } else if (job->page) {
        enum page_state state = page_step(job->page, &error);
        done = state == PAGE_READY;
        ok = state != PAGE_FAILED && (!done || page_write(job->page, job->path, &error));
    } else {
        enum film_state state = film_step(job->film, &error);
        done = state == FILM_DONE;
        ok = state != FILM_FAILED;
    }
    if (!ok)
        fail(jobs, &error);
    else if (done)
        finish(jobs);
    else
        tell(jobs);
    if (ok && !done &&
        jobs->desk->clock.now_ms - jobs->desk->clock.frame_ms >= SHOWN_EVERY_MS)
        sink_redraw(&jobs->desk->sink);
    return true;
}
