#include "cli/body_options.h"

#include <string.h>

const char *body_options(const struct options *options, const struct option_spec *specs,
                         const char **set, int *n_set)
{
    *n_set = 0;
    for (int i = 0; i < options->n_repeated && *n_set < BODY_SET_MAX; i++)
        if (strcmp(specs[options->repeated_option[i]].name, "set") == 0)
            set[(*n_set)++] = options->repeated[i];
    return options_get(options, specs, "body", NULL);
}
