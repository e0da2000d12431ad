/* teach_lit.c - what is lit instead of the user's plan: the case of a tour's step or of a
 * question. */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "modes/teach.h"

void teach_lit_show(struct app *app, const char *case_text)
{
    struct teach_lit *lit = &app->teach->lit;
    lit->on = false;
    lit->version++;
    if (!case_text)
        return;
    arena_reset(lit->arena);
    struct error error;
    if (!case_parse("case", case_text, strlen(case_text), app->engine, lit->record,
                    &error)) {
        error_print(&error, stderr);
        return;
    }
    plan_make(app->engine, lit->record, lit->arena, &lit->plan);
    lit->on = true;
}
