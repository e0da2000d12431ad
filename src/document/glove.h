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
#include "catalog/rules_words.h"
#include "rules/case.h"

/* How many stages regions of a case follow: 1 .. that. */
int glove_stages(const struct catalog *catalog);
/* The stage whose regions are numb and no others of all stages; 0 where none is, -1 where
 * they are numb in another way, such as on one side. */
int glove_stage(const struct catalog *catalog, const struct case_record *record);
/* Up to which stage all of its regions are numb on both sides, whatever else is numb. */
int glove_reach(const struct catalog *catalog, const struct case_record *record);

/* What is numb beyond that, by word of the case: bits of CASE_SIDES. It was not the
 * slider that made it so, and it is kept. */
struct glove_others {
    unsigned char sides[WORD_REGIONS];
};
struct glove_others glove_others(const struct catalog *catalog,
                                 const struct case_record *record);
/* Makes it so, but for what `others`, which may be NULL, keep. Where the case has no room
 * for all of them, as many as it holds. */
void glove_set(const struct catalog *catalog, struct case_record *record, int stage,
               const struct glove_others *others);

#endif
