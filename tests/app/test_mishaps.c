/* What goes wrong in real use: the wrong file at the wrong moment, long names, a case
 * that is left unsaved. Events in, state out, as in test_app. */
#include <fcntl.h>
#include <limits.h>
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

#include <SDL.h>
#include <cmocka.h>

#include "app/case_work.h"
#include "app/job.h"
#include "base/file.h"
#include "catalog/rules_words.h"
#include "document/live_session.h"
#include "drive.h"
#include "modes/teach.h"
#include "panels/shell.h"

#define CASE_OF(region, side, kind)                                                      \
    "{\"schema\": \"deqi/case-1\", \"etiology\": \"diabetes\", \"symptoms\": "           \
    "[{\"region\": \"" region "\", \"side\": \"" side "\", \"kinds\": [\"" kind "\"]}]}"
static const char PALM_CASE[] = CASE_OF("palm", "R", "numbness");
static const char LEG_CASE[] = CASE_OF("leg_anterior", "L", "pain");

static const char *write_file(const char *name, const char *text)
{
    static char path[512];
    struct error error;
    snprintf(path, sizeof path, DEQI_BINARY_DIR "/mishap_%s", name);
    assert_true(file_write(path, text, strlen(text), &error));
    return path;
}

/* the leg's case is open, the palm's lies in a file */
static void start_with_leg(struct drive *d, char palm[512])
{
    char leg[512];
    snprintf(leg, sizeof leg, "%s", write_file("leg.json", LEG_CASE));
    snprintf(palm, 512, "%s", write_file("palm.json", PALM_CASE));
    drive_start(d, (struct drive_params){.mode = APP_CLINIC, .case_path = leg});
}

/* the region that hurts first */
static const char *region(const struct drive *d)
{
    return word_regions[drive_record(d)->symptoms[0].region];
}

// ---------------------------------------------------------------- another case

enum { PATCH = 9 };

/* the skin around a point as it is shown */
static void take_patch(struct drive *d, const char *code, enum side side,
                       uint8_t out[PATCH * PATCH][4])
{
    float at[2];
    int width, height;
    drive_key(d, '1', 0);
    drive_settle(d);
    drive_site(d, code, side, at);
    uint8_t *pixels = drive_pixels(d, &width, &height);
    for (int i = 0; i < PATCH * PATCH; i++) {
        int x = (int)at[0] + i % PATCH - PATCH / 2,
            y = (int)at[1] + i / PATCH - PATCH / 2;
        assert_true(x >= 0 && y >= 0 && x < width && y < height);
        memcpy(out[i], pixels + 4 * (y * width + x), 4);
    }
    free(pixels);
}

static int farthest(uint8_t (*a)[4], uint8_t (*b)[4])
{
    int most = 0;
    for (int i = 0; i < PATCH * PATCH; i++)
        for (int k = 0; k < 3; k++)
            most = abs(a[i][k] - b[i][k]) > most ? abs(a[i][k] - b[i][k]) : most;
    return most;
}

static void another_case_leaves_nothing_of_the_old_on_the_skin(void **state)
{
    (void)state;
    drive_needs_pictures();
    struct drive d = {0};
    uint8_t painted[PATCH * PATCH][4], after[PATCH * PATCH][4], fresh[PATCH * PATCH][4];
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC,
                                          .case_path = write_file("leg.json", LEG_CASE)});
    take_patch(&d, "ST37", SIDE_L, painted);
    drive_drop(&d, write_file("palm.json", PALM_CASE));
    assert_string_equal(region(&d), "palm");
    take_patch(&d, "ST37", SIDE_L, after);
    drive_close(&d);
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC,
                                      .case_path = write_file("palm.json", PALM_CASE)});
    take_patch(&d, "ST37", SIDE_L, fresh);
    drive_close(&d);
    assert_true(farthest(painted, fresh) > 20);
    assert_true(farthest(after, fresh) < 8);
}

// ---------------------------------------------------------------- the quiz

/* taps somewhere on the body, and it is an answer */
static void answer(struct drive *d)
{
    for (int x = 250; x < 900 && d->app->desk.teach->run.state == TEACH_ASKING; x += 20)
        drive_click(d, (float)x, 350);
    assert_int_equal(d->app->desk.teach->run.state, TEACH_ANSWERED);
    assert_true(d->app->desk.teach->run.tapped);
}

/* one mark before, two after */
static void a_tap_beside_the_point_has_room_for_its_mark(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH,
                                          .case_path = write_file("leg.json", LEG_CASE)});
    struct case_record *none = calloc(1, sizeof *none);
    assert_non_null(none);
    case_init(none);
    dossier_change(&d.app->desk.dossier, none, 0);
    sink_redraw(&d.app->desk.sink);
    free(none);
    director_select(&d.app->director, "CV6", SIDE_M, SINK_STAY);
    drive_settle(&d);
    teach_quiz_begin(d.app->desk.teach, &d.app->desk.clock, &d.app->desk.sink, QUIZ_FIND);
    drive_settle(&d);
    answer(&d);
    drive_settle(&d);
    assert_true(d.app->desk.teach->run.score.verdict != SCORE_ON_POINT);
    assert_int_equal(d.app->desk.teach->marks[0].emphasis, SCENE_SELECTED);
    assert_int_equal(d.app->desk.teach->marks[1].emphasis, SCENE_MISSED);
    drive_close(&d);
}

static void copy_file(const char *from, const char *to)
{
    char *data;
    size_t size;
    struct error error;
    assert_true(file_read(from, (size_t)1 << 27, &data, &size, &error));
    assert_true(file_write(to, data, size, &error));
    free(data);
}

/* deqi's own body and landmarks as if they were another's */
static const char *foreign_body(void)
{
    static const char BODY[] = DEQI_BINARY_DIR "/mishap_body.glb";
    copy_file(DEQI_SOURCE_DIR "/models/human.glb", BODY);
    copy_file(DEQI_SOURCE_DIR "/assets/anatomy/landmarks.json",
              DEQI_BINARY_DIR "/mishap_body.landmarks.json");
    return BODY;
}

static void a_landmark_set_after_an_answer_moves_the_place(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH, .body = foreign_body()});
    teach_quiz_begin(d.app->desk.teach, &d.app->desk.clock, &d.app->desk.sink, QUIZ_FIND);
    drive_settle(&d);
    answer(&d);
    // as the tool for landmarks does
    struct body_place glabella =
        body_landmark(subject_body(d.app->desk.subject), 0, SIDE_M);
    struct error error;
    assert_true(glabella.found);
    assert_true(subject_place_landmark(d.app->desk.subject, 0, SIDE_M, glabella.position,
                                       &error));
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    const struct teach *t = d.app->desk.teach;
    const struct site *site =
        body_site(subject_body(d.app->desk.subject), t->run.found, t->run.side);
    assert_memory_equal(t->marks[0].position, site->position, sizeof site->position);
    drive_close(&d);
}

// ---------------------------------------------------------------- nothing is lost

static void change_tenderness(struct drive *d)
{
    struct case_record *r = malloc(sizeof *r);
    assert_non_null(r);
    *r = *drive_record(d);
    r->tenderness = r->tenderness == 1 ? 2 : 1;
    dossier_change(&d->app->desk.dossier, r, 0);
    sink_redraw(&d->app->desk.sink);
    free(r);
    drive_settle(d);
}

static void opening_a_case_can_be_undone(void **state)
{
    (void)state;
    struct drive d = {0};
    char leg[512], palm[512];
    snprintf(leg, sizeof leg, "%s", write_file("leg.json", LEG_CASE));
    snprintf(palm, sizeof palm, "%s", write_file("palm.json", PALM_CASE));
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .case_path = leg});
    // what was not touched is left without a word
    drive_drop(&d, palm);
    assert_int_equal(d.app->desk.sink.notice[0], 0);
    drive_key(&d, 'z', KMOD_CTRL);
    assert_string_equal(region(&d), "leg_anterior");
    change_tenderness(&d);
    int tenderness = drive_record(&d)->tenderness;
    drive_drop(&d, palm);
    assert_string_equal(region(&d), "palm");
    assert_true(d.app->desk.sink.notice[0] != 0);
    drive_key(&d, 'z', KMOD_CTRL);
    assert_string_equal(region(&d), "leg_anterior");
    assert_int_equal(drive_record(&d)->tenderness, tenderness);
    // and is saved where it came from
    drive_key(&d, 's', KMOD_CTRL);
    drive_close(&d);
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .case_path = leg});
    assert_int_equal(drive_record(&d)->tenderness, tenderness);
    drive_close(&d);
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .case_path = palm});
    assert_string_equal(region(&d), "palm");
    drive_close(&d);
}

static void what_came_with_the_program_never_asks(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    drive_close_button(&d);
    assert_false(d.app->running);
    drive_close(&d);
}

static void closing_asks_once_for_each_unsaved_case(void **state)
{
    (void)state;
    struct drive d = {0};
    char palm[512];
    start_with_leg(&d, palm);
    change_tenderness(&d);
    drive_drop(&d, palm);
    change_tenderness(&d);
    int tenderness = drive_record(&d)->tenderness;
    drive_close_button(&d);
    assert_true(d.app->running);
    assert_int_equal(d.app->desk.shell->card, SHELL_UNSAVED);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);

    // the one that is looked at is saved, the one that was left comes next
    drive_key(&d, 'q', KMOD_CTRL);
    assert_int_equal(d.app->desk.shell->card, SHELL_UNSAVED);
    assert_string_equal(region(&d), "palm");
    drive_key(&d, SDLK_RETURN, 0);
    assert_int_equal(d.app->desk.shell->card, SHELL_UNSAVED);
    assert_string_equal(region(&d), "leg_anterior");
    drive_tap_id(&d, "", "unsaved.stay");
    assert_true(d.app->running);
    assert_string_equal(region(&d), "palm");
    drive_close_button(&d);
    assert_string_equal(region(&d), "leg_anterior");
    drive_settle(&d);
    drive_tap_id(&d, "", "unsaved.give_up");
    assert_false(d.app->running);
    drive_close(&d);

    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .case_path = palm});
    assert_int_equal(drive_record(&d)->tenderness, tenderness);
    change_tenderness(&d);
    // in a waiting room nobody could answer
    program_set_mode(d.app, APP_DISPLAY);
    drive_close_button(&d);
    assert_false(d.app->running);
    drive_close(&d);
}

static void who_stays_has_given_up_nothing(void **state)
{
    (void)state;
    struct drive d = {0};
    char palm[512];
    start_with_leg(&d, palm);
    change_tenderness(&d);
    drive_drop(&d, palm);
    change_tenderness(&d);
    drive_close_button(&d);
    assert_string_equal(region(&d), "palm");
    drive_settle(&d);
    drive_tap_id(&d, "", "unsaved.give_up");
    assert_string_equal(region(&d), "leg_anterior");
    drive_settle(&d);
    drive_tap_id(&d, "", "unsaved.stay");
    assert_string_equal(region(&d), "palm");
    drive_close_button(&d);
    assert_int_equal(d.app->desk.shell->card, SHELL_UNSAVED);
    assert_string_equal(region(&d), "palm");
    drive_close(&d);
}

static void a_file_dropped_on_the_last_question_is_opened(void **state)
{
    (void)state;
    struct drive d = {0};
    char palm[512];
    start_with_leg(&d, palm);
    change_tenderness(&d);
    drive_drop(&d, palm);
    for (int i = 0; i < 3; i++)
        change_tenderness(&d);
    drive_key(&d, 's', KMOD_CTRL);
    drive_close_button(&d);
    assert_int_equal(d.app->desk.shell->card, SHELL_UNSAVED);
    assert_string_equal(region(&d), "leg_anterior");
    drive_drop(&d, palm);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_string_equal(region(&d), "palm");
    // the case that was asked for is still there, and asked for again
    drive_close_button(&d);
    assert_string_equal(region(&d), "leg_anterior");
    drive_close(&d);
}

static void a_case_without_a_file_gets_one_before_the_end(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.new");
    drive_tap_id(&d, "+ ", "form.list");
    drive_tap(&d, "Ankle##region");
    drive_close_button(&d);
    drive_settle(&d);
    drive_tap_id(&d, "", "files.save");
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_int_equal(d.app->desk.shell->card, SHELL_NO_CARD);
    assert_true(d.app->running);
    drive_close_button(&d);
    drive_settle(&d);
    drive_tap_id(&d, "", "files.save");
    drive_tap_id(&d, "", "files.save");
    assert_false(d.app->running);
    snprintf(path, sizeof path, "%s/case.json", d.folder);
    assert_true(file_exists(path));
    drive_close(&d);
}

// ---------------------------------------------------------------- while a job runs

static void a_job_is_left_alone(void **state)
{
    (void)state;
    enum { STEPS = 400 };
    struct drive d = {0};
    char palm[512], path[512], *data;
    size_t size;
    struct error error;
    start_with_leg(&d, palm);
    struct camera camera = d.app->desk.eye.camera;
    unsigned layers = d.app->desk.eye.layers;
    snprintf(path, sizeof path, "%s/turn.webp", d.folder);
    struct film_params film = {.kind = FILM_TURNTABLE,
                               .path = path,
                               .width = 960,
                               .height = 720,
                               .seconds = 8,
                               .fps = 15};
    assert_true(job_begin_film(&d.app->jobs, &film, &error));
    drive_drop(&d, palm);
    assert_string_equal(region(&d), "leg_anterior");
    assert_true(d.app->desk.sink.notice[0] != 0);
    drive_pinch(&d, 0.5f, 0.5f, 0.1f);
    drive_key(&d, SDLK_F2, 0);
    drive_key(&d, 'g', KMOD_CTRL);
    drive_key(&d, 'd', 0);
    assert_true(d.app->desk.work.on);
    assert_int_equal(d.app->desk.mode, APP_CLINIC);
    assert_int_equal(d.app->desk.eye.layers, layers);
    assert_memory_equal(&d.app->desk.eye.camera, &camera, sizeof camera);
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_false(d.app->desk.work.on);
    assert_false(file_exists(path));
    // who leaves is shown other cases; the card is that of its own all the same
    snprintf(path, sizeof path, "%s/plan.pdf", d.folder);
    job_begin_card(&d.app->jobs, path, JOB_TO_FILE);
    struct case_record *r = calloc(1, sizeof *r);
    assert_non_null(r);
    assert_true(case_parse("test", PALM_CASE, strlen(PALM_CASE),
                           d.app->desk.dossier.engine, r, &error));
    case_work_begin(&d.app->desk, r, "");
    case_work_begin(&d.app->desk, r, palm);
    free(r);
    for (int i = 0; i < STEPS && d.app->desk.work.on; i++)
        app_step(d.app, 0);
    assert_false(d.app->desk.work.on);
    assert_true(file_read(path, 1 << 24, &data, &size, &error));
    free(data);
    drive_close(&d);
}

static void a_card_with_boxes_says_so(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .lang = "zh-Hans"});
    struct case_record *r = malloc(sizeof *r);
    assert_non_null(r);
    *r = *drive_record(&d);
    snprintf(r->label, sizeof r->label, "\xF4\x8F\xBF\xBD"); // that no font has
    dossier_change(&d.app->desk.dossier, r, 0);
    sink_redraw(&d.app->desk.sink);
    free(r);
    snprintf(path, sizeof path, "%s/plan.pdf", d.folder);
    job_begin_card(&d.app->jobs, path, JOB_TO_FILE);
    drive_settle(&d);
    assert_false(d.app->desk.work.on);
    assert_non_null(strstr(d.app->desk.sink.notice, path));
    assert_non_null(strstr(d.app->desk.sink.notice, " 1 "));
    drive_close(&d);
}

/* on paper as in a file */
static void a_printed_card_with_boxes_says_so(void **state)
{
    (void)state;
    static const char LP[] = "#!/bin/sh\nexec cat > /dev/null\n";
    struct drive d = {0};
    struct error error;
    char path[512], folders[600];
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    struct case_record *r = malloc(sizeof *r);
    assert_non_null(r);
    *r = *drive_record(&d);
    snprintf(r->label, sizeof r->label, "\xF4\x8F\xBF\xBD");
    dossier_change(&d.app->desk.dossier, r, 0);
    free(r);
    snprintf(path, sizeof path, "%s/lp", d.folder);
    assert_true(file_write(path, LP, strlen(LP), &error));
    assert_int_equal(chmod(path, 0755), 0);
    char *before = strdup(getenv("PATH"));
    snprintf(folders, sizeof folders, "%s:/usr/bin:/bin", d.folder);
    setenv("PATH", folders, 1);
    job_begin_card(&d.app->jobs, "", JOB_TO_PRINTER);
    while (d.app->desk.work.on)
        app_step(d.app, -1);
    struct message m = {.id = "print.done_boxes", .arg = {{.name = "n", .number = 1}}};
    char text[1200];
    text_format(d.app->desk.texts, &m, text, sizeof text);
    assert_string_equal(d.app->desk.sink.notice, text);
    setenv("PATH", before, 1);
    free(before);
    drive_close(&d);
}

static void a_damaged_record_of_sessions_is_said(void **state)
{
    (void)state;
    struct drive d = {0};
    struct error error;
    struct drive_params again = {.mode = APP_CLINIC, .folder = DRIVE_AGAIN};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_begin_session(&d);
    drive_close(&d);
    assert_int_equal(truncate(d.journal, 9000), 0);
    drive_start(&d, again);
    const char *aside = live_session_set_aside(d.app->desk.live);
    assert_true(file_exists(aside));
    assert_non_null(strstr(d.app->desk.sink.notice, aside));
    drive_begin_session(&d);
    drive_close(&d);
    // a file that never was one is not touched, and nothing can be begun
    assert_true(file_write(d.journal, "no journal at all", 17, &error));
    drive_start(&d, again);
    const char *why = live_session_why_not(d.app->desk.live);
    assert_non_null(strstr(why, "sessions.db"));
    assert_non_null(strstr(d.app->desk.sink.notice, why));
    drive_close(&d);
}

// ---------------------------------------------------------------- names of files

/* `name` below the folder that the tests write to, `times` times over */
static void long_path(char out[PATH_MAX], const char *name, int times)
{
    int n = snprintf(out, PATH_MAX, "%s/mishap_", DEQI_BINARY_DIR);
    for (int i = 0; i < times; i++)
        n += snprintf(out + n, PATH_MAX - (size_t)n, "%s", name);
}

/* dropped, changed, saved: and it is this file that was changed */
static void check_saved_in_place(struct drive *d, const char *path)
{
    struct error error;
    assert_true(file_write(path, LEG_CASE, strlen(LEG_CASE), &error));
    drive_drop(d, path);
    assert_string_equal(history_path(d->app->desk.dossier.history), path);
    change_tenderness(d);
    drive_key(d, 's', KMOD_CTRL);
    assert_false(history_unsaved(d->app->desk.dossier.history));
    assert_string_equal(d->app->desk.settings.recent[0], path);
    char *data;
    size_t size;
    assert_true(file_read(path, 1 << 20, &data, &size, &error));
    assert_non_null(strstr(data, "tenderness"));
    free(data);
}

static void a_long_name_loses_nothing(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[PATH_MAX], folder[PATH_MAX], too_long[PATH_MAX + 16];
    struct error error;
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    // all the letters that a name may have, of three bytes each
    long_path(path, "\u75c5", 81);
    strcat(path, ".json");
    assert_int_equal(strlen(strrchr(path, '/') + 1), 255);
    check_saved_in_place(&d, path);
    // and a path of more than a thousand
    long_path(folder, "folder", 0);
    for (int i = 0; i < 6; i++) {
        for (int k = 0; k < 40; k++)
            strcat(folder, "folder");
        mkdir(folder, 0777);
        strcat(folder, "/");
    }
    snprintf(path, sizeof path, "%.3000sleg.json", folder);
    assert_true(strlen(path) > 1400);
    check_saved_in_place(&d, path);
    // what cannot be a path is refused with a word
    memset(too_long, 'x', sizeof too_long - 1);
    too_long[sizeof too_long - 1] = 0;
    d.app->desk.sink.notice[0] = 0;
    drive_drop(&d, too_long);
    assert_string_equal(d.app->desk.sink.notice,
                        text_of(d.app->desk.texts, "files.path_too_long"));
    // and both are remembered whole
    struct settings *again = malloc(sizeof *again);
    assert_non_null(again);
    assert_true(settings_save(&d.app->desk.settings, &error));
    assert_true(settings_load(again));
    assert_string_equal(again->recent[0], path);
    free(again);
    drive_close(&d);
}

/* two that differ only after more letters than a row shows */
static void names_that_begin_alike_are_two_rows(void **state)
{
    (void)state;
    struct drive d = {0};
    struct gui_rect first;
    char path[2][PATH_MAX], label[64];
    struct error error;
    drive_start(&d,
                (struct drive_params){.mode = APP_CLINIC, .width = 1400, .height = 900});
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%s/", d.folder);
        for (int k = 0; k < 56; k++)
            strcat(path[i], "\u75c5");
        strcat(path[i], i ? "2.json" : "1.json");
        const char *text = i ? PALM_CASE : LEG_CASE;
        assert_true(file_write(path[i], text, strlen(text), &error));
    }
    drive_key(&d, 'o', KMOD_CTRL);
    drive_settle(&d);
    snprintf(label, sizeof label, "/%.60s", strrchr(path[0], '/') + 1);
    assert_true(gui_find(picture_gui(d.app->desk.picture), label, &first));
    // chosen by one press and opened by another
    for (int i = 0; i < 2; i++)
        drive_click(&d, first.x + 100, first.y + first.h * 1.5f);
    assert_string_equal(region(&d), "palm");
    drive_close(&d);
}

/* a wrong save shall fail: not even an empty file can be written */
static void save_to_a_full_disk(struct drive *d)
{
    struct rlimit before, none;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before);
    none = (struct rlimit){.rlim_cur = 0, .rlim_max = before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &none);
    drive_key(d, 's', KMOD_CTRL);
    setrlimit(RLIMIT_FSIZE, &before);
}

static void what_has_no_file_of_the_users_asks_for_one(void **state)
{
    (void)state;
    static const char LINK[] = DEQI_BINARY_DIR "/mishap_link";
    struct drive d = {0};
    // through standard input
    int input = open(write_file("leg.json", LEG_CASE), O_RDONLY),
        kept = dup(STDIN_FILENO);
    assert_true(input >= 0 && dup2(input, STDIN_FILENO) == STDIN_FILENO);
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .case_path = "-"});
    dup2(kept, STDIN_FILENO);
    assert_string_equal(region(&d), "leg_anterior");
    save_to_a_full_disk(&d);
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    assert_false(file_exists("-"));
    drive_close(&d);
    // deqi's own, by another way
    unlink(LINK);
    assert_int_equal(symlink(DEQI_SOURCE_DIR "/assets/cases", LINK), 0);
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC,
                                          .case_path = DEQI_BINARY_DIR
                                          "/mishap_link/pregnancy_hand_sole.json"});
    save_to_a_full_disk(&d);
    assert_int_equal(d.app->desk.shell->card, SHELL_FILES);
    drive_close(&d);
    // a relative one is remembered from the root
    assert_int_equal(chdir(DEQI_BINARY_DIR), 0);
    drive_start(
        &d, (struct drive_params){.mode = APP_CLINIC, .case_path = "mishap_leg.json"});
    drive_key(&d, 's', KMOD_CTRL);
    assert_int_equal(d.app->desk.settings.recent[0][0], '/');
    drive_close(&d);
}

// ---------------------------------------------------------------- the clipboard

static void text_comes_and_goes_through_the_clipboard(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    SDL_SetClipboardText("taixi");
    drive_tap(&d, "search");
    drive_key(&d, 'v', KMOD_CTRL);
    drive_settle(&d);
    assert_string_equal(d.app->desk.search.query, "taixi");
    drive_type(&d, " KI3");
    drive_key(&d, 'a', KMOD_CTRL);
    drive_key(&d, 'x', KMOD_CTRL);
    drive_settle(&d);
    assert_string_equal(d.app->desk.search.query, "");
    char *text = SDL_GetClipboardText();
    assert_string_equal(text, "taixi KI3");
    SDL_free(text);
    // text that is dropped is not a file, and is let go
    SDL_Event e = {.drop = {.type = SDL_DROPTEXT, .file = SDL_strdup("KI3")}};
    SDL_PushEvent(&e);
    drive_settle(&d);
    assert_int_equal(d.app->desk.sink.notice[0], 0);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_case_leaves_nothing_of_the_old_on_the_skin),
        cmocka_unit_test(a_tap_beside_the_point_has_room_for_its_mark),
        cmocka_unit_test(a_landmark_set_after_an_answer_moves_the_place),
        cmocka_unit_test(opening_a_case_can_be_undone),
        cmocka_unit_test(what_came_with_the_program_never_asks),
        cmocka_unit_test(closing_asks_once_for_each_unsaved_case),
        cmocka_unit_test(who_stays_has_given_up_nothing),
        cmocka_unit_test(a_file_dropped_on_the_last_question_is_opened),
        cmocka_unit_test(a_case_without_a_file_gets_one_before_the_end),
        cmocka_unit_test(a_job_is_left_alone),
        cmocka_unit_test(a_card_with_boxes_says_so),
        cmocka_unit_test(a_printed_card_with_boxes_says_so),
        cmocka_unit_test(a_damaged_record_of_sessions_is_said),
        cmocka_unit_test(a_long_name_loses_nothing),
        cmocka_unit_test(names_that_begin_alike_are_two_rows),
        cmocka_unit_test(what_has_no_file_of_the_users_asks_for_one),
        cmocka_unit_test(text_comes_and_goes_through_the_clipboard),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
