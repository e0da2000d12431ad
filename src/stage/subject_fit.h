/* subject_fit.h - our body is laid on a model file by the fit (fit/fit.h): that gives it
 * its landmarks, and joints to be posed by. */
#ifndef DEQI_STAGE_SUBJECT_FIT_H
#define DEQI_STAGE_SUBJECT_FIT_H

#include "stage/subject.h"

/* Progress from 0 to 1; returns false to stop. */
typedef bool subject_fit_progress(float share, void *user);

/* Finds its landmarks and saves them beside the model. Where they cannot be saved they
 * are there all the same, and `unsaved` says why; its text is "" else. On failure, as for
 * what is no person, the subject stays as it was. May run on a thread of its own. */
bool subject_fit(struct subject *subject, const char *data_dir,
                 subject_fit_progress *progress, void *user, struct error *unsaved,
                 struct error *error);
/* Its joints alone, for subject_hold: landmarks stay as they are. The caller's; NULL on
 * failure. May run on a thread of its own while the subject is looked at. */
struct held *subject_fit_held(const struct subject *subject, const char *data_dir,
                              subject_fit_progress *progress, void *user,
                              struct error *error);

#endif
