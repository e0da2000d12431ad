/* plan_text.c - the handover note: what to do, in the order in which it is done.
 *
 * Points of both sides that are the same in everything else share one entry.
 */
#include "views/plan_text.h"

#include <string.h>

#include "rules/plan_says.h"
#include "text/lines.h"
#include "views/findings_text.h"

enum { WIDE = 2400 };

static const char *t(const struct lines *out, const char *id, const char *english)
{
    return texts_get(out->texts, id, english);
}

static const char *side_word(const struct lines *out, char side)
{
    return side == 'L'   ? t(out, "where.L", "left")
           : side == 'R' ? t(out, "where.R", "right")
                         : t(out, "where.M", "midline");
}

static const char *position_word(const struct lines *out, enum plan_position position)
{
    struct message_arg word = plan_says_position("", plan_position_name(position));
    return t(out, word.id, word.text);
}

static const char *named(const struct lines *out, const char *kind, const char *name,
                         const char *english)
{
    char id[64];
    snprintf(id, sizeof id, "%s.%s", kind, name);
    return t(out, id, english ? english : name);
}

// ---------------------------------------------------------------- points

/* whether b is a on the other side */
static bool is_pair(const struct plan_point *a, const struct plan_point *b)
{
    if (strcmp(a->code, b->code) != 0 || a->side == b->side || a->rank != b->rank ||
        a->role != b->role || a->position != b->position ||
        a->reason.id != b->reason.id || a->n_minds != b->n_minds || a->n_overrides ||
        b->n_overrides)
        return false;
    for (int i = 0; i < a->n_minds; i++)
        if (a->minds[i].id != b->minds[i].id)
            return false;
    for (int i = 0; i < MESSAGE_ARGS; i++)
        if (a->reason.arg[i].id != b->reason.arg[i].id)
            return false;
    return true;
}

static void point_head(const struct plan_point *p, bool both, const struct lines *out)
{
    char name[160], depth[60], head[WIDE];
    snprintf(name, sizeof name, "%s%s%s%s%s", p->code, p->pinyin[0] ? " " : "", p->pinyin,
             p->hanzi[0] ? " " : "", p->hanzi);
    snprintf(depth, sizeof depth, "%g-%g", p->depth_cun[0], p->depth_cun[1]);
    struct message m = {
        .id = "plan.text.point",
        .english = "{name}, {side} · {depth} cun, {angle}",
        .arg = {
            {.name = "name", .text = name},
            {.name = "side",
             .text = both ? t(out, "where.both", "both sides") : side_word(out, p->side)},
            {.name = "depth", .text = depth},
            {.name = "angle",
             .text = named(out, "angle", plan_angle_name(p->angle), NULL)}}};
    size_t n = message_format(out->texts, &m, head, sizeof head);
    if (p->needles > 1) {
        char each[100];
        struct message needles = {.id = "plan.text.needles_each",
                                  .english = "{n} needles a side",
                                  .arg = {{.name = "n", .number = p->needles}}};
        message_format(out->texts, &needles, each, sizeof each);
        n += (size_t)snprintf(head + n, sizeof head - n, " · %s", each);
    }
    snprintf(head + n, sizeof head - n, " · %s",
             named(out, "role", plan_role_name(p->role), NULL));
    lines_put(out, 4, "  ", head);
}

static void point_why(const struct plan_point *p, const struct lines *out)
{
    char source[200], reason[1200];
    size_t n = (size_t)snprintf(source, sizeof source, "%s", p->rule);
    for (int i = 0; i < p->n_statements && n < sizeof source; i++)
        n += (size_t)snprintf(source + n, sizeof source - n, ", %s", p->statements[i]);
    message_format(out->texts, &p->reason, reason, sizeof reason);
    struct message m = {
        .id = "plan.text.why",
        .english = "Why: {reason} [{source}]",
        .arg = {{.name = "reason", .text = reason}, {.name = "source", .text = source}}};
    lines_message(out, 6, "", &m);
}

static void point_minds(const struct plan_point *p, const struct lines *out)
{
    char text[1200];
    for (int i = 0; i < p->n_minds; i++) {
        message_format(out->texts, &p->minds[i], text, sizeof text);
        struct message m = {.id = "plan.text.mind",
                            .english = "Mind: {text}.",
                            .arg = {{.name = "text", .text = text}}};
        lines_message(out, 6, "", &m);
    }
    if (p->depth_source.id) {
        message_format(out->texts, &p->depth_source, text, sizeof text);
        struct message m = plan_says_depth_source(text);
        lines_message(out, 6, "", &m);
    }
    for (int i = 0; i < p->n_overrides; i++) {
        struct message m = plan_says_override(p->overrides[i]);
        lines_message(out, 6, "", &m);
    }
}

static void point_entry(const struct plan_point *p, bool both, const struct lines *out)
{
    point_head(p, both, out);
    point_why(p, out);
    point_minds(p, out);
}

static void position_entry(const struct plan *plan, int index, const struct lines *out)
{
    enum plan_position position = plan->session.positions[index];
    int needles = 0;
    for (int i = 0; i < plan->n_points; i++)
        if (plan->points[i].position == position)
            needles += plan->points[i].needles;
    struct message m = {
        .id = needles == 1 ? "plan.text.position_one" : "plan.text.position",
        .english = needles == 1 ? "{n}. {position}: one needle, {min} minutes"
                                : "{n}. {position}: {needles} needles, {min} minutes",
        .arg = {{.name = "n", .number = index + 1},
                {.name = "position", .text = position_word(out, position)},
                {.name = "needles", .number = needles},
                {.name = "min", .number = plan->session.retention_min}}};
    lines_message(out, 2, "", &m);
    bool done[512] = {false};
    for (int i = 0; i < plan->n_points; i++) {
        const struct plan_point *p = &plan->points[i];
        if (p->position != position || done[i])
            continue;
        bool both = false;
        for (int k = i + 1; k < plan->n_points && !both; k++)
            if (is_pair(p, &plan->points[k]))
                both = done[k] = true;
        point_entry(p, both, out);
    }
}

static void points(const struct plan *plan, const struct lines *out)
{
    lines_heading(out, "plan.text.points", "Points");
    if (!plan->n_points)
        lines_print(out, 2, "%s", t(out, "plan.text.no_points", "No points are chosen."));
    for (int i = 0; i < plan->session.n_positions; i++)
        position_entry(plan, i, out);
}

static void code_and_side(char *text, size_t size, const struct plan_point *p)
{
    snprintf(text, size, "%s.%c", p->code, p->side);
}

static void optional(const struct plan *plan, const struct lines *out)
{
    if (!plan->n_optional)
        return;
    lines_heading(out, "plan.text.optional", "Optional: offered, not chosen");
    bool done[512] = {false};
    for (int i = 0; i < plan->n_optional; i++) {
        if (done[i])
            continue;
        char list[WIDE] = "", because[400];
        for (int k = i; k < plan->n_optional; k++) {
            char code[40];
            if (plan->optional[k].not_chosen.id != plan->optional[i].not_chosen.id)
                continue;
            done[k] = true;
            code_and_side(code, sizeof code, &plan->optional[k]);
            size_t n = strlen(list);
            if (n + strlen(code) + 2 < sizeof list)
                snprintf(list + n, sizeof list - n, "%s%s", n ? " " : "", code);
        }
        message_format(out->texts, &plan->optional[i].not_chosen, because,
                       sizeof because);
        struct message m = {.id = "plan.text.optional_line",
                            .english = "{list} ({because})",
                            .arg = {{.name = "list", .text = list},
                                    {.name = "because", .text = because}}};
        lines_message(out, 4, "- ", &m);
    }
}

/* the points that the same caution removed for the same reason share a line */
static void removed_line(const struct plan *plan, const struct plan_removed *first,
                         int by, const struct lines *out)
{
    char list[WIDE] = "", reason[400];
    for (int i = 0; i < plan->n_removed; i++)
        for (int k = 0; k < plan->removed[i].n_by; k++) {
            if (plan->removed[i].reasons[k].id != first->reasons[by].id)
                continue;
            char code[40];
            code_and_side(code, sizeof code, &plan->removed[i].point);
            size_t n = strlen(list);
            if (n + strlen(code) + 2 < sizeof list)
                snprintf(list + n, sizeof list - n, "%s%s", n ? " " : "", code);
        }
    message_format(out->texts, &first->reasons[by], reason, sizeof reason);
    struct message m = {.id = "plan.text.removed_line",
                        .english = "{code}: {reason} [{by}]",
                        .arg = {{.name = "code", .text = list},
                                {.name = "reason", .text = reason},
                                {.name = "by", .text = first->by[by]}}};
    lines_message(out, 4, "- ", &m);
}

static bool told_before(const struct plan *plan, int point, int by)
{
    const char *id = plan->removed[point].reasons[by].id;
    for (int i = 0; i < point; i++)
        for (int k = 0; k < plan->removed[i].n_by; k++)
            if (plan->removed[i].reasons[k].id == id)
                return true;
    return false;
}

static void removed(const struct plan *plan, const struct lines *out)
{
    if (!plan->n_removed)
        return;
    lines_heading(out, "plan.text.removed", "Removed by a caution");
    for (int i = 0; i < plan->n_removed; i++)
        for (int k = 0; k < plan->removed[i].n_by; k++)
            if (!told_before(plan, i, k))
                removed_line(plan, &plan->removed[i], k, out);
}

static void overrides(const struct plan *plan, const struct lines *out)
{
    for (int i = 0; i < plan->n_overrides; i++) {
        if (plan->overrides[i].effective)
            continue;
        struct message m = plan_says_no_override(&plan->overrides[i]);
        lines_message(out, 4, "- ", &m);
    }
}

// ---------------------------------------------------------------- session

static void lamp_region(const struct plan_lamp_region *r, const struct lines *out)
{
    char reason[400], region[64];
    message_format(out->texts, &r->reason, reason, sizeof reason);
    snprintf(region, sizeof region, "region.%s", r->region);
    struct message m = {
        .id = "plan.text.lamp_region",
        .english = "{region} ({side}): {state}; {reason}",
        .arg = {
            {.name = "region", .text = t(out, region, r->region_text)},
            {.name = "side", .text = side_word(out, r->side)},
            {.name = "state", .text = named(out, "lamp", plan_lamp_name(r->state), NULL)},
            {.name = "reason", .text = reason}}};
    lines_message(out, 6, "- ", &m);
}

static void session(const struct plan *plan, const struct lines *out)
{
    const struct plan_session *s = &plan->session;
    if (!plan->n_points)
        return;
    lines_heading(out, "plan.text.session", "Session");
    struct message needles = {
        .id = s->needles == 1      ? "plan.text.needle_one"
              : s->n_positions > 1 ? "plan.text.needles"
                                   : "plan.text.needles_one",
        .english =
            s->needles == 1 ? "One needle."
            : s->n_positions > 1
                ? "{needles} needles in {positions} positions, one after another, each "
                  "with {min} minutes of its own."
                : "{needles} needles in one position.",
        .arg = {{.name = "needles", .number = s->needles},
                {.name = "positions", .number = s->n_positions},
                {.name = "min", .number = s->retention_min}}};
    struct message retention = {.id = "plan.text.retention",
                                .english =
                                    "Retention: {min} minutes, counted from De Qi.",
                                .arg = {{.name = "min", .number = s->retention_min}}};
    lines_message(out, 2, "", &needles);
    lines_message(out, 2, "", &retention);
    struct message lamp = {
        .id = "plan.text.lamp",
        .english = "Infrared: {state}.",
        .arg = {{.name = "state",
                 .text = named(out, "lamp", plan_lamp_name(s->infrared), NULL)}}};
    lines_message(out, 2, "", &lamp);
    for (int i = 0; i < s->n_regions; i++)
        lamp_region(&s->regions[i], out);
}

// ---------------------------------------------------------------- cautions, questions,
// notes

static void caution(const struct plan_caution *c, const struct lines *out)
{
    char title[200], text[1200];
    message_format(out->texts, &c->title, title, sizeof title);
    message_format(out->texts, &c->text, text, sizeof text);
    lines_print(out, 2, "%s [%s, %s]", title,
                named(out, "action", plan_action_name(c->action), NULL), c->id);
    lines_print(out, 4, "%s", text);
    if (c->refer.id) {
        message_format(out->texts, &c->refer, text, sizeof text);
        struct message m = plan_says_refer(text);
        lines_message(out, 4, "", &m);
    }
    message_format(out->texts, &c->source, text, sizeof text);
    struct message m = plan_says_source(text);
    lines_message(out, 4, "", &m);
}

static void blocks(const struct plan *plan, const struct lines *out)
{
    lines_heading(out, "plan.text.blocked", "Blocked: no needling");
    for (int i = 0; i < plan->n_cautions; i++)
        if (plan->cautions[i].action == PLAN_BLOCK)
            caution(&plan->cautions[i], out);
}

static void cautions(const struct plan *plan, const struct lines *out)
{
    bool headed = false;
    for (int i = 0; i < plan->n_cautions; i++) {
        enum plan_action action = plan->cautions[i].action;
        // where nothing is needled, how to needle is not told
        if (action == PLAN_BLOCK || (plan->status == PLAN_BLOCKED && action != PLAN_INFO))
            continue;
        if (!headed)
            lines_heading(out, "plan.text.cautions", "Cautions");
        headed = true;
        caution(&plan->cautions[i], out);
    }
}

static void questions(const struct plan *plan, const struct lines *out)
{
    if (!plan->n_questions)
        return;
    lines_heading(out, "plan.text.questions", "Still open");
    for (int i = 0; i < plan->n_questions; i++)
        lines_message(out, 4, "- ", &plan->questions[i].text);
}

static void notes(const struct plan *plan, const struct lines *out)
{
    lines_heading(out, "plan.text.notes", "What the article says, and what is known");
    for (int i = 0; i < plan->n_notes; i++)
        lines_message(out, 4, "- ", &plan->notes[i].text);
}

void plan_text(const struct plan *plan, const struct case_record *record,
               const struct texts *texts, FILE *to)
{
    struct lines out = {.to = to, .texts = texts};
    const char *untitled = t(&out, "plan.text.untitled", "Plan without a label");
    lines_print(&out, 0, "%s",
                plan->label[0] ? texts_label(texts, plan->label) : untitled);
    if (plan->status == PLAN_BLOCKED)
        blocks(plan, &out);
    findings_text(plan, record, &out);
    if (plan->status == PLAN_READY) {
        points(plan, &out);
        removed(plan, &out);
        optional(plan, &out);
        session(plan, &out);
    }
    overrides(plan, &out);
    cautions(plan, &out);
    questions(plan, &out);
    notes(plan, &out);
}
