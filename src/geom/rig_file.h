/* rig_file.h - how models/human.rig is laid out.
 *
 * Little-endian, no padding between the parts:
 *
 *     struct rig_header
 *     n_bones times: char name[RIG_NAME]; int32_t parent (-1 = none; else an earlier one)
 *     1 + n_corners + n_heights times: float end[n_bones][2][3]   where each bone begins
 *         and ends, metres, in the cage of models/human.shapes: of the neutral body, of
 *         each corner, and what each stature adds
 *     uint8_t bone[n_cage][4], uint8_t share[n_cage][4]   which bones hold a vertex, and
 *         how much of 255
 *
 * `checksum` is over all that follows the header (shape_file_checksum).
 */
#ifndef DEQI_GEOM_RIG_FILE_H
#define DEQI_GEOM_RIG_FILE_H

#include <stdint.h>

enum { RIG_NAME = 24, RIG_VERSION = 1, RIG_BONES_MAX = 64, RIG_HELD_BY = 4 };

struct rig_header {
    char magic[8]; /* "deqi/rig" */
    uint32_t version, n_cage, n_bones, n_corners, n_heights, zero;
    uint64_t checksum;
};

#define RIG_MAGIC "deqi/rig"

#endif
