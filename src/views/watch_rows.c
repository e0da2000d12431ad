#include "views/watch_rows.h"

#include <stdio.h>

#include "base/cut.h"
#include "base/moment.h"
#include "views/reach_words.h"
#include "views/session_head.h"
#include "views/words.h"

enum { TEXT_MAX = 600 };

struct teller {
    const struct texts *texts;
    struct arena *arena;
    int64_t wall_ms;
};

static const char *say(const struct teller *d, const struct message *m)
{
    char text[TEXT_MAX];
    words_message(d->texts, m, text, sizeof text);
    return arena_strdup(d->arena, text);
}

static const char *word(const struct teller *d, const char *id)
{
    return texts_get(d->texts, id, NULL);
}

static const char *clock_of(const struct teller *d, int seconds)
{
    char text[32];
    if (seconds < 3600)
        snprintf(text, sizeof text, "%d:%02d", seconds / 60, seconds % 60);
    else
        snprintf(text, sizeof text, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60,
                 seconds % 60);
    return arena_strdup(d->arena, text);
}

const char *watch_row_who(const char *label, int64_t id, const struct texts *texts,
                          struct arena *arena)
{
    struct teller d = {.texts = texts, .arena = arena};
    struct message number = {.id = "watch.session",
                             .arg = {{.name = "n", .number = (double)id}}};
    label = texts_label(texts, label);
    return *label ? arena_strdup(arena, label) : say(&d, &number);
}

const char *watch_row_name(const struct watch *watch, const char *label, int64_t id,
                           const struct texts *texts, struct arena *arena)
{
    struct teller d = {.texts = texts, .arena = arena};
    const char *who = watch_row_who(label, id, texts, arena);
    struct message m = {
        .id = "watch.namesake",
        .arg = {{.name = "who", .text = who}, {.name = "n", .number = (double)id}}};
    return watch_namesake(watch, label, id) ? say(&d, &m) : who;
}

// ---------------------------------------------------------------- the time

static const char *state_word(const struct teller *d, const struct overlay *o)
{
    static const char *const IDS[SESSION_STATES] = {
        [SESSION_PREPARED] = "timer.prepared",   [SESSION_INSERTING] = "timer.inserting",
        [SESSION_RETAINING] = "timer.retaining", [SESSION_DUE] = "timer.due",
        [SESSION_REMOVING] = "timer.removing",   [SESSION_CLOSED] = "timer.closed",
        [SESSION_ABORTED] = "timer.aborted"};
    return word(d, IDS[o->state]);
}

static const char *count_in(const struct teller *d, int n)
{
    struct message m = {.id = "clinic.count_in", .arg = {{.name = "in", .number = n}}};
    return say(d, &m);
}

/* since the pause began: an alert counts from where it grew */
static int paused_s(const struct teller *d, const struct overlay *o)
{
    const struct overlay_alert *a = overlay_find(o, OVERLAY_PAUSED);
    int64_t grown = !a || a->level == OVERLAY_INFO ? 0
                    : a->level == OVERLAY_WARNING  ? OVERLAY_PAUSE_LONG_MS
                                                   : OVERLAY_PAUSE_TOO_LONG_MS;
    int64_t ms = a ? d->wall_ms - a->since_ms + grown : 0;
    return ms > 0 ? (int)(ms / 1000) : 0;
}

/* how long yet, or how long over; without a time how many are in */
static void tell_time(const struct teller *d, const struct overlay *o,
                      struct watch_row *r)
{
    r->late = o->overdue_s > 0 && o->needles_in > 0;
    if (r->late) {
        r->figures = clock_of(d, o->overdue_s);
        r->phase = word(d, "watch.overdue");
    } else if (o->state == SESSION_RETAINING) {
        r->figures = clock_of(d, o->paused ? paused_s(d, o) : o->remaining_s);
        r->phase = word(d, o->paused ? "watch.paused" : "watch.until_end");
    } else {
        r->figures = count_in(d, o->needles_in);
        r->phase = state_word(d, o);
        r->needles = r->count = "";
    }
}

/* with the lamp on the next look at the skin comes before the end */
static const char *brief_of(const struct teller *d, const struct overlay *o,
                            const char *phase)
{
    int s = (int)(o->lamp.check_in_ms / 1000);
    struct message m = {.id = "watch.check_in",
                        .arg = {{.name = "time", .text = clock_of(d, s > 0 ? s : 0)}}};
    if (!o->lamp.on)
        return phase;
    return s > 0 ? say(d, &m) : word(d, "watch.check_now");
}

static const char *lamp_of(const struct teller *d, const struct overlay_lamp *lamp)
{
    if (!lamp->on)
        return "";
    int s = (int)(lamp->check_in_ms / 1000);
    struct message m = {.id = s < 0 ? "timer.lamp_check_now" : "timer.lamp_on",
                        .arg = {{.name = "check", .text = clock_of(d, s < 0 ? -s : s)}}};
    return say(d, &m);
}

// ---------------------------------------------------------------- what is to be done

static const struct overlay_alert *gravest(const struct watch_item *item)
{
    const struct overlay *o = &item->overlay;
    if (item->alarm)
        return item->alarm;
    return o->n_alerts && o->alerts[0].level == OVERLAY_WARNING ? &o->alerts[0] : NULL;
}

static const char *points_of(const struct teller *d, const struct session *s)
{
    char text[TEXT_MAX] = "";
    for (int i = 0; i < session_n_points(s); i++) {
        int in = session_point_count(s, i, SESSION_IN);
        const struct session_point p = session_point_at(s, i);
        if (!in)
            continue;
        cut_append(text, sizeof text, "%s%s", *text ? "   " : "", p.code);
        if (p.side != 'M')
            cut_append(text, sizeof text, "\u00a0%c", p.side); // stays with its code
        if (p.needles > 1)
            cut_append(text, sizeof text, " \u00d7%d", in);
    }
    return arena_strdup(d->arena, text);
}

static const char *place_of(const struct teller *d, const struct watch_item *item)
{
    char at[16];
    const struct session *s = &item->held->state;
    moment_hour(item->held->started.wall_ms, at);
    struct message m = {.id = *s->by ? "watch.begun_by" : "watch.begun",
                        .arg = {{.name = "position",
                                 .text = session_head_position(s, item->overlay.position,
                                                               d->texts, d->arena)},
                                {.name = "time", .text = at},
                                {.name = "who", .text = s->by}}};
    return say(d, &m);
}

static const char *since_of(const struct teller *d, const struct overlay_alert *alarm)
{
    char at[16];
    if (!alarm)
        return "";
    moment_hour(alarm->since_ms, at);
    struct message m = {.id = "watch.alarm_since", .arg = {{.name = "time", .text = at}}};
    return say(d, &m);
}

static const char *needles_of(const struct teller *d, int n)
{
    struct message m = {.id = "clinic.count_needles",
                        .arg = {{.name = "in", .number = n}}};
    return say(d, &m);
}

static void fill(const struct teller *d, const struct watch *watch,
                 const struct watch_item *item, struct watch_row *r)
{
    *r = (struct watch_row){
        .id = item->id,
        .who = watch_row_name(watch, item->who, item->id, d->texts, d->arena),
        .phase = "",
        .brief = "",
        .figures = "?",
        .needles = "",
        .count = "",
        .lamp = "",
        .points = "",
        .place = "",
        .since = "",
        .here_only = ""};
    if (item->unreadable) {
        r->phase = r->brief = word(d, "watch.unreadable");
        r->todo = arena_strdup(d->arena, item->unreadable);
        r->urgency = WATCH_URGENT;
        return;
    }
    const struct overlay *o = &item->overlay;
    const struct overlay_alert *alert = gravest(item);
    r->needles = needles_of(d, o->needles_in);
    r->count = count_in(d, o->needles_in);
    tell_time(d, o, r);
    r->brief = brief_of(d, o, r->phase);
    r->lamp = lamp_of(d, &o->lamp);
    r->todo = say(d, alert ? &alert->text : &o->next);
    r->points = points_of(d, &item->held->state);
    r->place = place_of(d, item);
    r->since = since_of(d, item->alarm);
    r->here_only = reach_words_here_only(item->held->here_only, d->texts, d->arena);
    r->urgency = item->alarm ? WATCH_URGENT : alert ? WATCH_MIND : WATCH_CALM;
    r->practice = item->held->plan->practice;
}

void watch_rows_make(struct watch_rows *out, const struct watch *watch, int64_t wall_ms,
                     const struct texts *texts, struct arena *arena)
{
    struct teller d = {.texts = texts, .arena = arena, .wall_ms = wall_ms};
    int n = watch_count(watch);
    struct message sum = {
        .id = "watch.sum",
        .arg = {{.name = "n", .number = n},
                {.name = "needles", .text = needles_of(&d, watch_needles_in(watch))}}};
    *out = (struct watch_rows){
        .n = n, .row = arena_alloc_array(arena, (size_t)n + 1, sizeof *out->row)};
    for (int i = 0; i < n; i++)
        fill(&d, watch, watch_item(watch, i), &out->row[i]);
    out->sum = say(&d, &sum);
}
