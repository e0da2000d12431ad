#include "base/kept.h"

#include <string.h>

#include "base/arena.h"
#include "base/digest.h"

enum { TEXT_MOST = 4096 };

void kept_bytes(struct kept *k, void *value, size_t size)
{
    size_t n = 0;
    if (!k->failed)
        n = k->writing ? fwrite(value, 1, size, k->file) : fread(value, 1, size, k->file);
    if (n == size) {
        k->digest = digest_bytes(k->digest, value, size);
        return;
    }
    k->failed = true;
    if (!k->writing)
        memset(value, 0, size);
}

void kept_text(struct kept *k, const char **text, struct arena *arena)
{
    char kept[TEXT_MOST];
    uint32_t n = 0; // with its end; 0 = none
    if (k->writing && *text) {
        n = (uint32_t)strnlen(*text, TEXT_MOST - 1) + 1;
        memcpy(kept, *text, n - 1);
    }
    kept_bytes(k, &n, sizeof n);
    k->failed |= n > TEXT_MOST;
    if (k->failed || !n) {
        *text = k->writing ? *text : NULL;
        return;
    }
    kept_bytes(k, kept, n);
    kept[n - 1] = 0;
    if (!k->writing)
        *text = arena_strdup(arena, kept);
}

bool kept_check(struct kept *k)
{
    uint64_t sum = k->digest, kept = sum;
    kept_bytes(k, &kept, sizeof kept);
    k->digest = 0;
    return !k->failed && kept == sum;
}
