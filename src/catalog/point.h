/* point.h - what is known of one acupuncture point, on any body.
 *
 * One file a channel, assets/points/CHANNEL.json. Where the point lies is an expression
 * over landmarks (expr.h), never a coordinate. All strings are UTF-8, owned by the
 * catalogue, and never NULL unless said; texts for people are English, with translations
 * by the id "point.CODE.KEY".
 *
 * A composite is a set of points that is named and chosen as one: EX-UE9 stands for
 * EX-UE9.1 .. EX-UE9.4. Its members stand one after another in the catalogue;
 * `catalog_group` finds them. (EX-B2, too, is such a set, of which a plan chooses members
 * by level: EX-B2.C5.)
 */
#ifndef DEQI_CATALOG_POINT_H
#define DEQI_CATALOG_POINT_H

#include <stdbool.h>

struct expr;

enum needle_angle {
    NEEDLE_PERPENDICULAR, /* straight in; with `toward`: aimed straight there */
    NEEDLE_OBLIQUE,       /* 45 degrees to the skin, the tip going `toward` */
    NEEDLE_TRANSVERSE,    /* 15 degrees to the skin */
    NEEDLE_PRICK          /* straight in, not retained */
};

enum point_position {
    POSITION_ANY,
    POSITION_SUPINE,
    POSITION_PRONE,
    POSITION_SIDE,
    POSITION_SEATED
};

struct point_needle {
    enum needle_angle angle;
    const char *text;          /* in words */
    const struct expr *toward; /* NULL = none; may be a bare direction (EXPR_DIRECTION) */
    double degrees;            /* between needle and skin, 0 < degrees <= 90 */
    double depth_cun[2]; /* least, most; in the cun of depth (catalog.depth); 0, 0 = not
                            needled */
};

/* A published distance from the skin to what must not be reached. */
struct point_limit {
    double mm; /* 0 = none is recorded, which does not mean that any depth is safe */
    const char *structure, *source;
};

/* As deep as the drawn and published needle goes, whatever the cun: straight below the
 * skin, on a person of the usual build; less in a thin one (catalog.depth). A prudent
 * limit, never a safe depth. */
struct point_cap {
    double mm; /* 0 = none */
    const char *structure, *source;
};

/* Which independent checks of its place the point has passed, on how many bodies, and the
 * worst that any of them saw. A check that measures a rule against itself is none. */
struct point_review {
    const char *const *checks; /* ids, NULL-terminated; never NULL, empty = no check */
    int bodies;
    double worst_mm;
};

struct point {
    const char *code;    /* "KI3", "EX-UE9.1" */
    const char *channel; /* "KI", "EX" */
    const char *group;   /* "EX-UE9" for EX-UE9.1; NULL for a point that stands alone */
    const char *pinyin, *hanzi, *english;
    const char *region;        /* short id, e.g. "ankle_medial" */
    const char *location;      /* in words a student can follow with a finger */
    const char *source, *note; /* "" = none */

    const struct expr *place;
    unsigned long skin; /* bit i: skin of catalog.part[i] is accepted */
    int cun_measure;    /* whose cun is told beside the point: the data's "measure", else
                           the first that `place` names, else finger_cun_1 */

    struct point_needle needle;
    struct point_limit limit;
    struct point_cap cap;
    const char *const *categories; /* ids of catalog.category, NULL-terminated */
    struct point_review review;
    const char *const *structures; /* NULL-terminated */
    const char *const *cautions;   /* NULL-terminated */
    enum point_position position;
    bool midline;  /* one place; else one on each side */
    bool who_open; /* the WHO expert group left two locations */
};

/* "supine" ... as in a plan; "perpendicular" ... as in the data. */
const char *point_position_name(enum point_position position);
const char *point_angle_name(enum needle_angle angle);

#endif
