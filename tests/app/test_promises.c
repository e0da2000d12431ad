/* Small promises of the window: it rests when nothing happens, tools stay in their mode,
 * a case is opened in one way whatever the hand did, what cannot be had is not offered,
 * and what is asked for is done whole. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "app/case_work.h"
#include "app/search_list.h"
#include "base/file.h"
#include "document/folder.h"
#include "drive.h"
#include "modes/teach.h"
#include "panels/file_roots.h"
#include "panels/files.h"
#include "panels/film_choice.h"
#include "panels/landmark_tool.h"
#include "panels/measure_tool.h"
#include "panels/panels.h"
#include "panels/shell.h"
#include "views/search_hits.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static int n_cautions;

void __real_panel_cautions(struct shell *shell, const struct dossier *dossier,
                           const struct texts *texts, struct arena *words,
                           struct sink *sink, struct gui *gui);
void __wrap_panel_cautions(struct shell *shell, const struct dossier *dossier,
                           const struct texts *texts, struct arena *words,
                           struct sink *sink, struct gui *gui);
void __wrap_panel_cautions(struct shell *shell, const struct dossier *dossier,
                           const struct texts *texts, struct arena *words,
                           struct sink *sink, struct gui *gui)
{
    n_cautions++;
    __real_panel_cautions(shell, dossier, texts, words, sink, gui);
}

static bool packs_mp4 = true;

bool __real_reel_packs(enum reel_kind kind);
bool __wrap_reel_packs(enum reel_kind kind);
bool __wrap_reel_packs(enum reel_kind kind)
{
    return kind == REEL_MP4 ? packs_mp4 : __real_reel_packs(kind);
}

static int n_changed = -1; /* rectangles that the last frame drew otherwise than before */

int __real_gui_end(struct gui *gui, struct gui_rect changed[GUI_CHANGES]);
int __wrap_gui_end(struct gui *gui, struct gui_rect changed[GUI_CHANGES]);
int __wrap_gui_end(struct gui *gui, struct gui_rect changed[GUI_CHANGES])
{
    return n_changed = __real_gui_end(gui, changed);
}

static atomic_bool hangs; /* what lies in `hung` is not told */
static char hung[4096];
static atomic_int n_roots;

bool __real_folder_read(struct folder *folder, const char *path,
                        const char *const *endings, struct error *error);
bool __wrap_folder_read(struct folder *folder, const char *path,
                        const char *const *endings, struct error *error);
bool __wrap_folder_read(struct folder *folder, const char *path,
                        const char *const *endings, struct error *error)
{
    while (strcmp(path, hung) == 0 && atomic_load(&hangs))
        usleep(1000);
    return __real_folder_read(folder, path, endings, error);
}

int __real_file_roots(const char *examples, struct file_root out[FILE_ROOTS_MOST]);
int __wrap_file_roots(const char *examples, struct file_root out[FILE_ROOTS_MOST]);
int __wrap_file_roots(const char *examples, struct file_root out[FILE_ROOTS_MOST])
{
    atomic_fetch_add(&n_roots, 1);
    return __real_file_roots(examples, out);
}

static void open_app(struct drive *d, enum app_mode mode)
{
    *d = (struct drive){0};
    drive_start(d, (struct drive_params){.mode = (int)mode,
                                         .width = 1600,
                                         .height = 900,
                                         .case_path = CASES "diabetic_soles.json"});
    d->app->desk.teach->tab = TEACH_PLAN;
    drive_settle(d);
}

static void ask(struct drive *d, enum action_id id)
{
    sink_ask(&d->app->desk.sink, id, 0);
    drive_settle(d);
}

// ---------------------------------------------------------------- at rest

/* whether the window comes to rest; a flight is of a length in time, not in frames */
static void come_to_rest(struct drive *d)
{
    enum { STEP_MS = 5, AT_MOST = 2000, AFTER = 40 };
    app_step(d->app, 0);
    for (int i = 0; i < AT_MOST && d->app->desk.sink.frames_due; i++)
        app_step(d->app, STEP_MS);
    unsigned frames = d->app->n_frames;
    for (int i = 0; i < AFTER; i++)
        app_step(d->app, STEP_MS);
    if (d->app->desk.sink.frames_due || d->app->n_frames != frames)
        fail_msg("mode %d: %u frames after it came to rest", d->app->desk.mode,
                 d->app->n_frames - frames);
}

/* nothing lit, nothing asked: not one frame more */
static void an_empty_case_rests(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, APP_TEACH);
    sink_ask(&d.app->desk.sink, ACTION_NEW_CASE, 0);
    come_to_rest(&d);
    assert_int_equal(drive_record(&d)->n_symptoms, 0);
    assert_true(d.app->desk.shell->fold[FOLD_CASE]);
    drive_close(&d);
}

/* with a plan, in each; the clock of the test stands */
static void every_mode_rests(void **state)
{
    (void)state;
    for (int mode = 0; mode < APP_MODES; mode++) {
        struct drive d = {0};
        open_app(&d, (enum app_mode)mode);
        come_to_rest(&d);
        drive_close(&d);
    }
}

/* the same state is the same picture, whatever was drawn before: so describing a frame
 * leaves nothing behind in what draws it, either */
static void the_same_is_drawn_alike(void **state)
{
    (void)state;
    static const enum action_id CARDS[] = {
        ACTION_SEARCH, ACTION_OPEN_CASE, ACTION_CARD,    ACTION_PREFERENCES,
        ACTION_KEYS,   ACTION_LAYERS,    ACTION_SESSIONS};
    enum { N_CARDS = sizeof CARDS / sizeof *CARDS, AGAIN = 5 };
    for (int mode = 0; mode < APP_MODES; mode++) {
        struct drive d = {0};
        open_app(&d, (enum app_mode)mode);
        for (int i = -1; i < N_CARDS && (i < 0 || mode != APP_DISPLAY); i++) {
            if (i >= 0)
                ask(&d, CARDS[i]);
            // a field blinks
            if (gui_wants_keys(picture_gui(d.app->desk.picture)))
                continue;
            for (int k = 0; k < AGAIN; k++) {
                sink_redraw_once(&d.app->desk.sink);
                app_step(d.app, 0);
            }
            if (n_changed)
                fail_msg("mode %d, card %d: %d places change by themselves", mode, i,
                         n_changed);
        }
        drive_close(&d);
    }
}

/* in each frame, with the form open and without */
static void cautions_stand_there_once(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, APP_TEACH);
    for (int open = 0; open < 2; open++) {
        d.app->desk.shell->fold[FOLD_CASE] = open;
        for (int empty = 0; empty < 2; empty++) {
            if (empty)
                ask(&d, ACTION_NEW_CASE);
            else
                drive_settle(&d);
            n_cautions = 0;
            unsigned before = d.app->n_frames;
            sink_redraw(&d.app->desk.sink);
            for (int i = 0; i < 30 && d.app->desk.sink.frames_due; i++)
                app_step(d.app, 0);
            assert_true(d.app->n_frames > before);
            assert_int_equal(n_cautions, d.app->n_frames - before);
        }
        if (!open) {
            struct error error;
            assert_true(
                case_work_open(&d.app->desk, CASES "diabetic_soles.json", &error));
            sink_redraw(&d.app->desk.sink);
        }
    }
    drive_close(&d);
}

static void no_key_is_held_at_first(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, APP_TEACH);
    assert_int_equal(d.app->desk.shell->keys.held, -1);
    drive_close(&d);
}

// ---------------------------------------------------------------- tools

/* what is put up before a patient has neither lines nor lists of who works at it */
static void tools_stay_behind(void **state)
{
    (void)state;
    static const int KEYS[] = {SDLK_F1, SDLK_F2, SDLK_F3, SDLK_F4};
    for (int to = 0; to < APP_MODES; to++) {
        struct drive d = {0};
        open_app(&d, to == APP_TEACH ? APP_CLINIC : APP_TEACH);
        measure_tool_toggle(&d.app->desk);
        assert_true(measure_tool_open(d.app->desk.measure_tool));
        drive_key(&d, KEYS[to], 0);
        assert_int_equal(d.app->desk.mode, to);
        assert_false(measure_tool_open(d.app->desk.measure_tool));
        double metres, cun;
        assert_false(measure_tool_length(d.app->desk.measure_tool, &metres, &cun));
        drive_close(&d);
    }
}

static void the_list_of_landmarks_stays_behind(void **state)
{
    (void)state;
    struct drive d = {0};
    static const char MODEL[] = DEQI_BINARY_DIR "/promises.obj";
    static const char OBJ[] = "v 0 0 0\nv 0.3 0 0\nv 0 1.7 0\nv 0 0 0.2\n"
                              "f 1 3 2\nf 1 2 4\nf 2 3 4\nf 3 1 4\n";
    struct error error;
    assert_true(file_write(MODEL, OBJ, strlen(OBJ), &error));
    drive_start(&d, (struct drive_params){.mode = APP_TEACH, .body = MODEL});
    landmark_tool_toggle(&d.app->desk);
    assert_true(landmark_tool_open(d.app->desk.landmark_tool));
    drive_key(&d, SDLK_F2, 0);
    assert_false(landmark_tool_open(d.app->desk.landmark_tool));
    drive_close(&d);
}

// ---------------------------------------------------------------- cases

static int listed(const struct drive *d, const char *path)
{
    const struct app_search *s = &d->app->desk.search;
    char whole[4096], target[4096];
    int n = 0;
    assert_non_null(realpath(path, whole));
    for (int i = 0; i < s->n_entries; i++)
        n += s->entry[i].kind == SEARCH_CASE && realpath(s->entry[i].target, target) &&
             strcmp(target, whole) == 0;
    return n;
}

static int recent(const struct drive *d, const char *path)
{
    char whole[4096];
    int n = 0;
    assert_non_null(realpath(path, whole));
    for (int i = 0; i < SETTINGS_RECENT; i++)
        n += strcmp(d->app->desk.settings.recent[i], whole) == 0;
    return n;
}

/* dropped, found or chosen: it is among the recent ones, once, and found, once */
static void a_case_is_opened_in_one_way(void **state)
{
    (void)state;
    struct drive d = {0};
    char own[600], crooked[700], *text;
    size_t size;
    struct error error;
    open_app(&d, APP_TEACH);
    snprintf(own, sizeof own, "%s/own.json", d.folder);
    snprintf(crooked, sizeof crooked, "%s/./../%s/own.json", d.folder,
             strrchr(d.folder, '/') + 1);
    assert_true(file_read(CASES "diabetic_soles.json", 1 << 16, &text, &size, &error));
    assert_true(file_write(own, text, size, &error));
    free(text);
    for (int way = 0; way < 4; way++) {
        memset(d.app->desk.settings.recent, 0, sizeof d.app->desk.settings.recent);
        search_list_make(&d.app->desk);
        assert_int_equal(listed(&d, own), 0);
        if (way == 0)
            drive_drop(&d, own);
        if (way == 1)
            sink_ask_text(&d.app->desk.sink, ACTION_OPEN_PATH, own, 0);
        if (way == 2) {
            ask(&d, ACTION_OPEN_CASE);
            sink_ask_text(&d.app->desk.sink, ACTION_FILE, own, 0);
        }
        if (way == 3)
            assert_true(case_work_save(&d.app->desk, own, &error));
        drive_settle(&d);
        assert_int_equal(recent(&d, own), 1);
        assert_false(d.app->desk.search.listed);
        // by another way to the same file
        drive_drop(&d, crooked);
        assert_int_equal(recent(&d, own), 1);
        assert_string_equal(d.app->desk.settings.recent[1], "");
        search_list_make(&d.app->desk);
        assert_int_equal(listed(&d, own), 1);
    }
    // an example is an example
    drive_drop(&d, CASES "cervical_thumb.json");
    search_list_make(&d.app->desk);
    assert_int_equal(listed(&d, CASES "cervical_thumb.json"), 1);
    drive_close(&d);
}

/* a mount whose server is gone: the card goes on, and elsewhere; what comes late is shown
 * late */
static void a_folder_that_does_not_answer_holds_up_nobody(void **state)
{
    (void)state;
    struct drive d = {0};
    char own[sizeof hung + 16];
    struct error error;
    open_app(&d, APP_TEACH);
    const char *reading = text_of(d.app->desk.texts, "files.reading");
    snprintf(hung, sizeof hung, "%s/server", d.folder);
    assert_int_equal(mkdir(hung, 0700), 0);
    snprintf(own, sizeof own, "%s/far.json", hung);
    assert_true(file_write(own, "{}", 2, &error));
    ask(&d, ACTION_OPEN_CASE);
    atomic_store(&hangs, true);
    sink_ask_text(&d.app->desk.sink, ACTION_FOLDER, hung, 0);
    drive_settle(&d);
    assert_true(files_wait_ms(d.app->desk.shell) > 0);
    assert_true(gui_has_glyphs(picture_gui(d.app->desk.picture), reading));
    // elsewhere meanwhile, and back
    sink_ask_text(&d.app->desk.sink, ACTION_FOLDER, CASES, 0);
    drive_settle(&d);
    assert_true(drive_sees(&d, "/amputation.json"));
    assert_int_equal(files_wait_ms(d.app->desk.shell), -1);
    sink_ask_text(&d.app->desk.sink, ACTION_FOLDER, hung, 0);
    drive_settle(&d);
    assert_true(drive_sees(&d, "/amputation.json"));
    atomic_store(&hangs, false);
    while (files_wait_ms(d.app->desk.shell) > 0)
        app_step(d.app, -1);
    drive_settle(&d);
    assert_true(drive_sees(&d, "/far.json"));
    // a frame asks no disk
    int before = atomic_load(&n_roots);
    for (int i = 0; i < 5; i++) {
        sink_redraw(&d.app->desk.sink);
        drive_settle(&d);
    }
    assert_int_equal(atomic_load(&n_roots), before);
    drive_close(&d);
}

// ---------------------------------------------------------------- a lesion's radius

/* of the next one that is painted, and of each that is there; undone as one step */
static void a_radius_is_set_by_hand(void **state)
{
    (void)state;
    struct drive d = {0};
    float pixel[2];
    open_app(&d, APP_TEACH);
    struct shell *shell = d.app->desk.shell;
    const struct texts *texts = d.app->desk.texts;
    shell->fold[FOLD_CASE] = shell->fold[FOLD_PAINT] = true;
    d.app->desk.brush.tool = BRUSH_LESION;
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    drive_slide(&d, text_of(texts, "form.radius"), 0.25f, 1);
    assert_true(fabs(d.app->desk.brush.radius - case_radius.most) < 1e-9);
    drive_slide(&d, text_of(texts, "form.radius"), 1, 0);
    assert_true(fabs(d.app->desk.brush.radius - case_radius.least) < 1e-9);
    drive_site(&d, "ST36", SIDE_L, pixel);
    drive_click(&d, pixel[0], pixel[1]);
    assert_int_equal(drive_record(&d)->findings.n_lesions, 1);
    const struct case_lesion *l = &drive_record(&d)->findings.lesions[0];
    assert_true(l->has_at && fabs(l->radius - case_radius.least) < 1e-9);
    // later, in the list of the skin
    shell->fold[FOLD_PAINT] = false;
    shell->fold[FOLD_LESIONS] = true;
    d.app->desk.brush.tool = BRUSH_NONE;
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    drive_slide(&d, text_of(texts, "form.radius"), 0, 0.5f);
    double now = drive_record(&d)->findings.lesions[0].radius;
    assert_true(now > case_radius.least && now < case_radius.most);
    ask(&d, ACTION_UNDO);
    assert_true(fabs(drive_record(&d)->findings.lesions[0].radius - case_radius.least) <
                1e-9);
    drive_close(&d);
}

// ---------------------------------------------------------------- offers

/* whether the search would find that command now */
static bool is_offered(struct drive *d, enum action_id id)
{
    struct desk *desk = &d->app->desk;
    const char *title = NULL;
    for (int i = 0; i < desk->search.n_entries; i++)
        if (desk->search.entry[i].kind == SEARCH_COMMAND &&
            desk->search.entry[i].command == (int)id)
            title = desk->search.entry[i].name[0];
    assert_non_null(title);
    snprintf(desk->search.query, sizeof desk->search.query, "%s", title);
    sink_redraw(&desk->sink);
    drive_settle(d);
    char row[200];
    snprintf(row, sizeof row, "/%s", title); // without a lead
    bool sees = drive_sees(d, row);
    desk->search.query[0] = 0;
    return sees;
}

static void what_cannot_be_had_is_not_found(void **state)
{
    (void)state;
    struct drive d = {0};
    open_app(&d, APP_TEACH);
    search_list_make(&d.app->desk);
    assert_false(is_offered(&d, ACTION_UNDO));
    assert_false(is_offered(&d, ACTION_LEAVE_SESSION));
    assert_true(is_offered(&d, ACTION_NEW_CASE));
    ask(&d, ACTION_NEW_CASE);
    assert_true(is_offered(&d, ACTION_UNDO));
    drive_close(&d);
}

/* by the name that is typed as well */
static void a_film_that_cannot_be_packed_is_not_chosen(void **state)
{
    (void)state;
    for (int packs = 0; packs < 2; packs++) {
        packs_mp4 = packs;
        struct film_choice c = film_choice_default();
        assert_int_equal(c.file, packs ? REEL_MP4 : REEL_WEBP);
        bool listed = false;
        for (const char *const *e = film_choice_endings(); *e; e++)
            listed |= strcmp(*e, ".mp4") == 0;
        assert_int_equal(listed, packs);
        film_choice_follow(&c, "turn.apng");
        assert_int_equal(c.file, REEL_APNG);
        film_choice_follow(&c, "turn.mp4");
        assert_int_equal(c.file, packs ? REEL_MP4 : REEL_APNG);
    }
}

// ---------------------------------------------------------------- the sink

static void all_that_is_put_arrives(void **state)
{
    (void)state;
    enum { MANY = 60 };
    static struct sink sink;
    static int place[MANY];
    static unsigned char large[3000], wanted[sizeof large];
    bool flag = false;
    for (size_t i = 0; i < sizeof wanted; i++)
        wanted[i] = (unsigned char)(i * 7);
    for (int round = 0; round < 2; round++) {
        memset(place, 0, sizeof place);
        memset(large, 0, sizeof large);
        for (int i = 0; i < MANY; i++)
            sink_put_int(&sink, &place[i], i + 1 + round);
        sink_put(&sink, large, wanted, sizeof large);
        sink_put_bool(&sink, &flag, true);
        sink_put_bool(&sink, &flag, round);
        assert_int_equal(place[0], 0);
        sink_put_all(&sink);
        for (int i = 0; i < MANY; i++)
            assert_int_equal(place[i], i + 1 + round);
        assert_memory_equal(large, wanted, sizeof large);
        // the later of two
        assert_int_equal(flag, round);
    }
    sink_clear(&sink);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_case_rests),
        cmocka_unit_test(every_mode_rests),
        cmocka_unit_test(the_same_is_drawn_alike),
        cmocka_unit_test(cautions_stand_there_once),
        cmocka_unit_test(no_key_is_held_at_first),
        cmocka_unit_test(tools_stay_behind),
        cmocka_unit_test(the_list_of_landmarks_stays_behind),
        cmocka_unit_test(a_case_is_opened_in_one_way),
        cmocka_unit_test(a_folder_that_does_not_answer_holds_up_nobody),
        cmocka_unit_test(a_radius_is_set_by_hand),
        cmocka_unit_test(what_cannot_be_had_is_not_found),
        cmocka_unit_test(a_film_that_cannot_be_packed_is_not_chosen),
        cmocka_unit_test(all_that_is_put_arrives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
