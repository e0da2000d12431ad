/* catalog.c - loading in two passes (see load_internal.h). */
#include "catalog/catalog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "catalog/load_internal.h"
#include "catalog/names_internal.h"
#include "geom/bone_shape.h"

// ---------------------------------------------------------------- first pass

static bool open_doc(struct loader *l, const char *dir, const char *file,
                     struct json_doc *doc, const char *schema)
{
    char path[4400];
    snprintf(path, sizeof path, "%s/assets/%s", dir, file);
    if (!json_doc_load(doc, path, 0, l->error))
        return false;
    struct json_at root = json_doc_root(doc);
    l->catalog->digest = digest_bytes(l->catalog->digest, doc->text, doc->size);
    return json_schema(&root, schema, l->error);
}

/* adds the `key` of every object in the list and counts them */
static bool collect(struct loader *l, const struct json_doc *doc, const char *list_key,
                    const char *key, enum name_kind kind, int first, int *count)
{
    struct json_at root = json_doc_root(doc), list, item, at;
    if (!json_member(&root, list_key, JSON_ARRAY, &list, l->error))
        return false;
    int n = (int)json_array_size(list.value);
    for (int i = 0; i < n; i++) {
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, l->error) ||
            !json_member(&item, key, JSON_STRING, &at, l->error))
            return false;
        const char *text = json_string_value(at.value);
        if (!*text || strlen(text) > 60)
            return json_fail(&at, l->error,
                             "\"%.60s\" is no name; expected 1 to 60 characters", text);
        names_add(l->catalog, (struct name){.text = arena_strdup(l->arena, text),
                                            .kind = kind,
                                            .index = first + i,
                                            .doc = doc,
                                            .list = list_key,
                                            .item = i});
    }
    *count = n;
    return true;
}

/* the points' files: one a channel, in the order of the circuit, then the extra points */
static bool open_points(struct loader *l, const char *dir)
{
    struct json_at root = json_doc_root(&l->channels), list, item, id;
    if (!json_member(&root, "channels", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    if (n + 1 > LOAD_DOCS_MAX)
        return json_fail(&list, l->error, "has %zu channels; expected at most %d", n,
                         LOAD_DOCS_MAX - 1);
    for (size_t i = 0; i <= n; i++) {
        const char *channel = "EX";
        char file[64], path[4400];
        if (i < n) {
            if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
                !json_member(&item, "id", JSON_STRING, &id, l->error))
                return false;
            channel = json_string_value(id.value);
        }
        snprintf(file, sizeof file, "points/%.20s.json", channel);
        snprintf(path, sizeof path, "%s/assets/%s", dir, file);
        if (!file_exists(path))
            continue;
        struct json_doc *doc = &l->points[l->n_point_docs];
        if (!open_doc(l, dir, file, doc, "deqi/points-data-1"))
            return false;
        l->n_point_docs++;
        root = json_doc_root(doc);
        if (!json_member(&root, "channel", JSON_STRING, &id, l->error))
            return false;
        if (strcmp(json_string_value(id.value), channel) != 0)
            return json_fail(&id, l->error, "\"channel\" is \"%.20s\"; expected \"%s\"",
                             json_string_value(id.value), channel);
        root = json_doc_root(&l->channels);
    }
    return true;
}

static bool open_all(struct loader *l, const char *dir)
{
    return open_doc(l, dir, "anatomy/parts.json", &l->parts, "deqi/parts-1") &&
           open_doc(l, dir, "anatomy/measures.json", &l->measures, "deqi/measures-1") &&
           open_doc(l, dir, "anatomy/channels.json", &l->channels,
                    "deqi/channels-data-1") &&
           open_doc(l, dir, "anatomy/regions.json", &l->regions, "deqi/regions-1") &&
           open_doc(l, dir, "anatomy/depths.json", &l->depths, "deqi/depths-1") &&
           open_doc(l, dir, "anatomy/categories.json", &l->categories,
                    "deqi/categories-1") &&
           open_doc(l, dir, "anatomy/reviews.json", &l->reviews, "deqi/reviews-1") &&
           open_points(l, dir);
}

static bool collect_points(struct loader *l)
{
    struct catalog *c = l->catalog;
    for (int i = 0; i < l->n_point_docs; i++) {
        int n = 0;
        if (!collect(l, &l->points[i], "points", "code", NAME_POINT, c->n_points, &n))
            return false;
        c->n_points += n;
    }
    l->point_doc = arena_alloc_array(l->arena, (size_t)c->n_points + 1, sizeof(int));
    l->point_item = arena_alloc_array(l->arena, (size_t)c->n_points + 1, sizeof(int));
    for (int i = 0; i < c->names->count; i++) {
        const struct name *name = &c->names->name[i];
        if (name->kind != NAME_POINT)
            continue;
        l->point_doc[name->index] = (int)(name->doc - l->points);
        l->point_item[name->index] = name->item;
    }
    return true;
}

static bool collect_all(struct loader *l)
{
    struct catalog *c = l->catalog;
    for (int i = 0; i < c->landmark_names.count; i++)
        names_add(c, (struct name){.text = c->landmark_names.name[i],
                                   .kind = NAME_LANDMARK,
                                   .index = i});
    return collect(l, &l->parts, "parts", "id", NAME_PART, 0, &c->n_parts) &&
           collect(l, &l->parts, "derived", "name", NAME_DERIVED, 0, &c->n_derived) &&
           collect(l, &l->measures, "measures", "id", NAME_MEASURE, 0, &c->n_measures) &&
           collect(l, &l->channels, "channels", "id", NAME_CHANNEL, 0, &c->n_channels) &&
           collect(l, &l->regions, "regions", "id", NAME_REGION, 0, &c->n_regions) &&
           collect_points(l) && names_sort(l->catalog->names, l->error);
}

/* the arrays exist and hold their names before any expression is read */
static void make_arrays(struct loader *l)
{
    struct catalog *c = l->catalog;
    struct arena *a = l->arena;
    c->part = l->part = arena_alloc_array(a, (size_t)c->n_parts + 1, sizeof *l->part);
    c->derived = l->derived =
        arena_alloc_array(a, (size_t)c->n_derived + 1, sizeof *l->derived);
    c->measure = l->measure =
        arena_alloc_array(a, (size_t)c->n_measures + 1, sizeof *l->measure);
    c->point = l->point = arena_alloc_array(a, (size_t)c->n_points + 1, sizeof *l->point);
    c->channel = l->channel =
        arena_alloc_array(a, (size_t)c->n_channels + 1, sizeof *l->channel);
    c->region = l->region =
        arena_alloc_array(a, (size_t)c->n_regions + 1, sizeof *l->region);
    for (int i = 0; i < c->names->count; i++) {
        const struct name *name = &c->names->name[i];
        if (name->kind == NAME_PART)
            l->part[name->index].id = name->text;
        else if (name->kind == NAME_DERIVED)
            l->derived[name->index].name = name->text;
        else if (name->kind == NAME_MEASURE)
            l->measure[name->index].id = name->text;
        else if (name->kind == NAME_CHANNEL)
            l->channel[name->index].id = name->text;
        else if (name->kind == NAME_REGION)
            l->region[name->index].id = name->text;
        else if (name->kind == NAME_POINT)
            l->point[name->index].code = name->text;
    }
    for (int i = 0; i < c->n_points; i++) {
        struct point *p = &l->point[i];
        json_t *root = l->points[l->point_doc[i]].root;
        p->channel = arena_strdup(a, json_string_value(json_object_get(root, "channel")));
        const char *dot = strchr(p->code, '.');
        if (dot)
            p->group = arena_printf(a, "%.*s", (int)(dot - p->code), p->code);
    }
}

// ---------------------------------------------------------------- the whole

static bool load_all(struct loader *l, const char *dir)
{
    char path[4400];
    snprintf(path, sizeof path, "%s/assets/anatomy/landmarks.json", dir);
    digest_file(&l->catalog->digest, path); // what cannot be read is told below
    if (!landmark_set_load(&l->catalog->neutral, &l->catalog->landmark_names, path,
                           l->arena, l->error) ||
        !open_all(l, dir) || !collect_all(l))
        return false;
    make_arrays(l);
    if (l->catalog->n_parts > 32)
        return error_set(l->error, "there are %d body parts; expected at most 32",
                         l->catalog->n_parts);
    return load_parts(l) && load_measures(l) && load_points(l) && load_channels(l) &&
           load_regions(l) && load_depths(l) && load_categories(l) && load_reviews(l) &&
           load_check_cycles(l);
}

static void close_docs(struct loader *l)
{
    json_doc_close(&l->parts);
    json_doc_close(&l->measures);
    json_doc_close(&l->channels);
    json_doc_close(&l->regions);
    json_doc_close(&l->depths);
    json_doc_close(&l->categories);
    json_doc_close(&l->reviews);
    for (int i = 0; i < LOAD_DOCS_MAX; i++)
        json_doc_close(&l->points[i]);
}

void catalog_load_bones(struct catalog *c, const char *data_dir)
{
    char path[4400];
    snprintf(path, sizeof path, "%s/models/human.bones", data_dir);
    c->bones = bone_shapes_load(path, &c->bones_error);
}

struct catalog *catalog_load_words(const char *data_dir, struct error *error)
{
    struct catalog *c = xcalloc(1, sizeof *c);
    c->arena = arena_create();
    c->names = xcalloc(1, sizeof *c->names);
    struct loader *l = xcalloc(1, sizeof *l);
    l->catalog = c;
    l->arena = c->arena;
    l->error = error;
    l->names = names_of(c);
    bool ok = load_all(l, data_dir);
    close_docs(l);
    free(l);
    // the documents are gone
    for (int i = 0; i < c->names->count; i++)
        c->names->name[i].doc = NULL;
    if (!ok)
        catalog_destroy(&c);
    return c;
}

struct catalog *catalog_load(const char *data_dir, struct error *error)
{
    struct catalog *c = catalog_load_words(data_dir, error);
    if (c)
        catalog_load_bones(c, data_dir);
    return c;
}

void catalog_destroy(struct catalog **catalog)
{
    struct catalog *c = *catalog;
    if (!c)
        return;
    bone_shapes_destroy(&c->bones);
    free(c->names->name);
    free(c->names);
    arena_destroy(&c->arena);
    free(c);
    *catalog = NULL;
}
