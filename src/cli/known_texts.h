/* known_texts.h - every text that deqi can say, by id: what a translation translates. */
#ifndef DEQI_CLI_KNOWN_TEXTS_H
#define DEQI_CLI_KNOWN_TEXTS_H

#include "base/json.h"
#include "rules/engine.h"

/* An object of id to English: what stands in the catalogue, the rules, the tours, the
 * names of structures, the demonstration cases' labels and assets/text/en*.json. A new
 * reference; NULL on failure.
 */
json_t *known_texts(const char *data_dir, const struct catalog *catalog,
                    const struct engine *engine, struct error *error);

/* Of these what a language is asked for, a new reference: with the forms that it has for
 * a count (text/plural.h) where English has one, without the names that its readers have
 * from the data (Chinese: those of the structures beneath the skin). */
json_t *known_texts_asked(const json_t *known, const char *lang);
/* The English of what a language says under the id; of a form that of its text. NULL
 * where the id says nothing: it is unknown, a form that the language does not have, or
 * one by an argument that the text does not name. */
const char *known_text(const json_t *known, const char *id, const char *lang);

/* How much of it a language says. */
struct texts_coverage {
    int known;   /* texts that it is asked for */
    int own;     /* of these the language has */
    int same;    /* of its own: letter for letter the English */
    int unknown; /* its ids that nothing says */
};
/* `lang` must be one that there is; a text of English is its own. */
bool known_texts_coverage(const char *data_dir, const char *lang, const json_t *known,
                          struct texts_coverage *out, struct error *error);

#endif
