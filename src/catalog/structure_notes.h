/* structure_notes.h - what is told of a nerve besides its course: what it comes from, the
 * territories of the skin that it feeds, and the sites where it is caught.
 *
 * Read from DIR/assets/anatomy/structure_notes.json with the structures, to which its ids
 * belong, and immutable from then on. What it supplies and what happens at a site are
 * texts of the user's language: "supplies.ID", "caught.SITE".
 */
#ifndef DEQI_CATALOG_STRUCTURE_NOTES_H
#define DEQI_CATALOG_STRUCTURE_NOTES_H

#include "base/arena.h"
#include "base/error.h"

struct structures;

struct structure_note {
    const char *id;                 /* of a structure */
    const char *const *from;        /* ids of structures; NULL last, as in all three */
    const char *const *territories; /* ids of regions.json */
    const char *const *caught;      /* ids of sites */
};

struct structure_notes {
    int n;
    const struct structure_note *note;
};

/* Everything is in the arena. False with one line where the file is missing or damaged,
 * or names a structure that is not there. */
bool structure_notes_load(struct structure_notes *out, const char *data_dir,
                          const struct structures *structures, struct arena *arena,
                          struct error *error);
/* NULL where nothing is told of it. */
const struct structure_note *structure_notes_find(const struct structure_notes *notes,
                                                  const char *id);
/* The structure, all that it comes from and all that comes from it: "from root to skin".
 * Fills at most `max` ids, itself first; returns how many. */
int structure_notes_chain(const struct structure_notes *notes, const char *id,
                          const char **out, int max);

#endif
