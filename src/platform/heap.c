#include "platform/heap.h"

#include <stdlib.h> // defines __GLIBC__ where it is

#ifdef __GLIBC__
#include <malloc.h>
#endif

void heap_keep(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 * 1024 * 1024); // the most that glibc accepts
    mallopt(M_TRIM_THRESHOLD, 512 * 1024 * 1024);
#endif
}
