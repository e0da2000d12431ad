/* clinic.c - the mode for the person who needles: the case at the left; at the right the
 * plan, and once a session runs its checklist by position, one tap a needle. */
#include "modes/clinic.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "modes/modes.h"
#include "panels/case_form.h"
#include "panels/eye.h"
#include "panels/paint.h"
#include "panels/panels.h"
#include "panels/rule_view.h"
#include "panels/structure_view.h"
#include "panels/watch_strip.h"
#include "platform/audio.h"
#include "platform/voice.h"
#include "stage/warmth.h"
#include "ui/timer_card.h"
#include "views/doing_order.h"
#include "views/session_head.h"
#include "views/watch_rows.h"

enum { BLINK_MS = 700, MARGIN = 24 /* design pixels */ };

static bool clinic_create(struct desk *desk, struct error *error)
{
    (void)error;
    desk->clinic = xcalloc(1, sizeof *desk->clinic);
    desk->clinic->next = xcalloc(1, sizeof *desk->clinic);
    desk->clinic->audio = audio_create();
    desk->clinic->voice = voice_create();
    desk->clinic->expanded = desk->clinic->armed = desk->clinic->followed = -1;
    desk->clinic->placing = -1;
    desk->clinic->drill = DRILLS;
    return true;
}

static void clinic_destroy(struct desk *desk)
{
    if (!desk->clinic)
        return;
    audio_destroy(&desk->clinic->audio);
    voice_destroy(&desk->clinic->voice);
    free(desk->clinic->next);
    free(desk->clinic);
    desk->clinic = NULL;
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
    text_format(texts, &m, text, sizeof text);
    sink_say(sink, "%s", text);
    return true;
}

/* with the plan at hand, for whom the clinic says */
static void begin(struct desk *desk)
{
    struct session_time at = desk_session_time(&desk->clock);
    struct error error;
    struct clinic *c = desk->clinic;
    const struct plan *plan = &desk->dossier.plan;
    c->begins = false;
    struct live_session_terms terms = {.who = *c->who ? c->who : NULL,
                                       .order = doing_order(plan, desk->words),
                                       .practice = c->practice};
    if (is_doubled(desk->clinic, desk->live, desk->texts, desk->words, &desk->sink))
        return;
    if (!live_session_begin(desk->live, history_now(desk->dossier.history), plan, &terms,
                            &at, desk->texts, &error))
        sink_say_why(&desk->sink, desk->texts, &error);
    live_session_look(desk->live, &at);
    clinic_forget(c);
    c->who[0] = 0;
    c->practice = false;
    c->doubled = 0;
    desk->brush.tool = BRUSH_NONE;
    sink_show_rule(&desk->sink, "");
    sink_select(&desk->sink, "", SIDE_M, SINK_STAY);
    sink_fly_plan(&desk->sink, NULL);
}

void clinic_forget(struct clinic *clinic)
{
    clinic_ask(clinic, CLINIC_ASKS_NOTHING);
    clinic->expanded = clinic->armed = clinic->followed = clinic->placing = -1;
    memset(clinic->place_later, 0, sizeof clinic->place_later);
    clinic->n_wishes = 0;
    clinic->begins = false;
    clinic->more = false;
    clinic->aid = 0;
    clinic->drill = DRILLS;
    clinic->trying_until_ms = clinic->try_again_ms = 0;
}

// ---------------------------------------------------------------- panels

static void left_panel(struct desk *desk, struct gui *g, const struct session *session)
{
    struct panel_place place = {
        .side = PANEL_LEFT,
        .tab = text_of(desk->texts, session ? "clinic.tab_mind" : "form.title")};
    if (!panel_begin(desk->shell, &desk->eye, g, &place))
        return;
    if (!panel_search(desk, g)) {
        gui_space(g, 10);
        if (session && desk->eye.selected[0]) {
            if (gui_button(g, text_of(desk->texts, "clinic.card_close"), GUI_QUIET, true))
                sink_select(&desk->sink, "", SIDE_M, SINK_STAY);
            // a card hides no question
            if (panel_has_neighbour(&desk->eye) && clinic_lamp_asks(session))
                clinic_lamp(desk->clinic, desk->shell, desk->texts, desk->words,
                            &desk->sink, g, session, live_session_overlay(desk->live));
            clinic_card_needle(desk, g, session);
            panel_card(desk, g);
        } else if (session && structure_view_is_open(&desk->eye)) {
            if (gui_button(g, text_of(desk->texts, "clinic.card_close"), GUI_QUIET, true))
                sink_select(&desk->sink, "", SIDE_M, SINK_STAY);
            structure_view_card(desk, g);
        } else if (session) {
            // where this panel is in sight, too, the list has the other for itself
            if (panel_has_neighbour(&desk->eye))
                clinic_lamp(desk->clinic, desk->shell, desk->texts, desk->words,
                            &desk->sink, g, session, live_session_overlay(desk->live));
            gui_space(g, 12);
            panel_cautions_in_session(desk->shell, &desk->dossier, desk->texts,
                                      desk->words, &desk->sink, g);
        } else {
            case_form(desk, g, CASE_FORM_WHOLE);
        }
    }
    panel_end(desk->shell, &desk->sink, g);
}

/* a panel's foot with rows of buttons */
static float foot_height(const struct app_eye *eye, int rows)
{
    float s = eye_scale(eye);
    return (float)rows * eye_touch(eye) + (float)(rows - 1) * 10 * s + 24 * s;
}

static bool has_room(const struct app_eye *eye)
{
    return (float)eye->port.height / eye_scale(eye) >= 640;
}

/* what stands above the button that begins; what nobody will hear has room everywhere */
static float before_height(const struct desk *desk, struct gui *g)
{
    const struct app_eye *eye = &desk->eye;
    float s = eye_scale(eye), touch = eye_touch(eye), silent = 0;
    if (!desk->clinic->audio)
        gui_measure(g, GUI_SMALL, text_of(desk->texts, "clinic.no_sound"),
                    panel_right_rect(eye, 0, 0).w - 40 * s, NULL, &silent);
    return touch + 36 * s + (has_room(eye) ? touch + 14 * s : 0) +
           (silent > 0 ? silent + 6 * s : 0);
}

/* who it is, whether the alarm will be heard, and whether anybody is needled at all */
static void before_begin(struct clinic *clinic, struct app_eye *eye,
                         const struct settings *settings, const struct texts *texts,
                         struct sink *sink, struct gui *g)
{
    struct clinic *c = clinic;
    gui_input_text(g, text_of(texts, "clinic.who"), c->who, sizeof c->who);
    // an alarm that cannot be heard is told wherever a session can begin
    if (!c->audio)
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->amber,
                      text_of(texts, "clinic.no_sound"));
    if (!has_room(eye))
        return;
    if (c->audio && gui_chip(g, text_of(texts, "clinic.tone"), false))
        sink_ask(sink, ACTION_VOLUME, settings->volume);
    if (gui_chip(g, text_of(texts, "clinic.practice"), c->practice))
        c->practice = !c->practice;
    gui_space(g, 4);
}

static void plan_panel(struct desk *desk, struct gui *g)
{
    const struct plan *plan = &desk->dossier.plan;
    bool ready = plan->status == PLAN_READY && plan->n_points > 0;
    bool card = desk->eye.selected[0] != 0,
         structure = !card && structure_view_is_open(&desk->eye),
         rule = !card && !structure && rule_view_is_open(desk->rule);
    struct panel_place place = {
        .side = PANEL_RIGHT,
        .tab = text_of(desk->texts, "plan.title"),
        .footer = ready && !card && !structure && !rule
                      ? fmaxf(foot_height(&desk->eye, 1) + before_height(desk, g),
                              desk->clinic->before)
                      : 0};
    if (!panel_begin(desk->shell, &desk->eye, g, &place))
        return;
    if (card) {
        if (gui_button(g, text_of(desk->texts, "clinic.back"), GUI_QUIET, true))
            sink_select(&desk->sink, "", SIDE_M, SINK_STAY);
        gui_space(g, 10);
        panel_card(desk, g);
        clinic_card_actions(desk, g);
    } else if (structure) {
        if (gui_button(g, text_of(desk->texts, "clinic.back"), GUI_QUIET, true))
            sink_select(&desk->sink, "", SIDE_M, SINK_STAY);
        gui_space(g, 10);
        structure_view_card(desk, g);
    } else if (rule) {
        if (gui_button(g, text_of(desk->texts, "clinic.back"), GUI_QUIET, true))
            sink_show_rule(&desk->sink, "");
        gui_space(g, 10);
        rule_view_card(desk, g);
    } else {
        clinic_course(desk->clinic, desk->texts, g);
        panel_plan(desk, g);
    }
    panel_end(desk->shell, &desk->sink, g);
    if (place.footer <= 0)
        return;
    panel_footer(desk->shell, g);
    before_begin(desk->clinic, &desk->eye, &desk->settings, desk->texts, &desk->sink, g);
    if (gui_wide_button(g, text_of(desk->texts, "clinic.begin"), GUI_PRIMARY, true))
        desk->clinic->begins = true;
    // words may take more than their place: the button stays in sight
    float now = panel_end(desk->shell, &desk->sink, g);
    if (fabsf(desk->clinic->before - now) > 0.5f) {
        desk->clinic->before = now;
        sink_unsettle(&desk->sink);
    }
}

/* what was done: a card as tall as that is */
static void ended_panel(struct desk *desk, struct gui *g, const struct session *session,
                        const struct overlay *overlay)
{
    struct clinic *c = desk->clinic;
    float footer = foot_height(&desk->eye, 1);
    struct panel_place place = {.side = PANEL_RIGHT,
                                .tab = text_of(desk->texts, "clinic.tab_session"),
                                .footer = footer};
    if (c->summary > 0)
        place.height = c->summary + footer;
    if (!panel_begin(desk->shell, &desk->eye, g, &place))
        return;
    c->low =
        shell_layout(&desk->eye) != SHELL_WIDE && panel_is_low(desk->shell, &desk->eye);
    clinic_summary(desk->clinic, desk->live, desk->texts, desk->words, &desk->sink, g,
                   session, overlay);
    float used = panel_end(desk->shell, &desk->sink, g);
    if (fabsf(used - c->summary) > 1)
        sink_unsettle(&desk->sink);
    c->summary = used;
    panel_footer(desk->shell, g);
    clinic_footer(desk->clinic, desk->live, desk->texts, desk->words, &desk->sink, g,
                  session, overlay);
    panel_end(desk->shell, &desk->sink, g);
}

static void session_panel(struct desk *desk, struct gui *g, const struct session *session,
                          const struct overlay *overlay)
{
    float s = gui_scale(g), right = (float)desk->eye.port.width - MARGIN * s,
          bottom = (float)desk->eye.port.height - MARGIN * s;
    bool wide = shell_layout(&desk->eye) == SHELL_WIDE;
    int rows = clinic_may_stop(desk->clinic, session) ? 2 : 1;
    float width = panel_right_rect(&desk->eye, 0, 0).w;
    float ring =
        wide ? timer_card_height(g, desk->texts, overlay, width, TIMER_COUNTS_NOT) : 0;
    struct panel_place place = {.side = PANEL_RIGHT,
                                .tab = text_of(desk->texts, "clinic.tab_session"),
                                .head = PANEL_HEADED,
                                .footer = foot_height(&desk->eye, rows),
                                .below = wide ? ring + 14 * s : 0};
    if (panel_begin(desk->shell, &desk->eye, g, &place)) {
        desk->clinic->low = !wide && panel_is_low(desk->shell, &desk->eye);
        clinic_panel(desk, g, session, overlay);
        panel_end(desk->shell, &desk->sink, g);
        panel_footer(desk->shell, g);
        clinic_footer(desk->clinic, desk->live, desk->texts, desk->words, &desk->sink, g,
                      session, overlay);
        panel_end(desk->shell, &desk->sink, g);
    }
    if (wide)
        timer_card(g, desk->texts, overlay, right, bottom, width, TIMER_COUNTS_NOT);
}

static void clinic_prepare(struct desk *desk, struct mode_look *look)
{
    (void)look;
    // what was asked or half done in another session is no longer meant
    if (desk->clinic->shown != live_session_id(desk->live))
        clinic_forget(desk->clinic);
    desk->clinic->shown = live_session_id(desk->live);
    desk->clinic->meant = desk->pointer.clicks < 2;
    desk->clinic->plan = &desk->dossier.plan;
    clinic_course_read(desk->clinic, desk->live, desk->texts, &desk->clock);
}

static void describe(struct desk *desk, struct gui *g)
{
    const struct session *session = live_session_state(desk->live);
    const struct overlay *overlay = live_session_overlay(desk->live);
    if (session && !session_is_open(session)) {
        ended_panel(desk, g, session, overlay);
        return;
    }
    left_panel(desk, g, session);
    if (session)
        session_panel(desk, g, session, overlay);
    else
        plan_panel(desk, g);
    clinic_alarm_frame(&desk->eye, desk->live, &desk->settings, &desk->clock, g);
}

/* what was borrowed of the next state is borrowed of the one that lasts */
static void borrow_again(const struct clinic *c, const char **text)
{
    const char *next = (const char *)c->next;
    if (*text >= next && *text < next + sizeof *c)
        *text = (const char *)c + (*text - next);
}

/* The frame describes the clinic as it becomes, which is put in its place afterwards: no
 * press changes what the picture of the same frame shows. */
static void clinic_panels(struct desk *desk, struct gui *g)
{
    struct clinic *c = desk->clinic, *next = c->next;
    memcpy(next, c, sizeof *c);
    desk->clinic = next;
    describe(desk, g);
    desk->clinic = c;
    for (int i = 0; i < next->n_wishes; i++) {
        struct session_event *e = &next->wish[i];
        const char **borrowed[] = {&e->code,    &e->side, &e->region,
                                   &e->caution, &e->text, &e->question};
        for (size_t k = 0; k < sizeof borrowed / sizeof *borrowed; k++)
            borrow_again(c, borrowed[k]);
    }
    if (memcmp(c, next, sizeof *c) != 0)
        sink_put(&desk->sink, c, next, sizeof *c);
}

// ---------------------------------------------------------------- the body

static void clinic_view(const struct desk *desk, struct stage_view *view)
{
    const struct overlay *o = live_session_overlay(desk->live);
    struct highlight_params *lit = &view->lit;
    lit->overlay = o;
    lit->session = live_session_state(desk->live);
    lit->limbs = HIGHLIGHT_LIMB_AT_HAND;
    if (!lit->session) {
        lit->needles = HIGHLIGHT_NO_NEEDLES;
        rule_view_marks(desk->rule, lit);
    } else {
        // nothing is to be done there any more
        if (!session_is_open(lit->session))
            lit->plan = NULL;
        if (session_head_all_done(lit->session))
            view->layers &= ~(unsigned)SCENE_CHANNELS;
    }
    // no needle is out of sight because of what was looked at before; what hides the one
    // that is looked at is seen through
    if (lit->session) {
        view->isolate = (struct isolate){.rest = ISOLATE_BEFORE};
        view->layers |= SCENE_NEEDLES | SCENE_POINTS;
    }
    view->warmth = warmth_of(o);
}

static void clinic_leave(struct desk *desk)
{
    sink_show_rule(&desk->sink, "");
}

static bool clinic_press(struct desk *desk, float x, float y)
{
    // a session's case is what it was begun with
    return live_session_state(desk->live) ? clinic_place_press(desk, x, y)
                                          : paint_press(desk, x, y);
}

static void clinic_drag(struct desk *desk, float x, float y)
{
    if (!live_session_state(desk->live))
        paint_drag(desk, x, y);
}

static void clinic_cancel(struct desk *desk)
{
    if (!live_session_state(desk->live))
        paint_cancel(desk);
}

// ---------------------------------------------------------------- time

enum {
    SPEAK_AFTER_MS = 2500, /* the tone is over by then */
    LOOK_MS = 250,
    LOOK_IDLE_MS = 500 /* while no session is open */
};

static void choose_sound(struct audio *audio, const struct settings *settings)
{
    audio_choose(audio, (enum audio_voice)settings->tone, (float)settings->volume / 100);
}

void clinic_test_tone(struct desk *desk)
{
    choose_sound(desk->clinic->audio, &desk->settings);
    audio_play(desk->clinic->audio, AUDIO_DUE);
    desk->clinic->tries++;
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

/* "Bed 4: take the needles out." Of the most urgent, whose alarm it is. */
static void speak(struct desk *desk)
{
    struct clinic *c = desk->clinic;
    const struct watch *w = live_session_watch(desk->live);
    struct watch_rows rows;
    char text[400];
    // a patient's screen names nobody, nor goes on with what was to be said elsewhere
    if (desk->mode == APP_DISPLAY)
        c->speak_ms = 0;
    if (!c->speak_ms || desk_time_ms(&desk->clock) < c->speak_ms)
        return;
    c->speak_ms = 0;
    if (!watch_rings(w))
        return; // it was answered while the tone sounded
    watch_rows_make(&rows, w, desk_unix_ms(&desk->clock), desk->texts, desk->words);
    struct message m = {.id = "sound.says",
                        .arg = {{.name = "who", .text = rows.row[0].who},
                                {.name = "what", .text = rows.row[0].todo}}};
    text_format(desk->texts, &m, text, sizeof text);
    voice_say(c->voice, texts_lang(desk->texts), (double)desk->settings.volume / 100,
              text);
}

void clinic_test_voice(struct desk *desk)
{
    voice_say(desk->clinic->voice, texts_lang(desk->texts),
              (double)desk->settings.volume / 100, text_of(desk->texts, "sound.example"));
}

static void say(struct desk *desk, const char *id, const char *why, double n)
{
    char text[600];
    struct message m = {
        .id = id, .arg = {{.name = "why", .text = why}, {.name = "n", .number = n}}};
    text_format(desk->texts, &m, text, sizeof text);
    sink_say(&desk->sink, "%s", text);
}

/* of a journal that rooms share, to whoever records or watches: that it went, that it is
 * back, and what came too late to be taken */
static void say_reach(struct desk *desk)
{
    const struct journal_reach *r = live_session_reach(desk->live);
    bool was_away = desk->clinic->away;
    desk->clinic->away = r->shared && !r->reached;
    if (desk->mode == APP_DISPLAY)
        return;
    if (desk->clinic->away)
        say(desk, "clinic.reach_away", r->why, r->here_only);
    else if (r->kept)
        say(desk, "clinic.reach_kept", "", r->kept);
    else if (was_away)
        say(desk, "clinic.reach_back", "", r->here_only);
    else if (journal_clock_differs(r))
        say(desk, "clinic.reach_clock", "", journal_clock_seconds(r));
}

int clinic_watch(struct desk *desk)
{
    if (!desk->clinic)
        return -1;
    if (desk->clinic->begins)
        begin(desk);
    clinic_fulfil(desk);
    struct session_time at = desk_session_time(&desk->clock);
    live_session_look(desk->live, &at);
    unsigned news = live_session_take_news(desk->live);
    bool around = watch_strip_shows(desk->live, desk->mode) || desk->mode == APP_BOARD;
    unsigned tones = desk->clinic->tones;
    sound(desk->clinic, desk->live, &desk->settings, news);
    if (desk->clinic->tones != tones && desk->settings.spoken)
        desk->clinic->speak_ms = desk_time_ms(&desk->clock) + SPEAK_AFTER_MS;
    speak(desk);
    desk->shell->silent = !desk->clinic->audio;
    desk->shell->voiceless = !desk->clinic->voice;
    if (news & LIVE_SESSION_REACH)
        say_reach(desk);
    if (desk->mode == APP_CLINIC && clinic_course_waits(desk->clinic, desk->live))
        sink_redraw_once(&desk->sink);
    if (news & (LIVE_SESSION_CHANGED | LIVE_SESSION_ALARM))
        sink_redraw(&desk->sink);
    else if (news & LIVE_SESSION_SECOND || (around && news & LIVE_SESSION_AROUND))
        sink_redraw_once(&desk->sink);
    bool blinks = desk->mode != APP_DISPLAY && !desk->settings.reduced_motion;
    if (blinks && desk->clock.now_ms - desk->clock.frame_ms >= BLINK_MS &&
        watch_rings(live_session_watch(desk->live)))
        sink_redraw_once(&desk->sink);
    return watch_count(live_session_watch(desk->live)) || live_session_id(desk->live)
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
                                       .drag = clinic_drag,
                                       .release = paint_release,
                                       .cancel = clinic_cancel};
