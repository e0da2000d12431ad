/* Every screen of the program in every size, language and theme, written into the build
 * folder to be looked at: `screens [PART OF A NAME [LANGUAGE [SIZE [THEME]]]]`, the
 * language zh-Hans unless told. With a size every screen is drawn in that size, light and
 * dark (or in that THEME alone), in that language alone. The part "care" is clinic,
 * board, strip and display, whatever they are called. */
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
#include <glad/gl.h>

#include "care_screens.h"
#include "modes/teach.h"
#include "panels/shell.h"
#include "teach_acts.h"

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
    {"768", 1366, 768, 1},       {"800", 1280, 800, 1},
};
enum { N_SIZES = sizeof SIZES / sizeof *SIZES };

static const char *only, *sized, *themed;
static const char *spoken = "zh-Hans";

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

static void rule(struct drive *d)
{
    drive_tap(d, "search");
    drive_type(d, "R31");
    drive_tap(d, "/");
}

static void region(struct drive *d)
{
    drive_tap(d, "search");
    drive_type(d, "L5");
    drive_tap(d, "/L5/");
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

static void open_folds(struct drive *d, const enum shell_fold *fold, int n)
{
    d->app->desk.teach->tab = TEACH_PLAN;
    for (int i = 0; i < n; i++)
        d->app->desk.shell->fold[fold[i]] = true;
    sink_redraw(&d->app->desk.sink);
    drive_settle(d);
}

static void form_new(struct drive *d)
{
    sink_ask(&d->app->desk.sink, ACTION_NEW_CASE, 0);
    open_folds(d, NULL, 0);
}

/* the middle of the form: numbers, lists, answers */
static void form_lists(struct drive *d)
{
    static const enum shell_fold FOLDS_OPEN[] = {FOLD_CASE, FOLD_PERSON, FOLD_WEAKNESS,
                                                 FOLD_DRUGS, FOLD_BLOOD};
    open_folds(d, FOLDS_OPEN, 5);
    drive_tap_id(d, "", "form.drug_name");
    drive_type(d, "metformin");
}

/* a painted lesion, with its radius in the list and in the tools */
static void form_lesion(struct drive *d)
{
    static const enum shell_fold FOLDS_OPEN[] = {FOLD_CASE, FOLD_LESIONS, FOLD_PAINT};
    float pixel[2];
    d->app->desk.brush.tool = BRUSH_LESION;
    drive_site(d, "ST36", SIDE_L, pixel);
    drive_click(d, pixel[0], pixel[1]);
    open_folds(d, FOLDS_OPEN, 3);
    drive_slide(d, text_of(d->app->desk.texts, "form.radius"), 0.25f, 0.6f);
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
    drive_slide(d, text_of(d->app->desk.texts, "body.weight"), 0.5f, 0.8f);
    drive_slide(d, text_of(d->app->desk.texts, "body.height"), 0.5f, 0.6f);
}

static void glove(struct drive *d)
{
    paint(d);
    drive_slide(d, text_of(d->app->desk.texts, "brush.glove"), 0, 0.75f);
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

static const struct screen SCREENS[] = {
    {"teach", APP_TEACH, CASES "diabetic_soles.json", nothing, 0xFF},
    {"teach_point", APP_TEACH, CASES "diabetic_soles.json", select_point, 0x0B},
    {"teach_sides", APP_TEACH, CASES "chemotherapy_hands_feet.json", nothing, 0x13F},
    {"teach_welcome", APP_TEACH, CASES "diabetic_soles.json", teach_acts_welcome, 0x1FF},
    {"teach_landmark", APP_TEACH, CASES "diabetic_soles.json", teach_acts_landmark,
     0x13F},
    {"teach_isolated", APP_TEACH, CASES "diabetic_soles.json", teach_acts_isolated,
     0x13F},
    {"teach_isolate_card", APP_TEACH, CASES "diabetic_soles.json",
     teach_acts_isolate_card, 0x13F},
    {"teach_channel", APP_TEACH, CASES "diabetic_soles.json", teach_acts_channel, 0x13F},
    {"teach_structure", APP_TEACH, CASES "diabetic_soles.json", teach_acts_structure,
     0x13F},
    {"teach_plan", APP_TEACH, CASES "chemotherapy_hands_feet.json", teach_acts_plan,
     0x13F},
    {"teach_rules", APP_TEACH, CASES "diabetic_soles.json", teach_acts_rules, 0x13F},
    {"teach_write", APP_TEACH, CASES "diabetic_soles.json", teach_acts_write, 0x13F},
    {"teach_tour", APP_TEACH, CASES "diabetic_soles.json", teach_acts_tour, 0x13F},
    {"teach_choice", APP_TEACH, CASES "diabetic_soles.json", teach_acts_choice, 0x13F},
    {"teach_quiz", APP_TEACH, CASES "diabetic_soles.json", teach_acts_quiz, 0x13F},
    {"teach_answered", APP_TEACH, CASES "diabetic_soles.json", teach_acts_answered,
     0x13F},
    {"teach_presenter", APP_TEACH, CASES "diabetic_soles.json", teach_acts_presenter,
     0x13F},
    {"teach_measure", APP_TEACH, CASES "diabetic_soles.json", teach_acts_measure, 0x13F},
    {"search", APP_CLINIC, CASES "diabetic_soles.json", search, 0x01},
    {"rule", APP_CLINIC, CASES "diabetic_soles.json", rule, 0x01},
    {"region", APP_CLINIC, CASES "diabetic_soles.json", region, 0x01},
    {"paint", APP_CLINIC, CASES "lumbar_marks.json", paint, 0x15},
    {"glove", APP_CLINIC, CASES "lumbar_marks.json", glove, 0x11},
    {"regions", APP_CLINIC, CASES "diabetic_soles.json", choose_regions, 0x01},
    {"findings", APP_CLINIC, CASES "pregnancy_hand_sole.json", findings, 0x09},
    {"form_new", APP_TEACH, CASES "diabetic_soles.json", form_new, 0x1B},
    {"form_lists", APP_TEACH, CASES "diabetic_soles.json", form_lists, 0x1B},
    {"form_lesion", APP_TEACH, CASES "diabetic_soles.json", form_lesion, 0x1B},
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
    {"clinic_blocked", APP_CLINIC, CASES "red_flag_blocked.json", nothing, 0x01},
};
enum { N_SCREENS = sizeof SCREENS / sizeof *SCREENS };

// ---------------------------------------------------------------- one by one

static void GLAD_API_PTR no_elements(GLenum mode, GLsizei n, GLenum type, const void *at)
{
    (void)mode, (void)n, (void)type, (void)at;
}

static void GLAD_API_PTR no_arrays(GLenum mode, GLint first, GLsizei n)
{
    (void)mode, (void)first, (void)n;
}

static void GLAD_API_PTR no_instances(GLenum mode, GLint first, GLsizei n, GLsizei times)
{
    (void)mode, (void)first, (void)n, (void)times;
}

/* what is not looked at is not painted: without graphics that is nearly all the time */
static void act_unseen(const struct screen *s, struct drive *d)
{
    PFNGLDRAWELEMENTSPROC elements = glad_glDrawElements;
    PFNGLDRAWARRAYSPROC arrays = glad_glDrawArrays;
    PFNGLDRAWARRAYSINSTANCEDPROC instances = glad_glDrawArraysInstanced;
    glad_glDrawElements = no_elements;
    glad_glDrawArrays = no_arrays;
    glad_glDrawArraysInstanced = no_instances;
    s->act(d);
    glad_glDrawElements = elements;
    glad_glDrawArrays = arrays;
    glad_glDrawArraysInstanced = instances;
    // a hair's breadth aside: what is kept of the body was not painted either
    d->app->desk.eye.camera.target[1] += 1e-5f;
    sink_redraw(&d->app->desk.sink);
    drive_settle(d);
}

static void screen(const struct screen *s, int size, const char *lang, int theme)
{
    char path[512];
    snprintf(path, sizeof path, DEQI_BINARY_DIR "/screens/%s_%s%s%s%s.png", s->name,
             SIZES[size].name, lang ? "_" : "", lang ? lang : "",
             theme == DRIVE_DARK ? "_dark" : "");
    if (only && !strstr(strrchr(path, '/'), only))
        return;
    struct drive d = {0};
    struct drive_params params = {.width = SIZES[size].width,
                                  .height = SIZES[size].height,
                                  .text_scale = SIZES[size].text,
                                  .mode = s->mode,
                                  .case_path = s->case_path,
                                  .lang = lang,
                                  .theme = theme};
    if (!drive_open(&d, &params))
        exit(77);
    // where the whole picture changes, all of it is painted
    if (s->mode == APP_DISPLAY || s->mode == APP_TEACH)
        s->act(&d);
    else
        act_unseen(s, &d);
    drive_settle(&d);
    drive_save(&d, path);
    drive_close(&d);
}

/* in one size, as its own language is English */
static void in_size(const struct screen *s)
{
    const char *lang = strcmp(spoken, "en") == 0 ? NULL : spoken;
    for (int size = 0; size < N_SIZES; size++) {
        if (strcmp(SIZES[size].name, sized) != 0)
            continue;
        bool its_own = s->mode == APP_DISPLAY; // the display is dark as it is
        if (!themed || its_own || strcmp(themed, "light") == 0)
            screen(s, size, lang, DRIVE_LIGHT);
        if (!its_own && (!themed || strcmp(themed, "dark") == 0))
            screen(s, size, lang, DRIVE_DARK);
    }
}

static void draw(const struct screen *s)
{
    if (sized) {
        in_size(s);
        return;
    }
    for (int size = 0; size < N_SIZES; size++)
        if (s->sizes >> size & 1)
            screen(s, size, NULL, DRIVE_LIGHT);
    screen(s, 0, spoken, DRIVE_LIGHT);
    // the display is dark as it is; what has one size is a variant of what has more
    if (s->mode != APP_DISPLAY && s->sizes > 1)
        screen(s, 0, NULL, DRIVE_DARK);
}

static void every_screen_is_drawn(void **state)
{
    (void)state;
    mkdir(DEQI_BINARY_DIR "/screens", 0777);
    bool care = only && strcmp(only, "care") == 0;
    for (int i = 0; i < N_SCREENS && !care; i++)
        draw(&SCREENS[i]);
    only = care ? NULL : only;
    for (int i = 0; i < N_CARE_SCREENS; i++)
        draw(&CARE_SCREENS[i]);
}

int main(int argc, char **argv)
{
    only = argc > 1 ? argv[1] : NULL;
    if (argc > 2)
        spoken = argv[2];
    sized = argc > 3 ? argv[3] : NULL;
    themed = argc > 4 ? argv[4] : NULL;
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_screen_is_drawn)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
