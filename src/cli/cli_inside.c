#include "cli/cli_inside.h"

#include <stdio.h>
#include <string.h>

#include "cli/cli_body.h"

bool cli_inside_open(struct cli_inside *out, const struct cli *cli,
                     const struct options *options, const struct option_spec *specs,
                     struct error *error)
{
    *out = (struct cli_inside){0};
    out->subject = cli_body_to_measure(cli->data_dir, options, specs, error);
    out->beneath = out->subject ? beneath_load(cli->data_dir, error) : NULL;
    if (out->beneath)
        beneath_crew(out->beneath, crew_cores);
    if (!out->beneath || !beneath_make(out->beneath, subject_body(out->subject), error)) {
        cli_inside_close(out);
        return false;
    }
    out->inside = beneath_inside(out->beneath);
    if (inside_missing(out->inside))
        fprintf(stderr, "deqi: %s: %s\n", subject_name(out->subject),
                inside_missing(out->inside));
    return true;
}

void cli_inside_close(struct cli_inside *inside)
{
    beneath_destroy(&inside->beneath);
    subject_destroy(&inside->subject);
}

// ---------------------------------------------------------------- sites

static bool unknown(const struct catalog *catalog, const char *code, struct error *error)
{
    const char *near = catalog_suggest_code(catalog, code);
    return error_status_set(error, ERROR_USAGE, "there is no point \"%.30s\"%s%s%s", code,
                            near ? "; did you mean " : "", near ? near : "",
                            near ? "?" : "");
}

static bool one_point(const struct body *body, const struct point *point, enum side only,
                      bool (*each)(const struct site *site, void *user), void *user,
                      struct error *error)
{
    int n = 0;
    for (int s = SIDE_M; s <= SIDE_R; s++) {
        const struct site *site = body_site(body, point, (enum side)s);
        if (!site || site->side != (enum side)s ||
            (only != SIDE_M && site->side != SIDE_M && site->side != only))
            continue;
        n++;
        if (!site->placed)
            return error_set(error, "%s %s cannot be placed: %s", point->code,
                             side_name(site->side), site->why);
        if (!each(site, user))
            return false;
    }
    return n > 0 || error_status_set(error, ERROR_USAGE, "%s has no side %s", point->code,
                                     side_name(only));
}

bool cli_inside_sites(const struct body *body, const char *text,
                      bool (*each)(const struct site *site, void *user), void *user,
                      struct error *error)
{
    const struct catalog *catalog = body_catalog(body);
    size_t length = strlen(text);
    enum side only = SIDE_M;
    char code[64];
    bool sided = length > 2 && length < sizeof code && text[length - 2] == '.' &&
                 (text[length - 1] == 'L' || text[length - 1] == 'R');
    if (sided)
        only = side_of(text[length - 1]);
    snprintf(code, sizeof code, "%.*s", (int)(sided ? length - 2 : length), text);
    const struct point *point = catalog_find(catalog, code);
    if (!point)
        return unknown(catalog, code, error);
    int n = 1;
    const struct point *group = catalog_group(catalog, code, &n);
    for (int i = 0; i < (group ? n : 1); i++)
        if (!one_point(body, group ? &group[i] : point, only, each, user, error))
            return false;
    return true;
}
