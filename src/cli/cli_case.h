/* cli_case.h - what a drawing command works on: texts, a body, and a case with its plan.
 */
#ifndef DEQI_CLI_CLI_CASE_H
#define DEQI_CLI_CLI_CASE_H

#include "base/arena.h"
#include "cli/commands.h"
#include "rules/engine.h"
#include "stage/still.h"

struct cli_case {
    struct texts *texts;
    struct subject *subject;
    struct engine *engine;      /* NULL without a case, like the next */
    struct case_record *record; /* owned */
    struct arena *arena;
    struct plan plan;
};

/* Loads what --lang, --body, --set and the operand (none: no case) name. A line about a
 * foreign model goes to standard error. On failure, too, close it. */
bool cli_case_open(struct cli_case *out, const struct cli *cli,
                   const struct options *options, const struct option_spec *specs,
                   struct error *error);
void cli_case_close(struct cli_case *c);
/* For still_create; valid while the case is open. */
struct still_source cli_case_source(const struct cli_case *c, const struct cli *cli);

/* --view, for the body of the case; NULL is fine. */
bool cli_case_check_view(const struct cli_case *c, const char *view, struct error *error);

#endif
