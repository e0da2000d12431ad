/* Golden pictures: `deqi render` as users call it, against what was looked at and kept.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>
#include <spawn.h>

#include "base/file.h"
#include "compare.h"
#include "import/image.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static const struct {
    const char *name;
    const char *args[12];
} PICTURES[] = {
    {"soles_front", {CASES "diabetic_soles.json", "--view", "front"}},
    {"soles_plan_at", {CASES "diabetic_soles.json", "--view", "plan", "--at", "12:30"}},
    {"soles_ankle_dark",
     {CASES "diabetic_soles.json", "--view", "KI3.L", "--at", "20:00", "--lamp", "on",
      "--theme", "dark"}},
    {"cervical_back", {CASES "cervical_thumb.json", "--view", "back"}},
    {"cervical_plan_zh",
     {CASES "cervical_thumb.json", "--view", "plan", "--lang", "zh-Hans", "--at",
      "5:00"}},
    {"chemo_zh",
     {CASES "chemotherapy_hands_feet.json", "--view", "front", "--lang", "zh-Hans"}},
    {"male_old",
     {"--body", "male", "--set", "age=80", "--set", "weight=0.9", "--view", "left"}},
    {"hand", {"--view", "LI4.R", "--layers", "points,channels,labels"}},
    {"foot", {"--view", "KI6.L", "--layers", "points,channels,labels"}},
    {"neck", {"--view", "GB20.R", "--layers", "points,channels,labels"}},
    {"lower_back", {"--view", "GV4", "--layers", "points,channels,labels"}},
    {"dermatomes", {"--view", "front", "--layers", "dermatomes"}},
    {"nerves", {"--view", "TE4.L", "--layers", "nerves"}},
    {"leg_alone",
     {CASES "diabetic_soles.json", "--view", "plan", "--isolate", "leg.L,fade"}},
    {"sagittal",
     {"--view", "left", "--clip", "sagittal", "--layers", "bones,muscles,organs"}},
    {"side_by_side", {CASES "chemotherapy_hands_feet.json", "--views"}},
};
enum { N = sizeof PICTURES / sizeof *PICTURES };

static bool update;

static int run(const char *output, const char *const *args)
{
    extern char **environ;
    char *argv[24] = {DEQI_PROGRAM, "render", "-o", (char *)output, "--size", "640x480"};
    int n = 6;
    while (*args)
        argv[n++] = (char *)*args++;
    pid_t child;
    int status;
    if (posix_spawn(&child, DEQI_PROGRAM, NULL, NULL, argv, environ) != 0)
        return -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void check(int i)
{
    char actual[512], kept[512];
    struct error error;
    struct image a = {0}, b = {0};
    snprintf(actual, sizeof actual, DEQI_BINARY_DIR "/golden/%s.png", PICTURES[i].name);
    snprintf(kept, sizeof kept, DEQI_SOURCE_DIR "/tests/golden/images/%s.png",
             PICTURES[i].name);
    int status = run(update ? kept : actual, PICTURES[i].args);
    if (status == 3)
        exit(77);
    assert_int_equal(status, 0);
    if (update)
        return;
    assert_true(image_load(actual, &a, &error));
    assert_true(image_load(kept, &b, &error));
    assert_int_equal(a.width, b.width);
    assert_int_equal(a.height, b.height);
    struct difference d = compare_pictures(a.rgba, b.rgba, a.width, a.height);
    image_free(&a);
    image_free(&b);
    if (d.mean > 0.6 || d.worst > 14)
        fail_msg("%s differs: mean %.2f, worst %.1f; see %s", PICTURES[i].name, d.mean,
                 d.worst, actual);
}

static void pictures_look_as_kept(void **state)
{
    (void)state;
    mkdir(DEQI_BINARY_DIR "/golden", 0777);
    for (int i = 0; i < N; i++)
        check(i);
}

static void the_same_input_gives_the_same_bytes(void **state)
{
    (void)state;
    char *data[2] = {0};
    size_t size[2];
    for (int i = 0; i < 2; i++) {
        const char *out = DEQI_BINARY_DIR "/golden/twice.png";
        if (run(out, PICTURES[1].args) == 3)
            exit(77);
        struct error error;
        assert_true(file_read(out, 1 << 24, &data[i], &size[i], &error));
    }
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(data[0], data[1], size[0]);
    free(data[0]);
    free(data[1]);
}

/* pixels of the alarm's red in the upper third */
static int red_pixels(const char *path)
{
    struct error error;
    struct image image = {0};
    int n = 0;
    assert_true(image_load(path, &image, &error));
    for (int i = 0; i < image.width * image.height / 3; i++) {
        const uint8_t *p = image.rgba + 4 * i;
        n += p[0] > 140 && p[1] < 90 && p[2] < 90;
    }
    image_free(&image);
    return n;
}

/* a picture that leaves the program says by itself that nobody is to be needled by it */
static void a_blocked_plan_says_so_in_its_picture(void **state)
{
    (void)state;
    // lines of channels are of many hues, red among them
    static const char *const BLOCKED[] = {CASES "red_flag_blocked.json",
                                          "--view",
                                          "front",
                                          "--layers",
                                          "points,labels",
                                          NULL};
    static const char *const READY[] = {CASES "diabetic_soles.json",
                                        "--view",
                                        "front",
                                        "--layers",
                                        "points,labels",
                                        NULL};
    const char *out = DEQI_BINARY_DIR "/golden/blocked.png";
    mkdir(DEQI_BINARY_DIR "/golden", 0777);
    if (run(out, READY) == 3)
        exit(77);
    assert_true(red_pixels(out) < 20);
    assert_int_equal(run(out, BLOCKED), 0);
    assert_true(red_pixels(out) > 200);
}

/* the body stands below the words, whatever the view */
static void a_blocked_plan_hides_no_head(void **state)
{
    (void)state;
    static const char *const VIEWS[] = {"front", "back", "left"};
    const char *out = DEQI_BINARY_DIR "/golden/blocked_head.png";
    mkdir(DEQI_BINARY_DIR "/golden", 0777);
    for (size_t i = 0; i < sizeof VIEWS / sizeof *VIEWS; i++) {
        const char *const args[] = {CASES "red_flag_blocked.json",
                                    "--view",
                                    VIEWS[i],
                                    "--layers",
                                    "points",
                                    "--transparent",
                                    NULL};
        struct image image;
        struct error error;
        if (run(out, args) == 3)
            exit(77);
        assert_true(image_load(out, &image, &error));
        int bottom = 0; // of the bar beside the words
        for (int y = 0; y < image.height / 2; y++)
            for (int x = 0; x < image.width / 4; x++) {
                const uint8_t *c = image.rgba + 4 * (y * image.width + x);
                if (c[3] > 200 && c[0] > 150 && c[1] < 80 && c[2] < 80)
                    bottom = y;
            }
        assert_true(bottom > 0);
        for (int x = 0; x < image.width; x++)
            assert_true(image.rgba[4 * ((bottom + 14) * image.width + x) + 3] < 30);
        image_free(&image);
    }
}

static void a_changed_picture_is_noticed(void **state)
{
    (void)state;
    enum { W = 64, H = 64 };
    static uint8_t a[W * H * 4], b[W * H * 4];
    memset(a, 200, sizeof a);
    memcpy(b, a, sizeof b);
    assert_true(compare_pictures(a, b, W, H).worst == 0);
    // a dot of four pixels
    for (int i = 0; i < 4; i++)
        b[(30 * W + 30 + i % 2 + i / 2 * W) * 4] = 0;
    assert_true(compare_pictures(a, b, W, H).worst > 14);
}

int main(int argc, char **argv)
{
    update = argc > 1 && strcmp(argv[1], "--update") == 0;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pictures_look_as_kept),
        cmocka_unit_test(the_same_input_gives_the_same_bytes),
        cmocka_unit_test(a_blocked_plan_says_so_in_its_picture),
        cmocka_unit_test(a_blocked_plan_hides_no_head),
        cmocka_unit_test(a_changed_picture_is_noticed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
