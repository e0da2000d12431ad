/* search_list.h - what the search finds beside points and the like: tours, cases,
 * cautions, commands, by their titles in the language at hand. */
#ifndef DEQI_APP_SEARCH_LIST_H
#define DEQI_APP_SEARCH_LIST_H

#include "panels/desk.h"

/* Into desk->search, whose arena is emptied. */
void search_list_make(struct desk *desk);

#endif
