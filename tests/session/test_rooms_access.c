/* a journal that rooms share: who may do what, and by which way one gets there */
#include <setjmp.h>
#include <signal.h>
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

static struct journal *room_as(int number, const char *login, struct error *error)
{
    struct journal_options o = cluster_room(store_dir, number, login);
    return journal_open(&o, NULL, 0, error);
}

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
    store_must(a, held, 1, cluster_needle(SESSION_INSERT, "KI3", "L"));
    // a board sees it and changes nothing
    struct journal *b = room_as(1, "wall", &error);
    assert_non_null(b);
    struct journal_session *seen = cluster_load(b, held->id);
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
                                        ("INSERT INTO deqi.event(session, number) "
                                         "VALUES (1, 9)"),
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
    store_must(a, held, 3, cluster_needle(SESSION_REMOVE, "KI3", "L"));
    assert_int_equal(journal_purge(k, 0, &error), 1);
    assert_int_equal(cluster_count("SELECT count(*) FROM deqi.event"), 0);
    // and no room keeps a copy of it
    cluster_pause_ms(50);
    assert_null(journal_load(a, held->id, &error));
    assert_int_equal(cluster_reach(a).here_only, 0);
    journal_session_destroy(&held);
    journal_session_destroy(&seen);
    journal_close(&a);
    journal_close(&b);
    journal_close(&k);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLUSTER_TEST(each_role_its_own),
        CLUSTER_TEST(addresses),
        CLUSTER_TEST(certificates),
    };
    return CLUSTER_RUN(tests);
}
