/* isolate.h - what of a body one wants to see, as a plain value with a text form.
 *
 * A limb, a half, one channel, one system, and a plane that cuts through it: any of them,
 * together. The text is that of the command line, of bookmarks and of lessons: words with
 * commas between them, such as "leg.L,bones,fade" or "cut=sagittal:0.5:flip". What it
 * means on one body is cutaway.h.
 */
#ifndef DEQI_ANATOMY_ISOLATE_H
#define DEQI_ANATOMY_ISOLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "catalog/catalog.h"

enum isolate_part {
    ISOLATE_WHOLE,
    ISOLATE_HEAD, /* with the neck */
    ISOLATE_TRUNK,
    ISOLATE_ARM, /* with its hand */
    ISOLATE_LEG, /* with its foot */
    ISOLATE_HAND,
    ISOLATE_FOOT,
    ISOLATE_HALF, /* all of one side */
    ISOLATE_PARTS
};

enum isolate_system {
    ISOLATE_ALL_SYSTEMS,
    ISOLATE_SKIN,
    ISOLATE_BONES,
    ISOLATE_NERVES,
    ISOLATE_VESSELS,
    ISOLATE_MUSCLES,
    ISOLATE_ORGANS,
    ISOLATE_SYSTEMS
};

/* What becomes of the rest of the body. */
enum isolate_rest {
    ISOLATE_HIDE,
    ISOLATE_FADE,  /* it is seen through */
    ISOLATE_BEFORE /* only what stands before it is; all else stays as it is */
};

enum isolate_plane {
    ISOLATE_NO_PLANE,
    ISOLATE_SAGITTAL,   /* 0 the subject's right .. 1 its left */
    ISOLATE_CORONAL,    /* 0 the back .. 1 the front */
    ISOLATE_TRANSVERSE, /* 0 the feet .. 1 the crown */
    ISOLATE_PLANES
};

enum { ISOLATE_TEXT = 80 };

/* All zero: the whole body. */
struct isolate {
    enum isolate_part part;
    enum side side;  /* of the part, or of the channel; SIDE_M: both */
    char channel[8]; /* its points and its line alone; "" = all */
    enum isolate_system system;
    enum isolate_rest rest;
    enum isolate_plane plane;
    float at;     /* share of the extent of what is there, 0..1: beyond is cut away */
    bool flipped; /* what lies before it is */
};

/* The words of the text, NULL last; by the enumerations. */
extern const char *const ISOLATE_PART_WORDS[ISOLATE_PARTS + 1];
extern const char *const ISOLATE_SYSTEM_WORDS[ISOLATE_SYSTEMS + 1];
extern const char *const ISOLATE_PLANE_WORDS[ISOLATE_PLANES + 1];

/* What is expected, for those who wrote something else. */
#define ISOLATE_EXPECTED                                                                 \
    "head, trunk, arm.L, leg.R, hand, foot, half.L, channel.ST, skin, bones, nerves, "   \
    "vessels, muscles, organs, hide, fade or before, with commas"
#define ISOLATE_PLANE_EXPECTED                                                           \
    "sagittal, coronal or transverse, then :0 to :1 and :flip where wanted"

/* False, and *out as it was, where a word is none, or says again what was said. */
bool isolate_parse(struct isolate *out, const char *text, const struct catalog *catalog);
/* "sagittal", "coronal:0.4", "transverse:0.6:flip"; the rest of *out stays. */
bool isolate_parse_plane(struct isolate *out, const char *text);
/* The text that is read as the same value; "" where nothing is isolated. */
void isolate_write(const struct isolate *isolate, char out[ISOLATE_TEXT]);

/* Whether it is the whole body, as if nothing had been asked for. */
bool isolate_is_whole(const struct isolate *isolate);
bool isolate_equal(const struct isolate *a, const struct isolate *b);
/* Whether that part of the catalogue belongs to it, on this side. */
bool isolate_has_part(const struct isolate *isolate, const struct part *part,
                      enum side side);

#endif
