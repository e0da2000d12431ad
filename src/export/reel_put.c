/* reel_put.c - what every kind of film needs to write. */
#include <errno.h>
#include <string.h>

#include "export/reel_internal.h"

bool reel_cannot(const struct reel *r, int cause, struct error *error)
{
    return error_at(error, r->params.path, 0, 0, "cannot be written: %s",
                    strerror(cause));
}

bool reel_put(struct reel *r, const void *data, size_t size, struct error *error)
{
    return !size || fwrite(data, 1, size, r->file) == size ||
           reel_cannot(r, errno, error);
}

void reel_frame_path(const char *folder, int number, char *out, size_t size)
{
    snprintf(out, size, "%s/frame-%04d.png", folder, number);
}
