#include "system/helper.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <spawn.h>

extern char **environ;

bool helper_find(const char *name, char *out, size_t size)
{
    const char *folders = getenv("PATH");
    if (!folders)
        folders = "/usr/bin:/bin";
    while (*folders) {
        size_t n = strcspn(folders, ":");
        int made = snprintf(out, size, "%.*s/%s", (int)n, folders, name);
        if (*folders == '/' && made > 0 && (size_t)made < size && access(out, X_OK) == 0)
            return true;
        folders += n + (folders[n] == ':');
    }
    return false;
}

/* nothing is read from the terminal, and nothing said in it */
static bool set_files(posix_spawn_file_actions_t *files, int input)
{
    bool ok = input >= 0 ? posix_spawn_file_actions_adddup2(files, input, 0) == 0
                         : posix_spawn_file_actions_addopen(files, 0, "/dev/null",
                                                            O_RDONLY, 0) == 0;
    for (int fd = 1; fd <= 2; fd++)
        ok = ok &&
             posix_spawn_file_actions_addopen(files, fd, "/dev/null", O_WRONLY, 0) == 0;
    return ok;
}

long helper_start(const char *path, const char *const argument[], int input)
{
    union {
        const char *const *made;
        char *const *asked; // by posix_spawn, which changes nothing of it
    } args = {.made = argument};
    posix_spawn_file_actions_t files;
    pid_t child = 0;
    if (posix_spawn_file_actions_init(&files) != 0)
        return 0;
    bool ok = set_files(&files, input) &&
              posix_spawn(&child, path, &files, NULL, args.asked, environ) == 0;
    posix_spawn_file_actions_destroy(&files);
    return ok ? child : 0;
}

enum helper_state helper_look(long helper)
{
    int status = 0;
    pid_t ended = waitpid((pid_t)helper, &status, WNOHANG);
    if (ended == 0)
        return HELPER_AT_WORK;
    return ended == helper && WIFEXITED(status) && WEXITSTATUS(status) == 0
               ? HELPER_DONE
               : HELPER_FAILED;
}

void helper_end(long helper)
{
    kill((pid_t)helper, SIGKILL);
    waitpid((pid_t)helper, NULL, 0);
}
