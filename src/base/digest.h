/* digest.h - a number that tells whether bytes are still the same ones: for what was kept
 * beside what it was made from. Not for secrets, and against chance alone.
 */
#ifndef DEQI_BASE_DIGEST_H
#define DEQI_BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Goes on from `so_far`, which is 0 at first. The same bytes in other pieces give another
 * number. */
uint64_t digest_bytes(uint64_t so_far, const void *data, size_t size);
/* Of a whole file; false where it cannot be read. */
bool digest_file(uint64_t *so_far, const char *path);

#endif
