/* skin.h - the skin, or what lies beneath it, on the graphics card: uploaded when a
 * version changes, drawn lit.
 *
 * A copy of the tint stays here, so that a new one tells which vertices it changes and
 * only what shows them need be drawn.
 */
#ifndef DEQI_RENDER_SKIN_H
#define DEQI_RENDER_SKIN_H

#include "render/clusters.h"
#include "render/coarse.h"
#include "render/gl.h"
#include "scene/frame.h"

/* The mesh in fewer triangles, of the same vertices. */
struct skin_coarse {
    uint32_t (*triangle)[3]; /* owned */
    uint32_t n;
    struct clusters clusters;
    float cell;       /* that it was made with; 0 = never */
    uint32_t version; /* of the mesh */
};

/* SKIN_SOLID: never seen through, whatever the body's alpha; SKIN_VEIL: always. */
enum skin_kind { SKIN_OUTER, SKIN_SOLID, SKIN_VEIL };

struct skin {
    /* [it has holes][there is tint or heat][enum skin_light]; the second row is made
     * when first needed */
    GLuint program[2][2][2];
    enum skin_kind kind;
    GLuint array;
    GLuint position, normal, tint, heat, there;   /* buffers */
    uint32_t n_indices;                           /* of all triangles */
    uint32_t version, tint_version, heat_version; /* of what is uploaded; 0 = nothing */

    uint8_t (*kept)[4]; /* the tint that is uploaded */
    uint8_t *retinted;  /* per vertex: the last upload changed it */
    uint32_t n_kept;
    bool tinted; /* some vertex of it has cover */

    struct clusters clusters;
    struct skin_coarse coarse;
    float (*pixel)[2];    /* per vertex, of skin_find_retinted */
    uint32_t (*taken)[3]; /* the triangles to be drawn ... */
    struct gl_stream index;
    uint32_t n_taken;       /* ... three times as many indices */
    uint32_t taken_version; /* of the mesh that was taken from last */
};

enum skin_change { SKIN_KEPT, SKIN_RETINTED, SKIN_CHANGED };

bool skin_create(struct skin *body, const struct gl *gl, enum skin_kind kind,
                 struct error *error);
void skin_free(struct skin *body);
/* What is uploaded may not be there: the next upload brings all of it. */
void skin_forget(struct skin *body);
/* Makes what it takes to have holes and to end at a plane; false where that fails. */
bool skin_need_opened(struct skin *body, const struct gl *gl, struct error *error);

/* Brings the buffers up to date. SKIN_RETINTED: only the tint of some vertices differs.
 */
enum skin_change skin_upload(struct skin *body, const struct frame_body *from);

/* The rectangle within `box` that shows the vertices retinted last: x, y, width, height.
 * False where none of them can be seen. `layer` is the picture's size in pixels. */
bool skin_find_retinted(struct skin *body, const struct frame *frame, const int layer[2],
                        const int box[4], int rect[4]);

/* Gathers what is to be drawn, in the order of the mesh: all triangles that this view may
 * show, or only those that reach into the rectangle, after skin_find_retinted. `fine` is
 * how small, in metres, what is drawn may be at the least: a mesh finer than that is
 * drawn in fewer triangles; 0 = as it is. */
void skin_take_whole(struct skin *body, const struct frame_body *from,
                     const struct frame_view *view, float fine);
/* All of it, whichever way it faces. */
void skin_take_all(struct skin *body, const struct frame_body *from);
void skin_take_part(struct skin *body, const struct frame_body *from, const int rect[4]);

/* Draws what was taken: colour (premultiplied, alpha = cover) and depth, into the bound
 * framebuffer; a veil over what is there, without depth. SKIN_SWIFT adds the light up at
 * the vertices alone. */
enum skin_light { SKIN_FINE, SKIN_SWIFT };
enum skin_hull { SKIN_CLOSED, SKIN_OPEN };
void skin_draw(const struct skin *body, const struct frame_body *from,
               enum skin_light light, enum skin_hull hull);

#endif
