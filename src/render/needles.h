/* needles.h - needles as fine steel: one instanced, lit quad a part (tip, shaft, handle).
 */
#ifndef DEQI_RENDER_NEEDLES_H
#define DEQI_RENDER_NEEDLES_H

#include "render/gl.h"
#include "scene/frame.h"

struct needle_part;

struct needles {
    GLuint program, array;
    struct gl_stream stream;
    struct needle_part *part; /* scratch that grows to the most needles seen */
    uint32_t capacity;
};

bool needles_create(struct needles *needles, const struct gl *gl, struct error *error);
void needles_free(struct needles *needles);
void needles_draw(struct needles *needles, const struct frame *frame);

#endif
