/* display.c - the mode for a patient or a waiting room: the body, large calm words, the
 * time that remains. */
#include "app/modes.h"

static void display_enter(struct app *app)
{
    struct gui *g = picture_gui(app->picture);
    for (int f = GUI_DISPLAY; f <= GUI_DISPLAY_CLOCK; f++)
        gui_need_font(g, (enum gui_font)f);
}

static void display_panels(struct app *app, struct gui *g, const struct frame *frame)
{
    (void)frame;
    float s = app_scale(app), w = (float)app->view.port.width;
    const struct theme *t = gui_theme(g);
    float x = w * 0.55f, wrap = w * 0.4f, y = (float)app->view.port.height * 0.2f;
    y += gui_text_wrapped(g, GUI_DISPLAY_HEAD, x, y, wrap, t->ink,
                          app_text(app, "display.title")) +
         30 * s;
    gui_text_wrapped(g, GUI_DISPLAY, x, y, wrap, t->ink_soft,
                     app_text(app, "display.text"));
    app->right = (struct gui_rect){x, 0, w - x, 1};
}

static void display_marks(struct app *app, struct highlight_params *params)
{
    (void)app;
    params->names = HIGHLIGHT_NO_NAMES;
}

const struct mode_table DISPLAY_MODE = {
    .enter = display_enter, .panels = display_panels, .marks = display_marks};
