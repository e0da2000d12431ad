#include "document/history.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "document/case_change.h"

/* A case that is edited; it lives as long as a state of it is kept. */
struct document {
    char *path;
    /* serials of states: the last looked at, saved, and not to be asked for again */
    unsigned long seen, saved, given_up;
    int states;
};

struct state {
    struct case_record record;
    json_t *json;     /* of the record: what states are compared by */
    const char *name; /* of the step that led here */
    struct document *document;
    int group;
    unsigned long serial;
};

struct history {
    struct state *states[HISTORY_MAX];
    int n, now;
    unsigned long serial;
};

static void set_path(struct document *d, const char *path)
{
    size_t size = strlen(path) + 1;
    char *copy = memcpy(xmalloc(size), path, size);
    free(d->path);
    d->path = copy;
}

static void free_state(struct state *s)
{
    if (--s->document->states == 0) {
        free(s->document->path);
        free(s->document);
    }
    json_decref(s->json);
    free(s);
}

static struct state *now(const struct history *h)
{
    return h->states[h->now];
}

static void go_to(struct history *h, int place)
{
    h->now = place;
    now(h)->document->seen = now(h)->serial;
}

/* Behind the present state, in place of what could be redone. The new state stands alone
 * and has no name yet. */
static struct state *append(struct history *h, struct document *document,
                            const struct case_record *record)
{
    struct state *s = xcalloc(1, sizeof *s);
    s->record = *record;
    s->json = case_json(record);
    s->serial = ++h->serial;
    s->document = document;
    document->states++;
    while (h->n > h->now + 1)
        free_state(h->states[--h->n]);
    if (h->n == HISTORY_MAX) {
        free_state(h->states[0]);
        memmove(h->states, h->states + 1, (HISTORY_MAX - 1) * sizeof *h->states);
        h->n--;
    }
    h->states[h->n] = s;
    go_to(h, h->n++);
    return s;
}

/* that of the same file, so that reading it anew leaves nothing unsaved behind */
static struct document *find_document(const struct history *h, const char *path)
{
    for (int i = 0; *path && i < h->n; i++)
        if (strcmp(h->states[i]->document->path, path) == 0)
            return h->states[i]->document;
    struct document *d = xcalloc(1, sizeof *d);
    set_path(d, path);
    return d;
}

struct history *history_create(const struct case_record *first, const char *path)
{
    struct history *h = xcalloc(1, sizeof *h);
    h->now = -1;
    history_open(h, first, path);
    return h;
}

void history_destroy(struct history **history)
{
    if (!history || !*history)
        return;
    for (int i = 0; i < (*history)->n; i++)
        free_state((*history)->states[i]);
    free(*history);
    *history = NULL;
}

const struct case_record *history_now(const struct history *h)
{
    return &now(h)->record;
}

const char *history_path(const struct history *h)
{
    return now(h)->document->path;
}

/* the present step goes further, and may have come back to where it began */
static void extend(struct history *h, struct state *s, const struct case_record *record,
                   json_t *json)
{
    history_forget_redo(h);
    s->record = *record;
    json_decref(s->json);
    s->json = json_incref(json);
    const char *name = h->now ? case_change(h->states[h->now - 1]->json, json) : NULL;
    s->name = name ? name : s->name;
    s->serial = s->document->seen = ++h->serial;
}

bool history_set(struct history *h, const struct case_record *record, int group)
{
    struct state *s = now(h);
    json_t *json = case_json(record);
    const char *name = case_change(s->json, json);
    if (name && group && s->group == group) {
        extend(h, s, record, json);
    } else if (name) {
        s = append(h, s->document, record);
        s->group = group;
        s->name = name;
    }
    json_decref(json);
    return name != NULL;
}

void history_open(struct history *h, const struct case_record *record, const char *path)
{
    append(h, find_document(h, path), record)->name = "edit.case";
    now(h)->document->saved = now(h)->serial;
}

void history_forget_redo(struct history *h)
{
    while (h->n > h->now + 1)
        free_state(h->states[--h->n]);
}

bool history_take_back(struct history *h, int group)
{
    int place = h->now;
    if (!group || !place || now(h)->group != group)
        return false;
    go_to(h, place - 1);
    history_forget_redo(h);
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

const char *history_undo_name(const struct history *h)
{
    return history_can_undo(h) ? now(h)->name : NULL;
}

const char *history_redo_name(const struct history *h)
{
    return history_can_redo(h) ? h->states[h->now + 1]->name : NULL;
}

bool history_undo(struct history *h)
{
    if (!history_can_undo(h))
        return false;
    go_to(h, h->now - 1);
    return true;
}

bool history_redo(struct history *h)
{
    if (!history_can_redo(h))
        return false;
    go_to(h, h->now + 1);
    return true;
}

// ---------------------------------------------------------------- what is saved

bool history_unsaved(const struct history *h)
{
    return now(h)->document->seen != now(h)->document->saved;
}

void history_mark_saved(struct history *h, const char *path)
{
    set_path(now(h)->document, path);
    now(h)->document->saved = now(h)->serial;
}

void history_give_up(struct history *h)
{
    now(h)->document->given_up = now(h)->serial;
}

void history_ask_again(struct history *h)
{
    for (int i = 0; i < h->n; i++)
        h->states[i]->document->given_up = 0;
}

/* the state of an unsaved case in which it was last seen */
static bool is_to_be_asked_for(const struct state *s)
{
    const struct document *d = s->document;
    return d->seen != d->saved && d->seen != d->given_up && d->seen == s->serial;
}

bool history_find_unsaved(struct history *h)
{
    for (int i = h->n - 1; i >= 0 && !is_to_be_asked_for(h->states[h->now]); i--)
        if (is_to_be_asked_for(h->states[i]))
            go_to(h, i);
    return is_to_be_asked_for(h->states[h->now]);
}

int history_place(const struct history *h)
{
    return h->now;
}

void history_return(struct history *h, int place)
{
    go_to(h, place);
}
