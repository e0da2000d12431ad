#include "views/plan_json.h"

#include "base/cut.h"
#include "base/json.h"
#include "rules/plan_says.h"
#include "views/words.h"

static json_t *text(const struct texts *texts, const struct message *m)
{
    char out[1200];
    text_format(texts, m, out, sizeof out);
    return json_string(out);
}

static json_t *side(char s)
{
    char name[2] = {s, 0};
    return json_string(name);
}

static json_t *strings(const char *const *list, int n)
{
    json_t *out = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(out, json_string(list[i]));
    return out;
}

static json_t *overrides(const struct plan_override *const *list, int n)
{
    json_t *out = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(out, json_pack("{s:s,s:s}", "caution", list[i]->caution,
                                             "reason", list[i]->reason));
    return out;
}

static json_t *numbers(const double *list, int n)
{
    json_t *out = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(out, json_real6(list[i]));
    return out;
}

static void put_needle(json_t *out, const struct planned_needle *needle)
{
    const double direction[3] = {(double)needle->direction[0],
                                 (double)needle->direction[1],
                                 (double)needle->direction[2]};
    json_object_set_new(out, "depth_cun", numbers(needle->depth_cun, 2));
    if (needle->has_depth)
        json_object_set_new(out, "depth_mm", numbers(needle->depth_mm, 2));
    json_object_set_new(out, "angle", json_string(plan_angle_name(needle->angle)));
    if (needle->has_direction)
        json_object_set_new(out, "direction", numbers(direction, 3));
    json_object_set_new(out, "retained", json_boolean(needle->retained));
}

static json_t *point_json(const struct plan_point *p, const struct planned_body *on,
                          const struct texts *texts)
{
    const struct planned_needle needle = planned_needle(p, on);
    json_t *out = json_object();
    json_object_set_new(out, "code", json_string(p->code));
    json_object_set_new(out, "side", side(p->side));
    json_object_set_new(out, "rank", json_integer(p->rank));
    json_object_set_new(out, "role", json_string(plan_role_name(p->role)));
    json_object_set_new(out, "origin", json_string(plan_origin_name(p->origin)));
    json_object_set_new(out, "rule", json_string(p->rule));
    json_object_set_new(out, "reason", text(texts, p->reason));
    json_object_set_new(out, "statements", strings(p->statements, p->n_statements));
    json_object_set_new(out, "position", json_string(plan_position_name(p->position)));
    json_object_set_new(out, "needles", json_integer(p->needles));
    put_needle(out, &needle);
    json_object_set_new(out, "cautions", strings(p->cautions, p->n_cautions));
    if (p->pinyin[0])
        json_object_set_new(out, "pinyin", json_string(p->pinyin));
    if (p->n_minds) {
        json_t *minds = json_array();
        for (int i = 0; i < p->n_minds; i++)
            json_array_append_new(minds, text(texts, p->minds[i]));
        json_object_set_new(out, "mind", minds);
    }
    if (p->n_overrides)
        json_object_set_new(out, "overrides", overrides(p->overrides, p->n_overrides));
    if (p->depth_source)
        json_object_set_new(out, "depth_source", text(texts, p->depth_source));
    if (p->region)
        json_object_set_new(out, "region", json_string(p->region));
    if (p->has_at)
        json_object_set_new(out, "at", numbers(p->at, 3));
    if (p->not_chosen)
        json_object_set_new(out, "not_chosen", text(texts, p->not_chosen));
    return out;
}

static json_t *points_json(const struct plan_point *list, int n,
                           const struct planned_body *on, const struct texts *texts)
{
    json_t *out = json_array();
    for (int i = 0; i < n; i++)
        json_array_append_new(out, point_json(&list[i], on, texts));
    return out;
}

static json_t *removed_json(const struct plan_removed *list, int n,
                            const struct texts *texts)
{
    json_t *out = json_array();
    for (int i = 0; i < n; i++) {
        const struct plan_removed *r = &list[i];
        json_t *item = json_object();
        json_object_set_new(item, "code", json_string(r->point.code));
        json_object_set_new(item, "side", side(r->point.side));
        json_object_set_new(item, "by", json_string(r->by[0]));
        json_object_set_new(item, "reason", text(texts, r->reasons[0]));
        if (r->n_by > 1)
            json_object_set_new(item, "also_by", strings(r->by + 1, r->n_by - 1));
        json_array_append_new(out, item);
    }
    return out;
}

static json_t *cautions_json(const struct plan *plan, const struct texts *texts)
{
    json_t *out = json_array();
    for (int i = 0; i < plan->n_cautions; i++) {
        const struct plan_caution *c = &plan->cautions[i];
        json_t *item = json_object();
        json_object_set_new(item, "id", json_string(c->id));
        json_object_set_new(item, "action", json_string(plan_action_name(c->action)));
        json_object_set_new(item, "title", text(texts, &c->title));
        char what[1200], refer[600] = "", told[700];
        text_format(texts, &c->text, what, sizeof what);
        // who reads only the text must learn where to refer, too
        if (words_any(&c->refer)) {
            text_format(texts, &c->refer, refer, sizeof refer);
            struct message m = plan_says_refer(refer);
            text_format(texts, &m, told, sizeof told);
            cut_append(what, sizeof what, " %s", told);
        }
        json_object_set_new(item, "text", json_string(what));
        if (*refer)
            json_object_set_new(item, "refer", json_string(refer));
        json_object_set_new(item, "source", text(texts, &c->source));
        json_array_append_new(out, item);
    }
    return out;
}

static json_t *session_json(const struct plan_session *s, const struct texts *texts)
{
    json_t *out = json_object();
    json_object_set_new(out, "de_qi", json_boolean(s->de_qi));
    json_object_set_new(out, "retention_min", json_integer(s->retention_min));
    json_object_set_new(out, "infrared", json_string(plan_lamp_name(s->infrared)));
    json_object_set_new(out, "infrared_reason", text(texts, &s->infrared_reason));
    json_t *regions = json_array();
    for (int i = 0; i < s->n_regions; i++) {
        const struct plan_lamp_region *r = &s->regions[i];
        json_t *item = json_object();
        json_object_set_new(item, "region", json_string(r->region));
        json_object_set_new(item, "side", side(r->side));
        json_object_set_new(item, "state", json_string(plan_lamp_name(r->state)));
        json_object_set_new(item, "reason", text(texts, &r->reason));
        if (r->by)
            json_object_set_new(item, "by", json_string(r->by));
        json_array_append_new(regions, item);
    }
    json_object_set_new(out, "infrared_by_region", regions);
    json_t *positions = json_array();
    for (int i = 0; i < s->n_positions; i++)
        json_array_append_new(positions,
                              json_string(plan_position_name(s->positions[i])));
    json_object_set_new(out, "positions", positions);
    json_object_set_new(out, "needles", json_integer(s->needles));
    json_object_set_new(out, "pricks", json_integer(s->pricks));
    json_object_set_new(out, "statements", json_pack("[s]", "S12"));
    return out;
}

static json_t *words_json(const struct texts *texts, const struct plan_words *words)
{
    return json_string(texts_get(texts, words->id, words->english));
}

static json_t *trials_json(const struct plan *plan, const struct texts *texts)
{
    json_t *out = json_array();
    for (int i = 0; i < plan->n_trials; i++) {
        const struct plan_trial *t = &plan->trials[i];
        json_t *item = json_object(), *points = json_array();
        json_object_set_new(item, "id", json_string(t->id));
        json_object_set_new(item, "condition", words_json(texts, &t->condition));
        json_object_set_new(item, "design", words_json(texts, &t->design));
        for (int k = 0; k < t->n_points; k++)
            json_array_append_new(points, json_pack("{s:s,s:b}", "code", t->codes[k],
                                                    "in_plan", (int)t->in_plan[k]));
        json_object_set_new(item, "points", points);
        if (t->retention.english)
            json_object_set_new(item, "retention", words_json(texts, &t->retention));
        if (t->course.english)
            json_object_set_new(item, "course", words_json(texts, &t->course));
        json_object_set_new(item, "grade", words_json(texts, &t->grade));
        json_object_set_new(item, "source", json_string(t->source));
        json_object_set_new(item, "read", json_string(t->read));
        json_array_append_new(out, item);
    }
    return out;
}

static json_t *questions_json(const struct plan *plan, const struct texts *texts)
{
    json_t *out = json_array();
    for (int i = 0; i < plan->n_questions; i++) {
        json_t *item = json_object();
        json_object_set_new(item, "id", json_string(plan->questions[i].id));
        json_object_set_new(item, "text", text(texts, &plan->questions[i].text));
        json_object_set_new(item, "by", json_string(plan->questions[i].by));
        json_array_append_new(out, item);
    }
    return out;
}

static json_t *notes_json(const struct plan *plan, const struct texts *texts)
{
    json_t *out = json_array();
    for (int i = 0; i < plan->n_notes; i++) {
        const struct plan_note *n = &plan->notes[i];
        json_t *item = json_object();
        json_object_set_new(item, "statement",
                            json_string(n->statement ? n->statement : ""));
        json_object_set_new(item, "text", text(texts, &n->text));
        if (n->rule[0])
            json_object_set_new(item, "rule", json_string(n->rule));
        if (n->region) {
            json_object_set_new(item, "region", json_string(n->region));
            json_object_set_new(item, "side",
                                n->side == 'B' ? json_string("both") : side(n->side));
        }
        json_array_append_new(out, item);
    }
    return out;
}

static json_t *all_overrides(const struct plan *plan, const struct texts *texts)
{
    json_t *out = json_array();
    for (int i = 0; i < plan->n_overrides; i++) {
        const struct plan_override *o = &plan->overrides[i];
        json_t *item = json_object();
        json_object_set_new(item, "caution", json_string(o->caution));
        json_object_set_new(item, "code", json_string(o->code));
        json_object_set_new(item, "side",
                            o->side == 'B' ? json_string("both") : side(o->side));
        json_object_set_new(item, "reason", json_string(o->reason));
        json_object_set_new(item, "effective", json_boolean(o->effective));
        if (!o->effective) {
            struct message why = plan_says_no_override(o);
            json_object_set_new(item, "why_not", text(texts, &why));
        }
        json_array_append_new(out, item);
    }
    return out;
}

json_t *plan_json(const struct plan *plan, const struct planned_body *on,
                  const struct texts *texts)
{
    json_t *out = json_object();
    json_object_set_new(out, "schema", json_string("deqi/plan-1"));
    json_object_set_new(out, "status", json_string(plan_status_name(plan->status)));
    if (plan->empty)
        json_object_set_new(out, "empty", json_true());
    json_object_set_new(out, "article", json_string(plan->article));
    if (plan->label[0])
        json_object_set_new(out, "label", json_string(plan->label));
    json_object_set_new(out, "points",
                        points_json(plan->points, plan->n_points, on, texts));
    json_object_set_new(out, "optional",
                        points_json(plan->optional, plan->n_optional, on, texts));
    json_object_set_new(out, "removed",
                        removed_json(plan->removed, plan->n_removed, texts));
    if (plan->n_removed_optional)
        json_object_set_new(
            out, "removed_optional",
            removed_json(plan->removed_optional, plan->n_removed_optional, texts));
    json_object_set_new(out, "cautions", cautions_json(plan, texts));
    json_object_set_new(out, "questions", questions_json(plan, texts));
    json_object_set_new(out, "session", session_json(&plan->session, texts));
    json_object_set_new(out, "notes", notes_json(plan, texts));
    if (plan->n_trials)
        json_object_set_new(out, "trials", trials_json(plan, texts));
    if (plan->n_overrides)
        json_object_set_new(out, "overrides", all_overrides(plan, texts));
    return out;
}
