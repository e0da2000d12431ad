#include "base/options.h"

#include <stdlib.h>
#include <string.h>

static int find(const struct option_spec *specs, const char *name, size_t n)
{
    for (int i = 0; specs[i].name; i++)
        if (strlen(specs[i].name) == n && strncmp(specs[i].name, name, n) == 0)
            return i;
    return -1;
}

static int find_letter(const struct option_spec *specs, char letter)
{
    for (int i = 0; specs[i].name; i++)
        if (specs[i].letter == letter)
            return i;
    return -1;
}

static bool check_choice(const struct option_spec *spec, const char *value,
                         struct error *error)
{
    if (!spec->choices)
        return true;
    char list[256] = "";
    size_t n = 0;
    for (const char *const *c = spec->choices; *c; c++) {
        if (strcmp(*c, value) == 0)
            return true;
        if (n < sizeof list)
            n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", n ? ", " : "", *c);
    }
    return error_status_set(error, ERROR_USAGE, "--%s %s: expected one of %s", spec->name,
                            value, list);
}

static bool take(struct options *out, const struct option_spec *specs, int i,
                 const char *value, struct error *error)
{
    if (!check_choice(&specs[i], value, error))
        return false;
    out->value[i] = value;
    if (out->n_repeated == (int)(sizeof out->repeated / sizeof *out->repeated))
        return error_status_set(error, ERROR_USAGE, "too many options");
    out->repeated[out->n_repeated] = value;
    out->repeated_option[out->n_repeated++] = i;
    return true;
}

bool options_parse(struct options *out, const struct option_spec *specs, int argc,
                   char **argv, struct error *error)
{
    *out = (struct options){0};
    bool only_operands = false;
    for (int a = 0; a < argc; a++) {
        const char *arg = argv[a];
        if (only_operands || arg[0] != '-' || !arg[1]) {
            if (out->n_operands == OPERANDS_MAX)
                return error_status_set(error, ERROR_USAGE, "too many arguments");
            out->operand[out->n_operands++] = arg;
            continue;
        }
        if (strcmp(arg, "--") == 0) {
            only_operands = true;
            continue;
        }
        const char *value = NULL;
        int i;
        if (arg[1] == '-') {
            const char *equals = strchr(arg, '=');
            size_t n = equals ? (size_t)(equals - arg - 2) : strlen(arg + 2);
            i = find(specs, arg + 2, n);
            value = equals ? equals + 1 : NULL;
        } else {
            i = find_letter(specs, arg[1]);
            value = arg[2] ? arg + 2 : NULL;
        }
        if (i < 0)
            return error_status_set(error, ERROR_USAGE,
                                    "unknown option %.80s; --help lists the options",
                                    arg);
        if (!specs[i].metavar) {
            if (value)
                return error_status_set(error, ERROR_USAGE, "--%s takes no value",
                                        specs[i].name);
            value = "";
        } else if (!value) {
            if (a + 1 == argc)
                return error_status_set(error, ERROR_USAGE, "--%s needs a value: %s",
                                        specs[i].name, specs[i].metavar);
            value = argv[++a];
        }
        if (!take(out, specs, i, value, error))
            return false;
    }
    return true;
}

const char *options_get(const struct options *o, const struct option_spec *specs,
                        const char *name, const char *fallback)
{
    int i = find(specs, name, strlen(name));
    if (i < 0)
        abort();
    return o->value[i] ? o->value[i] : fallback;
}

void options_help(const struct option_spec *specs, FILE *to)
{
    for (int i = 0; specs[i].name; i++) {
        char left[80];
        char letter[8] = "    ";
        if (specs[i].letter)
            snprintf(letter, sizeof letter, "-%c, ", specs[i].letter);
        snprintf(left, sizeof left, "%s--%s%s%s", letter, specs[i].name,
                 specs[i].metavar ? " " : "", specs[i].metavar ? specs[i].metavar : "");
        fprintf(to, "  %-30s %s\n", left, specs[i].help);
    }
}
