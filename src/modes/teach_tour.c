/* teach_tour.c - a guided tour: one step at a time, each with its words, its light and
 * where the eye goes. */
#include <stdio.h>
#include <string.h>

#include "modes/teach.h"
#include "panels/panels.h"

static void show_step(struct app *app)
{
    const struct teach *t = app->teach;
    const struct tour_step *s = teach_tour_now(app);
    teach_lit_show(app, s->case_text);
    snprintf(app->view.channel, sizeof app->view.channel, "%s",
             s->channel ? s->channel->id : "");
    app->view.see_through = t->see_through_before;
    app_select(app, s->point ? s->point->code : "",
               s->point && !s->point->midline ? SIDE_L : SIDE_M, APP_STAY);
    teach_changed(app, TEACH_FLY);
}

void teach_tour_begin(struct app *app, const struct tour *tour)
{
    struct teach *t = app->teach;
    teach_leave(app);
    snprintf(t->channel_before, sizeof t->channel_before, "%s", app->view.channel);
    t->see_through_before = app->view.see_through;
    t->doing = TEACH_TOUR;
    t->tour = tour;
    t->step = 0;
    app->query[0] = 0;
    show_step(app);
}

void teach_tour_step(struct app *app, int by)
{
    struct teach *t = app->teach;
    int to = t->step + by;
    if (to >= t->tour->n_steps) {
        teach_leave(app);
        return;
    }
    t->step = to < 0 ? 0 : to;
    show_step(app);
}

// ---------------------------------------------------------------- the bar

static void title_of(const struct app *app, const struct tour *t, char *out, size_t size)
{
    if (t->channel)
        snprintf(out, size, "%s  %s %s", t->channel->id, t->channel->pinyin,
                 t->channel->hanzi);
    else
        snprintf(out, size, "%s", teach_text(app, &t->title));
}

void teach_tour_bar(struct app *app, struct gui *g)
{
    struct teach *t = app->teach;
    const struct tour_step *s = teach_tour_now(app);
    char text[256], title[160], key[64];
    title_of(app, t->tour, title, sizeof title);
    struct message at = {.id = "teach.step",
                         .arg = {{.name = "title", .text = title},
                                 {.name = "n", .number = t->step + 1},
                                 {.name = "of", .number = t->tour->n_steps}}};
    message_format(app->texts, &at, text, sizeof text);
    snprintf(key, sizeof key, "%.40s.%d", t->tour->id, t->step);
    teach_bar_begin(app, g, key);
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft, text);
    bool hidden = t->presenter && !t->revealed && s->point;
    if (s->point)
        panel_point_title(app, s->point->code, title, sizeof title);
    else if (t->tour->channel)
        snprintf(title, sizeof title, "%s",
                 *panel_meaning(app, t->tour->channel->english)
                     ? t->tour->channel->english
                     : t->tour->channel->hanzi);
    else
        snprintf(title, sizeof title, "%s", teach_text(app, &s->title));
    gui_heading(g, hidden ? app_text(app, "teach.which_point") : title);
    if (!hidden)
        gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, teach_text(app, &s->text));
    if (s->evidence.english) {
        gui_space(g, 4);
        gui_caption(g, app_text(app, "teach.evidence"));
        gui_paragraph(g, GUI_LEAD, gui_theme(g)->ink, teach_text(app, &s->evidence));
    }
    teach_bar_buttons(app, g);
    if (hidden) {
        if (teach_button(app, g, "teach.reveal", "Space", GUI_PRIMARY))
            teach_tour_key(app, WINDOW_KEY_SPACE);
    } else if (teach_button(app, g,
                            t->step + 1 < t->tour->n_steps ? "teach.next" : "teach.end",
                            "Space", GUI_PRIMARY)) {
        teach_tour_key(app, WINDOW_KEY_SPACE);
    }
    gui_same_line(g);
    if (t->step > 0) {
        if (teach_button(app, g, "teach.back", "B", GUI_QUIET))
            teach_tour_step(app, -1);
        gui_same_line(g);
    }
    if (teach_button(app, g, "teach.leave", "Esc", GUI_GHOST))
        teach_leave(app);
    teach_bar_end(app, g);
}

bool teach_tour_key(struct app *app, uint32_t key)
{
    struct teach *t = app->teach;
    const struct tour_step *s = teach_tour_now(app);
    switch (key) {
    case WINDOW_KEY_SPACE:
    case WINDOW_KEY_ENTER:
    case WINDOW_KEY_PAGE_DOWN:
    case 'n':
        if (t->presenter && s->point && !t->revealed) {
            t->revealed = true;
            teach_changed(app, TEACH_STAY);
        } else {
            teach_tour_step(app, 1);
        }
        return true;
    case WINDOW_KEY_BACKSPACE:
    case WINDOW_KEY_PAGE_UP:
    case 'b':
        teach_tour_step(app, -1);
        return true;
    case WINDOW_KEY_HOME:
        teach_tour_step(app, -t->step);
        return true;
    case WINDOW_KEY_END:
        teach_tour_step(app, t->tour->n_steps - 1 - t->step);
        return true;
    case WINDOW_KEY_ESCAPE:
        teach_leave(app);
        return true;
    default:
        return false;
    }
}
