/* a journal that rooms share: a server that refuses, what is removed and put away, and
 * whose hand and login an event has */
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
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
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
    struct journal_options o = cluster_room(store_dir, number, login);
    return cluster_open(&o);
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
    cluster_make_logins();
    struct error error = {0};
    struct journal *a = room(0, "room_a");
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    int64_t id = held->id;
    journal_session_destroy(&held);
    journal_close(&a);
    for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
        cluster_sql(FAULTS[i].fault, NULL);
        assert_null(room_as(1, "room_a", &error));
        assert_non_null(strstr(error.text, FAULTS[i].why));
        a = room(0, "room_a");
        struct journal_reach r = cluster_reach(a);
        assert_false(r.reached);
        if (!strstr(r.why, FAULTS[i].why))
            fail_msg("\"%s\", expected \"%s\"", r.why, FAULTS[i].why);
        assert_true(r.known_ms > 0);
        held = cluster_load(a, id);
        assert_int_equal(session_needles_in(&held->state), 1);
        store_must(a, held, 2 + (double)i,
                   (struct session_event){.kind = SESSION_NOTE, .text = "meanwhile"});
        assert_int_equal(held->here_only, 1);
        cluster_sql(FAULTS[i].mend, NULL);
        cluster_come_back(a);
        assert_int_equal(cluster_reach(a).here_only, 0);
        assert_int_equal(cluster_reach(a).known_ms, 0);
        journal_session_destroy(&held);
        journal_close(&a);
    }
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 5);
}

/* a role that is taken away in the middle is no word on what is recorded: it waits */
static void a_role_taken_away(void **state)
{
    (void)state;
    cluster_make_logins();
    struct error error = {0};
    struct journal *a = room(0, "room_a");
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    cluster_sql("REVOKE EXECUTE ON FUNCTION deqi.append FROM deqi_room", NULL);
    store_must(a, held, 2, cluster_needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, held, 3, cluster_needle(SESSION_REMOVE, "KI3", "L"));
    assert_int_equal(held->here_only, 2);
    assert_true(cluster_reach(a).reached);
    assert_non_null(strstr(cluster_reach(a).why, "may only read"));
    // a board of the same machine records nothing by that
    cluster_sql("DROP ROLE IF EXISTS wall; CREATE ROLE wall LOGIN IN ROLE deqi_board",
                NULL);
    struct journal *wall = room(0, "wall");
    struct journal_session *seen = cluster_load(wall, held->id);
    assert_int_equal(store_note(wall, seen, "n", &error), JOURNAL_FAILED);
    assert_non_null(strstr(error.text, "may only be read with this login"));
    journal_session_destroy(&seen);
    journal_close(&wall);
    cluster_sql("GRANT EXECUTE ON FUNCTION deqi.append TO deqi_room", NULL);
    for (int i = 0; i < 50 && cluster_reach(a).here_only; i++)
        assert_true(journal_check(a, &error));
    assert_int_equal(cluster_reach(a).here_only, 0);
    assert_string_equal(cluster_reach(a).why, "");
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
    cluster_make_logins();
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
        cluster_pause_ms(50);
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
    cluster_make_logins();
    struct journal *a = room(0, "room_a");
    struct journal_session *held = store_start(a), *empty = store_start(a);
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    cluster_sql("SET ROLE head; SELECT deqi.purge(1)", "23514");
    cluster_sql("SET ROLE head; SELECT deqi.purge(0)", "23514");
    cluster_sql("DELETE FROM deqi.session", "23514");
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.session"), 2);
    // one that was begun by mistake goes
    cluster_sql("SET ROLE head; SELECT deqi.purge(2)", NULL);
    store_must(a, held, 2, (struct session_event){.kind = SESSION_ABORT, .text = "x"});
    cluster_sql("SET ROLE head; SELECT deqi.purge(1)", "23514");
    store_must(a, held, 3, cluster_needle(SESSION_REMOVE, "KI3", "L"));
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
    cluster_make_logins();
    struct journal *a = room(0, "room_a"), *k = room(1, "head");
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "EX-LE10", "L"));
    for (int i = 1; session_needles_in(&held->state); i++) {
        char code[32];
        snprintf(code, sizeof code, "EX-LE10.%d", i);
        store_must(a, held, 1 + i, cluster_needle(SESSION_REMOVE, code, "L"));
    }
    assert_int_equal(journal_purge(k, held->id, &error), -1);
    if (!strstr(error.text, "is open and may have needles in; close it first"))
        fail_msg("%s", error.text);
    journal_session_destroy(&held);
    journal_close(&a);
    journal_close(&k);
}

static bool count_kept(const struct journal_kept *k, void *user)
{
    int *n = user;
    *n += 1;
    if (k->seen_ms) {
        assert_string_equal(k->seen_by, "AB");
        assert_string_equal(k->seen_why, "looked, it is out");
        assert_true(k->seen_ms == fixture_at(3).wall_ms);
    }
    return true;
}

/* what came too late is told until somebody has seen to it, and is not lost then */
static void seen_to(void **state)
{
    (void)state;
    cluster_make_logins();
    struct error error = {0};
    struct journal *a = room(0, "room_a"), *b = room(1, "room_b");
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *theirs = cluster_load(b, mine->id);
    cluster_sql("ALTER ROLE room_a NOLOGIN; SELECT pg_terminate_backend(pid) FROM "
                "pg_stat_activity WHERE usename = 'room_a'",
                NULL);
    store_must(a, mine, 2, cluster_needle(SESSION_REMOVE, "KI3", "L"));
    assert_int_equal(mine->here_only, 1);
    store_must(b, theirs, 2, cluster_needle(SESSION_REMOVE, "KI3", "L"));
    cluster_sql("ALTER ROLE room_a LOGIN", NULL);
    cluster_come_back(a);
    int n = 0;
    assert_int_equal(cluster_reach(a).kept, 1);
    struct session_time at = fixture_at(3);
    assert_false(journal_see_to(a, 7, "AB", "x", &at, &error));
    assert_true(journal_see_to(a, 1, "AB", "looked, it is out", &at, &error));
    // once is enough
    assert_false(journal_see_to(a, 1, "CD", "again", &at, &error));
    assert_non_null(strstr(error.text, "it was seen to already: 1"));
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event WHERE name = 'note' "
                                   "AND args LIKE '%remove KI3 L: looked, it is out "
                                   "(AB)%'"),
                     1);
    assert_int_equal(cluster_reach(a).kept, 0);
    assert_true(journal_each_kept(a, count_kept, &n, &error));
    assert_int_equal(n, 0);
    assert_true(journal_each_kept_ever(a, count_kept, &n, &error));
    assert_int_equal(n, 1);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

static bool count_aside(const struct journal_kept *k, void *user)
{
    int *n = user;
    assert_string_equal(k->name, "aside");
    assert_string_equal(k->seen_by, "AB");
    assert_string_equal(k->seen_why, "the login is gone");
    *n += 1;
    return true;
}

/* A login was dropped for good, and no other of that machine may record: what waits is
 * written whole into a file, and only then no longer told as waiting. */
static void set_aside(void **state)
{
    (void)state;
    cluster_make_logins();
    struct error error = {0};
    char file[160];
    snprintf(file, sizeof file, "%s/aside.db", store_dir);
    struct journal *a = room(0, "room_a"), *b = room(1, "room_b");
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    // nothing waits: nothing is made
    assert_int_equal(journal_set_aside(a, file, "AB", "x", 1, &error), 0);
    assert_int_equal(access(file, F_OK), -1);
    cluster_sql("ALTER ROLE room_a NOLOGIN; SELECT pg_terminate_backend(pid) FROM "
                "pg_stat_activity WHERE usename = 'room_a'",
                NULL);
    store_must(a, mine, 2, (struct session_event){.kind = SESSION_NOTE, .text = "n"});
    struct journal_session *own = store_start(a);
    store_must(a, own, 3, cluster_needle(SESSION_INSERT, "KI3", "R"));
    assert_int_equal(cluster_reach(a).here_only, 3);
    // not while a needle is in, as this room knows it; and then nothing of it
    assert_int_equal(journal_set_aside(a, file, "AB", "x", 1, &error), -1);
    assert_non_null(strstr(error.text, "is open with needles in: 1"));
    assert_int_equal(access(file, F_OK), -1);
    assert_int_equal(cluster_reach(a).here_only, 3);
    store_must(a, mine, 4, cluster_needle(SESSION_REMOVE, "KI3", "L"));
    store_must(a, own, 5, cluster_needle(SESSION_REMOVE, "KI3", "R"));
    // nor over a file that is there
    assert_true(file_write(file, "mine", 4, &error));
    assert_int_equal(journal_set_aside(a, file, "AB", "x", 1, &error), -1);
    assert_non_null(strstr(error.text, "is there already"));
    assert_int_equal(unlink(file), 0);
    assert_int_equal(cluster_reach(a).here_only, 5);
    assert_int_equal(journal_set_aside(a, file, "AB", "the login is gone", 9, &error), 2);
    assert_int_equal(cluster_reach(a).here_only + cluster_reach(a).kept, 0);
    int n = 0;
    assert_true(journal_each_kept_ever(a, count_aside, &n, &error));
    assert_int_equal(n, 2);
    // the file has all of it, as it was here
    struct journal_options o = {.path = file, .must_exist = true};
    struct journal *kept = cluster_open(&o);
    struct journal_session *whole = cluster_load(kept, mine->id),
                           *begun = cluster_load(kept, own->id);
    assert_int_equal(whole->state.n_events, 3);
    assert_int_equal(begun->state.n_events, 2);
    assert_string_equal(whole->key, mine->key);
    // what others see is what the server has: there the needle is in
    struct journal_session *theirs = cluster_load(b, mine->id);
    assert_int_equal(session_needles_in(&theirs->state), 1);
    assert_null(journal_load(b, own->id, &error));
    // a login that may record again begins where the server is, and sends none of it
    cluster_sql("ALTER ROLE room_a LOGIN", NULL);
    cluster_come_back(a);
    journal_session_destroy(&mine);
    mine = cluster_load(a, theirs->id);
    store_same_state(mine, theirs);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 1);
    // from the file it can be brought to where its number is free
    assert_int_equal(journal_copy(kept, a, own->id, &error), 1);
    journal_session_destroy(&whole);
    journal_session_destroy(&begun);
    journal_session_destroy(&theirs);
    journal_session_destroy(&mine);
    journal_session_destroy(&own);
    journal_close(&kept);
    journal_close(&a);
    journal_close(&b);
}

/* what the server takes is sent, not set aside, also while another program sends it */
static void set_aside_is_no_way_round(void **state)
{
    (void)state;
    cluster_make_logins();
    struct error error = {0};
    char file[160], lock[160];
    snprintf(file, sizeof file, "%s/aside.db", store_dir);
    snprintf(lock, sizeof lock, "%s/room-0.db-lock", store_dir);
    struct journal *a = room(0, "room_a");
    struct journal_session *held = store_start(a);
    cluster_signal(SIGKILL);
    store_must(a, held, 1, (struct session_event){.kind = SESSION_NOTE, .text = "n"});
    cluster_start();
    cluster_pause_ms(1100);
    int other = open(lock, O_RDWR);
    assert_int_equal(flock(other, LOCK_EX), 0);
    assert_int_equal(journal_set_aside(a, file, "AB", "x", 1, &error), -1);
    assert_non_null(strstr(error.text, "takes what waits here"));
    assert_int_equal(cluster_reach(a).here_only, 1);
    close(other);
    assert_int_equal(journal_set_aside(a, file, "AB", "x", 1, &error), 0);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 1);
    assert_int_equal(access(file, F_OK), -1);
    journal_session_destroy(&held);
    journal_close(&a);
}

/* who acts is told in a room for that room, not for the others */
static void each_hand_its_own(void **state)
{
    (void)state;
    cluster_make_logins();
    struct journal *a = room(0, "room_a"), *b = room(1, "room_b");
    struct error error = {0};
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, (struct session_event){.kind = SESSION_BY, .text = "AB"});
    store_must(a, mine, 2, cluster_needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *theirs = cluster_load(b, mine->id);
    store_must(b, theirs, 3, cluster_needle(SESSION_INSERT, "KI3", "R"));
    store_must(b, theirs, 4, (struct session_event){.kind = SESSION_BY, .text = "CD"});
    store_must(b, theirs, 5, cluster_needle(SESSION_REMOVE, "KI3", "R"));
    cluster_pause_ms(20);
    assert_true(journal_check(a, &error) && journal_refresh(a, mine, &error));
    store_must(a, mine, 6, cluster_needle(SESSION_REMOVE, "KI3", "L"));
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLUSTER_TEST(a_role_taken_away),
        CLUSTER_TEST(refused_and_on),
        CLUSTER_TEST(without_a_password),
        CLUSTER_TEST(what_is_open_stays),
        CLUSTER_TEST(seen_to),
        CLUSTER_TEST(set_aside),
        CLUSTER_TEST(set_aside_is_no_way_round),
        CLUSTER_TEST(each_hand_its_own),
        CLUSTER_TEST(open_is_all_that_is_said),
    };
    return CLUSTER_RUN(tests);
}
