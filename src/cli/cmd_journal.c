/* cmd_journal.c - deqi journal: journals as a whole, in a file or on a server. */
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/json.h"
#include "base/moment.h"
#include "base/wellformed.h"
#include "base/word.h"
#include "cli/commands.h"
#include "cli/named_journal.h"
#include "session/journal.h"
#include "system/clock.h"
#include "system/disk.h"
#include "text/plain.h"

static const char *const FORMATS[] = {"text", "json", NULL};

static const struct option_spec OPTIONS[] = {
    {"id", 0, "ID", "copy: this session only", NULL},
    {"by", 0, "INITIALS", "seen, aside: who has seen to it", NULL},
    {"reason", 0, "TEXT", "seen: what was found or done; aside: why", NULL},
    {"format", 0, "FORMAT", "text or json; text unless told", FORMATS},
    {"help", 0, NULL, "this help", NULL},
    {NULL, 0, NULL, NULL, NULL},
};

struct journal_work {
    const char *const *operand; /* after the name of the sub-command */
    int n;
    int64_t id;
    const char *by, *reason;
    bool json;
    struct error error;
};

static bool wrong_usage(struct journal_work *w, const char *expected)
{
    return error_status_set(&w->error, ERROR_USAGE, "expected %s", expected);
}

static void print(json_t *out)
{
    json_print(out, stdout);
    json_decref(out);
}

/* the one named, or the one that every command takes */
static bool place(struct journal_work *w, char *out, size_t size)
{
    bool is_own;
    return named_journal(w->n ? w->operand[0] : NULL, out, size, &is_own, &w->error);
}

static struct journal *open_to(struct journal_work *w, const char *path, bool reading)
{
    char aside[4200];
    struct journal_options o = {.path = path, .must_exist = reading, .reading = reading};
    struct journal *j = journal_open(&o, aside, sizeof aside, &w->error);
    if (j && *aside)
        fprintf(stderr, "deqi: %s: was damaged; it is set aside as %s\n", path, aside);
    return j;
}

// ------------------------------------------------------------------------------- init

static bool run_init(struct journal_work *w)
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
    json_t *out = json_pack("{sI sI ss ss so sI ss}", "number", (json_int_t)k->number,
                            "session", (json_int_t)k->session, "label", k->label, "name",
                            k->name, "args", args ? args : json_array(), "recorded",
                            (json_int_t)k->wall_ms, "why", k->why);
    if (k->seen_ms)
        json_object_set_new(out, "seen",
                            json_pack("{sI ss ss}", "at", (json_int_t)k->seen_ms, "by",
                                      k->seen_by, "reason", k->seen_why));
    json_array_append_new(user, out);
    return true;
}

static json_t *status_json(struct journal *j, const struct journal_reach *r,
                           const struct totals *t, int version, struct error *error)
{
    json_t *kept = json_array();
    json_t *out =
        json_pack("{ss si sb si si}", "schema", "deqi/journal-1", "version", version,
                  "shared", r->shared, "sessions", t->sessions, "open", t->open);
    if (r->shared && journal_each_kept_ever(j, list_kept, kept, error)) {
        json_object_set_new(out, "reached", json_boolean(r->reached));
        json_object_set_new(out, "why", json_string(r->why));
        if (r->known_ms)
            json_object_set_new(out, "known", json_integer(r->known_ms));
        json_object_set_new(out, "round_ms", json_integer(r->round_ms));
        json_object_set_new(out, "clock_ms", json_integer(r->clock_ms));
        json_object_set_new(out, "here_only", json_integer(r->here_only));
        json_object_set(out, "kept", kept);
    }
    json_decref(kept);
    return out;
}

static void print_line(const char *before, const char *text)
{
    fputs(before, stdout);
    plain_put(text, strlen(text), stdout);
    putchar('\n');
}

static const char *moment(int64_t unix_ms, char out[40])
{
    return moment_print(unix_ms, MOMENT_HERE, "%Y-%m-%d %H:%M:%S", out, 40);
}

static bool print_kept(const struct journal_kept *k, void *user)
{
    (void)user;
    char event[400], at[40], line[1200];
    journal_kept_event(k, event, sizeof event);
    cut_print(line, sizeof line, "%" PRId64 "%s%s%s, recorded here at %s: %s", k->session,
              *k->label ? " (" : "", k->label, *k->label ? ")" : "",
              moment(k->wall_ms, at), event);
    printf("  %" PRId64 ". ", k->number);
    print_line("session ", line);
    print_line("    not taken: ", k->why);
    if (!k->seen_ms)
        return true;
    cut_print(line, sizeof line, "%s, %s: %s", k->seen_by, moment(k->seen_ms, at),
              k->seen_why);
    print_line("    seen by ", line);
    return true;
}

static bool print_status(struct journal *j, const struct journal_reach *r,
                         const struct totals *t, int version, struct error *error)
{
    char at[40];
    printf("version %d, sessions %d, open %d\n", version, t->sessions, t->open);
    if (!r->shared)
        return true;
    if (r->reached)
        printf("in reach, answers in %d ms; this machine's clock is %s%" PRId64
               " ms ahead\n",
               r->round_ms, r->clock_known ? "" : "perhaps ", r->clock_ms);
    else
        printf("out of reach: %s\n", r->why);
    if (r->known_ms)
        printf("as last known at %s\n", moment(r->known_ms, at));
    if (r->reached && *r->why)
        print_line("not sent: ", r->why);
    printf("on this machine only: %d\n", r->here_only);
    printf("too late to be taken: %d\n", r->kept);
    return journal_each_kept_ever(j, print_kept, NULL, error);
}

static bool run_status(struct journal_work *w)
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

// ------------------------------------------------------------------------------- seen

struct seen {
    bool json;
    int64_t number; /* 0: all */
    json_t *list;   /* those that are seen to, as list_kept has them */
};

static bool tell_one(const struct journal_kept *k, void *user)
{
    struct seen *s = user;
    if (s->number && s->number != k->number)
        return true;
    if (!s->json)
        print_kept(k, NULL);
    return list_kept(k, s->list);
}

static struct session_time now(void)
{
    struct session_time at = {.wall_ms = clock_unix_ms(), .mono_ms = clock_boot_ms()};
    clock_boot_id(at.boot);
    return at;
}

/* What was told is put away and nothing else: more may come too late meanwhile. */
static bool see_to(struct journal_work *w, struct journal *j, int64_t number)
{
    struct seen seen = {w->json, number, json_array()};
    bool ok = journal_each_kept(j, tell_one, &seen, &w->error);
    struct session_time at = now();
    size_t i, n = json_array_size(seen.list);
    json_t *one;
    // of that number alone: what there is of it is told by whoever looks for it
    if (ok && number && !n)
        ok = journal_see_to(j, number, w->by, w->reason, &at, &w->error);
    json_array_foreach(seen.list, i, one) ok =
        ok && journal_see_to(j, json_integer_value(json_object_get(one, "number")), w->by,
                             w->reason, &at, &w->error);
    if (ok && w->json)
        print(json_pack("{sI sO}", "seen", (json_int_t)n, "kept", seen.list));
    else if (ok)
        printf("Seen to: %d\n", (int)n);
    json_decref(seen.list);
    return ok;
}

static bool run_seen(struct journal_work *w)
{
    char path[4096], *end = NULL;
    const char *which = w->n ? w->operand[0] : "";
    bool all = strcmp(which, "all") == 0;
    long long number = all ? 0 : strtoll(which, &end, 10);
    bool known = all || (*which >= '0' && *which <= '9' && !*end && number > 0);
    if (!known || w->n > 2 || !w->by || !w->reason)
        return wrong_usage(w, "seen NUMBER|all [JOURNAL] --by INITIALS --reason TEXT");
    w->operand++;
    w->n--;
    if (!place(w, path, sizeof path))
        return false;
    struct journal_options o = {.path = path, .must_exist = true};
    struct journal *j = journal_open(&o, NULL, 0, &w->error);
    bool ok = j && see_to(w, j, number);
    journal_close(&j);
    return ok;
}

// ------------------------------------------------------------------------------ aside

struct aside {
    bool json;
    int64_t at;
    json_t *list;
};

/* of those that were seen to, the ones that went just now */
static bool tell_aside(const struct journal_kept *k, void *user)
{
    struct aside *a = user;
    if (k->seen_ms != a->at || strcmp(k->name, "aside") != 0)
        return true;
    if (!a->json)
        print_kept(k, NULL);
    return list_kept(k, a->list);
}

/* where it is found again, from wherever it is looked for */
static bool name_whole(const char *file, char *out, size_t size)
{
    char here[PATH_MAX];
    bool whole = *file == '/' || !disk_whole_path(".", here);
    return cut_print(out, size, "%s%s%s", whole ? "" : here, whole ? "" : "/", file);
}

static bool set_aside(struct journal_work *w, struct journal *j, const char *file)
{
    struct aside aside = {w->json, clock_unix_ms(), json_array()};
    int n = journal_set_aside(j, file, w->by, w->reason, aside.at, &w->error);
    bool ok = n >= 0 && journal_each_kept_ever(j, tell_aside, &aside, &w->error);
    if (ok && w->json)
        print(json_pack("{si sO}", "aside", n, "kept", aside.list));
    else if (ok)
        printf("Sessions set aside: %d\n", n);
    json_decref(aside.list);
    return ok;
}

static bool run_aside(struct journal_work *w)
{
    char path[4096], file[PATH_MAX];
    if (w->n < 1 || w->n > 2 || !w->by || !w->reason)
        return wrong_usage(w, "aside FILE [JOURNAL] --by INITIALS --reason TEXT");
    if (!name_whole(*w->operand++, file, sizeof file))
        return wrong_usage(w, "a shorter name of the file");
    w->n--;
    if (!place(w, path, sizeof path))
        return false;
    struct journal_options o = {.path = path, .must_exist = true};
    struct journal *j = journal_open(&o, NULL, 0, &w->error);
    bool ok = j && set_aside(w, j, file);
    journal_close(&j);
    return ok;
}

// ----------------------------------------------------------------------------- verify

static bool run_verify(struct journal_work *w)
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

static bool run_copy(struct journal_work *w)
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
    bool (*run)(struct journal_work *w);
} WORKS[] = {{"init", run_init},   {"status", run_status}, {"seen", run_seen},
             {"aside", run_aside}, {"verify", run_verify}, {"copy", run_copy}};

/* they go into the record, where anything else could not be shown */
static bool is_signed(struct journal_work *w)
{
    const char *const given[] = {w->by, w->reason};
    for (int i = 0; i < 2; i++)
        if (given[i] && (!wellformed(given[i]) || word_is_blank(given[i])))
            return wrong_usage(w, "initials and a reason in words (UTF-8)");
    return true;
}

static bool run(struct journal_work *w, const struct options *options)
{
    const char *id = options_get(options, OPTIONS, "id", NULL);
    char *end = NULL;
    long long number = id ? strtoll(id, &end, 10) : 0;
    if (id && (*id < '0' || *id > '9' || *end || number <= 0))
        return error_status_set(&w->error, ERROR_USAGE,
                                "--id %.40s: expected the number of a session", id);
    w->id = number;
    w->by = options_get(options, OPTIONS, "by", NULL);
    w->reason = options_get(options, OPTIONS, "reason", NULL);
    w->json = strcmp(options_get(options, OPTIONS, "format", "text"), "json") == 0;
    for (size_t i = 0; options->n_operands && i < sizeof WORKS / sizeof *WORKS; i++)
        if (strcmp(options->operand[0], WORKS[i].name) == 0) {
            if (id && WORKS[i].run != run_copy)
                return wrong_usage(w, "--id only with copy");
            bool signs = WORKS[i].run == run_seen || WORKS[i].run == run_aside;
            if ((w->by || w->reason) && !signs)
                return wrong_usage(w, "--by and --reason only with seen and aside");
            if (signs && !is_signed(w))
                return false;
            return WORKS[i].run(w);
        }
    return wrong_usage(w, "init, status, seen, aside, verify or copy");
}

int cmd_journal(const struct cli *cli, int argc, char **argv)
{
    (void)cli;
    struct options *options = xcalloc(1, sizeof *options);
    struct journal_work w = {0};
    int status = 0;
    if (!cli_options(options, OPTIONS,
                     "deqi journal init URL | status [JOURNAL] | verify [JOURNAL] |\n"
                     "             copy FROM TO | seen NUMBER|all [JOURNAL] |\n"
                     "             aside FILE [JOURNAL]",
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
