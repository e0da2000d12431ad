/* app_input.c - from what the user does to what the program does. The pointer is the
 * hands' (hands.h). A key goes to a text field that has the focus, else to the mode, else
 * to the table of keys; a file that is dropped is opened. */
#include <stdio.h>
#include <string.h>

#include "app/app_internal.h"
#include "app/cards.h"
#include "app/case_work.h"
#include "base/file.h"
#include "modes/modes.h"
#include "panels/files.h"
#include "panels/shell.h"
#include "panels/unsaved.h"

// ---------------------------------------------------------------- keys

/* Layouts have the question mark elsewhere, always with shift; the key itself comes
 * without it. */
static bool is_question_mark(uint32_t key, unsigned mods)
{
    return key == '?' || ((mods & WINDOW_SHIFT) &&
                          (key == '/' || key == ',' || key == '\'' || key == 0xDF));
}

static void run_key(struct app *app, uint32_t key, unsigned mods)
{
    if (is_question_mark(key, mods))
        key = '?';
    if (app->desk.shell->card == SHELL_UNSAVED && key == WINDOW_KEY_ENTER)
        sink_ask(&app->desk.sink, ACTION_SAVE_AND_QUIT, 0);
    if (hands_are_off(&app->desk) && key != WINDOW_KEY_ESCAPE &&
        (key != '?' || app->desk.work.on))
        return;
    actions_run_key(app, key, mods);
}

static const struct {
    uint32_t key;
    enum gui_key gui;
} GUI_KEYS[] = {
    {WINDOW_KEY_TAB, GUI_KEY_TAB},
    {WINDOW_KEY_LEFT, GUI_KEY_LEFT},
    {WINDOW_KEY_RIGHT, GUI_KEY_RIGHT},
    {WINDOW_KEY_UP_ARROW, GUI_KEY_UP},
    {WINDOW_KEY_DOWN_ARROW, GUI_KEY_DOWN},
    {WINDOW_KEY_HOME, GUI_KEY_HOME},
    {WINDOW_KEY_END, GUI_KEY_END},
    {WINDOW_KEY_PAGE_UP, GUI_KEY_PAGE_UP},
    {WINDOW_KEY_PAGE_DOWN, GUI_KEY_PAGE_DOWN},
    {WINDOW_KEY_DELETE, GUI_KEY_DELETE},
    {WINDOW_KEY_BACKSPACE, GUI_KEY_BACKSPACE},
    {WINDOW_KEY_SPACE, GUI_KEY_SPACE},
    {WINDOW_KEY_ENTER, GUI_KEY_ENTER},
    {WINDOW_KEY_ESCAPE, GUI_KEY_ESCAPE},
    {'a', GUI_KEY_A},
    {'c', GUI_KEY_C},
    {'v', GUI_KEY_V},
    {'x', GUI_KEY_X},
    {'y', GUI_KEY_Y},
    {'z', GUI_KEY_Z},
};

static void feed_key(struct app_pointer *pointer, const struct window_event *e, bool down)
{
    struct gui_input *in = &pointer->gui;
    pointer->clicks = 0;
    for (size_t i = 0; i < sizeof GUI_KEYS / sizeof *GUI_KEYS; i++)
        if (GUI_KEYS[i].key == e->key)
            in->key[GUI_KEYS[i].gui] = down;
}

// ---------------------------------------------------------------- files and keys

static bool is_model(const char *path)
{
    for (const char *const *e = SUBJECT_ENDINGS; *e; e++)
        if (file_has_ending(path, *e))
            return true;
    return false;
}

static void drop(struct app *app, const char *path)
{
    struct error error;
    if (actions_is_held(&app->desk, ACTION_OPEN_CASE))
        return;
    if (is_model(path)) {
        struct request request = {.id = ACTION_BODY_FILE};
        snprintf(request.text, sizeof request.text, "%s", path);
        actions_run(app, &request);
        return;
    }
    // what a card was opened for is another case then
    cards_open(&app->desk, SHELL_NO_CARD);
    if (!*path)
        sink_say(&app->desk.sink, "%s", text_of(app->desk.texts, "files.path_too_long"));
    else if (!case_work_choose(&app->desk, path, &error))
        sink_say_error(&app->desk.sink, app->desk.texts, &error);
}

static bool key_of_mode(struct desk *desk, uint32_t key, unsigned mods)
{
    return MODES[desk->mode]->key && MODES[desk->mode]->key(desk, key, mods);
}

/* one letter, figure or sign, as a stray hand or a voice types it (WCAG 2.1.4) */
static bool is_single(const struct window_event *e)
{
    return e->key > ' ' && e->key < 0x7F && !(e->mods & (WINDOW_CTRL | WINDOW_ALT));
}

/* To the field that is typed in, else to the widget with the ring, else to the mode, else
 * to the table. Escape closes a card, field and ring or not; a field in a panel it leaves
 * by itself. */
static void take_key(struct app *app, const struct window_event *e)
{
    struct gui *g = picture_gui(app->desk.picture);
    bool moves_ring = e->key == WINDOW_KEY_LEFT || e->key == WINDOW_KEY_RIGHT ||
                      e->key == WINDOW_KEY_UP_ARROW || e->key == WINDOW_KEY_DOWN_ARROW ||
                      e->key == WINDOW_KEY_PAGE_UP || e->key == WINDOW_KEY_PAGE_DOWN ||
                      e->key == WINDOW_KEY_SPACE || e->key == WINDOW_KEY_ENTER;
    // any key is an answer; what it means besides is done
    if (app->desk.shell->card == SHELL_WELCOME && e->key != WINDOW_KEY_TAB &&
        !(moves_ring && gui_has_focus(g)))
        cards_open(&app->desk, SHELL_NO_CARD);
    bool closes = e->key == WINDOW_KEY_ESCAPE && app->desk.shell->card != SHELL_NO_CARD;
    if (closes) {
        run_key(app, e->key, e->mods);
        return;
    }
    // letters on their way to the search field are no commands
    if (gui_wants_keys(g) || app->desk.shell->seeking ||
        (moves_ring && gui_has_focus(g)) || e->key == WINDOW_KEY_TAB)
        return;
    if (app->desk.settings.letters_off && is_single(e))
        return;
    if (hands_are_off(&app->desk) || !key_of_mode(&app->desk, e->key, e->mods))
        run_key(app, e->key, e->mods);
}

/* with every event, since a release may go to another window */
static void feed_mods(struct gui_input *in, unsigned mods)
{
    in->shift = mods & WINDOW_SHIFT;
    in->control = mods & WINDOW_CTRL;
    in->alt = mods & WINDOW_ALT;
}

void app_handle(struct app *app, const struct window_event *e)
{
    const struct mode_table *mode = MODES[app->desk.mode];
    app->desk.clock.touched_ms = desk_time_ms(&app->desk.clock);
    if (mode->touched)
        mode->touched(&app->desk);
    feed_mods(&app->desk.pointer.gui, e->mods);
    switch (e->kind) {
    case WINDOW_CLOSE:
        program_ask_to_close(app);
        break;
    case WINDOW_QUIT:
        app->running = false;
        break;
    case WINDOW_KEY:
        feed_key(&app->desk.pointer, e, true);
        sink_redraw(&app->desk.sink);
        take_key(app, e);
        break;
    case WINDOW_KEY_UP:
        feed_key(&app->desk.pointer, e, false);
        sink_redraw(&app->desk.sink);
        if (mode->key_up)
            mode->key_up(&app->desk, e->key);
        break;
    case WINDOW_TEXT:
        hands_type(&app->desk.pointer, e->text);
        sink_redraw(&app->desk.sink);
        break;
    case WINDOW_MOVE:
    case WINDOW_PRESS:
    case WINDOW_RELEASE:
    case WINDOW_WHEEL:
    case WINDOW_CANCEL:
    case WINDOW_PINCH:
    case WINDOW_LEAVE:
        hands_take(&app->hands, e);
        break;
    case WINDOW_DROP:
        drop(app, e->text);
        break;
    case WINDOW_REDRAW:
        picture_forget(app->desk.picture);
        sink_redraw(&app->desk.sink);
        break;
    case WINDOW_NOTHING:
        break;
    }
}
