/* session_head.h - what stays in sight of a running session: how many needles are in, the
 * position, and what is to be minded now. Texts are in the reader's language and live in
 * the arena. */
#ifndef DEQI_VIEWS_SESSION_HEAD_H
#define DEQI_VIEWS_SESSION_HEAD_H

#include "base/arena.h"
#include "session/overlay.h"

/* Beside a ring with its time the count is short. */
enum session_head_words { SESSION_HEAD_SHORT, SESSION_HEAD_LONG };

const char *session_head_count(const struct session *session,
                               const struct overlay *overlay,
                               enum session_head_words words, const struct texts *texts,
                               struct arena *arena);
/* "Lying on the back, 1 of 2"; the word alone where there is one. */
const char *session_head_position(const struct session *session, int position,
                                  const struct texts *texts, struct arena *arena);

/* One alert that is to stand in the list. */
struct session_notice {
    const struct overlay_alert *alert;
    const char *text; /* a sentence */
    bool lamp;        /* it asks whether the lamp is off, and wants an answer */
};

struct session_notices {
    int n_alarms, n_remarks;
    struct session_notice *alarm, *remark;
    /* What a head that has no room for a list says instead of all others, and which then
     * stands in neither list; NULL = nothing presses. */
    const struct overlay_alert *pressing;
};

/* Whether the head says what presses by itself. */
enum session_head_room { SESSION_HEAD_LISTS, SESSION_HEAD_PRESSES };

/* Without what the head itself or the card of the ring says already. */
void session_head_notices(struct session_notices *out, const struct session *session,
                          const struct overlay *overlay, enum session_head_room room,
                          const struct texts *texts, struct arena *arena);

/* Whether nothing is in the body any more, and nothing is to go in. */
bool session_head_all_done(const struct session *session);

#endif
