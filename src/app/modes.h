/* modes.h - what the three modes have in common, and the table of keys.
 *
 * A mode is a const table of functions; each may be NULL. The shell (shell.c) calls the
 * present mode's. A mode keeps its state behind its own pointer in struct app.
 */
#ifndef DEQI_APP_MODES_H
#define DEQI_APP_MODES_H

#include "app/app.h"

/* under which heading of the card a key is listed */
enum app_key_group {
    KEYS_LOOK,
    KEYS_CASE,
    KEYS_STUDY,
    KEYS_WINDOW,
    KEYS_TOUCH,
    KEYS_GROUPS
};

struct app_key {
    uint32_t key; /* of window_event.key */
    unsigned mods;
    const char *text;  /* id of what it does; NULL: not listed */
    const char *shown; /* as printed on the caps, with a space between two */
    void (*run)(struct app *app, int argument);
    int argument;
    enum app_key_group group;
};

/* Ends with key 0; keys of layers are in their own table (layers.h). */
extern const struct app_key APP_KEYS[];

struct mode_table {
    const struct app_key *keys; /* its own, to be listed; end with key 0; may be NULL */
    bool (*create)(struct app *app, struct error *error);
    void (*destroy)(struct app *app);
    void (*enter)(struct app *app); /* also after language or size changed */
    void (*leave)(struct app *app);
    /* Panels over the picture. Sets app->left and app->right to what they cover. */
    void (*panels)(struct app *app, struct gui *gui);
    /* What the picture shall show: changes what it wants of a view of the user's case. */
    void (*view)(struct app *app, struct stage_view *view);
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
    void (*touched)(struct app *app);   /* any event at all: ends idling */
    bool (*may_close)(struct app *app); /* false: says why itself */
};

extern const struct mode_table TEACH_MODE, DISPLAY_MODE, CLINIC_MODE;

const struct mode_table *mode_now(const struct app *app);
bool mode_press(struct app *app, float x, float y);
void mode_drag(struct app *app, float x, float y);
void mode_release(struct app *app, float x, float y);
void mode_cancel(struct app *app);
bool mode_click(struct app *app, float x, float y);
bool mode_key(struct app *app, uint32_t key, unsigned mods);
void mode_touched(struct app *app);
void app_ask_to_close(struct app *app);

/* shell.c: the mode switch, the keys, notices; drawn over every mode but display. */
void shell_panels(struct app *app, struct gui *gui);

#endif
