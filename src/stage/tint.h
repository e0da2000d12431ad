/* tint.h - territories painted into the skin: what the case says hurts, and the layers of
 * dermatomes, nerves and regions.
 *
 * One colour a vertex; whatever is asked for is blended into it. It is made anew only
 * when what it shows has changed.
 */
#ifndef DEQI_STAGE_TINT_H
#define DEQI_STAGE_TINT_H

#include "catalog/rules.h"
#include "rules/case.h"
#include "stage/subject.h"
#include "stage/territories.h"

struct tint;

struct tint_params {
    const struct subject *subject;
    const struct territories *territories; /* built for the same layers; NULL = none */
    const struct rules *rules; /* which regions lie in which; NULL: none in another */
    const struct case_record *record; /* NULL = none */
    unsigned record_version;          /* another number for every change of the record */
    unsigned layers; /* of enum scene_layer; those of territories count */
    bool dark;
    const float *off; /* of each vertex, metres that our skin lies from it: shown where it
                         is much; NULL = is not shown */
    bool covered; /* the trunk and the thighs' upper part in cloth, for a waiting room */
    int chosen_region; /* index into catalog.region, lit in `chosen_color`; -1 = none */
    uint32_t chosen_color;
    int hovered_region; /* index into catalog.region, lit softly; -1 = none */
    enum side hovered_side;
};

struct tint *tint_create(void);
void tint_destroy(struct tint **tint);
/* The colours of the vertices, or NULL where nothing is shown; *version changes with
 * them. */
const uint8_t (*tint_build(struct tint *tint, const struct tint_params *params,
                           uint32_t *version))[4];

/* The colour of a territory, 0xRRGGBBAA; by its place in the catalogue. */
uint32_t tint_region_color(const struct catalog *catalog, int region, bool dark);
uint32_t tint_kind_color(unsigned kinds, bool dark);

#endif
