#include "child.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

pid_t child_fork(void)
{
    // cmocka takes these for itself, and jumps
    static const int TAKEN[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGSYS};
    pid_t pid = fork();
    assert_int_not_equal(pid, -1);
    if (pid)
        return pid;
    for (size_t i = 0; i < sizeof TAKEN / sizeof *TAKEN; i++)
        signal(TAKEN[i], SIG_DFL);
    setenv("CMOCKA_TEST_ABORT", "1", 1);
    return 0;
}

bool child_wait_all(const pid_t *child, int n)
{
    bool ok = true;
    for (int i = 0; i < n; i++) {
        int status = 0;
        if (waitpid(child[i], &status, 0) != child[i] || status) {
            print_message("child %d of %d ended with 0x%x\n", i + 1, n, status);
            ok = false;
        }
    }
    return ok;
}
