#include "modes/body_inset.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "geom/mesh.h"
#include "panels/eye.h"
#include "panels/shell.h"
#include "panels/stage_corner.h"

/* of the window's height, an upright one's; and of the body's, up to which a part of it
 * is a part */
static const struct body_inset_size LARGE = {0.34f, 0.18f}, SMALL = {0.21f, 0.11f};
#define PART 0.62f
#define MARGIN 0.06f
/* in teach: less than that is a part, and what is one stays one up to more, since the
 * picture takes room */
#define COMES 0.5f
#define STAYS 0.68f

enum { EDGE = 40, PAD = 52, ROOM = 640 /* design pixels */, INSET_CORNERS = 4 };

/* whether the treated part is so small that it needs to be said where it is */
static bool is_part(const struct app_eye *eye, const struct subject *subject)
{
    const struct aim *aim = &eye->aim;
    float min[3], max[3], low = INFINITY, high = -INFINITY;
    if (eye->aimed != AIMED_PLAN || !aim->n)
        return false;
    subject_bounds(subject, min, max);
    for (uint32_t i = 0; i < aim->n; i++) {
        low = fminf(low, aim->point[i][1]);
        high = fmaxf(high, aim->point[i][1]);
    }
    return high - low < PART * (max[1] - min[1]);
}

static void size_of(const struct app_eye *eye, const struct subject *subject,
                    const struct body_inset_size *size, int *width, int *height)
{
    float min[3], max[3];
    subject_bounds(subject, min, max);
    bool upright = eye->port.height > eye->port.width;
    float h = floorf((upright ? size->upright : size->share) * (float)eye->port.height);
    float wide = (max[0] - min[0]) / fmaxf(max[1] - min[1], 0.1f);
    *height = (int)h;
    *width = (int)floorf(h * fminf(fmaxf(wide, 0.35f), 1.2f) * 1.05f);
}

static bool is_drawn(const struct body_inset *inset, const struct body_inset_key *key)
{
    const struct body_inset_key *k = &inset->key;
    return inset->image && k->body == key->body && k->width == key->width &&
           k->height == key->height && k->scale == key->scale && k->dark == key->dark &&
           k->covered == key->covered && strcmp(k->view, key->view) == 0;
}

/* the body alone, without a mark: what is needled is seen large */
static bool draw(struct desk *desk, struct body_inset *inset)
{
    struct picture_frame picture = {.theme = desk_theme(&desk->settings, desk->mode),
                                    .width = inset->width,
                                    .height = inset->height,
                                    .quality = RENDER_STILL};
    struct stage_view view = {
        .subject = desk->subject,
        .theme = picture.theme,
        .camera = inset->camera,
        .port = {.width = inset->width, .height = inset->height},
        .lit = {.names = HIGHLIGHT_NO_NAMES, .needles = HIGHLIGHT_NO_NEEDLES},
        .covered = inset->key.covered,
        .region = -1,
        .hovered = -1};
    struct scene *scene = picture_scene_create(RENDER_INSET);
    struct frame frame;
    struct error error;
    uint8_t *pixels;
    stage_build(desk->stage, &view, &picture.scene);
    bool ok = picture_apart(desk->picture, &picture, scene, &frame, &pixels, &error);
    scene_destroy(&scene);
    if (!ok)
        return false;
    inset->image =
        picture_image(desk->picture, RENDER_INSET, pixels, inset->width, inset->height);
    free(pixels);
    sink_redraw(&desk->sink);
    return true;
}

/* what is as it was stays */
static void renew(struct desk *desk, struct body_inset *inset, struct body_inset_key *key)
{
    float min[3], max[3];
    inset->shown = key->width > 16 && key->height > 16;
    if (!inset->shown || is_drawn(inset, key))
        return;
    struct camera_port port = {.width = key->width, .height = key->height};
    inset->key = *key;
    inset->width = key->width;
    inset->height = key->height;
    inset->camera = (struct camera){0};
    aim_named(desk->subject, key->view, &inset->camera);
    subject_bounds(desk->subject, min, max);
    camera_fit(&inset->camera, &port, min, max, MARGIN);
    inset->shown = draw(desk, inset);
}

static struct body_inset_key key_of(const struct desk *desk, const char *view,
                                    const struct body_inset_size *size)
{
    struct body_inset_key key = {.body = subject_version(desk->subject),
                                 .scale = eye_scale(&desk->eye),
                                 .dark = desk_theme(&desk->settings, desk->mode)->dark,
                                 .covered =
                                     desk->mode == APP_DISPLAY && desk->settings.covered};
    snprintf(key.view, sizeof key.view, "%s", view);
    size_of(&desk->eye, desk->subject, size, &key.width, &key.height);
    return key;
}

void body_inset_prepare(struct desk *desk, struct body_inset *inset, const char *view)
{
    inset->shown = is_part(&desk->eye, desk->subject);
    struct body_inset_key key = key_of(desk, view, &LARGE);
    if (inset->shown)
        renew(desk, inset, &key);
}

// ---------------------------------------------------------------- in teach

/* the corners of what is seen at the distance of what the eye looks at */
static void find_corners(const struct app_eye *eye, float corner[INSET_CORNERS][3])
{
    const struct camera_port *p = &eye->port;
    const struct camera *c = &eye->camera;
    struct frame_view view;
    camera_view(c, p, &view);
    float pixel = camera_metres_per_pixel(c, p);
    float up = pixel / 2 * ((float)p->height - p->top - p->bottom);
    float aside = pixel / 2 * ((float)p->width - p->left - p->right);
    for (int i = 0; i < INSET_CORNERS; i++)
        for (int k = 0; k < 3; k++)
            corner[i][k] = c->target[k] + (i & 1 ? aside : -aside) * view.view[4 * k] +
                           (i & 2 ? up : -up) * view.view[4 * k + 1];
}

/* how much of the body's height is seen */
static float share_seen(const struct app_eye *eye, const struct subject *subject)
{
    const struct camera_port *p = &eye->port;
    float min[3], max[3], longest = 0;
    subject_bounds(subject, min, max);
    for (int k = 0; k < 3; k++)
        longest = fmaxf(longest, max[k] - min[k]);
    float free = (float)p->height - p->top - p->bottom;
    return camera_metres_per_pixel(&eye->camera, p) * free / longest;
}

static const char *nearest_view(const struct app_eye *eye, const struct subject *subject)
{
    static const char *const VIEWS[] = {"front", "back", "left", "right"};
    const char *best = VIEWS[0];
    float most = -2;
    for (int i = 0; i < 4; i++) {
        struct camera c = {0};
        aim_named(subject, VIEWS[i], &c);
        float like = cosf(c.yaw - eye->camera.yaw);
        best = like > most ? VIEWS[i] : best;
        most = fmaxf(most, like);
    }
    return best;
}

void body_inset_follow(struct desk *desk, struct body_inset *inset)
{
    const struct app_eye *eye = &desk->eye;
    const struct camera_port *p = &eye->port;
    float free = (float)p->width - p->left - p->right, s = eye_scale(eye);
    float seen = share_seen(eye, desk->subject);
    bool room = free >= ROOM * s && isolate_is_whole(&eye->isolate);
    bool moves = !eye_rests(eye, &desk->pointer, desk->clock.now_ms);
    // on the way somewhere nothing comes or goes
    if (!moves)
        inset->shown = room && seen < (inset->shown ? STAYS : COMES);
    struct body_inset_key key = key_of(desk, nearest_view(eye, desk->subject), &SMALL);
    if (inset->shown && !moves)
        renew(desk, inset, &key);
    else if (moves && desk->pointer.gesture == GESTURE_NONE)
        sink_redraw(&desk->sink);
}

/* around those places, in pixels of the picture */
static struct gui_rect part_of(const float (*place)[3], uint32_t n,
                               const struct body_inset *inset)
{
    struct camera_port port = {.width = inset->width, .height = inset->height};
    struct frame_view view;
    float min[2] = {INFINITY, INFINITY}, max[2] = {0, 0}, pixel[2];
    camera_view(&inset->camera, &port, &view);
    for (uint32_t i = 0; i < n; i++) {
        if (!camera_project(&view, place[i], pixel, NULL))
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

void body_inset_draw(const struct app_eye *eye, struct shell *shell,
                     const struct body_inset *inset, struct gui *g)
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
    struct gui_rect part = part_of((const float(*)[3])eye->aim.point, eye->aim.n, inset);
    part.x += r.x;
    part.y += r.y;
    gui_outline(g, part, 8 * s, 4 * s, t->accent);
    shell->left = (struct gui_rect){0, 0, r.x + r.w + PAD * s, h};
}

void body_inset_button(const struct desk *desk, struct shell *shell,
                       const struct body_inset *inset, struct sink *sink, struct gui *g)
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g), corner[INSET_CORNERS][3];
    char label[120];
    if (!inset->shown || !inset->image)
        return;
    float left = shell->left.x + shell->left.w;
    struct gui_rect r = {floorf(left + 16 * s), 0, (float)inset->width,
                         (float)inset->height},
                    place;
    r.y = floorf((float)desk->eye.port.height - shell->bottom - r.h - 24 * s);
    snprintf(label, sizeof label, "%s##whole", text_of(desk->texts, "isolate.whole"));
    gui_bare_begin(g, "whole", r);
    if (gui_tile(g, label, r.w, r.h, &place))
        sink_fly_home(sink, "front");
    gui_image(g, r, inset->image);
    gui_outline(g, r, 8 * s, 1.2f * s, t->track);
    find_corners(&desk->eye, corner);
    struct gui_rect part = part_of((const float(*)[3])corner, INSET_CORNERS, inset);
    part.x += r.x;
    part.y += r.y;
    if (part.w > 0 && part.h > 0)
        gui_outline(g, part, 4 * s, 2 * s, t->accent);
    gui_panel_end(g);
    shell->inset = r;
    stage_corner_take(shell, r);
}
