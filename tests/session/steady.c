#include "steady.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixture.h"

/* one session after another, without end; each event's running number goes into the pipe
 * once it is acknowledged */
static const char *const LINES[] = {"insert KI3 L",
                                    "insert KI3 R",
                                    "thermal-test pass",
                                    "insert EX-LE10.1 L",
                                    "insert EX-LE10.2 L",
                                    "insert EX-LE10 L",
                                    "unplanned LR3 L wrong side",
                                    "by LW",
                                    "score before 7",
                                    "de-qi",
                                    "lamp-on",
                                    "fell-out KI3 R",
                                    "put-back KI3 R",
                                    "pause cough",
                                    "resume",
                                    "note all is well",
                                    "incident haematoma mild pressed",
                                    "stuck EX-LE10.4 L",
                                    "bent EX-LE10.2 L",
                                    "lamp-distance 40",
                                    "place KI3 L 0.09 0.44 -0.03",
                                    "course 10 7",
                                    "label bed 4, by the window",
                                    "remove KI3 L",
                                    "retract-out KI3 L",
                                    "remove KI3 L",
                                    "broken KI3 R",
                                    "broken-resolved KI3 R drawn",
                                    "remove LR3 L",
                                    "remove EX-LE10 L",
                                    "insert BL57 L",
                                    "de-qi BL57 L",
                                    "remove BL57 L",
                                    "sharps 7",
                                    "close"};
_Static_assert(sizeof LINES / sizeof *LINES == STEADY_LINES, "as many as are told");

static struct session_event event_of(int number, char *words, char *joined)
{
    const char *line = LINES[number];
    const char *argv[8];
    int n = 0;
    strcpy(words, line);
    for (char *save, *w = strtok_r(words, " ", &save); w; w = strtok_r(NULL, " ", &save))
        argv[n++] = w;
    struct session_event event;
    if (!session_event_parse(&event, n, argv, joined, NULL))
        _exit(2);
    event.at = fixture_at(number);
    return event;
}

enum journal_result steady_apply(struct journal *j, struct journal_session *held,
                                 int number, struct error *error)
{
    struct session_refusal refusal;
    char words[64], joined[SESSION_NOTE_MAX];
    struct session_event event = event_of(number, words, joined);
    return journal_apply(j, held, &event, &refusal, error);
}

static void complain(const char *what)
{
    fprintf(stderr, "%s\n", what);
    _exit(1);
}

void steady_write(const struct journal_options *options, int rest_us, int to)
{
    struct error error;
    struct session_refusal refusal;
    struct journal *j = journal_open(options, NULL, 0, &error);
    struct session_plan *plan = fixture_plan();
    struct session_time at = fixture_at(0);
    if (!j)
        complain(error.text);
    for (;;) {
        struct journal_session *held;
        if (journal_start(j, plan, "{}", "{}", &at, &held, &refusal, &error) !=
            JOURNAL_DONE)
            complain(error.text);
        struct steady_ack ack = {held->id, 0};
        for (int i = 0;; i++) {
            if (write(to, &ack, sizeof ack) != sizeof ack)
                complain("the pipe");
            if (i == STEADY_LINES)
                break;
            char words[64], joined[SESSION_NOTE_MAX];
            struct session_event event = event_of(i, words, joined);
            if (journal_apply(j, held, &event, &refusal, &error) != JOURNAL_DONE)
                complain(error.text);
            ack.events++;
            if (rest_us)
                nanosleep(&(struct timespec){.tv_nsec = rest_us * 1000L}, NULL);
        }
        journal_session_destroy(&held);
    }
}

static int64_t now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t steady_session(struct journal *j, void (*done)(int64_t us, void *user),
                       void *user)
{
    struct error error = {0};
    struct session_refusal refusal;
    struct session_plan *plan = fixture_plan();
    struct session_time at = fixture_at(0);
    struct journal_session *held;
    int64_t began = now_us();
    if (journal_start(j, plan, "{}", "{}", &at, &held, &refusal, &error) != JOURNAL_DONE)
        complain(error.text);
    done(now_us() - began, user);
    for (int i = 0; i < STEADY_LINES; i++) {
        char words[64], joined[SESSION_NOTE_MAX];
        struct session_event event = event_of(i, words, joined);
        began = now_us();
        if (journal_apply(j, held, &event, &refusal, &error) != JOURNAL_DONE)
            complain(error.text);
        done(now_us() - began, user);
    }
    int64_t id = held->id;
    journal_session_destroy(&held);
    session_plan_destroy(&plan);
    return id;
}

uint32_t steady_dice(uint64_t *random, uint32_t sides)
{
    *random ^= *random >> 12;
    *random ^= *random << 25;
    *random ^= *random >> 27;
    return (uint32_t)((*random * 2685821657736338717ULL) >> 33) % sides;
}

/* what a session must be after so many of its events, without any journal */
void steady_expect(const struct journal_session *held)
{
    struct session *s = calloc(1, sizeof *s);
    struct session_time at = fixture_at(0);
    assert_true(session_begin(s, held->plan, &at, NULL));
    for (int i = 0; i < held->state.n_events; i++) {
        char words[64], joined[SESSION_NOTE_MAX];
        struct session_event event = event_of(i, words, joined);
        assert_true(session_apply(s, &event, NULL));
    }
    assert_memory_equal(s, &held->state, sizeof *s);
    free(s);
}
