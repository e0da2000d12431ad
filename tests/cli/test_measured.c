/* What the build keeps of the neutral body changes nothing but the time: with it, without
 * it, with a damaged one, and where the data have changed since. */
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

#include "../text/data_copy.h"
#include "base/digest.h"
#include "base/file.h"
#include "program.h"

static const char *const ASKED[] = {
    "plan " DEQI_SOURCE_DIR "/assets/cases/lumbar_marks.json",
    "plan " DEQI_SOURCE_DIR "/assets/cases/hiv_stocking_glove.json --format json",
    "points --format json",
    "points --pose supine",
    "points --body female",
    "measure --format json",
    "near LI4 SP6",
};
enum { ASKED_N = sizeof ASKED / sizeof *ASKED };

static char *kept;
static size_t n_kept;
static uint64_t plain[ASKED_N]; /* by a program that has nothing kept */

static char folder[256];

/* all that the copy of the program in the scratch folder says, as a number */
static uint64_t said(const char *words, const char *data)
{
    char command[1024], piece[4096];
    uint64_t sum = 0;
    snprintf(command, sizeof command, "DEQI_DATA=%s %s/deqi %s 2>&1", data, folder,
             words);
    FILE *p = popen(command, "r");
    assert_non_null(p);
    for (size_t n; (n = fread(piece, 1, sizeof piece, p)) > 0;)
        for (size_t i = 0; i < n; i++)
            sum = digest_bytes(sum, piece + i, 1);
    assert_int_equal(pclose(p), 0);
    return sum;
}

static void put_beside(const void *data, size_t size)
{
    char path[512];
    snprintf(path, sizeof path, "%s/human.measured", folder);
    unlink(path);
    if (data)
        assert_true(file_write(path, data, size, NULL));
}

static int set_up(void **state)
{
    char command[1200], path[512];
    if (program_setup(state))
        return -1;
    snprintf(folder, sizeof folder, "%s", program_folder());
    // the copy is the same program, in a folder of its own
    snprintf(command, sizeof command,
             "cp %s %s/deqi && DEQI_DATA=%s %s/deqi measure --keep %s/kept", DEQI_PROGRAM,
             folder, DEQI_SOURCE_DIR, folder, folder);
    snprintf(path, sizeof path, "%s/kept", folder);
    if (system(command) || !file_read(path, 1 << 25, &kept, &n_kept, NULL))
        return -1;
    put_beside(NULL, 0);
    for (int i = 0; i < ASKED_N; i++)
        plain[i] = said(ASKED[i], DEQI_SOURCE_DIR);
    return 0;
}

static int tear_down(void **state)
{
    free(kept);
    return program_teardown(state);
}

static void expect_plain(void)
{
    for (int i = 0; i < ASKED_N; i++)
        if (said(ASKED[i], DEQI_SOURCE_DIR) != plain[i])
            fail_msg("deqi %s says something else", ASKED[i]);
}

static void says_the_same_of_what_was_kept(void **state)
{
    (void)state;
    put_beside(kept, n_kept);
    expect_plain();
    char again[512];
    snprintf(again, sizeof again, "measure --keep %s/again", folder);
    said(again, DEQI_SOURCE_DIR);
    char *bytes;
    size_t size;
    snprintf(again, sizeof again, "%s/again", folder);
    assert_true(file_read(again, 1 << 25, &bytes, &size, NULL));
    assert_int_equal(size, n_kept);
    assert_memory_equal(bytes, kept, size);
    free(bytes);
}

static void measures_where_it_is_damaged(void **state)
{
    (void)state;
    put_beside(kept, n_kept / 2);
    expect_plain();
    put_beside("", 0);
    expect_plain();
    const size_t at[] = {9, 17, 700, n_kept - 4000};
    for (int i = 0; i < 4; i++) {
        kept[at[i]] ^= 1;
        put_beside(kept, n_kept);
        kept[at[i]] ^= 1;
        expect_plain();
    }
}

/* what is kept of other data is not taken for these */
static void sees_that_data_have_changed(void **state)
{
    (void)state;
    char data[512], path[1024], command[2048], *text;
    size_t size;
    snprintf(data, sizeof data, "%s/data", folder);
    data_copy(data);
    // the folder is a link; what is changed has to be a copy
    snprintf(command, sizeof command,
             "rm %s/assets/anatomy && cp -r %s/assets/anatomy %s/assets/", data,
             DEQI_SOURCE_DIR, data);
    assert_int_equal(system(command), 0);
    snprintf(path, sizeof path, "%s/assets/anatomy/depths.json", data);
    assert_true(file_read(path, 1 << 20, &text, &size, NULL));
    char *number = strstr(text, "\"usual_mm\": 1");
    assert_non_null(number);
    number[strlen("\"usual_mm\": ")] = '3'; // nobody is so thick: caps shrink
    assert_true(file_write(path, text, size, NULL));
    free(text);
    put_beside(NULL, 0);
    uint64_t fresh = said(ASKED[2], data);
    assert_true(fresh != plain[2]);
    put_beside(kept, n_kept);
    assert_true(said(ASKED[2], data) == fresh);
    assert_true(said(ASKED[2], DEQI_SOURCE_DIR) == plain[2]);
}

static void only_the_neutral_body_is_kept(void **state)
{
    (void)state;
    struct outcome o;
    program_run(&o, "measure --keep %D/x --body female", NULL, NULL);
    assert_true(program_refused(&o, 1, "only the neutral body"));
    program_run(&o, "measure --keep %D/none/x", NULL, NULL);
    assert_true(program_refused(&o, 1, "none/x"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_the_same_of_what_was_kept),
        cmocka_unit_test(measures_where_it_is_damaged),
        cmocka_unit_test(sees_that_data_have_changed),
        cmocka_unit_test(only_the_neutral_body_is_kept),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
