/* cli_inside.h - what the commands about the inside of a body share. */
#ifndef DEQI_CLI_INSIDE_H
#define DEQI_CLI_INSIDE_H

#include "base/options.h"
#include "cli/commands.h"
#include "inside/beneath.h"
#include "stage/subject.h"

struct cli_inside {
    struct subject *subject;
    struct beneath *beneath;
    const struct inside *inside;
};

/* The body of the options with what lies beneath its skin. What cannot be placed on it is
 * named once on standard error. */
bool cli_inside_open(struct cli_inside *out, const struct cli *cli,
                     const struct options *options, const struct option_spec *specs,
                     struct error *error);
void cli_inside_close(struct cli_inside *inside);

/* "PC6", "PC6.L" or a composite such as "EX-UE9.R": calls `each` for every site meant, L
 * before R. Refused with ERROR_USAGE where there is no such point or side, with
 * ERROR_REFUSED where it cannot be placed on the body. */
bool cli_inside_sites(const struct body *body, const char *text,
                      bool (*each)(const struct site *site, void *user), void *user,
                      struct error *error);

#endif
