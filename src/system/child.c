#include "system/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "system/clock.h"
#include "system/disk.h"
#include "system/ready.h"

bool child_begin(struct child *c, bool (*work)(int to, void *user), void *user)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC))
        return false;
    pid_t pid = fork();
    if (pid < 0) {
        int cause = errno;
        close(ends[0]);
        close(ends[1]);
        errno = cause;
        return false;
    }
    if (pid == 0) {
        close(ends[0]);
        _exit(work(ends[1], user) ? 0 : 1);
    }
    close(ends[1]);
    *c = (struct child){.id = pid, .from = ends[0]};
    return true;
}

bool child_say(int to, const void *data, size_t size)
{
    return disk_write(to, data, size);
}

bool child_hear(const struct child *c, void *data, size_t size, int64_t until_ms)
{
    char *at = data;
    while (size) {
        int64_t left = until_ms - clock_monotonic_ms();
        struct ready wait = {.file = c->from, .to = READY_TO_READ};
        int n = left > 0 ? ready_wait(&wait, 1, (int)left) : 0;
        // a signal is no answer: what is not ready would be waited for without an end
        if (n < 0 && errno == EINTR)
            continue;
        ptrdiff_t got = n > 0 ? disk_read(c->from, at, size) : 0;
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

void child_end(struct child *c, enum child_end how)
{
    close(c->from);
    if (how == CHILD_KILL)
        kill((pid_t)c->id, SIGKILL);
    while (waitpid((pid_t)c->id, NULL, 0) < 0 && errno == EINTR)
        continue;
}
