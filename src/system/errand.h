/* errand.h - a piece of work on a thread of its own that may take for ever, as a look
 * into a folder does whose server no longer answers. Nobody has to wait for its end: one
 * that is left goes on by itself, and what it holds is freed whenever it ends.
 *
 *     struct errand *e = errand_begin(work, end, data);
 *     if (errand_wait(e, 200))
 *         use(data);
 *     errand_leave(&e);
 */
#ifndef DEQI_SYSTEM_ERRAND_H
#define DEQI_SYSTEM_ERRAND_H

#include <stdbool.h>

struct errand;

/* `work` has the data to itself until the errand is done; `end` frees them. NULL where no
 * thread can be had; the data are freed then. */
struct errand *errand_begin(void (*work)(void *data), void (*end)(void *data),
                            void *data);
/* Whether it is done, after so many ms at most. */
bool errand_wait(struct errand *errand, int ms);
/* NULL while it is not done. */
void *errand_data(struct errand *errand);
void errand_leave(struct errand **errand);

#endif
