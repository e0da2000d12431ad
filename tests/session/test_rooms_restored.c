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
#include "session/spool.h"
#include "store.h"

static struct journal *room(int number)
{
    struct journal_options o = cluster_room(store_dir, number, NULL);
    return cluster_open(&o);
}

/* a login of that room's machine that may only read looks once */
static void board_looks(int number)
{
    struct error error;
    cluster_sql("DROP ROLE IF EXISTS wall; CREATE ROLE wall LOGIN IN ROLE deqi_board",
                NULL);
    struct journal_options o = cluster_room(store_dir, number, "wall");
    struct journal *wall = cluster_open(&o);
    assert_true(journal_check(wall, &error));
    journal_close(&wall);
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
        cluster_pause_ms(20);
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
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "EX-LE10", "L"));
    back_up();
    store_must(a, mine, 2, cluster_needle(SESSION_INSERT, "KI3", "L"));
    restore();
    struct journal *b = room(1);
    struct journal_session *theirs = cluster_load(b, mine->id);
    assert_int_equal(session_needles_in(&theirs->state), 4);
    store_must(b, theirs, 3, cluster_needle(SESSION_INSERT, "KI3", "R"));
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
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "EX-LE10", "L"));
    back_up();
    store_must(a, mine, 2, cluster_needle(SESSION_INSERT, "KI3", "L"));
    restore();
    struct journal *b = room(1);
    struct journal_session *theirs = cluster_load(b, mine->id);
    store_must(b, theirs, 3, cluster_needle(SESSION_INSERT, "KI3", "R"));
    store_must(a, mine, 4, cluster_needle(SESSION_REMOVE, "KI3", "L"));
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
    store_must(a, mine, 2, cluster_needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, mine, 3, cluster_needle(SESSION_INSERT, "KI3", "R"));
    restore();
    struct journal *b = room(1);
    struct journal_session *theirs = cluster_load(b, mine->id);
    store_must(b, theirs, 3, cluster_needle(SESSION_INSERT, "KI3", "L"));
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
    store_must(a, mine, 2, cluster_needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *seen = cluster_load(b, mine->id); // both rooms send it again
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
    store_must(a, mine, 3, cluster_needle(SESSION_REMOVE, "KI3", "L"));
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
static void anothers_number(bool board_first)
{
    struct error error = {0};
    struct journal *a = room(0);
    back_up();
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, mine, 2, cluster_needle(SESSION_INSERT, "KI3", "R"));
    restore();
    struct journal *b = room(1);
    struct journal_session *theirs = store_start(b);
    assert_int_equal(theirs->id, mine->id);
    store_must(b, theirs, 1, cluster_needle(SESSION_INSERT, "EX-LE10", "L"));
    if (board_first)
        board_looks(0);
    look_round(a, b);
    assert_false(journal_refresh(a, mine, &error));
    assert_non_null(strstr(error.text, "another session has this number now"));
    expect_kept(a, 1); // the new number
    expect_kept(b, 0);
    struct found found = {0};
    assert_true(journal_each_open(b, take_open, &found, &error));
    assert_int_equal(found.n, 2);
    struct journal_session *moved = cluster_load(b, found.last),
                           *same = cluster_load(a, found.last);
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

static void its_number_is_anothers(void **state)
{
    (void)state;
    anothers_number(false);
}

static void a_board_sees_it_first(void **state)
{
    (void)state;
    anothers_number(true);
}

static bool take_number(const struct journal_kept *kept, void *user)
{
    snprintf(user, 40, "%s %s", kept->name, kept->args);
    return true;
}

/* Two rooms know the session whose number is another's now. The second is told under
 * which number the first has brought it back, and none that never was. */
static void one_new_number_for_both_rooms(void **state)
{
    (void)state;
    struct error error = {0};
    char told[2][40] = {"", ""}, expected[40];
    struct journal *a = room(0), *b = room(1), *c = room(2);
    back_up();
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *same = cluster_load(b, mine->id);
    restore();
    struct journal_session *other = store_start(c);
    assert_int_equal(other->id, mine->id);
    look_round(a, b);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.session"), 2);
    expect_kept(a, 1);
    expect_kept(b, 1);
    snprintf(expected, sizeof expected, "number [\"%ld\"]",
             cluster_count("SELECT max(id) FROM deqi.session"));
    assert_true(journal_each_kept(a, take_number, told[0], &error));
    assert_true(journal_each_kept(b, take_number, told[1], &error));
    assert_string_equal(told[0], expected);
    assert_string_equal(told[1], expected);
    expect_right(a);
    journal_session_destroy(&mine);
    journal_session_destroy(&same);
    journal_session_destroy(&other);
    journal_close(&a);
    journal_close(&b);
    journal_close(&c);
}

/* a room that was never connected since goes on, and sends what it knows */
static void shorter_and_longer(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0);
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "EX-LE10", "L"));
    back_up();
    store_must(a, mine, 2, cluster_needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, mine, 3, cluster_needle(SESSION_INSERT, "KI3", "R"));
    restore();
    struct journal *b = room(1);
    struct journal_session *theirs = cluster_load(b, mine->id);
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

/* A board of the same machine looks first. It has the room's mirror and may send nothing:
 * what the backup lacks is still the room's, and the room sends it. */
static void a_board_looks_first(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0), *b = room(1);
    struct journal_session *mine = store_start(a), *shorter = store_start(a);
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "EX-LE10", "L"));
    store_must(a, shorter, 1, cluster_needle(SESSION_INSERT, "EX-LE10", "L"));
    store_must(a, shorter, 2, cluster_needle(SESSION_INSERT, "KI3", "R"));
    back_up();
    store_must(a, mine, 2, cluster_needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, shorter, 3, cluster_needle(SESSION_REMOVE, "KI3", "R"));
    struct journal_session *later = store_start(a);
    store_must(a, later, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    restore();
    // one of them goes on there, and differs from what is here
    struct journal_session *theirs = cluster_load(b, shorter->id);
    store_must(b, theirs, 4, cluster_needle(SESSION_INSERT, "KI3", "L"));
    board_looks(0);
    look_round(a, b);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.session"), 3);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 2 + 4 + 1);
    assert_true(journal_refresh(a, mine, &error));
    assert_true(journal_refresh(a, shorter, &error));
    assert_true(journal_refresh(a, later, &error));
    assert_true(journal_refresh(b, theirs, &error));
    store_same_state(shorter, theirs);
    assert_int_equal(session_needles_in(&mine->state), 4 + 1);
    assert_int_equal(session_needles_in(&shorter->state), 4 + 1);
    assert_int_equal(session_needles_in(&later->state), 1);
    expect_kept(a, 0);
    expect_right(a);
    journal_session_destroy(&mine);
    journal_session_destroy(&shorter);
    journal_session_destroy(&later);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

/* it waits as a whole, and another room has brought it back and ended it meanwhile: what
 * was removed then is not begun anew */
static void removed_while_it_waits(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal *a = room(0), *b = room(1);
    back_up();
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *theirs = cluster_load(b, mine->id);
    restore();
    board_looks(0);
    assert_true(journal_check(b, &error));
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 1);
    store_must(b, theirs, 2, cluster_needle(SESSION_REMOVE, "KI3", "L"));
    store_must(b, theirs, 3, (struct session_event){.kind = SESSION_ABORT, .text = "x"});
    struct journal *keeper = room(2);
    assert_int_equal(journal_purge(keeper, mine->id, &error), 1);
    look_round(a, b);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.session"), 0);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.removed"), 1);
    assert_null(journal_load(a, mine->id, &error));
    expect_kept(a, 1);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&keeper);
    journal_close(&a);
    journal_close(&b);
}

/* A session was brought back under a number that another one has here, which nothing has
 * been recorded in yet: that one is not written over. */
static void its_new_number_is_taken_here(void **state)
{
    (void)state;
    struct journal *a = room(0), *b = room(1), *c = room(2);
    struct error error = {0};
    back_up();
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    struct journal_session *theirs = cluster_load(b, mine->id);
    struct journal_session *empty = store_start(a);
    restore();
    board_looks(0);
    struct journal_session *other = store_start(c);
    assert_int_equal(other->id, mine->id);
    for (int i = 0; i < 2; i++)
        assert_true(journal_check(b, &error));
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.session WHERE id = 2"), 1);
    assert_int_equal(empty->id, 2);
    look_round(a, b);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.session"), 3);
    char sql[120];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM deqi.session WHERE key = '%s'",
             empty->key);
    assert_int_equal(cluster_count(sql), 1);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 1);
    expect_right(a);
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_session_destroy(&empty);
    journal_session_destroy(&other);
    journal_close(&a);
    journal_close(&b);
    journal_close(&c);
}

static void see_to_all(const char *address, const char *expected)
{
    char command[700], told[2000];
    snprintf(command, sizeof command,
             "'" DEQI_BINARY_DIR "/deqi' journal seen all '%s' --by AB --reason looked",
             address);
    FILE *f = popen(command, "r");
    told[fread(told, 1, sizeof told - 1, f)] = 0;
    assert_int_equal(pclose(f), 0);
    if (!strstr(told, expected))
        fail_msg("\"%s\", expected \"%s\"", told, expected);
}

/* Who sees to what came too late writes it into the record of that session: under its new
 * number, and never into that of another person who has the old one, of whatever label.
 * What is put away is told. */
static void seen_to_in_its_own_record(void **state)
{
    (void)state;
    struct journal_options o = cluster_room(store_dir, 0, NULL);
    // the command has the spool of the machine
    o.spool = NULL;
    setenv("XDG_DATA_HOME", store_dir, 1);
    struct journal *a = cluster_open(&o);
    back_up();
    struct journal_session *mine = store_start(a);
    store_must(a, mine, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    restore();
    struct journal *b = room(1);
    struct journal_session *theirs = store_start(b);
    assert_int_equal(theirs->id, mine->id);
    assert_string_equal(theirs->label, mine->label);
    look_round(a, b);
    expect_kept(a, 1);
    see_to_all(o.path, "it goes on under this one");
    expect_kept(a, 0);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event WHERE session = 1"),
                     0);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event WHERE session = 2 "
                                   "AND name = 'note' AND args LIKE '%looked%'"),
                     1);
    // of a session that is gone, whose number another one has
    struct error error = {0};
    assert_true(spool_path(o.path, store_path, sizeof store_path, &error));
    store_sql("INSERT INTO kept(session, label, key, wall_ms, name, args, why, "
              "session_key) SELECT session, label, 'k', wall_ms, 'remove', "
              "'[\"KI3\",\"L\"]', 'gone', 'another' FROM kept",
              0);
    expect_kept(a, 1);
    see_to_all(o.path, "remove KI3 L");
    expect_kept(a, 0);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event WHERE session = 1"),
                     0);
    unsetenv("XDG_DATA_HOME");
    journal_session_destroy(&mine);
    journal_session_destroy(&theirs);
    journal_close(&a);
    journal_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLUSTER_TEST(as_many_and_others),
        CLUSTER_TEST(recorded_unseen),
        CLUSTER_TEST(the_same_needle_twice),
        CLUSTER_TEST(begun_after_the_backup),
        CLUSTER_TEST(its_number_is_anothers),
        CLUSTER_TEST(shorter_and_longer),
        CLUSTER_TEST(a_board_looks_first),
        CLUSTER_TEST(a_board_sees_it_first),
        CLUSTER_TEST(one_new_number_for_both_rooms),
        CLUSTER_TEST(removed_while_it_waits),
        CLUSTER_TEST(its_new_number_is_taken_here),
        CLUSTER_TEST(seen_to_in_its_own_record),
    };
    return CLUSTER_RUN(tests);
}
