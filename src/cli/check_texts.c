/* check_texts.c - the translations beside the English texts, file by file. */
#include "cli/check_texts.h"

#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "catalog/rules.h"
#include "text/text.h"

static bool is_english(const char *file)
{
    return strncmp(file, "en.", 3) == 0;
}

/* a file of texts: LANG.json or LANG.part.json; *stem receives the length of LANG */
static bool is_texts(const char *file, size_t *stem)
{
    size_t n = strlen(file);
    *stem = strcspn(file, ".");
    return *stem && n > 5 && strcmp(file + n - 5, ".json") == 0;
}

/* whether {name}, as it stands at `name`, is in the text */
static bool names(const char *text, const char *name, size_t n)
{
    for (const char *s = strchr(text, '{'); s; s = strchr(s + 1, '{'))
        if (strncmp(s, name, n) == 0)
            return true;
    return false;
}

static bool check_text(const struct json_at *at, const char *english, struct error *error)
{
    const char *text = json_string_value(at->value);
    if (!*text)
        return json_fail(at, error, "is empty; expected a text");
    for (const char *s = strchr(text, '{'); s && english; s = strchr(s + 1, '{')) {
        size_t n = strcspn(s, "}") + 1;
        if (!names(english, s, n))
            return json_fail(at, error, "names %.*s, which its English text does not",
                             (int)(n < 40 ? n : 40), s);
    }
    return true;
}

/* every text of the file, against `english` (id: text) where it holds the id */
static bool check_file(const char *path, const json_t *english, struct error *error)
{
    struct json_doc doc;
    const char *id;
    json_t *value;
    if (!json_doc_load(&doc, path, 0, error))
        return false;
    struct json_at root = json_doc_root(&doc), at;
    bool ok = true;
    json_object_foreach(root.value, id, value)
    {
        ok = ok && json_member(&root, id, JSON_STRING, &at, error) &&
             check_text(&at, json_string_value(json_object_get(english, id)), error);
    }
    json_doc_close(&doc);
    return ok;
}

static void keep(const char *id, const char *english, void *all)
{
    json_object_set_new(all, id, json_string(english));
}

static void keep_file(const char *path, json_t *all)
{
    json_t *file = json_load_file(path, 0, NULL);
    json_object_update(all, file);
    json_decref(file);
}

/* whether the language of the file at `path` loads, its other files with it */
static bool loads(const char *dir, const char *path, const char *lang, size_t n,
                  struct error *error)
{
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)n, lang);
    struct texts *texts = texts_load(dir, name, error);
    bool ok = texts != NULL;
    texts_destroy(&texts);
    if (!ok && error->status == ERROR_USAGE)
        error_at(error, path, 1, 1, "has no %s.json beside it", name);
    return ok;
}

bool check_texts(const char *dir, const struct engine *engine, int *count,
                 struct error *error)
{
    char folder[PATH_MAX], path[PATH_MAX + 264];
    struct dirent **file;
    size_t stem;
    snprintf(folder, sizeof folder, "%s/assets/text", dir);
    int n = scandir(folder, &file, NULL, alphasort);
    if (n < 0)
        return error_at(error, folder, 0, 0,
                        "cannot be read; expected the folder of texts");
    json_t *english = json_object();
    rules_texts_each(engine_rules(engine), keep, english);
    // English must be there even where no file of it is
    bool ok = loads(dir, folder, "en", 2, error);
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; ok && i < n; i++) {
            const char *name = file[i]->d_name;
            if (!is_texts(name, &stem))
                continue;
            snprintf(path, sizeof path, "%s/%s", folder, name);
            if (pass == 0 && is_english(name)) {
                keep_file(path, english);
            } else if (pass == 1) {
                ok = loads(dir, path, name, stem, error) &&
                     check_file(path, english, error);
                *count += strcmp(name + stem, ".json") == 0;
            }
        }
    for (int i = 0; i < n; i++)
        free(file[i]);
    free(file);
    json_decref(english);
    return ok;
}
