/* screens.h - where a window may stand on the screens that there are: plain geometry in
 * the desktop's points. */
#ifndef DEQI_PLATFORM_SCREENS_H
#define DEQI_PLATFORM_SCREENS_H

#include <stdbool.h>

enum { SCREENS_MAX = 16 };
struct screen_rect {
    int x, y, w, h;
};

/* Makes the window no larger than nine tenths of the screen. */
void screens_limit(const struct screen_rect *screen, struct screen_rect *window);

/* Brings a window back of which no screen shows enough to take hold of it, or that is
 * larger than its screen: into the middle of the screen that shows most of it, else of
 * the first. False where it may stay, or there is no screen. */
bool screens_bring_back(const struct screen_rect *screen, int n,
                        struct screen_rect *window);

/* Whether a window fills one of the screens. */
bool screens_filled(const struct screen_rect *screen, int n,
                    const struct screen_rect *window);

#endif
