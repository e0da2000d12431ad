/* child.h - a process that a test forks.
 *
 * An assertion that fails in it says what failed and ends it. After a bare fork it would
 * jump back into cmocka, go on as a second run of all that follows, and drop the folder
 * that the test and its siblings still use.
 */
#ifndef DEQI_TEST_CHILD_H
#define DEQI_TEST_CHILD_H

#include <stdbool.h>
#include <sys/types.h>

/* As fork. The child ends with _exit. */
pid_t child_fork(void);
/* Waits for all of them; whether each ended with 0. Which did not is said. */
bool child_wait_all(const pid_t *child, int n);

#endif
