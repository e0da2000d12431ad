#include "app/unsaved.h"

#include <string.h>

#include "app/files.h"
#include "app/modes.h"
#include "app/shell.h"

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
    shell_open_card(app, SHELL_UNSAVED);
    return true;
}

void unsaved_save(struct app *app)
{
    // else what is wrong is said, or a name is asked for: files_carry_out goes on
    if (files_save(app))
        app_ask_to_close(app);
}

void unsaved_give_up(struct app *app)
{
    history_give_up(app->record.history);
    app_ask_to_close(app);
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
        unsaved_save(app);
    else if (gui_wide_button(g, app_text(app, "unsaved.give_up"), GUI_QUIET, true))
        unsaved_give_up(app);
    else if (gui_wide_button(g, app_text(app, "unsaved.stay"), GUI_GHOST, true))
        shell_open_card(app, SHELL_NO_CARD);
}
