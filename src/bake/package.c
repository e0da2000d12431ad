#include "bake/package.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

static const size_t JSON_LIMIT = 64u << 20;

enum { FACE_NUMBERS = 10, FACE_QUAD_MATERIAL_UV = 11 };

static bool read_vertices(struct package *p, const struct json_at *root,
                          struct error *error)
{
    struct json_at list;
    if (!json_member(root, "vertices", JSON_ARRAY, &list, error))
        return false;
    size_t n = json_array_size(list.value);
    if (!n || n % 3 || n > 3u << 20)
        return json_fail(&list, error, "%zu numbers where triples were expected", n);
    p->n_vertices = (uint32_t)(n / 3);
    p->vertex = arena_alloc_array(p->arena, p->n_vertices, sizeof *p->vertex);
    for (size_t i = 0; i < n; i++) {
        json_t *x = json_array_get(list.value, i);
        if (!json_is_number(x))
            return json_fail(&list, error, "element %zu is not a number", i);
        p->vertex[i / 3][i % 3] = (float)json_number_value(x);
    }
    return true;
}

static bool body_material(const struct json_at *root, json_int_t *out,
                          struct error *error)
{
    struct json_at list;
    if (!json_member(root, "materials", JSON_ARRAY, &list, error))
        return false;
    for (size_t i = 0; i < json_array_size(list.value); i++) {
        json_t *name = json_object_get(json_array_get(list.value, i), "DbgName");
        if (json_is_string(name) && !strcmp(json_string_value(name), "body")) {
            *out = (json_int_t)i;
            return true;
        }
    }
    return json_fail(&list, error, "no material has the DbgName \"body\"");
}

static bool read_quads(struct package *p, const struct json_at *root, struct error *error)
{
    struct json_at list;
    json_int_t body = 0, number[FACE_NUMBERS];
    if (!body_material(root, &body, error) ||
        !json_member(root, "faces", JSON_ARRAY, &list, error))
        return false;
    size_t n = json_array_size(list.value) / FACE_NUMBERS;
    p->quad = arena_alloc_array(p->arena, n, sizeof *p->quad);
    for (size_t f = 0; f < n; f++) {
        for (size_t k = 0; k < FACE_NUMBERS; k++)
            number[k] =
                json_integer_value(json_array_get(list.value, f * FACE_NUMBERS + k));
        if (number[0] != FACE_QUAD_MATERIAL_UV)
            return json_fail(&list, error, "face %zu is not a quad with material and uv",
                             f);
        if (number[5] != body)
            continue;
        uint32_t *quad = p->quad[p->n_quads++];
        for (size_t c = 0; c < 4; c++) {
            if (number[1 + c] < 0 || number[1 + c] >= p->n_vertices)
                return json_fail(&list, error, "face %zu names a vertex beyond the list",
                                 f);
            quad[c] = (uint32_t)number[1 + c];
            if (quad[c] >= p->n_body)
                p->n_body = quad[c] + 1;
        }
    }
    return true;
}

static bool read_joints(struct package *p, const struct json_at *root,
                        struct error *error)
{
    struct json_at metadata, joints;
    if (!json_member(root, "metadata", JSON_OBJECT, &metadata, error) ||
        !json_member(&metadata, "joint_pos_idxs", JSON_OBJECT, &joints, error))
        return false;
    p->joint =
        arena_alloc_array(p->arena, json_object_size(joints.value) + 1, sizeof *p->joint);
    const char *name;
    json_t *list;
    json_object_foreach(joints.value, name, list)
    {
        struct package_joint *j = &p->joint[p->n_joints++];
        j->name = arena_strdup(p->arena, name);
        j->n = (uint32_t)json_array_size(list);
        j->vertex = arena_alloc_array(p->arena, j->n + 1, sizeof *j->vertex);
        for (uint32_t i = 0; i < j->n; i++) {
            json_int_t v = json_integer_value(json_array_get(list, i));
            if (v < 0 || v >= p->n_vertices)
                return json_fail(&joints, error, "joint %s names vertex %lld", name,
                                 (long long)v);
            j->vertex[i] = (uint32_t)v;
        }
        if (!j->n)
            return json_fail(&joints, error, "joint %s has no vertices", name);
    }
    return true;
}

static bool read_base(struct package *p, const char *directory, struct error *error)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/public/data/models/human_full_size.json", directory);
    struct json_doc doc;
    if (!json_doc_load(&doc, path, JSON_LIMIT, error))
        return false;
    struct json_at root = json_doc_root(&doc);
    bool ok = read_vertices(p, &root, error) && read_quads(p, &root, error) &&
              read_joints(p, &root, error);
    json_doc_close(&doc);
    return ok;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool read_target_list(struct package *p, const char *directory,
                             struct error *error)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/src/json/targets/target-list.json", directory);
    struct json_doc doc;
    if (!json_doc_load(&doc, path, JSON_LIMIT, error))
        return false;
    struct json_at root = json_doc_root(&doc), targets;
    bool ok = json_member(&root, "targets", JSON_OBJECT, &targets, error);
    if (ok) {
        p->target = arena_alloc_array(p->arena, json_object_size(targets.value) + 1,
                                      sizeof *p->target);
        const char *name;
        json_t *value;
        json_object_foreach(targets.value, name, value) p->target[p->n_targets++] =
            arena_strdup(p->arena, name);
        qsort(p->target, p->n_targets, sizeof *p->target, by_name);
    }
    json_doc_close(&doc);
    return ok;
}

static long target_bytes(const struct package *p)
{
    return (long)(p->n_vertices * 3 * sizeof(int16_t));
}

static bool open_targets(struct package *p, const char *directory, struct error *error)
{
    snprintf(p->targets_path, sizeof p->targets_path,
             "%s/public/data/targets/targets.bin", directory);
    p->targets = fopen(p->targets_path, "rb");
    if (!p->targets || fseek(p->targets, 0, SEEK_END))
        return error_at(error, p->targets_path, 0, 0, "cannot be read");
    long expected = target_bytes(p) * (long)p->n_targets;
    if (ftell(p->targets) != expected)
        return error_at(error, p->targets_path, 0, 0, "has %ld bytes, expected %ld",
                        ftell(p->targets), expected);
    return true;
}

bool package_open(struct package *p, const char *directory, struct error *error)
{
    *p = (struct package){.arena = arena_create()};
    bool ok = read_base(p, directory, error) && read_target_list(p, directory, error) &&
              open_targets(p, directory, error);
    if (!ok)
        package_close(p);
    return ok;
}

void package_close(struct package *p)
{
    if (p->targets)
        fclose(p->targets);
    arena_destroy(&p->arena);
    *p = (struct package){0};
}

bool package_add(const struct package *p, const char *name, float weight,
                 float (*vertex)[3], struct error *error)
{
    char key[256];
    snprintf(key, sizeof key, "data/targets/%s.target", name);
    const char *k = key;
    const char **found = bsearch(&k, p->target, p->n_targets, sizeof *p->target, by_name);
    if (!found)
        return error_set(error, "the package has no target %s", name);
    int16_t *delta = xmalloc((size_t)target_bytes(p));
    bool ok = !fseek(p->targets, target_bytes(p) * (found - p->target), SEEK_SET) &&
              fread(delta, (size_t)target_bytes(p), 1, p->targets) == 1;
    for (uint32_t i = 0; ok && i < p->n_vertices * 3; i++)
        vertex[i / 3][i % 3] += weight * 1e-3f * (float)delta[i];
    free(delta);
    return ok || error_at(error, p->targets_path, 0, 0, "target %s cannot be read", name);
}
