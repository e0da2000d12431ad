#include "import/beside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/listing.h"

/* "%20" to a space; what is no two hex digits stays */
static void unescape(char *text)
{
    char *to = text;
    for (const char *at = text; *at; at++) {
        unsigned byte;
        int used = 0;
        if (*at == '%' && sscanf(at + 1, "%2x%n", &byte, &used) == 1 && used == 2 &&
            byte) {
            *to++ = (char)byte;
            at += 2;
        } else {
            *to++ = *at;
        }
    }
    *to = 0;
}

/* the entry of its folder that differs from `path` in the case of letters alone */
static bool find_any_case(const char *path, char *out, size_t size)
{
    const char *slash = strrchr(path, '/');
    char folder[1024];
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) : 1,
             slash ? path : ".");
    struct listing files;
    bool found = false;
    listing_read(&files, *folder ? folder : "/");
    for (int i = 0; i < files.n && !found; i++) {
        if (strcasecmp(files.name[i], slash ? slash + 1 : path))
            continue;
        int n = snprintf(out, size, "%s/%s", folder, files.name[i]);
        found = n > 0 && (size_t)n < size && file_is_regular(out);
    }
    listing_free(&files);
    return found;
}

static bool try_path(const char *folder, int length, const char *name, char *out,
                     size_t size)
{
    char path[1024];
    int n =
        snprintf(path, sizeof path, "%.*s%s", *name == '/' ? 0 : length, folder, name);
    if (n < 0 || (size_t)n >= sizeof path)
        return false;
    if (file_is_regular(path))
        return (size_t)snprintf(out, size, "%s", path) < size;
    return find_any_case(path, out, size);
}

bool beside_find(const char *model, const char *name, char *out, size_t size)
{
    const char *slash = strrchr(model, '/');
    int folder = slash ? (int)(slash - model + 1) : 0;
    char plain[1024], in_textures[1100];
    if (try_path(model, folder, name, out, size))
        return true;
    if ((size_t)snprintf(plain, sizeof plain, "%s", name) >= sizeof plain)
        return false;
    unescape(plain);
    for (char *c = plain; *c; c++)
        if (*c == '\\')
            *c = '/';
    if (try_path(model, folder, plain, out, size))
        return true;
    const char *last = strrchr(plain, '/') ? strrchr(plain, '/') + 1 : plain;
    snprintf(in_textures, sizeof in_textures, "textures/%s", last);
    return try_path(model, folder, last, out, size) ||
           try_path(model, folder, in_textures, out, size);
}
