/* case_head.h - which case this is: its name, what hurts, and what is to be minded,
 * wherever a plan is shown. */
#ifndef DEQI_PANELS_CASE_HEAD_H
#define DEQI_PANELS_CASE_HEAD_H

#include "panels/desk.h"

/* Into the panel that is open. */
void case_head(struct desk *desk, struct gui *gui);
/* What the case is called: its label, else its file's name, else that it is new. */
void case_head_name(const struct dossier *dossier, const struct texts *texts, char *out,
                    size_t size);

#endif
