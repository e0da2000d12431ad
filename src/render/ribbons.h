/* ribbons.h - channels: flat ribbons lying on the skin.
 *
 * Made into stretches with round ends when the frame's path changes; the flow only moves
 * a uniform. Edges are drawn of those alone that have them. The vertex shader keeps them
 * from getting thinner than the eye can follow.
 */
#ifndef DEQI_RENDER_RIBBONS_H
#define DEQI_RENDER_RIBBONS_H

#include "render/gl.h"
#include "scene/frame.h"

enum { RIBBONS_BODY_UNIT = 1 };
enum ribbons_kind { RIBBONS_STILL, RIBBONS_FLOWING, RIBBONS_KINDS };

struct ribbons {
    GLuint program, array, vertex, index;
    GLint casing; /* uniform: whether the edges are drawn, or what lies between */
    /* of the indices: all of the kind; those of them that have edges */
    struct ribbons_list {
        uint32_t first, n;
    } list[RIBBONS_KINDS][2];
    uint32_t version; /* of the path and the ribbons that are uploaded; 0 = nothing */
};

bool ribbons_create(struct ribbons *ribbons, const struct gl *gl, struct error *error);
void ribbons_free(struct ribbons *ribbons);
void ribbons_upload(struct ribbons *ribbons, const struct frame *frame);
/* `body_color` is the body's layer: a ribbon is blended with the skin in it, so that it
 * has one strength where it lies over itself. */
void ribbons_draw(const struct ribbons *ribbons, enum ribbons_kind kind,
                  GLuint body_color);

#endif
