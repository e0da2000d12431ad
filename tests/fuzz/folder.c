/* folder.c - where readers of files find their input. */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ftw.h>

#include "readers.h"

static char folder[64];
static char replaced[128]; // the one file of the data folder that is not a link

static void give_up(const char *what)
{
    perror(what);
    abort();
}

static int drop_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)type;
    (void)at;
    return remove(path);
}

static void drop(void)
{
    nftw(folder, drop_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *reader_folder(void)
{
    if (folder[0])
        return folder;
    // in memory where there is such a place: what is tried is small and many
    bool shm = access("/dev/shm", W_OK) == 0;
    snprintf(folder, sizeof folder, "%s/deqi-fuzz-XXXXXX", shm ? "/dev/shm" : "/tmp");
    if (!mkdtemp(folder))
        give_up(folder);
    atexit(drop);
    return folder;
}

static void put(const char *path, const void *data, size_t size)
{
    FILE *to = fopen(path, "wb");
    if (!to || fwrite(data, 1, size, to) != size || fclose(to) != 0)
        give_up(path);
}

const char *reader_put(const char *name, const void *data, size_t size)
{
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", reader_folder(), name);
    put(path, data, size);
    return path;
}

static int link_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st;
    (void)at;
    char to[PATH_MAX];
    snprintf(to, sizeof to, "%s/data%s", folder, path + strlen(DEQI_SOURCE_DIR));
    int rc = type == FTW_D ? mkdir(to, 0700) : symlink(path, to);
    return rc && errno != EEXIST;
}

const char *reader_data(const char *name, const void *data, size_t size)
{
    static char root[128];
    char path[PATH_MAX + 128], shipped[PATH_MAX];
    if (!root[0]) {
        snprintf(root, sizeof root, "%s/data", reader_folder());
        mkdir(root, 0700);
        if (nftw(DEQI_SOURCE_DIR "/assets", link_one, 16, FTW_PHYS) != 0 ||
            nftw(DEQI_SOURCE_DIR "/models", link_one, 16, FTW_PHYS) != 0)
            give_up(root);
    }
    if (replaced[0] && (!name || strcmp(name, replaced) != 0)) {
        snprintf(path, sizeof path, "%s/%s", root, replaced);
        snprintf(shipped, sizeof shipped, "%s/%s", DEQI_SOURCE_DIR, replaced);
        unlink(path);
        if (access(shipped, F_OK) == 0 && symlink(shipped, path) != 0)
            give_up(path);
        replaced[0] = 0;
    }
    if (name) {
        snprintf(path, sizeof path, "%s/%s", root, name);
        if (!replaced[0])
            unlink(path);
        snprintf(replaced, sizeof replaced, "%s", name);
        put(path, data, size);
    }
    return root;
}
