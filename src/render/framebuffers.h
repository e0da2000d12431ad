/* framebuffers.h - the framebuffers between the body and the picture.
 *
 * sample    the body drawn once: colour (premultiplied, alpha = cover) and depth
 * inner     what lies beneath the skin, colour alone; made when first asked for
 * mean      the mean of several slightly shifted samples: smooth edges without
 *           multisampling
 * backdrop  the gradient at the picture's size
 * still     all that stands behind the overlays, at the picture's size
 * shown     the whole picture, for a window, whose own buffer forgets it
 *
 * The body's layers hold only its box on the screen, whose corner is their corner. They
 * grow when a box does not fit and are kept while it does. With multisampling, which is
 * for real graphics cards, the body is drawn into buffers of their own and resolved into
 * `sample`.
 */
#ifndef DEQI_RENDER_FRAMEBUFFERS_H
#define DEQI_RENDER_FRAMEBUFFERS_H

#include "render/gl.h"

struct framebuffers {
    int size[2];                         /* of the picture */
    int room[2];                         /* of the body's layers */
    int samples;                         /* 1 = no multisampling */
    GLuint many, many_color, many_depth; /* multisampled; 0 without */
    GLuint sample, sample_color, sample_depth;
    GLuint inner, inner_color; /* shares the sample's depth; 0 = never asked for */
    GLuint mean, mean_color;
    GLuint backdrop, backdrop_color;
    GLuint still, still_color;
    GLuint shown, shown_color; /* 0 = never asked for */
};

/* What is made anew in one call: its content is lost. */
enum { LAYERS_KEPT = 0, LAYERS_BODY_NEW = 1, LAYERS_PICTURE_NEW = 2 };

/* Makes room for a picture of this size with a body box of that many pixels. */
bool framebuffers_prepare(struct framebuffers *layers, const struct gl *gl,
                          const int size[2], const int box[2], int samples,
                          unsigned *made, struct error *error);
/* Makes `shown` where there is none yet; after framebuffers_prepare. */
bool framebuffers_need_shown(struct framebuffers *layers, const struct gl *gl,
                             struct error *error);
/* The same for `inner`. */
bool framebuffers_need_inner(struct framebuffers *layers, const struct gl *gl,
                             struct error *error);
void framebuffers_free(struct framebuffers *layers);

/* The framebuffer to draw the body into; framebuffers_resolve brings what was drawn to
 * `sample`. `rect`, in the body's layers: x, y, width, height. */
GLuint framebuffers_target(const struct framebuffers *layers);
void framebuffers_resolve(const struct framebuffers *layers, const int rect[4]);
/* The same for what lies beneath the skin: its colour comes to `inner`. */
GLuint framebuffers_inner_target(const struct framebuffers *layers);
void framebuffers_resolve_inner(const struct framebuffers *layers, const int rect[4]);
/* mean = sample */
void framebuffers_start_mean(const struct framebuffers *layers, const int rect[4]);

#endif
