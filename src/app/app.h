/* app.h - the program with a window: one shell, three modes.
 *
 *     app_create    loads data and body, opens the window
 *     app_run       until the window closes
 *     app_step      one turn of the loop: events, time, a frame if something changed
 *
 * Tests drive app_step with injected events and a clock of their own. Everything that a
 * mode or a panel needs is in struct app; what is only its own lives in its own file
 * behind a pointer here. Functions are grouped by file, in the order of the road: data,
 * view, panels.
 */
#ifndef DEQI_APP_APP_H
#define DEQI_APP_APP_H

#include "app/case_brush.h"
#include "app/highlight.h"
#include "app/history.h"
#include "app/picture.h"
#include "app/settings.h"
#include "app/subject.h"
#include "app/tint.h"
#include "base/arena.h"
#include "platform/window.h"
#include "rules/engine.h"
#include "scene/camera.h"

struct app_params {
    const char *data_dir;
    const char *case_path;  /* NULL: the demonstration case */
    const char *body;       /* NULL: as remembered, else neutral */
    const char *const *set; /* "PARAM=VALUE", n_set of them */
    int n_set;
    const char *lang;    /* NULL: as remembered */
    const char *journal; /* NULL: the user's own */
    int mode;            /* of enum app_mode; -1: as remembered */
    enum { APP_WINDOWED, APP_FULLSCREEN } start;
    int width, height;    /* 0: as remembered */
    const int64_t *clock; /* tests: points at the time in Unix ms; NULL: the clock */
};

/* What the pointer does on the body. */
enum app_gesture { GESTURE_NONE, GESTURE_ORBIT, GESTURE_PAN, GESTURE_PAINT };

struct app_view {
    struct camera camera;
    struct camera_flight flight;
    bool flying;
    bool at_home; /* the whole body is framed: frame it anew when the free part changes */
    struct camera_port port;
    unsigned layers;
    float see_through;
    int hover;         /* index of a mark, or -1 */
    char selected[32]; /* code; "" = none */
    enum side selected_side;
    char channel[8];  /* looked at; "" = none */
    int region;       /* of the catalogue, found and lit; -1 = none */
    int64_t moved_ms; /* when the view last moved */
};

struct app_pointer {
    struct gui_input gui;
    char text[256];
    enum app_gesture gesture;
    float press_x, press_y, x, y;
    bool dragged;
    int clicks;
};

struct app_case {
    struct history *history;
    unsigned version; /* of the history that the plan was made from */
    struct arena *arena;
    struct plan plan;
    char path[1024];
};

struct app {
    struct app_params params;
    struct settings settings;
    struct texts *texts;
    struct window *window;
    struct picture *picture;
    struct subject *subject;
    struct engine *engine;
    struct highlight *highlight;
    struct app_case record;
    struct app_view view;
    struct app_pointer pointer;
    enum app_mode mode;

    struct gui_rect left, right; /* where the mode's panels ended, in image pixels */
    float top, bottom;           /* what they cover at the upper and lower edge */
    float zoom;                  /* of all words, beyond the user's text scale; 0 = 1 */
    bool names_hidden;           /* nothing on the body may be named */
    bool show_keys;
    struct case_brush brush;
    float severity; /* of stocking and glove, 0 .. 1 */
    struct tint *tint;
    struct rule_view *rule; /* rule_view.c */
    struct texts *chinese;  /* search.c: places go by their Chinese names too */
    struct landmark_tool *landmark_tool; /* landmark_tool.c */
    char query[128];                     /* in the search field */
    char notice[512];                    /* one line shown for a while; "" = none */
    int64_t notice_until_ms;

    int64_t now_ms, frame_ms; /* monotonic; of the last frame */
    int frames_due;           /* draw at least so many more */
    bool running, marks_stale;
    struct scene_mark *marks; /* what the highlight made, plus what modes add */
    uint32_t n_marks;
    uint32_t courses_version;

    struct running *running_session; /* clinic_session.c; shown by every mode */
    struct teach *teach;             /* teach.c */
    struct display *display;         /* display.c */
    struct clinic *clinic;           /* clinic.c */
    struct shell *shell;             /* shell.c */
};

struct app *app_create(const struct app_params *params, struct error *error);
void app_destroy(struct app **app);
int app_run(struct app *app);
/* Handles what there is to handle, waits at most `wait_ms` for more, draws if it must.
 * Returns false once the program is to end. */
bool app_step(struct app *app, int wait_ms);

// ------------------------------------------------------------- app.c

void app_redraw(struct app *app); /* something changed */
/* Text in the user's language from text/LANG.json. */
const char *app_text(const struct app *app, const char *id);
void app_say(struct app *app, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int64_t app_unix_ms(const struct app *app);
void app_set_mode(struct app *app, enum app_mode mode);
void app_toggle_fullscreen(struct app *app);
/* Shows the session of that id, RUNNING_LAST the last that is open, with its case. */
void app_take_up_session(struct app *app, int64_t id);
bool app_set_lang(struct app *app, const char *lang);
const struct theme *app_theme(const struct app *app);
float app_scale(const struct app *app);

// ------------------------------------------------------------- app_case.c

bool app_open_case(struct app *app, const char *path, struct error *error);
bool app_save_case(struct app *app, const char *path, struct error *error);
/* Replaces the case; see history_set. The plan follows before this returns. */
void app_change_case(struct app *app, const struct case_record *record, int group);
/* After the history itself was replaced. */
void app_case_changed(struct app *app);
void app_undo(struct app *app);
void app_redo(struct app *app);

// ------------------------------------------------------------- app_view.c

void app_fly(struct app *app, const struct camera *to);
void app_fly_home(struct app *app, const char *named_view); /* "front" ... */
/* The free part of the picture has changed. */
void app_refit(struct app *app);
void app_fly_plan(struct app *app);
void app_fly_channel(struct app *app, const char *channel);
/* A territory of the skin; SIDE_M: the left, or the midline's. False where this body has
 * none of that id. */
bool app_fly_region(struct app *app, const char *id, enum side side);
/* The same with the territory lit on both sides, until something else is selected. */
bool app_show_region(struct app *app, const char *id);
/* Selects a point ("" = none) and, where asked, flies to it. */
enum app_approach { APP_STAY, APP_FLY };
void app_select(struct app *app, const char *code, enum side side, enum app_approach how);
/* The skin under a pixel. */
bool app_skin_at(const struct app *app, float x, float y, struct bvh_hit *hit);

// ------------------------------------------------------------- app_input.c

void app_handle(struct app *app, const struct window_event *event);

// ------------------------------------------------------------- app_draw.c

bool app_draw(struct app *app, struct error *error);
/* The view without panels at any size: RGBA rows from the top, malloc'ed. */
bool app_snapshot(struct app *app, int width, int height, uint8_t **pixels,
                  struct error *error);

#endif
