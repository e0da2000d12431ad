#include "player_mp4.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <wels/codec_api.h>

#include "base/file.h"

struct box {
    const uint8_t *at; /* what is in it */
    size_t size;
};

static uint32_t u32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint32_t u16(const uint8_t *p)
{
    return (uint32_t)p[0] << 8 | p[1];
}

/* the box of that name among those that fill `in`; every box must fill its size */
static struct box find(struct box in, const char *name)
{
    struct box out = {0};
    size_t at = 0;
    while (at < in.size) {
        assert_true(in.size - at >= 8);
        size_t size = u32(in.at + at);
        assert_true(size >= 8 && size <= in.size - at);
        if (memcmp(in.at + at + 4, name, 4) == 0)
            out = (struct box){in.at + at + 8, size - 8};
        at += size;
    }
    assert_non_null(out.at);
    return out;
}

static struct box path_to(struct box in, const char *const *names)
{
    for (; *names; names++)
        in = find(in, *names);
    return in;
}

static void start(uint8_t *out, size_t *n, const uint8_t *unit, size_t size)
{
    static const uint8_t CODE[4] = {0, 0, 0, 1};
    memcpy(out + *n, CODE, 4);
    memcpy(out + *n + 4, unit, size);
    *n += 4 + size;
}

static uint8_t clamp(double x)
{
    return (uint8_t)(x < 0 ? 0 : x > 255 ? 255 : x + 0.5);
}

static uint8_t *to_rgba(uint8_t *const plane[3], const SSysMEMBuffer *b)
{
    uint8_t *rgba = malloc((size_t)b->iWidth * (size_t)b->iHeight * 4), *to = rgba;
    for (int j = 0; j < b->iHeight; j++)
        for (int i = 0; i < b->iWidth; i++, to += 4) {
            double y = 1.164 * (plane[0][j * b->iStride[0] + i] - 16);
            double u = plane[1][j / 2 * b->iStride[1] + i / 2] - 128;
            double v = plane[2][j / 2 * b->iStride[1] + i / 2] - 128;
            to[0] = clamp(y + 1.793 * v);
            to[1] = clamp(y - 0.213 * u - 0.533 * v);
            to[2] = clamp(y + 2.112 * u);
            to[3] = 255;
        }
    return rgba;
}

static ISVCDecoder *open_decoder(void)
{
    ISVCDecoder *decoder = NULL;
    SDecodingParam params = {0};
    params.sVideoProperty.eVideoBsType = VIDEO_BITSTREAM_AVC;
    assert_int_equal(WelsCreateDecoder(&decoder), 0);
    assert_int_equal((*decoder)->Initialize(decoder, &params), 0);
    return decoder;
}

static void show(uint8_t *const plane[3], const SBufferInfo *info, uint32_t ticks,
                 struct played *film, player_see *see, void *user)
{
    const SSysMEMBuffer *picture = &info->UsrData.sSystemBuffer;
    if (info->iBufferStatus != 1)
        return;
    assert_int_equal(picture->iWidth, film->width);
    assert_int_equal(picture->iHeight, film->height);
    film->frames++;
    film->length_ms = (int)(1000u * (uint32_t)film->frames / ticks);
    uint8_t *rgba = to_rgba(plane, picture);
    if (see)
        see(rgba, film->length_ms, film, user);
    free(rgba);
}

struct played player_mp4(const char *path, player_see *see, void *user)
{
    static const char *const TABLES[] = {"moov", "trak", "mdia", "minf", "stbl", NULL};
    static const char *const HEAD[] = {"moov", "trak", "mdia", "mdhd", NULL};
    char *data;
    size_t size, n = 0;
    assert_true(file_read(path, 1 << 24, &data, &size, NULL));
    struct box all = {(uint8_t *)data, size}, tables = path_to(all, TABLES);
    struct box head = path_to(all, HEAD), sizes = find(tables, "stsz");
    struct box coding = find(tables, "stsd");
    // an avc1 entry has 78 bytes before its boxes
    struct box entry = find((struct box){coding.at + 8, coding.size - 8}, "avc1");
    struct box avc = find((struct box){entry.at + 78, entry.size - 78}, "avcC");
    uint32_t at = u32(find(tables, "stco").at + 8), ticks = u32(head.at + 12);
    struct played film = {.width = (int)u16(entry.at + 24),
                          .height = (int)u16(entry.at + 26)};
    uint8_t *stream = malloc(size + 4096);
    size_t sequence = u16(avc.at + 6);
    start(stream, &n, avc.at + 8, sequence);
    start(stream, &n, avc.at + 11 + sequence, u16(avc.at + 9 + sequence));
    ISVCDecoder *decoder = open_decoder();
    assert_true(memcmp(data + 4, "ftyp", 4) == 0);
    assert_int_equal(u32(find(tables, "stts").at + 8), u32(sizes.at + 8));
    for (uint32_t i = 0; i < u32(sizes.at + 8); i++) {
        uint32_t left = u32(sizes.at + 12 + 4 * i);
        while (left) {
            uint32_t unit = u32((uint8_t *)data + at);
            assert_true(unit + 4 <= left && at + unit + 4 <= size);
            start(stream, &n, (uint8_t *)data + at + 4, unit);
            at += unit + 4;
            left -= unit + 4;
        }
        uint8_t *plane[3] = {0};
        SBufferInfo info = {0};
        assert_int_equal(
            (*decoder)->DecodeFrameNoDelay(decoder, stream, (int)n, plane, &info), 0);
        show(plane, &info, ticks, &film, see, user);
        n = 0;
    }
    // the decoder may hold some back, to put them in order
    for (int i = film.frames; i < (int)u32(sizes.at + 8); i++) {
        uint8_t *plane[3] = {0};
        SBufferInfo info = {0};
        (*decoder)->FlushFrame(decoder, plane, &info);
        show(plane, &info, ticks, &film, see, user);
    }
    assert_int_equal(at, size); // nothing follows
    (*decoder)->Uninitialize(decoder);
    WelsDestroyDecoder(decoder);
    free(stream);
    free(data);
    return film;
}
