#include "document/folder.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/listing.h"
#include "document/case_label.h"
#include "system/disk.h"

static int by_kind_and_name(const void *a, const void *b)
{
    const struct folder_entry *p = a, *q = b;
    if (p->is_folder != q->is_folder)
        return p->is_folder ? -1 : 1;
    return strcmp(p->name, q->name);
}

static bool ends_as(const char *name, const char *const *endings)
{
    size_t n = strlen(name);
    for (; *endings; endings++) {
        size_t k = strlen(*endings);
        if (n > k && strcasecmp(name + n - k, *endings) == 0)
            return true;
    }
    return false;
}

void folder_clear(struct folder *f)
{
    for (int i = 0; i < f->n; i++) {
        free(f->entry[i].name);
        free(f->entry[i].label);
    }
    free(f->entry);
    f->entry = NULL;
    f->n = 0;
}

void folder_label(struct folder *f)
{
    char path[PATH_MAX], label[320];
    for (int i = 0, read = 0; i < f->n && read < FOLDER_LABELS; i++) {
        struct folder_entry *e = &f->entry[i];
        if (e->is_folder || e->label || !folder_join(f, e->name, path, sizeof path))
            continue;
        read++;
        if (!case_label_read(path, label, sizeof label) || !*label)
            continue;
        e->label = xmalloc(strlen(label) + 1);
        strcpy(e->label, label);
    }
}

static void take(struct folder *f, const char *name, const char *const *endings)
{
    char path[PATH_MAX];
    if (name[0] == '.' || !folder_join(f, name, path, sizeof path))
        return;
    enum disk_kind kind = disk_kind(path);
    bool is_folder = kind == DISK_FOLDER;
    if (!is_folder && !(kind == DISK_FILE && ends_as(name, endings)))
        return;
    f->entry = xrealloc(f->entry, (size_t)(f->n + 1) * sizeof *f->entry);
    size_t size = strlen(name) + 1;
    f->entry[f->n] = (struct folder_entry){.name = xmalloc(size), .is_folder = is_folder};
    memcpy(f->entry[f->n++].name, name, size);
}

bool folder_read(struct folder *f, const char *path, const char *const *endings,
                 struct error *error)
{
    char whole[PATH_MAX];
    struct listing names;
    if (!disk_whole_path(path, whole) || !listing_read(&names, whole))
        return error_at(error, path, 0, 0, "cannot be opened: %s", strerror(errno));
    folder_clear(f);
    snprintf(f->path, sizeof f->path, "%s", whole);
    for (int i = 0; i < names.n; i++)
        take(f, names.name[i], endings);
    listing_free(&names);
    if (f->n)
        qsort(f->entry, (size_t)f->n, sizeof *f->entry, by_kind_and_name);
    return true;
}

static bool lies_in(const char *path, const char *folder, size_t n)
{
    return n > 1 && strncmp(path, folder, n) == 0 && (path[n] == '/' || !path[n]);
}

int folder_crumbs(const char *path, const char *home, struct folder_crumb *crumb,
                  int most)
{
    size_t at = home ? strlen(home) : 0;
    int n = 0;
    bool in_home = lies_in(path, home, at);
    if (!in_home)
        at = 1;
    struct folder_crumb next = {in_home ? FOLDER_HOME : FOLDER_ROOT, 0, (int)at};
    while (most > 0) {
        if (n == most)
            memmove(crumb, crumb + 1, (size_t)--n * sizeof *crumb);
        crumb[n++] = next;
        at += strspn(path + at, "/");
        if (!path[at])
            break;
        next = (struct folder_crumb){FOLDER_NAMED, (int)at, 0};
        at += strcspn(path + at, "/");
        next.end = (int)at;
    }
    return n;
}

bool folder_join(const struct folder *f, const char *name, char *out, size_t size)
{
    const char *between = strcmp(f->path, "/") == 0 ? "" : "/";
    return snprintf(out, size, "%s%s%s", f->path, between, name) < (int)size;
}
