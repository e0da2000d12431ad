/* labels.h - where the names beside the picture stand.
 *
 * A pure function: anchors in, boxes and leaders out. Labels stand in columns to the left
 * and right of all that is drawn at their height, in an order in which no leader crosses
 * another; a gap between two limbs will do where there is no room outside. They never lie
 * on the body, on a point, on a panel or on one another, and a leader keeps off other
 * points where it can. A point that a panel covers has no label.
 *
 * Where room is short a label first says less, then moves up or down, and then is left
 * out: those of the least weight first.
 *
 * Pixels of the image, origin at the top left.
 */
#ifndef DEQI_SCENE_LABELS_H
#define DEQI_SCENE_LABELS_H

#include <stdbool.h>
#include <stdint.h>

#include "scene/camera.h"
#include "scene/cover.h"
#include "scene/frame.h"

enum { LABELS_MAX = 512 };

/* A round mark on the picture. */
struct label_disc {
    float at[2], radius;
};

/* What the text needs; filled by whoever will draw it. */
struct label_request {
    const char *text;
    const char *brief;      /* says less; NULL = nothing does */
    struct label_disc disc; /* the leader ends on its rim */
    float width, brief_width, height;
    float weight;  /* larger stays when room is short */
    float opacity; /* of the leader */
    enum frame_label_style style;
    float color[4];
};

/* A few letters without a leader, beside a place on a line. */
struct label_note {
    const char *text;
    float at[2], beside[2]; /* the way to stand off, unit; the other side will do */
    float off;              /* pixels from the place to the text */
    float width, height;
    enum frame_label_style style;
    float color[4];
};

struct labels_input {
    const struct label_request *request;
    uint32_t n;
    const struct label_note *note; /* in the order in which they are wanted */
    uint32_t n_notes;
    const struct label_disc *disc; /* of all points, those that have a label included */
    uint32_t n_discs;
    const struct camera_port *port;
    const struct cover *body;
    const struct cover *things; /* that no label lies on besides; may be NULL */
    const float (*over)[4];     /* boxes over the picture that no name lies on */
    uint32_t n_over;
    bool hurried; /* the next picture differs: a rougher layout will do */
};

/* Whether a place lies in the free part of the image, where no panel covers it. */
bool labels_see(const struct camera_port *port, const float at[2]);

/* From a place to the straight way between two others. */
float labels_distance(const float a[2], const float b[2], const float place[2]);

/* Fills `out` (room for n + n_notes) and returns how many stand. Texts are borrowed. */
uint32_t labels_lay_out(const struct labels_input *input, struct frame_label *out);

#endif
