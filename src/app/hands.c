#include "app/hands.h"

#include "panels/landmark_tool.h"

const struct mode_table *mode_now(const struct app *app)
{
    return MODES[app->desk.mode];
}

bool mode_press(struct app *app, float x, float y)
{
    return mode_now(app)->press && mode_now(app)->press(&app->desk, x, y);
}

void mode_drag(struct app *app, float x, float y)
{
    if (mode_now(app)->drag)
        mode_now(app)->drag(&app->desk, x, y);
}

void mode_release(struct app *app, float x, float y)
{
    if (mode_now(app)->release)
        mode_now(app)->release(&app->desk, x, y);
}

void mode_cancel(struct app *app)
{
    if (mode_now(app)->cancel)
        mode_now(app)->cancel(&app->desk);
    else
        mode_release(app, app->desk.pointer.gui.x, app->desk.pointer.gui.y);
}

bool mode_click(struct app *app, float x, float y)
{
    if (landmark_tool_click(&app->desk.eye, app->desk.subject, app->desk.landmark_tool,
                            app->desk.texts, &app->desk.sink, x, y))
        return true;
    return mode_now(app)->click && mode_now(app)->click(&app->desk, x, y);
}

bool mode_key(struct app *app, uint32_t key, unsigned mods)
{
    return mode_now(app)->key && mode_now(app)->key(&app->desk, key, mods);
}

void mode_touched(struct app *app)
{
    app->desk.clock.touched_ms = app_time_ms(&app->desk.clock);
    if (mode_now(app)->touched)
        mode_now(app)->touched(&app->desk);
}
