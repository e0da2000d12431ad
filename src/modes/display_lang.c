/* display_lang.c - the language of the display, for whoever sits before it: after a touch
 * its name stands at the upper left, and a tap on it opens the others, each in its own
 * words. It is the display's alone: whoever leaves it finds the program as it was, and
 * the next person too. */
#include <stdio.h>
#include <string.h>

#include "modes/display.h"
#include "panels/shell.h"

enum { EDGE = 36, HEIGHT = 84, PAD = 30, GAP = 10 /* design pixels */ };

static const char SIGN[] = "A\u6587";

void display_lang_enter(struct display *d, const char *data_dir, struct gui *g)
{
    d->n_languages = texts_languages(data_dir, d->language);
    gui_need(g, SIGN);
    for (int i = 0; i < d->n_languages; i++)
        gui_need(g, d->language[i].name);
}

void display_lang_back(const struct settings *settings, const struct texts *texts,
                       struct sink *sink)
{
    if (texts && strcmp(texts_lang(texts), settings->lang) != 0)
        sink_ask_text(sink, ACTION_LANGUAGE, settings->lang, 0);
}

static float width_of(struct gui *g, const char *text)
{
    float width;
    gui_measure(g, GUI_DISPLAY, text, 0, &width, NULL);
    return width + 2 * PAD * gui_scale(g);
}

static bool pill(struct gui *g, struct gui_rect r, const char *id, const char *text,
                 bool on)
{
    const struct theme *t = gui_theme(g);
    char label[96];
    struct gui_rect place;
    snprintf(label, sizeof label, "%s##language %s", text, id);
    bool pressed = gui_tile(g, label, r.w, r.h, &place);
    gui_box(g, place, place.h / 2, on ? t->accent : theme_fade(t->track, 0.9f));
    gui_text(g, GUI_DISPLAY, place.x + place.w / 2,
             place.y + (place.h - gui_line_height(g, GUI_DISPLAY)) / 2, GUI_CENTRE,
             on ? t->on_accent : t->ink, text);
    return pressed;
}

static const char *name_now(const struct display *d, const struct texts *texts)
{
    for (int i = 0; i < d->n_languages; i++)
        if (strcmp(d->language[i].id, texts_lang(texts)) == 0)
            return d->language[i].name;
    return texts_lang(texts);
}

/* as many to a column as there is room for */
static void list(struct display *d, const struct app_eye *eye, const struct texts *texts,
                 struct sink *sink, struct gui *g)
{
    float s = gui_scale(g), step = (HEIGHT + GAP) * s, width = 0;
    int rows = (int)(((float)eye->port.height - 2 * EDGE * s) / step);
    rows = rows < 1 ? 1 : rows;
    for (int i = 0; i < d->n_languages; i++)
        width = width > width_of(g, d->language[i].name)
                    ? width
                    : width_of(g, d->language[i].name);
    for (int i = 0; i < d->n_languages; i++) {
        const struct language *l = &d->language[i];
        struct gui_rect r = {EDGE * s + (float)(i / rows) * (width + GAP * s),
                             EDGE * s + (float)(i % rows) * step, width, HEIGHT * s};
        char id[64];
        snprintf(id, sizeof id, "language tile %d", i);
        gui_bare_begin(g, id, r);
        if (pill(g, r, l->id, l->name, strcmp(l->id, texts_lang(texts)) == 0)) {
            sink_put_bool(sink, &d->choosing, false);
            sink_ask_text(sink, ACTION_LANGUAGE, l->id, 0);
        }
        gui_panel_end(g);
    }
}

void display_lang_draw(struct display *d, const struct app_eye *eye,
                       const struct texts *texts, struct sink *sink, struct gui *g)
{
    float s = gui_scale(g);
    char text[96];
    if (d->n_languages < 2)
        return;
    gui_raise(g);
    if (d->choosing) {
        list(d, eye, texts, sink, g);
    } else {
        snprintf(text, sizeof text, "%s  %s", SIGN, name_now(d, texts));
        struct gui_rect r = {EDGE * s, EDGE * s, width_of(g, text), HEIGHT * s};
        gui_bare_begin(g, "language", r);
        if (pill(g, r, "now", text, false))
            sink_put_bool(sink, &d->choosing, true);
        gui_panel_end(g);
    }
    gui_lower(g);
}
