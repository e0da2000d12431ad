/* cmd_open.c - the window. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "cli/cli_body.h"
#include "cli/commands.h"
#include "cli/named_journal.h"
#include "text/text.h"

static const struct option_spec OPTIONS[] = {
    {"mode", 0, "MODE", "teach, display, clinic or board; as last time unless told",
     SETTINGS_MODES},
    {"fullscreen", 0, NULL, "fill the screen", NULL},
    {"screen", 0, "N", "the screen to stand on, from 1", NULL},
    {"session", 0, "ID", "the session to show, of those that are open", NULL},
    {"journal", 0, "FILE",
     "the journal, or postgresql://HOST/DATABASE; the user's own unless told", NULL},
    {"lang", 0, "LANG", "the language; as last time unless told", NULL},
    BODY_OPTIONS,
    POSE_OPTION,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

/* a whole number from 1, or 0 where the option is not given */
static bool take_number(const struct options *options, const char *name, long most,
                        long *out, struct error *error)
{
    const char *text = options_get(options, OPTIONS, name, NULL);
    char *end = NULL;
    *out = text ? strtol(text, &end, 10) : 0;
    if (!text || (*text && !*end && *out >= 1 && *out <= most))
        return true;
    error_status_set(error, ERROR_USAGE, "--%s takes a whole number from 1; found %.60s",
                     name, text);
    return false;
}

int cmd_open(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    int status = 0;
    if (!cli_options(&options, OPTIONS, "deqi [CASE.json] [OPTIONS]",
                     "Opens the window, with a demonstration case if none is given.",
                     argc, argv, &status))
        return status;
    if (options.n_operands > 1) {
        error_status_set(&error, ERROR_USAGE, "one case at a time; found %.60s as well",
                         options.operand[1]);
        return cli_fail(&error);
    }
    struct body_choice body;
    struct app_params params = {.data_dir = cli->data_dir,
                                .case_path =
                                    options.n_operands ? options.operand[0] : NULL,
                                .mode = -1,
                                .welcome = APP_WELCOME,
                                .set = body.set};
    cli_body_options(&options, OPTIONS, &body);
    params.body = body.name;
    params.n_set = body.n_set;
    long screen, session;
    if (!take_number(&options, "screen", 64, &screen, &error) ||
        !take_number(&options, "session", LONG_MAX, &session, &error))
        return cli_fail(&error);
    params.screen = (int)screen;
    params.session = session;
    char journal[PATH_MAX];
    bool is_own;
    // where there is no place at all the window says so itself
    const char *named = options_get(&options, OPTIONS, "journal", NULL);
    if (named_journal(named, journal, sizeof journal, &is_own, &error) && !is_own)
        params.journal = journal;
    params.lang = options_get(&options, OPTIONS, "lang", NULL);
    if (options_get(&options, OPTIONS, "fullscreen", NULL))
        params.start = APP_FULLSCREEN;
    const char *mode = options_get(&options, OPTIONS, "mode", NULL);
    for (int i = 0; mode && SETTINGS_MODES[i]; i++)
        if (strcmp(mode, SETTINGS_MODES[i]) == 0)
            params.mode = i;
    // the app itself falls back to English; what was asked for must exist
    struct texts *texts =
        params.lang ? texts_load(cli->data_dir, params.lang, &error) : NULL;
    if (params.lang && !texts)
        return cli_fail(&error);
    texts_destroy(&texts);
    struct app *app = app_create(&params, &error);
    if (!app)
        return cli_fail(&error);
    status = app_run(app);
    app_destroy(&app);
    return status;
}
