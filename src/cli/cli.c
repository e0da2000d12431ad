/* What every command begins and ends with. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/commands.h"
#include "text/text.h"

int cli_fail(const struct error *error)
{
    error_print(error, stderr);
    return error->status ? (int)error->status : ERROR_REFUSED;
}

void cli_font_note(const char *note)
{
    if (note)
        fprintf(stderr, "deqi: %s\n", note);
}

/* what the folder of texts offers, where the command has a language */
static void print_languages(const struct option_spec *specs)
{
    char data_dir[PATH_MAX];
    while (specs->name && strcmp(specs->name, "lang") != 0)
        specs++;
    if (!specs->name || !file_data_dir(DEQI_SOURCES, data_dir, sizeof data_dir, NULL))
        return;
    struct language all[LANGUAGES_MAX];
    int n = texts_languages(data_dir, all);
    for (int i = 0; i < n; i++)
        printf("%s%s", i ? ", " : "\nLANG is one of: ", all[i].id);
    if (n)
        printf("\n");
}

bool cli_options(struct options *out, const struct option_spec *specs,
                 const char *synopsis, const char *about, int argc, char **argv,
                 int *status)
{
    struct error error;
    if (!options_parse(out, specs, argc, argv, &error)) {
        *status = cli_fail(&error);
        return false;
    }
    if (!options_get(out, specs, "help", NULL))
        return true;
    printf("%s\n\n%s\n\n", synopsis, about);
    options_help(specs, stdout);
    print_languages(specs);
    *status = 0;
    return false;
}
