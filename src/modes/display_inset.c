#include "modes/display_inset.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geom/mesh.h"
#include "panels/eye.h"
#include "panels/shell.h"

/* of the window's height, an upright one's; and of the body's, up to which a part of it
 * is a part */
#define SHARE 0.34f
#define SHARE_UPRIGHT 0.18f
#define PART 0.62f
#define MARGIN 0.06f

enum { EDGE = 40, PAD = 52 /* design pixels */ };

static void body_box(const struct subject *subject, float min[3], float max[3])
{
    mesh_bounds(subject_mesh(subject), min, max);
}

/* whether the treated part is so small that it needs to be said where it is */
static bool is_part(const struct app_eye *eye, const struct subject *subject)
{
    const struct aim *aim = &eye->aim;
    float min[3], max[3], low = INFINITY, high = -INFINITY;
    if (eye->aimed != AIMED_PLAN || !aim->n)
        return false;
    body_box(subject, min, max);
    for (uint32_t i = 0; i < aim->n; i++) {
        low = fminf(low, aim->point[i][1]);
        high = fmaxf(high, aim->point[i][1]);
    }
    return high - low < PART * (max[1] - min[1]);
}

static void size_of(const struct app_eye *eye, const struct subject *subject, int *width,
                    int *height)
{
    float min[3], max[3];
    body_box(subject, min, max);
    bool upright = eye->port.height > eye->port.width;
    float h = floorf((upright ? SHARE_UPRIGHT : SHARE) * (float)eye->port.height);
    float wide = (max[0] - min[0]) / fmaxf(max[1] - min[1], 0.1f);
    *height = (int)h;
    *width = (int)floorf(h * fminf(fmaxf(wide, 0.35f), 1.2f) * 1.05f);
}

static bool is_drawn(const struct display_inset *inset,
                     const struct display_inset_key *key)
{
    const struct display_inset_key *k = &inset->key;
    return inset->image && k->body == key->body && k->width == key->width &&
           k->height == key->height && k->scale == key->scale && k->dark == key->dark &&
           k->covered == key->covered && k->back == key->back;
}

/* the body alone, without a mark: what is needled is seen large */
static bool draw(struct desk *desk, struct display_inset *inset)
{
    const struct theme *theme = app_theme(&desk->settings, APP_DISPLAY);
    struct picture_frame frame = {.theme = theme,
                                  .width = inset->width,
                                  .height = inset->height,
                                  .quality = RENDER_STILL};
    struct stage_view view = {
        .subject = desk->subject,
        .theme = theme,
        .camera = inset->camera,
        .port = {.width = inset->width, .height = inset->height},
        .lit = {.names = HIGHLIGHT_NO_NAMES, .needles = HIGHLIGHT_NO_NEEDLES},
        .covered = desk->settings.covered,
        .region = -1,
        .hovered = -1};
    struct error error;
    uint8_t *pixels;
    // the size of the type stays: another would cost an atlas of glyphs
    frame.text_scale =
        eye_scale(&desk->eye) / picture_scale(inset->width, inset->height, 1);
    stage_build(desk->stage, &view, &frame.scene);
    if (!picture_snapshot(desk->picture, &frame, &pixels, &error))
        return false;
    inset->image =
        picture_image(desk->picture, RENDER_INSET, pixels, inset->width, inset->height);
    free(pixels);
    picture_forget(desk->picture);
    sink_redraw(&desk->sink);
    return true;
}

void display_inset_prepare(struct desk *desk, struct display_inset *inset,
                           const char *view)
{
    struct display_inset_key key = {.body = subject_version(desk->subject),
                                    .scale = eye_scale(&desk->eye),
                                    .dark = desk->settings.dark[APP_DISPLAY],
                                    .covered = desk->settings.covered,
                                    .back = strcmp(view, "back") == 0};
    inset->shown = is_part(&desk->eye, desk->subject);
    if (!inset->shown)
        return;
    size_of(&desk->eye, desk->subject, &key.width, &key.height);
    inset->shown = key.width > 16 && key.height > 16;
    if (!inset->shown || is_drawn(inset, &key))
        return;
    float min[3], max[3];
    struct camera_port port = {.width = key.width, .height = key.height};
    inset->key = key;
    inset->width = key.width;
    inset->height = key.height;
    inset->camera = (struct camera){0};
    aim_named(desk->subject, view, &inset->camera);
    body_box(desk->subject, min, max);
    camera_fit(&inset->camera, &port, min, max, MARGIN);
    inset->shown = draw(desk, inset);
}

/* around what is aimed at, in pixels of the picture */
static struct gui_rect part_of(const struct aim *aim, const struct display_inset *inset)
{
    struct camera_port port = {.width = inset->width, .height = inset->height};
    struct frame_view view;
    float min[2] = {INFINITY, INFINITY}, max[2] = {0, 0}, pixel[2];
    camera_view(&inset->camera, &port, &view);
    for (uint32_t i = 0; i < aim->n; i++) {
        if (!camera_project(&view, aim->point[i], pixel, NULL))
            continue;
        for (int k = 0; k < 2; k++) {
            min[k] = fminf(min[k], pixel[k]);
            max[k] = fmaxf(max[k], pixel[k]);
        }
    }
    float pad = (float)inset->height * 0.03f;
    float x = fmaxf(min[0] - pad, 2), y = fmaxf(min[1] - pad, 2);
    return (struct gui_rect){x, y, fminf(max[0] + pad, (float)inset->width - 2) - x,
                             fminf(max[1] + pad, (float)inset->height - 2) - y};
}

void display_inset_draw(const struct app_eye *eye, struct shell *shell,
                        const struct display_inset *inset, struct gui *g)
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g), h = (float)eye->port.height;
    bool upright = h > (float)eye->port.width;
    if (!inset->shown || !inset->image)
        return;
    struct gui_rect r = {EDGE * s, 0, (float)inset->width, (float)inset->height};
    r.y = upright ? EDGE * s : h - r.h - EDGE * s;
    gui_image(g, r, inset->image);
    gui_outline(g, r, 2 * s, 2 * s, t->track);
    struct gui_rect part = part_of(&eye->aim, inset);
    part.x += r.x;
    part.y += r.y;
    gui_outline(g, part, 8 * s, 4 * s, t->accent);
    shell->left = (struct gui_rect){0, 0, r.x + r.w + PAD * s, h};
}
