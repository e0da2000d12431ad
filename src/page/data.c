/* What the script of a page draws: the skin, the places, the lines and the territories.
 * Metres, in the frame of geom/mesh.h. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "anatomy/trace.h"
#include "base/arena.h"
#include "page/page_internal.h"
#include "scene/layers.h"
#include "stage/skin_detail.h"
#include "stage/territories.h"
#include "stage/tint.h"
#include "ui/theme.h"
#include "views/words.h"

enum { SKIN_MOST = 130000 /* triangles: a foreign mesh may have millions */ };

json_t *page_numbers(const float *value, int n)
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

json_t *page_colors(uint32_t light, uint32_t dark)
{
    char a[8], b[8];
    color_text(a, light);
    color_text(b, dark);
    return json_pack("[s,s]", a, b);
}

/* what runs over the skin: places and normals of all, and how many, how wide and how deep
 * each is; NULL = none */
static json_t *creases_json(struct page *page, const struct scene_input *scene)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < scene->n_creases; i++)
        n += scene->crease[i].n;
    if (!n)
        return NULL;
    float(*at)[3] = xmalloc(n * sizeof *at), (*out)[3] = xmalloc(n * sizeof *out);
    json_t *each = json_array();
    n = 0;
    for (uint32_t i = 0; i < scene->n_creases; i++) {
        const struct scene_crease *c = &scene->crease[i];
        memcpy(at + n, c->position, c->n * sizeof *at);
        memcpy(out + n, c->normal, c->n * sizeof *out);
        json_array_append_new(each, json_pack("[i,f,f]", (int)c->n, c->width, c->depth));
        n += c->n;
    }
    json_t *creases =
        json_pack("{s:i,s:o,s:o,s:o}", "n", (int)n, "at",
                  pack_places(&page->skin, (const float(*)[3])at, n, page->blob), "out",
                  pack_normals((const float(*)[3])out, n, page->blob), "each", each);
    free(at);
    free(out);
    return creases;
}

/* the skin with the relief of what lies beneath it, as the window shows it */
void page_add_skin(struct page *page)
{
    struct mesh mesh = *subject_mesh(page->source.subject);
    struct skin_detail *detail = skin_detail_create();
    struct scene_input scene = {0};
    skin_detail_build(detail, page->source.subject, &scene);
    if (scene.normal)
        mesh.normal = (void *)scene.normal;
    json_t *skin = pack_mesh(&page->skin, &mesh, SKIN_MOST, page->blob);
    const uint8_t *open = scene.occlusion ? scene.occlusion : mesh.occlusion;
    if (open)
        json_object_set_new(skin, "open", pack_bytes(&page->skin, open, 1, page->blob));
    json_t *creases = creases_json(page, &scene);
    if (creases)
        json_object_set_new(skin, "creases", creases);
    json_object_set_new(page->data, "skin", skin);
    skin_detail_destroy(&detail);
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
                  page_numbers(m->position, 3), "normal", page_numbers(m->normal, 3));
    if (m->site)
        json_object_set_new(out, "channel", json_string(m->site->point->channel));
    if (n->has_direction)
        json_object_set_new(out, "direction", page_numbers(n->direction, 3));
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
    if (page_is_whole(page))
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

/* which marks of a channel are looked at */
struct channel_look {
    const char *channel;
    enum { LOOK_CHOSEN, LOOK_LEFT, LOOK_ALL, LOOKS } at;
};

static bool of_channel(const struct page *page, const struct page_mark *mark,
                       const void *user)
{
    const struct channel_look *look = user;
    (void)page;
    if (!mark->site || strcmp(mark->site->point->channel, look->channel) != 0)
        return false;
    return look->at == LOOK_CHOSEN ? mark->entry.state == PLANNED_CHOSEN
                                   : look->at == LOOK_ALL || mark->side != 'R';
}

/* the limb that the plan needles; else the left one, and the other where that is absent
 */
static json_t *channel_view(const struct page *page, const char *channel)
{
    struct channel_look look = {.channel = channel};
    json_t *view = NULL;
    for (; look.at < LOOKS && !view; look.at++)
        view = page_view_of_marks(page, of_channel, &look);
    return view;
}

/* from where each channel is seen, where a page lights them one by one */
static json_t *channel_views(const struct page *page, const json_t *lines)
{
    json_t *views = json_object(), *line;
    size_t i;
    json_array_foreach(lines, i, line)
    {
        const char *id = json_string_value(json_object_get(line, "id"));
        json_t *view = json_object_get(views, id) ? NULL : channel_view(page, id);
        if (view)
            json_object_set_new(views, id, view);
    }
    return views;
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
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:i,s:o,s:o}", "id", id, "side",
                                        side_name(line->side), "n", (int)line->n, "at",
                                        line_places(page, line), "color",
                                        page_colors(theme_channel_color(id, false),
                                                    theme_channel_color(id, true))));
    }
    json_object_set_new(page->data, "channels", list);
    json_object_set_new(page->data, "channel_views", channel_views(page, list));
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
