/* `deqi card` and `deqi film` as users call them. Skipped where no graphics can be had.
 */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <poll.h>
#include <spawn.h>

#include "base/file.h"
#include "import/image.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"
#define OUT DEQI_BINARY_DIR "/export/cli/"
#define SOLES CASES "diabetic_soles.json"

static char said[8192]; /* what the last run wrote to standard error */

/* runs the program with words up to NULL; returns its exit status */
static int deqi(const char *word, ...)
{
    extern char **environ;
    char *argv[32] = {DEQI_PROGRAM};
    int n = 1, status;
    va_list words;
    va_start(words, word);
    for (; word && n < 31; word = va_arg(words, const char *))
        argv[n++] = (char *)word;
    va_end(words);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 2, OUT "stderr",
                                     O_WRONLY | O_CREAT | O_TRUNC, 0666);
    pid_t child;
    assert_int_equal(posix_spawn(&child, DEQI_PROGRAM, &files, NULL, argv, environ), 0);
    posix_spawn_file_actions_destroy(&files);
    waitpid(child, &status, 0);
    FILE *from = fopen(OUT "stderr", "r");
    said[fread(said, 1, sizeof said - 1, from)] = 0;
    fclose(from);
    int rc = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (rc == 3)
        exit(77);
    return rc;
}

static void expect(int status, int wanted, const char *saying)
{
    if (status != wanted || !strstr(said, saying))
        fail_msg("status %d, said %s; expected %d and \"%s\"", status, said, wanted,
                 saying);
}

static int set_up(void **state)
{
    (void)state;
    mkdir(DEQI_BINARY_DIR "/export", 0777);
    return system("rm -rf '" OUT "'") == 0 && mkdir(OUT, 0777) == 0 ? 0 : -1;
}

static void same_files(const char *a, const char *b)
{
    struct error error;
    char *data[2];
    size_t size[2];
    assert_true(file_read(a, 1 << 28, &data[0], &size[0], &error));
    assert_true(file_read(b, 1 << 28, &data[1], &size[1], &error));
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(data[0], data[1], size[0]);
    free(data[0]);
    free(data[1]);
}

/* what another program says, or NULL where it is not on this machine; malloc'ed */
static char *ask(const char *program, const char *command)
{
    char text[1024];
    snprintf(text, sizeof text, "command -v %s >/dev/null", program);
    if (system(text) != 0)
        return NULL;
    snprintf(text, sizeof text, "%s 2>&1", command);
    FILE *from = popen(text, "r");
    char *out = calloc(1, 16384);
    size_t n = fread(out, 1, 16383, from);
    out[n] = 0;
    assert_int_equal(pclose(from), 0);
    return out;
}

static void must_say(char *out, const char *word)
{
    if (out && !strstr(out, word))
        fail_msg("another program does not say \"%s\" but %s", word, out);
}

// ---------------------------------------------------------------- cards

/* Two pages of the paper that was asked for, with the fields that are filled in by hand
 * and a close-up of the foot that is needled. */
static void a_card_is_opened_by_other_programs(void **state)
{
    (void)state;
    static const char *const PAPERS[][2] = {{"a4", "595.276 x 841.89"},
                                            {"letter", "612 x 792"}};
    for (int i = 0; i < 2; i++) {
        expect(deqi("card", SOLES, "-o", OUT "paper.pdf", "--paper", PAPERS[i][0], NULL),
               0, "");
        char *info = ask("pdfinfo", "pdfinfo " OUT "paper.pdf");
        must_say(info, PAPERS[i][1]);
        must_say(info, "Pages:           2");
        free(info);
        char *text = ask("pdftotext", "pdftotext " OUT "paper.pdf -");
        must_say(text, "Name, date of birth");
        must_say(text, "Signature");
        must_say(text, "Foot (right)");
        free(text);
    }
    expect(deqi("card", SOLES, "-o", OUT "paper.pdf", "--paper", "a5", NULL), 2, "paper");
}

/* H.264 as a television asks for it; where this build cannot pack it, it says so */
static void an_mp4_is_opened_by_other_programs(void **state)
{
    (void)state;
    int status = deqi("film", SOLES, "-o", OUT "turn.mp4", "--size", "320x180",
                      "--seconds", "1", "--fps", "5", NULL);
    if (status == 1 && strstr(said, "OpenH264"))
        return;
    expect(status, 0, "");
    char *probe =
        ask("ffprobe", "ffprobe -v error -count_frames -show_streams " OUT "turn.mp4");
    must_say(probe, "codec_name=h264");
    must_say(probe, "width=320");
    must_say(probe, "height=180");
    must_say(probe, "nb_read_frames=5");
    must_say(probe, "pix_fmt=yuv420p");
    must_say(probe, "color_space=bt709");
    free(probe);
}

/* beside the body there is nothing, in the body all */
static void a_picture_is_see_through(void **state)
{
    (void)state;
    struct error error;
    struct image image;
    expect(deqi("render", SOLES, "-o", OUT "clear.png", "--size", "320x240",
                "--transparent", "--layers", "points", NULL),
           0, "");
    assert_true(image_load(OUT "clear.png", &image, &error));
    const uint8_t *corner = image.rgba, *middle = image.rgba + (100 * 320 + 160) * 4;
    assert_int_equal(corner[3], 0);
    assert_int_equal(middle[3], 255);
    assert_true(middle[0] > 120); // porcelain, not darkened
    image_free(&image);
}

static void a_card_is_made_and_made_again_alike(void **state)
{
    (void)state;
    expect(deqi("card", SOLES, "-o", OUT "a.pdf", NULL), 0, "");
    expect(deqi("card", SOLES, "-o", OUT "b.pdf", NULL), 0, "");
    same_files(OUT "a.pdf", OUT "b.pdf");
    expect(deqi("card", SOLES, "-o", OUT "a.png", "--lang", "zh-Hans", "--body", "female",
                "--set", "height=1.5", NULL),
           0, "");
    struct image image = {0};
    struct error error;
    assert_true(image_load(OUT "a.png", &image, &error));
    assert_int_equal(image.width, 1240);
    assert_true(image.height > 1700);
    image_free(&image);
    expect(deqi("card", CASES "red_flag_blocked.json", "-o", OUT "blocked.pdf", NULL), 0,
           "");
}

static void cards_are_refused_clearly(void **state)
{
    (void)state;
    expect(deqi("card", SOLES, NULL), 2, "-o OUT.pdf is missing");
    expect(deqi("card", SOLES, "-o", OUT "a.doc", NULL), 2, ".pdf or .png");
    expect(deqi("card", "-o", OUT "a.pdf", NULL), 2, "one CASE.json is expected");
    expect(deqi("card", SOLES, SOLES, "-o", OUT "a.pdf", NULL), 2, "found 2");
    expect(deqi("card", SOLES, "-o", OUT "a.pdf", "--lang", "xx", NULL), 2, "xx");
    expect(deqi("card", OUT "none.json", "-o", OUT "a.pdf", NULL), 1, "none.json");
    expect(deqi("card", SOLES, "-o", OUT "none/a.pdf", NULL), 1, "cannot be written");
}

// ---------------------------------------------------------------- films

static int frames_in(const char *folder)
{
    DIR *dir = opendir(folder);
    int n = 0;
    struct dirent *e;
    while (dir && (e = readdir(dir)))
        n += strncmp(e->d_name, "frame-", 6) == 0;
    if (dir)
        closedir(dir);
    return n;
}

static void a_turn_is_filmed_and_filmed_again_alike(void **state)
{
    (void)state;
    expect(deqi("film", SOLES, "-o", OUT "turn", "--size", "160x120", "--seconds", "2",
                "--fps", "6", NULL),
           0, "100 % of 12 frames");
    assert_int_equal(frames_in(OUT "turn"), 12);
    struct image first = {0}, back = {0};
    struct error error;
    assert_true(image_load(OUT "turn/frame-0001.png", &first, &error));
    assert_true(image_load(OUT "turn/frame-0007.png", &back, &error));
    assert_int_equal(first.width, 160);
    assert_int_equal(first.height, 120);
    assert_memory_not_equal(first.rgba, back.rgba, 160 * 120 * 4);
    image_free(&first);
    image_free(&back);
    for (int i = 0; i < 2; i++)
        expect(deqi("film", SOLES, "-o", i ? OUT "b.webp" : OUT "a.webp", "--size",
                    "160x120", "--seconds", "1", "--fps", "3", NULL),
               0, "");
    same_files(OUT "a.webp", OUT "b.webp");
}

static void a_session_is_filmed_position_by_position(void **state)
{
    (void)state;
    expect(deqi("film", CASES "cervical_thumb.json", "-o", OUT "session", "--kind",
                "session", "--size", "320x240", "--seconds", "1", "--fps", "4", "--lang",
                "zh-Hans", NULL),
           0, "100 % of 4 frames");
    assert_int_equal(frames_in(OUT "session"), 4);
    expect(deqi("film", SOLES, "-o", OUT "lamp.apng", "--kind", "session", "--lamp", "on",
                "--size", "200x300", "--seconds", "1", "--fps", "2", "--view", "KI3.L",
                NULL),
           0, "");
    // a body without a case can be turned too
    expect(deqi("film", "-o", OUT "body.png", "--size", "64x64", "--seconds", "1",
                "--fps", "2", "--body", "male", NULL),
           0, "");
}

/* what lies beneath the skin shows in a film as in a picture: nobody has to thin the skin
 */
static void a_film_of_bones_shows_them(void **state)
{
    (void)state;
    const char *const layers[] = {"points", "points,bones"};
    struct error error;
    struct image frame[2];
    for (int i = 0; i < 2; i++) {
        expect(deqi("film", "-o", i ? OUT "bones" : OUT "skin", "--size", "160x160",
                    "--seconds", "1", "--fps", "1", "--layers", layers[i], NULL),
               0, "");
        assert_true(image_load(i ? OUT "bones/frame-0001.png" : OUT "skin/frame-0001.png",
                               &frame[i], &error));
    }
    size_t differs = 0, n = (size_t)frame[0].width * (size_t)frame[0].height;
    for (size_t i = 0; i < n; i++)
        differs += memcmp(frame[0].rgba + 4 * i, frame[1].rgba + 4 * i, 3) != 0;
    assert_true(differs > n / 20);
    image_free(&frame[0]);
    image_free(&frame[1]);
}

static void a_film_that_is_stopped_leaves_nothing(void **state)
{
    (void)state;
    extern char **environ;
    char *argv[] = {DEQI_PROGRAM, "film",  SOLES,   "-o", OUT "stop/film.webp",
                    "--size",     "64x64", "--fps", "60", "--seconds",
                    "120",        NULL};
    pid_t child;
    int status, looks = inotify_init();
    mkdir(OUT "stop", 0777);
    assert_true(inotify_add_watch(looks, OUT "stop", IN_CREATE) >= 0);
    assert_int_equal(posix_spawn(&child, DEQI_PROGRAM, NULL, NULL, argv, environ), 0);
    // until it has begun: by then it heeds signals
    struct pollfd begun = {.fd = looks, .events = POLLIN};
    assert_int_equal(poll(&begun, 1, 60000), 1);
    close(looks);
    kill(child, SIGTERM);
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
    assert_int_equal(rmdir(OUT "stop"), 0);
}

static void films_are_refused_clearly(void **state)
{
    (void)state;
    static const char *const WEBP = OUT "no.webp";
    expect(deqi("film", SOLES, NULL), 2, "-o OUT is missing");
    expect(deqi("film", SOLES, "-o", WEBP, "--size", "9000x100", NULL), 2, "64 to 8192");
    expect(deqi("film", SOLES, "-o", WEBP, "--size", "10x10", NULL), 2, "64 to 8192");
    expect(deqi("film", SOLES, "-o", WEBP, "--seconds", "0", NULL), 2, "1 to 120");
    expect(deqi("film", SOLES, "-o", WEBP, "--seconds", "2.5", NULL), 2, "1 to 120");
    expect(deqi("film", SOLES, "-o", WEBP, "--fps", "61", NULL), 2, "1 to 60");
    expect(deqi("film", SOLES, "-o", WEBP, "--kind", "dance", NULL), 2, "turntable");
    expect(deqi("film", SOLES, "-o", WEBP, "--view", "ZZ9", NULL), 2, "ZZ9");
    expect(deqi("film", SOLES, "-o", WEBP, "--lamp", "on", NULL), 2, "session");
    expect(deqi("film", "-o", WEBP, "--kind", "session", NULL), 2, "needs a case");
    expect(deqi("film", SOLES, "-o", WEBP, "--size", "8192x8192", "--seconds", "120",
                "--fps", "60", NULL),
           1, "too much for one film");
    expect(deqi("film", CASES "red_flag_blocked.json", "-o", WEBP, NULL), 1,
           "the plan is blocked");
    expect(deqi("film", SOLES, "-o", OUT "none/no.webp", NULL), 1, "cannot be written");
    expect(deqi("film", SOLES, "-o", DEQI_SOURCE_DIR "/assets", NULL), 1,
           "expected a new");
    assert_false(file_exists(WEBP));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_card_is_opened_by_other_programs),
        cmocka_unit_test(an_mp4_is_opened_by_other_programs),
        cmocka_unit_test(a_picture_is_see_through),
        cmocka_unit_test(a_card_is_made_and_made_again_alike),
        cmocka_unit_test(cards_are_refused_clearly),
        cmocka_unit_test(a_turn_is_filmed_and_filmed_again_alike),
        cmocka_unit_test(a_session_is_filmed_position_by_position),
        cmocka_unit_test(a_film_of_bones_shows_them),
        cmocka_unit_test(a_film_that_is_stopped_leaves_nothing),
        cmocka_unit_test(films_are_refused_clearly),
    };
    return cmocka_run_group_tests(tests, set_up, NULL);
}
