/* body.h - the skin on the graphics card: uploaded when a version changes, drawn lit. */
#ifndef DEQI_RENDER_BODY_H
#define DEQI_RENDER_BODY_H

#include "render/gl.h"
#include "scene/frame.h"

struct body {
    GLuint program, array;
    GLuint position, normal, tint, heat, index; /* buffers */
    uint32_t n_indices;
    uint32_t version, tint_version, heat_version; /* of what is uploaded; 0 = nothing */
};

bool body_create(struct body *body, const struct gl *gl, struct error *error);
void body_free(struct body *body);

/* Brings the buffers up to date; true where something changed. */
bool body_upload(struct body *body, const struct frame_body *from);
/* Draws colour (premultiplied, alpha = cover) and depth into the bound framebuffer. */
void body_draw(const struct body *body, const struct frame_body *from);

#endif
