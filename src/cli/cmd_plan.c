/* cmd_plan.c - deqi plan: chooses the points for a case and says why. */
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "cli/cli_body.h"
#include "cli/commands.h"
#include "rules/engine.h"
#include "rules/why.h"
#include "views/plan_body.h"
#include "views/plan_json.h"
#include "views/plan_text.h"

static const char *const FORMATS[] = {"text", "json", NULL};

static const struct option_spec OPTIONS[] = {
    {"format", 0, "FORMAT", "text (a handover note) or json", FORMATS},
    {"lang", 0, "LANG", "the language of the texts; en unless told", NULL},
    {"why", 0, "CODE", "why this point is in the plan, or why not: KI3, KI3.L", NULL},
    {"minimal", 0, NULL, "only the few needles that matter most: at most 6", NULL},
    BODY_OPTIONS,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

struct job {
    struct texts *texts;
    struct subject *subject; /* the body whose millimetres are told */
    struct engine *engine;
    struct case_record *record;
    struct arena *arena;
    struct plan plan;
    bool as_json;
};

static bool explain(const struct job *job, const char *asked, struct error *error)
{
    char code[CASE_CODE_SIZE], sides[4];
    struct why answers[3];
    int n = 0;
    if (!why_parse(job->engine, job->record, asked, code, sides, error))
        return false;
    for (; sides[n]; n++)
        why_answer(job->engine, &job->plan, code, sides[n], &answers[n]);
    if (!job->as_json) {
        why_text(answers, n, job->texts, stdout);
        return true;
    }
    json_t *out = why_json(answers, n, job->texts);
    json_print(out, stdout);
    json_decref(out);
    return true;
}

static void print(const struct job *job)
{
    struct planned_body on = subject_planned(job->subject);
    if (!job->as_json) {
        plan_text(&job->plan, job->record, &on, job->texts, stdout);
        return;
    }
    json_t *out = plan_json(&job->plan, &on, job->texts);
    json_print(out, stdout);
    json_decref(out);
}

/* what the case puts in a place of its own has to be found on the body */
static bool needs_skin(const struct case_record *record)
{
    bool needs = plan_body_matters(record);
    for (int i = 0; i < record->n_marks; i++)
        needs = needs || record->marks[i].has_at;
    return needs;
}

static bool prepare(struct job *job, const struct cli *cli, const struct options *options,
                    struct error *error)
{
    job->texts =
        texts_load(cli->data_dir, options_get(options, OPTIONS, "lang", "en"), error);
    if (!job->texts)
        return false;
    if (!(job->subject = cli_body_open_sites(cli->data_dir, options, OPTIONS, error)))
        return false;
    job->engine = engine_load(cli->data_dir, subject_catalog(job->subject), error);
    if (!job->engine)
        return false;
    job->record = xcalloc(1, sizeof *job->record);
    job->arena = arena_create();
    if (!case_load(options->operand[0], job->engine, job->record, error) ||
        !cli_body_of_case(job->subject, job->record, options, OPTIONS, error))
        return false;
    if (needs_skin(job->record) && !subject_make_whole(job->subject, error))
        return false;
    bool minimal = options_get(options, OPTIONS, "minimal", NULL) != NULL;
    struct planned_body on = subject_planned_standing(job->subject);
    plan_body_make(job->engine, job->record, minimal ? PLAN_MINIMAL : PLAN_WHOLE, &on,
                   job->arena, &job->plan);
    return true;
}

int cmd_plan(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    int status = 0;
    if (!cli_options(
            &options, OPTIONS, "deqi plan CASE.json [OPTIONS]",
            "Chooses the points for a case by the article's rules, with a reason "
            "for each. CASE.json may be - for standard input.",
            argc, argv, &status))
        return status;
    if (options.n_operands != 1) {
        error_status_set(&error, ERROR_USAGE, "expected one case: deqi plan CASE.json");
        return cli_fail(&error);
    }
    struct job job = {0};
    const char *why = options_get(&options, OPTIONS, "why", NULL);
    job.as_json = strcmp(options_get(&options, OPTIONS, "format", "text"), "json") == 0;
    if (!prepare(&job, cli, &options, &error))
        status = cli_fail(&error);
    else if (!why)
        print(&job);
    else if (!explain(&job, why, &error))
        status = cli_fail(&error);
    arena_destroy(&job.arena);
    free(job.record);
    engine_destroy(&job.engine);
    subject_destroy(&job.subject);
    texts_destroy(&job.texts);
    return status;
}
