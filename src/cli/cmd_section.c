/* cmd_section.c - the cut through the body at a needle, as a picture. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_body.h"
#include "cli/cli_inside.h"
#include "export/png.h"
#include "export/section.h"

static const struct option_spec OPTIONS[] = {
    {"output", 'o', "OUT.png", "the file to write", NULL},
    {"size", 0, "WxH", "pixels; 1280x720 unless told", NULL},
    {"lang", 0, "LANG", "the language of the names; en unless told", NULL},
    BODY_OPTIONS,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

struct wish {
    const char *output, *site;
    int width, height;
    struct texts *texts;
};

static bool parse_size(const char *text, struct wish *wish, struct error *error)
{
    int end = 0;
    if (sscanf(text, "%5dx%5d%n", &wish->width, &wish->height, &end) == 2 && !text[end] &&
        wish->width >= SECTION_SIDE_LEAST && wish->height >= SECTION_SIDE_LEAST &&
        wish->width <= SECTION_SIDE_MOST && wish->height <= SECTION_SIDE_MOST)
        return true;
    return error_status_set(error, ERROR_USAGE,
                            "--size %.40s: expected WIDTHxHEIGHT, each %d to %d", text,
                            SECTION_SIDE_LEAST, SECTION_SIDE_MOST);
}

static bool parse(const struct cli *cli, const struct options *options, struct wish *wish,
                  struct error *error)
{
    wish->output = options_get(options, OPTIONS, "output", NULL);
    if (!wish->output)
        return error_status_set(error, ERROR_USAGE, "-o OUT.png is missing");
    if (options->n_operands != 1)
        return error_status_set(error, ERROR_USAGE,
                                "one point such as PC6.L is expected; found %d",
                                options->n_operands);
    wish->site = options->operand[0];
    if (!parse_size(options_get(options, OPTIONS, "size", "1280x720"), wish, error))
        return false;
    wish->texts =
        texts_load(cli->data_dir, options_get(options, OPTIONS, "lang", "en"), error);
    return wish->texts != NULL;
}

/* the first of the sites that are meant: the left of a sided point */
static bool keep_first(const struct site *site, void *user)
{
    const struct site **first = user;
    if (!*first)
        *first = site;
    return true;
}

static bool draw(const struct cli_inside *in, const struct site *site,
                 const struct wish *wish, struct error *error)
{
    struct near near[NEAR_MAX];
    struct needle_cut *cut = needle_cut_make(in->inside, site, 0, error);
    if (!cut)
        return false;
    struct section section = {.texts = wish->texts,
                              .cut = cut,
                              .near = near,
                              .n_near = near_site(in->inside, site, near, NEAR_MAX),
                              .body = subject_name(in->subject)};
    int missing = 0;
    uint8_t *pixels = malloc((size_t)wish->width * (size_t)wish->height * 4);
    bool ok =
        pixels && section_draw(&section, wish->width, wish->height, pixels, &missing);
    if (!ok)
        error_set(error, "there is no memory for %d x %d pixels", wish->width,
                  wish->height);
    struct png_image image = {.pixels = pixels,
                              .width = wish->width,
                              .height = wish->height,
                              .channels = 4,
                              .keep = PNG_OPAQUE};
    ok = ok && png_write(wish->output, &image, error);
    if (ok && missing)
        fprintf(stderr,
                "deqi: %s: %d characters are boxes: no font on this machine has them\n",
                wish->output, missing);
    free(pixels);
    needle_cut_destroy(&cut);
    return ok;
}

int cmd_section(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    struct wish wish = {0};
    struct cli_inside in = {0};
    const struct site *site = NULL;
    int status = 0;
    if (!cli_options(&options, OPTIONS, "deqi section CODE[.L|.R] -o OUT.png [OPTIONS]",
                     "Draws the cut through limb or trunk at a point's needle, with the "
                     "names of what lies there.",
                     argc, argv, &status))
        return status;
    if (!parse(cli, &options, &wish, &error) ||
        !cli_inside_open(&in, cli, &options, OPTIONS, &error) ||
        !cli_inside_sites(subject_body(in.subject), wish.site, keep_first, &site,
                          &error) ||
        !draw(&in, site, &wish, &error))
        status = cli_fail(&error);
    cli_inside_close(&in);
    texts_destroy(&wish.texts);
    return status;
}
