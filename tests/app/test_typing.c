/* The keyboard on the screen: a finger taps a field and types with large keys; the field
 * stays in hand, whatever field it is and wherever it stands. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <SDL.h>
#include <cmocka.h>

#include "drive.h"
#include "modes/clinic.h"
#include "panels/shell.h"
#include "text/utf8.h"

#define CASES DEQI_SOURCE_DIR "/assets/cases/"

static void tap_at(struct drive *d, float x, float y)
{
    drive_finger_down(d, 0, x, y);
    drive_finger_up(d, 0);
    drive_settle(d);
}

static void tap_rect(struct drive *d, struct gui_rect r)
{
    tap_at(d, r.x + r.w / 2, r.y + r.h / 2);
}

static struct screen_keys *keys(struct drive *d)
{
    return &d->app->desk.shell->keys;
}

static void tap_key(struct drive *d, const char *text)
{
    struct gui_rect r;
    if (!screen_keys_find(keys(d), text, &r))
        fail_msg("no key \"%s\" in sight", text);
    tap_rect(d, r);
}

static void tap_kind(struct drive *d, enum screen_key_kind kind)
{
    for (int i = 0; i < keys(d)->n; i++)
        if (keys(d)->key[i].kind == kind) {
            tap_rect(d, keys(d)->key[i].rect);
            return;
        }
    fail_msg("no key of kind %d in sight", (int)kind);
}

/* one character after another, by fingers */
static void type(struct drive *d, const char *text)
{
    while (*text) {
        uint32_t c;
        char one[8] = "";
        const char *next = utf8_next(text, &c);
        memcpy(one, text, (size_t)(next - text));
        tap_key(d, one);
        text = next;
    }
}

static void finger_on(struct drive *d, const char *id)
{
    tap_rect(d, drive_find(d, text_of(d->app->desk.texts, id)));
}

/* all of them within the window, none over another, none smaller than a finger */
static void keys_stand_well(struct drive *d)
{
    const struct screen_keys *k = keys(d);
    float w = (float)d->app->desk.eye.port.width, h = (float)d->app->desk.eye.port.height;
    assert_true(k->n > 40);
    for (int i = 0; i < k->n; i++) {
        struct gui_rect a = k->key[i].rect;
        assert_true(a.x >= 0 && a.y >= 0 && a.x + a.w <= w && a.y + a.h <= h);
        assert_true(a.w >= 24 && a.h >= 24);
        for (int j = 0; j < i; j++) {
            struct gui_rect b = k->key[j].rect;
            assert_true(a.x + a.w <= b.x + 0.5f || b.x + b.w <= a.x + 0.5f ||
                        a.y + a.h <= b.y + 0.5f || b.y + b.h <= a.y + 0.5f);
        }
    }
    // what is typed stays in sight
    struct gui_rect box = gui_typing_box(picture_gui(d->app->desk.picture)), p = k->place;
    assert_true(box.y + box.h <= p.y + 1 || box.y >= p.y + p.h - 1);
}

static void gloves_type_a_label(void **state)
{
    (void)state;
    static const int SIZES[][2] = {{1280, 800}, {1920, 1080}, {1080, 1920}};
    for (int i = 0; i < 3; i++) {
        struct drive d = {0};
        char path[512];
        drive_start(&d, (struct drive_params){.mode = APP_CLINIC,
                                              .case_path = CASES "cervical_thumb.json",
                                              .width = SIZES[i][0],
                                              .height = SIZES[i][1]});
        assert_int_equal(keys(&d)->n, 0);
        finger_on(&d, "clinic.who");
        keys_stand_well(&d);
        tap_kind(&d, SCREEN_KEY_SHIFT);
        type(&d, "B");
        tap_kind(&d, SCREEN_KEY_SHIFT);
        type(&d, "ed 46");
        tap_kind(&d, SCREEN_KEY_DELETE);
        assert_string_equal(d.app->desk.clinic->who, "Bed 4");
        tap_kind(&d, SCREEN_KEY_SIGNS);
        type(&d, "/");
        keys_stand_well(&d);
        snprintf(path, sizeof path, DEQI_BINARY_DIR "/typing_%dx%d.png", SIZES[i][0],
                 SIZES[i][1]);
        drive_save(&d, path);
        assert_string_equal(d.app->desk.clinic->who, "Bed 4/");
        // done: the keys go, the field is left, nothing else was pressed
        tap_kind(&d, SCREEN_KEY_ENTER);
        assert_int_equal(keys(&d)->n, 0);
        assert_null(live_session_state(d.app->desk.live));
        drive_begin_session(&d);
        assert_string_equal(session_label(live_session_state(d.app->desk.live)),
                            "Bed 4/");
        drive_close(&d);
    }
}

/* notes, numbers, whatever field there is */
static void gloves_type_a_note_and_a_number(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC,
                                          .case_path = CASES "cervical_thumb.json",
                                          .height = 1000});
    drive_begin_session(&d);
    drive_needle(&d, 0);
    drive_tap_id(&d, "", "clinic.note");
    finger_on(&d, "clinic.note_words");
    type(&d, "red");
    assert_string_equal(d.app->desk.clinic->reason, "red");
    // put away, the field goes on; another field brings them back
    tap_kind(&d, SCREEN_KEY_HIDE);
    assert_int_equal(keys(&d)->n, 0);
    drive_type(&d, " skin");
    assert_string_equal(d.app->desk.clinic->reason, "red skin");
    drive_tap_id(&d, "", "clinic.note_now");
    drive_pass(&d, 1);
    assert_int_equal(d.app->desk.clinic->ask, CLINIC_ASKS_NOTHING);
    drive_tap_id(&d, "", "clinic.abort");
    drive_tap_id(&d, "", "clinic.abort.wish");
    drive_tap_id(&d, "", "clinic.abort_now");
    drive_pass(&d, 1);
    drive_remove(&d, 0);
    drive_pass(&d, 1);
    // how many are in the box: figures by the same keys
    drive_tap_id(&d, "", "clinic.sharps_other");
    finger_on(&d, "clinic.sharps_other");
    type(&d, "12");
    assert_string_equal(d.app->desk.clinic->count, "12");
    drive_close(&d);
}

/* the language's own letters */
static void each_language_has_its_letters(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *typed;
    } SAYS[] = {{"de", "füße"},    {"es", "niño"}, {"fr", "gelé"},
                {"zh-Hans", "b3"}, {"ja", "あし"}, {"zh-Hant", "b3"}};
    for (size_t i = 0; i < sizeof SAYS / sizeof *SAYS; i++) {
        struct drive d = {0};
        char path[512];
        drive_start(&d, (struct drive_params){.mode = APP_CLINIC,
                                              .case_path = CASES "cervical_thumb.json",
                                              .width = 1280,
                                              .height = 800,
                                              .lang = SAYS[i].lang});
        finger_on(&d, "clinic.who");
        keys_stand_well(&d);
        type(&d, SAYS[i].typed);
        assert_string_equal(d.app->desk.clinic->who, SAYS[i].typed);
        snprintf(path, sizeof path, DEQI_BINARY_DIR "/typing_%s.png", SAYS[i].lang);
        drive_save(&d, path);
        tap_kind(&d, SCREEN_KEY_SIGNS);
        keys_stand_well(&d);
        tap_kind(&d, SCREEN_KEY_SHIFT);
        keys_stand_well(&d);
        drive_close(&d);
    }
}

/* a mouse needs none, unless it is asked for; never is never */
static void who_has_a_keyboard_is_left_alone(void **state)
{
    (void)state;
    struct drive d = {0};
    drive_start(&d, (struct drive_params){.mode = APP_CLINIC,
                                          .case_path = CASES "cervical_thumb.json",
                                          .height = 1000});
    drive_tap_id(&d, "", "clinic.who");
    assert_int_equal(keys(&d)->n, 0);
    drive_type(&d, "x");
    d.app->desk.settings.keyboard = SETTINGS_KEYS_ALWAYS;
    drive_settle(&d);
    sink_redraw(&d.app->desk.sink);
    drive_settle(&d);
    assert_true(keys(&d)->n > 0);
    d.app->desk.settings.keyboard = SETTINGS_KEYS_NEVER;
    finger_on(&d, "clinic.who");
    assert_int_equal(keys(&d)->n, 0);
    drive_close(&d);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gloves_type_a_label),
        cmocka_unit_test(gloves_type_a_note_and_a_number),
        cmocka_unit_test(each_language_has_its_letters),
        cmocka_unit_test(who_has_a_keyboard_is_left_alone),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
