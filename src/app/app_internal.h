/* app_internal.h - what the files of this floor share: the program and its parts. */
#ifndef DEQI_APP_APP_INTERNAL_H
#define DEQI_APP_APP_INTERNAL_H

#include "app/app.h"
#include "app/director.h"
#include "app/hands.h"
#include "app/job.h"
#include "platform/window.h"

struct app {
    struct desk desk;
    struct director director;
    struct hands hands;
    struct jobs jobs;
    struct app_params params;
    struct settings kept; /* as they were last written */
    bool unkept;          /* that failed, which has been said */
    struct window *window;
    char title[400]; /* as it stands in the title bar */
    int64_t notice_until_ms;
    int64_t paced_ms;  /* desk_time_ms of the last frame */
    unsigned n_frames; /* drawn so far */
    bool running;
    bool undrawn;     /* the driver could not draw the last frame, which has been said */
    int64_t retry_ms; /* when it is tried again, of clock_monotonic_ms */
    enum { APP_SLEEP_UNSAID, SINK_STAYS_AWAKE, APP_MAY_SLEEP } sleep; /* of the screen */
};

// ------------------------------------------------------------- program.c

enum { APP_LEAST_WIDTH = 200, APP_LEAST_HEIGHT = 150 };
/* The window's, unless it fills the screen or a desktop has shrunk it to nothing. */
void program_remember_size(struct app *app);
void program_set_mode(struct app *app, enum app_mode mode);
void program_toggle_fullscreen(struct app *app);
/* Speaks that language from here on; program_set_lang remembers it, too. */
bool program_speak(struct app *app, const char *lang);
bool program_set_lang(struct app *app, const char *lang);
/* Of the languages that there are, the one after the present; after the last the first.
 */
void program_next_lang(struct app *app);
/* Ends, unless a mode or an unsaved case stands against it. */
void program_ask_to_close(struct app *app);

// ------------------------------------------------------------- actions.c

extern const struct action ACTIONS[]; /* by enum action_id */
/* Does it, or says why not. */
void actions_run(struct app *app, const struct request *request);
/* Whether the action can be had now. */
bool actions_may(const struct desk *desk, enum action_id id);
/* Tells the panels of the next frame which can be had. */
void actions_offer(struct desk *desk);
/* Whether the action has to wait for a session or a job that has the case; says so. */
bool actions_is_held(struct desk *desk, enum action_id id);
/* What was asked for, in the order in which it was. */
void actions_run_all(struct app *app);
/* Runs what a key stands for; false where it stands for nothing. */
bool actions_run_key(struct app *app, uint32_t key, unsigned mods);

// ------------------------------------------------------------- graphics.c

/* Before a frame: a context that is lost is made anew. False where none is to be had. */
bool graphics_ready(struct app *app, struct error *error);
/* After it. That it failed is said once, until one has succeeded; it is tried again in
 * some seconds, or as soon as anything changes. */
void graphics_drawn(struct app *app);
void graphics_failed(struct app *app, const struct error *why);
/* How long until then, -1 = nothing is to be tried. */
int graphics_wait_ms(struct app *app);

// ------------------------------------------------------------- app_draw.c

bool app_draw(struct app *app, struct error *error);

#endif
