/* rounds.h - the rounds of a fit in which the template keeps to its joints: what lies
 * nearest and looks alike is drawn together, and shape and posture follow.
 */
#ifndef DEQI_FIT_ROUNDS_H
#define DEQI_FIT_ROUNDS_H

#include "fit/pose.h"
#include "fit/scan.h"

enum stage_length { STAGE_COARSE, STAGE_FULL };

/* Vertices of the template that must come to lie at a height, whatever the skin says. */
struct stage_mark {
    uint32_t vertex;
    float y;
};

/* `ways` of the template's vertices, or NULL where those of the scan tell nothing; `mean`
 * is the template as a mesh. Returns how far the sampled skin is off in the end, metres;
 * INFINITY where nothing corresponds. */
struct stage_off {
    float median, mean;
};
struct stage_off rounds_body(struct pose *pose, const struct scan *scan,
                             const float (*ways)[TIPS], const struct mesh *mean,
                             enum stage_length length);
/* More rounds of the same that hold to `n` marks as well. */
void rounds_marked(struct pose *pose, const struct scan *scan, const float (*ways)[TIPS],
                   const struct mesh *mean, const struct stage_mark *mark, int n);
void rounds_head(struct pose *pose, const struct scan *scan, const float (*ways)[TIPS],
                 const struct mesh *mean);
void rounds_feet(struct pose *pose, const struct scan *scan, const float (*ways)[TIPS],
                 const struct mesh *mean);
void rounds_fingers(struct pose *pose, const struct scan *scan, const float (*ways)[TIPS],
                    const struct mesh *mean);

#endif
