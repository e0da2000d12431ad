/* A lesson on a page: the steps of a tour, each with what the rules make of its case. */
#include <stdlib.h>
#include <string.h>

#include "page/page_internal.h"
#include "scene/layers.h"
#include "views/plan_body.h"

static bool plan_step(struct page *page, int index, struct error *error)
{
    const struct tour_step *from = &page->choice.lesson->step[index];
    struct page_step *to = &page->step[index];
    const char *bad;
    to->layers = *from->layers ? layers_parse(from->layers, &bad) : 0;
    if (!from->case_text)
        return true;
    to->record = xcalloc(1, sizeof *to->record);
    char name[128];
    snprintf(name, sizeof name, "%.60s, step %.50s", page->choice.lesson->id, from->id);
    if (!case_parse(name, from->case_text, strlen(from->case_text), page->source.engine,
                    to->record, error))
        return false;
    struct planned_body on = subject_planned_standing(page->source.subject);
    plan_body_make(page->source.engine, to->record, PLAN_WHOLE, &on, page->arena,
                   &to->plan);
    return true;
}

bool page_plan_steps(struct page *page, struct error *error)
{
    const struct tour *lesson = page->choice.lesson;
    if (!lesson)
        return true;
    page->step =
        arena_alloc_array(page->arena, (size_t)lesson->n_steps, sizeof *page->step);
    for (int i = 0; i < lesson->n_steps; i++)
        if (!plan_step(page, i, error))
            return false;
    return true;
}

void page_free_steps(struct page *page)
{
    for (int i = 0; page->step && i < page->choice.lesson->n_steps; i++)
        free(page->step[i].record);
}

bool page_step_looks_at(const struct page *page, const char *id)
{
    const struct tour *lesson = page->choice.lesson;
    for (int i = 0; lesson && i < lesson->n_steps; i++) {
        const struct tour_camera *camera = &lesson->step[i].camera;
        if (camera->look == TOUR_STRUCTURE && (!id || strcmp(camera->what, id) == 0))
            return true;
    }
    return false;
}

bool page_step_lights(const struct page *page, int index, const struct page_mark *m)
{
    const struct tour_step *s = &page->choice.lesson->step[index];
    const struct page_step *p = &page->step[index];
    const struct tour_camera *camera = &s->camera;
    if (!m->site)
        return false;
    const struct point *point = m->site->point;
    if (s->point)
        return s->point == point;
    for (int i = 0; i < s->n_lit; i++)
        if ((strcmp(s->lit[i].code, point->code) == 0 ||
             (point->group && strcmp(s->lit[i].code, point->group) == 0)) &&
            (s->lit[i].side == SIDE_M || m->site->side == SIDE_M ||
             s->lit[i].side == m->site->side))
            return true;
    if (s->channel && strcmp(s->channel->id, point->channel) == 0)
        return true;
    if (camera->look == TOUR_POINT &&
        (strcmp(camera->what, point->code) == 0 ||
         (point->group && strcmp(camera->what, point->group) == 0)))
        return camera->side == SIDE_M || camera->side == m->site->side;
    return p->record && s->show >= TOUR_POINTS &&
           planned_find(&p->plan, point->code, point->group, m->side).state ==
               PLANNED_CHOSEN;
}

int page_step_mark(const struct page *page, int index)
{
    const struct tour_step *s = &page->choice.lesson->step[index];
    const struct tour_camera *camera = &s->camera;
    for (int i = 0; i < page->n_marks; i++) {
        const struct page_mark *m = &page->mark[i];
        if (!m->site || camera->look != TOUR_POINT)
            continue;
        const struct point *p = m->site->point;
        bool named = strcmp(camera->what, p->code) == 0 ||
                     (p->group && strcmp(camera->what, p->group) == 0);
        if (named && (camera->side == SIDE_M || camera->side == m->site->side))
            return i;
    }
    return -1;
}

/* the marks of a step, by its index */
static bool lit_in(const struct page *page, const struct page_mark *mark,
                   const void *index)
{
    return page_step_lights(page, *(const int *)index, mark);
}

static json_t *step_json(struct page *page, int index)
{
    const struct tour_step *s = &page->choice.lesson->step[index];
    const struct page_step *p = &page->step[index];
    json_t *out = json_object(), *lit = json_array();
    for (int i = 0; i < page->n_marks; i++)
        if (page_step_lights(page, index, &page->mark[i]))
            json_array_append_new(lit, json_integer(i));
    json_object_set_new(out, "lit", lit);
    json_object_set_new(out, "needles", json_boolean(s->show >= TOUR_NEEDLES));
    if (p->record) {
        json_t *pair = page_symptoms(page, p->record);
        if (pair)
            json_object_set_new(out, "symptoms", pair);
    }
    if (s->channel)
        json_object_set_new(out, "channel", json_string(s->channel->id));
    if (p->layers & (SCENE_DERMATOMES | SCENE_NERVES))
        json_object_set_new(
            out, "layer",
            json_string(p->layers & SCENE_DERMATOMES ? "dermatomes" : "nerves"));
    json_object_set_new(out, "thin", json_boolean(page_step_is_thin(page, index)));
    if (s->camera.look == TOUR_VIEW)
        json_object_set_new(out, "view", json_string(s->camera.what));
    if (s->camera.look == TOUR_STRUCTURE) {
        json_t *view = page_view_of_structure(page, s->camera.what, s->camera.side);
        json_object_set_new(out, "structure", json_string(s->camera.what));
        if (view)
            json_object_set_new(out, "own_view", view);
    }
    if (s->camera.look == TOUR_EYE)
        json_object_set_new(out, "own_view", page_view_of_eye(page, &s->camera.eye));
    int at = page_step_mark(page, index);
    if (at >= 0)
        json_object_set_new(out, "look", json_integer(at));
    else if (s->camera.look != TOUR_VIEW && s->camera.look != TOUR_STAY &&
             s->camera.look != TOUR_EYE && s->camera.look != TOUR_STRUCTURE) {
        json_t *view = page_view_of_marks(page, lit_in, &index);
        if (view)
            json_object_set_new(out, "own_view", view);
    }
    return out;
}

void page_add_steps(struct page *page)
{
    const struct tour *lesson = page->choice.lesson;
    if (!lesson)
        return;
    json_t *steps = json_array();
    for (int i = 0; i < lesson->n_steps; i++)
        json_array_append_new(steps, step_json(page, i));
    json_object_set_new(page->data, "steps", steps);
}
