/* What lies beneath the skin, as the script draws it: what was asked for, and of a lesson
 * what its steps look at, with the bones there. */
#include <math.h>
#include <string.h>

#include "page/page_internal.h"
#include "scene/layers.h"
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

/* what a step's layers show round the structure that it looks at */
static bool in_a_step(const struct page *page, const struct inside *inside,
                      const struct inside_part *part)
{
    const struct tour *lesson = page->choice.lesson;
    for (int i = 0; lesson && i < lesson->n_steps; i++) {
        const struct tour_step *s = &lesson->step[i];
        const char *bad;
        unsigned layers = *s->layers ? layers_parse(s->layers, &bad) : 0;
        if (s->camera.look != TOUR_STRUCTURE || !(layers & xray_layer(part)))
            continue;
        const struct inside_part *at =
            part_of_side(inside, s->camera.what, s->camera.side);
        float centre[3], away = 0;
        if (!at || !at->placed)
            continue;
        float reach = ball_of(at, centre);
        for (int k = 0; k < 3; k++) {
            float off =
                fmaxf(fmaxf(part->min[k] - centre[k], centre[k] - part->max[k]), 0);
            away += off * off;
        }
        if (away < reach * reach)
            return true;
    }
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

bool page_add_structures(struct page *page, struct error *error)
{
    json_t *list = json_array();
    json_object_set_new(page->data, "structures", list);
    if (!page->choice.structures && !page_step_looks_at(page, NULL))
        return true;
    const struct inside *inside = subject_inside_shown(page->source.subject, error);
    if (!inside)
        return false;
    int n;
    const struct inside_part *part = inside_parts(inside, &n);
    for (int i = 0; i < n; i++)
        if (part[i].placed && part[i].mesh.n_triangles &&
            structure_wanted(page, inside, &part[i]))
            json_array_append_new(list, part_json(page, &part[i]));
    return true;
}
