/* view_cube.h - six discs in a corner of the stage that turn with the body: which way is
 * its front, its back, its left, its right, its head, its feet. A press turns the eye
 * there.
 */
#ifndef DEQI_PANELS_VIEW_CUBE_H
#define DEQI_PANELS_VIEW_CUBE_H

#include "panels/shell.h"

/* Aside: where a body with needles in it has so much room that none is covered. */
enum view_cube_where { VIEW_CUBE_OVER, VIEW_CUBE_ASIDE };

/* How wide and high it is, in image pixels. */
float view_cube_size(const struct gui *gui);
void view_cube(const struct app_eye *eye, struct shell *shell,
               const struct subject *subject, const struct texts *texts,
               struct sink *sink, struct gui *gui, enum view_cube_where where);

#endif
