#include "panels/stage_corner.h"

#include <math.h>

#include "panels/channel_legend.h"
#include "panels/eye.h"
#include "panels/view_cube.h"
#include "stage/picture.h"

enum { EDGE = 20, TOP = 16, PILL = 12, GRID = 9, AROUND = 8 /* design pixels */ };

static bool is_over(const struct gui_rect *a, const struct gui_rect *b)
{
    return a->w > 0 && b->w > 0 && a->x < b->x + b->w && b->x < a->x + a->w &&
           a->y < b->y + b->h && b->y < a->y + a->h;
}

struct gui_rect stage_corner_rect(const struct app_eye *eye, const struct shell *shell,
                                  enum shell_corner corner, float width, float height)
{
    const struct camera_port *p = &eye->port;
    float s = eye_scale(eye);
    bool right = corner == SHELL_LOWER_RIGHT || corner == SHELL_UPPER_RIGHT;
    bool upper = corner == SHELL_UPPER_LEFT || corner == SHELL_UPPER_RIGHT;
    struct gui_rect r = {p->left + EDGE * s, p->top + TOP * s, width, height};
    if (right)
        r.x = (float)p->width - p->right - EDGE * s - width;
    if (!upper) {
        r.y = (float)p->height - p->bottom - EDGE * s - height;
        return r;
    }
    // under the pill that tells what alone is shown, and under the bar
    if (!right && !isolate_is_whole(&eye->isolate))
        r.y += eye_touch(eye) + PILL * s;
    struct gui_rect bar = shell->corner;
    bar.h += TOP * s;
    if (is_over(&r, &bar))
        r.y = bar.y + bar.h;
    return r;
}

void stage_corner_take(struct shell *shell, struct gui_rect rect)
{
    if (shell->n_over < SHELL_OVER)
        shell->over[shell->n_over++] = rect;
}

/* no skin is seen in it or close beside it */
static bool is_free(const struct app_eye *eye, const struct subject *subject,
                    const struct gui_rect *r)
{
    float around = AROUND * eye_scale(eye);
    struct bvh_hit hit;
    for (int i = 0; i < GRID * GRID; i++) {
        float x =
            r->x - around + (r->w + 2 * around) * (float)(i % GRID) / (float)(GRID - 1);
        float y =
            r->y - around + (r->h + 2 * around) * (float)(i / GRID) / (float)(GRID - 1);
        if (eye_skin_at(eye, subject, x, y, &hit))
            return false;
    }
    return true;
}

/* no point lies in it, as the picture was last drawn */
static bool is_without_points(const struct desk *desk, const struct gui_rect *r)
{
    const float middle[2] = {r->x + r->w / 2, r->y + r->h / 2};
    return scene_pick(picture_scene(desk->picture), middle, hypotf(r->w, r->h) / 2) < 0;
}

enum room { OFF_THE_BODY, OFF_ITS_POINTS };

/* the first that has room, and is not taken by `other`; SHELL_NO_CORNER where none is */
static enum shell_corner choose(const struct desk *desk, const enum shell_corner *wish,
                                float width, float height, const struct gui_rect *other,
                                enum room room)
{
    const struct camera_port *p = &desk->eye.port;
    for (; *wish != SHELL_NO_CORNER; wish++) {
        struct gui_rect r =
            stage_corner_rect(&desk->eye, desk->shell, *wish, width, height);
        bool inside = r.x >= p->left && r.x + r.w <= (float)p->width - p->right &&
                      r.y >= p->top && r.y + r.h <= (float)p->height - p->bottom;
        bool alone = !is_over(&r, other) && !is_over(&r, &desk->shell->inset);
        if (inside && alone &&
            (room == OFF_THE_BODY ? is_free(&desk->eye, desk->subject, &r)
                                  : is_without_points(desk, &r)))
            return *wish;
    }
    return SHELL_NO_CORNER;
}

void stage_corner_prepare(struct desk *desk)
{
    static const enum shell_corner CUBE[] = {SHELL_LOWER_RIGHT, SHELL_UPPER_RIGHT,
                                             SHELL_NO_CORNER},
                                   LEGEND[] = {SHELL_LOWER_LEFT, SHELL_UPPER_LEFT,
                                               SHELL_LOWER_RIGHT, SHELL_UPPER_RIGHT,
                                               SHELL_NO_CORNER};
    struct shell *shell = desk->shell;
    struct gui *g = picture_gui(desk->picture);
    struct gui_rect cube = {0};
    float width, height;
    // before the first frame there is nothing to measure by
    if (shell->corner.w <= 0 ||
        !eye_rests(&desk->eye, &desk->pointer, desk->clock.now_ms))
        return;
    float size = view_cube_size(g);
    shell->cube = choose(desk, CUBE, size, size, &cube, OFF_THE_BODY);
    if (shell->cube == SHELL_NO_CORNER)
        shell->cube = choose(desk, CUBE, size, size, &cube, OFF_ITS_POINTS);
    if (shell->cube != SHELL_NO_CORNER)
        cube = stage_corner_rect(&desk->eye, shell, shell->cube, size, size);
    if (channel_legend_size(desk, g, &width, &height))
        shell->legend = choose(desk, LEGEND, width, height, &cube, OFF_THE_BODY);
}
