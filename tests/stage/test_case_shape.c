/* The body of a case: its height is the person's, and so, by another route (the volume
 * that its skin encloses), is its weight. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/rules_words.h"
#include "stage/case_shape.h"
#include "stage/subject.h"

/* litres within the skin, by the divergence theorem */
static double litres(const struct mesh *mesh)
{
    double sum = 0;
    for (uint32_t i = 0; i < mesh->n_triangles; i++) {
        const float *a = mesh->position[mesh->triangle[i][0]],
                    *b = mesh->position[mesh->triangle[i][1]],
                    *c = mesh->position[mesh->triangle[i][2]];
        sum += (double)(a[0] * (b[1] * c[2] - b[2] * c[1]) +
                        a[1] * (b[2] * c[0] - b[0] * c[2]) +
                        a[2] * (b[0] * c[1] - b[1] * c[0]));
    }
    return sum / 6 * 1000;
}

static struct subject *body_of(const struct case_record *record)
{
    struct error error = {0};
    struct shape_params shape;
    assert_true(case_shape(record, &shape));
    struct subject *s = subject_create(DEQI_SOURCE_DIR, NULL, NULL, 0, &error);
    if (!s || !subject_shape_to(s, &shape, &error))
        fail_msg("%s", error.text);
    return s;
}

static void it_weighs_what_the_person_weighs(void **state)
{
    (void)state;
    static const struct {
        int sex;
        double height, weight;
    } PEOPLE[] = {{SEX_FEMALE, 1.60, 48}, {SEX_FEMALE, 1.70, 60}, {SEX_FEMALE, 1.58, 70},
                  {SEX_MALE, 1.75, 65},   {SEX_MALE, 1.90, 90},   {SEX_MALE, 1.70, 85}};
    for (size_t i = 0; i < sizeof PEOPLE / sizeof *PEOPLE; i++) {
        struct case_record *record = calloc(1, sizeof *record);
        case_init(record);
        record->sex = PEOPLE[i].sex;
        record->age = 25;
        record->height = PEOPLE[i].height;
        record->weight = PEOPLE[i].weight;
        struct subject *s = body_of(record);
        assert_float_equal(subject_height(s), PEOPLE[i].height, 0.01);
        double kg = litres(subject_mesh(s)) * 1.01;
        if (fabs(kg - PEOPLE[i].weight) > 0.12 * PEOPLE[i].weight)
            fail_msg("%g kg at %g m became %g kg", PEOPLE[i].weight, PEOPLE[i].height,
                     kg);
        subject_destroy(&s);
        free(record);
    }
}

static void what_is_left_out_is_neutral(void **state)
{
    (void)state;
    struct case_record *record = calloc(1, sizeof *record);
    struct shape_params shape;
    case_init(record);
    assert_false(case_shape(record, &shape));
    assert_true(shape_equal(&shape, &SHAPE_NEUTRAL));
    record->age = 7; // a child is a small adult here
    record->height = 1.2;
    assert_true(case_shape(record, &shape));
    assert_float_equal(shape.age, 18, 1e-6);
    assert_float_equal(shape.height, 1.2, 1e-6);
    assert_float_equal(shape.sex, SHAPE_NEUTRAL.sex, 1e-6);
    free(record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(it_weighs_what_the_person_weighs),
                                       cmocka_unit_test(what_is_left_out_is_neutral)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
