#include "base/json.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/json_quick_internal.h"

enum { DEFAULT_LIMIT = 16 * 1024 * 1024, PATH_DEPTH = 64 };

/* jansson 2.14 swallows a NUL behind a number or a literal, after which positions in the
 * text and in its values no longer agree */
static bool refuse_nul(const char *name, const char *text, size_t size,
                       struct error *error)
{
    const char *nul = memchr(text, 0, size);
    if (!nul)
        return true;
    int line = 1, column = 1;
    for (const char *at = text; at < nul; at++) {
        column = *at == '\n' ? 1 : column + 1;
        line += *at == '\n';
    }
    return error_at(error, name, line, column,
                    "holds a zero byte; expected JSON, which is text");
}

bool json_doc_parse(struct json_doc *doc, const char *name, const char *text, size_t size,
                    struct error *error)
{
    *doc = (struct json_doc){0};
    // jansson counts columns from the start of the text when a byte-order mark is there
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        size -= 3;
    }
    json_error_t problem;
    json_t *root = json_quick(text, size);
    if (!root)
        root = json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &problem);
    if (!root) {
        // the text need not end with a zero byte
        size_t blank = 0;
        while (blank < size && strchr(" \t\r\n", text[blank]) && text[blank])
            blank++;
        bool empty = blank == size;
        return error_at(error, name, problem.line > 0 ? problem.line : 1,
                        problem.column > 0 ? problem.column : 1,
                        empty ? "is empty; expected JSON" : "%s; expected JSON",
                        problem.text);
    }
    if (!refuse_nul(name, text, size, error)) {
        json_decref(root);
        return false;
    }
    doc->root = root;
    doc->name = strdup(name);
    doc->text = xmalloc(size + 1);
    memcpy(doc->text, text, size);
    doc->text[size] = 0;
    doc->size = size;
    return true;
}

void json_memory(void)
{
    json_set_alloc_funcs(xmalloc, free);
}

bool json_doc_load(struct json_doc *doc, const char *path, size_t limit,
                   struct error *error)
{
    *doc = (struct json_doc){0};
    char *text;
    size_t size;
    if (!file_read(path, limit ? limit : DEFAULT_LIMIT, &text, &size, error))
        return false;
    const char *name = strcmp(path, "-") == 0 ? "(standard input)" : path;
    bool ok = json_doc_parse(doc, name, text, size, error);
    free(text);
    return ok;
}

void json_doc_close(struct json_doc *doc)
{
    json_decref(doc->root);
    free(doc->text);
    free(doc->name);
    *doc = (struct json_doc){0};
}

struct json_at json_doc_root(const struct json_doc *doc)
{
    return (struct json_at){.doc = doc, .value = doc->root};
}

// ---------------------------------------------------------------- where a value stands

/* The text is known to be valid JSON, so the walk checks nothing. */

static const char *skip_space(const char *p)
{
    return p + strspn(p, " \t\r\n");
}

static const char *skip_string(const char *p)
{
    for (p++; *p != '"'; p++)
        if (*p == '\\')
            p++;
    return p + 1;
}

static const char *skip_value(const char *p)
{
    int depth = 0;
    do {
        p = skip_space(p);
        if (*p == '"') {
            p = skip_string(p);
        } else if (*p == '{' || *p == '[') {
            depth++;
            p++;
        } else if (*p == '}' || *p == ']') {
            depth--;
            p++;
        } else if (*p == ',' || *p == ':') {
            p++;
        } else {
            p += strcspn(p, " \t\r\n,:]}");
        }
    } while (depth > 0);
    return p;
}

/* whether the JSON string at p (with escapes) reads as `key` */
static bool string_is(const char *p, const char *end, const char *key)
{
    json_t *s = json_loadb(p, (size_t)(end - p), JSON_DECODE_ANY, NULL);
    bool same = s && strcmp(json_string_value(s), key) == 0;
    json_decref(s);
    return same;
}

/* from the start of an object to its member: at the key or at the value */
static const char *find_member(const char *p, const char *key, bool at_key)
{
    p = skip_space(p + 1);
    while (*p == '"') {
        const char *name = p, *end = skip_string(p);
        const char *value = skip_space(skip_space(end) + 1);
        if (string_is(name, end, key))
            return at_key ? name : value;
        p = skip_space(skip_value(value));
        if (*p == ',')
            p = skip_space(p + 1);
    }
    return NULL;
}

static const char *find_element(const char *p, size_t index)
{
    p = skip_space(p + 1);
    while (index--) {
        p = skip_space(skip_value(p));
        p = skip_space(p + 1);
    }
    return p;
}

static void locate(const struct json_at *at, const char *unknown_key, int *line,
                   int *column)
{
    const struct json_at *path[PATH_DEPTH];
    int depth = 0;
    for (const struct json_at *a = at; a->parent && depth < PATH_DEPTH; a = a->parent)
        path[depth++] = a;
    const char *p = skip_space(at->doc->text);
    while (depth-- > 0 && p) {
        const struct json_at *a = path[depth];
        p = a->key ? find_member(p, a->key, false) : find_element(p, a->index);
    }
    if (p && unknown_key)
        p = find_member(p, unknown_key, true);
    if (!p)
        p = at->doc->text;
    *line = *column = 1;
    for (const char *q = at->doc->text; q < p; q++) {
        if (*q == '\n') {
            ++*line;
            *column = 1;
        } else if (((unsigned char)*q & 0xC0) != 0x80) {
            ++*column;
        }
    }
}

// ---------------------------------------------------------------- reading

bool json_fail(const struct json_at *at, struct error *error, const char *format, ...)
{
    va_list args;
    int line, column;
    locate(at, NULL, &line, &column);
    va_start(args, format);
    error_vat(error, at->doc->name, line, column, format, args);
    va_end(args);
    return false;
}

static void join(const char *const *list, char *out, size_t size)
{
    size_t n = 0;
    out[0] = 0;
    for (; *list && n + 1 < size; list++)
        n += (size_t)snprintf(out + n, size - n, "%s%s", n ? ", " : "", *list);
}

bool json_keys(const struct json_at *object, const char *const *keys, struct error *error)
{
    const char *key;
    json_t *value;
    if (!json_expect(object, JSON_OBJECT, error))
        return false;
    json_object_foreach(object->value, key, value)
    {
        const char *const *k = keys;
        while (*k && strcmp(*k, key) != 0)
            k++;
        if (*k)
            continue;
        int line, column;
        locate(object, key, &line, &column);
        char list[480];
        join(keys, list, sizeof list);
        return error_at(error, object->doc->name, line, column,
                        "unknown key \"%.60s\"; expected one of %s", key, list);
    }
    return true;
}

static const char *type_name(json_type type)
{
    switch (type) {
    case JSON_OBJECT:
        return "an object";
    case JSON_ARRAY:
        return "a list";
    case JSON_STRING:
        return "a text";
    case JSON_INTEGER:
        return "a whole number";
    case JSON_REAL:
        return "a number";
    case JSON_TRUE:
    case JSON_FALSE:
        return "true or false";
    case JSON_NULL:
        break;
    }
    return "null";
}

bool json_expect(const struct json_at *at, json_type type, struct error *error)
{
    json_type found = json_typeof(at->value);
    bool ok = found == type || (type == JSON_TRUE && found == JSON_FALSE) ||
              (type == JSON_REAL && found == JSON_INTEGER);
    if (ok)
        return true;
    if (at->key)
        return json_fail(at, error, "\"%s\" is %s; expected %s", at->key,
                         type_name(found), type_name(type));
    return json_fail(at, error, "found %s; expected %s", type_name(found),
                     type_name(type));
}

bool json_optional(const struct json_at *object, const char *key, json_type type,
                   struct json_at *out, struct error *error)
{
    *out = (struct json_at){.doc = object->doc,
                            .value = json_object_get(object->value, key),
                            .parent = object,
                            .key = key};
    return !out->value || json_expect(out, type, error);
}

bool json_member(const struct json_at *object, const char *key, json_type type,
                 struct json_at *out, struct error *error)
{
    if (!json_optional(object, key, type, out, error))
        return false;
    if (out->value)
        return true;
    return json_fail(object, error, "\"%s\" is missing; expected %s", key,
                     type_name(type));
}

bool json_element(const struct json_at *array, size_t index, json_type type,
                  struct json_at *out, struct error *error)
{
    *out = (struct json_at){.doc = array->doc,
                            .value = json_array_get(array->value, index),
                            .parent = array,
                            .index = index};
    return json_expect(out, type, error);
}

bool json_choice(const struct json_at *at, const char *const *list, int *out,
                 struct error *error)
{
    if (!json_expect(at, JSON_STRING, error))
        return false;
    const char *s = json_string_value(at->value);
    for (int i = 0; list[i]; i++) {
        if (strcmp(list[i], s) == 0) {
            *out = i;
            return true;
        }
    }
    char joined[520];
    join(list, joined, sizeof joined);
    return json_fail(at, error, "\"%.60s\" is not known%s%s; expected one of %s", s,
                     at->key ? " as " : "", at->key ? at->key : "", joined);
}

bool json_number(const struct json_at *at, double min, double max, double *out,
                 struct error *error)
{
    if (!json_expect(at, JSON_REAL, error))
        return false;
    double x = json_number_value(at->value);
    if (!(x >= min && x <= max))
        return json_fail(at, error, "%g is out of range; expected %g to %g", x, min, max);
    *out = x;
    return true;
}

bool json_flag(const struct json_at *object, const char *key, bool *out,
               struct error *error)
{
    struct json_at at;
    if (!json_optional(object, key, JSON_TRUE, &at, error))
        return false;
    *out = at.value && json_is_true(at.value);
    return true;
}

bool json_schema(const struct json_at *root, const char *schema, struct error *error)
{
    struct json_at at;
    if (!json_expect(root, JSON_OBJECT, error) ||
        !json_member(root, "schema", JSON_STRING, &at, error))
        return false;
    const char *found = json_string_value(at.value);
    if (strcmp(found, schema) == 0)
        return true;
    return json_fail(&at, error, "schema is \"%.60s\"; expected \"%s\"", found, schema);
}

void json_print(const json_t *value, FILE *to)
{
    json_dumpf(value, to, JSON_INDENT(2) | JSON_REAL_PRECISION(9) | JSON_ENCODE_ANY);
    fputc('\n', to);
}

json_t *json_real6(double x)
{
    double r = round(x * 1e6) / 1e6;
    return json_real(r == 0 ? 0 : r);
}
