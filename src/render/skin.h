/* skin.h - the skin on the graphics card: uploaded when a version changes, drawn lit. */
#ifndef DEQI_RENDER_SKIN_H
#define DEQI_RENDER_SKIN_H

#include "render/gl.h"
#include "scene/frame.h"

struct skin {
    GLuint plain, layered; /* programs: the second where there is tint or heat */
    GLuint array;
    GLuint position, normal, tint, heat, index; /* buffers */
    uint32_t n_indices;
    uint32_t version, tint_version, heat_version; /* of what is uploaded; 0 = nothing */
};

bool skin_create(struct skin *body, const struct gl *gl, struct error *error);
void skin_free(struct skin *body);

/* Brings the buffers up to date; true where something changed. */
bool skin_upload(struct skin *body, const struct frame_body *from);
/* Draws colour (premultiplied, alpha = cover) and depth into the bound framebuffer. */
void skin_draw(const struct skin *body, const struct frame_body *from);

#endif
