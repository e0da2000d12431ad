#include "shim.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

struct shim shim;

/* what stood where an unsynced write went, newest first */
struct undo {
    struct undo *older;
    sqlite3_int64 at, file_size;
    int n;
    char bytes[];
};

struct file {
    sqlite3_file base;
    struct file *next; /* of all open ones */
    struct undo *undo;
    sqlite3_file *real; /* lies behind this struct */
};

static struct file *files;

#define REAL(F) (((struct file *)(F))->real)
#define METHODS(F) (REAL(F)->pMethods)

static void forget(struct file *f)
{
    while (f->undo) {
        struct undo *u = f->undo;
        f->undo = u->older;
        free(u);
    }
}

static void cut_power(void)
{
    for (struct file *f = files; f; f = f->next)
        for (struct undo *u = f->undo; u; u = u->older) {
            if (u->n)
                f->real->pMethods->xWrite(f->real, u->bytes, u->n, u->at);
            f->real->pMethods->xTruncate(f->real, u->file_size);
        }
    _exit(0);
}

/* the result for this operation */
static int operate(int is_sync)
{
    if (shim.count++ < shim.after)
        return SQLITE_OK;
    if (shim.fault == SHIM_POWER_CUT)
        cut_power();
    if (shim.fault == SHIM_FULL && !is_sync)
        return SQLITE_FULL;
    if (shim.fault == SHIM_SYNC_FAILS && is_sync)
        return SQLITE_IOERR_FSYNC;
    return SQLITE_OK;
}

static void remember(struct file *f, sqlite3_int64 at, int n)
{
    struct undo *u = malloc(sizeof *u + (size_t)n);
    f->real->pMethods->xFileSize(f->real, &u->file_size);
    u->at = at;
    u->n = n;
    if (at >= u->file_size)
        u->n = 0;
    else if (at + n > u->file_size)
        u->n = (int)(u->file_size - at);
    if (u->n)
        f->real->pMethods->xRead(f->real, u->bytes, u->n, at);
    u->older = f->undo;
    f->undo = u;
}

static int do_write(sqlite3_file *file, const void *p, int n, sqlite3_int64 at)
{
    int code = operate(0);
    if (code != SQLITE_OK)
        return code;
    remember((struct file *)file, at, n);
    return METHODS(file)->xWrite(REAL(file), p, n, at);
}

static int do_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    sqlite3_int64 now;
    METHODS(file)->xFileSize(REAL(file), &now);
    if (size < now)
        remember((struct file *)file, size, (int)(now - size));
    return METHODS(file)->xTruncate(REAL(file), size);
}

static int do_sync(sqlite3_file *file, int flags)
{
    int code = operate(1);
    if (code != SQLITE_OK)
        return code;
    code = METHODS(file)->xSync(REAL(file), flags);
    if (code == SQLITE_OK)
        forget((struct file *)file);
    return code;
}

static int do_close(sqlite3_file *file)
{
    struct file *f = (struct file *)file;
    forget(f);
    for (struct file **p = &files; *p; p = &(*p)->next)
        if (*p == f) {
            *p = f->next;
            break;
        }
    return METHODS(file)->xClose(REAL(file));
}

static int do_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
    return METHODS(f)->xRead(REAL(f), p, n, at);
}

static int do_size(sqlite3_file *f, sqlite3_int64 *size)
{
    return METHODS(f)->xFileSize(REAL(f), size);
}

static int do_lock(sqlite3_file *f, int level)
{
    return METHODS(f)->xLock(REAL(f), level);
}

static int do_unlock(sqlite3_file *f, int level)
{
    return METHODS(f)->xUnlock(REAL(f), level);
}

static int do_reserved(sqlite3_file *f, int *out)
{
    return METHODS(f)->xCheckReservedLock(REAL(f), out);
}

static int do_control(sqlite3_file *f, int op, void *arg)
{
    return METHODS(f)->xFileControl(REAL(f), op, arg);
}

static int do_sector(sqlite3_file *f)
{
    return METHODS(f)->xSectorSize(REAL(f));
}

static int do_characteristics(sqlite3_file *f)
{
    // nothing is promised: no atomic writes, no safe appends
    (void)f;
    return 0;
}

static int do_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **p)
{
    return METHODS(f)->xShmMap(REAL(f), page, size, extend, p);
}

static int do_shm_lock(sqlite3_file *f, int offset, int n, int flags)
{
    return METHODS(f)->xShmLock(REAL(f), offset, n, flags);
}

static void do_shm_barrier(sqlite3_file *f)
{
    METHODS(f)->xShmBarrier(REAL(f));
}

static int do_shm_unmap(sqlite3_file *f, int delete_it)
{
    return METHODS(f)->xShmUnmap(REAL(f), delete_it);
}

static const sqlite3_io_methods IO = {
    .iVersion = 2,
    .xClose = do_close,
    .xRead = do_read,
    .xWrite = do_write,
    .xTruncate = do_truncate,
    .xSync = do_sync,
    .xFileSize = do_size,
    .xLock = do_lock,
    .xUnlock = do_unlock,
    .xCheckReservedLock = do_reserved,
    .xFileControl = do_control,
    .xSectorSize = do_sector,
    .xDeviceCharacteristics = do_characteristics,
    .xShmMap = do_shm_map,
    .xShmLock = do_shm_lock,
    .xShmBarrier = do_shm_barrier,
    .xShmUnmap = do_shm_unmap,
};

static int do_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                   int *out)
{
    sqlite3_vfs *real = vfs->pAppData;
    struct file *f = (struct file *)file;
    memset(f, 0, sizeof *f);
    f->real = (sqlite3_file *)(f + 1);
    int code = real->xOpen(real, name, f->real, flags, out);
    if (!f->real->pMethods)
        return code;
    f->base.pMethods = &IO;
    f->next = files;
    files = f;
    return code;
}

void shim_register(void)
{
    static sqlite3_vfs vfs;
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);
    vfs = *real;
    vfs.pNext = NULL;
    vfs.zName = "shim";
    vfs.szOsFile = (int)sizeof(struct file) + real->szOsFile;
    vfs.pAppData = real;
    vfs.xOpen = do_open;
    sqlite3_vfs_register(&vfs, 0);
}
