/* cmd_card.c - a case as a plan card, for printing or as a picture. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_body.h"
#include "cli/cli_case.h"
#include "stage/plan_card.h"

static const char *const PAPERS[] = {"a4", "letter", NULL};

static const struct option_spec OPTIONS[] = {
    {"output", 'o', "OUT.pdf", "the file to write; OUT.png for a picture", NULL},
    {"paper", 0, "a4|letter", "of a PDF; a4 unless told", PAPERS},
    {"lang", 0, "LANG", "the language of the card; en unless told", NULL},
    BODY_OPTIONS,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

static bool parse(const struct options *options, const char **output, struct error *error)
{
    *output = options_get(options, OPTIONS, "output", NULL);
    if (!*output)
        return error_status_set(error, ERROR_USAGE, "-o OUT.pdf is missing");
    if (!plan_card_can_write(*output))
        return error_status_set(error, ERROR_USAGE,
                                "-o %.200s: expected a name that ends in .pdf or .png",
                                *output);
    if (options->n_operands != 1)
        return error_status_set(error, ERROR_USAGE, "one CASE.json is expected; found %d",
                                options->n_operands);
    return true;
}

static bool make(const struct cli *cli, const struct options *options, const char *output,
                 struct error *error)
{
    struct cli_case opened;
    struct plan_card *card = NULL;
    bool ok = cli_case_open(&opened, cli, options, OPTIONS, error);
    if (ok) {
        struct still_source source = cli_case_source(&opened, cli);
        enum plan_card_state state = PLAN_CARD_MORE;
        const char *paper = options_get(options, OPTIONS, "paper", "a4");
        card = plan_card_create(&source);
        plan_card_paper(card, strcmp(paper, "letter") == 0 ? CARD_LETTER : CARD_A4);
        while (state == PLAN_CARD_MORE)
            state = plan_card_step(card, error);
        ok = state == PLAN_CARD_READY && plan_card_write(card, output, error);
        if (ok && plan_card_missing_glyphs(card))
            fprintf(stderr,
                    "deqi: %s: %d characters are boxes: no font on this machine has "
                    "them\n",
                    output, plan_card_missing_glyphs(card));
    }
    plan_card_destroy(&card);
    cli_case_close(&opened);
    return ok;
}

int cmd_card(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    const char *output;
    int status = 0;
    if (!cli_options(&options, OPTIONS,
                     "deqi card CASE.json -o OUT.pdf|OUT.png [OPTIONS]",
                     "Sets a case's plan as a card: the body, the points with their "
                     "reasons, the session, the cautions.",
                     argc, argv, &status))
        return status;
    if (!parse(&options, &output, &error) || !make(cli, &options, output, &error))
        status = cli_fail(&error);
    return status;
}
