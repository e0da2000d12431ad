/* session_list.h - the sessions of the journal: going back to an open one, exporting any.
 */
#ifndef DEQI_PANELS_SESSION_LIST_H
#define DEQI_PANELS_SESSION_LIST_H

#include "panels/desk.h"

struct session_list;

struct session_list *session_list_create(void);
void session_list_destroy(struct session_list **list);
/* Reads the journal anew. */
void session_list_read(const struct shell *shell, struct live_session *live,
                       struct picture *picture);
void session_list_card(struct desk *desk, struct gui *gui);

#endif
