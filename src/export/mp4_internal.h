/* mp4_internal.h - one track of H.264 pictures as an MP4 file, its table of contents
 * first, so that it begins to play before all of it is there. No dates: the same pictures
 * are the same bytes. Private to this library.
 */
#ifndef DEQI_EXPORT_MP4_INTERNAL_H
#define DEQI_EXPORT_MP4_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct mp4;

struct mp4 *mp4_create(int width, int height, int fps);
void mp4_destroy(struct mp4 **mp4);

/* A part of the stream without its start code. Parameter sets are kept apart; whatever
 * else it is belongs to the picture that mp4_end_picture ends. */
void mp4_add_unit(struct mp4 *mp4, const uint8_t *unit, size_t size);
/* `key`: it needs no other to be shown. */
enum mp4_picture { MP4_FOLLOWS, MP4_KEY };
void mp4_end_picture(struct mp4 *mp4, enum mp4_picture kind);

/* The whole file, malloc'ed; NULL where there is no picture, no parameter set, or more
 * than the format's four gigabytes. */
uint8_t *mp4_file(const struct mp4 *mp4, size_t *size);

#endif
