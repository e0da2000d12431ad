/* clinic_lamp.c - the lamp: where it may shine, and the hot/cold test of each region that
 * it waits for. All of it is told from the session's own record: before the test the
 * question, after it the answer, and nothing once the lamp has had its place. */
#include <stdio.h>

#include "modes/clinic.h"
#include "panels/panels.h"
#include "views/lamp_tests.h"

static void answers(struct gui *g, const struct lamp_tests *tests)
{
    for (int i = 0; i < tests->n_lines; i++) {
        gui_need(g, tests->line[i]);
        gui_paragraph(g, GUI_BODY, gui_theme(g)->ink, tests->line[i]);
    }
}

// ---------------------------------------------------------------- the test

static void test_row(struct clinic *clinic, const struct texts *texts, struct sink *sink,
                     struct gui *g, const struct session *s,
                     const struct lamp_test_row *row)
{
    const struct session_region *r = &s->plan->regions[row->region];
    int value = row->state == LAMP_TEST_FAILED   ? 1
                : row->state == LAMP_TEST_PASSED ? 2
                                                 : 0;
    gui_push_id(g, 500 + row->region);
    if (gui_answer(g, row->text, text_of(texts, "clinic.test_no"),
                   text_of(texts, "clinic.test_yes"), &value) &&
        value) {
        struct session_event event = {.kind = SESSION_THERMAL_TEST,
                                      .region = r->region,
                                      .side = clinic_side(r->side),
                                      .passed = value == 2};
        clinic_wish(clinic, sink, &event);
    }
    gui_pop_id(g);
}

static void test_rows(struct clinic *clinic, const struct texts *texts, struct sink *sink,
                      struct gui *g, const struct session *s,
                      const struct lamp_tests *tests)
{
    for (int i = 0; i < tests->n_rows; i++)
        test_row(clinic, texts, sink, g, s, &tests->row[i]);
}

static void question(struct clinic *clinic, const struct texts *texts, struct sink *sink,
                     struct gui *g, const struct session *s,
                     const struct lamp_tests *tests)
{
    const struct theme *t = gui_theme(g);
    gui_notice_begin(g);
    gui_paragraph(g, GUI_STRONG, t->ink, text_of(texts, "clinic.test_how"));
    gui_paragraph(g, GUI_SMALL, t->ink_soft, text_of(texts, "clinic.test_why"));
    test_rows(clinic, texts, sink, g, s, tests);
    gui_notice_end(g, GUI_MIND);
}

static bool has_place(const struct session *s)
{
    return session_is_open(s) && !s->aborting && s->state != SESSION_DUE &&
           s->state != SESSION_REMOVING && s->plan->n_regions;
}

bool clinic_lamp_asks(const struct session *s)
{
    for (int i = 0; has_place(s) && i < s->plan->n_regions; i++)
        if (session_region_in(s, i, s->position) &&
            lamp_test_state_of(s, i) == LAMP_TEST_MISSING)
            return true;
    return false;
}

/* how far the real one stands, as it was set up */
static void distance(struct clinic *clinic, const struct texts *texts, struct sink *sink,
                     struct gui *g, const struct session *s)
{
    static const int CM[] = {20, 30, 40, 50, 60};
    gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                  text_of(texts, "clinic.lamp_far"));
    for (size_t i = 0; i < sizeof CM / sizeof *CM; i++) {
        char label[32];
        snprintf(label, sizeof label, "%d##far%d", CM[i], CM[i]);
        if (gui_chip(g, label, s->lamp.distance_cm == CM[i]) && clinic->meant)
            clinic_wish(
                clinic, sink,
                &(struct session_event){.kind = SESSION_LAMP_DISTANCE, .number = CM[i]});
    }
}

void clinic_lamp(struct clinic *clinic, struct shell *shell, const struct texts *texts,
                 struct arena *words, struct sink *sink, struct gui *g,
                 const struct session *s, const struct overlay *o)
{
    if (!has_place(s))
        return;
    struct lamp_tests tests;
    lamp_tests_make(&tests, s, texts, words);
    bool waits = tests.count[LAMP_TEST_MISSING] > 0;
    if (!tests.n_rows && !tests.n_lines)
        return;
    gui_caption(g, text_of(texts, "clinic.lamp"));
    if (waits)
        question(clinic, texts, sink, g, s, &tests);
    answers(g, &tests);
    if (o->lamp.allowed && tests.count[LAMP_TEST_PASSED])
        gui_paragraph(g, GUI_SMALL, gui_theme(g)->ink_soft,
                      text_of(texts, "clinic.test_after"));
    if (o->lamp.on)
        distance(clinic, texts, sink, g, s);
    // a wrong tap, or skin that changes: the test can be recorded anew
    bool tested = tests.count[LAMP_TEST_PASSED] || tests.count[LAMP_TEST_FAILED];
    if (!waits && tested) {
        gui_space(g, 4);
        if (panel_fold(g, sink, text_of(texts, "clinic.test_again"), NULL,
                       &shell->fold[FOLD_LAMP]))
            test_rows(clinic, texts, sink, g, s, &tests);
    }
    gui_space(g, 14);
}
