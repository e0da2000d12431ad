/* rules_internal.h - what the readers of assets/rules share. Private to this library. */
#ifndef DEQI_CATALOG_RULES_INTERNAL_H
#define DEQI_CATALOG_RULES_INTERNAL_H

#include "base/json.h"
#include "catalog/cautions.h"
#include "catalog/rules.h"

struct rules_loader {
    struct rules *rules;
    struct arena *arena;
    const struct rules_codes *codes;
    struct error *error;
};

/* Each reads one document. */
bool rules_load_regions(struct rules_loader *l, const struct json_at *root);
bool rules_load_traits(struct rules_loader *l, const struct json_at *root);
bool rules_load_sets(struct rules_loader *l, const struct json_at *root);
bool rules_load_statements(struct rules_loader *l, const struct json_at *root);
bool rules_load_rules(struct rules_loader *l, const struct json_at *root);
bool rules_load_cautions(struct rules_loader *l, const struct json_at *root);
bool rules_load_drugs(struct rules_loader *l, const struct json_at *root);
bool rules_load_trials(struct rules_loader *l, const struct json_at *root);

/* The member "when" of an object; always, where it is absent. */
bool rules_load_when(struct rules_loader *l, const struct json_at *object,
                     const char *key, struct rules_when *out);
/* A member's text; "" or absent is refused unless `must` is '?', which leaves english
 * NULL. The id is made by the format. */
bool rules_load_text(struct rules_loader *l, const struct json_at *object,
                     const char *key, char must, struct rules_text *out, const char *id,
                     ...) __attribute__((format(printf, 6, 7)));
bool rules_load_string(struct rules_loader *l, const struct json_at *object,
                       const char *key, char must, const char **out);
/* A member that is one of the words, or absent (then *out stays) where `must` is '?'. */
bool rules_load_word(struct rules_loader *l, const struct json_at *object,
                     const char *key, char must, const char *const *words, int *out);
/* A member that is a list of words, as bits; 0 where absent. */
bool rules_load_words(struct rules_loader *l, const struct json_at *object,
                      const char *key, const char *const *words, uint64_t *out);
/* A member that is a word or a list of words, as bits; 0 where absent. */
bool rules_load_word_or_words(struct rules_loader *l, const struct json_at *object,
                              const char *key, const char *const *words, uint64_t *out);
/* A member that is a list of texts, NULL-terminated; absent, where `must` is '?'. */
bool rules_load_strings(struct rules_loader *l, const struct json_at *object,
                        const char *key, char must, const char *const **out, int *n);
bool rules_load_int(struct rules_loader *l, const struct json_at *object, const char *key,
                    char must, int min, int max, int *out);
/* A member that is a list of point codes. */
bool rules_load_codes(struct rules_loader *l, const struct json_at *object,
                      const char *key, char must, struct rules_points *out);
/* A member that is a list of set ids. */
bool rules_load_set_list(struct rules_loader *l, const struct json_at *object,
                         const char *key, struct rules_list *out);
bool rules_load_tags(struct rules_loader *l, const struct json_at *object,
                     const char *key, uint64_t *out);
/* The member "asks". */
bool rules_load_ask(struct rules_loader *l, const struct json_at *at, const char *owner,
                    struct rules_ask *out);
const char *rules_format(struct rules_loader *l, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
