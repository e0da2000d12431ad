/* heap.h - tells the C library how this program uses memory. */
#ifndef DEQI_PLATFORM_HEAP_H
#define DEQI_PLATFORM_HEAP_H

/* Keeps freed memory instead of giving it back to the system: a software GL driver asks
 * for the same tens of megabytes again with every pass, and fresh pages cost a tenth of
 * the time of a picture. Called before a context is made; may be called again. */
void heap_keep(void);

#endif
