/* director.h - where the eye is, and what it looks at.
 *
 * The director knows the body, the plan and what is asked for of the eye; of files, of
 * sessions, of the window it knows nothing. All of it belongs to the desk.
 */
#ifndef DEQI_APP_DIRECTOR_H
#define DEQI_APP_DIRECTOR_H

#include "panels/desk.h"

struct director {
    struct app_eye *eye;
    struct subject *subject;
    const struct stage *stage;
    struct sink *sink;
    struct settings *settings; /* its layers, and whether the eye may fly */
    const struct app_clock *clock;
    const struct dossier *dossier;
    struct rule_view *rule;
    struct texts *const *texts;
    const enum app_mode *mode;
};

/* Of a desk that has its body, its stage and its rule. */
struct director director_of(struct desk *desk);
/* The first view of the body, without a flight. */
void director_first_view(struct director *director);
/* The free part of the picture has changed; with the window it changes at once. */
enum director_refit { DIRECTOR_REFIT_PANELS, DIRECTOR_REFIT_WINDOW };
void director_refit(struct director *director, enum director_refit what);
/* To where the plan is seen, where the mode works on it. */
void director_show_plan(struct sink *sink, enum app_mode mode);
/* Selects a point ("" = none) and, where asked and the body has it, flies to it. */
void director_select(struct director *director, const char *code, enum side side,
                     enum sink_approach how);
/* A rule with its points; "" = none. */
void director_show_rule(struct director *director, const char *id);
/* Turns a layer on or off as layers_toggle does, and remembers it. */
void director_toggle_layer(struct director *director, unsigned layer);
/* Sets out to what was asked for; after the stage was built with the panels standing. */
void director_set_out(struct director *director);

#endif
