/* What the script of a page draws: the skin, the places, where to look from, the lines,
 * the territories and what lies beneath. Metres, in the frame of geom/mesh.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/trace.h"
#include "base/arena.h"
#include "page/page_internal.h"
#include "scene/layers.h"
#include "stage/aim.h"
#include "stage/territories.h"
#include "stage/tint.h"
#include "stage/xray.h"
#include "ui/theme.h"
#include "views/words.h"

enum {
    SKIN_MOST = 130000, /* triangles: a foreign mesh may have millions */
    BENEATH_MOST = 2400 /* of one structure */
};

static json_t *numbers(const float *value, int n)
{
    json_t *list = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(list, json_real(roundf(value[i] * 100000) / 100000));
    return list;
}

static void color_text(char out[8], uint32_t rgba)
{
    snprintf(out, 8, "#%06x", rgba >> 8);
}

static json_t *color_pair(uint32_t light, uint32_t dark)
{
    char a[8], b[8];
    color_text(a, light);
    color_text(b, dark);
    return json_pack("[s,s]", a, b);
}

void page_add_skin(struct page *page)
{
    const struct mesh *mesh = subject_mesh(page->source.subject);
    json_t *skin = pack_mesh(&page->skin, mesh, SKIN_MOST, page->blob);
    if (mesh->occlusion)
        json_object_set_new(skin, "open",
                            pack_bytes(&page->skin, mesh->occlusion, 1, page->blob));
    json_object_set_new(page->data, "skin", skin);
}

// ---------------------------------------------------------------- from where

static json_t *angles(const struct camera *camera)
{
    const float two[2] = {camera->yaw, camera->pitch};
    return numbers(two, 2);
}

/* a ball and where it is seen from best */
static json_t *view_of_ball(const struct page *page, const float centre[3], float radius,
                            const float at[3], const float normal[3])
{
    const struct body *body = subject_body(page->source.subject);
    const float ball[4] = {centre[0], centre[1], centre[2], radius};
    json_t *from = json_array();
    int n = aim_shapes(AIM_COARSE);
    for (int shape = page->many ? n - 1 : 0; shape < n; shape++) {
        struct aim aim = {.margin = 0.05f};
        struct camera_port port = aim_shape(AIM_COARSE, shape);
        struct camera camera = {0};
        aim_named(page->source.subject, "front", &camera);
        aim_add_ball(&aim, centre, radius);
        aim_look_at(&aim, body_bvh(body), &port, at, normal, &camera);
        json_array_append_new(from, angles(&camera));
    }
    return json_pack("{s:o,s:o}", "from", from, "ball", numbers(ball, 4));
}

json_t *page_view_of_eye(const struct page *page, const struct tour_eye *eye)
{
    const double degree = 0.017453292519943295;
    float min[3], max[3], ball[4];
    mesh_bounds(subject_mesh(page->source.subject), min, max);
    float high = max[1] - min[1];
    for (int k = 0; k < 3; k++)
        ball[k] = high * (float)eye->at[k] + (k == 1 ? min[1] : 0);
    ball[3] = high * (float)eye->reach;
    struct camera camera = {.yaw = (float)(eye->yaw * degree),
                            .pitch = (float)(eye->pitch * degree)};
    return json_pack("{s:[o],s:o}", "from", angles(&camera), "ball", numbers(ball, 4));
}

json_t *page_view_of_mark(const struct page *page, const struct page_mark *m)
{
    const struct body *body = subject_body(page->source.subject);
    return view_of_ball(page, m->position, aim_reach(body, &m->on), m->position,
                        m->normal);
}

/* the scene's own marks, for what frames a plan */
static struct scene_mark *scene_marks(const struct page *page, uint32_t *n)
{
    struct scene_mark *out =
        arena_alloc_array(page->arena, (size_t)page->n_marks + 1, sizeof *out);
    *n = 0;
    for (int i = 0; i < page->n_marks; i++) {
        const struct page_mark *m = &page->mark[i];
        bool chosen = m->entry.state == PLANNED_CHOSEN;
        if (!chosen && page_plan(page))
            continue;
        struct scene_mark *to = &out[(*n)++];
        to->emphasis = SCENE_CHOSEN;
        memcpy(to->position, m->position, sizeof to->position);
        memcpy(to->normal, m->normal, sizeof to->normal);
    }
    return out;
}

static json_t *view_of_plan(const struct page *page, const struct scene_mark *mark,
                            uint32_t n)
{
    const struct mesh *mesh = subject_mesh(page->source.subject);
    json_t *from = json_array();
    struct aim aim;
    for (int shape = 0; shape < aim_shapes(AIM_FINE); shape++) {
        struct camera_port port = aim_shape(AIM_FINE, shape);
        struct camera camera = {0};
        struct aim_plan plan = {
            .subject = page->source.subject, .port = &port, .mark = mark, .n_marks = n};
        aim = (struct aim){.margin = 0.13f};
        if (!aim_plan(&aim, &plan, &camera)) {
            json_decref(from);
            return NULL;
        }
        json_array_append_new(from, angles(&camera));
    }
    float crown[3], chest[3];
    aim = (struct aim){.margin = 0.13f};
    aim_marks(&aim, mark, n); // the script takes in the head where its screen asks for it
    json_t *view = json_pack("{s:o,s:o,s:f}", "from", from, "aim",
                             numbers(&aim.point[0][0], (int)aim.n * 3), "margin", 0.13);
    if (aim_has_head(&aim, mesh, crown, chest))
        json_object_set_new(view, "head",
                            json_pack("[o,o]", numbers(crown, 3), numbers(chest, 3)));
    return view;
}

static json_t *view_of_whole(const struct page *page, const char *name)
{
    struct camera camera = {0};
    float box[6];
    aim_named(page->source.subject, name, &camera);
    mesh_bounds(subject_mesh(page->source.subject), box, box + 3);
    return json_pack("{s:[o],s:o,s:f}", "from", angles(&camera), "box", numbers(box, 6),
                     "margin", 0.05);
}

/* the middle of a part's skin */
static bool part_middle(const struct body *body, int part, enum side side, float out[3])
{
    const struct mesh *mesh = body_mesh(body);
    double sum[3] = {0};
    uint32_t n = 0;
    for (uint32_t t = 0; t < mesh->n_triangles; t++) {
        enum side here;
        if (body_part_of(body, t, &here) != part || here != side)
            continue;
        for (int k = 0; k < 3; k++)
            sum[k] += (double)mesh->position[mesh->triangle[t][0]][k];
        n++;
    }
    for (int k = 0; k < 3 && n; k++)
        out[k] = (float)(sum[k] / n);
    return n > 0;
}

/* hands and feet are seen as the point sees them that lies in their middle */
static void add_parts(const struct page *page, json_t *views)
{
    static const struct {
        const char *id, *point;
    } PARTS[] = {{"hand", "TE3"}, {"palm", "PC8"}, {"foot", "LR3"}, {"sole", "KI1"}};
    const struct body *body = subject_body(page->source.subject);
    for (int s = 0; s < 2; s++)
        for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
            enum side side = s ? SIDE_R : SIDE_L;
            const struct point *p = catalog_point(body_catalog(body), PARTS[i].point);
            const struct site *site = p ? body_site(body, p, side) : NULL;
            float centre[3];
            if (!site || !site->placed)
                continue;
            int part = body_part_of(body, site->on.triangle, NULL);
            if (part < 0 || !part_middle(body, part, side, centre))
                continue;
            json_t *view = view_of_ball(page, centre, aim_reach(body, &site->on) * 1.15f,
                                        site->position, site->normal);
            json_object_set_new(view, "side", json_string(s ? "R" : "L"));
            char id[16];
            snprintf(id, sizeof id, "%s.%c", PARTS[i].id, s ? 'R' : 'L');
            json_object_set_new(views, id, view);
        }
}

void page_add_views(struct page *page)
{
    static const char *const NAMES[] = {"front", "back", "left", "right"};
    json_t *views = json_object();
    uint32_t n;
    const struct scene_mark *mark = scene_marks(page, &n);
    json_t *plan = n && !page->many ? view_of_plan(page, mark, n) : NULL;
    if (plan)
        json_object_set_new(views, "plan", plan);
    for (int i = 0; i < 4; i++)
        json_object_set_new(views, NAMES[i], view_of_whole(page, NAMES[i]));
    add_parts(page, views);
    json_object_set_new(page->data, "views", views);
}

// ---------------------------------------------------------------- places

static const char *state_word(enum planned_state state)
{
    static const char *const WORDS[] = {"there", "removed", "offered", "chosen"};
    return WORDS[state];
}

static json_t *mark_json(const struct page *page, const struct page_mark *m)
{
    const struct planned_needle *n = &m->needle;
    json_t *out =
        json_pack("{s:s,s:s,s:s#,s:s,s:o,s:o}", "code", m->code, "card", m->card, "side",
                  &m->side, (size_t)1, "state", state_word(m->entry.state), "at",
                  numbers(m->position, 3), "normal", numbers(m->normal, 3));
    if (m->site)
        json_object_set_new(out, "channel", json_string(m->site->point->channel));
    if (n->has_direction)
        json_object_set_new(out, "direction", numbers(n->direction, 3));
    // as plan_json writes them
    if (n->has_depth)
        json_object_set_new(out, "depth_mm",
                            json_pack("[f,f]", n->depth_mm[0], n->depth_mm[1]));
    json_object_set_new(out, "depth_cun",
                        json_pack("[f,f]", n->depth_cun[0], n->depth_cun[1]));
    json_object_set_new(out, "view", page_view_of_mark(page, m));
    return out;
}

void page_add_marks(struct page *page, int from, int to)
{
    json_t *marks = json_object_get(page->data, "marks");
    if (!marks) {
        marks = json_array();
        json_object_set_new(page->data, "marks", marks);
    }
    for (int i = from; i < to && i < page->n_marks; i++)
        json_array_append_new(marks, mark_json(page, &page->mark[i]));
}

// ---------------------------------------------------------------- channels

static bool carries_mark(const struct page *page, const struct trace_line *line)
{
    for (int i = 0; i < page->n_marks; i++)
        for (int k = 0; k < line->n_points; k++)
            if (page->mark[i].site == line->point[k] &&
                page->mark[i].entry.state == PLANNED_CHOSEN)
                return true;
    return false;
}

static bool channel_wanted(const struct page *page, const struct trace_line *line)
{
    const struct page_choice *c = &page->choice;
    const struct tour *lesson = c->lesson;
    for (const char *const *id = c->channels; id && *id; id++)
        if (strcmp(*id, line->channel->id) == 0)
            return true;
    for (int i = 0; lesson && i < lesson->n_steps; i++)
        if (lesson->step[i].channel == line->channel)
            return true;
    if (!page->record && !c->channels && !c->points && !c->structures && !lesson)
        return true;
    return carries_mark(page, line);
}

/* a line that lies a millimetre over the skin is not drawn into it */
static json_t *line_places(const struct page *page, const struct trace_line *line)
{
    const float over = 0.001f;
    float(*place)[3] = xmalloc(line->n * sizeof *place);
    for (uint32_t i = 0; i < line->n; i++)
        for (int k = 0; k < 3; k++)
            place[i][k] = line->position[i][k] + over * line->normal[i][k];
    json_t *where =
        pack_places(&page->skin, (const float(*)[3])place, line->n, page->blob);
    free(place);
    return where;
}

/* what other books call each channel, for the search */
static json_t *also_called(const struct catalog *c)
{
    json_t *out = json_object();
    for (int i = 0; i < c->n_channels; i++) {
        json_t *names = json_array();
        for (const char *const *also = c->channel[i].also; *also; also++)
            json_array_append_new(names, json_string(*also));
        json_object_set_new(out, c->channel[i].id, names);
    }
    return out;
}

void page_add_channels(struct page *page)
{
    json_object_set_new(page->data, "called",
                        also_called(subject_catalog(page->source.subject)));
    const struct trace *traces = subject_traces(page->source.subject);
    json_t *list = json_array();
    for (int i = 0; i < traces->count; i++) {
        const struct trace_line *line = &traces->line[i];
        if (line->n < 2 || !channel_wanted(page, line))
            continue;
        const char *id = line->channel->id;
        json_array_append_new(list, json_pack("{s:s,s:s,s:i,s:o,s:o}", "id", id, "side",
                                              side_name(line->side), "n", (int)line->n,
                                              "at", line_places(page, line), "color",
                                              color_pair(theme_channel_color(id, false),
                                                         theme_channel_color(id, true))));
    }
    json_object_set_new(page->data, "channels", list);
}

// ---------------------------------------------------------------- territories

static json_t *layer_json(struct page *page, struct tint_params params)
{
    json_t *pair = json_array();
    for (int dark = 0; dark < 2; dark++) {
        struct tint *tint = tint_create();
        uint32_t version;
        params.dark = dark;
        const uint8_t(*color)[4] = tint_build(tint, &params, &version);
        if (color)
            json_array_append_new(pair,
                                  pack_bytes(&page->skin, &color[0][0], 4, page->blob));
        tint_destroy(&tint);
    }
    if (json_array_size(pair) == 2)
        return pair;
    json_decref(pair);
    return NULL;
}

json_t *page_symptoms(struct page *page, const struct case_record *record)
{
    return layer_json(page,
                      (struct tint_params){.subject = page->source.subject,
                                           .rules = engine_rules(page->source.engine),
                                           .record = record,
                                           .record_version = 1,
                                           .chosen_region = -1,
                                           .hovered_region = -1});
}

/* dermatomes or territories of nerves, as the window paints them */
static json_t *atlas_json(struct page *page, unsigned layer)
{
    struct territories *territories = territories_create();
    struct scene_input ignored = {0}; // borders and names: a page has the colours alone
    territories_build(
        territories,
        &(struct territories_params){.subject = page->source.subject, .layers = layer},
        &ignored);
    json_t *pair = layer_json(page, (struct tint_params){.subject = page->source.subject,
                                                         .territories = territories,
                                                         .layers = layer,
                                                         .chosen_region = -1,
                                                         .hovered_region = -1});
    territories_destroy(&territories);
    return pair;
}

void page_add_layers(struct page *page)
{
    static const struct {
        const char *id;
        unsigned layer;
    } ATLAS[] = {{"dermatomes", SCENE_DERMATOMES}, {"nerves", SCENE_NERVES}};
    json_t *out = json_object(), *pair;
    if (page->record && (pair = page_symptoms(page, page->record)))
        json_object_set_new(out, "symptoms", pair);
    for (size_t i = 0; i < sizeof ATLAS / sizeof *ATLAS; i++) {
        pair = atlas_json(page, ATLAS[i].layer);
        if (pair)
            json_object_set_new(out, ATLAS[i].id, pair);
    }
    json_object_set_new(page->data, "layers", out);
}

// ---------------------------------------------------------------- beneath the skin

static bool structure_wanted(const struct page *page, const struct inside_part *part)
{
    if (page_step_looks_at(page, part->id))
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
        color_pair(xray_color(part, false) << 8, xray_color(part, true) << 8));
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
    const struct inside_part *part =
        inside ? inside_find(inside, id, side == SIDE_M ? SIDE_L : side) : NULL;
    if (inside && !part)
        part = inside_find(inside, id, SIDE_M);
    if (!part || !part->placed)
        return NULL;
    float centre[3], radius = 0, normal[3];
    struct bvh_hit hit;
    for (int k = 0; k < 3; k++) {
        centre[k] = (part->min[k] + part->max[k]) / 2;
        radius += (part->max[k] - part->min[k]) * (part->max[k] - part->min[k]) / 4;
    }
    // where it comes nearest to the skin halfway along it
    const float *at = part->n_path ? part->path[part->n_path / 2] : centre;
    if (!body_skin(body, at, 0, SIDE_M, 0.3f, &hit))
        return NULL;
    mesh_site_normal(body_mesh(body), &hit.site, normal);
    return view_of_ball(page, centre, fmaxf(sqrtf(radius), 0.08f), hit.position, normal);
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
            structure_wanted(page, &part[i]))
            json_array_append_new(list, part_json(page, &part[i]));
    return true;
}
