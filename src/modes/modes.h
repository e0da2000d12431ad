/* modes.h - what the modes have in common.
 *
 * A mode is a const table of functions; each may be NULL. The shell (shell.c) calls the
 * present mode's. A mode keeps its state behind its own pointer in struct app.
 */
#ifndef DEQI_MODES_MODES_H
#define DEQI_MODES_MODES_H

#include "panels/state.h"

struct mode_look {
    float zoom;        /* of all words, beyond the user's text scale */
    bool names_hidden; /* nothing on the body may be named */
};

struct mode_table {
    bool (*create)(struct app *app, struct error *error);
    void (*destroy)(struct app *app);
    void (*enter)(struct app *app); /* also after language or size changed */
    void (*leave)(struct app *app);
    /* Before a frame, once what was asked for is done: what follows for the mode from
     * what has changed, and how it wants the window. What comes after only describes. */
    void (*prepare)(struct app *app, struct mode_look *look);
    /* Panels over the picture. Sets app->shell->left and app->shell->right to what they
     * cover. */
    void (*panels)(struct app *app, struct gui *gui);
    /* What the picture shall show: changes what it wants of a view of the user's case. */
    void (*view)(const struct app *app, struct stage_view *view);
    /* Time has passed: returns how many ms until it wants to be called again, -1 never.
     */
    int (*tick)(struct app *app);
    bool (*press)(struct app *app, float x, float y); /* true: the drag is the mode's */
    void (*drag)(struct app *app, float x, float y);
    void (*release)(struct app *app, float x, float y);
    void (*cancel)(struct app *app); /* instead of release: takes back what press began;
                                        NULL: as a release */
    bool (*click)(struct app *app, float x, float y); /* true: handled */
    bool (*key)(struct app *app, uint32_t key, unsigned mods);
    void (*key_up)(struct app *app, uint32_t key);
    void (*touched)(struct app *app); /* any event at all: ends idling */
};

extern const struct mode_table TEACH_MODE, DISPLAY_MODE, CLINIC_MODE, BOARD_MODE;

/* By enum app_mode. */
extern const struct mode_table *const MODES[];

#endif
