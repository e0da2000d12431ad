/* history.h - the cases being edited, with undo and redo of every change.
 *
 * Each change replaces the whole record: records are plain values of some tens of
 * kilobytes, and a few hundred of them are kept. Changes that belong together (one stroke
 * of the brush) carry the same `group` and are undone at once.
 *
 * A step has a name for people, an id of a text: what it changed in the case, or that it
 * went over to another.
 *
 * Going over to another case is a step like any other: undo brings back the case before
 * as it was left, with the file it belongs to. A case is unsaved where what was last seen
 * of it is neither what it began with nor what was saved.
 */
#ifndef DEQI_DOCUMENT_HISTORY_H
#define DEQI_DOCUMENT_HISTORY_H

#include <stdbool.h>

#include "rules/case.h"

enum { HISTORY_MAX = 200 };

struct history;

/* `path` is the file of the case, "" where it has none. */
struct history *history_create(const struct case_record *first, const char *path);
void history_destroy(struct history **history);

const struct case_record *history_now(const struct history *history);
const char *history_path(const struct history *history);
/* Makes `record` the present one and forgets what could be redone. `group` 0 stands
 * alone. A record equal to the present one changes nothing. Returns whether anything
 * changed. */
bool history_set(struct history *history, const struct case_record *record, int group);
/* Goes over to another case, or to the same file read anew. */
void history_open(struct history *history, const struct case_record *record,
                  const char *path);
/* Leaves nothing to redo. */
void history_forget_redo(struct history *history);
/* Undoes the present step where it is one of that group, and leaves nothing to redo. */
bool history_take_back(struct history *history, int group);
bool history_undo(struct history *history);
bool history_redo(struct history *history);
bool history_can_undo(const struct history *history);
bool history_can_redo(const struct history *history);
/* The name of the step that would be undone, or done again; NULL = there is none. */
const char *history_undo_name(const struct history *history);
const char *history_redo_name(const struct history *history);

/* Whether there is something of the present case that history_mark_saved has not seen. */
bool history_unsaved(const struct history *history);
/* The present case lies in that file now. */
void history_mark_saved(struct history *history, const char *path);
/* The present case is not asked for again as it is now, though it is not saved either;
 * history_ask_again takes that back for all. */
void history_give_up(struct history *history);
void history_ask_again(struct history *history);
/* Goes to a case that is unsaved and not given up, which may be the present one; false
 * where there is none. history_return goes back to where history_place was. */
bool history_find_unsaved(struct history *history);
int history_place(const struct history *history);
void history_return(struct history *history, int place);

#endif
