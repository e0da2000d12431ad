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

/* --size; `width` and `height` hold the default. */
bool cli_parse_size(const struct options *options, const struct option_spec *specs,
                    int *width, int *height, struct error *error);
/* --view, for the body of the case; NULL is fine. */
bool cli_check_view(const struct cli_case *c, const char *view, struct error *error);
/* --layers; NULL leaves *layers alone. */
bool cli_parse_layers(const char *text, unsigned *layers, struct error *error);
/* "--NAME VALUE: expected ...", for usage errors; false. */
bool cli_usage(struct error *error, const char *name, const char *value,
               const char *expected);

#endif
