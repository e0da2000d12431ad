/* sandbox.h - a process that gives up what reading a file does not need.
 */
#ifndef DEQI_SYSTEM_SANDBOX_H
#define DEQI_SYSTEM_SANDBOX_H

#include <stddef.h>

/* From here on, for ever: at most `seconds` of processor time and `memory` bytes beyond
 * what is mapped now; no core file; no file is opened for writing, made, renamed, removed
 * or changed; no program or process is started; no socket. What is refused fails with
 * EACCES. Says nothing on stderr any more. Where the kernel lacks seccomp the limits on
 * time, memory and the size of files stay. */
void sandbox_enter(unsigned seconds, size_t memory);

#endif
