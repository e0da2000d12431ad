/* house.h - the shipped rules, a body and a plan, for tests of what is told of them. */
#ifndef TESTS_VIEWS_HOUSE_H
#define TESTS_VIEWS_HOUSE_H

#include "base/arena.h"
#include "rules/engine.h"
#include "stage/subject.h"
#include "text/text.h"

struct house {
    struct subject *subject;
    struct planned_body on;
    struct engine *engine;
    struct texts *texts;
    struct arena *arena; /* of the plan and of its views */
    struct case_record *record;
    struct plan plan;
};

/* Ends the program with a message where something cannot be loaded. `body` NULL: the
 * neutral one; `set` one word of --set, or NULL. */
void house_open(struct house *house, const char *body, const char *set, const char *lang);
void house_close(struct house *house);
/* Makes the plan of a case given as JSON, or of the record as it stands. Frees what was
 * in the arena. */
void house_plan(struct house *house, const char *json);
void house_plan_again(struct house *house);

#endif
