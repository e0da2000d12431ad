/* history.h - the case being edited, with undo and redo of every change.
 *
 * Each change replaces the whole record: records are plain values of some tens of
 * kilobytes, and a few hundred of them are kept. Changes that belong together (one stroke
 * of the brush) carry the same `group` and are undone at once.
 */
#ifndef DEQI_APP_HISTORY_H
#define DEQI_APP_HISTORY_H

#include <stdbool.h>

#include "rules/case.h"

enum { HISTORY_MAX = 200 };

struct history;

struct history *history_create(const struct case_record *first);
void history_destroy(struct history **history);

const struct case_record *history_now(const struct history *history);
/* Makes `record` the present one and forgets what could be redone. `group` 0 stands
 * alone. A record equal to the present one changes nothing. Returns whether anything
 * changed. */
bool history_set(struct history *history, const struct case_record *record, int group);
/* Undoes the present step where it is one of that group, and leaves nothing to redo. */
bool history_take_back(struct history *history, int group);
bool history_undo(struct history *history);
bool history_redo(struct history *history);
bool history_can_undo(const struct history *history);
bool history_can_redo(const struct history *history);
/* Counts changes, undos and redos: whoever shows the case compares it. */
unsigned history_version(const struct history *history);
/* Whether there is something that history_mark_saved has not seen. */
bool history_unsaved(const struct history *history);
void history_mark_saved(struct history *history);

#endif
