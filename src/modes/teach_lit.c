/* teach_lit.c - what is lit instead of the user's plan: the case of a tour's step or of a
 * question. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "modes/teach.h"

void teach_lit_show(struct teach *teach, const char *case_text)
{
    struct teach_lit *lit = &teach->lit;
    lit->on = false;
    lit->version++;
    if (!case_text)
        return;
    arena_reset(lit->arena);
    struct error error;
    if (!case_parse("case", case_text, strlen(case_text), teach->engine, lit->record,
                    &error)) {
        error_print(&error, stderr);
        return;
    }
    plan_make(teach->engine, lit->record, lit->arena, &lit->plan);
    lit->on = true;
}
