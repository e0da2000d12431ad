#include "panels/welcome_card.h"

#include "panels/shell.h"

void welcome_card(const struct shell *shell, const struct texts *texts, struct sink *sink,
                  struct gui *g)
{
    static const char *const LINES[] = {"welcome.ask", "welcome.look", "welcome.plan"};
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, text_of(texts, LINES[i]));
        gui_space(g, 8);
    }
    gui_space(g, 6);
    if (shell->card_height <= 0)
        gui_focus_next(g);
    if (gui_button(g, text_of(texts, "welcome.begin"), GUI_PRIMARY, true))
        sink_show_card(sink, SHELL_NO_CARD);
    gui_same_line(g);
    if (gui_button(g, text_of(texts, "keys.title"), GUI_QUIET, true))
        sink_show_card(sink, SHELL_KEYS);
}
