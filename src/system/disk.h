/* disk.h - files, folders and their locks, as the system has them. Paths are UTF-8 as the
 * system gives them; a handle is a small number, -1 = none. What fails leaves its cause
 * in errno. Thread-safe, but for disk_mask.
 */
#ifndef DEQI_SYSTEM_DISK_H
#define DEQI_SYSTEM_DISK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum disk_kind { DISK_NOTHING, DISK_FILE, DISK_FOLDER, DISK_OTHER /* pipe, device */ };

struct disk_facts {
    enum disk_kind kind;
    int64_t size;           /* bytes */
    unsigned mode;          /* rights, as 0644 */
    uint64_t device, inode; /* together: which file it is */
};

/* What a name stands for, through links; false where nothing can be had of it. */
bool disk_look(const char *path, struct disk_facts *out);
enum disk_kind disk_kind(const char *path);
/* Whether something has that name, be it a link to nothing. */
bool disk_is_taken(const char *path);
bool disk_is_there(const char *path);
bool disk_may_write(const char *path);
/* The path without links; `out` has PATH_MAX bytes. */
bool disk_whole_path(const char *path, char *out);
/* Where this program lies. */
bool disk_own_program(char *out, size_t size);

enum disk_open {
    DISK_READ,
    DISK_WRITE, /* what is there */
    DISK_NEW,   /* which is not there yet; its owner's alone */
    DISK_LOCK   /* made where it is not there, its owner's alone */
};
int disk_open(const char *path, enum disk_open how);
int disk_open_folder(const char *path);
/* The six X at the end become what makes a new name. */
int disk_open_temporary(char *name);
FILE *disk_stream(int file, const char *mode);
void disk_close(int file);
bool disk_close_written(int file); /* false where what was written is not */

/* How much was read, 0 at the end, -1 where it fails. */
ptrdiff_t disk_read(int file, void *data, size_t size);
bool disk_write(int file, const void *data, size_t size); /* all of it */
bool disk_sync(int file);
bool disk_sync_stream(FILE *stream); /* with what it holds back */
bool disk_set_mode(int file, unsigned mode);
bool disk_narrow(const char *path); /* to its owner alone */
/* The rights that new files are denied. */
unsigned disk_mask(void);

/* One program at a time: false with EWOULDBLOCK or EINTR where another has it. Let go of
 * with disk_unlock, disk_close or the end of the program. */
bool disk_lock(int file);
void disk_unlock(int file);

bool disk_make_folder(const char *path); /* its owner's alone; true where there is one */
bool disk_make_temporary_folder(char *name);
bool disk_remove(const char *path);
bool disk_remove_folder(const char *path); /* an empty one */
bool disk_remove_tree(const char *path);   /* follows no link */
bool disk_link(const char *path, const char *other);

/* Each name in a folder but "." and "..", in no order, until `take` returns false. False
 * where the folder cannot be opened. */
bool disk_each(const char *folder, bool (*take)(const char *name, void *user),
               void *user);

#endif
