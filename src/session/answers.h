/* answers.h - which event of a session another one takes back or ends: a removal ends the
 * needle of an insertion, a retraction takes one back.
 *
 * In a journal that rooms share, such an event names the one it means by its key. Where
 * others came first and that one is no longer the last of its kind at that point, what is
 * sent later must not fall on another room's needle.
 */
#ifndef DEQI_SESSION_ANSWERS_H
#define DEQI_SESSION_ANSWERS_H

#include "session/journal_internal.h"

struct answers; /* the events of a session, in order */

struct answers *answers_create(void);
void answers_destroy(struct answers **answers); /* NULL inside is fine */

enum answers_fate {
    ANSWERS_THERE, /* in the session */
    ANSWERS_OWN,   /* likewise, and judged again behind what others did */
    ANSWERS_KEPT   /* not taken in */
};
/* `key` NULL where it is not known. Copies what it needs. */
void answers_note(struct answers *answers, const struct session_event *event,
                  const char *key, enum answers_fate fate);
/* Whether events of the kind answer others at all. */
bool answers_any(enum session_event_kind kind);
/* The key of the event that this one would answer now; NULL where there is none, or it
 * has no key. Valid until the next note. */
const char *answers_key(const struct answers *answers, const struct session_event *event);
/* Whether it still answers what it was recorded for: the event of that key, or, where an
 * older deqi named none, the last of this room's own. */
bool answers_fit(const struct answers *answers, const struct session_event *event,
                 const char *key);

#endif
