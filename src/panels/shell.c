/* shell.c - what stands over every mode: the bar with undo, menu and the switch between
 * modes, the cards that the menu opens, a line that comes and goes. */
#include "panels/shell.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "document/live_session.h"
#include "panels/caution_card.h"
#include "panels/eye.h"
#include "panels/files.h"
#include "panels/isolate_card.h"
#include "panels/keys_card.h"
#include "panels/landmark_tool.h"
#include "panels/panels.h"
#include "panels/reach_card.h"
#include "panels/section_card.h"
#include "panels/session_list.h"
#include "panels/unsaved.h"
#include "panels/view_cube.h"
#include "panels/watch_strip.h"
#include "panels/welcome_card.h"

/* design pixels; the last three beside what is touched */
enum { MARGIN = 24, UNDER_BAR = 12, HEAD = 14, FOOT = 20 };

struct shell *shell_create(void)
{
    struct shell *shell = xcalloc(1, sizeof *shell);
    shell->files = files_create();
    shell->sessions = session_list_create();
    shell->form.lesion_side = CASE_BOTH;
    shell->keys.held = -1;
    return shell;
}

void shell_destroy(struct shell **shell)
{
    if (!shell || !*shell)
        return;
    files_destroy(&(*shell)->files);
    session_list_destroy(&(*shell)->sessions);
    free(*shell);
    *shell = NULL;
}

// ---------------------------------------------------------------- the bar

/* The way to the board is the strip of patients: a bar that grew whenever somebody else
 * began would move under the finger. */
static int modes_shown(enum app_mode mode)
{
    return mode == APP_BOARD ? APP_MODES : APP_BOARD;
}

static float switch_width(enum app_mode mode, const struct texts *texts, struct gui *g,
                          const char **labels)
{
    float width = 0, each;
    for (int i = 0; i < modes_shown(mode); i++) {
        char id[32];
        snprintf(id, sizeof id, "mode.%s", SETTINGS_MODES[i]);
        labels[i] = text_of(texts, id);
        gui_measure(g, GUI_STRONG, labels[i], 0, &each, NULL);
        width += each + 36 * gui_scale(g);
    }
    return width + 8 * gui_scale(g);
}

/* "Undo: symptoms", for the hand that rests on it */
static void step_name(const struct texts *texts, const char *verb, const char *what,
                      char *out, size_t size)
{
    char text[120];
    snprintf(text, sizeof text, "%s", text_of(texts, verb));
    if (what)
        panel_join(texts, "join.colon", text_of(texts, verb), text_of(texts, what), text,
                   sizeof text);
    snprintf(out, size, "%s##%s", text, verb);
}

/* undo and redo, once there is something to undo, and the menu, in one pill */
static void bar_icons(const struct dossier *dossier, const struct texts *texts,
                      struct sink *sink, struct gui *g, struct gui_rect r, bool edits)
{
    char name[160];
    gui_box(g, r, r.h / 2, gui_theme(g)->chip);
    if (edits) {
        const char *undo = history_undo_name(dossier->history);
        const char *redo = history_redo_name(dossier->history);
        step_name(texts, "keys.undo", undo, name, sizeof name);
        if (gui_icon_button(g, name, GUI_ICON_UNDO, undo != NULL))
            sink_ask(sink, ACTION_UNDO, 0);
        gui_same_line(g);
        step_name(texts, "keys.redo", redo, name, sizeof name);
        if (gui_icon_button(g, name, GUI_ICON_REDO, redo != NULL))
            sink_ask(sink, ACTION_REDO, 0);
        gui_same_line(g);
    }
    snprintf(name, sizeof name, "%s##layers", text_of(texts, "keys.layers"));
    if (gui_icon_button(g, name, GUI_ICON_LAYERS, true))
        sink_ask(sink, ACTION_LAYERS, 0);
    gui_same_line(g);
    snprintf(name, sizeof name, "%s##menu", text_of(texts, "menu.title"));
    if (gui_icon_button(g, name, GUI_ICON_MENU, true))
        sink_show_card(sink, SHELL_MENU);
}

static void bar(struct desk *desk, struct gui *g)
{
    const char *labels[APP_MODES];
    bool tiny = shell_layout(&desk->eye) == SHELL_TINY;
    float s = gui_scale(g), w = (float)desk->eye.port.width, m = (tiny ? 6 : MARGIN) * s;
    float modes = tiny ? 0 : switch_width(desk->mode, desk->texts, g, labels),
          gap = 8 * s;
    bool edits = !tiny && (desk->sink.may[ACTION_UNDO] || desk->sink.may[ACTION_REDO]);
    float touch = gui_touch(g), icons = (float)(edits ? 4 : 2) * (touch + gap) - gap;
    float width = fminf(icons + gap + modes, w - 2 * m);
    struct gui_rect r = {w - m - width, m, width, touch + 2};
    desk->shell->corner = r;
    gui_bare_begin(g, "bar", r);
    bar_icons(&desk->dossier, desk->texts, &desk->sink, g,
              (struct gui_rect){r.x, r.y, icons, touch}, edits);
    if (!tiny) {
        gui_same_line(g);
        int choice = (int)desk->mode;
        if (gui_segmented(g, "mode", labels, modes_shown(desk->mode), &choice))
            sink_ask(&desk->sink, ACTION_MODE, choice);
    }
    gui_panel_end(g);
}

// ---------------------------------------------------------------- the menu

static const enum action_id MENU[] = {
    ACTION_LEAVE_SESSION, ACTION_NEW_CASE,   ACTION_OPEN_CASE, ACTION_SAVE_CASE,
    ACTION_SAVE_CASE_AS,  ACTION_UNDO,       ACTION_REDO,      ACTION_OPEN_BODY,
    ACTION_ISOLATE_CARD,  ACTION_MEASURE,    ACTION_PICTURE,   ACTION_COPY_PICTURE,
    ACTION_CARD,          ACTION_PRINT_CARD, ACTION_PAGE,      ACTION_SESSIONS,
    ACTION_PREFERENCES,   ACTION_FULLSCREEN, ACTION_KEYS,      ACTION_QUIT};

static void menu(struct desk *desk, struct gui *g)
{
    bool running = live_session_state(desk->live) != NULL;
    if (shell_layout(&desk->eye) == SHELL_TINY) {
        for (int i = 0; i < modes_shown(desk->mode); i++) {
            char id[32];
            snprintf(id, sizeof id, "mode.%s", SETTINGS_MODES[i]);
            if (!gui_chip(g, text_of(desk->texts, id), (int)desk->mode == i))
                continue;
            sink_show_card(&desk->sink, SHELL_NO_CARD);
            sink_ask(&desk->sink, ACTION_MODE, i);
        }
        gui_space(g, 6);
    }
    for (size_t i = 0; i < sizeof MENU / sizeof *MENU; i++) {
        const struct action *a = &desk->sink.actions[MENU[i]];
        bool can = desk->sink.may[MENU[i]];
        // a session keeps the case as it is, and all of the body in sight
        if ((a->edits && running) || (a->hides && !can) ||
            (MENU[i] == ACTION_LEAVE_SESSION && !running))
            continue;
        struct gui_row row = {.title = text_of(desk->texts, a->menu ? a->menu : a->text),
                              .mark = a->shown,
                              .dim = !can,
                              .off = !can,
                              .close = i > 0};
        if (gui_list_row(g, &row))
            sink_ask(&desk->sink, MENU[i], 0);
    }
}

// ---------------------------------------------------------------- cards

/* design px that the files' card keeps, so that it does not jump from folder to folder */
enum { FILES_LEAST = 460, FILES_MOST = 640, SECTION_CARD_WIDTH = 1160 };

static float foot_height(const struct shell *shell, const struct app_eye *eye)
{
    float least = FOOT * eye_scale(eye) + eye_touch(eye);
    return shell->card == SHELL_FILES ? fmaxf(least, shell->foot_height) : 0;
}

/* as high as its content, below the bar at the right or in the middle */
static struct gui_rect card_rect(const struct shell *shell, const struct app_eye *eye)
{
    float s = eye_scale(eye), w = (float)eye->port.width, h = (float)eye->port.height;
    float m = (shell_layout(eye) == SHELL_TINY ? 6 : MARGIN) * s;
    bool popover = shell->card == SHELL_MENU || shell->card == SHELL_PREFERENCES ||
                   shell->card == SHELL_LAYERS || shell->card == SHELL_ISOLATE;
    bool small = popover || shell->card == SHELL_UNSAVED ||
                 shell->card == SHELL_NEEDLES || shell->card == SHELL_LANDMARKS;
    float wish = shell->card == SHELL_KEYS      ? KEYS_CARD_WIDTH
                 : shell->card == SHELL_SECTION ? SECTION_CARD_WIDTH
                 : shell->card == SHELL_MENU    ? 300
                 : shell->card == SHELL_PIN     ? 520
                 : small                        ? 400
                                                : 560;
    struct gui_rect r = {.w = fminf(wish * s, w - 2 * m)};
    float touch = eye_touch(eye);
    float top = popover ? fminf(m + touch + UNDER_BAR * s, h * 0.25f) : m;
    float high = touch + HEAD * s + foot_height(shell, eye) +
                 (shell->card_height > 0 ? shell->card_height : 200 * s);
    if (shell->card == SHELL_FILES)
        high = fminf(fmaxf(high, FILES_LEAST * s), FILES_MOST * s);
    // under the bar while there is room for it
    top = fmaxf(fminf(top, h - m - high), m);
    r.h = fminf(high, h - m - top);
    r.x = popover ? w - m - r.w : (w - r.w) / 2;
    r.y = popover ? top : (h - r.h) / 2;
    return r;
}

static const char *card_title(const struct shell *shell, const struct texts *texts)
{
    static const char *const TITLES[] = {
        [SHELL_MENU] = "menu.title",          [SHELL_PREFERENCES] = "menu.preferences",
        [SHELL_SESSIONS] = "menu.sessions",   [SHELL_KEYS] = "keys.title",
        [SHELL_UNSAVED] = "unsaved.title",    [SHELL_SECTION] = "cut.title",
        [SHELL_NEEDLES] = "needles_in.title", [SHELL_PIN] = "pin.title",
        [SHELL_CAUTION] = "caution.title",    [SHELL_REACH] = "reach.title",
        [SHELL_LAYERS] = "keys.layers",       [SHELL_ISOLATE] = "menu.isolate",
        [SHELL_WELCOME] = "welcome.title",    [SHELL_LANDMARKS] = "landmarks.unsaved"};
    enum shell_card card = shell->card;
    return text_of(texts, card == SHELL_FILES ? files_title(shell) : TITLES[card]);
}

static void card_body(struct desk *desk, struct gui *g)
{
    switch (desk->shell->card) {
    case SHELL_MENU:
        menu(desk, g);
        break;
    case SHELL_PREFERENCES:
        shell_preferences(desk, g);
        break;
    case SHELL_FILES:
        files_card(desk, g);
        break;
    case SHELL_SESSIONS:
        session_list_card(desk, g);
        break;
    case SHELL_KEYS:
        keys_card(desk->mode, desk->texts, &desk->sink, g);
        break;
    case SHELL_UNSAVED:
        unsaved_card(desk->shell, &desk->dossier, desk->texts, &desk->sink, g);
        break;
    case SHELL_SECTION:
        section_card(desk, g);
        break;
    case SHELL_NEEDLES:
        unsaved_needles_card(desk, g);
        break;
    case SHELL_PIN:
        shell_pin_card(desk->shell, &desk->settings, desk->texts, &desk->sink, g);
        break;
    case SHELL_CAUTION:
        caution_card(desk->shell, &desk->dossier, desk->texts, desk->words, g);
        break;
    case SHELL_REACH:
        reach_card(desk, g);
        break;
    case SHELL_LAYERS:
        shell_layers(&desk->eye, desk->texts, &desk->sink, g);
        break;
    case SHELL_ISOLATE:
        isolate_card(&desk->eye, &desk->settings, desk->shell, desk->texts, &desk->sink,
                     g);
        break;
    case SHELL_WELCOME:
        welcome_card(desk->shell, desk->texts, &desk->sink, g);
        break;
    case SHELL_LANDMARKS:
        unsaved_landmarks_card(desk->shell, desk->texts, &desk->sink, g);
        break;
    case SHELL_NO_CARD:
        break;
    }
}

static void cards(struct desk *desk, struct gui *g)
{
    struct shell *shell = desk->shell;
    static const char *const IDS[] = {
        "none",     "menu",    "preferences", "files",
        "sessions", "keys",    "unsaved",     "section",
        "needles",  "pin",     "caution",     "reach",
        "layers",   "isolate", "welcome",     "landmarks_unsaved"};
    enum shell_card card = shell->card;
    if (card == SHELL_NO_CARD)
        return;
    struct gui_rect r = shell->card_place = card_rect(desk->shell, &desk->eye), part = r;
    float foot = foot_height(desk->shell, &desk->eye), s = gui_scale(g);
    gui_overlay_begin(g, IDS[card], r,
                      card == SHELL_MENU || card == SHELL_PREFERENCES ||
                              card == SHELL_LAYERS || card == SHELL_ISOLATE
                          ? GUI_CLEAR
                          : GUI_DIMMED);
    part.h = fminf(gui_touch(g) + HEAD * s, r.h);
    gui_part_begin(g, "head", part, 7);
    bool closed = gui_card_head(g, card_title(desk->shell, desk->texts),
                                text_of(desk->texts, "card.close"));
    gui_part_end(g);
    part.y += part.h;
    part.h = r.h - part.h - foot;
    gui_part_begin(g, "body", part, 6);
    card_body(desk, g);
    float height = gui_part_end(g) + 8 * s;
    if (foot > 0 && shell->card == card) {
        part = (struct gui_rect){r.x, r.y + r.h - foot, r.w, foot};
        gui_line(g, r.x + 20 * s, part.y, r.x + r.w - 20 * s, part.y, 1,
                 gui_theme(g)->divider);
        gui_part_begin(g, "foot", part, 10);
        files_foot(desk->shell, desk->texts, &desk->sink, g);
        float used = gui_part_end(g);
        if (fabsf(used - shell->foot_height) > 1)
            sink_redraw(&desk->sink);
        shell->foot_height = used;
    }
    closed |= gui_overlay_end(g);
    if (shell->card != card)
        return;
    if (closed) {
        sink_show_card(&desk->sink, SHELL_NO_CARD);
    } else if (fabsf(height - shell->card_height) > 1) {
        shell->card_height = height;
        sink_redraw(&desk->sink);
    }
}

static void work_card(const struct app_work *work, const struct texts *texts,
                      struct sink *sink, struct gui *g)
{
    const struct app_work *w = work;
    char text[128];
    struct message m = {
        .id = "job.pictures",
        .arg = {{.name = "n", .number = w->done}, {.name = "of", .number = w->of}}};
    gui_heading(g, text_of(texts, w->waits ? "job.body" : "job.title"));
    if (w->of) {
        text_format(texts, &m, text, sizeof text);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    }
    gui_progress(g, w->fraction);
    gui_space(g, 8);
    if (gui_button(g, text_of(texts, "job.stop"), GUI_QUIET, true))
        sink_ask(sink, ACTION_STOP_WORK, 0);
}

static void work(const struct app_eye *eye, const struct app_work *work,
                 const struct texts *texts, struct sink *sink, struct gui *g)
{
    float s = gui_scale(g), w = (float)eye->port.width, h = (float)eye->port.height;
    struct gui_rect r = {.w = fminf(360 * s, w), .h = fminf(180 * s, h)};
    r.x = (w - r.w) / 2;
    r.y = (h - r.h) / 2;
    gui_overlay_begin(g, "work", r, GUI_DIMMED);
    gui_part_begin(g, "work", r, 18);
    work_card(work, texts, sink, g);
    gui_part_end(g);
    gui_overlay_end(g);
}

static void notice(const struct shell *shell, const struct app_eye *eye,
                   enum app_mode mode, struct sink *sink, struct gui *g)
{
    bool display = mode == APP_DISPLAY;
    enum gui_font font = display ? GUI_DISPLAY : GUI_BODY;
    float s = gui_scale(g), width, height;
    // a display has its words at the right, or its running time at the bottom
    float left = display ? shell->right.x : 0, right = (float)eye->port.width;
    float most = fminf((right - left) * 0.8f, right * 0.7f);
    gui_measure(g, font, sink->notice, most, &width, &height);
    struct gui_rect r = {(left + right - width) / 2 - 20 * s,
                         display ? 32 * s : (float)eye->port.height - height - 60 * s,
                         width + 40 * s, height + 28 * s};
    gui_raise(g);
    gui_card(g, r);
    gui_text_wrapped(g, font, r.x + 20 * s, r.y + 14 * s, most + 2, gui_theme(g)->ink,
                     sink->notice);
    gui_lower(g);
}

/* on a body without points neither plan, search nor quiz can show anything */
static void no_points(struct desk *desk, struct gui *g)
{
    const struct subject *body = desk->subject;
    const struct gui_rect *left = &desk->shell->place[PANEL_LEFT];
    float s = gui_scale(g), height;
    float x =
        left->w > 0 && left->y < gui_touch(g) + 2 * MARGIN * s ? left->x + left->w : 0;
    float w = fminf(250 * s, (float)desk->eye.port.width - x - 2 * MARGIN * s);
    if (!subject_is_foreign(body) || subject_has_landmarks(body) || w < 160 * s)
        return;
    const char *text = text_of(desk->texts, "body.no_points");
    gui_measure(g, GUI_BODY, text, w - 36 * s, NULL, &height);
    struct gui_rect r = {x + MARGIN * s, gui_touch(g) + (MARGIN + UNDER_BAR) * s, w,
                         height + 64 * s + gui_touch(g)};
    gui_bare_begin(g, "no points", r);
    gui_card(g, r);
    gui_part_begin(g, "no points", r, 18);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
    gui_space(g, 6);
    if (gui_button(g, text_of(desk->texts, "body.find_points"), GUI_QUIET,
                   desk->sink.may[ACTION_BODY_FILE]))
        sink_ask_text(&desk->sink, ACTION_BODY_FILE, subject_name(body), 0);
    gui_part_end(g);
    gui_panel_end(g);
}

void shell_panels(struct desk *desk, struct gui *g)
{
    if (desk->mode != APP_DISPLAY) {
        shell_tabs(desk->shell, &desk->eye, desk->texts, &desk->sink, g);
        bar(desk, g);
        watch_strip(desk, g);
        if (desk->mode != APP_BOARD) {
            // the clinic shows all of a body in a session
            bool needled = desk->mode == APP_CLINIC && live_session_state(desk->live);
            if (!needled)
                isolate_card_pill(&desk->eye, desk->shell, desk->texts, &desk->sink, g);
            view_cube(&desk->eye, desk->shell, desk->subject, desk->texts, &desk->sink, g,
                      needled ? VIEW_CUBE_ASIDE : VIEW_CUBE_OVER);
            no_points(desk, g);
        }
    }
    enum shell_card card = desk->shell->card;
    if (desk->work.on && card != SHELL_UNSAVED && card != SHELL_NEEDLES)
        work(&desk->eye, &desk->work, desk->texts, &desk->sink, g);
    else
        cards(desk, g);
    if (desk->sink.notice[0])
        notice(desk->shell, &desk->eye, desk->mode, &desk->sink, g);
    screen_keys_draw(&desk->shell->keys, &desk->settings, &desk->eye, desk->texts, g);
}
