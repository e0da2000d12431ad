/* report.c - a session as JSON. */
#include <string.h>

#include "base/cut.h"
#include "session/report_internal.h"

enum { SAID = REPORT_SAID };

bool report_make(struct report *r, const struct journal_session *held,
                 const struct session_time *at, const struct texts *texts,
                 struct session_refusal *refusal)
{
    r->held = held;
    r->texts = texts;
    r->wall_ms = at->wall_ms;
    if (!overlay_make(&r->overlay, &held->state, at, &r->now, refusal))
        return false;
    struct session_clock clock = r->now.clock;
    r->now_ms = session_clock_ms(&clock, at);
    return true;
}

void report_join(const struct message *first, const struct message *second,
                 const struct texts *texts, char *out, size_t size)
{
    text_format(texts, first, out, size);
    if (!second->id && !second->english)
        return;
    char what[SAID], why[SAID];
    snprintf(what, sizeof what, "%s", out);
    text_format(texts, second, why, sizeof why);
    struct message both = {
        .id = "join.colon",
        .english = "{first}: {second}",
        .arg = {{.name = "first", .text = what}, {.name = "second", .text = why}}};
    text_format(texts, &both, out, size);
}

void report_refusal(const struct session_refusal *refusal, const struct texts *texts,
                    char *out, size_t size)
{
    report_join(&refusal->what, &refusal->why, texts, out, size);
}

static json_t *said(const struct report *r, const struct message *message)
{
    char text[SAID];
    text_format(r->texts, message, text, sizeof text);
    return json_string(text);
}

// ------------------------------------------------------------------------ JSON

static json_t *kept(const struct report *r, session_said text)
{
    return json_string(session_said_text(&r->now, text));
}

static json_t *id_json(int64_t id)
{
    char text[32];
    snprintf(text, sizeof text, "%lld", (long long)id);
    return json_string(text);
}

static json_t *region_json(const struct session_region *region)
{
    return json_pack("{ss ss}", "region", region->region, "side",
                     session_side(region->side));
}

static json_t *lamp_json(const struct report *r)
{
    static const char *const TESTS[] = {"none", "pass", "fail"};
    const struct overlay_lamp *lamp = &r->overlay.lamp;
    char why[2 * SAID];
    report_join(&lamp->why, &lamp->because, r->texts, why, sizeof why);
    json_t *lit = json_array(), *all = json_array();
    for (int i = 0; i < r->held->plan->n_regions; i++) {
        const struct session_region *region = &r->held->plan->regions[i];
        if (lamp->lit[i])
            json_array_append_new(lit, region_json(region));
        json_t *one = region_json(region);
        json_object_set_new(one, "state",
                            json_string(session_plan_lamp_rule_name(region->rule)));
        json_object_set_new(one, "reason", said(r, &region->reason));
        json_object_set_new(one, "test", json_string(TESTS[r->now.lamp.test[i]]));
        json_object_set_new(one, "allowed",
                            json_boolean(session_region_allowed(&r->now, i)));
        json_object_set_new(one, "lit", json_boolean(lamp->lit[i]));
        json_object_set_new(one, "here",
                            json_boolean(session_region_in(&r->now, i, r->now.position)));
        if (r->now.lamp.together[i])
            json_object_set_new(one, "tested_together", json_true());
        if (r->now.lamp.change[i])
            json_object_set_new(one, "changed_because", kept(r, r->now.lamp.change[i]));
        json_array_append_new(all, one);
    }
    json_t *out =
        json_pack("{ss sb ss so so si si si si si}", "state", lamp->on ? "on" : "off",
                  "allowed", lamp->allowed, "why", why, "regions", lit, "by_region", all,
                  "on_s", lamp->on_s, "checks_made", lamp->checks_made, "checks_missed",
                  lamp->checks_missed, "automatic_offs", r->now.lamp.drops, "overrun_s",
                  (int)(r->now.lamp.over_ms / 1000));
    if (r->now.lamp.distance_cm)
        json_object_set_new(out, "distance_cm", json_integer(r->now.lamp.distance_cm));
    if (lamp->on)
        json_object_set_new(out, "skin_check_in_s",
                            json_integer(lamp->check_in_ms / 1000));
    return out;
}

/* one by one, of a set */
static json_t *needles_json(const struct report *r, int point)
{
    static const char *const STATES[] = {"none", "in", "out", "broken"};
    const struct session_point_now *now = &r->now.points[point];
    json_t *list = json_array();
    for (int k = 0; k < session_point_at(&r->now, point).needles; k++) {
        int needle = now->first + k;
        json_array_append_new(
            list, json_pack("{si ss si}", "needle", k + 1, "state",
                            STATES[r->now.needles[needle].state], "body_s",
                            (int)(session_body_ms(&r->now, needle, r->now_ms) / 1000)));
    }
    return list;
}

static int64_t unix_of(const struct report *r, int64_t session_ms)
{
    return r->wall_ms - (r->now_ms - session_ms) / r->now.clock.speed;
}

/* from the first needle of it that went in to the last that came out, as Unix time */
static void set_times(const struct report *r, int i, json_t *point)
{
    int64_t in = INT64_MAX, out = 0;
    const struct session_needle *needle = &r->now.needles[r->now.points[i].first];
    for (int k = 0; k < session_point_at(&r->now, i).needles; k++) {
        if (needle[k].state == SESSION_NO_NEEDLE)
            continue;
        in = needle[k].in_ms < in ? needle[k].in_ms : in;
        out = needle[k].out_ms > out ? needle[k].out_ms : out;
    }
    if (in == INT64_MAX)
        return;
    json_object_set_new(point, "in_at", json_integer(unix_of(r, in)));
    if (!session_point_count(&r->now, i, SESSION_IN))
        json_object_set_new(point, "out_at", json_integer(unix_of(r, out)));
}

static void set_point_rest(const struct report *r, int i, json_t *point)
{
    const struct session_point_now *now = &r->now.points[i];
    int64_t body = 0;
    int n = session_point_at(&r->now, i).needles;
    for (int k = 0; k < n; k++) {
        int64_t ms = session_body_ms(&r->now, now->first + k, r->now_ms);
        body = ms > body ? ms : body;
    }
    bool in = session_point_count(&r->now, i, SESSION_IN) > 0;
    int64_t counted =
        in ? r->held->plan->retention_ms - session_own_left(&r->now, i, r->now_ms)
           : now->retained_ms;
    json_object_set_new(point, "in",
                        json_integer(session_point_count(&r->now, i, SESSION_IN)));
    json_object_set_new(point, "body_s", json_integer(body / 1000));
    json_object_set_new(point, "retained_s", json_integer(counted / 1000));
    if (n > 1)
        json_object_set_new(point, "each", needles_json(r, i));
    if (now->own && in)
        json_object_set_new(point, "remaining_s",
                            json_integer(session_own_left(&r->now, i, r->now_ms) / 1000));
    if (now->fell)
        json_object_set_new(point, "fell_out", json_true());
    if (now->stuck)
        json_object_set_new(point, "stuck", json_true());
    if (now->bent)
        json_object_set_new(point, "bent", json_true());
    if (session_is_extra(&r->now, i))
        json_object_set_new(point, "unplanned", kept(r, now->why));
    if (now->resolve)
        json_object_set_new(point, "broken_resolved", kept(r, now->resolve));
}

static json_t *points_json(const struct report *r)
{
    json_t *list = json_array();
    const struct session_plan *plan = r->held->plan;
    for (int i = 0; i < session_n_points(&r->now); i++) {
        const struct session_point_now *now = &r->now.points[i];
        struct session_point at = session_point_at(&r->now, i);
        if (now->state == SESSION_POINT_REMOVED)
            continue;
        json_t *point = json_pack("{ss ss si ss ss}", "code", at.code, "side",
                                  session_side(at.side), "needles", at.needles, "state",
                                  session_point_state_name(now->state), "position",
                                  plan->positions[now->position]);
        json_t *cautions = json_array();
        for (const char *const *c = at.cautions; *c; c++)
            json_array_append_new(cautions, json_string(*c));
        json_object_set_new(point, "cautions", cautions);
        set_point_rest(r, i, point);
        set_times(r, i, point);
        json_array_append_new(list, point);
    }
    return list;
}

static json_t *alerts_json(const struct report *r)
{
    json_t *list = json_array();
    for (int i = 0; i < r->overlay.n_alerts; i++) {
        const struct overlay_alert *a = &r->overlay.alerts[i];
        json_array_append_new(list, json_pack("{ss so ss sI}", "id", a->id, "text",
                                              said(r, &a->text), "level",
                                              overlay_level_name(a->level), "since",
                                              (json_int_t)a->since_ms));
    }
    return list;
}

static json_t *incidents_json(const struct report *r)
{
    json_t *list = json_array();
    for (int i = 0; i < r->now.n_incidents && i < SESSION_INCIDENTS_MAX; i++) {
        const struct session_incident *at = &r->now.incidents[i];
        json_array_append_new(list,
                              json_pack("{ss ss so sI sb}", "kind",
                                        session_event_incident_name(at->kind), "severity",
                                        session_event_severity_name(at->severity), "text",
                                        kept(r, at->text), "at", (json_int_t)at->wall_ms,
                                        "late", at->late));
    }
    return list;
}

static json_t *questions_json(const struct report *r)
{
    static const char *const STATES[] = {"open", "answered", "passed_over"};
    json_t *list = json_array();
    for (int i = 0; i < r->held->plan->n_questions; i++) {
        const struct session_question *q = &r->held->plan->questions[i];
        json_array_append_new(list, json_pack("{ss so sb ss so}", "id", q->id, "text",
                                              said(r, &q->text), "safety", q->safety,
                                              "state", STATES[r->now.answer[i]], "answer",
                                              kept(r, r->now.answer_said[i])));
    }
    return list;
}

static json_t *count_json(int count)
{
    return count < 0 ? json_null() : json_integer(count);
}

static const char *lift_reason(const struct report *r, int removal)
{
    return session_said_text(&r->now, r->now.lifted[removal]);
}

/* removals that were lifted, in the case or during the session: they stay visible */
static json_t *overrides_json(const struct report *r)
{
    const struct session_plan *plan = r->held->plan;
    json_t *list = json_array();
    for (int i = 0; i < plan->n_lifted; i++)
        json_array_append_new(list, json_pack("{ss ss ss ss}", "caution",
                                              plan->lifted[i].caution, "code",
                                              plan->lifted[i].code, "side",
                                              session_side(plan->lifted[i].side),
                                              "reason", plan->lifted[i].reason));
    for (int i = 0; i < plan->n_removals; i++) {
        const struct session_point *p = &plan->points[plan->removals[i].point];
        if (r->now.lifted[i])
            json_array_append_new(list, json_pack("{ss ss ss ss}", "caution",
                                                  plan->removals[i].by, "code", p->code,
                                                  "side", session_side(p->side), "reason",
                                                  lift_reason(r, i)));
    }
    return list;
}

json_t *report_json(const struct report *r)
{
    const struct overlay *o = &r->overlay;
    const struct session_plan *plan = r->held->plan;
    json_t *left = json_array();
    for (int i = 0; i < o->n_left; i++)
        json_array_append_new(left, json_string(plan->positions[o->left[i]]));
    json_t *out = json_object();
    json_object_set_new(out, "schema", json_string("deqi/session-1"));
    json_object_set_new(out, "id", id_json(r->held->id));
    json_object_set_new(out, "label", json_string(session_label(&r->now)));
    json_object_set_new(out, "started", json_integer(r->held->started.wall_ms));
    json_object_set_new(out, "state", json_string(session_state_name(o->state)));
    json_object_set_new(out, "position", json_string(plan->positions[o->position]));
    json_object_set_new(out, "positions_left", left);
    json_object_set_new(out, "retention",
                        json_pack("{sb sb si si}", "started", o->started, "paused",
                                  o->paused, "elapsed_s", o->elapsed_s, "remaining_s",
                                  o->remaining_s));
    json_object_set_new(out, "overdue_s", json_integer(o->overdue_s));
    json_object_set_new(out, "lamp", lamp_json(r));
    json_object_set_new(out, "needles",
                        json_pack("{si si si si si}", "in", o->needles_in, "placed",
                                  o->placed, "out", o->out, "broken", o->broken,
                                  "longest_s", o->longest_s));
    json_object_set_new(out, "points", points_json(r));
    json_object_set_new(out, "overrides", overrides_json(r));
    json_object_set_new(out, "alerts", alerts_json(r));
    json_object_set_new(out, "next", said(r, &o->next));
    json_object_set_new(out, "incidents", incidents_json(r));
    json_object_set_new(out, "questions", questions_json(r));
    json_object_set_new(out, "score",
                        json_pack("{so so}", "before",
                                  count_json(r->now.score[SESSION_BEFORE]), "after",
                                  count_json(r->now.score[SESSION_AFTER])));
    if (r->now.course_sessions)
        json_object_set_new(out, "course",
                            json_pack("{si si}", "sessions", r->now.course_sessions,
                                      "every_days", r->now.course_days));
    json_object_set_new(out, "sharps", count_json(r->now.sharps));
    json_object_set_new(out, "by", json_string(r->now.by));
    if (r->held->here_only)
        json_object_set_new(out, "here_only", json_integer(r->held->here_only));
    if (r->held->plan->practice)
        json_object_set_new(out, "practice", json_integer(r->held->plan->speed));
    return out;
}

struct export
{
    json_t *events;
    char by[SESSION_INITIALS_MAX]; /* who acts, as the events tell it: of an older deqi's,
                                      which did not keep the hand */
};

static bool export_event(const struct session_event *event,
                         const struct journal_event_mark *mark, void *user)
{
    struct export *export = user;
    struct session_args args;
    session_event_args(event, &args);
    json_t *list = json_array();
    for (int i = 0; i < args.n; i++)
        json_array_append_new(list, json_string(args.arg[i]));
    json_t *out = json_pack("{si ss so sI sb}", "number", mark->number, "event",
                            session_event_name(event->kind), "args", list, "at",
                            (json_int_t)event->at.wall_ms, "entered", event->at.entered);
    if (event->kind == SESSION_BY)
        cut_print(export->by, sizeof export->by, "%s", event->text);
    const char *by = mark->machine[0] ? mark->initials : export->by;
    if (*by)
        json_object_set_new(out, "by", json_string(by));
    if (mark->machine[0])
        json_object_set_new(out, "machine", json_string(mark->machine));
    if (event->happened_ms)
        json_object_set_new(out, "happened", json_integer(event->happened_ms));
    if (event->at.session_ms)
        json_object_set_new(out, "session_ms", json_integer(event->at.session_ms));
    if (event->at.boot[0]) {
        json_object_set_new(out, "boot", json_string(event->at.boot));
        json_object_set_new(out, "boot_ms", json_integer(event->at.mono_ms));
    }
    json_array_append_new(export->events, out);
    return true;
}

json_t *report_export(const struct report *r, struct journal *journal,
                      struct error *error)
{
    struct export export = {.events = json_array()};
    json_t *case_json, *plan_json;
    if (!journal_each_event(journal, r->held->id, export_event, &export, error) ||
        !journal_papers(journal, r->held->id, &case_json, &plan_json, error)) {
        json_decref(export.events);
        return NULL;
    }
    json_t *out = report_json(r);
    json_object_set_new(out, "events", export.events);
    json_object_set_new(out, "case", case_json);
    json_object_set_new(out, "plan", plan_json);
    return out;
}
