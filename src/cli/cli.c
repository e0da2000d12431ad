/* What every command begins and ends with. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/commands.h"
#include "scene/layers.h"
#include "stage/still.h"
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

bool cli_usage(struct error *error, const char *name, const char *value,
               const char *expected)
{
    return error_status_set(error, ERROR_USAGE, "--%s %.60s: expected %s", name, value,
                            expected);
}

bool cli_parse_size(const struct options *options, const struct option_spec *specs,
                    int *width, int *height, struct error *error)
{
    const char *text = options_get(options, specs, "size", NULL);
    return !text || still_parse_size(text, width, height) ||
           cli_usage(error, "size", text, "WxH, each from 64 to 8192, such as 1920x1080");
}

bool cli_parse_layers(const char *text, unsigned *layers, struct error *error)
{
    const char *bad;
    if (!text)
        return true;
    *layers = layers_parse(text, &bad);
    bad = *text ? bad : text;
    return !bad || cli_usage(error, "layers", bad, "names of " LAYERS_IDS "with commas");
}
