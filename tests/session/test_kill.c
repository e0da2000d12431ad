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

#include "child.h"
#include "fixture.h"
#include "place.h"
#include "session/journal.h"
#include "steady.h"

enum {
    KILLS = 1000,
    KILLS_ON_SERVER = 100,
    KILLS_A_JOURNAL = 50,
    LONGEST_US = 8000,
    MOST_FIRST = 12
};

struct earlier {
    struct journal *journal;
    const struct steady_ack *ack;
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
    steady_expect(held);
    bool over = held->state.n_events == STEADY_LINES;
    assert_int_equal(over, entry->ended && strcmp(entry->ended, "closed") == 0);
    e->whole += over;
    journal_session_destroy(&held);
    return true;
}

/* what the journal has must be what was acknowledged, or one event more */
static void check(const char *path, const struct steady_ack *ack)
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
    pid_t child = child_fork();
    if (child == 0) {
        struct journal_options o = {.path = path};
        close(fd[0]);
        steady_write(&o, 0, fd[1]);
    }
    close(fd[1]);
    struct steady_ack ack = {0}, next;
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
    char dir[] = "/tmp/deqi-kill-XXXXXX", file[32], path[256], command[64];
    int kills = place_is_server() ? KILLS_ON_SERVER : KILLS;
    assert_non_null(mkdtemp(dir));
    uint64_t random = 5;
    long acknowledged = 0;
    for (int i = 0; i < kills; i++) {
        snprintf(file, sizeof file, "%d.db", i / KILLS_A_JOURNAL);
        if (i % KILLS_A_JOURNAL == 0)
            place_journal(dir, file, path, sizeof path);
        int first = (int)steady_dice(&random, MOST_FIRST);
        acknowledged += one_kill(path, first, steady_dice(&random, LONGEST_US));
    }
    print_message("%d kills, %ld events acknowledged\n", kills, acknowledged);
    assert_true(acknowledged > kills);
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(nothing_acknowledged_is_lost)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
