/* lines.h - measured lines and their ticks: flat strokes of constant width on the screen.
 *
 * They are few and short, so they are laid out in pixels here and sent each time.
 */
#ifndef DEQI_RENDER_LINES_H
#define DEQI_RENDER_LINES_H

#include "render/gl.h"
#include "scene/frame.h"

struct line_vertex;

struct lines {
    GLuint program, array;
    struct gl_stream stream;
    struct line_vertex *vertex; /* scratch that grows to the most seen */
    uint32_t n, capacity;
};

bool lines_create(struct lines *lines, const struct gl *gl, struct error *error);
void lines_free(struct lines *lines);
void lines_draw(struct lines *lines, const struct frame *frame);

#endif
