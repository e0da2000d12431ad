#include "drive.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "../golden/compare.h"
#include "base/file.h"
#include "catalog/rules_words.h"
#include "document/live_session.h"
#include "export/png.h"
#include "import/image.h"
#include "modes/clinic.h"
#include "modes/modes.h"
#include "panels/eye.h"
#include "panels/panels.h"
#include "panels/shell.h"
#include "views/checklist.h"

enum { SETTLED_AFTER = 4000 /* frames: more than any view needs to come to rest */ };

static void prepare_folder(struct drive *d)
{
    snprintf(d->folder, sizeof d->folder, DEQI_BINARY_DIR "/app_XXXXXX");
    assert_non_null(mkdtemp(d->folder));
}

static void write_settings(const struct drive *d, const struct drive_params *p)
{
    char path[300], text[400];
    snprintf(path, sizeof path, "%s/deqi", d->folder);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/deqi/settings.json", d->folder);
    const char *dark = p->theme == DRIVE_DARK ? "true" : "false";
    int n = snprintf(text, sizeof text,
                     "{\"reduced_motion\": true, \"welcomed\": %s, \"text_scale\": %.2f, "
                     "\"dark\": {\"teach\": %s, \"clinic\": %s, \"display\": true}}",
                     p->user == DRIVE_NEW ? "false" : "true",
                     p->text_scale > 0 ? (double)p->text_scale : 1.0, dark, dark);
    struct error error;
    assert_true(file_write(path, text, (size_t)n, &error));
}

bool drive_open(struct drive *d, const struct drive_params *p)
{
    if (p->folder == DRIVE_FRESH) {
        prepare_folder(d);
        write_settings(d, p);
        d->clock = INT64_C(1795392000000); // 2026-11-23 08:00 UTC
    }
    setenv("SDL_VIDEODRIVER", "offscreen", 1);
    setenv("SDL_AUDIODRIVER", "dummy", 0);
    setenv("XDG_CONFIG_HOME", d->folder, 1);
    setenv("XDG_DATA_HOME", d->folder, 1);
    setenv("HOME", d->folder, 1);
    snprintf(d->journal, sizeof d->journal, "%s%s", p->journal ? p->journal : d->folder,
             p->journal ? "" : "/sessions.db");
    struct app_params params = {.data_dir = p->data_dir ? p->data_dir : DEQI_SOURCE_DIR,
                                .body = p->body,
                                .set = &p->set,
                                .n_set = p->set != NULL,
                                .case_path = p->case_path,
                                .lang = p->lang,
                                .journal = d->journal,
                                .session = p->session,
                                .mode = p->mode,
                                .welcome =
                                    p->user == DRIVE_NEW ? APP_WELCOME : APP_NO_WELCOME,
                                .width = p->width,
                                .height = p->height,
                                .clock = &d->clock};
    struct error error = {0};
    d->app = app_create(&params, &error);
    if (!d->app && error.status == ERROR_NO_GRAPHICS)
        return false;
    if (!d->app)
        fail_msg("%s", error.text);
    drive_settle(d);
    return true;
}

void drive_start(struct drive *d, struct drive_params params)
{
    params.width = params.width ? params.width : 1100;
    params.height = params.height ? params.height : 700;
    if (!drive_open(d, &params))
        exit(77);
}

const struct case_record *drive_record(const struct drive *d)
{
    return history_now(d->app->desk.dossier.history);
}

void drive_close(struct drive *d)
{
    app_destroy(&d->app);
}

void drive_settle(struct drive *d)
{
    for (int i = 0; i < SETTLED_AFTER; i++) {
        app_step(d->app, 0);
        if (d->app->desk.sink.frames_due == 0)
            return;
    }
}

/* some turns: enough for widgets and panels, not for the last smooth edge */
static void a_few(struct drive *d)
{
    for (int i = 0; i < 2 && d->app->desk.sink.frames_due > 0; i++)
        app_step(d->app, 0);
}

static void push(struct drive *d, SDL_Event *event)
{
    SDL_PushEvent(event);
    app_step(d->app, 0);
    app_step(d->app, 0);
}

void drive_key(struct drive *d, int sdl_key, int sdl_mods)
{
    SDL_Event e = {.key = {.type = SDL_KEYDOWN, .state = SDL_PRESSED}};
    e.key.keysym.sym = sdl_key;
    e.key.keysym.mod = (Uint16)sdl_mods;
    push(d, &e);
    e.key.type = SDL_KEYUP;
    e.key.state = SDL_RELEASED;
    push(d, &e);
    a_few(d);
}

void drive_type(struct drive *d, const char *text)
{
    SDL_Event e = {.text = {.type = SDL_TEXTINPUT}};
    // as without a field: then keys are no text
    if (!SDL_IsTextInputActive())
        return;
    snprintf(e.text.text, sizeof e.text.text, "%s", text);
    push(d, &e);
    a_few(d);
}

static void motion(float x, float y, float dx, float dy)
{
    SDL_Event e = {.motion = {.type = SDL_MOUSEMOTION,
                              .x = (int)x,
                              .y = (int)y,
                              .xrel = (int)dx,
                              .yrel = (int)dy}};
    SDL_PushEvent(&e); // drawn with what follows
}

static void button(struct drive *d, Uint32 type, float x, float y)
{
    SDL_Event e = {.button = {.type = type,
                              .button = SDL_BUTTON_LEFT,
                              .clicks = (Uint8)(d->clicks ? d->clicks : 1),
                              .x = (int)x,
                              .y = (int)y}};
    push(d, &e);
}

void drive_click(struct drive *d, float x, float y)
{
    drive_drag(d, x, y, x, y);
}

void drive_double_click(struct drive *d, float x, float y)
{
    for (d->clicks = 1; d->clicks <= 2; d->clicks++)
        drive_click(d, x, y);
    d->clicks = 0;
}

void drive_hold(struct drive *d, float x, float y)
{
    motion(x, y, 0, 0);
    button(d, SDL_MOUSEBUTTONDOWN, x, y);
}

void drive_move(struct drive *d, float x, float y)
{
    motion(x, y, x - d->app->desk.pointer.gui.x, y - d->app->desk.pointer.gui.y);
    app_step(d->app, 0);
    a_few(d);
}

void drive_let_go(struct drive *d, float x, float y)
{
    button(d, SDL_MOUSEBUTTONUP, x, y);
}

void drive_drag(struct drive *d, float x0, float y0, float x1, float y1)
{
    enum { STEPS = 8 };
    motion(x0, y0, 0, 0);
    button(d, SDL_MOUSEBUTTONDOWN, x0, y0);
    for (int i = 1; i <= STEPS && (x0 != x1 || y0 != y1); i++) {
        float t = (float)i / STEPS;
        motion(x0 + (x1 - x0) * t, y0 + (y1 - y0) * t, (x1 - x0) / STEPS,
               (y1 - y0) / STEPS);
    }
    button(d, SDL_MOUSEBUTTONUP, x1, y1);
    a_few(d);
}

// ---------------------------------------------------------------- fingers

enum { TOUCH_SCREEN = 7, FINGERS = 4 };

static int fingers_down(const struct drive *d)
{
    int n = 0;
    for (int i = 0; i < FINGERS; i++)
        n += d->finger[i].down;
    return n;
}

static void finger_event(struct drive *d, Uint32 type, int i, float dx, float dy)
{
    int w, h;
    window_size(d->app->window, &w, &h);
    const struct drive_finger *f = &d->finger[i];
    SDL_Event e = {.tfinger = {.type = type,
                               .touchId = TOUCH_SCREEN,
                               .fingerId = 40 + i,
                               .x = f->x / (float)w,
                               .y = f->y / (float)h,
                               .dx = dx / (float)w,
                               .dy = dy / (float)h,
                               .pressure = 1}};
    SDL_PushEvent(&e);
}

static void finger_motion(const struct drive_finger *f, float dx, float dy)
{
    SDL_Event e = {.motion = {.type = SDL_MOUSEMOTION,
                              .which = SDL_TOUCH_MOUSEID,
                              .x = (int)f->x,
                              .y = (int)f->y,
                              .xrel = (int)dx,
                              .yrel = (int)dy}};
    SDL_PushEvent(&e);
}

static void finger_button(const struct drive_finger *f, Uint32 type)
{
    SDL_Event e = {.button = {.type = type,
                              .which = SDL_TOUCH_MOUSEID,
                              .button = SDL_BUTTON_LEFT,
                              .clicks = 1,
                              .x = (int)f->x,
                              .y = (int)f->y}};
    SDL_PushEvent(&e);
}

/* where the fingers are together, and how far from there on the average */
static void middle(const struct drive *d, float at[2], float *apart)
{
    int w, h, n = fingers_down(d);
    window_size(d->app->window, &w, &h);
    at[0] = at[1] = *apart = 0;
    for (int i = 0; i < FINGERS; i++) {
        if (!d->finger[i].down)
            continue;
        at[0] += d->finger[i].x / (float)w / (float)n;
        at[1] += d->finger[i].y / (float)h / (float)n;
    }
    for (int i = 0; i < FINGERS; i++)
        if (d->finger[i].down)
            *apart += hypotf(d->finger[i].x / (float)w - at[0],
                             d->finger[i].y / (float)h - at[1]) /
                      (float)n;
}

static void turns(struct drive *d)
{
    for (int i = 0; i < 6; i++)
        app_step(d->app, 0);
}

void drive_finger_down(struct drive *d, int finger, float x, float y)
{
    struct drive_finger *f = &d->finger[finger];
    bool mouse = true;
    for (int i = 0; i < FINGERS; i++)
        mouse &= !d->finger[i].mouse;
    *f = (struct drive_finger){.down = true, .mouse = mouse, .x = x, .y = y};
    if (mouse) {
        finger_motion(f, 0, 0);
        finger_button(f, SDL_MOUSEBUTTONDOWN);
    }
    finger_event(d, SDL_FINGERDOWN, finger, 0, 0);
    turns(d);
}

void drive_finger_move(struct drive *d, int finger, float x, float y)
{
    struct drive_finger *f = &d->finger[finger];
    float before[2], apart, at[2], now, dx = x - f->x, dy = y - f->y;
    middle(d, before, &apart);
    f->x = x;
    f->y = y;
    if (f->mouse)
        finger_motion(f, dx, dy);
    finger_event(d, SDL_FINGERMOTION, finger, dx, dy);
    middle(d, at, &now);
    if (fingers_down(d) > 1) {
        SDL_Event e = {.mgesture = {.type = SDL_MULTIGESTURE,
                                    .touchId = TOUCH_SCREEN,
                                    .numFingers = (Uint16)fingers_down(d),
                                    .x = at[0],
                                    .y = at[1],
                                    .dDist = now - apart}};
        SDL_PushEvent(&e);
    }
    turns(d);
}

void drive_finger_up(struct drive *d, int finger)
{
    struct drive_finger *f = &d->finger[finger];
    if (f->mouse)
        finger_button(f, SDL_MOUSEBUTTONUP);
    finger_event(d, SDL_FINGERUP, finger, 0, 0);
    f->down = f->mouse = false;
    turns(d);
}

void drive_pinch(struct drive *d, float x, float y, float apart)
{
    SDL_Event e = {
        .mgesture = {
            .type = SDL_MULTIGESTURE, .numFingers = 2, .x = x, .y = y, .dDist = apart}};
    push(d, &e);
    a_few(d);
}

void drive_drop(struct drive *d, const char *path)
{
    SDL_Event e = {.drop = {.type = SDL_DROPFILE, .file = SDL_strdup(path)}};
    push(d, &e);
    a_few(d);
}

void drive_close_button(struct drive *d)
{
    SDL_Event e = {.window = {.type = SDL_WINDOWEVENT,
                              .windowID = SDL_GetWindowID(SDL_GL_GetCurrentWindow()),
                              .event = SDL_WINDOWEVENT_CLOSE}};
    push(d, &e);
    a_few(d);
}

void drive_signal(struct drive *d)
{
    SDL_Event e = {.type = SDL_QUIT};
    push(d, &e);
}

static void wheel(struct drive *d, float x, float y, int notches)
{
    motion(x, y, 0, 0);
    SDL_Event e = {.wheel = {.type = SDL_MOUSEWHEEL,
                             .y = notches,
                             .preciseY = (float)notches,
                             .mouseX = (int)x,
                             .mouseY = (int)y}};
    push(d, &e);
    app_step(d->app, 0);
}

static bool find(struct drive *d, const char *label, struct gui_rect *r)
{
    return gui_find(picture_gui(d->app->desk.picture), label, r) && r->h > 8;
}

/* with the pointer at that share of the panel's height: above it may be a head, which
 * stays */
static bool scroll_at(struct drive *d, const struct gui_rect *panel, float share,
                      const char *label, struct gui_rect *r)
{
    float x = panel->x + panel->w / 2, y = panel->y + share * panel->h;
    // onward from where it is, then from the top
    for (int i = 0; i < 2 && !find(d, label, r); i++)
        wheel(d, x, y, -3);
    if (!find(d, label, r))
        wheel(d, x, y, 100);
    for (int i = 0; i < 20 && !find(d, label, r); i++)
        wheel(d, x, y, -3);
    return find(d, label, r);
}

static bool scroll_in(struct drive *d, const struct gui_rect *panel, const char *label,
                      struct gui_rect *r)
{
    return scroll_at(d, panel, 0.5f, label, r) || scroll_at(d, panel, 0.75f, label, r);
}

/* by hand: scrolls the card, or each panel, until the widget is seen */
static bool scroll_to(struct drive *d, const char *label, struct gui_rect *r)
{
    const struct shell *shell = d->app->desk.shell;
    if (find(d, label, r))
        return true;
    if (shell->card != SHELL_NO_CARD)
        return scroll_in(d, &shell->card_place, label, r);
    for (int k = 0; k < 2; k++)
        if (shell->place[k].w > 0 && scroll_in(d, &shell->place[k], label, r))
            return true;
    return false;
}

/* brings the panel to the front that is only a tab */
static bool other_tab(struct drive *d)
{
    struct gui_rect tab;
    char name[128];
    snprintf(name, sizeof name, "%s##tab",
             d->app->desk.shell->tab[!d->app->desk.shell->front]);
    if (!find(d, name, &tab))
        return false;
    drive_click(d, tab.x + tab.w / 2, tab.y + tab.h / 2);
    return true;
}

bool drive_sees(struct drive *d, const char *label)
{
    struct gui_rect r;
    return find(d, label, &r);
}

struct gui_rect drive_find(struct drive *d, const char *label)
{
    struct gui_rect r;
    if (!find(d, label, &r))
        fail_msg("nothing that is seen is called \"%s\"", label);
    return r;
}

static struct gui_rect must_find(struct drive *d, const char *label)
{
    struct gui_rect r;
    if (!scroll_to(d, label, &r) && !(other_tab(d) && scroll_to(d, label, &r))) {
        drive_save(d, DEQI_BINARY_DIR "/app_stuck.png");
        fail_msg("nothing to tap is called \"%s\"; see app_stuck.png", label);
    }
    return r;
}

void drive_tap(struct drive *d, const char *label)
{
    struct gui_rect r = must_find(d, label);
    drive_click(d, r.x + r.w / 2, r.y + r.h / 2);
}

void drive_slide(struct drive *d, const char *label, float from, float to)
{
    struct gui_rect r = must_find(d, label);
    float knob = 8 * eye_scale(&d->app->desk.eye), span = r.w - 2 * knob,
          y = r.y + r.h / 2;
    drive_drag(d, r.x + knob + from * span, y, r.x + knob + to * span, y);
}

void drive_tap_id(struct drive *d, const char *prefix, const char *id)
{
    char label[160];
    snprintf(label, sizeof label, "%s%s", prefix, text_of(d->app->desk.texts, id));
    drive_tap(d, label);
}

// ---------------------------------------------------------------- a session

static const struct session *session(const struct drive *d)
{
    const struct session *s = live_session_state(d->app->desk.live);
    assert_non_null(s);
    return s;
}

void drive_begin_session(struct drive *d)
{
    drive_tap_id(d, "", "clinic.begin");
    assert_int_equal(session(d)->state, SESSION_PREPARED);
}

/* the label of a row: "KI3/Tàixī 太溪, left" */
static void row_label(const struct drive *d, int i, char *out, size_t size)
{
    const struct session_point *p = &session(d)->plan->points[i];
    const char *title = checklist_title(p, subject_catalog(d->app->desk.subject),
                                        &d->app->desk.dossier.plan, d->app->desk.texts,
                                        d->app->desk.words);
    snprintf(out, size, "%s/%s", p->code, title);
}

void drive_tap_needle(struct drive *d, int i)
{
    char label[160];
    row_label(d, i, label, sizeof label);
    drive_tap(d, label);
}

void drive_tap_twice(struct drive *d, const char *label)
{
    struct gui_rect r = must_find(d, label);
    drive_double_click(d, r.x + r.w / 2, r.y + r.h / 2);
}

bool drive_sees_needle(struct drive *d, int i)
{
    char label[160];
    row_label(d, i, label, sizeof label);
    return drive_sees(d, label);
}

void drive_needle(struct drive *d, int i)
{
    drive_tap_needle(d, i);
    assert_int_equal(session(d)->points[i].state, SESSION_POINT_IN);
    d->clock += 4000;
    drive_tap_needle(d, i);
    assert_int_equal(session(d)->points[i].state, SESSION_POINT_DE_QI);
    d->clock += 4000;
}

void drive_needle_all(struct drive *d)
{
    for (int i = 0; i < session(d)->plan->n_points; i++)
        if (session(d)->points[i].position == session(d)->position &&
            session(d)->points[i].state == SESSION_POINT_WAITING)
            drive_needle(d, i);
    assert_int_equal(session(d)->state, SESSION_RETAINING);
}

void drive_test_all(struct drive *d)
{
    const struct session_plan *plan = session(d)->plan;
    for (int i = 0; i < plan->n_regions; i++) {
        if (plan->regions[i].rule != SESSION_LAMP_RULE_CONDITIONAL ||
            !session_region_in(session(d), i, session(d)->position))
            continue;
        struct word_text word = rules_word_region_text(
            rules_word_find(word_regions, plan->regions[i].region));
        char place[160], label[300];
        const char *side = panel_side(d->app->desk.texts, plan->regions[i].side);
        const char *region = texts_get(d->app->desk.texts, word.id, word.english);
        if (*side)
            panel_join(d->app->desk.texts, "join.comma", region, side, place,
                       sizeof place);
        else
            snprintf(place, sizeof place, "%s", region);
        panel_sentence(place);
        snprintf(label, sizeof label, "%s##%s",
                 text_of(d->app->desk.texts, "clinic.test_yes"), place);
        drive_tap(d, label);
        assert_int_equal(session(d)->lamp.test[i], SESSION_TEST_PASSED);
    }
}

void drive_remove(struct drive *d, int i)
{
    d->clock += 2000;
    drive_tap_needle(d, i);
    assert_int_equal(session(d)->points[i].state, SESSION_POINT_DE_QI);
    drive_tap_needle(d, i);
    assert_int_equal(session(d)->points[i].state, SESSION_POINT_OUT);
}

void drive_remove_all(struct drive *d)
{
    for (int i = 0; i < session(d)->plan->n_points; i++)
        if (session(d)->points[i].state == SESSION_POINT_DE_QI)
            drive_remove(d, i);
}

void drive_pass(struct drive *d, int seconds)
{
    d->clock += (int64_t)seconds * 1000;
    app_step(d->app, 0);
    a_few(d);
}

void drive_site(struct drive *d, const char *code, enum side side, float pixel[2])
{
    const struct point *p = catalog_point(subject_catalog(d->app->desk.subject), code);
    assert_non_null(p);
    const struct site *s = body_site(subject_body(d->app->desk.subject), p, side);
    struct frame_view view;
    camera_view(&d->app->desk.eye.camera, &d->app->desk.eye.port, &view);
    assert_true(camera_project(&view, s->position, pixel, NULL));
}

void drive_needs_pictures(void)
{
    if (!drive_has_graphics)
        skip();
}

uint8_t *drive_pixels(struct drive *d, int *width, int *height)
{
    window_size(d->app->window, width, height);
    uint8_t *pixels = malloc((size_t)*width * (size_t)*height * 4);
    assert_non_null(pixels);
    picture_read(d->app->desk.picture, pixels);
    return pixels;
}

void drive_save(struct drive *d, const char *path)
{
    int w, h;
    uint8_t *pixels = drive_pixels(d, &w, &h);
    struct error error;
    assert_true(png_write(
        path,
        &(struct png_image){
            .pixels = pixels, .width = w, .height = h, .channels = 4, .keep = PNG_OPAQUE},
        &error));
    free(pixels);
}

bool drive_update_pictures;

void drive_check_picture(struct drive *d, const char *name)
{
    char actual[512], kept[512];
    struct image a = {0}, b = {0};
    struct error error;
    drive_settle(d);
    if (!drive_has_graphics)
        return;
    snprintf(kept, sizeof kept, DEQI_SOURCE_DIR "/tests/app/images/%s.png", name);
    snprintf(actual, sizeof actual, DEQI_BINARY_DIR "/app_%s.png", name);
    drive_save(d, drive_update_pictures ? kept : actual);
    if (drive_update_pictures)
        return;
    assert_true(image_load(actual, &a, &error));
    assert_true(image_load(kept, &b, &error));
    assert_int_equal(a.width, b.width);
    assert_int_equal(a.height, b.height);
    struct difference diff = compare_pictures(a.rgba, b.rgba, a.width, a.height);
    image_free(&a);
    image_free(&b);
    if (diff.mean > 0.8 || diff.worst > 20)
        fail_msg("%s differs: mean %.2f, worst %.1f; see %s", name, diff.mean, diff.worst,
                 actual);
}
