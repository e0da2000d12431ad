/* The session that a window shows is the journal's: begun, changed and read through it,
 * taken up again by the next program, and refused in words for people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "catalog/catalog.h"
#include "document/live_session.h"
#include "rules/engine.h"

static const char JOURNAL[] = DEQI_BINARY_DIR "/live_session.db";
static const int64_t T0 = 1767225600000; /* 2026-01-01 */

struct world {
    struct catalog *catalog;
    struct engine *engine;
    struct texts *texts;
    struct arena *arena;
    struct case_record record;
    struct plan plan;
    struct live_session *live;
};

static int load(void **state)
{
    struct world *w = xcalloc(1, sizeof *w);
    struct error error;
    if (!(w->catalog = catalog_load(DEQI_SOURCE_DIR, &error)) ||
        !(w->engine = engine_load(DEQI_SOURCE_DIR, w->catalog, &error)) ||
        !(w->texts = texts_load(DEQI_SOURCE_DIR, "en", &error)) ||
        !case_load(DEQI_SOURCE_DIR "/assets/cases/diabetic_soles.json", w->engine,
                   &w->record, &error))
        return -1;
    w->arena = arena_create();
    engine_plan(w->engine, &w->record, w->arena, &w->plan);
    *state = w;
    return 0;
}

static int unload(void **state)
{
    struct world *w = *state;
    arena_destroy(&w->arena);
    texts_destroy(&w->texts);
    engine_destroy(&w->engine);
    catalog_destroy(&w->catalog);
    free(w);
    return 0;
}

static int open_journal(void **state)
{
    struct world *w = *state;
    static const char *const ENDINGS[] = {"", "-wal", "-shm", "-lock", ".lock"};
    char path[sizeof JOURNAL + 8];
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        snprintf(path, sizeof path, "%s%s", JOURNAL, ENDINGS[i]);
        remove(path);
    }
    w->live = live_session_create(JOURNAL, NULL, NULL);
    return *live_session_why_not(w->live) ? -1 : 0;
}

static int close_journal(void **state)
{
    struct world *w = *state;
    live_session_destroy(&w->live);
    live_session_destroy(&w->live);
    return w->live ? -1 : 0;
}

static struct session_time at(int seconds)
{
    return (struct session_time){
        .wall_ms = T0 + (int64_t)seconds * 1000, .mono_ms = -1, .entered = true};
}

static void look(struct live_session *live, int seconds)
{
    struct session_time now = at(seconds);
    live_session_look(live, &now);
}

static void begin(struct world *w, int seconds)
{
    struct session_time now = at(seconds);
    struct error error;
    if (!live_session_begin(w->live, &w->record, &w->plan, NULL, &now, w->texts, &error))
        fail_msg("%s", error.text);
}

static bool happen(struct world *w, struct live_session *live, int seconds,
                   const struct session_event *event, struct error *error)
{
    struct session_time now = at(seconds);
    return live_session_event(live, event, &now, w->texts, error);
}

/* the first point of the position that comes first */
static struct session_event insert_first(const struct world *w)
{
    static const char *const NAMES[] = {"L", "R", "M"};
    const struct plan_point *p = &w->plan.points[0];
    const char *side = p->side == 'L' ? NAMES[0] : p->side == 'R' ? NAMES[1] : NAMES[2];
    return (struct session_event){.kind = SESSION_INSERT, .code = p->code, .side = side};
}

static void must_happen(struct world *w, struct live_session *live, int seconds,
                        struct session_event event)
{
    struct error error;
    if (!happen(w, live, seconds, &event, &error))
        fail_msg("%s", error.text);
}

/* all points of the first position, a second each */
static void insert_all(struct world *w)
{
    for (int i = 0; i < w->plan.n_points; i++) {
        const struct plan_point *p = &w->plan.points[i];
        char side[2] = {p->side, 0};
        if (p->position == w->plan.session.positions[0])
            must_happen(w, w->live, 1 + i,
                        (struct session_event){
                            .kind = SESSION_INSERT, .code = p->code, .side = side});
    }
}

static void nothing_is_shown_before_it_begins(void **state)
{
    struct world *w = *state;
    struct error error;
    struct session_event event = insert_first(w);
    look(w->live, 0);
    assert_null(live_session_overlay(w->live));
    assert_null(live_session_state(w->live));
    assert_null(live_session_overlay(NULL));
    assert_int_equal(live_session_id(w->live), 0);
    assert_int_equal(live_session_id(NULL), 0);
    assert_int_equal(live_session_take_news(w->live), 0);
    assert_string_equal(live_session_notes(w->live), "");
    assert_string_equal(live_session_set_aside(w->live), "");
    assert_false(live_session_take_up(w->live, LIVE_SESSION_LAST, NULL));
    assert_false(live_session_take_up(w->live, 99, NULL));
    assert_int_equal(watch_count(live_session_watch(w->live)), 0);
    assert_int_equal(live_session_take_sound(w->live), 0);
    assert_int_equal(live_session_of(w->live, "Bed 1"), 0);
    assert_false(happen(w, w->live, 0, &event, &error));
    assert_non_null(strstr(error.text, "no session"));
}

static void events_change_what_is_shown(void **state)
{
    struct world *w = *state;
    struct error error;
    begin(w, 0);
    assert_true(live_session_id(w->live) > 0);
    look(w->live, 0);
    assert_non_null(live_session_overlay(w->live));
    // with the first session there is also something to watch
    assert_int_equal(live_session_take_news(w->live),
                     LIVE_SESSION_CHANGED | LIVE_SESSION_AROUND);
    assert_int_equal(live_session_take_news(w->live), 0);
    struct session_event insert = insert_first(w);
    must_happen(w, w->live, 5, insert);
    look(w->live, 5);
    assert_true(live_session_take_news(w->live) & LIVE_SESSION_CHANGED);
    assert_int_equal(live_session_overlay(w->live)->needles_in, 1);
    assert_int_equal(session_needles_in(live_session_state(w->live)), 1);
    // a needle goes in once
    assert_false(happen(w, w->live, 6, &insert, &error));
    assert_non_null(strstr(error.text, insert.code));
    insert.code = "XX99";
    assert_false(happen(w, w->live, 7, &insert, &error));
    assert_true(error.text[0] != 0);
}

static void time_alone_brings_seconds_and_then_the_alarm(void **state)
{
    struct world *w = *state;
    begin(w, 0);
    insert_all(w);
    must_happen(w, w->live, 60, (struct session_event){.kind = SESSION_DE_QI});
    look(w->live, 60);
    live_session_take_news(w->live);
    look(w->live, 60);
    assert_int_equal(live_session_take_news(w->live), 0);
    look(w->live, 61);
    assert_int_equal(live_session_take_news(w->live),
                     LIVE_SESSION_SECOND | LIVE_SESSION_AROUND);
    assert_int_equal(live_session_take_sound(w->live), 0);
    look(w->live, 60 + w->plan.session.retention_min * 60 + 1);
    unsigned news = live_session_take_news(w->live);
    assert_true(news & LIVE_SESSION_ALARM);
    assert_true(news & LIVE_SESSION_CHANGED);
    assert_int_equal(live_session_overlay(w->live)->state, SESSION_DUE);
    // it sounds, comes again, and grows until somebody answers
    assert_int_equal(live_session_take_sound(w->live), 1);
    assert_int_equal(live_session_take_sound(w->live), 0);
    look(w->live, 60 + w->plan.session.retention_min * 60 + 21);
    assert_int_equal(live_session_take_sound(w->live), 1);
    look(w->live, 60 + w->plan.session.retention_min * 60 + 400);
    assert_int_equal(live_session_take_sound(w->live), 3);
}

static void notes_are_read_in_the_order_they_were_made(void **state)
{
    struct world *w = *state;
    begin(w, 0);
    look(w->live, 0);
    assert_string_equal(live_session_notes(w->live), "");
    must_happen(w, w->live, 1,
                (struct session_event){.kind = SESSION_NOTE, .text = "calm"});
    must_happen(w, w->live, 2,
                (struct session_event){.kind = SESSION_NOTE, .text = "warm feet"});
    look(w->live, 2);
    assert_string_equal(live_session_notes(w->live), "calm\nwarm feet");
    assert_string_equal(live_session_notes(w->live), "calm\nwarm feet");
}

static void another_program_takes_it_up_and_both_see_what_happens(void **state)
{
    struct world *w = *state;
    json_t *kept = NULL, *mine = case_json(&w->record);
    begin(w, 0);
    insert_all(w);
    look(w->live, 30);
    int in = live_session_overlay(w->live)->needles_in;
    assert_true(in > 1);
    int64_t id = live_session_id(w->live);
    struct live_session *other = live_session_create(JOURNAL, NULL, NULL);
    // whoever shows nothing watches it all the same
    look(other, 30);
    assert_null(live_session_overlay(other));
    assert_int_equal(watch_needles_in(live_session_watch(other)), in);
    assert_int_equal(watch_item(live_session_watch(other), 0)->id, id);
    assert_true(live_session_take_up(other, LIVE_SESSION_LAST, &kept));
    assert_int_equal(live_session_id(other), id);
    assert_true(json_equal(kept, mine));
    assert_false(live_session_take_up(other, id, NULL));
    must_happen(w, other, 34, (struct session_event){.kind = SESSION_DE_QI});
    look(w->live, 36);
    assert_int_equal(live_session_overlay(w->live)->state, SESSION_RETAINING);
    json_decref(kept);
    json_decref(mine);
    live_session_destroy(&other);
}

static void the_journal_is_listed_last_first_and_written_out(void **state)
{
    struct world *w = *state;
    static const char OUT[] = DEQI_BINARY_DIR "/live_session.json";
    struct live_session_entry entry[4];
    struct session_time now = at(50);
    struct error error;
    begin(w, 0);
    int64_t first = live_session_id(w->live);
    must_happen(w, w->live, 1,
                (struct session_event){.kind = SESSION_ABORT, .text = "phone"});
    look(w->live, 1);
    begin(w, 20);
    int64_t second = live_session_id(w->live);
    assert_int_equal(live_session_list(w->live, entry, 4), 2);
    assert_int_equal(entry[0].id, second);
    assert_false(entry[0].ended);
    assert_string_equal(entry[0].state, "");
    assert_int_equal(entry[1].id, first);
    assert_true(entry[1].ended);
    assert_string_equal(entry[1].state, "aborted");
    assert_int_equal(entry[1].started_ms, T0);
    // where there is room for one it is the last
    assert_int_equal(live_session_list(w->live, entry, 1), 1);
    assert_int_equal(entry[0].id, second);

    assert_true(live_session_export(w->live, first, &now, w->texts, OUT, &error));
    char *text;
    size_t size;
    assert_true(file_read(OUT, 1 << 20, &text, &size, &error));
    json_t *whole = json_loads(text, 0, NULL);
    assert_true(json_is_object(whole));
    assert_non_null(strstr(text, "phone"));
    json_decref(whole);
    free(text);
    assert_false(live_session_export(w->live, 99, &now, w->texts, OUT, &error));
    assert_false(live_session_export(w->live, first, &now, w->texts,
                                     DEQI_BINARY_DIR "/no/such/folder.json", &error));
    live_session_leave(w->live);
    assert_int_equal(live_session_id(w->live), 0);
    assert_null(live_session_overlay(w->live));
    assert_true(live_session_take_up(w->live, first, NULL));
}

static void a_blocked_plan_begins_nothing(void **state)
{
    struct world *w = *state;
    struct case_record *blocked = xcalloc(1, sizeof *blocked);
    struct session_time now = at(0);
    struct error error;
    struct plan plan;
    assert_true(case_load(DEQI_SOURCE_DIR "/assets/cases/red_flag_blocked.json",
                          w->engine, blocked, &error));
    engine_plan(w->engine, blocked, w->arena, &plan);
    assert_int_equal(plan.status, PLAN_BLOCKED);
    assert_false(
        live_session_begin(w->live, blocked, &plan, NULL, &now, w->texts, &error));
    assert_true(strlen(error.text) > 10);
    assert_int_equal(live_session_id(w->live), 0);
    free(blocked);
}

static void without_a_journal_nothing_begins_and_why_is_said(void **state)
{
    struct world *w = *state;
    static const char HERE[] = DEQI_BINARY_DIR "/live_session_file";
    struct live_session *none;
    struct live_session_entry entry[1];
    struct session_time now = at(0);
    struct error error;
    assert_true(file_write(HERE, "x", 1, &error));
    none =
        live_session_create(DEQI_BINARY_DIR "/live_session_file/journal.db", NULL, NULL);
    assert_true(*live_session_why_not(none) != 0);
    assert_false(
        live_session_begin(none, &w->record, &w->plan, NULL, &now, w->texts, &error));
    assert_string_equal(error.text, live_session_why_not(none));
    assert_int_equal(live_session_list(none, entry, 1), 0);
    look(none, 0);
    assert_int_equal(watch_count(live_session_watch(none)), 0);
    assert_false(live_session_take_up(none, LIVE_SESSION_LAST, NULL));
    assert_false(live_session_export(none, 1, &now, w->texts, HERE, &error));
    live_session_destroy(&none);
}

/* the user's own; one that was named by a path is left alone */
static void a_damaged_journal_is_set_aside_by_name(void **state)
{
    (void)state;
    struct error error;
    char rubbish[8192], path[4096];
    setenv("XDG_DATA_HOME", DEQI_BINARY_DIR "/live_session_home", 1);
    struct live_session *live = live_session_create(NULL, NULL, NULL);
    assert_string_equal(live_session_why_not(live), "");
    live_session_destroy(&live);
    assert_true(journal_default_path(path, sizeof path, &error));
    memset(rubbish, 'x', sizeof rubbish);
    assert_true(file_write(path, rubbish, sizeof rubbish, &error));
    live = live_session_create(NULL, NULL, NULL);
    assert_string_equal(live_session_why_not(live), "");
    assert_true(file_exists(live_session_set_aside(live)));
    assert_string_not_equal(live_session_set_aside(live), path);
    remove(live_session_set_aside(live));
    live_session_destroy(&live);
    remove(path);
}

#define WITH_JOURNAL(test)                                                               \
    cmocka_unit_test_setup_teardown(test, open_journal, close_journal)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_JOURNAL(nothing_is_shown_before_it_begins),
        WITH_JOURNAL(events_change_what_is_shown),
        WITH_JOURNAL(time_alone_brings_seconds_and_then_the_alarm),
        WITH_JOURNAL(notes_are_read_in_the_order_they_were_made),
        WITH_JOURNAL(another_program_takes_it_up_and_both_see_what_happens),
        WITH_JOURNAL(the_journal_is_listed_last_first_and_written_out),
        WITH_JOURNAL(a_blocked_plan_begins_nothing),
        WITH_JOURNAL(without_a_journal_nothing_begins_and_why_is_said),
        WITH_JOURNAL(a_damaged_journal_is_set_aside_by_name),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
