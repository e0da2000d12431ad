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

bool journal_no_session(const struct journal *j, int64_t id, struct error *error)
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

double journal_clock_seconds(const struct journal_reach *r)
{
    return (double)((r->clock_ms + (r->clock_ms < 0 ? -500 : 500)) / 1000);
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

bool journal_each_kept_ever(struct journal *j, journal_kept_fn *each, void *user,
                            struct error *error)
{
    return !j->ops->kept || j->ops->kept(j, each, user, error);
}

struct unseen {
    journal_kept_fn *each;
    void *user;
};

static bool give_unseen(const struct journal_kept *kept, void *user)
{
    const struct unseen *u = user;
    return kept->seen_ms || u->each(kept, u->user);
}

bool journal_each_kept(struct journal *j, journal_kept_fn *each, void *user,
                       struct error *error)
{
    struct unseen u = {each, user};
    return journal_each_kept_ever(j, give_unseen, &u, error);
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
                                            row->from.machine ? row->from.machine : "",
                                            row->from.initials ? row->from.initials : ""};
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
    cut_print(held->key, sizeof held->key, "%s", row->from.key ? row->from.key : "");
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

int journal_generation(struct journal *j, int64_t id)
{
    return j->ops->generation ? j->ops->generation(j, id) : 0;
}

/* After a restored backup a number may be that of another session. */
bool journal_is_the_same(struct journal *j, const struct journal_session *held,
                         struct error *error)
{
    struct session_row row;
    if (!j->ops->session(j, held->id, &row, error))
        return false;
    return !held->key[0] || !row.from.key || strcmp(held->key, row.from.key) == 0 ||
           journal_unreadable(j, held->id,
                              "another session has this number now; the list tells the "
                              "number of this one",
                              error);
}

/* Where others came first, what stands there is no longer what was held with more behind
 * it: all of it is read anew. */
bool journal_catch_up(struct journal *j, struct journal_session *held,
                      struct error *error)
{
    enum { TRIES = 8 };
    for (int i = 0; i < TRIES; i++) {
        int now = journal_generation(j, held->id);
        if (now != held->generation) {
            if (!journal_is_the_same(j, held, error))
                return false;
            session_begin(&held->state, held->plan, &held->started, NULL);
        }
        held->generation = now;
        bool ok = follow_on(j, held, error);
        held->here_only = ok && j->ops->here_only ? j->ops->here_only(j, held->id) : 0;
        if (journal_generation(j, held->id) == now)
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
        journal_no_session(j, id, error);
        return NULL;
    }
    struct journal_session *held = journal_hold(&row, &cause);
    if (held)
        held->generation = journal_generation(j, id);
    if (!held) {
        journal_unreadable(j, id, cause.text, error);
        return NULL;
    }
    // of a damaged one, as far as it goes
    held->is_cut = !journal_catch_up(j, held, error);
    if (held->is_cut && !j->damaged)
        journal_session_destroy(&held);
    else
        take_sights(j, held);
    return held;
}

bool journal_refresh(struct journal *j, struct journal_session *held, struct error *error)
{
    if (!j->ops->is_there(j, error) || !journal_catch_up(j, held, error))
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

// ------------------------------------------------------------------------ reading

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
                                  .ended = row->ended,
                                  .practice = row->practice};
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
        return journal_no_session(j, id, error);
    *case_json = json_loads(row.case_text, 0, NULL);
    *plan_json = json_loads(row.plan_text, 0, NULL);
    if (*case_json && *plan_json)
        return true;
    json_decref(*case_json);
    json_decref(*plan_json);
    *case_json = *plan_json = NULL;
    return journal_unreadable(j, id, "its case or plan is not JSON", error);
}
