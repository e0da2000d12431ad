/* compare.h - how different two pictures look.
 *
 * Both are blurred a little, so that the last bit of anti-aliasing of another driver does
 * not count, and compared in a space where equal steps look about equal (CIELAB, D65).
 */
#ifndef DEQI_TESTS_GOLDEN_COMPARE_H
#define DEQI_TESTS_GOLDEN_COMPARE_H

#include <stdint.h>

struct difference {
    double mean;  /* of Delta E over all pixels */
    double worst; /* the 99.9th percentile */
};

/* RGBA, `width` x `height`. */
struct difference compare_pictures(const uint8_t *a, const uint8_t *b, int width,
                                   int height);

#endif
