#include "platform/outlet.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/clock.h"

extern char **environ;

enum { ARGUMENTS = 8, PATIENCE_US = 8000000 };

/* each with what must be set for it to be of use; "%" stands for the title */
static const struct program {
    enum outlet outlet;
    const char *needs;
    const char *argument[ARGUMENTS];
} PROGRAMS[] = {
    {OUTLET_CLIPBOARD, "WAYLAND_DISPLAY", {"wl-copy", "--type", "image/png"}},
    {OUTLET_CLIPBOARD,
     "DISPLAY",
     {"xclip", "-selection", "clipboard", "-t", "image/png", "-i"}},
    {OUTLET_PRINTER, NULL, {"lp", "-s", "-t", "%", "--", "-"}},
    {OUTLET_PRINTER, NULL, {"lpr", "-T", "%"}},
};

/* where a program lies on the path */
static bool find(const char *name, char *out, size_t size)
{
    const char *path = getenv("PATH");
    for (const char *at = path ? path : "/usr/bin:/bin"; *at;) {
        size_t n = strcspn(at, ":");
        snprintf(out, size, "%.*s/%s", (int)n, n ? at : ".", name);
        if (n && access(out, X_OK) == 0)
            return true;
        at += n + (at[n] == ':');
    }
    return false;
}

static const struct program *choose(enum outlet outlet, char *path, size_t size)
{
    for (size_t i = 0; i < sizeof PROGRAMS / sizeof *PROGRAMS; i++) {
        const struct program *p = &PROGRAMS[i];
        const char *set = p->needs ? getenv(p->needs) : "yes";
        if (p->outlet == outlet && set && *set && find(p->argument[0], path, size))
            return p;
    }
    return NULL;
}

bool outlet_is_there(enum outlet outlet)
{
    char path[PATH_MAX];
    return choose(outlet, path, sizeof path);
}

/* a file without a name that holds the data and is read from its beginning; -1 = none */
static int hold(const void *data, size_t size)
{
    FILE *file = tmpfile();
    int fd = -1;
    if (!file)
        return -1;
    if (fwrite(data, 1, size, file) == size && fflush(file) == 0 &&
        lseek(fileno(file), 0, SEEK_SET) == 0)
        fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
    fclose(file);
    return fd;
}

static bool start(const char *path, const struct program *p, const char *title, int from,
                  pid_t *child)
{
    char *argument[ARGUMENTS + 1] = {0};
    for (int i = 0; i < ARGUMENTS && p->argument[i]; i++)
        argument[i] = (char *)(strcmp(p->argument[i], "%") == 0 ? title : p->argument[i]);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, from, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    bool ok = posix_spawn(child, path, &files, NULL, argument, environ) == 0;
    posix_spawn_file_actions_destroy(&files);
    return ok;
}

/* whether it went well; one that is still at it after a while is believed */
static bool wait_for(pid_t child)
{
    int64_t until = clock_monotonic_us() + PATIENCE_US;
    int status;
    do {
        pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child)
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        if (ended < 0)
            return false;
        usleep(10000);
    } while (clock_monotonic_us() < until);
    return true;
}

bool outlet_send(enum outlet outlet, const char *title, const void *data, size_t size,
                 struct error *error)
{
    char path[PATH_MAX];
    pid_t child;
    const struct program *p = choose(outlet, path, sizeof path);
    if (!p)
        return error_set(error, "%s",
                         outlet == OUTLET_PRINTER
                             ? "no program that prints was found: lp or lpr is expected"
                             : "no program that copies pictures was found: wl-copy or "
                               "xclip is expected");
    int from = hold(data, size);
    bool ok = from >= 0 && start(path, p, title, from, &child) && wait_for(child);
    if (from >= 0)
        close(from);
    return ok || error_set(error, "%s did not take it", p->argument[0]);
}

bool outlet_prints_letter(void)
{
    static const char *const ASKED[] = {"LC_ALL", "LC_PAPER", "LANG"};
    static const char LETTER[] = "US CA MX PH PR CL CO VE GT SV CR NI PA DO";
    const char *set = NULL;
    for (size_t i = 0; i < sizeof ASKED / sizeof *ASKED && !(set && *set); i++)
        set = getenv(ASKED[i]);
    const char *country = set ? strchr(set, '_') : NULL;
    char name[3] = "";
    if (country)
        snprintf(name, sizeof name, "%.2s", country + 1);
    return strlen(name) == 2 && strstr(LETTER, name);
}
