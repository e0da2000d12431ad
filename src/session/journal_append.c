/* journal_append.c - sessions begun and events appended, in any store: judged by replay,
 * written in a transaction, and judged again where others were faster. */
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "session/answers.h"
#include "session/journal_internal.h"

static enum journal_result put_session(struct journal *j, struct session_row *row,
                                       const char *key, struct error *error)
{
    row->from = (struct origin){.key = key,
                                .machine = j->machine,
                                .room_ms = row->started.room_ms ? row->started.room_ms
                                                                : row->started.wall_ms};
    int64_t id = 0;
    if ((j->ops->new_id && !j->ops->new_id(j, &row->id, error)) ||
        !j->ops->begin(j, error))
        return JOURNAL_FAILED;
    if (!j->ops->add_session(j, row, &id, error)) {
        j->ops->roll_back(j);
        return JOURNAL_FAILED;
    }
    row->id = id;
    if (!j->ops->commit(j, error))
        return JOURNAL_FAILED;
    return j->ops->settle ? j->ops->settle(j, id, key, error) : JOURNAL_DONE;
}

enum journal_result journal_start(struct journal *j, const struct session_plan *plan,
                                  const char *case_text, const char *plan_text,
                                  const struct session_time *at,
                                  struct journal_session **held,
                                  struct session_refusal *refusal, struct error *error)
{
    struct session *fresh = xcalloc(1, sizeof *fresh);
    *held = NULL;
    bool begins = session_begin(fresh, plan, at, refusal);
    free(fresh);
    if (!begins)
        return JOURNAL_REFUSED;
    json_t *json = session_plan_to_json(plan);
    char *terms = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    struct session_row row = {.started = *at,
                              .label = plan->label,
                              .case_text = case_text,
                              .plan_text = plan_text,
                              .terms = terms};
    journal_clock(j, &row.started);
    struct journal_session *made = journal_hold(&row, error);
    char key[JOURNAL_KEY_SIZE];
    journal_make_key(key);
    enum journal_result result = made ? put_session(j, &row, key, error) : JOURNAL_FAILED;
    free(terms);
    if (result == JOURNAL_DONE) {
        made->id = row.id;
        cut_print(made->key, sizeof made->key, "%s", key);
        // another may have been given its number at the same time
        if (!journal_is_the_same(j, made, error))
            result = JOURNAL_FAILED;
    }
    if (result == JOURNAL_DONE) {
        made->generation = journal_generation(j, row.id);
        made->here_only = j->ops->here_only ? j->ops->here_only(j, row.id) : 0;
        *held = made;
    } else {
        journal_session_destroy(&made);
    }
    return result;
}

/* the row of a session that was purged meanwhile is gone */
bool journal_still_there(struct journal *j, int64_t id, struct error *error)
{
    struct session_row row;
    return j->ops->session(j, id, &row, error) &&
           (row.id || journal_no_session(j, id, error));
}

/* what the events before this one say of it */
struct before {
    struct journal *journal;
    int64_t id;
    struct answers *answers;
    char by[sizeof((struct session *)0)->by];
};

/* who acts is told for the hand, which is a machine's: not for the other rooms' */
static void take_hand(struct before *b, const struct event_row *row,
                      const struct session_event *event)
{
    const char *machine = row->from.machine;
    if (event->kind == SESSION_BY &&
        (!machine || strcmp(machine, b->journal->machine) == 0))
        cut_print(b->by, sizeof b->by, "%s", event->text);
}

static bool take_before(const struct event_row *row, void *user)
{
    struct before *b = user;
    struct session_event event;
    struct error ignored;
    char joined[SESSION_NOTE_MAX];
    json_t *args = NULL;
    if (journal_event_of_row(row, b->id, &event, &args, joined, &ignored)) {
        take_hand(b, row, &event);
        answers_note(b->answers, &event, row->from.key, ANSWERS_THERE);
    }
    json_decref(args);
    return true;
}

/* Reads the events only where one of them has something to say. */
static bool look_before(struct journal *j, int64_t id, const struct session_event *event,
                        const struct session *state, struct before *out,
                        struct error *error)
{
    *out = (struct before){.journal = j, .id = id, .answers = answers_create()};
    bool named = state->by[0] && event->kind != SESSION_BY;
    if (event->kind == SESSION_BY)
        cut_print(out->by, sizeof out->by, "%s", event->text);
    return (!named && !answers_any(event->kind)) ||
           j->ops->events(j, id, 0, take_before, out, error);
}

static bool write_event(struct journal *j, int64_t id, const struct session_event *event,
                        const struct session *state, const char *key, struct error *error)
{
    struct session_event written = *event;
    struct before before;
    struct event_row row;
    char *args;
    if (!look_before(j, id, event, state, &before, error)) {
        answers_destroy(&before.answers);
        return false;
    }
    written.version = SESSION_VERSION;
    written.at.session_ms = state->clock.last_ms;
    journal_row_of_event(&written, id, state->n_events, &row, &args);
    row.from = (struct origin){.key = key,
                               .machine = j->machine,
                               .initials = before.by[0] ? before.by : NULL,
                               .room_ms = event->at.room_ms ? event->at.room_ms
                                                            : event->at.wall_ms};
    row.ends = session_is_open(state) ? NULL : session_state_name(state->state);
    row.answers = answers_key(before.answers, event);
    bool ok = j->ops->add_event(j, id, &row, error);
    answers_destroy(&before.answers);
    free(args);
    return ok;
}

static enum journal_result apply(struct journal *j, struct journal_session *held,
                                 const struct session_event *event, const char *key,
                                 struct session_refusal *refusal, struct error *error)
{
    if (!j->ops->begin(j, error))
        return JOURNAL_FAILED;
    enum journal_result result = JOURNAL_FAILED;
    struct session *next = xmalloc(sizeof *next);
    if (!journal_still_there(j, held->id, error) || !journal_catch_up(j, held, error))
        goto undo;
    memcpy(next, &held->state, sizeof *next);
    if (!session_apply(next, event, refusal)) {
        // what the refusal borrowed is the held session's
        session_apply(&held->state, event, refusal);
        result = JOURNAL_REFUSED;
        goto undo;
    }
    if (!write_event(j, held->id, event, next, key, error))
        goto undo;
    if (j->ops->commit(j, error)) {
        memcpy(&held->state, next, sizeof *next);
        result = JOURNAL_DONE;
    }
    free(next);
    return result;
undo:
    j->ops->roll_back(j);
    free(next);
    return result;
}

enum journal_result journal_apply(struct journal *j, struct journal_session *held,
                                  const struct session_event *event,
                                  struct session_refusal *refusal, struct error *error)
{
    enum { TRIES = 20 };
    struct session_event at_last = *event;
    char key[JOURNAL_KEY_SIZE];
    bool renewed = false;
    journal_clock(j, &at_last.at);
    // what others were faster with is judged again after theirs
    for (int i = 0; i < TRIES; i++) {
        journal_make_key(key);
        enum journal_result result = apply(j, held, &at_last, key, refusal, error);
        // what is refused may be so only by what is no longer so
        bool again = result == JOURNAL_REFUSED && !renewed && j->ops->renew;
        renewed = renewed || again;
        if (again && j->ops->renew(j))
            continue;
        if (result != JOURNAL_DONE || !j->ops->settle)
            return result;
        result = j->ops->settle(j, held->id, key, error);
        struct error ignored;
        if (result == JOURNAL_FAILED)
            journal_catch_up(j, held, &ignored);
        held->here_only = j->ops->here_only(j, held->id);
        if (result != JOURNAL_REFUSED)
            return result;
    }
    error_set(error, "others change session %lld all the time; nothing was recorded",
              (long long)held->id);
    error_in_file(error, j->path);
    return JOURNAL_FAILED;
}
