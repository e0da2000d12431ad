/* listing.h - what lies in a folder. */
#ifndef DEQI_BASE_LISTING_H
#define DEQI_BASE_LISTING_H

#include <stdbool.h>

struct listing {
    int n;
    char **name; /* in the order of their bytes; neither "." nor ".." */
};

/* False, with an empty listing, where it cannot be read. */
bool listing_read(struct listing *out, const char *path);
void listing_free(struct listing *listing); /* an empty one is fine */

#endif
