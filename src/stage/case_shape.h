/* case_shape.h - the shape of body that a case speaks of.
 *
 * Sex, age, height and weight of a case are those of a person; the body shown has
 * parameters. Age is that of an adult, 18 at the least: a child is shown as a small adult
 * (the height is the child's). Weight goes through the body's own litres: a body of that
 * sex, thin, average and heavy, is brought to the height, and a litre of a person weighs
 * 1.01 kg (Durnin and Womersley, Br J Nutr 1974;32:77: 1.00 to 1.07, lower with more
 * fat). It is a picture of a build, not a measurement. Pure.
 */
#ifndef DEQI_STAGE_CASE_SHAPE_H
#define DEQI_STAGE_CASE_SHAPE_H

#include <stdbool.h>

#include "geom/shape.h"
#include "rules/case.h"

/* False where the case says nothing of it; *out is the neutral shape then. What a case
 * leaves out is as in the neutral body. */
bool case_shape(const struct case_record *record, struct shape_params *out);

#endif
