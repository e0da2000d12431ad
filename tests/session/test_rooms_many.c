/* forty rooms and four boards on one server: what is there in the end is what one journal
 * in a file has that was fed the same, and how long an acknowledgement takes against it.
 * DEQI_TEST_EVENTS says how many events (100000 is a clinic's week), DEQI_TEST_REST how
 * many milliseconds a room rests after each. */
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
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "child.h"
#include "cluster.h"
#include "place.h"
#include "session/report.h"
#include "session/watch.h"
#include "steady.h"
#include "store.h"

enum {
    ROOMS = 40,
    BOARDS = 4,
    USUAL = 1200,
    REST_MS = 2000,
    A_SESSION = STEADY_LINES + 1
};

/* shared with the processes */
struct times {
    int rest_ms; /* after each */
    int n;
    int32_t us[];
};

static void take(int64_t us, void *user)
{
    struct times *t = user;
    t->us[t->n++] = (int32_t)us;
    if (t->rest_ms)
        nanosleep(&(struct timespec){t->rest_ms / 1000, t->rest_ms % 1000 * 1000000L},
                  NULL);
}

static struct times *shared_times(int n)
{
    struct times *t = mmap(NULL, sizeof *t + (size_t)n * sizeof t->us[0],
                           PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(t != MAP_FAILED);
    return t;
}

static int by_size(const void *a, const void *b)
{
    return *(const int32_t *)a - *(const int32_t *)b;
}

static void tell(const char *what, int32_t *us, int n)
{
    qsort(us, (size_t)n, sizeof *us, by_size);
    print_message("%s: %d acknowledgements, p50 %.2f ms, p99 %.2f ms, longest %.2f ms\n",
                  what, n, us[n / 2] / 1000.0, us[(int)(n * 0.99)] / 1000.0,
                  us[n - 1] / 1000.0);
}

static long resident_kb(void)
{
    long pages = 0, ignored;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%ld %ld", &ignored, &pages) != 2)
        pages = 0;
    if (f)
        fclose(f);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static void grown(const char *what, long from, long to)
{
    // through a pipe of its own the parent would have to read; a line is enough
    fprintf(stderr, "%s: %ld kB resident after a tenth, %ld kB at the end\n", what, from,
            to);
}

static struct journal_options room_options(int number, char *spool, size_t size)
{
    struct journal_options o = cluster_room(store_dir, 0, NULL);
    snprintf(spool, size, "%s/many-%d.db", store_dir, number);
    o.spool = spool;
    o.patience_ms = 60000;
    return o;
}

static void be_room(int number, int sessions, struct times *times)
{
    char spool[160];
    struct error error = {0};
    struct journal_options o = room_options(number, spool, sizeof spool);
    struct journal *j = journal_open(&o, NULL, 0, &error);
    long early = 0;
    if (!j) {
        fprintf(stderr, "%s\n", error.text);
        _exit(1);
    }
    for (int i = 0; i < sessions; i++) {
        steady_session(j, take, times);
        if (i == sessions / 10)
            early = resident_kb();
    }
    struct journal_reach r;
    journal_reach(j, &r);
    journal_close(&j);
    if (number == 0)
        grown("a room", early, resident_kb());
    _exit(r.here_only || r.kept);
}

static volatile sig_atomic_t over;

static void end_it(int signal)
{
    (void)signal;
    over = 1;
}

static void be_board(int number)
{
    char spool[160];
    struct error error = {0};
    struct journal_options o = room_options(ROOMS + number, spool, sizeof spool);
    o.background = true;
    o.reading = true;
    struct journal *j = journal_open(&o, NULL, 0, &error);
    struct watch *w = watch_create();
    struct session_time at = fixture_at(10);
    long early = 0, looks = 0;
    int most = 0;
    signal(SIGTERM, end_it);
    while (j && !over) {
        if (!watch_read(w, j, &error))
            _exit(2);
        watch_look(w, &at);
        most = watch_count(w) > most ? watch_count(w) : most;
        if (++looks == 20)
            early = resident_kb();
        nanosleep(&(struct timespec){.tv_nsec = 250000000}, NULL);
    }
    if (number == 0)
        grown("a board", early, resident_kb());
    watch_destroy(&w);
    journal_close(&j);
    _exit(most > 0 ? 0 : 3);
}

// ------------------------------------------------------------------------- equality

struct ids {
    int n;
    int64_t *id;
};

static bool take_id(const struct journal_entry *entry, void *user)
{
    struct ids *ids = user;
    assert_non_null(entry->ended);
    assert_string_equal(entry->ended, "closed");
    ids->id[ids->n++] = entry->id;
    return true;
}

/* as `export` prints it, without the number and the machines, which are each room's */
static char *told(struct journal *j, int64_t id)
{
    struct error error;
    struct session_time at = fixture_at(100);
    struct report *r = calloc(1, sizeof *r);
    struct journal_session *held = journal_load(j, id, &error);
    assert_non_null(held);
    steady_expect(held);
    assert_int_equal(held->state.n_events, STEADY_LINES);
    assert_true(report_make(r, held, &at, NULL, NULL));
    json_t *json = report_export(r, j, &error);
    json_object_del(json, "id");
    json_t *event;
    size_t i;
    json_array_foreach(json_object_get(json, "events"), i, event)
        json_object_del(event, "machine");
    char *text = json_dumps(json, JSON_SORT_KEYS);
    json_decref(json);
    journal_session_destroy(&held);
    free(r);
    return text;
}

static void expect_equal(struct journal *server, struct journal *file, int sessions)
{
    struct error error;
    struct ids there = {.id = calloc((size_t)sessions + 1, sizeof(int64_t))};
    struct ids here = {.id = calloc((size_t)sessions + 1, sizeof(int64_t))};
    assert_true(journal_each(server, take_id, &there, &error));
    assert_true(journal_each(file, take_id, &here, &error));
    assert_int_equal(there.n, sessions);
    assert_int_equal(here.n, sessions);
    char *first = told(file, here.id[0]);
    for (int i = 0; i < sessions; i++) {
        // each session is the same thirty events
        char *a = told(server, there.id[i]);
        assert_string_equal(a, first);
        free(a);
    }
    free(first);
    free(there.id);
    free(here.id);
}

/* of the server, once the first room has done a tenth */
static long after_a_tenth(struct times *const *times, int n)
{
    while (__atomic_load_n(&times[0]->n, __ATOMIC_RELAXED) < n / 10)
        nanosleep(&(struct timespec){.tv_nsec = 100 * 1000000}, NULL);
    return cluster_memory_kb();
}

static void many_rooms(void **state)
{
    (void)state;
    const char *wanted = getenv("DEQI_TEST_EVENTS"), *rest = getenv("DEQI_TEST_REST");
    int events = wanted ? atoi(wanted) : USUAL;
    int each = events / ROOMS / STEADY_LINES + 1, sessions = each * ROOMS;
    struct times *times[ROOMS];
    pid_t room[ROOMS], board[BOARDS];
    struct error error = {0};
    long before = cluster_count("SELECT pg_database_size(current_database()) / 1024");
    for (int i = 0; i < BOARDS; i++)
        if ((board[i] = child_fork()) == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            be_board(i);
        }
    for (int i = 0; i < ROOMS; i++) {
        times[i] = shared_times(each * A_SESSION);
        times[i]->rest_ms = rest ? atoi(rest) : REST_MS;
        if ((room[i] = child_fork()) == 0) {
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            be_room(i, each, times[i]);
        }
    }
    long memory = after_a_tenth(times, each * A_SESSION);
    bool ended = child_wait_all(room, ROOMS);
    print_message("the server: %ld kB of memory after a tenth, %ld kB at the end\n",
                  memory, cluster_memory_kb());
    for (int i = 0; i < BOARDS; i++)
        kill(board[i], SIGTERM);
    assert_true(child_wait_all(board, BOARDS) && ended);
    long there = cluster_count("SELECT count(*) FROM deqi.event");
    assert_int_equal(there, (long)sessions * STEADY_LINES);
    assert_int_equal(cluster_count("SELECT count(DISTINCT key) FROM deqi.event"), there);
    // the same into one file, by one program
    char path[160];
    snprintf(path, sizeof path, "%s/file.db", store_dir);
    struct journal_options o = {.path = path};
    struct journal *file = journal_open(&o, NULL, 0, &error);
    struct times *alone = shared_times(sessions * A_SESSION);
    for (int i = 0; i < sessions; i++)
        steady_session(file, take, alone);
    int n = 0;
    int32_t *all = malloc((size_t)sessions * A_SESSION * sizeof *all);
    for (int i = 0; i < ROOMS; i++) {
        memcpy(all + n, times[i]->us, (size_t)times[i]->n * sizeof *all);
        n += times[i]->n;
    }
    print_message("%ld events of %d sessions\n", there, sessions);
    tell("forty rooms at once on the server", all, n);
    tell("one program with a file", alone->us, alone->n);
    print_message("the database grew by %ld kB\n",
                  cluster_count("SELECT pg_database_size(current_database()) / 1024") -
                      before);
    char spool[160];
    struct journal_options reader = room_options(99, spool, sizeof spool);
    struct journal *server = journal_open(&reader, NULL, 0, &error);
    expect_equal(server, file, sessions);
    struct journal_verdict v;
    assert_true(journal_verify(server, &v, &error));
    assert_int_equal(v.wrong, 0);
    assert_int_equal(v.events, there);
    journal_close(&server);
    journal_close(&file);
    free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {CLUSTER_TEST(many_rooms)};
    return CLUSTER_RUN(tests);
}
