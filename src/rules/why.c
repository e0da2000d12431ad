#include "rules/why.h"

#include <ctype.h>
#include <string.h>

#include "catalog/cautions.h"
#include "rules/engine_internal.h"
#include "rules/plan_says.h"
#include "text/lines.h"

const char *why_state_name(enum why_state state)
{
    static const char *const NAMES[] = {"chosen",       "optional",    "removed",
                                        "composite",    "other_side",  "not_asked",
                                        "not_for_case", "not_in_sets", "blocked"};
    return NAMES[state];
}

static struct message *line(struct why *out, const char *id, const char *english)
{
    if (out->n_lines == WHY_LINES)
        return &out->line[WHY_LINES - 1];
    struct message *m = &out->line[out->n_lines++];
    *m = (struct message){.id = id, .english = english};
    return m;
}

static void add(struct why *out, const struct message *m)
{
    if (out->n_lines < WHY_LINES)
        out->line[out->n_lines++] = *m;
}

static void name(struct message *m, int i, const char *key, const char *text)
{
    m->arg[i] = (struct message_arg){.name = key, .text = text};
}

static void translated(struct message *m, int i, const char *key,
                       const struct rules_text *text)
{
    m->arg[i] = (struct message_arg){.name = key, .id = text->id, .text = text->english};
}

static bool is(const struct plan_point *p, const struct why *w)
{
    return p->side == w->side && strcmp(p->code, w->code) == 0;
}

// ---------------------------------------------------------------- what the plan says

static void from_rule(const struct engine *engine, const struct plan_point *p,
                      struct why *out)
{
    const struct rules *rules = engine_rules(engine);
    for (int i = 0; i < rules->n_rules; i++) {
        if (strcmp(rules->rules[i].id, p->rule) != 0)
            continue;
        struct message *m = line(out, "why.rule", "Rule {rule}: {text}");
        name(m, 0, "rule", p->rule);
        translated(m, 1, "text", &rules->rules[i].text);
    }
    for (int i = 0; i < p->n_statements; i++)
        for (int k = 0; k < rules->n_statements; k++) {
            if (strcmp(rules->statements[k].id, p->statements[i]) != 0)
                continue;
            struct message *m = line(out, "why.statement", "The article ({id}): {text}");
            name(m, 0, "id", p->statements[i]);
            translated(m, 1, "text", &rules->statements[k].text);
        }
    if (!p->n_statements)
        line(out, "why.silent", "The article is silent here.");
}

static bool from_plan(const struct engine *engine, const struct plan *plan,
                      struct why *out)
{
    for (int i = 0; i < plan->n_points; i++) {
        if (!is(&plan->points[i], out))
            continue;
        out->state = WHY_CHOSEN;
        out->point = &plan->points[i];
        line(out, "why.chosen", "It is in the plan.");
        add(out, out->point->reason);
        from_rule(engine, out->point, out);
        for (int k = 0; k < out->point->n_overrides; k++) {
            struct message lifted = plan_says_override(out->point->overrides[k]);
            add(out, &lifted);
        }
        return true;
    }
    for (int i = 0; i < plan->n_optional; i++) {
        if (!is(&plan->optional[i], out))
            continue;
        out->state = WHY_OPTIONAL;
        out->point = &plan->optional[i];
        struct message *m =
            line(out, "why.optional", "It is offered, not chosen: {because}.");
        m->arg[0] = (struct message_arg){.name = "because",
                                         .id = out->point->not_chosen->id,
                                         .text = out->point->not_chosen->english};
        // a limit names its numbers: the message itself, then
        if (out->point->not_chosen->arg[0].name) {
            out->n_lines--;
            line(out, "why.optional_limit", "It is offered, not chosen.");
            add(out, out->point->not_chosen);
        }
        add(out, out->point->reason);
        from_rule(engine, out->point, out);
        return true;
    }
    return false;
}

static bool removed_in(const struct plan_removed *list, int n, const char *id,
                       const char *english, struct why *out)
{
    for (int i = 0; i < n; i++) {
        if (!is(&list[i].point, out))
            continue;
        out->state = WHY_REMOVED;
        out->point = &list[i].point;
        line(out, id, english);
        add(out, list[i].point.reason);
        for (int k = 0; k < list[i].n_by; k++) {
            struct message *m =
                line(out, "why.removed_by", "Removed by {caution}: {reason}.");
            name(m, 0, "caution", list[i].by[k]);
            m->arg[1] = (struct message_arg){.name = "reason",
                                             .id = list[i].reasons[k]->id,
                                             .text = list[i].reasons[k]->english};
        }
        return true;
    }
    return false;
}

// ---------------------------------------------------------------- what it is silent
// about

static bool from_composite(const struct engine *engine, const struct plan *plan,
                           struct why *out)
{
    int point = engine_find(engine, out->code);
    if (point < 0)
        return false;
    const struct engine_point *p = &engine->points[point];
    const struct {
        const struct plan_point *list;
        int n;
        const char *id, *english;
    } WHERE[] = {
        {plan->points, plan->n_points, "why.composite",
         "{other} is in the plan on this side; one of the two holds the other, so they "
         "are "
         "never chosen together."},
        {plan->optional, plan->n_optional, "why.composite_offered",
         "{other} is offered on this side in its place; one of the two holds the other, "
         "so "
         "they are never chosen together."},
    };
    for (size_t k = 0; k < sizeof WHERE / sizeof *WHERE; k++)
        for (int i = 0; i < WHERE[k].n; i++)
            for (int c = 0; c < p->n_conflicts; c++) {
                const char *other = engine->points[p->conflicts[c]].facts.code;
                if (WHERE[k].list[i].side != out->side ||
                    strcmp(WHERE[k].list[i].code, other) != 0)
                    continue;
                out->state = WHY_COMPOSITE;
                name(line(out, WHERE[k].id, WHERE[k].english), 0, "other", other);
                return true;
            }
    return false;
}

static bool on_other_side(const struct plan *plan, const char *code, char side)
{
    char other = side == 'L' ? 'R' : 'L';
    struct why probe = {.code = code, .side = other};
    for (int i = 0; i < plan->n_points; i++)
        if (is(&plan->points[i], &probe))
            return true;
    for (int i = 0; i < plan->n_optional; i++)
        if (is(&plan->optional[i], &probe))
            return true;
    for (int i = 0; i < plan->n_removed; i++)
        if (is(&plan->removed[i].point, &probe))
            return true;
    for (int i = 0; i < plan->n_removed_optional; i++)
        if (is(&plan->removed_optional[i].point, &probe))
            return true;
    return false;
}

static bool holds(const struct rules_points *points, int point)
{
    for (int i = 0; i < points->n; i++)
        if (points->points[i] == point)
            return true;
    return false;
}

static bool list_holds(const struct rules *rules, const struct rules_list *list,
                       int point, int *set)
{
    for (int i = 0; i < list->n; i++) {
        const struct rules_set *s = &rules->sets[list->item[i]];
        if (holds(&(struct rules_points){s->n, s->points}, point)) {
            *set = list->item[i];
            return true;
        }
    }
    return false;
}

/* the set of a clause that holds the point, or -1 */
static int clause_set(const struct rules *rules, const struct rules_clause *c, int point)
{
    int set = -1;
    if (c->choose && (list_holds(rules, &c->choose->local, point, &set) ||
                      list_holds(rules, &c->choose->proximal, point, &set) ||
                      list_holds(rules, &c->choose->offer, point, &set)))
        return set;
    if (c->complement && (list_holds(rules, &c->complement->sets, point, &set) ||
                          list_holds(rules, &c->complement->offer, point, &set)))
        return set;
    for (int i = 0; i < WORD_LEVELS && c->complement && c->complement->offer_level; i++)
        if (holds(&rules->level_points[i], point) && c->complement->offer.n)
            return c->complement->offer.item[0];
    return -1;
}

static void from_rules(const struct engine *engine, struct why *out)
{
    const struct rules *rules = engine_rules(engine);
    int point = engine_find(engine, out->code);
    bool complement = false, surface = false;
    for (int i = 0; i < rules->n_rules && point >= 0; i++) {
        for (int k = 0; k < rules->rules[i].n_clauses; k++) {
            const struct rules_clause *c = &rules->rules[i].clauses[k];
            int set = clause_set(rules, c, point);
            if (set < 0)
                continue;
            complement = complement || c->complement;
            surface = surface || c->choose;
            if (out->n_lines + 2 > WHY_LINES)
                return;
            struct message *m =
                line(out, "why.would", "Rule {rule} would hold it ({set}): {text}");
            name(m, 0, "rule", rules->rules[i].id);
            translated(m, 1, "set", &rules->sets[set].label);
            translated(m, 2, "text", &rules->rules[i].text);
            break;
        }
    }
    if (surface) {
        out->state = WHY_NOT_ASKED;
        line(out, "why.not_asked", "No symptom of this case asks for that surface.");
    } else if (complement) {
        out->state = WHY_NOT_FOR_CASE;
        line(out, "why.not_for_case",
             "It is a complement for a root, and this case has no such root with a "
             "symptom of "
             "the matching limb; or its level was not given.");
    } else {
        out->state = WHY_NOT_IN_SETS;
        line(out, "why.not_in_sets",
             "No rule holds this point: the article does not speak of its surface, or it "
             "is "
             "never chosen by default. A clinician may add it.");
    }
}

void why_answer(const struct engine *engine, const struct plan *plan, const char *code,
                char side, struct why *out)
{

    *out = (struct why){.code = code, .side = side};
    if (plan->status == PLAN_BLOCKED) {
        out->state = WHY_BLOCKED;
        line(out, "why.blocked", "The plan is blocked: no point is chosen.");
        for (int i = 0; i < plan->n_cautions; i++)
            if (plan->cautions[i].action == PLAN_BLOCK) {
                add(out, &plan->cautions[i].text);
                add(out, &plan->cautions[i].refer);
            }
        return;
    }
    if (from_plan(engine, plan, out) ||
        removed_in(plan->removed, plan->n_removed, "why.removed",
                   "It was chosen, then removed.", out) ||
        removed_in(plan->removed_optional, plan->n_removed_optional, "why.removed_offer",
                   "It would only have been offered, and was removed.", out) ||
        from_composite(engine, plan, out))
        return;
    if (side != 'M' && on_other_side(plan, code, side)) {
        out->state = WHY_OTHER_SIDE;
        line(out, "why.other_side",
             "The symptoms that ask for it are on the other side; points are chosen on "
             "the "
             "symptomatic side only.");
        return;
    }
    from_rules(engine, out);
}

// ---------------------------------------------------------------- asking

/* the code as typed, in capitals, or of what it is one needle of; false where none is
 * known */
static bool find_code(const struct engine *engine, const struct case_record *record,
                      char *code)
{
    for (int tries = 0; tries < 3; tries++) {
        char *dot = strrchr(code, '.');
        if (tries == 1)
            for (char *c = code; *c; c++)
                *c = (char)toupper((unsigned char)*c);
        // one needle of several under one name: the name's
        if (tries == 2 && dot && dot[1] && !dot[1 + strspn(dot + 1, "0123456789")])
            *dot = 0;
        if (engine_point(engine, code))
            return true;
        for (int i = 0; i < record->n_marks; i++)
            if (strcmp(engine->mark_codes[i], code) == 0)
                return true;
    }
    return false;
}

static const char *mark_sides(enum case_side side)
{
    return side == CASE_L ? "L" : side == CASE_R ? "R" : side == CASE_BOTH ? "LR" : "M";
}

bool why_parse(const struct engine *engine, const struct case_record *record,
               const char *text, char *code, char *sides, struct error *error)
{
    size_t n = strlen(text);
    bool given = n > 2 && text[n - 2] == '.' && strchr("LRM", text[n - 1]);
    char side = given ? text[n - 1] : 0;
    if (given)
        n -= 2;
    snprintf(code, CASE_CODE_SIZE, "%.*s", (int)n, text);
    if (n >= CASE_CODE_SIZE || !find_code(engine, record, code))
        return error_status_set(
            error, ERROR_REFUSED,
            "--why %.40s: no such point; expected CODE or CODE.SIDE as "
            "`deqi points` lists them",
            text);
    const struct rule_point *p = engine_point(engine, code);
    const char *all = p && p->midline ? "M" : "LR";
    for (int i = 0; i < record->n_marks; i++)
        if (strcmp(engine->mark_codes[i], code) == 0)
            all = mark_sides(record->marks[i].side);
    snprintf(sides, 4, "%s", all);
    if (given && !strchr(sides, side))
        return error_status_set(error, ERROR_REFUSED,
                                "--why %.40s: %s is not on that side; expected %s", text,
                                code, all);
    if (given)
        snprintf(sides, 4, "%c", side);
    return true;
}

// ---------------------------------------------------------------- telling

json_t *why_json(const struct why *answers, int n, const struct texts *texts)
{
    json_t *list = json_array();
    for (int i = 0; i < n; i++) {
        const struct why *w = &answers[i];
        char side[2] = {w->side, 0}, text[1200];
        json_t *item = json_pack("{s:s,s:s,s:s}", "code", w->code, "side", side, "state",
                                 why_state_name(w->state));
        json_t *lines = json_array();
        for (int k = 0; k < w->n_lines; k++) {
            text_format(texts, &w->line[k], text, sizeof text);
            json_array_append_new(lines, json_string(text));
        }
        json_object_set_new(item, "answer", lines);
        if (w->point)
            json_object_set_new(item, "rule", json_string(w->point->rule));
        json_array_append_new(list, item);
    }
    return json_pack("{s:s,s:o}", "schema", "deqi/why-1", "answers", list);
}

void why_text(const struct why *answers, int n, const struct texts *texts, FILE *to)
{
    for (int i = 0; i < n; i++) {
        const struct why *w = &answers[i];
        char side[2] = {w->side, 0};
        struct lines out = {.to = to, .texts = texts};
        const struct word_text where = rules_word_side_text(w->side);
        lines_print(&out, 0, "%s.%s (%s)", w->code, side,
                    texts_get(texts, where.id, where.english));
        for (int k = 0; k < w->n_lines; k++)
            lines_message(&out, 4, "- ", &w->line[k]);
    }
}
