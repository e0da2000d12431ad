/* floor.h - the soft shadow under the feet.
 *
 * When the mesh changes, its underside is gathered once into a small grid on the floor:
 * what almost touches gives the tight shadow, all that is near the wide one. The grid is
 * blurred and drawn as one textured patch.
 */
#ifndef DEQI_RENDER_FLOOR_H
#define DEQI_RENDER_FLOOR_H

#include "render/gl.h"
#include "scene/frame.h"

struct floor_shadow {
    GLuint program, array, texture;
    uint32_t version; /* of the mesh that the grid was made from */
    float rect[4];    /* x, z of its corner; width and depth in metres */
};

bool floor_shadow_create(struct floor_shadow *shadow, const struct gl *gl,
                         struct error *error);
void floor_shadow_free(struct floor_shadow *shadow);
void floor_shadow_update(struct floor_shadow *shadow, const struct frame *frame);
void floor_shadow_draw(const struct floor_shadow *shadow);
/* The part of a picture of this size that it may darken: x, y, width, height. */
void floor_shadow_box(const struct floor_shadow *shadow, const struct frame *frame,
                      const int size[2], int box[4]);

#endif
