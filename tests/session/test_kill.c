/* a thousand kills at random instants: nothing that was acknowledged is lost */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "fixture.h"
#include "session/journal.h"

enum { KILLS = 1000, KILLS_A_JOURNAL = 50, LONGEST_US = 8000, MOST_FIRST = 12 };

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
enum { N_LINES = sizeof LINES / sizeof *LINES };

struct acknowledged {
    int64_t id;
    int events;
};

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

static void complain(const char *what)
{
    fprintf(stderr, "%s\n", what);
    _exit(1);
}

static void write_for_ever(const char *path, int to)
{
    struct error error;
    struct session_refusal refusal;
    struct journal_options o = {.path = path};
    struct journal *j = journal_open(&o, NULL, 0, &error);
    struct session_plan *plan = fixture_plan();
    struct session_time at = fixture_at(0);
    if (!j)
        complain(error.text);
    for (;;) {
        struct journal_session *held;
        if (journal_start(j, plan, "{}", "{}", &at, &held, &refusal, &error) !=
            JOURNAL_DONE)
            complain(error.text);
        struct acknowledged ack = {held->id, 0};
        for (int i = 0;; i++) {
            if (write(to, &ack, sizeof ack) != sizeof ack)
                complain("the pipe");
            if (i == N_LINES)
                break;
            char words[64], joined[SESSION_NOTE_MAX];
            struct session_event event = event_of(i, words, joined);
            if (journal_apply(j, held, &event, &refusal, &error) != JOURNAL_DONE)
                complain(error.text);
            ack.events++;
        }
        journal_session_destroy(&held);
    }
}

static uint32_t dice(uint64_t *random, uint32_t sides)
{
    *random ^= *random >> 12;
    *random ^= *random << 25;
    *random ^= *random >> 27;
    return (uint32_t)((*random * 2685821657736338717ULL) >> 33) % sides;
}

/* what a session must be after so many of its events, without any journal */
static void expect(const struct journal_session *held)
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

struct earlier {
    struct journal *journal;
    const struct acknowledged *ack;
    int whole;
};

/* each session before the last was acknowledged to its end, and is marked so */
static bool check_earlier(const struct journal_entry *entry, void *user)
{
    struct earlier *e = user;
    struct error error;
    struct journal_session *held = journal_load(e->journal, entry->id, &error);
    if (!held)
        fail_msg("%s", error.text);
    expect(held);
    bool over = held->state.n_events == N_LINES;
    assert_int_equal(over, entry->ended && strcmp(entry->ended, "closed") == 0);
    e->whole += over;
    journal_session_destroy(&held);
    return true;
}

/* what the journal has must be what was acknowledged, or one event more */
static void check(const char *path, const struct acknowledged *ack)
{
    struct error error;
    char aside[200];
    struct journal_options o = {.path = path};
    struct journal *j = journal_open(&o, aside, sizeof aside, &error);
    if (!j)
        fail_msg("%s", error.text);
    assert_string_equal(aside, "");
    struct earlier earlier = {j, ack, 0};
    assert_true(journal_each(j, check_earlier, &earlier, &error));
    if (ack->id) {
        struct journal_session *held = journal_load(j, ack->id, &error);
        if (!held)
            fail_msg("%s", error.text);
        assert_in_range(held->state.n_events, ack->events, ack->events + 1);
        journal_session_destroy(&held);
    }
    journal_close(&j);
}

/* after so many events, and a moment */
static int one_kill(const char *path, int first, uint32_t microseconds)
{
    int fd[2], status;
    assert_int_equal(pipe(fd), 0);
    pid_t child = fork();
    if (child == 0) {
        close(fd[0]);
        write_for_ever(path, fd[1]);
    }
    close(fd[1]);
    struct acknowledged ack = {0}, next;
    int n = 0;
    for (; n < first && read(fd[0], &next, sizeof next) == sizeof next; n++)
        ack = next;
    nanosleep(&(struct timespec){.tv_nsec = microseconds * 1000L}, NULL);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    assert_true(WIFSIGNALED(status));
    for (; read(fd[0], &next, sizeof next) == sizeof next; n++)
        ack = next;
    close(fd[0]);
    check(path, &ack);
    return n;
}

static void nothing_acknowledged_is_lost(void **state)
{
    (void)state;
    char dir[] = "/tmp/deqi-kill-XXXXXX", path[64], command[64];
    assert_non_null(mkdtemp(dir));
    uint64_t random = 5;
    long acknowledged = 0;
    for (int i = 0; i < KILLS; i++) {
        snprintf(path, sizeof path, "%s/%d.db", dir, i / KILLS_A_JOURNAL);
        int first = (int)dice(&random, MOST_FIRST);
        acknowledged += one_kill(path, first, dice(&random, LONGEST_US));
    }
    print_message("%d kills, %ld events acknowledged\n", KILLS, acknowledged);
    assert_true(acknowledged > KILLS);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_acknowledged_is_lost)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
