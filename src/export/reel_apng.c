/* reel_apng.c - an animated PNG, after the PNG specification's third edition
 * (W3C), 11.3.6: acTL says how many frames, each frame is an fcTL and its data, the first
 * in IDAT, the others in fdAT. Only the rectangle that changed is stored. */
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "base/arena.h"
#include "export/png.h"
#include "export/reel_internal.h"

struct rect {
    int x, y, w, h;
};

static void put32(uint8_t *to, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        to[i] = (uint8_t)(value >> (24 - 8 * i));
}

static uint32_t get32(const uint8_t *from)
{
    return (uint32_t)from[0] << 24 | (uint32_t)from[1] << 16 | (uint32_t)from[2] << 8 |
           from[3];
}

/* a chunk whose data are `head` and then `data` */
static bool put_chunk(struct reel *r, const char type[4], const uint8_t *head,
                      size_t head_size, const uint8_t *data, size_t size,
                      struct error *error)
{
    uint8_t start[8], check[4];
    put32(start, (uint32_t)(head_size + size));
    memcpy(start + 4, type, 4);
    uint32_t crc = libdeflate_crc32(0, start + 4, 4);
    crc = head_size ? libdeflate_crc32(crc, head, head_size) : crc;
    crc = size ? libdeflate_crc32(crc, data, size) : crc;
    put32(check, crc);
    return reel_put(r, start, sizeof start, error) &&
           reel_put(r, head, head_size, error) && reel_put(r, data, size, error) &&
           reel_put(r, check, sizeof check, error);
}

static bool begin(struct reel *r, struct error *error)
{
    static const uint8_t SIGNATURE[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    uint8_t header[13] = {[8] = 8, [9] = 2}, control[8];
    size_t size = (size_t)r->params.width * (size_t)r->params.height * 4;
    r->before = xmalloc(size);
    put32(header, (uint32_t)r->params.width);
    put32(header + 4, (uint32_t)r->params.height);
    put32(control, (uint32_t)r->params.frames);
    put32(control + 4, r->params.loop == REEL_FOREVER ? 0 : 1);
    return reel_put(r, SIGNATURE, sizeof SIGNATURE, error) &&
           put_chunk(r, "IHDR", header, sizeof header, NULL, 0, error) &&
           put_chunk(r, "acTL", control, sizeof control, NULL, 0, error);
}

/* what differs from the frame before; at least one pixel */
static struct rect changed(const struct reel *r, const uint8_t *rgba)
{
    int w = r->params.width, h = r->params.height;
    if (r->added == 0)
        return (struct rect){0, 0, w, h};
    int x0 = w, x1 = -1, y0 = h, y1 = -1;
    for (int y = 0; y < h; y++) {
        const uint8_t *a = r->before + (size_t)y * (size_t)w * 4;
        const uint8_t *b = rgba + (size_t)y * (size_t)w * 4;
        if (memcmp(a, b, (size_t)w * 4) == 0)
            continue;
        int from = 0, to = w - 1;
        while (memcmp(a + 4 * from, b + 4 * from, 4) == 0)
            from++;
        while (memcmp(a + 4 * to, b + 4 * to, 4) == 0)
            to--;
        x0 = from < x0 ? from : x0;
        x1 = to > x1 ? to : x1;
        y0 = y < y0 ? y : y0;
        y1 = y;
    }
    if (x1 < 0)
        return (struct rect){0, 0, 1, 1};
    return (struct rect){x0, y0, x1 - x0 + 1, y1 - y0 + 1};
}

static bool put_control(struct reel *r, struct rect at, struct error *error)
{
    // dispose: none; blend: source
    uint8_t control[26] = {0};
    put32(control, r->sequence++);
    put32(control + 4, (uint32_t)at.w);
    put32(control + 8, (uint32_t)at.h);
    put32(control + 12, (uint32_t)at.x);
    put32(control + 16, (uint32_t)at.y);
    control[21] = 1; // for 1 / fps of a second
    control[23] = (uint8_t)r->params.fps;
    return put_chunk(r, "fcTL", control, sizeof control, NULL, 0, error);
}

/* the rectangle's pixels, packed as a PNG's IDAT are */
static bool put_pixels(struct reel *r, const uint8_t *rgba, struct rect at,
                       struct error *error)
{
    uint8_t *part = xmalloc((size_t)at.w * (size_t)at.h * 4), *png;
    size_t size;
    for (int y = 0; y < at.h; y++)
        memcpy(part + (size_t)y * (size_t)at.w * 4,
               rgba + ((size_t)(at.y + y) * (size_t)r->params.width + (size_t)at.x) * 4,
               (size_t)at.w * 4);
    struct png_image image = {.pixels = part,
                              .width = at.w,
                              .height = at.h,
                              .channels = 4,
                              .keep = PNG_OPAQUE,
                              .effort = PNG_SMALL};
    bool ok = png_encode(&image, &png, &size, error);
    free(part);
    for (size_t i = 8; ok && i + 12 <= size; i += 12 + get32(png + i)) {
        uint8_t number[4];
        if (memcmp(png + i + 4, "IDAT", 4) != 0)
            continue;
        size_t n = get32(png + i);
        if (r->added == 0) {
            ok = put_chunk(r, "IDAT", NULL, 0, png + i + 8, n, error);
        } else {
            put32(number, r->sequence++);
            ok = put_chunk(r, "fdAT", number, sizeof number, png + i + 8, n, error);
        }
    }
    free(png);
    return ok;
}

static bool add(struct reel *r, const uint8_t *rgba, struct error *error)
{
    struct rect at = changed(r, rgba);
    if (!put_control(r, at, error) || !put_pixels(r, rgba, at, error))
        return false;
    memcpy(r->before, rgba, (size_t)r->params.width * (size_t)r->params.height * 4);
    return true;
}

static bool finish(struct reel *r, struct error *error)
{
    return put_chunk(r, "IEND", NULL, 0, NULL, 0, error);
}

static void end(struct reel *r)
{
    free(r->before);
}

const struct reel_format REEL_AS_APNG = {begin, add, finish, end};
