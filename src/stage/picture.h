/* picture.h - one image: the scene drawn by render, then labels and panels by ui.
 *
 * Used for the window and for files alike, so that both look the same. Needs a current GL
 * context for its whole life.
 */
#ifndef DEQI_STAGE_PICTURE_H
#define DEQI_STAGE_PICTURE_H

#include "base/error.h"
#include "render/render.h"
#include "scene/scene.h"
#include "text/text.h"
#include "ui/gui.h"

struct picture;

enum picture_kind { PICTURE_WINDOW, PICTURE_OFFSCREEN };

struct picture *picture_create(enum picture_kind kind, render_getproc *getproc,
                               const char *data_dir, struct error *error);
void picture_destroy(struct picture **picture);

/* Whether the GL context is lost: nothing is drawn until it was let go, while the old one
 * is current still, and regained in another. What the gui knows stays; pictures of
 * picture_image are gone. */
bool picture_lost(const struct picture *picture);
void picture_let_go(struct picture *picture);
bool picture_regain(struct picture *picture, render_getproc *getproc,
                    const char *data_dir, struct error *error);

struct gui *picture_gui(struct picture *picture);
struct scene *picture_scene(struct picture *picture);
struct render_info picture_info(const struct picture *picture);

/* Design pixels to image pixels for an image of this size, so that text stays readable on
 * a small one and grows with a large one; times the user's text scale (1 .. 2). */
float picture_scale(int width, int height, float text_scale);

struct picture_frame {
    const struct theme *theme;
    struct scene_input scene; /* port.width, height, scales and colours are filled in */
    int width, height;
    float text_scale;              /* 0 = 1 */
    float mark_scale;              /* of what lies on the body; 0 = 1 */
    const struct gui_input *input; /* NULL off-screen */
    enum render_quality quality;
    /* Says how many chosen points have no name in the picture; NULL = does not. */
    const struct texts *texts;
    /* Draws what stands over the picture, between gui_begin and gui_end, before the scene
     * is laid out: it may still fill `scene`, so that the picture knows in the same frame
     * what is left free of it. May be NULL. */
    void (*panels)(struct gui *gui, struct picture_frame *frame, void *user);
    void *user;
};

/* Draws into the window's framebuffer 0, or off-screen into one of render's own. Where
 * the driver cannot draw the scene (ERROR_NO_GRAPHICS) a window has its panels and words
 * all the same, unless the context is lost. */
bool picture_draw(struct picture *picture, struct picture_frame *frame,
                  struct error *error);
/* The next frame is drawn whole, not only where it differs. */
void picture_forget(struct picture *picture);
/* The same off the screen, whatever kind of picture it is: RGBA rows from the top,
 * malloc'ed. Not between gui_begin and gui_end. */
bool picture_snapshot(struct picture *picture, struct picture_frame *frame,
                      uint8_t **pixels, struct error *error);
/* A scene for picture_apart: its versions are those of no other holder's and not the
 * picture's own. */
struct scene *picture_scene_create(enum render_holder holder);
/* A scene off the screen, without panels and words, between two frames: nothing of the
 * gui's is begun, so that fields and lists stay as they are. `laid` lays it out and tells
 * afterwards what lies where; *frame has the words that belong over it, as long as what
 * the scene points at. RGBA rows from the top, malloc'ed. */
bool picture_apart(struct picture *picture, struct picture_frame *f, struct scene *laid,
                   struct frame *frame, uint8_t **pixels, struct error *error);
/* Whether another RENDER_SETTLING frame would look no better. */
bool picture_settled(const struct picture *picture);
/* Waits until what was drawn is drawn: for measuring. */
void picture_finish(struct picture *picture);
/* A picture for gui_image, as render_image has it; may be asked for within a frame. */
unsigned picture_image(struct picture *picture, enum render_holder holder,
                       const uint8_t *pixels, int width, int height);
/* After an off-screen draw: RGBA rows from the top, width * height * 4 bytes. */
void picture_read(struct picture *picture, uint8_t *pixels);

#endif
