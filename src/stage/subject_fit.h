/* subject_fit.h - a model file gets its landmarks by the fit (fit/fit.h). */
#ifndef DEQI_STAGE_SUBJECT_FIT_H
#define DEQI_STAGE_SUBJECT_FIT_H

#include "stage/subject.h"

/* Progress from 0 to 1; returns false to stop. */
typedef bool subject_fit_progress(float share, void *user);

/* Finds them and saves them beside the model. Where they cannot be saved they are there
 * all the same, and `unsaved` says why; its text is "" else. On failure, as for what is no
 * person, the subject stays as it was. May run on a thread of its own. */
bool subject_fit(struct subject *subject, const char *data_dir,
                 subject_fit_progress *progress, void *user, struct error *unsaved,
                 struct error *error);

#endif
