/* record_course.c - the sessions of one person over weeks: what was done, what came of
 * it, and when to stop. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/cut.h"
#include "base/moment.h"
#include "session/record.h"
#include "session/record_internal.h"

enum {
    DAY_MS = 24 * 3600 * 1000,
    STOP_AFTER = 6, /* sessions; without a change the course is to be thought over */
    CHANGE_MIN = 2  /* of 0 to 10: Farrar 2001 found 2 points, or 30 %, to be what people
                       with chronic pain call much improved */
};

void record_time(int64_t unix_ms, char out[32])
{
    if (!*moment_print(unix_ms, MOMENT_UTC, "%Y-%m-%dT%H:%M:%SZ", out, 32))
        snprintf(out, 32, "1970-01-01T00:00:00Z");
}

const char *record_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

int64_t record_number(const json_t *object, const char *key, const char *in)
{
    return json_integer_value(
        json_object_get(in ? json_object_get(object, in) : object, key));
}

static bool was_needled(const json_t *point)
{
    const char *state = record_text(point, "state");
    return strcmp(state, "waiting") != 0 && strcmp(state, "skipped") != 0;
}

static json_t *points_of(const json_t *whole)
{
    json_t *list = json_array();
    const json_t *points = json_object_get(whole, "points");
    for (size_t i = 0; i < json_array_size(points); i++) {
        const json_t *p = json_array_get(points, i);
        char name[64];
        if (!was_needled(p))
            continue;
        cut_print(name, sizeof name, "%s.%s", record_text(p, "code"),
                  record_text(p, "side"));
        json_array_append_new(list, json_string(name));
    }
    return list;
}

/* what is in `list` and not in `other` */
static json_t *beyond(const json_t *list, const json_t *other)
{
    json_t *out = json_array();
    for (size_t i = 0; i < json_array_size(list); i++) {
        bool there = false;
        for (size_t k = 0; k < json_array_size(other) && !there; k++)
            there = json_equal(json_array_get(list, i), json_array_get(other, k));
        if (!there)
            json_array_append(out, json_array_get(list, i));
    }
    return out;
}

static json_t *session_of(const json_t *whole, const json_t *last)
{
    json_t *points = points_of(whole);
    json_t *out =
        json_pack("{ss sI ss so sI sI sI sI sO}", "id", record_text(whole, "id"),
                  "started", (json_int_t)record_number(whole, "started", NULL), "state",
                  record_text(whole, "state"), "points", points, "needles",
                  (json_int_t)record_number(whole, "placed", "needles"), "retained_s",
                  (json_int_t)record_number(whole, "elapsed_s", "retention"), "longest_s",
                  (json_int_t)record_number(whole, "longest_s", "needles"), "incidents",
                  (json_int_t)json_array_size(json_object_get(whole, "incidents")),
                  "score", json_object_get(whole, "score"));
    if (last) {
        int64_t ms =
            record_number(whole, "started", NULL) - record_number(last, "started", NULL);
        json_object_set_new(out, "since_last_days",
                            json_integer((ms + DAY_MS / 2) / DAY_MS));
        json_object_set_new(out, "added",
                            beyond(points, json_object_get(last, "points")));
        json_object_set_new(out, "left_out",
                            beyond(json_object_get(last, "points"), points));
    }
    return out;
}

static json_t *curve_of(const json_t *sessions, const char *when)
{
    json_t *out = json_array();
    int64_t first = record_number(json_array_get(sessions, 0), "started", NULL);
    for (size_t i = 0; i < json_array_size(sessions); i++) {
        const json_t *s = json_array_get(sessions, i);
        const json_t *score = json_object_get(json_object_get(s, "score"), when);
        int64_t day = (record_number(s, "started", NULL) - first + DAY_MS / 2) / DAY_MS;
        if (json_is_integer(score))
            json_array_append_new(out, json_pack("[I, I]", (json_int_t)day,
                                                 (json_int_t)json_integer_value(score)));
    }
    return out;
}

/* of the scores before the sessions, which the last one cannot have coloured */
static bool change_of(const json_t *curve, int *change)
{
    size_t n = json_array_size(curve);
    if (n < 2)
        return false;
    const json_t *first = json_array_get(curve, 0), *last = json_array_get(curve, n - 1);
    *change = (int)(json_integer_value(json_array_get(last, 1)) -
                    json_integer_value(json_array_get(first, 1)));
    return true;
}

static struct message advise(size_t done, bool known, int change)
{
    if (!known)
        return (struct message){
            .id = "session.course.no_scores",
            .english =
                "Not enough scores to tell whether anything has changed: ask for 0 "
                "to 10 before each session"};
    if (change > 0)
        return (struct message){
            .id = "session.course.worse",
            .english = "Worse by {n} since the first session: look for the cause before "
                       "the next",
            .arg = {{"n", NULL, NULL, change}}};
    if (done >= STOP_AFTER && -change < CHANGE_MIN)
        return (struct message){
            .id = "session.course.stop",
            .english = "{n} sessions and no clear change: stop, or refer, rather than go "
                       "on as before",
            .arg = {{"n", NULL, NULL, (double)done}}};
    return (struct message){.id = "session.course.change",
                            .english = "Changed by {n} of 10 since the first session",
                            .arg = {{"n", NULL, NULL, change}}};
}

/* as it was told last; practice plans nothing */
static struct course_plan told_last(const char *label, const json_t *wholes,
                                    const struct course_plan *plan)
{
    struct course_plan out = *plan;
    for (size_t i = json_array_size(wholes); i-- > 0;) {
        const json_t *whole = json_array_get(wholes, i);
        const json_t *course = json_object_get(whole, "course");
        if (!course || strcmp(record_text(whole, "label"), label) != 0 ||
            json_object_get(whole, "practice"))
            continue;
        if (!out.sessions)
            out.sessions = (int)record_number(course, "sessions", NULL);
        if (!out.every_days)
            out.every_days = (int)record_number(course, "every_days", NULL);
    }
    return out;
}

json_t *record_course(const char *label, const json_t *wholes,
                      const struct course_plan *wish, const struct texts *texts)
{
    const struct course_plan told = told_last(label, wholes, wish), *plan = &told;
    json_t *sessions = json_array();
    for (size_t i = 0; i < json_array_size(wholes); i++) {
        const json_t *whole = json_array_get(wholes, i);
        size_t n = json_array_size(sessions);
        if (strcmp(record_text(whole, "label"), label) == 0 &&
            !json_object_get(whole, "practice"))
            json_array_append_new(
                sessions, session_of(whole, n ? json_array_get(sessions, n - 1) : NULL));
    }
    json_t *before = curve_of(sessions, "before"), *after = curve_of(sessions, "after");
    int change = 0;
    bool known = change_of(before, &change);
    char text[400];
    struct message advice = advise(json_array_size(sessions), known, change);
    text_format(texts, &advice, text, sizeof text);
    return json_pack(
        "{ss ss s{so so} so s{so so} so ss}", "schema", "deqi/course-1", "label", label,
        "planned", "sessions",
        plan->sessions ? json_integer(plan->sessions) : json_null(), "every_days",
        plan->every_days ? json_integer(plan->every_days) : json_null(), "sessions",
        sessions, "curve", "before", before, "after", after, "change",
        known ? json_integer(change) : json_null(), "advice", text);
}

static int score_of(const json_t *session, const char *when)
{
    const json_t *score = json_object_get(json_object_get(session, "score"), when);
    return json_is_integer(score) ? (int)json_integer_value(score) : -1;
}

void record_course_brief(const json_t *course, struct course_brief *out)
{
    const json_t *sessions = json_object_get(course, "sessions");
    const json_t *change = json_object_get(course, "change");
    size_t n = json_array_size(sessions);
    *out = (struct course_brief){
        .sessions = (int)n,
        .planned = (int)record_number(course, "sessions", "planned"),
        .every_days = (int)record_number(course, "every_days", "planned"),
        .known = json_is_integer(change),
        .change = (int)json_integer_value(change)};
    if (n)
        out->last_started_ms =
            record_number(json_array_get(sessions, n - 1), "started", NULL);
    for (size_t i = n > COURSE_SCORES ? n - COURSE_SCORES : 0; i < n; i++) {
        const json_t *s = json_array_get(sessions, i);
        int before = score_of(s, "before"), after = score_of(s, "after");
        if (before < 0 && after < 0)
            continue;
        out->score[out->n].session = (int)i + 1;
        out->score[out->n].before = before;
        out->score[out->n++].after = after;
    }
    cut_print(out->advice, sizeof out->advice, "%s", record_text(course, "advice"));
}

// ------------------------------------------------------------------------- text

static void print_score(FILE *to, const json_t *score, const char *when)
{
    static const char BAR[] = "##########";
    const json_t *value = json_object_get(score, when);
    if (json_is_integer(value)) {
        int n = (int)json_integer_value(value);
        fprintf(to, "  %2d %-10.*s", n, n < 10 ? n : 10, BAR);
    } else {
        fprintf(to, "   - %-10s", "");
    }
}

char *record_course_text(const json_t *course, const struct texts *texts)
{
    char *out = NULL, started[32];
    size_t size;
    FILE *to = xstream(&out, &size);
    const json_t *sessions = json_object_get(course, "sessions");
    const json_t *planned =
        json_object_get(json_object_get(course, "planned"), "sessions");
    size_t n = json_array_size(sessions);
    fprintf(to, "%s   %zu", record_text(course, "label"), n);
    if (json_is_integer(planned))
        fprintf(to, " / %lld", (long long)json_integer_value(planned));
    fprintf(to, " %s\n", texts_get(texts, "session.course.sessions", "sessions"));
    for (size_t i = 0; i < n; i++) {
        const json_t *s = json_array_get(sessions, i);
        record_time(record_number(s, "started", NULL), started);
        fprintf(to, "%4s  %.10s  %2lld ", record_text(s, "id"), started,
                (long long)record_number(s, "needles", NULL));
        print_score(to, json_object_get(s, "score"), "before");
        print_score(to, json_object_get(s, "score"), "after");
        fprintf(to, "  %s\n", record_text(s, "state"));
    }
    fprintf(to, "%s\n", record_text(course, "advice"));
    xstream_close(to);
    return out;
}
