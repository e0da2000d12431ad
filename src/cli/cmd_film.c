/* cmd_film.c - a case as a film: the body turning, or a session in fast motion. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli_body.h"
#include "cli/cli_case.h"
#include "stage/film.h"
#include "system/process.h"

static const char *const KINDS[] = {"turntable", "session", NULL};
static const char *const LAMP[] = {"on", "off", NULL};
static const char *const THEMES[] = {"light", "dark", NULL};

static const struct option_spec OPTIONS[] = {
    {"output", 'o', "OUT",
     "OUT.mp4, OUT.webp, OUT.apng, OUT.png, or a folder for numbered PNGs", NULL},
    {"kind", 0, "KIND", "turntable (unless told), or session", KINDS},
    {"seconds", 0, "N", "length; 8 unless told, 20 for a session", NULL},
    {"fps", 0, "N", "frames a second; 25 unless told", NULL},
    {"size", 0, "WxH", "pixels; 1280x720 unless told", NULL},
    {"view", 0, "VIEW", "where it begins: front, back, left, right, plan, or a point",
     NULL},
    {"layers", 0, "LIST", "as for render; a turntable shows no labels unless told", NULL},
    {"lamp", 0, "on|off", "in a session: the lamp, as after a passed hot/cold test",
     LAMP},
    {"theme", 0, "light|dark", "light unless told", THEMES},
    {"see-through", 0, NULL, "the skin is but a rim of light, as for render", NULL},
    {"lang", 0, "LANG", "the language of the words; en unless told", NULL},
    BODY_OPTIONS,
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

static bool parse_number(const struct options *options, const char *name, int most,
                         int *out, struct error *error)
{
    const char *text = options_get(options, OPTIONS, name, NULL);
    char *end, expected[60];
    if (!text)
        return true;
    long value = strtol(text, &end, 10);
    if (text[0] >= '1' && text[0] <= '9' && !*end && value <= most) {
        *out = (int)value;
        return true;
    }
    snprintf(expected, sizeof expected, "a whole number from 1 to %d", most);
    return cli_usage(error, name, text, expected);
}

static bool parse(const struct options *options, struct film_params *p,
                  struct error *error)
{
    const char *kind = options_get(options, OPTIONS, "kind", "turntable");
    const char *lamp = options_get(options, OPTIONS, "lamp", NULL);
    const char *layers = options_get(options, OPTIONS, "layers", NULL);
    p->path = options_get(options, OPTIONS, "output", NULL);
    p->kind = strcmp(kind, "session") == 0 ? FILM_SESSION : FILM_TURNTABLE;
    p->view = options_get(options, OPTIONS, "view", NULL);
    p->theme = strcmp(options_get(options, OPTIONS, "theme", "light"), "dark") == 0
                   ? STILL_DARK
                   : STILL_LIGHT;
    p->see_through = options_get(options, OPTIONS, "see-through", NULL) ? 1 : 0;
    p->seconds = p->kind == FILM_SESSION ? 20 : 8;
    p->fps = 25;
    // names would leap from side to side as the body turns
    p->layers = p->kind == FILM_SESSION ? SCENE_DEFAULT : SCENE_DEFAULT & ~SCENE_LABELS;
    p->width = 1280;
    p->height = 720;
    if (!p->path || !*p->path)
        return error_status_set(error, ERROR_USAGE, "-o OUT is missing");
    if (options->n_operands > 1)
        return error_status_set(error, ERROR_USAGE,
                                "one case at a time; found %.60s as well",
                                options->operand[1]);
    if (lamp && p->kind != FILM_SESSION)
        return error_status_set(error, ERROR_USAGE, "--lamp needs --kind session");
    if (lamp)
        p->lamp = strcmp(lamp, "on") == 0 ? STILL_LAMP_ON : STILL_LAMP_OFF;
    return cli_parse_layers(layers, &p->layers, error) &&
           cli_parse_size(options, OPTIONS, &p->width, &p->height, error) &&
           parse_number(options, "seconds", FILM_SECONDS_MAX, &p->seconds, error) &&
           parse_number(options, "fps", FILM_FPS_MAX, &p->fps, error);
}

/* on a terminal one line that changes; else one line every 10 % */
static void tell(const struct film *film, int *told)
{
    int percent = (int)(film_progress(film) * 100);
    bool terminal = process_is_terminal(stderr);
    if (percent == *told || (!terminal && percent / 10 == *told / 10))
        return;
    *told = percent;
    if (terminal)
        fprintf(stderr, "\rdeqi: film: %3d %% of %d frames%s", percent, film_frames(film),
                percent == 100 ? "\n" : "");
    else
        fprintf(stderr, "deqi: film: %d %% of %d frames\n", percent / 10 * 10,
                film_frames(film));
}

/* the one thing that a signal may touch */
static volatile sig_atomic_t stopped;

static void stop(int signal)
{
    (void)signal;
    stopped = 1;
}

/* Ctrl-C lets the frame end, so that what was begun is taken away again */
static void heed_signals(void)
{
    process_on_stop(stop);
}

static bool shoot(struct film *film, struct error *error)
{
    enum film_state state = FILM_MORE;
    int told = 0;
    while (state == FILM_MORE && !stopped) {
        state = film_step(film, error);
        tell(film, &told);
    }
    if (state == FILM_MORE) {
        error_set(error, "stopped; no film was written");
        state = FILM_FAILED;
    }
    // an error begins on a line of its own
    if (state == FILM_FAILED && process_is_terminal(stderr) && told && told < 100)
        fputc('\n', stderr);
    return state == FILM_DONE;
}

int cmd_film(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct film_params params = {0};
    struct cli_case opened = {0};
    struct film *film = NULL;
    struct error error = {0};
    int status = 0;
    if (!cli_options(&options, OPTIONS, "deqi film [CASE.json] -o OUT [OPTIONS]",
                     "Films the body turning once with the case's points, or a session "
                     "in fast motion.",
                     argc, argv, &status))
        return status;
    bool ok = parse(&options, &params, &error) &&
              cli_case_open(&opened, cli, &options, OPTIONS, &error) &&
              cli_case_check_view(&opened, params.view, &error);
    if (ok) {
        struct still_source source = cli_case_source(&opened, cli);
        heed_signals();
        film = film_create(&source, &params, &error);
        ok = film && shoot(film, &error);
    }
    if (!ok)
        status = cli_fail(&error);
    if (film)
        cli_font_note(film_font_note(film));
    film_destroy(&film);
    cli_case_close(&opened);
    return status;
}
