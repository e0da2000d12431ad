/* no_graphics.h - what the driver that draws nothing can be made to fail at. */
#ifndef DEQI_TESTS_APP_NO_GRAPHICS_H
#define DEQI_TESTS_APP_NO_GRAPHICS_H

#include <stdbool.h>

struct no_graphics {
    bool card;      /* it says that it is a graphics card: several samples at once */
    bool no_room;   /* for a framebuffer; of several samples only, where `card` */
    bool no_memory; /* each look for an error finds that */
    bool broken;    /* no shader compiles */
    bool reset;     /* the context is lost, until another is made */
    bool gone;      /* none can be made */
    int contexts;   /* made so far */
};
extern struct no_graphics no_graphics;

/* How often a gui was painted (no_painting.cpp). */
#ifdef __cplusplus
extern "C"
#else
extern
#endif
    int no_graphics_painted;

#endif
