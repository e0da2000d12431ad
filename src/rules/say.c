/* say.c - what rules ask and note, gathered while the plan is made; each question once.
 */
#include <string.h>

#include "rules/work_internal.h"

void work_ask_once(struct work *w, const struct rules_ask *ask, const char *by, int mark,
                   unsigned sides)
{
    struct work_ask *asks = w->asks.item;
    for (int i = 0; i < w->asks.n; i++) {
        struct work_ask *known = &asks[i];
        if (strcmp(known->ask->id, ask->id) == 0 && (mark < 0 || known->mark == mark)) {
            known->sides |= sides;
            return;
        }
    }
    struct work_ask *new_ask = work_list_add(w->arena, &w->asks, sizeof *new_ask);
    *new_ask = (struct work_ask){ask, by, mark, sides};
}

static void note(struct work *w, const struct rules_note *text, const char *by,
                 int symptom)
{
    struct work_note *new_note = work_list_add(w->arena, &w->notes, sizeof *new_note);
    *new_note = (struct work_note){text, by, symptom};
}

/* what a clause asks and notes, of one mark on one side where it is about a mark */
void work_say_of_mark(struct work *w, const struct engine_clause *by, int mark, int side)
{
    for (int i = 0; i < by->clause->n_asks; i++)
        work_ask_once(w, &by->clause->asks[i], by->rule->id, mark, 1u << side);
    for (int i = 0; i < by->clause->n_notes; i++)
        note(w, &by->clause->notes[i], by->rule->id, -1);
}

void work_say(struct work *w, const struct engine_clause *by, int symptom)
{
    for (int i = 0; i < by->clause->n_asks; i++)
        work_ask_once(w, &by->clause->asks[i], by->rule->id, -1, 0);
    for (int i = 0; i < by->clause->n_notes; i++)
        note(w, &by->clause->notes[i], by->rule->id, symptom);
}
