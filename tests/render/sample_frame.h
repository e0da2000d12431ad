/* sample_frame.h - a frame with one of everything, made up over any standing body. */
#ifndef DEQI_TESTS_SAMPLE_FRAME_H
#define DEQI_TESTS_SAMPLE_FRAME_H

#include "geom/mesh.h"
#include "scene/frame.h"

enum { SAMPLE_PATH = 4096, SAMPLE_RIBBONS = 16, SAMPLE_MARKERS = 32, SAMPLE_TICKS = 8 };

struct sample {
    struct frame frame; /* borrows from the rest and from the mesh */
    struct frame_path path[SAMPLE_PATH];
    struct frame_ribbon ribbon[SAMPLE_RIBBONS];
    struct frame_line line[2];
    struct frame_tick tick[SAMPLE_TICKS];
    struct frame_marker marker[SAMPLE_MARKERS];
    struct frame_needle needle[SAMPLE_MARKERS];
    uint8_t *heat, (*tint)[4];
};

void sample_fill(struct sample *sample, const struct mesh *mesh);
void sample_free(struct sample *sample);
enum sample_theme { SAMPLE_LIGHT, SAMPLE_DARK };
void sample_theme(struct sample *sample, enum sample_theme theme);
/* Leaves the bare body. */
void sample_strip(struct frame *frame);

/* A figure of capsules for where there is no model: 1.6 m high, on the floor. */
void sample_mannequin(struct mesh *mesh);

#endif
