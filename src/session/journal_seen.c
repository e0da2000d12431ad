/* journal_seen.c - what came too late, once somebody has looked after it: a note in the
 * record of its session, and no longer told. And what has nowhere to go. */
#include <stdlib.h>
#include <string.h>

#include "base/cut.h"
#include "session/journal_internal.h"

/* of the one that is looked for */
struct seeing {
    int64_t number, session; /* session: as it is known now */
    char event[400], label[200], key[JOURNAL_KEY_SIZE];
    bool found;
};

/* a session that was given another number is known by that */
static int64_t session_of(const struct journal_kept *k)
{
    if (strcmp(k->name, "number") != 0)
        return k->session;
    json_t *args = json_loads(k->args, 0, NULL);
    const char *told = json_string_value(json_array_get(args, 0));
    int64_t id = told ? strtoll(told, NULL, 10) : 0;
    json_decref(args);
    return id;
}

static bool take_it(const struct journal_kept *k, void *user)
{
    struct seeing *s = user;
    if (s->number != k->number)
        return true;
    s->found = true;
    s->session = session_of(k);
    journal_kept_event(k, s->event, sizeof s->event);
    cut_print(s->label, sizeof s->label, "%s", k->label);
    cut_print(s->key, sizeof s->key, "%s", k->session_key);
    return true;
}

/* its number may be that of another person's session by now */
static bool is_of(const struct seeing *s, const struct journal_session *held)
{
    bool keys = s->key[0] && held->key[0];
    return strcmp(keys ? s->key : s->label, keys ? held->key : held->label) == 0;
}

bool journal_see_to(struct journal *j, int64_t number, const char *by, const char *why,
                    const struct session_time *at, struct error *error)
{
    struct seeing s = {.number = number};
    struct session_refusal refusal;
    struct error ignored;
    char text[1200];
    if (!journal_each_kept(j, take_it, &s, error))
        return false;
    // what the session cannot take (it is not there any more) stays on this machine
    struct journal_session *held = s.found ? journal_load(j, s.session, &ignored) : NULL;
    if (held && is_of(&s, held)) {
        cut_print(text, sizeof text, "%s: %s (%s)", s.event, why, by);
        struct session_event note = {.kind = SESSION_NOTE, .text = text, .at = *at};
        journal_apply(j, held, &note, &refusal, &ignored);
    }
    journal_session_destroy(&held);
    int n = s.found ? j->ops->put_away(j, number, by, why, at->wall_ms, error) : 0;
    if (n == 0) {
        error_set(error,
                  "nothing of that number came too late, or it was seen to already: "
                  "%lld",
                  (long long)number);
        error_in_file(error, j->path);
    }
    return n > 0;
}

int journal_set_aside(struct journal *j, const char *path, const char *by,
                      const char *why, int64_t unix_ms, struct error *error)
{
    if (j->ops->set_aside)
        return j->ops->set_aside(j, path, by, why, unix_ms, error);
    error_set(error, "is a journal of this machine alone; nothing waits in it");
    error_in_file(error, j->path);
    return -1;
}
