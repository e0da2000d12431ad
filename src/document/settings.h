/* settings.h - what deqi remembers between runs: $XDG_CONFIG_HOME/deqi/settings.json, by
 * default in ~/.config; as the XDG rules say, a relative folder is none.
 *
 * A file that is missing or damaged is not an error: what it lacks has its default, and
 * the next save replaces it. Reading writes nothing. A save keeps the keys and the layers
 * that another version has put there, but not what it has put into a body, a list of
 * files or the kept views: those are written as they were understood. A PIN that an
 * earlier version kept in readable figures is hashed as it is read; whoever may write
 * saves it then (`readable_pin`).
 */
#ifndef DEQI_DOCUMENT_SETTINGS_H
#define DEQI_DOCUMENT_SETTINGS_H

#include <limits.h>
#include <stdbool.h>

#include "base/error.h"
#include "document/kept_views.h"
#include "document/pin.h"
#include "geom/shape.h"

enum app_mode { APP_TEACH, APP_DISPLAY, APP_CLINIC, APP_BOARD, APP_MODES };

enum {
    SETTINGS_RECENT = 8,
    SETTINGS_BODIES = 5,
    SETTINGS_TONES = 3,
    SETTINGS_RETURN_MOST = 120,
    SETTINGS_SHAPES = 5 /* values of a shape */
};

/* The body to begin with, as subject_create takes it; nothing of it has been tried. */
struct settings_body {
    char name[512]; /* neutral, female, male, or the whole path of a model file */
    bool shaped;    /* one of deqi's own, in this shape */
    struct shape_params shape;
};

struct settings {
    enum app_mode mode;
    bool dark[APP_MODES];
    bool reduced_motion;
    bool welcomed;    /* the first words have been read; so they were by who has a file */
    bool one_view;    /* no views of a plan beside the eye's */
    bool letters_off; /* no single letter, figure or sign is a command */
    float text_scale; /* 1 .. 2 */
    unsigned layers;  /* of enum scene_layer */
    int width, height;
    bool fullscreen;
    char lang[32];
    bool spoken;        /* an alarm is said aloud, too, where there is a voice */
    int tone, volume;   /* of the alarm: enum audio_voice; per cent, never 0 */
    char pin[PIN_HASH]; /* that leads out of the display; "" = none asked for */
    bool readable_pin;  /* that is how it stands in the file, or stood at the last look */
    bool covered;       /* the display's figure in cloth */
    enum settings_keys {
        SETTINGS_KEYS_TOUCH, /* once a finger has tapped a field */
        SETTINGS_KEYS_ALWAYS,
        SETTINGS_KEYS_NEVER
    } keyboard;        /* on the screen */
    int return_min;    /* after which the display comes back; 0 = never */
    char journal[512]; /* a file or a server's address; "" = the user's own */
    struct settings_body body;
    char recent[SETTINGS_RECENT][PATH_MAX]; /* paths of cases, the last first; "" ends */
    char bodies[SETTINGS_BODIES][PATH_MAX]; /* likewise of model files */
    struct kept_view view[SETTINGS_VIEWS];  /* n_views of them */
    int n_views;
};

struct settings settings_default(void);
/* Whether the same is kept of both. */
bool settings_equal(const struct settings *a, const struct settings *b);
/* Returns false (and the defaults) where nothing could be read. */
bool settings_load(struct settings *settings);
bool settings_save(const struct settings *settings, struct error *error);
/* The shape in the words that subject_create takes; returns how many. */
int settings_body_words(const struct settings_body *body,
                        char words[SETTINGS_SHAPES][32]);
void settings_add_recent(struct settings *settings, const char *path);
void settings_add_body(struct settings *settings, const char *path);
extern const char *const SETTINGS_MODES[]; /* by enum app_mode; NULL ends */

#endif
