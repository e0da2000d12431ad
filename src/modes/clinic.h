/* clinic.h - what the parts of the clinic share: the mode itself (clinic.c), the
 * session's panel (clinic_panel.c) with its head (clinic_head.c), its checklist
 * (clinic_checklist.c) and what it asks for (clinic_ask.c), its lamp (clinic_lamp.c), and
 * what is told once it is over (clinic_summary.c). */
#ifndef DEQI_MODES_CLINIC_H
#define DEQI_MODES_CLINIC_H

#include "document/live_session.h"
#include "panels/desk.h"
#include "ui/gui.h"
#include "views/drill.h"

/* What a reason is being asked for; one at a time. */
enum clinic_ask {
    CLINIC_ASKS_NOTHING,
    CLINIC_ASKS_PAUSE,
    CLINIC_ASKS_ABORT,
    CLINIC_ASKS_NOTE,
    CLINIC_ASKS_SKIP,
    CLINIC_ASKS_OVERRIDE,
    CLINIC_ASKS_RESOLVE,   /* what became of a needle that broke */
    CLINIC_ASKS_INCIDENT,  /* something happened to the person */
    CLINIC_ASKS_UNPLANNED, /* a needle is in that the plan does not have */
    CLINIC_ASKS_NO_DE_QI,
    CLINIC_ASKS_QUESTION, /* a safety question that nobody has answered */
    CLINIC_ASKS_BY,       /* who acts from here on */
    CLINIC_ASKS_LABEL,    /* who lies there, where that was told wrongly or not at all */
    CLINIC_ASKS_SCORE,
    CLINIC_ASKS_COURSE /* how many sessions, how many days apart */
};

enum {
    CLINIC_POINTS = SESSION_SEATS_MAX,
    CLINIC_WISHES = 16 /* of one frame: a removal may have so many cautions */
};

struct clinic {
    struct clinic *next; /* what this becomes after the frame that is described */
    struct audio *audio; /* NULL = there is no device */
    struct voice *voice; /* NULL = none is installed */
    int64_t speak_ms;    /* when what rings is said, once its tone is over; 0 = not */
    unsigned tones;      /* that an alarm has made so far */
    bool away;           /* the shared journal was out of reach at the last look */
    unsigned tries;      /* of the tone, by hand */
    int expanded;        /* the point whose actions are shown; -1 = none */
    int armed;           /* the point that the next tap takes out; -1 = none */
    int64_t armed_ms;
    int followed;    /* the point that the list last scrolled to by itself; -1 = none */
    bool to_top;     /* the list shall scroll to what stands above it, */
    bool to_actions; /* or to what has opened under a needle */
    bool low;        /* the session's panel has room for little but the list */
    bool meant; /* what is pressed in this frame; not by the second of a double click, in
                   whose place something else may have come */
    enum clinic_ask ask;
    int64_t shown; /* the session that all this is about; 0 = none */
    char reason[SESSION_REASON_MAX];
    bool more;                           /* the rarer of what can be recorded is shown */
    enum session_incident_kind incident; /* of the form that is open */
    int severity;                        /* likewise */
    int aid; /* what to do first stands there: 1 + of which incident; 0 = does not */
    char why_stop[64];                     /* of a wish to stop, made with an incident */
    char code[SESSION_CODE_MAX], count[8]; /* likewise: a point, a number */
    int side;                              /* likewise: left, right, midline */
    char part[SESSION_CODE_MAX + 16];      /* the needle of a set that a wish is of */
    struct session_event wish[CLINIC_WISHES];
    int n_wishes;
    bool begins;                           /* likewise: a session with the plan at hand */
    int64_t trying_until_ms, try_again_ms; /* another program holds the journal; 0 = it
                                              does not */
    char who[WATCH_WHO]; /* label or bed of who is next, as it is typed */
    int64_t doubled;     /* that label has an open session already, which was said */
    enum drill drill;    /* that is practised; DRILLS = none */
    struct drill_mark drilled;
    bool practice;           /* nobody is needled next */
    const struct plan *plan; /* of the case at hand, until the next frame */
    struct clinic_course {   /* of whom, and what is known of them */
        char who[CASE_LABEL_SIZE], lang[16];
        int64_t session;       /* when it was read: the one shown, 0 = none, */
        int events;            /* with so many events */
        unsigned reads;        /* of the journal so far */
        char typed[WATCH_WHO]; /* of who is next, and since when it stands so */
        int64_t typed_ms;
        bool any;
        struct course_brief brief;
        char day[2][24]; /* of the last one, and of the next; "" = nothing is planned */
    } course;
    int placing; /* the tender spot whose place is asked for by hand; -1 = none */
    bool place_later[CLINIC_POINTS]; /* that were not to be asked for now */
    char place[64];                  /* of a wish: the place itself */
    char planned[16];                /* likewise: sessions and days */
    float before;  /* of what stands above the button that begins, in the frame before */
    float summary; /* the height in pixels of what is told of an ended session */
};

/* An event of the session, but for its time, as a wish: it happens before the next look
 * at the session; what is refused is said. Of several the first that is refused is the
 * last. What it borrows must live in the session or in the clinic. */
void clinic_wish(struct clinic *clinic, struct sink *sink,
                 const struct session_event *event);
/* One of a needle, or of the whole session, that needs no more. */
void clinic_wish_for(struct clinic *clinic, struct sink *sink,
                     enum session_event_kind kind, const struct session_point *point);
void clinic_wish_now(struct clinic *clinic, struct sink *sink,
                     enum session_event_kind kind);
/* What was wished for happens, or is tried again at the next look where another program
 * holds the journal. Once it has happened, the form is closed that asked for its reason,
 * and the needle's actions. */
void clinic_fulfil(struct desk *desk);
/* "L", "R", "M" as an event has them. */
const char *clinic_side(char side);
/* Another session is shown: what was asked or half done is no longer meant. */
void clinic_forget(struct clinic *clinic);
/* The alarm as it would sound now. */
void clinic_test_tone(struct desk *desk);
/* What it would say. */
void clinic_test_voice(struct desk *desk);
/* Looks at the running session whatever the mode: its alarms, the second that is shown.
 * Returns how many ms until it wants to look again; -1 without a session. */
int clinic_watch(struct desk *desk);
/* While the time is up, a frame round the picture that comes and goes. */
void clinic_alarm_frame(struct app_eye *eye, struct live_session *live,
                        struct settings *settings, struct app_clock *clock,
                        struct gui *gui);

/* The form for a reason: ready ones as chips, a field, the button that does it and the
 * way back. True once it is given; it stands in clinic->reason then. */
bool clinic_reason(struct clinic *clinic, struct live_session *live,
                   const struct texts *texts, struct sink *sink, struct gui *gui);
void clinic_ask(struct clinic *clinic, enum clinic_ask ask);
/* Pause, note, stop early, as chips; gone while one of them asks for its reason. */
void clinic_asides(struct clinic *clinic, const struct texts *texts, struct gui *gui,
                   const struct session *session, const struct overlay *overlay);
/* That needle stands on the other side than the plan has it: the form, filled in. */
void clinic_ask_other_side(struct clinic *clinic, const struct texts *texts,
                           const struct session_point *point);
/* What to do first about what was recorded last, until it is put away. */
void clinic_aid(struct clinic *clinic, const struct texts *texts, struct gui *gui);
/* Whether the form of one of these is open and still has its place; that form. */
bool clinic_is_asked(const struct clinic *clinic, const struct session *session,
                     const struct overlay *overlay);
void clinic_asked(struct clinic *clinic, struct live_session *live,
                  const struct texts *texts, struct sink *sink, struct gui *gui,
                  const struct session *session, const struct overlay *overlay);
/* Whether an incident is told that the session may be stopped for: then the foot has a
 * row more. */
bool clinic_may_stop(const struct clinic *clinic, const struct session *session);
/* Its buttons, where they stand at the panel's foot; false where they do not. */
bool clinic_asked_foot(struct clinic *clinic, struct live_session *live,
                       const struct texts *texts, struct sink *sink, struct gui *gui,
                       const struct session *session, const struct overlay *overlay);

/* In the panel that is open: what stays in sight, then from panel_body on what scrolls.
 */
void clinic_panel(struct desk *desk, struct gui *gui, const struct session *session,
                  const struct overlay *overlay);
void clinic_head(struct clinic *clinic, struct app_eye *eye, struct live_session *live,
                 const struct texts *texts, struct arena *words, struct gui *gui,
                 const struct session *session, const struct overlay *overlay);
/* What is to be minded now: what sounds, and what does not. */
enum clinic_alerts { CLINIC_ALARMS, CLINIC_REMARKS };
void clinic_alerts(struct clinic *clinic, const struct texts *texts, struct arena *words,
                   struct sink *sink, struct gui *gui, const struct session *session,
                   const struct overlay *overlay, enum clinic_alerts which);
void clinic_footer(struct clinic *clinic, struct live_session *live,
                   const struct texts *texts, struct arena *words, struct sink *sink,
                   struct gui *gui, const struct session *session,
                   const struct overlay *overlay);
void clinic_summary(struct clinic *clinic, struct live_session *live,
                    const struct texts *texts, struct arena *words, struct sink *sink,
                    struct gui *gui, const struct session *session,
                    const struct overlay *overlay);
void clinic_checklist(struct desk *desk, struct gui *gui, const struct session *session);
void clinic_left_out(struct desk *desk, struct gui *gui, const struct session *session);
/* Of the point whose card is open: its needle as it is now, and what is done with it. */
void clinic_card_needle(struct desk *desk, struct gui *gui,
                        const struct session *session);
/* A tender spot whose place nobody has told: whether the point is one; the one that is
 * asked for now, -1 = none; the question; and the tap on the body that answers it, false
 * where the tap is for something else. */
bool clinic_has_no_place(const struct plan *plan, const struct session *session,
                         int point);
int clinic_place_asked(const struct clinic *clinic, const struct plan *plan,
                       const struct session *session);
void clinic_place(struct desk *desk, struct gui *gui, const struct session *session);
bool clinic_place_press(struct desk *desk, float x, float y);
/* Whether a region of the lamp waits for its hot/cold test. */
bool clinic_lamp_asks(const struct session *session);
void clinic_lamp(struct clinic *clinic, struct shell *shell, const struct texts *texts,
                 struct arena *words, struct sink *sink, struct gui *gui,
                 const struct session *session, const struct overlay *overlay);
/* Where nobody is needled: mishaps to be practised, and what the record still lacks. */
void clinic_drill(struct clinic *clinic, const struct texts *texts, struct arena *words,
                  struct gui *gui, const struct session *session);
/* After the end: needles in the box, pain or numbness, what is to be added. */
void clinic_after(struct clinic *clinic, struct live_session *live,
                  const struct texts *texts, struct sink *sink, struct gui *gui,
                  const struct session *session, const struct overlay *overlay);
/* Pain or numbness, 0 to 10, as chips. */
void clinic_score(struct clinic *clinic, const struct texts *texts, struct sink *sink,
                  struct gui *gui, const struct session *session, enum session_when when);
/* What is known of that person's earlier sessions is read where it has changed, of a name
 * that is being typed once the hand rests; whether such a one still waits; how it is
 * said, with the curve of their scores; and what is planned, as chips. */
void clinic_course_read(struct clinic *clinic, struct live_session *live,
                        const struct texts *texts, const struct app_clock *clock);
bool clinic_course_waits(const struct clinic *clinic, struct live_session *live);
void clinic_course(struct clinic *clinic, const struct texts *texts, struct gui *gui);
void clinic_course_form(struct clinic *clinic, const struct texts *texts,
                        struct sink *sink, struct gui *gui,
                        const struct session *session);
/* Before a session, under the card of a point: adding it, lifting a removal. */
void clinic_card_actions(struct desk *desk, struct gui *gui);

#endif
