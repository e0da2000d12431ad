#include "panels/reach_card.h"

#include <stdio.h>

#include "base/word.h"
#include "document/live_session.h"
#include "panels/panels.h"
#include "panels/shell.h"
#include "views/watch_rows.h"

enum { PAD = 12, ROUND = 14 };

void reach_card_words(struct desk *desk, struct reach_words *out)
{
    reach_words_make(out, live_session_reach(desk->live), desk->texts, desk->words);
}

void reach_card_tile(struct desk *desk, struct gui *g, struct gui_rect r,
                     const struct reach_words *words, enum reach_size size)
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g), pad = PAD * s, width = r.w - 2 * pad, mark;
    float strong = gui_line_height(g, GUI_STRONG), small = gui_line_height(g, GUI_SMALL);
    float head = gui_line_height(g, GUI_HEAD), lead = gui_line_height(g, GUI_TITLE);
    char id[200];
    struct gui_rect place;
    snprintf(id, sizeof id, "%s##reach", words->mark);
    gui_need(g, words->mark);
    gui_need(g, words->under);
    gui_bare_begin(g, "reach mark", r);
    bool pressed = gui_tile(g, id, r.w, r.h, &place);
    gui_box(g, place, ROUND * s, t->panel);
    gui_box(g, place, ROUND * s, theme_fade(t->amber, 0.14f));
    place = (struct gui_rect){place.x + 1.5f * s, place.y + 1.5f * s, place.w - 3 * s,
                              place.h - 3 * s};
    gui_outline(g, place, ROUND * s, 2 * s, t->amber);
    float y = r.y + (r.h - (size == REACH_FAR ? head : strong + small)) / 2;
    if (size == REACH_FAR) {
        gui_measure(g, GUI_HEAD, words->mark, 0, &mark, NULL);
        gui_text_cut(g, GUI_HEAD, r.x + 2 * pad, y, width - 2 * pad, t->ink, words->mark);
        gui_text_cut(g, GUI_TITLE, r.x + 4 * pad + mark, y + (head - lead) * 0.7f,
                     width - 4 * pad - mark, t->ink_soft, words->under);
    } else {
        gui_text_cut(g, GUI_STRONG, r.x + pad, y, width, t->ink, words->mark);
        gui_text_cut(g, GUI_SMALL, r.x + pad, y + strong, width, t->ink_soft,
                     words->under);
    }
    gui_panel_end(g);
    if (pressed)
        sink_show_card(&desk->sink, SHELL_REACH);
}

// ------------------------------------------------------------------------ the card

/* who has looked, and what was found; of the one that is being put away */
static void seen_form(struct shell *shell, const struct texts *texts, struct sink *sink,
                      struct gui *g)
{
    struct shell_seen seen = shell->seen;
    gui_input_text(g, text_of(texts, "reach.see_by"), seen.by, sizeof seen.by);
    gui_input_text(g, text_of(texts, "reach.see_why"), seen.why, sizeof seen.why);
    bool whole = !word_is_blank(seen.by) && !word_is_blank(seen.why),
         entered = gui_entered(g);
    gui_space(g, 4);
    if (gui_button(g, text_of(texts, "reach.see_now"), GUI_PRIMARY, whole) ||
        (entered && whole))
        sink_ask(sink, ACTION_PUT_AWAY, seen.number);
    if (gui_button(g, text_of(texts, "clinic.cancel"), GUI_QUIET, true))
        seen = (struct shell_seen){0};
    sink_put_changed(sink, &shell->seen, &seen, sizeof seen);
}

struct reach_listing {
    struct desk *desk;
    struct gui *gui;
    int n;
};

static bool list_kept(const struct journal_kept *kept, void *user)
{
    struct reach_listing *l = user;
    struct desk *d = l->desk;
    struct gui *g = l->gui;
    const struct theme *t = gui_theme(g);
    const char *who = watch_row_who(kept->label, kept->session, d->texts, d->words);
    const char *event = reach_words_event(kept, d->words);
    const char *why = reach_words_why(kept, d->texts, d->words);
    // whoever walks past a wall has not looked after anybody
    bool can_see_to = d->mode == APP_CLINIC || d->mode == APP_TEACH;
    char head[400];
    if (!l->n++)
        gui_paragraph(g, GUI_BODY, t->ink, text_of(d->texts, "reach.kept_whole"));
    panel_join(d->texts, "join.colon", who, event, head, sizeof head);
    gui_need(g, head);
    gui_need(g, why);
    gui_push_id(g, (int)kept->number);
    gui_notice_begin(g);
    gui_paragraph(g, GUI_STRONG, t->ink, head);
    gui_paragraph(g, GUI_BODY, t->ink_soft, why);
    if (can_see_to && d->shell->seen.number == kept->number) {
        seen_form(d->shell, d->texts, &d->sink, g);
    } else if (can_see_to &&
               gui_button(g, text_of(d->texts, "reach.see"), GUI_QUIET, true)) {
        struct shell_seen seen = {.number = kept->number};
        sink_put(&d->sink, &d->shell->seen, &seen, sizeof seen);
        sink_redraw(&d->sink);
    }
    gui_notice_end(g, GUI_MIND);
    gui_pop_id(g);
    return true;
}

void reach_card(struct desk *desk, struct gui *g)
{
    struct reach_words words;
    struct reach_listing l = {desk, g, 0};
    reach_card_words(desk, &words);
    if (words.apart && words.mark[0])
        gui_paragraph(g, GUI_STRONG, gui_theme(g)->ink, words.mark);
    const char *whole =
        words.whole[0] ? words.whole : text_of(desk->texts, "reach.all_there");
    gui_need(g, whole);
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink_soft, whole);
    gui_space(g, 10);
    live_session_each_kept(desk->live, list_kept, &l);
}
