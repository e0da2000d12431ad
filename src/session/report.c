#include "session/report.h"

#include <string.h>

#include "rules/plan_says.h"

enum { SAID = 1000 }; /* bytes of one formatted message */

bool report_make(struct report *r, const struct journal_session *held,
                 const struct session_time *at, const struct texts *texts,
                 struct session_refusal *refusal)
{
    r->held = held;
    r->texts = texts;
    return overlay_make(&r->overlay, &held->state, at, &r->now, refusal);
}

static void join(const struct message *first, const struct message *second,
                 const struct texts *texts, char *out, size_t size)
{
    size_t n = message_format(texts, first, out, size);
    if ((!second->id && !second->english) || n + 3 > size)
        return;
    out[n++] = ':';
    out[n++] = ' ';
    message_format(texts, second, out + n, size - n);
}

void report_refusal(const struct session_refusal *refusal, const struct texts *texts,
                    char *out, size_t size)
{
    join(&refusal->what, &refusal->why, texts, out, size);
}

static json_t *said(const struct report *r, const struct message *message)
{
    char text[SAID];
    message_format(r->texts, message, text, sizeof text);
    return json_string(text);
}

// ------------------------------------------------------------------------ JSON

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
    join(&lamp->why, &lamp->because, r->texts, why, sizeof why);
    json_t *lit = json_array(), *all = json_array();
    for (int i = 0; i < r->held->plan->n_regions; i++) {
        const struct session_region *region = &r->held->plan->regions[i];
        if (lamp->lit[i])
            json_array_append_new(lit, region_json(region));
        json_t *one = region_json(region);
        json_object_set_new(one, "state",
                            json_string(session_lamp_rule_name(region->rule)));
        json_object_set_new(one, "reason", said(r, &region->reason));
        json_object_set_new(one, "test", json_string(TESTS[r->now.lamp.test[i]]));
        json_object_set_new(one, "allowed",
                            json_boolean(session_region_allowed(&r->now, i)));
        json_object_set_new(one, "lit", json_boolean(lamp->lit[i]));
        json_array_append_new(all, one);
    }
    json_t *out =
        json_pack("{ss sb ss so so}", "state", lamp->on ? "on" : "off", "allowed",
                  lamp->allowed, "why", why, "regions", lit, "by_region", all);
    if (lamp->on)
        json_object_set_new(out, "skin_check_in_s",
                            json_integer(lamp->check_in_ms / 1000));
    return out;
}

static json_t *points_json(const struct report *r)
{
    json_t *list = json_array();
    const struct session_plan *plan = r->held->plan;
    for (int i = 0; i < plan->n_points; i++) {
        const struct session_point_now *now = &r->now.points[i];
        if (now->state == SESSION_POINT_REMOVED)
            continue;
        json_t *point = json_pack("{ss ss si ss ss}", "code", plan->points[i].code,
                                  "side", session_side(plan->points[i].side), "needles",
                                  plan->points[i].needles, "state",
                                  session_point_state_name(now->state), "position",
                                  plan->positions[now->position]);
        json_t *cautions = json_array();
        for (const char *const *c = plan->points[i].cautions; *c; c++)
            json_array_append_new(cautions, json_string(*c));
        json_object_set_new(point, "cautions", cautions);
        json_array_append_new(list, point);
    }
    return list;
}

static json_t *alerts_json(const struct report *r)
{
    json_t *list = json_array();
    for (int i = 0; i < r->overlay.n_alerts; i++)
        json_array_append_new(list,
                              json_pack("{ss so}", "id", r->overlay.alerts[i].id, "text",
                                        said(r, &r->overlay.alerts[i].text)));
    return list;
}

static const char *lift_reason(const struct report *r, int removal)
{
    return r->now.lift_reasons[r->now.lifted[removal] - 1];
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
    json_object_set_new(out, "label", json_string(r->held->label));
    json_object_set_new(out, "started", json_integer(r->held->started.wall_ms));
    json_object_set_new(out, "state", json_string(session_state_name(o->state)));
    json_object_set_new(out, "position", json_string(plan->positions[o->position]));
    json_object_set_new(out, "positions_left", left);
    json_object_set_new(out, "retention",
                        json_pack("{sb sb si si}", "started", o->started, "paused",
                                  o->paused, "elapsed_s", o->elapsed_s, "remaining_s",
                                  o->remaining_s));
    json_object_set_new(out, "lamp", lamp_json(r));
    json_object_set_new(
        out, "needles",
        json_pack("{si si si}", "in", o->needles_in, "placed", o->placed, "out", o->out));
    json_object_set_new(out, "points", points_json(r));
    json_object_set_new(out, "overrides", overrides_json(r));
    json_object_set_new(out, "alerts", alerts_json(r));
    json_object_set_new(out, "next", said(r, &o->next));
    return out;
}

static bool export_event(const struct session_event *event, int number, void *user)
{
    const char *args[SESSION_EVENT_ARGS];
    int n = session_event_args(event, args);
    json_t *list = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(list, json_string(args[i]));
    json_t *out = json_pack("{si ss so sI sb}", "number", number, "event",
                            session_event_name(event->kind), "args", list, "at",
                            (json_int_t)event->at.wall_ms, "entered", event->at.entered);
    if (event->at.boot[0]) {
        json_object_set_new(out, "boot", json_string(event->at.boot));
        json_object_set_new(out, "boot_ms", json_integer(event->at.mono_ms));
    }
    json_array_append_new(user, out);
    return true;
}

json_t *report_export(const struct report *r, struct journal *journal,
                      struct error *error)
{
    json_t *events = json_array(), *case_json, *plan_json;
    if (!journal_each_event(journal, r->held->id, export_event, events, error) ||
        !journal_papers(journal, r->held->id, &case_json, &plan_json, error)) {
        json_decref(events);
        return NULL;
    }
    json_t *out = report_json(r);
    json_object_set_new(out, "events", events);
    json_object_set_new(out, "case", case_json);
    json_object_set_new(out, "plan", plan_json);
    return out;
}

// ------------------------------------------------------------------------ text

static const char *word(const struct report *r, const char *id, const char *english)
{
    return texts_get(r->texts, id, english);
}

struct state_word {
    const char *id, *english;
};

static const struct state_word STATE_WORDS[SESSION_STATES] = {
    {"session.state.prepared", "prepared"},   {"session.state.inserting", "inserting"},
    {"session.state.retaining", "retaining"}, {"session.state.due", "TIME IS UP"},
    {"session.state.removing", "removing"},   {"session.state.closed", "closed"},
    {"session.state.aborted", "aborted"},
};

static const struct state_word POINT_WORDS[] = {
    {"session.point.removed", "removed"}, {"session.point.waiting", "waiting"},
    {"session.point.in", "in"},           {"session.point.de_qi", "in, De Qi"},
    {"session.point.out", "out"},         {"session.point.skipped", "skipped"},
};

static void position_word(const struct report *r, int position, char *out, size_t size)
{
    struct message m = {
        .english = "{p}",
        .arg = {plan_says_position("p", r->held->plan->positions[position])}};
    message_format(r->texts, &m, out, size);
}

/* what people wrote stays on its line and cannot steer a terminal */
static void print_text(const char *text, FILE *to)
{
    for (; *text; text++)
        fputc((unsigned char)*text < 0x20 || *text == 0x7F ? ' ' : *text, to);
}

static void print_message(const struct report *r, const struct message *m, FILE *to)
{
    char text[SAID];
    message_format(r->texts, m, text, sizeof text);
    print_text(text, to);
}

static void print_time(const struct report *r, FILE *to)
{
    const struct overlay *o = &r->overlay;
    int all = o->elapsed_s + o->remaining_s;
    fprintf(to, "%s  %d:%02d / %d:%02d", word(r, "session.text.time", "Time left"),
            o->remaining_s / 60, o->remaining_s % 60, all / 60, all % 60);
    if (!o->started && o->elapsed_s > 0)
        fprintf(to, "  (%s)",
                word(r, "session.text.waits",
                     "stopped for a late needle; begins anew with its De Qi"));
    else if (!o->started)
        fprintf(to, "  (%s)", word(r, "session.text.not_started", "not begun"));
    else if (o->paused)
        fprintf(to, "  (%s)", word(r, "session.text.paused", "paused"));
    fputc('\n', to);
}

static void print_lamp(const struct report *r, FILE *to)
{
    const struct overlay_lamp *lamp = &r->overlay.lamp;
    fprintf(to, "%s  ", word(r, "session.text.lamp", "Lamp     "));
    if (!lamp->on && r->overlay.state >= SESSION_DUE) {
        fprintf(to, "%s\n", word(r, "session.text.off", "off"));
        return;
    }
    if (!lamp->on) {
        char why[2 * SAID];
        join(&lamp->why, &lamp->because, r->texts, why, sizeof why);
        fprintf(to, "%s (%s)\n", word(r, "session.text.off", "off"), why);
        return;
    }
    fputs(word(r, "session.text.on", "ON"), to);
    for (int i = 0, n = 0; i < r->held->plan->n_regions; i++)
        if (lamp->lit[i]) {
            struct message m = {
                .english = "{region} {side}",
                .arg = {plan_says_region("region", r->held->plan->regions[i].region),
                        {"side", NULL, session_side(r->held->plan->regions[i].side), 0}}};
            fputs(n++ ? ", " : ": ", to);
            print_message(r, &m, to);
        }
    int64_t s = lamp->check_in_ms / 1000;
    struct message check = {.id = "session.text.check",
                            .english = "   skin check in {min} min {s} s",
                            .arg = {{"min", NULL, NULL, (double)(s / 60)},
                                    {"s", NULL, NULL, (double)(s % 60)}}};
    if (s > 0)
        print_message(r, &check, to);
    fputc('\n', to);
}

static void print_points(const struct report *r, FILE *to)
{
    const struct session_plan *plan = r->held->plan;
    char position[100];
    for (int p = 0; p < plan->n_positions; p++) {
        bool head = false;
        for (int i = 0; i < plan->n_points; i++) {
            const struct session_point_now *now = &r->now.points[i];
            if (now->state == SESSION_POINT_REMOVED || now->position != p)
                continue;
            position_word(r, p, position, sizeof position);
            if (!head)
                fprintf(to, "\n%s\n", position);
            head = true;
            fprintf(to, "  %-10s %s", plan->points[i].code,
                    session_side(plan->points[i].side));
            if (plan->points[i].needles > 1)
                fprintf(to, " x%d", plan->points[i].needles);
            else
                fputs("   ", to);
            fprintf(to, "  %s\n",
                    word(r, POINT_WORDS[now->state].id, POINT_WORDS[now->state].english));
        }
    }
}

static void print_override(const char *caution, const char *code, char side,
                           const char *reason, const struct report *r, FILE *to)
{
    fprintf(to, "%s  %s %s: %s", word(r, "session.text.override", "Override "), code,
            session_side(side), caution);
    fputs(*reason ? " - " : "", to);
    print_text(reason, to);
    fputc('\n', to);
}

static void print_overrides(const struct report *r, FILE *to)
{
    const struct session_plan *plan = r->held->plan;
    for (int i = 0; i < plan->n_lifted; i++)
        print_override(plan->lifted[i].caution, plan->lifted[i].code,
                       plan->lifted[i].side, plan->lifted[i].reason, r, to);
    for (int i = 0; i < plan->n_removals; i++)
        if (r->now.lifted[i])
            print_override(
                plan->removals[i].by, plan->points[plan->removals[i].point].code,
                plan->points[plan->removals[i].point].side, lift_reason(r, i), r, to);
}

void report_text(const struct report *r, FILE *to)
{
    const struct overlay *o = &r->overlay;
    char position[100];
    position_word(r, o->position, position, sizeof position);
    fprintf(to, "%s %lld   %s   %s", word(r, "session.text.session", "Session"),
            (long long)r->held->id,
            word(r, STATE_WORDS[o->state].id, STATE_WORDS[o->state].english), position);
    fputs(*r->held->label ? "   " : "", to);
    print_text(r->held->label, to);
    fputc('\n', to);
    for (int i = 0; i < o->n_alerts; i++) {
        fputs("!! ", to);
        print_message(r, &o->alerts[i].text, to);
        fputc('\n', to);
    }
    print_time(r, to);
    struct message count = {.id = "session.text.count",
                            .english = "Needles    {in} in  ({placed} placed, {out} out)",
                            .arg = {{"in", NULL, NULL, o->needles_in},
                                    {"placed", NULL, NULL, o->placed},
                                    {"out", NULL, NULL, o->out}}};
    print_message(r, &count, to);
    fputc('\n', to);
    print_lamp(r, to);
    fprintf(to, "%s  ", word(r, "session.text.next", "Next     "));
    print_message(r, &o->next, to);
    fputc('\n', to);
    print_overrides(r, to);
    print_points(r, to);
}

void report_print_line(const struct journal_entry *entry, const char *state,
                       int needles_in, const char *started, const struct texts *texts,
                       FILE *to)
{
    const char *said_state = state;
    for (int i = 0; i < SESSION_STATES; i++)
        if (strcmp(state, session_state_name((enum session_state)i)) == 0)
            said_state = texts_get(texts, STATE_WORDS[i].id, STATE_WORDS[i].english);
    fprintf(to, "%lld  %s  %s", (long long)entry->id, started, said_state);
    if (needles_in)
        fprintf(to, "  %s: %d", texts_get(texts, "session.text.in", "needles in"),
                needles_in);
    fputs(*entry->label ? "  " : "", to);
    print_text(entry->label, to);
    fputc('\n', to);
}

struct print {
    const struct report *report;
    FILE *to;
};

static bool print_event(const struct session_event *event, int number, void *user)
{
    const struct print *p = user;
    const char *args[SESSION_EVENT_ARGS];
    int n = session_event_args(event, args);
    int64_t s = (event->at.wall_ms - p->report->held->started.wall_ms) / 1000;
    const char *sign = s < 0 ? "-" : "";
    s = s < 0 ? -s : s;
    fprintf(p->to, "%4d  %s%lld:%02lld:%02lld  %s", number, sign, (long long)(s / 3600),
            (long long)(s / 60 % 60), (long long)(s % 60),
            session_event_name(event->kind));
    for (int i = 0; i < n; i++) {
        fputc(' ', p->to);
        print_text(args[i], p->to);
    }
    fputc('\n', p->to);
    return true;
}

bool report_print_events(const struct report *r, struct journal *journal, FILE *to,
                         struct error *error)
{
    struct print p = {r, to};
    return journal_each_event(journal, r->held->id, print_event, &p, error);
}
