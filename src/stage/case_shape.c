#include "stage/case_shape.h"

#include <math.h>

#include "catalog/rules_words.h"

/* metres, and litres of the thin, the average and the heavy body at 25 (models/README.md)
 */
static const struct build {
    double height, litres[3];
} WOMAN = {1.59, {37, 48, 70}}, MAN = {1.73, {53, 63, 93}};

static const double KG_PER_LITRE = 1.01;

static double between(double a, double b, double t)
{
    return a + (b - a) * t;
}

/* 0 thin, 0.5 average, 1 heavy: where the litres stand between the three bodies */
static double weight_of(double kg, double height, double sex)
{
    double own = between(WOMAN.height, MAN.height, sex), v[3];
    double scale = height > 0 ? pow(height / own, 3) : 1;
    for (int i = 0; i < 3; i++)
        v[i] = between(WOMAN.litres[i], MAN.litres[i], sex) * scale;
    double litres = kg / KG_PER_LITRE;
    double t = litres < v[1] ? (litres - v[0]) / (v[1] - v[0]) / 2
                             : 0.5 + (litres - v[1]) / (v[2] - v[1]) / 2;
    return fmin(fmax(t, 0), 1);
}

bool case_shape(const struct case_record *record, struct shape_params *out)
{
    *out = SHAPE_NEUTRAL;
    if (record->sex >= 0)
        out->sex = record->sex == SEX_MALE ? 1 : 0;
    if (record->age >= 0)
        out->age = (float)fmin(fmax(record->age, 18), 90);
    if (record->height > 0)
        out->height = (float)fmin(fmax(record->height, 0.5), 2.5);
    if (record->weight > 0)
        out->weight = (float)weight_of(record->weight, record->height, (double)out->sex);
    return record->sex >= 0 || record->age >= 0 || record->height > 0 ||
           record->weight > 0;
}
