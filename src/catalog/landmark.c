#include "catalog/landmark.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "catalog/nearest.h"

static const char *const ROOT_KEYS[] = {"schema",    "body",  "note",    "height", "turn",
                                        "landmarks", "parts", "refused", NULL};
static const char *const PART_KEYS[] = {"part",    "side", "median_mm", "most_mm",
                                        "covered", "fits", NULL};
static const char *const REFUSED_KEYS[] = {"name", "side", "why", NULL};
static const char MEASURED[] = "deqi/measure-1", RECORDED[] = "deqi/landmarks-1";
static const char *const LANDMARK_KEYS[] = {"name", "side", "triangle", "weights",
                                            "at",   "how",  NULL};

static const char *keep(struct arena *arena, const struct json_at *at)
{
    return at->value ? arena_strdup(arena, json_string_value(at->value)) : "";
}

static bool read_triple(const struct json_at *list, float out[3], double limit,
                        struct error *error)
{
    if (json_array_size(list->value) != 3)
        return json_fail(list, error, "has %zu numbers; expected 3",
                         json_array_size(list->value));
    for (size_t i = 0; i < 3; i++) {
        struct json_at item;
        double x;
        if (!json_element(list, i, JSON_REAL, &item, error) ||
            !json_number(&item, -limit, limit, &x, error))
            return false;
        out[i] = (float)x;
    }
    return true;
}

static bool read_place(const struct json_at *item, struct landmark *out,
                       struct error *error)
{
    struct json_at triangle, weights, at;
    if (!json_optional(item, "triangle", JSON_INTEGER, &triangle, error) ||
        !json_optional(item, "weights", JSON_ARRAY, &weights, error) ||
        !json_optional(item, "at", JSON_ARRAY, &at, error))
        return false;
    if (at.value) {
        if (triangle.value || weights.value)
            return json_fail(item, error,
                             "has both \"at\" and \"triangle\"; expected one");
        return read_triple(&at, out->at, 1000, error);
    }
    double number;
    if (!triangle.value || !weights.value)
        return json_fail(item, error,
                         "has no place; expected \"at\" or \"triangle\" with "
                         "\"weights\"");
    if (!json_number(&triangle, 0, 4e9, &number, error) ||
        !read_triple(&weights, out->weight, 1.001, error))
        return false;
    float sum = out->weight[0] + out->weight[1] + out->weight[2];
    for (int k = 0; k < 3; k++)
        if (out->weight[k] < -0.001F)
            return json_fail(&weights, error, "has a negative weight; expected 0 to 1");
    if (fabsf(sum - 1) > 0.01F)
        return json_fail(&weights, error, "add up to %g; expected 1", (double)sum);
    for (int k = 0; k < 3; k++)
        out->weight[k] /= sum;
    out->anchored = true;
    out->triangle = (uint32_t)number;
    return true;
}

static bool read_side(const struct json_at *item, enum side *out, struct error *error)
{
    static const char *const SIDES_KNOWN[] = {"M", "L", "R", NULL};
    struct json_at at;
    int side;
    if (!json_member(item, "side", JSON_STRING, &at, error) ||
        !json_choice(&at, SIDES_KNOWN, &side, error))
        return false;
    *out = (enum side)side;
    return true;
}

static bool read_landmark(const struct json_at *item, struct landmark *out,
                          const char **name, struct arena *arena, struct error *error)
{
    struct json_at name_at, how;
    *out = (struct landmark){0};
    if (!json_keys(item, LANDMARK_KEYS, error) ||
        !json_member(item, "name", JSON_STRING, &name_at, error) ||
        !read_side(item, &out->side, error) ||
        !json_optional(item, "how", JSON_STRING, &how, error) ||
        !read_place(item, out, error))
        return false;
    if (strlen(json_string_value(name_at.value)) == 0)
        return json_fail(&name_at, error, "is empty; expected a landmark's name");
    out->how = keep(arena, &how);
    *name = keep(arena, &name_at);
    return true;
}

static int find(const char *const *names, int count, const char *name)
{
    for (int i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

/* adds the name to the vocabulary that is being made, or finds it in a finished one */
static bool name_index(const struct json_at *item, const char *name, enum side side,
                       struct landmark_names *names, const char **all, bool *midline,
                       bool making, int *out, struct error *error)
{
    int i = find(all, names->count, name);
    if (i < 0 && making) {
        i = names->count++;
        all[i] = name;
        midline[i] = side == SIDE_M;
    }
    if (i < 0) {
        const char *near = nearest_name(all, names->count, name);
        return near ? json_fail(item, error,
                                "there is no landmark \"%.60s\"; did you mean \"%s\"?",
                                name, near)
                    : json_fail(item, error, "there is no landmark \"%.60s\"", name);
    }
    if (midline[i] != (side == SIDE_M))
        return json_fail(item, error, "\"%.60s\" has side %s; expected %s", name,
                         side_name(side), midline[i] ? "M" : "L or R");
    *out = i;
    return true;
}

static bool read_all(const struct json_at *list, struct landmark_names *names,
                     bool making, struct landmark_set *out, struct arena *arena,
                     struct error *error)
{
    size_t n = json_array_size(list->value);
    struct landmark *landmark = arena_alloc_array(arena, n + 1, sizeof *landmark);
    const char **all = (const char **)names->name;
    bool *midline = (bool *)names->midline;
    if (making) {
        all = arena_alloc_array(arena, n + 1, sizeof *all);
        midline = arena_alloc_array(arena, n + 1, sizeof *midline);
        names->name = all;
        names->midline = midline;
    }
    for (size_t i = 0; i < n; i++) {
        struct json_at item;
        const char *name = "";
        struct landmark *mark = &landmark[i];
        if (!json_element(list, i, JSON_OBJECT, &item, error) ||
            !read_landmark(&item, mark, &name, arena, error) ||
            !name_index(&item, name, mark->side, names, all, midline, making, &mark->name,
                        error))
            return false;
        for (size_t k = 0; k < i; k++)
            if (landmark[k].name == mark->name && landmark[k].side == mark->side)
                return json_fail(&item, error, "\"%.60s\" %s is there twice", name,
                                 side_name(mark->side));
    }
    out->count = (int)n;
    out->landmark = landmark;
    return true;
}

// ---------------------------------------------------------------- of a fit

static bool read_part(const struct json_at *item, struct landmark_part *out,
                      struct arena *arena, struct error *error)
{
    struct json_at part, median, most, covered;
    double number[3];
    if (!json_keys(item, PART_KEYS, error) ||
        !json_member(item, "part", JSON_STRING, &part, error) ||
        !read_side(item, &out->side, error) ||
        !json_member(item, "median_mm", JSON_REAL, &median, error) ||
        !json_number(&median, 0, 1e6, &number[0], error) ||
        !json_member(item, "most_mm", JSON_REAL, &most, error) ||
        !json_number(&most, 0, 1e6, &number[1], error) ||
        !json_member(item, "covered", JSON_REAL, &covered, error) ||
        !json_number(&covered, 0, 1, &number[2], error) ||
        !json_flag(item, "fits", &out->fits, error))
        return false;
    out->part = keep(arena, &part);
    out->median_mm = (float)number[0];
    out->most_mm = (float)number[1];
    out->covered = (float)number[2];
    return true;
}

static bool read_refused(const struct json_at *item, const struct landmark_names *names,
                         struct landmark_refused *out, struct arena *arena,
                         struct error *error)
{
    struct json_at name, why;
    if (!json_keys(item, REFUSED_KEYS, error) ||
        !json_member(item, "name", JSON_STRING, &name, error) ||
        !read_side(item, &out->side, error) ||
        !json_member(item, "why", JSON_STRING, &why, error))
        return false;
    out->name = find(names->name, names->count, json_string_value(name.value));
    out->why = keep(arena, &why);
    return out->name >= 0 || json_fail(&name, error, "is no landmark");
}

static bool read_fit(const struct json_at *root, const struct landmark_names *names,
                     struct landmark_set *out, struct arena *arena, struct error *error)
{
    struct json_at parts, refused, item;
    if (!json_optional(root, "parts", JSON_ARRAY, &parts, error) ||
        !json_optional(root, "refused", JSON_ARRAY, &refused, error))
        return false;
    size_t n = parts.value ? json_array_size(parts.value) : 0;
    size_t m = refused.value ? json_array_size(refused.value) : 0;
    struct landmark_part *part = arena_alloc_array(arena, n + 1, sizeof *part);
    struct landmark_refused *all = arena_alloc_array(arena, m + 1, sizeof *all);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&parts, i, JSON_OBJECT, &item, error) ||
            !read_part(&item, &part[i], arena, error))
            return false;
    for (size_t i = 0; i < m; i++)
        if (!json_element(&refused, i, JSON_OBJECT, &item, error) ||
            !read_refused(&item, names, &all[i], arena, error))
            return false;
    out->n_parts = (int)n;
    out->part = part;
    out->n_refused = (int)m;
    out->refused = all;
    return true;
}

// ---------------------------------------------------------------- as measured

/* the landmarks of deqi/measure-1; what is derived or was not found is passed over */
static bool read_measured(const struct json_at *list, const struct landmark_names *names,
                          struct landmark_set *out, struct arena *arena,
                          struct error *error)
{
    size_t n = json_array_size(list->value);
    struct landmark *all = arena_alloc_array(arena, n + 1, sizeof *all);
    for (size_t i = 0; i < n; i++) {
        struct json_at item, name, place, how;
        struct landmark *l = &all[out->count];
        bool found;
        *l = (struct landmark){0};
        if (!json_element(list, i, JSON_OBJECT, &item, error) ||
            !json_member(&item, "name", JSON_STRING, &name, error) ||
            !json_flag(&item, "found", &found, error) ||
            !read_side(&item, &l->side, error) ||
            !json_optional(&item, "how", JSON_STRING, &how, error) ||
            !json_optional(&item, "position", JSON_ARRAY, &place, error))
            return false;
        l->name = find(names->name, names->count, json_string_value(name.value));
        if (l->name < 0 || !found || !place.value)
            continue;
        if (!read_triple(&place, l->at, 1000, error))
            return false;
        l->how = keep(arena, &how);
        out->count++;
    }
    out->landmark = all;
    return true;
}

static bool is_measured(const struct json_at *root)
{
    json_t *schema = json_object_get(root->value, "schema");
    return json_is_string(schema) && strcmp(json_string_value(schema), MEASURED) == 0;
}

static bool read_recorded(const struct json_at *root, struct landmark_names *names,
                          struct landmark_set *out, struct arena *arena,
                          struct error *error)
{
    struct json_at list;
    bool making = names->count == 0;
    return json_schema(root, RECORDED, error) && json_keys(root, ROOT_KEYS, error) &&
           json_member(root, "landmarks", JSON_ARRAY, &list, error) &&
           read_all(&list, names, making, out, arena, error) &&
           read_fit(root, names, out, arena, error);
}

/* 0 where the file does not say */
static bool read_stand(const struct json_at *root, struct landmark_stand *out,
                       struct error *error)
{
    struct json_at height, turn;
    double metres = 0, degrees = 0;
    *out = (struct landmark_stand){0};
    if (!json_optional(root, "height", JSON_REAL, &height, error) ||
        !json_optional(root, "turn", JSON_REAL, &turn, error) ||
        (height.value && !json_number(&height, 0.4, 2.6, &metres, error)) ||
        (turn.value && !json_number(&turn, -360, 360, &degrees, error)))
        return false;
    *out = (struct landmark_stand){(float)metres, (float)degrees};
    return true;
}

bool landmark_stand_load(struct landmark_stand *out, const char *path,
                         struct error *error)
{
    struct json_doc doc;
    *out = (struct landmark_stand){0};
    if (!json_doc_load(&doc, path, 0, error))
        return false;
    struct json_at root = json_doc_root(&doc);
    bool ok = (is_measured(&root) || json_schema(&root, RECORDED, error)) &&
              read_stand(&root, out, error);
    json_doc_close(&doc);
    return ok;
}

bool landmark_set_load(struct landmark_set *out, struct landmark_names *names,
                       const char *path, struct arena *arena, struct error *error)
{
    struct json_doc doc;
    *out = (struct landmark_set){0};
    if (!json_doc_load(&doc, path, 0, error))
        return false;
    struct json_at root = json_doc_root(&doc), list, body;
    bool ok =
        json_expect(&root, JSON_OBJECT, error) &&
        json_optional(&root, "body", JSON_STRING, &body, error) &&
        read_stand(&root, &out->stand, error) &&
        (is_measured(&root) ? json_member(&root, "landmarks", JSON_ARRAY, &list, error) &&
                                  read_measured(&list, names, out, arena, error)
                            : read_recorded(&root, names, out, arena, error));
    if (ok) {
        out->file = arena_strdup(arena, path);
        out->body = keep(arena, &body);
    }
    json_doc_close(&doc);
    return ok;
}

static json_t *landmark_json(const struct landmark *l, const struct landmark_names *names)
{
    json_t *o = json_object(), *where = json_array();
    const float *v = l->anchored ? l->weight : l->at;
    for (int k = 0; k < 3; k++)
        json_array_append_new(where, json_real6((double)v[k]));
    json_object_set_new(o, "name", json_string(names->name[l->name]));
    json_object_set_new(o, "side", json_string(side_name(l->side)));
    if (l->anchored)
        json_object_set_new(o, "triangle", json_integer(l->triangle));
    json_object_set_new(o, l->anchored ? "weights" : "at", where);
    json_object_set_new(o, "how", json_string(l->how));
    return o;
}

static void add_fit(const struct landmark_set *set, const struct landmark_names *names,
                    json_t *root)
{
    json_t *parts = json_array(), *refused = json_array();
    for (int i = 0; i < set->n_parts; i++) {
        const struct landmark_part *p = &set->part[i];
        json_t *o = json_object();
        json_object_set_new(o, "part", json_string(p->part));
        json_object_set_new(o, "side", json_string(side_name(p->side)));
        json_object_set_new(o, "median_mm", json_real6((double)p->median_mm));
        json_object_set_new(o, "most_mm", json_real6((double)p->most_mm));
        json_object_set_new(o, "covered", json_real6((double)p->covered));
        json_object_set_new(o, "fits", json_boolean(p->fits));
        json_array_append_new(parts, o);
    }
    for (int i = 0; i < set->n_refused; i++) {
        const struct landmark_refused *r = &set->refused[i];
        json_t *o = json_object();
        json_object_set_new(o, "name", json_string(names->name[r->name]));
        json_object_set_new(o, "side", json_string(side_name(r->side)));
        json_object_set_new(o, "why", json_string(r->why));
        json_array_append_new(refused, o);
    }
    if (set->n_parts)
        json_object_set(root, "parts", parts);
    if (set->n_refused)
        json_object_set(root, "refused", refused);
    json_decref(parts);
    json_decref(refused);
}

void landmark_path_beside(const char *model, char *out, size_t size)
{
    const char *dot = strrchr(model, '.'), *slash = strrchr(model, '/');
    bool ending = dot && (!slash || dot > slash);
    snprintf(out, size, "%.*s.landmarks.json",
             ending ? (int)(dot - model) : (int)strlen(model), model);
}

bool landmark_set_write(const struct landmark_set *set,
                        const struct landmark_names *names, const char *body,
                        const char *path, struct error *error)
{
    json_t *list = json_array();
    for (int i = 0; i < set->count; i++)
        json_array_append_new(list, landmark_json(&set->landmark[i], names));
    json_t *root = json_pack("{ss ss}", "schema", "deqi/landmarks-1", "body", body);
    if (set->stand.height > 0)
        json_object_set_new(root, "height", json_real6((double)set->stand.height));
    if (set->stand.turn != 0)
        json_object_set_new(root, "turn", json_real6((double)set->stand.turn));
    json_object_set_new(root, "landmarks", list);
    add_fit(set, names, root);
    char *text = root ? json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(9)) : NULL;
    bool ok = text ? file_write(path, text, strlen(text), error)
                   : error_at(error, path, 0, 0, "cannot be written as JSON");
    free(text);
    json_decref(root);
    return ok;
}
