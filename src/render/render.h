/* render.h - drawing a frame with OpenGL 3.3 core.
 *
 * Needs a current context, all the time from creation to destruction, on one thread. It
 * draws what a `struct frame` describes and changes nothing in it; text and panels are
 * not its business. It knows no window: the address of each GL function comes from
 * whoever made the context.
 *
 * How a picture comes about:
 *     backdrop   the gradient, kept until its colours or the size change
 *     body       colour and depth in a layer of its own, only inside the body's box on
 *                the screen, kept until the view or the body change; another tint
 *                redraws only what shows it
 *     still      backdrop, floor shadow, the body over both and ribbons without flow,
 *                kept as long as they are
 *     picture    a copy of that, then flowing ribbons, lines, markers and needles, which
 *                ask the body's depth how much of them is hidden, then whatever the
 *                caller paints over it
 *
 * The picture is kept too. Each frame draws anew only the parts of it that differ from
 * the one before: those that render finds and those that the caller asks for, because
 * what it paints there has changed. So a step of painting costs the brush's box, and
 * halos that breathe cost the box around the marks.
 *
 *     render_frame(render, &frame, &target, &parts, &error)
 *     ... paint over each rectangle of `parts`, and nowhere else
 *     render_show(render, &target, &parts)
 *
 * After render_frame the picture's framebuffer is bound with its full viewport, blending
 * on with straight alpha, depth test and culling off: ready for a widget library to draw
 * on.
 */
#ifndef DEQI_RENDER_RENDER_H
#define DEQI_RENDER_RENDER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "scene/frame.h"

struct render;

typedef void (*render_function)(void);
typedef render_function render_getproc(const char *name);

/* NULL where the context has no GL 3.3 (ERROR_NO_GRAPHICS) or a shader in `shader_dir` is
 * missing or broken (ERROR_REFUSED). */
struct render *render_create(render_getproc *getproc, const char *shader_dir,
                             struct error *error);
void render_destroy(struct render **render); /* NULL inside is fine */

enum render_quality {
    RENDER_STILL,   /* smooth edges at once: for a picture that is kept */
    RENDER_MOVING,  /* the view moves: as fast as can be */
    RENDER_SETTLING /* the view rests: one step smoother with each frame, until
                       render_settled */
};

struct render_target {
    unsigned framebuffer; /* GL name; 0 = the window */
    int width, height;    /* pixels; equal to those of frame->view */
    enum render_quality quality;
    float body_scale; /* 0.25 .. 1: resolution of the body's layer; 0 = 1 */
};

/* Parts of the picture: x, y, width, height in pixels from the bottom left. None overlaps
 * another: what is painted over both would be seen twice. Two that lie close are one:
 * drawing a little too much costs less than drawing twice. */
enum { RENDER_PARTS = 6 };
struct render_parts {
    int n, rect[RENDER_PARTS][4];
};
/* Takes one in, cut to a picture of `size`; an empty one is left out. */
void render_parts_add(struct render_parts *parts, const int rect[4], const int size[2]);

/* Draws the frame. `parts`: what the caller asks to be drawn anew, and then what was;
 * NULL: everything. False (ERROR_NO_GRAPHICS) only where the driver cannot give the
 * memory for it, with fewer samples either, or has lost the context. The next frame tries
 * again. */
bool render_frame(struct render *render, const struct frame *frame,
                  const struct render_target *target, struct render_parts *parts,
                  struct error *error);
/* Whether the context is lost, as by a graphics card that was reset: whoever made it
 * makes another, and another render with it. */
bool render_lost(const struct render *render);
/* Where no frame can be drawn: the target in one colour, bound and ready for a widget
 * library as after render_frame. */
void render_bare(struct render *render, const struct render_target *target,
                 const float color[3]);
/* The next frame is drawn whole: the window has lost what it showed. */
void render_forget(struct render *render);
/* Brings the picture into the window; one off the screen lies there already. Only `parts`
 * of it, those of render_frame, where the window is seen to keep the rest from frame to
 * frame, which no standard promises; NULL: all of it. */
void render_show(struct render *render, const struct render_target *target,
                 const struct render_parts *parts);

/* Whether RENDER_SETTLING has nothing left to smooth in the view drawn last. Always true
 * on a graphics card, which smooths while it draws. */
bool render_settled(const struct render *render);

/* A framebuffer of render's own, for pictures off the screen. It is kept and used again
 * while the size stays the same; valid until the next call or the end. */
bool render_offscreen(struct render *render, int width, int height,
                      struct render_target *target, struct error *error);

/* RGBA rows from the top into `pixels` (width * height * 4 bytes); alpha is 255, and
 * that of what stands there, straight, where the last frame had no ground. Binds the
 * target's framebuffer. */
void render_read_pixels(struct render *render, const struct render_target *target,
                        uint8_t *pixels);

/* Keeps a picture, RGBA rows from the top, for a widget library to show: the name of a GL
 * texture, valid until the call after the next of the same holder, or the end. Another
 * picture has another name than the one before. */
enum render_holder {
    RENDER_SECTION,
    RENDER_INSET,
    RENDER_OURS, /* our body beside a model file */
    RENDER_SIDE, /* two of them */
    RENDER_HOLDERS = RENDER_SIDE + 2
};
unsigned render_image(struct render *render, enum render_holder holder,
                      const uint8_t *pixels, int width, int height);

/* Waits for the driver: for measuring. */
void render_finish(struct render *render);

struct render_info {
    const char *driver; /* as the driver names itself; valid while render lives */
    bool software;      /* draws on the processor */
    int samples;        /* of multisampling */
    int passes;         /* that RENDER_STILL draws the body */
    int max_side;       /* of a picture, in pixels */
};
struct render_info render_info(const struct render *render);

#endif
