/* journal_rooms.h - opening a journal that rooms share (journal.h). */
#ifndef DEQI_SESSION_JOURNAL_ROOMS_H
#define DEQI_SESSION_JOURNAL_ROOMS_H

#include "session/journal.h"

/* NULL where the address is none, or the server refuses; where it is out of reach the
 * journal works on what this machine has. */
struct journal *journal_rooms_open(const struct journal_options *options,
                                   struct error *error);

#endif
