/* teach_lit.c - what is lit instead of the user's plan: the case of a tour's step or of a
 * question. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "modes/teach.h"
#include "stage/subject.h"
#include "views/plan_body.h"

void teach_lit_show(struct teach *teach, const char *case_text)
{
    struct teach_lit *lit = &teach->lit;
    lit->on = false;
    lit->version++;
    lit->n_also = 0;
    arena_reset(lit->arena);
    if (!case_text)
        return;
    struct error error;
    if (!case_parse("case", case_text, strlen(case_text), teach->engine, lit->record,
                    &error)) {
        error_print(&error, stderr);
        return;
    }
    struct planned_body on = subject_planned_standing(teach->subject);
    plan_body_make(teach->engine, lit->record, PLAN_WHOLE, &on, lit->arena, &lit->plan);
    lit->on = true;
}

void teach_lit_step(struct teach *teach, const struct tour_step *step)
{
    struct teach_lit *lit = &teach->lit;
    teach_lit_show(teach, step->case_text);
    struct highlight_also *also =
        arena_alloc_array(lit->arena, (size_t)step->n_lit + 1, sizeof *also);
    for (int i = 0; i < step->n_lit; i++)
        also[i] = (struct highlight_also){step->lit[i].code, step->lit[i].side};
    lit->also = also;
    lit->n_also = step->n_lit;
}
