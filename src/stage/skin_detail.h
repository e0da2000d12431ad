/* skin_detail.h - the relief and the creases of a body of ours as scene shows them: both
 * follow its shape and posture, are stronger the leaner and the older the person is, and
 * are looked at alone. A model file has its own skin, and gets none.
 *
 * What is built belongs to the object and is valid until the next build.
 */
#ifndef DEQI_STAGE_SKIN_DETAIL_H
#define DEQI_STAGE_SKIN_DETAIL_H

#include "scene/scene.h"
#include "stage/subject.h"

struct skin_detail;

struct skin_detail *skin_detail_create(void);
void skin_detail_destroy(struct skin_detail **detail);

/* Fills normal, occlusion, crease, n_creases and creases_version of the scene. */
void skin_detail_build(struct skin_detail *detail, const struct subject *subject,
                       struct scene_input *scene);

#endif
