/* case_brush.h - what the hand that marks the body has in it. */
#ifndef DEQI_PANELS_CASE_BRUSH_H
#define DEQI_PANELS_CASE_BRUSH_H

#include "document/glove.h"
#include "rules/case.h"

/* What the next tap on a region, or the next stroke of the brush, means. */
enum brush_tool {
    BRUSH_NONE,
    BRUSH_NUMB,
    BRUSH_PAIN,
    BRUSH_ABNORMAL,
    BRUSH_TENDER,
    BRUSH_LESION, /* of the skin, of the kind in `lesion` */
    BRUSH_ERASE
};

struct case_brush {
    enum case_side side; /* for the form; a stroke knows its own side */
    unsigned kinds;      /* bits of enum case_kind */
    enum brush_tool tool;
    int lesion;                 /* index into word_lesion_kinds */
    double radius;              /* of the next lesion, metres; 0 = not told */
    enum brush_tool last;       /* in the hand before: taken up again with the tools */
    int stroke;                 /* groups what one stroke changes */
    bool spots;                 /* the stroke erases single spots, no regions */
    struct glove_others others; /* what a drag of the slider keeps */
    bool slides;                /* the stroke is a drag of the slider, not yet let go */
};

#endif
