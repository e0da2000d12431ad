/* faults.c - loaded before the C library (LD_PRELOAD): one call fails, the n-th of its
 * kind since main began, and only that one.
 *
 *     DEQI_FAULT=KIND:N      memory, write, sync, rename, open
 *     DEQI_FAULT_COUNT=FILE  where the number of calls of that kind is left at the end
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { MEMORY, WRITE, SYNC, RENAME, OPEN, KINDS };
static const char *const NAMES[KINDS] = {"memory", "write", "sync", "rename", "open"};

static int kind = KINDS;
static long at, count;
static bool armed;

#define NEXT(type, name, ...)                                                            \
    static type (*next)(__VA_ARGS__);                                                    \
    if (!next)                                                                           \
    *(void **)&next = dlsym(RTLD_NEXT, name)

static bool fails(enum kind k)
{
    return armed && kind == (int)k && ++count == at;
}

static void leave_count(void)
{
    const char *path = getenv("DEQI_FAULT_COUNT");
    armed = false;
    FILE *to = path ? fopen(path, "w") : NULL;
    if (to) {
        fprintf(to, "%ld\n", count);
        fclose(to);
    }
}

/* the first thing that main does: what the libraries' constructors ask for is not ours */
char *setlocale(int category, const char *locale)
{
    NEXT(char *, "setlocale", int, const char *);
    const char *fault = getenv("DEQI_FAULT");
    char *found = next(category, locale);
    for (int k = 0; fault && !armed && k < KINDS; k++) {
        size_t n = strlen(NAMES[k]);
        if (strncmp(fault, NAMES[k], n) == 0 && fault[n] == ':') {
            kind = k;
            at = atol(fault + n + 1);
        }
    }
    if (fault && !armed) {
        atexit(leave_count);
        armed = true;
    }
    return found;
}

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *malloc(size_t size);
void *calloc(size_t n, size_t size);
void *realloc(void *p, size_t size);

static void *none(void)
{
    errno = ENOMEM;
    return NULL;
}

void *malloc(size_t size)
{
    return fails(MEMORY) ? none() : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fails(MEMORY) ? none() : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    return fails(MEMORY) ? none() : __libc_realloc(p, size);
}

static int full(void)
{
    errno = ENOSPC;
    return -1;
}

ssize_t write(int fd, const void *data, size_t size)
{
    NEXT(ssize_t, "write", int, const void *, size_t);
    return fd > 2 && fails(WRITE) ? full() : next(fd, data, size);
}

ssize_t pwrite64(int fd, const void *data, size_t size, off64_t to);
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t to)
{
    NEXT(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return fails(WRITE) ? full() : next(fd, data, size, to);
}

ssize_t pwrite(int fd, const void *data, size_t size, off_t to)
{
    NEXT(ssize_t, "pwrite", int, const void *, size_t, off_t);
    return fails(WRITE) ? full() : next(fd, data, size, to);
}

static int broken(void)
{
    errno = EIO;
    return -1;
}

int fsync(int fd)
{
    NEXT(int, "fsync", int);
    return fails(SYNC) ? broken() : next(fd);
}

int fdatasync(int fd)
{
    NEXT(int, "fdatasync", int);
    return fails(SYNC) ? broken() : next(fd);
}

int rename(const char *from, const char *to)
{
    NEXT(int, "rename", const char *, const char *);
    return fails(RENAME) ? broken() : next(from, to);
}

static mode_t mode_of(int flags, va_list args)
{
    return flags & (O_CREAT | __O_TMPFILE) ? va_arg(args, mode_t) : 0;
}

int open(const char *path, int flags, ...)
{
    NEXT(int, "open", const char *, int, ...);
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    if (fails(OPEN)) {
        errno = EMFILE;
        return -1;
    }
    return next(path, flags, mode);
}

int open64(const char *path, int flags, ...);
int open64(const char *path, int flags, ...)
{
    NEXT(int, "open64", const char *, int, ...);
    va_list args;
    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    if (fails(OPEN)) {
        errno = EMFILE;
        return -1;
    }
    return next(path, flags, mode);
}
