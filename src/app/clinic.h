/* clinic.h - what the parts of the clinic share: the mode itself (clinic.c), the
 * session's panel (clinic_panel.c), its checklist (clinic_checklist.c), its lamp
 * (clinic_lamp.c). */
#ifndef DEQI_APP_CLINIC_H
#define DEQI_APP_CLINIC_H

#include "app/clinic_session.h"
#include "ui/gui.h"

/* What a reason is being asked for; one at a time. */
enum clinic_ask {
    CLINIC_ASKS_NOTHING,
    CLINIC_ASKS_PAUSE,
    CLINIC_ASKS_ABORT,
    CLINIC_ASKS_NOTE,
    CLINIC_ASKS_SKIP,
    CLINIC_ASKS_OVERRIDE
};

struct clinic {
    struct audio *audio;
    int64_t tone_ms; /* when the alarm last sounded */
    int expanded;    /* the point whose actions are shown; -1 = none */
    int armed;       /* the point that the next tap takes out; -1 = none */
    int64_t armed_ms;
    enum clinic_ask ask;
    char reason[SESSION_REASON_MAX];
};

/* An event as on the command line; what is refused is said. */
bool clinic_happen(struct app *app, int argc, ...);
void clinic_begin(struct app *app);
/* Another session is shown: what was asked or half done is no longer meant. */
void clinic_forget(struct app *app);
/* Looks at the running session whatever the mode: its alarms, the second that is shown.
 * Returns how many ms until it wants to look again; -1 without a session. */
int clinic_watch(struct app *app);
/* While the time is up, a frame round the picture that comes and goes. */
void clinic_alarm_frame(struct app *app, struct gui *gui);

/* Asks for a reason: ready ones (ids, NULL-terminated) as chips, a field, and a button
 * under `confirm`. True once it is given; it stands in clinic->reason then. */
bool clinic_reason(struct app *app, struct gui *gui, const char *const *ready,
                   const char *confirm);
void clinic_ask(struct app *app, enum clinic_ask ask);

void clinic_panel(struct app *app, struct gui *gui, const struct session *session,
                  const struct overlay *overlay);
void clinic_footer(struct app *app, struct gui *gui, const struct session *session,
                   const struct overlay *overlay);
void clinic_checklist(struct app *app, struct gui *gui, const struct session *session);
void clinic_left_out(struct app *app, struct gui *gui, const struct session *session);
void clinic_lamp(struct app *app, struct gui *gui, const struct session *session,
                 const struct overlay *overlay);
/* Before a session, under the card of a point: adding it, lifting a removal. */
void clinic_card_actions(struct app *app, struct gui *gui);

#endif
