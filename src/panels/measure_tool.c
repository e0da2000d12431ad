#include "panels/measure_tool.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/path.h"
#include "panels/eye.h"

struct measure_tool {
    bool on, stands;
    int n; /* places tapped so far */
    struct mesh_site site[2];
    uint32_t body; /* subject_version of the line */
    struct path path;
    float (*normal)[3];
    uint32_t room;
    double cun; /* metres */
    char total[96];
    struct scene_measure line;
};

struct measure_tool *measure_tool_create(void)
{
    return xcalloc(1, sizeof(struct measure_tool));
}

void measure_tool_destroy(struct measure_tool **tool)
{
    if (!*tool)
        return;
    path_free(&(*tool)->path);
    free((*tool)->normal);
    free(*tool);
    *tool = NULL;
}

bool measure_tool_open(const struct measure_tool *tool)
{
    return tool->on;
}

void measure_tool_put_away(struct measure_tool *t)
{
    t->on = t->stands = false;
    t->n = 0;
}

void measure_tool_toggle(struct desk *desk)
{
    struct measure_tool *t = desk->measure_tool;
    bool on = !t->on;
    measure_tool_put_away(t);
    t->on = on;
    desk->brush.tool = BRUSH_NONE;
    if (t->on)
        sink_say(&desk->sink, "%s", text_of(desk->texts, "measure.first"));
    sink_redraw(&desk->sink);
}

/* the longest way round a person is shorter */
static const float FARTHEST = 4;

static bool draw_line(struct measure_tool *t, const struct subject *subject)
{
    const struct body *body = subject_body(subject);
    const struct mesh *mesh = body_mesh(body);
    path_clear(&t->path);
    if (!path_between(body_surface(body), &t->site[0], &t->site[1], FARTHEST, &t->path) ||
        t->path.count < 2)
        return false;
    if (t->room < t->path.count) {
        t->room = t->path.count;
        t->normal = xrealloc(t->normal, t->room * sizeof *t->normal);
    }
    for (uint32_t i = 0; i < t->path.count; i++)
        mesh_site_normal(mesh, &t->path.site[i], t->normal[i]);
    t->cun = body_cun(body, catalog_measure(subject_catalog(subject), "finger_cun_1"),
                      SIDE_M, NULL);
    t->body = subject_version(subject);
    t->line = (struct scene_measure){.position = (const float(*)[3])t->path.position,
                                     .normal = (const float(*)[3])t->normal,
                                     .n = t->path.count,
                                     .tick_every = isnan(t->cun) ? 0 : (float)t->cun,
                                     .total = t->total};
    return true;
}

static void tell(struct measure_tool *t, const struct texts *texts, struct sink *sink)
{
    double mm = round((double)t->path.length * 1000);
    bool measured = t->cun > 0;
    struct message m = {
        .id = measured ? "measure.both" : "measure.mm",
        .arg = {
            {.name = "mm", .number = mm},
            {.name = "cun",
             .number = measured ? round((double)t->path.length / t->cun * 10) / 10 : 0}}};
    text_format(texts, &m, t->total, sizeof t->total);
    sink_say(sink, "%s", t->total);
}

bool measure_tool_click(struct desk *desk, float x, float y)
{
    struct measure_tool *t = desk->measure_tool;
    struct bvh_hit hit;
    if (!t->on)
        return false;
    if (!eye_skin_at(&desk->eye, desk->subject, x, y, &hit))
        return true;
    if (t->n == 2 || (t->n && t->body != subject_version(desk->subject)))
        t->n = 0;
    t->site[t->n++] = hit.site;
    t->body = subject_version(desk->subject);
    t->stands = t->n == 2 && draw_line(t, desk->subject);
    if (t->stands)
        tell(t, desk->texts, &desk->sink);
    else
        sink_say(&desk->sink, "%s",
                 text_of(desk->texts, t->n == 1 ? "measure.second" : "measure.none"));
    sink_redraw(&desk->sink);
    return true;
}

bool measure_tool_length(const struct measure_tool *t, double *metres, double *cun)
{
    *metres = (double)t->path.length;
    *cun = t->cun;
    return t->on && t->stands;
}

void measure_tool_view(const struct measure_tool *t, const struct subject *subject,
                       struct stage_view *view)
{
    if (t->on && t->stands && t->body == subject_version(subject))
        stage_view_measure(view, &t->line, 1);
}
