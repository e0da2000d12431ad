/* a journal that rooms share: a server that refuses, what is removed and put away, and
 * whose hand and login an event has */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include <cmocka.h>

#include "cluster.h"
#include "fixture.h"
#include "place.h"
#include "session/server.h"
#include "store.h"

static struct journal *room_as(int number, const char *login, struct error *error)
{
    struct journal_options o = cluster_room(store_dir, number, login);
    return journal_open(&o, NULL, 0, error);
}

static struct journal *room(int number, const char *login)
{
    struct error error = {0};
    struct journal *j = room_as(number, login, &error);
    if (!j)
        fail_msg("%s: %s", error.file, error.text);
    return j;
}

static struct journal_session *load(struct journal *j, int64_t id)
{
    struct error error = {0};
    struct journal_session *held = journal_load(j, id, &error);
    if (!held)
        fail_msg("%s: %s", error.file, error.text);
    return held;
}

static struct session_event needle(enum session_event_kind kind, const char *code,
                                   const char *side)
{
    return (struct session_event){.kind = kind, .code = code, .side = side};
}

static struct journal_reach reach_of(struct journal *j)
{
    struct journal_reach r;
    journal_reach(j, &r);
    return r;
}

static void come_back(struct journal *j)
{
    struct error error;
    for (int i = 0; i < 200 && !reach_of(j).reached; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 50 * 1000000}, NULL);
        assert_true(journal_check(j, &error));
    }
    assert_true(reach_of(j).reached);
}

static void make_logins(void)
{
    cluster_sql("DROP ROLE IF EXISTS room_a; DROP ROLE IF EXISTS room_b;"
                "DROP ROLE IF EXISTS head;"
                "CREATE ROLE room_a LOGIN IN ROLE deqi_room;"
                "CREATE ROLE room_b LOGIN IN ROLE deqi_room;"
                "CREATE ROLE head LOGIN IN ROLE deqi_keeper",
                NULL);
}

/* What a server may refuse, and how it is put right. A room that has sessions goes on
 * with them, says why, and sends what waits afterwards; one that never was let in has a
 * wrong address or no role, and is told so. */
static void refused_and_on(void **state)
{
    (void)state;
    static const struct {
        const char *fault, *mend, *why;
    } FAULTS[] = {
        {"ALTER ROLE room_a NOLOGIN", "ALTER ROLE room_a LOGIN", "not permitted to log"},
        {"REVOKE deqi_room FROM room_a", "GRANT deqi_room TO room_a",
         "this login may not use the journal"},
        {"UPDATE deqi.about SET version = 99", "UPDATE deqi.about SET version = 3",
         "written by a newer deqi"},
        {"ALTER SCHEMA deqi RENAME TO elsewhere", "ALTER SCHEMA elsewhere RENAME TO deqi",
         "holds no journal"},
    };
    make_logins();
    struct error error = {0};
    struct journal *a = room(0, "room_a");
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, needle(SESSION_INSERT, "KI3", "L"));
    int64_t id = held->id;
    journal_session_destroy(&held);
    journal_close(&a);
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
        cluster_sql(FAULTS[i].fault, NULL);
        assert_null(room_as(1, "room_a", &error));
        assert_non_null(strstr(error.text, FAULTS[i].why));
        a = room(0, "room_a");
        struct journal_reach r = reach_of(a);
        assert_false(r.reached);
        if (!strstr(r.why, FAULTS[i].why))
            fail_msg("\"%s\", expected \"%s\"", r.why, FAULTS[i].why);
        assert_true(r.known_ms > 0);
        held = load(a, id);
        assert_int_equal(session_needles_in(&held->state), 1);
        store_must(a, held, 2 + (double)i,
                   (struct session_event){.kind = SESSION_NOTE, .text = "meanwhile"});
        assert_int_equal(held->here_only, 1);
        cluster_sql(FAULTS[i].mend, NULL);
        come_back(a);
        assert_int_equal(reach_of(a).here_only, 0);
        assert_int_equal(reach_of(a).known_ms, 0);
        journal_session_destroy(&held);
        journal_close(&a);
    }
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 5);
}

/* a role that is taken away in the middle is no word on what is recorded: it waits */
static void a_role_taken_away(void **state)
{
    (void)state;
    make_logins();
    struct error error = {0};
    struct journal *a = room(0, "room_a");
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, needle(SESSION_INSERT, "KI3", "L"));
    cluster_sql("REVOKE EXECUTE ON FUNCTION deqi.append FROM deqi_room", NULL);
    store_must(a, held, 2, needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, held, 3, needle(SESSION_REMOVE, "KI3", "L"));
    assert_int_equal(held->here_only, 2);
    assert_true(reach_of(a).reached);
    assert_non_null(strstr(reach_of(a).why, "may only read"));
    // a board of the same machine records nothing by that
    cluster_sql("DROP ROLE IF EXISTS wall; CREATE ROLE wall LOGIN IN ROLE deqi_board",
                NULL);
    struct journal *wall = room(0, "wall");
    struct journal_session *seen = load(wall, held->id);
    assert_int_equal(store_note(wall, seen, "n", &error), JOURNAL_FAILED);
    assert_non_null(strstr(error.text, "may only be read with this login"));
    journal_session_destroy(&seen);
    journal_close(&wall);
    cluster_sql("GRANT EXECUTE ON FUNCTION deqi.append TO deqi_room", NULL);
    for (int i = 0; i < 50 && reach_of(a).here_only; i++)
        assert_true(journal_check(a, &error));
    assert_int_equal(reach_of(a).here_only, 0);
    assert_string_equal(reach_of(a).why, "");
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 3);
    journal_session_destroy(&held);
    journal_close(&a);
}

/* a password that nobody wrote down is no matter of the network */
static void without_a_password(void **state)
{
    (void)state;
    char address[800], command[400];
    struct error error = {0};
    enum server_fault fault = SERVER_FINE;
    make_logins();
    // before the line of initdb's, which trusts 127.0.0.1
    snprintf(command, sizeof command,
             "sed -i '1i host all all 127.0.0.0/8 scram-sha-256' '%s/data/pg_hba.conf'",
             getenv("DEQI_TEST_CLUSTER"));
    assert_int_equal(system(command), 0);
    cluster_sql("ALTER ROLE room_a PASSWORD 'geheim'; SELECT pg_reload_conf()", NULL);
    snprintf(address, sizeof address, "postgresql://room_a@%s/postgres?passfile=/none",
             getenv("DEQI_TEST_HOST"));
    struct server *s = NULL;
    for (int i = 0; i < 100; i++) {
        // until the server has read its file again
        s = server_open(address, 5000, &fault, &error);
        if (!s)
            break;
        server_close(&s);
        nanosleep(&(struct timespec){.tv_nsec = 50 * 1000000}, NULL);
    }
    assert_null(s);
    assert_int_equal(fault, SERVER_REFUSES);
    if (!strstr(error.text, "asks for a password"))
        fail_msg("%s", error.text);
    // and a wrong one
    snprintf(command, sizeof command, "%s/pass", store_dir);
    FILE *f = fopen(command, "w");
    fputs("*:*:*:*:falsch\n", f);
    fclose(f);
    assert_int_equal(chmod(command, 0600), 0);
    snprintf(address, sizeof address, "postgresql://room_a@%s/postgres?passfile=%s",
             getenv("DEQI_TEST_HOST"), command);
    assert_null(server_open(address, 5000, &fault, &error));
    assert_int_equal(fault, SERVER_REFUSES);
    assert_non_null(strstr(error.text, "password authentication failed"));
    assert_null(strstr(error.text, "falsch"));
}

/* no keeper, and not who owns the tables, removes what may have needles in */
static void what_is_open_stays(void **state)
{
    (void)state;
    make_logins();
    struct journal *a = room(0, "room_a");
    struct journal_session *held = store_start(a), *empty = store_start(a);
    store_must(a, held, 1, needle(SESSION_INSERT, "KI3", "L"));
    cluster_sql("SET ROLE head; SELECT deqi.purge(1)", "23514");
    cluster_sql("SET ROLE head; SELECT deqi.purge(0)", "23514");
    cluster_sql("DELETE FROM deqi.session", "23514");
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.session"), 2);
    // one that was begun by mistake goes
    cluster_sql("SET ROLE head; SELECT deqi.purge(2)", NULL);
    store_must(a, held, 2, (struct session_event){.kind = SESSION_ABORT, .text = "x"});
    cluster_sql("SET ROLE head; SELECT deqi.purge(1)", "23514");
    store_must(a, held, 3, needle(SESSION_REMOVE, "KI3", "L"));
    cluster_sql("SET ROLE head; SELECT deqi.purge(1)", NULL);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.session"), 0);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.removed"), 2);
    journal_session_destroy(&held);
    journal_session_destroy(&empty);
    journal_close(&a);
}

/* It inserted them under one name and drew them under their own: no more is known on the
 * server than that it is open. */
static void open_is_all_that_is_said(void **state)
{
    (void)state;
    struct error error = {0};
    make_logins();
    struct journal *a = room(0, "room_a"), *k = room(1, "head");
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, needle(SESSION_INSERT, "EX-LE10", "L"));
    for (int i = 1; session_needles_in(&held->state); i++) {
        char code[32];
        snprintf(code, sizeof code, "EX-LE10.%d", i);
        store_must(a, held, 1 + i, needle(SESSION_REMOVE, code, "L"));
    }
    assert_int_equal(journal_purge(k, held->id, &error), -1);
    if (!strstr(error.text, "is open and may have needles in; close it first"))
        fail_msg("%s", error.text);
    journal_session_destroy(&held);
    journal_close(&a);
    journal_close(&k);
}

/* what an older deqi noted for all logins of a machine holds until more is known */
static void an_older_word_for_all(void **state)
{
    (void)state;
    struct error error = {0};
    make_logins();
    struct journal *a = room(0, "room_a");
    journal_close(&a);
    snprintf(store_path, sizeof store_path, "%s/room-0.db", store_dir);
    store_sql("DELETE FROM known WHERE name LIKE 'may_append%';"
              "INSERT INTO known VALUES('may_append', 1)",
              0);
    cluster_sql("UPDATE deqi.about SET version = 99", NULL);
    a = room(0, "room_a");
    assert_non_null(strstr(reach_of(a).why, "written by a newer deqi"));
    struct journal_session *held = store_start(a);
    assert_int_equal(reach_of(a).here_only, 1);
    cluster_sql("UPDATE deqi.about SET version = 3", NULL);
    come_back(a);
    assert_int_equal(reach_of(a).here_only, 0);
    journal_close(&a);
    // one that may not at all is none
    store_sql("DELETE FROM known WHERE name LIKE 'may_append%'", 0);
    cluster_sql("UPDATE deqi.about SET version = 99", NULL);
    assert_null(room_as(0, "room_a", &error));
    cluster_sql("UPDATE deqi.about SET version = 3", NULL);
    journal_session_destroy(&held);
}

static bool count_kept(const struct journal_kept *k, void *user)
{
    int *n = user;
    *n += 1;
    if (k->seen_ms) {
        assert_string_equal(k->seen_by, "AB");
        assert_string_equal(k->seen_why, "looked, it is out");
        assert_int_equal(k->seen_ms, 1234);
    }
    return true;
}

/* what came too late is told until somebody has seen to it, and is not lost then */
static void seen_to(void **state)
{
    (void)state;
    make_logins();
    struct error error = {0};
    struct journal *a = room(0, "room_a"), *b = room(1, "room_b");
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *theirs = load(b, mine->id);
    cluster_sql("ALTER ROLE room_a NOLOGIN; SELECT pg_terminate_backend(pid) FROM "
                "pg_stat_activity WHERE usename = 'room_a'",
                NULL);
    store_must(a, mine, 2, needle(SESSION_REMOVE, "KI3", "L"));
    assert_int_equal(mine->here_only, 1);
    store_must(b, theirs, 2, needle(SESSION_REMOVE, "KI3", "L"));
    cluster_sql("ALTER ROLE room_a LOGIN", NULL);
    come_back(a);
    int n = 0;
    assert_int_equal(reach_of(a).kept, 1);
    assert_int_equal(journal_put_away(a, 7, "AB", "x", 1234, &error), 0);
    assert_int_equal(journal_put_away(a, 1, "AB", "looked, it is out", 1234, &error), 1);
    assert_int_equal(journal_put_away(a, 0, "CD", "again", 9, &error), 0);
    assert_int_equal(reach_of(a).kept, 0);
    assert_true(journal_each_kept(a, count_kept, &n, &error));
    assert_int_equal(n, 0);
    assert_true(journal_each_kept_ever(a, count_kept, &n, &error));
    assert_int_equal(n, 1);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

/* who acts is told in a room for that room, not for the others */
static void each_hand_its_own(void **state)
{
    (void)state;
    make_logins();
    struct journal *a = room(0, "room_a"), *b = room(1, "room_b");
    struct error error = {0};
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, (struct session_event){.kind = SESSION_BY, .text = "AB"});
    store_must(a, mine, 2, needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *theirs = load(b, mine->id);
    store_must(b, theirs, 3, needle(SESSION_INSERT, "KI3", "R"));
    store_must(b, theirs, 4, (struct session_event){.kind = SESSION_BY, .text = "CD"});
    store_must(b, theirs, 5, needle(SESSION_REMOVE, "KI3", "R"));
    nanosleep(&(struct timespec){.tv_nsec = 20 * 1000000}, NULL);
    assert_true(journal_check(a, &error) && journal_refresh(a, mine, &error));
    store_must(a, mine, 6, needle(SESSION_REMOVE, "KI3", "L"));
    assert_int_equal(
        cluster_count("SELECT (string_agg(coalesce(initials, '-'), ' ' ORDER BY number) "
                      "= 'AB AB - CD CD AB')::int FROM deqi.event"),
        1);
    // each removal names the insertion that it ends
    assert_int_equal(
        cluster_count("SELECT count(*) FROM deqi.event e JOIN deqi.event i "
                      "ON i.key = e.answers AND i.name = 'insert' AND i.args = e.args "
                      "WHERE e.name = 'remove'"),
        2);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

/* a copy into a file and back onto a server says who sent it, and when; nobody's own word
 * for another login stands in the place of the server's */
static void copied_with_its_login(void **state)
{
    (void)state;
    int before, version;
    char path[160];
    struct error error = {0};
    make_logins();
    struct journal *a = room(0, "room_a");
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, held, 2, (struct session_event){.kind = SESSION_NOTE, .text = "n"});
    // of one that was copied here before it is not known who sent it first
    cluster_sql(
        "SELECT outcome FROM deqi.append(1, 3, 'untold', (SELECT wall_ms + 10000 "
        "FROM deqi.session), -1, '', true, 0, 0, 1, NULL, 'note', '[\"u\"]', 'm', "
        "NULL, 0, NULL, NULL, NULL, NULL, 123)",
        NULL);
    cluster_sql("DROP TABLE IF EXISTS was; DROP TABLE IF EXISTS was_event;"
                "CREATE TABLE was AS SELECT * FROM deqi.session;"
                "CREATE TABLE was_event AS SELECT * FROM deqi.event",
                NULL);
    snprintf(path, sizeof path, "%s/copy.db", store_dir);
    struct journal_options o = {.path = path};
    struct journal *file = journal_open(&o, NULL, 0, &error);
    assert_int_equal(journal_copy(a, file, 0, &error), 1);
    journal_session_destroy(&held);
    journal_close(&a);
    cluster_sql("DROP SCHEMA deqi CASCADE", NULL);
    assert_true(journal_init(getenv("DEQI_TEST_SERVER"), &before, &version, &error));
    struct journal *b = room(1, "room_b");
    assert_int_equal(journal_copy(file, b, 0, &error), 1);
    assert_int_equal(
        cluster_count("SELECT count(*) FROM deqi.event e JOIN was_event w USING (key) "
                      "WHERE e.login = 'room_b' AND e.told_login = 'room_a' AND "
                      "w.login = 'room_a' AND e.told_ms = w.server_ms AND "
                      "e.answers IS NOT DISTINCT FROM w.answers"),
        2);
    assert_int_equal(
        cluster_count("SELECT count(*) FROM deqi.session e JOIN was w USING (key) "
                      "WHERE e.login = 'room_b' AND e.told_login = 'room_a' AND "
                      "e.told_ms = w.server_ms"),
        1);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event WHERE key = 'untold' "
                                   "AND told_ms = 123 AND told_login IS NULL"),
                     1);
    // the next has a number of its own
    held = store_start(b);
    assert_int_equal(held->id, 2);
    assert_int_equal(reach_of(b).kept, 0);
    journal_session_destroy(&held);
    journal_close(&file);
    journal_close(&b);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, store_make, store_drop)

int main(void)
{
    if (!place_is_server()) {
        puts("skipped: there is no server");
        return 77;
    }
    const struct CMUnitTest tests[] = {
        TEST(a_role_taken_away),
        TEST(refused_and_on),
        TEST(without_a_password),
        TEST(what_is_open_stays),
        TEST(seen_to),
        TEST(each_hand_its_own),
        TEST(copied_with_its_login),
        TEST(open_is_all_that_is_said),
        TEST(an_older_word_for_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
