/* files that are damaged, moved, foreign or on a full disk: nothing is hidden, nothing is
 * recorded into the void, and who only reads changes nothing */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/file.h"
#include "fixture.h"
#include "session/journal.h"
#include "session/overlay.h"

enum { SESSIONS = 3, NOTES = 8 };

static char dir[64], path[96];

static int make_dir(void **state)
{
    (void)state;
    strcpy(dir, "/tmp/deqi-salvage-XXXXXX");
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

static struct journal *open_to(bool reading, char *aside, size_t size)
{
    struct error error = {0};
    struct journal_options o = {.path = path, .reading = reading, .busy_ms = 200};
    struct journal *j = journal_open(&o, aside, size, &error);
    if (!j)
        fail_msg("%s: %s", error.file, error.text);
    return j;
}

static enum journal_result event(struct journal *j, struct journal_session *held,
                                 enum session_event_kind kind, struct error *error)
{
    static char text[600];
    memset(text, 'n', sizeof text - 1);
    struct session_event e = {
        .kind = kind, .at = fixture_at(1), .code = "KI3", .side = "L", .text = text};
    struct session_refusal refusal;
    return journal_apply(j, held, &e, &refusal, error);
}

static struct journal_session *start(struct journal *j)
{
    struct session_plan *plan = fixture_plan();
    session_plan_set_label(plan, "bed 7");
    struct session_time at = fixture_at(0);
    struct journal_session *held;
    struct session_refusal refusal;
    struct error error;
    assert_int_equal(journal_start(j, plan, "{\"schema\": \"deqi/case-1\"}", "{}", &at,
                                   &held, &refusal, &error),
                     JOURNAL_DONE);
    session_plan_destroy(&plan);
    return held;
}

/* three sessions with a needle in each, all in the file itself */
static void fill(void)
{
    struct error error;
    struct journal *j = open_to(false, NULL, 0);
    for (int i = 0; i < SESSIONS; i++) {
        struct journal_session *held = start(j);
        assert_int_equal(event(j, held, SESSION_INSERT, &error), JOURNAL_DONE);
        for (int n = 0; n < NOTES; n++)
            assert_int_equal(event(j, held, SESSION_NOTE, &error), JOURNAL_DONE);
        journal_session_destroy(&held);
    }
    journal_close(&j);
}

static int files_in_dir(void)
{
    DIR *d = opendir(dir);
    int n = 0;
    for (struct dirent *e; (e = readdir(d));)
        n += !strstr(e->d_name, "-shm") && !strstr(e->d_name, "-wal") &&
             e->d_name[0] != '.';
    closedir(d);
    return n;
}

struct seen {
    struct journal *journal;
    int n, needles, events;
};

static bool look(const struct journal_entry *entry, void *user)
{
    struct seen *s = user;
    struct error error;
    struct journal_session *held = journal_load(s->journal, entry->id, &error);
    s->n++;
    if (held) {
        s->needles += session_needles_in(&held->state);
        s->events += held->state.n_events;
    }
    journal_session_destroy(&held);
    return true;
}

static struct seen all(struct journal *j)
{
    struct seen s = {.journal = j};
    struct error error;
    if (!journal_each(j, look, &s, &error))
        s.n = 0;
    return s;
}

/* each page in turn: reading renames nothing; writing sets aside, and what replays goes
 * on
 */
static void one_bad_page(void **state)
{
    (void)state;
    enum { PAGE = 4096 };
    char *sound, aside[160];
    size_t size;
    struct error error;
    fill();
    assert_true(file_read(path, 1 << 26, &sound, &size, &error));
    int read_all = 0, damaged = 0, kept_all = 0;
    for (size_t page = 1; page < size / PAGE; page++) {
        char *bytes = malloc(size);
        memcpy(bytes, sound, size);
        memset(bytes + page * PAGE, 0, PAGE);
        assert_true(file_write(path, bytes, size, &error));
        free(bytes);
        struct journal *j = open_to(true, aside, sizeof aside);
        struct seen reading = all(j);
        bool is_damaged = journal_is_damaged(j);
        journal_close(&j);
        assert_string_equal(aside, "");
        assert_int_equal(files_in_dir(), 1);
        if (is_damaged) {
            damaged++;
            read_all += reading.needles >= SESSIONS - 1;
            j = open_to(false, aside, sizeof aside);
            assert_true(*aside);
            const struct journal_salvage *salvage = journal_salvaged(j);
            struct seen after = all(j);
            assert_int_equal(after.n, salvage->sessions);
            assert_int_equal(after.events, salvage->events);
            assert_true(after.needles >= reading.needles);
            kept_all += after.needles >= SESSIONS - 1;
            // what is not there is named, where it was known at all
            if (reading.n == SESSIONS && after.events < SESSIONS * (1 + NOTES))
                assert_non_null(strstr(salvage->names, "session "));
            // and it is a journal to go on with
            struct journal_session *held = start(j);
            assert_int_equal(event(j, held, SESSION_INSERT, &error), JOURNAL_DONE);
            journal_session_destroy(&held);
            journal_close(&j);
            // the file that was set aside can be read as it is
            struct journal_options o = {.path = aside, .reading = true};
            struct journal *old = journal_open(&o, NULL, 0, &error);
            assert_non_null(old);
            assert_int_equal(all(old).needles, reading.needles);
            journal_close(&old);
        }
        char command[200];
        snprintf(command, sizeof command, "rm -f '%s'*", path);
        assert_int_equal(system(command), 0);
    }
    print_message("%d pages that matter: %d journals read, %d went on\n", damaged,
                  read_all, kept_all);
    assert_true(damaged > 5);
    assert_true(read_all * 2 > damaged);
    assert_int_equal(read_all, kept_all);
    free(sound);
}

/* one session that cannot be read hides no other, in a file that is sound */
static void one_unreadable_session(void **state)
{
    (void)state;
    fill();
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(db,
                     "INSERT INTO event(session, number, wall_ms, mono_ms, "
                     "boot, entered, name, args) VALUES(2, 10, 9000, -1, '', "
                     "1, 'dance', '[]')",
                     NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(db);
    struct journal *j = open_to(true, NULL, 0);
    struct seen seen = all(j);
    assert_int_equal(seen.n, SESSIONS);
    assert_int_equal(seen.needles, SESSIONS - 1);
    journal_close(&j);
}

/* a bit of a row that turned is seen */
static void a_changed_event(void **state)
{
    (void)state;
    static const char *const CHANGES[] = {
        "args = '[\"KI3\",\"R\"]' WHERE number = 1",
        "wall_ms = 5000 WHERE number = 1",
        "name = 'skip', args = '[\"KI3\",\"L\",\"x\"]' WHERE number = 1",
        "happened_ms = 5 WHERE number = 2",
        "session_ms = 5 WHERE number = 2",
        "version = 1 WHERE number = 2"};
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        fill();
        sqlite3 *db;
        char sql[300];
        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        snprintf(sql, sizeof sql,
                 "DROP TRIGGER event_stays; UPDATE event SET %s AND session = 1",
                 CHANGES[i]);
        assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        struct journal *j = open_to(false, NULL, 0);
        struct error error;
        assert_null(journal_load(j, 1, &error));
        assert_non_null(strstr(error.text, "is not as it was written"));
        struct journal_session *held = journal_load(j, 2, &error);
        assert_non_null(held);
        journal_session_destroy(&held);
        journal_close(&j);
        unlink(path);
    }
}

// ------------------------------------------------------------------- moved, foreign

static void nothing_is_recorded_into_the_void(void **state)
{
    (void)state;
    static const char *const MOVES[] = {"rm -f '%s'*", "mv '%s' '%s.elsewhere'",
                                        "rm -f '%s-wal'",
                                        "cp '%s' '%s.copy'; mv '%s.copy' '%s'"};
    for (size_t i = 0; i < sizeof MOVES / sizeof *MOVES; i++) {
        struct error error = {0};
        struct journal *j = open_to(false, NULL, 0);
        struct journal_session *held = start(j);
        assert_int_equal(event(j, held, SESSION_INSERT, &error), JOURNAL_DONE);
        assert_true(journal_check(j, &error));
        char command[700];
        snprintf(command, sizeof command, MOVES[i], path, path, path, path);
        assert_int_equal(system(command), 0);
        assert_false(journal_check(j, &error));
        assert_int_equal(event(j, held, SESSION_NOTE, &error), JOURNAL_FAILED);
        assert_non_null(strstr(error.text, "was moved, removed or replaced"));
        assert_string_equal(error.file, path);
        assert_false(journal_refresh(j, held, &error));
        assert_int_equal(held->state.n_events, 1);
        journal_session_destroy(&held);
        journal_close(&j);
        snprintf(command, sizeof command, "rm -f '%s'*", path);
        assert_int_equal(system(command), 0);
    }
}

/* other programs' files, by their first bytes; named, none of them is touched */
static void what_is_somebody_elses_is_left_alone(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t n;
    } FOREIGN[] = {
        {"\x00\x06\x15\x61\x00\x00\x00\x02\x00\x00\x04\xD2", 12}, // Berkeley DB 1.85
        {"\xCE\x9A\x57\x13\x00\x10\x00\x00", 8},                  // GDBM
        {"\x89PNG\r\n\x1A\n\x00\x00", 10},
        {"SQLite format 3\x00 and then nothing of the kind\x01", 46},
        {"\x7F"
         "ELF\x02\x01\x01\x00",
         8},
    };
    for (size_t i = 0; i < sizeof FOREIGN / sizeof *FOREIGN; i++)
        for (int reading = 0; reading < 2; reading++) {
            char bytes[300] = {0}, *after;
            size_t n;
            struct error error = {0};
            memcpy(bytes, FOREIGN[i].bytes, FOREIGN[i].n);
            assert_true(file_write(path, bytes, sizeof bytes, &error));
            struct journal_options o = {.path = path, .reading = reading};
            assert_null(journal_open(&o, NULL, 0, &error));
            assert_non_null(strstr(error.text, "is no journal of deqi"));
            assert_true(file_read(path, 4096, &after, &n, &error));
            assert_int_equal(n, sizeof bytes);
            assert_memory_equal(after, bytes, n);
            free(after);
            assert_int_equal(files_in_dir(), 1);
        }
    // tables of ours, but neither our mark nor a version
    unlink(path);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "CREATE TABLE session(id)", NULL, NULL, NULL), 0);
    sqlite3_close(db);
    struct error error;
    struct journal_options o = {.path = path};
    assert_null(journal_open(&o, NULL, 0, &error));
    assert_non_null(strstr(error.text, "is no journal of deqi"));
    // nor is the program's own place renamed by who only reads
    o.is_default = o.reading = true;
    assert_null(journal_open(&o, NULL, 0, &error));
    assert_int_equal(files_in_dir(), 1);
}

static void a_full_disk_still_tells(void **state)
{
    (void)state;
    if (mount("tmpfs", dir, "tmpfs", 0, "size=400k") != 0) {
        print_message("no file system may be mounted here\n");
        skip();
    }
    fill();
    char filler[100];
    snprintf(filler, sizeof filler, "%s/filler", dir);
    FILE *f = fopen(filler, "wb");
    while (fputc('x', f) != EOF && fflush(f) == 0) {
    }
    fclose(f);
    struct journal *j = open_to(true, NULL, 0);
    struct seen seen = all(j);
    journal_close(&j);
    assert_int_equal(umount(dir), 0);
    assert_int_equal(seen.n, SESSIONS);
    assert_int_equal(seen.needles, SESSIONS);
}

static void a_backup_is_whole(void **state)
{
    (void)state;
    char copy[128];
    struct stat st;
    struct error error;
    snprintf(copy, sizeof copy, "%s/copy.db", dir);
    fill();
    struct journal *j = open_to(false, NULL, 0);
    struct journal_session *held = journal_load(j, 2, &error);
    assert_int_equal(event(j, held, SESSION_STUCK, &error), JOURNAL_DONE);
    mode_t mask = umask(0);
    assert_true(journal_backup(j, copy, &error));
    umask(mask);
    assert_int_equal(event(j, held, SESSION_NOTE, &error), JOURNAL_DONE);
    assert_int_equal(stat(copy, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(files_in_dir(), 2);
    // never over what is there
    assert_false(journal_backup(j, copy, &error));
    assert_false(journal_backup(j, "/nowhere/at/all.db", &error));
    journal_session_destroy(&held);
    journal_close(&j);
    strcpy(path, copy);
    j = open_to(true, NULL, 0);
    struct seen seen = all(j);
    assert_int_equal(seen.needles, SESSIONS);
    assert_int_equal(seen.events, SESSIONS * (1 + NOTES) + 1);
    journal_close(&j);
}

// ---------------------------------------------------------------------------- time

static struct session_time reading(double wall, double mono, const char *boot)
{
    struct session_time at = {.wall_ms = 1000000 + (int64_t)(wall * 1000),
                              .mono_ms = (int64_t)(mono * 1000)};
    snprintf(at.boot, sizeof at.boot, "%s", boot);
    return at;
}

static struct overlay overlay_of(struct journal *j, const struct session_time *at)
{
    struct error error;
    struct overlay o;
    struct journal_session *held = journal_load(j, 1, &error);
    assert_non_null(held);
    assert_true(overlay_make(&o, &held->state, at, NULL, NULL));
    journal_session_destroy(&held);
    return o;
}

/* a restart with the clock behind: what was seen to have passed has passed, the new boot
 * counts on, and the skin under the lamp is to be looked at now */
static void a_restart_gives_nothing_back(void **state)
{
    (void)state;
    struct error error;
    struct session_refusal refusal;
    struct session_plan *plan = fixture_small(SESSION_LAMP_RULE_ON);
    struct journal *j = open_to(false, NULL, 0);
    struct journal_session *held;
    struct session_time at = reading(0, 5000, "one");
    assert_int_equal(journal_start(j, plan, "{}", "{}", &at, &held, &refusal, &error),
                     JOURNAL_DONE);
    static const struct session_event EVENTS[] = {
        {.kind = SESSION_INSERT, .code = "KI3", .side = "L"},
        {.kind = SESSION_DE_QI},
        {.kind = SESSION_LAMP_ON}};
    for (int i = 0; i < 3; i++) {
        struct session_event e = EVENTS[i];
        e.at = reading(1, 5001, "one");
        assert_int_equal(journal_apply(j, held, &e, &refusal, &error), JOURNAL_DONE);
    }
    at = reading(241, 5241, "one");
    assert_true(journal_see(j, &at, &error));
    struct overlay o = overlay_of(j, &at);
    assert_int_equal(o.remaining_s, 1560);
    assert_true(o.lamp.check_in_ms > 0);
    // restarted, 55 minutes behind, up for half a minute
    at = reading(-3000, 30, "two");
    o = overlay_of(j, &at);
    assert_int_equal(o.remaining_s, 1530);
    assert_true(o.lamp.check_in_ms <= 0);
    assert_non_null(overlay_find(&o, OVERLAY_TIME_UNCERTAIN));
    assert_non_null(overlay_find(&o, OVERLAY_SKIN_CHECK_OVERDUE));
    assert_null(overlay_find(&o, OVERLAY_CLOCK_BACK));
    at = reading(-2400, 630, "two");
    assert_true(journal_see(j, &at, &error));
    assert_int_equal(overlay_of(j, &at).remaining_s, 930);
    // an event in it, and another restart with the same clock
    struct session_event check = {.kind = SESSION_SKIN_CHECK,
                                  .at = reading(-2390, 640, "two")};
    journal_session_destroy(&held);
    held = journal_load(j, 1, &error);
    assert_int_equal(journal_apply(j, held, &check, &refusal, &error), JOURNAL_DONE);
    o = overlay_of(j, &check.at);
    assert_int_equal(o.remaining_s, 920);
    assert_true(o.lamp.check_in_ms > 0);
    at = reading(-3000, 500, "three");
    o = overlay_of(j, &at);
    assert_int_equal(o.remaining_s, 420);
    at = reading(-2500, 1000, "three");
    o = overlay_of(j, &at);
    assert_int_equal(o.state, SESSION_DUE);
    assert_non_null(overlay_find(&o, OVERLAY_DUE));
    // one that ran for long before it was looked at counts from that look
    at = (struct session_time){.wall_ms = -1500000, .mono_ms = 90000000, .boot = "four"};
    assert_true(journal_see(j, &at, &error));
    o = overlay_of(j, &at);
    assert_int_equal(o.remaining_s, 920);
    assert_non_null(overlay_find(&o, OVERLAY_TIME_UNCERTAIN));
    at.mono_ms += 900 * 1000;
    at.wall_ms += 900 * 1000;
    assert_true(journal_see(j, &at, &error));
    assert_int_equal(overlay_of(j, &at).remaining_s, 20);
    journal_session_destroy(&held);
    journal_close(&j);
    session_plan_destroy(&plan);
}

/* sights are written now and then, not every time */
static void sights_are_few(void **state)
{
    (void)state;
    struct error error;
    struct session_refusal refusal;
    struct session_plan *plan = fixture_small(SESSION_LAMP_RULE_ON);
    struct journal *j = open_to(false, NULL, 0);
    struct journal_session *held;
    struct session_time at = reading(0, 100, "one");
    assert_int_equal(journal_start(j, plan, "{}", "{}", &at, &held, &refusal, &error),
                     JOURNAL_DONE);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    int64_t before = -1, changes = 0;
    for (int s = 0; s < 100; s++) {
        at = reading(s, 100 + s, "one");
        assert_true(journal_see(j, &at, &error));
        sqlite3_stmt *q;
        assert_int_equal(
            sqlite3_prepare_v2(db, "SELECT mono_ms FROM sight", -1, &q, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(q), SQLITE_ROW);
        changes += sqlite3_column_int64(q, 0) != before;
        before = sqlite3_column_int64(q, 0);
        sqlite3_finalize(q);
    }
    assert_in_range(changes, 5, 12);
    // a time that a person gave is no sight, and one in use is not waited for
    at.entered = true;
    assert_true(journal_see(j, &at, &error));
    at = reading(5000, 5000, "one");
    assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_false(journal_see(j, &at, &error));
    sqlite3_close(db);
    journal_session_destroy(&held);
    journal_close(&j);
    session_plan_destroy(&plan);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, make_dir, drop_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_bad_page),
        TEST(one_unreadable_session),
        TEST(a_changed_event),
        TEST(nothing_is_recorded_into_the_void),
        TEST(what_is_somebody_elses_is_left_alone),
        TEST(a_full_disk_still_tells),
        TEST(a_backup_is_whole),
        TEST(a_restart_gives_nothing_back),
        TEST(sights_are_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
