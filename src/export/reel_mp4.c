/* reel_mp4.c - H.264 in MP4: what televisions, slides and telephones play. Packed by
 * OpenH264 where deqi was built with it. Sides are even: an odd row or column is left
 * out. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "export/mp4_internal.h"
#include "export/reel_internal.h"

#ifdef DEQI_HAVE_OPENH264

#include "late/openh264.h"

enum { QUALITY = 22 }; /* the quantiser: thin coloured letters stay crisp */

struct reel_mp4 {
    ISVCEncoder *encoder;
    struct mp4 *file;
    uint8_t *yuv; /* a plane of light, then two of colour, each a quarter of it */
    int width, height;
};

static bool failed(const struct reel *r, const char *why, struct error *error)
{
    return error_at(error, r->path, 0, 0, "the film cannot be packed: %s", why);
}

static void fill_params(const struct reel *r, const struct reel_mp4 *m, SEncParamExt *p)
{
    p->iUsageType = SCREEN_CONTENT_REAL_TIME;
    p->iPicWidth = m->width;
    p->iPicHeight = m->height;
    p->fMaxFrameRate = (float)r->params.fps;
    p->iRCMode = RC_OFF_MODE; // every picture as good as the others
    p->iTargetBitrate = 20000000;
    p->iMaxBitrate = UNSPECIFIED_BIT_RATE;
    p->iTemporalLayerNum = 1;
    p->iSpatialLayerNum = 1;
    p->uiIntraPeriod = (unsigned)(2 * r->params.fps); // a film can be entered every 2 s
    p->iNumRefFrame = 1;
    p->eSpsPpsIdStrategy = CONSTANT_ID;
    p->iEntropyCodingModeFlag = 1;
    p->bEnableFrameSkip = false;
    p->iMultipleThreadIdc = 1; // the same pictures, the same bytes
    p->bEnableDenoise = false;
    p->bEnableBackgroundDetection = false;
    p->bEnableAdaptiveQuant = false;
    p->bEnableSceneChangeDetect = false;
    p->bEnableFrameCroppingFlag = true;
    SSpatialLayerConfig *layer = &p->sSpatialLayers[0];
    layer->iVideoWidth = m->width;
    layer->iVideoHeight = m->height;
    layer->fFrameRate = (float)r->params.fps;
    layer->iSpatialBitrate = p->iTargetBitrate;
    layer->iMaxSpatialBitrate = UNSPECIFIED_BIT_RATE;
    layer->uiProfileIdc = PRO_MAIN;
    layer->iDLayerQp = QUALITY;
    layer->sSliceArgument.uiSliceMode = SM_SINGLE_SLICE;
    layer->bVideoSignalTypePresent = true;
    layer->uiVideoFormat = VF_UNDEF;
    layer->bFullRange = false;
    layer->bColorDescriptionPresent = true;
    layer->uiColorPrimaries = CP_BT709;
    layer->uiTransferCharacteristics = TRC_BT709;
    layer->uiColorMatrix = CM_BT709;
}

static bool begin(struct reel *r, struct error *error)
{
    SEncParamExt params;
    int quiet = WELS_LOG_QUIET;
    struct reel_mp4 *m = xcalloc(1, sizeof *m);
    r->mp4 = m;
    m->width = r->params.width & ~1;
    m->height = r->params.height & ~1;
    m->file = mp4_create(m->width, m->height, r->params.fps);
    m->yuv = xmalloc((size_t)m->width * (size_t)m->height * 3 / 2);
    if (!late_openh264_there(error))
        return false;
    if (WelsCreateSVCEncoder(&m->encoder) != 0 || !m->encoder)
        return failed(r, "OpenH264 does not begin", error);
    (*m->encoder)->SetOption(m->encoder, ENCODER_OPTION_TRACE_LEVEL, &quiet);
    if ((*m->encoder)->GetDefaultParams(m->encoder, &params) != 0)
        return failed(r, "OpenH264 does not begin", error);
    fill_params(r, m, &params);
    return (*m->encoder)->InitializeExt(m->encoder, &params) == 0 ||
           failed(r, "its size is more than H.264 has room for", error);
}

/* BT.709, 16 to 235, in 16ths of 4096 */
static uint8_t light_of(const uint8_t *p)
{
    return (uint8_t)(16 + ((748 * p[0] + 2516 * p[1] + 254 * p[2] + 2048) >> 12));
}

static void to_yuv(const struct reel_mp4 *m, const uint8_t *rgba, int stride)
{
    uint8_t *y = m->yuv, *u = y + m->width * m->height, *v = u + m->width * m->height / 4;
    for (int j = 0; j < m->height; j++)
        for (int i = 0; i < m->width; i++)
            *y++ = light_of(rgba + (size_t)j * (size_t)stride + 4 * (size_t)i);
    for (int j = 0; j < m->height; j += 2)
        for (int i = 0; i < m->width; i += 2) {
            const uint8_t *p = rgba + (size_t)j * (size_t)stride + 4 * (size_t)i;
            int c[3];
            for (int k = 0; k < 3; k++)
                c[k] = p[k] + p[4 + k] + p[stride + k] + p[stride + 4 + k];
            *u++ =
                (uint8_t)(128 + ((-412 * c[0] - 1387 * c[1] + 1799 * c[2] + 8192) >> 14));
            *v++ =
                (uint8_t)(128 + ((1799 * c[0] - 1634 * c[1] - 165 * c[2] + 8192) >> 14));
        }
}

/* the units of a layer, each after its start code */
static void take_layer(struct mp4 *file, const SLayerBSInfo *layer)
{
    const uint8_t *at = layer->pBsBuf;
    for (int i = 0; i < layer->iNalCount; i++) {
        size_t size = (size_t)layer->pNalLengthInByte[i];
        size_t code = size > 3 && at[2] == 0 ? 4 : 3;
        if (size > code)
            mp4_add_unit(file, at + code, size - code);
        at += size;
    }
}

static bool add(struct reel *r, const uint8_t *rgba, struct error *error)
{
    struct reel_mp4 *m = r->mp4;
    SFrameBSInfo out;
    SSourcePicture picture;
    memset(&out, 0, sizeof out);
    memset(&picture, 0, sizeof picture);
    to_yuv(m, rgba, 4 * r->params.width);
    picture.iColorFormat = videoFormatI420;
    picture.iPicWidth = m->width;
    picture.iPicHeight = m->height;
    picture.iStride[0] = m->width;
    picture.iStride[1] = picture.iStride[2] = m->width / 2;
    picture.pData[0] = m->yuv;
    picture.pData[1] = m->yuv + m->width * m->height;
    picture.pData[2] = picture.pData[1] + m->width * m->height / 4;
    picture.uiTimeStamp = r->added * 1000LL / r->params.fps;
    if ((*m->encoder)->EncodeFrame(m->encoder, &picture, &out) != 0 ||
        out.eFrameType == videoFrameTypeInvalid || out.eFrameType == videoFrameTypeSkip)
        return failed(r, "a picture was refused", error);
    for (int i = 0; i < out.iLayerNum; i++)
        take_layer(m->file, &out.sLayerInfo[i]);
    mp4_end_picture(m->file, out.eFrameType == videoFrameTypeIDR ? MP4_KEY : MP4_FOLLOWS);
    return true;
}

static bool finish(struct reel *r, struct error *error)
{
    size_t size;
    uint8_t *file = mp4_file(r->mp4->file, &size);
    bool ok = file ? reel_put(r, file, size, error)
                   : failed(r, "it has no picture, or more than four gigabytes", error);
    free(file);
    return ok;
}

static void end(struct reel *r)
{
    struct reel_mp4 *m = r->mp4;
    if (!m)
        return;
    if (m->encoder) {
        (*m->encoder)->Uninitialize(m->encoder);
        WelsDestroySVCEncoder(m->encoder);
    }
    mp4_destroy(&m->file);
    free(m->yuv);
    free(m);
    r->mp4 = NULL;
}

#else

static bool begin(struct reel *r, struct error *error)
{
    return error_at(error, r->path, 0, 0,
                    "this deqi was built without OpenH264, which packs .mp4; a name that "
                    "ends in .webp or .apng is expected");
}

static bool add(struct reel *r, const uint8_t *rgba, struct error *error)
{
    (void)rgba;
    return begin(r, error);
}

static bool finish(struct reel *r, struct error *error)
{
    return begin(r, error);
}

static void end(struct reel *r)
{
    (void)r;
}

#endif

const struct reel_format REEL_AS_MP4 = {begin, add, finish, end};
