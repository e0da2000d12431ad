/* hover.h - what lies under the pointer, in words. */
#ifndef DEQI_APP_HOVER_H
#define DEQI_APP_HOVER_H

#include "app/app.h"

/* The name of the point under the pointer; else, where a layer of territories is shown,
 * those that hold the skin there: "C6 · median nerve". "" where there is nothing to say.
 */
void hover_text(const struct app *app, char *out, size_t size);

#endif
