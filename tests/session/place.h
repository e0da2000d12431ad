/* place.h - where a test's journal lies: in a file, or on the server that
 * with_server.sh started, so that the same tests run over both. */
#ifndef DEQI_TESTS_SESSION_PLACE_H
#define DEQI_TESTS_SESSION_PLACE_H

#include <stdbool.h>
#include <stddef.h>

bool place_is_server(void);
/* The name of a fresh journal: `file` in the folder, or an emptied one on the server,
 * with the spool in the folder. */
void place_journal(const char *folder, const char *file, char *out, size_t size);

#endif
