#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "export/mp4_internal.h"

/* bytes that grow; numbers are big-endian, as the format has them */
struct bytes {
    uint8_t *data;
    size_t size, room;
};

struct picture {
    uint32_t size;
    enum mp4_picture kind;
};

enum { UNIT_SEQUENCE = 7, UNIT_PICTURE = 8 };

struct mp4 {
    int width, height, fps;
    struct bytes sequence, parameters; /* the one of each kind that there is */
    struct bytes stream;               /* units, each after its length in four bytes */
    struct picture *picture;
    uint32_t n, room;
    size_t begun; /* of the stream: where the picture at hand begins */
};

// ---------------------------------------------------------------- bytes

static void put(struct bytes *b, const void *data, size_t size)
{
    if (b->size + size > b->room) {
        b->room = 2 * (b->size + size);
        b->data = xrealloc(b->data, b->room);
    }
    if (size)
        memcpy(b->data + b->size, data, size);
    b->size += size;
}

static void put_number(struct bytes *b, uint64_t value, int n)
{
    uint8_t byte[8];
    for (int i = 0; i < n; i++)
        byte[i] = (uint8_t)(value >> (8 * (n - 1 - i)));
    put(b, byte, (size_t)n);
}

static void put_u32(struct bytes *b, uint64_t value)
{
    put_number(b, value, 4);
}

static void put_zeros(struct bytes *b, int n)
{
    for (int i = 0; i < n; i++)
        put_number(b, 0, 1);
}

/* a box begins with its size, which is known at its end, and its name */
static size_t begin(struct bytes *b, const char *name)
{
    size_t at = b->size;
    put_u32(b, 0);
    put(b, name, 4);
    return at;
}

static void end(struct bytes *b, size_t at)
{
    size_t size = b->size - at;
    for (int i = 0; i < 4; i++)
        b->data[at + (size_t)i] = (uint8_t)(size >> (24 - 8 * i));
}

static size_t begin_full(struct bytes *b, const char *name, uint32_t flags)
{
    size_t at = begin(b, name);
    put_u32(b, flags); // version 0
    return at;
}

// ---------------------------------------------------------------- what goes in

struct mp4 *mp4_create(int width, int height, int fps)
{
    struct mp4 *m = xcalloc(1, sizeof *m);
    m->width = width;
    m->height = height;
    m->fps = fps;
    return m;
}

void mp4_destroy(struct mp4 **mp4)
{
    struct mp4 *m = mp4 ? *mp4 : NULL;
    if (!m)
        return;
    free(m->sequence.data);
    free(m->parameters.data);
    free(m->stream.data);
    free(m->picture);
    free(m);
    *mp4 = NULL;
}

static void keep_first(struct bytes *b, const uint8_t *unit, size_t size)
{
    if (!b->size)
        put(b, unit, size);
}

void mp4_add_unit(struct mp4 *m, const uint8_t *unit, size_t size)
{
    int kind = size ? unit[0] & 31 : 0;
    if (kind == UNIT_SEQUENCE) {
        keep_first(&m->sequence, unit, size);
    } else if (kind == UNIT_PICTURE) {
        keep_first(&m->parameters, unit, size);
    } else if (kind) {
        put_u32(&m->stream, size);
        put(&m->stream, unit, size);
    }
}

void mp4_end_picture(struct mp4 *m, enum mp4_picture kind)
{
    if (m->n == m->room) {
        m->room = m->room ? 2 * m->room : 256;
        m->picture = xrealloc(m->picture, m->room * sizeof *m->picture);
    }
    m->picture[m->n++] = (struct picture){(uint32_t)(m->stream.size - m->begun), kind};
    m->begun = m->stream.size;
}

// ---------------------------------------------------------------- the table of contents

/* nothing is turned or moved */
static void put_matrix(struct bytes *b)
{
    static const uint32_t UNIT[9] = {1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30};
    for (int i = 0; i < 9; i++)
        put_u32(b, UNIT[i]);
}

static void put_movie_head(struct bytes *b, const struct mp4 *m)
{
    size_t at = begin_full(b, "mvhd", 0);
    put_zeros(b, 8); // made, changed
    put_u32(b, (uint64_t)m->fps);
    put_u32(b, m->n);
    put_u32(b, 1 << 16); // speed
    put_number(b, 1 << 8, 2);
    put_zeros(b, 10);
    put_matrix(b);
    put_zeros(b, 24);
    put_u32(b, 2); // the next track's number
    end(b, at);
}

static void put_track_head(struct bytes *b, const struct mp4 *m)
{
    size_t at = begin_full(b, "tkhd", 3); // shown, part of the film
    put_zeros(b, 8);
    put_u32(b, 1);
    put_zeros(b, 4);
    put_u32(b, m->n);
    put_zeros(b, 16);
    put_matrix(b);
    put_u32(b, (uint64_t)m->width << 16);
    put_u32(b, (uint64_t)m->height << 16);
    end(b, at);
}

static void put_media_head(struct bytes *b, const struct mp4 *m)
{
    size_t at = begin_full(b, "mdhd", 0);
    put_zeros(b, 8);
    put_u32(b, (uint64_t)m->fps);
    put_u32(b, m->n);
    put_number(b, 0x55C4, 2); // no language
    put_zeros(b, 2);
    end(b, at);
    at = begin_full(b, "hdlr", 0);
    put_zeros(b, 4);
    put(b, "vide", 4);
    put_zeros(b, 12);
    put(b, "video", 6);
    end(b, at);
}

/* how the pictures are packed */
static void put_coding(struct bytes *b, const struct mp4 *m)
{
    size_t list = begin_full(b, "stsd", 0);
    put_u32(b, 1);
    size_t entry = begin(b, "avc1");
    put_zeros(b, 6);
    put_number(b, 1, 2);
    put_zeros(b, 16);
    put_number(b, (uint64_t)m->width, 2);
    put_number(b, (uint64_t)m->height, 2);
    put_u32(b, 72 << 16);
    put_u32(b, 72 << 16);
    put_zeros(b, 4);
    put_number(b, 1, 2); // pictures in a sample
    put_zeros(b, 32);
    put_number(b, 24, 2);
    put_number(b, 0xFFFF, 2);
    size_t at = begin(b, "avcC");
    put_number(b, 1, 1);
    put(b, m->sequence.data + 1, 3); // profile, what it keeps to, level
    put_number(b, 0xFF, 1);          // lengths have four bytes
    put_number(b, 0xE1, 1);          // one sequence
    put_number(b, m->sequence.size, 2);
    put(b, m->sequence.data, m->sequence.size);
    put_number(b, 1, 1);
    put_number(b, m->parameters.size, 2);
    put(b, m->parameters.data, m->parameters.size);
    // above the plain profiles the depth of colour is said again
    if (m->sequence.data[1] >= 100) {
        static const uint8_t EIGHT_BITS[4] = {0xFD, 0xF8, 0xF8, 0};
        put(b, EIGHT_BITS, sizeof EIGHT_BITS);
    }
    end(b, at);
    at = begin(b, "colr");
    put(b, "nclx", 4);
    for (int i = 0; i < 3; i++)
        put_number(b, 1, 2); // BT.709
    put_number(b, 0, 1);     // 16 to 235
    end(b, at);
    end(b, entry);
    end(b, list);
}

static void put_tables(struct bytes *b, const struct mp4 *m, uint64_t stream_at)
{
    uint32_t keys = 0;
    size_t all = begin(b, "stbl"), at;
    put_coding(b, m);
    at = begin_full(b, "stts", 0); // each lasts one tick
    put_u32(b, 1);
    put_u32(b, m->n);
    put_u32(b, 1);
    end(b, at);
    for (uint32_t i = 0; i < m->n; i++)
        keys += m->picture[i].kind == MP4_KEY;
    at = begin_full(b, "stss", 0);
    put_u32(b, keys);
    for (uint32_t i = 0; i < m->n; i++)
        if (m->picture[i].kind == MP4_KEY)
            put_u32(b, i + 1);
    end(b, at);
    at = begin_full(b, "stsc", 0); // all in one chunk
    put_u32(b, 1);
    put_u32(b, 1);
    put_u32(b, m->n);
    put_u32(b, 1);
    end(b, at);
    at = begin_full(b, "stsz", 0);
    put_u32(b, 0);
    put_u32(b, m->n);
    for (uint32_t i = 0; i < m->n; i++)
        put_u32(b, m->picture[i].size);
    end(b, at);
    at = begin_full(b, "stco", 0);
    put_u32(b, 1);
    put_u32(b, stream_at);
    end(b, at);
    end(b, all);
}

static void put_contents(struct bytes *b, const struct mp4 *m, uint64_t stream_at)
{
    size_t movie = begin(b, "moov");
    put_movie_head(b, m);
    size_t track = begin(b, "trak");
    put_track_head(b, m);
    size_t media = begin(b, "mdia");
    put_media_head(b, m);
    size_t info = begin(b, "minf"), at;
    at = begin_full(b, "vmhd", 1);
    put_zeros(b, 8);
    end(b, at);
    at = begin(b, "dinf");
    size_t where = begin_full(b, "dref", 0);
    put_u32(b, 1);
    size_t here = begin_full(b, "url ", 1); // in this file
    end(b, here);
    end(b, where);
    end(b, at);
    put_tables(b, m, stream_at);
    end(b, info);
    end(b, media);
    end(b, track);
    end(b, movie);
}

uint8_t *mp4_file(const struct mp4 *m, size_t *size)
{
    static const char BRANDS[] = "isom\0\0\2\0isomiso2avc1mp41";
    struct bytes head = {0}, contents = {0};
    if (!m->n || m->sequence.size < 4 || !m->parameters.size)
        return NULL;
    size_t at = begin(&head, "ftyp");
    put(&head, BRANDS, sizeof BRANDS - 1);
    end(&head, at);
    put_contents(&contents, m, 0);
    uint64_t stream_at = head.size + contents.size + 8;
    if (stream_at + m->stream.size > UINT32_MAX) {
        free(head.data);
        free(contents.data);
        return NULL;
    }
    contents.size = 0;
    put_contents(&contents, m, stream_at);
    put(&head, contents.data, contents.size);
    at = begin(&head, "mdat");
    put(&head, m->stream.data, m->stream.size);
    end(&head, at);
    free(contents.data);
    *size = head.size;
    return head.data;
}
