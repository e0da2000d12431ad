/* A day of four beds, two windows and a board on one journal, second by second: what one
 * window records the others know within that second, the count is the steel that the
 * nurses have in mind, and an alarm stands exactly as long as its cause does. */
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
    BEDS = 4,
    SCREENS = 3, /* two windows and the board, which only looks */
    WINDOWS = 2,
    DAY_S = 8 * 3600,
    RETENTION_S = 1800
};

static const struct {
    const char *code, *side;
    int needles;
} POINTS[] = {{"KI3", "L", 1}, {"KI3", "R", 1}, {"EX-LE10", "L", 4}};
enum { N_POINTS = 3 };

/* what the nurse has in mind, in seconds of the day; -1 = not so */
struct bed {
    int64_t id;
    int next_s; /* of the next thing that she does */
    enum { EMPTY, NEEDLING, RESTING, DRAWING, ENDING } does;
    int at; /* which point */
    bool lamp, asked_off;
    int began_s, moved_s, de_qi_s, check_s, drawn;
    int in_s[N_POINTS]; /* -1 = not in */
    int patients;
};

struct day {
    uint64_t random;
    struct journal *journal[SCREENS];
    struct watch *watch[SCREENS];
    struct bed bed[BEDS];
    int now, patients, alarms, calm;
};

static int dice(struct day *d, int from, int to)
{
    d->random ^= d->random >> 12;
    d->random ^= d->random << 25;
    d->random ^= d->random >> 27;
    uint32_t r = (uint32_t)((d->random * 2685821657736338717ULL) >> 33);
    return from + (int)(r % (uint32_t)(to - from + 1));
}

/* by whichever window is nearer */
static void happen(struct day *d, const struct bed *b, const char *line)
{
    char copy[200], joined[SESSION_NOTE_MAX];
    const char *words[8];
    int n = 0;
    struct session_refusal refusal;
    struct session_event e;
    struct error error = {0};
    struct journal *j = d->journal[dice(d, 0, WINDOWS - 1)];
    snprintf(copy, sizeof copy, "%s", line);
    for (char *save, *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save))
        words[n++] = w;
    assert_true(session_event_parse(&e, n, words, joined, &error));
    e.at = fixture_at(d->now);
    struct journal_session *held = journal_load(j, b->id, &error);
    assert_non_null(held);
    if (journal_apply(j, held, &e, &refusal, &error) != JOURNAL_DONE)
        fail_msg("%d s: %s: %s %s", d->now, line, refusal.what.id, error.text);
    journal_session_destroy(&held);
}

static void begin(struct day *d, struct bed *b)
{
    char label[48];
    struct session_plan *plan = fixture_plan();
    struct session_refusal refusal;
    struct error error;
    struct journal_session *held;
    struct session_time at = fixture_at(d->now);
    snprintf(label, sizeof label, "bed %d, no. %d", (int)(b - d->bed) + 1, ++b->patients);
    session_plan_set_label(plan, label);
    assert_int_equal(journal_start(d->journal[dice(d, 0, WINDOWS - 1)], plan, "{}", "{}",
                                   &at, &held, &refusal, &error),
                     JOURNAL_DONE);
    b->id = held->id;
    journal_session_destroy(&held);
    session_plan_destroy(&plan);
    b->does = NEEDLING;
    b->at = b->drawn = 0;
    b->lamp = b->asked_off = false;
    b->began_s = b->moved_s = d->now;
    for (int i = 0; i < N_POINTS; i++)
        b->in_s[i] = -1;
    b->next_s = d->now + dice(d, 5, 60);
    d->patients++;
}

static void point(struct day *d, struct bed *b, const char *what, int i)
{
    char line[64];
    snprintf(line, sizeof line, "%s %s %s", what, POINTS[i].code, POINTS[i].side);
    happen(d, b, line);
    b->moved_s = d->now;
}

static bool is_due(const struct day *d, const struct bed *b)
{
    return b->does == RESTING && d->now >= b->de_qi_s + RETENTION_S;
}

/* the lamp went off by itself when the time was up */
static void time_passes(const struct day *d, struct bed *b)
{
    if (b->lamp && is_due(d, b)) {
        b->lamp = false;
        b->asked_off = true;
    }
}

static void needle(struct day *d, struct bed *b)
{
    if (b->at < N_POINTS) {
        point(d, b, "insert", b->at);
        b->in_s[b->at++] = d->now;
        // now and then she is called away, for longer than may be
        b->next_s = d->now + (dice(d, 0, 9) ? dice(d, 5, 60) : dice(d, 250, 400));
        return;
    }
    happen(d, b, "de-qi");
    b->moved_s = b->de_qi_s = d->now;
    b->does = RESTING;
    if (dice(d, 0, 1)) {
        happen(d, b, "thermal-test pass sole L");
        happen(d, b, "lamp-on");
        b->lamp = true;
        b->check_s = d->now;
    }
    b->next_s = d->now + dice(d, 200, 420);
}

static void rest(struct day *d, struct bed *b)
{
    if (b->lamp) {
        happen(d, b, "skin-check");
        b->check_s = d->now;
        b->next_s = d->now + dice(d, 200, 420);
    } else if (b->asked_off && dice(d, 0, 2)) {
        happen(d, b, "lamp-off");
        b->asked_off = false;
        b->next_s = d->now + dice(d, 5, 60);
    } else if (is_due(d, b)) {
        point(d, b, "remove", b->drawn);
        b->in_s[b->drawn++] = -1;
        b->does = DRAWING;
        b->next_s = d->now + dice(d, 5, 110);
    } else {
        // sometimes nobody comes for half an hour
        int late = dice(d, 0, 5) ? dice(d, 0, 300) : dice(d, 1500, 2400);
        b->next_s = b->de_qi_s + RETENTION_S + late;
    }
}

static void draw(struct day *d, struct bed *b)
{
    if (b->drawn < N_POINTS) {
        point(d, b, "remove", b->drawn);
        b->in_s[b->drawn++] = -1;
        b->next_s = d->now + dice(d, 5, 110);
        return;
    }
    if (b->asked_off)
        happen(d, b, "lamp-off");
    b->asked_off = false;
    happen(d, b, "skip BL57 L enough");
    happen(d, b, "sharps 6");
    b->does = ENDING;
    b->next_s = d->now + dice(d, 5, 60);
}

static void go_on(struct day *d, struct bed *b)
{
    switch (b->does) {
    case EMPTY:
        begin(d, b);
        break;
    case NEEDLING:
        needle(d, b);
        break;
    case RESTING:
        rest(d, b);
        break;
    case DRAWING:
        draw(d, b);
        break;
    case ENDING:
        happen(d, b, "close");
        b->does = EMPTY;
        b->next_s = d->now + dice(d, 60, 600);
        break;
    }
}

static int steel(const struct bed *b)
{
    int n = 0;
    for (int i = 0; i < N_POINTS; i++)
        n += b->does != EMPTY && b->in_s[i] >= 0 ? POINTS[i].needles : 0;
    return n;
}

/* every reason there is for an alarm of that bed, from what the nurse knows */
static bool must_ring(const struct day *d, const struct bed *b)
{
    int in = steel(b), still = d->now - b->moved_s;
    bool long_in = false;
    for (int i = 0; i < N_POINTS; i++)
        long_in = long_in || (b->in_s[i] >= 0 && d->now - b->in_s[i] >= 2 * RETENTION_S);
    return (in && long_in) || is_due(d, b) || b->asked_off ||
           (b->does == DRAWING && in && still >= 75) ||
           (b->does == NEEDLING && in && still >= 300) ||
           (b->lamp && d->now - b->check_s >= 300);
}

static void look(struct day *d)
{
    struct session_time at = fixture_at(d->now);
    int all = 0, open = 0;
    for (int b = 0; b < BEDS; b++) {
        all += steel(&d->bed[b]);
        open += d->bed[b].does != EMPTY;
    }
    for (int k = 0; k < SCREENS; k++) {
        struct error error;
        assert_true(watch_read(d->watch[k], d->journal[k], &error));
        watch_look(d->watch[k], &at);
        assert_int_equal(watch_needles_in(d->watch[k]), all);
        assert_int_equal(watch_count(d->watch[k]), open);
        for (int i = 0; i < open; i++) {
            const struct watch_item *item = watch_item(d->watch[k], i);
            const struct bed *b = d->bed;
            while (b->does == EMPTY || b->id != item->id)
                b++;
            assert_int_equal(item->overlay.needles_in, steel(b));
            bool must = must_ring(d, b);
            if (must != (item->alarm != NULL))
                fail_msg("%d s, screen %d, %s: %s", d->now, k, item->who,
                         must ? "no alarm" : item->alarm->id);
            d->alarms += must;
            d->calm += !must;
        }
    }
}

static void a_day_of_four_beds(void **state)
{
    (void)state;
    char dir[] = "/tmp/deqi-day-XXXXXX", path[256], command[64];
    struct day d = {.random = 20261130};
    // each look of each screen is a question to a server: an hour and a half shows as
    // much
    int end_s = place_is_server() ? DAY_S / 8 : DAY_S;
    struct error error = {0};
    assert_non_null(mkdtemp(dir));
    place_journal(dir, "sessions.db", path, sizeof path);
    for (int k = 0; k < SCREENS; k++) {
        struct journal_options o = {.path = path};
        d.journal[k] = journal_open(&o, NULL, 0, &error);
        assert_non_null(d.journal[k]);
        d.watch[k] = watch_create();
    }
    for (int b = 0; b < BEDS; b++)
        d.bed[b].next_s = dice(&d, 10, 300);
    for (d.now = 1; d.now < end_s; d.now++) {
        for (int b = 0; b < BEDS; b++) {
            time_passes(&d, &d.bed[b]);
            if (d.now >= d.bed[b].next_s)
                go_on(&d, &d.bed[b]);
        }
        look(&d);
    }
    // a day in which nothing happened would show nothing
    assert_true(d.patients >= 20 * end_s / DAY_S && d.alarms > 1000 * end_s / DAY_S &&
                d.calm > 10000 * end_s / DAY_S);
    print_message("%d patients, %d looks at an alarm, %d at none\n", d.patients, d.alarms,
                  d.calm);
    for (int k = 0; k < SCREENS; k++) {
        watch_destroy(&d.watch[k]);
        journal_close(&d.journal[k]);
    }
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_day_of_four_beds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
