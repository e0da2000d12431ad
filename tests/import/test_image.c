#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "import/image.h"

/* a BMP of 2 x 2 pixels, 24 bits, rows from below, each padded to 8 bytes */
static const uint8_t BMP[] = {
    'B', 'M', 70, 0, 0,   0, 0, 0, 0, 0, 54,  0,   0,   0,   40, 0, 0,  0,
    2,   0,   0,  0, 2,   0, 0, 0, 1, 0, 24,  0,   0,   0,   0,  0, 16, 0,
    0,   0,   0,  0, 0,   0, 0, 0, 0, 0, 0,   0,   0,   0,   0,  0, 0,  0,
    255, 0,   0,  0, 255, 0, 0, 0, 0, 0, 255, 255, 255, 255, 0,  0, 0,  0};

static void pixels_come_as_rgba(void **state)
{
    (void)state;
    struct image image;
    struct error error = {0};
    assert_true(image_decode(BMP, sizeof BMP, "small.bmp", &image, &error));
    assert_int_equal(image.width, 2);
    assert_int_equal(image.height, 2);
    /* red, white; below them blue, green */
    const uint8_t expected[16] = {255, 0, 0,   255, 255, 255, 255, 255,
                                  0,   0, 255, 255, 0,   255, 0,   255};
    assert_memory_equal(image.rgba, expected, sizeof expected);
    image_free(&image);
    image_free(&image);
}

static void bad_pictures_are_refused(void **state)
{
    (void)state;
    struct image image;
    struct error error = {0};
    uint8_t wide[sizeof BMP];
    assert_false(image_load("/nonexistent/x.png", &image, &error));
    assert_false(image_decode("", 0, "empty.png", &image, &error));
    assert_false(image_decode("hello", 5, "text.png", &image, &error));
    assert_string_equal(error.file, "text.png");
    memcpy(wide, BMP, sizeof BMP);
    wide[19] = 0x50; /* 20482 pixels wide */
    assert_false(image_decode(wide, sizeof wide, "wide.bmp", &image, &error));
    assert_null(image.rgba);
    for (size_t n = 0; n < 54; n++)
        assert_false(image_decode(BMP, n, "cut.bmp", &image, &error));
}

/* found by tools/fuzz: 4080 codes where a JPEG's table has room for 256 */
static void a_table_of_too_many_codes_is_refused(void **state)
{
    (void)state;
    struct image image;
    struct error error;
    static const char *const FOUND[] = {
        DEQI_SOURCE_DIR "/tests/fuzz/corpus/image/codes.jpg",
        DEQI_SOURCE_DIR "/tests/fuzz/corpus/image/codes_cut.jpg"};
    for (int i = 0; i < 2; i++) {
        assert_false(image_load(FOUND[i], &image, &error));
        assert_non_null(strstr(error.text, "too many codes"));
    }
    assert_true(
        image_load(DEQI_SOURCE_DIR "/tests/fuzz/corpus/image/two.jpg", &image, &error));
    image_free(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pixels_come_as_rgba),
        cmocka_unit_test(bad_pictures_are_refused),
        cmocka_unit_test(a_table_of_too_many_codes_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
