/* rules_known.c - reads what is known beside the rules: drugs.json and trials.json. */
#include <string.h>

#include "catalog/rules_internal.h"

static bool read_class(struct rules_loader *l, const struct json_at *list,
                       const char *name, struct rules_drug_class *out)
{
    static const char *const KEYS[] = {"text", "source", "drugs", NULL};
    struct json_at at;
    const char *text;
    out->name = arena_strdup(l->arena, name);
    return json_member(list, name, JSON_OBJECT, &at, l->error) &&
           json_keys(&at, KEYS, l->error) &&
           rules_load_string(l, &at, "text", '!', &text) &&
           rules_load_string(l, &at, "source", '!', &text) &&
           rules_load_strings(l, &at, "drugs", '!', &out->drugs, &out->n);
}

bool rules_load_drugs(struct rules_loader *l, const struct json_at *root)
{
    static const char *const KEYS[] = {"schema", "note", "classes", NULL};
    struct json_at list;
    if (!json_schema(root, "deqi/drugs-1", l->error) ||
        !json_keys(root, KEYS, l->error) ||
        !json_member(root, "classes", JSON_OBJECT, &list, l->error))
        return false;
    size_t n = json_object_size(list.value);
    if (n > 63)
        return json_fail(&list, l->error, "has %zu classes; expected at most 63", n);
    struct rules_drug_class *classes = arena_alloc_array(l->arena, n, sizeof *classes);
    const char *key;
    json_t *value;
    int i = 0;
    json_object_foreach(list.value, key, value)
    {
        if (!read_class(l, &list, key, &classes[i++]))
            return false;
    }
    l->rules->drug_classes = classes;
    l->rules->n_drug_classes = (int)n;
    return true;
}

static bool read_trial(struct rules_loader *l, const struct json_at *at,
                       struct rules_trial *out)
{
    static const char *const KEYS[] = {"id",     "etiology", "nerves",    "condition",
                                       "design", "points",   "retention", "course",
                                       "grade",  "source",   "read",      NULL};
    return json_keys(at, KEYS, l->error) &&
           rules_load_string(l, at, "id", '!', &out->id) &&
           rules_load_words(l, at, "etiology", word_etiologies, &out->etiologies) &&
           rules_load_words(l, at, "nerves", word_nerves, &out->nerves) &&
           rules_load_text(l, at, "condition", '!', &out->condition, "trial.%s.condition",
                           out->id) &&
           rules_load_text(l, at, "design", '!', &out->design, "trial.%s.design",
                           out->id) &&
           rules_load_codes(l, at, "points", '!', &out->points) &&
           rules_load_text(l, at, "retention", '?', &out->retention, "trial.%s.retention",
                           out->id) &&
           rules_load_text(l, at, "course", '?', &out->course, "trial.%s.course",
                           out->id) &&
           rules_load_text(l, at, "grade", '!', &out->grade, "trial.%s.grade", out->id) &&
           rules_load_string(l, at, "source", '!', &out->source) &&
           rules_load_string(l, at, "read", '!', &out->read);
}

bool rules_load_trials(struct rules_loader *l, const struct json_at *root)
{
    static const char *const KEYS[] = {"schema", "note", "trials", NULL};
    struct json_at list, item;
    if (!json_schema(root, "deqi/trials-1", l->error) ||
        !json_keys(root, KEYS, l->error) ||
        !json_member(root, "trials", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    struct rules_trial *trials = arena_alloc_array(l->arena, n, sizeof *trials);
    l->rules->trials = trials;
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !read_trial(l, &item, &trials[i]))
            return false;
        for (size_t k = 0; k < i; k++)
            if (strcmp(trials[k].id, trials[i].id) == 0)
                return json_fail(&item, l->error, "there are two trials \"%s\"",
                                 trials[i].id);
        l->rules->n_trials = (int)i + 1;
    }
    return true;
}
