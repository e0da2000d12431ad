#include "base/digest.h"

#include <stdio.h>
#include <string.h>

enum { LANES = 4 };

/* the odd factor is that of splitmix64 (S. Vigna 2015) */
static uint64_t mix(uint64_t so_far, uint64_t word)
{
    so_far = (so_far ^ word) * 0xBF58476D1CE4E5B9u;
    return so_far ^ so_far >> 29;
}

/* In rows of four words, each in a lane of its own: one need not wait for the other. */
uint64_t digest_bytes(uint64_t so_far, const void *data, size_t size)
{
    const unsigned char *at = data;
    uint64_t row[LANES], lane[LANES] = {1, 2, 3, 4};
    so_far = mix(so_far, (uint64_t)size);
    if (size >= sizeof row) {
        for (; size >= sizeof row; at += sizeof row, size -= sizeof row) {
            memcpy(row, at, sizeof row);
            for (int k = 0; k < LANES; k++)
                lane[k] = mix(lane[k], row[k]);
        }
        for (int k = 0; k < LANES; k++)
            so_far = mix(so_far, lane[k]);
    }
    memset(row, 0, sizeof row);
    memcpy(row, at, size);
    for (size_t k = 0; k * sizeof *row < size; k++)
        so_far = mix(so_far, row[k]);
    return so_far;
}

bool digest_file(uint64_t *so_far, const char *path)
{
    enum { PIECE = 1 << 16 };
    char piece[PIECE];
    FILE *file = fopen(path, "rbe");
    if (!file)
        return false;
    setvbuf(file, NULL, _IONBF, 0);
    for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
        *so_far = digest_bytes(*so_far, piece, n);
    bool whole = !ferror(file);
    fclose(file);
    return whole;
}
