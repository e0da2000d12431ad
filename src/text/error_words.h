/* error_words.h - an error in the user's language.
 *
 * An error is English with places for what it tells of: "cannot be opened: %s". Its id
 * (base/error.h) is made of those words, its text in assets/text has {1}, {2} for the
 * places. What is filled in may be known by words of its own, as "a list" or "No such
 * file or directory" is. A language that lacks the id says it in English.
 */
#ifndef DEQI_TEXT_ERROR_WORDS_H
#define DEQI_TEXT_ERROR_WORDS_H

#include "text/text.h"

/* What is wrong, without the place. At most size-1 bytes, cut at a character. */
void error_words(const struct texts *texts, const struct error *error, char *out,
                 size_t size);
/* The same behind file, line and column, as far as they are known. */
void error_words_at(const struct texts *texts, const struct error *error, char *out,
                    size_t size);

#endif
