/* sink.h - what panels and modes ask of the program while a frame is drawn or a hand is
 * at work: actions, a place to look at, a word to be said, another frame.
 *
 * It is filled by them and emptied by the program alone, between two frames (app/). So
 * drawing a frame changes nothing that the frame shows.
 */
#ifndef DEQI_PANELS_SINK_H
#define DEQI_PANELS_SINK_H

#include "anatomy/isolate.h"
#include "panels/action.h"
#include "panels/shell_card.h"
#include "stage/aim.h"
#include "text/text.h"

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
        LOOK_EYE,     /* the aim of `near`, from `yaw` and `pitch` */
        LOOK_TURN     /* gently, until `what` on `side` is seen */
    } look;
    char what[40];
    enum side side;
    const struct case_record *record;
    float yaw, pitch;
    struct app_near {
        struct aim_place place;
        struct aim aim;
    } near;
};

/* What a press changes of a panel's own state: put there once the frame is over. */
struct sink_put {
    void *at;
    size_t size, from; /* where its bytes begin among those of all */
};

struct sink {
    struct request request[REQUESTS_MOST]; /* of this frame, to be done after it */
    int n_requests;
    struct sink_put *put; /* likewise, right after it */
    unsigned char *bytes; /* of what is put */
    size_t n_bytes, room_bytes;
    int n_puts, room_puts;
    const struct action *actions; /* the table of them all, by enum action_id */
    bool may[ACTIONS_COUNT];      /* which actions can be had now; the program says so */
    struct app_target target;     /* that the eye sets out to, once the panels stand */
    char notice[1200];            /* one line shown for a while; "" = none */
    int notice_ms;                /* for how long */
    bool said;                    /* the notice is new */
    int frames_due;               /* draw at least so many more ... */
    int pace_ms;                  /* ... and leave at least that between two of them */
    bool unsettled;               /* a panel turned out to need another size */
};

void sink_redraw(struct sink *sink);      /* something changed */
void sink_redraw_once(struct sink *sink); /* only figures did: nothing has to settle */
/* A panel of this frame turned out to need another size than it had. */
void sink_unsettle(struct sink *sink);
/* Shows a line for some seconds. */
void sink_say(struct sink *sink, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* An error in the user's words: with its place, or what is wrong alone. */
void sink_say_error(struct sink *sink, const struct texts *texts,
                    const struct error *error);
/* A text that names {why}, with the place of the error. */
void sink_say_that(struct sink *sink, const struct texts *texts, const char *id,
                   const struct error *error);
void sink_say_why(struct sink *sink, const struct texts *texts,
                  const struct error *error);
/* What was said is over. */
void sink_hush(struct sink *sink);
/* Asks for an action, done between this frame and the next. */
void sink_request(struct sink *sink, const struct request *request);
void sink_ask(struct sink *sink, enum action_id id, int64_t argument);
/* The same with a text, cut where it is longer than a request's. */
void sink_ask_text(struct sink *sink, enum action_id id, const char *text,
                   int64_t argument);
/* `size` bytes at `at`, which outlives the frame, shall be as `value`; of two that are
 * put in one place the later stands. */
void sink_put(struct sink *sink, void *at, const void *value, size_t size);
/* The same where that is a change. */
void sink_put_changed(struct sink *sink, void *at, const void *value, size_t size);
void sink_put_bool(struct sink *sink, bool *at, bool value);
void sink_put_int(struct sink *sink, int *at, int value);
/* Puts what was asked for where it belongs; after a frame. */
void sink_put_all(struct sink *sink);
/* The case shall be as `record`, which is copied; `group` as of history_set. */
void sink_change_case(struct sink *sink, const struct case_record *record, int group);
/* SHELL_NO_CARD closes what is open. */
void sink_show_card(struct sink *sink, enum shell_card card);
/* Frees what was asked for and is not done, and what held it. */
void sink_clear(struct sink *sink);

// ------------------------------------------------------------- what is looked at

enum sink_approach { SINK_STAY, SINK_FLY };
/* Selects a point ("" = none) and, where asked, flies to it. */
void sink_select(struct sink *sink, const char *code, enum side side,
                 enum sink_approach how);
/* A territory of the skin, lit on both sides until something else is selected. */
void sink_show_region(struct sink *sink, const char *id);
/* A channel ("" = none), without a flight; held: until nothing is looked at any more. */
void sink_show_channel(struct sink *sink, const char *id);
void sink_hold_channel(struct sink *sink, const char *id);
/* What of the body is shown; where another part is, the eye goes to it or stays. */
void sink_isolate(struct sink *sink, const struct isolate *isolate,
                  enum sink_approach how);
/* A rule with its points; "" = none. */
void sink_show_rule(struct sink *sink, const char *id);
/* A structure beneath the skin; see structure_view_show. */
void sink_show_structure(struct sink *sink, const char *id, enum side side,
                         enum sink_approach how);

/* A place that points are measured from; see ACTION_SHOW_LANDMARK. */
void sink_show_landmark(struct sink *sink, const char *name, enum side side);

/* These say where the eye is to go (struct app_target); the last one counts. */
void sink_fly_home(struct sink *sink, const char *named_view); /* "front" ... */
void sink_fly_near(struct sink *sink, const struct app_near *near);
/* To a view of one's own: radians, as in scene/camera.h. */
void sink_fly_eye(struct sink *sink, const struct aim *aim, float yaw, float pitch);
/* To where most of the chosen points are seen, and of what hurts in the case, which may
 * be NULL. */
void sink_fly_plan(struct sink *sink, const struct case_record *record);
void sink_fly_channel(struct sink *sink, const char *channel);
/* A territory of the skin; SIDE_M: the left, or the midline's. */
void sink_fly_region(struct sink *sink, const char *id, enum side side);
void sink_fly_to_point(struct sink *sink, const char *code, enum side side);
/* Where the eye still looks at the plan: turns gently until the point is seen. */
void sink_turn_to(struct sink *sink, const char *code, enum side side);

#endif
