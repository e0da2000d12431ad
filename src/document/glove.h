/* glove.h - stocking and glove: how a polyneuropathy that takes the longest nerves first
 * climbs, in the stages of assets/anatomy/regions.json, as numbness of a case's regions
 * on both sides.
 *
 * The case itself is the only memory: what a slider shows is read from it. Everything
 * else in it is left alone: other kinds in these regions, other regions, marks.
 */
#ifndef DEQI_DOCUMENT_GLOVE_H
#define DEQI_DOCUMENT_GLOVE_H

#include "catalog/catalog.h"
#include "rules/case.h"

/* How many stages regions of a case follow: 1 .. that. */
int glove_stages(const struct catalog *catalog);
/* The stage whose regions are numb and no others of all stages; 0 where none is, -1 where
 * they are numb in another way, such as on one side. */
int glove_stage(const struct catalog *catalog, const struct case_record *record);
/* Makes it so. Where the case has no room for all of them, as many as it holds. */
void glove_set(const struct catalog *catalog, struct case_record *record, int stage);

#endif
