/* late.h - libraries that few commands need. Linked, every one of them would be loaded
 * and bound before `main`; these are, when the first of their functions is called.
 *
 * CMakeLists.txt (deqi_late) makes late/NAME.h from a list of names: it includes the
 * library's own header and leads its functions through a table that is filled once.
 * Sources call them as ever. One more name is needed where a function is new; the linker
 * says which.
 */
#ifndef DEQI_BASE_LATE_H
#define DEQI_BASE_LATE_H

#include "base/error.h"

/* Fills `slots` with the functions of those names. False where the library cannot be had,
 * or lacks one: which, and why. */
bool late_load(const char *file, const char *const *names, void **slots, int n,
               struct error *error);
/* Ends the program: it cannot go on without that library. */
_Noreturn void late_missing(const struct error *error);

#endif
