/* A landmarks file keeps what a fit says of itself, and what `deqi measure` prints is
 * one.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "catalog/landmark.h"

static const char *const NAME[] = {"glabella", "thumb_tip"};
static const bool MIDLINE[] = {true, false};
static const struct landmark_names NAMES = {2, NAME, MIDLINE};

static bool load_text(const char *text, struct landmark_set *out, struct arena *arena,
                      struct error *error)
{
    char path[] = "/tmp/deqi-landmarks-XXXXXX";
    struct landmark_names names = NAMES;
    close(mkstemp(path));
    assert_true(file_write(path, text, strlen(text), error));
    bool ok = landmark_set_load(out, &names, path, arena, error);
    unlink(path);
    return ok;
}

static void what_a_fit_says_comes_back(void **state)
{
    (void)state;
    static const struct landmark MARK = {
        .name = 0, .anchored = true, .triangle = 7, .weight = {1, 0, 0}, .how = "fitted"};
    static const struct landmark_part PART = {"hand", SIDE_L, 4.5f, 30, 0.5f, false};
    static const struct landmark_refused REFUSED = {1, SIDE_L, "a mitten"};
    struct landmark_set set = {.count = 1,
                               .landmark = &MARK,
                               .n_parts = 1,
                               .part = &PART,
                               .n_refused = 1,
                               .refused = &REFUSED};
    char path[] = "/tmp/deqi-landmarks-XXXXXX";
    struct arena *arena = arena_create();
    struct landmark_names names = NAMES;
    struct error error = {0};
    close(mkstemp(path));
    assert_true(landmark_set_write(&set, &names, "body", path, &error));
    struct landmark_set back;
    assert_true(landmark_set_load(&back, &names, path, arena, &error));
    unlink(path);
    assert_int_equal(back.count, 1);
    assert_int_equal(back.n_parts, 1);
    assert_string_equal(back.part[0].part, "hand");
    assert_true(back.part[0].side == SIDE_L && !back.part[0].fits);
    assert_true(back.part[0].median_mm == 4.5f && back.part[0].covered == 0.5f);
    assert_int_equal(back.n_refused, 1);
    assert_int_equal(back.refused[0].name, 1);
    assert_string_equal(back.refused[0].why, "a mitten");
    arena_destroy(&arena);
}

static void measured_landmarks_are_places(void **state)
{
    (void)state;
    struct arena *arena = arena_create();
    struct landmark_set set;
    struct error error = {0};
    assert_true(load_text(
        "{\"schema\": \"deqi/measure-1\", \"body\": \"x\", \"turn\": 90, \"measures\": "
        "[],"
        "\"landmarks\": [{\"name\": \"glabella\", \"side\": \"M\", \"found\": true,"
        "\"position\": [0, 1.5, 0.1], \"how\": \"h\", \"from\": \"skin\"},"
        "{\"name\": \"thumb_tip\", \"side\": \"L\", \"found\": false, \"why\": \"w\"},"
        "{\"name\": \"crown\", \"side\": \"M\", \"found\": true,"
        "\"position\": [0, 1.7, 0]}]}",
        &set, arena, &error));
    assert_int_equal(set.count, 1);
    assert_false(set.landmark[0].anchored);
    assert_true(fabsf(set.landmark[0].at[1] - 1.5f) < 1e-6f && set.stand.turn == 90);
    arena_destroy(&arena);
}

static void what_is_wrong_is_refused(void **state)
{
    (void)state;
    static const char *const BAD[] = {
        "[]", "{\"schema\": \"deqi/measure-1\"}",
        "{\"schema\": \"deqi/measure-1\", \"landmarks\": [{\"name\": \"glabella\","
        "\"side\": \"M\", \"found\": true, \"position\": [0, 1]}]}",
        "{\"schema\": \"deqi/landmarks-1\", \"landmarks\": [], \"parts\": [{}]}",
        "{\"schema\": \"deqi/landmarks-1\", \"landmarks\": [],"
        "\"refused\": [{\"name\": \"nose\", \"side\": \"M\", \"why\": \"w\"}]}"};
    for (size_t i = 0; i < sizeof BAD / sizeof *BAD; i++) {
        struct arena *arena = arena_create();
        struct landmark_set set;
        struct error error = {0};
        assert_false(load_text(BAD[i], &set, arena, &error));
        assert_true(error.text[0] && error.line);
        arena_destroy(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_fit_says_comes_back),
        cmocka_unit_test(measured_landmarks_are_places),
        cmocka_unit_test(what_is_wrong_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
