/* reel_internal.h - what each kind of film does. Private to this library. */
#ifndef DEQI_EXPORT_REEL_INTERNAL_H
#define DEQI_EXPORT_REEL_INTERNAL_H

#include <limits.h>
#include <stdio.h>

#include "export/reel.h"

struct reel {
    struct reel_params params;
    char path[PATH_MAX], temporary[PATH_MAX]; /* "" once it is no longer there */
    const struct reel_format *format;
    FILE *file; /* open for the kinds that are one file */
    int added;

    /* apng */
    uint8_t *before; /* the frame before, RGBA */
    uint32_t sequence;
    /* webp */
    struct WebPAnimEncoder *encoder;
    struct reel_mp4 *mp4;
};

/* `begin` is called once `file` or the temporary folder is there; `end` is called in any
 * case and frees what begin made; `finish` completes what is written. */
struct reel_format {
    bool (*begin)(struct reel *reel, struct error *error);
    bool (*add)(struct reel *reel, const uint8_t *rgba, struct error *error);
    bool (*finish)(struct reel *reel, struct error *error);
    void (*end)(struct reel *reel);
};

extern const struct reel_format REEL_AS_FRAMES, REEL_AS_APNG, REEL_AS_WEBP, REEL_AS_MP4;

/* That the film cannot be written, for a cause of errno; returns false. */
bool reel_cannot(const struct reel *reel, int cause, struct error *error);

/* Into the file; names the film's path where it fails. */
bool reel_put(struct reel *reel, const void *data, size_t size, struct error *error);

/* "FOLDER/frame-0001.png" */
void reel_frame_path(const char *folder, int number, char *out, size_t size);
/* Whether the name is that of a frame of ours. */
bool reel_is_frame(const char *name);

#endif
