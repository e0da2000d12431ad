#include "app/desk_panels.h"

#include "app/side_tiles.h"
#include "modes/modes.h"
#include "panels/channel_legend.h"
#include "panels/hover.h"
#include "panels/landmark_tool.h"
#include "panels/shell.h"

void desk_panels(struct desk *desk, struct gui *gui)
{
    desk->shell->left = desk->shell->right = desk->shell->corner = (struct gui_rect){0};
    desk->shell->top = desk->shell->bottom = 0;
    desk->shell->n_over = 0;
    desk->shell->inset = (struct gui_rect){0};
    desk->sink.unsettled = false;
    shell_begin_panels(desk->shell);
    const struct mode_table *mode = MODES[desk->mode];
    if (landmark_tool_open(desk->landmark_tool))
        landmark_tool_panel(desk, gui);
    else if (mode->panels)
        mode->panels(desk, gui);
    side_tiles_draw(desk, gui);
    hover_legend(desk, gui);
    channel_legend(desk, gui);
    shell_panels(desk, gui);
    // what the pointer rests on
    char text[256];
    hover_text(desk, text, sizeof text);
    if (*text)
        gui_tooltip(gui, text);
}
