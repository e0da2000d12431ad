/* file_work.h - doing what was chosen in the files' card: opening, saving, making. */
#ifndef DEQI_APP_FILE_WORK_H
#define DEQI_APP_FILE_WORK_H

#include "app/app_internal.h"

/* Not while a frame is open. */
void file_work_carry_out(struct app *app, const char *path);
/* The present case to the file it came from; asks where it has none of the user's.
 * Returns whether it was saved. */
bool file_work_save(struct app *app);

#endif
