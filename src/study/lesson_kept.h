/* lesson_kept.h - what was not saved of a lesson, kept from one run to the next: words as
 * they were typed, known or not ($XDG_DATA_HOME/deqi/lesson-draft.json,
 * deqi/lesson-draft-1).
 *
 * What lies there is replaced only by who read or wrote it: another window's stays, and
 * this one takes the next name (lesson-draft-2.json). All that cannot be read is set
 * aside.
 */
#ifndef DEQI_STUDY_LESSON_KEPT_H
#define DEQI_STUDY_LESSON_KEPT_H

#include <limits.h>

#include "study/lesson.h"

enum lesson_found { LESSON_NOTHING_KEPT, LESSON_KEPT };

struct lesson_kept {
    char path[PATH_MAX];  /* "" = none yet */
    char *text;           /* what lies there, as far as we know; NULL = nothing */
    int n_aside;          /* so many could not be read */
    char aside[PATH_MAX]; /* where the first of them lies now; "" = it could not be moved
                           */
};

/* Reads the first that can be read into the book, as not saved. */
enum lesson_found lesson_kept_open(struct lesson_kept *kept, struct lesson_book *book,
                                   const struct catalog *catalog);
/* Writes what is not saved; takes away what lies there where all is. False where it could
 * not be written. */
bool lesson_kept_write(struct lesson_kept *kept, const struct lesson_book *book,
                       const struct catalog *catalog, struct error *error);
void lesson_kept_close(struct lesson_kept *kept);

#endif
