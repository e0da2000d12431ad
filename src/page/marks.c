/* Which places a page shows: what the plan names, what was asked for, or all of them. */
#include <string.h>

#include "anatomy/body.h"
#include "page/page_internal.h"

enum { MANY = 120 };

static bool listed(const char *const *list, const char *word)
{
    for (; list && *list; list++)
        if (strcmp(*list, word) == 0)
            return true;
    return false;
}

/* codes that a lesson's steps tell of or look at */
static bool in_lesson(const struct tour *lesson, const struct point *point)
{
    for (int i = 0; lesson && i < lesson->n_steps; i++) {
        const struct tour_step *s = &lesson->step[i];
        bool looked = s->camera.look == TOUR_POINT &&
                      (strcmp(s->camera.what, point->code) == 0 ||
                       (point->group && strcmp(s->camera.what, point->group) == 0));
        for (int k = 0; k < s->n_lit && !looked; k++)
            looked = strcmp(s->lit[k].code, point->code) == 0 ||
                     (point->group && strcmp(s->lit[k].code, point->group) == 0);
        if (looked || s->point == point ||
            (s->channel && strcmp(s->channel->id, point->channel) == 0))
            return true;
    }
    return false;
}

static bool asked_for(const struct page *page, const struct point *point)
{
    const struct page_choice *c = &page->choice;
    return page_is_whole(page) || listed(c->channels, point->channel) ||
           listed(c->points, point->code) ||
           (point->group && listed(c->points, point->group)) ||
           in_lesson(c->lesson, point);
}

static struct page_mark *add(struct page *page)
{
    struct page_mark *m = &page->mark[page->n_marks++];
    *m = (struct page_mark){0};
    return m;
}

/* what the case's plan says of it, or the first step of the lesson whose plan has it */
static struct planned_entry find_entry(const struct page *page, const struct point *point,
                                       char side, const struct plan **plan)
{
    struct planned_entry entry = {.state = PLANNED_UNNAMED};
    const struct tour *lesson = page->choice.lesson;
    *plan = page_plan(page);
    if (*plan)
        entry = planned_find(*plan, point->code, point->group, side);
    for (int i = 0; lesson && i < lesson->n_steps && entry.state != PLANNED_CHOSEN; i++) {
        if (!page->step[i].record)
            continue;
        struct planned_entry here =
            planned_find(&page->step[i].plan, point->code, point->group, side);
        if (here.state != PLANNED_CHOSEN)
            continue;
        entry = here;
        *plan = &page->step[i].plan;
    }
    return entry;
}

static void add_site(struct page *page, const struct site *site)
{
    const struct point *point = site->point;
    const struct plan *plan;
    char side = side_name(site->side)[0];
    struct planned_entry entry = find_entry(page, point, side, &plan);
    if (!site->placed || (entry.state == PLANNED_UNNAMED && !asked_for(page, point)))
        return;
    struct page_mark *m = add(page);
    m->code = point->code;
    m->card = entry.point ? entry.point->code : point->code;
    m->side = side;
    m->site = site;
    m->entry = entry;
    m->plan = plan;
    m->needle = entry.point ? planned_at_site(entry.point, site) : planned_at_rest(site);
    m->on = site->on;
    memcpy(m->position, site->position, sizeof m->position);
    memcpy(m->normal, site->normal, sizeof m->normal);
}

/* a tender spot has a place where the case gives one */
static void add_spot(struct page *page, const struct plan_point *point)
{
    float at[3] = {(float)point->at[0], (float)point->at[1], (float)point->at[2]};
    struct mesh_site on;
    if (!point->region || !point->has_at ||
        !subject_from_neutral(page->source.subject, at, &on))
        return;
    struct page_mark *m = add(page);
    m->code = m->card = point->code;
    m->side = point->side;
    m->entry = (struct planned_entry){PLANNED_CHOSEN, point, NULL};
    m->plan = &page->plan;
    m->needle = planned_needle(point, &page->body);
    m->on = on;
    mesh_site_position(subject_mesh(page->source.subject), &on, m->position);
    mesh_site_normal(subject_mesh(page->source.subject), &on, m->normal);
}

void page_collect_marks(struct page *page)
{
    int n;
    const struct site *site = body_sites(subject_body(page->source.subject), &n);
    const struct plan *plan = page_plan(page);
    int spots = plan ? plan->n_points : 0;
    page->mark =
        arena_alloc_array(page->arena, (size_t)(n + spots) + 1, sizeof *page->mark);
    for (int i = 0; i < spots; i++)
        add_spot(page, &plan->points[i]);
    for (int i = 0; i < n; i++)
        add_site(page, &site[i]);
    page->many = page->n_marks > MANY;
}
