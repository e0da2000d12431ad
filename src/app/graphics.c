/* graphics.c - what becomes of the window where the driver can no longer draw: a context
 * that is lost is made anew, a scene that cannot be drawn leaves panels and words. The
 * session, its alarms and the journal go on meanwhile. */
#include <stdio.h>

#include "app/app_internal.h"
#include "app/side_tiles.h"
#include "modes/display.h"
#include "modes/teach.h"
#include "panels/shell.h"
#include "system/clock.h"

enum { RETRY_MS = 2000 };

/* pictures that lay in the old context */
static void forget_pictures(struct desk *desk)
{
    side_tiles_forget(desk->sides);
    desk->shell->section.image = 0;
    desk->shell->section.site = NULL;
    if (desk->display)
        desk->display->inset = (struct body_inset){0};
    if (desk->teach)
        desk->teach->inset = (struct body_inset){0};
}

static bool make_anew(struct app *app, struct error *error)
{
    picture_let_go(app->desk.picture);
    if (!window_renew(app->window, error) ||
        !picture_regain(app->desk.picture, window_getproc, app->params.data_dir, error))
        return false;
    forget_pictures(&app->desk);
    fputs("deqi: the graphics driver was reset; the window is drawn anew\n", stderr);
    return true;
}

bool graphics_ready(struct app *app, struct error *error)
{
    if (!picture_lost(app->desk.picture))
        return true;
    // what moves on the screen asks for it more often than a driver wakes up
    bool waits = app->undrawn && clock_monotonic_ms() < app->retry_ms;
    return !waits && make_anew(app, error);
}

int graphics_wait_ms(struct app *app)
{
    if (!app->undrawn)
        return -1;
    int64_t left = app->retry_ms - clock_monotonic_ms();
    if (left > 0)
        return (int)left;
    sink_redraw(&app->desk.sink);
    return 0;
}

void graphics_drawn(struct app *app)
{
    app->undrawn = false;
}

void graphics_failed(struct app *app, const struct error *why)
{
    bool said = app->undrawn;
    if (!said || clock_monotonic_ms() >= app->retry_ms)
        app->retry_ms = clock_monotonic_ms() + RETRY_MS;
    app->undrawn = true;
    if (said)
        return;
    error_print(why, stderr);
    sink_say_that(&app->desk.sink, app->desk.texts, "program.undrawn", why);
}
