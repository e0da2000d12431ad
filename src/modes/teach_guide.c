/* teach_guide.c - how to find a point: the last cun run drawn on the body, tick by tick.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "modes/teach.h"

static const struct site *selected_site(const struct app_eye *eye,
                                        const struct subject *subject)
{
    const struct catalog *c = subject_catalog(subject);
    const struct point *p = catalog_find(c, eye->selected);
    if (!p)
        return NULL;
    enum side side = p->midline ? SIDE_M : eye->selected_side == SIDE_R ? SIDE_R : SIDE_L;
    const struct site *site = body_site(subject_body(subject), p, side);
    return site && site->placed ? site : NULL;
}

/* names the line's start, where a point lies there, its cun, and what they come to */
static void name_line(struct subject *subject, struct teach_guide *guide,
                      const struct site *site)
{
    const struct catalog *c = subject_catalog(subject);
    int cun = (int)floor(site->run.cun + 1e-6), n = 0;
    guide->tick_name[n++] = site->run.point >= 0 ? c->point[site->run.point].code : "";
    // the last is told by the total
    for (; n < GUIDE_TICKS && n <= cun && n + 1e-6 < site->run.cun; n++) {
        snprintf(guide->number[n], sizeof guide->number[n], "%d", n);
        guide->tick_name[n] = guide->number[n];
    }
    guide->measure.tick_name = guide->tick_name;
    guide->measure.n_tick_names = (uint32_t)n;
    guide->measure.total = guide->total;
}

/* the line of another point, or of another shape of the body */
static void measure(struct teach *teach, struct subject *subject, const struct site *site)
{
    struct teach_guide *guide = &teach->guide;
    const struct body *body = subject_body(subject);
    float tick = 0;
    guide->site = site;
    guide->body_version = subject_version(subject);
    guide->measure = (struct scene_measure){0};
    if (!site || !body_run_path(body, site, &guide->path, &tick) || guide->path.count < 2)
        return;
    if (guide->room < guide->path.count) {
        guide->room = guide->path.count;
        guide->normal = xrealloc(guide->normal, guide->room * sizeof *guide->normal);
    }
    for (uint32_t i = 0; i < guide->path.count; i++)
        mesh_site_normal(body_mesh(body), &guide->path.site[i], guide->normal[i]);
    guide->measure =
        (struct scene_measure){.position = (const float(*)[3])guide->path.position,
                               .normal = (const float(*)[3])guide->normal,
                               .n = guide->path.count,
                               .tick_every = tick};
    name_line(subject, guide, site);
}

void teach_guide_prepare(struct teach *teach, struct app_eye *eye,
                         struct subject *subject, const struct texts *texts)
{
    struct teach_guide *guide = &teach->guide;
    const struct site *site = selected_site(eye, subject);
    if (site != guide->site || guide->body_version != subject_version(subject))
        measure(teach, subject, site);
    if (!guide->measure.n)
        return;
    // anew each time: the language may be another
    struct message total = {
        .id = "teach.cun",
        .arg = {{.name = "n", .number = round(site->run.cun * 10) / 10}}};
    text_format(texts, &total, guide->total, sizeof guide->total);
}

bool teach_guide_view(const struct teach *teach, struct stage_view *view)
{
    if (!teach->guide.measure.n)
        return false;
    stage_view_measure(view, &teach->guide.measure, 1);
    return true;
}

void teach_guide_words(struct app_eye *eye, struct subject *subject,
                       const struct texts *texts, struct gui *g)
{
    static const char *const HOW[] = {[MEASURE_STRAIGHT] = "teach.run_straight",
                                      [MEASURE_AXIS] = "teach.run_axis",
                                      [MEASURE_SKIN] = "teach.run_skin"};
    const struct site *site = selected_site(eye, subject);
    if (!site || !site->run.known)
        return;
    double cun = body_cun(subject_body(subject), site->run.measure, site->side, NULL);
    if (isnan(cun))
        return;
    char text[256];
    struct message m = {
        .id = HOW[site->run.how],
        .arg = {{.name = "cun", .number = round(site->run.cun * 10) / 10},
                {.name = "mm", .number = round(cun * 10000) / 10},
                {.name = "total", .number = round(cun * site->run.cun * 1000)}}};
    text_format(texts, &m, text, sizeof text);
    gui_space(g, 12);
    gui_caption(g, text_of(texts, "teach.run"));
    gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, text);
}

void teach_guide_free(struct teach_guide *guide)
{
    path_free(&guide->path);
    free(guide->normal);
    *guide = (struct teach_guide){0};
}
