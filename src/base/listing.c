#include "base/listing.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

bool listing_read(struct listing *out, const char *path)
{
    *out = (struct listing){0};
    DIR *dir = opendir(path);
    int capacity = 0;
    if (!dir)
        return false;
    for (struct dirent *e; (e = readdir(dir));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (out->n == capacity) {
            capacity = capacity ? 2 * capacity : 16;
            out->name = xrealloc(out->name, (size_t)capacity * sizeof *out->name);
        }
        char *name = xmalloc(strlen(e->d_name) + 1);
        out->name[out->n++] = strcpy(name, e->d_name);
    }
    closedir(dir);
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
