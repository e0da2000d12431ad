/* rules.c - opens the files of assets/rules and reads all but rules and cautions. */
#include "catalog/rules.h"

#include <stdio.h>
#include <string.h>

#include "catalog/rules_internal.h"

const char *const rules_angles[] = {"perpendicular", "oblique", "transverse", "prick",
                                    NULL};
const char *const rules_positions[] = {"any", "supine", "prone", "side", "seated", NULL};

static const char *const LIMBS[] = {"arm", "leg", "none", NULL};

// ---------------------------------------------------------------- regions.json

static bool read_mark_default(struct rules_loader *l, const struct json_at *region,
                              struct rules_mark_default *out)
{
    static const char *const KEYS[] = {"depth_cun", "angle", "position", "tags", NULL};
    struct json_at at, list, item;
    if (!json_member(region, "mark", JSON_OBJECT, &at, l->error) ||
        !json_keys(&at, KEYS, l->error) ||
        !json_member(&at, "depth_cun", JSON_ARRAY, &list, l->error) ||
        !rules_load_word(l, &at, "angle", '!', rules_angles, &out->angle) ||
        !rules_load_word(l, &at, "position", '!', rules_positions, &out->position) ||
        !rules_load_tags(l, &at, "tags", &out->tags))
        return false;
    if (json_array_size(list.value) != 2)
        return json_fail(&list, l->error, "expected two numbers, the least and the most");
    for (size_t i = 0; i < 2; i++)
        if (!json_element(&list, i, JSON_REAL, &item, l->error) ||
            !json_number(&item, 0, 5, &out->depth_cun[i], l->error))
            return false;
    return out->depth_cun[0] <= out->depth_cun[1] ||
           json_fail(&list, l->error, "the least is more than the most");
}

/* "box": [[x, y, z], [x, y, z]], the least and the most */
static bool read_box(struct rules_loader *l, const struct json_at *region,
                     struct rules_region *out)
{
    struct json_at box, corner, item;
    if (!json_optional(region, "box", JSON_ARRAY, &box, l->error))
        return false;
    out->has_box = box.value != NULL;
    if (out->has_box && json_array_size(box.value) != 2)
        return json_fail(&box, l->error, "expected two corners, the least and the most");
    for (size_t i = 0; out->has_box && i < 2; i++) {
        if (!json_element(&box, i, JSON_ARRAY, &corner, l->error))
            return false;
        if (json_array_size(corner.value) != 3)
            return json_fail(&corner, l->error, "expected x, y and z in metres");
        for (size_t k = 0; k < 3; k++)
            if (!json_element(&corner, k, JSON_REAL, &item, l->error) ||
                !json_number(&item, -3, 3, &out->box[i][k], l->error))
                return false;
    }
    return true;
}

static bool read_region(struct rules_loader *l, const struct json_at *list,
                        const char *const *parts, int index, struct rules_region *out)
{
    static const char *const KEYS[] = {"zone",           "limb", "part", "covers",
                                       "reflex_area_of", "mark", "box",  NULL};
    struct json_at at;
    uint64_t covers;
    if (!json_member(list, word_regions[index], JSON_OBJECT, &at, l->error) ||
        !json_keys(&at, KEYS, l->error) ||
        !rules_load_word(l, &at, "zone", '!', rules_word_facts(FACT_AFFECTED),
                         &out->zone) ||
        !rules_load_word(l, &at, "limb", '!', LIMBS, &out->limb) ||
        !rules_load_word(l, &at, "part", '!', parts, &out->part) ||
        !rules_load_words(l, &at, "covers", word_regions, &covers) ||
        !rules_load_word(l, &at, "reflex_area_of", '?', rules_word_facts(FACT_ROOT),
                         &out->root) ||
        !read_mark_default(l, &at, &out->mark) || !read_box(l, &at, out))
        return false;
    if (out->limb == 2)
        out->limb = -1;
    out->covers = (uint32_t)covers | UINT32_C(1) << index;
    return true;
}

static bool read_places(struct rules_loader *l, const struct json_at *root)
{
    struct json_at list;
    if (!json_member(root, "places", JSON_OBJECT, &list, l->error))
        return false;
    struct rules_place *places =
        arena_alloc_array(l->arena, json_object_size(list.value), sizeof *places);
    const char *key;
    json_t *value;
    int n = 0;
    json_object_foreach(list.value, key, value)
    {
        struct json_at at, item;
        if (!json_member(&list, key, JSON_ARRAY, &at, l->error))
            return false;
        struct rules_place *place = &places[n++];
        *place = (struct rules_place){.name = arena_strdup(l->arena, key), .first = -1};
        for (size_t i = 0; i < json_array_size(at.value); i++) {
            int region;
            if (!json_element(&at, i, JSON_STRING, &item, l->error) ||
                !json_choice(&item, word_regions, &region, l->error))
                return false;
            if (i == 0)
                place->first = region;
            place->regions |= UINT32_C(1) << region;
        }
    }
    l->rules->places = places;
    l->rules->n_places = n;
    return true;
}

static bool read_also(struct rules_loader *l, const struct json_at *root)
{
    struct json_at at;
    if (!json_optional(root, "also", JSON_OBJECT, &at, l->error))
        return false;
    if (!at.value)
        return true;
    if (!json_keys(&at, word_regions, l->error))
        return false;
    for (int i = 0; i < WORD_REGIONS; i++)
        if (!rules_load_codes(l, &at, word_regions[i], '?', &l->rules->also[i]))
            return false;
    return true;
}

/* "absent": {"knee": ["leg_anterior", ...]}, every word of the contract */
static bool read_absent(struct rules_loader *l, const struct json_at *root)
{
    struct json_at at;
    if (!json_member(root, "absent", JSON_OBJECT, &at, l->error) ||
        !json_keys(&at, word_absent, l->error))
        return false;
    for (int i = 0; i < WORD_ABSENT; i++) {
        struct rules_absent *out = &l->rules->absent[i];
        uint64_t regions;
        if (!rules_load_words(l, &at, word_absent[i], word_regions, &regions))
            return false;
        if (!regions)
            return json_fail(&at, l->error, "\"%s\" is missing", word_absent[i]);
        out->regions = (uint32_t)regions;
        for (int r = WORD_REGIONS - 1; r >= 0; r--)
            if (regions >> r & 1)
                out->limb = l->rules->regions[r].limb;
    }
    return true;
}

bool rules_load_regions(struct rules_loader *l, const struct json_at *root)
{
    static const char *const KEYS[] = {"schema",  "note",   "parts", "mark_depth_source",
                                       "regions", "places", "also",  "absent",
                                       NULL};
    struct json_at parts, list, item;
    if (!json_schema(root, "deqi/regions-1", l->error) ||
        !json_keys(root, KEYS, l->error) ||
        !json_member(root, "parts", JSON_ARRAY, &parts, l->error) ||
        !rules_load_text(l, root, "mark_depth_source", '!', &l->rules->mark_depth_source,
                         "rules.mark_depth_source") ||
        !json_member(root, "regions", JSON_OBJECT, &list, l->error) ||
        !json_keys(&list, word_regions, l->error))
        return false;
    size_t n = json_array_size(parts.value);
    const char **names = arena_alloc_array(l->arena, n + 1, sizeof *names);
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&parts, i, JSON_STRING, &item, l->error))
            return false;
        names[i] = arena_strdup(l->arena, json_string_value(item.value));
    }
    if (n > 63)
        return json_fail(&parts, l->error, "has %zu parts; expected at most 63", n);
    l->rules->parts = names;
    l->rules->n_parts = (int)n;
    for (int i = 0; i < WORD_REGIONS; i++)
        if (!read_region(l, &list, names, i, &l->rules->regions[i]))
            return false;
    return read_places(l, root) && read_also(l, root) && read_absent(l, root);
}

// ---------------------------------------------------------------- traits.json

bool rules_load_traits(struct rules_loader *l, const struct json_at *root)
{
    static const char *const KEYS[] = {"schema", "note", "tags", NULL};
    static const char *const TAG_KEYS[] = {"text",   "source",    "points", "words",
                                           "unless", "said_when", NULL};
    struct json_at list;
    if (!json_schema(root, "deqi/traits-1", l->error) ||
        !json_keys(root, KEYS, l->error) ||
        !json_member(root, "tags", JSON_OBJECT, &list, l->error))
        return false;
    size_t n = json_object_size(list.value);
    if (n > 63)
        return json_fail(&list, l->error, "has %zu tags; expected at most 63", n);
    struct rules_tag *tags = arena_alloc_array(l->arena, n, sizeof *tags);
    const char *key;
    json_t *value;
    int i = 0;
    json_object_foreach(list.value, key, value)
    {
        struct json_at at;
        struct rules_points points;
        const char *text;
        if (!json_member(&list, key, JSON_OBJECT, &at, l->error) ||
            !json_keys(&at, TAG_KEYS, l->error) ||
            !rules_load_string(l, &at, "text", '!', &text) ||
            !rules_load_string(l, &at, "source", '!', &text) ||
            !rules_load_codes(l, &at, "points", '!', &points) ||
            !rules_load_strings(l, &at, "words", '?', &tags[i].words, &tags[i].n_words) ||
            !rules_load_strings(l, &at, "unless", '?', &tags[i].unless,
                                &tags[i].n_unless) ||
            !rules_load_when(l, &at, "said_when", &tags[i].said_when))
            return false;
        tags[i].name = arena_strdup(l->arena, key);
        tags[i].n = points.n;
        tags[i++].points = points.points;
    }
    l->rules->tags = tags;
    l->rules->n_tags = (int)n;
    return true;
}

// ---------------------------------------------------------------- sets.json

static bool read_set(struct rules_loader *l, const struct json_at *at,
                     struct rules_set *out)
{
    static const char *const KEYS[] = {"id", "label", "points", "source", NULL};
    struct rules_points points;
    const char *source;
    if (!json_keys(at, KEYS, l->error) || !rules_load_string(l, at, "id", '!', &out->id))
        return false;
    if (rules_set_index(l->rules, out->id) >= 0)
        return json_fail(at, l->error, "there are two sets \"%s\"", out->id);
    if (!rules_load_text(l, at, "label", '!', &out->label, "set.%s", out->id) ||
        !rules_load_string(l, at, "source", '!', &source) ||
        !rules_load_codes(l, at, "points", '!', &points))
        return false;
    out->n = points.n;
    out->points = points.points;
    return true;
}

static bool read_composite(struct rules_loader *l, const struct json_at *at,
                           struct rules_composite *out)
{
    static const char *const KEYS[] = {"code", "parts", "source", NULL};
    struct rules_points parts;
    struct json_at code;
    const char *source;
    if (!json_keys(at, KEYS, l->error) ||
        !json_member(at, "code", JSON_STRING, &code, l->error) ||
        !rules_load_string(l, at, "source", '!', &source) ||
        !rules_load_codes(l, at, "parts", '!', &parts))
        return false;
    out->point = l->codes->find(l->codes->user, json_string_value(code.value));
    out->n = parts.n;
    out->parts = parts.points;
    return out->point >= 0 || json_fail(&code, l->error, "\"%.20s\" is not a point code",
                                        json_string_value(code.value));
}

bool rules_load_sets(struct rules_loader *l, const struct json_at *root)
{
    static const char *const KEYS[] = {"schema",     "note",          "sets",
                                       "composites", "by_root_level", NULL};
    struct json_at list, item;
    if (!json_schema(root, "deqi/sets-1", l->error) || !json_keys(root, KEYS, l->error) ||
        !json_member(root, "sets", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    struct rules_set *sets = arena_alloc_array(l->arena, n, sizeof *sets);
    l->rules->sets = sets;
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !read_set(l, &item, &sets[i]))
            return false;
        l->rules->n_sets = (int)i + 1;
    }
    if (!json_member(root, "composites", JSON_ARRAY, &list, l->error))
        return false;
    n = json_array_size(list.value);
    struct rules_composite *composites =
        arena_alloc_array(l->arena, n, sizeof *composites);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !read_composite(l, &item, &composites[i]))
            return false;
    l->rules->composites = composites;
    l->rules->n_composites = (int)n;
    if (!json_member(root, "by_root_level", JSON_OBJECT, &list, l->error) ||
        !json_keys(&list, word_levels, l->error))
        return false;
    for (int i = 0; i < WORD_LEVELS; i++)
        if (!rules_load_codes(l, &list, word_levels[i], '?', &l->rules->level_points[i]))
            return false;
    return true;
}

// ---------------------------------------------------------------- statements.json

bool rules_load_statements(struct rules_loader *l, const struct json_at *root)
{
    static const char *const KEYS[] = {"schema", "note", "source", "statements", NULL};
    static const char *const ITEM_KEYS[] = {"id", "text", "evidence", NULL};
    struct json_at list, item;
    if (!json_schema(root, "deqi/statements-1", l->error) ||
        !json_keys(root, KEYS, l->error) ||
        !rules_load_string(l, root, "source", '!', &l->rules->article) ||
        !json_member(root, "statements", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    struct rules_statement *statements =
        arena_alloc_array(l->arena, n, sizeof *statements);
    for (size_t i = 0; i < n; i++) {
        struct rules_statement *s = &statements[i];
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !json_keys(&item, ITEM_KEYS, l->error) ||
            !rules_load_string(l, &item, "id", '!', &s->id) ||
            !rules_load_text(l, &item, "text", '!', &s->text, "statement.%s", s->id) ||
            !rules_load_text(l, &item, "evidence", '?', &s->evidence,
                             "statement.%s.evidence", s->id))
            return false;
    }
    l->rules->statements = statements;
    l->rules->n_statements = (int)n;
    return true;
}

// ---------------------------------------------------------------- all of it

static bool load_file(struct rules_loader *l, const char *data_dir, const char *name,
                      bool (*read)(struct rules_loader *, const struct json_at *))
{
    char path[4096];
    struct json_doc doc;
    snprintf(path, sizeof path, "%s/assets/rules/%s", data_dir, name);
    if (!json_doc_load(&doc, path, 0, l->error))
        return false;
    struct json_at root = json_doc_root(&doc);
    bool ok = read(l, &root);
    json_doc_close(&doc);
    return ok;
}

struct rules *rules_load(const char *data_dir, const struct rules_codes *codes,
                         struct error *error)
{
    // later files name what the earlier ones hold
    static const struct {
        const char *name;
        bool (*read)(struct rules_loader *, const struct json_at *);
    } FILES[] = {
        {"drugs.json", rules_load_drugs},
        {"traits.json", rules_load_traits},
        {"regions.json", rules_load_regions},
        {"sets.json", rules_load_sets},
        {"statements.json", rules_load_statements},
        {"trials.json", rules_load_trials},
        {"rules.json", rules_load_rules},
        {"cautions.json", rules_load_cautions},
    };
    struct arena *arena = arena_create();
    struct rules *rules = arena_alloc(arena, sizeof *rules);
    rules->conditions = arena_create();
    rules->arena = arena;
    struct rules_loader l = {
        .rules = rules, .arena = arena, .codes = codes, .error = error};
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++)
        if (!load_file(&l, data_dir, FILES[i].name, FILES[i].read)) {
            rules_destroy(&rules);
            return NULL;
        }
    return rules;
}

void rules_destroy(struct rules **rules)
{
    if (!rules || !*rules)
        return;
    struct arena *arena = (*rules)->arena;
    arena_destroy(&(*rules)->conditions);
    arena_destroy(&arena);
    *rules = NULL;
}
