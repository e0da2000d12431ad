/* teach_tour.c - a guided tour: one step at a time, each with its words, its light and
 * where the eye goes. */
#include <stdio.h>
#include <string.h>

#include "modes/teach.h"
#include "panels/panels.h"

static void show_step(struct teach *teach, struct sink *sink)
{
    const struct teach *t = teach;
    const struct tour_step *s = teach_tour_now(teach);
    teach_lit_step(teach, s);
    sink_show_channel(sink, s->channel ? s->channel->id : "");
    teach_thin(t, sink);
    // a step that looks nowhere goes to what it shows
    sink_isolate(sink, &s->isolate, s->camera.look == TOUR_STAY ? SINK_FLY : SINK_STAY);
    sink_select(sink, s->point ? s->point->code : "",
                s->point && !s->point->midline ? SIDE_L : SIDE_M, SINK_STAY);
    teach_changed(teach, sink, TEACH_FLY);
}

void teach_tour_begin(struct teach *teach, struct app_clock *clock, struct sink *sink,
                      const struct tour *tour)
{
    struct teach *t = teach;
    teach_leave(teach, clock, sink);
    t->doing = TEACH_TOUR;
    t->tour = tour;
    t->step = 0;
    sink_ask(sink, ACTION_END_SEARCH, 0);
    show_step(teach, sink);
}

void teach_tour_step(struct teach *teach, struct app_clock *clock, struct sink *sink,
                     int by)
{
    struct teach *t = teach;
    int to = t->step + by;
    if (to >= t->tour->n_steps) {
        teach_leave(teach, clock, sink);
        return;
    }
    t->step = to < 0 ? 0 : to;
    show_step(teach, sink);
}

// ---------------------------------------------------------------- the bar

static void title_of(const struct texts *texts, const struct tour *t, char *out,
                     size_t size)
{
    if (t->channel)
        snprintf(out, size, "%s  %s %s", t->channel->id, t->channel->pinyin,
                 t->channel->hanzi);
    else
        snprintf(out, size, "%s", teach_text(texts, &t->title));
}

void teach_tour_bar(struct desk *desk, struct gui *g)
{
    struct teach *t = desk->teach;
    const struct tour_step *s = teach_tour_now(desk->teach);
    char text[256], title[160], key[64];
    title_of(desk->texts, t->tour, title, sizeof title);
    struct message at = {.id = "teach.step",
                         .arg = {{.name = "title", .text = title},
                                 {.name = "n", .number = t->step + 1},
                                 {.name = "of", .number = t->tour->n_steps}}};
    text_format(desk->texts, &at, text, sizeof text);
    snprintf(key, sizeof key, "%.40s.%d", t->tour->id, t->step);
    teach_bar_begin(desk->teach, desk->shell, &desk->eye, &desk->sink, g, key);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    bool hidden = t->presenter && !t->revealed && s->point;
    if (s->point)
        panel_point_title(desk->subject, desk->texts, s->point->code, title,
                          sizeof title);
    else if (t->tour->channel)
        snprintf(title, sizeof title, "%s",
                 *panel_meaning(desk->texts, t->tour->channel->english)
                     ? t->tour->channel->english
                     : t->tour->channel->hanzi);
    else
        snprintf(title, sizeof title, "%s", teach_text(desk->texts, &s->title));
    gui_heading(g, hidden ? text_of(desk->texts, "teach.which_point") : title);
    if (!hidden)
        gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, teach_text(desk->texts, &s->text));
    if (s->evidence.english) {
        gui_space(g, 4);
        gui_caption(g, text_of(desk->texts, "teach.evidence"));
        gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink,
                      teach_text(desk->texts, &s->evidence));
    }
    teach_bar_buttons(desk->teach, &desk->sink, g);
    bool last = t->step + 1 >= t->tour->n_steps;
    if (teach_button(desk->texts, g,
                     hidden ? "teach.reveal"
                     : last ? "teach.end"
                            : "teach.next",
                     "Space", GUI_PRIMARY))
        teach_wish_key(t, &desk->sink, WINDOW_KEY_SPACE);
    gui_same_line(g);
    if (t->step > 0) {
        if (teach_button(desk->texts, g, "teach.back", "B", GUI_QUIET))
            teach_wish_key(t, &desk->sink, 'b');
        gui_same_line(g);
    }
    if (teach_button(desk->texts, g, "teach.leave", "Esc", GUI_GHOST))
        teach_wish_key(t, &desk->sink, WINDOW_KEY_ESCAPE);
    teach_bar_end(desk->teach, &desk->sink, g);
}

bool teach_tour_key(struct teach *teach, struct app_clock *clock, struct sink *sink,
                    uint32_t key)
{
    struct teach *t = teach;
    const struct tour_step *s = teach_tour_now(teach);
    switch (key) {
    case WINDOW_KEY_SPACE:
    case WINDOW_KEY_ENTER:
    case WINDOW_KEY_PAGE_DOWN:
    case 'n':
        if (t->presenter && s->point && !t->revealed) {
            t->revealed = true;
            teach_changed(teach, sink, TEACH_STAY);
        } else {
            teach_tour_step(teach, clock, sink, 1);
        }
        return true;
    case WINDOW_KEY_BACKSPACE:
    case WINDOW_KEY_PAGE_UP:
    case 'b':
        teach_tour_step(teach, clock, sink, -1);
        return true;
    case WINDOW_KEY_HOME:
        teach_tour_step(teach, clock, sink, -t->step);
        return true;
    case WINDOW_KEY_END:
        teach_tour_step(teach, clock, sink, t->tour->n_steps - 1 - t->step);
        return true;
    case WINDOW_KEY_ESCAPE:
        teach_leave(teach, clock, sink);
        return true;
    default:
        return false;
    }
}
