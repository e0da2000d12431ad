/* A machine that fails once: each request for memory, each write, sync, rename and
 * opening of a file, over what deqi does to files. Whatever fails, the program ends by
 * itself with a line of its own, and what it acknowledged is there.
 *
 *     test_faults          some tens of each kind, for every run of the tests
 *     test_faults all      every one
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "base/file.h"

#define CASE DEQI_SOURCE_DIR "/assets/cases/diabetic_soles.json"
#define NOW " --journal j.db --now 1700000"

static char dir[64];
static bool every;
static long faults, refusals; // injected so far, and what they were answered with

static int make_dir(void **state)
{
    (void)state;
    strcpy(dir, "/tmp/deqi-faults-XXXXXX");
    assert_non_null(mkdtemp(dir));
    return 0;
}

static int drop_dir(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", dir);
    printf("%ld faults injected, %ld refused\n", faults, refusals);
    return system(command);
}

static int shell(const char *command)
{
    char whole[3000];
    snprintf(whole, sizeof whole, "cd '%s' && { %s; }", dir, command);
    int status = system(whole);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/* the program with a fault; 128 and more: it did not end by itself */
static int deqi(const char *fault, const char *words)
{
    char command[2000];
    snprintf(command, sizeof command,
             "HOME=$PWD XDG_DATA_HOME=$PWD XDG_CONFIG_HOME=$PWD DEQI_FAULT='%s' "
             "DEQI_FAULT_COUNT=count LD_PRELOAD='" DEQI_FAULTS "' '" DEQI_PROGRAM
             "' %s >out 2>err </dev/null",
             fault, words);
    return shell(command);
}

static char *read_file(const char *name)
{
    char path[128], *text;
    size_t size;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    return file_read(path, 1 << 24, &text, &size, NULL) ? text : NULL;
}

static long calls_of(const char *kind, const char *words)
{
    char fault[32];
    snprintf(fault, sizeof fault, "%s:0", kind);
    if (deqi(fault, words) != 0)
        fail_msg("deqi %s does not run at all", words);
    char *text = read_file("count");
    assert_non_null(text);
    long n = atol(text);
    free(text);
    return n;
}

/* events of the journal; -1 where it cannot be read */
static int events(void)
{
    if (shell("'" DEQI_PROGRAM "' session export 1 --journal j.db >listed 2>/dev/null"))
        return -1;
    char *text = read_file("listed");
    int n = 0;
    for (const char *p = text; p && (p = strstr(p, "\"event\"")); p++)
        n++;
    free(text);
    return n;
}

struct work {
    const char *words;
    const char *before; /* shell: what it starts from */
    bool appends;       /* one event to the session */
    const char *result; /* the file that is there and whole where it succeeds */
};

static void one(const struct work *w, const char *kind, long n)
{
    char fault[32];
    snprintf(fault, sizeof fault, "%s:%ld", kind, n);
    assert_int_equal(shell(w->before), 0);
    int had = w->appends ? events() : 0;
    int rc = deqi(fault, w->words);
    faults++;
    refusals += rc != 0;
    char *err = read_file("err");
    if (rc >= 128 || (rc && strncmp(err, "deqi: ", 6) != 0))
        fail_msg("%s: deqi %s: %d, \"%s\"", fault, w->words, rc, err);
    if (w->appends) {
        int has = events();
        bool said = strstr(err, "it is recorded all the same");
        if (has < 0 || has < had || has > had + 1 || (rc == 0 && has != had + 1) ||
            (rc && !said && has != had))
            fail_msg("%s: deqi %s: %d, %d events before, %d after; \"%s\"", fault,
                     w->words, rc, had, has, err);
    }
    if (w->result && rc == 0) {
        char *made = read_file(w->result);
        assert_non_null(made);
        assert_true(*made);
        free(made);
    }
    free(err);
}

static void all_of(const struct work *w, const char *kind, long most)
{
    assert_int_equal(shell(w->before), 0);
    long n = calls_of(kind, w->words);
    long step = every || n <= most ? 1 : n / most;
    for (long i = 1; i <= n; i += step)
        one(w, kind, i);
}

static const char KEPT[] = "rm -rf j.db* && cp kept.db j.db";

static const struct work WORK[] = {
    {"plan " CASE, "true", false, NULL},
    {"plan --format json " CASE, "true", false, NULL},
    {"points KI3", "true", false, NULL},
    {"session start " CASE NOW "000000", "rm -rf j.db*", false, "j.db"},
    {"session event note hello" NOW "001000", KEPT, true, NULL},
    {"session status" NOW "001000", KEPT, false, NULL},
    {"session export 1 -o o.json" NOW "001000", KEPT, false, "o.json"},
    {"session export 1 --format csv -o o.csv" NOW "001000", KEPT, false, "o.csv"},
    {"session backup b.db" NOW "001000", "rm -rf b.db && rm -rf j.db* && cp kept.db j.db",
     false, "b.db"},
};

static void each_fails_once(const char *kind, long most)
{
    assert_int_equal(shell("rm -rf j.db*; '" DEQI_PROGRAM "' session start " CASE NOW
                           "000000 >/dev/null && mv j.db kept.db"),
                     0);
    long had = refusals;
    for (size_t i = 0; i < sizeof WORK / sizeof *WORK; i++)
        all_of(&WORK[i], kind, most);
    assert_true(refusals > had); // the faults do arrive
}

static void memory(void **state)
{
    (void)state;
    each_fails_once("memory", 12);
}

static void writes(void **state)
{
    (void)state;
    each_fails_once("write", 8);
}

static void syncs(void **state)
{
    (void)state;
    each_fails_once("sync", 8);
}

static void renames(void **state)
{
    (void)state;
    each_fails_once("rename", 4);
}

static void openings(void **state)
{
    (void)state;
    each_fails_once("open", 10);
}

int main(int argc, char **argv)
{
    every = argc > 1 && strcmp(argv[1], "all") == 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory),  cmocka_unit_test(writes),   cmocka_unit_test(syncs),
        cmocka_unit_test(renames), cmocka_unit_test(openings),
    };
    return cmocka_run_group_tests(tests, make_dir, drop_dir);
}
