/* case_brush.h - what the hand that marks the body has in it. */
#ifndef DEQI_APP_CASE_BRUSH_H
#define DEQI_APP_CASE_BRUSH_H

#include "rules/case.h"

/* What the next tap on a region, or the next stroke of the brush, means. */
struct case_brush {
    enum case_side side; /* for the form; a stroke knows its own side */
    unsigned kinds;      /* bits of enum case_kind */
};

#endif
