/* markers.h - points: discs, rings and dots on the skin, one instanced quad each. */
#ifndef DEQI_RENDER_MARKERS_H
#define DEQI_RENDER_MARKERS_H

#include "render/gl.h"
#include "scene/frame.h"

struct markers {
    GLuint program, array;
    struct gl_stream stream;
};

bool markers_create(struct markers *markers, const struct gl *gl, struct error *error);
void markers_free(struct markers *markers);
void markers_draw(struct markers *markers, const struct frame *frame);

#endif
