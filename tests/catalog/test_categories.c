/* The traditional classes of points against a table written down apart from the data, as
 * every textbook has it: by channel the five transport points, and the shorter lists.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "catalog/catalog.h"

static const struct {
    const char *id, *points;
} TABLE[] = {
    {"jing_well", "LU11 LI1 ST45 SP1 HT9 SI1 BL67 KI1 PC9 TE1 GB44 LR1"},
    {"ying_spring", "LU10 LI2 ST44 SP2 HT8 SI2 BL66 KI2 PC8 TE2 GB43 LR2"},
    {"shu_stream", "LU9 LI3 ST43 SP3 HT7 SI3 BL65 KI3 PC7 TE3 GB41 LR3"},
    {"jing_river", "LU8 LI5 ST41 SP5 HT4 SI5 BL60 KI7 PC5 TE6 GB38 LR4"},
    {"he_sea", "LU5 LI11 ST36 SP9 HT3 SI8 BL40 KI10 PC3 TE10 GB34 LR8"},
    {"source", "LU9 LI4 ST42 SP3 HT7 SI4 BL64 KI3 PC7 TE4 GB40 LR3"},
    {"connecting", "LU7 LI6 ST40 SP4 HT5 SI7 BL58 KI4 PC6 TE5 GB37 LR5 CV15 GV1 SP21"},
    {"cleft", "LU6 LI7 ST34 SP8 HT6 SI6 BL63 KI5 PC4 TE7 GB36 LR6 BL59 KI8 GB35 KI9"},
    {"lower_sea", "ST36 ST37 ST39 BL39 BL40 GB34"},
    {"back_shu", "BL13 BL14 BL15 BL18 BL19 BL20 BL21 BL22 BL23 BL25 BL27 BL28"},
    {"front_mu", "LU1 CV17 CV14 LR14 GB24 LR13 CV12 CV5 GB25 ST25 CV4 CV3"},
    {"meeting", "LR13 CV12 CV17 BL17 GB34 LU9 BL11 GB39"},
    {"confluent", "SP4 PC6 SI3 BL62 GB41 TE5 LU7 KI6"},
};

static bool lists(const char *points, const char *code)
{
    size_t n = strlen(code);
    for (const char *p = points; (p = strstr(p, code)); p += n)
        if ((p == points || p[-1] == ' ') && (p[n] == ' ' || !p[n]))
            return true;
    return false;
}

static bool is_of(const struct point *point, const char *id)
{
    for (int k = 0; point->categories[k]; k++)
        if (strcmp(point->categories[k], id) == 0)
            return true;
    return false;
}

static void test_classes_are_those_of_the_textbooks(void **state)
{
    (void)state;
    struct error error = {0};
    struct catalog *c = catalog_load(DEQI_SOURCE_DIR, &error);
    if (!c)
        fail_msg("%s", error.text);
    for (size_t t = 0; t < sizeof TABLE / sizeof *TABLE; t++)
        for (int i = 0; i < c->n_points; i++) {
            const struct point *p = &c->point[i];
            if (is_of(p, TABLE[t].id) != lists(TABLE[t].points, p->code))
                fail_msg("%s: is it of %s?", p->code, TABLE[t].id);
        }
    catalog_destroy(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_classes_are_those_of_the_textbooks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
