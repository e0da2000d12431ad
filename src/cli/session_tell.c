/* session_tell.c - deqi session: how sessions stand, one, all, and as they go. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/file.h"
#include "base/moment.h"
#include "cli/cli_session.h"
#include "platform/audio.h"
#include "session/watch.h"
#include "system/clock.h"

/* that a file is damaged is said once, and the exit status tells it too */
static bool whole(struct command *c)
{
    char path[4096];
    if (!journal_is_damaged(c->journal))
        return true;
    error_set(&c->error,
              "is damaged: this is what can be read of it; the next event sets "
              "it aside and goes on in a new one with as much");
    return cli_session_place(c, path, sizeof path) && error_in_file(&c->error, path);
}

/* somebody looked: what has passed until now stays passed */
static void note_sight(struct command *c)
{
    struct error ignored;
    journal_see(c->journal, &c->at, &ignored);
}

void cli_session_format_moment(int64_t ms, char *out, size_t size)
{
    if (!*moment_print(ms, MOMENT_HERE, "%Y-%m-%d %H:%M %Z", out, size))
        snprintf(out, size, "%lld", (long long)ms);
}

// -------------------------------------------------------------------------- all

static json_t *unreadable_json(const struct watch_item *item)
{
    char id[32];
    snprintf(id, sizeof id, "%" PRId64, item->id);
    return json_pack("{ss ss ss ss ss}", "schema", "deqi/session-1", "id", id, "label",
                     item->who, "state", "unreadable", "error", item->unreadable);
}

/* as `status` prints it; where the given time lies before the last event, as it was then
 */
static json_t *item_json(struct command *c, const struct watch_item *item)
{
    struct report *report = xcalloc(1, sizeof *report);
    bool ok =
        report_make(report, item->held, &c->at, c->texts, NULL) ||
        report_make(report, item->held, &item->held->state.clock.last, c->texts, NULL);
    json_t *out = ok ? report_json(report) : json_null();
    free(report);
    return out;
}

static void print_item(struct command *c, const struct watch_item *item)
{
    struct report *report = xcalloc(1, sizeof *report);
    if (item->unreadable)
        printf("%" PRId64 "  %s\n", item->id, item->unreadable);
    else if (report_make(report, item->held, &c->at, c->texts, NULL) ||
             report_make(report, item->held, &item->held->state.clock.last, c->texts,
                         NULL))
        report_brief(report, stdout);
    free(report);
}

static bool status_all(struct command *c)
{
    struct watch *watch = watch_create();
    bool ok = watch_read(watch, c->journal, &c->error);
    json_t *list = json_array();
    bool unreadable = false;
    if (ok)
        watch_look(watch, &c->at);
    for (int i = 0; ok && i < watch_count(watch); i++) {
        const struct watch_item *item = watch_item(watch, i);
        unreadable = unreadable || item->unreadable;
        if (cli_session_format_is(c, "json"))
            json_array_append_new(list, item->unreadable ? unreadable_json(item)
                                                         : item_json(c, item));
        else
            print_item(c, item);
        if (item->unreadable)
            error_set(&c->error, "%s", item->unreadable);
    }
    if (ok && cli_session_format_is(c, "json")) {
        json_t *out = json_pack("{ss sO}", "schema", "deqi/session-1", "sessions", list);
        json_print(out, stdout);
        json_decref(out);
    }
    json_decref(list);
    watch_destroy(&watch);
    return ok && !unreadable && whole(c);
}

bool session_status(struct command *c)
{
    const char *id = c->n_operands ? c->operand[0] : cli_session_option(c, "id");
    bool all = cli_session_option(c, "all") != NULL;
    if (c->n_operands > 1 || (all && id))
        return cli_session_wrong_usage(c, "status [ID] or status --all");
    if (!cli_session_open(c, ONLY_READ))
        return false;
    note_sight(c);
    if (all)
        return status_all(c);
    struct journal_session *held = cli_session_which(c, id, LAST_IF_NONE_OPEN);
    bool ok = held &&
              cli_session_show(c, held,
                               cli_session_format_is(c, "json") ? LOOK_JSON : LOOK_TEXT);
    journal_session_destroy(&held);
    return ok && whole(c);
}

// ------------------------------------------------------------------------- list

struct list {
    struct command *c;
    json_t *json; /* NULL: print */
    bool unreadable;
};

static void list_line(struct list *list, const struct journal_entry *entry,
                      const char *state, int in)
{
    char id[32], started[64];
    snprintf(id, sizeof id, "%" PRId64, entry->id);
    cli_session_format_moment(entry->started_ms, started, sizeof started);
    if (list->json) {
        json_t *one =
            json_pack("{ss ss ss sI si}", "id", id, "state", state, "label", entry->label,
                      "started", (json_int_t)entry->started_ms, "needles_in", in);
        if (entry->practice)
            json_object_set_new(one, "practice", json_true());
        json_array_append_new(list->json, one);
    } else
        report_print_line(entry, state, in, started, list->c->texts, stdout);
}

/* An open session is told as time has carried it; where the given time lies before its
 * last event, as it was then. One that cannot be read hides no other. */
static bool list_one(const struct journal_entry *entry, void *user)
{
    struct list *list = user;
    if (entry->ended) {
        list_line(list, entry, entry->ended, 0);
        return true;
    }
    struct journal_session *held =
        journal_load(list->c->journal, entry->id, &list->c->error);
    if (held) {
        int64_t ms;
        session_advance(&held->state, &list->c->at, &ms, NULL);
        list_line(list, entry, session_state_name(held->state.state),
                  session_needles_in(&held->state));
    } else {
        list->unreadable = true;
        list_line(list, entry, "unreadable", 0);
    }
    journal_session_destroy(&held);
    return true;
}

bool session_list(struct command *c)
{
    char path[4096];
    if (c->n_operands)
        return cli_session_wrong_usage(c, "list without arguments");
    struct list list = {c, cli_session_format_is(c, "json") ? json_array() : NULL, false};
    bool ok = cli_session_place(c, path, sizeof path);
    if (ok && cli_session_is_there(path)) {
        ok = cli_session_open(c, ONLY_READ) &&
             journal_each(c->journal, list_one, &list, &c->error);
        ok = ok && !list.unreadable && whole(c);
    }
    if (list.json && (ok || json_array_size(list.json))) {
        json_t *out =
            json_pack("{ss sO}", "schema", "deqi/session-1", "sessions", list.json);
        json_print(out, stdout);
        json_decref(out);
    }
    json_decref(list.json);
    return ok;
}

// ------------------------------------------------------------------------ watch

static void tell_alarms(struct command *c, const struct watch *watch)
{
    for (int i = 0; i < watch_count(watch); i++) {
        const struct watch_item *item = watch_item(watch, i);
        if (!item->held)
            continue;
        for (int k = 0; k < item->overlay.n_alerts; k++) {
            const struct overlay_alert *a = &item->overlay.alerts[k];
            char text[700];
            if (a->level != OVERLAY_ALARM)
                continue;
            text_format(c->texts, &a->text, text, sizeof text);
            report_print_alarm(item->id, item->who, text, c->texts, stdout);
        }
    }
    fflush(stdout);
}

static void ring(struct audio *audio, int loudness)
{
    // the bell of the terminal, which needs no device
    for (int i = 0; i < loudness; i++)
        fputc('\a', stdout);
    fflush(stdout);
    audio_play(audio, loudness > 1 ? AUDIO_DUE : AUDIO_ALERT);
}

/* Each second; by itself, so that it rings also where the window hangs. It reads, and
 * notes that time has passed. */
static bool watch_on(struct command *c, struct watch *watch, int64_t until_ms)
{
    struct audio *audio = audio_create();
    int64_t before = c->at.wall_ms - 1;
    struct journal_reach first; // opening has told it
    journal_reach(c->journal, &first);
    bool ok = true, reached = first.reached;
    while (ok) {
        int64_t began = clock_monotonic_ms();
        ok = cli_session_now(c) && watch_read(watch, c->journal, &c->error);
        if (!ok)
            break;
        journal_clock(c->journal, &c->at);
        note_sight(c);
        cli_session_follow_reach(c, &reached);
        watch_look(watch, &c->at);
        int loudness = watch_sounds(watch, before, c->at.wall_ms);
        if (loudness) {
            tell_alarms(c, watch);
            ring(audio, loudness);
        }
        before = c->at.wall_ms;
        if (until_ms && began >= until_ms)
            break;
        int64_t left = 1000 - (clock_monotonic_ms() - began);
        clock_sleep_ms((int)left);
    }
    audio_destroy(&audio);
    return ok;
}

bool session_watch_all(struct command *c)
{
    int seconds = 0;
    if (c->n_operands)
        return cli_session_wrong_usage(c, "watch without arguments");
    if (cli_session_option(c, "for") &&
        !cli_session_number(c, "for", 30 * 24 * 3600, 0, &seconds))
        return false;
    // it writes nothing but sights, and sees what is recorded later
    c->listens = !cli_session_option(c, "now");
    if (!cli_session_open(c, MAY_CREATE))
        return false;
    struct watch *watch = watch_create();
    int64_t until = seconds ? clock_monotonic_ms() + seconds * 1000LL : 0;
    bool ok = true;
    if (cli_session_option(c, "now")) {
        // one look at a time that was given
        ok = watch_read(watch, c->journal, &c->error);
        if (ok) {
            watch_look(watch, &c->at);
            tell_alarms(c, watch);
        }
    } else {
        ok = watch_on(c, watch, until);
    }
    watch_destroy(&watch);
    return ok;
}
