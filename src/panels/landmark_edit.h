/* landmark_edit.h - landmarks of a model file put by hand: with their neighbours, undone,
 * saved at every step.
 *
 * What a fit found lies wrong in one piece: a knee that is found too low is too low with
 * all around it. So what lies near goes along, less with every step away, unless a hand
 * has put it. Each step is saved beside the model at once; one that could not be is
 * remembered as unsaved until it is.
 */
#ifndef DEQI_PANELS_LANDMARK_EDIT_H
#define DEQI_PANELS_LANDMARK_EDIT_H

#include "stage/subject.h"

struct landmark_edit;

struct landmark_edit *landmark_edit_create(void);
void landmark_edit_destroy(struct landmark_edit **edit);

struct landmark_edit_step {
    int name;
    enum side side;
    float at[3]; /* on the model as it stands */
    bool mirror; /* a left one: the right one as well, unless a hand has put it */
    bool along;  /* neighbours go along */
};

/* False with an error, and everything as it was, where the body cannot be measured so. */
bool landmark_edit_put(struct landmark_edit *edit, struct subject *subject,
                       const struct landmark_edit_step *step, struct error *error);
bool landmark_edit_can_undo(const struct landmark_edit *edit,
                            const struct subject *subject);
/* Takes the last step back. */
bool landmark_edit_undo(struct landmark_edit *edit, struct subject *subject,
                        struct error *error);
/* After a step, and where it could not be saved once more. */
bool landmark_edit_save(struct landmark_edit *edit, const struct subject *subject,
                        struct error *error);
bool landmark_edit_is_unsaved(const struct landmark_edit *edit);
/* What is unsaved is given up, and nothing can be undone any more. */
void landmark_edit_forget(struct landmark_edit *edit);

#endif
