/* kept.h - values to a file and back, by one description for both ways: who describes
 * what it holds cannot forget on one way what it does on the other.
 *
 *     kept_bytes(k, &x->length, sizeof x->length);
 *     kept_text(k, &x->why, arena);
 *
 * The bytes are those of this machine: for files that the program itself made, not for
 * others'. Nothing is checked on the way; `kept_check` at the end of a stretch tells
 * whether all of it is as it was written. Until then what was read may be anything.
 */
#ifndef DEQI_BASE_KEPT_H
#define DEQI_BASE_KEPT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct arena;

struct kept {
    FILE *file;
    bool writing;
    bool failed;     /* the file ended, or could not be written */
    uint64_t digest; /* of the stretch so far */
};

/* `size` bytes to the file, or from it; after a failure they are zero. */
void kept_bytes(struct kept *k, void *value, size_t size);
/* A text of at most 4095 bytes or NULL; when read it lies in the arena. */
void kept_text(struct kept *k, const char **text, struct arena *arena);
/* Ends a stretch; false where what was read is not what was written. */
bool kept_check(struct kept *k);

#endif
