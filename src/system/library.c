#include "system/library.h"

#include <dlfcn.h>
#include <stddef.h>

void *library_open(const char *file, const char **why)
{
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    *why = library ? NULL : dlerror();
    return library;
}

void *library_find(void *library, const char *name)
{
    // what the process has already comes first, as for a library that is linked
    void *found = dlsym(RTLD_DEFAULT, name);
    return found ? found : dlsym(library, name);
}
