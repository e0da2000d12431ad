/* A display that is left on: weeks pass, sessions begin and end at the bedside, and at
 * most days leave it with no more than it held the day before. */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/file.h"
#include "bedside.h"
#include "modes/display.h"

enum {
    DAYS = 15,
    SESSIONS = 2,       /* a day */
    HEAP_MAY = 1 << 10, /* bytes a day */
    RESIDENT_MAY = 64 << 10
};

static const char SMALL_CASE[] =
    "{\"schema\": \"deqi/case-1\", \"etiology\": \"diabetes\","
    " \"symptoms\": [{\"region\": \"palm\", \"side\": \"R\","
    " \"kinds\": [\"numbness\"]}], \"limits\": {\"per_session\": 2}}";

struct held {
    size_t heap, resident;
    int files;
};

static int count_files(void)
{
    int n = 0;
    DIR *dir = opendir("/proc/self/fd");
    for (struct dirent *e; dir && (e = readdir(dir));)
        n += e->d_name[0] != '.';
    if (dir)
        closedir(dir);
    return n;
}

static struct held held_now(void)
{
    struct held h = {.files = count_files()};
    unsigned long pages[2] = {0, 0};
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%lu %lu", &pages[0], &pages[1]) == 2)
        h.resident = pages[1] * (size_t)sysconf(_SC_PAGESIZE);
    if (f)
        fclose(f);
#ifdef __GLIBC__
    struct mallinfo2 info = mallinfo2();
    h.heap = info.uordblks + info.hblkhd;
#endif
    return h;
}

/* the clock goes on in steps; each draws what it brought */
static void pass(struct drive *d, int minutes, int step_s)
{
    for (int s = 0; s < minutes * 60; s += step_s) {
        d->clock += (int64_t)step_s * 1000;
        for (int i = 0; i < 3; i++)
            app_step(d->app, 0);
    }
}

static void session(struct drive *d, const char *path)
{
    struct bedside b;
    bedside_open(&b, d);
    bedside_begin(&b, path);
    pass(d, 2, 30);
    bedside_needle_all(&b);
    pass(d, 31, 60);
    assert_int_equal(live_session_overlay(d->app->desk.live)->state, SESSION_DUE);
    bedside_remove_all(&b);
    bedside_event(&b, "close", NULL);
    pass(d, 2, 30);
    assert_int_equal(live_session_overlay(d->app->desk.live)->state, SESSION_CLOSED);
    // a journal of weeks is no leak of the window's: what it keeps of it in memory grows
    struct error error;
    struct journal *j =
        journal_open(&(struct journal_options){.path = d->journal, .must_exist = true},
                     NULL, 0, &error);
    assert_non_null(j);
    assert_int_equal(journal_purge(j, 0, &error), 1);
    journal_close(&j);
    bedside_close(&b);
}

static void day(struct drive *d, const char *path)
{
    enum { MINUTES = 24 * 60, STEPS_S = 1200 };
    for (int i = 0; i < SESSIONS; i++)
        session(d, path);
    pass(d, MINUTES - SESSIONS * 36, STEPS_S);
    assert_null(live_session_overlay(d->app->desk.live));
    assert_true(d->app->desk.display->looping);
    // and somebody touches it
    drive_key(d, 'a', 0);
}

static int ascending(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

/* What a leak takes it takes every day; a driver takes a block once and keeps it. */
static long on_most_days(long grown[DAYS])
{
    qsort(grown, DAYS, sizeof *grown, ascending);
    return grown[DAYS / 2];
}

static void weeks_leave_nothing_behind(void **state)
{
    (void)state;
    struct drive d = {0};
    struct error error;
    struct held before, now = {0};
    long heap[DAYS], resident[DAYS];
    int files = 0;
    const char *path = DEQI_BINARY_DIR "/weeks.json";
    struct drive_params params = {.mode = APP_DISPLAY, .width = 320, .height = 180};
    assert_true(file_write(path, SMALL_CASE, sizeof SMALL_CASE - 1, &error));
    if (!drive_open(&d, &params))
        exit(77);
    d.app->desk.settings.reduced_motion = false;
    for (int i = 0; i < DAYS; i++) {
        before = now;
        day(&d, path);
        now = held_now();
        heap[i] = (long)now.heap - (long)before.heap;
        resident[i] = (long)now.resident - (long)before.resident;
        files = i ? files : now.files;
        print_message("day %d: heap %+ld, resident %+ld bytes\n", i + 1, heap[i],
                      resident[i]);
    }
    assert_true(d.app->n_frames > DAYS * 100);
    assert_int_equal(now.files, files);
    assert_true(on_most_days(heap) <= HEAP_MAY);
    assert_true(on_most_days(resident) <= RESIDENT_MAY);
    drive_close(&d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(weeks_leave_nothing_behind)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
