/* attract.h - what a waiting room sees while nobody touches the screen: one plain
 * sentence after another, and with each the body turns a little further, then rests.
 *
 * A pure function of the time since it began. */
#ifndef DEQI_MODES_ATTRACT_H
#define DEQI_MODES_ATTRACT_H

#include <stdint.h>

enum {
    ATTRACT_SENTENCE_MS = 18000,
    ATTRACT_PACE_MS = 67 /* between two frames while something moves: 15 a second */
};

enum attract_motion {
    ATTRACT_TURNS,
    ATTRACT_RESTS /* reduced motion: the sentences alone, with no fading */
};

struct attract {
    int sentence;  /* of n */
    float opacity; /* of its words, 0 .. 1 */
    float turn;    /* radians, how far the body has turned from its front, 0 .. 2 pi */
    int next_ms;   /* nothing changes before that */
};

/* `ms` since it began, at least 0; n sentences, at least 1. */
struct attract attract_at(int64_t ms, int n, enum attract_motion motion);

#endif
