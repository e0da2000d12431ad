/* helper.h - other programs of the machine that do something for deqi: found on $PATH,
 * started without a shell, never waited for. What they say goes nowhere.
 *
 * Not thread-safe.
 */
#ifndef DEQI_SYSTEM_HELPER_H
#define DEQI_SYSTEM_HELPER_H

#include <stdbool.h>
#include <stddef.h>

/* Where a program lies. Folders of $PATH that are no whole paths are passed over: what
 * lies in the folder that one happens to be in is not run. */
bool helper_find(const char *name, char *out, size_t size);
/* `argument` ends with NULL; `input` is what it reads, -1 = nothing. 0 where it cannot be
 * started. */
long helper_start(const char *path, const char *const argument[], int input);

enum helper_state { HELPER_AT_WORK, HELPER_DONE, HELPER_FAILED };
/* Once it has ended it is gone: not to be asked again. */
enum helper_state helper_look(long helper);
/* Ends one that is at work. */
void helper_end(long helper);

#endif
