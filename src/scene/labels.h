/* labels.h - where the names beside the picture stand.
 *
 * A pure function: anchors in, boxes and leaders out. Labels stand in columns to the left
 * and right of the silhouette, each at the side that is nearer, in order of height; they
 * never overlap one another, never leave the free part of the image, and keep off every
 * anchor and off what covers the image. Where a column is too short for all, those of the
 * least weight are left out.
 *
 * Pixels of the image, origin at the top left.
 */
#ifndef DEQI_SCENE_LABELS_H
#define DEQI_SCENE_LABELS_H

#include <stdbool.h>
#include <stdint.h>

#include "scene/camera.h"
#include "scene/frame.h"

enum { LABELS_MAX = 512, SILHOUETTE_ROWS = 256 };

/* What the text needs; filled by whoever will draw it. */
struct label_request {
    const char *text;
    float anchor[2];
    float radius;        /* of the marker: the leader ends on its rim */
    float width, height; /* of the text */
    float weight;        /* larger stays when room is short */
    float opacity;
    enum frame_label_style style;
    float color[4];
};

/* The body's extent per band of rows: left[i] > right[i] where there is none. */
struct silhouette {
    float left[SILHOUETTE_ROWS], right[SILHOUETTE_ROWS];
    int height; /* of the image */
};

void silhouette_clear(struct silhouette *s, int image_height);
void silhouette_add(struct silhouette *s, float x, float y);
/* Closes the gaps between vertices after the last add. */
void silhouette_close(struct silhouette *s);

/* Fills `out` (room for n) and returns how many labels stand. Texts are borrowed. */
uint32_t labels_lay_out(const struct label_request *request, uint32_t n,
                        const struct camera_port *port, const struct silhouette *body,
                        struct frame_label *out);

#endif
