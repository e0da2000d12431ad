/* landmark_ours.h - where a landmark lies on our own body: as a picture beside a model
 * file, and as a guess of where it lies on that.
 *
 * Our neutral body is read when it is first asked for.
 */
#ifndef DEQI_PANELS_LANDMARK_OURS_H
#define DEQI_PANELS_LANDMARK_OURS_H

#include "panels/desk.h"

struct landmark_ours;

struct landmark_ours *landmark_ours_create(void);
void landmark_ours_destroy(struct landmark_ours **ours);

/* Before a frame: the picture of a landmark, in so many pixels; drawn anew where another
 * is wanted. */
void landmark_ours_prepare(struct desk *desk, struct landmark_ours *ours, int name,
                           enum side side, int width, int height);
/* For gui_image; 0 = none could be drawn. */
unsigned landmark_ours_image(const struct landmark_ours *ours);
/* Where it is to be looked for on a model file, whatever that has: by its share of the
 * height, and which way the skin faces there. False where ours has none. */
bool landmark_ours_guess(const struct landmark_ours *ours, const struct subject *on,
                         int name, enum side side, float at[3], float normal[3]);

#endif
