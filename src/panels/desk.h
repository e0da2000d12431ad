/* desk.h - the desk that panels and modes work at: the case, what the eye sees, what
 * panels and pointer are at; and what they may do with it at any time.
 *
 * What only the program itself can do (another mode, another language, opening a file) is
 * asked of it through the queue of action.h and done between two frames.
 */
#ifndef DEQI_PANELS_DESK_H
#define DEQI_PANELS_DESK_H

#include "anatomy/cutaway.h"
#include "base/arena.h"
#include "document/dossier.h"
#include "document/settings.h"
#include "panels/case_brush.h"
#include "panels/sink.h"
#include "platform/window.h"
#include "rules/engine.h"
#include "scene/camera.h"
#include "stage/aim.h"
#include "stage/picture.h"
#include "stage/stage.h"
#include "stage/subject.h"

/* What the pointer does on the body. */
enum app_gesture {
    GESTURE_NONE,
    GESTURE_ORBIT,
    GESTURE_PAN,
    GESTURE_PAINT,
    GESTURE_LANDMARK
};

/* What the eye was sent to; nothing once the user has moved it. */
enum app_aimed { AIMED_NOWHERE, AIMED_WHOLE, AIMED_PLAN, AIMED_PLACE };

struct app_eye {
    struct camera camera;
    struct camera_flight flight;
    bool flying;
    enum app_aimed aimed;
    struct aim aim; /* framed anew when the free part changes */
    struct camera_port port;
    unsigned layers;
    float see_through;
    struct isolate isolate; /* what of all that is shown */
    struct isolate shown;   /* that in the last frame: a mode may show otherwise */
    struct cutaway cut;     /* what of the body that was in the last frame */
    int hover;              /* index of a mark, or -1 */
    int hover_line;         /* index of a line of the subject's traces, or -1 */
    uint32_t marks_version; /* of the stage, that `hover` goes by */
    char selected[32];      /* code; "" = none */
    enum side selected_side;
    char structure[64]; /* beneath the skin, looked at: its id; "" = none */
    enum side structure_side;
    char landmark[48]; /* looked at; "" = none */
    enum side landmark_side;
    char channel[8];   /* looked at; "" = none */
    bool channel_held; /* by hand, and let go of like a selection */
    int region;        /* of the catalogue, found and lit; -1 = none */
    int64_t moved_ms;  /* when the view last moved */
    bool names_hidden; /* nothing on the body may be named */
};

struct app_pointer {
    struct gui_input gui;
    char text[256];
    enum app_gesture gesture;
    float press_x, press_y, x, y;
    bool dragged;
    bool has_pivot; /* the skin was pressed there: the view turns about it */
    float pivot[3];
    bool typing; /* on the keyboard of the screen */
    int clicks;  /* 2 = the second of a double click; 0 since a key was used */
};

/* Of what is being made: a card, a film, a picture, a body. */
struct app_work {
    bool on;
    bool waits;   /* for a thread of its own: a body */
    int done, of; /* pictures of a film; `of` 0 = no film */
    float fraction;
};

/* The time; `given`: a test's own, Unix ms, that stands still while a slow machine draws.
 */
struct app_clock {
    const int64_t *given; /* NULL: the clocks of the machine */
    int64_t now_ms;       /* monotonic; of the last look at it */
    int64_t frame_ms;     /* likewise, of the last frame */
    int64_t touched_ms;   /* as desk_time_ms: when anyone last did anything */
};

struct search_entry; /* views/search_hits.h */

struct app_search {
    char query[128]; /* in the field */
    /* places go by their Chinese and English names too; NULL until needed */
    struct texts *chinese, *english;
    const char *data_dir; /* where they are read from */
    /* tours, cases, cautions and commands, n_entries of them, by their titles in the
     * language at hand (app/search_list.c); made anew where `listed` is false */
    struct arena *arena;
    const struct search_entry *entry;
    int n_entries;
    bool listed;
};

/* What lies before panels and modes alike; the program has more (app/), which they do not
 * see. What is pointed at is the program's. */
struct desk {
    const char *data_dir;
    struct settings settings;
    struct texts *texts;
    struct picture *picture;
    struct subject *subject;
    struct stage *stage;
    struct dossier dossier;
    struct app_eye eye;
    struct sink sink;
    struct app_clock clock;
    struct app_search search;
    struct app_pointer pointer;
    enum app_mode mode;
    bool from_teach;       /* the display was opened there */
    float density;         /* pixels of the window to a point of the desktop */
    int64_t named_session; /* by whoever started the program; 0 = none */

    struct case_brush brush;
    struct rule_view *rule; /* rule_view.c */
    struct arena *words;    /* of the views of the frame at hand; empty at its begin */
    struct landmark_tool *landmark_tool; /* landmark_tool.c */
    struct measure_tool *measure_tool;   /* measure_tool.c */

    struct live_session *live; /* live_session.c; shown by every mode */
    struct teach *teach;       /* teach.c */
    struct display *display;   /* display.c */
    struct clinic *clinic;     /* clinic.c */
    struct shell *shell;       /* shell.c */
    struct side_tiles *sides;  /* of the program's own: views beside the eye's */
    struct app_work work;      /* how far what is being made is */
};

// ------------------------------------------------------------- desk.c

int64_t desk_unix_ms(const struct app_clock *clock);
/* Monotonic, for what takes people seconds (idling, a notice, a corner held). A test's
 * own clock where it has one: it stands still while a slow machine draws. */
int64_t desk_time_ms(const struct app_clock *clock);
/* The present moment for a session: the clocks, or what a test says it is. */
struct session_time desk_session_time(const struct app_clock *clock);
const struct theme *desk_theme(const struct settings *settings, enum app_mode mode);

#endif
