/* a journal that rooms share: out of reach and back, two rooms at once, clocks */
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
#include "system/clock.h"

static struct journal *room(int number)
{
    struct journal_options o = cluster_room(store_dir, number, NULL);
    o.patience_ms = 300;
    return cluster_open(&o);
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

// ------------------------------------------------------------------- out of reach

/* What a room takes back is its own: never the needle that another room put in meanwhile.
 */
static void what_is_taken_back_is_ones_own(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0), *b = room(1);
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "EX-LE10", "L"));
    struct journal_session *theirs = cluster_load(b, mine->id);
    cluster_signal(SIGKILL);
    store_must(a, mine, 2, cluster_needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, mine, 3,
               cluster_needle(SESSION_RETRACT, "KI3", "R")); // it never was in
    store_must(b, theirs, 4, cluster_needle(SESSION_INSERT, "KI3", "R"));
    store_must(b, theirs, 5, cluster_needle(SESSION_INSERT, "KI3", "L"));
    cluster_start();
    cluster_come_back(b); // the real ones arrive first
    cluster_come_back(a);
    assert_int_equal(cluster_reach(a).kept, 2);
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
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "KI3", "R"));
    struct journal_session *theirs = cluster_load(b, mine->id);
    cluster_signal(SIGKILL);
    store_must(a, mine, 2,
               cluster_needle(SESSION_REMOVE, "KI3", "R")); // kept: B drew it too
    store_must(a, mine, 3, cluster_needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, mine, 4, cluster_needle(SESSION_REMOVE, "KI3", "R"));
    store_must(a, mine, 5, cluster_needle(SESSION_RETRACT_OUT, "KI3", "R"));
    store_must(b, theirs, 6, cluster_needle(SESSION_REMOVE, "KI3", "R"));
    cluster_start();
    cluster_come_back(b);
    cluster_come_back(a);
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
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *theirs = cluster_load(b, mine->id);
    cluster_signal(SIGKILL);
    store_must(a, mine, 2, cluster_needle(SESSION_REMOVE, "KI3", "R"));
    store_must(a, mine, 2, cluster_needle(SESSION_REMOVE, "KI3", "L"));
    store_must(b, theirs, 2, cluster_needle(SESSION_REMOVE, "KI3", "R"));
    store_must(b, theirs, 3, cluster_needle(SESSION_INSERT, "KI3", "R"));
    cluster_start();
    cluster_come_back(b);
    cluster_come_back(a);
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
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *theirs = cluster_load(b, mine->id);
    assert_int_equal(mine->here_only, 0);
    cluster_signal(SIGKILL);
    // the session goes on in both rooms, and each knows what the other cannot
    store_must(a, mine, 2, cluster_needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, mine, 3, cluster_needle(SESSION_REMOVE, "KI3", "L"));
    store_must(b, theirs, 4, cluster_needle(SESSION_REMOVE, "KI3", "L"));
    store_must(b, theirs, 5, (struct session_event){.kind = SESSION_NOTE, .text = "b"});
    assert_int_equal(mine->here_only, 2);
    assert_int_equal(theirs->here_only, 2);
    struct journal_session *other = store_start(a);
    store_must(a, other, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    assert_int_equal(other->here_only, 2);
    struct journal_reach r = cluster_reach(a);
    assert_false(r.reached);
    assert_int_equal(r.here_only, 4);
    assert_true(r.since_ms > 0 && *r.why);
    // another program of the room, which finds no server at its start
    struct journal *again = room(0);
    struct journal_session *same = cluster_load(again, mine->id);
    store_same_state(mine, same);
    assert_int_equal(same->here_only, 2);
    store_must(again, same, 6, (struct session_event){.kind = SESSION_NOTE, .text = "c"});
    journal_session_destroy(&same);
    journal_close(&again);
    cluster_start();
    cluster_come_back(a);
    cluster_come_back(b);
    assert_int_equal(cluster_reach(a).here_only, 0);
    assert_int_equal(cluster_reach(b).here_only, 0);
    // one needle came out once; the other room's record of it is kept and told
    assert_int_equal(cluster_reach(a).kept, 0);
    assert_int_equal(cluster_reach(b).kept, 1);
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
    same = cluster_load(b, other->id);
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
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    int64_t id = held->id;
    journal_session_destroy(&held);
    journal_close(&a);
    cluster_start();
    struct journal *b = room(1);
    struct error error;
    assert_null(journal_load(b, id, &error));
    a = room(0);
    assert_int_equal(cluster_reach(a).here_only, 0);
    held = cluster_load(b, id);
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
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    cluster_signal(SIGSTOP);
    int64_t began = clock_boot_ms();
    store_must(a, held, 2, cluster_needle(SESSION_INSERT, "KI3", "R"));
    int64_t took = clock_boot_ms() - began;
    assert_false(cluster_reach(a).reached);
    assert_int_equal(held->here_only, 1);
    cluster_signal(SIGCONT);
    cluster_come_back(a);
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
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, held, 2, cluster_needle(SESSION_INSERT, "KI3", "R"));
    // the server as it was one event ago
    cluster_sql("ALTER TABLE deqi.event DISABLE TRIGGER stays;"
                "ALTER TABLE deqi.session DISABLE TRIGGER stays;"
                "DELETE FROM deqi.event WHERE number = 2;"
                "UPDATE deqi.session SET events = 1;"
                "ALTER TABLE deqi.event ENABLE TRIGGER stays;"
                "ALTER TABLE deqi.session ENABLE TRIGGER stays",
                NULL);
    cluster_pause_ms(50);
    assert_true(journal_check(a, &error));
    cluster_pause_ms(50);
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
        struct journal_session *held = cluster_load(j, ids[i]);
        struct session_event e = cluster_needle(SESSION_REMOVE, "KI3", "L");
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
        store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
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
        struct journal_session *held = cluster_load(a, ids[i]);
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
        cluster_pause_ms(5);
        theirs = journal_load(b, mine->id, &error);
    }
    assert_non_null(theirs);
    int64_t longest = 0;
    for (int i = 0; i < TIMES; i++) {
        struct session_event e = {.kind = SESSION_NOTE, .text = "n"};
        int64_t began = clock_boot_ms();
        store_must(a, mine, 1 + i, e);
        for (int k = 0; k < 2000 && theirs->state.n_events <= i; k++) {
            cluster_pause_ms(1);
            if (journal_changed(b))
                assert_true(journal_refresh(b, theirs, &error));
        }
        assert_int_equal(theirs->state.n_events, i + 1);
        int64_t took = clock_boot_ms() - began;
        longest = took > longest ? took : longest;
    }
    assert_true(__atomic_load_n(&woken, __ATOMIC_SEQ_CST) >= TIMES / 2);
    print_message("seen in the other room after %lld ms at the longest\n",
                  (long long)longest);
    // and the other way, through the thread
    store_must(b, theirs, 50, cluster_needle(SESSION_INSERT, "KI3", "L"));
    for (int i = 0; i < 400 && cluster_reach(b).here_only; i++)
        cluster_pause_ms(5);
    assert_true(journal_refresh(a, mine, &error));
    assert_int_equal(session_needles_in(&mine->state), 1);
    // a server that stands still holds no call back
    cluster_signal(SIGSTOP);
    longest = 0;
    for (int i = 0; i < TIMES; i++) {
        int64_t began = clock_boot_ms();
        store_must(b, theirs, 60 + i,
                   (struct session_event){.kind = SESSION_NOTE, .text = "n"});
        assert_true(journal_check(b, &error));
        assert_true(journal_refresh(b, theirs, &error));
        int64_t took = clock_boot_ms() - began;
        longest = took > longest ? took : longest;
        cluster_pause_ms(20);
    }
    assert_int_equal(theirs->here_only, TIMES);
    print_message("with a server that stands still a call took %lld ms at most\n",
                  (long long)longest);
    cluster_signal(SIGCONT);
    for (int i = 0; i < 1000 && cluster_reach(b).here_only; i++)
        cluster_pause_ms(10);
    assert_int_equal(cluster_reach(b).here_only, 0);
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(mine, theirs);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
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
    static const char *const ROOMS[][2] = {
        {"0", "0"}, {"600", "90000"}, {"-3600", "7"}, {"2.9", "0"}};
    static const char *const TOLD[] = {NULL, "by 600 seconds", "by -3600 seconds",
                                       "by 3 seconds"};
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
        e.at = (struct session_time){.wall_ms = (int64_t)wall.tv_sec * 1000,
                                     .mono_ms = clock_boot_ms(),
                                     .boot = "here"};
        assert_int_equal(journal_apply(a, held, &e, &refusal, &error), JOURNAL_DONE);
    }
    for (int i = 0; i < 4; i++) {
        long remaining = remaining_in(1 + i, ROOMS[i][0], ROOMS[i][1], told, sizeof told);
        print_message("clock %s s off: %ld s remain\n", ROOMS[i][0], remaining);
        // a busy machine takes its time; the clocks are off by far more
        assert_in_range(remaining, 1740, 1800);
        if (!TOLD[i])
            assert_null(strstr(told, "clock of this machine differs"));
        else if (!strstr(told, TOLD[i]))
            fail_msg("\"%s\", expected \"%s\"", told, TOLD[i]);
    }
    journal_session_destroy(&held);
    journal_close(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLUSTER_TEST(what_is_taken_back_is_ones_own),
        CLUSTER_TEST(the_last_of_ones_own_decides),
        CLUSTER_TEST(what_is_drawn_is_the_one_known),
        CLUSTER_TEST(away_and_back),
        CLUSTER_TEST(begun_without),
        CLUSTER_TEST(stands_still),
        CLUSTER_TEST(brought_back_from_a_backup),
        CLUSTER_TEST(one_needle_two_rooms),
        CLUSTER_TEST(seen_at_once),
        CLUSTER_TEST(clocks_differ),
    };
    return CLUSTER_RUN(tests);
}
