/* arena.c - a list of blocks, each filled from the front. A request larger than a block
 * gets a block of its own. After a reset the blocks are filled again in the same order.
 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_SIZE = 64 * 1024, ALIGNMENT = 16 };

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(ALIGNMENT) unsigned char data[];
};

struct arena {
    struct block *first, *current;
    size_t used;
};

static _Noreturn void out_of_memory(void)
{
    fputs("deqi: out of memory\n", stderr);
    exit(1);
}

void *xmalloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *xcalloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *xrealloc(void *p, size_t size)
{
    p = realloc(p, size ? size : 1);
    if (!p)
        out_of_memory();
    return p;
}

void *xgrow(void *array, uint32_t *room, uint32_t n, size_t size)
{
    if (n <= *room)
        return array;
    *room = n > *room * 2 ? n : *room * 2;
    return xrealloc(array, (size_t)*room * size);
}

FILE *xstream(char **text, size_t *size)
{
    FILE *stream = open_memstream(text, size);
    if (!stream)
        out_of_memory();
    return stream;
}

void xstream_close(FILE *stream)
{
    // what did not fit would be left out in silence
    if (fclose(stream) != 0)
        out_of_memory();
}

struct arena *arena_create(void)
{
    return xcalloc(1, sizeof(struct arena));
}

void arena_destroy(struct arena **arena)
{
    if (!arena || !*arena)
        return;
    struct block *b = (*arena)->first;
    while (b) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
    free(*arena);
    *arena = NULL;
}

void *arena_alloc_unset(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        out_of_memory();
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    struct block *b = arena->current;
    // a block kept from before a reset may be too small: pass it over
    while (b && b->size - b->used < size) {
        if (!b->next)
            break;
        b = b->next;
        b->used = 0;
    }
    if (!b || b->size - b->used < size) {
        size_t capacity = size > BLOCK_SIZE ? size : BLOCK_SIZE;
        struct block *fresh = xmalloc(sizeof *fresh + capacity);
        fresh->next = NULL;
        fresh->size = capacity;
        fresh->used = 0;
        if (b)
            b->next = fresh;
        else
            arena->first = fresh;
        b = fresh;
    }
    arena->current = b;
    void *p = b->data + b->used;
    b->used += size;
    arena->used += size;
    return p;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_alloc_unset(arena, size), 0, size);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / 4 / size)
        out_of_memory();
    return arena_alloc(arena, count * size);
}

char *arena_strdup(struct arena *arena, const char *s)
{
    size_t n = strlen(s) + 1;
    return memcpy(arena_alloc(arena, n), s, n);
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *s = arena_alloc(arena, (size_t)n + 1);
    va_start(args, format);
    vsnprintf(s, (size_t)n + 1, format, args);
    va_end(args);
    return s;
}

void arena_reset(struct arena *arena)
{
    arena->current = arena->first;
    if (arena->first)
        arena->first->used = 0;
    arena->used = 0;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
