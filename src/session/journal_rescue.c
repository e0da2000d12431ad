/* journal_rescue.c - what can be read of a damaged journal, carried over into a new one.
 *
 * A session goes over with the events that replay one after another from its first; where
 * its plan is lost, or there was more, it is named with the needles that may be in.
 */
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "session/journal_internal.h"

struct rescue {
    struct journal *from, *to;
    struct error *error;
    bool failed; /* the new one could not be written */
    int n;
    int64_t *ids;
};

static bool take_id(const struct session_row *row, void *user)
{
    struct rescue *r = user;
    r->ids = xrealloc(r->ids, (size_t)(r->n + 1) * sizeof *r->ids);
    r->ids[r->n++] = row->id;
    return true;
}

struct carry {
    struct rescue *rescue;
    int64_t id;
    struct session *state; /* replayed so far */
    int n;
};

static bool carry_event(const struct event_row *row, void *user)
{
    struct carry *c = user;
    struct session_event event;
    struct error ignored;
    char joined[SESSION_NOTE_MAX];
    json_t *args = NULL;
    bool ok = row->number == c->n + 1 &&
              journal_event_of_row(row, c->id, &event, &args, joined, &ignored) &&
              session_apply(c->state, &event, NULL);
    json_decref(args);
    if (!ok)
        return false;
    struct journal *to = c->rescue->to;
    c->rescue->failed = !to->ops->add_event(to, c->id, row, c->rescue->error);
    c->n += !c->rescue->failed;
    return !c->rescue->failed;
}

/* the codes that went in and are not told to be out, from the bare events */
struct guess {
    char codes[400];
    int n;
};

static bool guess_event(const struct event_row *row, void *user)
{
    struct guess *g = user;
    char word[64];
    json_t *args = json_loads(row->args, 0, NULL);
    const char *code = json_string_value(json_array_get(args, 0));
    const char *side = json_string_value(json_array_get(args, 1));
    bool in = strcmp(row->name, "insert") == 0 || strcmp(row->name, "unplanned") == 0 ||
              strcmp(row->name, "put-back") == 0;
    bool out = strcmp(row->name, "remove") == 0 || strcmp(row->name, "retract") == 0 ||
               strcmp(row->name, "fell-out") == 0;
    if (code && side && cut_print(word, sizeof word, " %s %s,", code, side)) {
        char *at = strstr(g->codes, word);
        if (in && !at) {
            g->n++;
            cut_append(g->codes, sizeof g->codes, "%s", word);
        } else if (out && at) {
            g->n--;
            memmove(at, at + strlen(word), strlen(at + strlen(word)) + 1);
        }
    }
    json_decref(args);
    return true;
}

static void name_lost(struct rescue *r, int64_t id, const char *what)
{
    struct journal_salvage *s = &r->to->salvage;
    struct guess g = {.codes = ""};
    struct error ignored;
    r->from->ops->events(r->from, id, 0, guess_event, &g, &ignored);
    s->lost++;
    cut_append(s->names, sizeof s->names, "%ssession %lld (%s", *s->names ? "; " : "",
               (long long)id, what);
    if (g.n > 0)
        cut_append(s->names, sizeof s->names, "; needles that may be in:%.*s",
                   (int)strlen(g.codes) - 1, g.codes);
    cut_append(s->names, sizeof s->names, ")");
}

static struct session_plan *plan_of(const char *terms)
{
    struct json_doc doc;
    struct error ignored;
    if (!json_doc_parse(&doc, "plan", terms, strlen(terms), &ignored))
        return NULL;
    struct json_at root = json_doc_root(&doc);
    struct session_plan *plan = session_plan_from_json(&root, &ignored);
    json_doc_close(&doc);
    return plan;
}

static bool carry_session(struct rescue *r, int64_t id)
{
    struct session_row row;
    struct error ignored;
    int64_t same;
    bool there = r->from->ops->session(r->from, id, &row, &ignored) && row.id;
    struct session_plan *plan = there ? plan_of(row.terms) : NULL;
    struct carry c = {r, id, xcalloc(1, sizeof *c.state), 0};
    if (!plan || !session_begin(c.state, plan, &row.started, NULL)) {
        name_lost(r, id, "its plan cannot be read");
    } else if (!r->to->ops->add_session(r->to, &row, &same, r->error)) {
        r->failed = true;
    } else {
        bool whole = r->from->ops->events(r->from, id, 0, carry_event, &c, &ignored);
        // one that had ended and whose end is lost is open again
        bool open = session_is_open(c.state) && row.ended;
        if (!r->failed && (!whole || open))
            name_lost(r, id, "its last events cannot be read");
        if (!r->failed && open)
            r->failed = !r->to->ops->end(r->to, id, NULL, r->error);
        r->to->salvage.sessions++;
        r->to->salvage.events += c.n;
    }
    free(c.state);
    session_plan_destroy(&plan);
    return !r->failed;
}

static bool carry_sight(const struct session_time *sight, void *user)
{
    struct rescue *r = user;
    struct error ignored;
    r->to->ops->see(r->to, sight, &ignored);
    return true;
}

bool journal_rescue(struct journal *from, struct journal *to, struct error *error)
{
    struct rescue r = {.from = from, .to = to, .error = error};
    bool ok = from->ops->sessions(from, JOURNAL_ALL, take_id, &r, error) &&
              from->ops->sights(from, carry_sight, &r, error);
    ok = r.n > 0 && to->ops->begin(to, error);
    for (int i = 0; ok && i < r.n; i++)
        ok = carry_session(&r, r.ids[i]);
    if (ok)
        ok = to->ops->commit(to, error);
    else if (r.n)
        to->ops->roll_back(to);
    if (!ok)
        to->salvage = (struct journal_salvage){0};
    free(r.ids);
    return ok;
}
