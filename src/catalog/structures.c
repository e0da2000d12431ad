/* Two passes: first the names of all structures and how many waypoints each has, then
 * the waypoints, which may name them. */
#include "catalog/structures.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/load_internal.h"
#include "catalog/nearest.h"

static const char *const ROOT_KEYS[] = {"schema", "note", "bones", "structures", NULL};
static const char *const BONE_KEYS[] = {"id",     "sides",    "name", "latin",
                                        "hanzi",  "features", "line", "uncertainty_mm",
                                        "source", NULL};
static const char *const KEYS[] = {
    "id",          "system",    "sides",          "shape",  "name",   "latin",
    "hanzi",       "radius_mm", "size_mm",        "way",    "rings",  "members",
    "tendon_from", "warns",     "uncertainty_mm", "source", "enters", NULL};
static const char *const SIDES_KNOWN[] = {"both", "midline", "left", "right", NULL};
static const char *const SHAPES[] = {"tube", "ellipsoid", "loft", "hull", "group", NULL};

const char *const structure_system_names[STRUCTURE_SYSTEMS + 1] = {
    "bone", "nerve", "artery", "vein", "muscle", "tendon", "organ", NULL};

enum { WAYS_MAX = 120, RINGS_MAX = 24 };

struct reading {
    struct loader l; /* arena and error alone */
    struct structures *to;
    struct structure_bone *bone;
    struct structure *structure;
    int at; /* the structure whose waypoints are read */
};

// ---------------------------------------------------------------- looking up

int structures_bone(const struct structures *s, const char *id)
{
    for (int i = 0; i < s->n_bones; i++)
        if (strcmp(s->bone[i].id, id) == 0)
            return i;
    return -1;
}

int structures_feature(const struct structures *s, int bone, const char *name)
{
    for (int i = 0; i < s->bone[bone].n_features; i++)
        if (strcmp(s->bone[bone].feature[i], name) == 0)
            return i;
    return -1;
}

static bool is_on(const struct structure *structure, enum side side)
{
    return structure->both ? side != SIDE_M : structure->side == side;
}

int structures_find(const struct structures *s, const char *id, enum side side)
{
    for (int i = 0; i < s->n_structures; i++)
        if (strcmp(s->structure[i].id, id) == 0 && is_on(&s->structure[i], side))
            return i;
    return -1;
}

static int name_bone(const void *user, const char *id)
{
    const struct reading *r = user;
    return structures_bone(r->to, id);
}

static int name_feature(const void *user, int bone, const char *name)
{
    const struct reading *r = user;
    return structures_feature(r->to, bone, name);
}

static bool name_has_length(const void *user, int bone)
{
    const struct reading *r = user;
    return r->bone[bone].has_length;
}

/* a structure of both sides may stand only on what both sides have */
static int name_structure(const void *user, const char *id, enum side side,
                          int *waypoints)
{
    const struct reading *r = user;
    int i = structures_find(r->to, id, side);
    if (i < 0 || (r->structure[r->at].both && !r->structure[i].both))
        i = structures_find(r->to, id, SIDE_M);
    if (i >= 0)
        *waypoints = r->structure[i].n_ways;
    return i;
}

// ---------------------------------------------------------------- names

static bool read_names(struct reading *r, const struct json_at *item, const char **id,
                       struct structure_name *name, int *sides)
{
    struct json_at at;
    return load_text(&r->l, item, "id", '!', id) &&
           load_text(&r->l, item, "name", '!', &name->english) &&
           load_text(&r->l, item, "latin", '!', &name->latin) &&
           load_text(&r->l, item, "hanzi", '!', &name->hanzi) &&
           json_member(item, "sides", JSON_STRING, &at, r->l.error) &&
           json_choice(&at, SIDES_KNOWN, sides, r->l.error);
}

static bool read_uncertainty(struct reading *r, const struct json_at *item, float *out)
{
    struct json_at at;
    double mm;
    if (!json_member(item, "uncertainty_mm", JSON_REAL, &at, r->l.error) ||
        !json_number(&at, 0.5, 50, &mm, r->l.error))
        return false;
    *out = (float)mm;
    return true;
}

static bool read_bone(struct reading *r, const struct json_at *item, int index)
{
    struct structure_bone *out = &r->bone[index];
    int sides;
    if (!read_uncertainty(r, item, &out->uncertainty))
        return false;
    if (!json_keys(item, BONE_KEYS, r->l.error) ||
        !load_text(&r->l, item, "source", '!', &out->source) ||
        !read_names(r, item, &out->id, &out->name, &sides) ||
        !json_flag(item, "line", &out->has_length, r->l.error) ||
        !load_texts(&r->l, item, "features", &out->feature))
        return false;
    if (sides > 1)
        return json_fail(item, r->l.error,
                         "\"%s\" has sides \"%s\"; expected both or "
                         "midline",
                         out->id, SIDES_KNOWN[sides]);
    out->midline = sides == 1;
    while (out->feature[out->n_features])
        out->n_features++;
    for (int i = 0; i < index; i++)
        if (strcmp(r->bone[i].id, out->id) == 0)
            return json_fail(item, r->l.error, "the bone \"%s\" stands here twice",
                             out->id);
    return true;
}

static bool check_id(struct reading *r, const struct json_at *item, int index)
{
    const struct structure *s = &r->structure[index];
    bool taken = structures_bone(r->to, s->id) >= 0;
    for (int i = 0; i < index && !taken; i++)
        taken = strcmp(r->structure[i].id, s->id) == 0 &&
                (r->structure[i].both || s->both || r->structure[i].side == s->side);
    return !taken ||
           json_fail(item, r->l.error, "\"%s\" stands here twice for one side", s->id);
}

/* how many waypoints there will be, in rings of how many */
static bool count_ways(struct reading *r, const struct json_at *item,
                       struct structure *out)
{
    struct json_at list, ring;
    const char *key = out->shape == STRUCTURE_LOFT ? "rings" : "way";
    if (out->shape == STRUCTURE_GROUP)
        return true;
    if (!json_member(item, key, JSON_ARRAY, &list, r->l.error))
        return false;
    int n = (int)json_array_size(list.value);
    if (out->shape == STRUCTURE_LOFT) {
        int *first = arena_alloc_array(r->l.arena, (size_t)n + 1, sizeof *first);
        for (int i = 0; i < n; i++) {
            if (!json_element(&list, (size_t)i, JSON_ARRAY, &ring, r->l.error))
                return false;
            first[i + 1] = first[i] + (int)json_array_size(ring.value);
        }
        out->ring = first;
        out->n_rings = n;
        out->n_ways = first[n];
    } else {
        out->n_ways = n;
    }
    int least = out->shape == STRUCTURE_HULL ? 4 : 2;
    int most = out->shape == STRUCTURE_ELLIPSOID ? 2 : WAYS_MAX;
    if (out->n_ways < least || out->n_ways > most || out->n_rings > RINGS_MAX)
        return json_fail(&list, r->l.error, "has %d waypoints; expected %d to %d",
                         out->n_ways, least, most);
    return true;
}

static bool read_head(struct reading *r, const struct json_at *item, int index)
{
    struct structure *out = &r->structure[index];
    struct json_at at, n;
    int sides, system, shape;
    double tendon = 0;
    if (!json_keys(item, KEYS, r->l.error) ||
        !read_names(r, item, &out->id, &out->name, &sides) ||
        !json_member(item, "system", JSON_STRING, &at, r->l.error) ||
        !json_choice(&at, structure_system_names + 1, &system, r->l.error) ||
        !json_member(item, "shape", JSON_STRING, &at, r->l.error) ||
        !json_choice(&at, SHAPES, &shape, r->l.error) ||
        !read_uncertainty(r, item, &out->uncertainty) ||
        !json_flag(item, "warns", &out->warns, r->l.error) ||
        !load_text(&r->l, item, "source", '!', &out->source))
        return false;
    out->system = (enum structure_system)(system + 1);
    out->shape = (enum structure_shape)shape;
    out->both = sides == 0;
    out->side = sides == 2 ? SIDE_L : sides == 3 ? SIDE_R : SIDE_M;
    if (!check_id(r, item, index) || !count_ways(r, item, out) ||
        !json_optional(item, "tendon_from", JSON_INTEGER, &n, r->l.error) ||
        (n.value && !json_number(&n, 1, out->n_ways, &tendon, r->l.error)))
        return false;
    out->tendon_from = (int)tendon;
    return true;
}

// ---------------------------------------------------------------- sizes

static bool read_size(struct reading *r, const struct json_at *at, float out[2])
{
    struct json_at item;
    double mm;
    if (json_is_array(at->value) && json_array_size(at->value) != 2)
        return json_fail(at, r->l.error,
                         "has %zu numbers; expected a width and a thickness",
                         json_array_size(at->value));
    for (int k = 0; k < 2; k++) {
        if (!json_element(at, (size_t)k, JSON_REAL, &item, r->l.error) ||
            !json_number(&item, 0.1, 200, &mm, r->l.error))
            return false;
        out[k] = (float)mm;
    }
    return true;
}

static bool read_sizes(struct reading *r, const struct json_at *item,
                       struct structure *out)
{
    struct json_at radius, size, at;
    if (!json_optional(item, "radius_mm", JSON_ARRAY, &radius, r->l.error) ||
        !json_optional(item, "size_mm", JSON_ARRAY, &size, r->l.error))
        return false;
    bool none = out->shape == STRUCTURE_LOFT || out->shape == STRUCTURE_GROUP;
    if (!radius.value == !size.value ? !none || radius.value : none)
        return json_fail(item, r->l.error, "\"%s\" must have %s", out->id,
                         none ? "neither \"radius_mm\" nor \"size_mm\""
                              : "either \"radius_mm\" or \"size_mm\"");
    const struct json_at *list = size.value ? &size : &radius;
    int n = none ? 0 : (int)json_array_size(list->value);
    if (!none && (n < 1 || n > WAYS_MAX))
        return json_fail(list, r->l.error, "has %d sizes; expected 1 to %d", n, WAYS_MAX);
    float(*sizes)[2] = arena_alloc_array(r->l.arena, (size_t)n + 1, sizeof *sizes);
    for (int i = 0; i < n; i++) {
        double mm = 0;
        if (!json_element(list, (size_t)i, size.value ? JSON_ARRAY : JSON_REAL, &at,
                          r->l.error) ||
            (size.value ? !read_size(r, &at, sizes[i])
                        : !json_number(&at, 0.1, 100, &mm, r->l.error)))
            return false;
        if (!size.value)
            sizes[i][0] = sizes[i][1] = (float)mm * 2;
    }
    out->size = sizes;
    out->n_sizes = n;
    return true;
}

// ---------------------------------------------------------------- waypoints

static bool read_way(struct reading *r, const struct json_at *at, const struct way **out)
{
    const struct structure *s = &r->structure[r->at];
    const struct way_names names = {.bone = name_bone,
                                    .feature = name_feature,
                                    .has_length = name_has_length,
                                    .structure = name_structure,
                                    .user = r};
    char complaint[240];
    const char *text = json_string_value(at->value);
    *out = way_parse(text, s->both ? SIDE_L : s->side, &names, r->l.arena, complaint,
                     sizeof complaint);
    return *out ||
           json_fail(at, r->l.error, "\"%.80s\" of %s: %s", text, s->id, complaint);
}

static bool read_list(struct reading *r, const struct json_at *list,
                      const struct way **out)
{
    struct json_at at;
    for (size_t i = 0; i < json_array_size(list->value); i++)
        if (!json_element(list, i, JSON_STRING, &at, r->l.error) ||
            !read_way(r, &at, &out[i]))
            return false;
    return true;
}

static bool read_rings(struct reading *r, const struct json_at *item,
                       const struct structure *s, const struct way **way)
{
    struct json_at list, ring;
    int corners = 0;
    if (!json_member(item, "rings", JSON_ARRAY, &list, r->l.error))
        return false;
    for (int i = 0; i < s->n_rings; i++) {
        int n = s->ring[i + 1] - s->ring[i];
        if (!json_element(&list, (size_t)i, JSON_ARRAY, &ring, r->l.error))
            return false;
        if (n != 1 && (n < 3 || (corners && n != corners)))
            return json_fail(&ring, r->l.error,
                             "has %d waypoints; expected 1, or as many as the other "
                             "rings, at least 3",
                             n);
        corners = n == 1 ? corners : n;
        if (!read_list(r, &ring, way + s->ring[i]))
            return false;
    }
    return corners || json_fail(&list, r->l.error, "has no ring of at least 3 waypoints");
}

static bool read_members(struct reading *r, const struct json_at *item,
                         struct structure *out)
{
    struct json_at list, at;
    if (!json_member(item, "members", JSON_ARRAY, &list, r->l.error))
        return false;
    int n = (int)json_array_size(list.value);
    int *member = arena_alloc_array(r->l.arena, (size_t)n + 1, sizeof *member);
    for (int i = 0; i < n; i++) {
        if (!json_element(&list, (size_t)i, JSON_STRING, &at, r->l.error))
            return false;
        member[i] = structures_find(r->to, json_string_value(at.value),
                                    out->both ? SIDE_L : out->side);
        if (member[i] < 0 || r->structure[member[i]].shape == STRUCTURE_GROUP ||
            r->structure[member[i]].both != out->both)
            return json_fail(&at, r->l.error,
                             "\"%.60s\" is no member; expected a structure of the same "
                             "sides that is no group",
                             json_string_value(at.value));
    }
    if (n < 1)
        return json_fail(&list, r->l.error, "has no members; expected at least 1");
    out->member = member;
    out->n_members = n;
    return true;
}

/* "vertebra_*" stands for all that begin so */
static bool read_enters(struct reading *r, const struct json_at *item,
                        struct structure *out)
{
    struct json_at list, at;
    if (!json_optional(item, "enters", JSON_ARRAY, &list, r->l.error))
        return false;
    int *enters =
            arena_alloc_array(r->l.arena, (size_t)r->to->n_bones + 1, sizeof *enters),
        n = 0;
    for (size_t i = 0; list.value && i < json_array_size(list.value); i++) {
        if (!json_element(&list, i, JSON_STRING, &at, r->l.error))
            return false;
        const char *id = json_string_value(at.value);
        size_t length = strcspn(id, "*");
        int before = n;
        for (int b = 0; b < r->to->n_bones && n < r->to->n_bones; b++)
            if (strncmp(r->bone[b].id, id, length) == 0 &&
                (id[length] == '*' || !r->bone[b].id[length]))
                enters[n++] = b;
        if (n == before)
            return json_fail(&at, r->l.error, "there is no bone \"%.60s\"", id);
    }
    enters[n] = -1;
    out->enters = enters;
    return true;
}

static bool read_body(struct reading *r, const struct json_at *item, int index)
{
    struct structure *out = &r->structure[index];
    struct json_at list;
    r->at = index;
    if (!read_sizes(r, item, out) || !read_enters(r, item, out))
        return false;
    if (out->shape == STRUCTURE_GROUP)
        return read_members(r, item, out);
    const struct way **way =
        arena_alloc_array(r->l.arena, (size_t)out->n_ways, sizeof *way);
    out->way = way;
    if (out->shape == STRUCTURE_LOFT)
        return read_rings(r, item, out, way);
    return json_member(item, "way", JSON_ARRAY, &list, r->l.error) &&
           read_list(r, &list, way);
}

// ---------------------------------------------------------------- cycles

enum { WHITE, GREY, BLACK };

/* depth first over waypoints; false where one needs itself */
static bool resolves(const struct structures *s, unsigned char *const *colour,
                     const struct way *way);

static bool resolves_waypoint(const struct structures *s, unsigned char *const *colour,
                              int structure, int i)
{
    unsigned char *at = &colour[structure][i];
    if (*at != WHITE)
        return *at == BLACK;
    *at = GREY;
    if (!resolves(s, colour, s->structure[structure].way[i]))
        return false;
    *at = BLACK;
    return true;
}

static bool resolves(const struct structures *s, unsigned char *const *colour,
                     const struct way *way)
{
    if (way->kind == WAY_MIX)
        return resolves(s, colour, way->first) && resolves(s, colour, way->second);
    return way->kind != WAY_SAME ||
           resolves_waypoint(s, colour, way->structure, way->waypoint);
}

static bool check_cycles(struct reading *r, const struct json_at *list)
{
    const struct structures *s = r->to;
    unsigned char **colour =
        arena_alloc_array(r->l.arena, (size_t)s->n_structures + 1, sizeof *colour);
    struct json_at item;
    for (int i = 0; i < s->n_structures; i++)
        colour[i] = arena_alloc(r->l.arena, (size_t)s->structure[i].n_ways + 1);
    for (int i = 0; i < s->n_structures; i++)
        for (int k = 0; k < s->structure[i].n_ways; k++)
            if (!resolves_waypoint(s, colour, i, k))
                return json_element(list, (size_t)i, JSON_OBJECT, &item, r->l.error) &&
                       json_fail(&item, r->l.error,
                                 "waypoint %d of \"%s\" is placed by itself; expected "
                                 "references that end at a bone",
                                 k + 1, s->structure[i].id);
    return true;
}

// ---------------------------------------------------------------- all of it

static bool read_all(struct reading *r, const struct json_doc *doc)
{
    struct json_at root = json_doc_root(doc), bones, list, item;
    struct structures *s = r->to;
    if (!json_schema(&root, "deqi/structures-data-1", r->l.error) ||
        !json_keys(&root, ROOT_KEYS, r->l.error) ||
        !json_member(&root, "bones", JSON_ARRAY, &bones, r->l.error) ||
        !json_member(&root, "structures", JSON_ARRAY, &list, r->l.error))
        return false;
    size_t n_bones = json_array_size(bones.value), n = json_array_size(list.value);
    s->bone = r->bone = arena_alloc_array(s->arena, n_bones + 1, sizeof *r->bone);
    s->structure = r->structure =
        arena_alloc_array(s->arena, n + 1, sizeof *r->structure);
    for (; s->n_bones < (int)n_bones; s->n_bones++)
        if (!json_element(&bones, (size_t)s->n_bones, JSON_OBJECT, &item, r->l.error) ||
            !read_bone(r, &item, s->n_bones))
            return false;
    for (; s->n_structures < (int)n; s->n_structures++)
        if (!json_element(&list, (size_t)s->n_structures, JSON_OBJECT, &item,
                          r->l.error) ||
            !read_head(r, &item, s->n_structures))
            return false;
    for (int i = 0; i < s->n_structures; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->l.error) ||
            !read_body(r, &item, i))
            return false;
    return check_cycles(r, &list);
}

struct structures *structures_load(const char *data_dir, struct error *error)
{
    char path[4400];
    struct json_doc doc;
    snprintf(path, sizeof path, "%s/assets/anatomy/structures.json", data_dir);
    if (!json_doc_load(&doc, path, 0, error))
        return NULL;
    struct structures *s = xcalloc(1, sizeof *s);
    s->arena = arena_create();
    struct reading r = {.l = {.arena = s->arena, .error = error}, .to = s};
    if (!read_all(&r, &doc) ||
        !structure_notes_load(&s->notes, data_dir, s, s->arena, error))
        structures_destroy(&s);
    json_doc_close(&doc);
    return s;
}

void structures_destroy(struct structures **s)
{
    if (!*s)
        return;
    arena_destroy(&(*s)->arena);
    free(*s);
    *s = NULL;
}
