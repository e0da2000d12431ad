#include "panels/file_roots.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "base/file.h"
#include "base/listing.h"

static int add(struct file_root *out, int n, const char *text, const char *name,
               const char *path)
{
    if (n == FILE_ROOTS_MOST || !file_is_folder(path))
        return n;
    out[n].text = text;
    cut_print(out[n].name, sizeof out[n].name, "%s", name);
    return n + cut_print(out[n].path, sizeof out[n].path, "%s", path);
}

/* each folder in it is something that was plugged in, unless it holds those of a user */
static int add_media(struct file_root *out, int n, const char *folder, const char *user)
{
    struct listing l;
    char path[PATH_MAX];
    if (!listing_read(&l, folder))
        return n;
    for (int i = 0; i < l.n; i++) {
        if (!cut_print(path, sizeof path, "%s/%s", folder, l.name[i]))
            continue;
        if (user && strcmp(l.name[i], user) == 0)
            n = add_media(out, n, path, NULL);
        else
            n = add(out, n, NULL, l.name[i], path);
    }
    listing_free(&l);
    return n;
}

int file_roots(const char *examples, struct file_root out[FILE_ROOTS_MOST])
{
    static const char *const MEDIA[] = {"/media", "/run/media", "/mnt"};
    const char *home = getenv("HOME"), *user = getenv("USER");
    int n = 0;
    if (examples)
        n = add(out, n, "files.examples", "", examples);
    if (home)
        n = add(out, n, "files.home", "", home);
    n = add(out, n, "files.root", "", "/");
    for (size_t i = 0; i < sizeof MEDIA / sizeof *MEDIA; i++)
        n = add_media(out, n, MEDIA[i], user ? user : "");
    return n;
}
