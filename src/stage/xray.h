/* xray.h - what lies beneath the skin as meshes in colours, for the scene.
 *
 * Parts of the layers that are on become one mesh; what is chosen becomes another, which
 * is lit while the rest steps back. Nothing is made before a layer is on and the skin is
 * seen through. The arrays belong to the object and stay valid until the next build.
 */
#ifndef DEQI_STAGE_XRAY_H
#define DEQI_STAGE_XRAY_H

#include "anatomy/cutaway.h"
#include "inside/inside.h"
#include "scene/scene.h"
#include "stage/subject.h"

struct xray;

struct xray *xray_create(void);
void xray_destroy(struct xray **xray); /* NULL inside is fine */

struct xray_params {
    const struct subject *subject;
    unsigned layers; /* of enum scene_layer */
    float see_through;
    /* ids of what is lit on `side` (SIDE_M: on both), `n_chosen` of them */
    const char *const *chosen;
    int n_chosen;
    enum side side;
    bool dark;
    const struct cutaway *cut; /* what of the body is there; NULL = all */
};

/* Fills beneath and lit of the scene's input. */
void xray_build(struct xray *xray, const struct xray_params *params,
                struct scene_input *scene);

/* The layer of enum scene_layer that a part is shown with; 0: with none, because it would
 * hide what it wraps. */
unsigned xray_layer(const struct inside_part *part);
/* Its colour, 0xRRGGBB. */
uint32_t xray_color(const struct inside_part *part, bool dark);
/* The triangles of a part that are left by the parts that are there, into triangle[] (the
 * part's n_triangles); how many. What is unpaired counts whole where half a body is
 * there: cutaway_middle says where it ends. */
uint32_t xray_left(const struct inside_part *part, const struct cutaway *cut,
                   const struct cutaway_body *body, uint32_t (*triangle)[3]);
/* The first part of those layers that the ray meets, of what is there (`cut` NULL: all);
 * NULL = none. `direction` is unit. */
const struct inside_part *xray_at(const struct inside *inside, unsigned layers,
                                  const struct cutaway_body *body,
                                  const struct cutaway *cut, const float origin[3],
                                  const float direction[3]);

#endif
