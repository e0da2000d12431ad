/* a window on a journal that rooms share: what others do is seen at once, and what has
 * not arrived stays in sight until it has */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "bedside.h"
#include "cluster.h"
#include "fixture.h"
#include "modes/display.h"
#include "panels/reach_card.h"
#include "panels/shell.h"
#include "panels/watch_strip.h"
#include "place.h"
#include "system/clock.h"
#include "views/watch_rows.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static const enum app_mode MODES[] = {APP_TEACH, APP_CLINIC, APP_BOARD, APP_DISPLAY};

static char address[300];

static void open_window(struct drive *d, enum app_mode mode)
{
    *d = (struct drive){0};
    drive_start(d,
                (struct drive_params){
                    .mode = (int)mode, .width = 1280, .height = 800, .journal = address});
}

static struct journal *other_room(const struct drive *d, int number)
{
    struct error error = {0};
    struct journal_options o = cluster_room(d->folder, number, NULL);
    struct journal *j = journal_open(&o, NULL, 0, &error);
    if (!j)
        fail_msg("%s: %s", error.file, error.text);
    return j;
}

static struct session_time now_of(const struct drive *d)
{
    return desk_session_time(&d->app->desk.clock);
}

static struct journal_session *begin(struct journal *j, const struct drive *d,
                                     const char *label)
{
    struct session_plan *plan = fixture_plan();
    struct session_time at = now_of(d);
    struct journal_session *held = NULL;
    struct session_refusal refusal;
    struct error error = {0};
    plan->label = label;
    if (journal_start(j, plan, "{}", "{}", &at, &held, &refusal, &error) != JOURNAL_DONE)
        fail_msg("%s", error.text);
    session_plan_destroy(&plan);
    return held;
}

static void apply(struct journal *j, struct journal_session *held, const struct drive *d,
                  struct session_event event)
{
    struct session_refusal refusal;
    struct error error = {0};
    event.at = now_of(d);
    assert_int_equal(journal_apply(j, held, &event, &refusal, &error), JOURNAL_DONE);
}

/* turns of the window's own loop, asleep between them, until it is so; how long, or -1 */
static int64_t until(struct drive *d, bool (*is)(struct drive *d, void *user), void *user)
{
    enum { LONGEST_MS = 20000 };
    int64_t from = clock_monotonic_ms(), gone = 0;
    while (!is(d, user) && gone < LONGEST_MS) {
        app_step(d->app, -1);
        gone = clock_monotonic_ms() - from;
    }
    return is(d, user) ? gone : -1;
}

// ------------------------------------------------------------------------ seen at once

static bool has_events(struct drive *d, void *user)
{
    const struct watch *w = live_session_watch(d->app->desk.live);
    const struct journal_session *wanted = user;
    for (int i = 0; i < watch_count(w); i++) {
        const struct journal_session *held = watch_item(w, i)->held;
        if (watch_item(w, i)->id == wanted->id && held)
            return held->state.n_events == wanted->state.n_events;
    }
    return false;
}

struct shown {
    const struct journal_session *held;
    long frames;
};

/* in a frame that was drawn after it */
static bool is_shown(struct drive *d, void *user)
{
    const struct shown *s = user;
    return has_events(d, (void *)s->held) && (long)d->app->n_frames > s->frames;
}

static int by_size(const void *a, const void *b)
{
    return (*(const int64_t *)a > *(const int64_t *)b) -
           (*(const int64_t *)a < *(const int64_t *)b);
}

/* on the board, asleep in its own loop */
static void what_others_do_is_on_the_board(void **state)
{
    (void)state;
    enum { TIMES = 40 };
    struct drive d = {0};
    int64_t ms[TIMES];
    open_window(&d, APP_BOARD);
    struct journal *j = other_room(&d, 1);
    struct journal_session *held = begin(j, &d, "Bed 7");
    assert_true(until(&d, has_events, held) >= 0);
    drive_settle(&d);
    assert_true(drive_sees(&d, "Bed 7"));
    for (int i = 0; i < TIMES; i++) {
        // a needle goes in, or comes out
        apply(j, held, &d,
              (struct session_event){.kind = i % 2 ? SESSION_REMOVE : SESSION_INSERT,
                                     .code = "KI3",
                                     .side = "L"});
        struct shown shown = {held, (long)d.app->n_frames};
        ms[i] = until(&d, is_shown, &shown);
        assert_true(ms[i] >= 0);
        drive_settle(&d);
    }
    qsort(ms, TIMES, sizeof ms[0], by_size);
    print_message("on the board after %lld ms (median of %d), %lld at the longest\n",
                  (long long)ms[TIMES / 2], TIMES, (long long)ms[TIMES - 1]);
    journal_session_destroy(&held);
    journal_close(&j);
    drive_close(&d);
}

// ---------------------------------------------------------------- what has not arrived

static bool is_away(struct drive *d, void *user)
{
    (void)user;
    return !live_session_reach(d->app->desk.live)->reached;
}

static bool has_arrived(struct drive *d, void *user)
{
    (void)user;
    const struct journal_reach *r = live_session_reach(d->app->desk.live);
    return r->reached && !r->here_only;
}

static void is_marked(struct drive *d, int here_only)
{
    char mark[80] = "Journal out of reach";
    struct reach_words words;
    if (here_only)
        snprintf(mark, sizeof mark, "On this machine only: %d", here_only);
    reach_card_words(&d->app->desk, &words);
    assert_true(words.apart);
    assert_string_equal(words.mark, mark);
    drive_settle(d);
    // a patient reads a calm word instead, and no figure
    if (d->app->desk.mode == APP_DISPLAY)
        assert_true(d->app->desk.display->fit.noted);
    else
        assert_true(drive_sees(d, mark));
}

static void is_not_marked(struct drive *d)
{
    struct reach_words words;
    reach_card_words(&d->app->desk, &words);
    assert_string_equal(words.mark, "");
    drive_settle(d);
    assert_false(d->app->desk.mode == APP_DISPLAY && d->app->desk.display->fit.noted);
    assert_false(drive_sees(d, "On this machine only"));
    assert_false(drive_sees(d, "Journal out of reach"));
}

/* in each mode, with nothing pressed: that it went, what is here alone, that it came back
 */
static void what_has_not_arrived_stays_in_sight(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof MODES / sizeof *MODES; i++) {
        struct drive d = {0};
        struct bedside b;
        open_window(&d, MODES[i]);
        bedside_open(&b, &d);
        bedside_begin_as(&b, CASES "lumbar_marks.json", "Bed 2");
        drive_pass(&d, 1);
        assert_true(until(&d, has_arrived, NULL) >= 0);
        drive_settle(&d);
        is_not_marked(&d);
        cluster_signal(SIGSTOP);
        int64_t ms = until(&d, is_away, NULL);
        assert_true(ms >= 0);
        is_marked(&d, 0);
        // the same room goes on
        bedside_event(&b, "by", "AB", NULL);
        bedside_event(&b, "note", "calm", NULL);
        drive_pass(&d, 1);
        is_marked(&d, 2);
        if (MODES[i] != APP_DISPLAY) {
            struct watch_rows rows;
            watch_rows_make(&rows, live_session_watch(d.app->desk.live), d.clock,
                            d.app->desk.texts, d.app->desk.words);
            assert_string_equal(rows.row[0].here_only, "On this machine only: 2");
        }
        char picture[300];
        snprintf(picture, sizeof picture, "%s/room_away_%d.png", DEQI_BINARY_DIR, (int)i);
        drive_save(&d, picture);
        cluster_signal(SIGCONT);
        assert_true(until(&d, has_arrived, NULL) >= 0);
        drive_pass(&d, 1);
        is_not_marked(&d);
        print_message("mode %d: out of reach was seen after %lld ms\n", (int)MODES[i],
                      (long long)ms);
        bedside_close(&b);
        drive_close(&d);
        place_journal(d.folder, "", address, sizeof address);
    }
}

struct said {
    struct arena *arena;
    const struct texts *texts;
    int n;
    const char *event, *why;
};

static bool take_said(const struct journal_kept *kept, void *user)
{
    struct said *s = user;
    s->n++;
    s->event = reach_words_event(kept, s->arena);
    s->why = reach_words_why(kept, s->texts, s->arena);
    return true;
}

/* its connection was cut, too */
static void arrives(struct journal *j)
{
    struct journal_reach r = {.here_only = 1};
    struct error error = {0};
    for (int i = 0; i < 100 && (!r.reached || r.here_only); i++) {
        assert_true(journal_check(j, &error));
        journal_reach(j, &r);
        nanosleep(&(struct timespec){.tv_nsec = 100 * 1000000}, NULL);
    }
    assert_true(r.reached && !r.here_only);
}

struct note {
    const char *text;
    int n;
};

static bool take_note(const struct session_event *event,
                      const struct journal_event_mark *mark, void *user)
{
    struct note *note = user;
    (void)mark;
    note->n += event->kind == SESSION_NOTE && strcmp(event->text, note->text) == 0;
    return true;
}

static bool came_too_late(struct drive *d, void *user)
{
    (void)user;
    return live_session_reach(d->app->desk.live)->kept > 0;
}

/* two rooms drew the same needle without seeing each other: the first to arrive counts */
static void what_came_too_late_is_said_in_words(void **state)
{
    (void)state;
    static const char CUT[] =
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'";
    struct drive d = {0};
    struct bedside b;
    char way[64] = "/tmp/deqi-room-XXXXXX", link[80], socket[200];
    assert_non_null(mkdtemp(way));
    snprintf(link, sizeof link, "%s/way", way);
    cluster_socket(socket, sizeof socket);
    assert_int_equal(symlink(socket, link), 0);
    cluster_address(link, NULL, address, sizeof address);
    open_window(&d, APP_TEACH);
    bedside_open(&b, &d);
    bedside_begin_as(&b, CASES "lumbar_marks.json", "Bed 3");
    const struct session_point *p = &bedside_session(&b)->plan->points[0];
    char side[2] = {p->side, 0}, text[80];
    struct session_event out = {.kind = SESSION_REMOVE, .code = p->code, .side = side};
    bedside_event(&b, "insert", p->code, side, NULL);
    assert_true(until(&d, has_arrived, NULL) >= 0);
    struct error error = {0};
    struct journal *other = other_room(&d, 1);
    struct journal_session *held =
        journal_load(other, live_session_id(b.running), &error);
    assert_non_null(held);
    // the way to the server is cut, here alone
    assert_int_equal(unlink(link), 0);
    cluster_sql(CUT, NULL);
    assert_true(until(&d, is_away, NULL) >= 0);
    drive_pass(&d, 2);
    bedside_event(&b, "remove", p->code, side, NULL);
    apply(other, held, &d, out);
    arrives(other);
    assert_int_equal(symlink(socket, link), 0);
    assert_true(until(&d, came_too_late, NULL) >= 0);
    assert_true(until(&d, has_arrived, NULL) >= 0);
    drive_pass(&d, 1);
    drive_settle(&d);
    drive_save(&d, DEQI_BINARY_DIR "/room_late.png");
    drive_tap(&d, "Came too late: 1");
    drive_settle(&d);
    assert_int_equal(d.app->desk.shell->card, SHELL_REACH);
    for (int i = 0; i < 20; i++)
        app_step(d.app, 30);
    drive_save(&d, DEQI_BINARY_DIR "/room_kept.png");
    // what was recorded, and why it does not count
    struct said said = {.arena = d.app->desk.words, .texts = d.app->desk.texts};
    snprintf(text, sizeof text, "remove %s %s", p->code, side);
    assert_true(live_session_each_kept(d.app->desk.live, take_said, &said));
    assert_int_equal(said.n, 1);
    assert_string_equal(said.event, text);
    snprintf(text, sizeof text, "no needle is in at %s %s", p->code, side);
    assert_non_null(strstr(said.why, text));
    // somebody looked: with initials and what was found it is put away, and not before
    drive_tap(&d, "Seen to");
    drive_settle(&d);
    drive_tap(&d, "Put away");
    drive_settle(&d);
    assert_int_equal(live_session_reach(d.app->desk.live)->kept, 1);
    drive_tap(&d, "Your initials");
    drive_type(&d, "AB");
    drive_settle(&d);
    drive_tap(&d, "What was found or done");
    drive_type(&d, "looked, it is out");
    drive_settle(&d);
    drive_save(&d, DEQI_BINARY_DIR "/room_seen_form.png");
    drive_tap(&d, "Put away");
    drive_settle(&d);
    assert_int_equal(live_session_reach(d.app->desk.live)->kept, 0);
    assert_false(drive_sees(&d, "Seen to"));
    assert_false(drive_sees(&d, "Came too late"));
    drive_save(&d, DEQI_BINARY_DIR "/room_seen.png");
    said.n = 0;
    assert_true(live_session_each_kept(d.app->desk.live, take_said, &said));
    assert_int_equal(said.n, 0);
    // it went into the record of the session, for all to see
    snprintf(text, sizeof text, "remove %s %s: looked, it is out (AB)", p->code, side);
    struct note note = {.text = text};
    for (int i = 0; i < 100 && !note.n; i++) {
        drive_pass(&d, 1);
        assert_true(journal_check(other, &error));
        assert_true(journal_each_event(other, held->id, take_note, &note, &error));
        nanosleep(&(struct timespec){.tv_nsec = 50 * 1000000}, NULL);
    }
    assert_int_equal(note.n, 1);
    journal_session_destroy(&held);
    journal_close(&other);
    bedside_close(&b);
    drive_close(&d);
    unlink(link);
    rmdir(way);
}

static int make(void **state)
{
    (void)state;
    place_journal("/tmp", "", address, sizeof address);
    return 0;
}

#define TEST(NAME) cmocka_unit_test_setup(NAME, make)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_others_do_is_on_the_board),
        TEST(what_has_not_arrived_stays_in_sight),
        TEST(what_came_too_late_is_said_in_words),
    };
    return CLUSTER_RUN(tests);
}
