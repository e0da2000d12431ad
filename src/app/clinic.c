/* clinic.c - the mode for the person who needles: the case at the left; at the right the
 * plan, and once a session runs its checklist by position, one tap a needle. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/case_form.h"
#include "app/clinic_session.h"
#include "app/modes.h"
#include "app/paint.h"
#include "app/panels.h"
#include "app/warmth.h"
#include "platform/audio.h"
#include "ui/timer_card.h"

struct clinic {
    struct audio *audio;
    int64_t shown_s; /* the second that was last drawn */
    bool confirm_abort;
    char reason[SESSION_REASON_MAX];
    float content; /* height of the session's panel */
};

static bool clinic_create(struct app *app, struct error *error)
{
    (void)error;
    app->clinic = xcalloc(1, sizeof *app->clinic);
    app->clinic->audio = audio_create();
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

/* an event as on the command line; what is refused is said */
static bool happen(struct app *app, int argc, ...)
{
    const char *argv[SESSION_EVENT_ARGS + 1];
    va_list args;
    va_start(args, argc);
    for (int i = 0; i < argc; i++)
        argv[i] = va_arg(args, const char *);
    va_end(args);
    struct session_time at = app_session_time(app);
    struct error error;
    bool ok = running_event(app->running_session, &at, app->texts, &error, argc, argv);
    if (!ok)
        app_say(app, "%s", error.text);
    running_look(app->running_session, &at);
    app->marks_stale = true;
    app_redraw(app);
    return ok;
}

static void begin(struct app *app)
{
    struct session_time at = app_session_time(app);
    struct error error;
    if (!running_begin(app->running_session, history_now(app->record.history),
                       &app->record.plan, &at, app->texts, &error))
        app_say(app, "%s", error.text);
    running_look(app->running_session, &at);
    app->marks_stale = true;
    app_redraw(app);
}

// ---------------------------------------------------------------- the checklist

static void tap_point(struct app *app, const struct session *s, int i)
{
    const struct session_point *p = &s->plan->points[i];
    char side[2] = {p->side, 0};
    switch (s->points[i].state) {
    case SESSION_POINT_WAITING:
        happen(app, 3, "insert", p->code, side);
        break;
    case SESSION_POINT_IN:
        if (s->state == SESSION_INSERTING) {
            happen(app, 3, "de-qi", p->code, side);
            break;
        }
        happen(app, 3, "remove", p->code, side);
        break;
    case SESSION_POINT_DE_QI:
        if (s->state == SESSION_DUE || s->state == SESSION_REMOVING)
            happen(app, 3, "remove", p->code, side);
        else
            app_select(app, p->code,
                       p->side == 'L'   ? SIDE_L
                       : p->side == 'R' ? SIDE_R
                                        : SIDE_M,
                       APP_FLY);
        break;
    case SESSION_POINT_OUT:
    case SESSION_POINT_SKIPPED:
    case SESSION_POINT_REMOVED:
        break;
    }
}

static void checklist(struct app *app, struct gui *g, const struct session *s)
{
    static const char *const STATES[] = {[SESSION_POINT_REMOVED] = "needle.removed",
                                         [SESSION_POINT_WAITING] = "needle.waiting",
                                         [SESSION_POINT_IN] = "needle.in",
                                         [SESSION_POINT_DE_QI] = "needle.de_qi",
                                         [SESSION_POINT_OUT] = "needle.out",
                                         [SESSION_POINT_SKIPPED] = "needle.skipped"};
    for (int i = 0; i < s->plan->n_points; i++) {
        enum session_point_state state = s->points[i].state;
        if (state == SESSION_POINT_REMOVED || s->points[i].position != s->position)
            continue;
        const struct session_point *p = &s->plan->points[i];
        char title[96];
        if (p->needles > 1) {
            struct message m = {
                .id = "needle.several",
                .arg = {{.name = "n", .number = p->needles},
                        {.name = "side", .text = panel_side(app, p->side)}}};
            message_format(app->texts, &m, title, sizeof title);
        } else {
            snprintf(title, sizeof title, "%s", panel_side(app, p->side));
        }
        struct gui_row row = {
            .lead = p->code,
            .title = *title ? title : NULL,
            .mark = app_text(app, STATES[state]),
            .dim = state == SESSION_POINT_OUT || state == SESSION_POINT_SKIPPED,
            .selected = state == SESSION_POINT_IN || state == SESSION_POINT_DE_QI};
        gui_push_id(g, 100 + i);
        if (gui_list_row(g, &row))
            tap_point(app, s, i);
        gui_pop_id(g);
    }
}

// ---------------------------------------------------------------- what can be done

static void retention_buttons(struct app *app, struct gui *g, const struct session *s,
                              const struct overlay *o)
{
    switch (s->state) {
    case SESSION_INSERTING:
        if (gui_button(g, app_text(app, "clinic.de_qi"), GUI_PRIMARY,
                       session_first_point(s, s->position, SESSION_POINT_WAITING) < 0))
            happen(app, 1, "de-qi");
        break;
    case SESSION_RETAINING:
        if (o->paused) {
            if (gui_button(g, app_text(app, "clinic.resume"), GUI_PRIMARY, true))
                happen(app, 1, "resume");
        } else if (gui_button(g, app_text(app, "clinic.pause"), GUI_QUIET, true)) {
            happen(app, 2, "pause", app_text(app, "clinic.pause_reason"));
        }
        break;
    case SESSION_REMOVING:
        if (!o->needles_in &&
            gui_button(g, app_text(app, "clinic.close"), GUI_PRIMARY, true))
            happen(app, 1, "close");
        break;
    case SESSION_PREPARED:
    case SESSION_DUE:
    case SESSION_CLOSED:
    case SESSION_ABORTED:
    case SESSION_STATES:
        break;
    }
}

static void lamp_buttons(struct app *app, struct gui *g, const struct session *s,
                         const struct overlay *o)
{
    if (o->lamp.on) {
        if (gui_button(g, app_text(app, "clinic.skin_check"), GUI_PRIMARY, true))
            happen(app, 1, "skin-check");
        gui_same_line(g);
        if (gui_button(g, app_text(app, "clinic.lamp_off"), GUI_QUIET, true))
            happen(app, 1, "lamp-off");
        return;
    }
    char why[400];
    if (s->state == SESSION_RETAINING && !o->paused && o->lamp.allowed &&
        gui_button(g, app_text(app, "clinic.lamp_on"), GUI_WARM, true))
        happen(app, 1, "lamp-on");
    if (o->lamp.allowed)
        return;
    message_format(app->texts, &o->lamp.why, why, sizeof why);
    gui_notice(g, app_text(app, "clinic.lamp"), why, false);
    if (s->plan->lamp != SESSION_LAMP_RULE_CONDITIONAL)
        return;
    if (gui_button(g, app_text(app, "clinic.test_pass"), GUI_AMBER, true))
        happen(app, 2, "thermal-test", "pass");
    gui_same_line(g);
    if (gui_button(g, app_text(app, "clinic.test_fail"), GUI_QUIET, true))
        happen(app, 2, "thermal-test", "fail");
}

static void abort_button(struct app *app, struct gui *g)
{
    struct clinic *c = app->clinic;
    if (!c->confirm_abort) {
        if (gui_button(g, app_text(app, "clinic.abort"), GUI_GHOST, true))
            c->confirm_abort = true;
        return;
    }
    gui_input_text(g, app_text(app, "clinic.abort_reason"), c->reason, sizeof c->reason);
    if (gui_button(g, app_text(app, "clinic.abort_now"), GUI_AMBER, c->reason[0] != 0) &&
        happen(app, 2, "abort", c->reason)) {
        c->confirm_abort = false;
        c->reason[0] = 0;
    }
    gui_same_line(g);
    if (gui_button(g, app_text(app, "clinic.go_on"), GUI_QUIET, true))
        c->confirm_abort = false;
}

static void session_panel(struct app *app, struct gui *g, const struct session *s,
                          const struct overlay *o)
{
    char text[512], id[64];
    const char *position = s->position >= 0 && s->position < s->plan->n_positions
                               ? s->plan->positions[s->position]
                               : "any";
    snprintf(id, sizeof id, "position.%s", position);
    timer_title(app->texts, o, text, sizeof text);
    gui_heading(g, text);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, app_text(app, id));
    message_format(app->texts, &o->next, text, sizeof text);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
    for (int i = 0; i < o->n_alerts; i++) {
        message_format(app->texts, &o->alerts[i].text, text, sizeof text);
        gui_need(g, text);
        gui_space(g, 6);
        gui_notice(g, NULL, text, o->alerts[i].sounds);
    }
    gui_space(g, 8);
    retention_buttons(app, g, s, o);
    lamp_buttons(app, g, s, o);
    gui_space(g, 8);
    gui_divider(g);
    checklist(app, g, s);
    gui_space(g, 8);
    if (session_is_open(s)) {
        abort_button(app, g);
    } else if (gui_button(g, app_text(app, "clinic.done"), GUI_PRIMARY, true)) {
        running_leave(app->running_session);
        app->marks_stale = true;
    }
}

static void clinic_panels(struct app *app, struct gui *g, const struct frame *frame)
{
    (void)frame;
    float s = app_scale(app), margin = 24 * s;
    const struct session *session = running_session(app->running_session);
    const struct overlay *overlay = running_overlay(app->running_session);
    struct gui_rect left = panel_left_rect(app, 0);
    gui_panel_begin(g, "clinic left", left);
    if (!session) {
        paint_tools(app, g);
        case_form(app, g);
    }
    panel_cautions(app, g);
    gui_panel_end(g);
    app->left = left;

    struct gui_rect right = panel_right_rect(app, 92 * s, 0);
    float ring = 190 * s;
    right.h -= session ? ring + 16 * s : 0;
    gui_panel_begin(g, "clinic right", right);
    if (session) {
        session_panel(app, g, session, overlay);
    } else {
        if (app->record.plan.status == PLAN_READY && app->record.plan.n_points &&
            gui_button(g, app_text(app, "clinic.begin"), GUI_PRIMARY, true))
            begin(app);
        panel_plan(app, g);
    }
    gui_panel_end(g);
    if (session)
        timer_card(g, app->texts, overlay, (float)app->view.port.width - margin,
                   (float)app->view.port.height - margin, TIMER_CARD);
    app->right = right;
}

static void clinic_marks(struct app *app, struct highlight_params *params)
{
    params->overlay = running_overlay(app->running_session);
    params->session = running_session(app->running_session);
    if (!params->session)
        params->needles = HIGHLIGHT_NO_NEEDLES;
}

static void clinic_scene(struct app *app, struct scene_input *scene)
{
    const struct overlay *o = running_overlay(app->running_session);
    if (o && o->lamp.on)
        scene->warmth = warmth_after(o->elapsed_s);
}

/* once a second while the retention runs: the ring, the alerts, a tone */
static int clinic_tick(struct app *app)
{
    struct session_time at = app_session_time(app);
    if (!running_session(app->running_session) &&
        !running_overlay(app->running_session)) {
        running_look(app->running_session, &at);
        return -1;
    }
    bool alarm = running_look(app->running_session, &at);
    const struct overlay *o = running_overlay(app->running_session);
    if (alarm)
        audio_play(app->clinic->audio,
                   running_overlay(app->running_session)->state == SESSION_DUE
                       ? AUDIO_DUE
                       : AUDIO_ALERT);
    if (o && (o->elapsed_s != app->clinic->shown_s || alarm)) {
        app->clinic->shown_s = o->elapsed_s;
        app->marks_stale = true;
        app_redraw(app);
    }
    return 250;
}

static bool clinic_may_close(struct app *app)
{
    const struct overlay *o = running_overlay(app->running_session);
    if (!o || !o->needles_in)
        return true;
    struct message m = {.id = "clinic.needles_in",
                        .arg = {{.name = "n", .number = o->needles_in}}};
    char text[256];
    message_format(app->texts, &m, text, sizeof text);
    app_say(app, "%s", text);
    return false;
}

const struct mode_table CLINIC_MODE = {.create = clinic_create,
                                       .destroy = clinic_destroy,
                                       .panels = clinic_panels,
                                       .marks = clinic_marks,
                                       .scene = clinic_scene,
                                       .tick = clinic_tick,
                                       .press = paint_press,
                                       .drag = paint_drag,
                                       .release = paint_release,
                                       .may_close = clinic_may_close};
