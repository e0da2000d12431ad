/* commands.h - the commands of the deqi program.
 *
 * Each command gets the arguments after its name and returns the exit status of the
 * contract: 0 done, 1 input or data refused, 2 wrong usage, 3 no graphics. Results go to
 * standard output, everything else to standard error.
 */
#ifndef DEQI_CLI_COMMANDS_H
#define DEQI_CLI_COMMANDS_H

#include "base/error.h"
#include "base/options.h"

struct cli {
    const char *data_dir; /* holds assets/, models/, shaders/ */
};

int cmd_plan(const struct cli *cli, int argc, char **argv);
int cmd_points(const struct cli *cli, int argc, char **argv);
int cmd_channels(const struct cli *cli, int argc, char **argv);
int cmd_render(const struct cli *cli, int argc, char **argv);
int cmd_card(const struct cli *cli, int argc, char **argv);
int cmd_film(const struct cli *cli, int argc, char **argv);
int cmd_page(const struct cli *cli, int argc, char **argv);
int cmd_session(const struct cli *cli, int argc, char **argv);
int cmd_journal(const struct cli *cli, int argc, char **argv);
int cmd_near(const struct cli *cli, int argc, char **argv);
int cmd_section(const struct cli *cli, int argc, char **argv);
int cmd_structures(const struct cli *cli, int argc, char **argv);
int cmd_measure(const struct cli *cli, int argc, char **argv);
int cmd_fit(const struct cli *cli, int argc, char **argv);
int cmd_bench(const struct cli *cli, int argc, char **argv);
int cmd_doctor(const struct cli *cli, int argc, char **argv);
int cmd_texts(const struct cli *cli, int argc, char **argv);
int cmd_check(const struct cli *cli, int argc, char **argv);
/* The window; also what `deqi CASE.json` without a command does. */
int cmd_open(const struct cli *cli, int argc, char **argv);

/* Prints the error's line and returns its exit status. */
int cli_fail(const struct error *error);
/* What is missing of the fonts, if anything: the picture is made all the same. */
void cli_font_note(const char *note);

/* Parses the options of a command. False when the command is over, with *status to
 * return:
 * --help (an option named "help" must be in the table) was asked for or the usage was
 * wrong. `synopsis` is one line such as "deqi plan CASE.json [OPTIONS]"; `about` a
 * sentence. */
bool cli_options(struct options *out, const struct option_spec *specs,
                 const char *synopsis, const char *about, int argc, char **argv,
                 int *status);

/* "--NAME VALUE: expected ...", for usage errors; false. */
bool cli_usage(struct error *error, const char *name, const char *value,
               const char *expected);
/* --size; `width` and `height` hold the default. */
bool cli_parse_size(const struct options *options, const struct option_spec *specs,
                    int *width, int *height, struct error *error);
/* --layers; NULL leaves *layers alone. */
bool cli_parse_layers(const char *text, unsigned *layers, struct error *error);

#endif
