/* cutaway.h - which skin of a body is there, where only a part of it is wanted.
 *
 * Found from what is isolated (isolate.h), then asked by all alike: what is drawn, what
 * the pointer meets, which points and lines are shown, what stands before what. A plain
 * value without pointers: it goes by the parts of the catalogue, and by a plane in the
 * world. Pure; const and thread-safe.
 */
#ifndef DEQI_ANATOMY_CUTAWAY_H
#define DEQI_ANATOMY_CUTAWAY_H

#include <stdint.h>

#include "anatomy/body.h"
#include "anatomy/isolate.h"
#include "anatomy/posture.h"

struct cutaway {
    bool parted;      /* some of the skin is gone */
    uint64_t gone[3]; /* by enum side: bits of catalog.part that are */
    enum side half;   /* SIDE_M; else of what is unpaired this half alone is there */
    bool faded;       /* what is gone may still be seen through */
    bool clipped;
    float plane[4]; /* gone is what has xyz . place > w */
};

/* The body that is looked at; `standing` as it stands: they share their triangles. */
struct cutaway_body {
    const struct body *shown, *standing;
    enum posture posture;
};

void cutaway_find(const struct isolate *isolate, const struct cutaway_body *body,
                  struct cutaway *out);
/* For ISOLATE_BEFORE: limbs, trunk and head are gone that stand between the eye and one
 * of the places, unless one of the places is theirs. */
void cutaway_find_before(const struct isolate *isolate, const struct cutaway_body *body,
                         const float eye[3], const float (*place)[3], uint32_t n,
                         struct cutaway *out);

/* Whether nothing is gone. */
bool cutaway_is_whole(const struct cutaway *cut);
/* Whether a triangle is there; not of the plane, which may go through it. */
bool cutaway_has(const struct cutaway *cut, const struct body *standing,
                 uint32_t triangle);
/* Where half a body is there: the plane through its middle; of what is unpaired that is
 * there which has xyz . place >= w. False for no half, and where left and right are not
 * those of the body as it stands (it lies on its side): then nothing is halved. */
bool cutaway_middle(const struct cutaway *cut, const struct cutaway_body *body,
                    float plane[4]);
/* Whether a place lies on the side of the plane that is there. */
bool cutaway_keeps(const struct cutaway *cut, const float place[3]);
/* Both, of a place on or under the skin: that of the skin nearest to it counts. */
bool cutaway_shows(const struct cutaway *cut, const struct cutaway_body *body,
                   const float place[3]);

/* The nearest skin that is there along the ray, as bvh_ray; `cut` NULL: all is. Where
 * the ray enters the body by the plane the hit is the inside of it (not `front`). */
bool cutaway_ray(const struct cutaway *cut, const struct body *standing,
                 const struct bvh *bvh, const float origin[3], const float direction[3],
                 float max_distance, struct bvh_hit *hit);

#endif
