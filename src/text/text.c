/* text.c - a sorted array of (id, text), searched by bisection. English fallback texts of
 * en.json are held beside the language's own. */
#include "text/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "base/json.h"
#include "base/listing.h"

struct entry {
    const char *id, *text;
};

struct table {
    struct entry *entries;
    size_t n, capacity;
};

struct texts {
    struct arena *arena;
    char lang[32];
    struct table own, english;
};

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->id, ((const struct entry *)b)->id);
}

static const char *lookup(const struct table *t, const char *id)
{
    struct entry key = {.id = id};
    const struct entry *e =
        t->n ? bsearch(&key, t->entries, t->n, sizeof *t->entries, compare_entries)
             : NULL;
    return e ? e->text : NULL;
}

static bool load_file(struct texts *texts, struct table *t, const char *path,
                      struct error *error)
{
    struct json_doc doc;
    if (!json_doc_load(&doc, path, 0, error))
        return false;
    struct json_at root = json_doc_root(&doc), at;
    bool ok = json_expect(&root, JSON_OBJECT, error);
    const char *key;
    json_t *value;
    if (ok) {
        json_object_foreach(root.value, key, value)
        {
            if (!(ok = json_member(&root, key, JSON_STRING, &at, error)))
                break;
            if (t->n == t->capacity) {
                t->capacity = t->capacity ? t->capacity * 2 : 256;
                t->entries = xrealloc(t->entries, t->capacity * sizeof *t->entries);
            }
            t->entries[t->n++] =
                (struct entry){arena_strdup(texts->arena, key),
                               arena_strdup(texts->arena, json_string_value(value))};
        }
    }
    json_doc_close(&doc);
    return ok;
}

/* LANG.json or LANG.anything.json */
static bool names_language(const char *file, const char *lang)
{
    size_t n = strlen(lang), length = strlen(file);
    return length > 5 && strncmp(file, lang, n) == 0 && file[n] == '.' &&
           strcmp(file + length - 5, ".json") == 0;
}

static bool load_table(struct texts *texts, struct table *t, const char *dir,
                       const char *lang, struct error *error)
{
    struct listing files;
    if (!listing_read(&files, dir))
        return error_at(error, dir, 0, 0, "cannot be read; expected the folder of texts");
    bool ok = true;
    for (int i = 0; ok && i < files.n; i++) {
        char path[PATH_MAX + 264];
        snprintf(path, sizeof path, "%s/%s", dir, files.name[i]);
        ok = !names_language(files.name[i], lang) || load_file(texts, t, path, error);
    }
    listing_free(&files);
    if (t->n)
        qsort(t->entries, t->n, sizeof *t->entries, compare_entries);
    for (size_t i = 1; ok && i < t->n; i++)
        if (strcmp(t->entries[i - 1].id, t->entries[i].id) == 0)
            ok = error_at(error, dir, 0, 0, "the text \"%s\" stands twice in %s",
                          t->entries[i].id, lang);
    return ok;
}

/* LANG.json itself, not LANG.anything.json */
static bool read_language(const char *dir, const char *file, struct language *out)
{
    char path[PATH_MAX + 264];
    struct json_doc doc;
    size_t stem = strcspn(file, ".");
    snprintf(path, sizeof path, "%s/%s", dir, file);
    if (!stem || stem >= sizeof out->id - 1 || strcmp(file + stem, ".json") != 0 ||
        !json_doc_load(&doc, path, 0, NULL))
        return false;
    snprintf(out->id, sizeof out->id, "%.*s", (int)stem, file);
    const char *name = json_string_value(json_object_get(doc.root, "language.name"));
    bool fits = name && strlen(name) < sizeof out->name;
    snprintf(out->name, sizeof out->name, "%s", fits ? name : out->id);
    json_doc_close(&doc);
    return true;
}

int texts_languages(const char *data_dir, struct language out[LANGUAGES_MAX])
{
    char dir[PATH_MAX];
    struct listing files;
    int found = 0;
    snprintf(dir, sizeof dir, "%s/assets/text", data_dir);
    listing_read(&files, dir);
    for (int i = 0; i < files.n; i++)
        found += found < LANGUAGES_MAX && read_language(dir, files.name[i], &out[found]);
    listing_free(&files);
    return found;
}

static void list_languages(const char *data_dir, char *out, size_t size)
{
    struct language all[LANGUAGES_MAX];
    int n = texts_languages(data_dir, all);
    size_t used = 0;
    out[0] = 0;
    for (int i = 0; i < n && used < size; i++)
        used +=
            (size_t)snprintf(out + used, size - used, "%s%s", i ? ", " : "", all[i].id);
}

struct texts *texts_load(const char *data_dir, const char *lang, struct error *error)
{
    char dir[PATH_MAX], path[PATH_MAX + 64];
    snprintf(dir, sizeof dir, "%s/assets/text", data_dir);
    snprintf(path, sizeof path, "%s/%.30s.json", dir, lang);
    if (!*lang || strlen(lang) > 30 || strpbrk(lang, "/.") || !file_exists(path)) {
        // English is always there unless the data are damaged
        if (strcmp(lang, "en") == 0) {
            error_at(error, path, 0, 0, "is missing; expected the texts in English");
            return NULL;
        }
        char list[256];
        list_languages(data_dir, list, sizeof list);
        error_status_set(error, ERROR_USAGE,
                         "the language %.40s is not known; expected one of %s", lang,
                         list);
        return NULL;
    }
    struct texts *texts = xcalloc(1, sizeof *texts);
    texts->arena = arena_create();
    snprintf(texts->lang, sizeof texts->lang, "%s", lang);
    bool ok = load_table(texts, &texts->own, dir, lang, error);
    if (ok && strcmp(lang, "en") != 0)
        ok = load_table(texts, &texts->english, dir, "en", error);
    if (!ok)
        texts_destroy(&texts);
    return texts;
}

void texts_destroy(struct texts **texts)
{
    if (!texts || !*texts)
        return;
    free((*texts)->own.entries);
    free((*texts)->english.entries);
    arena_destroy(&(*texts)->arena);
    free(*texts);
    *texts = NULL;
}

const char *texts_lang(const struct texts *texts)
{
    return texts ? texts->lang : "en";
}

const char *texts_get(const struct texts *texts, const char *id, const char *english)
{
    const char *found = texts && id ? lookup(&texts->own, id) : NULL;
    if (found)
        return found;
    if (english)
        return english;
    found = texts && id ? lookup(&texts->english, id) : NULL;
    return found ? found : id ? id : "";
}

const char *text_of(const struct texts *texts, const char *id)
{
    return texts_get(texts, id, NULL);
}

bool texts_name_id(const char *family, const char *name, char out[TEXT_LABEL_ID])
{
    size_t n = (size_t)snprintf(out, TEXT_LABEL_ID, "%s.", family);
    bool gap = false, begun = false;
    for (const char *p = name; *p; p++) {
        char c = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
            gap = begun;
            continue;
        }
        if (n + 3 > TEXT_LABEL_ID)
            return false;
        if (gap)
            out[n++] = '_';
        out[n++] = c;
        gap = false;
        begun = true;
    }
    out[n] = 0;
    return true;
}

const char *texts_name(const struct texts *texts, const char *family, const char *name)
{
    char id[TEXT_LABEL_ID];
    return texts_name_id(family, name, id) ? texts_get(texts, id, name) : name;
}

bool texts_label_id(const char *label, char out[TEXT_LABEL_ID])
{
    return texts_name_id("label", label, out);
}

const char *texts_label(const struct texts *texts, const char *label)
{
    return texts_name(texts, "label", label);
}

bool texts_form(const char *id, struct text_form *out)
{
    const char *argument = strchr(id, '#'),
               *form = argument ? strchr(argument, '.') : NULL;
    if (!form || argument == id || form == argument + 1)
        return false;
    int text = snprintf(out->id, sizeof out->id, "%.*s", (int)(argument - id), id);
    int name = snprintf(out->argument, sizeof out->argument, "%.*s",
                        (int)(form - argument - 1), argument + 1);
    out->form = plural_named(form + 1, strlen(form + 1));
    return text < (int)sizeof out->id && name < (int)sizeof out->argument &&
           out->form != N_PLURALS;
}

bool texts_has(const struct texts *texts, const char *id)
{
    return texts && lookup(&texts->own, id);
}

void texts_each(const struct texts *texts,
                void (*each)(const char *id, const char *text, void *user), void *user)
{
    for (size_t i = 0; i < texts->own.n; i++)
        each(texts->own.entries[i].id, texts->own.entries[i].text, user);
}

// ---------------------------------------------------------------- messages

struct text_writer {
    char *out;
    size_t size, n;
};

static void put(struct text_writer *w, const char *s, size_t length)
{
    for (; length && w->n + 1 < w->size; length--)
        w->out[w->n++] = *s++;
}

static void put_argument(struct text_writer *w, const struct texts *texts,
                         const struct message_arg *arg)
{
    if (arg->id || arg->text) {
        const char *s = arg->id ? texts_get(texts, arg->id, arg->text) : arg->text;
        put(w, s, strlen(s));
        return;
    }
    char number[32];
    int n = snprintf(number, sizeof number, "%g", arg->number);
    put(w, number, (size_t)n);
}

static const struct message_arg *find_argument(const struct message *m, const char *name,
                                               size_t length)
{
    for (int i = 0; i < MESSAGE_ARGS; i++) {
        const char *have = m->arg[i].name;
        if (have && strlen(have) == length && strncmp(have, name, length) == 0)
            return &m->arg[i];
    }
    return NULL;
}

/* what is left of a text without the sentences that are left out */
static const char *leave_out(const char *text, unsigned left_out, char *out, size_t size)
{
    struct text_writer w = {out, size, 0};
    const char *mark = strstr(text, "；") ? "；" : ";";
    size_t wide = strlen(mark);
    for (int i = 0; *text; i++) {
        const char *end = strstr(text, mark);
        size_t n = end ? (size_t)(end - text) : strlen(text);
        if (i >= 32 || !(left_out >> i & 1)) {
            if (w.n)
                put(&w, wide > 1 ? mark : "; ", wide > 1 ? wide : 2);
            put(&w, text, n);
        }
        text += n + (end ? wide : 0);
        text += strspn(text, " ");
    }
    out[w.n] = 0;
    return out;
}

/* The text of the id in the form that its counting argument takes, in a table where the
 * forms stand right behind "ID#"; NULL where it has none for that count. */
static const char *counted(const struct table *t, const char *lang,
                           const struct message *m)
{
    size_t length = strlen(m->id), low = 0, high = t->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strncmp(t->entries[middle].id, m->id, length);
        bool before = order < 0 || (order == 0 && t->entries[middle].id[length] < '#');
        low = before ? middle + 1 : low;
        high = before ? high : middle;
    }
    for (; low < t->n && strncmp(t->entries[low].id, m->id, length) == 0 &&
           t->entries[low].id[length] == '#';
         low++) {
        struct text_form form;
        const struct message_arg *arg =
            texts_form(t->entries[low].id, &form)
                ? find_argument(m, form.argument, strlen(form.argument))
                : NULL;
        if (arg && !arg->id && !arg->text && plural_of(lang, arg->number) == form.form)
            return t->entries[low].text;
    }
    return NULL;
}

static bool counts(const struct message *m)
{
    int i = 0;
    while (i < MESSAGE_ARGS && (!m->arg[i].name || m->arg[i].id || m->arg[i].text))
        i++;
    return i < MESSAGE_ARGS;
}

static const char *template_of(const struct texts *texts, const struct message *m)
{
    if (!texts || !m->id || !counts(m))
        return m->id || m->english ? texts_get(texts, m->id, m->english) : "";
    const char *form = counted(&texts->own, texts->lang, m);
    if (!form && !texts_has(texts, m->id))
        form = counted(&texts->english, "en", m);
    return form ? form : texts_get(texts, m->id, m->english);
}

size_t text_format(const struct texts *texts, const struct message *message, char *out,
                   size_t size)
{
    struct text_writer w = {out, size, 0};
    if (!size)
        return 0;
    const char *p = template_of(texts, message);
    char kept[1200];
    if (message->left_out)
        p = leave_out(p, message->left_out, kept, sizeof kept);
    while (*p) {
        size_t plain = strcspn(p, "{}");
        put(&w, p, plain);
        p += plain;
        if (!*p)
            break;
        if (p[0] == p[1]) {
            put(&w, p, 1);
            p += 2;
            continue;
        }
        size_t length = *p == '{' ? strcspn(p + 1, "}") : 0;
        const struct message_arg *arg =
            *p == '{' && p[1 + length] ? find_argument(message, p + 1, length) : NULL;
        if (arg) {
            put_argument(&w, texts, arg);
            p += length + 2;
        } else {
            put(&w, p++, 1);
        }
    }
    // cut at a whole character
    if (w.n + 1 == size)
        w.n = cut_length(out, w.n);
    out[w.n] = 0;
    return w.n;
}
