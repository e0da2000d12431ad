/* hands.h - what the present mode makes of pointer and keys. */
#ifndef DEQI_APP_HANDS_H
#define DEQI_APP_HANDS_H

#include "app/app_internal.h"
#include "modes/modes.h"

const struct mode_table *mode_now(const struct app *app);
bool mode_press(struct app *app, float x, float y);
void mode_drag(struct app *app, float x, float y);
void mode_release(struct app *app, float x, float y);
void mode_cancel(struct app *app);
bool mode_click(struct app *app, float x, float y);
bool mode_key(struct app *app, uint32_t key, unsigned mods);
void mode_touched(struct app *app);

#endif
