#include "platform/screens.h"

#include <stdint.h>

enum { HOLD_WIDTH = 160, HOLD_HEIGHT = 120 /* to take hold of a window */ };

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* how much of a line from a0, a long, lies on one from b0, b long */
static int shared(int a0, int a, int b0, int b)
{
    int from = a0 > b0 ? a0 : b0, to = least(a0 + a, b0 + b);
    return to > from ? to - from : 0;
}

void screens_limit(const struct screen_rect *screen, struct screen_rect *window)
{
    window->w = least(window->w, screen->w * 9 / 10);
    window->h = least(window->h, screen->h * 9 / 10);
}

bool screens_bring_back(const struct screen_rect *screen, int n,
                        struct screen_rect *window)
{
    const struct screen_rect *home = screen;
    int64_t most = 0;
    bool held = false;
    if (n < 1)
        return false;
    for (int i = 0; i < n; i++) {
        int w = shared(window->x, window->w, screen[i].x, screen[i].w);
        int h = shared(window->y, window->h, screen[i].y, screen[i].h);
        if ((int64_t)w * h <= most)
            continue;
        most = (int64_t)w * h;
        home = &screen[i];
        held = w >= least(window->w, HOLD_WIDTH) && h >= least(window->h, HOLD_HEIGHT);
    }
    if (held && window->w <= home->w && window->h <= home->h)
        return false;
    screens_limit(home, window);
    window->x = home->x + (home->w - window->w) / 2;
    window->y = home->y + (home->h - window->h) / 2;
    return true;
}

bool screens_filled(const struct screen_rect *screen, int n,
                    const struct screen_rect *window)
{
    for (int i = 0; i < n; i++)
        if (window->x == screen[i].x && window->y == screen[i].y &&
            window->w == screen[i].w && window->h == screen[i].h)
            return true;
    return false;
}
