/* named_journal.h - which journal is meant: the one of --journal, of $DEQI_JOURNAL, of
 * the settings, or the user's own. */
#ifndef DEQI_CLI_NAMED_JOURNAL_H
#define DEQI_CLI_NAMED_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

/* `named` NULL: nothing was said. *is_own: it is the user's own. */
bool named_journal(const char *named, char *out, size_t size, bool *is_own,
                   struct error *error);

#endif
