/* cli_session.c - what every part of deqi session needs: its options, the time, the
 * journal, and which session is meant. */
#include "cli/cli_session.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "base/moment.h"
#include "cli/named_journal.h"
#include "system/clock.h"

static const char *const FORMATS[] = {"text", "json", "csv", "fhir", "pdf", NULL};

const struct option_spec SESSION_OPTIONS[] = {
    {"journal", 0, "FILE",
     "the journal, or postgresql://HOST/DATABASE; otherwise $DEQI_JOURNAL, the "
     "settings', $XDG_DATA_HOME/deqi/sessions.db",
     NULL},
    {"now", 0, "UNIX_MS", "the time of this call, for tests and later entries", NULL},
    {"late", 0, "UNIX_MS", "event: when it happened, where it is told later", NULL},
    {"id", 0, "ID", "the session; may be left out where only one is open", NULL},
    {"all", 0, NULL, "status: every open session, the most urgent first", NULL},
    {"label", 0, "TEXT", "start: who it is, a label or a bed", NULL},
    {"practice", 0, NULL, "start: no person is treated; time runs fast", NULL},
    {"speed", 0, "N", "start --practice: how fast, 30 unless told", NULL},
    {"format", 0, "FORMAT",
     "text or json (start and export: json unless told); export: csv, fhir, pdf too",
     FORMATS},
    {"output", 'o', "FILE", "export, course: into this file", NULL},
    {"planned", 0, "N", "course: how many sessions are planned", NULL},
    {"every", 0, "DAYS", "course: the interval that is planned", NULL},
    {"older-than", 0, "DAYS", "purge: what ended and began longer ago", NULL},
    {"for", 0, "SECONDS", "watch: end after so long", NULL},
    {"lang", 0, "LANG", "the language of texts; en unless told", NULL},
    {"help", 0, NULL, "this help", NULL},
    {NULL, 0, NULL, NULL, NULL},
};

const char *cli_session_option(const struct command *c, const char *name)
{
    return options_get(c->options, SESSION_OPTIONS, name, NULL);
}

bool cli_session_format_is(const struct command *c, const char *format)
{
    return c->format && strcmp(c->format, format) == 0;
}

bool cli_session_wrong_usage(struct command *c, const char *expected)
{
    return error_status_set(&c->error, ERROR_USAGE, "expected %s", expected);
}

bool cli_session_refused(struct command *c, const struct session_refusal *refusal)
{
    char text[sizeof c->error.text];
    report_refusal(refusal, c->texts, text, sizeof text);
    return error_set(&c->error, "%s", text);
}

// ---------------------------------------------------------------- time and journal

/* a whole number of milliseconds between 1970 and the year 9999 */
bool cli_session_moment(struct command *c, const char *name, int64_t *out)
{
    const char *text = cli_session_option(c, name);
    char *end;
    long long ms = strtoll(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || ms < 0 || ms > 253402300799999LL)
        return error_status_set(&c->error, ERROR_USAGE,
                                "--%s %.40s: expected milliseconds since 1970", name,
                                text);
    *out = ms;
    return true;
}

enum { DAY_MS = 24 * 3600 * 1000 };

/* A time of day that is to come is taken, for tests, and said; years ahead it is a figure
 * too many, which would end every retention at once. A clock that nobody has set is no
 * measure. */
static bool check_ahead(struct command *c, int64_t now_ms)
{
    const int64_t never_before = 1767225600000; // 2026
    int64_t clock = clock_unix_ms(), ahead;
    ahead = now_ms - (clock > never_before ? clock : never_before);
    if (ahead > (int64_t)3653 * DAY_MS)
        return error_status_set(&c->error, ERROR_USAGE,
                                "--now %lld: expected a time that has come; this is %lld "
                                "years ahead of this computer's clock",
                                (long long)now_ms, (long long)(ahead / DAY_MS / 365));
    if (ahead > DAY_MS)
        fprintf(stderr, "deqi: --now is %lld days ahead of this computer's clock\n",
                (long long)(ahead / DAY_MS));
    return true;
}

bool cli_session_now(struct command *c)
{
    if (cli_session_option(c, "now")) {
        c->at = (struct session_time){.mono_ms = -1, .entered = true};
        return cli_session_moment(c, "now", &c->at.wall_ms) &&
               check_ahead(c, c->at.wall_ms);
    }
    c->at = (struct session_time){.wall_ms = clock_unix_ms(), .mono_ms = clock_boot_ms()};
    clock_boot_id(c->at.boot);
    return true;
}

bool cli_session_place(struct command *c, char *out, size_t size)
{
    return named_journal(cli_session_option(c, "journal"), out, size, &c->is_own,
                         &c->error);
}

bool cli_session_is_there(const char *place)
{
    return journal_names_server(place) || file_exists(place);
}

static void tell_salvage(const char *path, const char *aside, const struct journal *j)
{
    const struct journal_salvage *s = journal_salvaged(j);
    fprintf(stderr,
            "deqi: %s: was damaged; it is set aside as %s and a new journal is begun",
            path, aside);
    fprintf(stderr, " with %d sessions and %d events of it\n", s->sessions, s->events);
    if (s->lost)
        fprintf(stderr, "deqi: %s: not whole any more: %s\n", path, s->names);
}

static void tell(struct command *c, struct message m)
{
    char text[600];
    text_format(c->texts, &m, text, sizeof text);
    fprintf(stderr, "deqi: %s\n", text);
}

static bool tell_kept(const struct journal_kept *k, void *user)
{
    struct command *c = user;
    char id[32], event[400], why[400], text[1200];
    snprintf(id, sizeof id, "%lld", (long long)k->session);
    journal_kept_event(k, event, sizeof event);
    journal_kept_why(k, c->texts, why, sizeof why);
    struct message m = {.id = "session.reach.kept_one",
                        .english = "session {id} ({label}): {event}: {why}",
                        .arg = {{"id", NULL, id, 0},
                                {"label", NULL, k->label, 0},
                                {"event", NULL, event, 0},
                                {"why", NULL, why, 0}}};
    text_format(c->texts, &m, text, sizeof text);
    fprintf(stderr, "deqi: %lld. %s\n", (long long)k->number, text);
    return true;
}

static void tell_away(struct command *c, const struct journal_reach *r)
{
    char at[32];
    struct message m = {
        .id = "session.reach.away",
        .english = "The shared journal is out of reach ({why}); what is "
                   "recorded stays on this machine only until it is back",
        .arg = {{"why", NULL, r->why, 0},
                {"at", NULL, moment_near(r->known_ms, clock_unix_ms(), at), 0}}};
    if (r->known_ms) {
        m.id = "session.reach.away_known";
        m.english = "The shared journal is out of reach ({why}); all is told as last "
                    "known at {at}, and what is recorded stays on this machine only "
                    "until it is back";
    }
    tell(c, m);
}

void cli_session_tell_reach(struct command *c)
{
    struct journal_reach r;
    struct error ignored;
    journal_reach(c->journal, &r);
    if (!r.shared)
        return;
    if (!r.reached)
        tell_away(c, &r);
    if (r.here_only)
        tell(c, (struct message){.id = "session.reach.here_only",
                                 .english = "On this machine only: {n}",
                                 .arg = {{"n", NULL, NULL, r.here_only}}});
    if (r.here_only && r.reached && *r.why)
        tell(c, (struct message){.id = "session.reach.not_sent",
                                 .english = "What waits is not sent: {why}",
                                 .arg = {{"why", NULL, r.why, 0}}});
    if (journal_clock_differs(&r))
        tell(c, (struct message){
                    .id = "session.reach.clock",
                    .english = "The clock of this machine differs from the journal's by "
                               "{s} seconds; set it. Times are the journal's",
                    .arg = {{"s", NULL, NULL, journal_clock_seconds(&r)}}});
    if (!r.kept)
        return;
    tell(c, (struct message){.id = "session.reach.kept",
                             .english = "Recorded here while the journal was out of "
                                        "reach, and no longer allowed by what others "
                                        "did; see to it, then tell with `deqi journal "
                                        "seen`: {n}",
                             .arg = {{"n", NULL, NULL, r.kept}}});
    journal_each_kept(c->journal, tell_kept, c, &ignored);
}

void cli_session_follow_reach(struct command *c, bool *reached)
{
    struct journal_reach r;
    journal_reach(c->journal, &r);
    if (!r.shared || r.reached == *reached)
        return;
    *reached = r.reached;
    if (r.reached)
        tell(c, (struct message){.id = "clinic.reach_back",
                                 .english = "The shared journal is in reach again."});
    else
        cli_session_tell_reach(c);
}

bool cli_session_open(struct command *c, enum need need)
{
    char path[4096], aside[4200];
    if (!cli_session_place(c, path, sizeof path))
        return false;
    if (need != MAY_CREATE && !cli_session_is_there(path)) {
        error_set(&c->error, "holds no session: there is no such journal");
        return error_in_file(&c->error, path);
    }
    struct journal_options o = {.path = path,
                                .is_default = c->is_own,
                                .must_exist = need != MAY_CREATE,
                                .reading = need == ONLY_READ,
                                .background = c->listens};
    c->journal = journal_open(&o, aside, sizeof aside, &c->error);
    if (c->journal && *aside)
        tell_salvage(path, aside, c->journal);
    if (!c->journal)
        return false;
    journal_clock(c->journal, &c->at);
    cli_session_tell_reach(c);
    return true;
}

// ------------------------------------------------------------------- which session

struct open_sessions {
    int64_t only, last;
    int n;
    char list[120];
};

static bool count_open(const struct journal_entry *entry, void *user)
{
    struct open_sessions *open = user;
    open->last = entry->id;
    if (entry->ended)
        return true;
    size_t used = strlen(open->list);
    snprintf(open->list + used, sizeof open->list - used, "%s%lld", open->n ? ", " : "",
             (long long)entry->id);
    open->only = entry->id;
    open->n++;
    return true;
}

bool cli_session_parse_id(struct command *c, const char *text, int64_t *id)
{
    char *end;
    long long n = strtoll(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || n <= 0)
        return error_set(&c->error, "there is no session %.40s; ids are whole numbers",
                         text);
    *id = n;
    return true;
}

/* the session named, or the one that is open */
struct journal_session *cli_session_which(struct command *c, const char *name,
                                          enum fallback fallback)
{
    int64_t id;
    struct open_sessions open = {0};
    if (name) {
        if (!cli_session_parse_id(c, name, &id))
            return NULL;
        return journal_load(c->journal, id, &c->error);
    }
    if (!journal_each(c->journal, count_open, &open, &c->error))
        return NULL;
    if (open.n > 1) {
        error_set(&c->error, "several sessions are open (%s); name one", open.list);
        return NULL;
    }
    if (!open.last || (!open.n && fallback == ONLY_OPEN)) {
        error_set(&c->error,
                  open.last ? "no session is open" : "there is no session yet");
        return NULL;
    }
    return journal_load(c->journal, open.n ? open.only : open.last, &c->error);
}

bool cli_session_show(struct command *c, const struct journal_session *held,
                      enum session_look look)
{
    struct report *report = xcalloc(1, sizeof *report);
    struct session_refusal refusal;
    bool ok = report_make(report, held, &c->at, c->texts, &refusal);
    if (!ok) {
        cli_session_refused(c, &refusal);
    } else if (look == LOOK_JSON) {
        json_t *out = report_json(report);
        json_print(out, stdout);
        json_decref(out);
    } else {
        report_text(report, stdout);
    }
    free(report);
    return ok;
}

bool cli_session_number(struct command *c, const char *name, int max, int otherwise,
                        int *out)
{
    const char *text = cli_session_option(c, name);
    char *end = NULL;
    long n = text ? strtol(text, &end, 10) : otherwise;
    if (text && (*text < '0' || *text > '9' || *end || n < 1 || n > max))
        return error_status_set(&c->error, ERROR_USAGE,
                                "--%s %.40s: expected a whole number from 1 to %d", name,
                                text, max);
    *out = (int)n;
    return true;
}
