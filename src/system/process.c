#include "system/process.h"

#include <signal.h>
#include <sys/random.h>
#include <unistd.h>

long process_id(void)
{
    return (long)getpid();
}

bool process_is_terminal(FILE *stream)
{
    return isatty(fileno(stream)) != 0;
}

void process_on_stop(void (*heed)(int signal))
{
    struct sigaction action = {.sa_handler = heed};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

void process_bear_limits(void)
{
    signal(SIGXFSZ, SIG_IGN);
}

void process_machine(char *out, size_t size)
{
    out[size - 1] = 0;
    if (gethostname(out, size - 1) != 0)
        out[0] = 0;
}

void process_chance(void *out, size_t size)
{
    char *at = out;
    while (size) {
        ssize_t got = getrandom(at, size, 0);
        size_t n = got > 0 ? (size_t)got : 0;
        at += n;
        size -= n;
    }
}
