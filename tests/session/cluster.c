#include "cluster.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "place.h"
#include "session/server.h"

static const char *folder(void)
{
    const char *name = getenv("DEQI_TEST_CLUSTER");
    assert_non_null(name);
    return name;
}

static int postmaster(void)
{
    char path[300];
    int pid = 0;
    snprintf(path, sizeof path, "%s/data/postmaster.pid", folder());
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    assert_int_equal(fscanf(f, "%d", &pid), 1);
    fclose(f);
    return pid;
}

static int parent_of(int pid)
{
    char path[64], line[512];
    int parent = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *f = fopen(path, "r");
    if (!f)
        return 0;
    char *end = fgets(line, sizeof line, f) ? strrchr(line, ')') : NULL;
    if (end)
        sscanf(end + 1, " %*c %d", &parent);
    fclose(f);
    return parent;
}

enum { CHILDREN = 512 };

static int children_of(int head, int pids[CHILDREN])
{
    int n = 0;
    DIR *proc = opendir("/proc");
    for (struct dirent *e; (e = readdir(proc)) != NULL;) {
        int pid = atoi(e->d_name);
        if (pid > 0 && n < CHILDREN && parent_of(pid) == head)
            pids[n++] = pid;
    }
    closedir(proc);
    return n;
}

static long memory_of(int pid)
{
    char path[64], line[128];
    long kb = 0;
    snprintf(path, sizeof path, "/proc/%d/smaps_rollup", pid);
    FILE *f = fopen(path, "r");
    while (f && !kb && fgets(line, sizeof line, f))
        sscanf(line, "Pss: %ld", &kb);
    if (f)
        fclose(f);
    return kb;
}

long cluster_memory_kb(void)
{
    int head = postmaster(), pids[CHILDREN], n = children_of(head, pids);
    long kb = memory_of(head);
    for (int i = 0; i < n; i++)
        kb += memory_of(pids[i]);
    return kb;
}

void cluster_signal(int signal)
{
    int head = postmaster(), pids[CHILDREN], n;
    // the head first, so that it notices nothing and starts nothing
    kill(head, signal == SIGKILL ? SIGSTOP : signal);
    n = children_of(head, pids);
    for (int i = 0; i < n; i++)
        kill(pids[i], signal);
    if (signal != SIGKILL)
        return;
    kill(head, SIGKILL);
    while (kill(head, 0) == 0 && parent_of(head))
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
}

static void start_it(int *status)
{
    char command[400];
    snprintf(command, sizeof command,
             "cd '%s/data' && '%s/start' </dev/null >/dev/null 2>&1", folder(), folder());
    *status = system(command);
}

static bool is_alive(void)
{
    char path[300];
    int pid = 0;
    snprintf(path, sizeof path, "%s/data/postmaster.pid", folder());
    FILE *f = fopen(path, "r");
    if (f && fscanf(f, "%d", &pid) != 1)
        pid = 0;
    if (f)
        fclose(f);
    return pid > 0 && kill(pid, 0) == 0;
}

bool cluster_mend(void)
{
    bool ended = false;
    struct error error = {0};
    for (int i = 0, status; i < 150; i++) {
        enum server_fault fault;
        struct server *s = server_open(getenv("DEQI_TEST_SERVER"), 10000, &fault, &error);
        bool runs = s != NULL;
        server_close(&s);
        if (runs)
            return ended;
        if (!is_alive()) {
            ended = true;
            start_it(&status);
        }
        nanosleep(&(struct timespec){.tv_nsec = 200 * 1000000}, NULL);
    }
    fail_msg("the server does not come back: %s", error.text);
    return ended;
}

void cluster_start(void)
{
    int status;
    start_it(&status);
    assert_int_equal(status, 0);
}

void cluster_socket(char *out, size_t size)
{
    snprintf(out, size, "%s/socket", folder());
}

void cluster_address(const char *socket_folder, const char *login, char *out, size_t size)
{
    snprintf(out, size, "postgresql://%s@/postgres?host=%s", login ? login : "keeper",
             socket_folder);
}

static struct server *link_up(void)
{
    struct error error = {0};
    enum server_fault fault;
    struct server *s = server_open(getenv("DEQI_TEST_SERVER"), 60000, &fault, &error);
    if (!s)
        fail_msg("%s", error.text);
    return s;
}

void cluster_sql(const char *sql, const char *state)
{
    struct error error = {0};
    struct server *s = link_up();
    bool ok = server_run(s, sql, &error);
    if (state ? ok || strcmp(server_state(s), state) != 0 : !ok)
        fail_msg("%s: %s %s", sql, server_state(s), error.text);
    server_close(&s);
}

long cluster_count(const char *sql)
{
    struct error error = {0};
    struct server_answer a;
    struct server *s = link_up();
    if (!server_ask(s, sql, 0, NULL, &a, &error))
        fail_msg("%s", error.text);
    long n = (long)server_integer(&a, 0, 0);
    server_release(&a);
    server_close(&s);
    return n;
}

struct journal_options cluster_room(const char *in, int number, const char *login)
{
    static char addresses[8][256], spools[8][160], names[8][16];
    char socket[200];
    cluster_socket(socket, sizeof socket);
    cluster_address(socket, login, addresses[number], sizeof addresses[0]);
    snprintf(spools[number], sizeof spools[0], "%s/room-%d.db", in, number);
    snprintf(names[number], sizeof names[0], "room %d", number);
    return (struct journal_options){
        .path = addresses[number], .spool = spools[number], .machine = names[number]};
}

struct journal *cluster_open(const struct journal_options *options)
{
    struct error error = {0};
    struct journal *j = journal_open(options, NULL, 0, &error);
    if (!j)
        fail_msg("%s: %s", error.file, error.text);
    return j;
}

struct journal_session *cluster_load(struct journal *j, int64_t id)
{
    struct error error = {0};
    struct journal_session *held = journal_load(j, id, &error);
    if (!held)
        fail_msg("%s: %s", error.file, error.text);
    return held;
}

struct session_event cluster_needle(enum session_event_kind kind, const char *code,
                                    const char *side)
{
    return (struct session_event){.kind = kind, .code = code, .side = side};
}

struct journal_reach cluster_reach(struct journal *j)
{
    struct journal_reach r;
    journal_reach(j, &r);
    return r;
}

void cluster_pause_ms(int ms)
{
    nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000L}, NULL);
}

void cluster_come_back(struct journal *j)
{
    struct error error;
    for (int i = 0; i < 200 && !cluster_reach(j).reached; i++) {
        cluster_pause_ms(50);
        assert_true(journal_check(j, &error));
    }
    assert_true(cluster_reach(j).reached);
}

void cluster_make_logins(void)
{
    cluster_sql("DROP ROLE IF EXISTS room_a; DROP ROLE IF EXISTS room_b;"
                "DROP ROLE IF EXISTS wall; DROP ROLE IF EXISTS head;"
                "CREATE ROLE room_a LOGIN IN ROLE deqi_room;"
                "CREATE ROLE room_b LOGIN IN ROLE deqi_room;"
                "CREATE ROLE wall LOGIN IN ROLE deqi_board;"
                "CREATE ROLE head LOGIN IN ROLE deqi_keeper",
                NULL);
}

int cluster_run(const struct CMUnitTest *tests, size_t n)
{
    if (!place_is_server()) {
        puts("skipped: there is no server");
        return 77;
    }
    return _cmocka_run_group_tests("tests", tests, n, NULL, NULL);
}
