/* journal_backup.c - a whole copy of a journal's file, also while sessions run. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "session/journal_sqlite.h"
#include "system/disk.h"
#include "system/process.h"

static void sync_folder(const char *path)
{
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = 0;
    int fd = disk_open_folder(slash ? folder : ".");
    if (fd < 0)
        return;
    disk_sync(fd);
    disk_close(fd);
}

static bool copy_into(const struct sqlite_journal *j, const char *path,
                      struct error *error)
{
    sqlite3 *to = NULL;
    char name[PATH_MAX + 2];
    snprintf(name, sizeof name, "%s%s", *path == '/' ? "" : "./", path);
    bool ok = sqlite3_open_v2(name, &to, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK;
    sqlite3_backup *copy = ok ? sqlite3_backup_init(to, "main", j->db, "main") : NULL;
    ok = copy != NULL;
    if (ok) {
        // page by page, so that nobody waits long; what changes meanwhile is copied anew
        int step = SQLITE_OK;
        while (step == SQLITE_OK || step == SQLITE_BUSY || step == SQLITE_LOCKED) {
            step = sqlite3_backup_step(copy, 256);
            if (step == SQLITE_BUSY || step == SQLITE_LOCKED)
                sqlite3_sleep(20);
        }
        ok = step == SQLITE_DONE;
        sqlite3_backup_finish(copy);
    }
    // a copy is one file: no log beside it
    ok = ok &&
         sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) == SQLITE_OK;
    if (!ok)
        error_set(error, "cannot be written: %s", to ? sqlite3_errmsg(to) : "no memory");
    sqlite3_close(to);
    return ok || error_in_file(error, path);
}

bool journal_sqlite_backup(struct journal *journal, const char *path, struct error *error)
{
    struct sqlite_journal *j = (struct sqlite_journal *)journal;
    char beside[PATH_MAX];
    if (disk_is_taken(path)) {
        error_set(error, "is there already; name a new file");
        return error_in_file(error, path);
    }
    if (snprintf(beside, sizeof beside, "%s.part-%ld", path, process_id()) >=
        (int)sizeof beside)
        return error_in_file(error, path);
    int fd = disk_open(beside, DISK_NEW);
    if (fd < 0) {
        error_set(error, "cannot be written: %s", strerror(errno));
        return error_in_file(error, path);
    }
    bool ok = copy_into(j, beside, error);
    if (ok && (!disk_sync(fd) || !disk_link(beside, path))) {
        error_set(error, "cannot be written: %s", strerror(errno));
        ok = error_in_file(error, path);
    }
    disk_close(fd);
    disk_remove(beside);
    if (ok)
        sync_folder(path);
    return ok;
}
