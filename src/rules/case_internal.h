/* case_internal.h - between the readers of a case. Not for others. */
#ifndef DEQI_RULES_CASE_INTERNAL_H
#define DEQI_RULES_CASE_INTERNAL_H

#include "base/json.h"
#include "catalog/rules.h"
#include "rules/case.h"
#include "rules/engine.h"

struct case_reader {
    const struct engine *engine; /* may be NULL */
    struct case_record *out;
    struct error *error;
};

/* A member that is one of the words; absent: *out stays, or (need) it is refused. */
bool case_read_word(struct case_reader *r, const struct json_at *object, const char *key,
                    const char *const *words, int *out);
bool case_need_word(struct case_reader *r, const struct json_at *object, const char *key,
                    const char *const *words, int *out);
bool case_read_side(struct case_reader *r, const struct json_at *object,
                    enum case_side *out);
/* The same of what only limbs have: the midline is refused. */
bool case_read_limb_side(struct case_reader *r, const struct json_at *object,
                         enum case_side *out);
bool case_check_side(struct case_reader *r, const struct json_at *object, int region,
                     enum case_side side);
bool case_read_text(struct case_reader *r, const struct json_at *object, const char *key,
                    char *out, size_t size);
bool case_read_yes(struct case_reader *r, const struct json_at *object, const char *key,
                   enum case_yes *out);
/* A list of words as bits; *given tells that it is there. */
bool case_read_bits(struct case_reader *r, const struct json_at *object, const char *key,
                    const char *const *words, unsigned *out, bool *given);
/* A member that is a list, of at most `most`. */
bool case_read_list(struct case_reader *r, const struct json_at *object, const char *key,
                    int most, struct json_at *list, int *n);
/* The member "at", which must lie on that side and in that region. */
bool case_read_place(struct case_reader *r, const struct json_at *object, int region,
                     enum case_side side, bool *has_at, double at[3]);
/* Causes, age, sex, measures, entrapped nerves, drugs. */
bool case_read_person(struct case_reader *r, const struct json_at *root);
/* The member "findings" of a case. */
bool case_read_findings(struct case_reader *r, const struct json_at *root);

#endif
