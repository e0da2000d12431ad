/* cmd_points.c - where the points are on a body. */
#include <string.h>

#include "base/json.h"
#include "cli/cli_body.h"
#include "cli/commands.h"
#include "stage/subject.h"

static const char *const FORMATS[] = {"tsv", "json", NULL};
static const struct option_spec OPTIONS[] = {
    {"format", 0, "FORMAT", "tsv (the default) or json", FORMATS},
    BODY_OPTIONS,
    POSE_OPTION,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

/* an operand names a point, a composite, or a point of a channel */
static bool known(const struct catalog *catalog, const char *code, struct error *error)
{
    if (catalog_find(catalog, code))
        return true;
    const char *near = catalog_suggest_code(catalog, code);
    return near ? error_status_set(error, ERROR_USAGE,
                                   "there is no point \"%.30s\"; did you mean %s?", code,
                                   near)
                : error_status_set(error, ERROR_USAGE, "there is no point \"%.30s\"",
                                   code);
}

static bool wanted(const struct options *options, const struct point *point)
{
    for (int i = 0; i < options->n_operands; i++)
        if (strcmp(options->operand[i], point->code) == 0 ||
            (point->group && strcmp(options->operand[i], point->group) == 0))
            return true;
    return options->n_operands == 0;
}

static json_t *vector(const float v[3])
{
    json_t *list = json_array();
    for (int k = 0; k < 3; k++)
        json_array_append_new(list, json_real6((double)v[k]));
    return list;
}

static json_t *strings(const char *const *list)
{
    json_t *out = json_array();
    for (; *list; list++)
        json_array_append_new(out, json_string(*list));
    return out;
}

static json_t *review_json(const struct point_review *review)
{
    json_t *o = json_object();
    json_object_set_new(o, "checks", strings(review->checks));
    json_object_set_new(o, "bodies", json_integer(review->bodies));
    json_object_set_new(o, "worst_mm", json_real6(review->worst_mm));
    return o;
}

static json_t *site_json(const struct site *site)
{
    const struct point *p = site->point;
    json_t *needle = json_object(), *depth = json_array(), *o = json_object();
    for (int i = 0; i < 2; i++)
        json_array_append_new(depth, json_real6((double)site->depth[i] * 1000));
    json_object_set_new(needle, "direction", vector(site->direction));
    json_object_set_new(needle, "depth_mm", depth);
    if (site->beyond_limit) {
        json_object_set_new(needle, "limit_mm", json_real6(p->limit.mm));
        json_object_set_new(needle, "limit_structure", json_string(p->limit.structure));
    }
    json_object_set_new(o, "code", json_string(p->code));
    json_object_set_new(o, "side", json_string(side_name(site->side)));
    json_object_set_new(o, "channel", json_string(p->channel));
    json_object_set_new(o, "position", vector(site->position));
    json_object_set_new(o, "normal", vector(site->normal));
    json_object_set_new(o, "cun_mm", json_real6((double)site->cun * 1000));
    json_object_set_new(o, "needle", needle);
    json_object_set_new(o, "pinyin", json_string(p->pinyin));
    json_object_set_new(o, "hanzi", json_string(p->hanzi));
    json_object_set_new(o, "english", json_string(p->english));
    json_object_set_new(o, "position_for_needling",
                        json_string(point_position_name(p->position)));
    json_object_set_new(o, "categories", strings(p->categories));
    json_object_set_new(o, "reviewed", json_boolean(p->review.checks[0] != NULL));
    json_object_set_new(o, "review", review_json(&p->review));
    return o;
}

static void print_tsv_row(const struct site *s)
{
    const struct point *p = s->point;
    printf("%s\t%s\t%s\t", p->code, side_name(s->side), p->channel);
    for (int k = 0; k < 3; k++)
        printf("%.1f\t", (double)s->position[k] * 1000 + 0.0);
    printf("%.1f\t%.0f-%.0f\t%s\t%s\t%s\t%s\t%s\n", (double)s->cun * 1000,
           (double)s->depth[0] * 1000, (double)s->depth[1] * 1000,
           point_angle_name(p->needle.angle), point_position_name(p->position), p->pinyin,
           p->hanzi, p->english);
}

/* what was not placed is said on standard error, in one line */
static void say_missing(const struct site *site, int n, const struct options *options,
                        int missing)
{
    enum { AT_MOST = 6 };
    int said = 0;
    for (int i = 0; i < n && said < AT_MOST; i++)
        if (!site[i].placed && wanted(options, site[i].point))
            fprintf(stderr, "%s%s %s cannot be placed: %s",
                    said++ ? "; " : "deqi: ", site[i].point->code,
                    side_name(site[i].side), site[i].why);
    if (missing > said)
        fprintf(stderr, "; and %d more", missing - said);
    if (missing)
        fputs("\n", stderr);
}

static int print_sites(const struct subject *subject, const struct options *options,
                       bool as_json)
{
    int n, placed = 0, missing = 0;
    const struct site *site = body_sites(subject_body(subject), &n);
    for (int i = 0; i < n; i++)
        if (wanted(options, site[i].point))
            ++*(site[i].placed ? &placed : &missing);
    say_missing(site, n, options, missing);
    if (missing && !placed)
        return ERROR_REFUSED;
    json_t *list = json_array();
    if (!as_json)
        puts("code\tside\tchannel\tx_mm\ty_mm\tz_mm\tcun_mm\tdepth_"
             "mm\tangle\tposition\tpinyin"
             "\thanzi\tenglish");
    for (int i = 0; i < n; i++) {
        if (!site[i].placed || !wanted(options, site[i].point))
            continue;
        if (as_json)
            json_array_append_new(list, site_json(&site[i]));
        else
            print_tsv_row(&site[i]);
    }
    if (as_json) {
        json_t *root = json_object();
        json_object_set_new(root, "schema", json_string("deqi/points-1"));
        json_object_set_new(root, "body", json_string(subject_name(subject)));
        cli_body_add_pose(subject, root);
        json_object_set(root, "points", list);
        json_print(root, stdout);
        json_decref(root);
    }
    json_decref(list);
    return 0;
}

int cmd_points(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    int status = 0;
    if (!cli_options(&options, OPTIONS, "deqi points [CODE...] [OPTIONS]",
                     "Tells where the points are on a body: all of them, or those named.",
                     argc, argv, &status))
        return status;
    struct subject *subject = cli_body_to_list(cli->data_dir, &options, OPTIONS, &error);
    if (!subject)
        return cli_fail(&error);
    for (int i = 0; !status && i < options.n_operands; i++)
        if (!known(subject_catalog(subject), options.operand[i], &error))
            status = cli_fail(&error);
    if (!status) {
        const char *format = options_get(&options, OPTIONS, "format", "tsv");
        status = print_sites(subject, &options, strcmp(format, "json") == 0);
    }
    subject_destroy(&subject);
    return status;
}
