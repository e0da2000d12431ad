/* fold.h - comparing names as people type them: without case, accents or tone marks. */
#ifndef DEQI_TEXT_FOLD_H
#define DEQI_TEXT_FOLD_H

#include <stdbool.h>
#include <stddef.h>

/* Writes `text` with its case folded (Unicode, by utf8proc), letters without their marks,
 * and without spaces, hyphens and apostrophes; everything else stays. Returns the length;
 * cuts at a character. */
size_t fold(const char *text, char *out, size_t size);

/* How well `query` fits any of the names: 0 not at all; larger is better: the whole name,
 * its beginning, the beginning of a word, anywhere inside. An empty query fits nothing.
 */
int fold_match(const char *query, const char *const *names, size_t n);

/* Whether one letter more, one less, another one or two that changed places make the same
 * word of them. Only of words with five letters or more: of short ones every other would
 * be. */
bool fold_near(const char *query, const char *name);

#endif
