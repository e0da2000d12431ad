#include "scene/cover.h"

#include <math.h>
#include <string.h>

void cover_clear(struct cover *c, int width, int height)
{
    memset(c->row, 0, sizeof c->row);
    c->cell[0] = (float)(width > 0 ? width : 1) / COVER_SIDE;
    c->cell[1] = (float)(height > 0 ? height : 1) / COVER_SIDE;
}

/* the cells from `from` up to, not including, `to`; false where they lie outside */
static bool cells(float cell, float from, float size, int out[2])
{
    float a = floorf(from / cell), b = ceilf((from + size) / cell);
    if (!(b > 0) || !(a < COVER_SIDE) || !(b > a))
        return false;
    out[0] = a > 0 ? (int)a : 0;
    out[1] = b < COVER_SIDE ? (int)b : COVER_SIDE;
    return true;
}

/* the bits of a word that lie in the cells */
static uint64_t bits(const int x[2], int word)
{
    int from = x[0] - word * 64, to = x[1] - word * 64;
    if (to <= 0 || from >= 64)
        return 0;
    uint64_t low = from > 0 ? ~UINT64_C(0) << from : ~UINT64_C(0);
    uint64_t high = to < 64 ? ~(~UINT64_C(0) << to) : ~UINT64_C(0);
    return low & high;
}

void cover_cells(struct cover *c, int x0, int y0, int x1, int y1)
{
    const int x[2] = {x0, x1 + 1};
    for (int w = x0 / 64; w <= x1 / 64; w++) {
        uint64_t taken = bits(x, w);
        for (int r = y0; r <= y1; r++)
            c->row[r][w] |= taken;
    }
}

void cover_box(struct cover *c, const float box[4])
{
    int x[2], y[2];
    if (cells(c->cell[0], box[0], box[2], x) && cells(c->cell[1], box[1], box[3], y))
        cover_cells(c, x[0], y[0], x[1] - 1, y[1] - 1);
}

void cover_line(struct cover *c, const float from[2], const float to[2], float half)
{
    float dx = to[0] - from[0], dy = to[1] - from[1];
    float step = fminf(c->cell[0], c->cell[1]);
    int n = (int)fminf(ceilf(hypotf(dx, dy) / step), 4 * COVER_SIDE);
    for (int i = 0; i <= n; i++) {
        float t = n ? (float)i / (float)n : 0;
        cover_box(c, (float[4]){from[0] + dx * t - half, from[1] + dy * t - half,
                                2 * half, 2 * half});
    }
}

bool cover_is_free(const struct cover *c, const float box[4])
{
    int x[2], y[2];
    if (!cells(c->cell[0], box[0], box[2], x) || !cells(c->cell[1], box[1], box[3], y))
        return true;
    for (int w = x[0] / 64; w <= (x[1] - 1) / 64; w++) {
        uint64_t wanted = bits(x, w);
        for (int r = y[0]; r < y[1]; r++)
            if (c->row[r][w] & wanted)
                return false;
    }
    return true;
}

void cover_unite(struct cover *c, const struct cover *other)
{
    for (int r = 0; r < COVER_SIDE; r++)
        for (int w = 0; w < COVER_WORDS; w++)
            c->row[r][w] |= other->row[r][w];
}

int cover_entries(const struct cover *c, const float from[2], const float to[2])
{
    float x = from[0] / c->cell[0], y = from[1] / c->cell[1];
    float dx = to[0] / c->cell[0] - x, dy = to[1] / c->cell[1] - y;
    int n = (int)fminf(ceilf(fmaxf(fabsf(dx), fabsf(dy))), 2 * COVER_SIDE), entries = 0;
    bool was_free = false;
    for (int i = 0; i <= n; i++) {
        float t = n ? (float)i / (float)n : 0;
        int column = (int)(x + t * dx), row = (int)(y + t * dy);
        bool inside = column >= 0 && column < COVER_SIDE && row >= 0 && row < COVER_SIDE;
        bool taken = inside && (c->row[row][column / 64] >> (column % 64) & 1);
        entries += taken && was_free;
        was_free = !taken;
    }
    return entries;
}

/* what is taken in any of the rows */
static bool join_rows(const struct cover *c, float y, float height,
                      uint64_t taken[COVER_WORDS])
{
    int rows[2];
    memset(taken, 0, COVER_WORDS * sizeof *taken);
    if (!cells(c->cell[1], y, height, rows))
        return false;
    for (int r = rows[0]; r < rows[1]; r++)
        for (int w = 0; w < COVER_WORDS; w++)
            taken[w] |= c->row[r][w];
    return true;
}

static bool is_taken(const uint64_t taken[COVER_WORDS], int x)
{
    return taken[x / 64] >> (x % 64) & 1;
}

bool cover_extent(const struct cover *c, float y, float bottom, float *left, float *right)
{
    uint64_t taken[COVER_WORDS];
    int first = 0, last = COVER_SIDE - 1;
    if (!join_rows(c, y, bottom - y, taken))
        return false;
    while (first < COVER_SIDE && !is_taken(taken, first))
        first++;
    if (first == COVER_SIDE)
        return false;
    while (!is_taken(taken, last))
        last--;
    *left = (float)first * c->cell[0];
    *right = (float)(last + 1) * c->cell[0];
    return true;
}

bool cover_slide(const struct cover *c, float box[4], int way)
{
    uint64_t taken[COVER_WORDS];
    float cell = c->cell[0], x = way > 0 ? box[0] : box[0] + box[2];
    if (!join_rows(c, box[1], box[3], taken))
        return false;
    // `free` counts the cells before `at` that nothing takes; the first may be in part
    int at = (int)floorf(x / cell), free = 0;
    if (way < 0)
        at = (int)ceilf(x / cell) - 1;
    for (; at >= 0 && at < COVER_SIDE; at += way) {
        free = is_taken(taken, at) ? 0 : free + 1;
        if (free == 1 && (way > 0 ? (float)at * cell > x : (float)(at + 1) * cell < x))
            x = (float)(way > 0 ? at : at + 1) * cell;
        float end = (float)(way > 0 ? at + 1 : at) * cell;
        if (free && fabsf(end - x) >= box[2]) {
            box[0] = way > 0 ? x : x - box[2];
            return true;
        }
    }
    return false;
}
