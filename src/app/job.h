/* job.h - what takes longer than a moment, done step by step between frames: a plan card,
 * a film, a page, a picture of the view, a body from a model file. Card, film and page
 * are of the case as it was when they began. While it runs the case stays as it is; it
 * can be stopped, and then leaves nothing behind. */
#ifndef DEQI_APP_JOB_H
#define DEQI_APP_JOB_H

#include "app/desk_view.h"
#include "app/director.h"
#include "stage/film.h"

struct job;

/* Where a picture or a card goes: into the file of the path, or to another program
 * (platform/outlet.h). */
enum job_to { JOB_TO_FILE, JOB_TO_CLIPBOARD, JOB_TO_PRINTER };

struct jobs {
    struct job *now; /* NULL = none; desk->work tells how far it is */
    struct desk *desk;
    struct director *director;
};

/* Each begins a job, one at a time; `path` is copied. What goes wrong on the way is said
 * in the window; false where it cannot even begin. */

/* What is on the screen as a page: the case's plan, the channel, point and structure that
 * are looked at, what is seen beneath the skin; or the lesson that is written. The
 * language at hand first, then English and Chinese. */
enum job_page { JOB_OF_CASE, JOB_OF_LESSON };
bool job_begin_page(struct jobs *jobs, const char *path, enum job_page what,
                    struct error *error);
/* The body in a model file, with its points, instead of the present one (body_task.h);
 * until it is there, and where it is refused, that stays. */
bool job_begin_body(struct jobs *jobs, const char *path, struct error *error);
/* Our joints for the body at hand, a model file's (stage/held.h); then it takes the
 * posture. */
bool job_begin_joints(struct jobs *jobs, enum posture posture, struct error *error);
void job_begin_card(struct jobs *jobs, const char *path, enum job_to to);
/* What `params` point at is copied. */
bool job_begin_film(struct jobs *jobs, const struct film_params *params,
                    struct error *error);
/* The view without panels, as a PNG of that size. */
struct job_picture {
    int width, height;
    enum job_to to;
    enum desk_ground ground;
};
void job_begin_picture(struct jobs *jobs, const char *path,
                       const struct job_picture *picture);
/* One step; whether there is a job. */
bool job_step(struct jobs *jobs);
void job_stop(struct jobs *jobs);

#endif
