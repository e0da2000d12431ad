/* cmd_doctor.c - what this machine has of what deqi needs, and what to do where it has
 * not. Nothing is changed by looking: no journal is made, no window opened. */
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/cut.h"
#include "base/file.h"
#include "catalog/catalog.h"
#include "cli/commands.h"
#include "cli/named_journal.h"
#include "platform/audio.h"
#include "platform/gl_offscreen.h"
#include "platform/voice.h"
#include "platform/window.h"
#include "render/render.h"
#include "rules/engine.h"
#include "session/journal.h"
#include "system/disk.h"
#include "ui/font_files.h"

static const struct option_spec OPTIONS[] = {
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

enum state { STATE_OK, STATE_WEAK, STATE_MISSING };

static void tell(const char *what, enum state state, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static void tell(const char *what, enum state state, const char *format, ...)
{
    static const char *const WORDS[] = {"ok", "weak", "missing"};
    char text[1024];
    va_list args;
    va_start(args, format);
    cut_vprint(text, sizeof text, format, args);
    va_end(args);
    printf("%-9s %-8s %s\n", what, WORDS[state], text);
}

static void advise(const char *text)
{
    printf("%18s %s\n", "", text);
}

/* Each returns the exit status that what it saw asks for. */

static int see_data(const struct cli *cli)
{
    struct error error = {0};
    struct catalog *catalog = catalog_load(cli->data_dir, &error);
    struct engine *engine = catalog ? engine_load(cli->data_dir, catalog, &error) : NULL;
    bool ok = engine != NULL;
    if (ok) {
        tell("data", STATE_OK, "%s: %d points", cli->data_dir, catalog->n_points);
    } else {
        tell("data", STATE_MISSING, "%s: %s", error.file, error.text);
        advise("Install deqi again, or name a whole data folder with DEQI_DATA; "
               "`deqi check` tells more.");
    }
    engine_destroy(&engine);
    catalog_destroy(&catalog);
    return ok ? 0 : ERROR_REFUSED;
}

static int see_graphics(const struct cli *cli)
{
    struct error error = {0};
    char shaders[PATH_MAX];
    snprintf(shaders, sizeof shaders, "%s/shaders", cli->data_dir);
    struct gl_offscreen *offscreen = gl_offscreen_create(&error);
    struct render *render =
        offscreen ? render_create(gl_offscreen_getproc, shaders, &error) : NULL;
    bool ok = render != NULL;
    if (ok) {
        struct render_info info = render_info(render);
        tell("graphics", info.software ? STATE_WEAK : STATE_OK, "%s, pictures to %d px",
             info.driver, info.max_side);
        if (info.software)
            advise("The processor draws, which is slow: install the driver of the "
                   "graphics card (libgl1-mesa-dri has most).");
    } else {
        tell("graphics", STATE_MISSING, "%s", error.text);
        advise("Install libegl1 and libgl1-mesa-dri: OpenGL 3.3 is needed to draw.");
    }
    render_destroy(&render);
    gl_offscreen_destroy(&offscreen);
    return ok ? 0 : ERROR_NO_GRAPHICS;
}

static int see_screens(void)
{
    struct screen_rect screen[SCREENS_MAX];
    int n = window_screens(screen);
    char list[512] = "";
    bool small = false;
    for (int i = 0; i < n; i++) {
        cut_append(list, sizeof list, "%s%dx%d", i ? ", " : "", screen[i].w, screen[i].h);
        small |= screen[i].w < 960 || screen[i].h < 600;
    }
    if (!n) {
        tell("screens", STATE_WEAK, "no display was found");
        advise("The window needs X11 or Wayland; plan, card, render and film do not.");
    } else {
        tell("screens", small ? STATE_WEAK : STATE_OK, "%s", list);
        if (small)
            advise("The window wants 960x600 points.");
    }
    return 0;
}

static int see_fonts(void)
{
    struct font_files files;
    font_files_load(&files, "zh-Hans");
    bool any = files.regular.data != NULL, whole = any && files.cjk.data && !files.note;
    tell("fonts",
         whole ? STATE_OK
         : any ? STATE_WEAK
               : STATE_MISSING,
         "%s",
         whole        ? "Latin and Chinese"
         : files.note ? files.note
         : any        ? "no face with Chinese characters"
                      : "none was found");
    if (!whole)
        advise("Install fonts-inter and fonts-wqy-microhei: without them names are drawn "
               "with gaps or in another face.");
    font_files_free(&files);
    return any ? 0 : ERROR_REFUSED;
}

static int see_sound(void)
{
    struct audio *audio = audio_create();
    tell("sound", audio ? STATE_OK : STATE_WEAK, "%s",
         audio ? "the alarm can be heard" : "there is no device");
    if (!audio)
        advise("The alarm is silent: somebody must watch the clock. Connect a speaker, "
               "and see that PulseAudio or PipeWire runs.");
    audio_destroy(&audio);
    return 0;
}

static void see_voice(void)
{
    struct voice *voice = voice_create();
    tell("voice", STATE_OK, "%s",
         voice ? voice_program(voice) : "none, which is no lack");
    if (!voice)
        advise("Alarms can be said aloud where espeak-ng or speech-dispatcher is "
               "installed; they sound and show without.");
    voice_destroy(&voice);
}

static int see_server(const char *address)
{
    struct error error = {0};
    struct journal_reach reach = {0};
    struct journal_options options = {.path = address, .reading = true};
    struct journal *journal = journal_open(&options, NULL, 0, &error);
    if (journal)
        journal_reach(journal, &reach);
    journal_close(&journal);
    if (reach.reached) {
        tell("journal", STATE_OK, "shared, answers in %d ms", reach.round_ms);
        return 0;
    }
    tell("journal", reach.shared ? STATE_WEAK : STATE_MISSING, "shared: %s",
         reach.shared ? reach.why : error.text);
    advise("docs/ROOMS.md tells how a shared journal is set up, and what to do while its "
           "server is out of reach: sessions go on on this machine.");
    return reach.shared ? 0 : ERROR_REFUSED;
}

static int see_journal(void)
{
    struct error error = {0};
    char path[PATH_MAX];
    bool is_own;
    if (!named_journal(NULL, path, sizeof path, &is_own, &error)) {
        tell("journal", STATE_MISSING, "%s", error.text);
        advise("Sessions cannot be recorded: give the account a home folder that can be "
               "written, or set XDG_DATA_HOME.");
        return ERROR_REFUSED;
    }
    if (journal_names_server(path))
        return see_server(path);
    if (!file_exists(path)) {
        tell("journal", STATE_OK, "%s: none yet, made by the first session", path);
        return 0;
    }
    struct journal_options options = {
        .path = path, .must_exist = true, .reading = true, .busy_ms = 1000};
    struct journal *journal = journal_open(&options, NULL, 0, &error);
    bool whole = journal && !journal_is_damaged(journal), writes = disk_may_write(path);
    journal_close(&journal);
    if (whole && writes) {
        tell("journal", STATE_OK, "%s", path);
        return 0;
    }
    tell("journal", STATE_MISSING, "%s: %s", path,
         !whole && error.text[0] ? error.text
         : !whole                ? "is damaged"
                                 : "cannot be written");
    advise(!whole ? "The next session sets it aside and saves what can be read of it; "
                    "`deqi session restore FILE` brings a backup back."
                  : "Give it back to the account that records sessions (chown, chmod "
                    "600).");
    return ERROR_REFUSED;
}

int cmd_doctor(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    int status = 0;
    if (!cli_options(
            &options, OPTIONS, "deqi doctor",
            "Looks at the data, graphics, screens, fonts, sound, voice and journal, "
            "and tells what to do where something is missing."
            " Changes nothing but the empty data folder, which it may make.",
            argc, argv, &status))
        return status;
    if (options.n_operands) {
        error_status_set(&error, ERROR_USAGE, "%.60s: doctor takes no operands",
                         options.operand[0]);
        return cli_fail(&error);
    }
    int data = see_data(cli), graphics = see_graphics(cli);
    int rest = see_screens() | see_fonts() | see_sound();
    see_voice();
    rest |= see_journal();
    return data || rest ? ERROR_REFUSED : graphics;
}
