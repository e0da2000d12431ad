/* build_id.h - which program this is. */
#ifndef DEQI_SYSTEM_BUILD_ID_H
#define DEQI_SYSTEM_BUILD_ID_H

#include <stdint.h>

/* The number that the linker made of all that the program consists of: two that differ in
 * a byte have another. 0 where it made none. */
uint64_t build_id(void);

#endif
