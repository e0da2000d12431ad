/* body_inset.h - beside a part of the body, which is shown large, the whole of it as a
 * small picture with a frame around that part: so that a person sees where on them it is,
 * and a student where the eye has come to.
 */
#ifndef DEQI_MODES_BODY_INSET_H
#define DEQI_MODES_BODY_INSET_H

#include "panels/desk.h"

struct body_inset {
    bool shown;
    int width, height; /* pixels of the picture */
    unsigned image;    /* of the picture; 0 = none */
    struct camera camera;
    struct body_inset_key { /* what the picture was drawn for */
        uint32_t body;
        int width, height;
        float scale;
        bool dark, covered;
        char view[8];
    } key;
};

/* How high the picture is, of the window's height, and of an upright one's. */
struct body_inset_size {
    float share, upright;
};

/* Before a frame. On the display: where the treated part is a part; `view` is the side of
 * the body that the needles are on. */
void body_inset_prepare(struct desk *desk, struct body_inset *inset, const char *view);
/* In a frame, at the lower left, or in an upright window at the upper left; tells the
 * shell what it covers. */
void body_inset_draw(const struct app_eye *eye, struct shell *shell,
                     const struct body_inset *inset, struct gui *gui);

/* In teach: where less than about half of the body's height is seen; from the side that
 * is nearest to the eye's. It is drawn anew only while the eye rests. */
void body_inset_follow(struct desk *desk, struct body_inset *inset);
/* Right of what the panels cover, at the lower edge; pressed, it shows the whole body. */
void body_inset_button(const struct desk *desk, struct shell *shell,
                       const struct body_inset *inset, struct sink *sink,
                       struct gui *gui);

#endif
