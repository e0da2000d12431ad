/* What deqi must not swallow: each call of the table is refused with its exit status and
 * one line, whatever the machine can draw. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../import/small_glb.h"
#include "base/file.h"
#include "program.h"

#define SOLES "%S/assets/cases/diabetic_soles.json"
#define RENDER "render -o o.png --size 64x64 "

static const char NO_GL[] =
    "LIBGL_DRIVERS_PATH=/nonexistent __EGL_VENDOR_LIBRARY_FILENAMES=/nonexistent.json";

struct refusal {
    const char *words;
    int status;
    const char *says; /* a part of the line */
};

static void expect(const struct refusal *r, const char *words, const char *environment)
{
    struct outcome o;
    program_run(&o, words, NULL, environment);
    if (!program_refused(&o, r->status, r->says))
        fail_msg("deqi %s: wanted %d and one line with \"%s\"; got %d, \"%.200s\", and "
                 "\"%.60s\" as result",
                 words, r->status, r->says, o.status, o.err, o.out);
}

static void expect_all(const struct refusal *table, size_t n, const char *environment)
{
    for (size_t i = 0; i < n; i++)
        expect(&table[i], table[i].words, environment);
}
#define EXPECT_ALL(table) expect_all(table, sizeof(table) / sizeof *(table), NULL)

/* the table's words stand for %s in each command */
static void expect_each(const char *const *commands, size_t n_commands,
                        const struct refusal *table, size_t n)
{
    for (size_t c = 0; c < n_commands; c++) {
        for (size_t i = 0; i < n; i++) {
            char words[512];
            snprintf(words, sizeof words, "%s %s", commands[c], table[i].words);
            expect(&table[i], words, NULL);
        }
    }
}
#define EXPECT_EACH(commands, table)                                                     \
    expect_each(commands, sizeof(commands) / sizeof *(commands), table,                  \
                sizeof(table) / sizeof *(table))

// ---------------------------------------------------------------- fixtures

static void put_text(const char *name, const char *text)
{
    program_put(name, text, strlen(text));
}

static void put_cases(void)
{
    char *soles, *at;
    size_t size;
    assert_true(file_read(DEQI_SOURCE_DIR "/assets/cases/diabetic_soles.json", 1 << 20,
                          &soles, &size, NULL));
    put_text("empty.json", "");
    program_put("half.json", soles, size / 2);
    put_text("foreign.json", "{\"schema\": \"other/thing-1\"}");
    put_text("list.json", "[1, 2]");
    program_put("binary.json", "\x89PNG\r\n\x1a\n\0\0\0\x0d", 12);
    put_text("bytes.json", "{\"schema\": \"deqi/case-1\", \"label\": \"\xff\xfe\"}");
    put_text("twice.json", "{\"schema\": \"deqi/case-1\",\n \"etiology\": \"hiv\",\n "
                           "\"etiology\": \"diabetes\", \"symptoms\": []}");
    char *deep = malloc(100001);
    memset(deep, '[', 100000);
    program_put("deep.json", deep, 100000);
    free(deep);
    at = strstr(soles, "\"label\"");
    assert_non_null(at);
    memcpy(at, "\"lable\"", 7);
    program_put("typo.json", soles, size);
    free(soles);
}

/* the body with landmarks of its own: our landmarks, or what `edit` makes of them */
static void put_landmarks(const char *name, const char *model, size_t model_size,
                          void (*edit)(char *text))
{
    char path[64], *text;
    size_t size;
    assert_true(file_read(DEQI_SOURCE_DIR "/assets/anatomy/landmarks.json", 1 << 22,
                          &text, &size, NULL));
    edit(text);
    snprintf(path, sizeof path, "%s.landmarks.json", name);
    put_text(path, text);
    snprintf(path, sizeof path, "%s.glb", name);
    program_put(path, model, model_size);
    free(text);
}

static void swap_sides(char *text)
{
    for (char *at = text; (at = strstr(at, "\"side\": \"")); at++) {
        char *side = at + strlen("\"side\": \"");
        *side = *side == 'L' ? 'R' : *side == 'R' ? 'L' : *side;
    }
}

static void cut_short(char *text)
{
    text[strlen(text) / 2] = 0;
}

/* to a triangle past the last */
static void move_off(char *text)
{
    static const char FAR[] = "\"triangle\": 9999999,";
    char *at = strstr(text, "\"triangle\": ");
    char *next = strstr(at, "\"weights\"");
    assert_true((size_t)(next - at) >= strlen(FAR));
    memset(at, ' ', (size_t)(next - at));
    memcpy(at, FAR, strlen(FAR));
}

static void forget_the_hand(char *text)
{
    for (char *at = text; (at = strstr(at, "\"MC2_base\"")); at++)
        memcpy(at, "\"MC3_base\"", 10);
}

static void put_small(const char *name, const char *from, const char *to)
{
    static char bytes[8192];
    struct small_glb glb;
    small_glb_init(&glb);
    if (from)
        small_glb_edit(&glb, from, to);
    program_put(name, bytes, small_glb_bytes(&glb, bytes, sizeof bytes));
}

static void put_models(void)
{
    char *human;
    size_t size;
    assert_true(
        file_read(DEQI_SOURCE_DIR "/models/human.glb", 1 << 24, &human, &size, NULL));
    put_text("empty.glb", "");
    program_put("half.glb", human, size / 2);
    program_put("header.glb", human, 12);
    put_text("text.glb", "no model at all\n");
    put_landmarks("swapped", human, size, swap_sides);
    put_landmarks("cut", human, size, cut_short);
    put_landmarks("beyond", human, size, move_off);
    put_landmarks("handless", human, size, forget_the_hand);
    free(human);
    put_small("unmarked.glb", NULL, NULL);
    put_small("quantized.glb", "\"scene\":0",
              "\"scene\":0,\"extensionsUsed\":[\"KHR_draco_mesh_compression\"],"
              "\"extensionsRequired\":[\"KHR_draco_mesh_compression\"]");
    put_text("flat.obj", "v 0 0 0\nv 0 0 0\nv 0 0 0\nf 1 2 3\n");
    put_text("sheet.obj", "v 0 0 0\nv 0.4 0 0\nv 0 1.7 0\nf 1 2 3\n");
    put_text("nowhere.obj",
             "v nan 0 0\nv 0.4 0 0\nv 0 1.7 0\nv 0 0 1\nf 1 2 3\nf 1 2 4\n");
}

static int setup(void **state)
{
    if (program_setup(state) != 0)
        return -1;
    put_cases();
    put_models();
    return 0;
}

// ---------------------------------------------------------------- tables

static void bad_cases(void **state)
{
    (void)state;
    static const char *const COMMANDS[] = {
        "plan", RENDER, "card -o c.pdf", "film -o f.webp", "session --journal j.db start",
        "open"};
    static const struct refusal CASES[] = {
        {"missing.json", 1, "missing.json: cannot be opened"},
        {"empty.json", 1, "empty.json:1:1: is empty"},
        {"half.json", 1, "half.json:"},
        {"foreign.json", 1, "foreign.json:1:12: schema is \"other/thing-1\"; expected"},
        {"list.json", 1, "list.json:1:1: found a list; expected an object"},
        {"binary.json", 1, "binary.json:1:"},
        {"bytes.json", 1, "bytes.json:1:"},
        {"twice.json", 1, "twice.json:3:"},
        {"deep.json", 1, "deep.json:1:"},
        {"typo.json", 1, "typo.json:3:3: unknown key \"lable\"; expected one of"},
        {"%D", 1, "Is a directory"},
        {"/dev/null", 1, "/dev/null:1:1: is empty"},
        {"-", 1, "(standard input):1:1: is empty"},
    };
    EXPECT_EACH(COMMANDS, CASES);
}

static void bad_models(void **state)
{
    (void)state;
    static const char *const COMMANDS[] = {"points --body", "channels --body",
                                           "measure --body", RENDER "--body"};
    static const struct refusal MODELS[] = {
        {"missing.glb", 1, "missing.glb: cannot be opened"},
        {"empty.glb", 1, "empty.glb: is empty"},
        {"half.glb", 1, "half.glb: is cut short"},
        {"header.glb", 1, "header.glb: is cut short"},
        {"text.glb", 1, "text.glb: is no glTF binary"},
        {"quantized.glb", 1, "requires the glTF extension KHR_draco_mesh_compression"},
        {"flat.obj", 1, "flat.obj:"},
        {"sheet.obj", 1, "at least 4"},
        {"nowhere.obj", 1, "nowhere.obj"},
        {"swapped.glb", 1, "swapped.landmarks.json: the landmark"},
        {"cut.glb", 1, "cut.landmarks.json:"},
        {"beyond.glb", 1, "anchored to a triangle that the body lacks"},
        {"handless.glb", 1, "handless.landmarks.json:"},
        {"%D", 1, "is no file; expected a model"},
    };
    EXPECT_EACH(COMMANDS, MODELS);
}

static void bodies_without_landmarks(void **state)
{
    (void)state;
    static const struct refusal CALLS[] = {
        {"points --body unmarked.glb", 1, "unmarked.landmarks.json is missing"},
        {"points LI4 --body unmarked.glb --format json", 1, "is missing"},
        {"channels --body unmarked.glb", 1, "unmarked.landmarks.json is missing"},
        {"measure --body unmarked.glb", 1, "unmarked.landmarks.json is missing"},
        {"points --body unmarked.glb --set age=40", 2, "is a model file"},
    };
    EXPECT_ALL(CALLS);
}

static void bad_poses(void **state)
{
    (void)state;
    static const char *const COMMANDS[] = {"points", "channels", RENDER};
    static const struct refusal POSES[] = {
        {"--pose kneeling", 2, "expected one of standing, arms_hanging"},
        {"--pose ''", 2, "expected one of standing"},
        {"--set pose=1", 2, "there is no pose"},
        {"--pose", 2, "--pose needs a value"},
    };
    EXPECT_EACH(COMMANDS, POSES);
    // measured where it stands
    static const char *const STANDING[] = {"measure", "structures"};
    static const struct refusal ANY[] = {{"--pose supine", 2, "unknown option --pose"}};
    EXPECT_EACH(STANDING, ANY);
}

static void bad_shapes(void **state)
{
    (void)state;
    static const char *const COMMANDS[] = {"points", "channels --body male", "measure",
                                           RENDER};
    static const struct refusal SETTINGS[] = {
        {"--set age", 2, "expected PARAM=VALUE"},
        {"--set age=", 2, "expected a number"},
        {"--set age=old", 2, "expected a number"},
        {"--set age=17", 2, "expected 18 to 90"},
        {"--set age=nan", 2, "expected 18 to 90"},
        {"--set age=1e999", 2, "expected 18 to 90"},
        {"--set weight=1.01", 2, "expected 0 to 1"},
        {"--set sex=-0.1", 2, "expected 0 to 1"},
        {"--set height=180", 2, "expected 0.5 to 2.5"},
        {"--set nose=1", 2, "there is no shape parameter \"nose\""},
        {"--set", 2, "--set needs a value"},
    };
    EXPECT_EACH(COMMANDS, SETTINGS);
}

static void bad_usage(void **state)
{
    (void)state;
    static const char *const COMMANDS[] = {("plan " SOLES), "points",       "channels",
                                           RENDER,          "measure",      "bench",
                                           "check",         "session list", "open"};
    static const struct refusal OPTIONS[] = {
        {"--unknown", 2, "unknown option --unknown"},
        {"-z", 2, "unknown option -z"},
        {"--help=3", 2, "--help takes no value"},
    };
    EXPECT_EACH(COMMANDS, OPTIONS);
    static const struct refusal CALLS[] = {
        {"plan", 2, "expected one case"},
        {"plan a.json b.json", 2, "expected one case"},
        {"plan " SOLES " --format yaml", 2, "expected one of text, json"},
        {"plan " SOLES " --lang xx", 2, "expected one of "},
        {"plan " SOLES " --lang ../en", 2, "is not known"},
        {"points KI99", 2, "there is no point \"KI99\""},
        {"points --format csv", 2, "expected one of tsv, json"},
        {"channels XX", 2, "there is no channel \"XX\"; expected one of LU"},
        {"measure KI3", 2, "takes no operands"},
        {"bench KI3", 2, "takes no operands"},
        {"check a b", 2, "one folder at a time"},
        {"open a b", 2, "one case at a time"},
        {"open --mode sing", 2, "expected one of teach, display, clinic"},
        {"open --lang xx", 2, "expected one of "},
        {"render " SOLES, 2, "-o OUT.png is missing"},
        {"render " SOLES " -o ''", 2, "-o OUT.png is missing"},
        {"render " SOLES " -o", 2, "--output needs a value"},
        {"render a b -o o.png", 2, "one case at a time"},
        {"render -o o.png --at 1:00", 2, "need a case"},
        {"render -o o.png --lamp on", 2, "need a case"},
        {RENDER "--isolate tail", 2, "arm.L, leg.R"},
        {RENDER "--isolate leg.L,arm.R", 2, "arm.L, leg.R"},
        {RENDER "--isolate ''", 2, "--isolate"},
        {RENDER "--clip axial", 2, "sagittal, coronal or transverse"},
        {RENDER "--clip coronal:1.5", 2, "sagittal, coronal or transverse"},
        {RENDER "--views", 2, "needs a case"},
        {RENDER SOLES " --views --view front", 2, "no --view"},
        {RENDER "--view up", 2, "expected front, back, left, right, plan"},
        {RENDER "--view KI99", 2, "expected front, back, left, right, plan"},
        {RENDER "--view KI3.Q", 2, "expected front, back, left, right, plan"},
        {RENDER "--layers skin", 2, "expected names of channels"},
        {RENDER "--layers points,,labels", 2, "expected names of channels"},
        {RENDER "--layers ''", 2, "expected names of channels"},
        {RENDER "--channel XX", 2, "expected a channel, such as ST"},
        {RENDER "--theme blue", 2, "expected one of light, dark"},
        {RENDER "--lang xx", 2, "expected one of "},
        {"session", 2, "expected start, status, event, list"},
        {"session sing", 2, "expected start, status, event, list"},
        {"session start", 2, "expected start CASE.json"},
        {"session start " SOLES " --journal j.db --now soon", 2, "--now soon: expected"},
        {"session start " SOLES " --journal j.db --now -5", 2, "--now -5: expected"},
        {"session start " SOLES " --journal j.db --now 19000000000000", 2, "years ahead"},
        {"session event --journal j.db", 2, "expected the name of an event"},
        {"session event sing --journal j.db", 2, "no event is called sing"},
        {"session event insert --journal j.db", 2, "insert expects CODE SIDE"},
    };
    EXPECT_ALL(CALLS);
}

static void bad_sizes_and_times(void **state)
{
    (void)state;
    static const char *const SIZES[] = {"0x0",      "64",      "64x",    "x64",
                                        "64x64x64", "-64x64",  "1e3x64", "99999x64",
                                        "64x63",    "8193x64", "''"};
    static const char *const TIMES[] = {"12",   "12:",     ":30",    "12:60", "-1:30",
                                        "12:3", "1000:00", "12:30x", "noon",  "''"};
    struct refusal size = {"", 2, "each from 64 to 8192"}, time = {"", 2, "MM:SS"};
    char words[256];
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        snprintf(words, sizeof words, "render -o o.png --size %s", SIZES[i]);
        expect(&size, words, NULL);
    }
    for (size_t i = 0; i < sizeof TIMES / sizeof *TIMES; i++) {
        snprintf(words, sizeof words, "%s --at %s", RENDER SOLES, TIMES[i]);
        expect(&time, words, NULL);
    }
}

static void no_display(void **state)
{
    (void)state;
    static const struct refusal CALLS[] = {
        {SOLES, 3, "no window could be opened"},
        {"", 3, "no window could be opened"},
    };
    EXPECT_ALL(CALLS);
    expect_all(CALLS, 2, "SDL_VIDEODRIVER=nonesuch");
}

static void no_graphics(void **state)
{
    (void)state;
    static const struct refusal DRAWS[] = {{RENDER SOLES, 3, "no graphics"}};
    expect_all(DRAWS, 1, NO_GL);
    static const char *const WORKS[] = {"plan " SOLES,
                                        "points",
                                        "channels CV",
                                        "measure",
                                        "check",
                                        "session --journal n.db start " SOLES,
                                        "session --journal n.db list"};
    for (size_t i = 0; i < sizeof WORKS / sizeof *WORKS; i++) {
        struct outcome o;
        program_run(&o, WORKS[i], NULL, NO_GL);
        if (o.status || *o.err || !*o.out)
            fail_msg("deqi %s without graphics: %d, \"%s\"", WORKS[i], o.status, o.err);
    }
}

static void bad_places(void **state)
{
    (void)state;
    static const struct refusal CALLS[] = {
        {"session --journal half.glb list", 1, "is no journal of deqi"},
        {"session --journal /proc/j.db start " SOLES, 1, "/proc/j.db: cannot be opened"},
        {"session --journal none.db status", 1, "holds no session"},
        {"check nowhere", 1, "nowhere/assets/"},
    };
    EXPECT_ALL(CALLS);
    static const struct refusal DATA[] = {
        {"points", 1, "DEQI_DATA names /nonexistent, which holds no assets folder"}};
    expect_all(DATA, 1, "DEQI_DATA=/nonexistent");
    // drawing comes before writing, so these need graphics
    struct outcome o;
    program_run(&o, RENDER, NULL, NULL);
    if (o.status == 3)
        return;
    static const struct refusal PICTURES[] = {
        {"render --size 64x64 -o /nonexistent/o.png", 1, "o.png: cannot be written"},
        {"render --size 64x64 -o %D", 1, "cannot be written: Is a directory"},
        {"render --size 64x64 -o /dev/full", 1, "/dev/full: cannot be written"},
    };
    EXPECT_ALL(PICTURES);
}

/* what is missing is told, and the picture is made all the same */
static void no_fonts(void **state)
{
    (void)state;
    static const char EMPTY[] = "<fontconfig/>";
    struct outcome o;
    char file[300];
    program_put("fonts.conf", EMPTY, sizeof EMPTY - 1);
    snprintf(file, sizeof file, "FONTCONFIG_FILE=%s/fonts.conf", program_folder());
    program_run(&o, "render " SOLES " -o o.png --size 64x64", NULL, file);
    if (o.status == 3)
        skip();
    assert_int_equal(o.status, 0);
    assert_string_equal(o.err, "deqi: no font was found; names are drawn with gaps\n");
}

static void no_home(void **state)
{
    (void)state;
    struct outcome o;
    program_run(&o, "session list", NULL, "HOME= XDG_DATA_HOME=");
    assert_true(program_refused(&o, 1,
                                "no home folder for sessions.db; name a file with "
                                "--journal"));
}

static void good_calls_are_silent(void **state)
{
    (void)state;
    static const char *const CALLS[] = {"--version",
                                        "--help",
                                        "plan --help",
                                        "points KI3 KI3",
                                        "channels ST ST",
                                        "plan -",
                                        "plan --format json -",
                                        "session --journal g.db start -",
                                        "session --journal g.db status --format json"};
    char *soles;
    size_t size;
    assert_true(file_read(DEQI_SOURCE_DIR "/assets/cases/diabetic_soles.json", 1 << 20,
                          &soles, &size, NULL));
    for (size_t i = 0; i < sizeof CALLS / sizeof *CALLS; i++) {
        struct outcome o;
        program_run(&o, CALLS[i], soles, NULL);
        if (o.status || *o.err || !*o.out)
            fail_msg("deqi %s: %d, \"%s\"", CALLS[i], o.status, o.err);
    }
    free(soles);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_cases),
        cmocka_unit_test(bad_models),
        cmocka_unit_test(bodies_without_landmarks),
        cmocka_unit_test(bad_poses),
        cmocka_unit_test(bad_shapes),
        cmocka_unit_test(bad_usage),
        cmocka_unit_test(bad_sizes_and_times),
        cmocka_unit_test(no_display),
        cmocka_unit_test(no_graphics),
        cmocka_unit_test(bad_places),
        cmocka_unit_test(no_fonts),
        cmocka_unit_test(no_home),
        cmocka_unit_test(good_calls_are_silent),
    };
    return cmocka_run_group_tests(tests, setup, program_teardown);
}
