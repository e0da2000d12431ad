#include "cli/known_texts.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "base/file.h"
#include "base/listing.h"
#include "catalog/catalog.h"
#include "catalog/rules.h"
#include "catalog/rules_words.h"
#include "catalog/structures.h"
#include "study/questions.h"
#include "study/tours.h"
#include "text/text.h"

enum { LIST_MAX = 1024 };

static void keep(const char *id, const char *english, void *all)
{
    if (id && *id && english && *english)
        json_object_set_new(all, id, json_string(english));
}

static void keep_of(json_t *all, const char *family, const char *of, const char *key,
                    const char *english)
{
    char id[160];
    cut_print(id, sizeof id, "%s.%s%s%s", family, of, key[0] ? "." : "", key);
    keep(id, english, all);
}

static void keep_list(json_t *all, const char *code, const char *key,
                      const char *const *list)
{
    char text[LIST_MAX] = "";
    for (; *list; list++)
        cut_append(text, sizeof text, "%s%s", text[0] ? "; " : "", *list);
    keep_of(all, "point", code, key, text);
}

static void keep_catalog(const struct catalog *c, json_t *all)
{
    for (int i = 0; i < c->n_points; i++) {
        const struct point *p = &c->point[i];
        char name[32];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(p->code, "."), p->code);
        keep_of(all, "point", name, "name", p->hanzi);
        keep_of(all, "point", p->code, "location", p->location);
        keep_of(all, "point", p->code, "needle", p->needle.text);
        keep_of(all, "point", p->code, "note", p->note);
        keep_list(all, p->code, "structures", p->structures);
        keep_list(all, p->code, "cautions", p->cautions);
    }
    for (int i = 0; i < c->n_channels; i++)
        keep_of(all, "channel", c->channel[i].id, "", c->channel[i].english);
    for (int i = 0; i < c->n_regions; i++) {
        const struct region *r = &c->region[i];
        if (strcmp(r->id, r->english) != 0) // C5 is called so everywhere
            keep_of(all, "region", r->id, "", r->english);
        keep_of(all, "region", r->id, "where", r->description);
        char id[TEXT_LABEL_ID];
        if (*r->source && texts_name_id("source", r->source, id))
            keep(id, r->source, all);
    }
    for (int i = 0; i < c->n_categories; i++)
        keep_of(all, "category", c->category[i].id, "", c->category[i].english);
}

static void keep_part(const struct structure_name *name, json_t *all)
{
    char id[TEXT_LABEL_ID];
    if (texts_name_id("part", name->english, id))
        keep(id, name->english, all);
}

static bool keep_parts(const char *dir, json_t *all, struct error *error)
{
    struct structures *s = structures_load(dir, error);
    for (int i = 0; s && i < s->n_bones; i++)
        keep_part(&s->bone[i].name, all);
    for (int i = 0; s && i < s->n_structures; i++)
        keep_part(&s->structure[i].name, all);
    bool ok = s != NULL;
    structures_destroy(&s);
    return ok;
}

static bool keep_study(const char *dir, const struct catalog *catalog, json_t *all,
                       struct error *error)
{
    struct tours *tours = tours_load(dir, catalog, error);
    struct questions *questions = tours ? questions_load(dir, catalog, error) : NULL;
    bool ok = questions != NULL;
    if (ok) {
        tours_texts_each(tours, keep, all);
        questions_texts_each(questions, keep, all);
    }
    questions_destroy(&questions);
    tours_destroy(&tours);
    return ok;
}

/* Calls `each` for every file of DIR/assets/FOLDER that ends in .json, sorted. */
static bool each_file(const char *dir, const char *folder,
                      void (*each)(const char *path, const char *name, json_t *all),
                      json_t *all, struct error *error)
{
    char path[PATH_MAX], file[PATH_MAX + 264];
    struct listing files;
    snprintf(path, sizeof path, "%s/assets/%s", dir, folder);
    if (!listing_read(&files, path))
        return error_at(error, path, 0, 0, "cannot be read; expected a folder of data");
    for (int i = 0; i < files.n; i++) {
        snprintf(file, sizeof file, "%s/%s", path, files.name[i]);
        if (file_has_ending(files.name[i], ".json"))
            each(file, files.name[i], all);
    }
    listing_free(&files);
    return true;
}

static void keep_label(const char *path, const char *name, json_t *all)
{
    (void)name;
    char id[TEXT_LABEL_ID];
    json_t *shipped = json_load_file(path, 0, NULL);
    const char *label = json_string_value(json_object_get(shipped, "label"));
    if (label && texts_label_id(label, id))
        keep(id, label, all);
    json_decref(shipped);
}

static void keep_english(const char *path, const char *name, json_t *all)
{
    if (strncmp(name, "en.", 3) != 0)
        return;
    json_t *file = json_load_file(path, 0, NULL);
    json_object_update(all, file);
    json_decref(file);
}

json_t *known_texts(const char *data_dir, const struct catalog *catalog,
                    const struct engine *engine, struct error *error)
{
    json_t *all = json_object();
    rules_texts_each(engine_rules(engine), keep, all);
    rules_words_each(keep, all);
    keep_catalog(catalog, all);
    if (keep_study(data_dir, catalog, all, error) && keep_parts(data_dir, all, error) &&
        each_file(data_dir, "cases", keep_label, all, error) &&
        each_file(data_dir, "text", keep_english, all, error))
        return all;
    json_decref(all);
    return NULL;
}

static bool is_asked(const char *id, const char *lang)
{
    size_t n = strlen(id);
    // structures and points have names in simplified characters in the data
    if (strncmp(id, "part.", 5) == 0)
        return strncmp(lang, "zh", 2) != 0 || strcmp(lang, "zh-Hant") == 0;
    if (strncmp(id, "point.", 6) == 0 && strcmp(id + n - 5, ".name") == 0)
        return strcmp(lang, "zh-Hant") == 0 || strncmp(lang, "ja", 2) == 0 ||
               strncmp(lang, "ko", 2) == 0;
    return true;
}

/* the text itself without its forms, or with all that the language has of them */
static void ask(const json_t *known, const char *id, const char *english,
                const char *lang, json_t *out)
{
    struct text_form form;
    unsigned forms = plural_forms(lang);
    if (!texts_form(id, &form)) {
        json_object_set_new(out, id, json_string(english));
        return;
    }
    for (int f = PLURAL_OTHER + 1; f < N_PLURALS; f++) {
        char own[TEXT_LABEL_ID + 48];
        if (!(forms >> f & 1))
            continue;
        snprintf(own, sizeof own, "%s#%s.%s", form.id, form.argument,
                 plural_name((enum plural)f));
        const char *said = json_string_value(json_object_get(known, own));
        json_object_set_new(out, own,
                            said ? json_string(said)
                                 : json_incref(json_object_get(known, form.id)));
    }
}

json_t *known_texts_asked(const json_t *known, const char *lang)
{
    json_t *out = json_object(), *english;
    const char *id;
    json_object_foreach((json_t *)known, id, english)
    {
        if (is_asked(id, lang))
            ask(known, id, json_string_value(english), lang, out);
    }
    return out;
}

const char *known_text(const json_t *known, const char *id, const char *lang)
{
    struct text_form form;
    char argument[sizeof form.argument + 2];
    if (!texts_form(id, &form))
        return json_string_value(json_object_get(known, id));
    const char *english = json_string_value(json_object_get(known, form.id));
    snprintf(argument, sizeof argument, "{%s}", form.argument);
    bool has = form.form != PLURAL_OTHER && plural_forms(lang) >> form.form & 1;
    return has && english && strstr(english, argument) ? english : NULL;
}

// ---------------------------------------------------------------- coverage

struct count {
    const json_t *known, *asked;
    const char *lang;
    struct texts_coverage *out;
};

static void count_text(const char *id, const char *text, void *user)
{
    struct count *count = user;
    const char *english = json_string_value(json_object_get(count->asked, id));
    if (!english) {
        // what it is not asked for, a form that English does without, it may say
        count->out->unknown += !known_text(count->known, id, count->lang);
        return;
    }
    count->out->own++;
    count->out->same += strcmp(text, english) == 0;
}

bool known_texts_coverage(const char *data_dir, const char *lang, const json_t *known,
                          struct texts_coverage *out, struct error *error)
{
    *out = (struct texts_coverage){0};
    struct texts *texts = texts_load(data_dir, lang, error);
    if (!texts)
        return false;
    json_t *asked = known_texts_asked(known, lang);
    out->known = (int)json_object_size(asked);
    struct count count = {known, asked, lang, out};
    texts_each(texts, count_text, &count);
    // what the data say in English need not stand in a file of texts as well
    if (strcmp(lang, "en") == 0)
        out->own = out->same = out->known;
    json_decref(asked);
    texts_destroy(&texts);
    return true;
}
