/* What lies beneath the skin, as the script draws it: what was asked for, and of a lesson
 * what its steps look at, with the bones there. */
#include <math.h>
#include <string.h>

#include "page/page_internal.h"
#include "scene/layers.h"
#include "stage/aim.h"
#include "stage/xray.h"
#include "views/words.h"

enum { BENEATH_MOST = 2400 /* triangles of one structure */ };

/* the ball that a part lies in, never smaller than a joint */
static float ball_of(const struct inside_part *part, float centre[3])
{
    float squares = 0;
    for (int k = 0; k < 3; k++) {
        float half = (part->max[k] - part->min[k]) / 2;
        centre[k] = part->min[k] + half;
        squares += half * half;
    }
    return fmaxf(sqrtf(squares), 0.08f);
}

static const struct inside_part *part_of_side(const struct inside *inside, const char *id,
                                              enum side side)
{
    const struct inside_part *part =
        inside_find(inside, id, side == SIDE_M ? SIDE_L : side);
    return part ? part : inside_find(inside, id, SIDE_M);
}

static bool comes_near(const struct inside_part *part, const float centre[3],
                       float radius)
{
    float away = 0;
    for (int k = 0; k < 3; k++) {
        float off = fmaxf(fmaxf(part->min[k] - centre[k], centre[k] - part->max[k]), 0);
        away += off * off;
    }
    return away < radius * radius;
}

static bool near_mark(const struct page *page, const struct page_mark *m,
                      const struct inside_part *part)
{
    float reach = aim_reach(subject_body(page->source.subject), &m->on);
    return comes_near(part, m->position, reach);
}

/* whether the eye stays where it was: the step says so, or lights nothing to turn to */
static bool stays(const struct page *page, int index)
{
    switch (page->choice.lesson->step[index].camera.look) {
    case TOUR_VIEW:
    case TOUR_STRUCTURE:
    case TOUR_EYE:
        return false;
    case TOUR_STAY:
        return true;
    case TOUR_POINT:
    case TOUR_CHANNEL:
    case TOUR_REGION:
    case TOUR_PLAN:
        break;
    }
    for (int i = 0; i < page->n_marks; i++)
        if (page_step_lights(page, index, &page->mark[i]))
            return false;
    return true;
}

/* whether the step looks where the part lies */
static bool in_sight(const struct page *page, const struct inside *inside, int index,
                     const struct inside_part *part)
{
    const struct tour_step *step = page->choice.lesson->step;
    while (index >= 0 && stays(page, index))
        index--;
    if (index < 0)
        return true; // the whole body, from before
    const struct tour_camera *camera = &step[index].camera;
    float ball[4];
    switch (camera->look) {
    case TOUR_VIEW:
        return true;
    case TOUR_STRUCTURE: {
        const struct inside_part *at = part_of_side(inside, camera->what, camera->side);
        if (!at || !at->placed)
            return false;
        float reach = ball_of(at, ball);
        return comes_near(part, ball, reach);
    }
    case TOUR_EYE:
        page_eye_ball(page, &camera->eye, ball);
        return comes_near(part, ball, ball[3]);
    case TOUR_POINT: {
        int at = page_step_mark(page, index);
        if (at >= 0)
            return near_mark(page, &page->mark[at], part);
        break;
    }
    case TOUR_STAY:
    case TOUR_CHANNEL:
    case TOUR_REGION:
    case TOUR_PLAN:
        break;
    }
    for (int i = 0; i < page->n_marks; i++)
        if (page_step_lights(page, index, &page->mark[i]) &&
            near_mark(page, &page->mark[i], part))
            return true;
    return false;
}

static bool drawn(const struct inside_part *part)
{
    return part->placed && part->mesh.n_triangles;
}

/* The layers of a step that lie beneath. What colours the skin as well does so alone:
 * thin skin would wash out the territories that the step tells of. */
static unsigned beneath(const struct page *page, int index)
{
    unsigned layers = page->step[index].layers & SCENE_BENEATH;
    bool at_one = page->choice.lesson->step[index].camera.look == TOUR_STRUCTURE;
    return at_one || layers & ~(unsigned)SCENE_SKIN ? layers : 0;
}

/* what a step's layers show where it looks */
static bool in_step(const struct page *page, const struct inside *inside, int index,
                    const struct inside_part *part)
{
    return beneath(page, index) & xray_layer(part) && in_sight(page, inside, index, part);
}

static bool in_a_step(const struct page *page, const struct inside *inside,
                      const struct inside_part *part)
{
    const struct tour *lesson = page->choice.lesson;
    for (int i = 0; lesson && i < lesson->n_steps; i++)
        if (in_step(page, inside, i, part))
            return true;
    return false;
}

bool page_step_is_thin(const struct page *page, int index)
{
    const struct tour_camera *camera = &page->choice.lesson->step[index].camera;
    if (!page->beneath)
        return false;
    const struct inside *inside = subject_inside_shown(page->source.subject, NULL);
    if (camera->look == TOUR_STRUCTURE) {
        const struct inside_part *at = part_of_side(inside, camera->what, camera->side);
        if (at && drawn(at))
            return true;
    }
    int n;
    const struct inside_part *part = inside_parts(inside, &n);
    for (int i = 0; i < n; i++)
        if (drawn(&part[i]) && in_step(page, inside, index, &part[i]))
            return true;
    return false;
}

static bool structure_wanted(const struct page *page, const struct inside *inside,
                             const struct inside_part *part)
{
    if (page_step_looks_at(page, part->id) || in_a_step(page, inside, part))
        return true;
    for (const char *const *id = page->choice.structures; id && *id; id++) {
        const struct layer *layer = layers_find(*id, strlen(*id));
        if (strcmp(*id, part->id) == 0 || (layer && layer->bit & xray_layer(part)))
            return true;
    }
    return false;
}

static json_t *part_json(struct page *page, const struct inside_part *part)
{
    struct pack pack;
    json_t *out = pack_mesh(&pack, &part->mesh, BENEATH_MOST, page->blob);
    pack_free(&pack);
    json_object_set_new(out, "id", json_string(part->id));
    json_object_set_new(out, "side", json_string(side_name(part->side)));
    json_object_set_new(out, "system", json_string(structure_system_names[part->system]));
    json_object_set_new(
        out, "color",
        page_colors(xray_color(part, false) << 8, xray_color(part, true) << 8));
    json_t *names = json_object();
    for (int i = 0; i < page->source.n_texts; i++)
        json_object_set_new(
            names, texts_lang(page->source.texts[i]),
            json_string(words_structure(page->source.texts[i], part->name)));
    json_object_set_new(out, "name", names);
    json_object_set_new(out, "latin", json_string(part->name->latin));
    return out;
}

json_t *page_view_of_structure(const struct page *page, const char *id, enum side side)
{
    const struct body *body = subject_body(page->source.subject);
    const struct inside *inside = subject_inside(page->source.subject, NULL);
    const struct inside_part *part = inside ? part_of_side(inside, id, side) : NULL;
    if (!part || !part->placed)
        return NULL;
    float centre[3], normal[3], radius = ball_of(part, centre);
    struct bvh_hit hit;
    // where it comes nearest to the skin halfway along it
    const float *at = part->n_path ? part->path[part->n_path / 2] : centre;
    if (!body_skin(body, at, 0, SIDE_M, 0.3f, &hit))
        return NULL;
    mesh_site_normal(body_mesh(body), &hit.site, normal);
    return page_view_of_ball(page, centre, radius, hit.position, normal);
}

static bool lesson_has_layers(const struct page *page)
{
    const struct tour *lesson = page->choice.lesson;
    for (int i = 0; lesson && i < lesson->n_steps; i++)
        if (beneath(page, i))
            return true;
    return false;
}

bool page_add_structures(struct page *page, struct error *error)
{
    json_t *list = json_array();
    bool asked = page->choice.structures || page_step_looks_at(page, NULL);
    json_object_set_new(page->data, "structures", list);
    if (!asked && !lesson_has_layers(page))
        return true;
    const struct inside *inside = subject_inside_shown(page->source.subject, error);
    if (!inside)
        return !asked; // a layer shows what there is
    int n;
    const struct inside_part *part = inside_parts(inside, &n);
    for (int i = 0; i < n; i++)
        if (drawn(&part[i]) && structure_wanted(page, inside, &part[i])) {
            json_array_append_new(list, part_json(page, &part[i]));
            page->beneath |= xray_layer(&part[i]);
        }
    return true;
}
