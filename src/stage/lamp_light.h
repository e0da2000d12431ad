/* lamp_light.h - what a session's lamp shines on, and where it stands: the regions whose
 * skin was tested and no others, warmest under the middle of the lamp.
 *
 * What is built belongs to the object and is valid until the next build.
 */
#ifndef DEQI_STAGE_LAMP_LIGHT_H
#define DEQI_STAGE_LAMP_LIGHT_H

#include "scene/scene.h"
#include "stage/subject.h"
#include "stage/warmth.h"

struct lamp_light;

struct lamp_light *lamp_light_create(void);
void lamp_light_destroy(struct lamp_light **light);

/* Fills heat, heat_version, lamp and n_lamps of the scene; nothing where `lamp` is NULL
 * or shines on no region. */
void lamp_light_build(struct lamp_light *light, const struct subject *subject,
                      const struct warmth_lamp *lamp, struct scene_input *scene);

#endif
