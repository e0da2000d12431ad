#include "base/late.h"

#include <stdio.h>
#include <stdlib.h>

#include "system/library.h"

bool late_load(const char *file, const char *const *names, void **slots, int n,
               struct error *error)
{
    const char *why;
    void *library = library_open(file, &why);
    if (!library)
        return error_set(error, "%s is needed here and cannot be loaded: %s", file, why);
    for (int i = 0; i < n; i++) {
        slots[i] = library_find(library, names[i]);
        if (!slots[i])
            return error_set(error, "%s has no %s: it is too old", file, names[i]);
    }
    return true;
}

void late_missing(const struct error *error)
{
    fprintf(stderr, "deqi: %s\n", error->text);
    exit(1);
}
