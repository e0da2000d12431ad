#include "store.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "base/file.h"
#include "place.h"

char store_dir[64], store_path[96];

int store_make(void **state)
{
    (void)state;
    strcpy(store_dir, "/tmp/deqi-journal-XXXXXX");
    assert_non_null(mkdtemp(store_dir));
    place_journal(store_dir, "sessions.db", store_path, sizeof store_path);
    return 0;
}

int store_drop(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", store_dir);
    return system(command);
}

struct journal *store_open(struct error *error)
{
    struct journal_options o = {.path = store_path, .busy_ms = 200};
    return journal_open(&o, NULL, 0, error);
}

struct journal *store_must_open(void)
{
    struct error error;
    struct journal *j = store_open(&error);
    if (!j)
        fail_msg("%s: %s", error.file, error.text);
    return j;
}

struct journal_session *store_start(struct journal *j)
{
    struct session_plan *plan = fixture_plan();
    plan->label = "Mrs Example";
    struct session_time at = fixture_at(0);
    struct journal_session *held;
    struct session_refusal refusal;
    struct error error;
    if (journal_start(j, plan, "{\"schema\": \"deqi/case-1\"}", "{}", &at, &held,
                      &refusal, &error) != JOURNAL_DONE)
        fail_msg("%s", error.text);
    session_plan_destroy(&plan);
    return held;
}

enum journal_result store_note(struct journal *j, struct journal_session *held,
                               const char *text, struct error *error)
{
    struct session_event e = {.kind = SESSION_NOTE, .at = fixture_at(0), .text = text};
    struct session_refusal refusal;
    return journal_apply(j, held, &e, &refusal, error);
}

void store_must(struct journal *j, struct journal_session *held, double seconds,
                struct session_event e)
{
    struct session_refusal refusal;
    struct error error;
    e.at = fixture_at(seconds);
    assert_int_equal(journal_apply(j, held, &e, &refusal, &error), JOURNAL_DONE);
}

void store_same_state(const struct journal_session *a, const struct journal_session *b)
{
    struct session copy;
    memcpy(&copy, &b->state, sizeof copy);
    copy.plan = a->state.plan;
    assert_memory_equal(&a->state, &copy, sizeof copy);
}

void store_sql(const char *text, int expected)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(store_path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, text, NULL, NULL, NULL), expected);
    sqlite3_close(db);
}

bool store_holds(const char *file, const char *what)
{
    char *data;
    size_t n;
    if (!file_read(file, 1 << 26, &data, &n, NULL))
        return false;
    bool found = memmem(data, n, what, strlen(what)) != NULL;
    free(data);
    return found;
}

void store_write_file(const char *text, size_t n)
{
    struct error error;
    assert_true(file_write(store_path, text, n, &error));
}

void store_fill(void)
{
    struct error error;
    char text[1000];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = 0;
    struct journal *j = store_must_open();
    struct journal_session *held = store_start(j);
    for (int i = 0; i < 60; i++)
        assert_int_equal(store_note(j, held, text, &error), JOURNAL_DONE);
    journal_session_destroy(&held);
    journal_close(&j);
}
