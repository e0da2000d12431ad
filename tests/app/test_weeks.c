/* A display and a clinic that are left on: weeks pass, sessions begin and end, and most
 * days leave the window with no more than it held the day before: memory, handles, what
 * the driver keeps for it; the journal grows by its events alone. `test_weeks [DAYS]` */
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

#include <glad/gl.h>
#include <sqlite3.h>

#include "app/case_work.h"
#include "base/file.h"
#include "bedside.h"
#include "modes/display.h"
#include "system/disk.h"

enum {
    DAYS = 30,
    SESSIONS = 2,       /* a day */
    HEAP_MAY = 1 << 10, /* bytes a day */
    RESIDENT_MAY = 64 << 10,
    PAGES_MAY = 12 << 20,
    EVENT_MAY = 400 /* bytes of the journal, its session's case and plan apart */
};

static int days = DAYS;

static const char SMALL_CASE[] =
    "{\"schema\": \"deqi/case-1\", \"etiology\": \"diabetes\","
    " \"symptoms\": [{\"region\": \"palm\", \"side\": \"R\","
    " \"kinds\": [\"numbness\"]}], \"limits\": {\"per_session\": 2}}";

struct held {
    size_t heap, resident;
    int files, objects;
    long pages; /* bytes of a journal that SQLite keeps at hand, up to a limit */
};

/* what the driver keeps, whoever made it */
static int count_objects(void)
{
    enum { NAMES = 2000 };
    int n = 0;
    for (GLuint i = 1; drive_has_graphics && i < NAMES; i++)
        n += glIsTexture(i) + glIsBuffer(i) + glIsFramebuffer(i) + glIsRenderbuffer(i) +
             glIsVertexArray(i) + glIsProgram(i) + glIsShader(i);
    return n;
}

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
    struct held h = {.files = count_files(), .objects = count_objects()};
    unsigned long pages[2] = {0, 0};
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%lu %lu", &pages[0], &pages[1]) == 2)
        h.resident = pages[1] * (size_t)sysconf(_SC_PAGESIZE);
    if (f)
        fclose(f);
#ifdef __GLIBC__
    struct mallinfo2 info = mallinfo2();
    h.pages = (long)sqlite3_memory_used();
    h.heap = info.uordblks + info.hblkhd - (size_t)h.pages;
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
static long on_most_days(long *grown)
{
    qsort(grown, (size_t)days, sizeof *grown, ascending);
    return grown[(days - 1) / 2];
}

/* after each day; the first brings what is made once */
struct diary {
    struct held first, before, now;
    long heap[400], resident[400];
    int n;
};

static void write_down(struct diary *d)
{
    d->before = d->now;
    d->now = held_now();
    d->heap[d->n] = (long)d->now.heap - (long)d->before.heap;
    d->resident[d->n] = (long)d->now.resident - (long)d->before.resident -
                        (d->now.pages - d->before.pages);
    if (!d->n++)
        d->first = d->now;
    print_message(
        "day %d: heap %+ld, resident %+ld, pages %ld bytes; %d files, %d objects\n", d->n,
        d->heap[d->n - 1], d->resident[d->n - 1], d->now.pages, d->now.files,
        d->now.objects);
}

static void nothing_grows(struct diary *d)
{
    assert_int_equal(d->now.files, d->first.files);
    assert_true(d->now.objects <= d->first.objects + 8); // another atlas, once
    assert_true(d->now.pages <= PAGES_MAY);
    assert_true(on_most_days(d->heap) <= HEAP_MAY);
    assert_true(on_most_days(d->resident) <= RESIDENT_MAY);
}

static void open_small(struct drive *d, int mode, const char *path)
{
    struct error error;
    struct drive_params params = {
        .mode = mode, .width = 320, .height = 180, .case_path = path};
    assert_true(file_write(path, SMALL_CASE, sizeof SMALL_CASE - 1, &error));
    if (mode == APP_DISPLAY)
        params.case_path = NULL;
    else
        params.width = 1100, params.height = 700;
    if (!drive_open(d, &params))
        exit(77);
}

static void weeks_leave_nothing_behind(void **state)
{
    (void)state;
    struct drive d = {0};
    struct diary diary = {0};
    const char *path = DEQI_BINARY_DIR "/weeks.json";
    open_small(&d, APP_DISPLAY, path);
    d.app->desk.settings.reduced_motion = false;
    for (int i = 0; i < days; i++) {
        day(&d, path);
        write_down(&diary);
    }
    assert_true(d.app->n_frames > (unsigned)days * 100);
    nothing_grows(&diary);
    drive_close(&d);
}

static int64_t size_of(const char *path, const char *suffix)
{
    struct disk_facts facts;
    char name[400];
    snprintf(name, sizeof name, "%s%s", path, suffix);
    return disk_look(name, &facts) ? facts.size : 0;
}

static void tell_closed(struct drive *d)
{
    static const char *const CLOSE[] = {"close"};
    static char joined[SESSION_NOTE_MAX];
    struct session_time at = desk_session_time(&d->app->desk.clock);
    struct session_event event;
    struct error error;
    assert_true(session_event_parse(&event, 1, CLOSE, joined, &error));
    assert_true(
        live_session_event(d->app->desk.live, &event, &at, d->app->desk.texts, &error));
    live_session_look(d->app->desk.live, &at);
    drive_settle(d);
}

/* one patient, by the hand of who needles; returns how many events that were */
static int patient(struct drive *d, const char *path)
{
    struct error error;
    if (live_session_state(d->app->desk.live)) {
        drive_tap_id(d, "", "menu.title");
        drive_tap_id(d, "/", "menu.another");
        assert_true(case_work_open(&d->app->desk, path, &error));
        drive_settle(d);
    }
    drive_begin_session(d);
    drive_needle_all(d);
    drive_pass(d, 31 * 60);
    drive_remove_all(d);
    tell_closed(d);
    return live_session_state(d->app->desk.live)->n_events;
}

static void weeks_in_the_clinic(void **state)
{
    (void)state;
    enum { SESSION_MAY = 24 << 10 /* bytes: its case, its plan, its terms */ };
    enum { LOG_MAY = 5 << 20 };
    struct drive d = {0};
    struct diary diary = {0};
    int events = 0, sessions = 0;
    struct error error;
    const char *path = DEQI_BINARY_DIR "/weeks.json";
    open_small(&d, APP_CLINIC, path);
    // what can be undone is kept, so many cases and no more
    for (int i = 0; i < HISTORY_MAX; i++)
        assert_true(case_work_open(&d.app->desk, path, &error));
    for (int i = 0; i < days; i++) {
        for (int k = 0; k < SESSIONS; k++, sessions++)
            events += patient(&d, path);
        d.clock += INT64_C(22) * 3600 * 1000;
        drive_settle(&d);
        write_down(&diary);
        assert_true(size_of(d.journal, "-wal") <= LOG_MAY);
    }
    nothing_grows(&diary);
    drive_close(&d);
    // the log went into it
    assert_int_equal(size_of(d.journal, "-wal"), 0);
    int64_t size = size_of(d.journal, "");
    print_message("journal: %lld bytes for %d events of %d sessions\n", (long long)size,
                  events, sessions);
    assert_true(size <= (int64_t)events * EVENT_MAY + (int64_t)sessions * SESSION_MAY +
                            (128 << 10));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks_leave_nothing_behind),
        cmocka_unit_test(weeks_in_the_clinic),
    };
    if (argc > 1 && atoi(argv[1]) > 0)
        days = atoi(argv[1]) < 400 ? atoi(argv[1]) : 400;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
