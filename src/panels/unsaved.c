#include "panels/unsaved.h"

#include <string.h>

#include "panels/cards.h"
#include "panels/shell.h"

static void show(struct app *app, int before)
{
    if (history_place(app->record.history) != before)
        app_case_changed(app);
}

bool unsaved_ask(struct app *app)
{
    struct shell *shell = app->shell;
    int before = history_place(app->record.history);
    if (!history_find_unsaved(app->record.history))
        return false;
    if (!shell->leaving)
        shell->left_at = before;
    shell->leaving = true;
    show(app, before);
    cards_open(app, SHELL_UNSAVED);
    return true;
}

void unsaved_stay(struct app *app)
{
    struct shell *shell = app->shell;
    int before = history_place(app->record.history);
    if (!shell->leaving)
        return;
    shell->leaving = false;
    history_return(app->record.history, shell->left_at);
    history_ask_again(app->record.history);
    show(app, before);
}

void unsaved_card(struct app *app, struct gui *g)
{
    const char *path = history_path(app->record.history);
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : history_now(app->record.history)->label;
    if (*name) {
        gui_need(g, name);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, name);
    }
    gui_space(g, 14);
    // enter saves
    if (app->shell->card_height <= 0)
        gui_focus_next(g);
    if (gui_wide_button(g, app_text(app, "files.save"), GUI_PRIMARY, true))
        app_ask(app, ACTION_SAVE_AND_QUIT, 0);
    else if (gui_wide_button(g, app_text(app, "unsaved.give_up"), GUI_QUIET, true))
        app_ask(app, ACTION_GIVE_UP, 0);
    else if (gui_wide_button(g, app_text(app, "unsaved.stay"), GUI_GHOST, true))
        cards_open(app, SHELL_NO_CARD);
}
