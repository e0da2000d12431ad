#include "platform/window.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "late/sdl.h"
#include "platform/heap.h"
#include "platform/screens.h"
#include "system/clock.h"

enum { FINGERS_MAX = 10 };

struct window {
    SDL_Window *handle;
    SDL_GLContext context;
    bool video; /* SDL's video part is up */
    bool hidden, minimized;
    struct screen_rect
        normal;   /* its place when it does not fill the screen; w 0 = none */
    bool returns; /* from the full screen, to a place that may be gone */
    /* fingers on the glass; once there were two, none is a pointer until all are lifted
     */
    struct finger {
        SDL_TouchID touch;
        SDL_FingerID id;
    } finger[FINGERS_MAX];
    int n_fingers;
    bool together;
    bool pinching; /* pinch_x, pinch_y are where two fingers last were */
    float pinch_x, pinch_y;
    char *clipboard; /* what was last read of it; SDL's to free */
};

static void set_attributes(void)
{
    static const struct {
        SDL_GLattr name;
        int value;
    } ATTRIBUTES[] = {
        {SDL_GL_CONTEXT_MAJOR_VERSION, 3},
        {SDL_GL_CONTEXT_MINOR_VERSION, 3},
        {SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE},
        {SDL_GL_RED_SIZE, 8},
        {SDL_GL_GREEN_SIZE, 8},
        {SDL_GL_BLUE_SIZE, 8},
        {SDL_GL_DEPTH_SIZE, 0}, // depth and samples live in the drawer's own framebuffers
        {SDL_GL_MULTISAMPLEBUFFERS, 0},
        {SDL_GL_DOUBLEBUFFER, 1},
    };
    for (size_t i = 0; i < sizeof ATTRIBUTES / sizeof *ATTRIBUTES; i++)
        SDL_GL_SetAttribute(ATTRIBUTES[i].name, ATTRIBUTES[i].value);
}

enum screen_part { SCREEN_WHOLE, SCREEN_USABLE };

/* the screens there are, at most SCREENS_MAX; returns how many */
static int list_screens(enum screen_part part, struct screen_rect *out)
{
    // a driver without a screen has no size to keep to, whatever it says
    const char *driver = SDL_GetCurrentVideoDriver();
    int n = 0, all = SDL_GetNumVideoDisplays();
    if (driver && strcmp(driver, "offscreen") == 0)
        return 0;
    for (int i = 0; i < all && n < SCREENS_MAX; i++) {
        SDL_Rect r;
        int failed = part == SCREEN_USABLE ? SDL_GetDisplayUsableBounds(i, &r)
                                           : SDL_GetDisplayBounds(i, &r);
        if (!failed && r.w > 0 && r.h > 0)
            out[n++] = (struct screen_rect){r.x, r.y, r.w, r.h};
    }
    return n;
}

/* the wished size, or what the screen holds */
/* the index of the screen that was asked for */
static int which(const struct window_params *params, int n)
{
    return params->screen > 0 && params->screen <= n ? params->screen - 1 : 0;
}

static void first_size(const struct window_params *params, int *width, int *height)
{
    struct screen_rect screen[SCREENS_MAX],
        wish = {.w = params->width > 0 ? params->width : 1600,
                .h = params->height > 0 ? params->height : 900};
    int n = list_screens(SCREEN_USABLE, screen);
    if (n)
        screens_limit(&screen[which(params, n)], &wish);
    *width = wish.w;
    *height = wish.h;
}

static bool fills_screen(const struct window *window)
{
    return SDL_GetWindowFlags(window->handle) & SDL_WINDOW_FULLSCREEN;
}

static struct screen_rect place_of(const struct window *window)
{
    struct screen_rect at;
    SDL_GetWindowPosition(window->handle, &at.x, &at.y);
    SDL_GetWindowSize(window->handle, &at.w, &at.h);
    return at;
}

static void go_to(struct window *window, const struct screen_rect *at)
{
    SDL_SetWindowSize(window->handle, at->w, at->h);
    SDL_SetWindowPosition(window->handle, at->x, at->y);
}

/* A screen may have gone, and the window with it. Most desktops see to that themselves.
 */
static void come_back(struct window *window)
{
    struct screen_rect screen[SCREENS_MAX], at = place_of(window);
    if (fills_screen(window)) {
        int n = list_screens(SCREEN_WHOLE, screen);
        if (!n || screens_filled(screen, n, &at))
            return;
        SDL_SetWindowFullscreen(window->handle, 0);
        SDL_SetWindowPosition(window->handle, screen[0].x, screen[0].y);
        SDL_SetWindowFullscreen(window->handle, SDL_WINDOW_FULLSCREEN_DESKTOP);
        return;
    }
    int n = list_screens(SCREEN_USABLE, screen);
    bool grown = SDL_GetWindowFlags(window->handle) & SDL_WINDOW_MAXIMIZED;
    if (grown || !screens_bring_back(screen, n, &at))
        return;
    go_to(window, &at);
}

/* SDL falls back to drivers that nobody can see; they are for those who name them */
static bool start_video(void)
{
    const char *named = getenv("SDL_VIDEODRIVER"), *driver;
    bool free_choice = !named || !*named;
    // without a runtime folder there is no Wayland, and asking for it prints a complaint
    if (free_choice && !getenv("XDG_RUNTIME_DIR"))
        SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11,KMSDRM");
    bool started = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0;
    if (!free_choice)
        return started;
    driver = started ? SDL_GetCurrentVideoDriver() : "";
    if (started && strcmp(driver, "offscreen") != 0 && strcmp(driver, "dummy") != 0)
        return true;
    if (started)
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    SDL_SetError("no display was found");
    return false;
}

int window_screens(struct screen_rect out[SCREENS_MAX])
{
    if (!start_video())
        return 0;
    int n = list_screens(SCREEN_WHOLE, out);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    return n;
}

/* one that tells of a graphics card's reset, where such a one is to be had */
static bool make_context(struct window *window)
{
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_FLAGS, SDL_GL_CONTEXT_ROBUST_ACCESS_FLAG);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_RESET_NOTIFICATION,
                        SDL_GL_CONTEXT_RESET_LOSE_CONTEXT);
    window->context = SDL_GL_CreateContext(window->handle);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_FLAGS, 0);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_RESET_NOTIFICATION,
                        SDL_GL_CONTEXT_RESET_NO_NOTIFICATION);
    if (!window->context)
        window->context = SDL_GL_CreateContext(window->handle);
    if (!window->context)
        return false;
    // a tear is worse than a late frame, but neither is worth failing for
    if (SDL_GL_SetSwapInterval(-1) != 0)
        SDL_GL_SetSwapInterval(1);
    return true;
}

struct window *window_create(const struct window_params *params, struct error *error)
{
    struct window *window = xcalloc(1, sizeof *window);
    heap_keep();
    SDL_SetMainReady();
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    // so that a signal can be told from the close button
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
    if (!start_video())
        goto fail;
    window->video = true;
    SDL_EnableScreenSaver();
    set_attributes();
    int width, height;
    first_size(params, &width, &height);
    int n_screens, centre = (int)SDL_WINDOWPOS_CENTERED;
    struct screen_rect screen[SCREENS_MAX];
    n_screens = list_screens(SCREEN_WHOLE, screen);
    if (params->screen > 0)
        centre = (int)SDL_WINDOWPOS_CENTERED_DISPLAY((unsigned)which(params, n_screens));
    struct screen_rect at = {centre, centre, width, height};
    uint32_t flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI;
    if (params->mode == WINDOW_FULLSCREEN) {
        flags |= SDL_WINDOW_FULLSCREEN_DESKTOP;
        window->normal = at;
        // a kiosk may have no window manager that makes it as large as the screen
        if (n_screens)
            at = screen[which(params, n_screens)];
    }
    window->handle = SDL_CreateWindow(params->title ? params->title : "", at.x, at.y,
                                      at.w, at.h, flags);
    if (!window->handle)
        goto fail;
    SDL_SetWindowMinimumSize(
        window->handle, SDL_min(width, params->min_width ? params->min_width : 960),
        SDL_min(height, params->min_height ? params->min_height : 600));
    if (!make_context(window))
        goto fail;
    SDL_StopTextInput();
    return window;
fail:
    error_status_set(error, ERROR_NO_GRAPHICS, "no window could be opened: %s",
                     SDL_GetError());
    window_destroy(&window);
    return NULL;
}

void window_title(struct window *window, const char *title)
{
    SDL_SetWindowTitle(window->handle, title);
}

void window_icon(struct window *window, const uint8_t *rgba, int width, int height)
{
    SDL_Surface *icon = SDL_CreateRGBSurfaceWithFormatFrom(
        (void *)rgba, width, height, 32, 4 * width, SDL_PIXELFORMAT_RGBA32);
    if (icon)
        SDL_SetWindowIcon(window->handle, icon);
    SDL_FreeSurface(icon);
}

void window_destroy(struct window **window)
{
    if (!*window)
        return;
    if ((*window)->context)
        SDL_GL_DeleteContext((*window)->context);
    if ((*window)->handle)
        SDL_DestroyWindow((*window)->handle);
    SDL_free((*window)->clipboard);
    if ((*window)->video)
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    free(*window);
    *window = NULL;
}

bool window_renew(struct window *window, struct error *error)
{
    if (window->context)
        SDL_GL_DeleteContext(window->context);
    window->context = NULL;
    return make_context(window) ||
           error_status_set(error, ERROR_NO_GRAPHICS, "no graphics: %s", SDL_GetError());
}

void (*window_getproc(const char *name))(void)
{
    return (void (*)(void))SDL_GL_GetProcAddress(name);
}

static uint32_t key_of(SDL_Keycode code)
{
    static const struct {
        SDL_Keycode code;
        uint32_t key;
    } KEYS[] = {
        {SDLK_LEFT, WINDOW_KEY_LEFT},
        {SDLK_RIGHT, WINDOW_KEY_RIGHT},
        {SDLK_UP, WINDOW_KEY_UP_ARROW},
        {SDLK_DOWN, WINDOW_KEY_DOWN_ARROW},
        {SDLK_HOME, WINDOW_KEY_HOME},
        {SDLK_END, WINDOW_KEY_END},
        {SDLK_PAGEUP, WINDOW_KEY_PAGE_UP},
        {SDLK_PAGEDOWN, WINDOW_KEY_PAGE_DOWN},
        {SDLK_KP_ENTER, WINDOW_KEY_ENTER},
        {SDLK_KP_PLUS, '+'},
        {SDLK_KP_MINUS, '-'},
    };
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        if (KEYS[i].code == code)
            return KEYS[i].key;
    if (code >= SDLK_F1 && code <= SDLK_F12)
        return WINDOW_KEY_F1 + (uint32_t)(code - SDLK_F1);
    if (code > 0 && !(code & SDLK_SCANCODE_MASK))
        return (uint32_t)code;
    return WINDOW_KEY_OTHER;
}

static unsigned mods_of(unsigned state)
{
    return (state & KMOD_SHIFT ? WINDOW_SHIFT : 0) |
           (state & (KMOD_CTRL | KMOD_GUI) ? WINDOW_CTRL : 0) |
           (state & KMOD_ALT ? WINDOW_ALT : 0);
}

static enum window_event_kind translate_window(struct window *window,
                                               const SDL_WindowEvent *from)
{
    switch (from->event) {
    case SDL_WINDOWEVENT_CLOSE:
        return WINDOW_CLOSE;
    case SDL_WINDOWEVENT_HIDDEN:
        window->hidden = true;
        return WINDOW_NOTHING;
    case SDL_WINDOWEVENT_MINIMIZED:
        window->minimized = true;
        return WINDOW_NOTHING;
    case SDL_WINDOWEVENT_SHOWN:
        window->hidden = false;
        return WINDOW_REDRAW;
    case SDL_WINDOWEVENT_RESTORED:
    case SDL_WINDOWEVENT_MAXIMIZED:
        window->minimized = false;
        return WINDOW_REDRAW;
    case SDL_WINDOWEVENT_EXPOSED:
        window->hidden = window->minimized = false;
        return WINDOW_REDRAW;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
        if (window->returns)
            come_back(window);
        window->returns = false;
        return WINDOW_REDRAW;
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
    case SDL_WINDOWEVENT_FOCUS_GAINED:
    case SDL_WINDOWEVENT_FOCUS_LOST:
        return WINDOW_REDRAW;
    case SDL_WINDOWEVENT_LEAVE:
        return WINDOW_LEAVE;
    default:
        return WINDOW_NOTHING;
    }
}

static enum window_event_kind translate_button(const struct window *window,
                                               const SDL_MouseButtonEvent *from,
                                               struct window_event *to)
{
    float density = window_density(window);
    to->x = (float)from->x * density;
    to->y = (float)from->y * density;
    to->clicks = from->clicks;
    to->touch = from->which == SDL_TOUCH_MOUSEID;
    if (to->touch && window->together)
        return WINDOW_NOTHING;
    if (from->button < SDL_BUTTON_LEFT || from->button > SDL_BUTTON_RIGHT)
        return WINDOW_NOTHING;
    to->button = (enum window_button)from->button;
    return from->type == SDL_MOUSEBUTTONDOWN ? WINDOW_PRESS : WINDOW_RELEASE;
}

static enum window_event_kind translate_motion(const struct window *window,
                                               const SDL_MouseMotionEvent *from,
                                               struct window_event *to)
{
    float density = window_density(window);
    to->touch = from->which == SDL_TOUCH_MOUSEID;
    if (to->touch && window->together)
        return WINDOW_NOTHING;
    to->x = (float)from->x * density;
    to->y = (float)from->y * density;
    to->dx = (float)from->xrel * density;
    to->dy = (float)from->yrel * density;
    return WINDOW_MOVE;
}

static enum window_event_kind translate_wheel(const struct window *window,
                                              const SDL_MouseWheelEvent *from,
                                              struct window_event *to)
{
    float density = window_density(window);
    float sign = from->direction == SDL_MOUSEWHEEL_FLIPPED ? -1.0f : 1.0f;
    to->x = (float)from->mouseX * density;
    to->y = (float)from->mouseY * density;
    to->dx = from->preciseX * sign;
    to->dy = from->preciseY * sign;
    return WINDOW_WHEEL;
}

static enum window_event_kind translate_pinch(struct window *window,
                                              const SDL_MultiGestureEvent *from,
                                              struct window_event *to)
{
    if (from->numFingers < 2)
        return WINDOW_NOTHING;
    int width, height;
    window_size(window, &width, &height);
    // SDL gives how far the fingers moved apart as a share of the glass
    to->factor = 1 + from->dDist * 2;
    to->x = from->x * (float)width;
    to->y = from->y * (float)height;
    if (window->pinching) {
        to->dx = to->x - window->pinch_x;
        to->dy = to->y - window->pinch_y;
    }
    window->pinching = true;
    window->pinch_x = to->x;
    window->pinch_y = to->y;
    to->touch = true;
    return WINDOW_PINCH;
}

static struct finger *find_finger(struct window *window, const SDL_TouchFingerEvent *e)
{
    for (int i = 0; i < window->n_fingers; i++)
        if (window->finger[i].touch == e->touchId && window->finger[i].id == e->fingerId)
            return &window->finger[i];
    return NULL;
}

/* SDL makes a mouse of the first finger and tells of the others only here */
static enum window_event_kind take_finger(struct window *window,
                                          const SDL_TouchFingerEvent *from)
{
    struct finger *known = find_finger(window, from);
    window->pinching = false;
    if (from->type == SDL_FINGERUP) {
        if (known)
            *known = window->finger[--window->n_fingers];
        window->together &= window->n_fingers > 0;
        return WINDOW_NOTHING;
    }
    if (known || window->n_fingers == FINGERS_MAX)
        return WINDOW_NOTHING;
    window->finger[window->n_fingers++] =
        (struct finger){.touch = from->touchId, .id = from->fingerId};
    if (window->together || window->n_fingers < 2)
        return WINDOW_NOTHING;
    window->together = true;
    return WINDOW_CANCEL;
}

static enum window_event_kind take_text(const char *text, struct window_event *to)
{
    SDL_strlcpy(to->text, text, sizeof to->text);
    return *text ? WINDOW_TEXT : WINDOW_NOTHING;
}

/* the event's own memory is freed here, whatever kind of drop it is */
static enum window_event_kind take_drop(const SDL_DropEvent *from,
                                        struct window_event *to)
{
    bool is_file = from->type == SDL_DROPFILE && from->file && *from->file;
    if (is_file && strlen(from->file) < sizeof to->text)
        SDL_strlcpy(to->text, from->file, sizeof to->text);
    SDL_free(from->file);
    return is_file ? WINDOW_DROP : WINDOW_NOTHING;
}

static enum window_event_kind translate(struct window *window, const SDL_Event *from,
                                        struct window_event *to)
{
    switch (from->type) {
    case SDL_QUIT:
        return WINDOW_QUIT;
    case SDL_WINDOWEVENT:
        return translate_window(window, &from->window);
    case SDL_DISPLAYEVENT:
        come_back(window);
        return WINDOW_REDRAW;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        to->key = key_of(from->key.keysym.sym);
        to->mods = mods_of(from->key.keysym.mod);
        to->repeat = from->key.repeat != 0;
        return from->type == SDL_KEYDOWN ? WINDOW_KEY : WINDOW_KEY_UP;
    case SDL_TEXTINPUT:
        return take_text(from->text.text, to);
    case SDL_MOUSEMOTION:
        return translate_motion(window, &from->motion, to);
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return translate_button(window, &from->button, to);
    case SDL_MOUSEWHEEL:
        return translate_wheel(window, &from->wheel, to);
    case SDL_MULTIGESTURE:
        return translate_pinch(window, &from->mgesture, to);
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
        return take_finger(window, &from->tfinger);
    case SDL_DROPFILE:
    case SDL_DROPTEXT:
        return take_drop(&from->drop, to);
    default:
        return WINDOW_NOTHING;
    }
}

/* false where the event means nothing to us */
static bool take(struct window *window, const SDL_Event *from, struct window_event *event)
{
    *event = (struct window_event){.time_ms = clock_monotonic_ms(),
                                   .mods = mods_of(SDL_GetModState())};
    event->kind = translate(window, from, event);
    return event->kind != WINDOW_NOTHING;
}

bool window_poll(struct window *window, struct window_event *event)
{
    SDL_Event from;
    while (SDL_PollEvent(&from))
        if (take(window, &from, event))
            return true;
    event->kind = WINDOW_NOTHING;
    return false;
}

bool window_wait(struct window *window, int timeout_ms, struct window_event *event)
{
    int64_t until = clock_monotonic_ms() + timeout_ms;
    for (;;) {
        SDL_Event from;
        int64_t left = until - clock_monotonic_ms();
        int got = timeout_ms < 0 ? SDL_WaitEvent(&from)
                                 : SDL_WaitEventTimeout(&from, left > 0 ? (int)left : 0);
        bool woken = got && from.type == SDL_USEREVENT;
        if (got && !woken && take(window, &from, event))
            return true;
        if (!got || woken) {
            event->kind = WINDOW_NOTHING;
            return false;
        }
    }
}

void window_wake(struct window *window)
{
    (void)window;
    SDL_PushEvent(&(SDL_Event){.type = SDL_USEREVENT});
}

void window_size(const struct window *window, int *width, int *height)
{
    SDL_GL_GetDrawableSize(window->handle, width, height);
}

void window_points(const struct window *window, int *width, int *height)
{
    SDL_GetWindowSize(window->handle, width, height);
}

bool window_seen(const struct window *window)
{
    return !window->hidden && !window->minimized;
}

float window_density(const struct window *window)
{
    int points, pixels, unused;
    SDL_GetWindowSize(window->handle, &points, &unused);
    SDL_GL_GetDrawableSize(window->handle, &pixels, &unused);
    return points > 0 ? (float)pixels / (float)points : 1;
}

void window_swap(struct window *window)
{
    SDL_GL_SwapWindow(window->handle);
}

/* Without a window manager, which would give it borders, nobody else makes it as large as
 * its screen. */
static void cover_screen(struct window *window)
{
    struct screen_rect screen[SCREENS_MAX];
    int top = 0, left = 0, display = SDL_GetWindowDisplayIndex(window->handle);
    SDL_GetWindowBordersSize(window->handle, &top, &left, NULL, NULL);
    int n = list_screens(SCREEN_WHOLE, screen);
    if (top == 0 && left == 0 && display >= 0 && display < n)
        go_to(window, &screen[display]);
}

void window_toggle_fullscreen(struct window *window)
{
    bool full = fills_screen(window);
    if (!full) {
        window->normal = place_of(window);
        cover_screen(window);
    }
    SDL_SetWindowFullscreen(window->handle, full ? 0 : SDL_WINDOW_FULLSCREEN_DESKTOP);
    if (full)
        go_to(window, &window->normal);
    window->returns = full;
}

void window_keep_awake(struct window *window)
{
    (void)window; // SDL keeps one such state for all windows
    SDL_DisableScreenSaver();
}

void window_let_sleep(struct window *window)
{
    (void)window;
    SDL_EnableScreenSaver();
}

void window_text_start(struct window *window, const float box[4])
{
    float density = window_density(window);
    SDL_Rect rect = {(int)(box[0] / density), (int)(box[1] / density),
                     (int)(box[2] / density), (int)(box[3] / density)};
    SDL_SetTextInputRect(&rect);
    SDL_StartTextInput();
}

void window_text_stop(struct window *window)
{
    (void)window;
    SDL_StopTextInput();
}

const char *window_clipboard(struct window *window)
{
    SDL_free(window->clipboard);
    window->clipboard = SDL_GetClipboardText();
    return window->clipboard ? window->clipboard : "";
}

void window_set_clipboard(struct window *window, const char *text)
{
    (void)window;
    SDL_SetClipboardText(text);
}
