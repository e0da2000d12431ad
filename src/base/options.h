/* options.h - the command line of one command, as a table.
 *
 * Each command describes its options in a const table; `options_parse` fills values,
 * refuses what it does not know (ERROR_USAGE), and collects the operands. `--name=VALUE`
 * and
 * `--name VALUE` are the same; `--` ends the options; `-` is an operand; `-o` is the
 * short name of `--output`. Values are borrowed from argv.
 */
#ifndef DEQI_BASE_OPTIONS_H
#define DEQI_BASE_OPTIONS_H

#include "base/error.h"

struct option_spec {
    const char *name;    /* without dashes, e.g. "format" */
    char letter;         /* 'o' for -o; 0 = none */
    const char *metavar; /* "FILE"; NULL = a flag */
    const char *help;
    const char *const *choices; /* NULL-terminated; NULL = any */
};

enum { OPTIONS_MAX = 24, OPERANDS_MAX = 512 };

struct options {
    const char *value[OPTIONS_MAX]; /* by index into the table; a flag is "" when given */
    const char *repeated[64]; /* every value of an option given more than once, ... */
    int repeated_option[64];  /* ... and the option's index */
    int n_repeated;
    const char *operand[OPERANDS_MAX];
    int n_operands;
};

/* `argv` without program and command. `specs` ends with a NULL name. */
bool options_parse(struct options *out, const struct option_spec *specs, int argc,
                   char **argv, struct error *error);
/* The value of the option, or `fallback`. */
const char *options_get(const struct options *o, const struct option_spec *specs,
                        const char *name, const char *fallback);
void options_help(const struct option_spec *specs, FILE *to);

#endif
