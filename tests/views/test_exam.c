/* What was asked and answered, as a table and on paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "export/exam_sheet.h"
#include "house.h"
#include "study/quiz.h"
#include "views/exam.h"
#include "views/quiz_card.h"

static struct house house;
static struct questions *questions;
static struct quiz *quiz;
static const char *const DECK[] = {"KI3", "ST36", "PC6", "LI4", "HT7"};

static int load(void **state)
{
    (void)state;
    struct error error;
    house_open(&house, NULL, NULL, "en");
    questions = questions_load(DEQI_SOURCE_DIR, subject_catalog(house.subject), &error);
    if (!questions)
        return -1;
    quiz = quiz_create(subject_catalog(house.subject), questions, DECK, 5);
    return 0;
}

static int unload(void **state)
{
    (void)state;
    quiz_destroy(&quiz);
    questions_destroy(&questions);
    house_close(&house);
    return 0;
}

static void fill(struct exam *exam)
{
    struct quiz_question q;
    *exam = (struct exam){.who = "A, \"B\"", .ended_ms = INT64_C(1796083200000)};
    for (int i = 0; i < 5; i++) {
        struct quiz_item item = quiz_item(quiz, QUIZ_NAME, i);
        assert_true(quiz_ask(quiz, &item, 1, &q));
        struct quiz_answer answer = {.given = true,
                                     .chosen = i == 4 ? -1
                                               : i    ? q.right
                                                      : (q.right + 1) % 4};
        exam_add(exam, &q, &answer, house.texts, house.arena);
    }
    struct quiz_item item = quiz_item(quiz, QUIZ_FIND, 1);
    assert_true(quiz_ask(quiz, &item, 1, &q));
    struct score score = {.verdict = SCORE_CLOSE, .metres = 0.008f, .cun = 0.4f};
    struct quiz_answer answer = {.given = true, .chosen = -1, .score = &score};
    exam_add(exam, &q, &answer, house.texts, house.arena);
}

static void rows_say_what_was_known(void **state)
{
    (void)state;
    struct exam exam;
    char text[200];
    fill(&exam);
    assert_int_equal(exam.n, 6);
    assert_int_equal(exam.known, 4);
    assert_false(exam.row[0].known);
    assert_string_not_equal(exam.row[0].given, exam.row[0].right);
    assert_string_equal(exam.row[1].given, exam.row[1].right);
    assert_string_equal(exam.row[4].given, "");
    assert_true(exam.row[5].known && exam.row[5].mm > 7.9 && exam.row[5].mm < 8.1);
    // what was asked does not give the answer away
    assert_null(strstr(exam.row[1].asked, exam.row[1].right));
    exam_result(&exam, house.texts, text, sizeof text);
    assert_string_equal(text, "4 of 6 known (67 %)");
}

static void a_table_has_a_line_for_each(void **state)
{
    (void)state;
    struct exam exam;
    fill(&exam);
    char *csv = exam_csv(&exam);
    int lines = 0;
    for (const char *c = csv; (c = strstr(c, "\r\n")); c += 2)
        lines++;
    assert_int_equal(lines, 7);
    free(csv);
    // quotes are doubled, and nothing is a formula
    exam.n = 1;
    exam.row[0].asked = "=1+\"2\"";
    csv = exam_csv(&exam);
    assert_non_null(strstr(csv, "\"'=1+\"\"2\"\"\""));
    free(csv);
}

static void paper_is_the_same_each_time(void **state)
{
    (void)state;
    struct exam exam;
    struct error error;
    uint8_t *one, *two;
    size_t n, m;
    fill(&exam);
    assert_true(exam_sheet_make(&exam, house.texts, &one, &n, &error));
    assert_true(exam_sheet_make(&exam, house.texts, &two, &m, &error));
    assert_int_equal(n, m);
    assert_memory_equal(one, two, n);
    assert_memory_equal(one, "%PDF", 4);
    free(one);
    free(two);
    // as many as there may be run over pages
    struct quiz_question q;
    struct quiz_item item = quiz_item(quiz, QUIZ_NAME, 0);
    assert_true(quiz_ask(quiz, &item, 1, &q));
    struct quiz_answer answer = {.given = true, .chosen = 0};
    for (int i = 0; i < 2 * EXAM_ROWS_MOST; i++)
        exam_add(&exam, &q, &answer, house.texts, house.arena);
    assert_int_equal(exam.n, EXAM_ROWS_MOST);
    assert_true(exam_sheet_make(&exam, house.texts, &one, &n, &error));
    free(one);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_say_what_was_known),
        cmocka_unit_test(a_table_has_a_line_for_each),
        cmocka_unit_test(paper_is_the_same_each_time),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
