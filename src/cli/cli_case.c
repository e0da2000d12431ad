#include "cli/cli_case.h"

#include <stdlib.h>

#include "cli/cli_body.h"
#include "views/plan_body.h"

bool cli_case_check_view(const struct cli_case *c, const char *view, struct error *error)
{
    return still_has_view(c->subject, view) ||
           cli_usage(error, "view", view,
                     "front, back, left, right, plan, or a point such as KI3 or KI3.L");
}

bool cli_case_open(struct cli_case *c, const struct cli *cli,
                   const struct options *options, const struct option_spec *specs,
                   struct error *error)
{
    const char *lang = options_get(options, specs, "lang", "en");
    *c = (struct cli_case){.arena = arena_create()};
    c->texts = texts_load(cli->data_dir, lang, error);
    if (!c->texts || !(c->subject = cli_body_open(cli->data_dir, options, specs, error)))
        return false;
    if (!subject_has_landmarks(c->subject))
        fprintf(stderr, "deqi: %s: %s\n", subject_name(c->subject),
                subject_notes(c->subject));
    if (!options->n_operands)
        return true;
    c->engine = engine_load(cli->data_dir, subject_catalog(c->subject), error);
    c->record = xcalloc(1, sizeof *c->record);
    if (!c->engine || !case_load(options->operand[0], c->engine, c->record, error) ||
        !cli_body_of_case(c->subject, c->record, options, specs, error))
        return false;
    struct planned_body on = subject_planned_standing(c->subject);
    plan_body_make(c->engine, c->record, PLAN_WHOLE, &on, c->arena, &c->plan);
    return true;
}

void cli_case_close(struct cli_case *c)
{
    free(c->record);
    arena_destroy(&c->arena);
    engine_destroy(&c->engine);
    subject_destroy(&c->subject);
    texts_destroy(&c->texts);
}

struct still_source cli_case_source(const struct cli_case *c, const struct cli *cli)
{
    return (struct still_source){.data_dir = cli->data_dir,
                                 .rules = c->engine ? engine_rules(c->engine) : NULL,
                                 .texts = c->texts,
                                 .subject = c->subject,
                                 .record = c->record,
                                 .plan = c->record ? &c->plan : NULL};
}
