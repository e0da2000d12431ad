/* detail_file.h - how models/human.detail is laid out.
 *
 * Little-endian, no padding between the parts:
 *
 *     struct detail_header
 *     int8_t   relief[n_vertices]        in steps of `step` metres
 *     n_creases times:
 *       uint16_t places; uint8_t width (0.1 mm), depth (0 .. 255), from_age (years), 0
 *       places times: uint32_t triangle; uint16_t weight of its first and second corner,
 *                     of 65535
 *
 * `checksum` is over all that follows the header, as in shape_file.h.
 */
#ifndef DEQI_GEOM_DETAIL_FILE_H
#define DEQI_GEOM_DETAIL_FILE_H

#include <stdint.h>

struct detail_header {
    char magic[8];
    uint32_t version, n_vertices, n_triangles, n_creases;
    float step;
    uint32_t reserved;
    uint64_t checksum;
};

struct detail_crease_header {
    uint16_t places;
    uint8_t width, depth, from_age, reserved;
};

struct detail_place {
    uint32_t triangle;
    uint16_t weight[2];
};

#define DETAIL_MAGIC "deqi/det"
enum { DETAIL_VERSION = 1, DETAIL_CREASES_MAX = 4096, DETAIL_PLACES_MAX = 4096 };

#endif
