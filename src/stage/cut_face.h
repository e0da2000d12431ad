/* cut_face.h - the face that a plane cuts through a body: skin, and what lies beneath it
 * in the layers that are shown, each filled in its own colour.
 *
 * Made anew where the plane or the body change. The arrays belong to the object and stay
 * valid until the next build.
 */
#ifndef DEQI_STAGE_CUT_FACE_H
#define DEQI_STAGE_CUT_FACE_H

#include "anatomy/cutaway.h"
#include "scene/scene.h"
#include "stage/subject.h"

struct cut_face;

struct cut_face *cut_face_create(void);
void cut_face_destroy(struct cut_face **face); /* NULL inside is fine */

struct cut_face_params {
    const struct subject *subject;
    const struct cutaway *cut;
    unsigned layers; /* of enum scene_layer */
    bool dark;
};

/* After isolated_build: fills scene->face where a plane cuts the body. */
void cut_face_build(struct cut_face *face, const struct cut_face_params *params,
                    struct scene_input *scene);

#endif
