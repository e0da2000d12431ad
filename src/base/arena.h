/* arena.h - memory for things that are loaded together and freed together.
 *
 * Allocation is a bump of a pointer; there is no free of one object. Memory is zeroed.
 * Running out of memory ends the program with one line: deqi holds at most some tens of
 * megabytes. An arena is not thread-safe.
 */
#ifndef DEQI_BASE_ARENA_H
#define DEQI_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct arena;

struct arena *arena_create(void);
void arena_destroy(struct arena **arena); /* NULL inside is fine */

/* Zeroed, aligned to 16 bytes, valid until the arena is destroyed or reset. */
void *arena_alloc(struct arena *arena, size_t size);
/* The same, not zeroed: for what is written whole before it is read. */
void *arena_alloc_unset(struct arena *arena, size_t size);
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);
char *arena_strdup(struct arena *arena, const char *s);
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Forgets everything but keeps the blocks, for a per-frame or per-plan arena. */
void arena_reset(struct arena *arena);
size_t arena_used(const struct arena *arena);

/* malloc family that never returns NULL. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t size);
/* An array of *room things of `size` bytes with room for `n`; of what it grows by nothing
 * is set. */
void *xgrow(void *array, uint32_t *room, uint32_t n, size_t size);
/* A stream into memory, and its end: only then are text (malloc'ed, the caller's) and
 * size there. */
FILE *xstream(char **text, size_t *size);
void xstream_close(FILE *stream);

#endif
