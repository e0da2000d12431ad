#include "app/cards.h"

#include "panels/landmark_tool.h"
#include "panels/shell.h"

static void show_case(struct dossier *dossier, int before)
{
    if (history_place(dossier->history) != before)
        dossier_changed(dossier);
}

static void stay(struct shell *shell, struct dossier *dossier)
{
    int before = history_place(dossier->history);
    if (!shell->leaving)
        return;
    shell->leaving = false;
    history_return(dossier->history, shell->left_at);
    history_ask_again(dossier->history);
    show_case(dossier, before);
}

void cards_open(struct desk *desk, enum shell_card card)
{
    // whoever turns to something else stays
    if (card != SHELL_UNSAVED && card != SHELL_FILES)
        stay(desk->shell, &desk->dossier);
    if (card != SHELL_UNSAVED && card != SHELL_FILES && card != SHELL_NEEDLES)
        desk->shell->needles_known = false;
    // it has been read, whatever comes instead
    desk->settings.welcomed |=
        desk->shell->card == SHELL_WELCOME && card != SHELL_WELCOME;
    desk->shell->card = card;
    desk->shell->card_height = 0;
    sink_redraw(&desk->sink);
}

bool cards_close(const struct shell *shell, struct sink *sink)
{
    if (shell->card == SHELL_NO_CARD)
        return false;
    sink_show_card(sink, SHELL_NO_CARD);
    return true;
}

bool cards_seek(struct desk *desk)
{
    struct shell *shell = desk->shell;
    if (desk->mode == APP_DISPLAY)
        return false;
    shell->seeking = true;
    shell->front = PANEL_LEFT;
    shell->away = shell_layout(&desk->eye) == SHELL_TINY;
    sink_redraw(&desk->sink);
    return true;
}

bool cards_ask_unsaved(struct desk *desk)
{
    struct shell *shell = desk->shell;
    int before = history_place(desk->dossier.history);
    if (!history_find_unsaved(desk->dossier.history))
        return false;
    if (!shell->leaving)
        shell->left_at = before;
    shell->leaving = true;
    show_case(&desk->dossier, before);
    cards_open(desk, SHELL_UNSAVED);
    return true;
}

bool cards_ask_landmarks(struct desk *desk, enum cards_asks before)
{
    if (!landmark_tool_is_unsaved(desk->landmark_tool))
        return false;
    cards_open(desk, SHELL_LANDMARKS);
    desk->shell->landmarks_leaving = before == CARDS_BEFORE_END;
    return true;
}
