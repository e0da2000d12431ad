#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/error.h"
#include "base/file.h"
#include "base/listing.h"
#include "base/options.h"
#include "base/wellformed.h"

static void errors_stay_on_one_line(void **state)
{
    (void)state;
    struct error e;
    assert_false(error_at(&e, "a\nb", 3, 4, "bad\ttext %d", 7));
    assert_string_equal(e.file, "a?b");
    assert_string_equal(e.text, "bad?text 7");
    char long_text[2000];
    memset(long_text, 'x', sizeof long_text);
    long_text[sizeof long_text - 1] = 0;
    memcpy(long_text + sizeof e.text - 2, "针", 3);
    error_set(&e, "%s", long_text);
    assert_int_equal(strlen(e.text), sizeof e.text - 2);
}

/* the borders of Unicode's table of well-formed bytes, and beyond each of them */
static void only_whole_characters_are_wellformed(void **state)
{
    (void)state;
    static const char *const GOOD[] = {"",
                                       "a\x7f",
                                       "\xc2\x80",
                                       "\xdf\xbf",
                                       "\xe0\xa0\x80",
                                       "\xed\x9f\xbf",
                                       "\xee\x80\x80",
                                       "\xef\xbf\xbf",
                                       "\xf0\x90\x80\x80",
                                       "\xf4\x8f\xbf\xbf"};
    static const char *const BAD[] = {"\x80",
                                      "\xc1\xbf",
                                      "\xc2",
                                      "\xc2\x7f",
                                      "\xdf\xc0",
                                      "\xe0\x9f\xbf",
                                      "\xed\xa0\x80",
                                      "\xe2\x82",
                                      "\xe2\x28\xa1",
                                      "\xf0\x8f\xbf\xbf",
                                      "\xf4\x90\x80\x80",
                                      "\xf5\x80\x80\x80",
                                      "\xf0\x9f\x98",
                                      "a\xff"};
    for (size_t i = 0; i < sizeof GOOD / sizeof *GOOD; i++)
        assert_true(wellformed(GOOD[i]));
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++)
        assert_false(wellformed(BAD[i]));
    // what follows is no part of it
    static const char EURO[] = "\xe2\x82\xac";
    assert_int_equal(wellformed_character(EURO, EURO + 3), 3);
    assert_int_equal(wellformed_character(EURO, EURO + 2), 0);
    assert_int_equal(wellformed_character(EURO + 3, EURO + 4), 1);
}

/* at every length: what is whole stays, and nothing is half */
static void text_is_cut_between_characters(void **state)
{
    (void)state;
    static const char TEXT[] = "a\u00e9\u9488\U0001F600z"; // 1, 2, 3, 4, 1 bytes
    static const size_t WHOLE[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
    char out[16];
    for (size_t n = 0; n < sizeof WHOLE / sizeof *WHOLE; n++) {
        assert_int_equal(cut_length(TEXT, n), WHOLE[n]);
        assert_int_equal(cut_print(out, n + 1, "%s", TEXT), n >= strlen(TEXT));
        assert_int_equal(strlen(out), WHOLE[n]);
        assert_memory_equal(out, TEXT, WHOLE[n]);
    }
    assert_true(cut_print(out, 8, "%s", "\u9488"));
    assert_false(cut_append(out, 8, "%s", ", \u9488"));
    assert_string_equal(out, "\u9488, ");
    // what is no UTF-8 at all is only shortened
    assert_int_equal(cut_length("\x80\x80\x80\x80\x80", 4), 4);
}

static void arena_memory_is_zeroed_and_reused(void **state)
{
    (void)state;
    struct arena *a = arena_create();
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size < 200000; size = size * 3 + 1) {
            unsigned char *p = arena_alloc(a, size);
            assert_int_equal((uintptr_t)p % 16, 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xAA, size);
        }
        arena_reset(a);
        assert_int_equal(arena_used(a), 0);
    }
    assert_string_equal(arena_printf(a, "%s %d", "x", 5), "x 5");
    arena_destroy(&a);
    assert_null(a);
    arena_destroy(&a);
}

/* in the place of the library's: a disk on which modes cannot be set, and the loosest
 * mask that was ever set */
static bool modes_stay;
static mode_t loosest = 0777;

int fchmod(int fd, mode_t mode)
{
    if (!modes_stay)
        return (int)syscall(SYS_fchmod, fd, mode);
    errno = EPERM;
    return -1;
}

mode_t umask(mode_t mask)
{
    loosest &= mask;
    return (mode_t)syscall(SYS_umask, mask);
}

/* what is for its owner alone is so from the first moment: nothing has to be set, and no
 * other thread's file is open to all meanwhile */
static void files_are_made_private(void **state)
{
    (void)state;
    char dir[] = "/tmp/deqi-private-XXXXXX", path[64];
    struct error e;
    struct stat s;
    mode_t own = umask(022);
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/f", dir);
    modes_stay = true;
    assert_true(file_write(path, "x", 1, &e));
    modes_stay = false;
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
    unlink(path);
    loosest = 0777;
    assert_true(file_write_public(path, "x", 1, &e));
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0644);
    assert_int_equal(loosest, 022);
    unlink(path);
    rmdir(dir);
    umask(own);
}

static void writing_replaces_whole_files(void **state)
{
    (void)state;
    char dir[] = "/tmp/deqi-test-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/f", dir);
    struct error e;
    char *data;
    size_t size;
    assert_true(file_write(path, "old", 3, &e));
    struct stat s;
    // nobody else reads what may be a patient's
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0600);
    assert_true(chmod(path, 0640) == 0);
    assert_true(file_write(path, "newer", 5, &e));
    assert_int_equal(stat(path, &s), 0);
    assert_int_equal(s.st_mode & 0777, 0640);
    assert_true(file_read(path, 5, &data, &size, &e));
    assert_memory_equal(data, "newer", 6);
    free(data);
    assert_false(file_read(path, 4, &data, &size, &e));
    assert_false(file_write("/nonexistent/f", "x", 1, &e));
    assert_string_equal(e.file, "/nonexistent/f");
    assert_false(file_read(dir, 100, &data, &size, &e));
    unlink(path);
    rmdir(dir);
}

static const char *const FORMATS[] = {"text", "json", NULL};
static const struct option_spec SPECS[] = {
    {"format", 0, "FORMAT", "the format", FORMATS},
    {"output", 'o', "FILE", "where to", NULL},
    {"help", 'h', NULL, "this", NULL},
    {0},
};

static void options_are_read(void **state)
{
    (void)state;
    char *argv[] = {"--format=json", "a", "-o", "x.png", "-", "--help", "--", "--format"};
    struct options o;
    struct error e;
    assert_true(options_parse(&o, SPECS, 8, argv, &e));
    assert_string_equal(options_get(&o, SPECS, "format", "text"), "json");
    assert_string_equal(options_get(&o, SPECS, "output", NULL), "x.png");
    assert_non_null(options_get(&o, SPECS, "help", NULL));
    assert_int_equal(o.n_operands, 3);
    assert_string_equal(o.operand[2], "--format");
}

static void wrong_options_are_usage_errors(void **state)
{
    (void)state;
    char *wrong[] = {"--nope", "--format", "--format=xml", "--help=yes", "-z"};
    for (int i = 0; i < 5; i++) {
        struct options o;
        struct error e = {0};
        assert_false(options_parse(&o, SPECS, 1, &wrong[i], &e));
        assert_int_equal(e.status, ERROR_USAGE);
    }
}

static void a_folder_is_listed_in_order(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"b", "a", "C", ".hidden"};
    char dir[] = "/tmp/deqi-listing-XXXXXX", path[64];
    struct listing listing;
    struct error error;
    assert_false(listing_read(&listing, "/nonexistent"));
    assert_int_equal(listing.n, 0);
    assert_non_null(mkdtemp(dir));
    for (int i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, NAMES[i]);
        assert_true(file_write(path, "x", 1, &error));
    }
    assert_true(listing_read(&listing, dir));
    assert_int_equal(listing.n, 4);
    assert_string_equal(listing.name[0], ".hidden");
    assert_string_equal(listing.name[1], "C");
    assert_string_equal(listing.name[3], "b");
    for (int i = 0; i < listing.n; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, listing.name[i]);
        unlink(path);
    }
    listing_free(&listing);
    assert_int_equal(listing.n, 0);
    rmdir(dir);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(errors_stay_on_one_line),
        cmocka_unit_test(text_is_cut_between_characters),
        cmocka_unit_test(only_whole_characters_are_wellformed),
        cmocka_unit_test(arena_memory_is_zeroed_and_reused),
        cmocka_unit_test(writing_replaces_whole_files),
        cmocka_unit_test(files_are_made_private),
        cmocka_unit_test(a_folder_is_listed_in_order),
        cmocka_unit_test(options_are_read),
        cmocka_unit_test(wrong_options_are_usage_errors),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
