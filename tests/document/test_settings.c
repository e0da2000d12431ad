/* What is remembered between runs comes back as it was; what is missing, damaged or from
 * another version has its default and stops nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "document/settings.h"
#include "scene/layers.h"

static const char HOME[] = DEQI_BINARY_DIR "/settings_home";
static const char FILE_NAME[] = DEQI_BINARY_DIR "/settings_home/deqi/settings.json";

static int set_up(void **state)
{
    (void)state;
    mkdir(HOME, 0700);
    setenv("XDG_CONFIG_HOME", HOME, 1);
    remove(FILE_NAME);
    return 0;
}

static void write_settings(const char *text)
{
    struct error error;
    mkdir(DEQI_BINARY_DIR "/settings_home/deqi", 0700);
    assert_true(file_write(FILE_NAME, text, strlen(text), &error));
}

static struct settings load(void)
{
    struct settings s;
    settings_load(&s);
    return s;
}

static void without_a_file_all_is_as_at_first(void **state)
{
    (void)state;
    struct settings s;
    assert_false(settings_load(&s));
    assert_int_equal(s.mode, APP_TEACH);
    assert_int_equal(s.layers, SCENE_DEFAULT);
    assert_string_equal(s.lang, "en");
    assert_true(s.dark[APP_DISPLAY] && !s.dark[APP_CLINIC]);
    assert_true(settings_equal(&s, &(struct settings[]){settings_default()}[0]));
}

static void everything_comes_back(void **state)
{
    (void)state;
    struct settings s = settings_default(), read;
    struct error error;
    s.mode = APP_CLINIC;
    s.dark[APP_TEACH] = true;
    s.reduced_motion = s.fullscreen = true;
    s.text_scale = 1.5f;
    s.layers = SCENE_POINTS | SCENE_NERVES | SCENE_LANDMARKS;
    s.tone = 2;
    s.volume = 40;
    assert_true(pin_hash("00417", s.pin));
    s.return_min = 5;
    s.covered = s.welcomed = s.one_view = true;
    s.width = 1024;
    s.height = 700;
    snprintf(s.lang, sizeof s.lang, "zh-Hans");
    snprintf(s.body.name, sizeof s.body.name, "female");
    s.body.shaped = true;
    s.body.shape = SHAPE_NEUTRAL;
    s.body.shape.age = 70;
    settings_add_recent(&s, "/a.json");
    settings_add_recent(&s, "/b.json");
    settings_add_recent(&s, "/a.json");
    assert_true(settings_save(&s, &error));
    assert_true(settings_load(&read));
    assert_true(settings_equal(&s, &read));
    assert_string_equal(read.recent[0], "/a.json");
    assert_string_equal(read.recent[1], "/b.json");
    assert_string_equal(read.recent[2], "");
}

/* Who has no settings is new; who has some of an older version is not. */
static void who_has_settings_was_welcomed(void **state)
{
    (void)state;
    assert_false(settings_default().welcomed);
    write_settings("{\"lang\": \"de\"}");
    assert_true(load().welcomed);
    write_settings("{\"welcomed\": false}");
    assert_false(load().welcomed);
}

static void layers_are_kept_by_name(void **state)
{
    (void)state;
    struct settings s = settings_default();
    struct error error;
    char *text;
    size_t size;
    s.layers = SCENE_CHANNELS | SCENE_REGIONS;
    assert_true(settings_save(&s, &error));
    assert_true(file_read(FILE_NAME, 1 << 16, &text, &size, &error));
    assert_non_null(strstr(text, "\"channels\""));
    assert_non_null(strstr(text, "\"regions\""));
    assert_null(strstr(text, "\"points\""));
    free(text);
    write_settings("{\"layers\": [\"points\", \"auras\", 7, \"heat\"]}");
    assert_int_equal(load().layers, SCENE_POINTS | SCENE_HEAT);
    write_settings("{\"layers\": []}");
    assert_int_equal(load().layers, 0);
    write_settings("{\"layers\": \"points\"}");
    assert_int_equal(load().layers, SCENE_DEFAULT);
}

/* a number with a bit for each, as the first version kept them */
static void the_number_of_older_versions_is_read(void **state)
{
    (void)state;
    static const struct {
        int bits;
        unsigned layers;
    } OLD[] = {
        {63, SCENE_CHANNELS | SCENE_POINTS | SCENE_LABELS | SCENE_NEEDLES | SCENE_HEAT |
                 SCENE_OVERLAY},
        {0, 0},
        {1 << 6, SCENE_DERMATOMES},
        {1 << 7, SCENE_NERVES},
        {1 << 8, SCENE_REGIONS},
        {1 << 9, SCENE_LANDMARKS},
        {1 << 15, 0},
        {-1, SCENE_DEFAULT},
        {1 << 20, SCENE_DEFAULT},
    };
    for (size_t i = 0; i < sizeof OLD / sizeof *OLD; i++) {
        char text[64];
        snprintf(text, sizeof text, "{\"layers\": %d}", OLD[i].bits);
        write_settings(text);
        assert_int_equal(load().layers, OLD[i].layers);
    }
}

/* neither the figures nor how many there are can be read in the file */
static void a_pin_is_kept_as_a_hash(void **state)
{
    (void)state;
    struct settings s = settings_default();
    struct error error;
    char *text, first[PIN_HASH];
    size_t size;
    assert_true(pin_hash("8402617", s.pin));
    assert_true(pin_is_hash(s.pin));
    snprintf(first, sizeof first, "%s", s.pin);
    assert_true(settings_save(&s, &error));
    assert_true(file_read(FILE_NAME, 1 << 16, &text, &size, &error));
    assert_null(strstr(text, "8402617"));
    free(text);
    s = load();
    assert_string_equal(s.pin, first);
    assert_true(pin_matches("8402617", s.pin));
    static const char *const OTHERS[] = {"8402616", "840261", "84026170", "", "8402617 "};
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        assert_false(pin_matches(OTHERS[i], s.pin));
    // with another salt each time
    assert_true(pin_hash("8402617", s.pin));
    assert_string_not_equal(s.pin, first);
    assert_false(pin_matches("8402617", ""));
    assert_false(pin_matches("8402616", "8402617"));
    assert_false(pin_matches("8402617", "$y$"));
}

static char *read_all(void)
{
    static char *text;
    size_t size;
    struct error error;
    assert_true(file_read(FILE_NAME, 1 << 16, &text, &size, &error));
    return text;
}

/* nobody who only reads changes anything: `deqi doctor`, a look for the journal */
static void reading_writes_nothing(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"{}", "no json",
                                        "{\"display\": {\"pin\": \"004173\"}}",
                                        "{\"layers\": 7, \"of_tomorrow\": [1]}"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        write_settings(TEXTS[i]);
        load();
        char *text = read_all();
        assert_string_equal(text, TEXTS[i]);
        free(text);
    }
}

/* what a later version has put there is not lost by using this one */
static void what_is_not_known_here_is_kept(void **state)
{
    (void)state;
    struct error error;
    write_settings("{\"of_tomorrow\": {\"a\": [1, 2]}, \"sound\": {\"echo\": 3}, "
                   "\"layers\": [\"points\", \"auras\"], \"journal\": \"/old.db\", "
                   "\"dark\": {\"stage\": true}, \"body\": {\"name\": \"male\", "
                   "\"shape\": {\"age\": 30}}, \"display\": {\"pin\": \"0041\"}}");
    struct settings s = load();
    s.journal[0] = s.pin[0] = 0;
    s.body.shaped = false;
    assert_true(settings_save(&s, &error));
    assert_true(settings_save(&s, &error));
    char *text = read_all();
    static const char *const KEPT[] = {"\"of_tomorrow\"", "\"echo\": 3", "\"auras\"",
                                       "\"stage\": true"};
    for (size_t i = 0; i < sizeof KEPT / sizeof *KEPT; i++)
        if (!strstr(text, KEPT[i]))
            fail_msg("%s is lost: %s", KEPT[i], text);
    // once
    const char *aura = strstr(text, "auras");
    assert_true(aura && !strstr(aura + 1, "auras"));
    // what was taken away is gone
    assert_null(strstr(text, "old.db"));
    assert_null(strstr(text, "pin"));
    assert_null(strstr(text, "shape"));
    free(text);
    s = load();
    assert_int_equal(s.layers, SCENE_POINTS);
}

static bool no_hash;

char *__real_crypt_gensalt_rn(const char *method, unsigned long count, const char *bytes,
                              int n, char *out, int size);
char *__wrap_crypt_gensalt_rn(const char *method, unsigned long count, const char *bytes,
                              int n, char *out, int size);
char *__wrap_crypt_gensalt_rn(const char *method, unsigned long count, const char *bytes,
                              int n, char *out, int size)
{
    return no_hash ? NULL : __real_crypt_gensalt_rn(method, count, bytes, n, out, size);
}

static void a_pin_that_cannot_be_hashed_is_not_lost(void **state)
{
    (void)state;
    struct error error;
    write_settings("{\"display\": {\"pin\": \"004173\"}}");
    no_hash = true;
    struct settings s = load();
    no_hash = false;
    assert_true(pin_matches("004173", s.pin));
    assert_false(pin_matches("004174", s.pin));
    assert_true(settings_save(&s, &error));
    s = load();
    assert_true(pin_is_hash(s.pin));
    assert_true(pin_matches("004173", s.pin));
}

/* as an earlier version kept it: it still leads out, and the next save hides it */
static void a_readable_pin_is_hashed(void **state)
{
    (void)state;
    struct error error;
    char *text;
    size_t size;
    write_settings("{\"volume\": 1, \"display\": {\"pin\": \"004173\", "
                   "\"return_min\": 5}}");
    struct settings s = load();
    assert_true(pin_matches("004173", s.pin));
    assert_true(s.readable_pin);
    assert_int_equal(s.return_min, 5);
    assert_true(settings_save(&s, &error));
    assert_true(file_read(FILE_NAME, 1 << 16, &text, &size, &error));
    assert_null(strstr(text, "004173"));
    free(text);
    struct settings again = load();
    assert_false(again.readable_pin);
    s.readable_pin = false;
    assert_true(settings_equal(&s, &again));
    // what is neither figures nor a hash is none
    write_settings("{\"display\": {\"pin\": \"$y$ no hash\"}}");
    assert_string_equal(load().pin, "");
    write_settings("{\"display\": {\"pin\": \"417\"}}");
    assert_string_equal(load().pin, "");
}

static void what_is_no_setting_is_passed_over(void **state)
{
    (void)state;
    struct settings s = settings_default(), read;
    write_settings("{\"mode\": \"dance\", \"dark\": 7, \"text_scale\": 40, \"width\": 1, "
                   "\"height\": \"tall\", \"lang\": null, \"recent\": [1, \"\", \"/x\"], "
                   "\"body\": [], \"fullscreen\": 1, "
                   "\"sound\": {\"tone\": \"gong\", \"volume\": 0}, "
                   "\"display\": {\"pin\": \"12a4\", \"return_min\": -1}}");
    assert_true(settings_load(&read));
    assert_string_equal(read.recent[0], "/x");
    read.recent[0][0] = 0;
    s.welcomed = true;
    assert_true(settings_equal(&s, &read));
    s.welcomed = false;
    write_settings("not json");
    assert_false(settings_load(&read));
    assert_true(settings_equal(&s, &read));
}

static void a_shape_that_is_no_number_stays_none(void **state)
{
    (void)state;
    char words[SETTINGS_SHAPES][32];
    write_settings("{\"body\": {\"name\": \"male\", \"shape\": {\"age\": 30, \"height\": "
                   "1.75}}}");
    struct settings s = load();
    int n = settings_body_words(&s.body, words);
    assert_int_equal(n, SETTINGS_SHAPES);
    assert_string_equal(words[1], "age=30");
    assert_string_equal(words[n - 1], "height=1.75");
    write_settings("{\"body\": {\"name\": \"male\", \"shape\": {\"age\": \"old\"}}}");
    s = load();
    n = settings_body_words(&s.body, words);
    assert_int_equal(n, SETTINGS_SHAPES - 1); // the height follows
    assert_string_equal(words[1], "age=nan");
    assert_true(settings_equal(&s, &s));
    s.body.shaped = false;
    assert_int_equal(settings_body_words(&s.body, words), 0);
}

/* every field counts, and nothing else does */
static void settings_differ_by_what_is_kept(void **state)
{
    (void)state;
    struct settings a, b;
    memset(&a, 0, sizeof a);
    memset(&b, 0xA5, sizeof b);
    settings_load(&a);
    settings_load(&b);
    assert_true(settings_equal(&a, &b));
    b.recent[SETTINGS_RECENT - 1][0] = 0;
    snprintf(b.recent[3] + 1, 8, "behind"); // behind the end of an empty path
    assert_true(settings_equal(&a, &b));
    b.layers ^= SCENE_LANDMARKS;
    assert_false(settings_equal(&a, &b));
    b = a;
    b.body.shaped = true;
    assert_false(settings_equal(&a, &b));
    b = a;
    snprintf(b.recent[0], sizeof b.recent[0], "/new");
    assert_false(settings_equal(&a, &b));
}

static void a_relative_folder_is_none(void **state)
{
    (void)state;
    struct settings s = settings_default();
    struct error error;
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    assert_int_equal(chdir(DEQI_BINARY_DIR), 0);
    setenv("XDG_CONFIG_HOME", "settings_relative", 1);
    setenv("HOME", DEQI_BINARY_DIR "/settings_user", 1);
    mkdir(DEQI_BINARY_DIR "/settings_user", 0700);
    assert_true(settings_save(&s, &error));
    assert_false(file_exists(DEQI_BINARY_DIR "/settings_relative"));
    assert_true(file_exists(DEQI_BINARY_DIR "/settings_user/.config/deqi/settings.json"));
    // every folder on the way is made
    setenv("XDG_CONFIG_HOME", DEQI_BINARY_DIR "/settings_user/a/b/c", 1);
    assert_true(settings_save(&s, &error));
    assert_true(file_exists(DEQI_BINARY_DIR "/settings_user/a/b/c/deqi/settings.json"));
    setenv("XDG_CONFIG_HOME", "settings_relative", 1);
    unsetenv("HOME");
    assert_false(settings_save(&s, &error));
    assert_false(settings_load(&s));
    assert_int_equal(chdir(here), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(without_a_file_all_is_as_at_first, set_up),
        cmocka_unit_test_setup(everything_comes_back, set_up),
        cmocka_unit_test_setup(who_has_settings_was_welcomed, set_up),
        cmocka_unit_test_setup(layers_are_kept_by_name, set_up),
        cmocka_unit_test_setup(the_number_of_older_versions_is_read, set_up),
        cmocka_unit_test_setup(a_pin_is_kept_as_a_hash, set_up),
        cmocka_unit_test_setup(a_readable_pin_is_hashed, set_up),
        cmocka_unit_test_setup(a_pin_that_cannot_be_hashed_is_not_lost, set_up),
        cmocka_unit_test_setup(reading_writes_nothing, set_up),
        cmocka_unit_test_setup(what_is_not_known_here_is_kept, set_up),
        cmocka_unit_test_setup(what_is_no_setting_is_passed_over, set_up),
        cmocka_unit_test_setup(a_shape_that_is_no_number_stays_none, set_up),
        cmocka_unit_test_setup(settings_differ_by_what_is_kept, set_up),
        cmocka_unit_test_setup(a_relative_folder_is_none, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
