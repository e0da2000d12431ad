/* the journal on a disk that fills, fails, loses its power or takes nothing */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "child.h"
#include "fixture.h"
#include "shim.h"
#include "steady.h"
#include "store.h"

/* a disk that fills up at any write: refused, and what was there is there */
static void a_full_disk(void **state)
{
    (void)state;
    shim_register();
    for (int fault = SHIM_FULL; fault <= SHIM_SYNC_FAILS; fault++)
        for (int after = 0; after < 24; after++) {
            shim = (struct shim){.fault = SHIM_NONE};
            unlink(store_path);
            struct error error;
            struct journal_options o = {.path = store_path, .vfs = "shim"};
            struct journal *j = journal_open(&o, NULL, 0, &error);
            struct journal_session *held = store_start(j);
            shim = (struct shim){.fault = (enum shim_fault)fault, .after = after};
            int done = 0;
            struct session before;
            enum journal_result result;
            do {
                memcpy(&before, &held->state, sizeof before);
                result = store_note(j, held, "n", &error);
                done += result == JOURNAL_DONE;
            } while (result == JOURNAL_DONE && done < 100);
            assert_int_equal(result, JOURNAL_FAILED);
            assert_non_null(strstr(error.text, "nothing was recorded"));
            assert_memory_equal(&before, &held->state, sizeof before);
            // room again: it goes on
            shim = (struct shim){.fault = SHIM_NONE};
            assert_int_equal(store_note(j, held, "n", &error), JOURNAL_DONE);
            struct journal_session *again = journal_load(j, held->id, &error);
            assert_int_equal(again->state.n_events, done + 1);
            store_same_state(held, again);
            journal_session_destroy(&again);
            journal_session_destroy(&held);
            journal_close(&j);
        }
}

/* every kind of event that there is, refused by the disk and taken when it has room */
static void every_event_on_a_full_disk(void **state)
{
    (void)state;
    shim_register();
    for (int fault = SHIM_FULL; fault <= SHIM_SYNC_FAILS; fault++)
        for (int number = 0; number < STEADY_LINES; number++)
            for (int after = 0; after < 3; after++) {
                shim = (struct shim){.fault = SHIM_NONE};
                unlink(store_path);
                struct error error;
                struct journal_options o = {.path = store_path, .vfs = "shim"};
                struct journal *j = journal_open(&o, NULL, 0, &error);
                struct journal_session *held = store_start(j);
                for (int i = 0; i < number; i++)
                    assert_int_equal(steady_apply(j, held, i, &error), JOURNAL_DONE);
                struct session before;
                memcpy(&before, &held->state, sizeof before);
                shim = (struct shim){.fault = (enum shim_fault)fault, .after = after};
                enum journal_result result = steady_apply(j, held, number, &error);
                if (result == JOURNAL_DONE) {
                    assert_int_equal(held->state.n_events, number + 1);
                } else {
                    assert_int_equal(result, JOURNAL_FAILED);
                    assert_memory_equal(&before, &held->state, sizeof before);
                    shim = (struct shim){.fault = SHIM_NONE};
                    assert_int_equal(steady_apply(j, held, number, &error), JOURNAL_DONE);
                }
                shim = (struct shim){.fault = SHIM_NONE};
                struct journal_session *again = journal_load(j, held->id, &error);
                assert_non_null(again);
                assert_int_equal(again->state.n_events, number + 1);
                steady_expect(again);
                journal_session_destroy(&again);
                journal_session_destroy(&held);
                journal_close(&j);
            }
}

/* whole sessions until the power goes, whatever was being recorded */
static void a_power_cut_in_every_event(void **state)
{
    (void)state;
    shim_register();
    for (int after = 0; after < 160; after++) {
        int fd[2], status;
        char shm[128];
        assert_int_equal(pipe(fd), 0);
        pid_t child = child_fork();
        if (child == 0) {
            shim = (struct shim){.fault = SHIM_POWER_CUT, .after = after};
            struct journal_options o = {.path = store_path, .vfs = "shim"};
            close(fd[0]);
            steady_write(&o, 0, fd[1]);
        }
        close(fd[1]);
        struct steady_ack ack = {0}, next;
        while (read(fd[0], &next, sizeof next) == sizeof next)
            ack = next;
        close(fd[0]);
        waitpid(child, &status, 0);
        assert_int_equal(status, 0);
        snprintf(shm, sizeof shm, "%s-shm", store_path);
        unlink(shm);
        struct error error;
        struct journal *j = store_must_open();
        struct journal_session *held = ack.id ? journal_load(j, ack.id, &error) : NULL;
        if (ack.id) {
            assert_non_null(held);
            assert_in_range(held->state.n_events, ack.events, ack.events + 1);
            steady_expect(held);
        }
        journal_session_destroy(&held);
        journal_close(&j);
        unlink(store_path);
    }
}

static void a_limit_on_file_size(void **state)
{
    (void)state;
    struct journal *j = store_must_open();
    struct journal_session *held = store_start(j);
    struct error error;
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit old, limit;
    getrlimit(RLIMIT_FSIZE, &old);
    limit = old;
    limit.rlim_cur = 100 * 1000;
    setrlimit(RLIMIT_FSIZE, &limit);
    int done = 0;
    while (done < 1000 && store_note(j, held, "n", &error) == JOURNAL_DONE)
        done++;
    setrlimit(RLIMIT_FSIZE, &old);
    assert_true(done > 0 && done < 1000);
    assert_non_null(strstr(error.text, "nothing was recorded"));
    assert_int_equal(held->state.n_events, done);
    assert_int_equal(store_note(j, held, "n", &error), JOURNAL_DONE);
    journal_session_destroy(&held);
    journal_close(&j);
}

/* the power goes at any write or sync, and what was not synced is gone */
static void a_power_cut(void **state)
{
    (void)state;
    shim_register();
    for (int after = 0; after < 90; after++) {
        int fd[2];
        char shm[128];
        assert_int_equal(pipe(fd), 0);
        pid_t child = child_fork();
        if (child == 0) {
            struct error error;
            shim = (struct shim){.fault = SHIM_POWER_CUT, .after = after};
            struct journal_options o = {.path = store_path, .vfs = "shim"};
            struct journal *j = journal_open(&o, NULL, 0, &error);
            struct journal_session *held = store_start(j);
            for (;;) {
                // a long note now and then, so that the log is brought over too
                static char text[3500];
                memset(text, 'n', sizeof text - 1);
                char acknowledged = 1;
                if (store_note(j, held, text, &error) != JOURNAL_DONE ||
                    write(fd[1], &acknowledged, 1) != 1)
                    _exit(1);
                if (held->state.n_events % 5 == 0) {
                    journal_close(&j);
                    j = journal_open(&o, NULL, 0, &error);
                }
            }
        }
        close(fd[1]);
        int acknowledged = 0;
        for (char byte; read(fd[0], &byte, 1) == 1;)
            acknowledged++;
        close(fd[0]);
        int status;
        waitpid(child, &status, 0);
        assert_int_equal(status, 0);
        snprintf(shm, sizeof shm, "%s-shm", store_path);
        unlink(shm);
        struct error error;
        struct journal *j = store_must_open();
        struct journal_session *held = journal_load(j, 1, &error);
        if (acknowledged)
            assert_true(held && held->state.n_events >= acknowledged);
        journal_session_destroy(&held);
        journal_close(&j);
        unlink(store_path);
    }
}

static void a_read_only_folder(void **state)
{
    (void)state;
    store_fill();
    chmod(store_path, 0400);
    chmod(store_dir, 0500);
    pid_t child = child_fork();
    if (child == 0) {
        // root may write anywhere: be no one
        if (geteuid() == 0 &&
            (chown(store_dir, 65534, 65534) || chown(store_path, 65534, 65534) ||
             setegid(65534) || seteuid(65534)))
            _exit(3);
        struct error error;
        struct journal *j = store_open(&error);
        bool said = !j && (strstr(error.text, "cannot be opened") ||
                           strstr(error.text, "cannot be written"));
        if (!said)
            fprintf(stderr, "%s\n", j ? "opened" : error.text);
        char other[128];
        snprintf(other, sizeof other, "%s/new.db", store_dir);
        struct journal_options o = {.path = other};
        bool refused = !journal_open(&o, NULL, 0, &error);
        _exit(said && refused ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    chmod(store_dir, 0700);
    chmod(store_path, 0600);
    assert_int_equal(status, 0);
    struct journal *j = store_must_open();
    struct error error;
    struct journal_session *held = journal_load(j, 1, &error);
    assert_int_equal(held->state.n_events, 60);
    journal_session_destroy(&held);
    journal_close(&j);
}

/* counts what is synced: this one stands in front of the C library's */
static int folders_synced;

int fsync(int fd)
{
    struct stat st;
    folders_synced += fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
    return fdatasync(fd);
}

/* without it the name of a new file, or of one set aside, may be gone with the power */
static void a_new_name_is_synced(void **state)
{
    (void)state;
    folders_synced = 0;
    struct journal *j = store_must_open();
    journal_close(&j);
    assert_true(folders_synced > 0);
    store_fill();
    folders_synced = 0;
    assert_int_equal(truncate(store_path, 5000), 0);
    j = store_must_open();
    journal_close(&j);
    assert_true(folders_synced > 0);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, store_make, store_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_full_disk),
        TEST(every_event_on_a_full_disk),
        TEST(a_power_cut_in_every_event),
        TEST(a_limit_on_file_size),
        TEST(a_power_cut),
        TEST(a_read_only_folder),
        TEST(a_new_name_is_synced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
