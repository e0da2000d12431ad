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

struct subject *body_to_measure(const char *data_dir, const struct options *options,
                                const struct option_spec *specs, struct error *error)
{
    const char *set[BODY_SET_MAX];
    int n_set;
    const char *name = body_options(options, specs, set, &n_set);
    struct subject *subject = subject_create(data_dir, name, set, n_set, error);
    if (subject && !subject_has_landmarks(subject)) {
        error_at(error, subject_name(subject), 0, 0, "%s", subject_notes(subject));
        subject_destroy(&subject);
    }
    return subject;
}
