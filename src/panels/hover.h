/* hover.h - what lies under the pointer, in words. */
#ifndef DEQI_PANELS_HOVER_H
#define DEQI_PANELS_HOVER_H

#include "panels/state.h"

/* The name of the point under the pointer; else, where a layer of territories is shown,
 * those that hold the skin there: "C6 · median nerve". "" where there is nothing to say.
 */
void hover_text(const struct desk *desk, char *out, size_t size);
/* A line at the foot of the body that says which layer colours the skin, and what of it
 * lies under the pointer. */
void hover_legend(const struct desk *desk, struct gui *gui);

#endif
