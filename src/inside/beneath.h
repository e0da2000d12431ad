/* beneath.h - loads what lies beneath the skin and makes it for one body after another.
 *
 * Nothing is loaded until someone asks for it, so a program that shows none of it pays
 * nothing. One thread at a time.
 */
#ifndef DEQI_INSIDE_BENEATH_H
#define DEQI_INSIDE_BENEATH_H

#include "inside/inside.h"

struct beneath;

/* Reads the structures and the skeleton of `data_dir`. NULL with one line where a file is
 * missing or damaged. */
struct beneath *beneath_load(const char *data_dir, struct error *error);
void beneath_destroy(struct beneath **beneath); /* NULL inside is fine */

/* Who makes it (base/crew.h); one after another unless told. */
void beneath_crew(struct beneath *beneath, crew_runner *crew);

/* Makes it for this body, which must outlive the result: our own body by its shape, any
 * other by its landmarks. False where nothing can be placed; what was made before is gone
 * either way. */
bool beneath_make(struct beneath *beneath, const struct body *body, struct error *error);
/* What was made last; NULL = nothing. */
const struct inside *beneath_inside(const struct beneath *beneath);

#endif
