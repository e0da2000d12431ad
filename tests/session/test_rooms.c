/* a journal that rooms share: out of reach and back, who may do what, versions, copies */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/file.h"
#include "child.h"
#include "cluster.h"
#include "fixture.h"
#include "place.h"
#include "session/server.h"
#include "store.h"

static struct journal *room_as(int number, const char *login, struct error *error)
{
    struct journal_options o = cluster_room(store_dir, number, login);
    o.patience_ms = 300;
    return journal_open(&o, NULL, 0, error);
}

static struct journal *room(int number)
{
    struct error error = {0};
    struct journal *j = room_as(number, NULL, &error);
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

static int64_t now_ms(void)
{
    return server_boot_ms();
}

static void pause_ms(int ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

/* until the courier may try again */
static void come_back(struct journal *j)
{
    struct error error;
    for (int i = 0; i < 200 && !reach_of(j).reached; i++) {
        pause_ms(50);
        assert_true(journal_check(j, &error));
    }
    assert_true(reach_of(j).reached);
}

struct kept {
    int n;
    char last[300];
};

static bool take_kept(const struct journal_kept *k, void *user)
{
    struct kept *kept = user;
    kept->n++;
    char event[120], why[160];
    journal_kept_event(k, event, sizeof event);
    journal_kept_why(k, NULL, why, sizeof why);
    assert_string_equal(why, k->why);
    // for other languages it is a message, not words
    assert_non_null(k->said);
    assert_non_null(k->said->id);
    snprintf(kept->last, sizeof kept->last, "%s: %s", event, why);
    return true;
}

struct machines {
    int n;
    char names[200];
};

static bool take_machine(const struct session_event *event,
                         const struct journal_event_mark *mark, void *user)
{
    struct machines *m = user;
    (void)event;
    assert_int_equal(mark->number, ++m->n);
    size_t n = strlen(m->names);
    snprintf(m->names + n, sizeof m->names - n, "%s%s", n ? ", " : "", mark->machine);
    return true;
}

static bool take_old(const struct journal_kept *k, void *user)
{
    char event[120], why[160];
    journal_kept_event(k, event, sizeof event);
    journal_kept_why(k, NULL, why, sizeof why);
    assert_null(k->said);
    assert_string_equal(event, "remove LU7 R");
    assert_string_equal(why, "no needle is in at LU7 R");
    ++*(int *)user;
    return true;
}

/* an older deqi kept the words of a refusal alone */
static void an_older_spool(void **state)
{
    (void)state;
    static const char OLDER[] =
        "DROP TABLE kept;"
        "CREATE TABLE kept(id INTEGER PRIMARY KEY, session INTEGER NOT NULL, label TEXT "
        "NOT NULL, key TEXT NOT NULL UNIQUE, wall_ms INTEGER NOT NULL, name TEXT NOT "
        "NULL, args TEXT NOT NULL, why TEXT NOT NULL);"
        "INSERT INTO kept VALUES(1, 7, 'Bed 3', 'k', 1000, 'remove', '[\"LU7\",\"R\"]', "
        "'no needle is in at LU7 R')";
    char path[160];
    sqlite3 *db;
    int n = 0;
    struct error error = {0};
    struct journal *a = room(0);
    journal_close(&a);
    snprintf(path, sizeof path, "%s/room-0.db", store_dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, OLDER, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    a = room(0);
    assert_true(journal_each_kept(a, take_old, &n, &error));
    assert_int_equal(n, 1);
    journal_close(&a);
}

// ------------------------------------------------------------------- out of reach

/* What a room takes back is its own: never the needle that another room put in meanwhile.
 */
static void what_is_taken_back_is_ones_own(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0), *b = room(1);
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, needle(SESSION_INSERT, "EX-LE10", "L"));
    struct journal_session *theirs = load(b, mine->id);
    cluster_signal(SIGKILL);
    store_must(a, mine, 2, needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, mine, 3, needle(SESSION_RETRACT, "KI3", "R")); // it never was in
    store_must(b, theirs, 4, needle(SESSION_INSERT, "KI3", "R"));
    store_must(b, theirs, 5, needle(SESSION_INSERT, "KI3", "L"));
    cluster_start();
    come_back(b); // the real ones arrive first
    come_back(a);
    assert_int_equal(reach_of(a).kept, 2);
    struct kept kept = {0};
    assert_true(journal_each_kept(a, take_kept, &kept, &error));
    assert_string_equal(kept.last,
                        "retract KI3 R: what it takes back or ends is not there as it "
                        "was here");
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(mine, theirs);
    assert_int_equal(session_needles_in(&mine->state), 4 + 2);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

/* The last of ones own decides: a removal that was kept says nothing of the next one. */
static void the_last_of_ones_own_decides(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0), *b = room(1);
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, needle(SESSION_INSERT, "KI3", "R"));
    struct journal_session *theirs = load(b, mine->id);
    cluster_signal(SIGKILL);
    store_must(a, mine, 2, needle(SESSION_REMOVE, "KI3", "R")); // kept: B drew it too
    store_must(a, mine, 3, needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, mine, 4, needle(SESSION_REMOVE, "KI3", "R"));
    store_must(a, mine, 5, needle(SESSION_RETRACT_OUT, "KI3", "R"));
    store_must(b, theirs, 6, needle(SESSION_REMOVE, "KI3", "R"));
    cluster_start();
    come_back(b);
    come_back(a);
    struct kept kept = {0};
    assert_true(journal_each_kept(a, take_kept, &kept, &error));
    print_message("kept %d, the last: %s\n", kept.n, kept.last);
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(mine, theirs);
    assert_int_equal(session_needles_in(&mine->state), 1);
    assert_int_equal(kept.n, 1);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

/* Out of reach a room draws the needle that it knew of. Where that one is out and another
 * is in at the same point by then, the count keeps it. */
static void what_is_drawn_is_the_one_known(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0), *b = room(1);
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, mine, 1, needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *theirs = load(b, mine->id);
    cluster_signal(SIGKILL);
    store_must(a, mine, 2, needle(SESSION_REMOVE, "KI3", "R"));
    store_must(a, mine, 2, needle(SESSION_REMOVE, "KI3", "L"));
    store_must(b, theirs, 2, needle(SESSION_REMOVE, "KI3", "R"));
    store_must(b, theirs, 3, needle(SESSION_INSERT, "KI3", "R"));
    cluster_start();
    come_back(b);
    come_back(a);
    struct kept kept = {0};
    assert_true(journal_each_kept(a, take_kept, &kept, &error));
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(mine, theirs);
    assert_int_equal(session_needles_in(&mine->state), 1);
    assert_int_equal(kept.n, 1);
    assert_non_null(strstr(kept.last, "remove KI3 R"));
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

static void away_and_back(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0), *b = room(1);
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *theirs = load(b, mine->id);
    assert_int_equal(mine->here_only, 0);
    cluster_signal(SIGKILL);
    // the session goes on in both rooms, and each knows what the other cannot
    store_must(a, mine, 2, needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, mine, 3, needle(SESSION_REMOVE, "KI3", "L"));
    store_must(b, theirs, 4, needle(SESSION_REMOVE, "KI3", "L"));
    store_must(b, theirs, 5, (struct session_event){.kind = SESSION_NOTE, .text = "b"});
    assert_int_equal(mine->here_only, 2);
    assert_int_equal(theirs->here_only, 2);
    struct journal_session *other = store_start(a);
    store_must(a, other, 1, needle(SESSION_INSERT, "KI3", "L"));
    assert_int_equal(other->here_only, 2);
    struct journal_reach r = reach_of(a);
    assert_false(r.reached);
    assert_int_equal(r.here_only, 4);
    assert_true(r.since_ms > 0 && *r.why);
    // another program of the room, which finds no server at its start
    struct journal *again = room(0);
    struct journal_session *same = load(again, mine->id);
    store_same_state(mine, same);
    assert_int_equal(same->here_only, 2);
    store_must(again, same, 6, (struct session_event){.kind = SESSION_NOTE, .text = "c"});
    journal_session_destroy(&same);
    journal_close(&again);
    cluster_start();
    come_back(a);
    come_back(b);
    assert_int_equal(reach_of(a).here_only, 0);
    assert_int_equal(reach_of(b).here_only, 0);
    // one needle came out once; the other room's record of it is kept and told
    assert_int_equal(reach_of(a).kept, 0);
    assert_int_equal(reach_of(b).kept, 1);
    struct kept kept = {0};
    assert_true(journal_each_kept(b, take_kept, &kept, &error));
    assert_string_equal(kept.last, "remove KI3 L: no needle is in at KI3 L");
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(mine, theirs);
    assert_int_equal(mine->state.n_events, 5);
    struct machines machines = {0};
    assert_true(journal_each_event(a, mine->id, take_machine, &machines, &error));
    print_message("recorded on %s\n", machines.names);
    assert_non_null(strstr(machines.names, "room 0"));
    assert_non_null(strstr(machines.names, "room 1"));
    assert_int_equal(session_needles_in(&mine->state), 1);
    assert_int_equal(mine->here_only + theirs->here_only, 0);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 6);
    same = load(b, other->id);
    assert_int_equal(session_needles_in(&same->state), 1);
    struct journal_verdict v;
    assert_true(journal_verify(a, &v, &error));
    assert_int_equal(v.wrong, 0);
    assert_int_equal(v.events, 6);
    journal_session_destroy(&same);
    journal_session_destroy(&other);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

/* a room that never saw the server begins, ends its program, and sends it all later */
static void begun_without(void **state)
{
    (void)state;
    cluster_signal(SIGKILL);
    struct journal *a = room(0);
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, needle(SESSION_INSERT, "KI3", "L"));
    int64_t id = held->id;
    journal_session_destroy(&held);
    journal_close(&a);
    cluster_start();
    struct journal *b = room(1);
    struct error error;
    assert_null(journal_load(b, id, &error));
    a = room(0);
    assert_int_equal(reach_of(a).here_only, 0);
    held = load(b, id);
    assert_int_equal(session_needles_in(&held->state), 1);
    journal_session_destroy(&held);
    journal_close(&a);
    journal_close(&b);
}

/* a server that stands still looks like none, and what it did all the same counts once */
static void stands_still(void **state)
{
    (void)state;
    struct journal *a = room(0);
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, needle(SESSION_INSERT, "KI3", "L"));
    cluster_signal(SIGSTOP);
    int64_t began = now_ms();
    store_must(a, held, 2, needle(SESSION_INSERT, "KI3", "R"));
    int64_t took = now_ms() - began;
    assert_false(reach_of(a).reached);
    assert_int_equal(held->here_only, 1);
    cluster_signal(SIGCONT);
    come_back(a);
    print_message("seen after %lld ms with a patience of 300\n", (long long)took);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 2);
    journal_session_destroy(&held);
    journal_close(&a);
}

/* the mirror is lost with what was marked in it as waiting: what it still holds is sent
 */
static void brought_back_from_a_backup(void **state)
{
    (void)state;
    struct error error;
    struct journal *a = room(0);
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, held, 2, needle(SESSION_INSERT, "KI3", "R"));
    // the server as it was one event ago
    cluster_sql("ALTER TABLE deqi.event DISABLE TRIGGER stays;"
                "ALTER TABLE deqi.session DISABLE TRIGGER stays;"
                "DELETE FROM deqi.event WHERE number = 2;"
                "UPDATE deqi.session SET events = 1;"
                "ALTER TABLE deqi.event ENABLE TRIGGER stays;"
                "ALTER TABLE deqi.session ENABLE TRIGGER stays",
                NULL);
    pause_ms(50);
    assert_true(journal_check(a, &error));
    pause_ms(50);
    assert_true(journal_check(a, &error));
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 2);
    journal_session_destroy(&held);
    journal_close(&a);
}

// ------------------------------------------------------------------------ two rooms

enum { RACES = 100 };

/* draws the needle of each session at the sign, and tells what came of it */
static void draw_each(int number, const int64_t *ids, int go, int to)
{
    struct error error = {0};
    // long enough for a machine that is busy with other tests
    struct journal_options o = cluster_room(store_dir, number, NULL);
    o.patience_ms = 20000;
    struct journal *j = journal_open(&o, NULL, 0, &error);
    for (int i = 0; i < RACES; i++) {
        char sign;
        struct journal_session *held = load(j, ids[i]);
        struct session_event e = needle(SESSION_REMOVE, "KI3", "L");
        struct session_refusal refusal;
        e.at = fixture_at(2);
        if (write(to, "", 1) != 1 || read(go, &sign, 1) != 1)
            _exit(2);
        char result = (char)journal_apply(j, held, &e, &refusal, &error);
        if (held->here_only || write(to, &result, 1) != 1)
            _exit(1);
        journal_session_destroy(&held);
    }
    journal_close(&j);
    _exit(0);
}

/* both rooms draw the last needle at the same moment: one of them does */
static void one_needle_two_rooms(void **state)
{
    (void)state;
    int from[2][2], go[2][2], second = 0, status;
    pid_t child[2];
    struct journal *a = room(2);
    int64_t ids[RACES];
    for (int i = 0; i < RACES; i++) {
        struct journal_session *held = store_start(a);
        ids[i] = held->id;
        store_must(a, held, 1, needle(SESSION_INSERT, "KI3", "L"));
        journal_session_destroy(&held);
    }
    for (int r = 0; r < 2; r++) {
        assert_int_equal(pipe(from[r]) + pipe(go[r]), 0);
        if ((child[r] = child_fork()) == 0) {
            // not left behind where the test ends early
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            draw_each(r, ids, go[r][0], from[r][1]);
        }
        close(from[r][1]);
    }
    for (int i = 0; i < RACES; i++) {
        char result[2];
        for (int r = 0; r < 2; r++)
            assert_int_equal(read(from[r][0], &result[r], 1), 1);
        for (int r = 0; r < 2; r++)
            assert_int_equal(write(go[(i + r) % 2][1], "", 1), 1);
        for (int r = 0; r < 2; r++)
            assert_int_equal(read(from[r][0], &result[r], 1), 1);
        assert_true((result[0] == JOURNAL_DONE && result[1] == JOURNAL_REFUSED) ||
                    (result[1] == JOURNAL_DONE && result[0] == JOURNAL_REFUSED));
        second += result[0] == JOURNAL_REFUSED;
        struct journal_session *held = load(a, ids[i]);
        assert_int_equal(session_needles_in(&held->state), 0);
        assert_int_equal(held->state.out, 1);
        journal_session_destroy(&held);
    }
    for (int r = 0; r < 2; r++) {
        waitpid(child[r], &status, 0);
        assert_int_equal(status, 0);
        close(from[r][0]);
        close(go[r][0]);
        close(go[r][1]);
    }
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 2 * RACES);
    print_message("of %d needles the first room drew %d\n", RACES, RACES - second);
    journal_close(&a);
}

// ------------------------------------------------------------------- with a thread

static void wake(void *user)
{
    __atomic_add_fetch((int *)user, 1, __ATOMIC_SEQ_CST);
}

/* what one room does is seen in the other, whose calls wait for no network */
static void seen_at_once(void **state)
{
    (void)state;
    enum { TIMES = 20 };
    struct error error = {0};
    int woken = 0;
    struct journal *a = room(0);
    struct journal_options o = cluster_room(store_dir, 1, NULL);
    o.background = true;
    o.patience_ms = 300;
    o.wake = wake;
    o.wake_user = &woken;
    struct journal *b = journal_open(&o, NULL, 0, &error);
    assert_non_null(b);
    struct journal_session *mine = store_start(a), *theirs = NULL;
    for (int i = 0; i < 400 && !theirs; i++) {
        pause_ms(5);
        theirs = journal_load(b, mine->id, &error);
    }
    assert_non_null(theirs);
    int64_t longest = 0;
    for (int i = 0; i < TIMES; i++) {
        struct session_event e = {.kind = SESSION_NOTE, .text = "n"};
        int64_t began = now_ms();
        store_must(a, mine, 1 + i, e);
        for (int k = 0; k < 2000 && theirs->state.n_events <= i; k++) {
            pause_ms(1);
            if (journal_changed(b))
                assert_true(journal_refresh(b, theirs, &error));
        }
        assert_int_equal(theirs->state.n_events, i + 1);
        int64_t took = now_ms() - began;
        longest = took > longest ? took : longest;
    }
    assert_true(__atomic_load_n(&woken, __ATOMIC_SEQ_CST) >= TIMES / 2);
    print_message("seen in the other room after %lld ms at the longest\n",
                  (long long)longest);
    // and the other way, through the thread
    store_must(b, theirs, 50, needle(SESSION_INSERT, "KI3", "L"));
    for (int i = 0; i < 400 && reach_of(b).here_only; i++)
        pause_ms(5);
    assert_true(journal_refresh(a, mine, &error));
    assert_int_equal(session_needles_in(&mine->state), 1);
    // a server that stands still holds no call back
    cluster_signal(SIGSTOP);
    longest = 0;
    for (int i = 0; i < TIMES; i++) {
        int64_t began = now_ms();
        store_must(b, theirs, 60 + i,
                   (struct session_event){.kind = SESSION_NOTE, .text = "n"});
        assert_true(journal_check(b, &error));
        assert_true(journal_refresh(b, theirs, &error));
        int64_t took = now_ms() - began;
        longest = took > longest ? took : longest;
        pause_ms(20);
    }
    assert_int_equal(theirs->here_only, TIMES);
    print_message("with a server that stands still a call took %lld ms at most\n",
                  (long long)longest);
    cluster_signal(SIGCONT);
    for (int i = 0; i < 1000 && reach_of(b).here_only; i++)
        pause_ms(10);
    assert_int_equal(reach_of(b).here_only, 0);
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(mine, theirs);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

// ------------------------------------------------------------------ who may do what

static void each_role_its_own(void **state)
{
    (void)state;
    struct error error = {0};
    cluster_sql("DROP ROLE IF EXISTS room_a; DROP ROLE IF EXISTS wall;"
                "DROP ROLE IF EXISTS head; DROP ROLE IF EXISTS stranger;"
                "CREATE ROLE room_a LOGIN IN ROLE deqi_room;"
                "CREATE ROLE wall LOGIN IN ROLE deqi_board;"
                "CREATE ROLE head LOGIN IN ROLE deqi_keeper;"
                "CREATE ROLE stranger LOGIN",
                NULL);
    struct journal *a = room_as(0, "room_a", &error);
    assert_non_null(a);
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, needle(SESSION_INSERT, "KI3", "L"));
    // a board sees it and changes nothing
    struct journal *b = room_as(1, "wall", &error);
    assert_non_null(b);
    struct journal_session *seen = load(b, held->id);
    assert_int_equal(session_needles_in(&seen->state), 1);
    assert_int_equal(store_note(b, seen, "n", &error), JOURNAL_FAILED);
    assert_non_null(strstr(error.text, "may only be read with this login"));
    // neither removes
    assert_int_equal(journal_purge(a, held->id, &error), -1);
    assert_non_null(strstr(error.text, "deqi_keeper"));
    assert_int_equal(journal_purge(b, held->id, &error), -1);
    // no role changes or deletes a row, not even by hand
    static const char *const LOGINS[] = {"room_a", "wall", "head"};
    static const char *const WORDS[] = {"UPDATE deqi.event SET name = 'note'",
                                        "DELETE FROM deqi.event",
                                        "DELETE FROM deqi.session",
                                        "TRUNCATE deqi.event",
                                        "INSERT INTO deqi.event(session, number) "
                                        "VALUES (1, 9)",
                                        "UPDATE deqi.about SET version = 9",
                                        "ALTER TABLE deqi.event DISABLE TRIGGER ALL"};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < sizeof WORDS / sizeof *WORDS; k++) {
            char sql[200];
            snprintf(sql, sizeof sql, "SET ROLE %s; %s", LOGINS[i], WORDS[k]);
            cluster_sql(sql, "42501");
        }
    // who owns the tables is stopped by a trigger
    cluster_sql("UPDATE deqi.event SET name = 'note'", "23514");
    cluster_sql("DELETE FROM deqi.event", "23514");
    cluster_sql("TRUNCATE deqi.event", "23514");
    cluster_sql("UPDATE deqi.session SET label = 'x'", "23514");
    assert_null(room_as(2, "stranger", &error));
    assert_non_null(strstr(error.text, "this login may not use the journal"));
    // the keeper removes what has ended
    store_must(a, held, 2, (struct session_event){.kind = SESSION_ABORT, .text = "x"});
    struct journal *k = room_as(3, "head", &error);
    assert_non_null(k);
    assert_int_equal(journal_purge(k, 0, &error), -1);
    store_must(a, held, 3, needle(SESSION_REMOVE, "KI3", "L"));
    assert_int_equal(journal_purge(k, 0, &error), 1);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 0);
    // and no room keeps a copy of it
    pause_ms(50);
    assert_null(journal_load(a, held->id, &error));
    assert_int_equal(reach_of(a).here_only, 0);
    journal_session_destroy(&held);
    journal_session_destroy(&seen);
    journal_close(&a);
    journal_close(&b);
    journal_close(&k);
}

static void expect_open_refused(const char *part)
{
    struct error error = {0};
    assert_null(room_as(5, NULL, &error));
    if (!strstr(error.text, part))
        fail_msg("\"%s\", expected \"%s\"", error.text, part);
}

static void versions(void **state)
{
    (void)state;
    struct error error = {0};
    int before, version;
    const char *address = getenv("DEQI_TEST_SERVER");
    struct journal *a = room(0);
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, needle(SESSION_INSERT, "KI3", "L"));
    cluster_sql("UPDATE deqi.about SET version = 99", NULL);
    expect_open_refused("was written by a newer deqi (journal version 99");
    assert_false(journal_init(address, &before, &version, &error));
    assert_non_null(strstr(error.text, "newer deqi"));
    assert_int_equal(cluster_count("SELECT version FROM deqi.about"), 99);
    // as version 1 was
    cluster_sql(
        "DROP INDEX deqi.session_open; DROP TRIGGER stays ON deqi.session;"
        "DROP TRIGGER stays ON deqi.event; DROP TRIGGER stays_whole ON deqi.event;"
        "DROP FUNCTION deqi.stays; DROP FUNCTION deqi.session_stays;"
        "DROP TRIGGER goes ON deqi.session; DROP FUNCTION deqi.session_goes;"
        "DROP TABLE deqi.removed;"
        "ALTER TABLE deqi.session DROP COLUMN told_login, DROP COLUMN told_ms;"
        "ALTER TABLE deqi.event DROP COLUMN told_login, DROP COLUMN told_ms, "
        "DROP COLUMN answers;"
        "UPDATE deqi.about SET version = 1",
        NULL);
    expect_open_refused("is of an older deqi (journal version 1, this one's is 3)");
    // half of it never stands: a step that fails leaves version 1
    cluster_sql("CREATE FUNCTION deqi.stays() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                NULL);
    assert_false(journal_init(address, &before, &version, &error));
    assert_int_equal(cluster_count("SELECT version FROM deqi.about"), 1);
    assert_int_equal(
        cluster_count("SELECT (to_regclass('deqi.session_open') IS NOT NULL)::int"), 0);
    cluster_sql("DROP FUNCTION deqi.stays", NULL);
    assert_true(journal_init(address, &before, &version, &error));
    assert_int_equal(before, 1);
    struct journal *b = room(1);
    struct journal_session *seen = load(b, held->id);
    assert_int_equal(session_needles_in(&seen->state), 1);
    cluster_sql("DELETE FROM deqi.event", "23514");
    journal_session_destroy(&seen);
    journal_close(&b);
    cluster_sql("DROP SCHEMA deqi CASCADE", NULL);
    expect_open_refused("holds no journal");
    journal_session_destroy(&held);
    journal_close(&a);
}

/* every address that must not be used, and nothing of a password in what is said */
static void addresses(void **state)
{
    (void)state;
    static const struct {
        const char *address, *part;
        enum server_fault fault;
    } BAD[] = {
        {"postgresql://u:geheim@localhost/x", "a password does not belong",
         SERVER_REFUSES},
        {"postgresql://u@localhost/x?password=geheim", "a password does not belong",
         SERVER_REFUSES},
        {"postgres:host=localhost password=geheim", "a password does not belong",
         SERVER_REFUSES},
        {"postgresql://u:geheim@[::1/x", "none that PostgreSQL knows", SERVER_REFUSES},
        {"postgresql://u@localhost/x?geheim=1", "none that PostgreSQL knows",
         SERVER_REFUSES},
        {"postgres:no_such_service", "refuses: definition of service", SERVER_REFUSES},
        {"postgresql://192.0.2.1/x?sslmode=require", "without a verified certificate",
         SERVER_REFUSES},
        {"postgresql://192.0.2.1/x?sslmode=disable", "without a verified certificate",
         SERVER_REFUSES},
        {"postgresql://192.0.2.1/x?sslmode=verify-ca", "without a verified certificate",
         SERVER_REFUSES},
        {"postgresql://localhost,192.0.2.1/x?sslmode=allow",
         "without a verified certificate", SERVER_REFUSES},
        {"postgresql://localhost/x?hostaddr=192.0.2.1&sslmode=disable",
         "without a verified certificate", SERVER_REFUSES},
        // said in words it is tried
        {"postgresql://192.0.2.1/x?sslmode=disable&unverified=accepted", "out of reach",
         SERVER_AWAY},
        {"postgresql://192.0.2.1/x?unverified=accepted&sslmode=disable", "out of reach",
         SERVER_AWAY},
        {"postgresql://127.0.0.1:9/x?sslmode=disable", "out of reach", SERVER_AWAY},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct error error = {0};
        enum server_fault fault = SERVER_FINE;
        struct server *s = server_open(BAD[i].address, 300, &fault, &error);
        assert_null(s);
        if (!strstr(error.text, BAD[i].part))
            fail_msg("%s: \"%s\", expected \"%s\"", BAD[i].address, error.text,
                     BAD[i].part);
        assert_int_equal(fault, BAD[i].fault);
        assert_null(strstr(error.text, "geheim"));
        assert_null(strstr(error.file, "geheim"));
    }
    static const char *const NAMES[] = {"postgresql://h/d", "postgres://h/d",
                                        "postgres:", "postgres:clinic", "service=clinic"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        assert_true(journal_names_server(NAMES[i]));
    assert_false(journal_names_server("postgres.db"));
    assert_false(journal_names_server("/var/postgresql:/x"));
}

static void must_run(const char *format, ...)
{
    char command[900];
    va_list args;
    va_start(args, format);
    vsnprintf(command, sizeof command, format, args);
    va_end(args);
    if (system(command) != 0)
        fail_msg("%s", command);
}

static enum server_fault try_address(const char *address, char *why, size_t size)
{
    struct error error = {0};
    enum server_fault fault = SERVER_FINE;
    struct server *s = server_open(address, 5000, &fault, &error);
    snprintf(why, size, "%s", error.text);
    server_close(&s);
    return fault;
}

/* Over a network the certificate is verified, by name: `office` is no loopback, though
 * the test's server answers for it. */
static void certificates(void **state)
{
    (void)state;
    char data[200], address[400], why[700];
    if (system("command -v openssl >/dev/null") != 0) {
        print_message("skipped: there is no openssl\n");
        skip();
    }
    snprintf(data, sizeof data, "%s/data", getenv("DEQI_TEST_CLUSTER"));
    must_run(
        "cd '%s' && openssl req -new -x509 -nodes -subj /CN=clinic -keyout ca.key "
        "-out ca.crt 2>/dev/null && openssl req -new -nodes -subj /CN=office -addext "
        "subjectAltName=DNS:office -keyout server.key -out server.csr 2>/dev/null && "
        "openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial "
        "-copy_extensions copy -out server.crt 2>/dev/null && openssl req -new -x509 "
        "-nodes -subj /CN=other -keyout other.key -out other.crt 2>/dev/null && "
        "chown --reference=postgresql.conf server.key server.crt && "
        "chmod 600 server.key",
        data);
    cluster_sql("ALTER SYSTEM SET ssl = on", NULL);
    must_run("echo 'host all all 127.0.0.0/8 trust' >>'%s/pg_hba.conf'", data);
    const char *host = getenv("DEQI_TEST_HOST");
    cluster_signal(SIGKILL);
    cluster_start();
#define OFFICE "postgresql://keeper@office/postgres?hostaddr=%s"
    snprintf(address, sizeof address, OFFICE "&sslrootcert=%s/ca.crt", host, data);
    assert_int_equal(try_address(address, why, sizeof why), SERVER_FINE);
    // another authority, no authority, another name
    snprintf(address, sizeof address, OFFICE "&sslrootcert=%s/other.crt", host, data);
    assert_int_equal(try_address(address, why, sizeof why), SERVER_REFUSES);
    assert_non_null(strstr(why, "certificate"));
    snprintf(address, sizeof address, OFFICE "&sslrootcert=%s/none.crt", host, data);
    assert_int_equal(try_address(address, why, sizeof why), SERVER_REFUSES);
    snprintf(address, sizeof address,
             "postgresql://keeper@ward/postgres?hostaddr=%s&sslrootcert=%s/ca.crt", host,
             data);
    assert_int_equal(try_address(address, why, sizeof why), SERVER_REFUSES);
    assert_non_null(strstr(why, "does not match host name"));
    // without one, only in words
    snprintf(address, sizeof address, OFFICE "&sslmode=disable", host);
    assert_int_equal(try_address(address, why, sizeof why), SERVER_REFUSES);
    snprintf(address, sizeof address, OFFICE "&sslmode=disable&unverified=accepted",
             host);
    assert_int_equal(try_address(address, why, sizeof why), SERVER_FINE);
#undef OFFICE
}

// --------------------------------------------------------------------------- clocks

/* what the command tells in a room whose clocks are so far off */
static long remaining_in(int room_number, const char *wall, const char *boot, char *told,
                         size_t size)
{
    char command[900], line[4000];
    struct journal_options o = cluster_room(store_dir, room_number, NULL);
    snprintf(command, sizeof command,
             "XDG_DATA_HOME='%s/clock-%d' LD_PRELOAD='" DEQI_SKEW
             "' SKEW=%s SKEW_BOOT=%s '" DEQI_BINARY_DIR
             "/deqi' session status --format json --journal '%s' 2>'%s/told'",
             store_dir, room_number, wall, boot, o.path, store_dir);
    FILE *f = popen(command, "r");
    long remaining = -1;
    while (fgets(line, sizeof line, f))
        sscanf(line, " \"remaining_s\": %ld", &remaining);
    assert_int_equal(pclose(f), 0);
    snprintf(command, sizeof command, "%s/told", store_dir);
    f = fopen(command, "r");
    told[fread(told, 1, size - 1, f)] = 0;
    fclose(f);
    return remaining;
}

/* each room counts the same thirty minutes, whatever its own clocks say */
static void clocks_differ(void **state)
{
    (void)state;
    static const char *const ROOMS[][2] = {{"0", "0"}, {"600", "90000"}, {"-3600", "7"}};
    char told[2000];
    // the sanitizers want to be loaded first
    if (DEQI_SANITIZED)
        skip();
    struct journal *a = room(0);
    struct journal_session *held = store_start(a);
    struct timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    static const struct session_event EVENTS[] = {
        {.kind = SESSION_INSERT, .code = "KI3", .side = "L"},
        {.kind = SESSION_SKIP, .code = "KI3", .side = "R", .text = "no"},
        {.kind = SESSION_SKIP, .code = "EX-LE10", .side = "L", .text = "no"},
        {.kind = SESSION_DE_QI}};
    for (size_t i = 0; i < sizeof EVENTS / sizeof *EVENTS; i++) {
        struct session_event e = EVENTS[i];
        struct session_refusal refusal;
        struct error error = {0};
        e.at = (struct session_time){
            .wall_ms = (int64_t)wall.tv_sec * 1000, .mono_ms = now_ms(), .boot = "here"};
        assert_int_equal(journal_apply(a, held, &e, &refusal, &error), JOURNAL_DONE);
    }
    for (int i = 0; i < 3; i++) {
        long remaining = remaining_in(1 + i, ROOMS[i][0], ROOMS[i][1], told, sizeof told);
        print_message("clock %s s off: %ld s remain\n", ROOMS[i][0], remaining);
        // a busy machine takes its time; the clocks are off by far more
        assert_in_range(remaining, 1740, 1800);
        assert_int_equal(strstr(told, "clock of this machine differs") != NULL, i > 0);
    }
    journal_session_destroy(&held);
    journal_close(&a);
}

// --------------------------------------------------------------------------- copies

static bool take_row(const struct journal_entry *e, void *user)
{
    char *to = user;
    snprintf(to + strlen(to), 80, "%lld %lld %s %s\n", (long long)e->id,
             (long long)e->started_ms, e->label, e->ended ? e->ended : "open");
    return true;
}

static void same_journals(struct journal *a, struct journal *b)
{
    char one[800] = "", two[800] = "";
    struct error error;
    assert_true(journal_each(a, take_row, one, &error));
    assert_true(journal_each(b, take_row, two, &error));
    assert_string_equal(one, two);
    for (int64_t id = 1; id <= 3; id++) {
        struct journal_session *x = load(a, id), *y = load(b, id);
        store_same_state(x, y);
        journal_session_destroy(&x);
        journal_session_destroy(&y);
    }
}

static void copied_either_way(void **state)
{
    (void)state;
    struct error error = {0};
    char path[160];
    struct journal_options file = {.path = path}, other = {.path = path};
    snprintf(path, sizeof path, "%s/one.db", store_dir);
    struct journal *a = journal_open(&file, NULL, 0, &error), *b = room(0);
    struct journal_session *one = store_start(a), *two = store_start(a),
                           *three = store_start(a);
    store_must(a, one, 1, needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, one, 2,
               (struct session_event){.kind = SESSION_NOTE, .text = "足 \"\\"});
    store_must(a, two, 1, (struct session_event){.kind = SESSION_ABORT, .text = "left"});
    store_must(a, two, 2, (struct session_event){.kind = SESSION_NOTE, .text = "after"});
    assert_int_equal(journal_copy(a, b, 0, &error), 3);
    pause_ms(50);
    same_journals(a, b);
    // it goes on there, and the next one has a number of its own
    struct journal_session *there = load(b, one->id), *next = store_start(b);
    store_must(b, there, 3, needle(SESSION_REMOVE, "KI3", "L"));
    assert_int_equal(next->id, 4);
    assert_int_equal(journal_copy(a, b, 0, &error), -1);
    assert_non_null(strstr(error.text, "journals are not mixed"));
    assert_int_equal(journal_copy(a, b, 2, &error), -1);
    assert_non_null(strstr(error.text, "holds a session 2 already"));
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.session"), 4);
    // and back
    char back[160];
    snprintf(back, sizeof back, "%s/two.db", store_dir);
    other.path = back;
    struct journal *c = journal_open(&other, NULL, 0, &error);
    assert_int_equal(journal_copy(b, c, 0, &error), 4);
    struct journal_session *again = load(c, one->id);
    assert_int_equal(again->state.n_events, 3);
    same_journals(b, c);
    struct journal_verdict v;
    assert_true(journal_verify(c, &v, &error));
    assert_int_equal(v.wrong, 0);
    assert_int_equal(v.events, 5);
    // one alone
    char alone[160];
    snprintf(alone, sizeof alone, "%s/three.db", store_dir);
    other.path = alone;
    struct journal *d = journal_open(&other, NULL, 0, &error);
    assert_int_equal(journal_copy(b, d, 2, &error), 1);
    assert_int_equal(journal_copy(b, d, 9, &error), -1);
    // a backup is a file as any
    char backup[160];
    snprintf(backup, sizeof backup, "%s/backup.db", store_dir);
    assert_true(journal_backup(b, backup, &error));
    assert_false(journal_backup(b, backup, &error));
    other.path = backup;
    struct journal *e = journal_open(&other, NULL, 0, &error);
    same_journals(b, e);
    journal_session_destroy(&one);
    journal_session_destroy(&two);
    journal_session_destroy(&three);
    journal_session_destroy(&there);
    journal_session_destroy(&next);
    journal_session_destroy(&again);
    journal_close(&a);
    journal_close(&b);
    journal_close(&c);
    journal_close(&d);
    journal_close(&e);
}

/* what somebody changed by hand is found */
static void verified(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal_verdict v;
    struct journal *a = room(0);
    struct journal_session *held = store_start(a), *second = store_start(a);
    store_must(a, held, 1, needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, second, 1, needle(SESSION_INSERT, "KI3", "L"));
    assert_true(journal_verify(a, &v, &error));
    assert_int_equal(v.wrong, 0);
    static const char *const CHANGES[][2] = {
        {"UPDATE deqi.event SET args = '[\"KI3\",\"R\"]' WHERE session = 1",
         "UPDATE deqi.event SET args = '[\"KI3\",\"L\"]' WHERE session = 1"},
        {"UPDATE deqi.session SET ended = 'closed' WHERE id = 2",
         "UPDATE deqi.session SET ended = NULL WHERE id = 2"},
        {"UPDATE deqi.session SET events = 2 WHERE id = 2",
         "UPDATE deqi.session SET events = 1 WHERE id = 2"}};
    cluster_sql("ALTER TABLE deqi.event DISABLE TRIGGER stays;"
                "ALTER TABLE deqi.session DISABLE TRIGGER stays",
                NULL);
    for (size_t i = 0; i < sizeof CHANGES / sizeof *CHANGES; i++) {
        cluster_sql(CHANGES[i][0], NULL);
        assert_true(journal_verify(a, &v, &error));
        assert_int_equal(v.wrong, 1);
        assert_non_null(strstr(v.first, i ? "session 2: " : "session 1: "));
        cluster_sql(CHANGES[i][1], NULL);
    }
    journal_session_destroy(&held);
    journal_session_destroy(&second);
    journal_close(&a);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, store_make, store_drop)

int main(void)
{
    if (!place_is_server()) {
        puts("skipped: there is no server");
        return 77;
    }
    const struct CMUnitTest tests[] = {
        TEST(what_is_taken_back_is_ones_own),
        TEST(the_last_of_ones_own_decides),
        TEST(what_is_drawn_is_the_one_known),
        TEST(away_and_back),
        TEST(an_older_spool),
        TEST(begun_without),
        TEST(stands_still),
        TEST(brought_back_from_a_backup),
        TEST(one_needle_two_rooms),
        TEST(seen_at_once),
        TEST(each_role_its_own),
        TEST(versions),
        TEST(addresses),
        TEST(certificates),
        TEST(clocks_differ),
        TEST(copied_either_way),
        TEST(verified),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
