/* rules_clause.c - reads rules.json: for each rule its clauses, for each clause its
 * effects. */
#include <string.h>

#include "catalog/rules_internal.h"

static const char *const RULE_KEYS[] = {"id",  "src",     "origin", "text",
                                        "why", "clauses", NULL};
static const char *const CLAUSE_KEYS[] = {
    "name",   "when",       "reason",     "choose", "complement", "mark",  "added",
    "common", "limits",     "exclude",    "root",   "session",    "treat", "asks",
    "notes",  "other_side", "unanswered", "few",    NULL};

static bool read_choose(struct rules_loader *l, const struct json_at *clause,
                        const struct rules_choose **out)
{
    static const char *const KEYS[] = {"local", "proximal", "offer",
                                       "rank",  "origin",   NULL};
    struct json_at at;
    if (!json_optional(clause, "choose", JSON_OBJECT, &at, l->error))
        return false;
    if (!at.value)
        return true;
    struct rules_choose *c = arena_alloc(l->arena, sizeof *c);
    *out = c;
    if (!json_keys(&at, KEYS, l->error) ||
        !rules_load_set_list(l, &at, "local", &c->local) ||
        !rules_load_set_list(l, &at, "proximal", &c->proximal) ||
        !rules_load_set_list(l, &at, "offer", &c->offer) ||
        !rules_load_int(l, &at, "rank", '!', 1, 3, &c->rank) ||
        !rules_load_word(l, &at, "origin", '!', rules_word_facts(FACT_ORIGIN),
                         &c->origin))
        return false;
    return c->local.n + c->offer.n > 0 ||
           json_fail(&at, l->error, "chooses nothing; expected \"local\" or \"offer\"");
}

static bool read_complement(struct rules_loader *l, const struct json_at *clause,
                            const struct rules_complement **out)
{
    static const char *const KEYS[] = {"sets",   "offer",   "offer_level", "rank",
                                       "origin", "answers", "lamp_region", NULL};
    struct json_at at;
    uint64_t answers;
    if (!json_optional(clause, "complement", JSON_OBJECT, &at, l->error))
        return false;
    if (!at.value)
        return true;
    struct rules_complement *c = arena_alloc(l->arena, sizeof *c);
    *out = c;
    if (!json_keys(&at, KEYS, l->error) ||
        !rules_load_set_list(l, &at, "sets", &c->sets) ||
        !rules_load_set_list(l, &at, "offer", &c->offer) ||
        !json_flag(&at, "offer_level", &c->offer_level, l->error) ||
        !rules_load_int(l, &at, "rank", '!', 1, 3, &c->rank) ||
        !rules_load_word(l, &at, "origin", '!', rules_word_facts(FACT_ORIGIN),
                         &c->origin) ||
        !rules_load_words(l, &at, "answers", word_regions, &answers) ||
        !rules_load_word(l, &at, "lamp_region", '!', word_regions, &c->region))
        return false;
    c->answers = (uint32_t)answers;
    return true;
}

static bool read_mark(struct rules_loader *l, const struct json_at *clause,
                      const char *key, const struct rules_mark **out)
{
    static const char *const KEYS[] = {"rank", "role", "origin", NULL};
    struct json_at at;
    if (!json_optional(clause, key, JSON_OBJECT, &at, l->error))
        return false;
    if (!at.value)
        return true;
    struct rules_mark *m = arena_alloc(l->arena, sizeof *m);
    *out = m;
    return json_keys(&at, KEYS, l->error) &&
           rules_load_int(l, &at, "rank", '!', 1, 3, &m->rank) &&
           rules_load_word(l, &at, "role", '!', rules_word_facts(FACT_ROLE), &m->role) &&
           rules_load_word(l, &at, "origin", '!', rules_word_facts(FACT_ORIGIN),
                           &m->origin);
}

static bool read_common(struct rules_loader *l, const struct json_at *clause,
                        const struct rules_common **out)
{
    static const char *const KEYS[] = {"role", "rank", "max_per_side", NULL};
    struct json_at at;
    if (!json_optional(clause, "common", JSON_OBJECT, &at, l->error))
        return false;
    if (!at.value)
        return true;
    struct rules_common *c = arena_alloc(l->arena, sizeof *c);
    *out = c;
    return json_keys(&at, KEYS, l->error) &&
           rules_load_word(l, &at, "role", '!', rules_word_facts(FACT_ROLE), &c->role) &&
           rules_load_int(l, &at, "rank", '?', 1, 3, &c->rank) &&
           rules_load_int(l, &at, "max_per_side", '?', 1, 99, &c->max_per_side);
}

static bool read_limits(struct rules_loader *l, const struct json_at *clause,
                        const struct rules_limits **out)
{
    static const char *const KEYS[] = {"per_limb_side", "per_session", NULL};
    struct json_at at;
    if (!json_optional(clause, "limits", JSON_OBJECT, &at, l->error))
        return false;
    if (!at.value)
        return true;
    struct rules_limits *c = arena_alloc(l->arena, sizeof *c);
    *out = c;
    return json_keys(&at, KEYS, l->error) &&
           rules_load_int(l, &at, "per_limb_side", '!', 1, 40, &c->per_limb_side) &&
           rules_load_int(l, &at, "per_session", '!', 1, 100, &c->per_session);
}

static bool read_session(struct rules_loader *l, const struct json_at *clause,
                         struct rules_clause *out)
{
    static const char *const KEYS[] = {"de_qi", "retention_min", "infrared", NULL};
    struct json_at at;
    if (!json_optional(clause, "session", JSON_OBJECT, &at, l->error))
        return false;
    return !at.value ||
           (json_keys(&at, KEYS, l->error) &&
            json_flag(&at, "de_qi", &out->de_qi, l->error) &&
            json_flag(&at, "infrared", &out->infrared, l->error) &&
            rules_load_int(l, &at, "retention_min", '!', 1, 240, &out->retention_min));
}

/* "treat": {"abnormal": "numbness"} */
static bool read_treat(struct rules_loader *l, const struct json_at *clause,
                       struct rules_clause *out)
{
    struct json_at at;
    out->treat[0] = out->treat[1] = -1;
    if (!json_optional(clause, "treat", JSON_OBJECT, &at, l->error))
        return false;
    if (!at.value)
        return true;
    if (json_object_size(at.value) != 1)
        return json_fail(&at, l->error,
                         "expected one kind and the kind that it counts as");
    const char *key = json_object_iter_key(json_object_iter(at.value));
    out->treat[0] = rules_word_find(word_kinds, key);
    return json_keys(&at, word_kinds, l->error) &&
           rules_load_word(l, &at, key, '!', word_kinds, &out->treat[1]);
}

static bool read_asks(struct rules_loader *l, const struct json_at *clause,
                      const char *owner, struct rules_clause *out)
{
    static const char *const KEYS[] = {"id", "text", "unless_blocked", NULL};
    struct json_at list, item;
    if (!json_optional(clause, "asks", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    struct rules_ask *asks = arena_alloc_array(l->arena, n, sizeof *asks);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !json_keys(&item, KEYS, l->error) ||
            !rules_load_ask(l, &item, owner, &asks[i]) ||
            !json_flag(&item, "unless_blocked", &asks[i].unless_blocked, l->error))
            return false;
    out->asks = asks;
    out->n_asks = (int)n;
    return true;
}

static bool read_statement(struct rules_loader *l, const struct json_at *at,
                           const char **out)
{
    const char *id = json_string_value(at->value);
    for (int i = 0; i < l->rules->n_statements; i++)
        if (strcmp(l->rules->statements[i].id, id) == 0) {
            *out = l->rules->statements[i].id;
            return true;
        }
    return json_fail(at, l->error, "there is no statement \"%.20s\"", id);
}

static bool read_notes(struct rules_loader *l, const struct json_at *clause,
                       const char *owner, struct rules_clause *out)
{
    static const char *const KEYS[] = {"statement", "text", "unless_blocked", NULL};
    struct json_at list, item, statement;
    if (!json_optional(clause, "notes", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    struct rules_note *notes = arena_alloc_array(l->arena, n, sizeof *notes);
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !json_keys(&item, KEYS, l->error) ||
            !json_optional(&item, "statement", JSON_STRING, &statement, l->error) ||
            !json_flag(&item, "unless_blocked", &notes[i].unless_blocked, l->error) ||
            (statement.value && !read_statement(l, &statement, &notes[i].statement)) ||
            !rules_load_text(l, &item, "text", '!', &notes[i].text, "%s.note.%zu", owner,
                             i + 1))
            return false;
    }
    out->notes = notes;
    out->n_notes = (int)n;
    return true;
}

static bool read_exclude(struct rules_loader *l, const struct json_at *clause,
                         const struct rules_list **out)
{
    if (!json_object_get(clause->value, "exclude"))
        return true;
    struct rules_list *list = arena_alloc(l->arena, sizeof *list);
    *out = list;
    return rules_load_set_list(l, clause, "exclude", list);
}

static bool read_clause(struct rules_loader *l, const struct json_at *at,
                        const char *rule, struct rules_clause *out)
{
    static const char *const OTHER_SIDE[] = {"optional", NULL};
    const char *name;
    int other_side = -1;
    if (!json_keys(at, CLAUSE_KEYS, l->error) ||
        !rules_load_string(l, at, "name", '?', &name))
        return false;
    const char *owner = name ? rules_format(l, "rule.%s.%s", rule, name)
                             : rules_format(l, "rule.%s", rule);
    if (!rules_load_when(l, at, "when", &out->when) ||
        !rules_load_text(l, at, "reason", '?', &out->reason, "%s.reason", owner) ||
        !read_choose(l, at, &out->choose) || !read_complement(l, at, &out->complement) ||
        !read_mark(l, at, "mark", &out->mark) ||
        !read_mark(l, at, "added", &out->include) || !read_common(l, at, &out->common) ||
        !read_limits(l, at, &out->limits) || !read_exclude(l, at, &out->exclude) ||
        !rules_load_word_or_words(l, at, "root", rules_word_facts(FACT_ROOT),
                                  &out->root) ||
        !rules_load_int(l, at, "few", '?', 1, 100, &out->few) ||
        !read_session(l, at, out) || !read_treat(l, at, out) ||
        !read_asks(l, at, owner, out) || !read_notes(l, at, owner, out) ||
        !rules_load_word(l, at, "other_side", '?', OTHER_SIDE, &other_side) ||
        !json_flag(at, "unanswered", &out->unanswered, l->error))
        return false;
    out->other_side_optional = other_side == 0;
    bool needs_reason = out->choose || out->complement || out->mark || out->include;
    return !needs_reason || out->reason.english ||
           json_fail(at, l->error, "puts points into the plan without a \"reason\"");
}

static bool read_src(struct rules_loader *l, const struct json_at *at,
                     struct rules_rule *out)
{
    struct json_at list, item;
    if (!json_member(at, "src", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    const char **src = arena_alloc_array(l->arena, n, sizeof *src);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_STRING, &item, l->error) ||
            !read_statement(l, &item, &src[i]))
            return false;
    out->src = src;
    out->n_src = (int)n;
    return true;
}

static bool read_rule(struct rules_loader *l, const struct json_at *at,
                      struct rules_rule *out)
{
    struct json_at list, item;
    if (!json_keys(at, RULE_KEYS, l->error) ||
        !rules_load_string(l, at, "id", '!', &out->id))
        return false;
    for (int i = 0; i < l->rules->n_rules; i++)
        if (strcmp(l->rules->rules[i].id, out->id) == 0)
            return json_fail(at, l->error, "there are two rules \"%s\"", out->id);
    if (!read_src(l, at, out) || !rules_load_string(l, at, "origin", '!', &out->origin) ||
        !rules_load_text(l, at, "text", '!', &out->text, "rule.%s.text", out->id) ||
        !rules_load_text(l, at, "why", '!', &out->why, "rule.%s.why", out->id) ||
        !json_member(at, "clauses", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    struct rules_clause *clauses = arena_alloc_array(l->arena, n, sizeof *clauses);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !read_clause(l, &item, out->id, &clauses[i]))
            return false;
    out->clauses = clauses;
    out->n_clauses = (int)n;
    return true;
}

bool rules_load_rules(struct rules_loader *l, const struct json_at *root)
{
    static const char *const KEYS[] = {"schema", "note", "mark_prefix", "rules", NULL};
    struct json_at list, item;
    if (!json_schema(root, "deqi/rules-1", l->error) ||
        !json_keys(root, KEYS, l->error) ||
        !rules_load_string(l, root, "mark_prefix", '!', &l->rules->mark_prefix) ||
        !json_member(root, "rules", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    struct rules_rule *rules = arena_alloc_array(l->arena, n, sizeof *rules);
    l->rules->rules = rules;
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !read_rule(l, &item, &rules[i]))
            return false;
        l->rules->n_rules = (int)i + 1;
    }
    return true;
}
