/* app_internal.h - what the files of this floor share: the program and its parts. */
#ifndef DEQI_APP_APP_INTERNAL_H
#define DEQI_APP_APP_INTERNAL_H

#include "app/app.h"
#include "platform/window.h"

struct job;

struct app {
    struct desk desk;
    struct app_params params;
    struct settings kept; /* as they were last written */
    bool unkept;          /* that failed, which has been said */
    struct window *window;
    int64_t notice_until_ms;
    int64_t paced_ms;  /* app_time_ms of the last frame */
    unsigned n_frames; /* drawn so far */
    bool running;
    enum { APP_SLEEP_UNSAID, SINK_STAYS_AWAKE, APP_MAY_SLEEP } sleep; /* of the screen */
    struct job *job;                                                  /* NULL = none */
};

// ------------------------------------------------------------- program.c

enum { APP_LEAST_WIDTH = 200, APP_LEAST_HEIGHT = 150 };
/* The window's, unless it fills the screen or a desktop has shrunk it to nothing. */
void app_remember_size(struct app *app);
void app_set_mode(struct app *app, enum app_mode mode);
void app_toggle_fullscreen(struct app *app);
bool app_set_lang(struct app *app, const char *lang);
/* Of the languages that there are, the one after the present; after the last the first.
 */
void app_next_lang(struct app *app);
/* Ends, unless a mode or an unsaved case stands against it. */
void app_ask_to_close(struct app *app);

// ------------------------------------------------------------- actions.c

extern const struct action ACTIONS[]; /* by enum action_id */
/* Does it, or says why not. */
void action_run(struct app *app, const struct request *request);
/* Whether the action can be had now. */
bool action_may(const struct app *app, enum action_id id);
/* Tells the panels of the next frame which can be had. */
void actions_offer(struct app *app);
/* Whether the action has to wait for a session or a job that has the case; says so. */
bool action_is_held(struct app *app, enum action_id id);
/* What was asked for, in the order in which it was. */
void actions_run_all(struct app *app);
/* Runs what a key stands for; false where it stands for nothing. */
bool action_run_key(struct app *app, uint32_t key, unsigned mods);

// ------------------------------------------------------------- director.c

/* To where the plan is seen, where the mode works on it. */
void app_show_plan(struct app *app);
/* Selects a point ("" = none) and, where asked and the body has it, flies to it. */
void app_select(struct app *app, const char *code, enum side side,
                enum sink_approach how);
/* A rule with its points; "" = none. */
void app_show_rule(struct app *app, const char *id);
/* Turns a layer on or off as layers_toggle does, and remembers it. */
void app_toggle_layer(struct app *app, unsigned layer);
/* Sets out to what was asked for; after the stage was built with the panels standing. */
void app_set_out(struct app *app);
/* The first view of the body, without a flight. */
void app_first_view(struct app *app);
/* The free part of the picture has changed; with the window it changes at once. */
enum app_refit { APP_REFIT_PANELS, APP_REFIT_WINDOW };
void app_refit(struct app *app, enum app_refit what);

// ------------------------------------------------------------- app_draw.c

bool app_draw(struct app *app, struct error *error);
/* The view without panels at any size: RGBA rows from the top, malloc'ed. */
bool app_snapshot(struct app *app, int width, int height, uint8_t **pixels,
                  struct error *error);

#endif
