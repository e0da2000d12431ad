/* the journal: what is acknowledged stays, what fails is said */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/file.h"
#include "child.h"
#include "place.h"
#include "store.h"

// ---------------------------------------------------------------------- the usual

static void replay_is_what_was_held(void **state)
{
    (void)state;
    struct error error;
    struct journal *j = store_must_open();
    struct journal_session *held = store_start(j);
    store_must(
        j, held, 1,
        (struct session_event){.kind = SESSION_INSERT, .code = "KI3", .side = "L"});
    store_must(
        j, held, 2,
        (struct session_event){
            .kind = SESSION_SKIP, .code = "KI3", .side = "R", .text = "sore \"toe\" 足"});
    store_must(
        j, held, 3,
        (struct session_event){.kind = SESSION_INSERT, .code = "EX-LE10", .side = "L"});
    store_must(
        j, held, 4,
        (struct session_event){
            .kind = SESSION_THERMAL_TEST, .region = "sole", .side = "L", .passed = true});
    store_must(j, held, 5, (struct session_event){.kind = SESSION_DE_QI});
    store_must(j, held, 6, (struct session_event){.kind = SESSION_LAMP_ON});
    store_must(j, held, 7,
               (struct session_event){.kind = SESSION_PAUSE, .text = "cough"});
    struct journal_session *again = journal_load(j, held->id, &error);
    assert_non_null(again);
    store_same_state(held, again);
    // what is refused is not written
    struct session_event bad = {.kind = SESSION_CLOSE, .at = fixture_at(8)};
    struct session_refusal refusal;
    assert_int_equal(journal_apply(j, held, &bad, &refusal, &error), JOURNAL_REFUSED);
    assert_string_equal(refusal.what.id, "session.refused.close_needles_in");
    store_same_state(held, again);
    // another program appends; this one catches up before it does
    struct journal *other = store_must_open();
    struct journal_session *theirs = journal_load(other, held->id, &error);
    store_must(other, theirs, 9, (struct session_event){.kind = SESSION_RESUME});
    store_must(j, held, 10, (struct session_event){.kind = SESSION_NOTE, .text = "n"});
    assert_int_equal(held->state.n_events, 9);
    assert_true(journal_refresh(other, theirs, &error));
    store_same_state(held, theirs);
    assert_null(journal_load(j, 99, &error));
    assert_string_equal(error.text, "there is no session 99");
    journal_session_destroy(&theirs);
    journal_close(&other);
    journal_session_destroy(&again);
    journal_session_destroy(&held);
    journal_close(&j);
}

static bool ends_of(const struct journal_entry *entry, void *user)
{
    char *to = user;
    snprintf(to + strlen(to), 40, "%s ", entry->ended ? entry->ended : "open");
    return true;
}

/* how a session ended stands beside it, so that it need not be replayed to be listed */
static void an_end_is_marked(void **state)
{
    (void)state;
    struct error error;
    struct journal *j = store_must_open();
    struct journal_session *one = store_start(j), *two = store_start(j),
                           *three = store_start(j);
    store_must(j, one, 1, (struct session_event){.kind = SESSION_ABORT, .text = "left"});
    for (int i = 0; i < 2; i++)
        store_must(j, two, 1,
                   (struct session_event){.kind = SESSION_SKIP,
                                          .code = "KI3",
                                          .side = i ? "R" : "L",
                                          .text = "no"});
    store_must(j, two, 1,
               (struct session_event){
                   .kind = SESSION_SKIP, .code = "EX-LE10", .side = "L", .text = "no"});
    store_must(j, two, 1,
               (struct session_event){
                   .kind = SESSION_SKIP, .code = "BL57", .side = "L", .text = "no"});
    store_must(j, two, 2, (struct session_event){.kind = SESSION_CLOSE});
    // what is told after the end changes none of it
    store_must(j, two, 3, (struct session_event){.kind = SESSION_NOTE, .text = "called"});
    char ends[200] = "";
    assert_true(journal_each(j, ends_of, ends, &error));
    assert_string_equal(ends, "aborted closed open ");
    journal_session_destroy(&one);
    journal_session_destroy(&two);
    journal_session_destroy(&three);
    journal_close(&j);
}

/* of what broke off the record is all that anybody has */
static void what_broke_off_is_not_purged(void **state)
{
    (void)state;
    struct error error;
    int left = 0;
    struct journal *j = store_must_open();
    struct journal_session *broke = store_start(j), *plain = store_start(j);
    store_must(
        j, broke, 1,
        (struct session_event){.kind = SESSION_INSERT, .code = "KI3", .side = "L"});
    store_must(
        j, broke, 2,
        (struct session_event){.kind = SESSION_BROKEN, .code = "KI3", .side = "L"});
    store_must(j, broke, 3, (struct session_event){.kind = SESSION_ABORT, .text = "it"});
    store_must(j, plain, 3, (struct session_event){.kind = SESSION_ABORT, .text = "it"});
    assert_int_equal(broke->state.state, SESSION_ABORTED);
    assert_int_equal(journal_purge(j, broke->id, &error), -1);
    assert_non_null(strstr(error.text, "a part of a needle in the body"));
    assert_int_equal(journal_purge(j, 0, &error), -1);
    // what is old goes, but for this
    int64_t later = broke->started.wall_ms + 1000;
    assert_int_equal(journal_purge_before(j, later, &left, &error), 1);
    assert_int_equal(left, 1);
    store_must(j, broke, 9,
               (struct session_event){.kind = SESSION_BROKEN_RESOLVED,
                                      .code = "KI3",
                                      .side = "L",
                                      .text = "drawn out"});
    assert_int_equal(journal_purge_before(j, later, &left, &error), 1);
    assert_int_equal(left, 0);
    journal_session_destroy(&broke);
    journal_session_destroy(&plain);
    journal_close(&j);
}

static void what_is_purged_is_gone(void **state)
{
    (void)state;
    struct error error;
    struct journal *j = store_must_open();
    struct journal_session *held = store_start(j), *second = store_start(j);
    assert_int_equal(store_note(j, held, "a secret", &error), JOURNAL_DONE);
    int64_t id = held->id;
    assert_int_equal(journal_purge(j, id, &error), 1);
    assert_int_equal(store_note(j, held, "late", &error), JOURNAL_FAILED);
    assert_non_null(strstr(error.text, "there is no session"));
    assert_null(journal_load(j, id, &error));
    assert_int_equal(journal_purge(j, id, &error), -1);
    // not with a needle in
    store_must(
        j, second, 1,
        (struct session_event){.kind = SESSION_INSERT, .code = "KI3", .side = "L"});
    assert_int_equal(journal_purge(j, 0, &error), -1);
    assert_non_null(strstr(error.text, "with needles in: 1"));
    store_must(j, second, 2,
               (struct session_event){.kind = SESSION_ABORT, .text = "left"});
    store_must(
        j, second, 3,
        (struct session_event){.kind = SESSION_REMOVE, .code = "KI3", .side = "L"});
    assert_int_equal(journal_purge(j, 0, &error), 1);
    journal_session_destroy(&held);
    held = store_start(j);
    assert_true(held->id > second->id);
    journal_session_destroy(&second);
    journal_session_destroy(&held);
    journal_close(&j);
}

/* counts what is narrowed afterwards: this one stands in front of the C library's */
static int narrowed;

int chmod(const char *path, mode_t mode)
{
    narrowed++;
    return fchmodat(AT_FDCWD, path, mode, 0);
}

static mode_t mode_of(const char *suffix)
{
    char name[128];
    struct stat st;
    snprintf(name, sizeof name, "%s%s", store_path, suffix);
    assert_int_equal(stat(name, &st), 0);
    return st.st_mode & 07777;
}

static void only_its_owner_reads_it(void **state)
{
    (void)state;
    mode_t mask = umask(0);
    narrowed = 0;
    struct journal *j = store_must_open();
    struct journal_session *held = store_start(j);
    // never readable by others, not even for a moment
    assert_int_equal(narrowed, 0);
    assert_int_equal(mode_of(""), 0600);
    assert_int_equal(mode_of("-wal"), 0600);
    assert_int_equal(mode_of("-shm"), 0600);
    journal_session_destroy(&held);
    journal_close(&j);
    // one that was opened up is narrowed again
    chmod(store_path, 0644);
    j = store_must_open();
    assert_int_equal(mode_of(""), 0600);
    journal_close(&j);
    // the default place
    char home[128], found[256];
    snprintf(home, sizeof home, "%s/a/b", store_dir);
    setenv("XDG_DATA_HOME", home, 1);
    struct error error;
    assert_true(journal_default_path(found, sizeof found, &error));
    snprintf(home, sizeof home, "%s/a/b/deqi/sessions.db", store_dir);
    assert_string_equal(found, home);
    struct stat st;
    *strrchr(home, '/') = 0;
    assert_int_equal(stat(home, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0700);
    unsetenv("XDG_DATA_HOME");
    umask(mask);
}

static void events_are_only_appended(void **state)
{
    (void)state;
    struct error error;
    struct journal *j = store_must_open();
    struct journal_session *held = store_start(j);
    assert_int_equal(store_note(j, held, "a secret", &error), JOURNAL_DONE);
    store_sql("UPDATE event SET name = 'note'", SQLITE_CONSTRAINT);
    store_sql("DELETE FROM event", SQLITE_CONSTRAINT);
    struct journal_session *second = store_start(j);
    assert_int_equal(journal_purge(j, held->id, &error), 1);
    assert_int_equal(store_note(j, held, "late", &error), JOURNAL_FAILED);
    assert_null(journal_load(j, held->id, &error));
    assert_int_equal(journal_purge(j, held->id, &error), -1);
    assert_int_equal(store_note(j, second, "told in confidence", &error), JOURNAL_DONE);
    assert_int_equal(journal_purge(j, 0, &error), 1);
    // at once, while the journal is open: not in the file, and not in its log
    char log[140];
    snprintf(log, sizeof log, "%s-wal", store_path);
    assert_false(store_holds(store_path, "told in confidence"));
    assert_false(store_holds(log, "told in confidence"));
    journal_session_destroy(&second);
    journal_session_destroy(&held);
    journal_close(&j);
    assert_false(store_holds(store_path, "Mrs Example"));
    assert_false(store_holds(store_path, "a secret"));
    assert_false(store_holds(store_path, "told in confidence"));
    // ids are not used again
    j = store_must_open();
    held = store_start(j);
    assert_int_equal(held->id, 3);
    journal_session_destroy(&held);
    journal_close(&j);
}

// --------------------------------------------------------------------- being refused

static void expect_refusal(const char *part)
{
    struct error error;
    struct journal *j = store_open(&error);
    assert_null(j);
    if (!strstr(error.text, part))
        fail_msg("\"%s\", expected \"%s\"", error.text, part);
    assert_string_equal(error.file, store_path);
}

static void what_is_no_journal_is_left_alone(void **state)
{
    (void)state;
    static const char TEXT[] = "{\"schema\": \"deqi/case-1\"}\n";
    store_write_file(TEXT, sizeof TEXT - 1);
    expect_refusal("is no journal of deqi");
    assert_true(store_holds(store_path, TEXT));
    unlink(store_path);
    store_sql("CREATE TABLE mine(x); PRAGMA user_version = 9", SQLITE_OK);
    expect_refusal("is no journal of deqi");
    unlink(store_path);
    assert_int_equal(mkdir(store_path, 0700), 0);
    expect_refusal("is not a regular file");
    rmdir(store_path);
    struct journal_options o = {.path = store_path, .must_exist = true};
    struct error error;
    assert_null(journal_open(&o, NULL, 0, &error));
    assert_false(file_exists(store_path));
}

static void a_newer_journal_is_left_alone(void **state)
{
    (void)state;
    struct journal *j = store_must_open();
    journal_close(&j);
    store_sql("PRAGMA user_version = 7", SQLITE_OK);
    expect_refusal("written by a newer deqi (journal version 7");
    store_sql("PRAGMA user_version = 5", SQLITE_OK);
    j = store_must_open();
    journal_close(&j);
}

static void the_second_waits_or_says_so(void **state)
{
    (void)state;
    struct error error;
    struct journal *j = store_must_open();
    struct journal_session *held = store_start(j);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(store_path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(store_note(j, held, "n", &error), JOURNAL_FAILED);
    assert_non_null(strstr(error.text, "in use by another program"));
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(db);
    assert_int_equal(store_note(j, held, "n", &error), JOURNAL_DONE);
    journal_session_destroy(&held);
    journal_close(&j);
}

/* The first session, also where who has its number has not committed it yet: on a server
 * numbers are given before. */
static struct journal_session *load_first(struct journal *j)
{
    struct error error = {0};
    for (int i = 0; i < 2000; i++) {
        struct journal_session *first = journal_load(j, 1, &error);
        if (first)
            return first;
        nanosleep(&(struct timespec){.tv_nsec = 10 * 1000000}, NULL);
    }
    fail_msg("%s: %s", error.file, error.text);
    return NULL;
}

static void write_own_and_first(int notes)
{
    struct error error = {0};
    struct journal_options o = {.path = store_path, .busy_ms = 20000};
    struct journal *j = journal_open(&o, NULL, 0, &error);
    if (!j)
        fail_msg("%s: %s", error.file, error.text);
    struct journal_session *held = store_start(j), *first = load_first(j);
    for (int n = 0; n < notes; n++)
        if (store_note(j, held, "own", &error) != JOURNAL_DONE ||
            store_note(j, first, "shared", &error) != JOURNAL_DONE)
            fail_msg("note %d: %s: %s", n + 1, error.file, error.text);
    _exit(0);
}

/* what fails in a child ends it, and leaves its siblings' folder alone */
static void a_child_that_fails_ends(void **state)
{
    (void)state;
    pid_t child[2];
    for (int i = 0; i < 2; i++)
        if ((child[i] = child_fork()) == 0) {
            // it says so, which is not to be read here
            if (!freopen("/dev/null", "w", stderr) || !freopen("/dev/null", "w", stdout))
                _exit(0);
            if (i == 0)
                assert_true(i);
            raise(SIGSEGV);
        }
    for (int i = 0; i < 2; i++) {
        int status = 0;
        waitpid(child[i], &status, 0);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), i == 0 ? SIGABRT : SIGSEGV);
    }
    assert_true(file_exists(store_dir));
}

static void many_write_at_once(void **state)
{
    (void)state;
    enum { WRITERS = 4, NOTES = 30 };
    struct error error;
    pid_t child[WRITERS];
    // all begin on a journal that is not there yet
    for (int i = 0; i < WRITERS; i++)
        if ((child[i] = child_fork()) == 0)
            write_own_and_first(NOTES);
    assert_true(child_wait_all(child, WRITERS));
    struct journal *j = store_must_open();
    struct journal_session *first = journal_load(j, 1, &error);
    assert_int_equal(first->state.n_events, NOTES + WRITERS * NOTES);
    journal_session_destroy(&first);
    journal_close(&j);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, store_make, store_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(replay_is_what_was_held),
        TEST(an_end_is_marked),
        TEST(a_child_that_fails_ends),
        TEST(many_write_at_once),
        TEST(what_is_purged_is_gone),
        TEST(what_broke_off_is_not_purged),
        // of a file alone
        TEST(only_its_owner_reads_it),
        TEST(events_are_only_appended),
        TEST(what_is_no_journal_is_left_alone),
        TEST(a_newer_journal_is_left_alone),
        TEST(the_second_waits_or_says_so),
    };
    enum { ANYWHERE = 5 };
    size_t n = place_is_server() ? ANYWHERE : sizeof tests / sizeof *tests;
    return _cmocka_run_group_tests("journal", tests, n, NULL, NULL);
}
