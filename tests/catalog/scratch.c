#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"

static const char *const FILES[] = {
    "anatomy/landmarks.json",  "anatomy/parts.json",   "anatomy/measures.json",
    "anatomy/channels.json",   "anatomy/regions.json", "anatomy/depths.json",
    "anatomy/categories.json", "anatomy/reviews.json", "points/TT.json",
    "points/TM.json",          "points/EX.json",
};

/* `text` with the first `find` replaced; the caller frees */
static char *replace(const char *text, const char *find, const char *with)
{
    const char *at = strstr(text, find);
    if (!at)
        fail_msg("%s is not in the file", find);
    size_t before = (size_t)(at - text), size = strlen(text) + strlen(with) + 1;
    char *out = xmalloc(size);
    snprintf(out, size, "%.*s%s%s", (int)before, text, with, at + strlen(find));
    return out;
}

static void copy(const char *dir, const char *name, const char *find, const char *with)
{
    char path[4200], *data;
    size_t size;
    struct error error = {0};
    snprintf(path, sizeof path, "%s/tests/anatomy/synthetic/assets/%s", DEQI_SOURCE_DIR,
             name);
    if (!file_read(path, 1 << 20, &data, &size, &error))
        fail_msg("%s", error.text);
    char *text = find ? replace(data, find, with) : strdup(data);
    snprintf(path, sizeof path, "%s/assets/%s", dir, name);
    if (!file_write(path, text, strlen(text), &error))
        fail_msg("%s", error.text);
    free(text);
    free(data);
}

struct catalog *scratch_load(const char *file, const char *find, const char *with,
                             struct error *error)
{
    char dir[] = DEQI_BINARY_DIR "/catalog-XXXXXX", path[4200];
    static const char *const FOLDERS[] = {"", "/assets", "/assets/anatomy",
                                          "/assets/points"};
    assert_non_null(mkdtemp(dir));
    for (int i = 1; i < 4; i++) {
        snprintf(path, sizeof path, "%s%s", dir, FOLDERS[i]);
        assert_int_equal(mkdir(path, 0700), 0);
    }
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        bool changed = file && strcmp(file, FILES[i]) == 0;
        copy(dir, FILES[i], changed ? find : NULL, with);
    }
    *error = (struct error){0};
    struct catalog *catalog = catalog_load(dir, error);
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        snprintf(path, sizeof path, "%s/assets/%s", dir, FILES[i]);
        remove(path);
    }
    for (int i = 3; i >= 0; i--) {
        snprintf(path, sizeof path, "%s%s", dir, FOLDERS[i]);
        remove(path);
    }
    return catalog;
}
