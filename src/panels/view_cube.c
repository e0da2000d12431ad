#include "panels/view_cube.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "anatomy/posture.h"
#include "panels/stage_corner.h"

enum { WAYS = 6, DISC = 15, WIDE = 900 /* design px */ };

/* how far from the middle the ends stand, of what is touched: two that are square to each
 * other do not overlap */
static const float REACH = 1.25f;

/* by the argument of ACTION_VIEW: the subject's axis, and which end of it */
static const struct {
    int axis; /* left, head, front */
    float sign;
    const char *letter, *does;
} WAY[WAYS] = {
    {2, 1, "cube.front", "cube.to_front"}, {0, 1, "cube.left", "cube.to_left"},
    {2, -1, "cube.back", "cube.to_back"},  {0, -1, "cube.right", "cube.to_right"},
    {1, 1, "cube.top", "cube.to_top"},     {1, -1, "cube.bottom", "cube.to_bottom"}};

struct end {
    int way;
    float x, y, toward; /* pixels from the middle; 1 toward the eye .. -1 away */
};

static int by_depth(const void *left, const void *right)
{
    const struct end *a = left, *b = right;
    return a->toward < b->toward ? -1 : a->toward > b->toward;
}

/* where each way leads as the eye sees it, the farthest first */
static void find_ends(const struct app_eye *eye, const struct subject *subject,
                      float reach, struct end end[WAYS])
{
    float axis[3][3];
    struct frame_view view;
    posture_axes(subject_posture(subject), axis[0], axis[1], axis[2]);
    camera_view(&eye->camera, &eye->port, &view);
    for (int i = 0; i < WAYS; i++) {
        float seen[3] = {0};
        for (int r = 0; r < 3; r++)
            for (int k = 0; k < 3; k++)
                seen[r] += WAY[i].sign * view.view[k * 4 + r] * axis[WAY[i].axis][k];
        end[i] = (struct end){i, seen[0] * reach, -seen[1] * reach, seen[2]};
    }
    qsort(end, WAYS, sizeof *end, by_depth);
}

static uint32_t faded(uint32_t color, float share)
{
    uint32_t alpha = (uint32_t)((float)(color & 0xFF) * share);
    return (color & ~UINT32_C(0xFF)) | alpha;
}

static void disc(const struct end *e, const struct texts *texts, struct gui *g, float x,
                 float y, bool hovered)
{
    const struct theme *t = gui_theme(g);
    float s = gui_scale(g), near = 0.5f + 0.5f * e->toward;
    float r = (DISC - 3 + 3 * near) * s, line = gui_line_height(g, GUI_SMALL);
    gui_line(g, x - e->x, y - e->y, x, y, 1.4f * s,
             faded(t->ink_soft, 0.25f + 0.35f * near));
    gui_disc(g, x, y, r, t->panel | 0xFF);
    gui_disc(g, x, y, r, hovered ? t->accent : faded(t->chip, 0.4f + 0.6f * near));
    gui_text(g, GUI_SMALL, x, y - line / 2, GUI_CENTRE,
             hovered ? t->panel | 0xFF : faded(t->ink, 0.45f + 0.55f * near),
             text_of(texts, WAY[e->way].letter));
}

float view_cube_size(const struct gui *g)
{
    return (2 * REACH + 1) * gui_touch(g);
}

/* Where the body fills every corner, in the lower one at the right of a wide stage: a
 * body that is seen from so near is still turned. */
static bool find_place(const struct app_eye *eye, const struct shell *shell, float s,
                       float size, enum view_cube_where where, struct gui_rect *out)
{
    const struct camera_port *p = &eye->port;
    float free_w = (float)p->width - p->left - p->right,
          free_h = (float)p->height - p->top - p->bottom;
    bool none = shell->cube == SHELL_NO_CORNER;
    if (free_w < (none ? WIDE : 560) * s || free_h < 480 * s ||
        (where == VIEW_CUBE_ASIDE && free_w < 6 * size))
        return false;
    *out =
        stage_corner_rect(eye, shell, none ? SHELL_LOWER_RIGHT : shell->cube, size, size);
    return true;
}

void view_cube(const struct app_eye *eye, struct shell *shell,
               const struct subject *subject, const struct texts *texts,
               struct sink *sink, struct gui *g, enum view_cube_where where)
{
    float s = gui_scale(g), touch = gui_touch(g), reach = REACH * touch;
    struct gui_rect r;
    if (!find_place(eye, shell, s, view_cube_size(g), where, &r))
        return;
    stage_corner_take(shell, r);
    struct end end[WAYS];
    const char *told = NULL;
    find_ends(eye, subject, reach, end);
    for (int i = 0; i < WAYS; i++) {
        float x = r.x + r.w / 2 + end[i].x, y = r.y + r.h / 2 + end[i].y;
        const char *does = text_of(texts, WAY[end[i].way].does);
        struct gui_rect at = {x - touch / 2, y - touch / 2, touch, touch}, place;
        char id[24], name[120];
        snprintf(id, sizeof id, "cube%d", end[i].way);
        snprintf(name, sizeof name, "%s##%s", does, id);
        gui_bare_begin(g, id, at);
        if (gui_tile(g, name, at.w, at.h, &place))
            sink_ask(sink, ACTION_VIEW, end[i].way);
        bool hovered = gui_hovered(g);
        told = hovered ? does : told;
        disc(&end[i], texts, g, x, y, hovered);
        gui_panel_end(g);
    }
    if (told)
        gui_tooltip(g, told);
}
