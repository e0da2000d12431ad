/* several sessions at once: a million random events with everything that can go wrong.
 * Steel is counted by the test for itself; an alarm stands exactly as long as its cause,
 * as the test sees it. And the watch over a journal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixture.h"
#include "place.h"
#include "session/watch.h"

enum {
    EVENTS = 1000000,
    SESSIONS = 3,
    STEEL = 64,
    LOG_MAX = 300,
    MIN = 60 * 1000,
    ALL = 30 * MIN
};

/* a piece of steel, by the test's own book */
struct steel {
    char code[16], side;
    int part;
    enum { GONE, IN, OUT, BROKEN } where;
    bool fell, resolved;
    int64_t in_at, earlier, out_at;
};

struct book {
    struct session s;
    struct session_event log[LOG_MAX];
    int n_log;
    struct session_time started;
    struct steel steel[STEEL];
    int n_steel;
    int placed;
    int64_t moved, paused_at, check_from, off_at;
    bool asks_off;
};

struct walk {
    uint64_t random;
    struct session_plan *plan;
    struct book book[SESSIONS];
    struct session_time now;
    long accepted[SESSION_EVENT_KINDS], alarms, checked;
};

static uint32_t dice(struct walk *w, uint32_t sides)
{
    w->random ^= w->random >> 12;
    w->random ^= w->random << 25;
    w->random ^= w->random >> 27;
    return (uint32_t)((w->random * 2685821657736338717ULL) >> 33) % sides;
}

// ---------------------------------------------------------------------- the book

static bool names(const struct session_event *e, const struct steel *n)
{
    char part[32];
    snprintf(part, sizeof part, "%s.%d", n->code, n->part + 1);
    return n->side == e->side[0] &&
           (strcmp(n->code, e->code) == 0 || strcmp(part, e->code) == 0);
}

static void add_steel(struct book *b, const char *code, char side, int part)
{
    struct steel *n = &b->steel[b->n_steel++];
    memset(n, 0, sizeof *n);
    snprintf(n->code, sizeof n->code, "%s", code);
    n->side = side;
    n->part = part;
}

static void write_book(struct book *b, const struct session_event *e, int64_t now)
{
    bool any_in = false;
    for (int i = 0; e->code && i < b->n_steel; i++)
        any_in = any_in || (names(e, &b->steel[i]) && b->steel[i].where == IN);
    if (e->kind == SESSION_UNPLANNED) {
        add_steel(b, e->code, e->side[0], -1);
        b->steel[b->n_steel - 1].where = IN;
        b->steel[b->n_steel - 1].in_at = now;
        b->placed++;
    }
    for (int i = 0; e->code && i < b->n_steel && e->kind != SESSION_UNPLANNED; i++) {
        struct steel *n = &b->steel[i];
        if (!names(e, n))
            continue;
        switch (e->kind) {
        case SESSION_INSERT:
            if (n->where == GONE || n->where == OUT) {
                n->where = IN;
                n->fell = n->resolved = false;
                n->earlier = 0;
                n->in_at = now;
                b->placed++;
            }
            break;
        case SESSION_REMOVE:
        case SESSION_FELL_OUT:
            if (n->where == IN) {
                n->where = OUT;
                n->out_at = now;
                n->fell = e->kind == SESSION_FELL_OUT;
            }
            break;
        case SESSION_PUT_BACK:
            if (n->where == OUT && n->fell) {
                n->where = IN;
                n->earlier += n->out_at - n->in_at;
                n->in_at = now;
                n->fell = false;
            }
            break;
        case SESSION_RETRACT_OUT:
            if (n->where == OUT) {
                n->where = IN;
                n->fell = false;
            }
            break;
        case SESSION_BROKEN:
            if (n->where == (any_in ? IN : OUT)) {
                n->where = BROKEN;
                n->resolved = n->fell = false;
            }
            break;
        case SESSION_BROKEN_RESOLVED:
            n->resolved = n->resolved || n->where == BROKEN;
            break;
        case SESSION_SKIP:
            n->fell = false;
            break;
        default:
            break;
        }
    }
}

static int count(const struct book *b, int where)
{
    int n = 0;
    for (int i = 0; i < b->n_steel; i++)
        n += (int)b->steel[i].where == where;
    return n;
}

// --------------------------------------------------------------------- the events

static struct session_event roll(struct walk *w, const struct book *b)
{
    static const char *const EXTRAS[] = {"LR3", "ST36", "BL57", "SP6"};
    // the likelier events stand more often; `retract` is walked elsewhere
    static const unsigned char KINDS[] = {
        SESSION_INSERT,      SESSION_INSERT,       SESSION_INSERT,
        SESSION_INSERT,      SESSION_INSERT,       SESSION_INSERT,
        SESSION_DE_QI,       SESSION_DE_QI,        SESSION_DE_QI,
        SESSION_NO_DE_QI,    SESSION_REMOVE,       SESSION_REMOVE,
        SESSION_REMOVE,      SESSION_LAMP_ON,      SESSION_LAMP_ON,
        SESSION_LAMP_OFF,    SESSION_SKIP,         SESSION_PAUSE,
        SESSION_RESUME,      SESSION_THERMAL_TEST, SESSION_CLOSE,
        SESSION_CLOSE,       SESSION_NOTE,         SESSION_SKIN_CHECK,
        SESSION_FELL_OUT,    SESSION_PUT_BACK,     SESSION_STUCK,
        SESSION_RETRACT_OUT, SESSION_PUT_BACK,     SESSION_RETRACT_DE_QI,
        SESSION_BY,          SESSION_SHARPS,       SESSION_SCORE,
        SESSION_ANSWER,      SESSION_PASS_OVER,    SESSION_SKIN_CHECK,
        SESSION_BENT,        SESSION_LABEL,        SESSION_LAMP_DISTANCE,
        SESSION_PLACE,       SESSION_COURSE,
    };
    struct session_event e = {.kind = KINDS[dice(w, sizeof KINDS)], .at = w->now};
    uint32_t rare = dice(w, 400);
    e.kind = rare < 3    ? SESSION_ABORT
             : rare < 7  ? SESSION_UNPLANNED
             : rare < 10 ? SESSION_BROKEN
             : rare < 20 ? SESSION_BROKEN_RESOLVED
             : rare < 24 ? SESSION_INCIDENT
                         : e.kind;
    static const struct {
        const char *code, *side;
    } POINTS[] = {{"KI3", "L"},       {"KI3", "R"},       {"EX-LE10", "L"},
                  {"BL57", "L"},      {"EX-LE10.1", "L"}, {"EX-LE10.3", "L"},
                  {"EX-LE10.4", "L"}, {"KI3", "L"},       {"BL57", "L"}};
    uint32_t p = dice(w, 9);
    e.code = POINTS[p].code;
    e.side = POINTS[p].side;
    // also what is in and in no plan
    if (dice(w, 3) == 0 && b->n_steel > 7) {
        const struct steel *n = &b->steel[7 + dice(w, (uint32_t)b->n_steel - 7)];
        e.code = n->code;
        e.side = n->side == 'L' ? "L" : "R";
    }
    if (e.kind == SESSION_UNPLANNED) {
        e.code = EXTRAS[dice(w, 4)];
        e.side = dice(w, 2) ? "L" : "R";
    }
    e.text = e.kind == SESSION_PLACE && dice(w, 3)    ? "0.1 0.4 -0.02"
             : e.kind == SESSION_COURSE && dice(w, 3) ? "10 7"
                                                      : "because";
    e.question = "pregnancy";
    e.passed = dice(w, 4) != 0;
    e.incident = (enum session_incident_kind)dice(w, SESSION_INCIDENT_KINDS);
    e.number = (int)dice(w, 11);
    if (e.kind == SESSION_DE_QI && dice(w, 2))
        e.code = e.side = NULL;
    if (e.kind == SESSION_THERMAL_TEST) {
        e.region = "sole";
        e.side = dice(w, 2) ? "L" : "R";
    }
    return e;
}

// ---------------------------------------------------------------------- the alarms

static bool rings(const struct overlay *o, enum overlay_alert_kind kind)
{
    const struct overlay_alert *a = overlay_find(o, kind);
    return a && a->level == OVERLAY_ALARM;
}

/* each cause as the book has it, against each alarm */
static void check_alarms(struct walk *w, struct book *b, const struct session_time *at)
{
    struct overlay o;
    assert_true(overlay_make(&o, &b->s, at, NULL, NULL));
    int64_t now = at->wall_ms;
    int in = count(b, IN), broken = 0;
    int64_t longest = 0;
    for (int i = 0; i < b->n_steel; i++) {
        const struct steel *n = &b->steel[i];
        broken += n->where == BROKEN && !n->resolved;
        int64_t body = n->where == IN ? n->earlier + now - n->in_at : 0;
        longest = body > longest ? body : longest;
    }
    bool open = session_is_open(&b->s);
    assert_int_equal(o.needles_in, in);
    assert_int_equal(rings(&o, OVERLAY_BODY_LONG), longest >= 2 * ALL);
    assert_int_equal(rings(&o, OVERLAY_BROKEN), open && broken > 0);
    assert_int_equal(rings(&o, OVERLAY_ABORTING), open && b->s.aborting && in > 0);
    bool still = o.state == SESSION_INSERTING || o.state == SESSION_PREPARED;
    assert_int_equal(rings(&o, OVERLAY_NOT_RUNNING),
                     in > 0 && still && now - b->moved >= 5 * MIN);
    assert_int_equal(rings(&o, OVERLAY_PAUSED),
                     o.paused && in > 0 && now - b->paused_at >= 5 * MIN);
    bool late = o.lamp.on && now - b->check_from >= 5 * MIN;
    assert_int_equal(
        rings(&o, OVERLAY_SKIN_CHECK) || rings(&o, OVERLAY_SKIN_CHECK_OVERDUE), late);
    assert_int_equal(rings(&o, OVERLAY_LAMP_UNWATCHED),
                     o.lamp.on && now - b->check_from >= 10 * MIN);
    // whatever is in when the time is up: somebody is told, unless its own time runs
    bool rests = overlay_find(&o, OVERLAY_OWN_TIME) != NULL;
    if (o.state == SESSION_DUE && !rests)
        assert_true(rings(&o, OVERLAY_DUE) || rings(&o, OVERLAY_OWN_DUE));
    if (o.state == SESSION_REMOVING && in > 0 && !rests && now - b->moved >= 75000)
        assert_true(rings(&o, OVERLAY_NEEDLES_IN) || rings(&o, OVERLAY_ABORTING));
    if (!open)
        assert_true(o.n_alerts == 0 || o.alerts[0].level != OVERLAY_ALARM);
    for (int i = 0; i < o.n_alerts; i++) {
        w->alarms += o.alerts[i].level == OVERLAY_ALARM;
        assert_true(o.alerts[i].since_ms <= now);
        assert_true(i == 0 || o.alerts[i].level <= o.alerts[i - 1].level);
    }
    w->checked++;
}

static void note_lamp(struct book *b, const struct session_event *e, int64_t now,
                      bool was_on)
{
    if (e->kind == SESSION_LAMP_ON && !was_on)
        b->check_from = now - b->s.lamp.unchecked_ms;
    if (e->kind == SESSION_SKIN_CHECK)
        b->check_from = now;
    if (e->kind == SESSION_PAUSE)
        b->paused_at = now;
}

static void begin(struct walk *w, struct book *b)
{
    b->n_log = b->n_steel = b->placed = 0;
    b->started = w->now;
    b->moved = w->now.wall_ms;
    assert_true(session_begin(&b->s, w->plan, &w->now, NULL));
    add_steel(b, "KI3", 'L', -1);
    add_steel(b, "KI3", 'R', -1);
    for (int part = 0; part < 4; part++)
        add_steel(b, "EX-LE10", 'L', part);
    add_steel(b, "BL57", 'L', -1);
}

static void replay(const struct walk *w, const struct book *b)
{
    struct session *again = malloc(sizeof *again);
    assert_true(session_begin(again, w->plan, &b->started, NULL));
    for (int i = 0; i < b->n_log; i++)
        assert_true(session_apply(again, &b->log[i], NULL));
    assert_memory_equal(again, &b->s, sizeof *again);
    free(again);
}

/* a code that stands twice, in the plan and beside it, is told apart in test_told */
static bool stands_twice(const struct book *b, const struct session_event *e)
{
    int n = 0;
    for (int i = 0; e->code && i < b->n_steel; i++)
        n += b->steel[i].part <= 0 && names(e, &b->steel[i]);
    return n > 1 || (e->kind == SESSION_UNPLANNED && n > 0) || b->n_steel == STEEL;
}

static void one_event(struct walk *w, struct book *b)
{
    struct session_event e = roll(w, b);
    struct session_refusal refusal = {0};
    if (stands_twice(b, &e))
        return;
    bool was_on = b->s.lamp.on;
    if (session_apply(&b->s, &e, &refusal)) {
        int64_t now = w->now.wall_ms;
        b->log[b->n_log] = e;
        // the code of what is in no plan is the book's own, and the book is written anew
        b->n_log++;
        w->accepted[e.kind]++;
        write_book(b, &e, now);
        note_lamp(b, &e, now, was_on && b->s.lamp.on);
        b->moved = FIXTURE_T0 + b->s.moved_ms + (b->started.wall_ms - FIXTURE_T0);
    } else {
        assert_non_null(refusal.what.id);
    }
    assert_int_equal(session_needles_in(&b->s), count(b, IN));
    assert_int_equal(b->s.broken, count(b, BROKEN));
    assert_int_equal(b->s.placed, b->placed);
    assert_int_equal(b->s.placed, session_needles_in(&b->s) + b->s.out + b->s.broken);
}

static void a_million_events_over_several_sessions(void **state)
{
    (void)state;
    static const int STEPS[] = {0, 0, 1000, 5000, 20000, 75000, 180000, 300000, 900000};
    struct walk *w = calloc(1, sizeof *w);
    w->random = 20261130;
    w->plan = fixture_plan();
    w->now = fixture_at(0);
    int ended[SESSION_STATES] = {0};
    for (int i = 0; i < SESSIONS; i++)
        begin(w, &w->book[i]);
    for (int n = 0; n < EVENTS; n++) {
        struct book *b = &w->book[dice(w, SESSIONS)];
        one_event(w, b);
        if (dice(w, 3) == 0) {
            w->now.wall_ms += STEPS[dice(w, 9)];
            // at once, and a second later
            struct session_time later = w->now;
            check_alarms(w, b, &w->now);
            later.wall_ms += 1000;
            check_alarms(w, b, &later);
        }
        if (b->n_log == LOG_MAX || !session_is_open(&b->s)) {
            replay(w, b);
            ended[b->s.state]++;
            begin(w, b);
        }
    }
    for (int k = 0; k < SESSION_EVENT_KINDS; k++)
        if (k != SESSION_RETRACT && k != SESSION_OVERRIDE && !w->accepted[k])
            fail_msg("never: %s", session_event_name((enum session_event_kind)k));
    print_message("%ld alarms in %ld looks; closed %d, aborted %d\n", w->alarms,
                  w->checked, ended[SESSION_CLOSED], ended[SESSION_ABORTED]);
    assert_true(ended[SESSION_CLOSED] > 100 && ended[SESSION_ABORTED] > 100);
    session_plan_destroy(&w->plan);
    free(w);
}

// ------------------------------------------------------------------- over a journal

static char dir[64], path[96];

static int make_dir(void **state)
{
    (void)state;
    strcpy(dir, "/tmp/deqi-watch-XXXXXX");
    assert_non_null(mkdtemp(dir));
    place_journal(dir, "sessions.db", path, sizeof path);
    return 0;
}

static int drop_dir(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    return system(command);
}

static struct journal *open_it(void)
{
    struct error error;
    struct journal_options o = {.path = path};
    struct journal *j = journal_open(&o, NULL, 0, &error);
    assert_non_null(j);
    return j;
}

static int64_t start(struct journal *j, const char *label)
{
    struct session_plan *plan = fixture_plan();
    struct session_refusal refusal;
    struct error error;
    struct journal_session *held;
    struct session_time at = fixture_at(0);
    session_plan_set_label(plan, label);
    assert_int_equal(journal_start(j, plan, "{}", "{}", &at, &held, &refusal, &error),
                     JOURNAL_DONE);
    int64_t id = held->id;
    journal_session_destroy(&held);
    session_plan_destroy(&plan);
    return id;
}

static void happen(struct journal *j, int64_t id, double seconds, const char *line)
{
    char copy[200], joined[SESSION_NOTE_MAX];
    const char *words[8];
    int n = 0;
    struct session_refusal refusal;
    struct session_event e;
    struct error error;
    snprintf(copy, sizeof copy, "%s", line);
    for (char *save, *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save))
        words[n++] = w;
    assert_true(session_event_parse(&e, n, words, joined, &error));
    e.at = fixture_at(seconds);
    struct journal_session *held = journal_load(j, id, &error);
    if (journal_apply(j, held, &e, &refusal, &error) != JOURNAL_DONE)
        fail_msg("%s: %s %s", line, refusal.what.id, error.text);
    journal_session_destroy(&held);
}

static const struct watch_item *first(struct watch *w, struct journal *j, double seconds)
{
    struct error error;
    struct session_time at = fixture_at(seconds);
    assert_true(watch_read(w, j, &error));
    watch_look(w, &at);
    return watch_count(w) ? watch_item(w, 0) : NULL;
}

/* the patient that nobody looks at is the first in the list, and is heard */
static void the_other_patient(void **state)
{
    (void)state;
    struct journal *j = open_it(), *theirs = open_it();
    struct watch *w = watch_create();
    assert_null(first(w, j, 0));
    int64_t one = start(j, "Bed 1"), two = start(theirs, "Bed 2");
    happen(j, one, 1, "insert KI3 L");
    happen(j, one, 1, "skip KI3 R no");
    happen(j, one, 1, "skip EX-LE10 L no");
    happen(j, one, 2, "de-qi");
    happen(j, one, 3, "lamp-on");
    happen(theirs, two, 14, "insert KI3 R");
    assert_string_equal(first(w, j, 15)->who, "Bed 1");
    assert_int_equal(first(w, j, 15)->next_ms, 288 * 1000);
    assert_int_equal(watch_needles_in(w), 2);
    assert_int_equal(watch_sounds(w, 0, fixture_at(15).wall_ms), 0);
    // the skin check of the one, while everybody is with the other
    const struct watch_item *item = first(w, j, 304);
    assert_string_equal(item->who, "Bed 1");
    assert_int_equal(item->alarm->kind, OVERLAY_SKIN_CHECK_OVERDUE);
    // it sounds at once, comes again, and grows
    int64_t began = item->alarm->since_ms;
    assert_int_equal(watch_sounds(w, began - 1, began + 1000), 1);
    assert_int_equal(watch_sounds(w, began, began + 1000), 0);
    first(w, j, 330);
    assert_int_equal(watch_sounds(w, began + 19000, began + 20500), 1);
    first(w, j, 303 + 5 * 60);
    assert_int_equal(watch_sounds(w, began + 5 * MIN - 1, began + 5 * MIN), 3);
    // never silent for longer than its step, for hours
    first(w, j, 1700);
    for (int64_t t = began; t < began + 1390 * 1000; t += 1000) {
        int heard = 0;
        for (int64_t k = 0; k < 20; k++)
            heard += watch_sounds(w, t + k * 1000 - 1000, t + k * 1000) > 0;
        assert_true(heard > 0);
    }
    // answered: silence, and the other one comes first
    happen(theirs, one, 1701, "skin-check");
    item = first(w, j, 1702);
    assert_string_equal(item->who, "Bed 2");
    assert_int_equal(item->alarm->kind, OVERLAY_NOT_RUNNING);
    happen(j, two, 1703, "remove KI3 R");
    happen(j, two, 1704, "abort left");
    assert_string_equal(first(w, j, 1705)->who, "Bed 1");
    assert_int_equal(watch_count(w), 1);
    watch_destroy(&w);
    journal_close(&theirs);
    journal_close(&j);
}

/* of several alarms of one patient the one rings that has waited longest */
static void the_oldest_alarm_rings(void **state)
{
    (void)state;
    struct journal *j = open_it();
    struct watch *w = watch_create();
    int64_t one = start(j, "Bed 1");
    happen(j, one, 1, "insert KI3 L");
    happen(j, one, 1, "insert KI3 R");
    happen(j, one, 60, "broken KI3 R");
    const struct watch_item *item = first(w, j, 3600);
    const struct overlay *o = &item->overlay;
    int64_t oldest = INT64_MAX, newest = 0;
    for (int i = 0; i < o->n_alerts; i++) {
        if (o->alerts[i].level != OVERLAY_ALARM)
            continue;
        oldest = o->alerts[i].since_ms < oldest ? o->alerts[i].since_ms : oldest;
        newest = o->alerts[i].since_ms > newest ? o->alerts[i].since_ms : newest;
    }
    assert_true(oldest < newest); // or this tests nothing
    assert_int_equal(item->alarm->since_ms, oldest);
    watch_destroy(&w);
    journal_close(&j);
}

/* practice never comes before a person; a session that cannot be read is not hidden */
static void who_comes_first(void **state)
{
    (void)state;
    struct journal *j = open_it();
    struct watch *w = watch_create();
    struct session_plan *plan = fixture_plan();
    struct session_refusal refusal;
    struct error error;
    struct journal_session *held;
    struct session_time at = fixture_at(0);
    plan->practice = true;
    plan->speed = 30;
    assert_int_equal(journal_start(j, plan, "{}", "{}", &at, &held, &refusal, &error),
                     JOURNAL_DONE);
    happen(j, held->id, 1, "insert KI3 L");
    int64_t real = start(j, "Bed 9");
    const struct watch_item *item = first(w, j, 600);
    assert_int_equal(item->id, real);
    assert_non_null(watch_item(w, 1)->alarm);
    journal_session_destroy(&held);
    // reading needs the journal: gone, it is said, and what was seen stays
    if (!place_is_server()) {
        unlink(path);
        assert_false(watch_read(w, j, &error));
    }
    assert_int_equal(watch_count(w), 2);
    watch_destroy(&w);
    journal_close(&j);
    session_plan_destroy(&plan);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, make_dir, drop_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_other_patient),
        TEST(the_oldest_alarm_rings),
        TEST(who_comes_first),
        // without a journal
        cmocka_unit_test(a_million_events_over_several_sessions),
    };
    size_t n = sizeof tests / sizeof *tests - place_is_server();
    return _cmocka_run_group_tests("watch", tests, n, NULL, NULL);
}
