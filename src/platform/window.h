/* window.h - the window, what the user does in it, and nothing of what is drawn.
 *
 * One window per process, used from one thread. It has an OpenGL 3.3 core context,
 * current on the creating thread, with a single-sample default framebuffer: anti-aliasing
 * is the drawer's own business.
 *
 * Where a screen goes away, the window comes to one that is left.
 *
 * All positions and sizes in events are image pixels of the framebuffer, origin at the
 * top left, whatever the display's density. Letters are lower case as the layout gives
 * them.
 */
#ifndef DEQI_PLATFORM_WINDOW_H
#define DEQI_PLATFORM_WINDOW_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "platform/screens.h"

struct window;

struct window_params {
    const char *title;
    int width, height;         /* in points; 0 = 1600 x 900 or what the screen holds */
    int min_width, min_height; /* 0 = 960 x 600 */
    enum { WINDOW_NORMAL, WINDOW_FULLSCREEN } mode;
    int screen; /* from 1, as the desktop counts them; 0, or one that is not there: the
                   first */
};

enum window_event_kind {
    WINDOW_NOTHING,
    WINDOW_CLOSE,  /* the window was asked to close */
    WINDOW_QUIT,   /* the program was told to end, by a signal or the end of the desktop's
                      session: nobody is there to be asked */
    WINDOW_REDRAW, /* exposed, resized, shown again, moved to another display, or focus
                      came or went */
    WINDOW_KEY,    /* pressed; `repeat` where held */
    WINDOW_KEY_UP,
    WINDOW_TEXT,  /* committed text, UTF-8 */
    WINDOW_MOVE,  /* the pointer moved; dx, dy since the last */
    WINDOW_PRESS, /* a button or a finger; clicks counts double clicks */
    WINDOW_RELEASE,
    WINDOW_WHEEL,  /* dy > 0 away from the user, in notches */
    WINDOW_CANCEL, /* a second finger joined the first: what that one pressed is not
                      meant, and no release follows; until all are lifted there are but
                      pinches */
    WINDOW_PINCH,  /* two fingers: `factor` > 1 apart; dx, dy their common way */
    WINDOW_LEAVE,  /* the pointer left the window */
    WINDOW_DROP    /* a file was dropped: its path in `text`; "" = too long to be one */
};

enum window_button { WINDOW_LEFT = 1, WINDOW_MIDDLE = 2, WINDOW_RIGHT = 3 };

enum window_key {
    /* printable keys are their Unicode character, e.g. 'a', '1', '/' */
    WINDOW_KEY_BACKSPACE = 8,
    WINDOW_KEY_TAB = 9,
    WINDOW_KEY_ENTER = 13,
    WINDOW_KEY_ESCAPE = 27,
    WINDOW_KEY_SPACE = ' ',
    WINDOW_KEY_DELETE = 127,
    WINDOW_KEY_LEFT = 0x110000, /* beyond Unicode */
    WINDOW_KEY_RIGHT,
    WINDOW_KEY_UP_ARROW,
    WINDOW_KEY_DOWN_ARROW,
    WINDOW_KEY_HOME,
    WINDOW_KEY_END,
    WINDOW_KEY_PAGE_UP,
    WINDOW_KEY_PAGE_DOWN,
    WINDOW_KEY_F1, /* to F12 in order */
    WINDOW_KEY_F12 = WINDOW_KEY_F1 + 11,
    WINDOW_KEY_OTHER
};

enum { WINDOW_SHIFT = 1, WINDOW_CTRL = 2, WINDOW_ALT = 4 };

struct window_event {
    enum window_event_kind kind;
    int64_t time_ms; /* of the monotonic clock */
    float x, y, dx, dy, factor;
    uint32_t key;  /* a character or enum window_key */
    unsigned mods; /* WINDOW_SHIFT | ... */
    enum window_button button;
    int clicks;
    bool repeat, touch;
    char text[PATH_MAX];
};

/* The screens that a window could open on; returns how many, 0 = no display. */
int window_screens(struct screen_rect out[SCREENS_MAX]);

/* NULL with ERROR_NO_GRAPHICS where there is no display or no OpenGL 3.3. */
struct window *window_create(const struct window_params *params, struct error *error);
void window_destroy(struct window **window); /* NULL inside is fine */

/* Another context in the place of one that is lost, with nothing in it; false where there
 * is none to be had now. */
bool window_renew(struct window *window, struct error *error);

/* A function of OpenGL by its name, NULL where there is none; for whoever loads them.
 * Only while the context is current. */
void (*window_getproc(const char *name))(void);

/* The next event; false where there is none. window_wait sleeps until there is one or the
 * time is up; a negative time waits for ever. */
bool window_poll(struct window *window, struct window_event *event);
bool window_wait(struct window *window, int timeout_ms, struct window_event *event);
/* From any thread: a window_wait under way, or else the next, ends without an event. */
void window_wake(struct window *window);

/* The framebuffer in pixels; the window in points, as in window_params. */
void window_size(const struct window *window, int *width, int *height);
void window_points(const struct window *window, int *width, int *height);
/* False while it is hidden or minimised: nothing needs to be drawn. */
bool window_seen(const struct window *window);
/* How many pixels one point of the desktop covers; never 0. */
float window_density(const struct window *window);
/* Shows what was drawn; may wait for the screen. */
void window_swap(struct window *window);

/* What stands in its title bar; copied. */
void window_title(struct window *window, const char *title);
/* The picture that stands for it in the desktop's lists: RGBA, from the top row; copied.
 */
void window_icon(struct window *window, const uint8_t *rgba, int width, int height);

void window_toggle_fullscreen(struct window *window);

/* From here on the desktop does not blank the screen, and then may again. */
void window_keep_awake(struct window *window);
void window_let_sleep(struct window *window);

/* Between these two keys also arrive as WINDOW_TEXT, and an input method may open its
 * list beside the box (pixels: x, y, width, height). */
void window_text_start(struct window *window, const float box[4]);
void window_text_stop(struct window *window);

/* The text of the system's clipboard, "" where there is none. Borrowed until the next
 * call, or the end of the window. */
const char *window_clipboard(struct window *window);
void window_set_clipboard(struct window *window, const char *text);

#endif
