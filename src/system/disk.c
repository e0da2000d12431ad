#include "system/disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <ftw.h>

bool disk_look(const char *path, struct disk_facts *out)
{
    struct stat s;
    *out = (struct disk_facts){0};
    if (stat(path, &s) != 0)
        return false;
    *out = (struct disk_facts){.kind = S_ISREG(s.st_mode)   ? DISK_FILE
                                       : S_ISDIR(s.st_mode) ? DISK_FOLDER
                                                            : DISK_OTHER,
                               .size = s.st_size,
                               .mode = s.st_mode & 07777,
                               .device = (uint64_t)s.st_dev,
                               .inode = (uint64_t)s.st_ino};
    return true;
}

enum disk_kind disk_kind(const char *path)
{
    struct disk_facts facts;
    return disk_look(path, &facts) ? facts.kind : DISK_NOTHING;
}

bool disk_is_taken(const char *path)
{
    struct stat s;
    return lstat(path, &s) == 0;
}

bool disk_is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

bool disk_may_write(const char *path)
{
    return access(path, W_OK) == 0;
}

bool disk_whole_path(const char *path, char *out)
{
    return realpath(path, out) != NULL;
}

bool disk_own_program(char *out, size_t size)
{
    ssize_t n = readlink("/proc/self/exe", out, size - 1);
    out[n > 0 ? n : 0] = 0;
    return n > 0;
}

// ---------------------------------------------------------------------- handles

int disk_open(const char *path, enum disk_open how)
{
    static const int FLAGS[] = {[DISK_READ] = O_RDONLY,
                                [DISK_WRITE] = O_WRONLY,
                                [DISK_NEW] = O_RDWR | O_CREAT | O_EXCL,
                                [DISK_LOCK] = O_RDWR | O_CREAT};
    return open(path, FLAGS[how] | O_CLOEXEC, 0600);
}

int disk_open_folder(const char *path)
{
    return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

int disk_open_temporary(char *name)
{
    return mkostemp(name, O_CLOEXEC);
}

FILE *disk_stream(int file, const char *mode)
{
    return fdopen(file, mode);
}

void disk_close(int file)
{
    close(file);
}

bool disk_close_written(int file)
{
    return close(file) == 0;
}

ptrdiff_t disk_read(int file, void *data, size_t size)
{
    ssize_t n;
    do
        n = read(file, data, size);
    while (n < 0 && errno == EINTR);
    return n;
}

bool disk_write(int file, const void *data, size_t size)
{
    const char *at = data;
    while (size) {
        ssize_t put = write(file, at, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += put;
        size -= (size_t)put;
    }
    return true;
}

bool disk_sync(int file)
{
    return fsync(file) == 0;
}

bool disk_sync_stream(FILE *stream)
{
    return fflush(stream) == 0 && fsync(fileno(stream)) == 0;
}

bool disk_set_mode(int file, unsigned mode)
{
    return fchmod(file, (mode_t)mode) == 0;
}

bool disk_narrow(const char *path)
{
    return chmod(path, 0600) == 0;
}

unsigned disk_mask(void)
{
    // what another thread makes meanwhile is for its owner alone
    mode_t mask = umask(077);
    umask(mask);
    return mask;
}

bool disk_lock(int file)
{
    return flock(file, LOCK_EX | LOCK_NB) == 0;
}

void disk_unlock(int file)
{
    flock(file, LOCK_UN);
}

// ---------------------------------------------------------------------- folders

bool disk_make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

bool disk_make_temporary_folder(char *name)
{
    return mkdtemp(name) != NULL;
}

bool disk_remove(const char *path)
{
    return unlink(path) == 0;
}

bool disk_remove_folder(const char *path)
{
    return rmdir(path) == 0;
}

static int remove_one(const char *path, const struct stat *status, int type,
                      struct FTW *where)
{
    (void)status, (void)type, (void)where;
    return remove(path);
}

bool disk_remove_tree(const char *path)
{
    return nftw(path, remove_one, 8, FTW_DEPTH | FTW_PHYS) == 0;
}

bool disk_link(const char *path, const char *other)
{
    return link(path, other) == 0;
}

bool disk_each(const char *folder, bool (*take)(const char *name, void *user), void *user)
{
    DIR *dir = opendir(folder);
    bool on = true;
    if (!dir)
        return false;
    for (struct dirent *e; on && (e = readdir(dir));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            on = take(e->d_name, user);
    closedir(dir);
    return true;
}
