/* check_texts.c - the translations beside the English texts, file by file. */
#include "cli/check_texts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/listing.h"
#include "cli/known_texts.h"
#include "text/text.h"

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

/* what a language is called is its own affair */
static bool is_name(const char *id)
{
    return strcmp(id, "language.name") == 0;
}

/* every text of the file, against `english` (id: text) */
static bool check_file(const char *path, const char *lang, const json_t *english,
                       struct error *error)
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
        const char *known = known_text(english, id, lang);
        ok = ok && json_member(&root, id, JSON_STRING, &at, error) &&
             (known || is_name(id) ||
              json_fail(&at, error,
                        "(\"%.80s\") translates nothing; expected an "
                        "id that `deqi texts --template` gives",
                        id)) &&
             check_text(&at, known, error);
    }
    json_doc_close(&doc);
    return ok;
}

/* whether the language of the file at `path` loads, its other files with it */
static bool loads(const char *dir, const char *path, const char *lang,
                  struct error *error)
{
    struct texts *texts = texts_load(dir, lang, error);
    bool ok = texts != NULL;
    texts_destroy(&texts);
    if (!ok && error->status == ERROR_USAGE)
        error_at(error, path, 1, 1, "has no %s.json beside it", lang);
    return ok;
}

bool check_texts(const char *dir, const struct catalog *catalog,
                 const struct engine *engine, int *count, struct error *error)
{
    char folder[PATH_MAX], path[PATH_MAX + 264], lang[64];
    struct listing files;
    size_t stem;
    snprintf(folder, sizeof folder, "%s/assets/text", dir);
    if (!listing_read(&files, folder))
        return error_at(error, folder, 0, 0,
                        "cannot be read; expected the folder of texts");
    // English must be there even where no file of it is
    bool ok = loads(dir, folder, "en", error);
    json_t *english = ok ? known_texts(dir, catalog, engine, error) : NULL;
    ok = english != NULL;
    for (int i = 0; ok && i < files.n; i++) {
        const char *name = files.name[i];
        if (!is_texts(name, &stem))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, name);
        snprintf(lang, sizeof lang, "%.*s", (int)stem, name);
        ok = loads(dir, path, lang, error) && check_file(path, lang, english, error);
        *count += strcmp(name + stem, ".json") == 0;
    }
    listing_free(&files);
    json_decref(english);
    return ok;
}
