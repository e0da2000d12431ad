/* plan_says.h - what every telling of a plan says in the same words: the note, the
 * printed card, a session. Messages borrow the texts that they are given. */
#ifndef DEQI_RULES_PLAN_SAYS_H
#define DEQI_RULES_PLAN_SAYS_H

#include "rules/plan.h"

/* Each takes a text that is already in the reader's language. */
struct message plan_says_refer(const char *where);
struct message plan_says_source(const char *source);
struct message plan_says_depth_source(const char *text);

/* That a caution would remove the point, and why the clinician keeps it. */
struct message plan_says_override(const struct plan_override *override);
/* Why an override that is not effective lifts nothing. */
struct message plan_says_no_override(const struct plan_override *override);

/* A word of the contract ("supine", "sole") as an argument of a message: its texts have
 * the ids "position.WORD" and "region.WORD". A word that is none stands for itself. */
struct message_arg plan_says_position(const char *name, const char *word);
struct message_arg plan_says_region(const char *name, const char *word);
/* 'L', 'R' or 'M' in words, after a comma: "left", "right", "midline". */
struct message_arg plan_says_side(const char *name, char side);

#endif
