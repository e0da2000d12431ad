/* a journal that rooms share, after its server was brought back from a backup: what rooms
 * know is not lost, not merged into a wrong count, and not taken for another's */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "cluster.h"
#include "fixture.h"
#include "place.h"
#include "store.h"

static struct journal *room(int number)
{
    struct error error = {0};
    struct journal_options o = cluster_room(store_dir, number, NULL);
    struct journal *j = journal_open(&o, NULL, 0, &error);
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

/* what pg_dump and pg_restore would do, within the server */
static void back_up(void)
{
    cluster_sql(
        "DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept;"
        "CREATE TABLE kept.session AS SELECT * FROM deqi.session;"
        "CREATE TABLE kept.event AS SELECT * FROM deqi.event;"
        "CREATE TABLE kept.removed AS SELECT * FROM deqi.removed;"
        "CREATE TABLE kept.id AS SELECT last_value, is_called FROM deqi.session_id",
        NULL);
}

static void restore(void)
{
    cluster_sql("SET session_replication_role = replica;"
                "DELETE FROM deqi.event; DELETE FROM deqi.session;"
                "DELETE FROM deqi.removed;"
                "INSERT INTO deqi.session SELECT * FROM kept.session;"
                "INSERT INTO deqi.event SELECT * FROM kept.event;"
                "INSERT INTO deqi.removed SELECT * FROM kept.removed;"
                "SELECT setval('deqi.session_id', last_value, is_called) FROM kept.id",
                NULL);
}

/* each room in turn, until nobody has anything more to say */
static void look_round(struct journal *a, struct journal *b)
{
    struct error error;
    for (int i = 0; i < 3; i++) {
        nanosleep(&(struct timespec){.tv_nsec = 20 * 1000000}, NULL);
        assert_true(journal_check(a, &error));
        assert_true(journal_check(b, &error));
    }
}

static void expect_right(struct journal *j)
{
    struct journal_verdict v;
    struct error error;
    assert_true(journal_verify(j, &v, &error));
    if (v.wrong)
        fail_msg("%s", v.first);
}

static void expect_kept(struct journal *j, int n)
{
    struct journal_reach r;
    journal_reach(j, &r);
    assert_true(r.reached);
    assert_int_equal(r.kept, n);
    assert_int_equal(r.here_only, 0);
}

/* As many events in the room as on the server, and not the same: each of them stands in
 * the end, and the count is the steel in the body. */
static void as_many_and_others(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0);
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, needle(SESSION_INSERT, "EX-LE10", "L"));
    back_up();
    store_must(a, mine, 2, needle(SESSION_INSERT, "KI3", "L"));
    restore();
    struct journal *b = room(1);
    struct journal_session *theirs = load(b, mine->id);
    assert_int_equal(session_needles_in(&theirs->state), 4);
    store_must(b, theirs, 3, needle(SESSION_INSERT, "KI3", "R"));
    // A looks on before it records
    look_round(a, b);
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(mine, theirs);
    assert_int_equal(session_needles_in(&mine->state), 4 + 2);
    expect_kept(a, 0);
    expect_right(a);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

/* the same, and the room records before it has looked */
static void recorded_unseen(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0);
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, needle(SESSION_INSERT, "EX-LE10", "L"));
    back_up();
    store_must(a, mine, 2, needle(SESSION_INSERT, "KI3", "L"));
    restore();
    struct journal *b = room(1);
    struct journal_session *theirs = load(b, mine->id);
    store_must(b, theirs, 3, needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, mine, 4, needle(SESSION_REMOVE, "KI3", "L"));
    look_round(a, b);
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(mine, theirs);
    assert_int_equal(session_needles_in(&mine->state), 4 + 1);
    expect_right(a);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

/* both recorded the same needle: one stands, the other is kept and told */
static void the_same_needle_twice(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0);
    struct journal_session *mine = store_start(a);
    back_up();
    store_must(a, mine, 2, needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, mine, 3, needle(SESSION_INSERT, "KI3", "R"));
    restore();
    struct journal *b = room(1);
    struct journal_session *theirs = load(b, mine->id);
    store_must(b, theirs, 3, needle(SESSION_INSERT, "KI3", "L"));
    look_round(a, b);
    expect_kept(a, 1);
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(mine, theirs);
    assert_int_equal(session_needles_in(&mine->state), 2);
    expect_right(a);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

/* a session that was begun after the backup is there again, with its needles */
static void begun_after_the_backup(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0), *b = room(1);
    back_up();
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 2, needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *seen = load(b, mine->id); // both rooms send it again
    restore();
    look_round(a, b);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.session"), 1);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 1);
    assert_true(journal_refresh(a, mine, &error));
    assert_int_equal(session_needles_in(&mine->state), 1);
    assert_int_equal(mine->here_only, 0);
    expect_kept(a, 0);
    expect_kept(b, 0);
    // what has been removed is not brought back by who still knows it
    store_must(a, mine, 3, needle(SESSION_REMOVE, "KI3", "L"));
    store_must(a, mine, 4, (struct session_event){.kind = SESSION_ABORT, .text = "x"});
    look_round(a, b);
    struct journal *keeper = room(2);
    assert_int_equal(journal_purge(keeper, mine->id, &error), 1);
    look_round(a, b);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.session"), 0);
    assert_null(journal_load(b, mine->id, &error));
    expect_kept(b, 0);
    journal_session_destroy(&mine);
    journal_session_destroy(&seen);
    journal_close(&keeper);
    journal_close(&a);
    journal_close(&b);
}

struct found {
    int n;
    int64_t last;
};

static bool take_open(const struct journal_entry *entry, void *user)
{
    struct found *f = user;
    f->n++;
    f->last = entry->id;
    return true;
}

/* Its number was given to another person meanwhile: it goes on under a new one, and a
 * window that holds the old one is told, in place of the other's needles. */
static void its_number_is_anothers(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0);
    back_up();
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, mine, 2, needle(SESSION_INSERT, "KI3", "R"));
    restore();
    struct journal *b = room(1);
    struct journal_session *theirs = store_start(b);
    assert_int_equal(theirs->id, mine->id);
    store_must(b, theirs, 1, needle(SESSION_INSERT, "EX-LE10", "L"));
    look_round(a, b);
    assert_false(journal_refresh(a, mine, &error));
    assert_non_null(strstr(error.text, "another session has this number now"));
    expect_kept(a, 1); // the new number
    expect_kept(b, 0);
    struct found found = {0};
    assert_true(journal_each_open(b, take_open, &found, &error));
    assert_int_equal(found.n, 2);
    struct journal_session *moved = load(b, found.last), *same = load(a, found.last);
    assert_int_equal(session_needles_in(&moved->state), 2);
    store_same_state(moved, same);
    assert_true(journal_refresh(b, theirs, &error));
    assert_int_equal(session_needles_in(&theirs->state), 4);
    expect_right(a);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_session_destroy(&moved);
    journal_session_destroy(&same);
    journal_close(&a);
    journal_close(&b);
}

/* a room that was never connected since goes on, and sends what it knows */
static void shorter_and_longer(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0);
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, needle(SESSION_INSERT, "EX-LE10", "L"));
    back_up();
    store_must(a, mine, 2, needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, mine, 3, needle(SESSION_INSERT, "KI3", "R"));
    restore();
    struct journal *b = room(1);
    struct journal_session *theirs = load(b, mine->id);
    // fewer there than here, and another one
    store_must(b, theirs, 4, (struct session_event){.kind = SESSION_NOTE, .text = "b"});
    look_round(a, b);
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(mine, theirs);
    assert_int_equal(session_needles_in(&mine->state), 6);
    assert_int_equal(mine->state.n_events, 4);
    // more there than here
    restore();
    for (int i = 0; i < 5; i++)
        cluster_sql("SELECT outcome FROM deqi.append(1, (SELECT events + 1 FROM "
                    "deqi.session WHERE id = 1), md5(random()::text), (SELECT wall_ms + "
                    "10000 FROM deqi.session), -1, '', true, 0, 0, 1, NULL, 'note', "
                    "'[\"by hand\"]', 'm', NULL, 0, NULL, NULL, "
                    "NULL, NULL, NULL)",
                    NULL);
    look_round(a, b);
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(mine, theirs);
    assert_int_equal(session_needles_in(&mine->state), 6);
    expect_right(a);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
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
        TEST(as_many_and_others),     TEST(recorded_unseen),
        TEST(the_same_needle_twice),  TEST(begun_after_the_backup),
        TEST(its_number_is_anothers), TEST(shorter_and_longer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
