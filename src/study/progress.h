/* progress.h - what the learner has answered, in $XDG_DATA_HOME/deqi/study.db (SQLite).
 *
 * One row for each item (its place in the schedule) and one for each answer. Losing it
 * costs a learner some weeks, not a patient's safety, so a store that cannot be used
 * never stops the lesson: a damaged file is set aside and a new one begun; where nothing
 * can be written (a newer deqi's file, a read-only folder, a full disk), answers are kept
 * in memory until the program ends, and `progress_trouble` says so.
 *
 * One store belongs to one thread; several programs may use one file.
 */
#ifndef DEQI_STUDY_PROGRESS_H
#define DEQI_STUDY_PROGRESS_H

#include "base/error.h"
#include "study/quiz.h"

struct progress;

enum progress_trouble {
    PROGRESS_WELL,
    PROGRESS_SET_ASIDE, /* `detail` is the new name of the damaged file */
    PROGRESS_NOT_KEPT   /* `detail` says why */
};

/* Where the store of a learner lies: "" the first, else study-NAME.db beside it. False
 * where the name holds what no file may, or is too long. */
bool progress_path(const char *learner, char *out, size_t size);
/* The other learners that there are, by name; returns how many. */
enum { PROGRESS_NAME = 40 };
int progress_learners(char (*out)[PROGRESS_NAME], int most);
/* `path` NULL: the user's own. Never fails. */
struct progress *progress_open(const char *path);
void progress_close(struct progress **progress);
enum progress_trouble progress_trouble(const struct progress *progress);
/* A line for people, without the file's name where it is the reason; "" where all is
 * well. */
const char *progress_detail(const struct progress *progress);

/* Whether it is a sound file in which nothing was ever answered. */
bool progress_is_unused(struct progress *progress);

/* Zeroed where the item was never asked. */
struct schedule_card progress_card(struct progress *progress,
                                   const struct quiz_item *item);

/* How many items of a kind are due, whether they can be asked now or not. */
int progress_due(struct progress *progress, enum quiz_kind kind, int today);

struct progress_answer {
    struct quiz_item item;
    int64_t at_ms; /* Unix time */
    enum schedule_grade grade;
    double cun; /* how far off, of a point to find; negative elsewhere */
};
/* Keeps the answer and where the item stands now. False where it could not be written;
 * it is remembered all the same until the store is closed. */
bool progress_keep(struct progress *progress, const struct progress_answer *answer,
                   const struct schedule_card *card);

/* Of the last `PROGRESS_RECENT` points that were looked for: how many there are, and how
 * many were found within half a cun. */
enum { PROGRESS_RECENT = 50 };
void progress_found(struct progress *progress, int *looked_for, int *within);

#endif
