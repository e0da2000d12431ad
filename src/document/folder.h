/* folder.h - what lies in a folder, sorted: folders first, then the files that end as
 * asked. A folder begins as {0} and is freed by folder_clear. It asks the disk, which may
 * take its time: see panels/file_reader.h.
 *
 * What is hidden, what cannot be looked at, and what is neither a folder nor a plain file
 * is left out; a link counts as what it leads to. */
#ifndef DEQI_DOCUMENT_FOLDER_H
#define DEQI_DOCUMENT_FOLDER_H

#include <limits.h>
#include <stdbool.h>

#include "base/error.h"

struct folder_entry {
    char *name;
    char *label; /* of a case: what it is called; NULL = not looked for */
    bool is_folder;
};

struct folder {
    char path[PATH_MAX];        /* whole, without links */
    struct folder_entry *entry; /* n of them, owned */
    int n;
};

/* Reads `path`; on failure the folder stays as it was. `endings` are ".json" and such in
 * any case of letters, NULL-terminated; "" is of any file. */
bool folder_read(struct folder *folder, const char *path, const char *const *endings,
                 struct error *error);
/* Looks for the labels of cases, of the first FOLDER_LABELS files. */
enum { FOLDER_LABELS = 200 };
void folder_label(struct folder *folder);
void folder_clear(struct folder *folder);
/* The folders on the way to `path`, which is whole, the outermost first: home or the
 * root, then one for each name. Of more than `most` the outermost are left out. Returns
 * how many. */
struct folder_crumb {
    enum { FOLDER_NAMED, FOLDER_HOME, FOLDER_ROOT } kind;
    int begin, end; /* where the name begins, and where that folder's own path ends */
};
int folder_crumbs(const char *path, const char *home, struct folder_crumb *crumb,
                  int most);
/* PATH/NAME; false where it does not fit. */
bool folder_join(const struct folder *folder, const char *name, char *out, size_t size);

#endif
