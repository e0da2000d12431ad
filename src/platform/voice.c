#include "platform/voice.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <spawn.h>

extern char **environ;

enum kind { SPEECH_DISPATCHER, ESPEAK };

static const struct {
    const char *name;
    enum kind kind;
} PROGRAMS[] = {
    {"spd-say", SPEECH_DISPATCHER}, {"espeak-ng", ESPEAK}, {"espeak", ESPEAK}};

struct voice {
    const char *name;
    enum kind kind;
    char path[PATH_MAX];
    pid_t speaking; /* 0 = nothing is being said */
};

/* in the folders of $PATH that are whole paths */
static bool find(const char *name, char path[PATH_MAX])
{
    const char *folders = getenv("PATH");
    while (folders && *folders) {
        size_t n = strcspn(folders, ":");
        int made = snprintf(path, PATH_MAX, "%.*s/%s", (int)n, folders, name);
        if (*folders == '/' && made > 0 && made < PATH_MAX && access(path, X_OK) == 0)
            return true;
        folders += n + (folders[n] == ':');
    }
    return false;
}

struct voice *voice_create(void)
{
    struct voice *v = calloc(1, sizeof *v);
    for (size_t i = 0; v && i < sizeof PROGRAMS / sizeof *PROGRAMS; i++) {
        if (!find(PROGRAMS[i].name, v->path))
            continue;
        v->name = PROGRAMS[i].name;
        v->kind = PROGRAMS[i].kind;
        return v;
    }
    free(v);
    return NULL;
}

void voice_destroy(struct voice **voice)
{
    if (!voice || !*voice)
        return;
    free(*voice);
    *voice = NULL;
}

const char *voice_program(const struct voice *v)
{
    return v->name;
}

static bool is_speaking(struct voice *v)
{
    if (v->speaking && waitpid(v->speaking, NULL, WNOHANG) != 0)
        v->speaking = 0;
    return v->speaking != 0;
}

/* both know "de", "fr"; Chinese is "zh" to the one and "cmn" to the other */
static const char *language(enum kind kind, const char *lang, char out[16])
{
    size_t n = strcspn(lang, "-_.");
    if (strncmp(lang, "zh", 2) == 0)
        return kind == ESPEAK ? "cmn" : "zh";
    snprintf(out, 16, "%.*s", (int)(n < 8 ? n : 8), lang);
    return out;
}

bool voice_say(struct voice *v, const char *lang, double volume, const char *text)
{
    char of[16], loud[16];
    posix_spawn_file_actions_t files;
    if (!v || is_speaking(v))
        return false;
    // espeak: 0 .. 200, of which 100 is usual; spd-say: -100 .. 100
    snprintf(loud, sizeof loud, "%d",
             (int)(v->kind == ESPEAK ? 200 * volume : 200 * volume - 100));
    const char *spd[] = {v->name, "-w", "-l", language(v->kind, lang, of), "-i", loud,
                         "--",    text, NULL};
    const char *espeak[] = {v->name, "-v", language(v->kind, lang, of), "-a", loud, "--",
                            text,    NULL};
    if (posix_spawn_file_actions_init(&files) != 0)
        return false;
    // it has nothing to say in the terminal
    bool ok = true;
    for (int fd = 0; fd < 3; fd++)
        ok = ok && posix_spawn_file_actions_addopen(&files, fd, "/dev/null",
                                                    fd ? O_WRONLY : O_RDONLY, 0) == 0;
    union {
        const char **made;
        char *const *asked; // by posix_spawn, which changes nothing of it
    } args = {.made = v->kind == ESPEAK ? espeak : spd};
    ok = ok && posix_spawn(&v->speaking, v->path, &files, NULL, args.asked, environ) == 0;
    if (!ok)
        v->speaking = 0;
    posix_spawn_file_actions_destroy(&files);
    return ok;
}
