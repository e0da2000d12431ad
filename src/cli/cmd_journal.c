/* cmd_journal.c - deqi journal: journals as a whole, in a file or on a server. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/json.h"
#include "cli/commands.h"
#include "cli/named_journal.h"
#include "platform/clock.h"
#include "session/journal.h"
#include "text/plain.h"

static const char *const FORMATS[] = {"text", "json", NULL};

static const struct option_spec OPTIONS[] = {
    {"id", 0, "ID", "copy: this session only", NULL},
    {"format", 0, "FORMAT", "text or json; text unless told", FORMATS},
    {"help", 0, NULL, "this help", NULL},
    {NULL, 0, NULL, NULL, NULL},
};

struct work {
    const char *const *operand; /* after the name of the sub-command */
    int n;
    int64_t id;
    bool json;
    struct error error;
};

static bool wrong_usage(struct work *w, const char *expected)
{
    return error_status_set(&w->error, ERROR_USAGE, "expected %s", expected);
}

static void print(json_t *out)
{
    json_print(out, stdout);
    json_decref(out);
}

/* the one named, or the one that every command takes */
static bool place(struct work *w, char *out, size_t size)
{
    bool is_own;
    return named_journal(w->n ? w->operand[0] : NULL, out, size, &is_own, &w->error);
}

static struct journal *open_to(struct work *w, const char *path, bool reading)
{
    char aside[4200];
    struct journal_options o = {.path = path, .must_exist = reading, .reading = reading};
    struct journal *j = journal_open(&o, aside, sizeof aside, &w->error);
    if (j && *aside)
        fprintf(stderr, "deqi: %s: was damaged; it is set aside as %s\n", path, aside);
    return j;
}

// ------------------------------------------------------------------------------- init

static bool run_init(struct work *w)
{
    int before, now;
    if (w->n != 1)
        return wrong_usage(w, "init postgresql://HOST/DATABASE");
    if (!journal_names_server(w->operand[0])) {
        error_set(&w->error, "is no server's address; a journal in a file needs no init");
        return error_in_file(&w->error, w->operand[0]);
    }
    if (!journal_init(w->operand[0], &before, &now, &w->error))
        return false;
    if (w->json)
        print(json_pack("{si si}", "before", before, "version", now));
    else if (!before)
        printf("The journal is made, version %d. Roles: deqi_room appends and reads, "
               "deqi_board reads, deqi_keeper reads and removes.\n",
               now);
    else
        printf("The journal was version %d and is version %d.\n", before, now);
    return true;
}

// ----------------------------------------------------------------------------- status

struct totals {
    int sessions, open;
};

static bool count(const struct journal_entry *entry, void *user)
{
    struct totals *t = user;
    t->sessions++;
    t->open += !entry->ended;
    return true;
}

static bool list_kept(const struct journal_kept *k, void *user)
{
    json_t *args = json_loads(k->args, 0, NULL);
    json_array_append_new(
        user, json_pack("{sI ss ss so sI ss}", "session", (json_int_t)k->session, "label",
                        k->label, "name", k->name, "args", args ? args : json_array(),
                        "recorded", (json_int_t)k->wall_ms, "why", k->why));
    return true;
}

static json_t *status_json(struct journal *j, const struct journal_reach *r,
                           const struct totals *t, int version, struct error *error)
{
    json_t *kept = json_array();
    json_t *out =
        json_pack("{ss si sb si si}", "schema", "deqi/journal-1", "version", version,
                  "shared", r->shared, "sessions", t->sessions, "open", t->open);
    if (r->shared && journal_each_kept(j, list_kept, kept, error)) {
        json_object_set_new(out, "reached", json_boolean(r->reached));
        json_object_set_new(out, "why", json_string(r->why));
        json_object_set_new(out, "round_ms", json_integer(r->round_ms));
        json_object_set_new(out, "clock_ms", json_integer(r->clock_ms));
        json_object_set_new(out, "here_only", json_integer(r->here_only));
        json_object_set(out, "kept", kept);
    }
    json_decref(kept);
    return out;
}

static bool print_kept(const struct journal_kept *k, void *user)
{
    (void)user;
    char event[400], at[40] = "", line[1200];
    time_t when = (time_t)(k->wall_ms / 1000);
    struct tm local;
    if (localtime_r(&when, &local))
        strftime(at, sizeof at, "%Y-%m-%d %H:%M:%S", &local);
    journal_kept_event(k, event, sizeof event);
    cut_print(line, sizeof line, "%s%s%s, recorded here at %s: %s", *k->label ? " (" : "",
              k->label, *k->label ? ")" : "", at, event);
    printf("  session %" PRId64, k->session);
    plain_put(line, strlen(line), stdout);
    fputs("\n    not taken: ", stdout);
    plain_put(k->why, strlen(k->why), stdout);
    putchar('\n');
    return true;
}

static bool print_status(struct journal *j, const struct journal_reach *r,
                         const struct totals *t, int version, struct error *error)
{
    printf("version %d, sessions %d, open %d\n", version, t->sessions, t->open);
    if (!r->shared)
        return true;
    if (r->reached)
        printf("in reach, answers in %d ms; this machine's clock is %s%" PRId64
               " ms ahead\n",
               r->round_ms, r->clock_known ? "" : "perhaps ", r->clock_ms);
    else
        printf("out of reach: %s\n", r->why);
    printf("on this machine only: %d\n", r->here_only);
    printf("too late to be taken: %d\n", r->kept);
    return journal_each_kept(j, print_kept, NULL, error);
}

static bool run_status(struct work *w)
{
    char path[4096];
    struct journal_reach reach;
    struct totals totals = {0};
    if (w->n > 1)
        return wrong_usage(w, "status [JOURNAL]");
    if (!place(w, path, sizeof path))
        return false;
    struct journal *j = open_to(w, path, true);
    if (!j)
        return false;
    bool ok = journal_each(j, count, &totals, &w->error);
    journal_reach(j, &reach);
    int version = journal_version(j);
    if (ok && w->json)
        print(status_json(j, &reach, &totals, version, &w->error));
    else if (ok)
        ok = print_status(j, &reach, &totals, version, &w->error);
    journal_close(&j);
    return ok;
}

// ----------------------------------------------------------------------------- verify

static bool run_verify(struct work *w)
{
    char path[4096];
    struct journal_verdict v;
    if (w->n > 1)
        return wrong_usage(w, "verify [JOURNAL]");
    if (!place(w, path, sizeof path))
        return false;
    struct journal *j = open_to(w, path, true);
    bool ok = j && journal_verify(j, &v, &w->error);
    if (ok && w->json)
        print(json_pack("{si si si}", "sessions", v.sessions, "events", v.events, "wrong",
                        v.wrong));
    else if (ok)
        printf("sessions %d, events %d, wrong %d\n", v.sessions, v.events, v.wrong);
    if (ok && v.wrong) {
        error_set(&w->error, "%s", v.first);
        ok = error_in_file(&w->error, path);
    }
    journal_close(&j);
    return ok;
}

// ------------------------------------------------------------------------------- copy

static bool run_copy(struct work *w)
{
    if (w->n != 2)
        return wrong_usage(w, "copy FROM TO [--id ID]");
    struct journal *from = open_to(w, w->operand[0], true);
    struct journal *to = from ? open_to(w, w->operand[1], false) : NULL;
    int n = to ? journal_copy(from, to, w->id, &w->error) : -1;
    journal_close(&to);
    journal_close(&from);
    if (n < 0)
        return false;
    if (w->json)
        print(json_pack("{si}", "copied", n));
    else
        printf("Sessions copied: %d\n", n);
    return true;
}

static const struct {
    const char *name;
    bool (*run)(struct work *w);
} WORKS[] = {{"init", run_init},
             {"status", run_status},
             {"verify", run_verify},
             {"copy", run_copy}};

static bool run(struct work *w, const struct options *options)
{
    const char *id = options_get(options, OPTIONS, "id", NULL);
    char *end = NULL;
    long long number = id ? strtoll(id, &end, 10) : 0;
    if (id && (*id < '0' || *id > '9' || *end || number <= 0))
        return error_status_set(&w->error, ERROR_USAGE,
                                "--id %.40s: expected the number of a session", id);
    w->id = number;
    w->json = strcmp(options_get(options, OPTIONS, "format", "text"), "json") == 0;
    for (size_t i = 0; options->n_operands && i < sizeof WORKS / sizeof *WORKS; i++)
        if (strcmp(options->operand[0], WORKS[i].name) == 0) {
            if (id && WORKS[i].run != run_copy)
                return wrong_usage(w, "--id only with copy");
            return WORKS[i].run(w);
        }
    return wrong_usage(w, "init, status, verify or copy");
}

int cmd_journal(const struct cli *cli, int argc, char **argv)
{
    (void)cli;
    struct options *options = xcalloc(1, sizeof *options);
    struct work w = {0};
    int status = 0;
    if (!cli_options(options, OPTIONS,
                     "deqi journal init URL | status [JOURNAL] | verify [JOURNAL] |\n"
                     "             copy FROM TO",
                     "Makes, looks at, verifies and copies journals, in a file or on a "
                     "PostgreSQL server that several rooms share (docs/ROOMS.md).",
                     argc, argv, &status)) {
        free(options);
        return status;
    }
    w.operand = options->operand + 1;
    w.n = options->n_operands - 1;
    if (!run(&w, options))
        status = cli_fail(&w.error);
    free(options);
    return status;
}
