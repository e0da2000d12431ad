#include "app/hands.h"

#include "panels/landmark_tool.h"

const struct mode_table *mode_now(const struct app *app)
{
    return MODES[app->mode];
}

bool mode_press(struct app *app, float x, float y)
{
    return mode_now(app)->press && mode_now(app)->press(app, x, y);
}

void mode_drag(struct app *app, float x, float y)
{
    if (mode_now(app)->drag)
        mode_now(app)->drag(app, x, y);
}

void mode_release(struct app *app, float x, float y)
{
    if (mode_now(app)->release)
        mode_now(app)->release(app, x, y);
}

void mode_cancel(struct app *app)
{
    if (mode_now(app)->cancel)
        mode_now(app)->cancel(app);
    else
        mode_release(app, app->pointer.gui.x, app->pointer.gui.y);
}

bool mode_click(struct app *app, float x, float y)
{
    if (landmark_tool_click(&app->eye, app->subject, app->landmark_tool, app->texts,
                            &app->sink, x, y))
        return true;
    return mode_now(app)->click && mode_now(app)->click(app, x, y);
}

bool mode_key(struct app *app, uint32_t key, unsigned mods)
{
    return mode_now(app)->key && mode_now(app)->key(app, key, mods);
}

void mode_touched(struct app *app)
{
    app->clock.touched_ms = app_time_ms(&app->clock);
    if (mode_now(app)->touched)
        mode_now(app)->touched(app);
}
