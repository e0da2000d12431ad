/* bell.h - what wakes a thread that waits for files: itself one of them (ready.h). */
#ifndef DEQI_SYSTEM_BELL_H
#define DEQI_SYSTEM_BELL_H

#include <stdbool.h>

/* A handle; -1 where none can be had. Ended by disk_close. */
int bell_make(void);
/* It is ready to be read until it is hushed. From any thread. */
void bell_ring(int bell);
/* False where the bell is broken; one that has not rung is well. */
bool bell_hush(int bell);

#endif
