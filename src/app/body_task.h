/* body_task.h - a body from a model file, read and fitted on a thread of its own, so that
 * the window lives meanwhile. Where landmarks lie beside the file these are taken, else
 * they are found (stage/subject_fit.h) and saved there. */
#ifndef DEQI_APP_BODY_TASK_H
#define DEQI_APP_BODY_TASK_H

#include "stage/held.h"
#include "stage/subject.h"

struct body_task;

enum body_task_state { BODY_TASK_ON, BODY_TASK_DONE, BODY_TASK_FAILED };

/* NULL with an error where no thread can be had. */
struct body_task *body_task_create(const char *data_dir, const char *path,
                                   struct error *error);
/* The same for the joints of a model file that is there already, which is looked at
 * meanwhile and may not change. */
struct body_task *body_task_create_held(const char *data_dir,
                                        const struct subject *subject,
                                        struct error *error);
/* Stops it where it still works; waits for that, at most as long as a file may take. */
void body_task_destroy(struct body_task **task);
enum body_task_state body_task_look(struct body_task *task, float *fraction,
                                    struct error *error);
/* Once it is done. */
struct body_task_made {
    struct subject
        *subject;      /* the caller's from now on; NULL where `held` was asked for */
    struct held *held; /* likewise the caller's */
    bool fitted;
    struct error unsaved; /* its landmarks, which were fitted; "" = they are saved */
};
struct body_task_made body_task_take(struct body_task *task);

#endif
