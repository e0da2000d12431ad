/* journal.c - sessions and their events in the journal.
 *
 * A session is never stored as a state: it is its plan and its events, replayed. The one
 * thing kept beside them is how it ended, so that ended sessions need no replay to be
 * listed.
 */
#include "session/journal.h"

#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "session/journal_internal.h"

static bool no_session(const struct journal *j, int64_t id, struct error *error)
{
    error_set(error, "there is no session %lld", (long long)id);
    return error_in_file(error, j->path);
}

bool journal_unreadable(const struct journal *j, int64_t id, const char *why,
                        struct error *error)
{
    error_set(error, "session %lld cannot be read: %.400s", (long long)id, why);
    return error_in_file(error, j->path);
}

void journal_close(struct journal **journal)
{
    if (!journal || !*journal)
        return;
    struct journal *j = *journal;
    *journal = NULL;
    j->ops->close(j);
}

const struct journal_salvage *journal_salvaged(const struct journal *j)
{
    return &j->salvage;
}

bool journal_is_held(const struct journal *j)
{
    return j->held;
}

bool journal_is_damaged(const struct journal *j)
{
    return j->damaged;
}

bool journal_check(struct journal *j, struct error *error)
{
    return j->ops->is_there(j, error);
}

void journal_reach(struct journal *j, struct journal_reach *out)
{
    *out = (struct journal_reach){0};
    if (j->ops->reach)
        j->ops->reach(j, out);
}

bool journal_clock_differs(const struct journal_reach *r)
{
    return r->clock_known &&
           (r->clock_ms > JOURNAL_CLOCK_TOLD_MS || r->clock_ms < -JOURNAL_CLOCK_TOLD_MS);
}

bool journal_changed(struct journal *j)
{
    return j->ops->changed && j->ops->changed(j);
}

void journal_clock(struct journal *j, struct session_time *at)
{
    if (j->ops->clock)
        j->ops->clock(j, at);
}

bool journal_each_kept(struct journal *j, journal_kept_fn *each, void *user,
                       struct error *error)
{
    return !j->ops->kept || j->ops->kept(j, each, user, error);
}

bool journal_backup(struct journal *j, const char *path, struct error *error)
{
    return j->ops->backup(j, path, error);
}

// ------------------------------------------------------------------------ events

typedef bool each_event(const struct session_event *event,
                        const struct journal_event_mark *mark, void *user);

struct walk {
    struct journal *journal;
    int64_t id;
    each_event *each;
    void *user;
    struct error *error;
};

static bool walk_row(const struct event_row *row, void *user)
{
    struct walk *w = user;
    struct session_event event;
    struct error cause = {0};
    char joined[SESSION_NOTE_MAX];
    json_t *args = NULL;
    bool ok = journal_event_of_row(row, w->id, &event, &args, joined, &cause);
    if (!ok)
        journal_unreadable(w->journal, w->id, cause.text, w->error);
    const struct journal_event_mark mark = {row->number,
                                            row->from.machine ? row->from.machine : ""};
    ok = ok && w->each(&event, &mark, w->user);
    json_decref(args);
    return ok;
}

static bool walk_events(struct journal *j, int64_t id, int after, each_event *each,
                        void *user, struct error *error)
{
    struct walk w = {j, id, each, user, error};
    return j->ops->events(j, id, after, walk_row, &w, error);
}

bool journal_each_event(struct journal *j, int64_t id, each_event *each, void *user,
                        struct error *error)
{
    return walk_events(j, id, 0, each, user, error);
}

// ---------------------------------------------------------------------- sessions

void journal_session_destroy(struct journal_session **held)
{
    if (!held || !*held)
        return;
    free((*held)->label);
    session_plan_destroy(&(*held)->plan);
    free(*held);
    *held = NULL;
}

static struct session_plan *read_plan(const char *text, struct error *error)
{
    struct json_doc doc;
    if (!json_doc_parse(&doc, "plan", text, strlen(text), error))
        return NULL;
    struct json_at root = json_doc_root(&doc);
    struct session_plan *plan = session_plan_from_json(&root, error);
    json_doc_close(&doc);
    return plan;
}

struct journal_session *journal_hold(const struct session_row *row, struct error *error)
{
    struct journal_session *held = xcalloc(1, sizeof *held);
    held->id = row->id;
    held->label = strcpy(xmalloc(strlen(row->label) + 1), row->label);
    held->started = row->started;
    held->plan = read_plan(row->terms, error);
    struct session_refusal refusal;
    if (held->plan && session_begin(&held->state, held->plan, &row->started, &refusal))
        return held;
    if (held->plan)
        error_set(error, "its plan has no point");
    journal_session_destroy(&held);
    return NULL;
}

struct follow {
    struct session *state;
    int at; /* number of the event that does not follow; 0 = none */
};

static bool follow(const struct session_event *event,
                   const struct journal_event_mark *mark, void *user)
{
    struct follow *f = user;
    if (mark->number == f->state->n_events + 1 && session_apply(f->state, event, NULL))
        return true;
    f->at = mark->number;
    return false;
}

/* replays what stands in the journal after what is held */
static bool follow_on(struct journal *j, struct journal_session *held,
                      struct error *error)
{
    struct follow f = {.state = &held->state};
    if (walk_events(j, held->id, held->state.n_events, follow, &f, error))
        return true;
    if (!f.at)
        return false;
    char why[80];
    snprintf(why, sizeof why, "event %d does not follow from those before it", f.at);
    return journal_unreadable(j, held->id, why, error);
}

static int generation(struct journal *j, int64_t id)
{
    return j->ops->generation ? j->ops->generation(j, id) : 0;
}

/* Where others came first, what stands there is no longer what was held with more behind
 * it: all of it is read anew. */
static bool catch_up(struct journal *j, struct journal_session *held, struct error *error)
{
    enum { TRIES = 8 };
    for (int i = 0; i < TRIES; i++) {
        int now = generation(j, held->id);
        if (now != held->generation)
            session_begin(&held->state, held->plan, &held->started, NULL);
        held->generation = now;
        bool ok = follow_on(j, held, error);
        held->here_only = ok && j->ops->here_only ? j->ops->here_only(j, held->id) : 0;
        if (generation(j, held->id) == now)
            return ok;
    }
    return journal_unreadable(j, held->id, "it changes all the time", error);
}

struct sights {
    struct session *state;
    char boot[40]; /* of the last event */
    bool from;     /* that boot was met: what comes now is later */
};

static bool take_sight(const struct session_time *sight, void *user)
{
    struct sights *s = user;
    s->from = s->from || strcmp(sight->boot, s->boot) == 0;
    if (s->from)
        session_see(s->state, sight);
    return true;
}

/* when this machine was seen running since the last event; that it cannot be told is no
 * hindrance */
static void take_sights(struct journal *j, struct journal_session *held)
{
    struct sights s = {.state = &held->state};
    struct error ignored;
    memcpy(s.boot, held->state.clock.anchor.boot, sizeof s.boot);
    if (s.boot[0] && session_is_open(&held->state))
        j->ops->sights(j, take_sight, &s, &ignored);
}

struct journal_session *journal_load(struct journal *j, int64_t id, struct error *error)
{
    struct session_row row;
    struct error cause = {0};
    if (!j->ops->session(j, id, &row, error))
        return NULL;
    if (!row.id) {
        no_session(j, id, error);
        return NULL;
    }
    struct journal_session *held = journal_hold(&row, &cause);
    if (held)
        held->generation = generation(j, id);
    if (!held) {
        journal_unreadable(j, id, cause.text, error);
        return NULL;
    }
    // of a damaged one, as far as it goes
    held->is_cut = !catch_up(j, held, error);
    if (held->is_cut && !j->damaged)
        journal_session_destroy(&held);
    else
        take_sights(j, held);
    return held;
}

bool journal_refresh(struct journal *j, struct journal_session *held, struct error *error)
{
    if (!j->ops->is_there(j, error) || !catch_up(j, held, error))
        return false;
    take_sights(j, held);
    return true;
}

bool journal_see(struct journal *j, const struct session_time *at, struct error *error)
{
    if (at->entered || at->mono_ms < 0 || !at->boot[0] || j->damaged)
        return true;
    return j->ops->see(j, at, error);
}

static enum journal_result put_session(struct journal *j, struct session_row *row,
                                       struct error *error)
{
    char key[JOURNAL_KEY_SIZE];
    journal_make_key(key);
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
    enum journal_result result = made ? put_session(j, &row, error) : JOURNAL_FAILED;
    free(terms);
    if (result == JOURNAL_DONE) {
        made->id = row.id;
        made->generation = generation(j, row.id);
        made->here_only = j->ops->here_only ? j->ops->here_only(j, row.id) : 0;
        *held = made;
    } else {
        journal_session_destroy(&made);
    }
    return result;
}

/* the row of a session that was purged meanwhile is gone */
static bool still_there(struct journal *j, int64_t id, struct error *error)
{
    struct session_row row;
    return j->ops->session(j, id, &row, error) && (row.id || no_session(j, id, error));
}

static bool write_event(struct journal *j, int64_t id, const struct session_event *event,
                        const struct session *state, const char *key, struct error *error)
{
    struct session_event written = *event;
    struct event_row row;
    char *args;
    written.version = SESSION_VERSION;
    written.at.session_ms = state->clock.last_ms;
    journal_row_of_event(&written, id, state->n_events, &row, &args);
    row.from = (struct origin){.key = key,
                               .machine = j->machine,
                               .initials = state->by[0] ? state->by : NULL,
                               .room_ms = event->at.room_ms ? event->at.room_ms
                                                            : event->at.wall_ms};
    row.ends = session_is_open(state) ? NULL : session_state_name(state->state);
    bool ok = j->ops->add_event(j, id, &row, error);
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
    if (!still_there(j, held->id, error) || !catch_up(j, held, error))
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
            catch_up(j, held, &ignored);
        held->here_only = j->ops->here_only(j, held->id);
        if (result != JOURNAL_REFUSED)
            return result;
    }
    error_set(error, "others change session %lld all the time; nothing was recorded",
              (long long)held->id);
    error_in_file(error, j->path);
    return JOURNAL_FAILED;
}

// ------------------------------------------------------------- reading and purging

struct entries {
    bool (*each)(const struct journal_entry *entry, void *user);
    void *user;
};

static bool give_entry(const struct session_row *row, void *user)
{
    const struct entries *e = user;
    struct journal_entry entry = {.id = row->id,
                                  .started_ms = row->started.wall_ms,
                                  .label = row->label,
                                  .ended = row->ended};
    return e->each(&entry, e->user);
}

bool journal_each(struct journal *j,
                  bool (*each)(const struct journal_entry *entry, void *user), void *user,
                  struct error *error)
{
    struct entries e = {each, user};
    return j->ops->sessions(j, JOURNAL_ALL, give_entry, &e, error);
}

bool journal_each_open(struct journal *j,
                       bool (*each)(const struct journal_entry *entry, void *user),
                       void *user, struct error *error)
{
    struct entries e = {each, user};
    return j->ops->sessions(j, JOURNAL_OPEN, give_entry, &e, error);
}

bool journal_papers(struct journal *j, int64_t id, json_t **case_json, json_t **plan_json,
                    struct error *error)
{
    struct session_row row;
    *case_json = *plan_json = NULL;
    if (!j->ops->session(j, id, &row, error))
        return false;
    if (!row.id)
        return no_session(j, id, error);
    *case_json = json_loads(row.case_text, 0, NULL);
    *plan_json = json_loads(row.plan_text, 0, NULL);
    if (*case_json && *plan_json)
        return true;
    json_decref(*case_json);
    json_decref(*plan_json);
    *case_json = *plan_json = NULL;
    return journal_unreadable(j, id, "its case or plan is not JSON", error);
}

struct purge {
    struct journal *journal;
    int64_t id;       /* 0: every one */
    int64_t older_ms; /* only such as ended and began before; 0: whenever */
    int n_wanted, capacity;
    int64_t *wanted;
    struct error *error;
};

/* nothing is removed while a needle is in, or what broke off is open */
static bool may_be_purged(const struct session_row *row, void *user)
{
    struct purge *p = user;
    if ((p->id && p->id != row->id) ||
        (p->older_ms && (!row->ended || row->started.wall_ms >= p->older_ms)))
        return true;
    if (p->n_wanted == p->capacity) {
        p->capacity = p->capacity ? 2 * p->capacity : 64;
        p->wanted = xrealloc(p->wanted, (size_t)p->capacity * sizeof *p->wanted);
    }
    p->wanted[p->n_wanted++] = row->id;
    return true;
}

static bool refuse_needles(struct purge *p, int64_t id)
{
    struct session_row row;
    struct error ignored;
    if (!p->journal->ops->session(p->journal, id, &row, p->error))
        return false;
    if (row.ended)
        return true;
    struct journal_session *held = journal_load(p->journal, id, &ignored);
    // one that cannot be read is removed only by its own number
    int in = held ? session_needles_in(&held->state) : 0;
    bool ok = held ? in == 0 && session_unresolved(&held->state) == 0 : p->id != 0;
    journal_session_destroy(&held);
    if (ok)
        return true;
    if (in)
        error_set(p->error, "session %lld is open with needles in: %d; it is not removed",
                  (long long)id, in);
    else
        error_set(p->error,
                  "session %lld is open and cannot be judged; it is not removed",
                  (long long)id);
    return error_in_file(p->error, p->journal->path);
}

static int purge(struct purge *p)
{
    struct journal *j = p->journal;
    int n = 0, all = 0;
    if (!j->ops->begin(j, p->error))
        return -1;
    bool ok = (!j->ops->hold || j->ops->hold(j, p->error)) &&
              (!p->id || still_there(j, p->id, p->error)) &&
              j->ops->sessions(j, JOURNAL_ALL, may_be_purged, p, p->error);
    for (int i = 0; ok && i < p->n_wanted; i++)
        ok = refuse_needles(p, p->wanted[i]);
    if (ok && !p->id && !p->older_ms) {
        ok = j->ops->drop(j, 0, &all, p->error);
    } else {
        for (int i = 0; ok && i < p->n_wanted; i++) {
            ok = j->ops->drop(j, p->wanted[i], &n, p->error);
            all += n;
        }
    }
    if (!ok) {
        j->ops->roll_back(j);
        return -1;
    }
    return j->ops->commit(j, p->error) && j->ops->scrub(j, p->error) ? all : -1;
}

/* in the store that has every session; what others have of it follows */
static int purge_whole(struct purge *p)
{
    struct error ignored;
    struct journal *j = p->journal;
    if (j->ops->whole && !(p->journal = j->ops->whole(j, p->error)))
        return -1;
    int n = purge(p);
    free(p->wanted);
    j->ops->is_there(j, &ignored);
    return n;
}

int journal_purge(struct journal *j, int64_t id, struct error *error)
{
    struct purge p = {.journal = j, .id = id, .error = error};
    return purge_whole(&p);
}

int journal_purge_before(struct journal *j, int64_t unix_ms, struct error *error)
{
    struct purge p = {.journal = j, .older_ms = unix_ms, .error = error};
    return purge_whole(&p);
}
