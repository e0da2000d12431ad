/* fixture.h - the engine with the shipped data, and plans as JSON, for tests of the
 * rules. */
#ifndef TESTS_RULES_FIXTURE_H
#define TESTS_RULES_FIXTURE_H

#include <jansson.h>

#include "rules/case.h"
#include "rules/engine.h"
#include "rules/plan.h"

/* Loaded once and kept until fixture_close; ends the program with a message on failure.
 */
const struct engine *fixture_engine(void);
/* The same rules over points.json, a frozen copy of what the engine needs to know of the
 * points: for texts that must not change with the catalogue. */
const struct engine *fixture_frozen_engine(void);
int fixture_close(void **state); /* a teardown of cmocka: 0 */

/* The plan of a case, English; ends the program where the case is refused. */
json_t *fixture_plan(const json_t *case_json);
/* Whether the case is refused, and with which words. */
bool fixture_refuses(const json_t *case_json, char *message, size_t size);
/* "CODE.SIDE" of one entry of a plan, in a static buffer. */
const char *fixture_name(const json_t *point);
/* The entry of a list of a plan ("points", "optional", "removed"); NULL = none. */
json_t *fixture_find(const json_t *plan, const char *list, const char *name);

#endif
