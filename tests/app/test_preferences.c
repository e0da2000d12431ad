/* What is chosen in the window is kept: the body and its shape, the language, the rest;
 * whatever happens to the program. And what the sliders say is true of what they move. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <SDL.h>
#include <cmocka.h>

#include "../golden/compare.h"
#include "../import/small_glb.h"
#include "../text/data_copy.h"
#include "base/file.h"
#include "catalog/rules_words.h"
#include "document/glove.h"
#include "drive.h"
#include "modes/clinic.h"
#include "panels/landmark_tool.h"
#include "panels/shell.h"

/* the program ends as by a power cut: nothing is done any more */
static void cut(struct drive *d)
{
    drive_settle(d);
    drive_close(d);
}

static void again(struct drive *d, struct drive_params params)
{
    params.folder = DRIVE_AGAIN;
    params.mode = APP_CLINIC;
    drive_start(d, params);
}

static void open_preferences(struct drive *d)
{
    drive_tap_id(d, "", "menu.title");
    drive_tap_id(d, "/", "menu.preferences");
}

static void open_shape(struct drive *d)
{
    open_preferences(d);
    drive_tap_id(d, "", "body.title");
}

static void slide(struct drive *d, const char *id, float from, float to)
{
    drive_slide(d, text_of(d->app->desk.texts, id), from, to);
    drive_settle(d);
}

static const struct shape_params *shape(const struct drive *d)
{
    const struct shape_params *s = subject_shape(d->app->desk.subject);
    assert_non_null(s);
    return s;
}

static void settings_file(const struct drive *d, char *out, size_t size)
{
    snprintf(out, size, "%s/deqi/settings.json", d->folder);
}

static void write_settings(const struct drive *d, const char *text)
{
    char path[512];
    settings_file(d, path, sizeof path);
    assert_true(file_write(path, text, strlen(text), NULL));
}

// ---------------------------------------------------------------- the body

static void a_shape_is_remembered(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    float height = subject_height(d.app->desk.subject);
    open_shape(&d);
    drive_tap_id(&d, "", "body.male");
    drive_settle(&d);
    assert_float_equal(shape(&d)->sex, 1, 0);
    assert_true(subject_height(d.app->desk.subject) > height + 0.02f);
    slide(&d, "body.weight", 0.5f, 0.8f);
    assert_float_equal(shape(&d)->weight, 0.8f, 1e-6);
    // nothing else came with it
    assert_float_equal(shape(&d)->sex, 1, 0);
    assert_float_equal(shape(&d)->height, 0, 0);
    slide(&d, "body.age", 0.1f, 1);
    height = subject_height(d.app->desk.subject);
    cut(&d);
    again(&d, (struct drive_params){0});
    assert_string_equal(subject_name(d.app->desk.subject), "male");
    assert_float_equal(shape(&d)->sex, 1, 0);
    assert_float_equal(shape(&d)->weight, 0.8f, 0);
    assert_float_equal(shape(&d)->age, 90, 0);
    assert_float_equal(shape(&d)->muscle, 0.5f, 0);
    assert_float_equal(subject_height(d.app->desk.subject), height, 1e-4);
    // and there is a way back
    open_shape(&d);
    drive_tap_id(&d, "", "body.neutral");
    cut(&d);
    again(&d, (struct drive_params){0});
    assert_memory_equal(shape(&d), &SHAPE_NEUTRAL, sizeof SHAPE_NEUTRAL);
    drive_close(&d);
}

static void a_height_that_was_chosen_stays(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    open_shape(&d);
    slide(&d, "body.height", 0.4f, 1);
    assert_float_equal(subject_height(d.app->desk.subject), 2.05f, 1e-3);
    slide(&d, "body.sex", 0.5f, 0);
    assert_float_equal(subject_height(d.app->desk.subject), 2.05f, 1e-3);
    cut(&d);
    again(&d, (struct drive_params){0});
    assert_float_equal(subject_height(d.app->desk.subject), 2.05f, 1e-3);
    assert_float_equal(shape(&d)->sex, 0, 0);
    drive_close(&d);
}

static void the_command_line_wins_for_its_run(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    open_shape(&d);
    drive_tap_id(&d, "", "body.male");
    cut(&d);
    again(&d, (struct drive_params){.body = "female"});
    assert_float_equal(shape(&d)->sex, 0, 0);
    drive_key(&d, 't', 0); // something else is kept
    cut(&d);
    again(&d, (struct drive_params){.set = "age=70"});
    assert_float_equal(shape(&d)->sex, 1, 0);
    assert_float_equal(shape(&d)->age, 70, 0);
    cut(&d);
    again(&d, (struct drive_params){.body = "female"});
    // a hand on the slider makes it the user's own, as it stands
    open_shape(&d);
    slide(&d, "body.muscle", 0.5f, 0);
    cut(&d);
    again(&d, (struct drive_params){0});
    assert_string_equal(subject_name(d.app->desk.subject), "female");
    assert_float_equal(shape(&d)->sex, 0, 0);
    assert_float_equal(shape(&d)->age, SHAPE_NEUTRAL.age, 0);
    assert_float_equal(shape(&d)->muscle, 0, 0);
    drive_close(&d);
}

static void a_body_that_is_gone_is_no_hindrance(void **state)
{
    (void)state;
    static const char *const DAMAGED[] = {
        "{\"body\": {\"name\": \"/nowhere/model.glb\"}}",
        "{\"body\": {\"name\": \"/nowhere/model.glb\", \"shape\": {\"age\": 30}}}",
        "{\"body\": {\"name\": \"\"}}",
        "{\"body\": {\"name\": \"male\", \"shape\": {\"age\": 300}}}",
        "{\"body\": {\"name\": \"male\", \"shape\": {\"age\": \"old\"}}}",
    };
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_close(&d);
    for (size_t i = 0; i < sizeof DAMAGED / sizeof *DAMAGED; i++) {
        write_settings(&d, DAMAGED[i]);
        again(&d, (struct drive_params){0});
        assert_memory_equal(shape(&d), &SHAPE_NEUTRAL, sizeof SHAPE_NEUTRAL);
        assert_true(d.app->desk.sink.notice[0] != 0);
        drive_close(&d);
    }
    // it is asked for once more until another is chosen
    again(&d, (struct drive_params){0});
    assert_true(d.app->desk.sink.notice[0] != 0);
    open_shape(&d);
    drive_tap_id(&d, "", "body.neutral");
    cut(&d);
    again(&d, (struct drive_params){0});
    assert_int_equal(d.app->desk.sink.notice[0], 0);
    drive_close(&d);
    // what is no body at all says nothing
    write_settings(&d, "{\"body\": 7}");
    again(&d, (struct drive_params){0});
    assert_int_equal(d.app->desk.sink.notice[0], 0);
    drive_close(&d);
}

/* of four corners, in the folder of settings */
static void write_model(const struct drive *d, char *path, size_t room)
{
    struct small_glb glb;
    char bytes[8192];
    small_glb_init(&glb);
    size_t size = small_glb_bytes(&glb, bytes, sizeof bytes);
    snprintf(path, room, "%s/small.glb", d->folder);
    assert_true(file_write(path, bytes, size, NULL));
}

static void a_model_file_has_no_sliders(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_close(&d);
    write_model(&d, path, sizeof path);
    again(&d, (struct drive_params){.body = path});
    assert_true(subject_is_foreign(d.app->desk.subject));
    open_shape(&d);
    assert_true(drive_sees(&d, text_of(d.app->desk.texts, "body.neutral")));
    assert_false(drive_sees(&d, text_of(d.app->desk.texts, "body.weight")));
    // it is remembered where the user says so
    cut(&d);
    again(&d, (struct drive_params){0});
    assert_false(subject_is_foreign(d.app->desk.subject));
    cut(&d);
    again(&d, (struct drive_params){.body = path});
    open_shape(&d);
    drive_tap_id(&d, "", "body.begin_with");
    cut(&d);
    again(&d, (struct drive_params){0});
    assert_true(subject_is_foreign(d.app->desk.subject));
    // and is left without a new start, in the midst of setting its landmarks too
    drive_key(&d, 'k', 0);
    assert_true(landmark_tool_open(d.app->desk.landmark_tool));
    open_shape(&d);
    drive_tap_id(&d, "", "body.neutral");
    drive_settle(&d);
    assert_memory_equal(shape(&d), &SHAPE_NEUTRAL, sizeof SHAPE_NEUTRAL);
    assert_false(landmark_tool_open(d.app->desk.landmark_tool));
    slide(&d, "body.weight", 0.5f, 1);
    drive_tap_id(&d, "", "body.neutral");
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_key(&d, '1', 0);
    drive_key(&d, 'n', 0);
    drive_key(&d, SDLK_ESCAPE, 0);
    cut(&d);
    again(&d, (struct drive_params){0});
    assert_int_equal(d.app->desk.sink.notice[0], 0);
    assert_false(subject_is_foreign(d.app->desk.subject));
    drive_close(&d);
}

/* what takes the place of a model looks as if it had been there from the start */
static void the_body_that_comes_is_whole(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    int w, h, count;
    drive_start(&d, (struct drive_params){.mode = APP_TEACH});
    drive_key(&d, '1', 0);
    drive_settle(&d);
    uint8_t *before = drive_pixels(&d, &w, &h);
    float at[3];
    memcpy(at, body_sites(subject_body(d.app->desk.subject), &count)[40].position,
           sizeof at);
    drive_close(&d);
    write_model(&d, path, sizeof path);
    drive_start(&d, (struct drive_params){
                        .mode = APP_TEACH, .folder = DRIVE_AGAIN, .body = path});
    const struct catalog *catalog = subject_catalog(d.app->desk.subject);
    open_shape(&d);
    drive_tap_id(&d, "", "body.neutral");
    drive_key(&d, SDLK_ESCAPE, 0);
    drive_key(&d, '1', 0);
    drive_settle(&d);
    assert_ptr_equal(subject_catalog(d.app->desk.subject), catalog);
    const struct site *sites = body_sites(subject_body(d.app->desk.subject), &count);
    assert_memory_equal(at, sites[40].position, sizeof at);
    uint8_t *after = drive_pixels(&d, &w, &h);
    struct difference diff = compare_pictures(before, after, w, h);
    drive_save(&d, DEQI_BINARY_DIR "/app_became.png");
    free(before);
    free(after);
    assert_true(diff.mean < 0.3);
    drive_close(&d);
}

// ---------------------------------------------------------------- a power cut

/* which file lies there: another one at each writing */
static ino_t written(const struct drive *d)
{
    char path[512];
    struct stat about;
    settings_file(d, path, sizeof path);
    return stat(path, &about) == 0 ? about.st_ino : 0;
}

static void what_was_set_outlives_a_power_cut(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    drive_key(&d, 't', 0);
    drive_key(&d, 'c', 0);
    drive_key(&d, SDLK_F1, 0);
    unsigned layers = d.app->desk.settings.layers;
    cut(&d);
    again(&d, (struct drive_params){0});
    assert_int_equal(d.app->desk.settings.mode, APP_TEACH);
    assert_true(d.app->desk.settings.dark[APP_CLINIC]);
    assert_int_equal(d.app->desk.settings.layers, layers);
    // a window that was made another size
    struct settings kept;
    SDL_SetWindowSize(SDL_GL_GetCurrentWindow(), 900, 600);
    cut(&d);
    assert_true(settings_load(&kept));
    assert_int_equal(kept.width, 900);
    assert_int_equal(kept.height, 600);
}

static void push_motion(float x, float y)
{
    SDL_Event e = {.motion = {.type = SDL_MOUSEMOTION, .x = (int)x, .y = (int)y}};
    SDL_PushEvent(&e);
}

static void push_button(Uint32 type, float x, float y)
{
    SDL_Event e = {.button = {.type = type,
                              .button = SDL_BUTTON_LEFT,
                              .clicks = 1,
                              .x = (int)x,
                              .y = (int)y}};
    SDL_PushEvent(&e);
}

static void nothing_is_written_while_the_hand_moves(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .height = 1300});
    ino_t first = written(&d);
    d.app->desk.settings.reduced_motion = false;
    drive_settle(&d);
    assert_true(written(&d) != first);
    // frames alone write nothing
    first = written(&d);
    for (int i = 0; i < 30; i++) {
        sink_redraw(&d.app->desk.sink);
        app_step(d.app, 0);
    }
    drive_settle(&d);
    assert_int_equal(written(&d), first);
    open_shape(&d);
    struct gui_rect r;
    assert_true(gui_find(picture_gui(d.app->desk.picture),
                         text_of(d.app->desk.texts, "body.weight"), &r));
    float y = r.y + r.h / 2;
    push_motion(r.x + r.w / 2, y);
    push_button(SDL_MOUSEBUTTONDOWN, r.x + r.w / 2, y);
    drive_settle(&d);
    for (int i = 0; i < 6; i++) {
        push_motion(r.x + r.w * (0.5f + 0.05f * (float)i), y);
        drive_settle(&d);
    }
    assert_true(d.app->desk.settings.body.shaped);
    assert_int_equal(written(&d), first);
    push_button(SDL_MOUSEBUTTONUP, r.x + r.w * 0.75f, y);
    drive_settle(&d);
    assert_true(written(&d) != first);
    drive_close(&d);
}

static void what_cannot_be_kept_is_said_once(void **state)
{
    (void)state;
    struct drive d = {0};
    char path[512];
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    settings_file(&d, path, sizeof path);
    // a folder in its place: no file can be put there
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    drive_key(&d, 't', 0);
    drive_settle(&d);
    assert_true(d.app->desk.sink.notice[0] != 0);
    d.app->notice_until_ms = 0; // as if it had been read
    drive_settle(&d);
    for (int i = 0; i < 3; i++) {
        drive_key(&d, 'c', 0);
        drive_settle(&d);
        assert_int_equal(d.app->desk.sink.notice[0], 0);
    }
    assert_int_equal(rmdir(path), 0);
    drive_key(&d, 'c', 0);
    cut(&d);
    again(&d, (struct drive_params){0});
    assert_true(d.app->desk.settings.dark[APP_CLINIC]);
    drive_close(&d);
}

// ---------------------------------------------------------------- stocking and glove

static const char SHOULDER_CASE[] =
    "{\"schema\": \"deqi/case-1\", \"etiology\": \"diabetes\","
    " \"symptoms\": [{\"region\": \"shoulder\", \"side\": \"R\", \"kinds\": [\"pain\"]},"
    " {\"region\": \"ankle\", \"side\": \"L\", \"kinds\": [\"pain\"]}],"
    " \"tenderness\": \"none\","
    " \"marks\": [{\"kind\": \"tender\", \"region\": \"leg_medial\", \"side\": \"L\"}]}";

static void open_shoulder(struct drive *d)
{
    char path[512];
    snprintf(path, sizeof path, DEQI_BINARY_DIR "/app_shoulder.json");
    assert_true(file_write(path, SHOULDER_CASE, strlen(SHOULDER_CASE), NULL));
    drive_start(d, (struct drive_params){.mode = APP_CLINIC, .case_path = path});
    drive_tap_id(d, "+ ", "form.paint");
}

static void the_slider_adds_numbness_and_nothing_else(void **state)
{
    (void)state;
    struct drive d = {0};
    open_shoulder(&d);
    struct case_record first = *drive_record(&d);
    slide(&d, "brush.glove", 0, 1);
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     4);
    assert_int_equal(drive_record(&d)->symptoms[0].kinds, CASE_PAIN);
    assert_int_equal(drive_record(&d)->symptoms[1].kinds, CASE_PAIN | CASE_NUMBNESS);
    assert_int_equal(drive_record(&d)->n_marks, 1);
    assert_non_null(plan_find(&d.app->desk.dossier.plan, "KI3", 'R'));
    // the whole drag is one step
    drive_key(&d, 'z', KMOD_CTRL);
    assert_memory_equal(&first, drive_record(&d), sizeof first);
    drive_key(&d, 'y', KMOD_CTRL);
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     4);
    // a second drag another
    slide(&d, "brush.glove", 1, 0.25f);
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     1);
    drive_key(&d, 'z', KMOD_CTRL);
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     4);
    // and back to none leaves what was there
    slide(&d, "brush.glove", 1, 0);
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     0);
    assert_memory_equal(&first, drive_record(&d), sizeof first);
    drive_close(&d);
}

static void the_slider_shows_the_case(void **state)
{
    (void)state;
    struct drive d = {0};
    open_shoulder(&d);
    slide(&d, "brush.glove", 0, 0.5f);
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     2);
    // the form takes one away: no stage any more
    drive_tap(&d, "Sole, both");
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     -1);
    // it shows how far all is numb, and a touch there changes nothing
    struct case_record odd = *drive_record(&d);
    slide(&d, "brush.glove", 0.25f, 0.25f);
    assert_memory_equal(&odd, drive_record(&d), sizeof odd);
    slide(&d, "brush.glove", 0, 0.5f);
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     2);
    drive_key(&d, 'z', KMOD_CTRL);
    assert_memory_equal(&odd, drive_record(&d), sizeof odd);
    // another case, another stage
    drive_drop(&d, DEQI_SOURCE_DIR "/assets/cases/diabetic_soles.json");
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     -1);
    drive_close(&d);
}

static void the_keyboard_slides_too(void **state)
{
    (void)state;
    struct drive d = {0};
    open_shoulder(&d);
    slide(&d, "brush.glove", 0, 0.25f);
    drive_key(&d, SDLK_TAB, 0); // the ring comes to what was touched last, or after it
    drive_key(&d, SDLK_TAB, KMOD_SHIFT);
    for (int i = 0; i < 30 && glove_stage(subject_catalog(d.app->desk.subject),
                                          drive_record(&d)) == 1;
         i++) {
        drive_key(&d, SDLK_RIGHT, 0);
        if (glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)) == 1)
            drive_key(&d, SDLK_TAB, 0);
    }
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     2);
    drive_key(&d, SDLK_RIGHT, 0);
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     3);
    drive_key(&d, 'z', KMOD_CTRL);
    assert_int_equal(glove_stage(subject_catalog(d.app->desk.subject), drive_record(&d)),
                     2);
    drive_close(&d);
}

// ---------------------------------------------------------------- languages

static void one_file_is_a_language(void **state)
{
    (void)state;
    struct drive d = {0};
    char data[512], made[400];
    // a folder of its own, which data_copy makes
    snprintf(made, sizeof made, DEQI_BINARY_DIR "/data_XXXXXX");
    assert_non_null(mkdtemp(made));
    snprintf(data, sizeof data, "%s/copy", made);
    data_copy(data);
    data_copy_add_german(data);
    struct drive_params params = {.mode = APP_CLINIC, .data_dir = data};
    drive_start(&d, params);
    open_preferences(&d);
    drive_tap(&d, "Deutsch");
    assert_string_equal(texts_lang(d.app->desk.texts), "de");
    assert_true(gui_has_glyphs(picture_gui(d.app->desk.picture), "Fußsohle"));
    drive_key(&d, SDLK_ESCAPE, 0);
    assert_true(drive_sees(&d, "Fußsohle"));
    // what it lacks is English
    assert_string_equal(text_of(d.app->desk.texts, "menu.save"), "Save the case");
    // the key goes round by all that there are
    static const char *const ROUND[] = {"en", "zh-Hans", "de"};
    for (int i = 0; i < 3; i++) {
        drive_key(&d, 'g', KMOD_CTRL);
        assert_string_equal(texts_lang(d.app->desk.texts), ROUND[i]);
    }
    cut(&d);
    params.folder = DRIVE_AGAIN;
    drive_start(&d, params);
    assert_string_equal(texts_lang(d.app->desk.texts), "de");
    drive_close(&d);
    // and where it is gone again, English
    snprintf(data, sizeof data, "%s/without", made);
    data_copy(data);
    drive_start(&d, params);
    assert_string_equal(texts_lang(d.app->desk.texts), "en");
    drive_close(&d);
    snprintf(data, sizeof data, "%s/copy", made);
    params = (struct drive_params){.mode = APP_TEACH, .data_dir = data, .lang = "de"};
    drive_start(&d, params);
    assert_string_equal(texts_lang(d.app->desk.texts), "de");
    drive_close(&d);
}

/* the person of the case sets the body; what is chosen by hand stays until the case says
 * something else; without a person it is the user's own again */
static void the_body_follows_the_case(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC});
    struct shape_params neutral = *subject_shape(d.app->desk.subject);
    struct case_record *r = dossier_draft(&d.app->desk.dossier);
    r->sex = SEX_MALE;
    r->age = 70;
    r->height = 1.9;
    dossier_change(&d.app->desk.dossier, r, 0);
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    assert_float_equal(subject_height(d.app->desk.subject), 1.9f, 1e-3);
    assert_true(subject_shape(d.app->desk.subject)->sex == 1);
    // what is remembered is the user's own choice alone
    assert_false(d.app->desk.settings.body.shaped);
    dossier_undo(&d.app->desk.dossier);
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    assert_true(shape_equal(subject_shape(d.app->desk.subject), &neutral));
    dossier_redo(&d.app->desk.dossier);
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    struct request chosen = {.id = ACTION_BODY, .body.name = "female"};
    sink_request(&d.app->desk.sink, &chosen);
    drive_settle(&d);
    assert_true(subject_shape(d.app->desk.subject)->sex == 0);
    // another finding is no other person
    r = dossier_draft(&d.app->desk.dossier);
    r->findings.flags[FLAG_FASTING] = CASE_YES;
    dossier_change(&d.app->desk.dossier, r, 0);
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    assert_true(subject_shape(d.app->desk.subject)->sex == 0);
    r = dossier_draft(&d.app->desk.dossier);
    r->height = 1.7;
    dossier_change(&d.app->desk.dossier, r, 0);
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    assert_true(subject_shape(d.app->desk.subject)->sex == 1);
    assert_float_equal(subject_height(d.app->desk.subject), 1.7f, 1e-3);
    drive_close(&d);
}

static void a_body_that_was_named_stays(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .body = "female"});
    struct case_record *r = dossier_draft(&d.app->desk.dossier);
    r->sex = SEX_MALE;
    dossier_change(&d.app->desk.dossier, r, 0);
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    assert_true(subject_shape(d.app->desk.subject)->sex == 0);
    drive_close(&d);
}

/* how the alarm sounds is heard at once and kept */
static void the_alarm_is_chosen_by_ear(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC, .height = 1000});
    drive_tap_id(&d, "", "menu.title");
    drive_tap_id(&d, "/", "menu.preferences");
    drive_tap_id(&d, "", "sound.title");
    unsigned tries = d.app->desk.clinic->tries;
    drive_tap_id(&d, "", "sound.low");
    assert_int_equal(d.app->desk.settings.tone, 1);
    drive_tap(&d, "50 %");
    assert_int_equal(d.app->desk.settings.volume, 50);
    assert_int_equal(d.app->desk.clinic->tries, tries + 2);
    drive_tap_id(&d, "", "display.settings");
    drive_tap_id(&d, "", "pin.new");
    drive_type(&d, "123");
    assert_string_equal(d.app->desk.settings.pin, "");
    drive_type(&d, "4");
    drive_tap_id(&d, "", "pin.set");
    assert_true(pin_matches("1234", d.app->desk.settings.pin));
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shape_is_remembered),
        cmocka_unit_test(a_height_that_was_chosen_stays),
        cmocka_unit_test(the_command_line_wins_for_its_run),
        cmocka_unit_test(a_body_that_is_gone_is_no_hindrance),
        cmocka_unit_test(a_model_file_has_no_sliders),
        cmocka_unit_test(the_body_that_comes_is_whole),
        cmocka_unit_test(what_was_set_outlives_a_power_cut),
        cmocka_unit_test(nothing_is_written_while_the_hand_moves),
        cmocka_unit_test(what_cannot_be_kept_is_said_once),
        cmocka_unit_test(the_slider_adds_numbness_and_nothing_else),
        cmocka_unit_test(the_slider_shows_the_case),
        cmocka_unit_test(the_keyboard_slides_too),
        cmocka_unit_test(one_file_is_a_language),
        cmocka_unit_test(the_body_follows_the_case),
        cmocka_unit_test(a_body_that_was_named_stays),
        cmocka_unit_test(the_alarm_is_chosen_by_ear),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
