/* job.h - what takes longer than a moment, done step by step between frames: a plan card,
 * a film, a picture of the view. It keeps a copy of the case. While it runs nothing else
 * can be changed (app_input.c); it can be stopped. */
#ifndef DEQI_APP_JOB_H
#define DEQI_APP_JOB_H

#include "app/app.h"

struct job;

enum job_kind { JOB_CARD, JOB_TURN, JOB_SESSION, JOB_PICTURE };

/* Begins; what goes wrong at once, or later, is said in the window. */
void job_begin(struct app *app, enum job_kind kind, const char *path);
/* The view without panels, as a PNG of that size. */
void job_begin_picture(struct app *app, const char *path, int width, int height);
/* One step; whether there is a job. */
bool job_step(struct app *app);
bool job_runs(const struct app *app);
void job_stop(struct app *app);
/* The card with the bar. */
void job_card(struct app *app, struct gui *gui);

#endif
