/* teach.c - the mode for a teacher and students: find anything, see the plan and why. */
#include "app/modes.h"
#include "app/paint.h"
#include "app/panels.h"

static void teach_panels(struct app *app, struct gui *g, const struct frame *frame)
{
    (void)frame;
    float s = app_scale(app);
    struct gui_rect left = panel_left_rect(app, 0);
    gui_panel_begin(g, "teach left", left);
    if (!panel_search(app, g))
        panel_plan(app, g);
    gui_panel_end(g);
    app->left = left;
    if (!app->view.selected[0])
        return;
    struct gui_rect right = panel_right_rect(app, 92 * s, 0);
    gui_panel_begin(g, "teach right", right);
    panel_card(app, g);
    gui_panel_end(g);
    app->right = right;
}

const struct mode_table TEACH_MODE = {.panels = teach_panels,
                                      .press = paint_press,
                                      .drag = paint_drag,
                                      .release = paint_release};
