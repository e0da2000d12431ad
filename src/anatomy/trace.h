/* trace.h - the channels as lines on the skin of one body.
 *
 * Between its stops a channel follows the skin in plane sections; the whole stretch is
 * then made as smooth as its stops allow and laid on the skin again. It never crosses a
 * gap, because every step goes from triangle to triangle. Where the course has a jump, or
 * a stop is missing on this body, the line ends and another one begins.
 */
#ifndef DEQI_ANATOMY_TRACE_H
#define DEQI_ANATOMY_TRACE_H

#include "anatomy/body.h"

/* One unbroken line, in the order of flow. */
struct trace_line {
    const struct channel *channel;
    enum side
        side; /* of the channel; LI crosses over at its end and stays the same channel */
    uint32_t n;                 /* vertices, at most 3 mm apart */
    const float (*position)[3]; /* on the skin, metres */
    const float (*normal)[3];   /* unit, of the skin */
    const struct mesh_site *on;
    int n_points;
    const struct site *const *point; /* the sites that it passes, in order */
    const uint32_t *point_at;        /* their vertices */
};

struct trace {
    int count;
    const struct trace_line *line; /* in the order of the catalogue, L before R */
    struct arena *arena;
};

/* Follows the body as it is now. Never fails: what cannot be drawn is not there. */
struct trace *trace_create(const struct body *body);
void trace_destroy(struct trace **trace);

#endif
