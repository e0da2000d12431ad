/* json.h - reading JSON so that every complaint has a file, a line and a column.
 *
 * jansson parses; it reports positions of syntax errors only. For everything else (an
 * unknown key, a wrong type, a value outside its list) the text is walked once more to
 * find where the value stands: slow, and only on the way to an error.
 *
 * A `struct json_at` is a value together with how it was reached. It is a plain struct
 * that points at its parent, so a parent must outlive its children (they live on the
 * stack).
 *
 *     struct json_at root = json_doc_root(&doc), list, item;
 *     if (!json_keys(&root, KEYS, error) ||
 *         !json_member(&root, "points", JSON_ARRAY, &list, error)) ...
 *     for (size_t i = 0; i < json_array_size(list.value); i++)
 *         if (!json_element(&list, i, JSON_OBJECT, &item, error)) ...
 *
 * Refused on load: duplicate keys, invalid UTF-8, anything after the value, a zero
 * byte anywhere, nesting deeper than jansson's limit (2048).
 */
#ifndef DEQI_BASE_JSON_H
#define DEQI_BASE_JSON_H

#include <stddef.h>

#include <jansson.h>

#include "base/error.h"

/* Once, before anything of jansson is used: from then on its requests for memory end the
 * program as ours do, instead of leaving out what there is no room for. */
void json_memory(void);

struct json_doc {
    char *name; /* for messages */
    char *text;
    size_t size;
    json_t *root;
};

struct json_at {
    const struct json_doc *doc;
    json_t *value; /* borrowed from the document */
    const struct json_at *parent;
    const char *key; /* member name, or NULL for an element */
    size_t index;
};

/* `path` "-" reads standard input. On failure *doc is empty. Files over `limit` bytes are
 * refused; 0 means 16 MiB. */
bool json_doc_load(struct json_doc *doc, const char *path, size_t limit,
                   struct error *error);
bool json_doc_parse(struct json_doc *doc, const char *name, const char *text, size_t size,
                    struct error *error);
void json_doc_close(struct json_doc *doc); /* an empty or closed one is fine */

struct json_at json_doc_root(const struct json_doc *doc);

/* Sets the error at the place of `at` and returns false. */
bool json_fail(const struct json_at *at, struct error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Refuses any member whose key is not in the NULL-terminated list, at that key's place.
 */
bool json_keys(const struct json_at *object, const char *const *keys,
               struct error *error);

/* The value must be of `type`; JSON_TRUE stands for either boolean, JSON_REAL for any
 * number. */
bool json_expect(const struct json_at *at, json_type type, struct error *error);
/* A member that must be there (json_member) or may be absent (json_optional: returns true
 * and sets out->value to NULL). */
bool json_member(const struct json_at *object, const char *key, json_type type,
                 struct json_at *out, struct error *error);
bool json_optional(const struct json_at *object, const char *key, json_type type,
                   struct json_at *out, struct error *error);
bool json_element(const struct json_at *array, size_t index, json_type type,
                  struct json_at *out, struct error *error);

/* The index of the string in the NULL-terminated list; on failure the message names the
 * value and what was expected. */
bool json_choice(const struct json_at *at, const char *const *list, int *out,
                 struct error *error);
/* A finite number in [min, max]. */
bool json_number(const struct json_at *at, double min, double max, double *out,
                 struct error *error);
/* A member that is true or false; false where it is absent. */
bool json_flag(const struct json_at *object, const char *key, bool *out,
               struct error *error);
/* The schema member must be this string. */
bool json_schema(const struct json_at *root, const char *schema, struct error *error);

/* Prints with two-space indentation, keys in the order set, 6 significant decimals for
 * reals as given by json_real6; ends with a newline. */
void json_print(const json_t *value, FILE *to);
/* A real rounded to 6 decimals, so that output is the same on every machine. */
json_t *json_real6(double x);

#endif
