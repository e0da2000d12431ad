/* territories.h - dermatomes and territories of nerves as an atlas shows them: each place
 * of the skin in the one that it belongs to most, a crisp border between neighbours, and
 * the code or name written on the skin.
 *
 * Made anew only when the body or what is asked for changes; what is built belongs to the
 * object and is valid until the next build.
 */
#ifndef DEQI_STAGE_TERRITORIES_H
#define DEQI_STAGE_TERRITORIES_H

#include "catalog/region.h"
#include "scene/scene.h"
#include "stage/subject.h"
#include "text/text.h"

struct territories;

struct territories_params {
    const struct subject *subject;
    const struct texts *texts; /* NULL: names in words are left out, codes stand */
    unsigned layers;           /* of enum scene_layer: DERMATOMES, NERVES */
    uint32_t ink;              /* 0xRRGGBBAA, of the borders */
};

struct territories *territories_create(void);
void territories_destroy(struct territories **territories);

/* Fills border, n_borders, borders_version, name and n_names of the scene. */
void territories_build(struct territories *territories,
                       const struct territories_params *params,
                       struct scene_input *scene);

/* Of the last build: the region of every vertex, an index into catalog.region, 255 =
 * none. NULL where the kind is not shown. */
const uint8_t *territories_of(const struct territories *territories,
                              enum region_kind kind);

#endif
