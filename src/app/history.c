#include "app/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct state {
    struct case_record record;
    int group;
    unsigned long serial;
};

struct history {
    struct state *states[HISTORY_MAX];
    int n, now;
    unsigned version;
    unsigned long serial, saved;
};

static struct state *make_state(struct history *h, const struct case_record *record,
                                int group)
{
    struct state *s = xmalloc(sizeof *s);
    s->record = *record;
    s->group = group;
    s->serial = ++h->serial;
    return s;
}

struct history *history_create(const struct case_record *first)
{
    struct history *h = xcalloc(1, sizeof *h);
    h->states[h->n++] = make_state(h, first, 0);
    h->saved = h->serial;
    return h;
}

void history_destroy(struct history **history)
{
    if (!history || !*history)
        return;
    for (int i = 0; i < (*history)->n; i++)
        free((*history)->states[i]);
    free(*history);
    *history = NULL;
}

const struct case_record *history_now(const struct history *h)
{
    return &h->states[h->now]->record;
}

bool history_set(struct history *h, const struct case_record *record, int group)
{
    struct state *now = h->states[h->now];
    if (memcmp(&now->record, record, sizeof *record) == 0)
        return false;
    h->version++;
    while (h->n > h->now + 1)
        free(h->states[--h->n]);
    if (group && now->group == group) {
        now->record = *record;
        now->serial = ++h->serial;
        return true;
    }
    if (h->n == HISTORY_MAX) {
        free(h->states[0]);
        memmove(h->states, h->states + 1, (HISTORY_MAX - 1) * sizeof *h->states);
        h->n--;
    }
    h->states[h->n++] = make_state(h, record, group);
    h->now = h->n - 1;
    return true;
}

bool history_take_back(struct history *h, int group)
{
    if (!group || !h->now || h->states[h->now]->group != group)
        return false;
    while (h->n > h->now)
        free(h->states[--h->n]);
    h->now--;
    h->version++;
    return true;
}

bool history_can_undo(const struct history *h)
{
    return h->now > 0;
}

bool history_can_redo(const struct history *h)
{
    return h->now + 1 < h->n;
}

bool history_undo(struct history *h)
{
    if (!history_can_undo(h))
        return false;
    h->now--;
    h->version++;
    return true;
}

bool history_redo(struct history *h)
{
    if (!history_can_redo(h))
        return false;
    h->now++;
    h->version++;
    return true;
}

unsigned history_version(const struct history *h)
{
    return h->version;
}

bool history_unsaved(const struct history *h)
{
    return h->states[h->now]->serial != h->saved;
}

void history_mark_saved(struct history *h)
{
    h->saved = h->states[h->now]->serial;
}
