/* reel.h - a film as a file: numbered PNGs in a folder, an animated PNG, an animated
 * WebP, or H.264 in MP4.
 *
 *     struct reel *reel = reel_create(&params, &error);
 *     while (there is a frame)
 *         reel_add(reel, pixels, &error);
 *     reel_finish(reel, &error);      the film is there only now
 *     reel_destroy(&reel);
 *
 * What is being written lies beside the film under another name until it is whole; a
 * failure or a reel that is destroyed before its end leaves what was there before. Same
 * frames, same bytes.
 */
#ifndef DEQI_EXPORT_REEL_H
#define DEQI_EXPORT_REEL_H

#include <stdint.h>

#include "base/error.h"

struct reel;

enum reel_kind { REEL_FRAMES, REEL_APNG, REEL_WEBP, REEL_MP4 };
enum reel_loop { REEL_FOREVER, REEL_ONCE };

enum { REEL_FRAMES_MAX = 7200, REEL_FPS_MAX = 60 };

struct reel_params {
    const char *path;
    int width, height;   /* pixels */
    int fps;             /* 1 .. REEL_FPS_MAX */
    int frames;          /* 1 .. REEL_FRAMES_MAX; so many must be added */
    enum reel_loop loop; /* a folder of PNGs has no say in this */
};

/* By the ending: .webp; .mp4; .png or .apng; anything else is a folder. */
enum reel_kind reel_kind_of(const char *path);

/* Whether this build can pack it: MP4 needs OpenH264. */
bool reel_packs(enum reel_kind kind);

/* NULL where the place cannot be written. A folder may be there already if it holds
 * nothing but the frames of an earlier film, which the new ones replace. */
struct reel *reel_create(const struct reel_params *params, struct error *error);
void reel_destroy(struct reel **reel);

/* The next frame: RGBA rows from the top; alpha is ignored. */
bool reel_add(struct reel *reel, const uint8_t *rgba, struct error *error);
bool reel_finish(struct reel *reel, struct error *error);

#endif
