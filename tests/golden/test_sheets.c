/* Contact sheets for the eye: each channel on each reference body, drawn by deqi itself,
 * one PNG a channel in the build folder under sheets/. What a machine can say about them
 * is that every picture could be drawn and shows something. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <spawn.h>

#include "export/png.h"
#include "import/image.h"

enum { CELL_W = 300, CELL_H = 450, COLUMNS = 6, ROWS = 2, WORDS = 24 };

#define SHEETS DEQI_BINARY_DIR "/sheets"

/* the reference bodies of the anatomy's tests */
static const char *const BODIES[COLUMNS * ROWS][5] = {
    {"sex=0", "age=25", "muscle=0.5", "weight=0", "height=1.5"},
    {"sex=0", "age=25", "muscle=0.5", "weight=1", "height=1.5"},
    {"sex=0", "age=25", "muscle=0.5", "weight=0", "height=1.85"},
    {"sex=0", "age=80", "muscle=0.5", "weight=1", "height=1.6"},
    {"sex=0", "age=90", "muscle=0", "weight=0", "height=1.5"},
    {"sex=0", "age=40", "muscle=1", "weight=0.7", "height=1.7"},
    {"sex=1", "age=25", "muscle=1", "weight=0.5", "height=1.95"},
    {"sex=1", "age=25", "muscle=0.5", "weight=0", "height=1.6"},
    {"sex=1", "age=25", "muscle=0.5", "weight=1", "height=1.6"},
    {"sex=1", "age=80", "muscle=0.5", "weight=1", "height=1.75"},
    {"sex=1", "age=90", "muscle=0", "weight=0", "height=1.65"},
    {"sex=1", "age=18", "muscle=0", "weight=0.3", "height=1.9"},
};

/* from where most of the channel is seen */
static const struct {
    const char *channel, *view;
} SHEET[] = {{"LU", "front"}, {"LI", "front"}, {"ST", "front"}, {"SP", "front"},
             {"HT", "front"}, {"SI", "back"},  {"BL", "back"},  {"KI", "front"},
             {"PC", "front"}, {"TE", "left"},  {"GB", "left"},  {"LR", "front"},
             {"CV", "front"}, {"GV", "back"}};

static int run(char **argv)
{
    extern char **environ;
    pid_t child;
    int status;
    if (posix_spawn(&child, DEQI_PROGRAM, NULL, NULL, argv, environ) != 0)
        return -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* draws one cell; false where there are no graphics */
static bool draw_cell(int sheet, int body, const char *path)
{
    char size[32];
    snprintf(size, sizeof size, "%dx%d", CELL_W, CELL_H);
    const char *words[WORDS] = {"deqi",      "render",
                                "-o",        path,
                                "--size",    size,
                                "--view",    SHEET[sheet].view,
                                "--channel", SHEET[sheet].channel,
                                "--layers",  "channels,points"};
    int n = 12;
    for (int i = 0; i < 5; i++) {
        words[n++] = "--set";
        words[n++] = BODIES[body][i];
    }
    int status = run((char **)words);
    if (status == 3)
        return false;
    assert_int_equal(status, 0);
    return true;
}

/* copies a cell into the sheet; returns how many of its pixels differ from the corner */
static int take_cell(uint8_t *sheet, int body, const struct image *cell)
{
    int shown = 0, left = body % COLUMNS * CELL_W, top = body / COLUMNS * CELL_H;
    for (int y = 0; y < CELL_H; y++) {
        const uint8_t *from = cell->rgba + (size_t)y * CELL_W * 4;
        uint8_t *to = sheet + ((size_t)(top + y) * COLUMNS * CELL_W + (size_t)left) * 4;
        memcpy(to, from, (size_t)CELL_W * 4);
        for (int x = 0; x < CELL_W; x++)
            shown += abs(from[x * 4] - from[0]) + abs(from[x * 4 + 2] - from[2]) > 24;
    }
    return shown;
}

static void draw_sheet(int i)
{
    static uint8_t pixels[COLUMNS * CELL_W * ROWS * CELL_H * 4];
    char path[256];
    struct error error;
    for (int body = 0; body < COLUMNS * ROWS; body++) {
        struct image cell;
        snprintf(path, sizeof path, SHEETS "/cell.png");
        if (!draw_cell(i, body, path))
            exit(77);
        assert_true(image_load(path, &cell, &error));
        assert_int_equal(cell.width, CELL_W);
        assert_int_equal(cell.height, CELL_H);
        // a body fills a good part of its cell
        assert_true(take_cell(pixels, body, &cell) > CELL_W * CELL_H / 20);
        image_free(&cell);
        unlink(path);
    }
    struct png_image sheet = {.pixels = pixels,
                              .width = COLUMNS * CELL_W,
                              .height = ROWS * CELL_H,
                              .channels = 4,
                              .keep = PNG_OPAQUE};
    snprintf(path, sizeof path, SHEETS "/%s.png", SHEET[i].channel);
    assert_true(png_write(path, &sheet, &error));
}

static void every_channel_on_every_body(void **state)
{
    (void)state;
    mkdir(SHEETS, 0777);
    for (size_t i = 0; i < sizeof SHEET / sizeof *SHEET; i++)
        draw_sheet((int)i);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_channel_on_every_body)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
