/* courier_rows.c - events that outlive the call that gave them, and transactions of the
 * mirror. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "session/courier_internal.h"

static char *keep_text(const char *text)
{
    return text ? strcpy(xmalloc(strlen(text) + 1), text) : NULL;
}

bool courier_take_row(const struct event_row *from, void *user)
{
    struct rows *rows = user;
    if (rows->n == rows->capacity) {
        rows->capacity = rows->capacity ? 2 * rows->capacity : 16;
        rows->row = xrealloc(rows->row, (size_t)rows->capacity * sizeof *rows->row);
    }
    struct event_row *to = &rows->row[rows->n++];
    *to = *from;
    to->name = keep_text(from->name);
    to->args = keep_text(from->args);
    to->from.key = keep_text(from->from.key);
    to->from.machine = keep_text(from->from.machine);
    to->from.initials = keep_text(from->from.initials);
    to->from.login = keep_text(from->from.login);
    to->answers = keep_text(from->answers);
    to->ends = to->after = NULL;
    return rows->n != rows->most;
}

void courier_drop_rows(struct rows *rows)
{
    for (int i = 0; i < rows->n; i++) {
        free((char *)rows->row[i].name);
        free((char *)rows->row[i].args);
        free((char *)rows->row[i].from.key);
        free((char *)rows->row[i].from.machine);
        free((char *)rows->row[i].from.initials);
        free((char *)rows->row[i].from.login);
        free((char *)rows->row[i].answers);
    }
    free(rows->row);
    *rows = (struct rows){0};
}

/* Between two transactions of the mirror: drops the session there, and what waits of it
 * that is not written again. */
bool courier_clear(struct courier *c, int64_t id, struct error *error)
{
    int n;
    return spool_turn(c->spool, id, error) &&
           c->mirror->ops->drop(c->mirror, id, &n, error);
}

bool courier_finish(struct courier *c, bool ok, struct error *error)
{
    if (ok && c->mirror->ops->commit(c->mirror, error)) {
        c->changed = true;
        return true;
    }
    if (!ok)
        c->mirror->ops->roll_back(c->mirror);
    return false;
}
