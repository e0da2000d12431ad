/* cmd_session.c - deqi session: start, follow and look up sessions in the journal. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "base/word.h"
#include "catalog/catalog.h"
#include "cli/cli_session.h"
#include "rules/engine.h"
#include "session/session_event.h"
#include "session/session_plan_from_rules.h"
#include "session/watch.h"
#include "stage/case_shape.h"
#include "stage/subject.h"
#include "system/clock.h"
#include "system/process.h"
#include "text/plain.h"
#include "views/doing_order.h"
#include "views/plan_body.h"
#include "views/plan_json.h"

static const char SYNOPSIS[] =
    "deqi session start CASE.json | status [ID] | event NAME [ARG...] [--id ID] | list "
    "|\n"
    "             watch | export ID | course LABEL | backup FILE | restore FILE |\n"
    "             purge ID|all";

static bool take_terms(struct command *c, struct session_plan *terms)
{
    const char *label = cli_session_option(c, "label");
    int speed;
    if (label && !word_is_blank(label)) {
        // whoever is told wrongly is told by the event, under the same terms
        struct session_event event;
        char joined[SESSION_NOTE_MAX];
        const char *const told[] = {"label", label};
        if (!session_event_parse(&event, 2, told, joined, &c->error))
            return false;
        session_plan_set_label(terms, event.text);
    }
    if (!cli_session_option(c, "practice"))
        return !cli_session_option(c, "speed") ||
               cli_session_wrong_usage(c, "--speed only with --practice");
    if (!cli_session_number(c, "speed", SESSION_SPEED_MAX, 30, &speed))
        return false;
    terms->practice = true;
    terms->speed = speed;
    return true;
}

/* two that are called alike are told apart by their number alone */
static void tell_namesake(struct command *c, const struct journal_session *held)
{
    const char *label = session_label(&held->state);
    struct watch *watch = watch_create();
    struct error ignored;
    int64_t other = watch_read(watch, c->journal, &ignored)
                        ? watch_namesake(watch, label, held->id)
                        : 0;
    if (other) {
        fputs("deqi: ", stderr);
        plain_put(label, strlen(label), stderr);
        fprintf(stderr, ": session %" PRId64 ", which is open, is called so, too\n",
                other);
    }
    watch_destroy(&watch);
}

static bool begin(struct command *c, const struct case_record *record,
                  const struct plan *plan, struct arena *arena)
{
    struct session_refusal refusal;
    struct session_plan *terms =
        session_plan_from_rules(plan, doing_order(plan, arena), &refusal);
    if (!terms) {
        cli_session_refused(c, &refusal);
        return error_in_file(&c->error, c->operand[0]);
    }
    if (!take_terms(c, terms)) {
        session_plan_destroy(&terms);
        return false;
    }
    json_t *case_json_ = case_json(record), *plan_json_ = plan_json(plan, NULL, NULL);
    char *case_text = json_dumps(case_json_, JSON_COMPACT);
    char *plan_text = json_dumps(plan_json_, JSON_COMPACT);
    struct journal_session *held = NULL;
    bool ok = cli_session_open(c, MAY_CREATE);
    if (ok) {
        enum journal_result result = journal_start(
            c->journal, terms, case_text, plan_text, &c->at, &held, &refusal, &c->error);
        ok = *c->recorded = result == JOURNAL_DONE;
        if (result == JOURNAL_REFUSED)
            cli_session_refused(c, &refusal);
    }
    if (ok)
        tell_namesake(c, held);
    ok = ok && cli_session_show(c, held,
                                cli_session_format_is(c, "text") ? LOOK_TEXT : LOOK_JSON);
    journal_session_destroy(&held);
    free(case_text);
    free(plan_text);
    json_decref(case_json_);
    json_decref(plan_json_);
    session_plan_destroy(&terms);
    return ok;
}

/* with the body of the case, where the plan depends on it */
static bool make_plan(struct command *c, const struct engine *engine,
                      const struct case_record *record, struct arena *arena,
                      struct plan *plan)
{
    struct shape_params shape;
    if (!plan_body_matters(record)) {
        engine_plan(engine, record, arena, plan);
        return true;
    }
    struct subject *subject = subject_create(c->cli->data_dir, NULL, NULL, 0, &c->error);
    bool ok = subject && (!case_shape(record, &shape) ||
                          subject_shape_to(subject, &shape, &c->error));
    if (ok) {
        struct planned_body on = subject_planned_standing(subject);
        plan_body_make(engine, record, PLAN_WHOLE, &on, arena, plan);
    }
    subject_destroy(&subject);
    return ok;
}

static bool run_start(struct command *c)
{
    if (c->n_operands != 1)
        return cli_session_wrong_usage(c, "start CASE.json");
    struct catalog *catalog = catalog_load(c->cli->data_dir, &c->error);
    struct engine *engine =
        catalog ? engine_load(c->cli->data_dir, catalog, &c->error) : NULL;
    struct case_record *record = xcalloc(1, sizeof *record);
    struct arena *arena = arena_create();
    bool ok = engine && case_load(c->operand[0], engine, record, &c->error);
    if (ok) {
        struct plan plan;
        ok = make_plan(c, engine, record, arena, &plan) && begin(c, record, &plan, arena);
    }
    arena_destroy(&arena);
    free(record);
    engine_destroy(&engine);
    catalog_destroy(&catalog);
    return ok;
}

static bool run_event(struct command *c)
{
    struct session_event event;
    char joined[SESSION_NOTE_MAX];
    if (!session_event_parse(&event, c->n_operands, c->operand, joined, &c->error) ||
        !cli_session_open(c, MUST_EXIST))
        return false;
    event.at = c->at;
    if (cli_session_option(c, "late") &&
        !cli_session_moment(c, "late", &event.happened_ms))
        return false;
    struct journal_session *held =
        cli_session_which(c, cli_session_option(c, "id"), ONLY_OPEN);
    if (!held)
        return false;
    struct session_refusal refusal;
    enum journal_result result =
        journal_apply(c->journal, held, &event, &refusal, &c->error);
    bool ok = *c->recorded = result == JOURNAL_DONE;
    if (result == JOURNAL_REFUSED)
        cli_session_refused(c, &refusal);
    if (ok)
        tell_namesake(c, held);
    ok = ok && cli_session_show(c, held,
                                cli_session_format_is(c, "json") ? LOOK_JSON : LOOK_TEXT);
    journal_session_destroy(&held);
    return ok;
}

static const struct {
    const char *name;
    session_command *run;
    bool records; /* takes csv, fhir and pdf */
} SUBCOMMANDS[] = {
    {"start", run_start, false},         {"status", session_status, false},
    {"event", run_event, false},         {"list", session_list, false},
    {"watch", session_watch_all, false}, {"export", session_export, true},
    {"course", session_course, true},    {"backup", session_backup, false},
    {"restore", session_restore, false}, {"purge", session_purge, false},
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

/* Memory that runs out while the answer is made, or an answer that cannot be written,
 * takes nothing back: whoever was told of a failure would record it twice. */
static void tell_recorded(int status, void *recorded)
{
    if (status && *(bool *)recorded)
        fputs("deqi: it is recorded all the same\n", stderr);
    free(recorded);
}

int cmd_session(const struct cli *cli, int argc, char **argv)
{
    struct options *options = xcalloc(1, sizeof *options);
    int status = 0;
    // a limit on file sizes is to be refused like a full disk, not to end the program
    process_bear_limits();
    char about[2400];
    describe(about, sizeof about);
    if (!cli_options(options, SESSION_OPTIONS, SYNOPSIS, about, argc, argv, &status)) {
        free(options);
        return status;
    }
    struct command c = {.cli = cli, .options = options};
    c.recorded = xcalloc(1, sizeof *c.recorded);
    on_exit(tell_recorded, c.recorded);
    c.format = cli_session_option(&c, "format");
    session_command *run = NULL;
    bool records = false;
    for (size_t i = 0;
         options->n_operands && i < sizeof SUBCOMMANDS / sizeof *SUBCOMMANDS; i++)
        if (strcmp(options->operand[0], SUBCOMMANDS[i].name) == 0) {
            run = SUBCOMMANDS[i].run;
            records = SUBCOMMANDS[i].records;
        }
    c.operand = options->operand + 1;
    c.n_operands = options->n_operands - 1;
    const char *lang = options_get(options, SESSION_OPTIONS, "lang", "en");
    bool plain = !c.format || cli_session_format_is(&c, "text") ||
                 cli_session_format_is(&c, "json");
    bool ok =
        !run ? cli_session_wrong_usage(&c, "start, status, event, list, watch, export, "
                                           "course, backup, restore or purge")
        : !plain && !records ? cli_session_wrong_usage(&c, "--format text or json here")
                             : cli_session_now(&c);
    ok = ok && (c.texts = texts_load(cli->data_dir, lang, &c.error)) && run(&c);
    if (!ok)
        status = cli_fail(&c.error);
    journal_close(&c.journal);
    texts_destroy(&c.texts);
    free(options);
    return status;
}
