/* rule_view.h - one rule looked at: what it says and why, its points lit together. It
 * stands in the place of the plan until it is left; the plan itself stays as it is. */
#ifndef DEQI_PANELS_RULE_VIEW_H
#define DEQI_PANELS_RULE_VIEW_H

#include "panels/state.h"

struct rules_rule;
struct rule_view;

struct rule_view *rule_view_create(void);
void rule_view_destroy(struct rule_view **view);

bool rule_view_is_open(const struct app *app);
/* Lights the rule's points and flies to them; "" = none. */
void rule_view_select(struct app *app, const char *id);
/* For a mode's marks; nothing where no rule is open. */
void rule_view_marks(struct app *app, struct highlight_params *params);

/* Into the panel that is open: all rules that choose points; the one that is open. */
void rule_view_list(struct app *app, struct gui *gui);
void rule_view_card(struct app *app, struct gui *gui);

#endif
