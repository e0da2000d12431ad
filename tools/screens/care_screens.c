/* care_screens.c - the states of clinic, board, strip and display, each reached as hands
 * reach it; see care_screens.h. */
#include "care_screens.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "bedside.h"
#include "panels/shell.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static void nothing(struct drive *d)
{
    (void)d;
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

// ---------------------------------------------------------------- what goes wrong

static void more_of(struct drive *d, int point)
{
    char more[96];
    snprintf(more, sizeof more, "%s##more%d", text_of(d->app->desk.texts, "clinic.more"),
             point);
    drive_tap(d, more);
}

static void more_events(struct drive *d)
{
    needling(d);
    drive_tap_id(d, "", "clinic.more_events");
}

static void scoring(struct drive *d)
{
    more_events(d);
    drive_tap_id(d, "", "clinic.score");
}

static void typing(struct drive *d)
{
    d->app->desk.settings.keyboard = SETTINGS_KEYS_ALWAYS;
    drive_tap_id(d, "", "clinic.who");
    drive_settle(d);
}

static void other_side(struct drive *d)
{
    needling(d);
    more_of(d, 6);
    drive_tap_id(d, "", "clinic.other_side");
}

static void happened(struct drive *d)
{
    needling(d);
    drive_tap_id(d, "", "clinic.happened");
}

static void stopping(struct drive *d)
{
    happened(d);
    drive_tap_id(d, "", "clinic.record_stop");
    drive_pass(d, 70);
}

static void stopped(struct drive *d)
{
    stopping(d);
    for (int i = 0; i < 5; i++)
        for (int k = 0; k < 2; k++)
            drive_tap_needle(d, i);
    drive_pass(d, 1);
}

static void broken(struct drive *d)
{
    due(d);
    more_of(d, 0);
    drive_tap_id(d, "", "clinic.broken");
    drive_pass(d, 1);
}

/* all of the first position are out, the person is to be turned */
static void turning(struct drive *d)
{
    drive_begin_session(d);
    drive_needle_all(d);
    drive_pass(d, 1801);
    drive_remove_all(d);
    drive_pass(d, 1);
}

static void display_languages(struct drive *d)
{
    drive_click(d, 300, 300);
    drive_tap(d, "A\u6587");
}

/* more than a wall holds at once */
static void full_ward(struct drive *d)
{
    char who[64];
    int64_t now = d->clock;
    for (int i = 0; i < 12; i++) {
        struct bedside b;
        snprintf(who, sizeof who, i == 3 ? "Station 4, Bett %d, am Fenster" : "Bed %d",
                 i + 1);
        d->clock = now + i * 4 * 60000;
        bedside_open(&b, d);
        bedside_begin_as(&b, i % 2 ? CASES "cervical_thumb.json" : DISPLAYED, who);
        if (i != 7)
            bedside_needle_all(&b);
        bedside_close(&b);
    }
    drive_pass(d, 1);
}

static void twins(struct drive *d)
{
    for (int i = 0; i < 2; i++) {
        struct bedside b;
        bedside_open(&b, d);
        bedside_begin_as(&b, DISPLAYED, "Bed 1");
        bedside_needle_all(&b);
        bedside_close(&b);
        drive_pass(d, 400);
    }
}

const struct screen CARE_SCREENS[] = {
    {"drill", APP_CLINIC, CASES "diabetic_soles.json", drill, 0x0B},
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
    {"clinic", APP_CLINIC, CASES "diabetic_soles.json", nothing, 0xFF},
    {"room", APP_CLINIC, CASES "diabetic_soles.json", room, 0x0B},
    {"clinic_typing", APP_CLINIC, CASES "diabetic_soles.json", typing, 0x01},
    {"session_more", APP_CLINIC, CASES "diabetic_soles.json", more_events, 0x01},
    {"session_scoring", APP_CLINIC, CASES "diabetic_soles.json", scoring, 0x01},
    {"session_other_side", APP_CLINIC, CASES "diabetic_soles.json", other_side, 0x01},
    {"session_happened", APP_CLINIC, CASES "diabetic_soles.json", happened, 0x01},
    {"session_stopping", APP_CLINIC, CASES "diabetic_soles.json", stopping, 0x01},
    {"session_stopped", APP_CLINIC, CASES "diabetic_soles.json", stopped, 0x01},
    {"session_broken", APP_CLINIC, CASES "diabetic_soles.json", broken, 0x01},
    {"session_turning", APP_CLINIC, CASES "lumbar_marks.json", turning, 0x01},
    {"display_languages", APP_DISPLAY, DISPLAYED, display_languages, 0x0B},
    {"board_full", APP_BOARD, CASES "diabetic_soles.json", full_ward, 0x01},
    {"board_twins", APP_BOARD, CASES "diabetic_soles.json", twins, 0x01},
    {"strip_full", APP_CLINIC, CASES "diabetic_soles.json", full_ward, 0x01},
};
const int N_CARE_SCREENS = sizeof CARE_SCREENS / sizeof *CARE_SCREENS;
