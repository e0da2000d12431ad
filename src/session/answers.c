#include "session/answers.h"

#include <stdlib.h>
#include <string.h>

#include "base/cut.h"

struct noted {
    enum session_event_kind kind;
    char code[32], side[4], key[JOURNAL_KEY_SIZE];
    enum answers_fate fate;
};

struct answers {
    int n, capacity;
    struct noted *list;
};

struct answers *answers_create(void)
{
    return xcalloc(1, sizeof(struct answers));
}

void answers_destroy(struct answers **answers)
{
    if (!answers || !*answers)
        return;
    free((*answers)->list);
    free(*answers);
    *answers = NULL;
}

void answers_note(struct answers *a, const struct session_event *event, const char *key,
                  enum answers_fate fate)
{
    if (a->n == a->capacity) {
        a->capacity = a->capacity ? 2 * a->capacity : 32;
        a->list = xrealloc(a->list, (size_t)a->capacity * sizeof *a->list);
    }
    struct noted *to = &a->list[a->n++];
    to->kind = event->kind;
    to->fate = fate;
    cut_print(to->code, sizeof to->code, "%s", event->code ? event->code : "");
    cut_print(to->side, sizeof to->side, "%s", event->side ? event->side : "");
    cut_print(to->key, sizeof to->key, "%s", key ? key : "");
}

/* whether an event of the kind answers one of the other */
static bool answers_kind(enum session_event_kind kind, enum session_event_kind of)
{
    switch (kind) {
    case SESSION_RETRACT:
        return of == SESSION_INSERT || of == SESSION_UNPLANNED;
    case SESSION_REMOVE:
    case SESSION_FELL_OUT: // what brought the needle in
        return of == SESSION_INSERT || of == SESSION_UNPLANNED ||
               of == SESSION_PUT_BACK || of == SESSION_RETRACT_OUT;
    case SESSION_RETRACT_OUT:
        return of == SESSION_REMOVE || of == SESSION_FELL_OUT;
    case SESSION_RETRACT_DE_QI:
        return of == SESSION_DE_QI || of == SESSION_NO_DE_QI;
    case SESSION_PUT_BACK:
        return of == SESSION_FELL_OUT;
    default:
        return false;
    }
}

bool answers_any(enum session_event_kind kind)
{
    for (int of = 0; of < SESSION_EVENT_KINDS; of++)
        if (answers_kind(kind, (enum session_event_kind)of))
            return true;
    return false;
}

/* the same point; a needle of a set and the set meet */
static bool names_the_same(const struct noted *noted, const struct session_event *event)
{
    const char *code = event->code ? event->code : "", *side = event->side;
    size_t n = strcspn(noted->code, "."), m = strcspn(code, ".");
    return !n || !m ||
           (n == m && strncmp(noted->code, code, n) == 0 &&
            (!noted->code[n] || !code[m] || strcmp(noted->code, code) == 0) && side &&
            strcmp(noted->side, side) == 0);
}

static const struct noted *last_of(const struct answers *a,
                                   const struct session_event *event, bool only_own)
{
    for (int i = a->n - 1; i >= 0; i--) {
        const struct noted *noted = &a->list[i];
        bool counts =
            only_own ? noted->fate != ANSWERS_THERE : noted->fate != ANSWERS_KEPT;
        if (counts && answers_kind(event->kind, noted->kind) &&
            names_the_same(noted, event))
            return noted;
    }
    return NULL;
}

const char *answers_key(const struct answers *a, const struct session_event *event)
{
    const struct noted *last = last_of(a, event, false);
    return last && last->key[0] ? last->key : NULL;
}

bool answers_fit(const struct answers *a, const struct session_event *event,
                 const char *key)
{
    const struct noted *last = last_of(a, event, !key);
    if (!key)
        return !last || last->fate != ANSWERS_KEPT;
    return last && strcmp(last->key, key) == 0;
}
