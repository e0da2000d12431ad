/* clinic_drill.c - mishaps to be practised in a session in which nobody is needled. */
#include <stdio.h>

#include "modes/clinic.h"

static void choose(struct clinic *c, const struct texts *texts, struct gui *g,
                   const struct session *s)
{
    gui_caption(g, text_of(texts, "drill.title"));
    for (int i = 0; i < DRILLS; i++) {
        if (!gui_chip(g, text_of(texts, drill_name((enum drill)i)), false))
            continue;
        c->drill = (enum drill)i;
        c->drilled = drill_mark_of(s);
    }
    gui_space(g, 8);
}

void clinic_drill(struct clinic *c, const struct texts *texts, struct arena *words,
                  struct gui *g, const struct session *s)
{
    struct drill_view view;
    if (!s->plan->practice)
        return;
    if (c->drill == DRILLS) {
        if (session_is_open(s))
            choose(c, texts, g, s);
        return;
    }
    drill_make(&view, c->drill, s, &c->drilled, texts, words);
    gui_notice_begin(g);
    gui_paragraph(g, GUI_STRONG, gui_theme(g)->ink, text_of(texts, drill_name(c->drill)));
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, view.scene);
    for (int i = 0; i < view.n_steps; i++) {
        char line[256];
        snprintf(line, sizeof line, "%s  %s", view.step[i].done ? "\u25CF" : "\u25CB",
                 view.step[i].text);
        gui_need(g, line);
        gui_paragraph(g, GUI_BODY,
                      view.step[i].done ? gui_theme(g)->ink_soft : gui_theme(g)->ink,
                      line);
    }
    if (view.over)
        gui_paragraph(g, GUI_STRONG, gui_theme(g)->accent, text_of(texts, "drill.over"));
    if (gui_button(g, text_of(texts, "drill.end"), GUI_QUIET, true))
        c->drill = DRILLS;
    gui_notice_end(g, GUI_MIND);
    gui_space(g, 8);
}
