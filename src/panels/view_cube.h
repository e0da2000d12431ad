/* view_cube.h - six discs in a corner of the stage that turn with the body: which way is
 * its front, its back, its left, its right, its head, its feet. A press turns the eye
 * there.
 */
#ifndef DEQI_PANELS_VIEW_CUBE_H
#define DEQI_PANELS_VIEW_CUBE_H

#include "panels/state.h"

void view_cube(const struct app_eye *eye, const struct subject *subject,
               const struct texts *texts, struct sink *sink, struct gui *gui);

#endif
