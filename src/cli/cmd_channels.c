/* cmd_channels.c - the channels as lines on the skin of a body. */
#include <string.h>

#include "anatomy/trace.h"
#include "base/json.h"
#include "cli/cli_body.h"
#include "cli/commands.h"
#include "stage/subject.h"

static const char *const FORMATS[] = {"json", NULL};
static const struct option_spec OPTIONS[] = {
    {"format", 0, "FORMAT", "json (the default)", FORMATS},
    BODY_OPTIONS,
    POSE_OPTION,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

static bool wanted(const struct options *options, const char *id)
{
    for (int i = 0; i < options->n_operands; i++)
        if (strcmp(options->operand[i], id) == 0)
            return true;
    return options->n_operands == 0;
}

static json_t *line_json(const struct trace_line *line)
{
    json_t *o = json_object(), *points = json_array(), *list = json_array();
    for (int i = 0; i < line->n_points; i++)
        json_array_append_new(points, json_string(line->point[i]->point->code));
    for (uint32_t i = 0; i < line->n; i++) {
        json_t *p = json_array();
        for (int k = 0; k < 3; k++)
            json_array_append_new(p, json_real6((double)line->position[i][k]));
        json_array_append_new(list, p);
    }
    json_object_set_new(o, "channel", json_string(line->channel->id));
    json_object_set_new(o, "side", json_string(side_name(line->side)));
    json_object_set_new(o, "points", points);
    json_object_set_new(o, "line", list);
    return o;
}

static void print_lines(const struct subject *subject, const struct options *options)
{
    struct trace *trace = trace_create(subject_body(subject));
    json_t *root = json_object(), *list = json_array();
    for (int i = 0; i < trace->count; i++)
        if (wanted(options, trace->line[i].channel->id))
            json_array_append_new(list, line_json(&trace->line[i]));
    json_object_set_new(root, "schema", json_string("deqi/channels-1"));
    cli_body_add_pose(subject, root);
    json_object_set_new(root, "channels", list);
    json_print(root, stdout);
    json_decref(root);
    trace_destroy(&trace);
}

static bool known(const struct catalog *catalog, const char *id, struct error *error)
{
    if (catalog_channel(catalog, id))
        return true;
    char list[160] = "";
    for (int i = 0; i < catalog->n_channels; i++) {
        strncat(list, i ? ", " : "", sizeof list - strlen(list) - 1);
        strncat(list, catalog->channel[i].id, sizeof list - strlen(list) - 1);
    }
    return error_status_set(error, ERROR_USAGE,
                            "there is no channel \"%.30s\"; expected one of %s", id,
                            list);
}

int cmd_channels(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    int status = 0;
    if (!cli_options(&options, OPTIONS, "deqi channels [CHANNEL...] [OPTIONS]",
                     "Tells the courses of the channels over the skin of a body.", argc,
                     argv, &status))
        return status;
    struct subject *subject =
        cli_body_to_measure(cli->data_dir, &options, OPTIONS, &error);
    if (!subject)
        return cli_fail(&error);
    for (int i = 0; !status && i < options.n_operands; i++)
        if (!known(subject_catalog(subject), options.operand[i], &error))
            status = cli_fail(&error);
    if (!status)
        print_lines(subject, &options);
    subject_destroy(&subject);
    return status;
}
