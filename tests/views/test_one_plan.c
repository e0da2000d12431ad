/* One plan, said one way: over random cases and several bodies, the window's views, the
 * handover note, the card's rows, the JSON and the needles in the picture say the same of
 * every needle, and what they say is the plan's. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "../rules/random_case.h"
#include "house.h"
#include "stage/highlight.h"
#include "views/plan_json.h"
#include "views/plan_text.h"
#include "views/point_card.h"
#include "views/row_words.h"
#include "views/words.h"

enum { CASES_A_BODY = 250 };

static struct house house;
static struct highlight *lit;

/* the case that is looked at, for a message */
static void fail_case(const char *what, const struct plan_point *p)
{
    json_t *value = case_json(house.record);
    char *text = json_dumps(value, 0);
    fail_msg("%s: %s %c of %s", what, p->code, p->side, text);
}

static void must(bool so, const char *what, const struct plan_point *p)
{
    if (!so)
        fail_case(what, p);
}

static bool near(double a, double b)
{
    return fabs(a - b) < 2e-6 * fmax(1, fmax(fabs(a), fabs(b)));
}

// ---------------------------------------------------------------- what is right

/* from the body's site and the plan's figures, by another way than the program's */
static double deepest_mm(const struct plan_point *p, const struct site *s)
{
    double plan = p->depth_cun[1] * (double)s->depth_cun, cap = (double)s->depth_cap;
    return 1000 * (plan < cap ? plan : cap);
}

static void the_needle_is_the_plan_s(const struct plan_point *p)
{
    struct planned_needle needle = planned_needle(p, &house.on);
    const struct point *point = catalog_find(subject_catalog(house.subject), p->code);
    must(near(needle.depth_cun[0], p->depth_cun[0]) &&
             near(needle.depth_cun[1], p->depth_cun[1]),
         "not the plan's depth", p);
    must(needle.angle == p->angle, "not the plan's angle", p);
    must(needle.retained == (p->angle != PLAN_PRICK), "left in or not", p);
    must(needle.has_depth, "no millimetres", p);
    must(needle.depth_mm[0] <= needle.depth_mm[1], "least above most", p);
    if (!point || strcmp(point->code, p->code) != 0)
        return; // a mark or a composite: test_planned
    const struct site *s = body_site(subject_body(house.subject), point,
                                     point->midline ? SIDE_M : side_of(p->side));
    must(fabs(needle.depth_mm[1] - deepest_mm(p, s)) < 1e-3, "not as deep as it is", p);
}

// ---------------------------------------------------------------- JSON

static void json_says(const json_t *item, const struct plan_point *p)
{
    struct planned_needle needle = planned_needle(p, &house.on);
    const json_t *mm = json_object_get(item, "depth_mm");
    const json_t *cun = json_object_get(item, "depth_cun");
    const json_t *way = json_object_get(item, "direction");
    const json_t *minds = json_object_get(item, "mind");
    must(strcmp(json_string_value(json_object_get(item, "code")), p->code) == 0,
         "another point in the JSON", p);
    for (size_t k = 0; k < 2; k++) {
        must(near(json_number_value(json_array_get(mm, k)), needle.depth_mm[k]),
             "JSON's depth_mm", p);
        must(near(json_number_value(json_array_get(cun, k)), needle.depth_cun[k]),
             "JSON's depth_cun", p);
    }
    must((way != NULL) == needle.has_direction, "JSON's direction is there or not", p);
    for (size_t k = 0; way && k < 3; k++)
        must(near(json_number_value(json_array_get(way, k)), needle.direction[k]),
             "JSON's direction", p);
    must(json_is_true(json_object_get(item, "retained")) == needle.retained,
         "JSON's retained", p);
    must((int)json_array_size(minds) == p->n_minds, "JSON's warnings", p);
    for (int i = 0; i < p->n_minds; i++) {
        char text[1200];
        text_format(house.texts, p->minds[i], text, sizeof text);
        must(strcmp(json_string_value(json_array_get(minds, (size_t)i)), text) == 0,
             "JSON's warning", p);
    }
}

static void check_json(void)
{
    json_t *plan = plan_json(&house.plan, &house.on, house.texts);
    const json_t *points = json_object_get(plan, "points");
    const json_t *optional = json_object_get(plan, "optional");
    assert_int_equal(json_array_size(points), house.plan.n_points);
    assert_int_equal(json_array_size(optional), house.plan.n_optional);
    for (int i = 0; i < house.plan.n_points; i++)
        json_says(json_array_get(points, (size_t)i), &house.plan.points[i]);
    for (int i = 0; i < house.plan.n_optional; i++)
        json_says(json_array_get(optional, (size_t)i), &house.plan.optional[i]);
    json_decref(plan);
}

// ---------------------------------------------------------------- the window

static void card_says(const struct plan_point *p, enum planned_state state)
{
    struct planned_needle needle = planned_needle(p, &house.on);
    struct point_card card;
    char depth[96], text[1200];
    point_card_make(&card, subject_catalog(house.subject), p->code, side_of(p->side),
                    &house.plan, house.texts, &house.on, house.arena);
    must(card.side == p->side, "the card is for another side", p);
    must(card.entry.state == state && card.entry.point == p, "not the plan's entry", p);
    for (int k = 0; k < 2; k++)
        must(near(card.needle.depth_mm[k], needle.depth_mm[k]), "the card's depth", p);
    must(!needle.has_direction || (near(card.needle.direction[0], needle.direction[0]) &&
                                   near(card.needle.direction[2], needle.direction[2])),
         "the card's direction", p);
    if (p->depth_cun[1] <= 0) {
        must(state == PLANNED_REMOVED, "a point that is not needled is planned", p);
        return;
    }
    snprintf(depth, sizeof depth, "%g cun", p->depth_cun[1]);
    must(strstr(card.how, depth) != NULL, "the card does not say the depth", p);
    snprintf(depth, sizeof depth, "%.0f mm", round(needle.depth_mm[1]));
    must(strstr(card.how, depth) != NULL, "the card does not say the millimetres", p);
    must(card.n_minds == p->n_minds + p->n_overrides, "the card's warnings", p);
    for (int i = 0; i < p->n_minds; i++) {
        words_message(house.texts, p->minds[i], text, sizeof text);
        must(strcmp(text, card.minds[i]) == 0, "the card's warning", p);
    }
    if (state != PLANNED_REMOVED) {
        words_message(house.texts, state == PLANNED_CHOSEN ? p->reason : p->not_chosen,
                      text, sizeof text);
        must(strcmp(text, card.why) == 0, "the card's reason", p);
    }
}

static void check_cards(void)
{
    for (int i = 0; i < house.plan.n_points; i++)
        card_says(&house.plan.points[i], PLANNED_CHOSEN);
    for (int i = 0; i < house.plan.n_optional; i++)
        card_says(&house.plan.optional[i], PLANNED_OFFERED);
    for (int i = 0; i < house.plan.n_removed; i++)
        card_says(&house.plan.removed[i].point, PLANNED_REMOVED);
}

// ---------------------------------------------------------------- note and paper

/* with single spaces instead of line breaks and indents */
static char *one_line(char *text)
{
    char *to = text;
    for (const char *from = text; *from; from++) {
        bool space = *from == ' ' || *from == '\n';
        if (!space || (to > text && to[-1] != ' '))
            *to++ = space ? ' ' : *from;
    }
    *to = 0;
    return text;
}

/* what the note says of the row, from `at` on; returns where that ends */
static const char *note_says(const char *at, const struct plan_row *row)
{
    struct row_words w;
    char head[800], mind[1300];
    row_words_make(&w, row, house.texts, house.arena);
    snprintf(head, sizeof head, "%s, %s · %s, %s", w.title, w.side, w.depth, w.angle);
    const char *found = strstr(at, one_line(head));
    must(found != NULL, "the note has not this row", row->point);
    for (int i = 0; i < row->point->n_minds; i++) {
        text_format(house.texts, row->point->minds[i], mind, sizeof mind);
        must(strcmp(mind, w.minds[i]) == 0, "the card's row has another warning",
             row->point);
        found = strstr(found, one_line(mind));
        must(found != NULL, "the note has not this warning", row->point);
    }
    return found;
}

static bool same_words(const struct message *a, const struct message *b)
{
    char x[1200], y[1200];
    text_format(house.texts, a, x, sizeof x);
    text_format(house.texts, b, y, sizeof y);
    return strcmp(x, y) == 0;
}

static void row_is_right(const struct plan_row *row)
{
    const struct plan_point *p = row->point, *twin = row->twin;
    struct planned_needle needle = planned_needle(p, &house.on);
    char cun[80], depth[200];
    words_range(p->depth_cun[0], p->depth_cun[1], cun, sizeof cun);
    if (twin) {
        struct planned_needle other = planned_needle(twin, &house.on);
        must(twin->side != p->side && strcmp(twin->code, p->code) == 0, "no pair", p);
        must(same_words(p->reason, twin->reason), "one row of two reasons", p);
        must(p->n_minds == twin->n_minds, "one row of two warnings", p);
        for (int i = 0; i < p->n_minds; i++)
            must(same_words(p->minds[i], twin->minds[i]), "one row of two warnings", p);
        needle.depth_mm[1] = fmin(needle.depth_mm[1], other.depth_mm[1]);
    }
    must(near(row->needle.depth_mm[1], needle.depth_mm[1]), "the row's depth", p);
    words_depth(house.texts, &row->needle, depth, sizeof depth);
    must(strncmp(depth, cun, strlen(cun)) == 0, "the row says another depth", p);
}

static void check_rows_and_note(void)
{
    struct plan_rows rows;
    char *text = NULL;
    size_t size;
    int told = 0, needles = 0;
    plan_rows_make(&rows, &house.plan, house.texts, &house.on, house.arena);
    FILE *out = open_memstream(&text, &size);
    plan_text(&house.plan, house.record, &house.on, house.texts, out);
    fclose(out);
    const char *at = one_line(text);
    for (int k = 0; k < rows.n_positions; k++)
        for (int i = 0; i < rows.position[k].list.n; i++) {
            const struct plan_row *row = &rows.position[k].list.row[i];
            row_is_right(row);
            if (house.plan.status == PLAN_READY)
                at = note_says(at, row);
            told += row->twin ? 2 : 1;
            needles += row->needles;
        }
    assert_int_equal(told, house.plan.n_points);
    assert_int_equal(needles, house.plan.session.needles);
    told = 0;
    for (int i = 0; i < rows.optional.n; i++)
        told += rows.optional.row[i].twin ? 2 : 1;
    assert_int_equal(told, house.plan.n_optional);
    told = 0;
    for (int i = 0; i < rows.removed.n; i++)
        told += rows.removed.row[i].twin ? 2 : 1;
    assert_int_equal(told, house.plan.n_removed);
    free(text);
}

// ---------------------------------------------------------------- the picture

static const struct plan_point *chosen_at(const struct site *s, const char *mark)
{
    for (int i = 0; i < house.plan.n_points; i++) {
        const struct plan_point *p = &house.plan.points[i];
        if (s ? planned_names_site(p, s) : p->has_at && strcmp(p->code, mark) == 0)
            return p;
    }
    return NULL;
}

static void check_picture(void)
{
    struct highlight_params params = {.body = subject_body(house.subject),
                                      .subject = house.subject,
                                      .plan = &house.plan,
                                      .names = HIGHLIGHT_CODE};
    uint32_t n = highlight_build(lit, &params);
    int drawn = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct scene_mark *m = &highlight_marks(lit)[i];
        const struct site *s = highlight_site(lit, (int)i);
        const struct plan_point *p = chosen_at(s, m->text);
        if (!m->needled)
            continue;
        assert_non_null(p);
        struct planned_needle needle =
            s ? planned_at_site(p, s) : planned_needle(p, &house.on);
        must(fabs((double)m->depth * 1000 -
                  (needle.depth_mm[0] + needle.depth_mm[1]) / 2) < 1e-3,
             "the drawn needle's depth", p);
        for (int k = 0; k < 3; k++)
            must(near(m->direction[k], needle.direction[k]),
                 "the drawn needle's direction", p);
        drawn++;
    }
    int placed = 0;
    for (int i = 0; i < house.plan.n_points; i++)
        placed += !house.plan.points[i].region || house.plan.points[i].has_at
                      ? house.plan.points[i].needles
                      : 0;
    assert_int_equal(drawn, placed);
}

// ---------------------------------------------------------------- over everything

/* places for marks, on the neutral body: front and back, both sides */
static void place_marks(struct random *random)
{
    static const double AT[][3] = {
        {0.12, 0.26, -0.02}, {-0.12, 0.26, -0.02}, {0.03, 1.2, -0.1}, {-0.1, 0.6, 0.05}};
    for (int i = 0; i < house.record->n_marks; i++) {
        struct case_mark *m = &house.record->marks[i];
        m->has_at = m->side != CASE_BOTH && random_below(random, 2);
        memcpy(m->at, AT[random_below(random, 4)], sizeof m->at);
    }
}

static void everything_agrees(const char *body, const char *set, uint64_t seed)
{
    struct random random = {.state = seed};
    int capped = 0;
    house_open(&house, body, set, "en");
    lit = highlight_create();
    for (int i = 0; i < CASES_A_BODY; i++) {
        random_case(&random, house.record);
        place_marks(&random);
        house_plan_again(&house);
        for (int k = 0; k < house.plan.n_points; k++) {
            const struct plan_point *p = &house.plan.points[k];
            const struct rule_point *facts = engine_point(house.engine, p->code);
            the_needle_is_the_plan_s(p);
            capped += facts && facts->depth_cun[1] > p->depth_cun[1];
        }
        check_json();
        check_cards();
        check_rows_and_note();
        check_picture();
    }
    assert_true(capped > 0); // or the plans never differed from the catalogue
    highlight_destroy(&lit);
    house_close(&house);
}

static void on_the_neutral_body(void **state)
{
    (void)state;
    everything_agrees("neutral", NULL, 20260101);
}

static void on_a_heavy_woman(void **state)
{
    (void)state;
    everything_agrees("female", "weight=1", 20260102);
}

static void on_an_old_man(void **state)
{
    (void)state;
    everything_agrees("male", "age=85", 20260103);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_the_neutral_body),
        cmocka_unit_test(on_a_heavy_woman),
        cmocka_unit_test(on_an_old_man),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
