/* state.h - what the program is about while it runs: the case, what the eye sees, what
 * panels and pointer are at; and what panels and modes may do with it at any time.
 *
 * What only the program itself can do (another mode, another language, opening a file) is
 * asked of it through the queue of actions.h and done between two frames.
 */
#ifndef DEQI_PANELS_STATE_H
#define DEQI_PANELS_STATE_H

#include "base/arena.h"
#include "document/history.h"
#include "document/settings.h"
#include "panels/actions.h"
#include "panels/case_brush.h"
#include "platform/window.h"
#include "rules/engine.h"
#include "scene/camera.h"
#include "stage/aim.h"
#include "stage/picture.h"
#include "stage/stage.h"
#include "stage/subject.h"

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
    int width, height;    /* 0: as remembered */
    const int64_t *clock; /* tests: points at the time in Unix ms; NULL: the clock */
};

/* What the pointer does on the body. */
enum app_gesture { GESTURE_NONE, GESTURE_ORBIT, GESTURE_PAN, GESTURE_PAINT };

/* What the eye was sent to; nothing once the user has moved it. */
enum app_aimed { AIMED_NOWHERE, AIMED_WHOLE, AIMED_PLAN, AIMED_PLACE };

/* What the eye is asked to look at. It sets out once the panels stand: only then it is
 * known where the picture is free. */
struct app_target {
    enum {
        LOOK_NOWHERE,
        LOOK_HOME,    /* the whole body, `what` from the front, the back, ... */
        LOOK_PLAN,    /* most of what is lit; of what hurts in `record`, or NULL */
        LOOK_POINT,   /* `what` on `side` */
        LOOK_CHANNEL, /* `what` */
        LOOK_REGION,  /* `what` on `side` */
        LOOK_NEAR,    /* `near`, as level as can be */
        LOOK_TURN     /* gently, until `what` on `side` is seen */
    } look;
    char what[40];
    enum side side;
    const struct case_record *record;
    struct app_near {
        struct aim_place place;
        struct aim aim;
    } near;
};

struct app_view {
    struct camera camera;
    struct camera_flight flight;
    bool flying;
    enum app_aimed aimed;
    struct aim aim;           /* framed anew when the free part changes */
    struct app_target target; /* that the eye sets out to, once the panels stand */
    struct camera_port port;
    unsigned layers;
    float see_through;
    int hover;              /* index of a mark, or -1 */
    uint32_t marks_version; /* of the stage, that `hover` goes by */
    char selected[32];      /* code; "" = none */
    enum side selected_side;
    char structure[64]; /* beneath the skin, looked at: its id; "" = none */
    enum side structure_side;
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
    int clicks; /* 2 = the second of a double click; 0 since a key was used */
};

/* Of what is being made: a card, a film, a picture. */
struct app_work {
    int done, of; /* pictures of a film; `of` 0 = no film */
    float fraction;
};

struct app_case {
    struct history *history;
    unsigned version; /* grows with every change, and with another case */
    struct arena *arena;
    struct plan plan;
    struct case_record *draft; /* app_draft_case */
    unsigned followed;         /* the version that the body was shaped by */
    bool shapes;               /* the case says what body is shown: */
    struct shape_params shape; /* this one */
    bool aside;                /* a session is shown with its case; the user's own ... */
    int own;                   /* ... is there in the history */
};

struct app {
    struct app_params params;
    struct settings settings, kept; /* as they are, and as they were last written */
    bool unkept;                    /* that failed, which has been said */
    struct texts *texts;
    struct window *window;
    struct picture *picture;
    struct subject *subject;
    struct engine *engine;
    struct stage *stage;
    struct app_case record;
    struct app_view view;
    struct app_pointer pointer;
    enum app_mode mode;

    struct gui_rect left, right; /* where the mode's panels ended, in image pixels */
    struct gui_rect corner;      /* what stands over the picture besides */
    float top, bottom;           /* what they cover at the upper and lower edge */
    bool unsettled;              /* a panel turned out to need another size */
    float zoom;                  /* of all words, beyond the user's text scale; 0 = 1 */
    bool names_hidden;           /* nothing on the body may be named */
    struct case_brush brush;
    struct rule_view *rule; /* rule_view.c */
    struct arena *words;    /* of the views of the frame at hand; empty at its begin */
    struct texts *chinese;  /* search.c: places go by their Chinese names too */
    struct landmark_tool *landmark_tool; /* landmark_tool.c */
    char query[128];                     /* in the search field */
    char notice[1200];                   /* one line shown for a while; "" = none */
    int64_t notice_until_ms;

    int64_t now_ms, frame_ms; /* monotonic; of the last frame */
    int frames_due;           /* draw at least so many more ... */
    int pace_ms;              /* ... and leave at least that between two of them */
    int64_t paced_ms;         /* app_time_ms of the last frame */
    unsigned n_frames;        /* drawn so far */
    bool running;
    enum { APP_SLEEP_UNSAID, APP_STAYS_AWAKE, APP_MAY_SLEEP } sleep; /* of the screen */

    struct live_session *live; /* live_session.c; shown by every mode */
    struct teach *teach;       /* teach.c */
    struct display *display;   /* display.c */
    struct clinic *clinic;     /* clinic.c */
    struct shell *shell;       /* shell.c */
    struct job *job;           /* of the program's; NULL = none */
    struct app_work work;      /* how far that is */

    const struct action *actions;          /* by enum action_id */
    struct request request[REQUESTS_MOST]; /* of this frame, to be done after it */
    int n_requests;
};

// ------------------------------------------------------------- state.c

void app_redraw(struct app *app);      /* something changed */
void app_redraw_once(struct app *app); /* only figures did: nothing has to settle */
/* A panel of this frame turned out to need another size than it had. */
void app_unsettle(struct app *app);
/* Text in the user's language from text/LANG.json. */
const char *app_text(const struct app *app, const char *id);
/* An error in the user's words: with its place, or what is wrong alone. */
void app_say_error(struct app *app, const struct error *error);
void app_say_why(struct app *app, const struct error *error);
void app_say(struct app *app, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int64_t app_unix_ms(const struct app *app);
/* Monotonic, for what takes people seconds (idling, a notice, a corner held). A test's
 * own clock where it has one: it stands still while a slow machine draws. */
int64_t app_time_ms(const struct app *app);
/* The present moment for a session: the clocks, or what a test says it is. */
struct session_time app_session_time(const struct app *app);
/* Asks for an action, done between this frame and the next. */
void app_request(struct app *app, const struct request *request);
void app_ask(struct app *app, enum action_id id, int64_t argument);
/* Whether the action can be had now. */
bool app_may(const struct app *app, enum action_id id);
/* Whether a card, a film or a picture is being made. */
bool app_works(const struct app *app);
const struct theme *app_theme(const struct app *app);
float app_scale(const struct app *app);

// ------------------------------------------------------------- case_state.c

/* Another case is a step that can be undone. `path` "-" is standard input. */
bool app_open_case(struct app *app, const char *path, struct error *error);
/* The same with a case that is there already; `path` "" where it has no file. */
void app_begin_case(struct app *app, const struct case_record *record, const char *path);
bool app_save_case(struct app *app, const char *path, struct error *error);
/* A copy of the case to be changed and given to app_change_case; until the next call. */
struct case_record *app_draft_case(struct app *app);
/* Replaces the case; see history_set. The plan follows before this returns. */
void app_change_case(struct app *app, const struct case_record *record, int group);
/* After the history itself was replaced. */
void app_case_changed(struct app *app);
/* Shows another case, which no file holds, until the user's own is taken back. */
void app_put_case_aside(struct app *app, const struct case_record *instead);
void app_take_case_back(struct app *app);
/* Shows the session of that id, LIVE_SESSION_LAST the last that is open, with its case;
 * the user's own, changes and all, is put aside until the session is left. The mode
 * stays. False where there is none, or it is the one that is shown. */
bool app_take_up_session(struct app *app, int64_t id);
void app_leave_session(struct app *app);
void app_undo(struct app *app);
void app_redo(struct app *app);

// ------------------------------------------------------------- eye.c

/* These say where the eye is to go (struct app_target); the last one counts. */
void app_fly_home(struct app *app, const char *named_view); /* "front" ... */
void app_fly_near(struct app *app, const struct app_near *near);
/* The user has moved the eye: nothing else moves it until it is sent somewhere. */
void app_eye_moved(struct app *app);
/* To where most of the chosen points are seen, and of what hurts in the case, which may
 * be NULL. */
void app_fly_plan(struct app *app, const struct case_record *record);
/* The same of the user's case, where the mode works on it. */
void app_show_plan(struct app *app);
/* Whether the point is well seen from where the eye is, or is flying to. */
bool app_sees(const struct app *app, const char *code, enum side side);
/* Where the eye still looks at the plan: turns gently until the point is seen. */
void app_turn_to(struct app *app, const char *code, enum side side);
void app_fly_channel(struct app *app, const char *channel);
/* A territory of the skin; SIDE_M: the left, or the midline's. False where this body has
 * none of that id. */
bool app_fly_region(struct app *app, const char *id, enum side side);
/* The same with the territory lit on both sides, until something else is selected. */
bool app_show_region(struct app *app, const char *id);
/* Selects a point ("" = none) and, where asked, flies to it. */
enum app_approach { APP_STAY, APP_FLY };
void app_select(struct app *app, const char *code, enum side side, enum app_approach how);
/* Turns a layer on or off as layers_toggle does, and remembers it. */
void app_toggle_layer(struct app *app, unsigned layer);
/* Where the skin is solid and a layer beneath it is on, it becomes thin; what of that
 * cannot be had is said. */
void app_thin_skin(struct app *app);
/* The skin under a pixel. */
bool app_skin_at(const struct app *app, float x, float y, struct bvh_hit *hit);

/* The present view for a picture of that size without panels: what stood beside each
 * other in the window stays in it. */
struct camera app_camera_for(const struct app *app, int width, int height);
#endif
