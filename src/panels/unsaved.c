#include "panels/unsaved.h"

#include <string.h>

#include "document/live_session.h"
#include "panels/cards.h"
#include "panels/shell.h"
#include "panels/watch_strip.h"
#include "views/watch_rows.h"

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

void needles_card(struct app *app, struct gui *g)
{
    struct watch_rows rows;
    watch_rows_make(&rows, live_session_watch(app->live), app_unix_ms(app), app->texts,
                    app->words);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                  app_text(app, "needles_in.goes_on"));
    gui_space(g, 8);
    for (int i = 0; i < rows.n; i++) {
        const struct watch_row *r = &rows.row[i];
        struct gui_row row = {.title = r->who, .detail = r->needles, .mark = r->figures};
        if (!*r->points)
            continue;
        gui_need(g, r->who);
        gui_push_id(g, (int)r->id);
        if (gui_list_row(g, &row)) {
            watch_strip_go(app, r->id);
            cards_open(app, SHELL_NO_CARD);
        }
        gui_pop_id(g);
    }
    gui_space(g, 14);
    if (app->shell->card_height <= 0)
        gui_focus_next(g);
    if (gui_wide_button(g, app_text(app, "needles_in.stay"), GUI_PRIMARY, true))
        cards_open(app, SHELL_NO_CARD);
    else if (gui_wide_button(g, app_text(app, "needles_in.close"), GUI_QUIET, true))
        app_ask(app, ACTION_LEAVE_NEEDLES, 0);
}
