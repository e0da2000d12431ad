/* rules_find.c - finds by name what the rules hold. */
#include <string.h>

#include "catalog/cautions.h"
#include "catalog/rules.h"

int rules_set_index(const struct rules *rules, const char *id)
{
    for (int i = 0; i < rules->n_sets; i++)
        if (strcmp(rules->sets[i].id, id) == 0)
            return i;
    return -1;
}

const struct rules_place *rules_place(const struct rules *rules, const char *name)
{
    for (int i = 0; i < rules->n_places; i++)
        if (strcmp(rules->places[i].name, name) == 0)
            return &rules->places[i];
    return NULL;
}

const struct caution *rules_caution(const struct rules *rules, const char *id)
{
    for (int i = 0; i < rules->n_cautions; i++)
        if (strcmp(rules->cautions[i].id, id) == 0)
            return &rules->cautions[i];
    return NULL;
}

// ---------------------------------------------------------------- tags by their words

/* both are short: a search that prepares itself takes longer than this */
static bool sentence_has(const char *said, size_t n, const char *words)
{
    const char *end = said + n;
    size_t size = strlen(words);
    if (!size)
        return true;
    while ((size_t)(end - said) >= size &&
           (said = memchr(said, *words, (size_t)(end - said) - size + 1)) != NULL) {
        if (memcmp(said, words, size) == 0)
            return true;
        said++;
    }
    return false;
}

static bool means(const struct rules_tag *tag, const char *said, size_t n)
{
    bool meant = false;
    for (int i = 0; i < tag->n_words && !meant; i++)
        meant = sentence_has(said, n, tag->words[i]);
    for (int i = 0; i < tag->n_unless && meant; i++)
        meant = !sentence_has(said, n, tag->unless[i]);
    return meant;
}

uint32_t rules_tag_said(const struct rules_tag *tag, const char *said)
{
    uint32_t found = 0;
    for (int i = 0; *said && i < 32; i++) {
        size_t n = strcspn(said, ";");
        if (means(tag, said, n))
            found |= UINT32_C(1) << i;
        said += n + (said[n] != 0);
    }
    return found;
}

const struct rules_tag *rules_missing_tag(const struct rules *rules, const char *said,
                                          uint64_t tags)
{
    for (int i = 0; i < rules->n_tags; i++)
        if (!(tags >> i & 1) && rules_tag_said(&rules->tags[i], said))
            return &rules->tags[i];
    return NULL;
}
