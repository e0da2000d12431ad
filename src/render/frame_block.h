/* frame_block.h - what all shaders know of a frame: one uniform block, filled once a
 * frame.
 *
 * The layout is std140 and equal to that of `Frame` in shaders/common.glsl, line by line.
 * Colours are sRGB as in the frame; the shaders turn them to light where they need to.
 */
#ifndef DEQI_RENDER_FRAME_BLOCK_H
#define DEQI_RENDER_FRAME_BLOCK_H

#include "render/gl.h"
#include "scene/frame.h"

struct frame_block {
    float view[16];
    float projection[16];
    float eye[4];   /* xyz; w: pixels that a metre covers at depth 1 */
    float image[4]; /* width, height, image pixels per design pixel, 1 = dark theme */
    float depth[4]; /* linear depth = x / (2 d - 1 + y); zw: layer_size */
    float ray[12];  /* towards the eye, in studio axes, from a pixel of the body's layer:
                       ray[0] + x ray[1] + y ray[2]; w unused */
    float studio[12];     /* the light's axes in the world: right, up, back; w unused */
    float inner[4];       /* the gradient; w: its centre x */
    float outer[4];       /* w: its centre y */
    float albedo[4];      /* of the body, linear; w: its alpha */
    float floor[4];       /* y, strength of the shadow, heat strength, unused */
    float shadow_rect[4]; /* x, z of the shadow grid's corner; its width and depth */
    float body_box[4];    /* left, bottom, right, top */
    float phase[4];       /* flow, halo, unused */
    float plane[4];       /* what has xyz . place > w is cut away */
};

void frame_block_fill(struct frame_block *block, const struct frame *frame,
                      const float shadow_rect[4], const int layer_size[2],
                      const int body_box[4]);

/* The same, sent to the shaders; `shift` moves the picture by parts of a pixel of the
 * body's layer. */
void frame_block_send(const struct gl *gl, const struct frame *frame,
                      const float shadow_rect[4], const int layer_size[2],
                      const int body_box[4], const float shift[2]);

/* The axes of the light in the world, as in the block: right, up, back, four floats each.
 */
void frame_block_studio(float studio[12], const float view[16]);

/* The part of the image, in pixels of a layer of this size from its bottom left, that the
 * bounds cover: x, y, width, height. Empty where they are out of sight. */
void frame_block_box(const struct frame_view *view, const float min[3],
                     const float max[3], const int layer_size[2], int box[4]);

#endif
