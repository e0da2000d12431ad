#include "base/listing.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "system/disk.h"

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* room for 16, 32, 64 ... names */
static bool take(const char *name, void *listing)
{
    struct listing *l = listing;
    bool full = l->n == 0 || (l->n >= 16 && (l->n & (l->n - 1)) == 0);
    if (full)
        l->name = xrealloc(l->name, (size_t)(l->n ? 2 * l->n : 16) * sizeof *l->name);
    l->name[l->n++] = strcpy(xmalloc(strlen(name) + 1), name);
    return true;
}

bool listing_read(struct listing *out, const char *path)
{
    *out = (struct listing){0};
    if (!disk_each(path, take, out))
        return false;
    if (out->n)
        qsort(out->name, (size_t)out->n, sizeof *out->name, compare);
    return true;
}

void listing_free(struct listing *listing)
{
    for (int i = 0; i < listing->n; i++)
        free(listing->name[i]);
    free(listing->name);
    *listing = (struct listing){0};
}
