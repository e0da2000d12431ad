/* territory.h - which territory of the skin is where: symptom regions, dermatomes,
 * nerves, stages of stocking and glove.
 *
 * Everything is asked of one body as it is now; of a posed one by the standing skin.
 * `territory_region_at` is what painting and clicking use; weights per vertex are what
 * drawing uses. Thread-safe, as the body is.
 */
#ifndef DEQI_ANATOMY_TERRITORY_H
#define DEQI_ANATOMY_TERRITORY_H

#include "anatomy/body.h"

/* The symptom region at a place on the skin: an index into catalog.region, or -1 where
 * the place is in none (face, chest, belly). *side, where not NULL, becomes the place's
 * side. */
int territory_region_at(const struct body *body, const struct mesh_site *place,
                        enum side *side);

/* How much a place belongs to a region, 0..1, soft at its edges. SIDE_M: to either
 * side's. */
float territory_weight_at(const struct body *body, int region, enum side side,
                          const struct mesh_site *place);

/* The same for every vertex of the mesh: fills weight[n_vertices], 0..255. About 5 ms.
 * False (and all 0) where this body cannot tell the region. */
bool territory_weights(const struct body *body, int region, enum side side,
                       uint8_t *weight);

/* Softens weights over three rings of vertices, so that no triangles show: for weights
 * made of regions. What holds another before holds it after. */
void territory_soften(const struct body *body, uint8_t *weight);

/* The symptom region of every vertex: fills region[n_vertices] (255 = none) and, where
 * not NULL, side[n_vertices]. */
void territory_regions(const struct body *body, uint8_t *region, uint8_t *side);

/* How far an axon runs from its root to each vertex, metres; NAN where no axon is told of
 * (head and trunk). The length rule: what lies beyond Lmax * (1 - severity) is numb.
 * Returns the longest. */
float territory_axon_lengths(const struct body *body, float *length);

/* The middle of a region on one side, for flying there: its mean place, brought to its
 * skin. False where the body has none. */
bool territory_middle(const struct body *body, int region, enum side side,
                      struct mesh_site *place);

/* Where a region is tested. */
struct body_place territory_test_spot(const struct body *body, int region,
                                      enum side side);

#endif
