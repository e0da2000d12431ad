#include "study/called.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/fold.h"

enum { TEXT_MAX = 400 };

bool called_channel(const struct channel *ch, const char *name)
{
    char folded[TEXT_MAX];
    fold(ch->id, folded, sizeof folded);
    bool same = strcmp(folded, name) == 0;
    for (const char *const *also = ch->also; *also && !same; also++) {
        fold(*also, folded, sizeof folded);
        same = strcmp(folded, name) == 0;
    }
    return same;
}

const struct point *called_point(const struct catalog *c, const char *words)
{
    char name[TEXT_MAX], code[TEXT_MAX];
    size_t n = fold(words, name, sizeof name), digits = 0;
    while (digits < n && isdigit((unsigned char)name[n - 1 - digits]))
        digits++;
    if (!digits || digits > 3 || digits == n)
        return NULL;
    int number = atoi(name + n - digits);
    name[n - digits] = 0;
    if (n - digits > 1 && name[n - digits - 1] == '.')
        name[n - digits - 1] = 0;
    for (int i = 0; i < c->n_channels; i++) {
        if (!called_channel(&c->channel[i], name))
            continue;
        snprintf(code, sizeof code, "%s%d", c->channel[i].id, number);
        return catalog_point(c, code);
    }
    return NULL;
}
