/* a damaged journal: set aside whole, and what can be read of it goes on */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/file.h"
#include "child.h"
#include "store.h"

/* damages [from, from + n) of the file, or cuts it at `from` where n is 0 */
static void damage(long from, int n)
{
    if (!n) {
        assert_int_equal(truncate(store_path, from), 0);
        return;
    }
    FILE *f = fopen(store_path, "r+b");
    fseek(f, from, SEEK_SET);
    for (int i = 0; i < n; i++)
        fputc((i * 37 + 11) & 0xFF, f);
    fclose(f);
}

static void what_is_damaged_is_set_aside(void **state)
{
    (void)state;
    static const struct {
        long from;
        int n;
    } DAMAGES[] = {{0, 100}, {0, 4096}, {4096, 30000}, {20000, 0}, {5000, 0}, {16, 84}};
    int salvaged = 0;
    for (size_t i = 0; i < sizeof DAMAGES / sizeof *DAMAGES; i++) {
        store_fill();
        damage(DAMAGES[i].from, DAMAGES[i].n);
        char *before, *after, aside[128], expected[128];
        size_t n_before, n_after;
        struct error error;
        assert_true(file_read(store_path, 1 << 26, &before, &n_before, &error));
        struct journal_options o = {.path = store_path};
        struct journal *j = journal_open(&o, aside, sizeof aside, &error);
        if (!j)
            fail_msg("damage %zu: %s", i, error.text);
        snprintf(expected, sizeof expected, "%s.damaged-%zu", store_path, i + 1);
        assert_string_equal(aside, expected);
        // untouched under its new name
        assert_true(file_read(aside, 1 << 26, &after, &n_after, &error));
        assert_int_equal(n_before, n_after);
        assert_memory_equal(before, after, n_before);
        // what could be read went over, and a new session is one more
        const struct journal_salvage *salvage = journal_salvaged(j);
        struct journal_session *held = store_start(j);
        assert_int_equal(held->id, salvage->sessions + 1);
        assert_true(salvage->events <= 60);
        salvaged += salvage->events;
        journal_session_destroy(&held);
        journal_close(&j);
        unlink(store_path);
        free(before);
        free(after);
    }
}

static bool load_too(const struct journal_entry *entry, void *user)
{
    *(int64_t *)user = entry->id;
    return true;
}

/* a few bytes anywhere: used, set aside or refused, but never a crash and never a session
 * that is taken for sound with fewer events */
static void random_damage(void **state)
{
    (void)state;
    uint32_t random = 7;
    int rescued = 0;
    char *sound;
    size_t size;
    struct error error;
    store_fill();
    assert_true(file_read(store_path, 1 << 26, &sound, &size, &error));
    for (int round = 0; round < 100; round++) {
        char *bytes = malloc(size);
        memcpy(bytes, sound, size);
        for (int i = 0; i < 1 + round % 8; i++) {
            random = random * 1664525u + 1013904223u;
            // the header and the first page more often than the rest
            size_t at = (random >> 4) % (round % 2 ? size : 4096);
            bytes[at] = (char)(random >> 24);
        }
        store_write_file(bytes, size);
        free(bytes);
        char aside[128];
        struct journal_options o = {
            .path = store_path, .is_default = true, .busy_ms = 100};
        struct journal *j = journal_open(&o, aside, sizeof aside, &error);
        int64_t last = 0;
        if (j && journal_each(j, load_too, &last, &error) && last) {
            struct journal_session *held = journal_load(j, last, &error);
            // fewer only where that is said
            if (held && !journal_salvaged(j)->lost)
                assert_int_equal(held->state.n_events, 60);
            if (held && held->state.n_events < 60)
                assert_non_null(strstr(journal_salvaged(j)->names, "last events"));
            rescued += *aside && held;
            journal_session_destroy(&held);
        }
        journal_close(&j);
        unlink(store_path);
        if (*aside)
            unlink(aside);
    }
    print_message("%d damaged journals went on\n", rescued);
    assert_true(rescued > 0);
    free(sound);
}

/* several programs that find the same damage set one file aside, and go on in one new */
static void damage_is_set_aside_once(void **state)
{
    (void)state;
    enum { PROGRAMS = 6 };
    for (int round = 0; round < 5; round++) {
        char command[200], other[140];
        store_fill();
        damage(4096, 3000);
        pid_t child[PROGRAMS];
        for (int i = 0; i < PROGRAMS; i++)
            if ((child[i] = child_fork()) == 0) {
                struct error error;
                struct journal_options o = {.path = store_path, .busy_ms = 20000};
                struct journal *j = journal_open(&o, NULL, 0, &error);
                if (!j) {
                    fprintf(stderr, "%s\n", error.text);
                    _exit(1);
                }
                struct journal_session *held = store_start(j);
                _exit(store_note(j, held, "after", &error) == JOURNAL_DONE ? 0 : 2);
            }
        assert_true(child_wait_all(child, PROGRAMS));
        snprintf(other, sizeof other, "%s.damaged-1", store_path);
        assert_true(file_exists(other));
        snprintf(other, sizeof other, "%s.damaged-2", store_path);
        assert_false(file_exists(other));
        struct journal *j = store_must_open();
        int64_t last = 0;
        struct error error;
        assert_true(journal_each(j, load_too, &last, &error));
        // every program's own session, and what was salvaged before them
        assert_in_range(last, PROGRAMS, PROGRAMS + 1);
        journal_close(&j);
        snprintf(command, sizeof command, "rm -f '%s'*", store_path);
        assert_int_equal(system(command), 0);
    }
}

/* while another program makes or sets aside a journal in the folder, this one waits */
static void the_folder_is_waited_for(void **state)
{
    (void)state;
    store_fill();
    damage(4096, 3000);
    int fd = open(store_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(fd >= 0 && flock(fd, LOCK_EX) == 0);
    struct error error;
    assert_null(store_open(&error));
    assert_non_null(strstr(error.text, "its folder is in use by another program"));
    unlink(store_path);
    assert_null(store_open(&error));
    close(fd);
    struct journal *j = store_must_open();
    journal_close(&j);
}

/* a damaged file with a log beside it: neither is brought over into the other */
static void damage_is_not_written_to(void **state)
{
    (void)state;
    store_fill();
    pid_t child = child_fork();
    if (child == 0) {
        struct journal *j = store_must_open();
        store_start(j);
        _exit(0); // without closing: the log stays
    }
    waitpid(child, NULL, 0);
    damage(8 * 4096, 4096); // a page that the log does not hold
    char *before, *after, *log_before, *log_after, log[140], aside[128];
    size_t n, m, n_log, m_log;
    struct error error;
    snprintf(log, sizeof log, "%s-wal", store_path);
    assert_true(file_read(store_path, 1 << 26, &before, &n, &error));
    assert_true(file_read(log, 1 << 26, &log_before, &n_log, &error));
    struct journal_options o = {.path = store_path, .reading = true};
    for (int write = 0; write < 2; write++) {
        o.reading = !write;
        struct journal *j = journal_open(&o, aside, sizeof aside, &error);
        assert_non_null(j);
        assert_int_equal(*aside != 0, write);
        journal_close(&j);
        snprintf(log, sizeof log, "%s-wal", write ? aside : store_path);
        assert_true(file_read(write ? aside : store_path, 1 << 26, &after, &m, &error));
        assert_true(file_read(log, 1 << 26, &log_after, &m_log, &error));
        assert_int_equal(n, m);
        assert_memory_equal(before, after, n);
        assert_int_equal(n_log, m_log);
        assert_memory_equal(log_before, log_after, n_log);
        free(after);
        free(log_after);
    }
    free(before);
    free(log_before);
}

static void a_log_without_its_database_is_set_aside(void **state)
{
    (void)state;
    pid_t child = child_fork();
    if (child == 0) {
        struct journal *j = store_must_open();
        store_start(j);
        _exit(0); // without closing: the log stays
    }
    waitpid(child, NULL, 0);
    assert_int_equal(truncate(store_path, 0), 0);
    char aside[128], log[140];
    struct error error;
    struct journal_options o = {.path = store_path};
    struct journal *j = journal_open(&o, aside, sizeof aside, &error);
    assert_non_null(j);
    snprintf(log, sizeof log, "%s-wal", aside);
    assert_true(store_holds(log, "Mrs Example"));
    journal_close(&j);
}

static void the_default_place_is_always_usable(void **state)
{
    (void)state;
    store_write_file("hello\n", 6);
    char aside[128];
    struct error error;
    struct journal_options o = {.path = store_path, .is_default = true};
    struct journal *j = journal_open(&o, aside, sizeof aside, &error);
    assert_non_null(j);
    assert_true(store_holds(aside, "hello\n"));
    journal_close(&j);
}

static void events_that_do_not_follow_are_refused(void **state)
{
    (void)state;
    struct error error;
    struct journal *j = store_must_open();
    struct journal_session *held = store_start(j);
    store_sql(
        "INSERT INTO event(session, number, wall_ms, mono_ms, boot, entered, name, args) "
        "VALUES(1, 1, 1000, -1, '', 1, 'de-qi', '[]')",
        SQLITE_OK);
    assert_null(journal_load(j, 1, &error));
    assert_non_null(strstr(error.text, "event 1 does not follow"));
    store_sql(
        "INSERT INTO event(session, number, wall_ms, mono_ms, boot, entered, name, args) "
        "VALUES(1, 2, 1000, -1, '', 1, 'dance', 'x')",
        SQLITE_OK);
    assert_null(journal_load(j, 1, &error));
    assert_int_equal(store_note(j, held, "n", &error), JOURNAL_FAILED);
    journal_session_destroy(&held);
    journal_close(&j);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, store_make, store_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_damaged_is_set_aside),
        TEST(random_damage),
        TEST(damage_is_set_aside_once),
        TEST(the_folder_is_waited_for),
        TEST(damage_is_not_written_to),
        TEST(a_log_without_its_database_is_set_aside),
        TEST(the_default_place_is_always_usable),
        TEST(events_that_do_not_follow_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
