/* A day of three beds in which two windows and a board are programs of their own, on one
 * journal: nurses tap in the one that is nearer, now and then one of the three is killed
 * and started again, and a second later all three know what is in whom, and which alarm
 * stands. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "../session/child.h"
#include "app/case_work.h"
#include "drive.h"
#include "modes/clinic.h"

enum {
    BEDS = 3,
    SCREENS = 3, /* two windows, then the board */
    WINDOWS = 2,
    STEP_S = 20,
    DAY_S = 8 * 3600,
    MOST = 8
};

enum order_kind { LOOK, BEGIN, NEEDLE, REMOVE, CLOSE };

struct order {
    enum order_kind kind;
    int64_t clock;
    char who[32];
};

/* what a screen knows, by the label */
struct answer {
    int64_t clock;
    int n;
    struct {
        char who[32];
        int in;
        bool rings;
    } bed[MOST];
};

// ---------------------------------------------------------------- one screen

static int64_t session_of(const struct drive *d, const char *who)
{
    const struct watch *w = live_session_watch(d->app->desk.live);
    for (int i = 0; i < watch_count(w); i++)
        if (strcmp(watch_item(w, i)->who, who) == 0)
            return watch_item(w, i)->id;
    return 0;
}

static void show(struct drive *d, const char *who)
{
    int64_t id = session_of(d, who);
    assert_true(id != 0);
    if (live_session_id(d->app->desk.live) == id)
        return;
    sink_ask(&d->app->desk.sink, ACTION_TAKE_UP_SESSION, id);
    sink_redraw(&d->app->desk.sink);
    drive_settle(d);
    assert_true(live_session_id(d->app->desk.live) == id);
}

static void obey(struct drive *d, const struct order *order)
{
    struct error error;
    switch (order->kind) {
    case LOOK:
        break;
    case BEGIN:
        if (live_session_state(d->app->desk.live)) {
            sink_ask(&d->app->desk.sink, ACTION_LEAVE_SESSION, 0);
            sink_redraw(&d->app->desk.sink);
            drive_settle(d);
        }
        assert_true(case_work_open(
            &d->app->desk, DEQI_SOURCE_DIR "/assets/cases/cervical_thumb.json", &error));
        drive_settle(d);
        drive_tap_id(d, "", "clinic.who");
        drive_type(d, order->who);
        drive_begin_session(d);
        break;
    case NEEDLE:
        show(d, order->who);
        drive_needle_all(d);
        break;
    case REMOVE:
        show(d, order->who);
        drive_remove_all(d);
        break;
    case CLOSE:
        show(d, order->who);
        drive_tap_id(d, "", "clinic.close");
        break;
    }
}

static void tell(const struct drive *d, struct answer *answer)
{
    const struct watch *w = live_session_watch(d->app->desk.live);
    *answer = (struct answer){.clock = d->clock};
    for (int i = 0; i < watch_count(w) && i < MOST; i++) {
        const struct watch_item *item = watch_item(w, i);
        snprintf(answer->bed[i].who, sizeof answer->bed[i].who, "%.31s", item->who);
        answer->bed[i].in = item->overlay.needles_in;
        answer->bed[i].rings = item->alarm != NULL;
        answer->n++;
    }
}

/* never returns */
static void screen(int mode, const char *folder, int64_t clock, int from, int to)
{
    struct drive d = {.clock = clock};
    struct order order;
    snprintf(d.folder, sizeof d.folder, "%s", folder);
    struct drive_params params = {
        .mode = mode, .width = 1280, .height = 1000, .folder = DRIVE_AGAIN};
    if (!drive_open(&d, &params))
        _exit(77);
    while (read(from, &order, sizeof order) == sizeof order) {
        struct answer answer;
        d.clock = order.clock;
        app_step(d.app, 0);
        drive_settle(&d);
        obey(&d, &order);
        drive_pass(&d, 0);
        tell(&d, &answer);
        if (write(to, &answer, sizeof answer) != sizeof answer)
            break;
    }
    _exit(0);
}

// ---------------------------------------------------------------- the house

struct bed {
    char who[32];
    enum { EMPTY, BEGUN, RESTING, DRAWN } is;
    int64_t next_ms, due_ms;
    int in, patients;
};

struct house {
    uint64_t random;
    char folder[256];
    int64_t clock;
    struct {
        pid_t pid;
        int to, from;
    } screen[SCREENS];
    struct bed bed[BEDS];
    int kills, looks, alarms;
};

static int dice(struct house *h, int from, int to)
{
    h->random ^= h->random >> 12;
    h->random ^= h->random << 25;
    h->random ^= h->random >> 27;
    uint32_t r = (uint32_t)((h->random * 2685821657736338717ULL) >> 33);
    return from + (int)(r % (uint32_t)(to - from + 1));
}

static void start(struct house *h, int i)
{
    int down[2], up[2];
    assert_int_equal(pipe(down), 0);
    assert_int_equal(pipe(up), 0);
    fflush(NULL);
    pid_t child = child_fork();
    if (child == 0) {
        close(down[1]);
        close(up[0]);
        // what stays open here would keep the others from their end
        for (int k = 0; k < SCREENS; k++)
            if (k != i && h->screen[k].pid) {
                close(h->screen[k].to);
                close(h->screen[k].from);
            }
        screen(i < WINDOWS ? APP_CLINIC : APP_BOARD, h->folder, h->clock, down[0], up[1]);
    }
    close(down[0]);
    close(up[1]);
    h->screen[i].pid = child;
    h->screen[i].to = down[1];
    h->screen[i].from = up[0];
}

static void stop(struct house *h, int i, int signal)
{
    int status;
    if (signal)
        kill(h->screen[i].pid, signal);
    close(h->screen[i].to);
    waitpid(h->screen[i].pid, &status, 0);
    close(h->screen[i].from);
    if (!signal)
        assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void ask(struct house *h, int i, enum order_kind kind, const char *who,
                struct answer *answer)
{
    struct order order = {.kind = kind, .clock = h->clock};
    snprintf(order.who, sizeof order.who, "%s", who);
    assert_int_equal(write(h->screen[i].to, &order, sizeof order), sizeof order);
    if (read(h->screen[i].from, answer, sizeof *answer) != sizeof *answer) {
        int status = 0;
        waitpid(h->screen[i].pid, &status, 0);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
            exit(77);
        fail_msg("screen %d ended (%d) at order %d for %s", i, status, (int)kind, who);
    }
    h->clock = answer->clock > h->clock ? answer->clock : h->clock;
}

static int find(const struct answer *a, const char *who)
{
    for (int i = 0; i < a->n; i++)
        if (strcmp(a->bed[i].who, who) == 0)
            return i;
    return -1;
}

/* what the nurse does next at the bed, in whichever window is nearer */
static void nurse(struct house *h, struct bed *b)
{
    struct answer a;
    int window = dice(h, 0, WINDOWS - 1), at;
    switch (b->is) {
    case EMPTY:
        snprintf(b->who, sizeof b->who, "Bed %c, patient %d", (char)('1' + (b - h->bed)),
                 ++b->patients);
        ask(h, window, BEGIN, b->who, &a);
        b->is = BEGUN;
        b->next_ms = h->clock + 1000 * dice(h, 5, 120);
        break;
    case BEGUN:
        ask(h, window, NEEDLE, b->who, &a);
        at = find(&a, b->who);
        assert_true(at >= 0);
        b->in = a.bed[at].in;
        assert_true(b->in > 0);
        b->is = RESTING;
        // to the second only: the last De Qi was a moment ago
        b->due_ms = h->clock + 1800 * 1000;
        b->next_ms = b->due_ms + 1000 * dice(h, 60, 600);
        break;
    case RESTING:
        ask(h, window, REMOVE, b->who, &a);
        b->in = 0;
        b->is = DRAWN;
        b->next_ms = h->clock + 1000 * dice(h, 5, 60);
        break;
    case DRAWN:
        ask(h, window, CLOSE, b->who, &a);
        b->is = EMPTY;
        b->next_ms = h->clock + 1000 * dice(h, 30, 600);
        break;
    }
}

/* a second later everybody knows */
static void everybody_knows(struct house *h)
{
    h->clock += 1000;
    for (int i = 0; i < SCREENS; i++) {
        struct answer a;
        int open = 0;
        ask(h, i, LOOK, "", &a);
        h->looks++;
        for (int k = 0; k < BEDS; k++) {
            const struct bed *b = &h->bed[k];
            int at = b->is == EMPTY ? -1 : find(&a, b->who);
            open += b->is != EMPTY;
            if (b->is == EMPTY)
                continue;
            if (at < 0)
                fail_msg("screen %d does not know %s", i, b->who);
            assert_int_equal(a.bed[at].in, b->in);
            bool due = b->is == RESTING && h->clock > b->due_ms + 1000;
            bool calm = b->is != RESTING || h->clock < b->due_ms - 60 * 1000;
            if (due && !a.bed[at].rings)
                fail_msg("screen %d: no alarm for %s", i, b->who);
            if (calm && a.bed[at].rings)
                fail_msg("screen %d: an alarm without a cause for %s", i, b->who);
            h->alarms += due;
        }
        assert_int_equal(a.n, open);
    }
}

static void two_windows_and_a_board_for_a_day(void **state)
{
    (void)state;
    struct house h = {.random = 16, .clock = INT64_C(1795392000000)};
    char command[300];
    int64_t end = h.clock + (int64_t)DAY_S * 1000;
    snprintf(h.folder, sizeof h.folder, DEQI_BINARY_DIR "/day_XXXXXX");
    assert_non_null(mkdtemp(h.folder));
    signal(SIGPIPE, SIG_IGN);
    for (int i = 0; i < SCREENS; i++)
        start(&h, i);
    for (int i = 0; i < BEDS; i++)
        h.bed[i].next_ms = h.clock + 1000 * dice(&h, 1, 900);
    while (h.clock < end) {
        h.clock += 1000 * STEP_S;
        for (int i = 0; i < BEDS; i++)
            if (h.bed[i].next_ms <= h.clock)
                nurse(&h, &h.bed[i]);
        // the power button, or a cat
        if (dice(&h, 1, 60) == 1) {
            int i = dice(&h, 0, SCREENS - 1);
            stop(&h, i, SIGKILL);
            start(&h, i);
            h.kills++;
        }
        everybody_knows(&h);
    }
    for (int i = 0; i < SCREENS; i++)
        stop(&h, i, 0);
    int patients = h.bed[0].patients + h.bed[1].patients + h.bed[2].patients;
    print_message("%d patients, %d looks, %d of them with an alarm, %d kills\n", patients,
                  h.looks, h.alarms, h.kills);
    assert_true(patients > 2 * BEDS && h.alarms > 0 && h.kills > 0);
    snprintf(command, sizeof command, "rm -rf '%s'", h.folder);
    assert_int_equal(system(command), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_windows_and_a_board_for_a_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
