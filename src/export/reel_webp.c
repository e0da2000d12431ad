/* reel_webp.c - an animated WebP: the smallest, for a page or a message. */
#include <webp/encode.h>
#include <webp/mux.h>

#include "export/reel_internal.h"

/* where text on calm ground shows no trace of the packing */
static const float QUALITY = 86;

static bool failed(const struct reel *r, const char *why, struct error *error)
{
    return error_at(error, r->path, 0, 0, "the film cannot be packed: %s", why);
}

static bool begin(struct reel *r, struct error *error)
{
    WebPAnimEncoderOptions options;
    if (!WebPAnimEncoderOptionsInit(&options))
        return failed(r, "libwebp is of another version", error);
    options.anim_params.loop_count = r->params.loop == REEL_FOREVER ? 0 : 1;
    r->encoder = WebPAnimEncoderNew(r->params.width, r->params.height, &options);
    return r->encoder || failed(r, "its size", error);
}

static int time_ms(const struct reel *r)
{
    return (int)((r->added * 2000LL + r->params.fps) / (2 * r->params.fps));
}

static bool add(struct reel *r, const uint8_t *rgba, struct error *error)
{
    WebPConfig config;
    WebPPicture picture;
    if (!WebPConfigInit(&config) || !WebPPictureInit(&picture))
        return failed(r, "libwebp is of another version", error);
    config.quality = QUALITY;
    config.method = 3;
    config.use_sharp_yuv = 1; // thin coloured letters stay crisp
    picture.use_argb = 1;
    picture.width = r->params.width;
    picture.height = r->params.height;
    bool ok = WebPPictureImportRGBX(&picture, rgba, r->params.width * 4) &&
              WebPAnimEncoderAdd(r->encoder, &picture, time_ms(r), &config);
    WebPPictureFree(&picture);
    return ok || failed(r, WebPAnimEncoderGetError(r->encoder), error);
}

static bool finish(struct reel *r, struct error *error)
{
    WebPData data;
    WebPDataInit(&data);
    bool ok = WebPAnimEncoderAdd(r->encoder, NULL, time_ms(r), NULL) &&
              WebPAnimEncoderAssemble(r->encoder, &data);
    if (!ok)
        failed(r, WebPAnimEncoderGetError(r->encoder), error);
    ok = ok && reel_put(r, data.bytes, data.size, error);
    WebPDataClear(&data);
    return ok;
}

static void end(struct reel *r)
{
    WebPAnimEncoderDelete(r->encoder);
}

const struct reel_format REEL_AS_WEBP = {begin, add, finish, end};
