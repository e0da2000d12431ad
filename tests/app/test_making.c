/* Films and cards made from the window by tapping: they are whole, the bar moves, Esc
 * stops, and whatever goes wrong is said and leaves nothing behind. */
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

#include <SDL.h>
#include <cmocka.h>

#include "../export/player.h"
#include "app/job.h"
#include "base/file.h"
#include "drive.h"
#include "panels/film_choice.h"
#include "panels/shell.h"
#include "scene/layers.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"
#define SOLES CASES "diabetic_soles.json"      /* the lamp waits for a test */
#define HANDS CASES "pregnancy_hand_sole.json" /* the lamp is on */

enum { MOST_STEPS = 2000 };

static void open_app(struct drive *d, const char *case_path)
{
    struct drive_params p = {
        .width = 700, .height = 560, .mode = APP_CLINIC, .case_path = case_path};
    if (!drive_open(d, &p))
        exit(77);
}

static void open_card(struct drive *d, const char *work)
{
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.card");
    drive_tap_id(d, "", work);
}

/* the smallest film of its kind */
static void choose_film(struct drive *d, const char *work, const char *file)
{
    open_card(d, work);
    drive_tap_id(d, "", file);
    if (!d->app->desk.shell->fold[FOLD_FILM])
        drive_tap_id(d, "", "film.shape");
    drive_tap(d, "854");
    drive_tap(d, strcmp(work, "files.film_turn") == 0 ? "4 s" : "10 s");
    drive_tap(d, "10##film.rate");
}

static void finish(struct drive *d)
{
    for (int i = 0; i < MOST_STEPS && d->app->desk.work.on; i++)
        app_step(d->app, 0);
    assert_false(d->app->desk.work.on);
}

/* what lies in the folder under a name that begins so */
static int entries(const char *folder, const char *name)
{
    int n = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e; (e = readdir(dir));)
        n += strncmp(e->d_name, name, strlen(name)) == 0;
    closedir(dir);
    return n;
}

/* how many pixels of the window have that very colour */
static int count_color(struct drive *d, uint32_t color)
{
    const uint8_t rgb[3] = {(uint8_t)(color >> 24), (uint8_t)(color >> 16),
                            (uint8_t)(color >> 8)};
    int width, height, n = 0;
    uint8_t *pixels = drive_pixels(d, &width, &height);
    for (int i = 0; i < width * height; i++)
        n += memcmp(pixels + 4 * i, rgb, 3) == 0;
    free(pixels);
    return n;
}

static void goes_on(struct drive *d)
{
    assert_int_equal(d->app->desk.shell->card, SHELL_NO_CARD);
    director_select(&d->app->director, "", SIDE_M, SINK_STAY);
    drive_key(d, 'n', 0);
    assert_true(d->app->desk.eye.selected[0] != 0);
    director_select(&d->app->director, "", SIDE_M, SINK_STAY);
    d->app->desk.sink.notice[0] = 0;
}

// ---------------------------------------------------------------- every kind of film

static const struct {
    const char *work, *file, *name;
    int frames, length_ms;
} FILMS[] = {
    {"files.film_turn", "film.webp", "turn.webp", 40, 4000},
    {"files.film_turn", "film.apng", "turn.apng", 40, 4000},
    {"files.film_turn", "film.frames", "turn", 40, 0},
    {"files.film_session", "film.webp", "session.webp", 100, 10000},
    {"files.film_session", "film.apng", "session.apng", 100, 10000},
    {"files.film_session", "film.frames", "session", 100, 0}, /* with the lamp */
};
enum { N_FILMS = sizeof FILMS / sizeof *FILMS };

struct seen {
    uint8_t first[854 * 480 * 4];
    int n, others, warm;
};

static void look(const uint8_t *rgba, int until_ms, const struct played *film, void *user)
{
    (void)until_ms;
    struct seen *s = user;
    size_t size = (size_t)film->width * (size_t)film->height * 4;
    assert_int_equal(size, sizeof s->first);
    if (s->n++ == 0)
        memcpy(s->first, rgba, size);
    s->others += memcmp(s->first, rgba, size) != 0;
    // the lamp's warmth on the skin and in its words, in no other thing
    for (size_t i = 0; i < size; i += 4)
        s->warm += rgba[i] > 205 && rgba[i + 1] < 120 && rgba[i + 2] < 90;
}

static void every_film_is_made(void **state)
{
    (void)state;
    drive_needs_pictures();
    struct drive d = {0};
    open_app(&d, SOLES);
    for (int i = 0; i < N_FILMS; i++) {
        char path[512];
        bool lamp = i == N_FILMS - 1;
        if (lamp)
            drive_drop(&d, HANDS);
        struct seen *seen = calloc(1, sizeof *seen);
        assert_non_null(seen);
        choose_film(&d, FILMS[i].work, FILMS[i].file);
        drive_tap_id(&d, "", "files.save");
        assert_true(d.app->desk.work.on);
        finish(&d);
        snprintf(path, sizeof path, "%s/%s", d.folder, FILMS[i].name);
        assert_non_null(strstr(d.app->desk.sink.notice, path));
        struct played film = player_play(path, look, seen);
        assert_int_equal(film.width, 854);
        assert_int_equal(film.height, 480);
        // those of a WebP that are alike are one
        assert_in_range(film.frames, FILMS[i].frames / 2, FILMS[i].frames);
        assert_true(strstr(FILMS[i].file, "webp") || film.frames == FILMS[i].frames);
        assert_int_equal(film.length_ms, FILMS[i].length_ms);
        assert_true(seen->others > FILMS[i].frames / 3);
        // the lamp is there where the plan allows it, and only there
        assert_true(lamp ? seen->warm > 100 : seen->warm == 0);
        free(seen);
        goes_on(&d);
    }
    drive_close(&d);
}

static void a_turn_begins_from_the_present_view(void **state)
{
    (void)state;
    const struct film_choice choice = film_choice_default();
    struct drive d = {0};
    struct film_params params;
    struct camera camera, home;
    open_app(&d, SOLES);
    drive_key(&d, '1', 0);
    drive_settle(&d);
    film_choice_params(&d.app->desk.eye, d.app->desk.subject, &d.app->desk.settings,
                       d.app->desk.mode, &choice, FILM_TURNTABLE, "x", &home, &params);
    assert_true(home.yaw == d.app->desk.eye.camera.yaw);
    // the whole body, from the side that is seen
    drive_key(&d, SDLK_RIGHT, 0);
    film_choice_params(&d.app->desk.eye, d.app->desk.subject, &d.app->desk.settings,
                       d.app->desk.mode, &choice, FILM_TURNTABLE, "x", &camera, &params);
    assert_true(camera.yaw == d.app->desk.eye.camera.yaw && camera.yaw != home.yaw);
    assert_true(camera.distance == home.distance);
    // a part of it that can be gone round
    drive_key(&d, '1', 0);
    drive_settle(&d);
    d.app->desk.eye.camera.distance *= 0.5f;
    d.app->desk.eye.aimed = AIMED_NOWHERE;
    film_choice_params(&d.app->desk.eye, d.app->desk.subject, &d.app->desk.settings,
                       d.app->desk.mode, &choice, FILM_TURNTABLE, "x", &camera, &params);
    assert_true(camera.distance < 0.7f * home.distance);
    assert_memory_equal(camera.target, d.app->desk.eye.camera.target,
                        sizeof camera.target);
    // so near that the eye would go through the body
    d.app->desk.eye.camera.distance = 0.1f;
    film_choice_params(&d.app->desk.eye, d.app->desk.subject, &d.app->desk.settings,
                       d.app->desk.mode, &choice, FILM_TURNTABLE, "x", &camera, &params);
    assert_true(camera.distance == home.distance);
    drive_close(&d);
}

static void type_name(struct drive *d, const char *name)
{
    drive_tap_id(d, "", "files.name");
    drive_key(d, 'a', KMOD_CTRL);
    drive_type(d, name);
}

/* what is being written has the film's name and some letters more */
static void begins(struct drive *d, const char *name)
{
    drive_tap_id(d, "", "files.save");
    assert_true(d->app->desk.work.on);
    assert_int_equal(entries(d->folder, name), 1);
    drive_key(d, SDLK_ESCAPE, 0);
    assert_false(d->app->desk.work.on);
    assert_int_equal(entries(d->folder, name), 0);
}

static void the_name_says_the_kind(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    open_app(&d, SOLES);
    choose_film(&d, "files.film_session", "film.webp");
    // a known ending takes the kind with it, as at the command line
    type_name(&d, "knee.png");
    begins(&d, "knee.png.");
    // a name gets the ending that it lacks, and none in a folder
    open_card(&d, "files.film_session");
    drive_tap_id(&d, "", "film.webp");
    type_name(&d, "foot");
    begins(&d, "foot.webp.");
    open_card(&d, "files.film_session");
    drive_tap_id(&d, "", "film.frames");
    type_name(&d, "hand");
    begins(&d, "hand.");
    // the card too
    open_card(&d, "files.card_pdf");
    type_name(&d, "mine.png");
    drive_tap_id(&d, "", "files.save");
    finish(&d);
    snprintf(path, sizeof path, "%s/mine.png", d.folder);
    assert_true(file_exists(path));
    drive_close(&d);
}

/* the case that is shown, whole, and nobody's name in it */
static void a_page_is_made(void **state)
{
    (void)state;
    struct drive d = {0};
    struct error error;
    char path[512], *text;
    size_t size;
    open_app(&d, SOLES);
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.page");
    drive_tap_id(&d, "", "files.save");
    if (!file_exists("/usr/share/javascript/three/three.min.js")) {
        assert_int_equal(d.app->desk.shell->card,
                         SHELL_FILES); // which says what is missing
    } else {
        assert_true(d.app->desk.work.on);
        finish(&d);
        snprintf(path, sizeof path, "%s/plan.html", d.folder);
        assert_true(file_read(path, 8 << 20, &text, &size, &error));
        assert_non_null(strstr(text, "en-card-KI3-L"));
        // the other languages are packed, until they are asked for
        assert_non_null(strstr(text, "\"zh-Hans\""));
        assert_null(strstr(text, "Diabetic soles"));
        free(text);
    }
    drive_close(&d);
}

/* what the screen shows besides the case is on it, too */
static void a_page_shows_what_the_screen_shows(void **state)
{
    (void)state;
    struct drive d = {0};
    struct error error;
    char path[512], *text;
    size_t size;
    if (!file_exists("/usr/share/javascript/three/three.min.js"))
        skip();
    open_app(&d, SOLES);
    d.app->desk.eye.layers |= SCENE_ARTERIES;
    snprintf(d.app->desk.eye.selected, sizeof d.app->desk.eye.selected, "LU1");
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.page");
    drive_tap_id(&d, "", "files.save");
    finish(&d);
    snprintf(path, sizeof path, "%s/plan.html", d.folder);
    assert_true(file_read(path, 8 << 20, &text, &size, &error));
    assert_non_null(strstr(text, "id=\"en-card-LU1\""));
    assert_non_null(strstr(text, "en-card-part-radial_artery"));
    assert_null(strstr(text, "en-card-part-tibial_nerve"));
    free(text);
    drive_close(&d);
}

// ---------------------------------------------------------------- while it is made

/* how far the bar has come, in pixels */
static int bar(struct drive *d)
{
    return count_color(d, desk_theme(&d->app->desk.settings, d->app->desk.mode)->accent);
}

static void the_bar_moves_and_esc_stops(void **state)
{
    (void)state;
    drive_needs_pictures();
    static const char *const FILES[] = {"film.webp", "film.apng", "film.frames"};
    struct drive d = {0};
    open_app(&d, SOLES);
    for (int i = 0; i < 3; i++) {
        const char *work = i ? "files.film_session" : "files.film_turn";
        const char *name = i ? "session." : "turn.";
        choose_film(&d, work, FILES[i]);
        drive_tap_id(&d, "", "files.save");
        for (int k = 0; k < 4; k++)
            app_step(d.app, 0);
        for (int k = 0; k < 2; k++) {
            int before = bar(&d);
            for (int n = 0; n < 30 && bar(&d) == before; n++)
                app_step(d.app, 0);
            assert_true(bar(&d) > before);
        }
        if (i == 0)
            drive_save(&d, DEQI_BINARY_DIR "/app_making.png");
        assert_int_equal(entries(d.folder, name), 1);
        // nothing else is done meanwhile
        struct case_record *record = malloc(sizeof *record);
        assert_non_null(record);
        *record = *history_now(d.app->desk.dossier.history);
        drive_drop(&d, HANDS);
        drive_key(&d, 'n', 0);
        assert_memory_equal(record, history_now(d.app->desk.dossier.history),
                            sizeof *record);
        assert_string_equal(d.app->desk.eye.selected, "");
        free(record);
        assert_true(d.app->desk.work.on);
        if (i == 1)
            drive_tap_id(&d, "", "job.stop");
        else
            drive_key(&d, SDLK_ESCAPE, 0);
        assert_false(d.app->desk.work.on);
        assert_string_equal(d.app->desk.sink.notice,
                            text_of(d.app->desk.texts, "job.stopped"));
        assert_int_equal(entries(d.folder, name), 0);
        goes_on(&d);
    }
    drive_close(&d);
}

static void closing_the_window_stops_it_too(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, SOLES);
    choose_film(&d, "files.film_turn", "film.apng");
    drive_tap_id(&d, "", "files.save");
    app_step(d.app, 0);
    assert_int_equal(entries(d.folder, "turn"), 1);
    drive_close_button(&d);
    assert_false(d.app->running);
    drive_close(&d);
    assert_int_equal(entries(d.folder, "turn"), 0);
}

// ---------------------------------------------------------------- what goes wrong

/* the limit on the size of a file answers as a full disk does */
static void a_full_disk_leaves_the_old_film(void **state)
{
    (void)state;
    static const char *const FILES[] = {"film.webp", "film.apng", "film.frames"};
    static const char *const NAMES[] = {"session.webp", "session.apng",
                                        "session/frame-0002.png"};
    struct drive d = {0};
    struct error error;
    struct rlimit before, small = {.rlim_cur = 64};
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    small.rlim_max = before.rlim_max;
    open_app(&d, SOLES);
    for (int i = 0; i < 3; i++) {
        char path[512], folder[300], *data;
        size_t size;
        snprintf(path, sizeof path, "%s/%s", d.folder, NAMES[i]);
        snprintf(folder, sizeof folder, "%s/session", d.folder);
        if (i == 2)
            mkdir(folder, 0777);
        assert_true(file_write(path, "old", 3, &error));
        choose_film(&d, "files.film_session", FILES[i]);
        int there = entries(d.folder, "session");
        drive_tap_id(&d, "", "files.save");
        assert_false(d.app->desk.work.on);
        drive_tap_id(&d, "", "files.replace");
        assert_true(d.app->desk.work.on);
        setrlimit(RLIMIT_FSIZE, &small);
        finish(&d);
        setrlimit(RLIMIT_FSIZE, &before);
        assert_non_null(strstr(d.app->desk.sink.notice, "cannot be written"));
        assert_int_equal(entries(d.folder, "session"), there);
        assert_true(file_read(path, 1 << 20, &data, &size, &error));
        assert_string_equal(data, "old");
        free(data);
        goes_on(&d);
    }
    drive_close(&d);
}

static void what_cannot_be_begun_is_said_in_the_card(void **state)
{
    (void)state;
    struct drive d = {0};
    struct error error;
    char path[512];
    open_app(&d, SOLES);
    uint32_t alarm = desk_theme(&d.app->desk.settings, d.app->desk.mode)->alarm;
    // a folder that is not ours to empty
    snprintf(path, sizeof path, "%s/session", d.folder);
    mkdir(path, 0777);
    snprintf(path, sizeof path, "%s/session/letter.txt", d.folder);
    assert_true(file_write(path, "dear", 4, &error));
    choose_film(&d, "files.film_session", "film.frames");
    assert_int_equal(count_color(&d, alarm), 0);
    drive_tap_id(&d, "", "files.save");
    drive_tap_id(&d, "", "files.replace");
    assert_false(d.app->desk.work.on);
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    assert_true(!drive_has_graphics || count_color(&d, alarm) > 0);
    assert_true(file_exists(path));
    drive_key(&d, SDLK_ESCAPE, 0);
    goes_on(&d);
    drive_close(&d);
    // a folder where nobody may write
    open_app(&d, SOLES);
    setenv("HOME", "/proc", 1);
    choose_film(&d, "files.film_session", "film.webp");
    assert_int_equal(count_color(&d, alarm), 0);
    drive_tap_id(&d, "", "files.save");
    assert_false(d.app->desk.work.on);
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    assert_true(!drive_has_graphics || count_color(&d, alarm) > 0);
    // the same for a card, which only finds out at its end
    drive_tap_id(&d, "", "files.card_png");
    drive_tap_id(&d, "", "files.save");
    finish(&d);
    assert_non_null(strstr(d.app->desk.sink.notice, "/proc/plan.png"));
    goes_on(&d);
    drive_close(&d);
}

static void what_would_be_too_much_cannot_be_begun(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, SOLES);
    choose_film(&d, "files.film_session", "film.webp");
    drive_tap(&d, "3840");
    drive_tap(&d, "60 s");
    drive_tap(&d, "30##film.rate");
    drive_tap_id(&d, "", "files.save");
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    assert_false(d.app->desk.work.on);
    drive_tap(&d, "10##film.rate");
    drive_tap_id(&d, "", "files.save");
    assert_true(d.app->desk.work.on);
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_close(&d);
    open_app(&d, CASES "red_flag_blocked.json");
    open_card(&d, "files.film_turn");
    drive_tap_id(&d, "", "files.save");
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    assert_false(d.app->desk.work.on);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_film_is_made),
        cmocka_unit_test(a_turn_begins_from_the_present_view),
        cmocka_unit_test(the_name_says_the_kind),
        cmocka_unit_test(a_page_is_made),
        cmocka_unit_test(a_page_shows_what_the_screen_shows),
        cmocka_unit_test(the_bar_moves_and_esc_stops),
        cmocka_unit_test(closing_the_window_stops_it_too),
        cmocka_unit_test(a_full_disk_leaves_the_old_film),
        cmocka_unit_test(what_cannot_be_begun_is_said_in_the_card),
        cmocka_unit_test(what_would_be_too_much_cannot_be_begun),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
