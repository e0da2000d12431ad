#include "document/live_session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "session/report.h"
#include "session/session_plan_from_rules.h"
#include "views/plan_json.h"

struct live_session {
    struct journal *journal;
    struct journal_session *held;
    struct overlay overlay, before;
    struct session now;
    bool looked;
    unsigned news;
    int events;           /* that the last look saw */
    int64_t refreshed_ms; /* 0: at once */
    struct watch *watch;
    int64_t heard_ms;           /* up to when alarms have sounded */
    int sound;                  /* the loudest since it was asked for */
    int64_t second;             /* of the last look */
    int around;                 /* open sessions at the last look */
    int64_t read;               /* their events, summed up */
    struct journal_reach reach; /* as of the last look */
    int64_t waits_ms;           /* since when something waits though it is in reach */
    bool unread;                /* the journal could not be read, which has been said */
    char notes[2000];
    int64_t
        notes_of; /* the session that they were read from, and after how many events */
    int notes_after;
    char why_not[1000];   /* why there is no journal */
    char set_aside[4200]; /* where a damaged one lies now; "" = there was none */
};

/* the window stands still for so long where another program writes; who wants an event
 * recorded tries again */
enum { APPEND_MS = 100 };

struct live_session *live_session_create(const char *path, void (*wake)(void *user),
                                         void *user)
{
    struct live_session *r = xcalloc(1, sizeof *r);
    r->watch = watch_create();
    char own[4096];
    bool is_own = false;
    struct error error = {0};
    if (path || journal_place(own, sizeof own, &is_own, &error)) {
        // a shared one is sent to and received from by a thread: the window never waits
        // for a network
        struct journal_options options = {.path = path ? path : own,
                                          .is_default = is_own,
                                          .append_ms = APPEND_MS,
                                          .background = true,
                                          .wake = wake,
                                          .wake_user = user};
        r->journal = journal_open(&options, r->set_aside, sizeof r->set_aside, &error);
    }
    if (r->set_aside[0])
        fprintf(stderr, "deqi: the journal was damaged; it is set aside as %s\n",
                r->set_aside);
    if (!r->journal) {
        cut_print(r->why_not, sizeof r->why_not, "%s%s%s", error.file,
                  error.file[0] ? ": " : "", error.text);
        error_print(&error, stderr);
    }
    return r;
}

const char *live_session_set_aside(const struct live_session *r)
{
    return r->set_aside;
}

const char *live_session_why_not(const struct live_session *r)
{
    return r->why_not;
}

void live_session_destroy(struct live_session **live)
{
    if (!live || !*live)
        return;
    journal_session_destroy(&(*live)->held);
    watch_destroy(&(*live)->watch);
    journal_close(&(*live)->journal);
    free(*live);
    *live = NULL;
}

static bool last_open(const struct journal_entry *entry, void *user)
{
    *(int64_t *)user = entry->id;
    return true;
}

/* every screen goes by the journal's time, which is not this machine's where rooms share
 * it */
static struct session_time time_of(struct live_session *r, const struct session_time *at)
{
    struct session_time out = *at;
    if (r->journal)
        journal_clock(r->journal, &out);
    return out;
}

bool live_session_take_up(struct live_session *r, int64_t id, json_t **case_json)
{
    struct error error;
    if (!r->journal ||
        (id == LIVE_SESSION_LAST &&
         !journal_each_open(r->journal, last_open, &id, &error)) ||
        !id || id == live_session_id(r))
        return false;
    struct journal_session *held = journal_load(r->journal, id, &error);
    if (!held) {
        error_print(&error, stderr);
        return false;
    }
    live_session_leave(r);
    r->held = held;
    json_t *plan = NULL;
    if (case_json && !journal_papers(r->journal, id, case_json, &plan, &error))
        *case_json = NULL;
    json_decref(plan);
    return true;
}

json_t *live_session_case(struct live_session *r, int64_t id)
{
    struct error error;
    json_t *case_json = NULL, *plan = NULL;
    if (!r->journal || !journal_papers(r->journal, id, &case_json, &plan, &error))
        case_json = NULL;
    json_decref(plan);
    return case_json;
}

int64_t live_session_id(const struct live_session *r)
{
    return r && r->held ? r->held->id : 0;
}

struct session_listing {
    struct live_session_entry *entry;
    int n, capacity;
};

static bool list_one(const struct journal_entry *from, void *user)
{
    struct session_listing *l = user;
    if (l->n == l->capacity) {
        // the first makes room for the last
        memmove(l->entry, l->entry + 1, (size_t)(l->capacity - 1) * sizeof *l->entry);
        l->n--;
    }
    struct live_session_entry *e = &l->entry[l->n++];
    *e = (struct live_session_entry){.id = from->id,
                                     .started_ms = from->started_ms,
                                     .ended = from->ended != NULL,
                                     .practice = from->practice};
    cut_print(e->label, sizeof e->label, "%s", from->label ? from->label : "");
    snprintf(e->state, sizeof e->state, "%s", from->ended ? from->ended : "");
    return true;
}

int live_session_list(struct live_session *r, struct live_session_entry *out,
                      int capacity)
{
    struct session_listing l = {.entry = out, .capacity = capacity};
    struct error error;
    if (!r->journal)
        return 0;
    if (!journal_each(r->journal, list_one, &l, &error))
        error_print(&error, stderr);
    for (int i = 0; i < l.n / 2; i++) {
        struct live_session_entry kept = out[i];
        out[i] = out[l.n - 1 - i];
        out[l.n - 1 - i] = kept;
    }
    return l.n;
}

static bool refuse(const struct session_refusal *refusal, const struct texts *texts,
                   struct error *error)
{
    char text[600];
    report_refusal(refusal, texts, text, sizeof text);
    return error_set(error, "%s", text);
}

static struct session_plan *plan_for(const struct plan *plan,
                                     const struct live_session_terms *wish,
                                     struct session_refusal *refusal)
{
    struct session_plan *terms =
        session_plan_from_rules(plan, wish ? wish->order : NULL, refusal);
    if (!terms || !wish)
        return terms;
    if (wish->who)
        session_plan_set_label(terms, wish->who);
    terms->practice = wish->practice;
    terms->speed = wish->practice ? LIVE_SESSION_PRACTICE_SPEED : 1;
    return terms;
}

bool live_session_begin(struct live_session *r, const struct case_record *record,
                        const struct plan *plan, const struct live_session_terms *wish,
                        const struct session_time *at, const struct texts *texts,
                        struct error *error)
{
    struct session_refusal refusal = {0};
    if (!r->journal)
        return error_set(error, "%s", r->why_not);
    struct session_plan *terms = plan_for(plan, wish, &refusal);
    if (!terms)
        return refuse(&refusal, texts, error);
    json_t *case_value = case_json(record), *plan_value = plan_json(plan, NULL, NULL);
    char *case_text = json_dumps(case_value, JSON_COMPACT);
    char *plan_text = json_dumps(plan_value, JSON_COMPACT);
    live_session_leave(r);
    enum journal_result result = journal_start(r->journal, terms, case_text, plan_text,
                                               at, &r->held, &refusal, error);
    if (result == JOURNAL_REFUSED)
        refuse(&refusal, texts, error);
    r->refreshed_ms = 0;
    free(case_text);
    free(plan_text);
    json_decref(case_value);
    json_decref(plan_value);
    session_plan_destroy(&terms);
    return result == JOURNAL_DONE;
}

bool live_session_export(struct live_session *r, int64_t id,
                         const struct session_time *at, const struct texts *texts,
                         const char *path, struct error *error)
{
    struct report report;
    struct session_refusal refusal = {0};
    if (!r->journal)
        return error_set(error, "%s", r->why_not);
    struct journal_session *held = journal_load(r->journal, id, error);
    bool ok = held != NULL;
    struct session_time now = time_of(r, at);
    if (ok && !report_make(&report, held, &now, texts, &refusal))
        ok = refuse(&refusal, texts, error);
    json_t *whole = ok ? report_export(&report, r->journal, error) : NULL;
    char *text = whole ? json_dumps(whole, JSON_INDENT(2)) : NULL;
    if (whole && !text)
        error_at(error, path, 0, 0, "cannot be written as JSON");
    ok = text && file_write(path, text, strlen(text), error);
    free(text);
    json_decref(whole);
    journal_session_destroy(&held);
    return ok;
}

bool live_session_course(struct live_session *r, const char *label,
                         const struct session_time *at, const struct texts *texts,
                         struct course_brief *out)
{
    struct error error;
    struct course_plan none = {0};
    bool unread, any;
    struct session_time now = time_of(r, at);
    *out = (struct course_brief){0};
    json_t *wholes = r->journal && *label
                         ? record_collect(r->journal, label, &now, texts, &unread, &error)
                         : NULL;
    any = json_array_size(wholes) > 0;
    if (any) {
        json_t *course = record_course(label, wholes, &none, texts);
        record_course_brief(course, out);
        json_decref(course);
    }
    json_decref(wholes);
    return any && out->sessions;
}

bool live_session_event(struct live_session *r, const struct session_event *event,
                        const struct session_time *at, const struct texts *texts,
                        struct error *error)
{
    struct session_event now = *event;
    struct session_refusal refusal = {0};
    if (!r->held)
        return error_set(error, "no session is open");
    now.at = *at;
    enum journal_result result =
        journal_apply(r->journal, r->held, &now, &refusal, error);
    r->refreshed_ms = 0;
    if (result == JOURNAL_REFUSED)
        return refuse(&refusal, texts, error);
    return result == JOURNAL_DONE;
}

bool live_session_is_held(const struct live_session *r)
{
    return r->journal && journal_is_held(r->journal);
}

void live_session_leave(struct live_session *r)
{
    journal_session_destroy(&r->held);
    r->looked = false;
}

static bool other_words(const struct overlay *a, const struct overlay *b)
{
    return a->state != b->state || a->paused != b->paused || a->lamp.on != b->lamp.on ||
           a->n_alerts != b->n_alerts;
}

static unsigned news_of(const struct live_session *r, bool had)
{
    if (!had || r->events != r->now.n_events)
        return LIVE_SESSION_CHANGED;
    if (other_words(&r->before, &r->overlay))
        return LIVE_SESSION_CHANGED;
    bool second = r->before.elapsed_s != r->overlay.elapsed_s ||
                  r->before.overdue_s != r->overlay.overdue_s;
    return second ? LIVE_SESSION_SECOND : 0;
}

enum { READ_EVERY_MS = 500 /* what others do is seen within a second */ };

/* what of it a person is told */
static bool same_reach(const struct journal_reach *a, const struct journal_reach *b)
{
    return a->reached == b->reached && a->here_only == b->here_only &&
           a->kept == b->kept && journal_clock_differs(a) == journal_clock_differs(b);
}

/* what is on its way for a moment is nothing to be told */
static void look_at_reach(struct live_session *r, const struct session_time *at)
{
    enum { ON_ITS_WAY_MS = 1000 };
    struct journal_reach now;
    journal_reach(r->journal, &now);
    if (!now.reached || !now.here_only)
        r->waits_ms = 0;
    else if (!r->waits_ms)
        r->waits_ms = at->wall_ms;
    if (r->waits_ms && at->wall_ms - r->waits_ms < ON_ITS_WAY_MS &&
        now.here_only > r->reach.here_only)
        now.here_only = r->reach.here_only;
    if (!same_reach(&now, &r->reach))
        r->news |= LIVE_SESSION_REACH | LIVE_SESSION_CHANGED;
    r->reach = now;
}

const struct journal_reach *live_session_reach(const struct live_session *r)
{
    return &r->reach;
}

int live_session_here_only(const struct live_session *r)
{
    return r->held ? r->held->here_only : 0;
}

bool live_session_each_kept(struct live_session *r, journal_kept_fn *each, void *user)
{
    struct error error;
    return !r->journal || journal_each_kept(r->journal, each, user, &error);
}

bool live_session_see_to(struct live_session *r, int64_t number, const char *by,
                         const char *why, const struct session_time *at,
                         struct error *error)
{
    if (!r->journal)
        return error_set(error, "%s", r->why_not);
    r->refreshed_ms = 0;
    return journal_see_to(r->journal, number, by, why, at, error);
}

/* what others wrote: in the session shown, and in every other */
static void catch_up(struct live_session *r, const struct session_time *at)
{
    struct error error = {0};
    int64_t gone = at->wall_ms - r->refreshed_ms;
    bool news = r->journal && journal_changed(r->journal);
    if (!r->journal || (!news && gone >= 0 && gone < READ_EVERY_MS))
        return;
    look_at_reach(r, at);
    r->refreshed_ms = at->wall_ms;
    // what has passed until now stays passed, whatever the clock says after a restart
    if (watch_count(r->watch))
        journal_see(r->journal, at, &error);
    bool ok = watch_read(r->watch, r->journal, &error) &&
              (!r->held || journal_refresh(r->journal, r->held, &error));
    if (!ok && !r->unread)
        error_print(&error, stderr);
    r->unread = !ok;
}

/* what another room did is drawn at once, not with the next second */
static void note_around(struct live_session *r)
{
    int64_t read = 0;
    for (int i = 0; i < watch_count(r->watch); i++) {
        const struct journal_session *held = watch_item(r->watch, i)->held;
        read += held ? held->state.n_events + 1 : 1;
    }
    if (read != r->read)
        r->news |= LIVE_SESSION_AROUND;
    r->read = read;
}

/* an alarm that stood before anybody looked sounds at once */
static void look_around(struct live_session *r, const struct session_time *at)
{
    watch_look(r->watch, at);
    note_around(r);
    int loud = watch_sounds(r->watch, r->heard_ms, at->wall_ms),
        n = watch_count(r->watch);
    r->sound = loud > r->sound ? loud : r->sound;
    r->heard_ms = at->wall_ms;
    int64_t second = at->wall_ms / 1000;
    if (n != r->around || (n && second != r->second))
        r->news |= LIVE_SESSION_AROUND;
    r->around = n;
    r->second = second;
}

void live_session_look(struct live_session *r, const struct session_time *reading)
{
    struct session_time now = time_of(r, reading);
    const struct session_time *at = &now;
    catch_up(r, at);
    look_around(r, at);
    if (!r->held)
        return;
    bool had = r->looked;
    r->before = r->overlay;
    r->looked = overlay_make(&r->overlay, &r->held->state, at, &r->now, NULL);
    if (!r->looked)
        return;
    r->news |= news_of(r, had);
    if (had && overlay_alarms(&r->before, &r->overlay))
        r->news |= LIVE_SESSION_ALARM;
    r->events = r->now.n_events;
}

const struct watch *live_session_watch(const struct live_session *r)
{
    return r->watch;
}

int live_session_take_sound(struct live_session *r)
{
    int sound = r->sound;
    r->sound = 0;
    return sound;
}

int64_t live_session_of(const struct live_session *r, const char *who)
{
    return watch_namesake(r->watch, who, live_session_id(r));
}

unsigned live_session_take_news(struct live_session *r)
{
    unsigned news = r->news;
    r->news = 0;
    return news;
}

const struct overlay *live_session_overlay(const struct live_session *r)
{
    return r && r->held && r->looked ? &r->overlay : NULL;
}

const struct session *live_session_state(const struct live_session *r)
{
    return r && r->held && r->looked ? &r->now : NULL;
}

static bool take_note(const struct session_event *event,
                      const struct journal_event_mark *mark, void *user)
{
    (void)mark;
    struct live_session *r = user;
    size_t n = strlen(r->notes);
    if (event->kind != SESSION_NOTE || n + 4 > sizeof r->notes)
        return true;
    if (n)
        r->notes[n++] = '\n';
    struct message text = {.english = "{text}",
                           .arg = {{.name = "text", .text = event->text}}};
    text_format(NULL, &text, r->notes + n, sizeof r->notes - n);
    return true;
}

const char *live_session_notes(struct live_session *r)
{
    struct error error;
    if (!r->held)
        return "";
    if (r->notes_of == r->held->id && r->notes_after == r->now.n_events)
        return r->notes;
    r->notes_of = r->held->id;
    r->notes_after = r->now.n_events;
    r->notes[0] = 0;
    if (!journal_each_event(r->journal, r->held->id, take_note, r, &error))
        error_print(&error, stderr);
    return r->notes;
}
