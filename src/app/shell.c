/* shell.c - what stands over every mode: the switch between modes, the list of keys, a
 * line that comes and goes. */
#include <math.h>
#include <stdio.h>

#include "app/app.h"
#include "app/modes.h"

static void mode_switch(struct app *app, struct gui *g)
{
    const char *labels[APP_MODES];
    char id[32];
    float width = 0, s = app_scale(app), each;
    for (int i = 0; i < APP_MODES; i++) {
        snprintf(id, sizeof id, "mode.%s", settings_mode_name((enum app_mode)i));
        labels[i] = app_text(app, id);
        gui_measure(g, GUI_STRONG, labels[i], 0, &each, NULL);
        width += each + 36 * s;
    }
    width += 8 * s;
    struct gui_rect r = {(float)app->view.port.width - 24 * s - width, 24 * s, width,
                         44 * s};
    gui_bare_begin(g, "modes", r);
    int choice = (int)app->mode;
    if (gui_segmented(g, "mode", labels, APP_MODES, &choice))
        app_set_mode(app, (enum app_mode)choice);
    gui_panel_end(g);
}

static void key_list(struct app *app, struct gui *g)
{
    float s = app_scale(app), w = (float)app->view.port.width,
          h = (float)app->view.port.height;
    int rows = 0;
    for (const struct app_key *k = APP_KEYS; k->key; k++)
        rows += k->text != NULL;
    float row = 30 * s, column = 300 * s;
    int per = (rows + 1) / 2;
    struct gui_rect r = {.w = fminf(2 * column + 80 * s, w - 20 * s),
                         .h = fminf((float)per * row + 96 * s, h - 20 * s)};
    r.x = (w - r.w) / 2;
    r.y = (h - r.h) / 2;
    gui_box(g, (struct gui_rect){0, 0, w, h}, 0,
            theme_fade(gui_theme(g)->background_outer, 0.6f));
    gui_card(g, r);
    gui_text(g, GUI_TITLE, r.x + 28 * s, r.y + 24 * s, GUI_LEFT, gui_theme(g)->ink,
             app_text(app, "keys.title"));
    int i = 0;
    for (const struct app_key *k = APP_KEYS; k->key; k++) {
        if (!k->text)
            continue;
        float x = r.x + 28 * s + (float)(i / per) * (column + 24 * s);
        float y = r.y + 70 * s + (float)(i % per) * row;
        gui_text(g, GUI_STRONG, x, y, GUI_LEFT, gui_theme(g)->accent, k->shown);
        gui_text(g, GUI_BODY, x + 96 * s, y, GUI_LEFT, gui_theme(g)->ink,
                 app_text(app, k->text));
        i++;
    }
}

static void notice(struct app *app, struct gui *g)
{
    float s = app_scale(app), width, height, most = (float)app->view.port.width * 0.7f;
    gui_measure(g, GUI_BODY, app->notice, most, &width, &height);
    struct gui_rect r = {((float)app->view.port.width - width) / 2 - 20 * s,
                         (float)app->view.port.height - height - 60 * s, width + 40 * s,
                         height + 28 * s};
    gui_card(g, r);
    gui_text_wrapped(g, GUI_BODY, r.x + 20 * s, r.y + 14 * s, most + 2, gui_theme(g)->ink,
                     app->notice);
}

void shell_panels(struct app *app, struct gui *g)
{
    if (app->mode != APP_DISPLAY)
        mode_switch(app, g);
    if (app->notice[0])
        notice(app, g);
    if (app->show_keys)
        key_list(app, g);
}
