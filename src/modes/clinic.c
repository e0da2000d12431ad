/* clinic.c - the mode for the person who needles: the case at the left; at the right the
 * plan, and once a session runs its checklist by position, one tap a needle. */
#include "modes/clinic.h"

#include <math.h>
#include <stdlib.h>

#include "modes/modes.h"
#include "panels/case_form.h"
#include "panels/paint.h"
#include "panels/panels.h"
#include "panels/rule_view.h"
#include "panels/structure_view.h"
#include "panels/watch_strip.h"
#include "platform/audio.h"
#include "stage/warmth.h"
#include "ui/timer_card.h"
#include "views/doing_order.h"
#include "views/watch_rows.h"

enum { BLINK_MS = 700, MARGIN = 24 /* design pixels */ };

static bool clinic_create(struct app *app, struct error *error)
{
    (void)error;
    app->clinic = xcalloc(1, sizeof *app->clinic);
    app->clinic->audio = audio_create();
    app->clinic->expanded = app->clinic->armed = app->clinic->followed = -1;
    return true;
}

static void clinic_destroy(struct app *app)
{
    if (!app->clinic)
        return;
    audio_destroy(&app->clinic->audio);
    free(app->clinic);
    app->clinic = NULL;
}

// ---------------------------------------------------------------- what happens

/* Whoever has a session open already is not begun with a second time unasked. */
static bool is_doubled(struct app *app)
{
    struct clinic *c = app->clinic;
    int64_t id = live_session_of(app->live, c->who);
    if (!id || c->doubled == id)
        return false;
    c->doubled = id;
    struct message m = {.id = "clinic.who_doubled",
                        .arg = {{.name = "who", .text = c->who},
                                {.name = "session",
                                 .text = watch_row_who("", id, app->texts, app->words)}}};
    char text[512];
    message_format(app->texts, &m, text, sizeof text);
    app_say(app, "%s", text);
    return true;
}

void clinic_begin(struct app *app)
{
    struct session_time at = app_session_time(app);
    struct error error;
    struct clinic *c = app->clinic;
    const struct plan *plan = &app->record.plan;
    struct live_session_terms terms = {.who = *c->who ? c->who : NULL,
                                       .order = doing_order(plan, app->words),
                                       .practice = c->practice};
    if (is_doubled(app))
        return;
    if (!live_session_begin(app->live, history_now(app->record.history), plan, &terms,
                            &at, app->texts, &error))
        app_say_why(app, &error);
    live_session_look(app->live, &at);
    clinic_forget(app);
    c->who[0] = 0;
    c->practice = false;
    c->doubled = 0;
    app->brush.tool = BRUSH_NONE;
    rule_view_select(app, "");
    app_select(app, "", SIDE_M, APP_STAY);
    app_show_plan(app);
}

void clinic_forget(struct app *app)
{
    // the first session may be there before the clinic is
    if (!app->clinic)
        return;
    clinic_ask(app, CLINIC_ASKS_NOTHING);
    app->clinic->expanded = app->clinic->armed = app->clinic->followed = -1;
    app->clinic->n_wishes = 0;
    app->clinic->trying_until_ms = app->clinic->try_again_ms = 0;
}

// ---------------------------------------------------------------- panels

static void left_panel(struct app *app, struct gui *g, const struct session *session)
{
    struct panel_place place = {
        .side = PANEL_LEFT,
        .tab = app_text(app, session ? "clinic.tab_mind" : "form.title")};
    if (!panel_begin(app, g, &place))
        return;
    if (!panel_search(app, g)) {
        gui_space(g, 10);
        if (session && app->view.selected[0]) {
            panel_card(app, g);
        } else if (session && structure_is_open(app)) {
            structure_card(app, g);
        } else if (session) {
            // beside a wide body there is room for the lamp here
            if (shell_layout(app) == SHELL_WIDE)
                clinic_lamp(app, g, session, live_session_overlay(app->live));
            gui_space(g, 12);
            panel_cautions_in_session(app, g);
        } else {
            case_form(app, g);
        }
    }
    panel_end(app, g);
}

/* design pixels */
enum { FOOT = 68, FOOT_WHO = 80, FOOT_SOUND = 58 };

/* what stands above the button that begins, where there is room for it */
static float before_height(const struct app *app)
{
    bool room = (float)app->view.port.height / app_scale(app) >= 640;
    return FOOT_WHO + (room ? FOOT_SOUND : 0);
}

/* who it is, whether the alarm will be heard, and whether anybody is needled at all */
static void before_begin(struct app *app, struct gui *g)
{
    struct clinic *c = app->clinic;
    gui_input_text(g, app_text(app, "clinic.who"), c->who, sizeof c->who);
    if (before_height(app) <= FOOT_WHO)
        return;
    if (!c->audio)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->amber,
                      app_text(app, "clinic.no_sound"));
    else if (gui_chip(g, app_text(app, "clinic.tone"), false))
        audio_play(c->audio, AUDIO_DUE);
    if (gui_chip(g, app_text(app, "clinic.practice"), c->practice))
        c->practice = !c->practice;
    gui_space(g, 4);
}

static void plan_panel(struct app *app, struct gui *g)
{
    const struct plan *plan = &app->record.plan;
    bool ready = plan->status == PLAN_READY && plan->n_points > 0;
    bool card = app->view.selected[0] != 0, structure = !card && structure_is_open(app),
         rule = !card && !structure && rule_view_is_open(app);
    struct panel_place place = {
        .side = PANEL_RIGHT,
        .tab = app_text(app, "plan.title"),
        .footer = ready && !card && !structure && !rule ? FOOT + before_height(app) : 0};
    if (!panel_begin(app, g, &place))
        return;
    if (card) {
        if (gui_button(g, app_text(app, "clinic.back"), GUI_QUIET, true))
            app_select(app, "", SIDE_M, APP_STAY);
        gui_space(g, 10);
        panel_card(app, g);
        clinic_card_actions(app, g);
    } else if (structure) {
        if (gui_button(g, app_text(app, "clinic.back"), GUI_QUIET, true))
            app_select(app, "", SIDE_M, APP_STAY);
        gui_space(g, 10);
        structure_card(app, g);
    } else if (rule) {
        if (gui_button(g, app_text(app, "clinic.back"), GUI_QUIET, true))
            rule_view_select(app, "");
        gui_space(g, 10);
        rule_view_card(app, g);
    } else {
        panel_plan(app, g);
    }
    panel_end(app, g);
    if (place.footer <= 0)
        return;
    panel_footer(app, g);
    before_begin(app, g);
    if (gui_wide_button(g, app_text(app, "clinic.begin"), GUI_PRIMARY, true))
        clinic_begin(app);
    panel_end(app, g);
}

/* what was done: a card as tall as that is */
static void ended_panel(struct app *app, struct gui *g, const struct session *session,
                        const struct overlay *overlay)
{
    struct clinic *c = app->clinic;
    float s = app_scale(app), footer = 68;
    struct panel_place place = {.side = PANEL_RIGHT,
                                .tab = app_text(app, "clinic.tab_session"),
                                .footer = footer};
    if (c->summary > 0)
        place.height = c->summary + footer * s;
    if (!panel_begin(app, g, &place))
        return;
    clinic_summary(app, g, session, overlay);
    float used = panel_end(app, g);
    if (fabsf(used - c->summary) > 1)
        app_unsettle(app);
    c->summary = used;
    panel_footer(app, g);
    clinic_footer(app, g, session, overlay);
    panel_end(app, g);
}

static void session_panel(struct app *app, struct gui *g, const struct session *session,
                          const struct overlay *overlay)
{
    float s = app_scale(app), right = (float)app->view.port.width - MARGIN * s,
          bottom = (float)app->view.port.height - MARGIN * s;
    bool wide = shell_layout(app) == SHELL_WIDE;
    float width = panel_right_rect(app, 0, 0).w;
    float ring =
        wide ? timer_card_height(g, app->texts, overlay, width, TIMER_COUNTS_NOT) : 0;
    struct panel_place place = {.side = PANEL_RIGHT,
                                .tab = app_text(app, "clinic.tab_session"),
                                .head = PANEL_HEADED,
                                .footer = 68,
                                .below = wide ? ring + 14 * s : 0};
    if (panel_begin(app, g, &place)) {
        clinic_panel(app, g, session, overlay);
        panel_end(app, g);
        panel_footer(app, g);
        clinic_footer(app, g, session, overlay);
        panel_end(app, g);
    }
    if (wide)
        timer_card(g, app->texts, overlay, right, bottom, width, TIMER_COUNTS_NOT);
}

static void clinic_panels(struct app *app, struct gui *g)
{
    // what was asked or half done in another session is no longer meant
    if (app->clinic->shown != live_session_id(app->live))
        clinic_forget(app);
    app->clinic->shown = live_session_id(app->live);
    const struct session *session = live_session_state(app->live);
    const struct overlay *overlay = live_session_overlay(app->live);
    if (session && !session_is_open(session)) {
        ended_panel(app, g, session, overlay);
        return;
    }
    left_panel(app, g, session);
    if (session)
        session_panel(app, g, session, overlay);
    else
        plan_panel(app, g);
    clinic_alarm_frame(app, g);
}

// ---------------------------------------------------------------- the body

static void clinic_view(struct app *app, struct stage_view *view)
{
    const struct overlay *o = live_session_overlay(app->live);
    struct highlight_params *lit = &view->lit;
    lit->overlay = o;
    lit->session = live_session_state(app->live);
    if (!lit->session) {
        lit->needles = HIGHLIGHT_NO_NEEDLES;
        rule_view_marks(app, lit);
    } else if (!session_is_open(lit->session)) {
        lit->plan = NULL; // nothing is to be done there any more
    }
    view->warmth = warmth_of(o);
}

static void clinic_leave(struct app *app)
{
    rule_view_select(app, "");
}

static bool clinic_press(struct app *app, float x, float y)
{
    // a session's case is what it was begun with
    return !live_session_state(app->live) && paint_press(app, x, y);
}

// ---------------------------------------------------------------- time

enum { LOOK_MS = 250, LOOK_IDLE_MS = 500 /* while no session is open */ };

/* An alarm of any session; else what is new in the one shown. */
static void sound(struct app *app, unsigned news)
{
    int loud = live_session_take_sound(app->live);
    if (!loud && !(news & LIVE_SESSION_ALARM))
        return;
    audio_play(app->clinic->audio, loud > 1 ? AUDIO_DUE : AUDIO_ALERT);
    app->clinic->tones++;
}

static bool anyone_rings(const struct app *app)
{
    const struct watch *w = live_session_watch(app->live);
    for (int i = 0; i < watch_count(w); i++)
        if (watch_item(w, i)->alarm)
            return true;
    return false;
}

int clinic_watch(struct app *app)
{
    if (!app->clinic)
        return -1;
    clinic_fulfil(app);
    struct session_time at = app_session_time(app);
    live_session_look(app->live, &at);
    unsigned news = live_session_take_news(app->live);
    bool around = watch_strip_shows(app) || app->mode == APP_BOARD;
    sound(app, news);
    if (news & (LIVE_SESSION_CHANGED | LIVE_SESSION_ALARM))
        app_redraw(app);
    else if (news & LIVE_SESSION_SECOND || (around && news & LIVE_SESSION_AROUND))
        app_redraw_once(app);
    bool blinks = app->mode != APP_DISPLAY && !app->settings.reduced_motion;
    if (blinks && app->now_ms - app->frame_ms >= BLINK_MS && anyone_rings(app))
        app_redraw_once(app);
    return watch_count(live_session_watch(app->live)) || live_session_id(app->live)
               ? LOOK_MS
               : LOOK_IDLE_MS;
}

static bool rings(const struct overlay *o)
{
    return o && o->n_alerts && o->alerts[0].level == OVERLAY_ALARM;
}

void clinic_alarm_frame(struct app *app, struct gui *g)
{
    const struct overlay *o = live_session_overlay(app->live);
    if (!rings(o))
        return;
    bool dim = !app->settings.reduced_motion && app->now_ms / BLINK_MS % 2;
    float width = 10 * app_scale(app);
    struct gui_rect all = {width / 2, width / 2, (float)app->view.port.width - width,
                           (float)app->view.port.height - width};
    gui_raise(g);
    gui_outline(g, all, 0, width, theme_fade(gui_theme(g)->alarm, dim ? 0.25f : 0.9f));
    gui_lower(g);
}

const struct mode_table CLINIC_MODE = {.create = clinic_create,
                                       .destroy = clinic_destroy,
                                       .leave = clinic_leave,
                                       .panels = clinic_panels,
                                       .view = clinic_view,
                                       .press = clinic_press,
                                       .drag = paint_drag,
                                       .release = paint_release,
                                       .cancel = paint_cancel};
