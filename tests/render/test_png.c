/* What we write, libpng reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <png.h>

#include "export/png.h"

enum { W = 61, H = 37 };

static void fill(uint8_t *pixels, int channels)
{
    uint32_t seed = 7;
    for (int i = 0; i < W * H * channels; i++) {
        seed = seed * 1664525u + 1013904223u;
        pixels[i] = i % 5 ? (uint8_t)(i / 3) : (uint8_t)(seed >> 24);
    }
}

static void round_trip(int channels, int kept, unsigned format)
{
    static uint8_t pixels[W * H * 4], back[W * H * 4];
    fill(pixels, channels);
    struct png_image image = {
        .pixels = pixels, .width = W, .height = H, .channels = channels};
    image.keep = kept == channels ? PNG_AS_GIVEN : PNG_OPAQUE;
    struct error error = {0};
    uint8_t *data;
    size_t size;
    assert_true(png_encode(&image, &data, &size, &error));
    png_image read = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_memory(&read, data, size));
    assert_int_equal(read.width, W);
    assert_int_equal(read.height, H);
    assert_int_equal(read.format, format);
    assert_true(png_image_finish_read(&read, NULL, back, W * kept, NULL));
    for (int i = 0; i < W * H; i++)
        assert_memory_equal(back + i * kept, pixels + i * channels, (size_t)kept);
    free(data);
}

static void pixels_come_back_as_they_were(void **state)
{
    (void)state;
    round_trip(3, 3, PNG_FORMAT_RGB);
    round_trip(4, 4, PNG_FORMAT_RGBA);
    round_trip(4, 3, PNG_FORMAT_RGB);
}

static void a_picture_of_no_size_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    uint8_t *data, pixel[4] = {0};
    size_t size;
    struct png_image image = {.pixels = pixel, .width = 0, .height = 1, .channels = 4};
    assert_false(png_encode(&image, &data, &size, &error));
    image.width = 20000;
    assert_false(png_encode(&image, &data, &size, &error));
    assert_non_null(strstr(error.text, "20000 x 1"));
    assert_null(data);
}

static void an_unwritable_place_is_one_clear_line(void **state)
{
    (void)state;
    struct error error = {0};
    uint8_t pixel[4] = {1, 2, 3, 4};
    struct png_image image = {.pixels = pixel, .width = 1, .height = 1, .channels = 4};
    assert_false(png_write("/nowhere/at/all.png", &image, &error));
    assert_int_equal(error.status, ERROR_REFUSED);
    assert_string_equal(error.file, "/nowhere/at/all.png");
    assert_non_null(strstr(error.text, "cannot be written"));
}

static void a_file_is_written_whole_and_alone(void **state)
{
    (void)state;
    struct error error = {0};
    uint8_t pixel[4] = {1, 2, 3, 4};
    struct png_image image = {.pixels = pixel, .width = 1, .height = 1, .channels = 4};
    char folder[] = "/tmp/deqi-png-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.png", folder);
    assert_true(png_write(path, &image, &error));
    struct stat written;
    assert_int_equal(stat(path, &written), 0);
    assert_true(written.st_size > 50);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0); // nothing else was left there
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pixels_come_back_as_they_were),
        cmocka_unit_test(a_picture_of_no_size_is_refused),
        cmocka_unit_test(an_unwritable_place_is_one_clear_line),
        cmocka_unit_test(a_file_is_written_whole_and_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
