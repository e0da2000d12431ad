#include "study/questions.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"

enum { CHOICES_MIN = 2, CHOICES_MAX = 4 };

struct load {
    struct questions *q;
    const struct catalog *catalog;
    struct error *error;
};

static const char *keep(struct load *l, const struct json_at *at)
{
    return at->value ? arena_strdup(l->q->arena, json_string_value(at->value)) : NULL;
}

// gcc 12 takes `out` for NULL, which no caller passes
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpragmas"
#pragma GCC diagnostic ignored "-Wunknown-warning-option"
#pragma GCC diagnostic ignored "-Wanalyzer-null-dereference"
static bool string_of(struct load *l, const struct json_at *object, const char *key,
                      const char **out)
{
    struct json_at at;
    if (!json_member(object, key, JSON_STRING, &at, l->error))
        return false;
    *out = keep(l, &at);
    return **out || json_fail(&at, l->error, "is empty; expected a text");
}
#pragma GCC diagnostic pop

static bool text_of(struct load *l, const struct json_at *object, const char *key,
                    const char *id, struct study_text *out)
{
    out->id = id;
    return string_of(l, object, key, &out->english);
}

// ---------------------------------------------------------------- surfaces

static bool load_surface(struct load *l, const struct json_at *at,
                         struct surface_answer *s)
{
    static const char *const KEYS[] = {"id", "text", "sets", NULL};
    struct json_at list, item;
    if (!json_keys(at, KEYS, l->error) || !string_of(l, at, "id", &s->id) ||
        !text_of(l, at, "text", arena_printf(l->q->arena, "surface.%s", s->id),
                 &s->text) ||
        !json_member(at, "sets", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    const char **sets = arena_alloc_array(l->q->arena, n + 1, sizeof *sets);
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_STRING, &item, l->error))
            return false;
        sets[i] = keep(l, &item);
    }
    s->sets = sets;
    return true;
}

// ---------------------------------------------------------------- choices

static bool is_code(const struct catalog *c, const char *code)
{
    return catalog_find(c, code);
}

static bool load_choice(struct load *l, const struct json_at *at, const char *question,
                        struct question_choice *c)
{
    static const char *const KEYS[] = {"code", "id", "text", "right", NULL};
    struct json_at code;
    const char *id;
    if (!json_keys(at, KEYS, l->error) ||
        !json_optional(at, "code", JSON_STRING, &code, l->error) ||
        !json_flag(at, "right", &c->right, l->error))
        return false;
    if (!code.value)
        return string_of(l, at, "id", &id) &&
               text_of(l, at, "text",
                       arena_printf(l->q->arena, "question.%s.%s", question, id),
                       &c->text);
    c->code = keep(l, &code);
    return is_code(l->catalog, c->code) ||
           json_fail(&code, l->error, "no point has the code \"%s\"", c->code);
}

static bool load_choices(struct load *l, const struct json_at *at, struct question *q)
{
    struct json_at list, item;
    int right = 0;
    if (!json_member(at, "choices", JSON_ARRAY, &list, l->error))
        return false;
    size_t n = json_array_size(list.value);
    if (n < CHOICES_MIN || n > CHOICES_MAX)
        return json_fail(&list, l->error, "has %zu choices; expected %d to %d", n,
                         CHOICES_MIN, CHOICES_MAX);
    struct question_choice *choice = arena_alloc_array(l->q->arena, n, sizeof *choice);
    for (size_t i = 0; i < n; i++) {
        if (!json_element(&list, i, JSON_OBJECT, &item, l->error) ||
            !load_choice(l, &item, q->id, &choice[i]))
            return false;
        right += choice[i].right;
    }
    q->choice = choice;
    q->n_choices = (int)n;
    return right == 1 || json_fail(&list, l->error,
                                   "%d choices are right; expected exactly one", right);
}

static bool load_answer(struct load *l, const struct json_at *at, struct question *q)
{
    struct json_at answer;
    if (!json_member(at, "answer", JSON_STRING, &answer, l->error))
        return false;
    for (int i = 0; i < l->q->n_surfaces; i++) {
        q->answer = i;
        if (strcmp(l->q->surface[i].id, json_string_value(answer.value)) == 0)
            return true;
    }
    return json_fail(&answer, l->error, "there is no surface \"%s\"",
                     json_string_value(answer.value));
}

// ---------------------------------------------------------------- questions

static bool load_caution(struct load *l, const struct json_at *at, struct question *q)
{
    static const char *const EXPECT[] = {"removed",          "blocked", "lamp_withheld",
                                         "lamp_conditional", "caution", NULL};
    struct json_at expect;
    int word;
    if (!string_of(l, at, "caution", &q->caution) ||
        !json_member(at, "expect", JSON_STRING, &expect, l->error) ||
        !json_choice(&expect, EXPECT, &word, l->error))
        return false;
    q->expect = (enum question_expect)word;
    return load_choices(l, at, q);
}

static bool load_question(struct load *l, const struct json_at *at, struct question *q)
{
    static const char *const KEYS[] = {"id",      "kind",   "text",   "why",
                                       "case",    "source", "answer", "choices",
                                       "caution", "expect", NULL};
    static const char *const KINDS[] = {"surface", "caution", NULL};
    struct json_at kind, record, source;
    int word;
    if (!json_keys(at, KEYS, l->error) || !string_of(l, at, "id", &q->id) ||
        !json_member(at, "kind", JSON_STRING, &kind, l->error) ||
        !json_choice(&kind, KINDS, &word, l->error) ||
        !json_member(at, "case", JSON_OBJECT, &record, l->error) ||
        !json_optional(at, "source", JSON_STRING, &source, l->error))
        return false;
    q->kind = (enum question_kind)word;
    char *text = json_dumps(record.value, JSON_COMPACT);
    q->case_text = arena_strdup(l->q->arena, text ? text : "");
    free(text);
    q->source = source.value ? keep(l, &source) : "";
    struct arena *a = l->q->arena;
    return text_of(l, at, "text", arena_printf(a, "question.%s.text", q->id), &q->text) &&
           text_of(l, at, "why", arena_printf(a, "question.%s.why", q->id), &q->why) &&
           (q->kind == QUESTION_SURFACE ? load_answer(l, at, q) : load_caution(l, at, q));
}

static bool load_all(struct load *l, const struct json_at *root)
{
    static const char *const KEYS[] = {"schema", "note", "surfaces", "questions", NULL};
    struct json_at surfaces, questions, item;
    struct questions *q = l->q;
    if (!json_schema(root, "deqi/questions-1", l->error) ||
        !json_keys(root, KEYS, l->error) ||
        !json_member(root, "surfaces", JSON_ARRAY, &surfaces, l->error) ||
        !json_member(root, "questions", JSON_ARRAY, &questions, l->error))
        return false;
    size_t n = json_array_size(surfaces.value), m = json_array_size(questions.value);
    struct surface_answer *s = arena_alloc_array(q->arena, n + 1, sizeof *s);
    struct question *list = arena_alloc_array(q->arena, m + 1, sizeof *list);
    q->surface = s;
    q->question = list;
    for (size_t i = 0; i < n; i++, q->n_surfaces++)
        if (!json_element(&surfaces, i, JSON_OBJECT, &item, l->error) ||
            !load_surface(l, &item, &s[i]))
            return false;
    if (n < CHOICES_MAX)
        return json_fail(&surfaces, l->error, "expected at least %d surfaces",
                         CHOICES_MAX);
    for (size_t i = 0; i < m; i++, q->n_questions++) {
        if (!json_element(&questions, i, JSON_OBJECT, &item, l->error) ||
            !load_question(l, &item, &list[i]))
            return false;
        for (size_t k = 0; k < i; k++)
            if (strcmp(list[k].id, list[i].id) == 0)
                return json_fail(&item, l->error, "a question \"%s\" stands before",
                                 list[i].id);
    }
    return true;
}

struct questions *questions_load(const char *data_dir, const struct catalog *catalog,
                                 struct error *error)
{
    char path[PATH_MAX];
    struct json_doc doc;
    snprintf(path, sizeof path, "%s/assets/tours/questions.json", data_dir);
    if (!json_doc_load(&doc, path, 0, error))
        return NULL;
    struct questions *q = xcalloc(1, sizeof *q);
    q->arena = arena_create();
    struct load l = {q, catalog, error};
    struct json_at root = json_doc_root(&doc);
    bool ok = load_all(&l, &root);
    json_doc_close(&doc);
    if (!ok)
        questions_destroy(&q);
    return q;
}

void questions_destroy(struct questions **questions)
{
    if (!questions || !*questions)
        return;
    arena_destroy(&(*questions)->arena);
    free(*questions);
    *questions = NULL;
}

void questions_texts_each(const struct questions *q,
                          void (*each)(const char *id, const char *english, void *user),
                          void *user)
{
    for (int i = 0; i < q->n_surfaces; i++)
        each(q->surface[i].text.id, q->surface[i].text.english, user);
    for (int i = 0; i < q->n_questions; i++) {
        const struct question *x = &q->question[i];
        each(x->text.id, x->text.english, user);
        each(x->why.id, x->why.english, user);
        for (int k = 0; k < x->n_choices; k++)
            if (!x->choice[k].code)
                each(x->choice[k].text.id, x->choice[k].text.english, user);
    }
}
