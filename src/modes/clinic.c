/* clinic.c - the mode for the person who needles: the case at the left; at the right the
 * plan, and once a session runs its checklist by position, one tap a needle. */
#include "modes/clinic.h"

#include <math.h>
#include <stdlib.h>

#include "modes/modes.h"
#include "panels/case_form.h"
#include "panels/eye.h"
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
    app->clinic->drill = DRILLS;
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
static bool is_doubled(struct clinic *clinic, struct live_session *live,
                       const struct texts *texts, struct arena *words, struct sink *sink)
{
    struct clinic *c = clinic;
    int64_t id = live_session_of(live, c->who);
    if (!id || c->doubled == id)
        return false;
    c->doubled = id;
    struct message m = {
        .id = "clinic.who_doubled",
        .arg = {{.name = "who", .text = c->who},
                {.name = "session", .text = watch_row_who("", id, texts, words)}}};
    char text[512];
    message_format(texts, &m, text, sizeof text);
    sink_say(sink, "%s", text);
    return true;
}

void clinic_begin(struct app *app)
{
    struct session_time at = app_session_time(&app->clock);
    struct error error;
    struct clinic *c = app->clinic;
    const struct plan *plan = &app->dossier.plan;
    struct live_session_terms terms = {.who = *c->who ? c->who : NULL,
                                       .order = doing_order(plan, app->words),
                                       .practice = c->practice};
    if (is_doubled(app->clinic, app->live, app->texts, app->words, &app->sink))
        return;
    if (!live_session_begin(app->live, history_now(app->dossier.history), plan, &terms,
                            &at, app->texts, &error))
        sink_say_why(&app->sink, app->texts, &error);
    live_session_look(app->live, &at);
    clinic_forget(c);
    c->who[0] = 0;
    c->practice = false;
    c->doubled = 0;
    app->brush.tool = BRUSH_NONE;
    sink_show_rule(&app->sink, "");
    sink_select(&app->sink, "", SIDE_M, SINK_STAY);
    sink_fly_plan(&app->sink, NULL);
}

void clinic_forget(struct clinic *clinic)
{
    clinic_ask(clinic, CLINIC_ASKS_NOTHING);
    clinic->expanded = clinic->armed = clinic->followed = -1;
    clinic->n_wishes = 0;
    clinic->drill = DRILLS;
    clinic->trying_until_ms = clinic->try_again_ms = 0;
}

// ---------------------------------------------------------------- panels

static void left_panel(struct app *app, struct gui *g, const struct session *session)
{
    struct panel_place place = {
        .side = PANEL_LEFT,
        .tab = text_of(app->texts, session ? "clinic.tab_mind" : "form.title")};
    if (!panel_begin(app->shell, &app->eye, g, &place))
        return;
    if (!panel_search(app, g)) {
        gui_space(g, 10);
        if (session && app->eye.selected[0]) {
            if (gui_button(g, text_of(app->texts, "clinic.card_close"), GUI_QUIET, true))
                sink_select(&app->sink, "", SIDE_M, SINK_STAY);
            // a card hides no question
            if (shell_layout(&app->eye) == SHELL_WIDE && clinic_lamp_asks(session))
                clinic_lamp(app->clinic, app->shell, app->texts, app->words, &app->sink,
                            g, session, live_session_overlay(app->live));
            clinic_card_needle(app, g, session);
            panel_card(app, g);
        } else if (session && structure_is_open(&app->eye)) {
            if (gui_button(g, text_of(app->texts, "clinic.card_close"), GUI_QUIET, true))
                sink_select(&app->sink, "", SIDE_M, SINK_STAY);
            structure_card(app, g);
        } else if (session) {
            // beside a wide body there is room for the lamp here
            if (shell_layout(&app->eye) == SHELL_WIDE)
                clinic_lamp(app->clinic, app->shell, app->texts, app->words, &app->sink,
                            g, session, live_session_overlay(app->live));
            gui_space(g, 12);
            panel_cautions_in_session(app->shell, &app->dossier, app->texts, app->words,
                                      g);
        } else {
            case_form(app, g);
        }
    }
    panel_end(app->shell, &app->sink, g);
}

/* design pixels */
enum { FOOT = 68, FOOT_WHO = 80, FOOT_SOUND = 58 };

/* what stands above the button that begins, where there is room for it */
static float before_height(const struct app_eye *eye)
{
    bool room = (float)eye->port.height / eye_scale(eye) >= 640;
    return FOOT_WHO + (room ? FOOT_SOUND : 0);
}

/* who it is, whether the alarm will be heard, and whether anybody is needled at all */
static void before_begin(struct clinic *clinic, struct app_eye *eye,
                         const struct settings *settings, const struct texts *texts,
                         struct sink *sink, struct gui *g)
{
    struct clinic *c = clinic;
    gui_input_text(g, text_of(texts, "clinic.who"), c->who, sizeof c->who);
    if (before_height(eye) <= FOOT_WHO)
        return;
    if (!c->audio)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->amber,
                      text_of(texts, "clinic.no_sound"));
    else if (gui_chip(g, text_of(texts, "clinic.tone"), false))
        sink_ask(sink, ACTION_VOLUME, settings->volume);
    if (gui_chip(g, text_of(texts, "clinic.practice"), c->practice))
        c->practice = !c->practice;
    gui_space(g, 4);
}

static void plan_panel(struct app *app, struct gui *g)
{
    const struct plan *plan = &app->dossier.plan;
    bool ready = plan->status == PLAN_READY && plan->n_points > 0;
    bool card = app->eye.selected[0] != 0,
         structure = !card && structure_is_open(&app->eye),
         rule = !card && !structure && rule_view_is_open(app->rule);
    struct panel_place place = {.side = PANEL_RIGHT,
                                .tab = text_of(app->texts, "plan.title"),
                                .footer = ready && !card && !structure && !rule
                                              ? FOOT + before_height(&app->eye)
                                              : 0};
    if (!panel_begin(app->shell, &app->eye, g, &place))
        return;
    if (card) {
        if (gui_button(g, text_of(app->texts, "clinic.back"), GUI_QUIET, true))
            sink_select(&app->sink, "", SIDE_M, SINK_STAY);
        gui_space(g, 10);
        panel_card(app, g);
        clinic_card_actions(app, g);
    } else if (structure) {
        if (gui_button(g, text_of(app->texts, "clinic.back"), GUI_QUIET, true))
            sink_select(&app->sink, "", SIDE_M, SINK_STAY);
        gui_space(g, 10);
        structure_card(app, g);
    } else if (rule) {
        if (gui_button(g, text_of(app->texts, "clinic.back"), GUI_QUIET, true))
            sink_show_rule(&app->sink, "");
        gui_space(g, 10);
        rule_view_card(app, g);
    } else {
        panel_plan(app, g);
    }
    panel_end(app->shell, &app->sink, g);
    if (place.footer <= 0)
        return;
    panel_footer(app->shell, g);
    before_begin(app->clinic, &app->eye, &app->settings, app->texts, &app->sink, g);
    if (gui_wide_button(g, text_of(app->texts, "clinic.begin"), GUI_PRIMARY, true))
        clinic_begin(app);
    panel_end(app->shell, &app->sink, g);
}

/* what was done: a card as tall as that is */
static void ended_panel(struct app *app, struct gui *g, const struct session *session,
                        const struct overlay *overlay)
{
    struct clinic *c = app->clinic;
    float s = gui_scale(g), footer = 68;
    struct panel_place place = {.side = PANEL_RIGHT,
                                .tab = text_of(app->texts, "clinic.tab_session"),
                                .footer = footer};
    if (c->summary > 0)
        place.height = c->summary + footer * s;
    if (!panel_begin(app->shell, &app->eye, g, &place))
        return;
    c->low = shell_layout(&app->eye) != SHELL_WIDE && panel_is_low(app->shell, &app->eye);
    clinic_summary(app->clinic, app->live, app->texts, app->words, &app->sink, g, session,
                   overlay);
    float used = panel_end(app->shell, &app->sink, g);
    if (fabsf(used - c->summary) > 1)
        sink_unsettle(&app->sink);
    c->summary = used;
    panel_footer(app->shell, g);
    clinic_footer(app->clinic, app->live, app->texts, &app->sink, g, session, overlay);
    panel_end(app->shell, &app->sink, g);
}

static void session_panel(struct app *app, struct gui *g, const struct session *session,
                          const struct overlay *overlay)
{
    float s = gui_scale(g), right = (float)app->eye.port.width - MARGIN * s,
          bottom = (float)app->eye.port.height - MARGIN * s;
    bool wide = shell_layout(&app->eye) == SHELL_WIDE;
    float width = panel_right_rect(&app->eye, 0, 0).w;
    float ring =
        wide ? timer_card_height(g, app->texts, overlay, width, TIMER_COUNTS_NOT) : 0;
    struct panel_place place = {.side = PANEL_RIGHT,
                                .tab = text_of(app->texts, "clinic.tab_session"),
                                .head = PANEL_HEADED,
                                .footer = 68,
                                .below = wide ? ring + 14 * s : 0};
    if (panel_begin(app->shell, &app->eye, g, &place)) {
        app->clinic->low = !wide && panel_is_low(app->shell, &app->eye);
        clinic_panel(app, g, session, overlay);
        panel_end(app->shell, &app->sink, g);
        panel_footer(app->shell, g);
        clinic_footer(app->clinic, app->live, app->texts, &app->sink, g, session,
                      overlay);
        panel_end(app->shell, &app->sink, g);
    }
    if (wide)
        timer_card(g, app->texts, overlay, right, bottom, width, TIMER_COUNTS_NOT);
}

static void clinic_prepare(struct app *app, struct mode_look *look)
{
    (void)look;
    // what was asked or half done in another session is no longer meant
    if (app->clinic->shown != live_session_id(app->live))
        clinic_forget(app->clinic);
    app->clinic->shown = live_session_id(app->live);
    app->clinic->meant = app->pointer.clicks < 2;
}

static void clinic_panels(struct app *app, struct gui *g)
{
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
    clinic_alarm_frame(&app->eye, app->live, &app->settings, &app->clock, g);
}

// ---------------------------------------------------------------- the body

static void clinic_view(const struct app *app, struct stage_view *view)
{
    const struct overlay *o = live_session_overlay(app->live);
    struct highlight_params *lit = &view->lit;
    lit->overlay = o;
    lit->session = live_session_state(app->live);
    if (!lit->session) {
        lit->needles = HIGHLIGHT_NO_NEEDLES;
        rule_view_marks(app->rule, lit);
    } else if (!session_is_open(lit->session)) {
        lit->plan = NULL; // nothing is to be done there any more
    }
    view->warmth = warmth_of(o);
}

static void clinic_leave(struct app *app)
{
    sink_show_rule(&app->sink, "");
}

static bool clinic_press(struct app *app, float x, float y)
{
    // a session's case is what it was begun with
    return !live_session_state(app->live) && paint_press(app, x, y);
}

// ---------------------------------------------------------------- time

enum { LOOK_MS = 250, LOOK_IDLE_MS = 500 /* while no session is open */ };

static void choose_sound(struct audio *audio, const struct settings *settings)
{
    audio_choose(audio, (enum audio_voice)settings->tone, (float)settings->volume / 100);
}

void clinic_test_tone(struct app *app)
{
    choose_sound(app->clinic->audio, &app->settings);
    audio_play(app->clinic->audio, AUDIO_DUE);
    app->clinic->tries++;
}

/* An alarm of any session; else what is new in the one shown. */
static void sound(struct clinic *clinic, struct live_session *live,
                  const struct settings *settings, unsigned news)
{
    int loud = live_session_take_sound(live);
    if (!loud && !(news & LIVE_SESSION_ALARM))
        return;
    choose_sound(clinic->audio, settings);
    audio_play(clinic->audio, loud > 1 ? AUDIO_DUE : AUDIO_ALERT);
    clinic->tones++;
}

static void say(struct app *app, const char *id, const char *why, double n)
{
    char text[600];
    struct message m = {
        .id = id, .arg = {{.name = "why", .text = why}, {.name = "n", .number = n}}};
    message_format(app->texts, &m, text, sizeof text);
    sink_say(&app->sink, "%s", text);
}

/* of a journal that rooms share, to whoever records or watches: that it went, that it is
 * back, and what came too late to be taken */
static void say_reach(struct app *app)
{
    const struct journal_reach *r = live_session_reach(app->live);
    bool was_away = app->clinic->away;
    app->clinic->away = r->shared && !r->reached;
    if (app->mode == APP_DISPLAY)
        return;
    if (app->clinic->away)
        say(app, "clinic.reach_away", r->why, r->here_only);
    else if (r->kept)
        say(app, "clinic.reach_kept", "", r->kept);
    else if (was_away)
        say(app, "clinic.reach_back", "", r->here_only);
    else if (journal_clock_differs(r))
        say(app, "clinic.reach_clock", "", (double)(r->clock_ms / 1000));
}

int clinic_watch(struct app *app)
{
    if (!app->clinic)
        return -1;
    clinic_fulfil(app);
    struct session_time at = app_session_time(&app->clock);
    live_session_look(app->live, &at);
    unsigned news = live_session_take_news(app->live);
    bool around = watch_strip_shows(app->live, app->mode) || app->mode == APP_BOARD;
    sound(app->clinic, app->live, &app->settings, news);
    app->shell->silent = !app->clinic->audio;
    if (news & LIVE_SESSION_REACH)
        say_reach(app);
    if (news & (LIVE_SESSION_CHANGED | LIVE_SESSION_ALARM))
        sink_redraw(&app->sink);
    else if (news & LIVE_SESSION_SECOND || (around && news & LIVE_SESSION_AROUND))
        sink_redraw_once(&app->sink);
    bool blinks = app->mode != APP_DISPLAY && !app->settings.reduced_motion;
    if (blinks && app->clock.now_ms - app->frame_ms >= BLINK_MS &&
        watch_rings(live_session_watch(app->live)))
        sink_redraw_once(&app->sink);
    return watch_count(live_session_watch(app->live)) || live_session_id(app->live)
               ? LOOK_MS
               : LOOK_IDLE_MS;
}

static bool rings(const struct overlay *o)
{
    return o && o->n_alerts && o->alerts[0].level == OVERLAY_ALARM;
}

void clinic_alarm_frame(struct app_eye *eye, struct live_session *live,
                        struct settings *settings, struct app_clock *clock, struct gui *g)
{
    const struct overlay *o = live_session_overlay(live);
    if (!rings(o))
        return;
    bool dim = !settings->reduced_motion && clock->now_ms / BLINK_MS % 2;
    float width = 10 * gui_scale(g);
    struct gui_rect all = {width / 2, width / 2, (float)eye->port.width - width,
                           (float)eye->port.height - width};
    gui_raise(g);
    gui_outline(g, all, 0, width, theme_fade(gui_theme(g)->alarm, dim ? 0.25f : 0.9f));
    gui_lower(g);
}

const struct mode_table CLINIC_MODE = {.create = clinic_create,
                                       .destroy = clinic_destroy,
                                       .leave = clinic_leave,
                                       .prepare = clinic_prepare,
                                       .panels = clinic_panels,
                                       .view = clinic_view,
                                       .press = clinic_press,
                                       .drag = paint_drag,
                                       .release = paint_release,
                                       .cancel = paint_cancel};
