/* the journal of an earlier deqi, as that one wrote it: it opens, reads the same, and
 * goes on. Never change a file of fixtures/; add one for each version of the tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/file.h"
#include "session/report.h"

#define FIXTURES DEQI_SOURCE_DIR "/tests/session/fixtures/"

static char dir[64], path[96];
static const char *kept_name; /* "journal-1", "journal-3", ... */
static int n_sessions;        /* in it; the last is open */

static int copy_fixture(void **state)
{
    char *data;
    size_t size;
    struct error error;
    char fixture[200];
    kept_name = *state;
    snprintf(fixture, sizeof fixture, FIXTURES "%s.db", kept_name);
    strcpy(dir, "/tmp/deqi-old-XXXXXX");
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/journal.db", dir);
    assert_true(file_read(fixture, 1 << 24, &data, &size, &error));
    assert_true(file_write(path, data, size, &error));
    free(data);
    return 0;
}

static int drop_dir(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    return system(command);
}

static struct journal *open_to(bool reading)
{
    struct error error = {0};
    char aside[200];
    struct journal_options o = {.path = path, .reading = reading};
    struct journal *j = journal_open(&o, aside, sizeof aside, &error);
    if (!j)
        fail_msg("%s: %s", error.file, error.text);
    assert_string_equal(aside, "");
    return j;
}

/* whether what the earlier one said is said still; what is said beyond it is not asked */
static void expect_same(const char *where, const json_t *then, const json_t *now)
{
    const char *key;
    json_t *value;
    char deeper[300];
    if (json_is_object(then)) {
        json_object_foreach((json_t *)then, key, value)
        {
            // words may be put better
            bool words = strcmp(key, "why") == 0 || strcmp(key, "text") == 0 ||
                         strcmp(key, "next") == 0 || strcmp(key, "alerts") == 0;
            snprintf(deeper, sizeof deeper, "%s.%s", where, key);
            if (!words)
                expect_same(deeper, value, json_object_get(now, key));
        }
    } else if (json_is_array(then)) {
        assert_int_equal(json_array_size(then), json_array_size(now));
        for (size_t i = 0; i < json_array_size(then); i++)
            expect_same(where, json_array_get(then, i), json_array_get(now, i));
    } else if (!json_equal(then, now)) {
        char *a = json_dumps(then, JSON_ENCODE_ANY),
             *b = json_dumps(now, JSON_ENCODE_ANY);
        fail_msg("%s: was %s, is %s", where, a, b);
    }
}

/* every alert that the earlier one gave */
static void expect_alerts(const json_t *then, const json_t *now)
{
    for (size_t i = 0; i < json_array_size(then); i++) {
        bool there = false;
        for (size_t k = 0; k < json_array_size(now) && !there; k++)
            there = json_equal(json_object_get(json_array_get(then, i), "id"),
                               json_object_get(json_array_get(now, k), "id"));
        assert_true(there);
    }
}

static void compare(struct journal *j)
{
    struct error error;
    char file[200];
    snprintf(file, sizeof file, FIXTURES "%s.json", kept_name);
    json_t *kept = json_load_file(file, 0, NULL);
    assert_non_null(kept);
    struct session_time at = {.wall_ms = json_integer_value(json_object_get(kept, "now")),
                              .mono_ms = -1,
                              .entered = true};
    const json_t *sessions = json_object_get(kept, "sessions");
    n_sessions = (int)json_array_size(sessions);
    assert_true(n_sessions > 0);
    for (size_t i = 0; i < json_array_size(sessions); i++) {
        const json_t *then = json_array_get(sessions, i);
        struct journal_session *held = journal_load(j, (int64_t)i + 1, &error);
        if (!held)
            fail_msg("%s", error.text);
        struct report *report = calloc(1, sizeof *report);
        assert_true(report_make(report, held, &at, NULL, NULL));
        json_t *now = report_json(report);
        expect_same("session", then, now);
        expect_alerts(json_object_get(then, "alerts"), json_object_get(now, "alerts"));
        json_decref(now);
        free(report);
        journal_session_destroy(&held);
    }
    json_decref(kept);
}

static void it_reads_the_same(void **state)
{
    (void)state;
    char *before, *after;
    size_t n_before, n_after;
    struct error error;
    assert_true(file_read(path, 1 << 24, &before, &n_before, &error));
    struct journal *j = open_to(true);
    compare(j);
    journal_close(&j);
    // who only reads changes not a byte of it
    assert_true(file_read(path, 1 << 24, &after, &n_after, &error));
    assert_int_equal(n_before, n_after);
    assert_memory_equal(before, after, n_before);
    free(before);
    free(after);
}

static void it_goes_on(void **state)
{
    (void)state;
    struct error error;
    struct session_refusal refusal;
    struct journal *j = open_to(false);
    compare(j);
    struct journal_session *held = journal_load(j, n_sessions, &error);
    assert_non_null(held);
    int in = session_needles_in(&held->state);
    struct session_event unplanned = {.kind = SESSION_UNPLANNED,
                                      .at = held->state.clock.last,
                                      .code = "LR3",
                                      .side = "L",
                                      .text = "wrong side"};
    assert_int_equal(journal_apply(j, held, &unplanned, &refusal, &error), JOURNAL_DONE);
    assert_int_equal(session_needles_in(&held->state), in + 1);
    journal_session_destroy(&held);
    journal_close(&j);
    j = open_to(true);
    held = journal_load(j, n_sessions, &error);
    assert_non_null(held);
    assert_int_equal(session_needles_in(&held->state), in + 1);
    journal_session_destroy(&held);
    journal_close(&j);
}

#define TEST(NAME, FILE)                                                                 \
    {                                                                                    \
#NAME " " FILE, NAME, copy_fixture, drop_dir, FILE                               \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(it_reads_the_same, "journal-1"), TEST(it_goes_on, "journal-1"),
        TEST(it_reads_the_same, "journal-3"), TEST(it_goes_on, "journal-3"),
        TEST(it_reads_the_same, "journal-4"), TEST(it_goes_on, "journal-4")};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
