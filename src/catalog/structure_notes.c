#include "catalog/structure_notes.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "catalog/structures.h"

static const char *const ROOT_KEYS[] = {"schema", "note", "notes", NULL};
static const char *const KEYS[] = {"id", "from", "territories", "caught", NULL};

struct reading {
    const struct structures *structures;
    struct arena *arena;
    struct error *error;
};

static bool is_structure(const struct structures *s, const char *id)
{
    for (int i = 0; i < s->n_structures; i++)
        if (strcmp(s->structure[i].id, id) == 0)
            return true;
    return false;
}

enum what { ANY_ID, A_STRUCTURE };

static bool read_id(const struct reading *r, const struct json_at *at, enum what what,
                    const char **out)
{
    *out = arena_strdup(r->arena, json_string_value(at->value));
    return what == ANY_ID || is_structure(r->structures, *out) ||
           json_fail(at, r->error, "there is no structure \"%.60s\"", *out);
}

static bool read_list(const struct reading *r, const struct json_at *object,
                      const char *key, enum what what, const char *const **out)
{
    struct json_at list, item;
    if (!json_optional(object, key, JSON_ARRAY, &list, r->error))
        return false;
    size_t n = list.value ? json_array_size(list.value) : 0;
    const char **ids = arena_alloc_array(r->arena, n + 1, sizeof *ids);
    for (size_t i = 0; i < n; i++)
        if (!json_element(&list, i, JSON_STRING, &item, r->error) ||
            !read_id(r, &item, what, &ids[i]))
            return false;
    ids[n] = NULL;
    *out = ids;
    return true;
}

static bool read_note(const struct reading *r, const struct json_at *item,
                      struct structure_note *out)
{
    struct json_at id;
    return json_keys(item, KEYS, r->error) &&
           json_member(item, "id", JSON_STRING, &id, r->error) &&
           read_id(r, &id, A_STRUCTURE, &out->id) &&
           read_list(r, item, "from", A_STRUCTURE, &out->from) &&
           read_list(r, item, "territories", ANY_ID, &out->territories) &&
           read_list(r, item, "caught", ANY_ID, &out->caught);
}

static bool read_all(const struct reading *r, const struct json_doc *doc,
                     struct structure_notes *out)
{
    struct json_at root = json_doc_root(doc), list, item;
    if (!json_schema(&root, "deqi/structure-notes-1", r->error) ||
        !json_keys(&root, ROOT_KEYS, r->error) ||
        !json_member(&root, "notes", JSON_ARRAY, &list, r->error))
        return false;
    size_t n = json_array_size(list.value);
    struct structure_note *note = arena_alloc_array(r->arena, n + 1, sizeof *note);
    out->note = note;
    for (; out->n < (int)n; out->n++)
        if (!json_element(&list, (size_t)out->n, JSON_OBJECT, &item, r->error) ||
            !read_note(r, &item, &note[out->n]))
            return false;
    return true;
}

bool structure_notes_load(struct structure_notes *out, const char *data_dir,
                          const struct structures *structures, struct arena *arena,
                          struct error *error)
{
    char path[4400];
    struct json_doc doc;
    struct reading r = {structures, arena, error};
    *out = (struct structure_notes){0};
    snprintf(path, sizeof path, "%s/assets/anatomy/structure_notes.json", data_dir);
    if (!json_doc_load(&doc, path, 0, error))
        return false;
    bool ok = read_all(&r, &doc, out);
    json_doc_close(&doc);
    return ok;
}

const struct structure_note *structure_notes_find(const struct structure_notes *notes,
                                                  const char *id)
{
    for (int i = 0; i < notes->n; i++)
        if (strcmp(notes->note[i].id, id) == 0)
            return &notes->note[i];
    return NULL;
}

// ---------------------------------------------------------------- from root to skin

struct chain {
    const char **id;
    int n, max;
};

static bool has(const struct chain *c, const char *id)
{
    for (int i = 0; i < c->n; i++)
        if (strcmp(c->id[i], id) == 0)
            return true;
    return false;
}

static void add(struct chain *c, const char *id)
{
    if (c->n < c->max && !has(c, id))
        c->id[c->n++] = id;
}

static bool comes_from(const struct structure_note *note, const char *id)
{
    for (const char *const *f = note->from; f && *f; f++)
        if (strcmp(*f, id) == 0)
            return true;
    return false;
}

int structure_notes_chain(const struct structure_notes *notes, const char *id,
                          const char **out, int max)
{
    struct chain c = {.id = out, .max = max};
    add(&c, id);
    // what is added is itself followed upwards
    for (int i = 0; i < c.n; i++) {
        const struct structure_note *note = structure_notes_find(notes, c.id[i]);
        for (const char *const *f = note ? note->from : NULL; f && *f; f++)
            add(&c, *f);
    }
    int ups = c.n;
    // downwards from the structure alone: its roots feed others as well
    for (int i = 0; i < c.n; i++)
        for (int k = 0; (i == 0 || i >= ups) && k < notes->n; k++)
            if (comes_from(&notes->note[k], c.id[i]))
                add(&c, notes->note[k].id);
    return c.n;
}
