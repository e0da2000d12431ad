/* assemble.c - the finished work as a plan: messages with their arguments, nothing
 * decided. */
#include <string.h>

#include "rules/engine_internal.h"

static struct message message(const struct rules_text *text)
{
    return (struct message){.id = text->id, .english = text->english};
}

static struct message_arg arg(const char *name, struct word_text text)
{
    return (struct message_arg){.name = name, .id = text.id, .text = text.english};
}

static struct message_arg plain(const char *name, const char *text)
{
    return (struct message_arg){.name = name, .text = text};
}

static struct message_arg set_arg(const struct rules *rules, int set)
{
    const struct rules_text *label = &rules->sets[set].label;
    return (struct message_arg){.name = "set", .id = label->id, .text = label->english};
}

static struct word_text mark_text(const struct work *w, int mark)
{
    static const struct word_text TEXTS[] = {{"mark.tender", "tender"},
                                             {"mark.numb", "numb"}};
    return TEXTS[w->record->marks[mark].kind];
}

// ---------------------------------------------------------------- points

/* The messages are written in place, into memory that is zero: a plan has hundreds. */

static void set_reason(const struct work *w, const struct pick *p, struct message *out)
{
    struct message_arg *next = out->arg;
    out->id = p->by.clause->reason.id;
    out->english = p->by.clause->reason.english;
    if (p->mark >= 0)
        *next++ = arg("mark", mark_text(w, p->mark));
    if (p->kinds)
        *next++ = arg("kinds", word_kinds_text(p->kinds));
    if (p->region >= 0)
        *next++ = arg("region", word_region_text(p->region));
    if (p->set >= 0)
        *next++ = set_arg(w->engine->rules, p->set);
}

static void set_not_chosen(const struct work *w, const struct pick *p,
                           struct message *out)
{
    static const struct rules_text TEXTS[] = {
        [WORK_CHOSEN] = {NULL, NULL},
        [WORK_CAP] =
            {"plan.not_chosen.cap",
             "no room: at most {limb} needles on a limb's side and {session} in a "
             "session"},
        [WORK_ADJUNCT] = {"plan.not_chosen.adjunct",
                          "beside marked points at most {max} adjuncts a side"},
        [WORK_OFFERED] = {"plan.not_chosen.offered", "the rule only offers it"},
        [WORK_OTHER_SIDE] = {"plan.not_chosen.other_side",
                             "the symptomatic side comes first; this is the other one"},
        [WORK_CONFLICT] =
            {"plan.not_chosen.conflict",
             "never together with a point of the plan that holds it or is held "
             "by it"},
    };
    out->id = TEXTS[p->because].id;
    out->english = TEXTS[p->because].english;
    if (p->because == WORK_CAP) {
        out->arg[0].name = "limb";
        out->arg[0].number = w->limits.per_limb_side;
        out->arg[1].name = "session";
        out->arg[1].number = w->limits.per_session;
    } else if (p->because == WORK_ADJUNCT) {
        out->arg[0].name = "max";
        out->arg[0].number = w->common->max_per_side;
    }
}

static const struct caution_point_effect *effect_of(const struct work *w,
                                                    struct pick_effect what)
{
    return &w->engine->rules->cautions[what.caution].point_effects[what.effect];
}

static void set_needle(const struct work *w, const struct pick *p, struct plan_point *out)
{
    if (p->point >= 0) {
        const struct rule_point *facts = &w->engine->points[p->point].facts;
        memcpy(out->depth_cun, facts->depth_cun, sizeof out->depth_cun);
        out->angle = facts->angle;
    } else {
        const struct case_mark *mark = &w->record->marks[p->mark];
        const struct rules_mark_default *d =
            &w->engine->rules->regions[mark->region].mark;
        memcpy(out->depth_cun, d->depth_cun, sizeof out->depth_cun);
        out->angle = (enum plan_angle)d->angle;
        out->depth_source = message(&w->engine->rules->mark_depth_source);
        out->region = word_regions[mark->region];
        out->has_at = mark->has_at;
        memcpy(out->at, mark->at, sizeof out->at);
    }
    for (int i = 0; i < p->n_effects; i++) {
        const struct caution_point_effect *e = effect_of(w, p->effects[i]);
        double cap = e->depth_cap_cun;
        for (int k = 0; k < 2 && cap > 0; k++)
            if (out->depth_cun[k] > cap)
                out->depth_cun[k] = cap;
        // a caution makes the needle flatter, never steeper
        if (e->angle > (int)out->angle && out->angle != PLAN_PRICK)
            out->angle = (enum plan_angle)e->angle;
    }
}

static void set_cautions(const struct work *w, const struct pick *p,
                         struct plan_point *out)
{
    const char **ids = arena_alloc_array(w->arena, (size_t)p->n_effects, sizeof *ids);
    const struct rule_point *facts =
        p->point >= 0 ? &w->engine->points[p->point].facts : NULL;
    size_t room = (size_t)p->n_effects + (facts && facts->mind ? 1 : 0);
    struct message *minds = arena_alloc_array(w->arena, room, sizeof *minds);
    for (int i = 0; i < p->n_effects; i++) {
        const char *id = w->engine->rules->cautions[p->effects[i].caution].id;
        bool there = false;
        for (int k = 0; k < out->n_cautions; k++)
            there = there || ids[k] == id;
        if (!there)
            ids[out->n_cautions++] = id;
        const struct rules_text *mind = &effect_of(w, p->effects[i])->mind;
        if (!mind->english)
            continue;
        minds[out->n_minds].id = mind->id;
        minds[out->n_minds++].english = mind->english;
    }
    if (facts && facts->mind) {
        minds[out->n_minds].id = facts->mind_id;
        minds[out->n_minds++].english = facts->mind;
    }
    out->cautions = ids;
    out->minds = minds;
}

static void set_point(const struct work *w, const struct plan *plan, const struct pick *p,
                      struct plan_point *out)
{
    enum plan_position position = pick_position(w, p);
    if (position == PLAN_ANY && p->because == WORK_CHOSEN && w->n_positions)
        position = w->positions[0];
    if (p->point >= 0) {
        out->pinyin = w->engine->points[p->point].facts.pinyin;
        out->hanzi = w->engine->points[p->point].facts.hanzi;
    } else {
        out->pinyin = out->hanzi = "";
    }
    out->code = pick_code(w, p);
    out->side = work_side(p->side);
    out->rank = p->rank;
    out->role = (enum plan_role)p->role;
    out->origin = (enum plan_origin)p->origin;
    out->rule = p->by.rule->id;
    out->n_statements = p->by.rule->n_src;
    out->statements = p->by.rule->src;
    out->position = position;
    out->needles = pick_needles(w, p);
    set_reason(w, p, &out->reason);
    set_not_chosen(w, p, &out->not_chosen);
    set_needle(w, p, out);
    set_cautions(w, p, out);
    const struct plan_override **overrides =
        arena_alloc_array(w->arena, (size_t)p->n_overrides, sizeof *overrides);
    for (int i = 0; i < p->n_overrides; i++)
        overrides[out->n_overrides++] = &plan->overrides[p->overrides[i]];
    out->overrides = overrides;
}

static void set_removed(const struct work *w, const struct plan *plan,
                        const struct pick *p, struct plan_removed *out)
{
    const char **by = arena_alloc_array(w->arena, (size_t)p->n_by, sizeof *by);
    struct message *reasons =
        arena_alloc_array(w->arena, (size_t)p->n_by, sizeof *reasons);
    set_point(w, plan, p, &out->point);
    for (int i = 0; i < p->n_by; i++) {
        by[i] = w->engine->rules->cautions[p->by_caution[i].caution].id;
        reasons[i] = message(&effect_of(w, p->by_caution[i])->reason);
    }
    out->n_by = p->n_by;
    out->by = by;
    out->reasons = reasons;
}

static void set_list(const struct work *w, struct plan *plan, const struct pick *list,
                     int n, const struct plan_point **points, int *n_points,
                     const struct plan_removed **removed, int *n_removed)
{
    int gone = 0;
    for (int i = 0; i < n; i++)
        gone += list[i].removed;
    struct plan_point *kept =
        arena_alloc_array(w->arena, (size_t)(n - gone), sizeof *kept);
    struct plan_removed *out = arena_alloc_array(w->arena, (size_t)gone, sizeof *out);
    *points = kept;
    *removed = out;
    for (int i = 0; i < n; i++) {
        if (list[i].removed)
            set_removed(w, plan, &list[i], &out[(*n_removed)++]);
        else
            set_point(w, plan, &list[i], &kept[(*n_points)++]);
    }
}

// ---------------------------------------------------------------- the rest

static void set_overrides(const struct work *w, struct plan *plan)
{
    int n = w->record->n_overrides;
    struct plan_override *list = arena_alloc_array(w->arena, (size_t)n, sizeof *list);
    for (int i = 0; i < n; i++) {
        const struct case_override *o = &w->record->overrides[i];
        list[i] = (struct plan_override){.caution = o->caution,
                                         .code = o->code,
                                         .side = "LRBM"[o->side],
                                         .reason = o->reason,
                                         .effective = w->override_used[i] && !w->blocked};
    }
    plan->overrides = list;
    plan->n_overrides = n;
}

static void set_caution_list(const struct work *w, struct plan *plan)
{
    struct plan_caution *list =
        arena_alloc_array(w->arena, (size_t)w->n_cautions, sizeof *list);
    for (int i = 0; i < w->n_cautions; i++) {
        const struct work_caution *c = &w->cautions[i];
        const struct caution *caution = &w->engine->rules->cautions[c->caution];
        list[i] = (struct plan_caution){.id = caution->id,
                                        .action = (enum plan_action)c->action,
                                        .title = message(&caution->title),
                                        .text = message(&c->level->text),
                                        .source = message(&caution->source)};
        if (c->level->refer.english)
            list[i].refer = message(&c->level->refer);
    }
    plan->cautions = list;
    plan->n_cautions = w->n_cautions;
}

static void set_questions(const struct work *w, struct plan *plan)
{
    struct plan_question *list =
        arena_alloc_array(w->arena, (size_t)w->n_asks, sizeof *list);
    for (int i = 0; i < w->n_asks; i++) {
        const struct work_ask *a = &w->asks[i];
        list[i] = (struct plan_question){
            .id = a->ask->id, .text = message(&a->ask->text), .by = a->by};
        if (a->mark < 0)
            continue;
        const struct case_mark *mark = &w->record->marks[a->mark];
        list[i].text.arg[0] = plain("code", w->engine->mark_codes[a->mark]);
        list[i].text.arg[1] = arg("region", word_region_text(mark->region));
        list[i].text.arg[2] = arg("side", word_side_text(" LRBM"[a->sides]));
        list[i].text.arg[3] = arg("mark", mark_text(w, a->mark));
    }
    plan->questions = list;
    plan->n_questions = w->n_asks;
}

static const struct plan_note OVER_LIMIT = {
    .rule = "",
    .text = {.id = "plan.note.over_limit",
             .english =
                 "The complements that the article names are more needles than this "
                 "session's limit allows; they are never left out for want of room."}};

static void set_notes(const struct work *w, struct plan *plan)
{
    struct plan_note *list =
        arena_alloc_array(w->arena, (size_t)w->n_notes + 1, sizeof *list);
    for (int i = 0; i < w->n_notes; i++) {
        const struct work_note *n = &w->notes[i];
        list[i] = (struct plan_note){.rule = n->by,
                                     .statement = n->note->statement,
                                     .text = message(&n->note->text)};
        if (n->symptom < 0)
            continue;
        const struct case_symptom *s = &w->record->symptoms[n->symptom];
        list[i].text.arg[0] = arg("kinds", word_kinds_text(s->kinds));
        list[i].text.arg[1] = arg("region", word_region_text(s->region));
        list[i].text.arg[2] = arg("side", word_side_text("LRBM"[s->side]));
    }
    plan->n_notes = w->n_notes;
    if (w->over_limit)
        list[plan->n_notes++] = OVER_LIMIT;
    plan->notes = list;
}

static const struct rules_text LAMP_ON = {
    "plan.lamp.on", "nothing recorded speaks against the lamp here"};
static const struct rules_text LAMP_BLOCKED = {"plan.lamp.blocked",
                                               "the plan is blocked"};
static const struct rules_text LAMP_NOT_RULED = {"plan.lamp.none",
                                                 "the rules ask for no lamp"};

static void set_lamps(const struct work *w, struct plan *plan)
{
    struct plan_session *s = &plan->session;
    struct plan_lamp_region *list =
        arena_alloc_array(w->arena, (size_t)w->n_lamps, sizeof *list);
    int n[3] = {0};
    for (int i = 0; i < w->n_lamps; i++) {
        const struct work_lamp *lamp = &w->lamps[i];
        list[i] = (struct plan_lamp_region){.region = word_regions[lamp->region],
                                            .side = work_side(lamp->side)};
        list[i].region_text = word_region_text(lamp->region).english;
        list[i].state = (enum plan_lamp)lamp->state;
        list[i].reason = message(lamp->effect ? &lamp->effect->reason : &LAMP_ON);
        if (lamp->effect)
            list[i].by = w->engine->rules->cautions[lamp->caution].id;
        if (w->blocked || !w->infrared) {
            list[i].state = PLAN_LAMP_WITHHELD;
            list[i].reason = message(w->blocked ? &LAMP_BLOCKED : &LAMP_NOT_RULED);
        }
        n[list[i].state]++;
    }
    s->regions = list;
    s->n_regions = w->n_lamps;
    s->infrared = n[PLAN_LAMP_WITHHELD] == w->n_lamps ? PLAN_LAMP_WITHHELD
                  : n[PLAN_LAMP_ON] == w->n_lamps     ? PLAN_LAMP_ON
                                                      : PLAN_LAMP_CONDITIONAL;
    // the reason of the first region in that state; else of the first that is not on
    s->infrared_reason = message(&LAMP_NOT_RULED);
    for (int i = w->n_lamps - 1; i >= 0; i--)
        if (list[i].state == s->infrared ||
            (!n[s->infrared] && list[i].state != PLAN_LAMP_ON))
            s->infrared_reason = list[i].reason;
}

void work_assemble(const struct work *w, struct plan *plan)
{
    *plan = (struct plan){.status = w->blocked ? PLAN_BLOCKED : PLAN_READY,
                          .label = w->record->label,
                          .mark_prefix = w->engine->rules->mark_prefix};
    set_overrides(w, plan);
    if (!w->blocked) {
        set_list(w, plan, w->picks, w->n_picks, &plan->points, &plan->n_points,
                 &plan->removed, &plan->n_removed);
        set_list(w, plan, w->optional, w->n_optional, &plan->optional, &plan->n_optional,
                 &plan->removed_optional, &plan->n_removed_optional);
        plan->session.n_positions = w->n_positions;
        memcpy(plan->session.positions, w->positions, sizeof w->positions);
    }
    for (int i = 0; i < plan->n_points; i++)
        plan->session.needles += plan->points[i].needles;
    plan->session.de_qi = w->de_qi;
    plan->session.retention_min = w->retention_min;
    set_caution_list(w, plan);
    set_questions(w, plan);
    set_notes(w, plan);
    set_lamps(w, plan);
}
