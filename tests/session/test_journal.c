/* the journal: what is acknowledged stays, what is damaged is set aside, what fails is
 * said */
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
#include <sqlite3.h>

#include "base/file.h"
#include "fixture.h"
#include "session/journal.h"
#include "session/overlay.h"
#include "shim.h"

static char dir[64], path[96];

static int make_dir(void **state)
{
    (void)state;
    strcpy(dir, "/tmp/deqi-journal-XXXXXX");
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/sessions.db", dir);
    return 0;
}

static int drop_dir(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    return system(command);
}

static struct journal *open_it(struct error *error)
{
    struct journal_options o = {.path = path, .busy_ms = 200};
    return journal_open(&o, NULL, 0, error);
}

static struct journal *must_open(void)
{
    struct error error;
    struct journal *j = open_it(&error);
    if (!j)
        fail_msg("%s: %s", error.file, error.text);
    return j;
}

static struct journal_session *start(struct journal *j)
{
    struct session_plan *plan = fixture_plan();
    plan->label = "Mrs Example";
    struct session_time at = fixture_at(0);
    struct journal_session *held;
    struct session_refusal refusal;
    struct error error;
    if (journal_start(j, plan, "{\"schema\": \"deqi/case-1\"}", "{}", &at, &held,
                      &refusal, &error) != JOURNAL_DONE)
        fail_msg("%s", error.text);
    session_plan_destroy(&plan);
    return held;
}

static enum journal_result note(struct journal *j, struct journal_session *held,
                                const char *text, struct error *error)
{
    struct session_event e = {.kind = SESSION_NOTE, .at = fixture_at(0), .text = text};
    struct session_refusal refusal;
    return journal_apply(j, held, &e, &refusal, error);
}

static void must(struct journal *j, struct journal_session *held, double seconds,
                 struct session_event e)
{
    struct session_refusal refusal;
    struct error error;
    e.at = fixture_at(seconds);
    assert_int_equal(journal_apply(j, held, &e, &refusal, &error), JOURNAL_DONE);
}

static void same_state(const struct journal_session *a, const struct journal_session *b)
{
    struct session copy;
    memcpy(&copy, &b->state, sizeof copy);
    copy.plan = a->state.plan;
    assert_memory_equal(&a->state, &copy, sizeof copy);
}

static void sql(const char *text, int expected)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), expected);
    sqlite3_close(db);
}

static bool holds(const char *file, const char *what)
{
    char *data;
    size_t n;
    if (!file_read(file, 1 << 26, &data, &n, NULL))
        return false;
    bool found = memmem(data, n, what, strlen(what)) != NULL;
    free(data);
    return found;
}

// ---------------------------------------------------------------------- the usual

static void replay_is_what_was_held(void **state)
{
    (void)state;
    struct error error;
    struct journal *j = must_open();
    struct journal_session *held = start(j);
    must(j, held, 1,
         (struct session_event){.kind = SESSION_INSERT, .code = "KI3", .side = "L"});
    must(
        j, held, 2,
        (struct session_event){
            .kind = SESSION_SKIP, .code = "KI3", .side = "R", .text = "sore \"toe\" 足"});
    must(j, held, 3,
         (struct session_event){.kind = SESSION_INSERT, .code = "EX-LE10", .side = "L"});
    must(
        j, held, 4,
        (struct session_event){
            .kind = SESSION_THERMAL_TEST, .region = "sole", .side = "L", .passed = true});
    must(j, held, 5, (struct session_event){.kind = SESSION_DE_QI});
    must(j, held, 6, (struct session_event){.kind = SESSION_LAMP_ON});
    must(j, held, 7, (struct session_event){.kind = SESSION_PAUSE, .text = "cough"});
    struct journal_session *again = journal_load(j, held->id, &error);
    assert_non_null(again);
    same_state(held, again);
    // what is refused is not written
    struct session_event bad = {.kind = SESSION_CLOSE, .at = fixture_at(8)};
    struct session_refusal refusal;
    assert_int_equal(journal_apply(j, held, &bad, &refusal, &error), JOURNAL_REFUSED);
    assert_string_equal(refusal.what.id, "session.refused.close_needles_in");
    same_state(held, again);
    // another program appends; this one catches up before it does
    struct journal *other = must_open();
    struct journal_session *theirs = journal_load(other, held->id, &error);
    must(other, theirs, 9, (struct session_event){.kind = SESSION_RESUME});
    must(j, held, 10, (struct session_event){.kind = SESSION_NOTE, .text = "n"});
    assert_int_equal(held->state.n_events, 9);
    assert_true(journal_refresh(other, theirs, &error));
    same_state(held, theirs);
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
    struct journal *j = must_open();
    struct journal_session *one = start(j), *two = start(j), *three = start(j);
    must(j, one, 1, (struct session_event){.kind = SESSION_ABORT, .text = "left"});
    for (int i = 0; i < 2; i++)
        must(j, two, 1,
             (struct session_event){.kind = SESSION_SKIP,
                                    .code = "KI3",
                                    .side = i ? "R" : "L",
                                    .text = "no"});
    must(j, two, 1,
         (struct session_event){
             .kind = SESSION_SKIP, .code = "EX-LE10", .side = "L", .text = "no"});
    must(j, two, 1,
         (struct session_event){
             .kind = SESSION_SKIP, .code = "BL57", .side = "L", .text = "no"});
    must(j, two, 2, (struct session_event){.kind = SESSION_CLOSE});
    // what is told after the end changes none of it
    must(j, two, 3, (struct session_event){.kind = SESSION_NOTE, .text = "called"});
    char ends[200] = "";
    assert_true(journal_each(j, ends_of, ends, &error));
    assert_string_equal(ends, "aborted closed open ");
    journal_session_destroy(&one);
    journal_session_destroy(&two);
    journal_session_destroy(&three);
    journal_close(&j);
}

static mode_t mode_of(const char *suffix)
{
    char name[128];
    struct stat st;
    snprintf(name, sizeof name, "%s%s", path, suffix);
    assert_int_equal(stat(name, &st), 0);
    return st.st_mode & 07777;
}

static void only_its_owner_reads_it(void **state)
{
    (void)state;
    mode_t mask = umask(0);
    struct journal *j = must_open();
    struct journal_session *held = start(j);
    assert_int_equal(mode_of(""), 0600);
    assert_int_equal(mode_of("-wal"), 0600);
    assert_int_equal(mode_of("-shm"), 0600);
    journal_session_destroy(&held);
    journal_close(&j);
    // one that was opened up is narrowed again
    chmod(path, 0644);
    j = must_open();
    assert_int_equal(mode_of(""), 0600);
    journal_close(&j);
    // the default place
    char home[128], found[256];
    snprintf(home, sizeof home, "%s/a/b", dir);
    setenv("XDG_DATA_HOME", home, 1);
    struct error error;
    assert_true(journal_default_path(found, sizeof found, &error));
    snprintf(home, sizeof home, "%s/a/b/deqi/sessions.db", dir);
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
    struct journal *j = must_open();
    struct journal_session *held = start(j);
    assert_int_equal(note(j, held, "a secret", &error), JOURNAL_DONE);
    sql("UPDATE event SET name = 'note'", SQLITE_CONSTRAINT);
    sql("DELETE FROM event", SQLITE_CONSTRAINT);
    struct journal_session *second = start(j);
    assert_int_equal(journal_purge(j, held->id, &error), 1);
    assert_int_equal(note(j, held, "late", &error), JOURNAL_FAILED);
    assert_null(journal_load(j, held->id, &error));
    assert_int_equal(journal_purge(j, held->id, &error), -1);
    assert_int_equal(note(j, second, "told in confidence", &error), JOURNAL_DONE);
    assert_int_equal(journal_purge(j, 0, &error), 1);
    // at once, while the journal is open: not in the file, and not in its log
    char log[140];
    snprintf(log, sizeof log, "%s-wal", path);
    assert_false(holds(path, "told in confidence"));
    assert_false(holds(log, "told in confidence"));
    journal_session_destroy(&second);
    journal_session_destroy(&held);
    journal_close(&j);
    assert_false(holds(path, "Mrs Example"));
    assert_false(holds(path, "a secret"));
    assert_false(holds(path, "told in confidence"));
    // ids are not used again
    j = must_open();
    held = start(j);
    assert_int_equal(held->id, 3);
    journal_session_destroy(&held);
    journal_close(&j);
}

// --------------------------------------------------------------------- being refused

static void expect_refusal(const char *part)
{
    struct error error;
    struct journal *j = open_it(&error);
    assert_null(j);
    if (!strstr(error.text, part))
        fail_msg("\"%s\", expected \"%s\"", error.text, part);
    assert_string_equal(error.file, path);
}

static void write_file(const char *text, size_t n)
{
    struct error error;
    assert_true(file_write(path, text, n, &error));
}

static void what_is_no_journal_is_left_alone(void **state)
{
    (void)state;
    static const char TEXT[] = "{\"schema\": \"deqi/case-1\"}\n";
    write_file(TEXT, sizeof TEXT - 1);
    expect_refusal("is no journal of deqi");
    assert_true(holds(path, TEXT));
    unlink(path);
    sql("CREATE TABLE mine(x); PRAGMA user_version = 9", SQLITE_OK);
    expect_refusal("is no journal of deqi");
    unlink(path);
    assert_int_equal(mkdir(path, 0700), 0);
    expect_refusal("is not a regular file");
    rmdir(path);
    struct journal_options o = {.path = path, .must_exist = true};
    struct error error;
    assert_null(journal_open(&o, NULL, 0, &error));
    assert_false(file_exists(path));
}

static void a_newer_journal_is_left_alone(void **state)
{
    (void)state;
    struct journal *j = must_open();
    journal_close(&j);
    sql("PRAGMA user_version = 7", SQLITE_OK);
    expect_refusal("written by a newer deqi (journal version 7");
    sql("PRAGMA user_version = 3", SQLITE_OK);
    j = must_open();
    journal_close(&j);
}

static void the_second_waits_or_says_so(void **state)
{
    (void)state;
    struct error error;
    struct journal *j = must_open();
    struct journal_session *held = start(j);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(note(j, held, "n", &error), JOURNAL_FAILED);
    assert_non_null(strstr(error.text, "in use by another deqi"));
    sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
    sqlite3_close(db);
    assert_int_equal(note(j, held, "n", &error), JOURNAL_DONE);
    journal_session_destroy(&held);
    journal_close(&j);
}

static void many_write_at_once(void **state)
{
    (void)state;
    enum { WRITERS = 4, NOTES = 30 };
    struct error error;
    pid_t child[WRITERS];
    // all begin on a journal that is not there yet
    for (int i = 0; i < WRITERS; i++)
        if ((child[i] = fork()) == 0) {
            struct journal_options o = {.path = path, .busy_ms = 20000};
            struct journal *j = journal_open(&o, NULL, 0, &error);
            if (!j) {
                fprintf(stderr, "%s\n", error.text);
                _exit(1);
            }
            struct journal_session *held = start(j);
            struct journal_session *first = journal_load(j, 1, &error);
            for (int n = 0; n < NOTES; n++)
                if (note(j, held, "own", &error) != JOURNAL_DONE ||
                    note(j, first, "shared", &error) != JOURNAL_DONE)
                    _exit(1);
            _exit(0);
        }
    for (int i = 0; i < WRITERS; i++) {
        int status;
        waitpid(child[i], &status, 0);
        assert_int_equal(status, 0);
    }
    struct journal *j = must_open();
    struct journal_session *first = journal_load(j, 1, &error);
    assert_int_equal(first->state.n_events, NOTES + WRITERS * NOTES);
    journal_session_destroy(&first);
    journal_close(&j);
}

// ------------------------------------------------------------------------- damage

static void fill(void)
{
    struct error error;
    char text[1000];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = 0;
    struct journal *j = must_open();
    struct journal_session *held = start(j);
    for (int i = 0; i < 60; i++)
        assert_int_equal(note(j, held, text, &error), JOURNAL_DONE);
    journal_session_destroy(&held);
    journal_close(&j);
}

/* damages [from, from + n) of the file, or cuts it at `from` where n is 0 */
static void damage(long from, int n)
{
    if (!n) {
        assert_int_equal(truncate(path, from), 0);
        return;
    }
    FILE *f = fopen(path, "r+b");
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
        fill();
        damage(DAMAGES[i].from, DAMAGES[i].n);
        char *before, *after, aside[128], expected[128];
        size_t n_before, n_after;
        struct error error;
        assert_true(file_read(path, 1 << 26, &before, &n_before, &error));
        struct journal_options o = {.path = path};
        struct journal *j = journal_open(&o, aside, sizeof aside, &error);
        if (!j)
            fail_msg("damage %zu: %s", i, error.text);
        snprintf(expected, sizeof expected, "%s.damaged-%zu", path, i + 1);
        assert_string_equal(aside, expected);
        // untouched under its new name
        assert_true(file_read(aside, 1 << 26, &after, &n_after, &error));
        assert_int_equal(n_before, n_after);
        assert_memory_equal(before, after, n_before);
        // what could be read went over, and a new session is one more
        const struct journal_salvage *salvage = journal_salvaged(j);
        struct journal_session *held = start(j);
        assert_int_equal(held->id, salvage->sessions + 1);
        assert_true(salvage->events <= 60);
        salvaged += salvage->events;
        journal_session_destroy(&held);
        journal_close(&j);
        unlink(path);
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
    fill();
    assert_true(file_read(path, 1 << 26, &sound, &size, &error));
    for (int round = 0; round < 100; round++) {
        char *bytes = malloc(size);
        memcpy(bytes, sound, size);
        for (int i = 0; i < 1 + round % 8; i++) {
            random = random * 1664525u + 1013904223u;
            // the header and the first page more often than the rest
            size_t at = (random >> 4) % (round % 2 ? size : 4096);
            bytes[at] = (char)(random >> 24);
        }
        write_file(bytes, size);
        free(bytes);
        char aside[128];
        struct journal_options o = {.path = path, .is_default = true, .busy_ms = 100};
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
        unlink(path);
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
        fill();
        damage(4096, 3000);
        pid_t child[PROGRAMS];
        for (int i = 0; i < PROGRAMS; i++)
            if ((child[i] = fork()) == 0) {
                struct error error;
                struct journal_options o = {.path = path, .busy_ms = 20000};
                struct journal *j = journal_open(&o, NULL, 0, &error);
                if (!j) {
                    fprintf(stderr, "%s\n", error.text);
                    _exit(1);
                }
                struct journal_session *held = start(j);
                _exit(note(j, held, "after", &error) == JOURNAL_DONE ? 0 : 2);
            }
        for (int i = 0; i < PROGRAMS; i++) {
            int status;
            waitpid(child[i], &status, 0);
            assert_int_equal(status, 0);
        }
        snprintf(other, sizeof other, "%s.damaged-1", path);
        assert_true(file_exists(other));
        snprintf(other, sizeof other, "%s.damaged-2", path);
        assert_false(file_exists(other));
        struct journal *j = must_open();
        int64_t last = 0;
        struct error error;
        assert_true(journal_each(j, load_too, &last, &error));
        // every program's own session, and what was salvaged before them
        assert_in_range(last, PROGRAMS, PROGRAMS + 1);
        journal_close(&j);
        snprintf(command, sizeof command, "rm -f '%s'*", path);
        assert_int_equal(system(command), 0);
    }
}

/* a damaged file with a log beside it: neither is brought over into the other */
static void damage_is_not_written_to(void **state)
{
    (void)state;
    fill();
    pid_t child = fork();
    if (child == 0) {
        struct journal *j = must_open();
        start(j);
        _exit(0); // without closing: the log stays
    }
    waitpid(child, NULL, 0);
    damage(8 * 4096, 4096); // a page that the log does not hold
    char *before, *after, *log_before, *log_after, log[140], aside[128];
    size_t n, m, n_log, m_log;
    struct error error;
    snprintf(log, sizeof log, "%s-wal", path);
    assert_true(file_read(path, 1 << 26, &before, &n, &error));
    assert_true(file_read(log, 1 << 26, &log_before, &n_log, &error));
    struct journal_options o = {.path = path, .reading = true};
    for (int write = 0; write < 2; write++) {
        o.reading = !write;
        struct journal *j = journal_open(&o, aside, sizeof aside, &error);
        assert_non_null(j);
        assert_int_equal(*aside != 0, write);
        journal_close(&j);
        snprintf(log, sizeof log, "%s-wal", write ? aside : path);
        assert_true(file_read(write ? aside : path, 1 << 26, &after, &m, &error));
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
    pid_t child = fork();
    if (child == 0) {
        struct journal *j = must_open();
        start(j);
        _exit(0); // without closing: the log stays
    }
    waitpid(child, NULL, 0);
    assert_int_equal(truncate(path, 0), 0);
    char aside[128], log[140];
    struct error error;
    struct journal_options o = {.path = path};
    struct journal *j = journal_open(&o, aside, sizeof aside, &error);
    assert_non_null(j);
    snprintf(log, sizeof log, "%s-wal", aside);
    assert_true(holds(log, "Mrs Example"));
    journal_close(&j);
}

static void the_default_place_is_always_usable(void **state)
{
    (void)state;
    write_file("hello\n", 6);
    char aside[128];
    struct error error;
    struct journal_options o = {.path = path, .is_default = true};
    struct journal *j = journal_open(&o, aside, sizeof aside, &error);
    assert_non_null(j);
    assert_true(holds(aside, "hello\n"));
    journal_close(&j);
}

static void events_that_do_not_follow_are_refused(void **state)
{
    (void)state;
    struct error error;
    struct journal *j = must_open();
    struct journal_session *held = start(j);
    sql("INSERT INTO event(session, number, wall_ms, mono_ms, boot, entered, name, args) "
        "VALUES(1, 1, 1000, -1, '', 1, 'de-qi', '[]')",
        SQLITE_OK);
    assert_null(journal_load(j, 1, &error));
    assert_non_null(strstr(error.text, "event 1 does not follow"));
    sql("INSERT INTO event(session, number, wall_ms, mono_ms, boot, entered, name, args) "
        "VALUES(1, 2, 1000, -1, '', 1, 'dance', 'x')",
        SQLITE_OK);
    assert_null(journal_load(j, 1, &error));
    assert_int_equal(note(j, held, "n", &error), JOURNAL_FAILED);
    journal_session_destroy(&held);
    journal_close(&j);
}

// ----------------------------------------------------------------------- bad disks

/* a disk that fills up at any write: refused, and what was there is there */
static void a_full_disk(void **state)
{
    (void)state;
    shim_register();
    for (int fault = SHIM_FULL; fault <= SHIM_SYNC_FAILS; fault++)
        for (int after = 0; after < 24; after++) {
            shim = (struct shim){.fault = SHIM_NONE};
            unlink(path);
            struct error error;
            struct journal_options o = {.path = path, .vfs = "shim"};
            struct journal *j = journal_open(&o, NULL, 0, &error);
            struct journal_session *held = start(j);
            shim = (struct shim){.fault = (enum shim_fault)fault, .after = after};
            int done = 0;
            struct session before;
            enum journal_result result;
            do {
                memcpy(&before, &held->state, sizeof before);
                result = note(j, held, "n", &error);
                done += result == JOURNAL_DONE;
            } while (result == JOURNAL_DONE && done < 100);
            assert_int_equal(result, JOURNAL_FAILED);
            assert_non_null(strstr(error.text, "nothing was recorded"));
            assert_memory_equal(&before, &held->state, sizeof before);
            // room again: it goes on
            shim = (struct shim){.fault = SHIM_NONE};
            assert_int_equal(note(j, held, "n", &error), JOURNAL_DONE);
            struct journal_session *again = journal_load(j, held->id, &error);
            assert_int_equal(again->state.n_events, done + 1);
            same_state(held, again);
            journal_session_destroy(&again);
            journal_session_destroy(&held);
            journal_close(&j);
        }
}

static void a_limit_on_file_size(void **state)
{
    (void)state;
    struct journal *j = must_open();
    struct journal_session *held = start(j);
    struct error error;
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit old, limit;
    getrlimit(RLIMIT_FSIZE, &old);
    limit = old;
    limit.rlim_cur = 100 * 1000;
    setrlimit(RLIMIT_FSIZE, &limit);
    int done = 0;
    while (done < 1000 && note(j, held, "n", &error) == JOURNAL_DONE)
        done++;
    setrlimit(RLIMIT_FSIZE, &old);
    assert_true(done > 0 && done < 1000);
    assert_non_null(strstr(error.text, "nothing was recorded"));
    assert_int_equal(held->state.n_events, done);
    assert_int_equal(note(j, held, "n", &error), JOURNAL_DONE);
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
        pid_t child = fork();
        if (child == 0) {
            struct error error;
            shim = (struct shim){.fault = SHIM_POWER_CUT, .after = after};
            struct journal_options o = {.path = path, .vfs = "shim"};
            struct journal *j = journal_open(&o, NULL, 0, &error);
            struct journal_session *held = start(j);
            for (;;) {
                // a long note now and then, so that the log is brought over too
                static char text[3500];
                memset(text, 'n', sizeof text - 1);
                char acknowledged = 1;
                if (note(j, held, text, &error) != JOURNAL_DONE ||
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
        snprintf(shm, sizeof shm, "%s-shm", path);
        unlink(shm);
        struct error error;
        struct journal *j = must_open();
        struct journal_session *held = journal_load(j, 1, &error);
        if (acknowledged)
            assert_true(held && held->state.n_events >= acknowledged);
        journal_session_destroy(&held);
        journal_close(&j);
        unlink(path);
    }
}

static void a_read_only_folder(void **state)
{
    (void)state;
    fill();
    chmod(path, 0400);
    chmod(dir, 0500);
    pid_t child = fork();
    if (child == 0) {
        // root may write anywhere: be no one
        if (geteuid() == 0 && (chown(dir, 65534, 65534) || chown(path, 65534, 65534) ||
                               setegid(65534) || seteuid(65534)))
            _exit(3);
        struct error error;
        struct journal *j = open_it(&error);
        bool said = !j && (strstr(error.text, "cannot be opened") ||
                           strstr(error.text, "cannot be written"));
        if (!said)
            fprintf(stderr, "%s\n", j ? "opened" : error.text);
        char other[128];
        snprintf(other, sizeof other, "%s/new.db", dir);
        struct journal_options o = {.path = other};
        bool refused = !journal_open(&o, NULL, 0, &error);
        _exit(said && refused ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    chmod(dir, 0700);
    chmod(path, 0600);
    assert_int_equal(status, 0);
    struct journal *j = must_open();
    struct error error;
    struct journal_session *held = journal_load(j, 1, &error);
    assert_int_equal(held->state.n_events, 60);
    journal_session_destroy(&held);
    journal_close(&j);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, make_dir, drop_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(replay_is_what_was_held),
        TEST(an_end_is_marked),
        TEST(only_its_owner_reads_it),
        TEST(events_are_only_appended),
        TEST(what_is_no_journal_is_left_alone),
        TEST(a_newer_journal_is_left_alone),
        TEST(the_second_waits_or_says_so),
        TEST(many_write_at_once),
        TEST(what_is_damaged_is_set_aside),
        TEST(random_damage),
        TEST(damage_is_set_aside_once),
        TEST(damage_is_not_written_to),
        TEST(a_log_without_its_database_is_set_aside),
        TEST(the_default_place_is_always_usable),
        TEST(events_that_do_not_follow_are_refused),
        TEST(a_full_disk),
        TEST(a_limit_on_file_size),
        TEST(a_power_cut),
        TEST(a_read_only_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
