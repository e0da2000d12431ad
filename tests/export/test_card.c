/* Plan cards as files: every demonstration case in every language, without missing
 * glyphs, with its text to be found, on pages that nothing runs over. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/file.h"
#include "export/card.h"
#include "rules/engine.h"
#include "stage/subject.h"
#include "views/words.h"

#define OUT DEQI_BINARY_DIR "/export/"

static const char *const CASES[] = {
    "cervical_thumb", "chemotherapy_hands_feet", "diabetic_soles",  "hiv_stocking_glove",
    "lumbar_marks",   "pregnancy_hand_sole",     "red_flag_blocked"};
static const char *const LANGS[] = {"en", "zh-Hans"};
enum { N_CASES = sizeof CASES / sizeof *CASES, N_LANGS = 2 };
enum { PICTURE_W = 60, PICTURE_H = 85 };

struct desk {
    struct subject *subject;
    struct planned_body on;
    struct engine *engine;
    struct texts *texts[N_LANGS];
    struct arena *arena;
    struct case_record record;
    struct plan plan;
    uint8_t picture[PICTURE_W * PICTURE_H * 4];
};

static int set_up(void **state)
{
    struct error error;
    struct desk *d = xcalloc(1, sizeof *d);
    mkdir(DEQI_BINARY_DIR "/export", 0777);
    d->subject = subject_create(DEQI_SOURCE_DIR, NULL, NULL, 0, &error);
    if (!d->subject)
        return -1;
    d->on = subject_planned(d->subject);
    d->engine = engine_load(DEQI_SOURCE_DIR, subject_catalog(d->subject), &error);
    for (int i = 0; i < N_LANGS; i++)
        d->texts[i] = texts_load(DEQI_SOURCE_DIR, LANGS[i], &error);
    d->arena = arena_create();
    memset(d->picture, 230, sizeof d->picture);
    *state = d;
    return d->engine && d->texts[0] && d->texts[1] ? 0 : -1;
}

static int tear_down(void **state)
{
    struct desk *d = *state;
    arena_destroy(&d->arena);
    for (int i = 0; i < N_LANGS; i++)
        texts_destroy(&d->texts[i]);
    engine_destroy(&d->engine);
    subject_destroy(&d->subject);
    free(d);
    return 0;
}

static struct card card_of(struct desk *d, const char *name, int lang)
{
    char path[512];
    struct error error;
    struct card_picture picture = {d->picture, PICTURE_W, PICTURE_H};
    snprintf(path, sizeof path, DEQI_SOURCE_DIR "/assets/cases/%s.json", name);
    assert_true(case_load(path, d->engine, &d->record, &error));
    arena_reset(d->arena);
    engine_plan(d->engine, &d->record, d->arena, &d->plan);
    return (struct card){.texts = d->texts[lang],
                         .plan = &d->plan,
                         .record = &d->record,
                         .front = picture,
                         .back = picture,
                         .body = "neutral",
                         .on = &d->on};
}

static struct card_file make(const struct card *card, enum card_kind kind)
{
    struct card_file file;
    struct error error = {0};
    if (!card_make(card, kind, &file, &error))
        fail_msg("%s", error.text);
    return file;
}

static bool contains(const struct card_file *file, const char *word)
{
    return memmem(file->data, file->size, word, strlen(word)) != NULL;
}

/* the text of a PDF; NULL where no pdftotext is at hand */
static char *pdf_text(const char *path, const char *option)
{
    char command[700], *text = NULL;
    size_t size = 0, n;
    if (system("pdftotext -v >/dev/null 2>&1") != 0)
        return NULL;
    snprintf(command, sizeof command, "pdftotext -enc UTF-8 %s '%s' - 2>/dev/null",
             option, path);
    FILE *from = popen(command, "r");
    do {
        text = xrealloc(text, size + 65537);
        n = fread(text + size, 1, 65536, from);
        size += n;
    } while (n);
    text[size] = 0;
    pclose(from);
    return text;
}

// ---------------------------------------------------------------- every case

static void every_case_in_every_language(void **state)
{
    struct desk *d = *state;
    struct error error;
    for (int i = 0; i < N_CASES; i++)
        for (int lang = 0; lang < N_LANGS; lang++) {
            struct card card = card_of(d, CASES[i], lang);
            struct card_file file = make(&card, CARD_PDF);
            char path[512];
            snprintf(path, sizeof path, OUT "%s.%s.pdf", CASES[i], LANGS[lang]);
            assert_int_equal(file.missing_glyphs, 0);
            assert_in_range(file.pages, 1, 2);
            assert_memory_equal(file.data, "%PDF-", 5);
            assert_true(file_write(path, file.data, file.size, &error));
            free(file.data);
        }
}

static void the_same_card_is_the_same_bytes(void **state)
{
    struct desk *d = *state;
    for (int kind = CARD_PDF; kind <= CARD_PNG; kind++) {
        struct card card = card_of(d, "diabetic_soles", 1);
        struct card_file a = make(&card, (enum card_kind)kind);
        struct card_file b = make(&card, (enum card_kind)kind);
        assert_int_equal(a.size, b.size);
        assert_memory_equal(a.data, b.data, a.size);
        assert_false(contains(&a, "CreationDate"));
        free(a.data);
        free(b.data);
    }
}

static void a_picture_has_no_pages(void **state)
{
    struct desk *d = *state;
    struct error error;
    struct card card = card_of(d, "chemotherapy_hands_feet", 0);
    struct card_file file = make(&card, CARD_PNG);
    assert_memory_equal(file.data, "\x89PNG\r\n\x1a\n", 8);
    assert_int_equal(file.pages, 1);
    assert_int_equal(file.data[18] << 8 | file.data[19], 1240);
    assert_true(file_write(OUT "chemotherapy.png", file.data, file.size, &error));
    free(file.data);
}

// ---------------------------------------------------------------- what it says

static void must_say(const char *text, const char *word)
{
    if (!strstr(text, word))
        fail_msg("the card does not say \"%s\"", word);
}

static void the_text_can_be_taken_out(void **state)
{
    static const char *const WORDS[] = {
        "Diabetes, both soles numb and painful",
        "KI3",
        "Tàixī 太溪",
        "both sides",
        "perpendicular",
        "Lying on the back",
        "R21",
        "S10",
        "counted out",
        "Infrared lamp: conditional",
        "De Qi",
        "30",
        "SF01_IR_INSENSATE",
        "Source: ",
        "Hot/cold test",
        "Offered, not chosen",
        "Understanding and Treating Peripheral Neuropathy with Acupuncture",
        "does not replace clinical judgement",
        "1 of "};
    char *text = pdf_text(OUT "diabetic_soles.en.pdf", "");
    if (!text)
        skip();
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        must_say(text, WORDS[i]);
    // of KI3 on the body shown, both sides alike
    struct desk *d = *state;
    struct card card = card_of(d, "diabetic_soles", 0);
    struct planned_needle needle = planned_needle(&card.plan->points[0], &d->on);
    char depth[160];
    assert_string_equal(card.plan->points[0].code, "KI3");
    assert_true(needle.has_depth);
    words_depth(card.texts, &needle, depth, sizeof depth);
    must_say(text, depth);
    free(text);
    text = pdf_text(OUT "hiv_stocking_glove.en.pdf", "");
    must_say(text, "Removed by a caution");
    must_say(text, "SF04_ANTICOAG");
    free(text);
    text = pdf_text(OUT "cervical_thumb.zh-Hans.pdf", "");
    must_say(text, "俯卧");
    must_say(text, "列缺");
    must_say(text, "不能代替");
    free(text);
}

/* The paper has the plan's depth where a caution caps it, and the caution's words. */
static void a_cap_is_on_the_paper(void **state)
{
    static const char CAPPED[] =
        "{\"schema\":\"deqi/case-1\",\"etiology\":\"diabetes\",\"symptoms\":[{\"region\":"
        "\"sole\",\"side\":\"L\",\"kinds\":[\"numbness\"]}],\"findings\":{\"copd\":true,"
        "\"thin\":true},\"include\":[{\"code\":\"LU1\",\"side\":\"L\"}]}";
    struct desk *d = *state;
    struct error error = {0};
    struct card card = card_of(d, "diabetic_soles", 0);
    assert_true(
        case_parse("case", CAPPED, strlen(CAPPED), d->engine, &d->record, &error));
    arena_reset(d->arena);
    engine_plan(d->engine, &d->record, d->arena, &d->plan);
    const struct plan_point *p = plan_find(&d->plan, "LU1", 'L');
    assert_non_null(p);
    struct planned_needle needle = planned_needle(p, &d->on);
    struct card_file file = make(&card, CARD_PDF);
    assert_true(file_write(OUT "capped.pdf", file.data, file.size, &error));
    free(file.data);
    char *text = pdf_text(OUT "capped.pdf", ""), depth[160];
    if (!text)
        skip();
    assert_true(needle.depth_cun[1] <= 0.5);
    words_depth(card.texts, &needle, depth, sizeof depth);
    must_say(text, "LU1");
    must_say(text, depth);
    must_say(text, "0.3 cun"); // over the lung 0.5, and of that seven tenths in the thin
    must_say(text, "the pleura is nearer");
    free(text);
}

static void a_blocked_plan_says_why_and_where_to_go(void **state)
{
    (void)state;
    char *text = pdf_text(OUT "red_flag_blocked.en.pdf", "");
    if (!text)
        skip();
    must_say(text, "Blocked: no needling");
    must_say(text, "cauda equina");
    must_say(text, "Refer to: ");
    assert_null(strstr(text, "counted in"));
    free(text);
}

// ---------------------------------------------------------------- pages

/* no word stands outside the margins, none in the strip above the foot's line */
static void nothing_runs_over(const char *path)
{
    char *text = pdf_text(path, "-bbox");
    int words = 0;
    for (const char *at = text; at && (at = strstr(at, "<word ")); at++) {
        double x0, y0, x1, y1;
        assert_int_equal(sscanf(at,
                                "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" "
                                "yMax=\"%lf\"",
                                &x0, &y0, &x1, &y1),
                         4);
        bool foot = y0 > 800;
        if (x0 < 33 || x1 > 562 || y0 < 30 || (!foot && y1 > 797) || y1 > 830)
            fail_msg("%s: a word at %.0f %.0f to %.0f %.0f", path, x0, y0, x1, y1);
        words++;
    }
    if (text)
        assert_true(words > 30);
    free(text);
}

static void long_plans_break_into_pages(void **state)
{
    struct desk *d = *state;
    struct error error;
    struct card card = card_of(d, "hiv_stocking_glove", 0);
    struct card_file file = make(&card, CARD_PDF);
    int before = file.pages;
    free(file.data);
    // each point ten times over, each a row of its own
    enum { TIMES = 10 };
    struct plan plan = d->plan;
    struct plan_point *points =
        arena_alloc_array(d->arena, (size_t)plan.n_points * TIMES, sizeof *points);
    for (int i = 0; i < plan.n_points * TIMES; i++) {
        points[i] = plan.points[i % plan.n_points];
        points[i].depth_cun[1] += i;
    }
    plan.points = points;
    plan.n_points *= TIMES;
    card.plan = &plan;
    file = make(&card, CARD_PDF);
    assert_true(file.pages > before + 5);
    assert_true(file_write(OUT "long.pdf", file.data, file.size, &error));
    free(file.data);
    nothing_runs_over(OUT "long.pdf");
}

static void nothing_leaves_its_page(void **state)
{
    (void)state;
    for (int i = 0; i < N_CASES; i++)
        for (int lang = 0; lang < N_LANGS; lang++) {
            char path[512];
            snprintf(path, sizeof path, OUT "%s.%s.pdf", CASES[i], LANGS[lang]);
            nothing_runs_over(path);
        }
}

static void odd_labels_are_kept(void **state)
{
    struct desk *d = *state;
    struct error error;
    struct card card = card_of(d, "diabetic_soles", 0);
    static const char WORD[] = "Averyveryverylongwordwithoutanyspace";
    char label[400] = "";
    for (int i = 0; i < 9; i++)
        strcat(label, WORD);
    strcat(label, " <b>&amp; 标题");
    d->plan.label = label;
    struct card_file file = make(&card, CARD_PDF);
    assert_int_equal(file.missing_glyphs, 0);
    assert_true(file_write(OUT "label.pdf", file.data, file.size, &error));
    free(file.data);
    nothing_runs_over(OUT "label.pdf");
    d->plan.label = "";
    card.front.rgba = card.back.rgba = NULL;
    card.on = NULL;
    file = make(&card, CARD_PDF);
    assert_true(file.pages >= 1);
    free(file.data);
}

static void a_missing_glyph_is_counted(void **state)
{
    struct desk *d = *state;
    struct card card = card_of(d, "diabetic_soles", 0);
    d->plan.label = "\xF4\x8F\xBF\xBD"; // a private character that no font has
    struct card_file file = make(&card, CARD_PDF);
    assert_true(file.missing_glyphs > 0);
    free(file.data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_in_every_language),
        cmocka_unit_test(the_same_card_is_the_same_bytes),
        cmocka_unit_test(a_picture_has_no_pages),
        cmocka_unit_test(the_text_can_be_taken_out),
        cmocka_unit_test(a_cap_is_on_the_paper),
        cmocka_unit_test(a_blocked_plan_says_why_and_where_to_go),
        cmocka_unit_test(long_plans_break_into_pages),
        cmocka_unit_test(nothing_leaves_its_page),
        cmocka_unit_test(odd_labels_are_kept),
        cmocka_unit_test(a_missing_glyph_is_counted),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
