/* case_read_person.c - reads whom a case is about and what the cause may be. */
#include <string.h>

#include "rules/case_internal.h"
#include "rules/facts_internal.h"

/* a trouble of the face or the trunk is no cause that could be planned for */
static bool outside_cause(struct case_reader *r, const struct json_at *root)
{
    static const char *const OUTSIDE[] = {"trigeminal", "facial",   "bell",        "face",
                                          "headache",   "migraine", "intercostal", NULL};
    struct json_at at;
    if (!json_is_string(json_object_get(root->value, "etiology")) ||
        !json_member(root, "etiology", JSON_STRING, &at, r->error))
        return false;
    for (int i = 0; OUTSIDE[i]; i++)
        if (strncmp(json_string_value(at.value), OUTSIDE[i], strlen(OUTSIDE[i])) == 0) {
            json_fail(
                &at, r->error,
                "the cause \"%.40s\" is outside the article, which speaks of limbs, neck "
                "and lower back only; face and trunk cannot be planned here",
                json_string_value(at.value));
            return true;
        }
    return false;
}

/* one word, or a list of them */
static bool read_causes(struct case_reader *r, const struct json_at *root)
{
    struct case_record *c = r->out;
    struct json_at list, item;
    if (!json_is_array(json_object_get(root->value, "etiology")))
        return !outside_cause(r, root) &&
               case_need_word(r, root, "etiology", word_etiologies, &c->etiology);
    if (!json_member(root, "etiology", JSON_ARRAY, &list, r->error))
        return false;
    if (!json_array_size(list.value))
        return json_fail(&list, r->error, "is empty; expected at least one cause");
    for (size_t i = 0; i < json_array_size(list.value); i++) {
        int cause;
        if (!json_element(&list, i, JSON_STRING, &item, r->error) ||
            !json_choice(&item, word_etiologies, &cause, r->error))
            return false;
        if (i && case_causes(c) >> cause & 1)
            return json_fail(&item, r->error, "\"%s\" stands in \"etiology\" twice",
                             word_etiologies[cause]);
        if (cause == ETIOLOGY_UNSPECIFIED && json_array_size(list.value) > 1)
            return json_fail(&item, r->error,
                             "\"unspecified\" stands beside causes; expected the causes "
                             "alone");
        if (i)
            c->further_causes |= UINT32_C(1) << cause;
        else
            c->etiology = cause;
    }
    return true;
}

static bool read_entrapments(struct case_reader *r, const struct json_at *root)
{
    static const char *const KEYS[] = {"nerve", "side", NULL};
    struct case_record *c = r->out;
    struct json_at list, item;
    if (!case_read_list(r, root, "entrapments", CASE_ENTRAPMENTS_MAX, &list,
                        &c->n_entrapments))
        return false;
    c->entrapments_given = list.value != NULL;
    for (int i = 0; i < c->n_entrapments; i++) {
        struct case_entrapment *e = &c->entrapments[i];
        if (!json_element(&list, (size_t)i, JSON_OBJECT, &item, r->error) ||
            !json_keys(&item, KEYS, r->error) ||
            !case_need_word(r, &item, "nerve", word_nerves, &e->nerve) ||
            !case_read_limb_side(r, &item, &e->side))
            return false;
        for (int k = 0; k < i; k++)
            if (c->entrapments[k].nerve == e->nerve &&
                facts_sides(c->entrapments[k].side) & facts_sides(e->side))
                return json_fail(&item, r->error, "%s is named twice for the same side",
                                 word_nerves[e->nerve]);
    }
    return true;
}

static bool read_drugs(struct case_reader *r, const struct json_at *root)
{
    struct case_record *c = r->out;
    struct json_at list, item;
    if (!case_read_list(r, root, "drugs", CASE_DRUGS_MAX, &list, &c->n_drugs))
        return false;
    for (int i = 0; i < c->n_drugs; i++) {
        if (!json_element(&list, (size_t)i, JSON_STRING, &item, r->error))
            return false;
        const char *word = json_string_value(item.value);
        if (!*word || strlen(word) >= CASE_DRUG_SIZE ||
            strlen(word) != json_string_length(item.value))
            return json_fail(&item, r->error,
                             "has %zu bytes; expected the name of a drug, at most %d",
                             json_string_length(item.value), CASE_DRUG_SIZE - 1);
        for (const char *s = word; *s; s++)
            if ((unsigned char)*s < 0x20 || *s == 0x7F)
                return json_fail(&item, r->error, "holds a control character");
        snprintf(c->drugs[i], CASE_DRUG_SIZE, "%s", word);
    }
    return true;
}

static bool read_measure(struct case_reader *r, const struct json_at *root,
                         const char *key, const struct case_range *range, double *out)
{
    struct json_at at;
    if (!json_optional(root, key, JSON_REAL, &at, r->error))
        return false;
    return !at.value || json_number(&at, range->least, range->most, out, r->error);
}

/* whom it is about, and what may explain the neuropathy; the bounds are those of people
 */
bool case_read_person(struct case_reader *r, const struct json_at *root)
{
    struct case_record *c = r->out;
    struct json_at at;
    double cycle = 0;
    if (!read_causes(r, root) || !read_measure(r, root, "age", &case_age, &c->age) ||
        !case_read_word(r, root, "sex", word_sexes, &c->sex) ||
        !read_measure(r, root, "height", &case_height, &c->height) ||
        !read_measure(r, root, "weight", &case_weight, &c->weight) ||
        !json_optional(root, "cycle", JSON_INTEGER, &at, r->error) ||
        (at.value &&
         !json_number(&at, case_cycle.least, case_cycle.most, &cycle, r->error)) ||
        !read_entrapments(r, root) || !read_drugs(r, root))
        return false;
    c->cycle = (int)cycle;
    return true;
}
