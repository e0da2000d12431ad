#include "study/lesson.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* a lesson as far as it has steps */
struct version {
    struct lesson *bytes;
    size_t size;
    int group;
};

struct lesson_book {
    struct arena *arena; /* of the cases */
    struct version version[LESSON_VERSIONS];
    int n, at, saved; /* saved: the version that lies in a file; -1 = none does */
    unsigned changes;
    struct lesson *now, *draft;
};

static size_t size_of(const struct lesson *l)
{
    return offsetof(struct lesson, step) + (size_t)l->n * sizeof *l->step;
}

static void keep_version(struct version *v, const struct lesson *l, int group)
{
    v->size = size_of(l);
    v->bytes = xrealloc(v->bytes, v->size);
    v->group = group;
    memcpy(v->bytes, l, v->size);
}

/* what undo and redo lead to is what is there now */
static void show_version(struct lesson_book *b)
{
    memset(b->now, 0, sizeof *b->now);
    memcpy(b->now, b->version[b->at].bytes, b->version[b->at].size);
    b->changes++;
}

struct lesson_book *lesson_book_create(void)
{
    struct lesson_book *b = xcalloc(1, sizeof *b);
    b->arena = arena_create();
    b->now = xcalloc(1, sizeof *b->now);
    b->draft = xcalloc(1, sizeof *b->draft);
    keep_version(&b->version[b->n++], b->now, 0);
    return b;
}

void lesson_book_destroy(struct lesson_book **book)
{
    struct lesson_book *b = *book;
    if (!b)
        return;
    for (int i = 0; i < b->n; i++)
        free(b->version[i].bytes);
    free(b->now);
    free(b->draft);
    arena_destroy(&b->arena);
    free(b);
    *book = NULL;
}

const struct lesson *lesson_now(const struct lesson_book *b)
{
    return b->now;
}

struct lesson *lesson_draft(struct lesson_book *b)
{
    memcpy(b->draft, b->now, sizeof *b->draft);
    return b->draft;
}

// ---------------------------------------------------------------- versions

static void forget_redo(struct lesson_book *b)
{
    for (; b->n > b->at + 1; b->n--) {
        free(b->version[b->n - 1].bytes);
        b->version[b->n - 1] = (struct version){0};
    }
    if (b->saved > b->at)
        b->saved = -1;
}

static void forget_first(struct lesson_book *b)
{
    free(b->version[0].bytes);
    memmove(b->version, b->version + 1, (size_t)(b->n - 1) * sizeof *b->version);
    b->version[--b->n] = (struct version){0};
    b->at--;
    b->saved = b->saved > 0 ? b->saved - 1 : -1;
}

bool lesson_change(struct lesson_book *b, int group)
{
    if (b->draft->n == b->now->n && memcmp(b->draft, b->now, size_of(b->now)) == 0)
        return false;
    forget_redo(b);
    bool same =
        group && b->at > 0 && b->version[b->at].group == group && b->saved != b->at;
    if (!same) {
        if (b->n == LESSON_VERSIONS)
            forget_first(b);
        b->at = b->n++;
    }
    keep_version(&b->version[b->at], b->draft, group);
    show_version(b);
    return true;
}

bool lesson_can_undo(const struct lesson_book *b)
{
    return b->at > 0;
}

bool lesson_can_redo(const struct lesson_book *b)
{
    return b->at + 1 < b->n;
}

bool lesson_undo(struct lesson_book *b)
{
    if (!lesson_can_undo(b))
        return false;
    b->at--;
    show_version(b);
    return true;
}

bool lesson_redo(struct lesson_book *b)
{
    if (!lesson_can_redo(b))
        return false;
    b->at++;
    show_version(b);
    return true;
}

bool lesson_unsaved(const struct lesson_book *b)
{
    return b->saved != b->at && (lesson_now(b)->n > 0 || lesson_now(b)->title[0]);
}

void lesson_touch(struct lesson_book *b)
{
    b->saved = -1;
}

void lesson_is_saved(struct lesson_book *b)
{
    b->saved = b->at;
}

unsigned lesson_changes(const struct lesson_book *b)
{
    return b->changes;
}

void lesson_begin(struct lesson_book *b)
{
    memset(lesson_draft(b), 0, sizeof *b->draft);
    lesson_change(b, 0);
}

const char *lesson_keep(struct lesson_book *b, const char *text)
{
    return arena_strdup(b->arena, text);
}

// ---------------------------------------------------------------- steps

void lesson_move(struct lesson *l, int from, int to)
{
    if (from < 0 || to < 0 || from >= l->n || to >= l->n || from == to)
        return;
    struct lesson_step held = l->step[from];
    int by = to > from ? 1 : -1;
    for (int i = from; i != to; i += by)
        l->step[i] = l->step[i + by];
    l->step[to] = held;
}

void lesson_remove(struct lesson *l, int at)
{
    if (at < 0 || at >= l->n)
        return;
    memmove(&l->step[at], &l->step[at + 1], (size_t)(l->n - at - 1) * sizeof *l->step);
    memset(&l->step[--l->n], 0, sizeof *l->step);
}

struct lesson_step *lesson_insert(struct lesson *l, int after)
{
    int at = after < 0 ? 0 : after < l->n ? after + 1 : l->n;
    if (l->n == LESSON_STEPS_MOST)
        return NULL;
    memmove(&l->step[at + 1], &l->step[at], (size_t)(l->n - at) * sizeof *l->step);
    l->n++;
    memset(&l->step[at], 0, sizeof *l->step);
    return &l->step[at];
}
