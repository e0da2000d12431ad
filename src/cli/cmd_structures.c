/* cmd_structures.c - what lies beneath the skin of a body, and where. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "cli/cli_body.h"
#include "cli/cli_inside.h"

static const char *const FORMATS[] = {"tsv", "json", NULL};
static const struct option_spec OPTIONS[] = {
    {"format", 0, "FORMAT", "tsv (the default) or json", FORMATS},
    BODY_OPTIONS,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

static bool known(const char *system, struct error *error)
{
    for (int i = 0; i < STRUCTURE_SYSTEMS; i++)
        if (strcmp(structure_system_names[i], system) == 0)
            return true;
    return error_status_set(error, ERROR_USAGE,
                            "there is no system \"%.30s\"; expected bone, nerve, artery, "
                            "vein, muscle, tendon or organ",
                            system);
}

static bool wanted(const struct options *options, const struct inside_part *part)
{
    for (int i = 0; i < options->n_operands; i++)
        if (strcmp(options->operand[i], structure_system_names[part->system]) == 0)
            return part->placed;
    return options->n_operands == 0 && part->placed;
}

static const char *shape_of(const struct inside_part *part)
{
    if (!part->structure)
        return "mesh";
    return part->structure->shape == STRUCTURE_TUBE ? "tube" : "solid";
}

static json_t *vector(const float v[3])
{
    json_t *list = json_array();
    for (int k = 0; k < 3; k++)
        json_array_append_new(list, json_real6((double)v[k]));
    return list;
}

/* the radius of a round tube of the same cross-section */
static double radius_mm(const float half[2])
{
    return sqrt((double)half[0] * (double)half[1]) * 1000;
}

static json_t *part_json(const struct inside_part *part)
{
    json_t *o = json_object();
    json_object_set_new(o, "id", json_string(part->id));
    json_object_set_new(o, "system", json_string(structure_system_names[part->system]));
    json_object_set_new(o, "side", json_string(side_name(part->side)));
    json_object_set_new(o, "name", json_string(part->name->english));
    json_object_set_new(o, "latin", json_string(part->name->latin));
    json_object_set_new(o, "hanzi", json_string(part->name->hanzi));
    json_object_set_new(o, "shape", json_string(shape_of(part)));
    if (part->n_path) {
        json_t *path = json_array(), *radius = json_array();
        for (int i = 0; i < part->n_path; i++) {
            json_array_append_new(path, vector(part->path[i]));
            json_array_append_new(radius, json_real6(radius_mm(part->half[i])));
        }
        json_object_set_new(o, "path", path);
        json_object_set_new(o, "radius_mm", radius);
    }
    json_object_set_new(o, "min", vector(part->min));
    json_object_set_new(o, "max", vector(part->max));
    json_object_set_new(o, "uncertainty_mm",
                        json_real6((double)part->uncertainty * 1000));
    json_object_set_new(o, "source", json_string(part->source));
    return o;
}

static void print_row(const struct inside_part *part)
{
    printf("%s\t%s\t%s\t%s", part->id, structure_system_names[part->system],
           side_name(part->side), shape_of(part));
    for (int k = 0; k < 3; k++)
        printf("\t%.1f\t%.1f", (double)part->min[k] * 1000 + 0.0,
               (double)part->max[k] * 1000 + 0.0);
    printf("\t%g\t%s\t%s\t%s\n", (double)part->uncertainty * 1000, part->name->english,
           part->name->latin, part->name->hanzi);
}

static void print(const struct cli_inside *in, const struct options *options)
{
    int n;
    const struct inside_part *part = inside_parts(in->inside, &n);
    const char *format = options_get(options, OPTIONS, "format", "tsv");
    if (strcmp(format, "json") != 0) {
        puts("id\tsystem\tside\tshape\tx_min_mm\tx_max_mm\ty_min_mm\ty_max_mm\tz_min_mm\t"
             "z_max_mm\tuncertainty_mm\tname\tlatin\thanzi");
        for (int i = 0; i < n; i++)
            if (wanted(options, &part[i]))
                print_row(&part[i]);
        return;
    }
    json_t *root = json_object(), *list = json_array();
    for (int i = 0; i < n; i++)
        if (wanted(options, &part[i]))
            json_array_append_new(list, part_json(&part[i]));
    json_object_set_new(root, "schema", json_string("deqi/structures-1"));
    json_object_set_new(root, "body", json_string(subject_name(in->subject)));
    json_object_set_new(root, "structures", list);
    json_print(root, stdout);
    json_decref(root);
}

int cmd_structures(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    struct cli_inside in;
    int status = 0;
    if (!cli_options(&options, OPTIONS, "deqi structures [SYSTEM...] [OPTIONS]",
                     "Tells what lies beneath the skin of a body: bone, nerve, artery, "
                     "vein, muscle, tendon, organ; all of it, or the systems named.",
                     argc, argv, &status))
        return status;
    for (int i = 0; i < options.n_operands; i++)
        if (!known(options.operand[i], &error))
            return cli_fail(&error);
    if (!cli_inside_open(&in, cli, &options, OPTIONS, &error))
        return cli_fail(&error);
    print(&in, &options);
    cli_inside_close(&in);
    return 0;
}
