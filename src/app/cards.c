#include "app/cards.h"

#include "panels/shell.h"

static void show_case(struct app *app, int before)
{
    if (history_place(app->desk.dossier.history) != before)
        dossier_changed(&app->desk.dossier);
}

static void stay(struct app *app)
{
    struct shell *shell = app->desk.shell;
    int before = history_place(app->desk.dossier.history);
    if (!shell->leaving)
        return;
    shell->leaving = false;
    history_return(app->desk.dossier.history, shell->left_at);
    history_ask_again(app->desk.dossier.history);
    show_case(app, before);
}

void cards_open(struct app *app, enum shell_card card)
{
    // whoever turns to something else stays
    if (card != SHELL_UNSAVED && card != SHELL_FILES)
        stay(app);
    if (card != SHELL_UNSAVED && card != SHELL_FILES && card != SHELL_NEEDLES)
        app->desk.shell->needles_known = false;
    app->desk.shell->card = card;
    app->desk.shell->card_height = 0;
    sink_redraw(&app->desk.sink);
}

bool cards_close(struct app *app)
{
    if (app->desk.shell->card == SHELL_NO_CARD)
        return false;
    sink_show_card(&app->desk.sink, SHELL_NO_CARD);
    return true;
}

bool cards_seek(struct app *app)
{
    struct shell *shell = app->desk.shell;
    if (app->desk.mode == APP_DISPLAY)
        return false;
    shell->seeking = true;
    shell->front = PANEL_LEFT;
    shell->away = shell_layout(&app->desk.eye) == SHELL_TINY;
    sink_redraw(&app->desk.sink);
    return true;
}

bool cards_ask_unsaved(struct app *app)
{
    struct shell *shell = app->desk.shell;
    int before = history_place(app->desk.dossier.history);
    if (!history_find_unsaved(app->desk.dossier.history))
        return false;
    if (!shell->leaving)
        shell->left_at = before;
    shell->leaving = true;
    show_case(app, before);
    cards_open(app, SHELL_UNSAVED);
    return true;
}
