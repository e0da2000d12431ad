/* case_body.h - the body shown follows the person of the case.
 *
 * Sex, age, height and weight of the case shape it (stage/case_shape.h), unless the
 * command line named a body, or it is a model file. What the user chooses in the
 * preferences stays until the case says something else of the person; a case that says
 * nothing is shown on the body of the preferences. A plan that depends on the body
 * (views/plan_body.h) is made again for the new one.
 */
#ifndef DEQI_APP_CASE_BODY_H
#define DEQI_APP_CASE_BODY_H

#include "app/app.h"

/* Between two frames, where nobody holds places of the body. Returns whether it has
 * another shape now. */
bool case_body_follow(struct desk *desk, const struct app_params *params);

#endif
