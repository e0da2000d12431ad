/* display_inset.h - beside the treated part, which the display shows large, the whole
 * body as a small picture with a frame around that part: so that a person sees where on
 * them it is. */
#ifndef DEQI_MODES_DISPLAY_INSET_H
#define DEQI_MODES_DISPLAY_INSET_H

#include "panels/state.h"

struct display_inset {
    bool shown;
    int width, height; /* pixels of the picture */
    unsigned image;    /* of the picture; 0 = none */
    struct camera camera;
    struct display_inset_key { /* what the picture was drawn for */
        uint32_t body;
        int width, height;
        float scale;
        bool dark, covered, back;
    } key;
};

/* Before a frame: draws the picture anew where it is wanted and has become another.
 * `view` is the side of the body that the needles are on, "front" or "back". */
void display_inset_prepare(struct desk *desk, struct display_inset *inset,
                           const char *view);
/* In a frame, at the lower left, or in an upright window at the upper left; tells the
 * shell what it covers. */
void display_inset_draw(const struct app_eye *eye, struct shell *shell,
                        const struct display_inset *inset, struct gui *gui);

#endif
