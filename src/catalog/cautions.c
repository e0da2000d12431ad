/* cautions.c - reads cautions.json. */
#include "catalog/cautions.h"

#include <string.h>

#include "catalog/rules_internal.h"

const char *const caution_actions[] = {"block",   "remove", "conditional",
                                       "caution", "info",   NULL};

const char *const caution_evidence[] = {"guideline",   "review",      "trial", "cohort",
                                        "case_series", "measurement", NULL};

static const char *const SITES[] = {"lymphoedema", "absent", "pulseless", NULL};
_Static_assert(sizeof SITES / sizeof *SITES == CAUTION_SITES + 1, "sites");

static const char *const SPREADS[] = {"region",   "part",  "limb", "spot",
                                      "unplaced", "stump", NULL};

#define SELECTOR_KEYS                                                                    \
    "codes", "tags", "regions", "everywhere", "sites", "lesion", "not_needled",          \
        "on_entrapment"

/* "lesion": {"kinds": [...], "in_parts": [...], "reaches": "part"} */
static bool read_lesion(struct rules_loader *l, const struct json_at *object,
                        uint64_t *kinds, struct caution_reach *reach)
{
    static const char *const KEYS[] = {"kinds", "in_parts", "reaches", NULL};
    struct json_at at;
    int spread = CAUTION_REGION;
    if (!json_optional(object, "lesion", JSON_OBJECT, &at, l->error))
        return false;
    if (!at.value)
        return true;
    if (!json_keys(&at, KEYS, l->error) ||
        !rules_load_words(l, &at, "kinds", word_lesion_kinds, kinds) ||
        !rules_load_words(l, &at, "in_parts", l->rules->parts, &reach->lesion_parts) ||
        !rules_load_word(l, &at, "reaches", '?', SPREADS, &spread))
        return false;
    if (!*kinds)
        *kinds = (UINT64_C(1) << WORD_LESION_KINDS) - 1;
    reach->spread = (enum caution_spread)spread;
    return true;
}

static bool read_points(struct rules_loader *l, const struct json_at *at,
                        struct caution_points *out, struct caution_reach *reach)
{
    struct rules_points codes;
    uint64_t regions, sites;
    if (!rules_load_codes(l, at, "codes", '?', &codes) ||
        !rules_load_tags(l, at, "tags", &out->tags) ||
        !rules_load_words(l, at, "regions", word_regions, &regions) ||
        !rules_load_words(l, at, "sites", SITES, &sites) ||
        !rules_load_words(l, at, "on_entrapment", word_nerves, &out->entrapments) ||
        !json_flag(at, "everywhere", &out->all, l->error) ||
        !json_flag(at, "not_needled", &out->not_needled, l->error) ||
        !read_lesion(l, at, &out->lesions, reach))
        return false;
    out->sites = (unsigned)sites;
    out->n_codes = codes.n;
    out->codes = codes.points;
    out->regions = (uint32_t)regions;
    bool some = out->n_codes || out->tags || out->regions || out->all || out->sites ||
                out->not_needled || out->lesions;
    return some ||
           json_fail(at, l->error,
                     "reaches no point; expected \"codes\", \"tags\", \"regions\", "
                     "\"lesion\", \"sites\", \"not_needled\" or \"everywhere\"");
}

static bool read_real(struct rules_loader *l, const struct json_at *object,
                      const char *key, double least, double most, double *out)
{
    struct json_at at;
    if (!json_optional(object, key, JSON_REAL, &at, l->error))
        return false;
    return !at.value || json_number(&at, least, most, out, l->error);
}

/* "turn": {"prone": "side"} */
static bool read_turn(struct rules_loader *l, const struct json_at *object, int turn[2])
{
    struct json_at at;
    turn[0] = turn[1] = -1;
    if (!json_optional(object, "turn", JSON_OBJECT, &at, l->error))
        return false;
    if (!at.value)
        return true;
    if (json_object_size(at.value) != 1)
        return json_fail(&at, l->error,
                         "expected one position and the one instead of it");
    const char *key = json_object_iter_key(json_object_iter(at.value));
    turn[0] = rules_word_find(rules_positions, key);
    return json_keys(&at, rules_positions, l->error) &&
           rules_load_word(l, &at, key, '!', rules_positions, &turn[1]);
}

static const char *const DIRECTIONS[] = {"toward",   "outward",  "inward",   "upward",
                                         "downward", "medially", "laterally"};

static bool read_point_effect(struct rules_loader *l, const struct json_at *at,
                              const char *id, size_t index,
                              struct caution_point_effect *out)
{
    static const char *const KEYS[] = {
        SELECTOR_KEYS,  "do",           "when", "angle", "depth_cap_cun",
        "depth_cap_mm", "depth_factor", "turn", "final", "reason",
        "mind",         "if_silent",    NULL};
    static const char *const DO[] = {"remove", "attach", NULL};
    int what = 0;
    out->angle = -1;
    if (!json_keys(at, KEYS, l->error) || !rules_load_word(l, at, "do", '!', DO, &what) ||
        !rules_load_when(l, at, "when", &out->when) ||
        !read_points(l, at, &out->points, &out->reach) ||
        !rules_load_word(l, at, "angle", '?', rules_angles, &out->angle) ||
        !read_real(l, at, "depth_cap_cun", 0.1, 5, &out->depth_cap_cun) ||
        !read_real(l, at, "depth_cap_mm", 1, 100, &out->depth_cap_mm) ||
        !read_real(l, at, "depth_factor", 0.1, 1, &out->depth_factor) ||
        !read_turn(l, at, out->turn) || !json_flag(at, "final", &out->final, l->error) ||
        !json_flag(at, "if_silent", &out->if_silent, l->error) ||
        !rules_load_text(l, at, "reason", what == 0 ? '!' : '?', &out->reason,
                         "caution.%s.point.%zu.reason", id, index + 1) ||
        !rules_load_text(l, at, "mind", '?', &out->mind, "caution.%s.point.%zu.mind", id,
                         index + 1))
        return false;
    out->remove = what == 0;
    if (out->final && !out->remove)
        return json_fail(at, l->error, "is \"final\" but removes nothing");
    // a direction belongs to the point: said of many it is wrong at some
    for (size_t i = 0; out->mind.english && i < sizeof DIRECTIONS / sizeof *DIRECTIONS;
         i++)
        if (strstr(out->mind.english, DIRECTIONS[i]))
            return json_fail(
                at, l->error,
                "\"mind\" names a direction (\"%s\"); expected that to stand "
                "with each point, in assets/points",
                DIRECTIONS[i]);
    return true;
}

static bool read_lamp_effect(struct rules_loader *l, const struct json_at *at,
                             const char *id, size_t index,
                             struct caution_lamp_effect *out)
{
    static const char *const KEYS[] = {"regions", "everywhere", "sites",  "lesion",
                                       "when",    "state",      "reason", NULL};
    uint64_t regions, sites;
    if (!json_keys(at, KEYS, l->error) || !rules_load_when(l, at, "when", &out->when) ||
        !rules_load_words(l, at, "regions", word_regions, &regions) ||
        !json_flag(at, "everywhere", &out->all, l->error) ||
        !rules_load_words(l, at, "sites", SITES, &sites) ||
        !read_lesion(l, at, &out->lesions, &out->reach) ||
        !rules_load_word(l, at, "state", '!', rules_word_facts(FACT_INFRARED),
                         &out->state) ||
        !rules_load_text(l, at, "reason", '!', &out->reason, "caution.%s.lamp.%zu.reason",
                         id, index + 1))
        return false;
    out->regions = (uint32_t)regions;
    out->sites = (unsigned)sites;
    bool some = out->regions || out->all || out->sites || out->lesions;
    return some || json_fail(at, l->error, "reaches no region");
}

static bool read_level(struct rules_loader *l, const struct json_at *at, const char *id,
                       int action, size_t index, struct caution_level *out)
{
    static const char *const KEYS[] = {"when", "action", "text", "refer", NULL};
    out->action = action;
    if (!json_keys(at, KEYS, l->error) || !rules_load_when(l, at, "when", &out->when) ||
        !rules_load_word(l, at, "action", '?', caution_actions, &out->action) ||
        !rules_load_text(l, at, "text", '!', &out->text, "caution.%s.%zu.text", id,
                         index + 1) ||
        !rules_load_text(l, at, "refer", '?', &out->refer, "caution.%s.%zu.refer", id,
                         index + 1))
        return false;
    return out->action != 0 || out->refer.english ||
           json_fail(at, l->error, "blocks the plan without saying where to \"refer\"");
}

static bool read_ask(struct rules_loader *l, const struct json_at *at, const char *id,
                     struct caution_ask *out)
{
    static const char *const KEYS[] = {"id", "text", "when", "if_in_plan", NULL};
    static const char *const POINT_KEYS[] = {"codes", "tags", "regions", "everywhere",
                                             NULL};
    struct json_at points;
    struct caution_reach reach;
    if (!json_keys(at, KEYS, l->error) || !rules_load_when(l, at, "when", &out->when) ||
        !rules_load_ask(l, at, rules_format(l, "caution.%s", id), &out->ask) ||
        !json_optional(at, "if_in_plan", JSON_OBJECT, &points, l->error))
        return false;
    if (!points.value)
        return true;
    out->if_in_plan = true;
    return json_keys(&points, POINT_KEYS, l->error) &&
           read_points(l, &points, &out->points, &reach);
}

/* a member that is a list of objects, of which there must be at least `least` */
static bool read_list(struct rules_loader *l, const struct json_at *at, const char *key,
                      size_t least, struct json_at *list, int *n)
{
    if (!json_optional(at, key, JSON_ARRAY, list, l->error))
        return false;
    *n = list->value ? (int)json_array_size(list->value) : 0;
    if (*n > RULES_EFFECTS_MAX)
        return json_fail(list, l->error, "\"%s\" has %d entries; expected at most %d",
                         key, *n, RULES_EFFECTS_MAX);
    return (size_t)*n >= least ||
           json_fail(at, l->error, "has no \"%s\"; expected at least one", key);
}

static bool read_effects(struct rules_loader *l, const struct json_at *at,
                         struct caution *out)
{
    struct json_at list, item;
    if (!read_list(l, at, "points", 0, &list, &out->n_point_effects))
        return false;
    struct caution_point_effect *points =
        arena_alloc_array(l->arena, (size_t)out->n_point_effects, sizeof *points);
    out->point_effects = points;
    for (int i = 0; i < out->n_point_effects; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, l->error) ||
            !read_point_effect(l, &item, out->id, (size_t)i, &points[i]))
            return false;
    if (!read_list(l, at, "lamp", 0, &list, &out->n_lamp_effects))
        return false;
    struct caution_lamp_effect *lamps =
        arena_alloc_array(l->arena, (size_t)out->n_lamp_effects, sizeof *lamps);
    out->lamp_effects = lamps;
    for (int i = 0; i < out->n_lamp_effects; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, l->error) ||
            !read_lamp_effect(l, &item, out->id, (size_t)i, &lamps[i]))
            return false;
    return true;
}

static bool read_caution(struct rules_loader *l, const struct json_at *at,
                         struct caution *out)
{
    static const char *const KEYS[] = {
        "id",           "title", "action",     "source",     "evidence",
        "verification", "when",  "if_touched", "each_level", "levels",
        "points",       "lamp",  "asks",       NULL};
    struct json_at list, item;
    int action = 0;
    if (!json_keys(at, KEYS, l->error) || !rules_load_string(l, at, "id", '!', &out->id))
        return false;
    if (rules_caution(l->rules, out->id))
        return json_fail(at, l->error, "there are two cautions \"%s\"", out->id);
    if (!rules_load_word(l, at, "action", '!', caution_actions, &action) ||
        !rules_load_text(l, at, "title", '!', &out->title, "caution.%s.title", out->id) ||
        !rules_load_text(l, at, "source", '!', &out->source, "caution.%s.source",
                         out->id) ||
        !rules_load_words(l, at, "evidence", caution_evidence, &out->evidence) ||
        !rules_load_string(l, at, "verification", '!', &out->verification) ||
        !rules_load_when(l, at, "when", &out->when) ||
        !json_flag(at, "if_touched", &out->if_touched, l->error) ||
        !json_flag(at, "each_level", &out->each_level, l->error) ||
        !read_effects(l, at, out) ||
        !read_list(l, at, "levels", 1, &list, &out->n_levels))
        return false;
    struct caution_level *levels =
        arena_alloc_array(l->arena, (size_t)out->n_levels, sizeof *levels);
    out->levels = levels;
    for (int i = 0; i < out->n_levels; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, l->error) ||
            !read_level(l, &item, out->id, action, (size_t)i, &levels[i]))
            return false;
    if (!out->evidence)
        return json_fail(at, l->error,
                         "has no \"evidence\"; expected what its sources are: guideline, "
                         "review, trial, cohort, case_series, measurement");
    if (!read_list(l, at, "asks", 0, &list, &out->n_asks))
        return false;
    struct caution_ask *asks =
        arena_alloc_array(l->arena, (size_t)out->n_asks, sizeof *asks);
    out->asks = asks;
    for (int i = 0; i < out->n_asks; i++)
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, l->error) ||
            !read_ask(l, &item, out->id, &asks[i]))
            return false;
    return true;
}

bool rules_load_cautions(struct rules_loader *l, const struct json_at *root)
{
    static const char *const KEYS[] = {"schema", "note", "cautions", NULL};
    struct json_at list, item;
    if (!json_schema(root, "deqi/cautions-1", l->error) ||
        !json_keys(root, KEYS, l->error) ||
        !json_member(root, "cautions", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    if (n > RULES_CAUTIONS_MAX)
        return json_fail(&list, l->error, "has %zu cautions; expected at most %d", n,
                         RULES_CAUTIONS_MAX);
    struct caution *cautions = arena_alloc_array(l->arena, n, sizeof *cautions);
    l->rules->cautions = cautions;
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !read_caution(l, &item, &cautions[i]))
            return false;
        l->rules->n_cautions = (int)i + 1;
    }
    return true;
}
