/* app.h - the program with a window: its life, its loop, and what only it can do.
 *
 *     app_create    loads data and body, opens the window
 *     app_run       until the window closes
 *     app_step      one turn of the loop: events, time, a frame if something changed
 *
 * Tests drive app_step with injected events and a clock of their own. What panels and
 * modes share is the desk (panels/desk.h).
 */
#ifndef DEQI_APP_APP_H
#define DEQI_APP_APP_H

#include "panels/desk.h"

struct app_params {
    const char *data_dir;
    const char *case_path;  /* NULL: the demonstration case */
    const char *body;       /* NULL: as remembered, else neutral */
    const char *const *set; /* "PARAM=VALUE", n_set of them */
    int n_set;
    const char *lang;    /* NULL: as remembered */
    const char *journal; /* NULL: the user's own */
    int64_t session;     /* to be shown; 0 = none is named */
    int screen;          /* of window_params */
    int mode;            /* of enum app_mode; -1: as remembered */
    enum { APP_WINDOWED, APP_FULLSCREEN } start;
    /* A few words to whoever was never here before; none before a patient. */
    enum { APP_NO_WELCOME, APP_WELCOME } welcome;
    int width, height;    /* 0: as remembered */
    const int64_t *clock; /* tests: points at the time in Unix ms; NULL: the clock */
};

struct app *app_create(const struct app_params *params, struct error *error);
void app_destroy(struct app **app);
int app_run(struct app *app);
/* Handles what there is to handle, waits at most `wait_ms` for more, draws if it must.
 * Returns false once the program is to end. */
bool app_step(struct app *app, int wait_ms);
/* What one event does; app_step hands it those of the window. */
void app_handle(struct app *app, const struct window_event *event);
/* What panels and modes work at. */
struct desk *app_desk(struct app *app);

#endif
