/* check_texts.h - whether the translations can stand for the English texts. */
#ifndef DEQI_CLI_CHECK_TEXTS_H
#define DEQI_CLI_CHECK_TEXTS_H

#include "base/error.h"
#include "rules/engine.h"

/* Reads assets/text: English and every other language must load, no text may be empty,
 * have an id that nothing says, or name a {thing} that the English text does not. *count
 * is raised by the number of languages. */
bool check_texts(const char *dir, const struct catalog *catalog,
                 const struct engine *engine, int *count, struct error *error);

#endif
