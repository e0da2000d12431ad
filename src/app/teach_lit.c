/* teach_lit.c - what is lit instead of the user's plan: the case of a tour's step or of a
 * question. */
#include <stdio.h>
#include <string.h>

#include "app/teach.h"
#include "base/arena.h"

void teach_lit_show(struct app *app, const char *case_text)
{
    struct teach_lit *lit = &app->teach->lit;
    lit->on = false;
    lit->version++;
    app->marks_stale = true;
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

void teach_lit_tint(struct app *app, struct scene_input *scene, unsigned layers)
{
    struct teach_lit *lit = &app->teach->lit;
    struct tint_params tint = {.subject = app->subject,
                               .record = lit->on ? lit->record : NULL,
                               .record_version = lit->version,
                               .layers = scene->layers | layers,
                               .dark = app_theme(app)->dark,
                               .hovered_region = -1,
                               .chosen_region = -1};
    scene->tint = tint_build(lit->tint, &tint, &scene->tint_version);
    // another owner's versions: keep them apart from those of the user's case
    scene->tint_version += 0x40000000u;
}
