#include "base/late.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

bool late_load(const char *file, const char *const *names, void **slots, int n,
               struct error *error)
{
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return error_set(error, "%s is needed here and cannot be loaded: %s", file,
                         dlerror());
    for (int i = 0; i < n; i++) {
        // what the process has already comes first, as for a library that is linked
        slots[i] = dlsym(RTLD_DEFAULT, names[i]);
        if (!slots[i])
            slots[i] = dlsym(library, names[i]);
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
