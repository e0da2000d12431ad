/* Every screen that issue after issue asks to be looked at, written into the build
 * folder: `test_screens [PART OF A NAME]`. It fails only where a screen cannot be made.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <SDL.h>
#include <cmocka.h>

#include "drive.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static const struct {
    const char *name;
    int width, height;
    float text;
} SIZES[] = {
    {"720", 1280, 720, 1},       {"1080", 1920, 1080, 1},
    {"2160", 3840, 2160, 1},     {"portrait", 1080, 1920, 1},
    {"720_twice", 1280, 720, 2}, {"1080_twice", 1920, 1080, 2},
    {"tiny", 200, 150, 1},       {"phone", 412, 800, 1},
};
enum { N_SIZES = sizeof SIZES / sizeof *SIZES };

static const char *only;

// ---------------------------------------------------------------- what to do before

static void nothing(struct drive *d)
{
    (void)d;
}

static void select_point(struct drive *d)
{
    drive_key(d, 'n', 0);
}

static void search(struct drive *d)
{
    drive_tap(d, "search");
    drive_type(d, "zusanli");
}

static void paint(struct drive *d)
{
    drive_tap_id(d, "+ ", "form.paint");
}

static void choose_regions(struct drive *d)
{
    drive_tap_id(d, "+ ", "form.list");
}

static void findings(struct drive *d)
{
    drive_tap_id(d, "", "form.lesions");
    drive_tap_id(d, "", "form.conditions");
    drive_tap_id(d, "", "form.red_flags");
}

static void root(struct drive *d)
{
    drive_tap_id(d, "", "form.root");
}

static void menu(struct drive *d)
{
    drive_tap_id(d, "", "menu.title");
}

static void preferences(struct drive *d)
{
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.preferences");
}

static void shape(struct drive *d)
{
    preferences(d);
    drive_tap_id(d, "", "body.title");
    drive_slide(d, app_text(d->app, "body.weight"), 0.5f, 0.8f);
    drive_slide(d, app_text(d->app, "body.height"), 0.5f, 0.6f);
}

static void glove(struct drive *d)
{
    paint(d);
    drive_slide(d, app_text(d->app, "brush.glove"), 0, 0.75f);
}

static void files(struct drive *d)
{
    drive_key(d, 'o', KMOD_CTRL);
}

static void save(struct drive *d)
{
    drive_key(d, 'e', KMOD_CTRL);
}

static void film(struct drive *d)
{
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.card");
    drive_tap_id(d, "", "files.film_turn");
}

static void film_session(struct drive *d)
{
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.card");
    drive_tap_id(d, "", "files.film_session");
    drive_tap_id(d, "", "film.frames");
    drive_tap_id(d, "", "film.shape");
}

static void keys(struct drive *d)
{
    drive_key(d, '/', KMOD_SHIFT);
}

static void ring(struct drive *d)
{
    for (int i = 0; i < 12; i++)
        drive_key(d, SDLK_TAB, 0);
}

static void begin(struct drive *d)
{
    drive_begin_session(d);
}

static void needling(struct drive *d)
{
    drive_begin_session(d);
    for (int i = 0; i < 5; i++) {
        drive_pass(d, 5);
        drive_needle(d, i);
    }
}

static void retaining(struct drive *d)
{
    drive_begin_session(d);
    drive_needle_all(d);
    drive_test_all(d);
    drive_tap_id(d, "", "clinic.lamp_on");
    drive_pass(d, 250);
}

static void paused(struct drive *d)
{
    drive_begin_session(d);
    drive_needle_all(d);
    drive_pass(d, 700);
    drive_tap_id(d, "", "clinic.pause");
}

static void due(struct drive *d)
{
    drive_begin_session(d);
    drive_needle_all(d);
    drive_pass(d, 1801);
}

static void finished(struct drive *d)
{
    due(d);
    drive_remove_all(d);
    drive_tap_id(d, "", "clinic.close");
}

static void sessions(struct drive *d)
{
    drive_begin_session(d);
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.sessions");
}

static const struct {
    const char *name;
    enum app_mode mode;
    const char *case_path;
    void (*act)(struct drive *d);
    unsigned sizes; /* bit i: SIZES[i] */
} SCREENS[] = {
    {"clinic", APP_CLINIC, CASES "diabetic_soles.json", nothing, 0xFF},
    {"teach", APP_TEACH, CASES "diabetic_soles.json", nothing, 0xFF},
    {"teach_point", APP_TEACH, CASES "diabetic_soles.json", select_point, 0x0B},
    {"search", APP_CLINIC, CASES "diabetic_soles.json", search, 0x01},
    {"paint", APP_CLINIC, CASES "lumbar_marks.json", paint, 0x15},
    {"glove", APP_CLINIC, CASES "lumbar_marks.json", glove, 0x11},
    {"regions", APP_CLINIC, CASES "diabetic_soles.json", choose_regions, 0x01},
    {"findings", APP_CLINIC, CASES "pregnancy_hand_sole.json", findings, 0x09},
    {"root", APP_CLINIC, CASES "cervical_thumb.json", root, 0x01},
    {"clinic_point", APP_CLINIC, CASES "pregnancy_hand_sole.json", select_point, 0x09},
    {"menu", APP_CLINIC, CASES "diabetic_soles.json", menu, 0x71},
    {"preferences", APP_CLINIC, CASES "diabetic_soles.json", preferences, 0x11},
    {"shape", APP_CLINIC, CASES "diabetic_soles.json", shape, 0x11},
    {"files", APP_CLINIC, CASES "diabetic_soles.json", files, 0x91},
    {"save", APP_CLINIC, CASES "diabetic_soles.json", save, 0x01},
    {"film", APP_CLINIC, CASES "diabetic_soles.json", film, 0x99},
    {"film_session", APP_CLINIC, CASES "diabetic_soles.json", film_session, 0x11},
    {"keys", APP_TEACH, CASES "diabetic_soles.json", keys, 0x91},
    {"ring", APP_CLINIC, CASES "diabetic_soles.json", ring, 0x01},
    {"session_begin", APP_CLINIC, CASES "diabetic_soles.json", begin, 0x01},
    {"session_needling", APP_CLINIC, CASES "diabetic_soles.json", needling, 0x9B},
    {"session_retaining", APP_CLINIC, CASES "diabetic_soles.json", retaining, 0x9B},
    {"session_paused", APP_CLINIC, CASES "diabetic_soles.json", paused, 0x01},
    {"session_due", APP_CLINIC, CASES "diabetic_soles.json", due, 0x03},
    {"session_closed", APP_CLINIC, CASES "diabetic_soles.json", finished, 0x01},
    {"sessions", APP_CLINIC, CASES "diabetic_soles.json", sessions, 0x01},
    {"clinic_blocked", APP_CLINIC, CASES "red_flag_blocked.json", nothing, 0x01},
};
enum { N_SCREENS = sizeof SCREENS / sizeof *SCREENS };

static void screen(int i, int size, const char *lang, int theme)
{
    char path[512];
    snprintf(path, sizeof path, DEQI_BINARY_DIR "/screens/%s_%s%s%s.png", SCREENS[i].name,
             SIZES[size].name, lang ? "_zh" : "", theme == DRIVE_DARK ? "_dark" : "");
    if (only && !strstr(path, only))
        return;
    struct drive d = {0};
    struct drive_params params = {.width = SIZES[size].width,
                                  .height = SIZES[size].height,
                                  .text_scale = SIZES[size].text,
                                  .mode = SCREENS[i].mode,
                                  .case_path = SCREENS[i].case_path,
                                  .lang = lang,
                                  .theme = theme};
    if (!drive_open(&d, &params))
        exit(77);
    SCREENS[i].act(&d);
    drive_settle(&d);
    drive_save(&d, path);
    drive_close(&d);
}

static void every_screen_is_drawn(void **state)
{
    (void)state;
    mkdir(DEQI_BINARY_DIR "/screens", 0777);
    for (int i = 0; i < N_SCREENS; i++) {
        for (int size = 0; size < N_SIZES; size++)
            if (SCREENS[i].sizes >> size & 1)
                screen(i, size, NULL, DRIVE_LIGHT);
        screen(i, 0, "zh-Hans", DRIVE_LIGHT);
        screen(i, 0, NULL, DRIVE_DARK);
    }
}

int main(int argc, char **argv)
{
    only = argc > 1 ? argv[1] : NULL;
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_screen_is_drawn)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
