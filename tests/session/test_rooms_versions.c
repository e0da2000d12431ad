/* a journal that rooms share, with an older and a newer deqi: its schema, and its spool
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

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
    struct journal *a = room(0, NULL);
    journal_close(&a);
    snprintf(path, sizeof path, "%s/room-0.db", store_dir);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, OLDER, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    a = room(0, NULL);
    assert_true(journal_each_kept(a, take_old, &n, &error));
    assert_int_equal(n, 1);
    journal_close(&a);
}

static void expect_open_refused(const char *part)
{
    struct error error = {0};
    assert_null(room_as(5, NULL, &error));
    if (!strstr(error.text, part))
        fail_msg("\"%s\", expected \"%s\"", error.text, part);
}

/* the tables and functions of version 2, with what is in those of now as far as they can
 * hold it */
static void go_back_to_version_2(void)
{
    char *sql;
    size_t n;
    struct error error;
    assert_true(file_read(DEQI_SOURCE_DIR "/tests/session/fixtures/server-2.sql", 1 << 20,
                          &sql, &n, &error));
    cluster_sql(
        "CREATE SCHEMA was; CREATE TABLE was.session AS SELECT * FROM deqi.session;"
        "CREATE TABLE was.event AS SELECT * FROM deqi.event;"
        "DROP SCHEMA deqi CASCADE",
        NULL);
    cluster_sql(sql, NULL);
#define COMMON                                                                           \
    "key, wall_ms, mono_ms, boot, entered, machine, login, room_ms, server_ms, "
#define SESSION COMMON "id, label, ended, events, case_text, plan_text, terms"
#define EVENT                                                                            \
    COMMON "session, number, session_ms, happened_ms, version, sum, name, args, "        \
           "initials"
    cluster_sql("INSERT INTO deqi.session(" SESSION ") SELECT " SESSION
                " FROM was.session;"
                "INSERT INTO deqi.event(" EVENT ") SELECT " EVENT " FROM was.event;"
                "SELECT setval('deqi.session_id', max(id)) FROM deqi.session;"
                "DROP SCHEMA was CASCADE",
                NULL);
#undef EVENT
#undef SESSION
#undef COMMON
    free(sql);
}

static void a_newer_one_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    int before, version;
    cluster_sql("UPDATE deqi.about SET version = 99", NULL);
    expect_open_refused("was written by a newer deqi (journal version 99");
    assert_false(journal_init(getenv("DEQI_TEST_SERVER"), &before, &version, &error));
    assert_non_null(strstr(error.text, "newer deqi"));
    assert_int_equal(cluster_count("SELECT version FROM deqi.about"), 99);
    cluster_sql("DROP SCHEMA deqi CASCADE", NULL);
    expect_open_refused("holds no journal");
}

/* in one transaction, and what it held goes on in it */
static void an_older_one_is_brought_on(void **state)
{
    (void)state;
    struct error error = {0};
    struct journal_verdict v;
    int before, version;
    const char *address = getenv("DEQI_TEST_SERVER");
    struct journal *a = room(0, NULL);
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    go_back_to_version_2();
    expect_open_refused("is of an older deqi (journal version 2, this one's is 3)");
    // half of it never stands: a step that fails leaves version 2
    cluster_sql("CREATE FUNCTION deqi.session_goes() RETURNS int LANGUAGE sql AS "
                "'SELECT 1'",
                NULL);
    assert_false(journal_init(address, &before, &version, &error));
    assert_int_equal(cluster_count("SELECT version FROM deqi.about"), 2);
    assert_int_equal(cluster_count("SELECT count(*) FROM information_schema.columns "
                                   "WHERE table_schema = 'deqi' AND column_name IN "
                                   "('told_login', 'told_ms', 'answers')"),
                     0);
    cluster_sql("DROP FUNCTION deqi.session_goes", NULL);
    assert_true(journal_init(address, &before, &version, &error));
    assert_int_equal(before, 2);
    // of each function there is one, the new
    assert_int_equal(cluster_count("SELECT count(*) FROM pg_proc WHERE pronamespace = "
                                   "'deqi'::regnamespace AND proname IN ('start', "
                                   "'append')"),
                     2);
    struct journal *b = room(1, NULL);
    struct journal_session *seen = cluster_load(b, held->id);
    assert_int_equal(session_needles_in(&seen->state), 1);
    store_must(b, seen, 2, cluster_needle(SESSION_INSERT, "KI3", "R"));
    assert_int_equal(seen->here_only, 0);
    cluster_sql("DELETE FROM deqi.event", "23514");
    cluster_sql("SELECT deqi.purge(0)", "23514");
    // who was there before goes on, too
    cluster_come_back(a);
    assert_true(journal_refresh(a, held, &error));
    store_must(a, held, 3, cluster_needle(SESSION_REMOVE, "KI3", "L"));
    assert_true(journal_verify(a, &v, &error));
    assert_int_equal(v.events, 3);
    assert_int_equal(v.wrong, 0);
    journal_session_destroy(&seen);
    journal_session_destroy(&held);
    journal_close(&a);
    journal_close(&b);
}

static void the_first_one_is_brought_on(void **state)
{
    (void)state;
    struct error error = {0};
    int before, version;
    const char *address = getenv("DEQI_TEST_SERVER");
    go_back_to_version_2();
    cluster_sql("DROP INDEX deqi.session_open; DROP TRIGGER stays ON deqi.session;"
                "DROP TRIGGER stays ON deqi.event; DROP TRIGGER stays_whole ON "
                "deqi.event; DROP FUNCTION deqi.stays; DROP FUNCTION deqi.session_stays;"
                "UPDATE deqi.about SET version = 1",
                NULL);
    expect_open_refused("is of an older deqi (journal version 1, this one's is 3)");
    assert_true(journal_init(address, &before, &version, &error));
    assert_int_equal(before, 1);
    struct journal *a = room(0, NULL);
    struct journal_session *held = store_start(a);
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    cluster_sql("DELETE FROM deqi.event", "23514");
    journal_session_destroy(&held);
    journal_close(&a);
}

/* what an older deqi noted for all logins of a machine holds until more is known */
static void an_older_word_for_all(void **state)
{
    (void)state;
    struct error error = {0};
    cluster_make_logins();
    struct journal *a = room(0, "room_a");
    journal_close(&a);
    snprintf(store_path, sizeof store_path, "%s/room-0.db", store_dir);
    store_sql("DELETE FROM known WHERE name LIKE 'may_append%';"
              "INSERT INTO known VALUES('may_append', 1)",
              0);
    cluster_sql("UPDATE deqi.about SET version = 99", NULL);
    a = room(0, "room_a");
    assert_non_null(strstr(cluster_reach(a).why, "written by a newer deqi"));
    struct journal_session *held = store_start(a);
    assert_int_equal(cluster_reach(a).here_only, 1);
    cluster_sql("UPDATE deqi.about SET version = 3", NULL);
    cluster_come_back(a);
    assert_int_equal(cluster_reach(a).here_only, 0);
    journal_close(&a);
    // one that may not at all is none
    store_sql("DELETE FROM known WHERE name LIKE 'may_append%'", 0);
    cluster_sql("UPDATE deqi.about SET version = 99", NULL);
    assert_null(room_as(0, "room_a", &error));
    cluster_sql("UPDATE deqi.about SET version = 3", NULL);
    journal_session_destroy(&held);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLUSTER_TEST(an_older_spool),
        CLUSTER_TEST(a_newer_one_is_refused),
        CLUSTER_TEST(an_older_one_is_brought_on),
        CLUSTER_TEST(the_first_one_is_brought_on),
        CLUSTER_TEST(an_older_word_for_all),
    };
    return CLUSTER_RUN(tests);
}
