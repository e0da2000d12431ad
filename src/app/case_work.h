/* case_work.h - the case and the session that the window works on: opening, leaving, with
 * a word where something is left behind. */
#ifndef DEQI_APP_CASE_WORK_H
#define DEQI_APP_CASE_WORK_H

#include "panels/desk.h"

/* See dossier_open, dossier_begin; what is left unsaved is said. */
bool case_work_open(struct desk *desk, const char *path, struct error *error);
void case_work_begin(struct desk *desk, const struct case_record *record,
                     const char *path);
/* The same of one that a person has chosen, in whatever way: it is among the recent cases
 * then, and the search finds it. */
bool case_work_choose(struct desk *desk, const char *path, struct error *error);
/* Likewise of where it is saved. */
bool case_work_save(struct desk *desk, const char *path, struct error *error);
/* Shows the session of that id, LIVE_SESSION_LAST the last that is open, with its case;
 * the user's own, changes and all, is put aside until the session is left. The mode
 * stays. False where there is none, or it is the one that is shown. */
bool case_work_take_up(struct desk *desk, int64_t id);
void case_work_leave(struct desk *desk);
/* The case of an earlier session as a new one, for the same plan by today's rules. */
void case_work_repeat(struct desk *desk, int64_t id);

#endif
