/* clock.h - what time it is. Thread-safe. */
#ifndef DEQI_SYSTEM_CLOCK_H
#define DEQI_SYSTEM_CLOCK_H

#include <stdint.h>

/* Milliseconds that never run backwards, from an unnamed start: for movement and waiting.
 */
int64_t clock_monotonic_ms(void);
/* Microseconds of the same clock: for measuring. */
int64_t clock_monotonic_us(void);
/* Milliseconds since 1970 in UTC: for sessions and what is written down. */
int64_t clock_unix_ms(void);
/* Milliseconds since this machine was started, time asleep included: what no one can set.
 */
int64_t clock_boot_ms(void);
/* Microseconds of the processor that this process has had. */
int64_t clock_processor_us(void);
/* Does nothing for so long; a signal ends it. */
void clock_sleep_ms(int ms);
/* Which start of the machine that is; "" where the system does not say. */
void clock_boot_id(char out[40]);

#endif
