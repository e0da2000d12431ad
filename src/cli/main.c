/* main.c - picks the command. */
#include <limits.h>
#include <locale.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "cli/commands.h"

struct command_row {
    const char *name;
    int (*run)(const struct cli *cli, int argc, char **argv);
    const char *about;
};

static const struct command_row COMMANDS[] = {
    {"plan", cmd_plan, "choose the points for a case, with a reason for each"},
    {"points", cmd_points, "where the points are on a body"},
    {"channels", cmd_channels, "the channels as lines on the skin"},
    {"render", cmd_render, "draw a case to a PNG file, without a display"},
    {"card", cmd_card, "a plan as a card: PDF for printing, or PNG"},
    {"film", cmd_film, "the body turning, or a session, as a film"},
    {"page", cmd_page, "a plan, a lesson or the body as one HTML file"},
    {"session", cmd_session, "run and record a needling session"},
    {"journal", cmd_journal, "a journal as a whole: on a server, copied, verified"},
    {"fit", cmd_fit, "landmarks of any human mesh, without a click"},
    {"near", cmd_near, "what lies round a point's needle"},
    {"section", cmd_section, "the cut through the body at a needle, as a PNG file"},
    {"structures", cmd_structures, "what lies beneath the skin"},
    {"measure", cmd_measure, "the body's landmarks and cun table"},
    {"bench", cmd_bench, "measure deqi itself"},
    {"doctor", cmd_doctor, "what this machine has of what deqi needs"},
    {"texts", cmd_texts, "what there is to translate, and how much is"},
    {"check", cmd_check, "validate the data files"},
};
enum { N_COMMANDS = sizeof COMMANDS / sizeof *COMMANDS };

static void print_help(FILE *to)
{
    fputs("deqi " DEQI_VERSION
          " shows where acupuncture needles go for peripheral neuropathy, and why.\n"
          "\n"
          "  deqi [CASE.json] [OPTIONS]   open the window (--help after `open` lists "
          "them)\n"
          "  deqi COMMAND [ARGUMENTS]     COMMAND --help tells more\n"
          "\n",
          to);
    for (int i = 0; i < N_COMMANDS; i++)
        fprintf(to, "  %-10s %s\n", COMMANDS[i].name, COMMANDS[i].about);
    fputs("\nIt teaches and previews; it does not replace clinical judgement.\n", to);
}

/* results that could not be written (a full disk, a closed pipe) are a failure */
static int finish(int status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    fputs("deqi: (standard output): cannot be written\n", stderr);
    return status ? status : ERROR_REFUSED;
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    json_memory();
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "--version") == 0) {
        puts("deqi " DEQI_VERSION);
        return finish(0);
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 ||
        strcmp(name, "help") == 0) {
        print_help(stdout);
        return finish(0);
    }
    char data_dir[PATH_MAX];
    struct error error;
    if (!file_data_dir(DEQI_SOURCES, data_dir, sizeof data_dir, &error))
        return cli_fail(&error);
    struct cli cli = {.data_dir = data_dir};
    for (int i = 0; i < N_COMMANDS; i++)
        if (strcmp(name, COMMANDS[i].name) == 0)
            return finish(COMMANDS[i].run(&cli, argc - 2, argv + 2));
    if (strcmp(name, "open") == 0)
        return finish(cmd_open(&cli, argc - 2, argv + 2));
    return finish(cmd_open(&cli, argc - 1, argv + 1));
}
