/* shape_file.h - how models/human.shapes is laid out.
 *
 * Little-endian, no padding between the parts:
 *
 *     struct shape_header
 *     float    base[n_cage][3]      the neutral cage, metres, floor at y = 0
 *     uint16_t quad[n_quads][4]     counter-clockwise from outside
 *     uint16_t order[n_fine]        vertex i of the model is vertex order[i] of the
 * subdivided cage (numbered as subdivision.h says) n_corners + n_heights times: float
 * step metres of one unit int16_t delta[n_cage][3]  body - base = step * delta
 *
 * Corners run over sex (female, male), age (young, old), muscle and weight (min, average,
 * max), the last fastest. Heights run over sex, age and stature (shortest, tallest), and
 * are what the stature adds to the corner of average muscle and weight. `checksum` is
 * over all that follows the header (FNV-1a, 64 bits, by bytes).
 */
#ifndef DEQI_GEOM_SHAPE_FILE_H
#define DEQI_GEOM_SHAPE_FILE_H

#include <stddef.h>
#include <stdint.h>

enum {
    SHAPE_SEXES = 2,
    SHAPE_AGES = 2,
    SHAPE_LEVELS = 3,
    SHAPE_STATURES = 2,
    SHAPE_CORNERS = SHAPE_SEXES * SHAPE_AGES * SHAPE_LEVELS * SHAPE_LEVELS,
    SHAPE_HEIGHTS = SHAPE_SEXES * SHAPE_AGES * SHAPE_STATURES,
    SHAPE_CAGE_MAX = 65535
};

struct shape_header {
    char magic[8]; /* "deqi/shp" */
    uint32_t version;
    uint32_t n_cage, n_quads, n_fine, n_corners, n_heights;
    uint64_t checksum;
};

#define SHAPE_MAGIC "deqi/shp"
enum { SHAPE_VERSION = 1 };

static inline uint32_t shape_file_corner(int sex, int age, int muscle, int weight)
{
    return (uint32_t)(((sex * SHAPE_AGES + age) * SHAPE_LEVELS + muscle) * SHAPE_LEVELS +
                      weight);
}

static inline uint32_t shape_file_height(int sex, int age, int stature)
{
    return (uint32_t)((sex * SHAPE_AGES + age) * SHAPE_STATURES + stature);
}

static inline uint64_t shape_file_checksum(const void *data, size_t size)
{
    const uint8_t *at = data;
    uint64_t sum = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++)
        sum = (sum ^ at[i]) * 0x100000001b3u;
    return sum;
}

#endif
