/* cmd_near.c - what lies round a needle. */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "cli/cli_body.h"
#include "cli/cli_inside.h"
#include "inside/near.h"

static const char *const FORMATS[] = {"text", "json", NULL};
static const struct option_spec OPTIONS[] = {
    {"all", 0, NULL, "every point", NULL},
    {"format", 0, "FORMAT", "text (the default) or json", FORMATS},
    BODY_OPTIONS,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

struct printing {
    const struct inside *inside;
    json_t *list; /* NULL: text */
};

static json_t *near_json(const struct near *near)
{
    const struct inside_part *part = near->part;
    json_t *o = json_object();
    json_object_set_new(o, "id", json_string(part->id));
    json_object_set_new(o, "side", json_string(side_name(part->side)));
    json_object_set_new(o, "system", json_string(structure_system_names[part->system]));
    json_object_set_new(o, "name", json_string(part->name->english));
    json_object_set_new(o, "distance_mm", json_real6((double)near->distance * 1000));
    json_object_set_new(o, "at_mm", json_real6((double)near->at * 1000));
    json_object_set_new(o, "uncertainty_mm",
                        json_real6((double)part->uncertainty * 1000));
    if (near->warns)
        json_object_set_new(o, "warns", json_true());
    return o;
}

static void add_json(json_t *list, const struct site *site, const struct near *near,
                     int n)
{
    json_t *o = json_object(), *depth = json_array(), *all = json_array();
    for (int i = 0; i < 2; i++)
        json_array_append_new(depth, json_real6((double)site->depth[i] * 1000));
    for (int i = 0; i < n; i++)
        json_array_append_new(all, near_json(&near[i]));
    json_object_set_new(o, "code", json_string(site->point->code));
    json_object_set_new(o, "side", json_string(side_name(site->side)));
    json_object_set_new(o, "depth_mm", depth);
    json_object_set_new(o, "near", all);
    json_array_append_new(list, o);
}

static void print_text(const struct site *site, const struct near *near, int n)
{
    printf("%s %s, needle %.0f to %.0f mm\n", site->point->code, side_name(site->side),
           (double)site->depth[0] * 1000, (double)site->depth[1] * 1000);
    for (int i = 0; i < n; i++) {
        const struct inside_part *part = near[i].part;
        printf("  %5.1f mm away at %5.1f mm  +-%-4g %-7s %s%s\n",
               (double)near[i].distance * 1000, (double)near[i].at * 1000,
               (double)part->uncertainty * 1000, structure_system_names[part->system],
               part->name->english,
               part->side == site->side || part->side == SIDE_M ? ""
               : part->side == SIDE_L                           ? ", left"
                                                                : ", right");
    }
    for (int i = 0; i < n; i++)
        if (near[i].warns)
            printf("  ! within this depth the needle comes to %.1f mm from the %s; the "
                   "model knows it to %g mm\n",
                   (double)near[i].within * 1000, near[i].part->name->english,
                   (double)near[i].part->uncertainty * 1000);
}

static bool print_site(const struct site *site, void *user)
{
    struct printing *p = user;
    struct near near[NEAR_MAX];
    int n = near_site(p->inside, site, near, NEAR_MAX);
    if (p->list)
        add_json(p->list, site, near, n);
    else
        print_text(site, near, n);
    return true;
}

static bool print_sites(struct printing *p, const struct body *body,
                        const struct options *options, struct error *error)
{
    int n;
    const struct site *site = body_sites(body, &n);
    if (options_get(options, OPTIONS, "all", NULL)) {
        for (int i = 0; i < n; i++)
            if (site[i].placed)
                print_site(&site[i], p);
        return true;
    }
    for (int i = 0; i < options->n_operands; i++)
        if (!cli_inside_sites(body, options->operand[i], print_site, p, error))
            return false;
    return true;
}

static bool print(const struct cli_inside *in, const struct options *options,
                  struct error *error)
{
    const char *format = options_get(options, OPTIONS, "format", "text");
    struct printing p = {.inside = in->inside};
    if (strcmp(format, "json") == 0)
        p.list = json_array();
    bool ok = print_sites(&p, subject_body(in->subject), options, error);
    if (ok && p.list) {
        json_t *root = json_object();
        json_object_set_new(root, "schema", json_string("deqi/near-1"));
        json_object_set_new(root, "body", json_string(subject_name(in->subject)));
        json_object_set(root, "points", p.list);
        json_print(root, stdout);
        json_decref(root);
    } else if (ok) {
        puts("This is what the model shows, for this body; it makes no depth safe.");
    }
    json_decref(p.list);
    return ok;
}

int cmd_near(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    struct cli_inside in;
    int status = 0;
    if (!cli_options(&options, OPTIONS, "deqi near CODE[.L|.R]...|--all [OPTIONS]",
                     "Tells what lies within 15 mm of a needle's way, to twice its "
                     "depth: how far from it, how deep, and how sure that is.",
                     argc, argv, &status))
        return status;
    bool all = options_get(&options, OPTIONS, "all", NULL) != NULL;
    if (all == (options.n_operands > 0)) {
        error_status_set(&error, ERROR_USAGE, "expected points such as PC6.L, or --all");
        return cli_fail(&error);
    }
    if (!cli_inside_open(&in, cli, &options, OPTIONS, &error))
        return cli_fail(&error);
    if (!print(&in, &options, &error))
        status = cli_fail(&error);
    cli_inside_close(&in);
    return status;
}
