/* cmd_session.c - deqi session: start, follow and look up sessions in the journal. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/file.h"
#include "catalog/catalog.h"
#include "cli/commands.h"
#include "platform/clock.h"
#include "rules/engine.h"
#include "session/from_plan.h"
#include "session/journal.h"
#include "session/report.h"
#include "views/plan_json.h"

static const char *const FORMATS[] = {"text", "json", NULL};

static const struct option_spec OPTIONS[] = {
    {"journal", 0, "FILE", "the journal; otherwise $XDG_DATA_HOME/deqi/sessions.db",
     NULL},
    {"now", 0, "UNIX_MS", "the time of this call, for tests and later entries", NULL},
    {"id", 0, "ID", "the session; may be left out where only one is open", NULL},
    {"format", 0, "FORMAT", "text or json (start and export: json unless told)", FORMATS},
    {"lang", 0, "LANG", "the language of texts; en unless told", NULL},
    {"help", 0, NULL, "this help", NULL},
    {NULL, 0, NULL, NULL, NULL},
};

static const char SYNOPSIS[] = "deqi session start CASE.json | status [ID] | event NAME "
                               "[ARG...] [--id ID] | list |\n"
                               "             export ID | purge ID|all";

struct command {
    const struct cli *cli;
    const struct options *options;
    const char *const *operand; /* after the name of the sub-command */
    int n_operands;
    struct session_time at;
    const char *format; /* NULL: the sub-command's own */
    struct texts *texts;
    struct journal *journal;
    struct error error;
};

static const char *option(const struct command *c, const char *name)
{
    return options_get(c->options, OPTIONS, name, NULL);
}

static bool as_json(const struct command *c)
{
    return c->format && strcmp(c->format, "json") == 0;
}

static bool as_text(const struct command *c)
{
    return c->format && strcmp(c->format, "text") == 0;
}

static bool wrong_usage(struct command *c, const char *expected)
{
    return error_status_set(&c->error, ERROR_USAGE, "expected %s", expected);
}

static bool refused(struct command *c, const struct session_refusal *refusal)
{
    char text[sizeof c->error.text];
    report_refusal(refusal, c->texts, text, sizeof text);
    return error_set(&c->error, "%s", text);
}

// ---------------------------------------------------------------- time and journal

/* a whole number of milliseconds between 1970 and the year 9999 */
static bool read_now(struct command *c)
{
    const char *now = option(c, "now");
    if (!now) {
        c->at =
            (struct session_time){.wall_ms = clock_unix_ms(), .mono_ms = clock_boot_ms()};
        clock_boot_id(c->at.boot);
        return true;
    }
    char *end;
    long long ms = strtoll(now, &end, 10);
    if (*now < '0' || *now > '9' || *end || ms < 0 || ms > 253402300799999LL)
        return error_status_set(&c->error, ERROR_USAGE,
                                "--now %.40s: expected milliseconds since 1970", now);
    c->at = (struct session_time){.wall_ms = ms, .mono_ms = -1, .entered = true};
    return true;
}

enum need { MAY_CREATE, MUST_EXIST, ONLY_READ };

static bool open_journal(struct command *c, enum need need)
{
    char path[4096], aside[4200];
    const char *named = option(c, "journal");
    if (!named) {
        if (!journal_default_path(path, sizeof path, &c->error))
            return false;
        named = path;
    }
    if (need != MAY_CREATE && !file_exists(named)) {
        error_set(&c->error, "holds no session: there is no such journal");
        return error_in_file(&c->error, named);
    }
    struct journal_options o = {.path = named,
                                .is_default = named == path,
                                .must_exist = need != MAY_CREATE,
                                .reading = need == ONLY_READ};
    c->journal = journal_open(&o, aside, sizeof aside, &c->error);
    if (*aside)
        fprintf(
            stderr,
            "deqi: %s: was damaged; it is set aside as %s and a new journal is begun\n",
            named, aside);
    return c->journal != NULL;
}

// ------------------------------------------------------------------- which session

struct open_sessions {
    int64_t only, last;
    int n;
    char list[120];
};

static bool count_open(const struct journal_entry *entry, void *user)
{
    struct open_sessions *open = user;
    open->last = entry->id;
    if (entry->ended)
        return true;
    size_t used = strlen(open->list);
    snprintf(open->list + used, sizeof open->list - used, "%s%lld", open->n ? ", " : "",
             (long long)entry->id);
    open->only = entry->id;
    open->n++;
    return true;
}

static bool parse_id(struct command *c, const char *text, int64_t *id)
{
    char *end;
    long long n = strtoll(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || n <= 0)
        return error_set(&c->error, "there is no session %.40s; ids are whole numbers",
                         text);
    *id = n;
    return true;
}

enum fallback { ONLY_OPEN, LAST_IF_NONE_OPEN };

/* the session named, or the one that is open */
static struct journal_session *find_session(struct command *c, const char *name,
                                            enum fallback fallback)
{
    int64_t id;
    struct open_sessions open = {0};
    if (name) {
        if (!parse_id(c, name, &id))
            return NULL;
        return journal_load(c->journal, id, &c->error);
    }
    if (!journal_each(c->journal, count_open, &open, &c->error))
        return NULL;
    if (open.n > 1) {
        error_set(&c->error, "several sessions are open (%s); name one", open.list);
        return NULL;
    }
    if (!open.last || (!open.n && fallback == ONLY_OPEN)) {
        error_set(&c->error,
                  open.last ? "no session is open" : "there is no session yet");
        return NULL;
    }
    return journal_load(c->journal, open.n ? open.only : open.last, &c->error);
}

static bool show(struct command *c, const struct journal_session *held, bool json)
{
    struct report *report = xcalloc(1, sizeof *report);
    struct session_refusal refusal;
    bool ok = report_make(report, held, &c->at, c->texts, &refusal);
    if (!ok) {
        refused(c, &refusal);
    } else if (json) {
        json_t *out = report_json(report);
        json_print(out, stdout);
        json_decref(out);
    } else {
        report_text(report, stdout);
    }
    free(report);
    return ok;
}

// ------------------------------------------------------------------ the sub-commands

static bool begin(struct command *c, const struct case_record *record,
                  const struct plan *plan)
{
    struct session_refusal refusal;
    struct session_plan *terms = session_plan_from_rules(plan, &refusal);
    if (!terms) {
        refused(c, &refusal);
        return error_in_file(&c->error, c->operand[0]);
    }
    json_t *case_json_ = case_json(record), *plan_json_ = plan_json(plan, NULL, NULL);
    char *case_text = json_dumps(case_json_, JSON_COMPACT);
    char *plan_text = json_dumps(plan_json_, JSON_COMPACT);
    struct journal_session *held = NULL;
    bool ok = open_journal(c, MAY_CREATE);
    if (ok) {
        enum journal_result result = journal_start(
            c->journal, terms, case_text, plan_text, &c->at, &held, &refusal, &c->error);
        ok = result == JOURNAL_DONE;
        if (result == JOURNAL_REFUSED)
            refused(c, &refusal);
    }
    ok = ok && show(c, held, !as_text(c));
    journal_session_destroy(&held);
    free(case_text);
    free(plan_text);
    json_decref(case_json_);
    json_decref(plan_json_);
    session_plan_destroy(&terms);
    return ok;
}

static bool run_start(struct command *c)
{
    if (c->n_operands != 1)
        return wrong_usage(c, "start CASE.json");
    struct catalog *catalog = catalog_load(c->cli->data_dir, &c->error);
    struct engine *engine =
        catalog ? engine_load(c->cli->data_dir, catalog, &c->error) : NULL;
    struct case_record *record = xcalloc(1, sizeof *record);
    struct arena *arena = arena_create();
    bool ok = engine && case_load(c->operand[0], engine, record, &c->error);
    if (ok) {
        struct plan plan;
        plan_make(engine, record, arena, &plan);
        ok = begin(c, record, &plan);
    }
    arena_destroy(&arena);
    free(record);
    engine_destroy(&engine);
    catalog_destroy(&catalog);
    return ok;
}

static bool run_status(struct command *c)
{
    const char *id = c->n_operands ? c->operand[0] : option(c, "id");
    if (c->n_operands > 1)
        return wrong_usage(c, "status [ID]");
    if (!open_journal(c, ONLY_READ))
        return false;
    struct journal_session *held = find_session(c, id, LAST_IF_NONE_OPEN);
    bool ok = held && show(c, held, as_json(c));
    journal_session_destroy(&held);
    return ok;
}

static bool run_event(struct command *c)
{
    struct session_event event;
    char joined[SESSION_NOTE_MAX];
    if (!session_event_parse(&event, c->n_operands, c->operand, joined, &c->error) ||
        !open_journal(c, MUST_EXIST))
        return false;
    event.at = c->at;
    struct journal_session *held = find_session(c, option(c, "id"), ONLY_OPEN);
    if (!held)
        return false;
    struct session_refusal refusal;
    enum journal_result result =
        journal_apply(c->journal, held, &event, &refusal, &c->error);
    bool ok = result == JOURNAL_DONE;
    if (result == JOURNAL_REFUSED)
        refused(c, &refusal);
    ok = ok && show(c, held, as_json(c));
    journal_session_destroy(&held);
    return ok;
}

struct list {
    struct command *c;
    json_t *json; /* NULL: print */
};

/* a moment as people write it, in UTC: time zones are no concern of a journal */
static void format_moment(int64_t ms, char *out, size_t size)
{
    time_t seconds = (time_t)(ms / 1000);
    struct tm tm;
    if (!gmtime_r(&seconds, &tm) || !strftime(out, size, "%Y-%m-%d %H:%M UTC", &tm))
        snprintf(out, size, "%lld", (long long)ms);
}

/* An open session is told as time has carried it; where the given time lies before its
 * last event, as it was then. */
static bool list_one(const struct journal_entry *entry, void *user)
{
    struct list *list = user;
    const char *state = entry->ended;
    struct journal_session *held = NULL;
    int in = 0;
    if (!state) {
        held = journal_load(list->c->journal, entry->id, &list->c->error);
        if (!held)
            return false;
        int64_t ms;
        session_advance(&held->state, &list->c->at, &ms, NULL);
        state = session_state_name(held->state.state);
        in = session_needles_in(&held->state);
    }
    if (list->json) {
        char id[32];
        snprintf(id, sizeof id, "%lld", (long long)entry->id);
        json_array_append_new(list->json,
                              json_pack("{ss ss ss sI si}", "id", id, "state", state,
                                        "label", entry->label, "started",
                                        (json_int_t)entry->started_ms, "needles_in", in));
    } else {
        char started[64];
        format_moment(entry->started_ms, started, sizeof started);
        report_print_line(entry, state, in, started, list->c->texts, stdout);
    }
    journal_session_destroy(&held);
    return true;
}

static bool run_list(struct command *c)
{
    if (c->n_operands)
        return wrong_usage(c, "list without arguments");
    struct list list = {c, as_json(c) ? json_array() : NULL};
    char path[4096];
    const char *named = option(c, "journal");
    bool ok = named || journal_default_path(path, sizeof path, &c->error);
    if (ok && file_exists(named ? named : path))
        ok = open_journal(c, ONLY_READ) &&
             journal_each(c->journal, list_one, &list, &c->error);
    if (ok && list.json) {
        json_t *out =
            json_pack("{ss sO}", "schema", "deqi/session-1", "sessions", list.json);
        json_print(out, stdout);
        json_decref(out);
    }
    json_decref(list.json);
    return ok;
}

static bool run_export(struct command *c)
{
    const char *id = c->n_operands ? c->operand[0] : option(c, "id");
    if (c->n_operands > 1 || !id)
        return wrong_usage(c, "export ID");
    if (!open_journal(c, ONLY_READ))
        return false;
    struct journal_session *held = find_session(c, id, ONLY_OPEN);
    struct report *report = xcalloc(1, sizeof *report);
    struct session_refusal refusal;
    bool ok = held != NULL;
    if (ok && !report_make(report, held, &c->at, c->texts, &refusal))
        ok = refused(c, &refusal);
    if (ok && as_text(c)) {
        report_text(report, stdout);
        fputc('\n', stdout);
        ok = report_print_events(report, c->journal, stdout, &c->error);
    } else if (ok) {
        json_t *out = report_export(report, c->journal, &c->error);
        ok = out != NULL;
        if (ok)
            json_print(out, stdout);
        json_decref(out);
    }
    free(report);
    journal_session_destroy(&held);
    return ok;
}

static bool run_purge(struct command *c)
{
    int64_t id = 0;
    if (c->n_operands != 1)
        return wrong_usage(c, "purge ID or purge all");
    if (strcmp(c->operand[0], "all") != 0 && !parse_id(c, c->operand[0], &id))
        return false;
    if (!open_journal(c, MUST_EXIST))
        return false;
    int n = journal_purge(c->journal, id, &c->error);
    if (n < 0)
        return false;
    if (as_json(c)) {
        json_t *out = json_pack("{si}", "purged", n);
        json_print(out, stdout);
        json_decref(out);
    } else {
        struct message m = {.id = "session.text.purged",
                            .english = "Sessions removed: {n}",
                            .arg = {{"n", NULL, NULL, n}}};
        char text[100];
        message_format(c->texts, &m, text, sizeof text);
        puts(text);
    }
    return true;
}

static const struct {
    const char *name;
    bool (*run)(struct command *c);
} SUBCOMMANDS[] = {
    {"start", run_start}, {"status", run_status}, {"event", run_event},
    {"list", run_list},   {"export", run_export}, {"purge", run_purge},
};

/* what the command is about, with every event and what it takes */
static void describe(char *out, size_t size)
{
    size_t n = (size_t)snprintf(out, size,
                                "Runs and records a needling session. What an event says "
                                "counts once it is on disk.\n"
                                "\nEvents:\n");
    for (int k = 0; k < SESSION_EVENT_KINDS && n < size; k++)
        n += (size_t)snprintf(out + n, size - n, "  %-13s %s\n",
                              session_event_name((enum session_event_kind)k),
                              session_event_usage((enum session_event_kind)k));
    if (n && n < size)
        out[n - 1] = 0;
}

int cmd_session(const struct cli *cli, int argc, char **argv)
{
    struct options *options = xcalloc(1, sizeof *options);
    int status = 0;
    // a limit on file sizes is to be refused like a full disk, not to end the program
    signal(SIGXFSZ, SIG_IGN);
    char about[2400];
    describe(about, sizeof about);
    if (!cli_options(options, OPTIONS, SYNOPSIS, about, argc, argv, &status)) {
        free(options);
        return status;
    }
    struct command c = {.cli = cli, .options = options};
    c.format = option(&c, "format");
    bool (*run)(struct command *) = NULL;
    for (size_t i = 0;
         options->n_operands && i < sizeof SUBCOMMANDS / sizeof *SUBCOMMANDS; i++)
        if (strcmp(options->operand[0], SUBCOMMANDS[i].name) == 0)
            run = SUBCOMMANDS[i].run;
    c.operand = options->operand + 1;
    c.n_operands = options->n_operands - 1;
    const char *lang = options_get(options, OPTIONS, "lang", "en");
    bool ok = run ? read_now(&c)
                  : wrong_usage(&c, "start, status, event, list, export or purge");
    ok = ok && (c.texts = texts_load(cli->data_dir, lang, &c.error)) && run(&c);
    if (!ok)
        status = cli_fail(&c.error);
    journal_close(&c.journal);
    texts_destroy(&c.texts);
    free(options);
    return status;
}
