/* cmd_render.c - a case as a PNG file, drawn off the screen. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_body.h"
#include "cli/cli_case.h"
#include "export/png.h"
#include "stage/side_views.h"

static const char *const LAMP[] = {"on", "off", NULL};
static const char *const THEMES[] = {"light", "dark", NULL};

static const struct option_spec OPTIONS[] = {
    {"output", 'o', "OUT.png", "the file to write", NULL},
    {"size", 0, "WxH", "pixels; 1920x1080 unless told", NULL},
    {"view", 0, "VIEW",
     "front, back, left, right, top, bottom, plan, hand.R, foot.L, or a point: KI3, "
     "KI3.L",
     NULL},
    {"views", 0, NULL,
     "the plan in two or three views side by side, where one cannot show it", NULL},
    {"at", 0, "MM:SS", "the overlay as it stands that long into retention", NULL},
    {"layers", 0, "LIST", "of " LAYERS_IDS "with commas", NULL},
    {"channel", 0, "CHANNEL", "light a channel and its points: LU, LI, ...", NULL},
    {"isolate", 0, "LIST",
     "show that alone: leg.L, hand.R, half.L, channel.ST, bones, ...; "
     "the rest hide, fade, or fade where it stands before",
     NULL},
    {"clip", 0, "PLANE", "cut open: sagittal, coronal:0.4, transverse:0.6:flip", NULL},
    {"lamp", 0, "on|off", "the lamp, as after a passed hot/cold test", LAMP},
    {"theme", 0, "light|dark", "light unless told", THEMES},
    {"see-through", 0, NULL,
     "the skin is but a rim of light: show needles and layers under it", NULL},
    {"covered", 0, NULL, "the figure in cloth from chest to thighs", NULL},
    {"transparent", 0, NULL, "no ground: the PNG is see-through beside the body", NULL},
    {"lang", 0, "LANG", "the language of the words; en unless told", NULL},
    BODY_OPTIONS,
    POSE_OPTION,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

struct job {
    const struct cli *cli;
    struct options options;
    struct still_shot shot;
    struct cli_case opened;
    struct still *still;
    uint8_t *pixels;
};

static const char *option(const struct job *job, const char *name)
{
    return options_get(&job->options, OPTIONS, name, NULL);
}

static bool parse_at(struct job *job, struct error *error)
{
    const char *text = option(job, "at");
    int minutes, seconds, n = 0;
    if (!text)
        return true;
    bool ok = isdigit((unsigned char)text[0]) &&
              sscanf(text, "%3d:%2d%n", &minutes, &seconds, &n) == 2 && !text[n] &&
              seconds >= 0 && seconds < 60 && minutes >= 0 && text[n - 3] == ':';
    if (!ok)
        return cli_usage(error, "at", text, "MM:SS, such as 12:30");
    job->shot.session = STILL_RETAINING;
    job->shot.at_s = minutes * 60 + seconds;
    return true;
}

static bool parse(struct job *job, struct error *error)
{
    const char *lamp = option(job, "lamp"), *theme = option(job, "theme");
    const char *output = option(job, "output");
    if (!output || !*output)
        return error_status_set(error, ERROR_USAGE, "-o OUT.png is missing");
    if (job->options.n_operands > 1)
        return error_status_set(error, ERROR_USAGE,
                                "one case at a time; found %.60s as well",
                                job->options.operand[1]);
    if (!job->options.n_operands && (option(job, "at") || lamp))
        return error_status_set(error, ERROR_USAGE, "--at and --lamp need a case");
    if (option(job, "views") && (option(job, "view") || !job->options.n_operands))
        return error_status_set(error, ERROR_USAGE,
                                "--views needs a case, and no --view");
    job->shot.view = option(job, "view");
    // the whole figure has room for the timer beside it, a closer look has not
    struct camera whole;
    if (job->shot.view && !camera_named(&whole, job->shot.view))
        job->shot.room = STILL_BESIDE_TIMER;
    if (lamp)
        job->shot.lamp = strcmp(lamp, "on") == 0 ? STILL_LAMP_ON : STILL_LAMP_OFF;
    if (theme && strcmp(theme, "dark") == 0)
        job->shot.theme = STILL_DARK;
    if (option(job, "covered"))
        job->shot.figure = STILL_COVERED;
    if (option(job, "transparent"))
        job->shot.ground = STILL_NO_GROUND;
    job->shot.layers = SCENE_DEFAULT;
    job->shot.width = 1920;
    job->shot.height = 1080;
    return cli_parse_size(&job->options, OPTIONS, &job->shot.width, &job->shot.height,
                          error) &&
           parse_at(job, error) &&
           cli_parse_layers(option(job, "layers"), &job->shot.layers, error);
}

static bool find_channel(struct job *job, struct error *error)
{
    job->shot.channel = option(job, "channel");
    return !job->shot.channel ||
           catalog_channel(subject_catalog(job->opened.subject), job->shot.channel) ||
           cli_usage(error, "channel", job->shot.channel, "a channel, such as ST");
}

static bool find_isolated(struct job *job, struct error *error)
{
    const char *isolate = option(job, "isolate"), *clip = option(job, "clip");
    const struct catalog *catalog = subject_catalog(job->opened.subject);
    if (isolate && !isolate_parse(&job->shot.isolate, isolate, catalog))
        return cli_usage(error, "isolate", isolate, ISOLATE_EXPECTED);
    if (clip && !isolate_parse_plane(&job->shot.isolate, clip))
        return cli_usage(error, "clip", clip, ISOLATE_PLANE_EXPECTED);
    return true;
}

static bool draw(struct job *job, struct error *error)
{
    if (!find_channel(job, error) || !find_isolated(job, error) ||
        !cli_case_check_view(&job->opened, job->shot.view, error))
        return false;
    // asked for outright, the skin is but a rim of light
    job->shot.see_through = option(job, "see-through") ? 1 : 0;
    struct still_source source = cli_case_source(&job->opened, job->cli);
    job->still = still_create(&source);
    job->pixels = xmalloc((size_t)job->shot.width * (size_t)job->shot.height * 4);
    const char *view[SIDE_VIEWS_MOST] = {job->shot.view};
    int n = 1;
    if (option(job, "views"))
        n = side_views_choose(source.subject, source.plan, view);
    if (!side_views_draw(job->still, &job->shot, view, n, job->pixels, error))
        return false;
    cli_font_note(still_font_note(job->still));
    struct png_image image = {.pixels = job->pixels,
                              .width = job->shot.width,
                              .height = job->shot.height,
                              .channels = 4,
                              .keep = job->shot.ground == STILL_NO_GROUND ? PNG_AS_GIVEN
                                                                          : PNG_OPAQUE};
    return png_write(option(job, "output"), &image, error);
}

int cmd_render(const struct cli *cli, int argc, char **argv)
{
    struct job *job = xcalloc(1, sizeof *job);
    struct error error = {0};
    int status = 0;
    job->cli = cli;
    if (cli_options(
            &job->options, OPTIONS, "deqi render [CASE.json] -o OUT.png [OPTIONS]",
            "Draws the body with the case's points to a PNG file; needs no display.",
            argc, argv, &status)) {
        if (!parse(job, &error) ||
            !cli_case_open(&job->opened, cli, &job->options, OPTIONS, &error) ||
            !draw(job, &error))
            status = cli_fail(&error);
    }
    free(job->pixels);
    still_destroy(&job->still);
    cli_case_close(&job->opened);
    free(job);
    return status;
}
