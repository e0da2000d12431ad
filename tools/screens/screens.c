/* Every screen of the program in every size, language and theme, written into the build
 * folder to be looked at: `screens [PART OF A NAME [LANGUAGE]]`, the language zh-Hans
 * unless told. */
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

#include "bedside.h"
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
    {"768", 1366, 768, 1},
};
enum { N_SIZES = sizeof SIZES / sizeof *SIZES };

static const char *only;
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

static void overdue(struct drive *d)
{
    retaining(d);
    drive_pass(d, 130);
}

static void lamp_over(struct drive *d)
{
    retaining(d);
    drive_pass(d, 1801);
}

static void pausing(struct drive *d)
{
    drive_begin_session(d);
    drive_needle_all(d);
    drive_pass(d, 700);
    drive_tap_id(d, "", "clinic.pause");
}

static void paused(struct drive *d)
{
    pausing(d);
    drive_tap_id(d, "", "clinic.pause.toilet");
    drive_tap_id(d, "", "clinic.pause_now");
    drive_pass(d, 40);
}

static void due(struct drive *d)
{
    drive_begin_session(d);
    drive_needle_all(d);
    drive_pass(d, 1801);
}

static void removing(struct drive *d)
{
    due(d);
    for (int i = 0; i < 5; i++)
        drive_remove(d, i);
    drive_tap_needle(d, 5);
}

static struct session_point shown_point(struct drive *d, int i)
{
    return session_point_at(live_session_state(d->app->desk.live), i);
}

static void skipping(struct drive *d)
{
    needling(d);
    char more[64];
    snprintf(more, sizeof more, "%s##more6", text_of(d->app->desk.texts, "clinic.more"));
    drive_tap(d, more);
    drive_tap_id(d, "", "clinic.skip");
}

static void failed(struct drive *d)
{
    drive_begin_session(d);
    drive_needle_all(d);
    drive_test_all(d);
    drive_tap_id(d, "", "clinic.test_again");
    drive_tap(d, text_of(d->app->desk.texts, "clinic.test_no"));
    drive_pass(d, 90);
}

static void finished(struct drive *d)
{
    retaining(d);
    drive_tap_id(d, "", "clinic.skin_check");
    drive_tap_id(d, "", "clinic.note");
    drive_tap_id(d, "", "clinic.note_words");
    drive_type(d, "Slept well; left heel dry.");
    drive_tap_id(d, "", "clinic.note_now");
    drive_pass(d, 1801);
    drive_tap_id(d, "", "clinic.lamp_is_off");
    drive_remove_all(d);
    drive_tap_id(d, "", "clinic.close");
}

static void sessions(struct drive *d)
{
    drive_begin_session(d);
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.sessions");
}

// ---------------------------------------------------------------- the display

#define DISPLAYED CASES "diabetic_soles.json"

/* the body as a session at the bedside leaves it; `more` goes on from retention */
static void display_after(struct drive *d, void (*more)(struct bedside *b))
{
    struct bedside b;
    bedside_open(&b, d);
    bedside_begin(&b, DISPLAYED);
    bedside_needle_all(&b);
    more(&b);
    bedside_close(&b);
    drive_pass(d, 5);
}

static void resting(struct bedside *b)
{
    b->drive->clock += 450 * 1000;
}

static void under_lamp(struct bedside *b)
{
    bedside_test_all(b);
    bedside_event(b, "lamp-on", NULL);
    b->drive->clock += 150 * 1000;
}

static void held_up(struct bedside *b)
{
    resting(b);
    bedside_event(b, "pause", "toilet", NULL);
}

static void time_up(struct bedside *b)
{
    b->drive->clock += 1801 * 1000;
}

static void some_out(struct bedside *b)
{
    const struct session_plan *plan = bedside_session(b)->plan;
    time_up(b);
    for (int i = 0; i < 3; i++) {
        char side[2] = {plan->points[i].side, 0};
        bedside_event(b, "remove", plan->points[i].code, side, NULL);
    }
}

static void all_out(struct bedside *b)
{
    time_up(b);
    bedside_remove_all(b);
    drive_pass(b->drive, 5); // what has ended by then is not shown at all
    bedside_event(b, "close", NULL);
}

static void fainted(struct bedside *b)
{
    resting(b);
    bedside_event(b, "incident", "faint", "moderate", "pale", NULL);
    bedside_event(b, "abort", "faint", NULL);
}

static void display_faint(struct drive *d)
{
    display_after(d, fainted);
}

/* the card of a point that was tapped on the body */
static void from_the_body(struct drive *d)
{
    needling(d);
    sink_select(&d->app->desk.sink, shown_point(d, 5).code,
                side_of(shown_point(d, 5).side), SINK_FLY);
}

/* where sound and display are chosen, unfolded */
static void room(struct drive *d)
{
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.preferences");
    drive_tap_id(d, "", "sound.title");
    drive_tap_id(d, "", "display.settings");
}

static void drill(struct drive *d)
{
    drive_tap_id(d, "", "clinic.practice");
    drive_begin_session(d);
    for (int i = 0; i < 3; i++)
        drive_needle(d, i);
    drive_tap_id(d, "", "drill.faint");
    drive_tap_id(d, "", "clinic.happened");
    drive_tap_id(d, "", "clinic.incident_now");
    drive_pass(d, 1);
}

static void display_covered(struct drive *d)
{
    d->app->desk.settings.covered = true;
    sink_redraw(&d->app->desk.sink);
    drive_pass(d, 6);
}

static void display_pin(struct drive *d)
{
    snprintf(d->app->desk.settings.pin, sizeof d->app->desk.settings.pin, "0417");
    sink_show_card(&d->app->desk.sink, SHELL_PIN);
    drive_settle(d);
    drive_tap(d, "0##pin0");
}

static void display_inserting(struct drive *d)
{
    struct bedside b;
    bedside_open(&b, d);
    bedside_begin(&b, DISPLAYED);
    for (int i = 0; i < 4; i++) {
        const struct session_point *p = &bedside_session(&b)->plan->points[i];
        char side[2] = {p->side, 0};
        bedside_event(&b, "insert", p->code, side, NULL);
    }
    bedside_close(&b);
    drive_pass(d, 5);
}

static void display_retaining(struct drive *d)
{
    display_after(d, resting);
}

static void display_lamp(struct drive *d)
{
    display_after(d, under_lamp);
}

static void display_paused(struct drive *d)
{
    display_after(d, held_up);
}

static void display_due(struct drive *d)
{
    display_after(d, time_up);
}

static void display_removing(struct drive *d)
{
    display_after(d, some_out);
}

static void display_closed(struct drive *d)
{
    display_after(d, all_out);
}

/* where the i-th sentence of the loop rests */
static void loop_rests(struct drive *d, int i)
{
    d->app->desk.settings.reduced_motion = false;
    drive_pass(d, 61);
    drive_pass(d, 10 + 18 * i);
    for (int k = 0; k < 40; k++) {
        d->clock += 67;
        app_step(d->app, 0);
    }
}

static void display_loop_where(struct drive *d)
{
    loop_rests(d, 1);
}

static void display_loop_gentle(struct drive *d)
{
    loop_rests(d, 2);
}

static void display_loop_quiet(struct drive *d)
{
    loop_rests(d, 3);
}

static void display_loop_lamp(struct drive *d)
{
    loop_rests(d, 4);
}

static void display_loop_out(struct drive *d)
{
    loop_rests(d, 5);
}

static void display_loop_tell(struct drive *d)
{
    loop_rests(d, 6);
}

static void display_held(struct drive *d)
{
    drive_hold(d, (float)d->app->desk.eye.port.width - 20, 20);
    drive_pass(d, 2);
}

/* five patients: the first is overdue, the second under the lamp, the third paused, the
 * fourth is being needled, the fifth has but begun */
static void rooms(struct drive *d)
{
    static const char *const CASES_OF[] = {"diabetic_soles", "cervical_thumb",
                                           "lumbar_marks", "pregnancy_hand_sole",
                                           "chemotherapy_hands_feet"};
    char path[256], who[16];
    int64_t now = d->clock;
    for (int i = 0; i < 5; i++) {
        struct bedside b;
        snprintf(path, sizeof path, CASES "%s.json", CASES_OF[i]);
        snprintf(who, sizeof who, "Bed %d", i + 1);
        d->clock = now + (i == 0 ? 0 : i == 1 ? 26 : i == 2 ? 20 : 34) * 60000;
        bedside_open(&b, d);
        bedside_begin_as(&b, path, who);
        if (i < 3)
            bedside_needle_all(&b);
        if (i == 1) {
            bedside_test_all(&b);
            bedside_event(&b, "lamp-on", NULL);
        }
        if (i == 2)
            bedside_event(&b, "pause", "Wanted to turn over", NULL);
        if (i == 3) {
            const struct session_point *p = &bedside_session(&b)->plan->points[0];
            bedside_event(&b, "insert", p->code, p->side == 'L' ? "L" : "R", NULL);
        }
        bedside_close(&b);
    }
    d->clock = now + 35 * 60000;
    drive_pass(d, 1);
}

static void one_room(struct drive *d)
{
    struct bedside b;
    bedside_open(&b, d);
    bedside_begin_as(&b, CASES "diabetic_soles.json", "Bed 1");
    bedside_needle_all(&b);
    drive_pass(d, 600);
    bedside_close(&b);
}

static void rooms_beside(struct drive *d)
{
    rooms(d);
    drive_tap(d, "Bed 3");
}

static void rooms_leaving(struct drive *d)
{
    rooms(d);
    drive_close_button(d);
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
    {"drill", APP_CLINIC, CASES "diabetic_soles.json", drill, 0x0B},
    {"room", APP_CLINIC, CASES "diabetic_soles.json", room, 0x0B},
    {"shape", APP_CLINIC, CASES "diabetic_soles.json", shape, 0x11},
    {"files", APP_CLINIC, CASES "diabetic_soles.json", files, 0x91},
    {"save", APP_CLINIC, CASES "diabetic_soles.json", save, 0x01},
    {"film", APP_CLINIC, CASES "diabetic_soles.json", film, 0x99},
    {"film_session", APP_CLINIC, CASES "diabetic_soles.json", film_session, 0x11},
    {"keys", APP_TEACH, CASES "diabetic_soles.json", keys, 0x91},
    {"ring", APP_CLINIC, CASES "diabetic_soles.json", ring, 0x01},
    {"session_begin", APP_CLINIC, CASES "diabetic_soles.json", begin, 0x01},
    {"session_marks", APP_CLINIC, CASES "lumbar_marks.json", begin, 0x01},
    {"session_four", APP_CLINIC, CASES "chemotherapy_hands_feet.json", begin, 0x01},
    {"session_needling", APP_CLINIC, CASES "diabetic_soles.json", needling, 0x9B},
    {"session_retaining", APP_CLINIC, CASES "diabetic_soles.json", retaining, 0x9B},
    {"session_overdue", APP_CLINIC, CASES "diabetic_soles.json", overdue, 0x11},
    {"session_lamp_over", APP_CLINIC, CASES "diabetic_soles.json", lamp_over, 0x11},
    {"session_pausing", APP_CLINIC, CASES "diabetic_soles.json", pausing, 0x91},
    {"session_paused", APP_CLINIC, CASES "diabetic_soles.json", paused, 0x91},
    {"session_skipping", APP_CLINIC, CASES "diabetic_soles.json", skipping, 0x01},
    {"session_card", APP_CLINIC, CASES "diabetic_soles.json", from_the_body, 0x0B},
    {"session_failed", APP_CLINIC, CASES "diabetic_soles.json", failed, 0x01},
    {"session_due", APP_CLINIC, CASES "diabetic_soles.json", due, 0x93},
    {"session_removing", APP_CLINIC, CASES "diabetic_soles.json", removing, 0x9B},
    {"session_closed", APP_CLINIC, CASES "diabetic_soles.json", finished, 0x99},
    {"sessions", APP_CLINIC, CASES "diabetic_soles.json", sessions, 0x01},
    {"display_welcome", APP_DISPLAY, DISPLAYED, nothing, 0xFF},
    {"display_loop_where", APP_DISPLAY, DISPLAYED, display_loop_where, 0x0B},
    {"display_loop_gentle", APP_DISPLAY, DISPLAYED, display_loop_gentle, 0x01},
    {"display_loop_quiet", APP_DISPLAY, DISPLAYED, display_loop_quiet, 0x01},
    {"display_loop_lamp", APP_DISPLAY, DISPLAYED, display_loop_lamp, 0x01},
    {"display_loop_out", APP_DISPLAY, DISPLAYED, display_loop_out, 0x01},
    {"display_loop_tell", APP_DISPLAY, DISPLAYED, display_loop_tell, 0x09},
    {"display_inserting", APP_DISPLAY, DISPLAYED, display_inserting, 0x0B},
    {"display_retaining", APP_DISPLAY, DISPLAYED, display_retaining, 0x0B},
    {"display_lamp", APP_DISPLAY, DISPLAYED, display_lamp, 0xBF},
    {"display_paused", APP_DISPLAY, DISPLAYED, display_paused, 0x0B},
    {"display_due", APP_DISPLAY, DISPLAYED, display_due, 0x0B},
    {"display_removing", APP_DISPLAY, DISPLAYED, display_removing, 0x0B},
    {"display_faint", APP_DISPLAY, DISPLAYED, display_faint, 0x0B},
    {"display_covered", APP_DISPLAY, DISPLAYED, display_covered, 0x0B},
    {"display_pin", APP_DISPLAY, DISPLAYED, display_pin, 0x0B},
    {"display_closed", APP_DISPLAY, DISPLAYED, display_closed, 0x0B},
    {"display_held", APP_DISPLAY, DISPLAYED, display_held, 0x0A},
    {"board", APP_BOARD, CASES "diabetic_soles.json", rooms, 0x4B},
    {"board_one", APP_BOARD, CASES "diabetic_soles.json", one_room, 0x01},
    {"board_none", APP_BOARD, CASES "diabetic_soles.json", nothing, 0x01},
    {"strip_teach", APP_TEACH, CASES "diabetic_soles.json", rooms, 0xCB},
    {"strip_clinic", APP_CLINIC, CASES "diabetic_soles.json", rooms, 0x0B},
    {"strip_session", APP_CLINIC, CASES "diabetic_soles.json", rooms_beside, 0x0B},
    {"strip_leaving", APP_CLINIC, CASES "diabetic_soles.json", rooms_leaving, 0x01},
    {"clinic_blocked", APP_CLINIC, CASES "red_flag_blocked.json", nothing, 0x01},
};
enum { N_SCREENS = sizeof SCREENS / sizeof *SCREENS };

static void screen(int i, int size, const char *lang, int theme)
{
    char path[512];
    snprintf(path, sizeof path, DEQI_BINARY_DIR "/screens/%s_%s%s%s%s.png",
             SCREENS[i].name, SIZES[size].name, lang ? "_" : "", lang ? lang : "",
             theme == DRIVE_DARK ? "_dark" : "");
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
        screen(i, 0, spoken, DRIVE_LIGHT);
        // the display is dark as it is; what has one size is a variant of what has more
        if (SCREENS[i].mode != APP_DISPLAY && SCREENS[i].sizes > 1)
            screen(i, 0, NULL, DRIVE_DARK);
    }
}

int main(int argc, char **argv)
{
    only = argc > 1 ? argv[1] : NULL;
    if (argc > 2)
        spoken = argv[2];
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_screen_is_drawn)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
