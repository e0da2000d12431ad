#include "stage/picture.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "system/clock.h"
#include "ui/picture_text.h"

struct picture {
    enum picture_kind kind;
    struct render *render; /* NULL between two contexts */
    struct gui *gui;
    struct scene *scene;
    struct render_target target;
    float moving_scale; /* of the body while the view moves: less than 1 where slow */
};

/* what a frame may take while the view moves, and what leaves room for a sharper one */
enum { MOVING_US = 16000, EASY_US = 9000 };
#define SCALE_STEP 0.125f
#define LEAST_SCALE 0.5f

static bool make_render(struct picture *p, render_getproc *getproc, const char *data_dir,
                        struct error *error)
{
    char shaders[PATH_MAX];
    snprintf(shaders, sizeof shaders, "%s/shaders", data_dir);
    p->render = render_create(getproc, shaders, error);
    return p->render != NULL;
}

struct picture *picture_create(enum picture_kind kind, render_getproc *getproc,
                               const char *data_dir, struct error *error)
{
    struct picture *p = xcalloc(1, sizeof *p);
    p->kind = kind;
    p->moving_scale = 1;
    struct gui_params params = {.offscreen = kind == PICTURE_OFFSCREEN};
    if (make_render(p, getproc, data_dir, error))
        params.max_texture = render_info(p->render).max_side;
    if (!p->render || !(p->gui = gui_create(&params, error))) {
        picture_destroy(&p);
        return NULL;
    }
    p->scene = scene_create();
    return p;
}

void picture_destroy(struct picture **picture)
{
    if (!picture || !*picture)
        return;
    gui_destroy(&(*picture)->gui);
    render_destroy(&(*picture)->render);
    scene_destroy(&(*picture)->scene);
    free(*picture);
    *picture = NULL;
}

bool picture_lost(const struct picture *p)
{
    return !p->render || render_lost(p->render);
}

void picture_let_go(struct picture *p)
{
    if (!p->render)
        return;
    gui_let_go(p->gui);
    render_destroy(&p->render);
}

bool picture_regain(struct picture *p, render_getproc *getproc, const char *data_dir,
                    struct error *error)
{
    if (!make_render(p, getproc, data_dir, error))
        return false;
    if (gui_regain(p->gui, error))
        return true;
    render_destroy(&p->render);
    return false;
}

struct gui *picture_gui(struct picture *p)
{
    return p->gui;
}

struct scene *picture_scene(struct picture *p)
{
    return p->scene;
}

struct render_info picture_info(const struct picture *p)
{
    return p->render ? render_info(p->render) : (struct render_info){.driver = ""};
}

float picture_scale(int width, int height, float text_scale)
{
    float by_size = fminf((float)height / 1080, (float)width / 1280);
    // a portrait image has height to spare: let the narrower side decide less strictly
    by_size = fmaxf(by_size, fminf((float)width, (float)height) / 1080);
    return fminf(fmaxf(by_size, 0.8f), 8) * (text_scale > 0 ? text_scale : 1);
}

/* On a processor the body follows a moving view at a resolution that keeps it fluent; it
 * is sharp again at rest. */
static void learn_scale(struct picture *p, int64_t took_us)
{
    if (took_us > MOVING_US)
        p->moving_scale = fmaxf(p->moving_scale - SCALE_STEP, LEAST_SCALE);
    else if (took_us < EASY_US)
        p->moving_scale = fminf(p->moving_scale + SCALE_STEP, 1);
}

/* whole pixels around it, from the bottom left */
static void to_part(struct gui_rect r, int height, int part[4])
{
    part[0] = (int)floorf(r.x);
    part[1] = height - (int)ceilf(r.y + r.h);
    part[2] = (int)ceilf(r.x + r.w) - part[0];
    part[3] = height - (int)floorf(r.y) - part[1];
}

/* the scene and what stands over it, where either differs from what the picture shows */
static bool draw_changes(struct picture *p, const struct frame *frame,
                         const struct gui_rect *changed, int n, struct error *error)
{
    const int size[2] = {p->target.width, p->target.height};
    struct render_parts parts = {0};
    for (int i = 0; i < n; i++) {
        int part[4];
        to_part(changed[i], size[1], part);
        render_parts_add(&parts, part, size);
    }
    if (!render_frame(p->render, frame, &p->target, &parts, error)) {
        if (p->kind == PICTURE_WINDOW && !render_lost(p->render)) {
            render_bare(p->render, &p->target, frame->background.inner);
            gui_paint(p->gui, (struct gui_rect){0, 0, (float)size[0], (float)size[1]});
        }
        return false;
    }
    for (int i = 0; i < parts.n; i++) {
        const int *r = parts.rect[i];
        gui_paint(p->gui, (struct gui_rect){(float)r[0], (float)(size[1] - r[1] - r[3]),
                                            (float)r[2], (float)r[3]});
    }
    render_show(p->render, &p->target, &parts);
    return true;
}

/* what the picture itself knows of a scene: its size, its colours, its fonts */
/* where words stand at the foot of what the panels leave free */
static struct gui_rect foot_of(struct picture *p, const struct picture_frame *f,
                               float scale, const char *text, float *wrap)
{
    const struct camera_port *port = &f->scene.port;
    float width, height, free = (float)f->width - port->left - port->right;
    *wrap = fmaxf(free - 48 * scale, 80 * scale);
    gui_measure(p->gui, GUI_SMALL, text, *wrap, &width, &height);
    // above the line that tells of the skin's colours
    float up = f->scene.layers & SCENE_SKIN ? 58 : 16;
    return (struct gui_rect){(port->left + (float)f->width - port->right - width) / 2,
                             (float)f->height - port->bottom - height - up * scale, width,
                             height};
}

static struct gui_rect around(struct gui_rect r, float scale)
{
    return (struct gui_rect){r.x - 8 * scale, r.y - 3 * scale, r.w + 16 * scale,
                             r.h + 6 * scale};
}

/* names keep off what may have to be said there, or it would hide one more */
static void leave_foot(struct picture *p, struct picture_frame *f, float scale)
{
    enum { MANY = 22 };
    char text[160];
    float wrap;
    struct message m = {.id = "picture.behind", .arg = {{.name = "n", .number = MANY}}};
    memset(f->scene.foot, 0, sizeof f->scene.foot);
    if (!f->texts)
        return;
    text_format(f->texts, &m, text, sizeof text);
    struct gui_rect r = around(foot_of(p, f, scale, text, &wrap), scale);
    memcpy(f->scene.foot, (float[4]){r.x, r.y, r.w, r.h}, sizeof f->scene.foot);
}

static void fill_scene(struct picture *p, struct picture_frame *f, float scale)
{
    const struct theme *t = f->theme;
    f->scene.port.width = f->width;
    f->scene.port.height = f->height;
    f->scene.port.scale = scale;
    f->scene.port.mark_scale = picture_scale(f->width, f->height, f->mark_scale);
    f->scene.colors = (struct scene_colors){.inner = t->background_inner,
                                            .outer = t->background_outer,
                                            .accent = t->accent,
                                            .ink = t->ink,
                                            .ink_soft = t->ink_soft,
                                            .alarm = t->alarm,
                                            .warmth = t->warmth,
                                            .dark = t->dark};
    f->scene.text_size = picture_text_size;
    f->scene.text_user = p->gui;
    leave_foot(p, f, scale);
}

/* adds what is said of so many points, unless there are none */
static void add_count(char *text, size_t size, const struct texts *texts, const char *id,
                      uint32_t n)
{
    char words[96];
    struct message m = {.id = id, .arg = {{.name = "n", .number = n}}};
    if (!n)
        return;
    text_format(texts, &m, words, sizeof words);
    cut_append(text, size, "%s%s", *text ? " \u00b7 " : "", words);
}

/* "1 KI3 · +3 behind", at the foot of what the panels leave free: what the numbers stand
 * for, and how many points have neither name nor number */
static void say_unnamed(struct picture *p, const struct picture_frame *f, float scale,
                        const struct frame *frame)
{
    enum { NAMES_MOST = 1200 };
    char text[NAMES_MOST] = "";
    float wrap;
    if (!f->texts || (!frame->n_numbers && !frame->n_behind && !frame->n_no_room))
        return;
    for (uint32_t i = 0; i < frame->n_numbers; i++)
        cut_append(text, sizeof text, "%s%u\u00a0%s", i ? "   " : "", (unsigned)i + 1,
                   frame->number[i].name);
    add_count(text, sizeof text, f->texts, "picture.behind", frame->n_behind);
    add_count(text, sizeof text, f->texts, "picture.no_room", frame->n_no_room);
    gui_need(p->gui, text);
    struct gui_rect r = foot_of(p, f, scale, text, &wrap);
    gui_ground_begin(p->gui);
    gui_box(p->gui, around(r, scale), fminf(r.h / 2 + 3 * scale, 12 * scale),
            f->theme->panel);
    gui_text_wrapped(p->gui, GUI_SMALL, r.x, r.y, wrap, f->theme->ink_soft, text);
    gui_ground_end(p->gui);
}

/* panels, scene and text of one frame; returns how many rectangles of `changed` it fills
 */
static int describe(struct picture *p, struct picture_frame *f, float scale,
                    struct frame *frame, struct gui_rect changed[GUI_CHANGES])
{
    // labels are measured with the fonts of this frame, so the text begins first
    gui_begin(p->gui, f->width, f->height, scale, f->theme, f->input);
    if (f->panels)
        f->panels(p->gui, f, f->user);
    fill_scene(p, f, scale);
    scene_build(p->scene, &f->scene, frame);
    picture_text_draw(p->gui, frame);
    if (f->texts)
        picture_text_numbered(p->gui, frame);
    say_unnamed(p, f, scale, frame);
    return gui_end(p->gui, changed);
}

static bool nothing_drawn(struct error *error)
{
    return error_status_set(error, ERROR_NO_GRAPHICS, "the graphics driver was reset");
}

bool picture_draw(struct picture *p, struct picture_frame *f, struct error *error)
{
    float scale = picture_scale(f->width, f->height, f->text_scale);
    if (!p->render)
        return nothing_drawn(error);
    if (p->kind == PICTURE_OFFSCREEN) {
        if (!render_offscreen(p->render, f->width, f->height, &p->target, error))
            return false;
    } else {
        p->target = (struct render_target){.width = f->width, .height = f->height};
    }
    bool learning = f->quality == RENDER_MOVING && render_info(p->render).software;
    int64_t start = clock_monotonic_us();
    p->target.quality = f->quality;
    p->target.body_scale = learning ? p->moving_scale : 1;
    struct frame frame;
    struct gui_rect changed[GUI_CHANGES];
    int n = describe(p, f, scale, &frame, changed);
    // a picture that is kept is described again with the glyphs that it lacked; a window
    // shows what it showed until the next frame has them
    for (int i = 0; i < 2 && p->kind == PICTURE_OFFSCREEN && gui_missed(p->gui); i++)
        n = describe(p, f, scale, &frame, changed);
    if (p->kind == PICTURE_WINDOW && gui_missed(p->gui)) {
        render_show(p->render, &p->target, NULL);
        return true;
    }
    bool ok = draw_changes(p, &frame, changed, n, error);
    if (learning) {
        // what is not drawn yet would be waited for at the swap
        render_finish(p->render);
        learn_scale(p, clock_monotonic_us() - start);
    }
    return ok;
}

void picture_forget(struct picture *p)
{
    if (p->render)
        render_forget(p->render);
}

bool picture_snapshot(struct picture *p, struct picture_frame *f, uint8_t **pixels,
                      struct error *error)
{
    enum picture_kind kind = p->kind;
    p->kind = PICTURE_OFFSCREEN;
    bool ok = picture_draw(p, f, error);
    if (ok) {
        *pixels = xmalloc((size_t)f->width * (size_t)f->height * 4);
        picture_read(p, *pixels);
    }
    p->kind = kind;
    return ok;
}

struct scene *picture_scene_create(enum render_holder holder)
{
    // it counts what it builds from there on; four millions lie between two of them
    return scene_create_from(((uint32_t)holder + 1) << 22);
}

bool picture_apart(struct picture *p, struct picture_frame *f, struct scene *laid,
                   struct frame *frame, uint8_t **pixels, struct error *error)
{
    struct render_target target;
    if (!p->render)
        return nothing_drawn(error);
    if (!render_offscreen(p->render, f->width, f->height, &target, error))
        return false;
    target.quality = f->quality;
    target.body_scale = 1;
    fill_scene(p, f, picture_scale(f->width, f->height, f->text_scale));
    scene_build(laid, &f->scene, frame);
    if (!render_frame(p->render, frame, &target, NULL, error))
        return false;
    *pixels = xmalloc((size_t)f->width * (size_t)f->height * 4);
    render_read_pixels(p->render, &target, *pixels);
    render_forget(p->render);
    return true;
}

bool picture_settled(const struct picture *p)
{
    return !p->render || (render_settled(p->render) && gui_settled(p->gui));
}

void picture_finish(struct picture *p)
{
    if (p->render)
        render_finish(p->render);
}

void picture_read(struct picture *p, uint8_t *pixels)
{
    render_read_pixels(p->render, &p->target, pixels);
}

unsigned picture_image(struct picture *p, enum render_holder holder,
                       const uint8_t *pixels, int width, int height)
{
    return p->render ? render_image(p->render, holder, pixels, width, height) : 0;
}
