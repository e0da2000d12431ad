/* body_layer.h - the body drawn into a layer of its own and kept there.
 *
 * It is drawn anew, only inside its box on the screen, when the view or the body change.
 * Where nothing but the tint of some vertices has changed, only the rectangle that shows
 * them is drawn anew, from the triangles that reach into it; the result is the same,
 * pixel by pixel. What lies beneath a thin skin is drawn into a layer of its
 * own and laid under it; without it nothing of that is done. Without multisampling the
 * layer grows smoother with each pass: it is the mean of up to BODY_LAYER_PASSES slightly
 * shifted pictures.
 */
#ifndef DEQI_RENDER_BODY_LAYER_H
#define DEQI_RENDER_BODY_LAYER_H

#include "render/framebuffers.h"
#include "render/render.h"
#include "render/skin.h"

enum { BODY_LAYER_PASSES = 6 };

/* where the body lies on the screen */
struct body_layer_place {
    int layer[2]; /* the picture's size at the body's resolution */
    int box[4];   /* the part that holds the body: x, y, width, height */
};

/* everything that the layer depends on, besides the uploaded arrays */
struct body_key {
    struct frame_view view;
    float albedo[3], alpha, heat_strength, floor_y;
    bool has_heat, dark;
    uint32_t beneath[4]; /* versions and colours of it and of what is lit; 0 = none */
    uint32_t veil, face; /* versions; 0 = none */
    bool opened;
    float plane[4];
};

struct body_layer {
    struct skin skin, beneath, lit, veil, face;
    bool has_veil, has_face;    /* they were made, when first needed */
    GLuint mean_program, empty; /* vertex array without attributes */
    struct body_key key;
    struct body_layer_place place;
    int wanted;  /* passes of a finished layer */
    int passes;  /* drawn so far, inside rect; 0 = none */
    int rect[4]; /* what is being drawn anew: x, y, width, height within the box */
    bool part;   /* around rect the layer is finished */
    bool swift;  /* lit at the vertices, for a moving view */
};

bool body_layer_create(struct body_layer *layer, const struct gl *gl, int passes,
                       struct error *error);
void body_layer_free(struct body_layer *layer);

/* What the layers held is lost, or the body lies elsewhere. */
void body_layer_forget(struct body_layer *layer);
/* And so may what was sent to the driver be. */
void body_layer_forget_all(struct body_layer *layer);
/* Makes what only some frames take; before the update of one. */
bool body_layer_need(struct body_layer *layer, const struct gl *gl,
                     const struct frame *frame, struct error *error);
/* Brings the layer up to date; `place` says where it lies. Returns whether a pixel may
 * have changed, then inside changed: x, y, width, height within the box. */
bool body_layer_update(struct body_layer *layer, const struct framebuffers *layers,
                       const struct gl *gl, const float shadow_rect[4],
                       const struct frame *frame, const struct body_layer_place *place,
                       enum render_quality quality, int changed[4]);
/* The texture that holds the picture of the body. */
GLuint body_layer_texture(const struct body_layer *layer,
                          const struct framebuffers *layers);

#endif
