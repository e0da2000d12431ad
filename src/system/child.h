/* child.h - a copy of this process that makes one answer and ends. Only from a process
 * whose other threads do not matter to the work. */
#ifndef DEQI_SYSTEM_CHILD_H
#define DEQI_SYSTEM_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct child {
    long id;
    int from; /* what it says */
};

/* `work` runs in the child, says what it has to say by child_say, and returns whether it
 * could. False with errno where no child can be had. */
bool child_begin(struct child *child, bool (*work)(int to, void *user), void *user);
bool child_say(int to, const void *data, size_t size);
/* All of so many bytes, until then in ms of clock_monotonic_ms. */
bool child_hear(const struct child *child, void *data, size_t size, int64_t until_ms);
/* Waits for its end, or brings it about. */
enum child_end { CHILD_WAIT, CHILD_KILL };
void child_end(struct child *child, enum child_end how);

#endif
