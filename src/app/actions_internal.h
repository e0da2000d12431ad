/* actions_internal.h - who does what stands in the table of actions. Each part knows its
 * own, and receives what it works on and no more.
 *
 * Each function does the request and returns true, or returns false where the action is
 * another part's. Without a part (NULL) it tells that alone.
 */
#ifndef DEQI_APP_ACTIONS_INTERNAL_H
#define DEQI_APP_ACTIONS_INTERNAL_H

#include "app/app_internal.h"

bool actions_look(struct director *director, const struct request *request);
bool actions_case(struct dossier *dossier, const struct request *request);
bool actions_session(struct desk *desk, const struct request *request);
bool actions_card(struct desk *desk, const struct request *request);
bool actions_settings(struct settings *settings, const struct request *request);
bool actions_job(struct jobs *jobs, const struct request *request);
bool actions_program(struct app *app, const struct request *request);

#endif
