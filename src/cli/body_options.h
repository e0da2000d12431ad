/* body_options.h - --body and --set, the same for every command that shows a body. */
#ifndef DEQI_CLI_BODY_OPTIONS_H
#define DEQI_CLI_BODY_OPTIONS_H

#include "base/options.h"
#include "stage/subject.h"

enum { BODY_SET_MAX = 32 };

/* for an option table */
#define BODY_OPTIONS                                                                     \
    {"body", 0, "BODY", "neutral, female, male, or a model file", NULL},                 \
    {                                                                                    \
        "set", 0, "PARAM=VALUE", "sex, age, weight, muscle, height; may be repeated",    \
            NULL                                                                         \
    }

/* The body's name (NULL = not given) and every --set in order; `set` has room for
 * BODY_SET_MAX. */
const char *body_options(const struct options *options, const struct option_spec *specs,
                         const char **set, int *n_set);

/* Makes the subject for a command that measures it: refused, too, where the body has no
 * landmarks. NULL on failure. */
struct subject *body_to_measure(const char *data_dir, const struct options *options,
                                const struct option_spec *specs, struct error *error);

#endif
