/* Films as files: every chunk of an APNG is read again and the frames put together; a
 * WebP is played by libwebp; and a film that fails leaves what was there. */
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "export/reel.h"
#include "player.h"
#ifdef DEQI_HAVE_OPENH264
#include "player_mp4.h"
#endif

#define OUT DEQI_BINARY_DIR "/export/reel/"

enum { W = 90, H = 70, N = 7, FPS = 5 };

/* a soft ground with a block that moves; frame 4 is frame 3 again */
static void draw(int frame, uint8_t *rgba)
{
    if (frame == 4)
        frame = 3;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            uint8_t *p = rgba + (y * W + x) * 4;
            bool block = x >= 8 * frame && x < 8 * frame + 20 && y >= 30 && y < 44;
            p[0] = block ? 14 : (uint8_t)(200 + x / 4);
            p[1] = block ? 110 : (uint8_t)(200 + y / 4);
            p[2] = block ? 100 : 210;
            p[3] = 255;
        }
}

static struct reel_params params(const char *path)
{
    return (struct reel_params){
        .path = path, .width = W, .height = H, .fps = FPS, .frames = N};
}

static bool film(const char *path, struct error *error)
{
    static uint8_t rgba[W * H * 4];
    struct reel_params p = params(path);
    struct reel *reel = reel_create(&p, error);
    bool ok = reel;
    for (int i = 0; ok && i < N; i++) {
        draw(i, rgba);
        ok = reel_add(reel, rgba, error);
    }
    ok = ok && reel_finish(reel, error);
    reel_destroy(&reel);
    return ok;
}

static int entries(const char *folder)
{
    DIR *dir = opendir(folder);
    int n = 0;
    while (dir && readdir(dir))
        n++;
    if (dir)
        closedir(dir);
    return n - 2;
}

static int set_up(void **state)
{
    (void)state;
    mkdir(DEQI_BINARY_DIR "/export", 0777);
    return system("rm -rf '" OUT "'") == 0 && mkdir(OUT, 0777) == 0 ? 0 : -1;
}

// ---------------------------------------------------------------- played again

static void same_frame(const uint8_t *shown, int until_ms, const struct played *film,
                       void *user)
{
    (void)until_ms;
    (void)user;
    static uint8_t rgba[W * H * 4];
    assert_int_equal(film->width, W);
    assert_int_equal(film->height, H);
    draw(film->frames - 1, rgba);
    assert_memory_equal(shown, rgba, sizeof rgba);
}

/* frames that differ in nothing are one frame shown for longer */
static void like_frame(const uint8_t *shown, int until_ms, const struct played *film,
                       void *user)
{
    (void)film;
    (void)user;
    static uint8_t rgba[W * H * 4];
    long off = 0;
    draw(until_ms * FPS / 1000 - 1, rgba);
    for (int i = 0; i < W * H * 4; i++)
        off += labs((long)shown[i] - rgba[i]);
    assert_true(off < 4L * W * H * 4);
}

static void an_apng_plays_every_frame(void **state)
{
    (void)state;
    struct error error = {0};
    assert_true(film(OUT "film.apng", &error));
    struct played p = player_play(OUT "film.apng", same_frame, NULL);
    assert_int_equal(p.frames, N);
    assert_int_equal(p.length_ms, N * 1000 / FPS);
    assert_true(p.forever);
}

static void a_webp_plays_every_frame(void **state)
{
    (void)state;
    struct error error = {0};
    assert_true(film(OUT "film.webp", &error));
    struct played p = player_play(OUT "film.webp", like_frame, NULL);
    assert_int_equal(p.width, W);
    assert_int_equal(p.height, H);
    assert_in_range(p.frames, N - 1, N);
    assert_int_equal(p.length_ms, N * 1000 / FPS);
    assert_true(p.forever);
}

static void an_mp4_plays_every_frame(void **state)
{
    (void)state;
    struct error error = {0};
#ifdef DEQI_HAVE_OPENH264
    assert_true(film(OUT "film.mp4", &error));
    struct played p = player_mp4(OUT "film.mp4", like_frame, NULL);
    assert_int_equal(p.width, W);
    assert_int_equal(p.height, H);
    assert_int_equal(p.frames, N);
    assert_int_equal(p.length_ms, N * 1000 / FPS);
#else
    // what cannot be packed is refused before the first frame, and another name is told
    assert_false(film(OUT "film.mp4", &error));
    assert_non_null(strstr(error.text, ".webp"));
#endif
}

// ---------------------------------------------------------------- a folder of frames

static void a_folder_holds_every_frame(void **state)
{
    (void)state;
    struct error error = {0};
    assert_true(film(OUT "frames", &error));
    assert_int_equal(player_play(OUT "frames", same_frame, NULL).frames, N);
    // again: the new frames take the old ones' place, those of a longer film go
    FILE *longer = fopen(OUT "frames/frame-0008.png", "w");
    fclose(longer);
    assert_true(film(OUT "frames/", &error));
    assert_int_equal(entries(OUT "frames"), N);
}

static void a_folder_with_other_files_is_left_alone(void **state)
{
    (void)state;
    struct error error = {0};
    mkdir(OUT "mine", 0777);
    FILE *mine = fopen(OUT "mine/letter.txt", "w");
    fclose(mine);
    assert_false(film(OUT "mine", &error));
    assert_non_null(strstr(error.text, "letter.txt"));
    assert_int_equal(entries(OUT "mine"), 1);
}

// ---------------------------------------------------------------- failures

static void the_same_frames_are_the_same_bytes(void **state)
{
    (void)state;
    static const char *const NAMES[][2] = {{OUT "a.apng", OUT "b.png"},
                                           {OUT "a.webp", OUT "b.webp"}};
    struct error error = {0};
    for (int i = 0; i < 2; i++) {
        char *data[2];
        size_t size[2];
        for (int k = 0; k < 2; k++) {
            assert_true(film(NAMES[i][k], &error));
            assert_true(file_read(NAMES[i][k], 1 << 24, &data[k], &size[k], &error));
        }
        assert_int_equal(size[0], size[1]);
        assert_memory_equal(data[0], data[1], size[0]);
        free(data[0]);
        free(data[1]);
    }
}

static void what_cannot_be_written_is_refused_at_once(void **state)
{
    (void)state;
    static const char *const PATHS[] = {OUT "none/film.webp", OUT "none/film.apng",
                                        OUT "none/film", "/proc/film.png", "/dev/full"};
    for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
        struct error error = {0};
        struct reel_params p = params(PATHS[i]);
        assert_null(reel_create(&p, &error));
        assert_string_equal(error.file, PATHS[i]);
        assert_true(error.text[0]);
    }
}

static void a_film_that_is_given_up_leaves_nothing(void **state)
{
    (void)state;
    static const char *const PATHS[] = {OUT "gone/x.webp", OUT "gone/x.apng",
                                        OUT "gone/x"};
    static uint8_t rgba[W * H * 4];
    mkdir(OUT "gone", 0777);
    for (int i = 0; i < 3; i++) {
        struct error error;
        struct reel_params p = params(PATHS[i]);
        struct reel *reel = reel_create(&p, &error);
        draw(0, rgba);
        assert_true(reel_add(reel, rgba, &error));
        assert_int_equal(entries(OUT "gone"), 1);
        reel_destroy(&reel);
        assert_int_equal(entries(OUT "gone"), 0);
    }
}

/* as on a full disk: files may not grow beyond some bytes */
static void a_full_disk_leaves_the_old_film(void **state)
{
    (void)state;
    static const char *const PATHS[] = {OUT "full/x.webp", OUT "full/x.apng",
                                        OUT "full/x"};
    struct rlimit before, small = {.rlim_cur = 64};
    mkdir(OUT "full", 0777);
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < 3; i++) {
        struct error error = {0};
        char *old, *now;
        char kept[512];
        size_t old_size, now_size;
        snprintf(kept, sizeof kept, "%s%s", PATHS[i], i == 2 ? "/frame-0002.png" : "");
        assert_true(film(PATHS[i], &error));
        assert_true(file_read(kept, 1 << 24, &old, &old_size, &error));
        getrlimit(RLIMIT_FSIZE, &before);
        small.rlim_max = before.rlim_max;
        setrlimit(RLIMIT_FSIZE, &small);
        bool ok = film(PATHS[i], &error);
        setrlimit(RLIMIT_FSIZE, &before);
        assert_false(ok);
        assert_non_null(strstr(error.text, "cannot be written"));
        assert_true(file_read(kept, 1 << 24, &now, &now_size, &error));
        assert_int_equal(old_size, now_size);
        assert_memory_equal(old, now, now_size);
        assert_int_equal(entries(OUT "full"), i + 1);
        free(old);
        free(now);
    }
}

static void endings_say_the_kind(void **state)
{
    (void)state;
    assert_int_equal(reel_kind_of("a.webp"), REEL_WEBP);
    assert_int_equal(reel_kind_of("A.WEBP"), REEL_WEBP);
    assert_int_equal(reel_kind_of("a.MP4"), REEL_MP4);
    assert_int_equal(reel_kind_of("a.png"), REEL_APNG);
    assert_int_equal(reel_kind_of("a.apng"), REEL_APNG);
    assert_int_equal(reel_kind_of("a"), REEL_FRAMES);
    assert_int_equal(reel_kind_of("a.webp/b"), REEL_FRAMES);
    assert_int_equal(reel_kind_of("a.b/"), REEL_FRAMES);
    assert_int_equal(reel_kind_of(".png"), REEL_FRAMES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_apng_plays_every_frame),
        cmocka_unit_test(a_webp_plays_every_frame),
        cmocka_unit_test(an_mp4_plays_every_frame),
        cmocka_unit_test(a_folder_holds_every_frame),
        cmocka_unit_test(a_folder_with_other_files_is_left_alone),
        cmocka_unit_test(the_same_frames_are_the_same_bytes),
        cmocka_unit_test(what_cannot_be_written_is_refused_at_once),
        cmocka_unit_test(a_film_that_is_given_up_leaves_nothing),
        cmocka_unit_test(a_full_disk_leaves_the_old_film),
        cmocka_unit_test(endings_say_the_kind),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
