/* drive.h - the whole program under a test's hand: SDL's offscreen driver, folders of its
 * own, a clock that the test moves, and events as if from a keyboard and a pointer. */
#ifndef DEQI_TESTS_APP_DRIVE_H
#define DEQI_TESTS_APP_DRIVE_H

#include "app/app_internal.h"

struct drive {
    struct app *app;
    int64_t clock; /* Unix ms, as the session sees it */
    char folder[256], journal[300];
    struct drive_finger {
        bool down, mouse; /* `mouse`: SDL makes mouse events of this one */
        float x, y;
    } finger[4];
    int clicks; /* 1 + how often the button went down there just before */
};

struct drive_params {
    int width, height;
    int mode; /* of enum app_mode; -1 = as remembered */
    const char *case_path, *lang;
    int64_t session;        /* as --session; 0 = none */
    const char *data_dir;   /* NULL = the source tree */
    const char *body, *set; /* as on the command line; one word of --set */
    const char *journal;    /* NULL = a file in its folder */
    float text_scale;       /* 0 = 1 */
    enum { DRIVE_LIGHT, DRIVE_DARK } theme;
    enum { DRIVE_KNOWN, DRIVE_NEW } user; /* DRIVE_NEW: started by hand, never before */
    enum { DRIVE_FRESH, DRIVE_AGAIN } folder; /* DRIVE_AGAIN: as the last one left it */
};

/* False where there is no graphics: skip. Fails the test for any other reason. */
bool drive_open(struct drive *drive, const struct drive_params *params);
/* The same where size 0 is 1100x700; without graphics the program ends as skipped. */
void drive_start(struct drive *drive, struct drive_params params);
void drive_close(struct drive *drive);

/* The case as it is now. */
const struct case_record *drive_record(const struct drive *drive);

/* Turns of the loop until nothing is left to draw. */
void drive_settle(struct drive *drive);
void drive_key(struct drive *drive, int sdl_key, int sdl_mods);
void drive_type(struct drive *drive, const char *text);
void drive_click(struct drive *drive, float x, float y);
void drive_double_click(struct drive *drive, float x, float y);
/* Pressed, dragged, and only then let go; the way there is drawn. */
void drive_hold(struct drive *drive, float x, float y);
void drive_move(struct drive *drive, float x, float y);
void drive_let_go(struct drive *drive, float x, float y);
void drive_drag(struct drive *drive, float x0, float y0, float x1, float y1);
/* Fingers 0 to 3, in pixels, with every event in the order in which SDL sends it for a
 * touch screen: mouse events for the first on the glass, gestures from two on. */
void drive_finger_down(struct drive *drive, int finger, float x, float y);
void drive_finger_move(struct drive *drive, int finger, float x, float y);
void drive_finger_up(struct drive *drive, int finger);
/* The gesture alone: two fingers, together at (x, y) as shares of the glass, `apart`
 * farther than before. */
void drive_pinch(struct drive *drive, float x, float y, float apart);
void drive_drop(struct drive *drive, const char *path);
void drive_close_button(struct drive *drive);
/* What SDL makes of SIGTERM. */
void drive_signal(struct drive *drive);
/* Taps the widget whose label begins so, scrolling to it where it must; fails the test
 * where there is none. */
void drive_tap(struct drive *drive, const char *label);
/* The same by the id of its text, after `prefix` ("" = none): for any language. */
void drive_tap_id(struct drive *drive, const char *prefix, const char *id);
bool drive_sees(struct drive *drive, const char *label);
/* Its middle, clicked twice without a look in between. */
void drive_tap_twice(struct drive *drive, const char *label);
/* Drags the slider from one share of its track to another. */
void drive_slide(struct drive *drive, const char *label, float from, float to);
/* Where a widget that is seen is; fails the test where it is not. */
struct gui_rect drive_find(struct drive *drive, const char *label);
/* Seconds pass on the session's clock. */
void drive_pass(struct drive *drive, int seconds);
/* The clinic's own steps, all by tapping: needle `i` of the checklist (insertion order of
 * the plan) goes in and has De Qi; all of them; every region's hot/cold test is passed;
 * every needle comes out. */
void drive_begin_session(struct drive *drive);
void drive_needle(struct drive *drive, int i);
void drive_needle_all(struct drive *drive);
void drive_tap_needle(struct drive *drive, int i);
/* Whether the row of needle `i` is in sight. */
bool drive_sees_needle(struct drive *drive, int i);
/* Needle `i` comes out. */
void drive_remove(struct drive *drive, int i);
void drive_test_all(struct drive *drive);
void drive_remove_all(struct drive *drive);
/* The pixel of a point's skin in the present view. */
void drive_site(struct drive *drive, const char *code, enum side side, float pixel[2]);

/* False where the program runs without a driver (no_graphics.c): then every picture is
 * black, and drive_check_picture compares nothing. */
extern const bool drive_has_graphics;
/* For a test of what is seen: skips it there. */
void drive_needs_pictures(void);

/* RGBA rows from the top; free it. */
uint8_t *drive_pixels(struct drive *drive, int *width, int *height);
void drive_save(struct drive *drive, const char *path);
/* Compares with tests/app/images/NAME.png, or replaces that where drive_update_pictures
 * is set (`--update`); what it looked like stays in the build folder as app_NAME.png. */
void drive_check_picture(struct drive *drive, const char *name);
extern bool drive_update_pictures;

#endif
