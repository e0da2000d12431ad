/* words.h - the words of the case format as arguments of messages, so that "supine" or
 * "sole" reads in the user's language. Texts have the ids `position.NAME`, `region.NAME`.
 */
#ifndef DEQI_SESSION_WORDS_H
#define DEQI_SESSION_WORDS_H

#include "text/text.h"

/* A word that is not in the tables stands for itself. `word` is borrowed. */
struct message_arg session_position_arg(const char *name, const char *word);
struct message_arg session_region_arg(const char *name, const char *word);
/* The side L, R or M as a static string. */
const char *session_side(char side);

#endif
