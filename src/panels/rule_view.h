/* rule_view.h - one rule looked at: what it says and why, its points lit together. It
 * stands in the place of the plan until it is left; the plan itself stays as it is. */
#ifndef DEQI_PANELS_RULE_VIEW_H
#define DEQI_PANELS_RULE_VIEW_H

#include "panels/desk.h"

struct rules_rule;
struct rule_view;

struct rule_view *rule_view_create(void);
void rule_view_destroy(struct rule_view **view);

bool rule_view_is_open(const struct rule_view *open_rule);
/* Lights the rule's points and flies to them; "" = none. False where nothing was or is
 * lit. */
bool rule_view_select(const struct dossier *dossier, struct rule_view *open_rule,
                      struct sink *sink, const char *id);
/* For a mode's marks; nothing where no rule is open. */
void rule_view_marks(const struct rule_view *open_rule, struct highlight_params *params);
/* Finds the rule's points anew: the plan may have changed. */
void rule_view_refresh(struct rule_view *open_rule, const struct dossier *dossier);

/* Into the panel that is open: all rules that choose points; the one that is open. */
void rule_view_list(const struct dossier *dossier, const struct rule_view *open_rule,
                    const struct texts *texts, struct sink *sink, struct gui *gui);
void rule_view_card(struct desk *desk, struct gui *gui);

#endif
