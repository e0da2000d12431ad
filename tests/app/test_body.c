/* A body of one's own in the window: opened from the menu or dropped, with its points
 * found; Esc stops that, what is no person is refused and nothing is lost, and ours is
 * one tap away. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "base/file.h"
#include "drive.h"
#include "panels/shell.h"

static void copy_body(const struct drive *d, const char *name, char *path, size_t room)
{
    char *data;
    size_t size;
    snprintf(path, room, "%s/%s", d->folder, name);
    assert_true(file_read(DEQI_SOURCE_DIR "/models/human.glb", (size_t)1 << 27, &data,
                          &size, NULL));
    assert_true(file_write(path, data, size, NULL));
    free(data);
}

/* a seat, a back and four legs, as high as a person */
static void write_chair(const struct drive *d, char *path, size_t room)
{
    static const float BOX[6][6] = {
        {-.25f, .42f, -.25f, .25f, .47f, .25f}, {-.25f, .47f, -.25f, .25f, .9f, -.2f},
        {-.25f, 0, -.25f, -.2f, .42f, -.2f},    {.2f, 0, -.25f, .25f, .42f, -.2f},
        {-.25f, 0, .2f, -.2f, .42f, .25f},      {.2f, 0, .2f, .25f, .42f, .25f}};
    static const int FACE[6][4] = {{0, 2, 3, 1}, {4, 5, 7, 6}, {0, 1, 5, 4},
                                   {2, 6, 7, 3}, {0, 4, 6, 2}, {1, 3, 7, 5}};
    char text[8192];
    size_t n = 0;
    for (int b = 0; b < 6; b++)
        for (int i = 0; i < 8; i++)
            n += (size_t)snprintf(text + n, sizeof text - n, "v %g %g %g\n",
                                  2 * (double)BOX[b][i & 1 ? 3 : 0],
                                  2 * (double)BOX[b][i & 2 ? 4 : 1],
                                  2 * (double)BOX[b][i & 4 ? 5 : 2]);
    for (int b = 0; b < 6; b++)
        for (int i = 0; i < 6; i++)
            n += (size_t)snprintf(text + n, sizeof text - n, "f %d %d %d %d\n",
                                  8 * b + FACE[i][0] + 1, 8 * b + FACE[i][1] + 1,
                                  8 * b + FACE[i][2] + 1, 8 * b + FACE[i][3] + 1);
    snprintf(path, room, "%s/chair.obj", d->folder);
    assert_true(file_write(path, text, n, NULL));
}

static void start(struct drive *d)
{
    drive_start(d, (struct drive_params){.mode = APP_CLINIC});
}

/* until the thread has ended, at most two minutes */
static void finish(struct drive *d)
{
    for (int i = 0; i < 12000 && d->app->desk.work.on; i++) {
        app_step(d->app, 0);
        if (d->app->desk.work.on)
            usleep(10000);
    }
    assert_false(d->app->desk.work.on);
    drive_settle(d);
}

static bool placed(const struct drive *d, const char *code)
{
    const struct point *p = catalog_point(subject_catalog(d->app->desk.subject), code);
    assert_non_null(p);
    const struct site *site = body_site(subject_body(d->app->desk.subject), p, SIDE_L);
    return site && site->placed;
}

static void says(const struct drive *d, const char *part)
{
    if (!strstr(d->app->desk.sink.notice, part))
        fail_msg("\"%s\" is not in \"%s\"", part, d->app->desk.sink.notice);
}

static bool is_there(const struct drive *d, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", d->folder, name);
    return file_exists(path);
}

static void open_by_menu(struct drive *d, const char *name)
{
    char row[128];
    snprintf(row, sizeof row, "/%s/", name);
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.open_body");
    assert_int_equal(d->app->desk.shell->card, SHELL_FILES);
    drive_tap(d, row);
    drive_tap_id(d, "", "files.open");
}

static void a_body_is_opened_from_the_menu(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    start(&d);
    copy_body(&d, "mine.glb", path, sizeof path);
    open_by_menu(&d, "mine.glb");
    assert_true(d.app->desk.work.on);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    finish(&d);
    assert_true(subject_is_foreign(d.app->desk.subject));
    assert_true(placed(&d, "ST36"));
    says(&d, "mine.glb");
    assert_true(is_there(&d, "mine.landmarks.json"));
    // opened again it has them, and nothing is fitted
    drive_drop(&d, path);
    finish(&d);
    char said[256];
    struct message m = {.id = "body.opened",
                        .arg = {{.name = "name", .text = "mine.glb"}}};
    text_format(d.app->desk.texts, &m, said, sizeof said - 4);
    said[strlen(said) - 1] = 0; // its notes may follow
    says(&d, said);
    assert_true(placed(&d, "ST36"));
    // back to ours, and to it again, each by one tap
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.preferences");
    drive_tap_id(&d, "", "body.title");
    drive_tap_id(&d, "", "body.neutral");
    drive_settle(&d);
    assert_false(subject_is_foreign(d.app->desk.subject));
    assert_true(placed(&d, "ST36"));
    drive_tap(&d, "mine.glb");
    finish(&d);
    assert_true(subject_is_foreign(d.app->desk.subject));
    drive_close(&d);
}

static void escape_stops_the_fit(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    start(&d);
    copy_body(&d, "mine.glb", path, sizeof path);
    drive_drop(&d, path);
    for (int i = 0; i < 12000 && d.app->desk.work.on && d.app->desk.work.fraction < 0.25f;
         i++) {
        app_step(d.app, 0);
        usleep(1000);
    }
    assert_true(d.app->desk.work.on);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_false(d.app->desk.work.on);
    assert_false(subject_is_foreign(d.app->desk.subject));
    assert_false(is_there(&d, "mine.landmarks.json"));
    assert_string_equal(d.app->desk.sink.notice,
                        text_of(d.app->desk.texts, "job.stopped"));
    assert_int_equal(d.app->desk.settings.bodies[0][0], 0);
    drive_close(&d);
}

static void a_chair_is_refused_and_nothing_is_lost(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    start(&d);
    write_chair(&d, path, sizeof path);
    uint32_t before = subject_version(d.app->desk.subject);
    struct case_record record = *drive_record(&d);
    open_by_menu(&d, "chair.obj");
    finish(&d);
    says(&d, "chair.obj");
    says(&d, text_of(d.app->desk.texts, "error.is_no_person_that_can_be_recognised"));
    assert_int_equal(subject_version(d.app->desk.subject), before);
    assert_memory_equal(&record, drive_record(&d), sizeof record);
    assert_true(placed(&d, "ST36"));
    assert_int_equal(d.app->desk.settings.bodies[0][0], 0);
    // what is damaged, too
    snprintf(path, sizeof path, "%s/torn.glb", d.folder);
    assert_true(file_write(path, "glTF", 4, NULL));
    drive_drop(&d, path);
    finish(&d);
    says(&d, "torn.glb");
    assert_int_equal(subject_version(d.app->desk.subject), before);
    drive_close(&d);
}

static void what_has_no_points_says_so(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    start(&d);
    copy_body(&d, "bare.glb", path, sizeof path);
    drive_close(&d);
    drive_start(&d, (struct drive_params){
                        .mode = APP_CLINIC, .body = path, .folder = DRIVE_AGAIN});
    assert_false(placed(&d, "ST36"));
    const char *find = text_of(d.app->desk.texts, "body.find_points");
    for (int mode = 0; mode < APP_MODES; mode++) {
        program_set_mode(d.app, (enum app_mode)mode);
        drive_pass(&d, 1);
        drive_settle(&d);
        assert_int_equal(drive_sees(&d, find), mode == APP_TEACH || mode == APP_CLINIC);
    }
    // a session keeps it as it is
    program_set_mode(d.app, APP_CLINIC);
    drive_pass(&d, 1);
    drive_settle(&d);
    drive_begin_session(&d);
    drive_tap(&d, find);
    assert_false(d.app->desk.work.on);
    sink_ask(&d.app->desk.sink, ACTION_LEAVE_SESSION, 0);
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    drive_tap(&d, find);
    assert_true(d.app->desk.work.on);
    finish(&d);
    assert_true(placed(&d, "ST36"));
    assert_false(drive_sees(&d, find));
    drive_close(&d);
}

static void pose(struct drive *d, const char *id)
{
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.preferences");
    if (!d->app->desk.shell->fold[FOLD_BODY])
        drive_tap_id(d, "", "body.title");
    drive_tap_id(d, "", id);
    finish(d);
}

/* its joints are known from the fit, or found when they are asked for */
static void a_body_of_ones_own_takes_a_posture(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    start(&d);
    copy_body(&d, "mine.glb", path, sizeof path);
    drive_drop(&d, path);
    finish(&d);
    pose(&d, "pose.knee_bent");
    assert_int_equal(subject_posture(d.app->desk.subject), POSTURE_KNEE_BENT);
    drive_drop(&d, path);
    finish(&d);
    assert_int_equal(subject_posture(d.app->desk.subject), POSTURE_STANDING);
    assert_false(subject_is_held(d.app->desk.subject));
    pose(&d, "pose.supine");
    assert_int_equal(subject_posture(d.app->desk.subject), POSTURE_SUPINE);
    assert_true(placed(&d, "ST36"));
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_body_is_opened_from_the_menu),
        cmocka_unit_test(escape_stops_the_fit),
        cmocka_unit_test(a_chair_is_refused_and_nothing_is_lost),
        cmocka_unit_test(what_has_no_points_says_so),
        cmocka_unit_test(a_body_of_ones_own_takes_a_posture),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
