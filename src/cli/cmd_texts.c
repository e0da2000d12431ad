/* cmd_texts.c - for translators: what there is to say, and how much a language says. */
#include <ctype.h>
#include <string.h>

#include "base/json.h"
#include "catalog/catalog.h"
#include "cli/commands.h"
#include "cli/known_texts.h"
#include "text/text.h"

static const char *const FORMATS[] = {"text", "json", NULL};
static const struct option_spec OPTIONS[] = {
    {"template", 0, "LANG",
     "what LANG lacks yet, id by id in English, to be translated and saved as "
     "assets/text/LANG.json (LANG.more.json where that is there already)",
     NULL},
    {"coverage", 0, NULL, "how much each language says (the default)", NULL},
    {"format", 0, "FORMAT", "of the coverage: text (the default) or json", FORMATS},
    {"help", 'h', NULL, "this text", NULL},
    {0},
};

/* a name that can be a file's: "de", "pt-BR", "zh-Hant" */
static bool is_language(const char *lang)
{
    size_t n = strlen(lang);
    if (n < 2 || n > 30 || !isalpha((unsigned char)lang[0]))
        return false;
    for (; *lang; lang++)
        if (!isalnum((unsigned char)*lang) && *lang != '-')
            return false;
    return true;
}

static bool is_there(const char *data_dir, const char *lang)
{
    struct language all[LANGUAGES_MAX];
    int n = texts_languages(data_dir, all);
    while (n > 0 && strcmp(all[n - 1].id, lang) != 0)
        n--;
    return n > 0;
}

static bool print_template(const char *data_dir, const char *lang, const json_t *known,
                           struct error *error)
{
    if (!is_language(lang))
        return error_status_set(error, ERROR_USAGE,
                                "--template %.40s: expected a language such as de, "
                                "pt-BR or zh-Hant",
                                lang);
    struct texts *own = NULL;
    if (is_there(data_dir, lang) && !(own = texts_load(data_dir, lang, error)))
        return false;
    json_t *asked = known_texts_asked(known, lang), *out = json_object(), *english;
    const char *id;
    bool is_english = strcmp(lang, "en") == 0;
    json_object_foreach(asked, id, english)
    {
        if (is_english || !texts_has(own, id))
            json_object_set(out, id, english);
    }
    json_decref(asked);
    json_dumpf(out, stdout, JSON_INDENT(2) | JSON_SORT_KEYS);
    puts("");
    json_decref(out);
    texts_destroy(&own);
    return true;
}

static json_t *coverage_json(const struct language *language,
                             const struct texts_coverage *c)
{
    json_t *o = json_object();
    json_object_set_new(o, "lang", json_string(language->id));
    json_object_set_new(o, "name", json_string(language->name));
    json_object_set_new(o, "texts", json_integer(c->own));
    json_object_set_new(o, "missing", json_integer(c->known - c->own));
    json_object_set_new(o, "same", json_integer(c->same));
    json_object_set_new(o, "unknown", json_integer(c->unknown));
    return o;
}

static void print_coverage_line(const struct language *language,
                                const struct texts_coverage *c)
{
    // rounded down: 100 % is all of them
    printf("%-10s %5d of %d texts, %3d %%", language->id, c->own, c->known,
           c->known ? (int)((long)c->own * 100 / c->known) : 100);
    if (strcmp(language->id, "en") != 0)
        printf(", %d missing, %d as in English, %d unknown", c->known - c->own, c->same,
               c->unknown);
    puts("");
}

static bool print_coverage(const char *data_dir, const json_t *known, const char *format,
                           struct error *error)
{
    struct language all[LANGUAGES_MAX];
    int n = texts_languages(data_dir, all);
    bool as_json = strcmp(format, "json") == 0, ok = true;
    json_t *list = json_array();
    for (int i = 0; ok && i < n; i++) {
        struct texts_coverage c;
        ok = known_texts_coverage(data_dir, all[i].id, known, &c, error);
        if (ok && as_json)
            json_array_append_new(list, coverage_json(&all[i], &c));
        else if (ok)
            print_coverage_line(&all[i], &c);
    }
    if (ok && as_json) {
        json_t *root = json_object();
        json_object_set_new(root, "schema", json_string("deqi/texts-1"));
        json_object_set_new(root, "texts", json_integer((int)json_object_size(known)));
        json_object_set(root, "languages", list);
        json_print(root, stdout);
        json_decref(root);
    }
    json_decref(list);
    return ok;
}

int cmd_texts(const struct cli *cli, int argc, char **argv)
{
    struct options options;
    struct error error = {0};
    int status = 0;
    if (!cli_options(&options, OPTIONS, "deqi texts [OPTIONS]",
                     "Gives translators what there is to translate, and tells how much "
                     "each language has.",
                     argc, argv, &status))
        return status;
    const char *lang = options_get(&options, OPTIONS, "template", NULL);
    if (options.n_operands) {
        error_status_set(&error, ERROR_USAGE, "%.60s: texts takes no operands",
                         options.operand[0]);
        return cli_fail(&error);
    }
    if (lang && options_get(&options, OPTIONS, "coverage", NULL)) {
        error_status_set(&error, ERROR_USAGE, "--template and --coverage: one at a time");
        return cli_fail(&error);
    }
    struct catalog *catalog = catalog_load(cli->data_dir, &error);
    struct engine *engine = catalog ? engine_load(cli->data_dir, catalog, &error) : NULL;
    json_t *known = engine ? known_texts(cli->data_dir, catalog, engine, &error) : NULL;
    bool ok =
        known &&
        (lang ? print_template(cli->data_dir, lang, known, &error)
              : print_coverage(cli->data_dir, known,
                               options_get(&options, OPTIONS, "format", "text"), &error));
    json_decref(known);
    engine_destroy(&engine);
    catalog_destroy(&catalog);
    return ok ? 0 : cli_fail(&error);
}
