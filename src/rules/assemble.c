/* assemble.c - the finished work as a plan: messages with their arguments, nothing
 * decided. */
#include <string.h>

#include "rules/engine_internal.h"

/* The messages are written in place, into memory that is zero: a plan has hundreds. */
void work_message(struct message *out, const struct rules_text *text)
{
    out->id = text->id;
    out->english = text->english;
}

struct message_arg work_arg(const char *name, struct word_text text)
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

static void set_reason(const struct work *w, const struct pick *p, struct message *out)
{
    struct message_arg *next = out->arg;
    work_message(out, &p->by.clause->reason);
    if (p->mark >= 0)
        *next++ = work_arg("mark", mark_text(w, p->mark));
    if (p->kinds)
        *next++ = work_arg("kinds", word_kinds_text(p->kinds));
    if (p->region >= 0)
        *next++ = work_arg("region", word_region_text(p->region));
    if (p->set >= 0)
        *next++ = set_arg(w->engine->rules, p->set);
}

/* What the points of a plan share, and the room that their lists are cut from: a plan has
 * hundreds of points, and most have one or two of each. */
struct shared {
    struct message why[WORK_FREED + 1]; /* that it is not chosen */
    struct message depth_source;        /* of a mark */
    const char **ids;
    struct message *minds;
    const struct plan_override **overrides;
};

static struct shared *share(const struct work *w)
{
    static const struct rules_text TEXTS[] = {
        [WORK_CAP] =
            {"plan.not_chosen.cap",
             "no room: at most {limb} needles on a limb's side and {session} in a "
             "session"},
        [WORK_ADJUNCT] = {"plan.not_chosen.adjunct",
                          "beside marked points at most {max} adjuncts a side"},
        [WORK_OFFERED] = {"plan.not_chosen.offered", "only offered by the rule"},
        [WORK_OTHER_SIDE] = {"plan.not_chosen.other_side",
                             "on the other side; the symptomatic side comes first"},
        [WORK_CONFLICT] =
            {"plan.not_chosen.conflict",
             "never together with a point of the plan that holds it or is held "
             "by it"},
        [WORK_LONE] = {"plan.not_chosen.lone",
                       "this one needle would cost another position and another half "
                       "hour, and other points serve"},
        [WORK_FEW] = {"plan.not_chosen.few", "few needles are wanted; others come first"},
        [WORK_FREED] = {"plan.not_chosen.room",
                        "room has come free; the plan does not fill it by itself"},
    };
    struct shared *out = arena_alloc(w->arena, sizeof *out);
    work_message(&out->depth_source, &w->engine->rules->mark_depth_source);
    for (int i = 0; i <= WORK_FREED; i++)
        work_message(&out->why[i], &TEXTS[i]);
    struct message_arg *cap = out->why[WORK_CAP].arg;
    cap[0].name = "limb";
    cap[0].number = w->limits.per_limb_side;
    cap[1].name = "session";
    cap[1].number = w->limits.per_session;
    if (w->common) {
        out->why[WORK_ADJUNCT].arg[0].name = "max";
        out->why[WORK_ADJUNCT].arg[0].number = w->common->max_per_side;
    }
    return out;
}

static const struct caution_point_effect *effect_of(const struct work *w,
                                                    struct pick_effect what)
{
    return &w->engine->rules->cautions[what.caution].point_effects[what.effect];
}

/* to whole tenths of a cun, which is what a hand can tell; never less than one, and never
 * nothing where there was something */
static double tenths(double cun)
{
    double t = (double)(int)(cun * 10 + 1e-6);
    return (t < 1 ? 1 : t) / 10;
}

/* The least falls with the most: where there were two depths there stay two, so that a
 * capped point can still be needled shallow. */
static void limit_depth(const struct caution_point_effect *e, struct plan_point *out)
{
    double *depth = out->depth_cun, most = depth[1];
    if (depth[1] <= 0)
        return;
    if (e->depth_factor > 0)
        for (int k = 0; k < 2; k++)
            depth[k] = depth[k] > 0.1 ? tenths(depth[k] * e->depth_factor) : depth[k];
    if (e->depth_cap_cun > 0 && depth[1] > e->depth_cap_cun)
        depth[1] = e->depth_cap_cun;
    if (depth[1] < most && depth[0] > 0.6 * depth[1])
        depth[0] = depth[1] > 0.1 ? tenths(0.6 * depth[1]) : depth[1];
    if (e->depth_cap_mm > 0 &&
        (out->depth_cap_mm <= 0 || e->depth_cap_mm < out->depth_cap_mm))
        out->depth_cap_mm = e->depth_cap_mm;
}

static void set_needle(const struct work *w, const struct shared *shared,
                       const struct pick *p, struct plan_point *out)
{
    out->limb = (enum plan_limb)(pick_limb(w, p) + 1); // -1 is neither
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
        out->depth_source = &shared->depth_source;
        out->region = word_regions[mark->region];
        out->has_at = mark->has_at;
        memcpy(out->at, mark->at, sizeof out->at);
    }
    const struct pick_effect *effects = p->effects.item;
    for (int i = 0; i < p->effects.n; i++) {
        const struct caution_point_effect *e = effect_of(w, effects[i]);
        limit_depth(e, out);
        // a caution makes the needle flatter, never steeper
        if (e->angle > (int)out->angle && out->angle != PLAN_PRICK)
            out->angle = (enum plan_angle)e->angle;
    }
}

/* what a point says of itself, without what does not concern this person */
static void set_own_words(const struct work *w, int point, struct message *out, int *n)
{
    const struct engine_point *p = &w->engine->points[point];
    uint32_t left_out = 0;
    for (uint64_t rest = p->says_some ? w->unsaid : 0; rest; rest &= rest - 1)
        left_out |= p->said[__builtin_ctzll(rest)];
    if ((left_out & p->sentences) == p->sentences)
        return;
    out->id = p->facts.mind_id;
    out->english = p->facts.mind;
    out->left_out = left_out;
    ++*n;
}

/* whether the point's own words say already what the effect's tags mean */
static bool is_said(const struct work *w, const struct caution_point_effect *effect,
                    int point)
{
    if (!effect->if_silent || point < 0)
        return false;
    const struct engine_point *p = &w->engine->points[point];
    for (uint64_t rest = effect->points.tags & p->tags; rest; rest &= rest - 1)
        if (p->said[__builtin_ctzll(rest)])
            return true;
    return false;
}

static void set_cautions(const struct work *w, struct shared *shared,
                         const struct pick *p, struct plan_point *out)
{
    const struct pick_effect *effects = p->effects.item;
    const char **ids = shared->ids;
    const struct rule_point *facts =
        p->point >= 0 ? &w->engine->points[p->point].facts : NULL;
    struct message *minds = shared->minds;
    for (int i = 0; i < p->effects.n; i++) {
        const char *id = w->engine->rules->cautions[effects[i].caution].id;
        bool there = false;
        for (int k = 0; k < out->n_cautions; k++)
            there = there || ids[k] == id;
        if (!there)
            ids[out->n_cautions++] = id;
        const struct rules_text *mind = &effect_of(w, effects[i])->mind;
        if (!mind->english || is_said(w, effect_of(w, effects[i]), p->point))
            continue;
        work_message(&minds[out->n_minds++], mind);
    }
    if (facts && facts->mind)
        set_own_words(w, p->point, &minds[out->n_minds], &out->n_minds);
    out->cautions = ids;
    out->minds = minds;
    shared->ids += out->n_cautions;
    shared->minds += out->n_minds;
}

/* room for the lists of the points of these picks */
static void make_room(const struct work *w, struct shared *shared,
                      const struct work_list *picks)
{
    const struct pick *list = picks->item;
    size_t ids = 0, minds = 0, overrides = 0;
    for (int i = 0; i < picks->n; i++) {
        const struct pick_effect *effects = list[i].effects.item;
        for (int k = 0; k < list[i].effects.n; k++)
            minds += effect_of(w, effects[k])->mind.english != NULL;
        minds += list[i].point >= 0 && w->engine->points[list[i].point].facts.mind;
        ids += (size_t)list[i].effects.n;
        overrides += (size_t)list[i].overrides.n;
    }
    shared->ids = arena_alloc_array(w->arena, ids, sizeof *shared->ids);
    shared->minds = arena_alloc_array(w->arena, minds, sizeof *shared->minds);
    shared->overrides = arena_alloc_array(w->arena, overrides, sizeof *shared->overrides);
}

static void set_point(const struct work *w, const struct plan *plan,
                      struct shared *shared, const struct pick *p, struct plan_point *out)
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
    out->retained = pick_retained(w, p);
    set_reason(w, p, &out->reason);
    if (p->because != WORK_CHOSEN)
        out->not_chosen = &shared->why[p->because];
    set_needle(w, shared, p, out);
    set_cautions(w, shared, p, out);
    const uint8_t *lifted = p->overrides.item;
    out->overrides = shared->overrides;
    for (int i = 0; i < p->overrides.n; i++)
        shared->overrides[out->n_overrides++] = &plan->overrides[lifted[i]];
    shared->overrides += out->n_overrides;
}

static void set_removed(const struct work *w, const struct plan *plan,
                        struct shared *shared, const struct pick *p,
                        struct plan_removed *out)
{
    const struct pick_effect *gone = p->by_caution.item;
    size_t n = (size_t)p->by_caution.n;
    const char **by = arena_alloc_array(w->arena, n, sizeof *by);
    struct message *reasons = arena_alloc_array(w->arena, n, sizeof *reasons);
    set_point(w, plan, shared, p, &out->point);
    for (size_t i = 0; i < n; i++) {
        by[i] = w->engine->rules->cautions[gone[i].caution].id;
        work_message(&reasons[i], &effect_of(w, gone[i])->reason);
    }
    out->n_by = (int)n;
    out->by = by;
    out->reasons = reasons;
}

static void set_list(const struct work *w, struct plan *plan, struct shared *shared,
                     const struct work_list *picks, const struct plan_point **points,
                     int *n_points, const struct plan_removed **removed, int *n_removed)
{
    const struct pick *list = picks->item;
    int gone = 0, n = picks->n;
    for (int i = 0; i < n; i++)
        gone += list[i].removed;
    struct plan_point *kept =
        arena_alloc_array(w->arena, (size_t)(n - gone), sizeof *kept);
    struct plan_removed *out = arena_alloc_array(w->arena, (size_t)gone, sizeof *out);
    *points = kept;
    *removed = out;
    make_room(w, shared, picks);
    for (int i = 0; i < n; i++) {
        if (list[i].removed)
            set_removed(w, plan, shared, &list[i], &out[(*n_removed)++]);
        else
            set_point(w, plan, shared, &list[i], &kept[(*n_points)++]);
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
                                         .lift = w->blocked ? PLAN_NOTHING_TO_LIFT
                                                            : w->lifts.lift[i]};
        list[i].effective = list[i].lift == PLAN_LIFTED;
    }
    plan->overrides = list;
    plan->n_overrides = n;
}

static void set_caution_list(const struct work *w, struct plan *plan)
{
    const struct work_caution *known = w->cautions.item;
    struct plan_caution *list =
        arena_alloc_array(w->arena, (size_t)w->cautions.n, sizeof *list);
    for (int i = 0; i < w->cautions.n; i++) {
        const struct work_caution *c = &known[i];
        const struct caution *caution = &w->engine->rules->cautions[c->caution];
        list[i].id = caution->id;
        list[i].action = (enum plan_action)c->action;
        work_message(&list[i].title, &caution->title);
        work_message(&list[i].text, &c->level->text);
        work_message(&list[i].source, &caution->source);
        if (c->level->refer.english)
            work_message(&list[i].refer, &c->level->refer);
    }
    plan->cautions = list;
    plan->n_cautions = w->cautions.n;
}

static void set_questions(const struct work *w, struct plan *plan)
{
    const struct work_ask *asks = w->asks.item;
    struct plan_question *list =
        arena_alloc_array(w->arena, (size_t)w->asks.n, sizeof *list);
    for (int i = 0; i < w->asks.n; i++) {
        const struct work_ask *a = &asks[i];
        if (w->blocked && a->ask->unless_blocked)
            continue;
        struct plan_question *out = &list[plan->n_questions++];
        out->id = a->ask->id;
        out->by = a->by;
        work_message(&out->text, &a->ask->text);
        if (a->mark < 0)
            continue;
        const struct case_mark *mark = &w->record->marks[a->mark];
        out->text.arg[0] = plain("code", w->engine->mark_codes[a->mark]);
        out->text.arg[1] = work_arg("region", word_region_text(mark->region));
        out->text.arg[2] = work_arg("side", word_side_text(" LRBM"[a->sides]));
        out->text.arg[3] = work_arg("mark", mark_text(w, a->mark));
    }
    plan->questions = list;
}

static const struct rules_text LAMP_ON = {
    "plan.lamp.on", "nothing recorded speaks against the lamp here"};
static const struct rules_text LAMP_BLOCKED = {"plan.lamp.blocked",
                                               "the plan is blocked"};
static const struct rules_text LAMP_EMPTY = {"plan.lamp.empty", "nothing is needled"};
static const struct rules_text LAMP_NOT_RULED = {"plan.lamp.none",
                                                 "the rules ask for no lamp"};

static void set_lamps(const struct work *w, struct plan *plan)
{
    struct plan_session *s = &plan->session;
    const struct work_lamp *lamps = w->lamps.item;
    struct plan_lamp_region *list =
        arena_alloc_array(w->arena, (size_t)w->lamps.n, sizeof *list);
    int n[3] = {0};
    for (int i = 0; i < w->lamps.n; i++) {
        const struct work_lamp *lamp = &lamps[i];
        list[i].region = word_regions[lamp->region];
        list[i].side = work_side(lamp->side);
        list[i].region_text = word_region_text(lamp->region).english;
        list[i].state = (enum plan_lamp)lamp->state;
        work_message(&list[i].reason, lamp->effect ? &lamp->effect->reason : &LAMP_ON);
        if (lamp->effect)
            list[i].by = w->engine->rules->cautions[lamp->caution].id;
        const struct rules_text *why = w->blocked     ? &LAMP_BLOCKED
                                       : !w->infrared ? &LAMP_NOT_RULED
                                                      : &LAMP_EMPTY;
        if (w->blocked || !w->infrared ||
            (w->empty && list[i].state != PLAN_LAMP_WITHHELD)) {
            list[i].state = PLAN_LAMP_WITHHELD;
            work_message(&list[i].reason, why);
            list[i].by = NULL;
        }
        n[list[i].state]++;
    }
    s->regions = list;
    s->n_regions = w->lamps.n;
    s->infrared = n[PLAN_LAMP_WITHHELD] == w->lamps.n ? PLAN_LAMP_WITHHELD
                  : n[PLAN_LAMP_ON] == w->lamps.n     ? PLAN_LAMP_ON
                                                      : PLAN_LAMP_CONDITIONAL;
    // the reason of the first region in that state; else of the first that is not on
    work_message(&s->infrared_reason, &LAMP_NOT_RULED);
    for (int i = w->lamps.n - 1; i >= 0; i--)
        if (list[i].state == s->infrared ||
            (!n[s->infrared] && list[i].state != PLAN_LAMP_ON))
            s->infrared_reason = list[i].reason;
}

void work_assemble(const struct work *w, struct plan *plan)
{
    *plan = (struct plan){.status = w->blocked || w->empty ? PLAN_BLOCKED : PLAN_READY,
                          .empty = w->empty,
                          .article = w->engine->rules->article,
                          .label = w->record->label,
                          .mark_prefix = w->engine->rules->mark_prefix};
    set_overrides(w, plan);
    if (!w->blocked) {
        struct shared *shared = share(w);
        set_list(w, plan, shared, &w->picks, &plan->points, &plan->n_points,
                 &plan->removed, &plan->n_removed);
        set_list(w, plan, shared, &w->optional, &plan->optional, &plan->n_optional,
                 &plan->removed_optional, &plan->n_removed_optional);
        plan->session.n_positions = w->n_positions;
        memcpy(plan->session.positions, w->positions, sizeof w->positions);
    }
    for (int i = 0; i < plan->n_points; i++) {
        plan->session.needles += plan->points[i].needles;
        if (!plan->points[i].retained)
            plan->session.pricks += plan->points[i].needles;
    }
    plan->session.de_qi = w->de_qi;
    plan->session.retention_min = w->retention_min;
    set_caution_list(w, plan);
    set_questions(w, plan);
    work_tell_notes(w, plan);
    set_lamps(w, plan);
    work_tell_trials(w, plan);
}
