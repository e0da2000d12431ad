#include "program.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

enum { WORDS_MAX = 48, PATIENCE_S = 100 };

static char folder[64];

int program_setup(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/deqi-cli-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

int program_teardown(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

const char *program_folder(void)
{
    return folder;
}

static void path_of(const char *name, char *out, size_t size)
{
    snprintf(out, size, "%s/%s", folder, name);
}

void program_put(const char *name, const void *data, size_t size)
{
    char path[256];
    path_of(name, path, sizeof path);
    assert_true(file_write(path, data, size, NULL));
}

/* cuts `words` into `list`, which points into `room` */
static int cut(const char *words, char *room, size_t size, char **list, int most)
{
    int n = 0;
    size_t used = 0;
    while (*words) {
        words += strspn(words, " ");
        size_t length = strcspn(words, " ");
        if (!length)
            break;
        assert_true(n < most - 1);
        list[n++] = room + used;
        for (size_t i = 0; i < length; i++) {
            const char *put = NULL;
            if (words[i] == '%' && i + 1 < length && strchr("SD", words[i + 1]))
                put = words[++i] == 'S' ? DEQI_SOURCE_DIR : folder;
            size_t room_left = size - used;
            int wrote = put ? snprintf(room + used, room_left, "%s", put)
                            : snprintf(room + used, room_left, "%c", words[i]);
            assert_true((size_t)wrote < room_left);
            used += (size_t)wrote;
        }
        if (strcmp(list[n - 1], "''") == 0)
            used = (size_t)(list[n - 1] - room);
        room[used++] = 0;
        words += length;
    }
    list[n] = NULL;
    return n;
}

static void in_child(char **arguments, const char *environment)
{
    char room[2048], *set[WORDS_MAX];
    int n = cut(environment ? environment : "", room, sizeof room, set, WORDS_MAX);
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    setenv("LSAN_OPTIONS",
           "suppressions=" DEQI_SOURCE_DIR "/tests/lsan.supp:print_suppressions=0", 1);
    setenv("XDG_DATA_HOME", folder, 1);
    setenv("XDG_CONFIG_HOME", folder, 1);
    for (int i = 0; i < n; i++)
        putenv(set[i]);
    const char *names[] = {"in", "out", "err"};
    for (int i = 0; i < 3; i++) {
        char path[256];
        path_of(names[i], path, sizeof path);
        int fd = open(path, i ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY, 0600);
        if (fd < 0 || dup2(fd, i) < 0)
            _exit(126);
        if (fd > 2)
            close(fd);
    }
    if (chdir(folder) != 0)
        _exit(126);
    alarm(PATIENCE_S);
    execv(DEQI_PROGRAM, arguments);
    _exit(127);
}

static void slurp(const char *name, char *to, size_t size)
{
    char path[256];
    path_of(name, path, sizeof path);
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    size_t n = fread(to, 1, size - 1, f);
    fclose(f);
    to[n] = 0;
}

void program_run(struct outcome *outcome, const char *words, const char *input,
                 const char *environment)
{
    char room[8192], *arguments[WORDS_MAX];
    program_put("in", input ? input : "", input ? strlen(input) : 0);
    arguments[0] = (char *)"deqi";
    cut(words, room, sizeof room, arguments + 1, WORDS_MAX - 1);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        in_child(arguments, environment);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    outcome->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    slurp("out", outcome->out, sizeof outcome->out);
    slurp("err", outcome->err, sizeof outcome->err);
}

bool program_refused(const struct outcome *outcome, int status, const char *says)
{
    const char *end = strchr(outcome->err, '\n');
    return outcome->status == status && !*outcome->out &&
           strncmp(outcome->err, "deqi: ", 6) == 0 && end && !end[1] &&
           strstr(outcome->err, says);
}
