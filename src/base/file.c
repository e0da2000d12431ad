#include "base/file.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/cut.h"
#include "system/disk.h"

static bool read_all(int fd, size_t limit, char **data, size_t *size, struct error *error)
{
    size_t capacity = 64 * 1024, n = 0;
    char *buffer = xmalloc(capacity + 1);
    for (;;) {
        if (n == capacity) {
            capacity *= 2;
            buffer = xrealloc(buffer, capacity + 1);
        }
        ptrdiff_t got = disk_read(fd, buffer + n, capacity - n);
        if (got < 0) {
            free(buffer);
            return error_set(error, "cannot be read: %s", strerror(errno));
        }
        if (got == 0)
            break;
        n += (size_t)got;
        if (n > limit) {
            free(buffer);
            return error_set(error, "is larger than the %zu bytes that are accepted",
                             limit);
        }
    }
    buffer[n] = 0;
    *data = buffer;
    *size = n;
    return true;
}

bool file_read(const char *path, size_t limit, char **data, size_t *size,
               struct error *error)
{
    *data = NULL;
    *size = 0;
    if (strcmp(path, "-") == 0) {
        if (read_all(0, limit, data, size, error))
            return true;
        return error_in_file(error, "(standard input)");
    }
    int fd = disk_open(path, DISK_READ);
    if (fd < 0) {
        error_set(error, "cannot be opened: %s", strerror(errno));
        return error_in_file(error, path);
    }
    bool ok = read_all(fd, limit, data, size, error);
    disk_close(fd);
    return ok || error_in_file(error, path);
}

bool file_is_regular(const char *path)
{
    return disk_kind(path) == DISK_FILE;
}

bool file_is_folder(const char *path)
{
    return disk_kind(path) == DISK_FOLDER;
}

bool file_lies_in(const char *path, const char *folder)
{
    char whole[PATH_MAX], own[PATH_MAX];
    if (!disk_whole_path(folder, own) || !disk_whole_path(path, whole))
        return false;
    size_t n = strlen(own);
    return n == 1 || (strncmp(whole, own, n) == 0 && whole[n] == '/');
}

bool file_has_ending(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n >= m && !strcasecmp(path + n - m, ending);
}

/* a name beside the file; a very long one has no room for more letters */
static bool temporary_name(const char *path, char out[PATH_MAX])
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    int keep = (int)(name - path + (ptrdiff_t)cut_length(name, NAME_MAX - 7));
    return cut_print(out, PATH_MAX, "%.*s.XXXXXX", keep, path);
}

/* `fresh`: what a file may be that was not there */
static bool replace(const char *path, const void *data, size_t size, unsigned fresh,
                    struct error *error)
{
    struct disk_facts existing;
    bool present = disk_look(path, &existing);
    // what is no regular file (a pipe, /dev/stdout) cannot be replaced: write into it
    if (present && existing.kind != DISK_FILE) {
        int fd = disk_open(path, DISK_WRITE);
        bool ok = fd >= 0 && disk_write(fd, data, size);
        int cause = errno;
        if (fd >= 0)
            ok = disk_close_written(fd) && ok;
        if (ok)
            return true;
        error_set(error, "cannot be written: %s", strerror(cause));
        return error_in_file(error, path);
    }
    char temporary[PATH_MAX];
    if (!temporary_name(path, temporary)) {
        error_set(error, "has too long a name");
        return error_in_file(error, path);
    }
    int fd = disk_open_temporary(temporary);
    if (fd < 0) {
        error_set(error, "cannot be written: %s", strerror(errno));
        return error_in_file(error, path);
    }
    // a new one is made for its owner alone; not every disk lets that be set
    unsigned mode = present ? existing.mode : fresh;
    bool ok = ((!present && mode == 0600) || disk_set_mode(fd, mode)) &&
              disk_write(fd, data, size) && disk_sync(fd);
    int cause = errno;
    if (!disk_close_written(fd) && ok) {
        ok = false;
        cause = errno;
    }
    if (ok && rename(temporary, path) != 0) {
        ok = false;
        cause = errno;
    }
    if (ok)
        return true;
    disk_remove(temporary);
    error_set(error, "cannot be written: %s", strerror(cause));
    return error_in_file(error, path);
}

bool file_write(const char *path, const void *data, size_t size, struct error *error)
{
    return replace(path, data, size, 0600, error);
}

bool file_write_public(const char *path, const void *data, size_t size,
                       struct error *error)
{
    return replace(path, data, size, 0666 & ~disk_mask(), error);
}

bool file_exists(const char *path)
{
    return disk_is_there(path);
}

static bool holds_assets(const char *dir)
{
    char path[PATH_MAX + 16];
    snprintf(path, sizeof path, "%s/assets", dir);
    return file_exists(path);
}

bool file_program_folder(char *out, size_t size)
{
    char *slash = disk_own_program(out, size) ? strrchr(out, '/') : NULL;
    if (slash)
        *slash = 0;
    return slash != NULL;
}

bool file_data_dir(const char *sources, char *out, size_t size, struct error *error)
{
    const char *named = getenv("DEQI_DATA");
    if (named && *named) {
        snprintf(out, size, "%s", named);
        if (holds_assets(out))
            return true;
        return error_set(error, "DEQI_DATA names %s, which holds no assets folder",
                         named);
    }
    static const char SHARE[] = "../share/deqi";
    char self[PATH_MAX];
    if (file_program_folder(self, sizeof self)) {
        const char *const beside[] = {SHARE, sources};
        char path[PATH_MAX], whole[PATH_MAX];
        for (int i = 0; i < 2; i++)
            if (cut_print(path, sizeof path, "%s/%s", self, beside[i]) &&
                holds_assets(path) && disk_whole_path(path, whole))
                return cut_print(out, size, "%s", whole);
    }
    return error_set(
        error,
        "the data folder was not found: expected assets in $DEQI_DATA, or in "
        "%s or %s beside the program",
        SHARE, sources);
}

static bool make_folders(char *path, struct error *error)
{
    for (char *p = path + 1;; p++) {
        if (*p && *p != '/')
            continue;
        char end = *p;
        *p = 0;
        if (!disk_make_folder(path)) {
            error_set(error, "the folder cannot be made: %s", strerror(errno));
            return error_in_file(error, path);
        }
        *p = end;
        if (!end)
            return true;
    }
}

/* a folder of the XDG rules: a relative path in the variable is to be ignored */
static bool user_place(const char *variable, const char *below_home, const char *name,
                       char *out, size_t size, bool make, struct error *error)
{
    char folder[PATH_MAX];
    const char *named = getenv(variable), *home = getenv("HOME");
    bool fits;
    if (named && named[0] == '/')
        fits = cut_print(folder, sizeof folder, "%s/deqi", named);
    else if (home && home[0] == '/')
        fits = cut_print(folder, sizeof folder, "%s/%s/deqi", home, below_home);
    else
        return error_set(error, "there is no home folder for %s", name);
    if (!fits || !cut_print(out, size, "%s/%s", folder, name))
        return error_set(error, "the home folder has too long a name for %s", name);
    return !make || make_folders(folder, error);
}

bool file_user_data(const char *name, char *out, size_t size, struct error *error)
{
    return user_place("XDG_DATA_HOME", ".local/share", name, out, size, true, error);
}

bool file_user_config(const char *name, char *out, size_t size, enum file_place place,
                      struct error *error)
{
    return user_place("XDG_CONFIG_HOME", ".config", name, out, size, place == FILE_MAKE,
                      error);
}
