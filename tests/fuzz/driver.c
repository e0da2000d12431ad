/* driver.c - the readers without any fuzzer's runtime, so that every compiler runs them:
 * each seed as it is, then changed ones, always the same for the same count.
 *
 *     fuzz_readers list
 *     fuzz_readers READER [--rounds N] [--seconds S] [--from ROUND] [FILE ...]
 *     fuzz_readers READER --seeds FOLDER     the seeds as files, for libFuzzer
 *
 * Files are inputs as a crash left them, and run alone. What crashes or takes longer than
 * 40 s is left in crash-READER. */
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "readers.h"

enum {
    SLOW_S = 40 /* the worker may take 20 */,
    MOST = 256 * 1024 /* of what is changed */
};

struct input {
    uint8_t *data;
    size_t size;
};

static struct input seeds[READER_SEEDS + 2], now;
static int n_seeds;
static char crash[64];

static void leave_crash(int sig)
{
    // nothing that allocates: the heap may be broken
    FILE *to = fopen(crash, "wb");
    if (to) {
        fwrite(now.data, 1, now.size, to);
        fclose(to);
    }
    fprintf(stderr, "%s: signal %d\n", crash, sig);
    _exit(1);
}

static void add_seed(const char *path, int first)
{
    char *data;
    size_t size;
    struct error error;
    if (!file_read(path, (size_t)64 << 20, &data, &size, &error)) {
        error_print(&error, stderr);
        exit(2);
    }
    struct input *to = &seeds[n_seeds++];
    bool numbered = first >= 0;
    to->size = size + numbered;
    to->data = xmalloc(to->size + 1);
    to->data[0] = (uint8_t)first;
    memcpy(to->data + numbered, data, size);
    free(data);
}

static void add_seeds(const struct reader *r)
{
    for (int i = 0; i < READER_SEEDS && r->seed[i]; i++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, "%s/%s", DEQI_SOURCE_DIR, r->seed[i]);
        add_seed(path, r->numbered ? i : -1);
    }
    if (!r->make_seed)
        return;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/made", reader_folder());
    r->make_seed(path);
    add_seed(path, -1);
}

// -------------------------------------------------------------------- changes

static uint64_t state;

static uint32_t any(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return below ? (uint32_t)(state >> 20) % below : 0;
}

static const char *const PIECES[] = {"{",
                                     "}",
                                     "[",
                                     "]",
                                     "\"",
                                     ":",
                                     ",",
                                     "null",
                                     "true",
                                     "-1",
                                     "0",
                                     "1e309",
                                     "-0",
                                     "0.5",
                                     "2147483648",
                                     "9223372036854775808",
                                     "\"\"",
                                     "[]",
                                     "{}",
                                     "\\u0000",
                                     "\\ud800",
                                     "\x80",
                                     "\xef\xbb\xbf",
                                     "\xc2\x9b",
                                     "NaN",
                                     "1e-320",
                                     "\n",
                                     "\"L\"",
                                     "\"both\"",
                                     "4294967295"};

static void put(struct input *in, size_t at, const void *what, size_t n)
{
    if (in->size + n > MOST + 4096)
        return;
    memmove(in->data + at + n, in->data + at, in->size - at);
    memcpy(in->data + at, what, n);
    in->size += n;
}

static void cut(struct input *in, size_t at, size_t n)
{
    n = n < in->size - at ? n : in->size - at;
    memmove(in->data + at, in->data + at + n, in->size - at - n);
    in->size -= n;
}

static void change(const struct reader *r, struct input *in)
{
    static const uint32_t WHOLE[] = {0,          1,          0x7F,       0x80,
                                     0xFF,       0x7FFF,     0xFFFF,     0x7FFFFFFF,
                                     0x80000000, 0xFFFFFFFF, 0x7F800000, 0x7FC00000};
    size_t at = any((uint32_t)in->size);
    const struct input *other = &seeds[any((uint32_t)n_seeds)];
    uint8_t piece[64];
    switch (any(r->kind == READER_TEXT ? 9 : 7)) {
    case 0:
        if (in->size)
            in->data[at] ^= (uint8_t)(1 << any(8));
        break;
    case 1:
        if (in->size)
            in->data[at] = (uint8_t)any(256);
        break;
    case 2:
        cut(in, at, 1 + any(any(2) ? 8 : 400));
        break;
    case 3: // a part of itself once more
        if (in->size > 64) {
            memcpy(piece, in->data + any((uint32_t)in->size - 64), 64);
            put(in, at, piece, 1 + any(64));
        }
        break;
    case 4: // of another
        if (other->size > 64)
            put(in, at, other->data + any((uint32_t)other->size - 64), 1 + any(64));
        break;
    case 5:
        if (in->size >= at + 4)
            memcpy(in->data + at, &WHOLE[any(sizeof WHOLE / sizeof *WHOLE)],
                   (size_t)1 << any(3));
        break;
    case 6:
        if (any(8) == 0)
            in->size = at;
        break;
    default: {
        const char *text = PIECES[any(sizeof PIECES / sizeof *PIECES)];
        size_t n = strlen(text);
        if (any(2))
            cut(in, at, n);
        put(in, at, text, n);
    }
    }
}

static void run(const struct reader *r)
{
    alarm(SLOW_S);
    r->read(now.data, now.size);
    alarm(0);
}

static void run_changed(const struct reader *r, long round)
{
    state = 0x9E3779B97F4A7C15u ^ ((uint64_t)round * 0xBF58476D1CE4E5B9u);
    any(0);
    for (int i = 0; i < 4; i++)
        any(2);
    const struct input *from = &seeds[any((uint32_t)n_seeds)];
    now.size = from->size < MOST ? from->size : MOST;
    memcpy(now.data, from->data, now.size);
    for (uint32_t n = 1 + any(any(3) ? 4 : 24); n; n--)
        change(r, &now);
    run(r);
}

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static int write_seeds(const char *folder)
{
    for (int i = 0; i < n_seeds; i++) {
        char path[PATH_MAX];
        struct error error;
        snprintf(path, sizeof path, "%s/seed-%d", folder, i);
        if (seeds[i].size < ((size_t)1 << 20) &&
            !file_write(path, seeds[i].data, seeds[i].size, &error)) {
            error_print(&error, stderr);
            return 2;
        }
    }
    return 0;
}

int main(int argc, char **argv)
{
    long rounds = LONG_MAX, round = 0;
    double limit = 1e9, begin = seconds();
    int files = 0;
    if (argc > 1 && strcmp(argv[1], "list") == 0) {
        for (const struct reader *r = READERS; r->name; r++)
            puts(r->name);
        return 0;
    }
    const struct reader *r = argc > 1 ? reader_find(argv[1]) : NULL;
    if (!r) {
        fputs("usage: fuzz_readers list | READER [--rounds N] [--seconds S] [FILE ...]\n",
              stderr);
        return 2;
    }
    snprintf(crash, sizeof crash, "crash-%s", r->name);
    static const int SIGNALS[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM};
    for (size_t i = 0; i < sizeof SIGNALS / sizeof *SIGNALS; i++)
        signal(SIGNALS[i], leave_crash);
    now.data = xmalloc((size_t)64 << 20);
    for (int i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--seeds") == 0 && i + 1 < argc) {
            add_seeds(r);
            return write_seeds(argv[i + 1]);
        } else if (strcmp(argv[i], "--rounds") == 0 && i + 1 < argc) {
            rounds = atol(argv[++i]);
        } else if (strcmp(argv[i], "--seconds") == 0 && i + 1 < argc) {
            limit = atof(argv[++i]);
        } else if (strcmp(argv[i], "--from") == 0 && i + 1 < argc) {
            round = atol(argv[++i]);
        } else {
            n_seeds = 0;
            add_seed(argv[i], -1);
            now.size = seeds[0].size;
            memcpy(now.data, seeds[0].data, now.size);
            run(r);
            files++;
        }
    }
    if (files)
        return 0;
    add_seeds(r);
    for (int i = 0; i < n_seeds; i++) {
        now.size = seeds[i].size;
        memcpy(now.data, seeds[i].data, now.size);
        run(r);
    }
    long first = round;
    while (round - first < rounds && seconds() - begin < limit)
        run_changed(r, round++);
    printf("%s: %ld inputs in %.1f s\n", r->name, round - first + n_seeds,
           seconds() - begin);
    return 0;
}
