/* assemble.c - the finished work as a plan: messages with their arguments, nothing
 * decided. */
#include <string.h>

#include "rules/picks_internal.h"

/* The messages are written in place, into memory that is zero: a plan has hundreds. */
void work_message(struct message *out, const struct rules_text *text)
{
    out->id = text->id;
    out->english = text->english;
}

void work_arg(struct message_arg *out, const char *name, struct word_text text)
{
    out->name = name;
    out->id = text.id;
    out->text = text.english;
}

static struct word_text mark_text(const struct work *w, int mark)
{
    static const struct word_text TEXTS[] = {{"mark.tender", "tender"},
                                             {"mark.numb", "numb"}};
    return TEXTS[w->record->marks[mark].kind];
}

// ---------------------------------------------------------------- points

/* What the points of a plan share, and the room that their lists are cut from: a plan has
 * hundreds of points, and most have one or two of each. */
struct shared_messages {
    const struct message *why[WORK_FREED + 1]; /* that it is not chosen */
    struct message depth_source;               /* of a mark */
    const struct pick *told; /* the last one, with its reason and what it became */
    const struct message *reason;
    const struct plan_point *as; /* NULL = none yet */
    const char **ids;
    const struct message **minds;
    const struct plan_override **overrides;
};

static struct shared_messages *share(const struct work *w)
{
    static const struct message TEXTS[] = {
        [WORK_CAP] =
            {.id = "plan.not_chosen.cap",
             .english =
                 "no room: at most {limb} needles on a limb's side and {session} in a "
                 "session"},
        [WORK_ADJUNCT] = {.id = "plan.not_chosen.adjunct",
                          .english =
                              "beside marked points at most {max} adjuncts a side"},
        [WORK_OFFERED] = {.id = "plan.not_chosen.offered",
                          .english = "only offered by the rule"},
        [WORK_OTHER_SIDE] = {.id = "plan.not_chosen.other_side",
                             .english =
                                 "on the other side; the symptomatic side comes first"},
        [WORK_CONFLICT] =
            {.id = "plan.not_chosen.conflict",
             .english =
                 "never together with a point of the plan that holds it or is held "
                 "by it"},
        [WORK_LONE] = {.id = "plan.not_chosen.lone",
                       .english =
                           "this one needle would cost another position and another half "
                           "hour, and other points serve"},
        [WORK_FEW] = {.id = "plan.not_chosen.few",
                      .english = "few needles are wanted; others come first"},
        [WORK_FREED] = {.id = "plan.not_chosen.room",
                        .english =
                            "room has come free; the plan does not fill it by itself"},
    };
    struct shared_messages *out = arena_alloc(w->arena, sizeof *out);
    work_message(&out->depth_source, &w->engine->rules->mark_depth_source);
    for (int i = 0; i <= WORK_FREED; i++)
        out->why[i] = &TEXTS[i];
    struct message *numbers = arena_alloc_unset(w->arena, 2 * sizeof *numbers);
    numbers[0] = TEXTS[WORK_CAP];
    numbers[0].arg[0].name = "limb";
    numbers[0].arg[0].number = w->limits.per_limb_side;
    numbers[0].arg[1].name = "session";
    numbers[0].arg[1].number = w->limits.per_session;
    numbers[1] = TEXTS[WORK_ADJUNCT];
    if (w->common) {
        numbers[1].arg[0].name = "max";
        numbers[1].arg[0].number = w->common->max_per_side;
    }
    out->why[WORK_CAP] = &numbers[0];
    out->why[WORK_ADJUNCT] = &numbers[1];
    // a point has a caution and a warning for each effect at most, and its own words
    size_t effects = (size_t)w->attached.n, points = (size_t)(w->picks.n + w->optional.n);
    out->ids = arena_alloc_unset(w->arena, effects * sizeof *out->ids);
    out->minds = arena_alloc_unset(w->arena, (effects + points) * sizeof *out->minds);
    out->overrides =
        arena_alloc_unset(w->arena, (size_t)w->lifted.n * sizeof *out->overrides);
    return out;
}

/* The points of one set and the sides of one point stand side by side, and for one
 * reason. */
static const struct message *
reason_of(const struct work *w, struct shared_messages *shared, const struct pick *p)
{
    const struct pick *last = shared->told;
    if (last && last->by->clause == p->by->clause && last->kinds == p->kinds &&
        last->region == p->region && last->set == p->set && last->mark == p->mark)
        return shared->reason;
    struct message *out = arena_alloc(w->arena, sizeof *out);
    struct message_arg *next = out->arg;
    work_message(out, &p->by->clause->reason);
    if (p->mark >= 0)
        work_arg(next++, "mark", mark_text(w, p->mark));
    if (p->kinds)
        work_arg(next++, "kinds", rules_word_kinds_text(p->kinds));
    if (p->region >= 0)
        work_arg(next++, "region", rules_word_region_text(p->region));
    if (p->set >= 0) {
        const struct rules_text *label = &w->engine->rules->sets[p->set].label;
        work_arg(next, "set", (struct word_text){label->id, label->english});
    }
    return shared->reason = out;
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

static void set_needle(const struct work *w, const struct shared_messages *shared,
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
    const uint16_t *attached = pick_effects(&w->attached, p->attached);
    for (int i = 0; i < p->attached.n; i++) {
        const struct engine_effect *effect = &w->engine->effects[attached[i]];
        const struct caution_point_effect *e = effect->effect;
        if (!effect->shapes)
            continue;
        limit_depth(e, out);
        // a caution makes the needle flatter, never steeper
        if (e->angle > (int)out->angle && out->angle != PLAN_PRICK)
            out->angle = (enum plan_angle)e->angle;
    }
}

/* what a point says of itself, without what does not concern this person; NULL = nothing
 */
static const struct message *own_words(const struct work *w, int point)
{
    const struct engine_point *p = &w->engine->points[point];
    uint32_t left_out = 0;
    for (uint64_t rest = w->unsaid & p->said_tags; rest; rest &= rest - 1)
        left_out |= p->said[__builtin_ctzll(rest)];
    if ((left_out & p->sentences) == p->sentences)
        return NULL;
    if (!left_out)
        return p->own;
    struct message *out = arena_alloc_unset(w->arena, sizeof *out);
    *out = *p->own;
    out->left_out = left_out;
    return out;
}

static void set_cautions(const struct work *w, struct shared_messages *shared,
                         const struct pick *p, struct plan_point *out)
{
    const uint16_t *attached = pick_effects(&w->attached, p->attached);
    const uint64_t *said =
        p->point >= 0 ? w->engine->points[p->point].said_already : NULL;
    const char **ids = shared->ids;
    const struct message **minds = shared->minds;
    int last = -1;
    for (int i = 0; i < p->attached.n; i++) {
        const struct engine_effect *e = &w->engine->effects[attached[i]];
        if (e->caution != last)
            ids[out->n_cautions++] = w->engine->rules->cautions[e->caution].id;
        last = e->caution;
        if (e->mind && !(said && said[attached[i] / 64] >> attached[i] % 64 & 1))
            minds[out->n_minds++] = e->mind;
    }
    const struct message *own = p->point >= 0 ? own_words(w, p->point) : NULL;
    if (own)
        minds[out->n_minds++] = own;
    out->cautions = ids;
    out->minds = minds;
    shared->ids += out->n_cautions;
    shared->minds += out->n_minds;
}

/* whether both are one point to which the same was done, as on two sides it mostly is */
static bool is_twin(const struct work *w, const struct pick *a, const struct pick *b)
{
    return a && a->point >= 0 && a->point == b->point && a->attached.n == b->attached.n &&
           (!a->attached.n || memcmp(pick_effects(&w->attached, a->attached),
                                     pick_effects(&w->attached, b->attached),
                                     (size_t)a->attached.n * sizeof(uint16_t)) == 0);
}

static void set_as(const struct plan_point *twin, struct plan_point *out)
{
    out->limb = twin->limb;
    memcpy(out->depth_cun, twin->depth_cun, sizeof out->depth_cun);
    out->depth_cap_mm = twin->depth_cap_mm;
    out->angle = twin->angle;
    out->n_cautions = twin->n_cautions;
    out->cautions = twin->cautions;
    out->n_minds = twin->n_minds;
    out->minds = twin->minds;
}

static void set_point(const struct work *w, const struct plan *plan,
                      struct shared_messages *shared, const struct pick *p,
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
    out->rule = p->by->rule->id;
    out->n_statements = p->by->rule->n_src;
    out->statements = p->by->rule->src;
    out->position = position;
    out->needles = pick_needles(w, p);
    out->retained = pick_retained(w, p);
    out->reason = reason_of(w, shared, p);
    if (p->because != WORK_CHOSEN)
        out->not_chosen = shared->why[p->because];
    if (is_twin(w, shared->told, p)) {
        set_as(shared->as, out);
    } else {
        set_needle(w, shared, p, out);
        set_cautions(w, shared, p, out);
    }
    shared->told = p;
    shared->as = out;
    const uint8_t *lifted = w->lifted.item;
    out->overrides = shared->overrides;
    for (int i = 0; i < p->lifted.n; i++)
        shared->overrides[out->n_overrides++] =
            &plan->overrides[lifted[p->lifted.first + i]];
    shared->overrides += out->n_overrides;
}

static void set_removed(const struct work *w, const struct plan *plan,
                        struct shared_messages *shared, const struct pick *p,
                        struct plan_removed *out)
{
    const uint16_t *gone = pick_effects(&w->removals, p->removals);
    size_t n = (size_t)p->removals.n;
    const char **by = arena_alloc_unset(w->arena, n * sizeof *by);
    const struct message **reasons = arena_alloc_unset(w->arena, n * sizeof *reasons);
    set_point(w, plan, shared, p, &out->point);
    for (size_t i = 0; i < n; i++) {
        const struct engine_effect *e = &w->engine->effects[gone[i]];
        by[i] = w->engine->rules->cautions[e->caution].id;
        reasons[i] = e->reason;
    }
    out->n_by = (int)n;
    out->by = by;
    out->reasons = reasons;
}

static void set_list(const struct work *w, struct plan *plan,
                     struct shared_messages *shared, const struct work_list *picks,
                     const struct plan_point **points, int *n_points,
                     const struct plan_removed **removed, int *n_removed)
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
        struct message_arg *arg = out->text.arg;
        work_arg(&arg[0], "code",
                 (struct word_text){NULL, w->engine->mark_codes[a->mark]});
        work_arg(&arg[1], "region", rules_word_region_text(mark->region));
        work_arg(&arg[2], "side", rules_word_side_text(" LRBM"[a->sides]));
        work_arg(&arg[3], "mark", mark_text(w, a->mark));
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
        list[i].region_text = rules_word_region_text(lamp->region).english;
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
        struct shared_messages *shared = share(w);
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
