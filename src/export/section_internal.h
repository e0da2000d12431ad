/* section_internal.h - what the parts of a section's drawing share. Private to this
 * library. */
#ifndef DEQI_EXPORT_SECTION_INTERNAL_H
#define DEQI_EXPORT_SECTION_INTERNAL_H

#include "export/canvas_internal.h"
#include "export/section.h"

/* A picture being drawn: where the plane lies on it. */
struct section_view {
    const struct section *section;
    struct canvas canvas;
    double left, top, right, bottom; /* the room for shape and names, pixels */
    double scale;                    /* pixels a metre */
    double x, y;                     /* of the point on the skin */
    double font;                     /* of names, pixels */
    double names;                    /* how wide their columns are, pixels */
    float min[2], max[2];            /* what of the plane is shown, metres */
    bool part;                       /* that is not all of the skin */
};

void section_at(const struct section_view *view, const float at[2], double *x, double *y);
const char *section_text(const struct section_view *view, const char *id,
                         const char *english);
/* A structure's name in the language of the texts. */
const char *section_name(const struct section_view *view,
                         const struct structure_name *name);

void section_shapes(struct section_view *view); /* section_shapes.c */
void section_needle(struct section_view *view); /* section_needle.c */
void section_names(struct section_view *view);  /* section_names.c */
/* How wide a column the names need, at most a fifth of the room: pixels. */
double section_names_width(struct section_view *view);
/* How wide what its sides are called is, both together: pixels. */
double section_sides_width(struct section_view *view);
/* What lies there, in words, between x and the right edge. section_panel.c */
void section_panel(struct section_view *view, double x, double width);

/* The structure that the outline belongs to, as drawn: 0xRRGGBB. */
struct section_paint {
    uint32_t fill, line;
    double alpha;
    int order; /* what is drawn later lies on top */
};
struct section_paint section_paint_of(const struct cut_outline *outline);

#endif
