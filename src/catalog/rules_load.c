/* rules_load.c - small readers that all files of assets/rules share. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "catalog/nearest.h"
#include "catalog/rules_internal.h"

static const char *format_in(struct arena *arena, const char *format, va_list args)
{
    char text[200];
    vsnprintf(text, sizeof text, format, args);
    return arena_strdup(arena, text);
}

const char *rules_format(struct rules_loader *l, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    const char *s = format_in(l->arena, format, args);
    va_end(args);
    return s;
}

bool rules_load_string(struct rules_loader *l, const struct json_at *object,
                       const char *key, char must, const char **out)
{
    struct json_at at;
    *out = NULL;
    if (must == '?' ? !json_optional(object, key, JSON_STRING, &at, l->error)
                    : !json_member(object, key, JSON_STRING, &at, l->error))
        return false;
    if (!at.value)
        return true;
    *out = arena_strdup(l->arena, json_string_value(at.value));
    return (*out)[strspn(*out, " \t\n")] ||
           json_fail(&at, l->error, "\"%s\" is empty; expected a text", key);
}

bool rules_load_text(struct rules_loader *l, const struct json_at *object,
                     const char *key, char must, struct rules_text *out, const char *id,
                     ...)
{
    va_list args;
    va_start(args, id);
    out->id = format_in(l->arena, id, args);
    va_end(args);
    return rules_load_string(l, object, key, must, &out->english);
}

bool rules_load_word(struct rules_loader *l, const struct json_at *object,
                     const char *key, char must, const char *const *words, int *out)
{
    struct json_at at;
    if (must == '?' ? !json_optional(object, key, JSON_STRING, &at, l->error)
                    : !json_member(object, key, JSON_STRING, &at, l->error))
        return false;
    return !at.value || json_choice(&at, words, out, l->error);
}

bool rules_load_words(struct rules_loader *l, const struct json_at *object,
                      const char *key, const char *const *words, uint64_t *out)
{
    struct json_at list, item;
    *out = 0;
    if (!json_optional(object, key, JSON_ARRAY, &list, l->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    if (list.value && n == 0)
        return json_fail(&list, l->error, "\"%s\" is empty; expected words", key);
    for (size_t i = 0; i < n; i++) {
        int word;
        if (!json_element(&list, i, JSON_STRING, &item, l->error) ||
            !json_choice(&item, words, &word, l->error))
            return false;
        if (*out >> word & 1)
            return json_fail(&item, l->error, "\"%s\" stands here twice", words[word]);
        *out |= UINT64_C(1) << word;
    }
    return true;
}

bool rules_load_word_or_words(struct rules_loader *l, const struct json_at *object,
                              const char *key, const char *const *words, uint64_t *out)
{
    int word = 0;
    if (!json_is_string(json_object_get(object->value, key)))
        return rules_load_words(l, object, key, words, out);
    if (!rules_load_word(l, object, key, '!', words, &word))
        return false;
    *out = UINT64_C(1) << word;
    return true;
}

bool rules_load_strings(struct rules_loader *l, const struct json_at *object,
                        const char *key, char must, const char *const **out, int *n)
{
    struct json_at list, item;
    if (must == '?' ? !json_optional(object, key, JSON_ARRAY, &list, l->error)
                    : !json_member(object, key, JSON_ARRAY, &list, l->error))
        return false;
    size_t count = list.value ? json_array_size(list.value) : 0;
    const char **texts = arena_alloc_array(l->arena, count + 1, sizeof *texts);
    for (size_t i = 0; i < count; i++) {
        if (!json_element(&list, i, JSON_STRING, &item, l->error))
            return false;
        texts[i] = arena_strdup(l->arena, json_string_value(item.value));
    }
    *out = texts;
    *n = (int)count;
    return true;
}

bool rules_load_int(struct rules_loader *l, const struct json_at *object, const char *key,
                    char must, int min, int max, int *out)
{
    struct json_at at;
    double x;
    if (must == '?' ? !json_optional(object, key, JSON_INTEGER, &at, l->error)
                    : !json_member(object, key, JSON_INTEGER, &at, l->error))
        return false;
    if (!at.value)
        return true;
    if (!json_number(&at, min, max, &x, l->error))
        return false;
    *out = (int)x;
    return true;
}

bool rules_load_codes(struct rules_loader *l, const struct json_at *object,
                      const char *key, char must, struct rules_points *out)
{
    struct json_at list, item;
    *out = (struct rules_points){0};
    if (must == '?' ? !json_optional(object, key, JSON_ARRAY, &list, l->error)
                    : !json_member(object, key, JSON_ARRAY, &list, l->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    int *points = arena_alloc_array(l->arena, n, sizeof *points);
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_STRING, &item, l->error))
            return false;
        const char *code = json_string_value(item.value);
        points[i] = l->codes->find(l->codes->user, code);
        if (points[i] < 0)
            return json_fail(
                &item, l->error,
                "\"%.20s\" is not a point code; expected one of assets/points", code);
        for (size_t k = 0; k < i; k++)
            if (points[k] == points[i])
                return json_fail(&item, l->error, "\"%s\" stands here twice", code);
    }
    *out = (struct rules_points){.n = (int)n, .points = points};
    return true;
}

bool rules_load_set_list(struct rules_loader *l, const struct json_at *object,
                         const char *key, struct rules_list *out)
{
    struct json_at list, item;
    *out = (struct rules_list){0};
    if (!json_optional(object, key, JSON_ARRAY, &list, l->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    int *sets = arena_alloc_array(l->arena, n, sizeof *sets);
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_STRING, &item, l->error))
            return false;
        sets[i] = rules_set_index(l->rules, json_string_value(item.value));
        if (sets[i] < 0)
            return json_fail(&item, l->error,
                             "there is no set \"%.40s\"; expected one of sets.json",
                             json_string_value(item.value));
    }
    *out = (struct rules_list){.n = (int)n, .item = sets};
    return true;
}

static const char *const *tag_names(struct rules_loader *l)
{
    const char **names =
        arena_alloc_array(l->arena, (size_t)l->rules->n_tags + 1, sizeof *names);
    for (int i = 0; i < l->rules->n_tags; i++)
        names[i] = l->rules->tags[i].name;
    return names;
}

static const char *const *drug_class_names(struct rules_loader *l)
{
    const char **names =
        arena_alloc_array(l->arena, (size_t)l->rules->n_drug_classes + 1, sizeof *names);
    for (int i = 0; i < l->rules->n_drug_classes; i++)
        names[i] = l->rules->drug_classes[i].name;
    return names;
}

bool rules_load_tags(struct rules_loader *l, const struct json_at *object,
                     const char *key, uint64_t *out)
{
    return rules_load_words(l, object, key, tag_names(l), out);
}

bool rules_load_ask(struct rules_loader *l, const struct json_at *at, const char *owner,
                    struct rules_ask *out)
{
    return rules_load_string(l, at, "id", '!', &out->id) &&
           rules_load_text(l, at, "text", '!', &out->text, "%s.ask.%s", owner, out->id);
}

// ---------------------------------------------------------------- conditions

/* the words that a condition on the fact may use */
static const char *const *words_of(struct rules_loader *l, int fact)
{
    if (fact == FACT_TAGS)
        return tag_names(l);
    if (fact == FACT_LESION_PARTS)
        return l->rules->parts;
    if (fact == FACT_DRUGS)
        return drug_class_names(l);
    return rules_word_facts(fact);
}

/* "unknown", or an object with one or both bounds: up to two terms */
static bool read_number(struct rules_loader *l, const struct json_at *at, int fact,
                        struct rules_term *out, int *n)
{
    static const char *const KEYS[] = {"below", "at_least", NULL};
    static const char *const UNKNOWN[] = {"unknown", NULL};
    struct json_at bound;
    int word, found = 0;
    if (json_is_string(at->value)) {
        out[(*n)++] = (struct rules_term){.fact = fact, .op = RULES_NOT_KNOWN};
        return json_choice(at, UNKNOWN, &word, l->error);
    }
    if (!json_expect(at, JSON_OBJECT, l->error) || !json_keys(at, KEYS, l->error))
        return false;
    for (int i = 0; i < 2; i++) {
        struct rules_term *term = &out[*n];
        if (!json_optional(at, KEYS[i], JSON_REAL, &bound, l->error))
            return false;
        if (!bound.value)
            continue;
        *term = (struct rules_term){.fact = fact,
                                    .op = i == 0 ? RULES_BELOW : RULES_AT_LEAST};
        double number;
        if (!json_number(&bound, 0, 10000, &number, l->error))
            return false;
        term->number = number;
        ++*n;
        found++;
    }
    return found || json_fail(at, l->error, "expected \"below\" or \"at_least\"");
}

/* one "fact": value of a condition */
static bool read_term(struct rules_loader *l, const struct json_at *object,
                      const char *key, enum rules_op op, struct rules_term *terms, int *n)
{
    struct json_at at = {.doc = object->doc,
                         .value = json_object_get(object->value, key),
                         .parent = object,
                         .key = key};
    int fact = 0;
    while (fact < FACT_ALL && strcmp(rules_word_fact_name(fact), key) != 0)
        fact++;
    if (fact == FACT_ALL) {
        const char *names[FACT_ALL];
        for (int i = 0; i < FACT_ALL; i++)
            names[i] = rules_word_fact_name(i);
        const char *near = nearest_name(names, FACT_ALL, key);
        return json_fail(
            &at, l->error, "\"%.40s\" is no fact that a condition can ask about%s%s%s",
            key, near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "");
    }
    if (fact >= FACT_COUNT)
        return read_number(l, &at, fact, terms, n);
    struct rules_term *out = &terms[(*n)++];
    *out = (struct rules_term){.fact = fact, .op = op};
    // findings that are true or false may be written so
    if (json_is_boolean(at.value) && strcmp(rules_word_facts(fact)[1], "no") == 0) {
        out->mask = json_is_true(at.value) ? 4 : 2;
        return true;
    }
    return rules_load_words(l, object, key, words_of(l, fact), &out->mask);
}

static bool read_terms(struct rules_loader *l, const struct json_at *at, enum rules_op op,
                       struct rules_term *terms, int capacity, int *n)
{
    const char *key;
    json_t *value;
    json_object_foreach(at->value, key, value)
    {
        static const struct {
            const char *key;
            enum rules_op op;
        } GROUPS[] = {{"not", RULES_NONE}, {"all", RULES_ALL}, {"only", RULES_ONLY}};
        bool grouped = false;
        for (size_t i = 0; op == RULES_ANY && i < sizeof GROUPS / sizeof *GROUPS; i++) {
            if (strcmp(key, GROUPS[i].key) != 0)
                continue;
            struct json_at inner;
            if (!json_member(at, key, JSON_OBJECT, &inner, l->error) ||
                !read_terms(l, &inner, GROUPS[i].op, terms, capacity, n))
                return false;
            grouped = true;
        }
        if (grouped)
            continue;
        if (*n + 2 > capacity)
            return json_fail(at, l->error, "asks for more than %d things", capacity);
        if (!read_term(l, at, key, op, terms, n))
            return false;
    }
    return true;
}

static bool read_all(struct rules_loader *l, const struct json_at *at,
                     struct rules_all *out)
{
    struct rules_term terms[RULES_TERMS_MAX];
    int n = 0;
    if (!json_expect(at, JSON_OBJECT, l->error) ||
        !read_terms(l, at, RULES_ANY, terms, RULES_TERMS_MAX, &n))
        return false;
    if (n == 0)
        return json_fail(at, l->error,
                         "is empty; leave the condition out for \"always\"");
    struct rules_term *copy =
        arena_alloc_array(l->rules->conditions, (size_t)n, sizeof *copy);
    memcpy(copy, terms, (size_t)n * sizeof *copy);
    *out = (struct rules_all){.n = n, .terms = copy};
    return true;
}

bool rules_load_when(struct rules_loader *l, const struct json_at *object,
                     const char *key, struct rules_when *out)
{
    struct json_at at = {.doc = object->doc,
                         .value = json_object_get(object->value, key),
                         .parent = object,
                         .key = key};
    *out = (struct rules_when){0};
    if (!at.value)
        return true;
    bool list = json_is_array(at.value);
    size_t n = list ? json_array_size(at.value) : 1;
    if (n == 0)
        return json_fail(&at, l->error, "is empty; leave it out for \"always\"");
    struct rules_all *any = arena_alloc_array(l->rules->conditions, n, sizeof *any);
    for (size_t i = 0; i < n; i++) {
        struct json_at item;
        if (list && !json_element(&at, i, JSON_OBJECT, &item, l->error))
            return false;
        if (!read_all(l, list ? &item : &at, &any[i]))
            return false;
    }
    *out = (struct rules_when){.n = (int)n, .any = any};
    return true;
}
