#include "study/tours.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/listing.h"

enum { MOST = 64 };

struct load {
    struct tours *tours;
    struct tour *list; /* MOST */
    const struct catalog *catalog;
    struct error *error;
};

static bool string_of(struct load *l, const struct json_at *object, const char *key,
                      const char **out)
{
    struct json_at at;
    if (!json_member(object, key, JSON_STRING, &at, l->error))
        return false;
    *out = arena_strdup(l->tours->arena, json_string_value(at.value));
    return **out || json_fail(&at, l->error, "is empty; expected a text");
}

// ---------------------------------------------------------------- a step's look

static bool exists(struct load *l, enum tour_look look, const char *what)
{
    static const char *const VIEWS[] = {"front", "back", "left", "right"};
    switch (look) {
    case TOUR_VIEW:
        for (size_t i = 0; i < sizeof VIEWS / sizeof *VIEWS; i++)
            if (strcmp(VIEWS[i], what) == 0)
                return true;
        return false;
    case TOUR_POINT:
        return catalog_find(l->catalog, what);
    case TOUR_CHANNEL:
        return catalog_channel(l->catalog, what) != NULL;
    case TOUR_REGION:
        return catalog_region(l->catalog, what) != NULL;
    case TOUR_STAY:
    case TOUR_PLAN:
    case TOUR_STRUCTURE:
    case TOUR_EYE:
        break;
    }
    return true;
}

/* three numbers of a list */
static bool load_place(struct load *l, const struct json_at *object, double out[3])
{
    struct json_at list, item;
    if (!json_member(object, "at", JSON_ARRAY, &list, l->error))
        return false;
    if (json_array_size(list.value) != 3)
        return json_fail(&list, l->error, "expected three numbers");
    for (size_t i = 0; i < 3; i++)
        if (!json_element(&list, i, JSON_REAL, &item, l->error) ||
            !json_number(&item, -2, 2, &out[i], l->error))
            return false;
    return true;
}

static bool load_eye(struct load *l, const struct json_at *at, struct tour_eye *eye)
{
    static const char *const KEYS[] = {"at", "reach", "yaw", "pitch", NULL};
    struct json_at reach, yaw, pitch;
    return json_keys(at, KEYS, l->error) && load_place(l, at, eye->at) &&
           json_member(at, "reach", JSON_REAL, &reach, l->error) &&
           json_number(&reach, 0.005, 2, &eye->reach, l->error) &&
           json_member(at, "yaw", JSON_REAL, &yaw, l->error) &&
           json_number(&yaw, -360, 360, &eye->yaw, l->error) &&
           json_member(at, "pitch", JSON_REAL, &pitch, l->error) &&
           json_number(&pitch, -90, 90, &eye->pitch, l->error);
}

static bool load_camera(struct load *l, const struct json_at *step,
                        struct tour_camera *out)
{
    static const char *const KEYS[] = {"view",      "point", "channel", "region", "plan",
                                       "structure", "eye",   "side",    NULL};
    struct json_at camera, at, side;
    if (!json_optional(step, "camera", JSON_OBJECT, &camera, l->error))
        return false;
    if (!camera.value)
        return true;
    if (!json_keys(&camera, KEYS, l->error) ||
        !json_optional(&camera, "side", JSON_STRING, &side, l->error))
        return false;
    if (side.value && !side_parse(json_string_value(side.value), &out->side))
        return json_fail(&side, l->error, "is no side; expected L, R or M");
    for (int i = 0; KEYS[i + 1]; i++) {
        json_type type = strcmp(KEYS[i], "plan") == 0  ? JSON_TRUE
                         : strcmp(KEYS[i], "eye") == 0 ? JSON_OBJECT
                                                       : JSON_STRING;
        if (!json_optional(&camera, KEYS[i], type, &at, l->error))
            return false;
        if (!at.value)
            continue;
        if (out->look != TOUR_STAY)
            return json_fail(&at, l->error, "looks at a second thing; expected one");
        out->look = (enum tour_look)(TOUR_VIEW + i);
        if (type == JSON_OBJECT && !load_eye(l, &at, &out->eye))
            return false;
        if (type != JSON_STRING)
            continue;
        out->what = arena_strdup(l->tours->arena, json_string_value(at.value));
        if (!exists(l, out->look, out->what))
            return json_fail(&at, l->error, "there is no %s \"%s\"", KEYS[i], out->what);
    }
    return out->look != TOUR_STAY || json_fail(&camera, l->error,
                                               "looks at nothing; expected view, point, "
                                               "channel, region, plan, structure or eye");
}

// ---------------------------------------------------------------- a written step

/* "ST36", "SP6.L": the code as the catalogue has it, and the side */
static bool load_lit_point(struct load *l, const struct json_at *at, struct tour_lit *out)
{
    char code[64];
    const char *text = json_string_value(at->value);
    size_t n = strlen(text);
    bool sided = n > 2 && n < sizeof code && text[n - 2] == '.' &&
                 side_parse(text + n - 1, &out->side);
    snprintf(code, sizeof code, "%.*s", (int)(sided ? n - 2 : n), text);
    const struct point *p = catalog_find(l->catalog, code);
    if (!p)
        return json_fail(at, l->error, "there is no point \"%s\"", text);
    out->code = strcmp(p->code, code) == 0 ? p->code : p->group;
    return true;
}

static bool load_lit(struct load *l, const struct json_at *step, struct tour_step *s)
{
    struct json_at list, item;
    if (!json_optional(step, "points", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    struct tour_lit *lit = arena_alloc_array(l->tours->arena, n + 1, sizeof *lit);
    s->lit = lit;
    for (size_t i = 0; i < n; i++, s->n_lit++)
        if (!json_element(&list, i, JSON_STRING, &item, l->error) ||
            !load_lit_point(l, &item, &lit[i]))
            return false;
    return true;
}

static bool load_strings(struct load *l, const struct json_at *step, const char *key,
                         const char *const **out)
{
    struct json_at list, item;
    if (!json_optional(step, key, JSON_ARRAY, &list, l->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    const char **strings = arena_alloc_array(l->tours->arena, n + 1, sizeof *strings);
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_STRING, &item, l->error))
            return false;
        strings[i] = arena_strdup(l->tours->arena, json_string_value(item.value));
    }
    *out = strings;
    return true;
}

static bool load_show(struct load *l, const struct json_at *step, enum tour_show *out)
{
    static const char *const WORDS[] = {"symptoms", "points", "needles", "lamp", NULL};
    struct json_at at;
    int word = TOUR_POINTS;
    if (!json_optional(step, "show", JSON_STRING, &at, l->error) ||
        (at.value && !json_choice(&at, WORDS, &word, l->error)))
        return false;
    *out = (enum tour_show)word;
    return true;
}

static bool load_words(struct load *l, const struct json_at *at, const char *tour,
                       struct tour_step *s)
{
    struct json_at evidence;
    struct arena *a = l->tours->arena;
    if (!string_of(l, at, "id", &s->id) ||
        !string_of(l, at, "title", &s->title.english) ||
        !string_of(l, at, "text", &s->text.english) ||
        !json_optional(at, "evidence", JSON_STRING, &evidence, l->error))
        return false;
    s->title.id = arena_printf(a, "tour.%s.%s.title", tour, s->id);
    s->text.id = arena_printf(a, "tour.%s.%s.text", tour, s->id);
    if (evidence.value)
        s->evidence =
            (struct study_text){arena_printf(a, "tour.%s.%s.evidence", tour, s->id),
                                arena_strdup(a, json_string_value(evidence.value))};
    return true;
}

static bool load_isolate(struct load *l, const struct json_at *step, struct isolate *out)
{
    struct json_at at;
    if (!json_optional(step, "isolate", JSON_STRING, &at, l->error))
        return false;
    return !at.value || isolate_parse(out, json_string_value(at.value), l->catalog) ||
           json_fail(&at, l->error, "\"%.60s\" shows nothing; expected %s",
                     json_string_value(at.value), ISOLATE_EXPECTED);
}

static const char *join(struct arena *a, const char *const *words)
{
    const char *joined = "";
    for (; *words; words++)
        joined = arena_printf(a, "%s%s%s", joined, *joined ? "," : "", *words);
    return joined;
}

static bool load_step(struct load *l, const struct json_at *at, const char *tour,
                      struct tour_step *s)
{
    static const char *const KEYS[] = {
        "id",         "title",  "text", "evidence", "camera",  "case", "channel",
        "statements", "layers", "show", "points",   "isolate", NULL};
    struct json_at record, channel;
    const char *const *layers;
    if (!json_keys(at, KEYS, l->error) || !load_words(l, at, tour, s) ||
        !load_camera(l, at, &s->camera) ||
        !json_optional(at, "case", JSON_OBJECT, &record, l->error) ||
        !json_optional(at, "channel", JSON_STRING, &channel, l->error) ||
        !load_strings(l, at, "statements", &s->statements) ||
        !load_strings(l, at, "layers", &layers) || !load_show(l, at, &s->show) ||
        !load_lit(l, at, s) || !load_isolate(l, at, &s->isolate))
        return false;
    s->layers = join(l->tours->arena, layers);
    if (channel.value) {
        s->channel = catalog_channel(l->catalog, json_string_value(channel.value));
        if (!s->channel)
            return json_fail(&channel, l->error, "there is no channel \"%s\"",
                             json_string_value(channel.value));
    }
    if (record.value) {
        char *text = json_dumps(record.value, JSON_COMPACT);
        s->case_text = arena_strdup(l->tours->arena, text ? text : "");
        free(text);
    }
    if (s->camera.look == TOUR_PLAN && !s->case_text)
        return json_fail(at, l->error, "looks at a plan and has no case");
    return true;
}

static bool load_tour(struct load *l, const struct json_at *root, struct tour *t)
{
    static const char *const KEYS[] = {"schema", "id",    "order", "title",
                                       "source", "steps", NULL};
    struct json_at order, steps, source, item;
    double number;
    if (!json_keys(root, KEYS, l->error) || !string_of(l, root, "id", &t->id) ||
        !string_of(l, root, "title", &t->title.english) ||
        !json_member(root, "order", JSON_REAL, &order, l->error) ||
        !json_number(&order, 0, 1000, &number, l->error) ||
        !json_optional(root, "source", JSON_STRING, &source, l->error) ||
        !json_member(root, "steps", JSON_ARRAY, &steps, l->error))
        return false;
    t->title.id = arena_printf(l->tours->arena, "tour.%s.title", t->id);
    t->order = (int)number;
    t->source = arena_strdup(l->tours->arena,
                             source.value ? json_string_value(source.value) : "");
    size_t n = json_array_size(steps.value);
    if (!n)
        return json_fail(&steps, l->error, "is empty; expected steps");
    struct tour_step *step = arena_alloc_array(l->tours->arena, n, sizeof *step);
    t->step = step;
    for (size_t i = 0; i < n; i++, t->n_steps++)
        if (!json_element(&steps, i, JSON_OBJECT, &item, l->error) ||
            !load_step(l, &item, t->id, &step[i]))
            return false;
    return true;
}

// ---------------------------------------------------------------- channel tours

/* the whole channel, then its points in the order of flow */
static void make_channel_tour(struct load *l, const struct channel *c,
                              const char *sentence, struct tour *t)
{
    static const char *const NONE[] = {NULL};
    struct arena *a = l->tours->arena;
    struct tour_step *step = arena_alloc_array(a, (size_t)c->n_stops + 1, sizeof *step);
    t->id = arena_printf(a, "channel.%s", c->id);
    t->title = (struct study_text){NULL, c->english};
    t->source = "";
    t->channel = c;
    step[0] = (struct tour_step){
        .id = "whole",
        .title = t->title,
        .text = {arena_printf(a, "tour.channel.%s.text", c->id), sentence},
        .camera = {.look = TOUR_CHANNEL, .what = c->id}};
    int n = 1;
    for (int i = 0; i < c->n_stops; i++) {
        if (c->stop[i].point < 0)
            continue;
        const struct point *p = &l->catalog->point[c->stop[i].point];
        step[n++] = (struct tour_step){
            .id = p->code,
            .point = p,
            .text = {arena_printf(a, "point.%s.location", p->code), p->location},
            .camera = {.look = TOUR_POINT, .what = p->code}};
    }
    for (int i = 0; i < n; i++) {
        step[i].channel = c;
        step[i].show = TOUR_POINTS;
        step[i].statements = NONE;
        step[i].layers = "";
    }
    t->step = step;
    t->n_steps = n;
}

static bool load_channels(struct load *l, const char *data_dir)
{
    static const char *const KEYS[] = {"schema", "note", "channels", NULL};
    char path[PATH_MAX];
    struct json_doc doc;
    struct json_at root, object;
    snprintf(path, sizeof path, "%s/assets/tours/channels.json", data_dir);
    if (!json_doc_load(&doc, path, 0, l->error))
        return false;
    root = json_doc_root(&doc);
    bool ok = json_schema(&root, "deqi/channel-tours-1", l->error) &&
              json_keys(&root, KEYS, l->error) &&
              json_member(&root, "channels", JSON_OBJECT, &object, l->error);
    for (int i = 0; ok && i < l->catalog->n_channels && l->tours->n < MOST; i++) {
        const struct channel *c = &l->catalog->channel[i];
        const char *sentence;
        ok = string_of(l, &object, c->id, &sentence);
        if (ok)
            make_channel_tour(l, c, sentence, &l->list[l->tours->n++]);
    }
    json_doc_close(&doc);
    return ok;
}

// ---------------------------------------------------------------- the folder

static bool is_written(const char *name)
{
    size_t n = strlen(name);
    return n > 5 && strcmp(name + n - 5, ".json") == 0 &&
           strcmp(name, "channels.json") != 0 && strcmp(name, "questions.json") != 0;
}

/* the next of the list */
static bool take_doc(struct load *l, struct json_doc *doc)
{
    struct json_at root = json_doc_root(doc);
    struct tour *t = &l->list[l->tours->n];
    bool ok = json_schema(&root, "deqi/tour-1", l->error) && load_tour(l, &root, t);
    for (int i = 0; ok && i < l->tours->n; i++)
        if (strcmp(l->list[i].id, t->id) == 0)
            ok = json_fail(&root, l->error, "another tour has the id \"%s\"", t->id);
    json_doc_close(doc);
    l->tours->n += ok;
    return ok;
}

static bool load_file(struct load *l, const char *path)
{
    struct json_doc doc;
    return json_doc_load(&doc, path, 0, l->error) && take_doc(l, &doc);
}

static int compare_tours(const void *a, const void *b)
{
    return ((const struct tour *)a)->order - ((const struct tour *)b)->order;
}

static bool load_written(struct load *l, const char *data_dir)
{
    char folder[PATH_MAX - 300], path[PATH_MAX];
    struct listing files;
    snprintf(folder, sizeof folder, "%s/assets/tours", data_dir);
    if (!listing_read(&files, folder))
        return error_at(l->error, folder, 0, 0, "cannot be read; expected the tours");
    bool ok = true;
    for (int i = 0; ok && i < files.n && l->tours->n < MOST; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files.name[i]);
        ok = !is_written(files.name[i]) || load_file(l, path);
    }
    listing_free(&files);
    l->tours->n_written = l->tours->n;
    if (ok)
        qsort(l->list, (size_t)l->tours->n, sizeof *l->list, compare_tours);
    return ok;
}

/* one lesson alone; NULL where `doc` could not be read */
static struct tours *take_one(struct json_doc *doc, const struct catalog *catalog,
                              struct error *error)
{
    struct tours *tours = xcalloc(1, sizeof *tours);
    tours->arena = arena_create();
    struct tour *list = arena_alloc_array(tours->arena, 1, sizeof *list);
    tours->tour = list;
    struct load l = {tours, list, catalog, error};
    if (!take_doc(&l, doc))
        tours_destroy(&tours);
    else
        tours->n_written = tours->n;
    return tours;
}

struct tours *tours_read(const char *path, const struct catalog *catalog,
                         struct error *error)
{
    struct json_doc doc;
    return json_doc_load(&doc, path, 0, error) ? take_one(&doc, catalog, error) : NULL;
}

struct tours *tours_parse(const char *name, const char *text,
                          const struct catalog *catalog, struct error *error)
{
    struct json_doc doc;
    return json_doc_parse(&doc, name, text, strlen(text), error)
               ? take_one(&doc, catalog, error)
               : NULL;
}

struct tours *tours_load(const char *data_dir, const struct catalog *catalog,
                         struct error *error)
{
    struct tours *tours = xcalloc(1, sizeof *tours);
    tours->arena = arena_create();
    struct tour *list = arena_alloc_array(tours->arena, MOST, sizeof *list);
    tours->tour = list;
    struct load l = {tours, list, catalog, error};
    if (!load_written(&l, data_dir) || !load_channels(&l, data_dir))
        tours_destroy(&tours);
    return tours;
}

void tours_destroy(struct tours **tours)
{
    if (!tours || !*tours)
        return;
    arena_destroy(&(*tours)->arena);
    free(*tours);
    *tours = NULL;
}

int tours_isolated(const struct tour *tour)
{
    int n = 0;
    for (int i = 0; i < tour->n_steps; i++)
        n += !isolate_is_whole(&tour->step[i].isolate);
    return n;
}

const struct tour *tours_find(const struct tours *tours, const char *id)
{
    for (int i = 0; i < tours->n; i++)
        if (strcmp(tours->tour[i].id, id) == 0)
            return &tours->tour[i];
    return NULL;
}

void tours_texts_each(const struct tours *tours,
                      void (*each)(const char *id, const char *english, void *user),
                      void *user)
{
    for (int i = 0; i < tours->n; i++) {
        const struct tour *t = &tours->tour[i];
        if (t->title.id)
            each(t->title.id, t->title.english, user);
        for (int k = 0; k < t->n_steps; k++) {
            const struct study_text *const texts[] = {&t->step[k].title, &t->step[k].text,
                                                      &t->step[k].evidence};
            for (size_t n = 0; n < sizeof texts / sizeof *texts; n++)
                if (texts[n]->id && !t->step[k].point)
                    each(texts[n]->id, texts[n]->english, user);
        }
    }
}
