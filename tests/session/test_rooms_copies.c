/* a journal that rooms share: copied either way, and verified */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cluster.h"
#include "fixture.h"
#include "place.h"
#include "session/server.h"
#include "store.h"

static struct journal *room(int number, const char *login)
{
    struct journal_options o = cluster_room(store_dir, number, login);
    return cluster_open(&o);
}

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
        struct journal_session *x = cluster_load(a, id), *y = cluster_load(b, id);
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
    struct journal *a = journal_open(&file, NULL, 0, &error), *b = room(0, NULL);
    struct journal_session *one = store_start(a), *two = store_start(a),
                           *three = store_start(a);
    store_must(a, one, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, one, 2,
               (struct session_event){.kind = SESSION_NOTE, .text = "足 \"\\"});
    store_must(a, two, 1, (struct session_event){.kind = SESSION_ABORT, .text = "left"});
    store_must(a, two, 2, (struct session_event){.kind = SESSION_NOTE, .text = "after"});
    assert_int_equal(journal_copy(a, b, 0, &error), 3);
    cluster_pause_ms(50);
    same_journals(a, b);
    // it goes on there, and the next one has a number of its own
    struct journal_session *there = cluster_load(b, one->id), *next = store_start(b);
    store_must(b, there, 3, cluster_needle(SESSION_REMOVE, "KI3", "L"));
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
    struct journal_session *again = cluster_load(c, one->id);
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
    struct journal *a = room(0, NULL);
    struct journal_session *held = store_start(a), *second = store_start(a);
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    store_must(a, second, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
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

/* a copy into a file and back onto a server says who sent it, and when; nobody's own word
 * for another login stands in the place of the server's */
static void copied_with_its_login(void **state)
{
    (void)state;
    int before, version;
    char path[160];
    struct error error = {0};
    cluster_make_logins();
    struct journal *a = room(0, "room_a");
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
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
    assert_int_equal(cluster_reach(b).kept, 0);
    journal_session_destroy(&held);
    journal_close(&file);
    journal_close(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLUSTER_TEST(copied_either_way),
        CLUSTER_TEST(copied_with_its_login),
        CLUSTER_TEST(verified),
    };
    return CLUSTER_RUN(tests);
}
