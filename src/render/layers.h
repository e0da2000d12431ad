/* layers.h - the framebuffers between the body and the picture.
 *
 * body      colour (premultiplied, alpha = cover) and depth, `samples` each
 * resolved  the same, one sample, as textures: what the picture is put together from.
 * With one sample the two are the same framebuffer backdrop  the gradient at the
 * picture's size They are made anew when a size or the number of samples changes.
 */
#ifndef DEQI_RENDER_LAYERS_H
#define DEQI_RENDER_LAYERS_H

#include "render/gl.h"

struct layers {
    int size[2]; /* of the picture */
    int body[2]; /* of the body's layer */
    int samples; /* 1 = no multisampling */
    GLuint body_framebuffer, body_color,
        body_depth;                   /* renderbuffers; 0 with one sample */
    GLuint framebuffer, color, depth; /* resolved; textures */
    GLuint backdrop_framebuffer, backdrop;
};

/* `*changed` tells whether what was in them is lost. */
bool layers_prepare(struct layers *layers, const struct gl *gl, const int size[2],
                    const int body[2], int samples, bool *changed, struct error *error);
/* Brings the box (x, y, width, height) of the body to the resolved textures. */
void layers_resolve(const struct layers *layers, const int box[4]);
void layers_free(struct layers *layers);

/* The framebuffer to draw the body into. */
GLuint layers_target(const struct layers *layers);

#endif
