/* One picture a channel: the channel with its points on the neutral body and on twelve
 * others, drawn by deqi itself, to be looked at. A program to run by hand; no test.
 *
 *     contact_sheets FOLDER [CHANNEL...]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "catalog/catalog.h"
#include "export/png.h"
#include "import/image.h"

enum { WIDTH = 330, HEIGHT = 520, COLUMNS = 7, ROWS = 2, INCLUDE_MOST = 40 };

static const char *const BODIES[COLUMNS * ROWS] = {
    "",
    "--set sex=0 --set weight=0 --set height=1.50",
    "--set sex=0 --set weight=1 --set height=1.50",
    "--set sex=0 --set weight=0 --set height=1.85",
    "--set sex=0 --set age=80 --set weight=1 --set height=1.60",
    "--set sex=0 --set age=90 --set muscle=0 --set weight=0 --set height=1.50",
    "--set sex=0 --set age=40 --set muscle=1 --set weight=0.7 --set height=1.70",
    "--set sex=1 --set muscle=1 --set height=1.95",
    "--set sex=1 --set weight=0 --set height=1.60",
    "--set sex=1 --set weight=1 --set height=1.60",
    "--set sex=1 --set age=80 --set weight=1 --set height=1.75",
    "--set sex=1 --set age=90 --set muscle=0 --set weight=0 --set height=1.65",
    "--set sex=1 --set age=18 --set muscle=0 --set weight=0.3 --set height=1.90",
    "--body male",
};

/* from where most of the channel is seen */
static const struct {
    const char *channel, *view;
} VIEWS[] = {
    {"LU", "front"}, {"LI", "left"},  {"ST", "front"}, {"SP", "front"}, {"HT", "front"},
    {"SI", "back"},  {"BL", "back"},  {"KI", "front"}, {"PC", "front"}, {"TE", "left"},
    {"GB", "left"},  {"LR", "front"}, {"CV", "front"}, {"GV", "back"},
};

/* a case that lights the points of the channel from `first` on, as many as a case holds;
 * *next becomes the first that is left, or 0 */
static bool write_case(const struct catalog *c, const char *channel, int first, int *next,
                       const char *path, struct error *error)
{
    char *text = xmalloc(65536);
    size_t n = (size_t)sprintf(
        text,
        "{\"schema\": \"deqi/case-1\", \"etiology\": \"unspecified\", \"symptoms\": "
        "[{\"region\": \"neck\", \"side\": \"midline\", \"kinds\": [\"abnormal\"]}], "
        "\"limits\": {\"per_limb_side\": 40, \"per_session\": 100}, \"include\": [");
    int count = 0, seen = 0;
    *next = 0;
    for (int i = 0; i < c->n_points; i++) {
        const struct point *p = &c->point[i];
        if (strcmp(p->channel, channel) != 0)
            continue;
        if (seen++ < first)
            continue;
        if (count == INCLUDE_MOST) {
            *next = seen - 1;
            break;
        }
        n += (size_t)sprintf(text + n, "%s{\"code\": \"%s\", \"side\": \"%s\"}",
                             count++ ? ", " : "", p->code, p->midline ? "midline" : "L");
    }
    n += (size_t)sprintf(text + n, "]}\n");
    bool ok = file_write(path, text, n, error);
    free(text);
    return ok;
}

static bool draw(const char *folder, const char *view, int body, uint8_t *sheet)
{
    char command[2048], path[1024];
    struct error error = {0};
    struct image image;
    snprintf(path, sizeof path, "%s/one.png", folder);
    snprintf(
        command, sizeof command,
        "%s render %s/case.json -o %s --view %s --layers channels,points --size %dx%d %s",
        DEQI_PROGRAM, folder, path, view, WIDTH, HEIGHT, BODIES[body]);
    if (system(command) != 0 || !image_load(path, &image, &error))
        return false;
    for (int y = 0; y < HEIGHT; y++) {
        size_t row =
            (size_t)(body / COLUMNS * HEIGHT + y) * COLUMNS + (size_t)(body % COLUMNS);
        memcpy(sheet + row * WIDTH * 4, image.rgba + (size_t)y * WIDTH * 4, WIDTH * 4);
    }
    image_free(&image);
    remove(path);
    return true;
}

static bool make_sheet(const struct catalog *c, const char *folder, const char *channel,
                       const char *view, int first, int *next, struct error *error)
{
    char path[1024];
    uint8_t *sheet = xcalloc((size_t)WIDTH * COLUMNS * HEIGHT * ROWS, 4);
    snprintf(path, sizeof path, "%s/case.json", folder);
    bool ok = write_case(c, channel, first, next, path, error);
    for (int i = 0; ok && i < COLUMNS * ROWS; i++)
        ok = draw(folder, view, i, sheet) ||
             error_set(error, "body %d cannot be drawn", i);
    remove(path);
    struct png_image image = {.pixels = sheet,
                              .width = WIDTH * COLUMNS,
                              .height = HEIGHT * ROWS,
                              .channels = 4,
                              .keep = PNG_OPAQUE};
    snprintf(path, sizeof path, "%s/%s%d.png", folder, channel, first + 1);
    ok = ok && png_write(path, &image, error);
    free(sheet);
    return ok;
}

static bool make_sheets(const struct catalog *c, const char *folder, const char *channel,
                        const char *view, struct error *error)
{
    int next = 0;
    bool ok = true;
    do
        ok = make_sheet(c, folder, channel, view, next, &next, error);
    while (ok && next);
    return ok;
}

static bool wanted(int argc, char **argv, const char *channel)
{
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], channel) == 0)
            return true;
    return argc == 2;
}

int main(int argc, char **argv)
{
    struct error error = {0};
    if (argc < 2) {
        fputs("usage: contact_sheets FOLDER [CHANNEL...]\n", stderr);
        return 2;
    }
    struct catalog *c = catalog_load(DEQI_SOURCE_DIR, &error);
    bool ok = c != NULL;
    for (size_t i = 0; ok && i < sizeof VIEWS / sizeof *VIEWS; i++)
        if (wanted(argc, argv, VIEWS[i].channel))
            ok = make_sheets(c, argv[1], VIEWS[i].channel, VIEWS[i].view, &error);
    catalog_destroy(&c);
    if (!ok)
        error_print(&error, stderr);
    return ok ? 0 : 1;
}
