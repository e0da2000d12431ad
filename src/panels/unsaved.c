#include "panels/unsaved.h"

#include <string.h>

#include "document/live_session.h"
#include "panels/shell.h"
#include "panels/watch_strip.h"
#include "views/watch_rows.h"

void unsaved_card(const struct shell *shell, const struct dossier *dossier,
                  const struct texts *texts, struct sink *sink, struct gui *g)
{
    const char *path = history_path(dossier->history);
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : history_now(dossier->history)->label;
    if (*name) {
        gui_need(g, name);
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, name);
    }
    gui_space(g, 14);
    // enter saves
    if (shell->card_height <= 0)
        gui_focus_next(g);
    if (gui_wide_button(g, text_of(texts, "files.save"), GUI_PRIMARY, true))
        sink_ask(sink, ACTION_SAVE_AND_QUIT, 0);
    else if (gui_wide_button(g, text_of(texts, "unsaved.give_up"), GUI_QUIET, true))
        sink_ask(sink, ACTION_GIVE_UP, 0);
    else if (gui_wide_button(g, text_of(texts, "unsaved.stay"), GUI_GHOST, true))
        sink_show_card(sink, SHELL_NO_CARD);
}

void unsaved_landmarks_card(const struct shell *shell, const struct texts *texts,
                            struct sink *sink, struct gui *g)
{
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                  text_of(texts, "landmarks.unsaved_why"));
    gui_space(g, 14);
    if (shell->card_height <= 0)
        gui_focus_next(g);
    if (gui_wide_button(g, text_of(texts, "files.save"), GUI_PRIMARY, true)) {
        sink_ask(sink, ACTION_SAVE_LANDMARKS, 0);
        if (shell->landmarks_leaving)
            sink_ask(sink, ACTION_QUIT, 0);
        else
            sink_show_card(sink, SHELL_NO_CARD);
    } else if (gui_wide_button(g, text_of(texts, "unsaved.give_up"), GUI_QUIET, true)) {
        sink_ask(sink, ACTION_GIVE_UP_LANDMARKS, 0);
    } else if (gui_wide_button(g, text_of(texts, "unsaved.stay"), GUI_GHOST, true)) {
        sink_show_card(sink, SHELL_NO_CARD);
    }
}

void unsaved_needles_card(struct desk *desk, struct gui *g)
{
    struct watch_rows rows;
    watch_rows_make(&rows, live_session_watch(desk->live), desk_unix_ms(&desk->clock),
                    desk->texts, desk->words);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft,
                  text_of(desk->texts, "needles_in.goes_on"));
    gui_space(g, 8);
    for (int i = 0; i < rows.n; i++) {
        const struct watch_row *r = &rows.row[i];
        char said[300]; // a figure alone may be what is left or what is over
        snprintf(said, sizeof said, "%s%s%s %s", r->needles, *r->needles ? " · " : "",
                 r->phase, r->figures);
        struct gui_row row = {.title = r->who, .detail = said};
        if (!*r->points)
            continue;
        gui_need(g, said);
        gui_need(g, r->who);
        gui_push_id(g, (int)r->id);
        if (gui_list_row(g, &row)) {
            watch_strip_go(&desk->sink, r->id);
            sink_show_card(&desk->sink, SHELL_NO_CARD);
        }
        gui_pop_id(g);
    }
    gui_space(g, 14);
    if (desk->shell->card_height <= 0)
        gui_focus_next(g);
    if (gui_wide_button(g, text_of(desk->texts, "needles_in.stay"), GUI_PRIMARY, true))
        sink_show_card(&desk->sink, SHELL_NO_CARD);
    else if (gui_wide_button(g, text_of(desk->texts, "needles_in.close"), GUI_QUIET,
                             true))
        sink_ask(&desk->sink, ACTION_LEAVE_NEEDLES, 0);
}
