/* measures.h - measured lines and their ticks: flat strokes of constant width on the
 * screen.
 *
 * They are few and short, so they are laid out in pixels here and sent each time.
 */
#ifndef DEQI_RENDER_MEASURES_H
#define DEQI_RENDER_MEASURES_H

#include "render/gl.h"
#include "scene/frame.h"

struct line_vertex;

struct measures {
    GLuint program, array;
    struct gl_stream stream;
    struct line_vertex *vertex; /* scratch that grows to the most seen */
    uint32_t n, capacity;
};

bool measures_create(struct measures *lines, const struct gl *gl, struct error *error);
void measures_free(struct measures *lines);
void measures_draw(struct measures *lines, const struct frame *frame);

#endif
