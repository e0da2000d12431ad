/* channel_lines.h - the channels of a body as scene draws them: each in its colour,
 * chosen where it carries a lit point or is the one looked at.
 *
 * Beside a plan only the plan's channels are shown, unless all are asked for. Where one
 * channel, or a point on one, is looked at, the others step back.
 *
 * What is built belongs to the object and is valid until the next build, or until the
 * subject has another shape.
 */
#ifndef DEQI_STAGE_CHANNEL_LINES_H
#define DEQI_STAGE_CHANNEL_LINES_H

#include "stage/highlight.h"
#include "stage/subject.h"
#include "ui/theme.h"

struct channel_lines;

struct channel_lines_params {
    const struct subject *subject;
    const struct highlight *highlight; /* as it was last built */
    const char *channel;               /* looked at; NULL = none */
    const char *selected;              /* a point looked at: its code; NULL = none */
    enum side selected_side;           /* SIDE_M: both */
    enum { CHANNEL_LINES_OF_PLAN, CHANNEL_LINES_ALL } others;
    bool
        aside; /* what is looked at is no channel: all that is not looked at steps back */
};

struct channel_lines *channel_lines_create(void);
void channel_lines_destroy(struct channel_lines **lines);

/* Returns the lines, *n of them, in the order of the subject's traces; *version is
 * another number where anything about them differs from the build before. */
const struct scene_course *channel_lines_build(struct channel_lines *lines,
                                               const struct channel_lines_params *params,
                                               uint32_t *n, uint32_t *version);

#endif
