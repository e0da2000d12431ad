/* journal_place.c - where a user's journal lies unless another is named. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "session/journal.h"

static bool make_folders(char *path, struct error *error)
{
    for (char *p = path + 1;; p++) {
        if (*p && *p != '/')
            continue;
        char end = *p;
        *p = 0;
        bool ok = mkdir(path, 0700) == 0 || errno == EEXIST;
        if (!ok) {
            error_set(error, "the folder cannot be made: %s", strerror(errno));
            return error_in_file(error, path);
        }
        *p = end;
        if (!end)
            return true;
    }
}

bool journal_default_path(char *out, size_t size, struct error *error)
{
    char folder[PATH_MAX];
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    int n;
    // the XDG rules: a relative path is to be ignored
    if (data && data[0] == '/')
        n = snprintf(folder, sizeof folder, "%s/deqi", data);
    else if (home && home[0] == '/')
        n = snprintf(folder, sizeof folder, "%s/.local/share/deqi", home);
    else
        return error_set(error,
                         "there is no home folder for the journal; name a file with "
                         "--journal");
    if (n >= (int)sizeof folder || n + sizeof "/sessions.db" > size)
        return error_set(error, "the home folder has too long a name; name a file with "
                                "--journal");
    snprintf(out, size, "%s/sessions.db", folder);
    return make_folders(folder, error);
}
