#include "player.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>
#include <webp/demux.h>

#include "base/arena.h"
#include "base/file.h"
#include "export/reel.h"
#include "import/image.h"

struct player {
    struct played film;
    player_see *see;
    void *user;
    /* an APNG: what is shown, the rectangle of the present frame, what was promised */
    uint8_t *canvas;
    int x, y, w, h, fps, wanted;
    uint32_t sequence;
};

static void show(struct player *p, const uint8_t *rgba, int until_ms)
{
    if (p->see)
        p->see(rgba, until_ms, &p->film, p->user);
}

// ---------------------------------------------------------------- APNG

static uint32_t get32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int apng_time(const struct player *p)
{
    return p->film.frames * 1000 / p->fps;
}

/* unpacks a frame's data into its rectangle of the canvas */
static void unpack(struct player *p, const uint8_t *data, size_t size)
{
    size_t stride = (size_t)p->w * 3, raw_size = (stride + 1) * (size_t)p->h, got;
    uint8_t *raw = xmalloc(raw_size);
    struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();
    assert_int_equal(libdeflate_zlib_decompress(d, data, size, raw, raw_size, &got), 0);
    assert_int_equal(got, raw_size);
    libdeflate_free_decompressor(d);
    for (int y = 0; y < p->h; y++) {
        uint8_t *row = raw + (stride + 1) * (size_t)y, *now = row + 1;
        uint8_t *to =
            p->canvas + ((size_t)(p->y + y) * (size_t)p->film.width + (size_t)p->x) * 4;
        const uint8_t *above = y ? row - stride : NULL;
        assert_in_range(row[0], 0, 2);
        for (size_t i = 0; i < stride; i++) {
            uint8_t before = row[0] == 1   ? (i >= 3 ? now[i - 3] : 0)
                             : row[0] == 2 ? (above ? above[i] : 0)
                                           : 0;
            now[i] = (uint8_t)(now[i] + before);
            to[i / 3 * 4 + i % 3] = now[i];
        }
    }
    free(raw);
    show(p, p->canvas, apng_time(p));
}

static void begin_canvas(struct player *p, const uint8_t *header)
{
    p->film.width = (int)get32(header);
    p->film.height = (int)get32(header + 4);
    assert_in_range(p->film.width, 1, 8192);
    assert_in_range(p->film.height, 1, 8192);
    size_t size = (size_t)p->film.width * (size_t)p->film.height * 4;
    p->canvas = xmalloc(size);
    memset(p->canvas, 255, size);
}

static void read_control(struct player *p, const uint8_t *c)
{
    assert_int_equal(get32(c), p->sequence++);
    p->w = (int)get32(c + 4);
    p->h = (int)get32(c + 8);
    p->x = (int)get32(c + 12);
    p->y = (int)get32(c + 16);
    assert_true(p->w > 0 && p->h > 0 && p->x + p->w <= p->film.width &&
                p->y + p->h <= p->film.height);
    assert_int_equal(c[20] << 8 | c[21], 1);
    p->fps = c[22] << 8 | c[23];
    assert_true(p->fps > 0);
    p->film.frames++;
}

static void read_chunk(struct player *p, const char *type, const uint8_t *data, size_t n)
{
    if (strncmp(type, "IHDR", 4) == 0) {
        begin_canvas(p, data);
    } else if (strncmp(type, "acTL", 4) == 0) {
        p->wanted = (int)get32(data);
        p->film.forever = get32(data + 4) == 0;
    } else if (strncmp(type, "fcTL", 4) == 0) {
        read_control(p, data);
    } else if (strncmp(type, "IDAT", 4) == 0) {
        unpack(p, data, n);
    } else if (strncmp(type, "fdAT", 4) == 0) {
        assert_int_equal(get32(data), p->sequence++);
        unpack(p, data + 4, n - 4);
    }
}

static void play_apng(struct player *p, const uint8_t *data, size_t size)
{
    const uint8_t *at = data + 8, *end = data + size;
    assert_true(size > 20);
    assert_memory_equal(data, "\x89PNG\r\n\x1a\n", 8);
    while (at < end) {
        size_t n = get32(at);
        assert_true(at + n + 12 <= end);
        assert_int_equal(get32(at + 8 + n), libdeflate_crc32(0, at + 4, n + 4));
        read_chunk(p, (const char *)at + 4, at + 8, n);
        at += n + 12;
    }
    assert_memory_equal(end - 8, "IEND", 4);
    assert_int_equal(p->film.frames, p->wanted);
    p->film.length_ms = apng_time(p);
    free(p->canvas);
}

// ---------------------------------------------------------------- WebP

static void play_webp(struct player *p, const uint8_t *data, size_t size)
{
    WebPData webp = {data, size};
    WebPAnimDecoder *decoder = WebPAnimDecoderNew(&webp, NULL);
    WebPAnimInfo info;
    uint8_t *frame;
    assert_non_null(decoder);
    assert_true(WebPAnimDecoderGetInfo(decoder, &info));
    p->film.width = (int)info.canvas_width;
    p->film.height = (int)info.canvas_height;
    p->film.forever = info.loop_count == 0;
    while (WebPAnimDecoderHasMoreFrames(decoder)) {
        assert_true(WebPAnimDecoderGetNext(decoder, &frame, &p->film.length_ms));
        p->film.frames++;
        show(p, frame, p->film.length_ms);
    }
    assert_int_equal(p->film.frames, info.frame_count);
    WebPAnimDecoderDelete(decoder);
}

// ---------------------------------------------------------------- a folder of frames

static void play_folder(struct player *p, const char *folder)
{
    int entries = 0;
    char path[600];
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    while (readdir(dir))
        entries++;
    closedir(dir);
    for (int i = 1; i <= entries - 2; i++) {
        struct image image = {0};
        struct error error;
        snprintf(path, sizeof path, "%s/frame-%04d.png", folder, i);
        assert_true(image_load(path, &image, &error));
        assert_true(i == 1 ||
                    (image.width == p->film.width && image.height == p->film.height));
        p->film.width = image.width;
        p->film.height = image.height;
        p->film.frames = i;
        show(p, image.rgba, i);
        image_free(&image);
    }
}

struct played player_play(const char *path, player_see *see, void *user)
{
    struct player p = {.see = see, .user = user};
    struct error error;
    char *data;
    size_t size;
    if (reel_kind_of(path) == REEL_FRAMES) {
        play_folder(&p, path);
        return p.film;
    }
    assert_true(file_read(path, 1 << 28, &data, &size, &error));
    if (reel_kind_of(path) == REEL_APNG)
        play_apng(&p, (const uint8_t *)data, size);
    else
        play_webp(&p, (const uint8_t *)data, size);
    free(data);
    return p.film;
}
