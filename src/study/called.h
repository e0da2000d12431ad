/* called.h - a point or channel by what books call it: UB60, SJ5, Stomach 36, Ren 6, Liv
 * 3 (the channels' "also", assets/anatomy/channels.json). */
#ifndef DEQI_STUDY_CALLED_H
#define DEQI_STUDY_CALLED_H

#include <stdbool.h>

#include "catalog/catalog.h"

/* Whether books call the channel so; `name` is folded (text/fold.h). */
bool called_channel(const struct channel *channel, const char *name);
/* "UB 60", "Stomach 36", "san jiao-5"; NULL where it is none. */
const struct point *called_point(const struct catalog *catalog, const char *words);

#endif
