/* A lesson in the making: order, undo, and the file that comes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "study/lesson.h"

static struct catalog *catalog;
static struct lesson_book *book;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    return catalog ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    catalog_destroy(&catalog);
    return 0;
}

static int open_book(void **state)
{
    (void)state;
    book = lesson_book_create();
    return 0;
}

static int close_book(void **state)
{
    (void)state;
    lesson_book_destroy(&book);
    return 0;
}

static void add(const char *title)
{
    struct lesson *l = lesson_draft(book);
    struct lesson_step *s = lesson_insert(l, l->n);
    assert_non_null(s);
    snprintf(s->title, sizeof s->title, "%s", title);
    s->look = TOUR_EYE;
    s->eye = (struct tour_eye){{0.1, 0.5, -0.02}, 0.2, 30, -10};
    assert_true(lesson_change(book, 0));
}

static const char *order(void)
{
    static char text[80];
    *text = 0;
    for (int i = 0; i < lesson_now(book)->n; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s",
                 lesson_now(book)->step[i].title);
    return text;
}

static void steps_go_up_and_down_and_away(void **state)
{
    (void)state;
    add("A");
    add("B");
    add("C");
    lesson_move(lesson_draft(book), 0, 2);
    lesson_change(book, 0);
    assert_string_equal(order(), "BCA");
    lesson_move(lesson_draft(book), 2, 1);
    lesson_change(book, 0);
    assert_string_equal(order(), "BAC");
    lesson_remove(lesson_draft(book), 0);
    lesson_change(book, 0);
    assert_string_equal(order(), "AC");
    // what is not there is left alone
    lesson_remove(lesson_draft(book), 7);
    lesson_move(lesson_draft(book), -1, 1);
    lesson_move(lesson_draft(book), 0, 2);
    assert_false(lesson_change(book, 0));
    while (lesson_undo(book))
        ;
    assert_string_equal(order(), "");
    for (int i = 0; i < 6; i++)
        assert_true(lesson_redo(book));
    assert_false(lesson_redo(book));
    assert_string_equal(order(), "AC");
}

/* letter by letter is one step back; another field is another */
static void what_is_typed_in_one_go_is_undone_at_once(void **state)
{
    (void)state;
    add("A");
    static const char *const TYPED[] = {"T", "Th", "The"};
    for (int i = 0; i < 3; i++) {
        snprintf(lesson_draft(book)->title, 100, "%s", TYPED[i]);
        lesson_change(book, 1);
    }
    snprintf(lesson_draft(book)->step[0].text, 100, "words");
    lesson_change(book, 2);
    lesson_undo(book);
    assert_string_equal(lesson_now(book)->title, "The");
    lesson_undo(book);
    assert_string_equal(lesson_now(book)->title, "");
    assert_string_equal(order(), "A");
}

static void there_is_an_end_to_steps_and_to_undo(void **state)
{
    (void)state;
    for (int i = 0; i < LESSON_STEPS_MOST; i++)
        add("x");
    assert_null(lesson_insert(lesson_draft(book), 0));
    for (int i = 0; i < 3 * LESSON_VERSIONS; i++) {
        snprintf(lesson_draft(book)->title, 100, "%d", i);
        lesson_change(book, 0);
    }
    int n = 0;
    while (lesson_undo(book))
        n++;
    assert_int_equal(n, LESSON_VERSIONS - 1);
}

static void it_is_read_as_it_was_written(void **state)
{
    (void)state;
    char path[] = "/tmp/lesson-XXXXXX";
    struct error error = {0};
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct lesson *l = lesson_draft(book);
    snprintf(l->title, sizeof l->title, "Knee & \"shin\" \xe8\x86\x9d");
    struct lesson_step *s = lesson_insert(l, -1);
    snprintf(s->title, sizeof s->title, "First");
    snprintf(s->text, sizeof s->text, "Below the knee.");
    snprintf(s->points, sizeof s->points, "ST36, SP6.L, EX-UE9");
    snprintf(s->layers, sizeof s->layers, "bones,nerves");
    snprintf(s->isolate, sizeof s->isolate,
             "leg.L,channel.ST,fade,cut=coronal:0.400:flip");
    s->look = TOUR_EYE;
    s->eye = (struct tour_eye){{0.1, 0.5, -0.02}, 0.2, 30, -10};
    s = lesson_insert(l, 0);
    snprintf(s->title, sizeof s->title, "Second");
    snprintf(s->text, sizeof s->text, "The nerve.");
    s->look = TOUR_STRUCTURE;
    s->side = SIDE_R;
    snprintf(s->what, sizeof s->what, "median_nerve");
    s->show = TOUR_NEEDLES;
    s->case_text =
        lesson_keep(book, "{\"schema\":\"deqi/case-1\",\"etiology\":[\"diabetes\"],"
                          "\"symptoms\":[{\"region\":\"sole\",\"side\":\"both\","
                          "\"kinds\":[\"pain\"]}]}");
    lesson_change(book, 0);
    assert_true(lesson_unsaved(book));
    assert_true(lesson_save(book, path, catalog, &error));
    assert_false(lesson_unsaved(book));
    char *first = lesson_text(lesson_now(book), catalog);
    struct tours *tours = tours_read(path, catalog, &error);
    if (!tours)
        error_print(&error, stderr);
    assert_non_null(tours);
    assert_int_equal(tours->tour[0].n_steps, 2);
    assert_int_equal(tours->tour[0].step[0].n_lit, 3);
    assert_int_equal(tours->tour[0].step[0].lit[1].side, SIDE_L);
    assert_string_equal(tours->tour[0].step[0].lit[2].code, "EX-UE9");
    assert_int_equal(tours->tour[0].step[1].camera.look, TOUR_STRUCTURE);
    const struct isolate *isolate = &tours->tour[0].step[0].isolate;
    assert_int_equal(isolate->part, ISOLATE_LEG);
    assert_int_equal(isolate->side, SIDE_L);
    assert_string_equal(isolate->channel, "ST");
    assert_int_equal(isolate->plane, ISOLATE_CORONAL);
    assert_true(isolate->flipped);
    assert_true(isolate_is_whole(&tours->tour[0].step[1].isolate));
    assert_int_equal(tours_isolated(&tours->tour[0]), 1);
    tours_destroy(&tours);
    struct lesson_book *other = lesson_book_create();
    assert_true(lesson_open(other, path, catalog, &error));
    assert_false(lesson_unsaved(other));
    char *again = lesson_text(lesson_now(other), catalog);
    assert_string_equal(first, again);
    free(first);
    free(again);
    lesson_book_destroy(&other);
    // a file that is none changes nothing
    assert_true(file_write(path, "{\"schema\": 1}", 13, &error));
    assert_false(lesson_open(book, path, catalog, &error));
    assert_string_equal(order(), "FirstSecond");
    remove(path);
}

/* the lessons that come with the program can be opened and written again */
static void shipped_lessons_can_be_edited(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"article", "foot", "hand", "neck_to_thumb",
                                        "root_to_sole"};
    struct error error = {0};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        char path[300];
        snprintf(path, sizeof path, "%s/assets/tours/%s.json", DEQI_SOURCE_DIR, NAMES[i]);
        assert_true(lesson_open(book, path, catalog, &error));
        char *text = lesson_text(lesson_now(book), catalog);
        struct tours *shipped = tours_read(path, catalog, &error);
        struct tours *tours = tours_parse("lesson", text, catalog, &error);
        if (!tours)
            error_print(&error, stderr);
        assert_non_null(tours);
        assert_memory_equal(tours->tour[0].id, "own", 3);
        for (int k = 0; k < shipped->tour[0].n_steps; k++) {
            const struct tour_step *a = &shipped->tour[0].step[k],
                                   *b = &tours->tour[0].step[k];
            assert_string_equal(a->text.english, b->text.english);
            assert_int_equal(a->camera.look, b->camera.look);
            assert_int_equal(a->case_text != NULL, b->case_text != NULL);
            assert_string_equal(a->layers, b->layers);
            assert_true(isolate_equal(&a->isolate, &b->isolate));
        }
        free(text);
        tours_destroy(&shipped);
        tours_destroy(&tours);
    }
}

/* what is typed (typed.h) is what is lit, with its sides */
static void points_are_lit_as_they_are_typed(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        int lit;
    } CASES[] = {{"ST36", 1},   {"ST36.L SP6", 2}, {"ST36-38.R", 3},  {"", 0},
                 {"EX-UE9", 1}, {"PC", 9},         {"ST36，SP6.L", 2}};
    struct error error = {0};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct lesson *l = lesson_draft(book);
        memset(l, 0, sizeof *l);
        struct lesson_step *s = lesson_insert(l, 0);
        snprintf(s->points, sizeof s->points, "%s", CASES[i].typed);
        char *text = lesson_text(l, catalog);
        struct tours *tours = tours_parse("lesson", text, catalog, &error);
        if (!tours || tours->tour[0].step[0].n_lit != CASES[i].lit)
            fail_msg("\"%s\" lights %d", CASES[i].typed,
                     tours ? tours->tour[0].step[0].n_lit : -1);
        if (strstr(CASES[i].typed, "，"))
            assert_true(tours->tour[0].step[0].lit[0].side == SIDE_M &&
                        tours->tour[0].step[0].lit[1].side == SIDE_L);
        tours_destroy(&tours);
        free(text);
    }
}

/* what nobody knows would be lost in a file: it is not written, and the place is told */
static void strangers_are_not_saved(void **state)
{
    (void)state;
    char unknown[80], path[] = "/tmp/lesson-XXXXXX";
    struct error error = {0};
    int step, fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    struct lesson *l = lesson_draft(book);
    lesson_insert(l, 0);
    snprintf(lesson_insert(l, 0)->points, 100, "ST36, ST99.L");
    assert_false(lesson_knows(l, catalog, &step, unknown, sizeof unknown));
    assert_int_equal(step, 1);
    assert_string_equal(unknown, "ST99.L");
    lesson_change(book, 0);
    assert_false(lesson_save(book, path, catalog, &error));
    assert_non_null(strstr(error.text, "step 2"));
    assert_non_null(strstr(error.text, "ST99"));
    assert_true(lesson_unsaved(book));
    remove(path);
}

/* a step with these points as a file; free it */
static char *file_of(const char *points, const char *text)
{
    char *out;
    size_t size;
    FILE *to = xstream(&out, &size);
    fprintf(to,
            "{\"schema\":\"deqi/tour-1\",\"id\":\"x\",\"order\":1,\"title\":\"x\","
            "\"steps\":[{\"id\":\"a\",\"title\":\"a\",\"text\":\"%s\",\"points\":[%s]}]}",
            text, points);
    xstream_close(to);
    return out;
}

static bool open_text(const char *text, struct error *error)
{
    char path[] = "/tmp/lesson-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    assert_true(file_write(path, text, strlen(text), error));
    bool ok = lesson_open(book, path, catalog, error);
    remove(path);
    return ok;
}

/* every point of the catalogue, and each of them on one side and the other in turn */
static void long_lists_of_points_are_read_whole(void **state)
{
    (void)state;
    struct error error = {0};
    for (int alternating = 0; alternating < 2; alternating++) {
        char *points;
        size_t size;
        int n = alternating ? 180 : catalog->n_points;
        FILE *to = xstream(&points, &size);
        for (int i = 0; i < n; i++)
            fprintf(to, "%s\"%s%s\"", i ? "," : "", catalog->point[i].code,
                    !alternating ? ""
                    : i % 2      ? ".L"
                                 : ".R");
        xstream_close(to);
        char *text = file_of(points, "a");
        if (!open_text(text, &error))
            fail_msg("%s", error.text);
        char *again = lesson_text(lesson_now(book), catalog);
        struct tours *tours = tours_parse("lesson", again, catalog, &error);
        assert_non_null(tours);
        for (int i = 0; alternating && i < n; i++)
            assert_int_equal(tours->tour[0].step[0].lit[i].side, i % 2 ? SIDE_L : SIDE_R);
        if (alternating)
            assert_int_equal(tours->tour[0].step[0].n_lit, n);
        assert_true(tours->tour[0].step[0].n_lit > 150);
        const struct tour_step *s = &tours->tour[0].step[0];
        assert_non_null(catalog_find(catalog, s->lit[s->n_lit - 1].code));
        tours_destroy(&tours);
        free(again);
        free(text);
        free(points);
    }
    assert_null(strstr(lesson_now(book)->step[0].points, ", BL,"));
}

/* nothing is cut without a word: what has no room is refused, and its place is told */
static void what_has_no_room_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    char *words = xcalloc(6001, 1), *points;
    size_t size;
    memset(words, 'a', 6000);
    char *text = file_of("\"ST36\"", words);
    add("before");
    assert_false(open_text(text, &error));
    assert_non_null(strstr(error.text, "steps[0].text"));
    assert_string_equal(order(), "before");
    free(text);
    FILE *to = xstream(&points, &size);
    for (int i = 0; i < 400; i++)
        fprintf(to, "%s\"ST36.%c\"", i ? "," : "", i % 2 ? 'L' : 'R');
    xstream_close(to);
    text = file_of(points, "a");
    assert_false(open_text(text, &error));
    assert_non_null(strstr(error.text, "steps[0].points"));
    assert_string_equal(order(), "before");
    free(text);
    free(points);
    free(words);
}

static void a_view_is_refused_where_it_is_none(void **state)
{
    (void)state;
    static const char *const EYES[] = {
        "{}",
        "{\"at\":[0,0],\"reach\":0.1,\"yaw\":0,\"pitch\":0}",
        "{\"at\":[0,0,9],\"reach\":0.1,\"yaw\":0,\"pitch\":0}",
        "{\"at\":[0,0,0],\"reach\":0,\"yaw\":0,\"pitch\":0}",
        "{\"at\":[0,0,0],\"reach\":0.1,\"yaw\":0,\"pitch\":900}",
        "{\"at\":[0,0,0],\"reach\":0.1,\"yaw\":0,\"pitch\":0,\"roll\":1}"};
    struct error error = {0};
    char text[600];
    for (size_t i = 0; i < sizeof EYES / sizeof *EYES; i++) {
        snprintf(text, sizeof text,
                 "{\"schema\":\"deqi/tour-1\",\"id\":\"x\",\"order\":1,\"title\":\"x\","
                 "\"steps\":[{\"id\":\"a\",\"title\":\"a\",\"text\":\"a\",\"camera\":{"
                 "\"eye\":%s}}]}",
                 EYES[i]);
        assert_null(tours_parse("lesson", text, catalog, &error));
        assert_true(error.line > 0);
    }
}

#define WITH_BOOK(test) cmocka_unit_test_setup_teardown(test, open_book, close_book)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BOOK(steps_go_up_and_down_and_away),
        WITH_BOOK(what_is_typed_in_one_go_is_undone_at_once),
        WITH_BOOK(there_is_an_end_to_steps_and_to_undo),
        WITH_BOOK(it_is_read_as_it_was_written),
        WITH_BOOK(shipped_lessons_can_be_edited),
        WITH_BOOK(points_are_lit_as_they_are_typed),
        WITH_BOOK(strangers_are_not_saved),
        WITH_BOOK(long_lists_of_points_are_read_whole),
        WITH_BOOK(what_has_no_room_is_refused),
        WITH_BOOK(a_view_is_refused_where_it_is_none),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
