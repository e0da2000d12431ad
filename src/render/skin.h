/* skin.h - the skin on the graphics card: uploaded when a version changes, drawn lit.
 *
 * A copy of the tint stays here, so that a new one tells which vertices it changes and
 * only what shows them need be drawn.
 */
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

    uint8_t (*kept)[4]; /* the tint that is uploaded */
    uint8_t *retinted;  /* per vertex: the last upload changed it */
    uint32_t n_kept;
    bool tinted; /* some vertex of it has cover */

    float (*pixel)[2];   /* per vertex, of skin_find_retinted */
    uint32_t (*part)[3]; /* the triangles of skin_take_part */
    struct gl_stream part_index;
    uint32_t n_part; /* indices */
};

enum skin_change { SKIN_KEPT, SKIN_RETINTED, SKIN_CHANGED };

bool skin_create(struct skin *body, const struct gl *gl, struct error *error);
void skin_free(struct skin *body);

/* Brings the buffers up to date. SKIN_RETINTED: only the tint of some vertices differs.
 */
enum skin_change skin_upload(struct skin *body, const struct frame_body *from);

/* The rectangle within `box` that shows the vertices retinted last: x, y, width, height.
 * False where none of them can be seen. `layer` is the picture's size in pixels. */
bool skin_find_retinted(struct skin *body, const struct frame *frame, const int layer[2],
                        const int box[4], int rect[4]);
/* Gathers the triangles that reach into the rectangle, in the order of the mesh; after
 * skin_find_retinted. */
void skin_take_part(struct skin *body, const struct frame_body *from, const int rect[4]);

/* Draws colour (premultiplied, alpha = cover) and depth into the bound framebuffer: all
 * triangles, or the part that was taken. */
enum skin_extent { SKIN_WHOLE, SKIN_PART };
void skin_draw(const struct skin *body, const struct frame_body *from,
               enum skin_extent extent);

#endif
