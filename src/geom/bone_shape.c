/* The text of the file names things and is read once into an arena; the tables behind it
 * stay where the file put them. */
#include "geom/bone_shape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "geom/bone_file.h"

static const size_t FILE_LIMIT = 16u << 20;
static const double OURS = 0.0005; /* metres that a skin of ours may differ */

enum { MANY = 4096, FAR = 3 };

// ---------------------------------------------------------------- text

struct reader {
    struct bone_shapes *out;
    const struct json_at *root;
    struct error *error;
};

static bool count_of(const struct json_at *object, const char *key, double most,
                     uint32_t *out, struct error *error)
{
    struct json_at at;
    double x;
    if (!json_member(object, key, JSON_REAL, &at, error) ||
        !json_number(&at, 0, most, &x, error))
        return false;
    *out = (uint32_t)x;
    return true;
}

static bool numbers(const struct json_at *list, float *out, size_t n, struct error *error)
{
    struct json_at item;
    double x;
    if (json_array_size(list->value) != n)
        return json_fail(list, error, "expected %zu numbers", n);
    for (size_t i = 0; i < n; i++) {
        if (!json_element(list, i, JSON_REAL, &item, error) ||
            !json_number(&item, -FAR, FAR, &x, error))
            return false;
        out[i] = (float)x;
    }
    return true;
}

static bool place_of(const struct json_at *object, const char *key, float out[3],
                     struct error *error)
{
    struct json_at list;
    return json_member(object, key, JSON_ARRAY, &list, error) &&
           numbers(&list, out, 3, error);
}

static bool places_of(const struct json_at *object, const char *key, struct arena *arena,
                      int *n, const float (**out)[3], struct error *error)
{
    struct json_at list, item;
    if (!json_member(object, key, JSON_ARRAY, &list, error))
        return false;
    size_t count = json_array_size(list.value);
    float(*place)[3] = arena_alloc_array(arena, count + 1, sizeof *place);
    for (size_t i = 0; i < count; i++)
        if (!json_element(&list, i, JSON_ARRAY, &item, error) ||
            !numbers(&item, place[i], 3, error))
            return false;
    *n = (int)count;
    *out = place;
    return true;
}

static bool indices_of(const struct json_at *object, const char *key, uint32_t below,
                       struct arena *arena, int *n, const int **out, struct error *error)
{
    struct json_at list, item;
    double x;
    if (!json_member(object, key, JSON_ARRAY, &list, error))
        return false;
    size_t count = json_array_size(list.value);
    int *index = arena_alloc_array(arena, count + 1, sizeof *index);
    for (size_t i = 0; i < count; i++) {
        if (!json_element(&list, i, JSON_REAL, &item, error) ||
            !json_number(&item, 0, (double)below - 1, &x, error))
            return false;
        index[i] = (int)x;
    }
    *n = (int)count;
    *out = index;
    return true;
}

static bool word_of(const struct json_at *object, const char *key, struct arena *arena,
                    const char **out, struct error *error)
{
    struct json_at at;
    if (!json_member(object, key, JSON_STRING, &at, error))
        return false;
    *out = arena_strdup(arena, json_string_value(at.value));
    return true;
}

static bool midline_of(const struct json_at *object, bool *out, struct error *error)
{
    static const char *const SIDES_OF[] = {"L", "M", NULL};
    struct json_at at;
    int which;
    if (!json_member(object, "side", JSON_STRING, &at, error) ||
        !json_choice(&at, SIDES_OF, &which, error))
        return false;
    *out = which == 1;
    return true;
}

static bool read_features(struct reader *r, const struct json_at *object,
                          struct bone_shape *bone)
{
    struct json_at all;
    if (!json_member(object, "features", JSON_OBJECT, &all, r->error))
        return false;
    struct bone_place *feature = arena_alloc_array(
        r->out->arena, json_object_size(all.value) + 1, sizeof *feature);
    const char *name;
    json_t *value;
    json_object_foreach(all.value, name, value)
    {
        struct bone_place *f = &feature[bone->n_features++];
        f->name = arena_strdup(r->out->arena, name);
        if (!place_of(&all, name, f->at, r->error))
            return false;
    }
    bone->feature = feature;
    return true;
}

static bool read_bone(struct reader *r, const struct json_at *object, void *to)
{
    struct bone_shape *bone = to;
    static const char *const FILES[] = {"skeleton", "pelvis_legs", NULL};
    struct arena *arena = r->out->arena;
    struct json_at at, row;
    int file;
    if (!word_of(object, "id", arena, &bone->id, r->error) ||
        !midline_of(object, &bone->midline, r->error) ||
        !json_member(object, "file", JSON_STRING, &at, r->error) ||
        !json_choice(&at, FILES, &file, r->error) ||
        !count_of(object, "vertices", SHAPE_CAGE_MAX, &bone->n_vertices, r->error) ||
        !indices_of(object, "maps", (uint32_t)r->out->n_maps, arena, &bone->n_maps,
                    &bone->map, r->error) ||
        !places_of(object, "line", arena, &bone->n_line, &bone->line, r->error) ||
        !json_member(object, "axes", JSON_ARRAY, &at, r->error))
        return false;
    bone->legs = file == 1;
    for (size_t k = 0; k < 3; k++)
        if (!json_element(&at, k, JSON_ARRAY, &row, r->error) ||
            !numbers(&row, bone->axis[k], 3, r->error))
            return false;
    if (bone->n_maps < 1)
        return json_fail(object, r->error, "the bone has no map");
    return read_features(r, object, bone);
}

static bool read_landmark(struct reader *r, const struct json_at *object, void *to)
{
    struct bone_landmark *mark = to;
    uint32_t bone;
    if (!word_of(object, "name", r->out->arena, &mark->name, r->error) ||
        !count_of(object, "bone", r->out->n_bones - 1, &bone, r->error) ||
        !place_of(object, "at", mark->at, r->error) ||
        !word_of(object, "how", r->out->arena, &mark->how, r->error) ||
        !place_of(object, "toward", mark->toward, r->error))
        return false;
    mark->bone = (int)bone;
    return true;
}

static bool read_mark(struct reader *r, const struct json_at *object, void *to)
{
    struct bone_mark *mark = to;
    return word_of(object, "name", r->out->arena, &mark->name, r->error) &&
           midline_of(object, &mark->midline, r->error) &&
           place_of(object, "at", mark->at, r->error);
}

static bool read_group(struct reader *r, const struct json_at *object, void *to)
{
    struct bone_group *group = to;
    struct bone_shapes *s = r->out;
    return indices_of(object, "bones", (uint32_t)s->n_bones, s->arena, &group->n_bones,
                      &group->bone, r->error) &&
           indices_of(object, "marks", (uint32_t)s->n_marks, s->arena, &group->n_marks,
                      &group->mark, r->error);
}

/* a list of objects into an array of the arena, elements of `size`, each read by `read`
 */
static bool read_list(struct reader *r, const char *key, size_t size, int *count,
                      void **out,
                      bool (*read)(struct reader *, const struct json_at *, void *))
{
    struct json_at list, item;
    if (!json_member(r->root, key, JSON_ARRAY, &list, r->error))
        return false;
    size_t n = json_array_size(list.value);
    char *all = arena_alloc_array(r->out->arena, n + 1, size);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_OBJECT, &item, r->error) ||
            !read(r, &item, all + i * size))
            return false;
    *count = (int)n;
    *out = all;
    return true;
}

static bool read_text(struct reader *r)
{
    struct bone_shapes *s = r->out;
    struct json_at at;
    double stature;
    uint32_t n_maps;
    int n;
    const int *probe;
    if (!json_member(r->root, "stature", JSON_REAL, &at, r->error) ||
        !json_number(&at, 0.1, FAR, &stature, r->error) ||
        !count_of(r->root, "skin", SHAPE_CAGE_MAX, &s->n_skin, r->error) ||
        !count_of(r->root, "maps", MANY, &n_maps, r->error) ||
        !indices_of(r->root, "probes", s->n_skin, s->arena, &n, &probe, r->error))
        return false;
    s->stature = (float)stature;
    s->n_maps = (int)n_maps;
    s->n_probes = (uint32_t)n;
    s->probe = (const uint32_t *)probe;
    void *list;
    if (!read_list(r, "bones", sizeof *s->bone, &s->n_bones, &list, read_bone))
        return false;
    s->bone = list;
    if (!read_list(r, "landmarks", sizeof *s->landmark, &s->n_landmarks, &list,
                   read_landmark))
        return false;
    s->landmark = list;
    if (!read_list(r, "marks", sizeof *s->mark, &s->n_marks, &list, read_mark))
        return false;
    s->mark = list;
    if (!read_list(r, "groups", sizeof *s->group, &s->n_groups, &list, read_group))
        return false;
    s->group = list;
    return true;
}

// ---------------------------------------------------------------- tables

struct tables {
    const char *at;
    size_t left;
};

static const void *take(struct tables *t, size_t size)
{
    if (size > t->left)
        return NULL;
    const void *part = t->at;
    t->at += size;
    t->left -= size;
    return part;
}

static bool finite_all(const float *x, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return false;
    return true;
}

static bool read_tables(struct bone_shapes *s, struct tables t, struct error *error)
{
    size_t skin = (size_t)s->n_probes * 3 * BONE_FILE_MIX;
    size_t maps = (size_t)(SHAPE_CORNERS + SHAPE_HEIGHTS) * (size_t)s->n_maps;
    s->skin = take(&t, skin * sizeof *s->skin);
    s->mix = take(&t, skin * sizeof *s->mix);
    s->map = take(&t, maps * sizeof *s->map);
    bool ok = s->skin && s->mix && s->map && finite_all(s->skin, skin) &&
              finite_all(s->mix, skin) && finite_all((const float *)s->map, maps * 12);
    struct bone_shape *bone = (struct bone_shape *)s->bone;
    for (int i = 0; ok && i < s->n_bones; i++)
        if (bone[i].n_maps > 1)
            ok = (bone[i].share = take(&t, (size_t)bone[i].n_vertices *
                                               (size_t)bone[i].n_maps)) != NULL;
    return (ok && !t.left) || error_set(error, "is damaged: its parts do not fit");
}

static bool read_file(struct bone_shapes *s, const char *path, char *data, size_t size,
                      struct error *error)
{
    const struct bone_file_header *h = (const void *)data;
    if (size < sizeof *h || memcmp(h->magic, BONE_FILE_MAGIC, sizeof h->magic))
        return error_set(error, "is no file of bones");
    if (h->version != BONE_FILE_VERSION)
        return error_set(error, "is a file of bones of version %u, expected %d",
                         h->version, BONE_FILE_VERSION);
    const char *text = data + sizeof *h;
    size_t left = size - sizeof *h;
    if (h->text > left || h->text % 8 || shape_file_checksum(text, left) != h->checksum)
        return error_set(error, "is damaged: its checksum is wrong");
    struct json_doc doc;
    if (!json_doc_parse(&doc, path, text, h->text, error))
        return false;
    struct json_at root = json_doc_root(&doc);
    struct reader r = {.out = s, .root = &root, .error = error};
    bool ok = read_text(&r) &&
              read_tables(s, (struct tables){text + h->text, left - h->text}, error);
    json_doc_close(&doc);
    return ok;
}

struct bone_shapes *bone_shapes_load(const char *path, struct error *error)
{
    struct arena *arena = arena_create();
    struct bone_shapes *s = arena_alloc(arena, sizeof *s);
    s->arena = arena;
    char *read = NULL;
    size_t size;
    bool ok = file_read(path, FILE_LIMIT, &read, &size, error);
    if (ok) {
        char *data = arena_alloc(arena, size + 1);
        memcpy(data, read, size);
        ok = read_file(s, path, data, size, error);
    }
    free(read);
    if (!ok) {
        error_in_file(error, path);
        bone_shapes_destroy(&s);
    }
    return s;
}

void bone_shapes_destroy(struct bone_shapes **shapes)
{
    if (!*shapes)
        return;
    struct arena *arena = (*shapes)->arena; // which holds the object itself
    arena_destroy(&arena);
    *shapes = NULL;
}

// ---------------------------------------------------------------- posing

/* which corners, statures and lift make this skin; false where none do */
static bool find_mix(const struct bone_shapes *s, const struct mesh *mesh,
                     double mix[BONE_FILE_MIX])
{
    uint32_t n = s->n_probes * 3;
    memset(mix, 0, BONE_FILE_MIX * sizeof *mix);
    for (int k = 0; k < BONE_FILE_MIX; k++)
        for (uint32_t i = 0; i < n; i++)
            mix[k] += (double)(s->mix[(uint32_t)k * n + i] *
                               mesh->position[s->probe[i / 3]][i % 3]);
    for (uint32_t i = 0; i < n; i++) {
        double at = 0;
        for (int k = 0; k < BONE_FILE_MIX; k++)
            at += mix[k] * (double)s->skin[i * BONE_FILE_MIX + (uint32_t)k];
        if (!(fabs(at - (double)mesh->position[s->probe[i / 3]][i % 3]) < OURS))
            return false;
    }
    return true;
}

bool bone_shapes_pose(const struct bone_shapes *s, const struct mesh *mesh, bone_map *map)
{
    double mix[BONE_FILE_MIX];
    if (mesh->n_vertices != s->n_skin || !find_mix(s, mesh, mix))
        return false;
    size_t n = (size_t)s->n_maps * 12;
    float *out = (float *)map;
    memset(out, 0, n * sizeof *out);
    for (size_t k = 0; k < BONE_FILE_MIX - 1; k++) {
        const float *from = (const float *)s->map + k * n;
        float share = (float)mix[k];
        if (fabsf(share) < 1e-6f)
            continue;
        for (size_t i = 0; i < n; i++)
            out[i] += share * from[i];
    }
    for (int m = 0; m < s->n_maps; m++)
        map[m][1][3] += (float)mix[BONE_FILE_MIX - 1];
    return true;
}

void bone_shape_map_place(const bone_map map, const float in[3], float out[3])
{
    float p[3] = {in[0], in[1], in[2]};
    for (int k = 0; k < 3; k++)
        out[k] = map[k][0] * p[0] + map[k][1] * p[1] + map[k][2] * p[2] + map[k][3];
}

void bone_shape_place(const struct bone_shape *bone, const bone_map *map, int vertex,
                      const float in[3], float out[3])
{
    if (!bone->share || vertex < 0) {
        bone_shape_map_place(map[bone->map[0]], in, out);
        return;
    }
    const uint8_t *share = bone->share + (size_t)vertex * (size_t)bone->n_maps;
    float side = in[0] < 0 ? -1 : 1;
    float left[3] = {side * in[0], in[1], in[2]}, sum[3] = {0}, all = 0, at[3];
    for (int m = 0; m < bone->n_maps; m++) {
        if (!share[m])
            continue;
        bone_shape_map_place(map[bone->map[m]], left, at);
        for (int k = 0; k < 3; k++)
            sum[k] += (float)share[m] * at[k];
        all += (float)share[m];
    }
    for (int k = 0; k < 3; k++)
        out[k] = sum[k] / all;
    out[0] *= side;
}
