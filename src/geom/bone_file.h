/* bone_file.h - how models/human.bones is laid out.
 *
 * Little-endian, no padding between the parts:
 *
 *     struct bone_file_header
 *     JSON, `text` bytes              what bones there are (src/bake/bones/write.py)
 *     float skin[3 * P][45]           what each corner, each stature and a lift of one
 *                                     metre do to the P vertices named "probes"
 *     float mix[45][3 * P]            its inverse: which corners, statures and lift make
 *                                     the skin that is seen
 *     float map[44][M][3][4]          corner or stature, map: what it makes of the
 *                                     neutral body's bone (a stature: what it adds)
 *     uint8_t share[V][m] ...         of bones that hang between several maps, by the
 *                                     order of the bones; 255 = all
 *
 * `checksum` is shape_file_checksum of all that follows the header.
 */
#ifndef DEQI_GEOM_BONE_FILE_H
#define DEQI_GEOM_BONE_FILE_H

#include <stdint.h>

#include "geom/shape_file.h"

struct bone_file_header {
    char magic[8]; /* "deqi/bon" */
    uint32_t version, text;
    uint64_t checksum;
};

#define BONE_FILE_MAGIC "deqi/bon"
enum { BONE_FILE_VERSION = 1, BONE_FILE_MIX = SHAPE_CORNERS + SHAPE_HEIGHTS + 1 };

#endif
