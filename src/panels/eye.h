/* eye.h - places that an eye can be sent to; see struct app_target of state.h. */
#ifndef DEQI_PANELS_EYE_H
#define DEQI_PANELS_EYE_H

#include "panels/state.h"

/* NULL where this body has no place for it; SIDE_M: the left one, or the midline's. */
const struct site *eye_site(const struct app *app, const char *code, enum side side);
/* The middle of a territory of the skin; SIDE_M: of the left one, or the midline's. */
bool eye_region(const struct app *app, const char *id, enum side side,
                struct mesh_site *on);

#endif
