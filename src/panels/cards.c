#include "panels/cards.h"

#include "panels/unsaved.h"

void cards_open(struct app *app, enum shell_card card)
{
    // whoever turns to something else stays
    if (card != SHELL_UNSAVED && card != SHELL_FILES)
        unsaved_stay(app);
    if (card != SHELL_UNSAVED && card != SHELL_FILES && card != SHELL_NEEDLES)
        app->shell->needles_known = false;
    app->shell->card = card;
    app->shell->card_height = 0;
    app_redraw(app);
}

bool cards_close(struct app *app)
{
    if (app->shell->card == SHELL_NO_CARD)
        return false;
    cards_open(app, SHELL_NO_CARD);
    return true;
}

bool cards_seek(struct app *app)
{
    struct shell *shell = app->shell;
    if (app->mode == APP_DISPLAY)
        return false;
    shell->seeking = true;
    shell->front = PANEL_LEFT;
    shell->away = shell_layout(app) == SHELL_TINY;
    app_redraw(app);
    return true;
}
