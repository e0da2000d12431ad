/* check_study.h - the tours and questions, checked against the rooms that study itself
 * does not know: rules, layers. */
#ifndef DEQI_CLI_CHECK_STUDY_H
#define DEQI_CLI_CHECK_STUDY_H

#include "base/error.h"

struct catalog;
struct engine;

/* Refused: a case that is none, a statement, caution, set or layer that is not there. */
bool check_study(const char *dir, const struct catalog *catalog,
                 const struct engine *engine, struct error *error);

#endif
