/* modes.h - what the modes have in common.
 *
 * A mode is a const table of functions; each may be NULL. The shell (shell.c) calls the
 * present mode's. A mode keeps its state behind its own pointer in struct desk.
 */
#ifndef DEQI_MODES_MODES_H
#define DEQI_MODES_MODES_H

#include "panels/desk.h"

struct mode_look {
    float zoom;        /* of all words, beyond the user's text scale */
    float marks;       /* of what lies on the body, likewise */
    bool names_hidden; /* nothing on the body may be named */
    bool beside;       /* what one view of the plan cannot show stands beside it */
};

struct mode_table {
    bool (*create)(struct desk *desk, struct error *error);
    void (*destroy)(struct desk *desk);
    void (*enter)(struct desk *desk); /* also after language or size changed */
    void (*leave)(struct desk *desk);
    /* Before a frame, once what was asked for is done: what follows for the mode from
     * what has changed, and how it wants the window. What comes after only describes. */
    void (*prepare)(struct desk *desk, struct mode_look *look);
    /* Panels over the picture. Sets desk->shell->left and desk->shell->right to what they
     * cover. */
    void (*panels)(struct desk *desk, struct gui *gui);
    /* What the picture shall show: changes what it wants of a view of the user's case. */
    void (*view)(const struct desk *desk, struct stage_view *view);
    /* Time has passed: returns how many ms until it wants to be called again, -1 never.
     */
    int (*tick)(struct desk *desk);
    bool (*press)(struct desk *desk, float x, float y); /* true: the drag is the mode's */
    void (*drag)(struct desk *desk, float x, float y);
    void (*release)(struct desk *desk, float x, float y);
    void (*cancel)(struct desk *desk); /* instead of release: takes back what press began;
                                        NULL: as a release */
    bool (*click)(struct desk *desk, float x, float y); /* true: handled */
    bool (*key)(struct desk *desk, uint32_t key, unsigned mods);
    void (*key_up)(struct desk *desk, uint32_t key);
    void (*touched)(struct desk *desk); /* any event at all: ends idling */
};

extern const struct mode_table TEACH_MODE, DISPLAY_MODE, CLINIC_MODE, BOARD_MODE;

/* By enum app_mode. */
extern const struct mode_table *const MODES[];

#endif
