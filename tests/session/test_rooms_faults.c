/* faults, each a hundred times at random moments, while rooms go on recording: nothing
 * that was acknowledged is lost, nothing is there twice, and the steel in the bodies is
 * what was counted.
 *
 * DEQI_TEST_STOP runs one of them alone: so many seconds does the server stand still each
 * time, DEQI_TEST_FAULTS times, and a room rests DEQI_TEST_REST milliseconds after each
 * event. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <poll.h>

#include "child.h"
#include "cluster.h"
#include "place.h"
#include "steady.h"
#include "store.h"

enum { FAULTS = 100, ROOMS = 3, PATIENCE_MS = 150, REST_US = 2000, SESSIONS_MAX = 20000 };

struct writer {
    struct journal_options options;
    pid_t pid;
    int from;
    int n; /* sessions, in the order in which they were begun */
    struct steady_ack acks[SESSIONS_MAX];
};

static struct writer *writers;

static int wanted(const char *name, int usual)
{
    const char *value = getenv(name);
    return value ? atoi(value) : usual;
}

static void pause_us(long us)
{
    nanosleep(&(struct timespec){us / 1000000, us % 1000000 * 1000}, NULL);
}

static void begin_writing(struct writer *w, int number, const char *socket)
{
    static char addresses[ROOMS][256];
    int fd[2], rest_us = wanted("DEQI_TEST_REST", REST_US / 1000) * 1000;
    w->options = cluster_room(store_dir, number, NULL);
    w->options.patience_ms = PATIENCE_MS;
    if (socket) {
        cluster_address(socket, NULL, addresses[number], sizeof addresses[0]);
        w->options.path = addresses[number];
    }
    assert_int_equal(pipe(fd), 0);
    if ((w->pid = child_fork()) == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(fd[0]);
        steady_write(&w->options, rest_us, fd[1]);
    }
    close(fd[1]);
    fcntl(fd[0], F_SETFL, O_NONBLOCK);
    w->from = fd[0];
    w->n = 0;
}

/* what the room acknowledged until now */
static void listen_to(struct writer *w)
{
    struct steady_ack ack;
    while (read(w->from, &ack, sizeof ack) == sizeof ack) {
        if (!w->n || w->acks[w->n - 1].id != ack.id) {
            assert_true(w->n < SESSIONS_MAX);
            w->n++;
        }
        w->acks[w->n - 1] = ack;
    }
}

static void listen_to_all(void)
{
    for (int i = 0; i < ROOMS; i++)
        listen_to(&writers[i]);
}

/* what each room still has is sent; nothing may have come too late */
static void send_the_rest(struct writer *w)
{
    struct error error = {0};
    struct journal_reach r = {0};
    struct journal_options o = w->options;
    o.patience_ms = 5000;
    struct journal *j = journal_open(&o, NULL, 0, &error);
    if (!j)
        fail_msg("%s: %s", error.file, error.text);
    for (int i = 0; i < 50; i++) {
        assert_true(journal_check(j, &error));
        journal_reach(j, &r);
        if (r.reached && !r.here_only)
            break;
        pause_us(100000);
    }
    if (!r.reached || r.here_only || r.kept)
        fail_msg("reached %d, here %d, kept %d: %s", r.reached, r.here_only, r.kept,
                 r.why);
    journal_close(&j);
}

/* returns how many events were acknowledged */
static long check(struct writer *w)
{
    struct error error = {0};
    struct journal_options o = cluster_room(store_dir, 7, NULL);
    o.patience_ms = 5000;
    struct journal *j = journal_open(&o, NULL, 0, &error);
    long acknowledged = 0;
    for (int i = 0; i < w->n; i++) {
        struct journal_session *held = journal_load(j, w->acks[i].id, &error);
        if (!held)
            fail_msg("session %lld: %s", (long long)w->acks[i].id, error.text);
        steady_expect(held);
        // one may have been recorded whose acknowledgement was cut off with the writer
        int more = i + 1 == w->n;
        assert_in_range(held->state.n_events, w->acks[i].events,
                        w->acks[i].events + more);
        acknowledged += w->acks[i].events;
        journal_session_destroy(&held);
    }
    journal_close(&j);
    return acknowledged;
}

static void end_and_check(const char *fault, int times)
{
    long acknowledged = 0, sessions = 0;
    for (int i = 0; i < ROOMS; i++) {
        int status;
        assert_int_equal(kill(writers[i].pid, SIGKILL), 0);
        waitpid(writers[i].pid, &status, 0);
        // until then it recorded without a word
        assert_true(WIFSIGNALED(status));
        listen_to(&writers[i]);
        close(writers[i].from);
    }
    for (int i = 0; i < ROOMS; i++)
        send_the_rest(&writers[i]);
    for (int i = 0; i < ROOMS; i++) {
        acknowledged += check(&writers[i]);
        sessions += writers[i].n;
    }
    long there = cluster_count("SELECT count(*) FROM deqi.event");
    assert_in_range(there, acknowledged, acknowledged + ROOMS);
    print_message("%s: %d times, %ld events of %ld sessions acknowledged, %ld there\n",
                  fault, times, acknowledged, sessions, there);
    assert_true(acknowledged > times);
}

static void begin_all(const char *socket)
{
    for (int i = 0; i < ROOMS; i++)
        begin_writing(&writers[i], i, socket);
}

// --------------------------------------------------------------------------- faults

static void the_server_is_killed(void **state)
{
    (void)state;
    uint64_t random = 11;
    begin_all(NULL);
    for (int i = 0; i < FAULTS; i++) {
        pause_us(steady_dice(&random, 400000));
        cluster_signal(SIGKILL);
        pause_us(steady_dice(&random, 100000));
        cluster_start();
        listen_to_all();
    }
    end_and_check("server killed", FAULTS);
}

static void the_server_stands_still(void **state)
{
    (void)state;
    uint64_t random = 12;
    int times = wanted("DEQI_TEST_FAULTS", FAULTS), stop = wanted("DEQI_TEST_STOP", 0);
    begin_all(NULL);
    for (int i = 0; i < times; i++) {
        pause_us(steady_dice(&random, 300000));
        cluster_signal(SIGSTOP);
        // less and more than a room's patience
        for (int s = 0; s < stop; s++) {
            pause_us(1000000);
            listen_to_all();
        }
        if (!stop)
            pause_us(steady_dice(&random, 4 * PATIENCE_MS * 1000));
        cluster_signal(SIGCONT);
        listen_to_all();
    }
    end_and_check("server stopped and continued", times);
}

static void a_room_is_killed(void **state)
{
    (void)state;
    uint64_t random = 13;
    long acknowledged = 0;
    for (int i = 0; i < FAULTS; i++) {
        int status;
        begin_writing(&writers[0], 0, NULL);
        pause_us(20000 + steady_dice(&random, 200000));
        assert_int_equal(kill(writers[0].pid, SIGKILL), 0);
        waitpid(writers[0].pid, &status, 0);
        assert_true(WIFSIGNALED(status));
        listen_to(&writers[0]);
        close(writers[0].from);
        send_the_rest(&writers[0]);
        acknowledged += check(&writers[0]);
    }
    print_message("room killed: %d times, %ld events acknowledged\n", FAULTS,
                  acknowledged);
    assert_true(acknowledged > FAULTS);
}

/* Between the rooms and the server; cuts the connection where the server has committed
 * and its answer is on the way. */
struct proxy {
    char folder[128];
    int *cuts; /* shared: how many more are to be made */
    pid_t pid;
};

static int connect_to(const char *folder)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    snprintf(a.sun_path, sizeof a.sun_path, "%.90s/.s.PGSQL.5432", folder);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(fd, (struct sockaddr *)&a, sizeof a) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

static void pass_on(int room, int server, int *cuts)
{
    static char bytes[65536];
    bool appends = false;
    struct pollfd p[2] = {{.fd = room, .events = POLLIN},
                          {.fd = server, .events = POLLIN}};
    while (poll(p, 2, -1) > 0) {
        for (int i = 0; i < 2; i++) {
            if (!p[i].revents)
                continue;
            ssize_t n = read(p[i].fd, bytes, sizeof bytes);
            if (n <= 0)
                _exit(0);
            if (i == 0)
                appends = memmem(bytes, (size_t)n, "deqi.append", 11) != NULL;
            if (i == 1 && appends && __atomic_fetch_sub(cuts, 1, __ATOMIC_SEQ_CST) > 0)
                _exit(0);
            if (i == 1 && appends && *cuts < 0)
                *cuts = 0;
            if (write(p[1 - i].fd, bytes, (size_t)n) != n)
                _exit(0);
        }
    }
    _exit(0);
}

static void run_proxy(const struct proxy *x)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    char server[200];
    cluster_socket(server, sizeof server);
    snprintf(a.sun_path, sizeof a.sun_path, "%.90s/.s.PGSQL.5432", x->folder);
    int at = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(at, (struct sockaddr *)&a, sizeof a) != 0 || listen(at, 64) != 0)
        _exit(1);
    signal(SIGCHLD, SIG_IGN);
    for (;;) {
        int room = accept(at, NULL, NULL);
        if (child_fork() == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            close(at);
            int to = connect_to(server);
            if (to >= 0)
                pass_on(room, to, x->cuts);
            _exit(0);
        }
        close(room);
    }
}

static void the_answer_is_cut_off(void **state)
{
    (void)state;
    uint64_t random = 14;
    struct proxy x;
    snprintf(x.folder, sizeof x.folder, "%s/proxy", store_dir);
    char command[200];
    snprintf(command, sizeof command, "mkdir '%s'", x.folder);
    assert_int_equal(system(command), 0);
    x.cuts = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if ((x.pid = child_fork()) == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        run_proxy(&x);
    }
    pause_us(100000);
    begin_all(x.folder);
    int made = 0;
    while (made < FAULTS) {
        pause_us(steady_dice(&random, 60000));
        *x.cuts = 1;
        for (int i = 0; i < 5000 && *x.cuts > 0; i++)
            pause_us(1000);
        made += *x.cuts <= 0;
        listen_to_all();
    }
    end_and_check("connection cut after the commit", FAULTS);
    kill(x.pid, SIGKILL);
    waitpid(x.pid, NULL, 0);
    munmap(x.cuts, 4096);
}

/* fills the server's disk but for so many bytes */
static void fill_disk(const char *file, long but)
{
    static char block[4096];
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    off_t size = 0;
    memset(block, 'x', sizeof block);
    for (ssize_t n; (n = write(fd, block, sizeof block)) > 0;)
        size += n;
    if (ftruncate(fd, size > but ? size - but : 0) != 0)
        fail();
    close(fd);
}

static void the_disk_is_full(void **state)
{
    (void)state;
    uint64_t random = 15;
    char file[300];
    snprintf(file, sizeof file, "%s/data/filler", getenv("DEQI_TEST_CLUSTER"));
    begin_all(NULL);
    int down = 0;
    for (int i = 0; i < FAULTS; i++) {
        pause_us(steady_dice(&random, 200000));
        fill_disk(file, (long)steady_dice(&random, 8) * 8192);
        pause_us(100000 + steady_dice(&random, 400000));
        unlink(file);
        // without room for its log it may have ended itself
        down += cluster_mend();
        listen_to_all();
    }
    print_message("the server ended itself %d times\n", down);
    end_and_check("disk full", FAULTS);
}

static int set_up(void **state)
{
    writers = calloc(ROOMS, sizeof *writers);
    return store_make(state);
}

static int tear_down(void **state)
{
    free(writers);
    return store_drop(state);
}

#define TEST(NAME) cmocka_unit_test_setup_teardown(NAME, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_server_is_killed),
        TEST(the_server_stands_still),
        TEST(a_room_is_killed),
        TEST(the_answer_is_cut_off),
    };
    const struct CMUnitTest stops[] = {TEST(the_server_stands_still)};
    if (wanted("DEQI_TEST_STOP", 0))
        return CLUSTER_RUN(stops);
    const struct CMUnitTest on_a_small_disk[] = {TEST(the_disk_is_full)};
    return getenv("DEQI_TEST_DISK") ? CLUSTER_RUN(on_a_small_disk) : CLUSTER_RUN(tests);
}
