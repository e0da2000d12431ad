/* reel_frames.c - a film as numbered PNGs, for whoever cuts films. */
#include "export/png.h"
#include "export/reel_internal.h"

static bool begin(struct reel *r, struct error *error)
{
    (void)r;
    (void)error;
    return true;
}

static bool add(struct reel *r, const uint8_t *rgba, struct error *error)
{
    char path[PATH_MAX + 32];
    reel_frame_path(r->temporary, r->added + 1, path, sizeof path);
    struct png_image image = {.pixels = rgba,
                              .width = r->params.width,
                              .height = r->params.height,
                              .channels = 4,
                              .keep = PNG_OPAQUE};
    return png_write(path, &image, error);
}

static bool finish(struct reel *r, struct error *error)
{
    (void)r;
    (void)error;
    return true;
}

static void end(struct reel *r)
{
    (void)r;
}

const struct reel_format REEL_AS_FRAMES = {begin, add, finish, end};
