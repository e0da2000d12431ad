#include "session/session_plan_from_rules.h"

#include <string.h>

#include "session/session_internal.h"

static const enum session_lamp_rule LAMP_RULES[] = {
    [PLAN_LAMP_ON] = SESSION_LAMP_RULE_ON,
    [PLAN_LAMP_CONDITIONAL] = SESSION_LAMP_RULE_CONDITIONAL,
    [PLAN_LAMP_WITHHELD] = SESSION_LAMP_RULE_WITHHELD,
};

static bool refuse_blocked(const struct plan *plan, struct session_refusal *refusal)
{
    session_refuse(refusal, (struct message){.id = "session.refused.blocked",
                                             .english = "the plan is blocked"});
    for (int i = 0; refusal && i < plan->n_cautions; i++)
        if (plan->cautions[i].action == PLAN_BLOCK) {
            refusal->why = plan->cautions[i].text;
            break;
        }
    return false;
}

static const char *const *copy_cautions(struct arena *arena,
                                        const struct plan_point *from)
{
    const char **list =
        arena_alloc_array(arena, (size_t)from->n_cautions + 1, sizeof *list);
    for (int i = 0; i < from->n_cautions; i++)
        list[i] = arena_strdup(arena, from->cautions[i]);
    return list;
}

static int add_point(struct session_plan *out, const struct plan_point *from,
                     int position)
{
    int i = session_plan_add_point(out, from->code, from->side, from->needles, position);
    if (i >= 0)
        out->points[i].cautions = copy_cautions(out->arena, from);
    return i;
}

/* a point that is chosen has a position; one that may be needled in any goes first */
static bool add_points(struct session_plan *out, const struct plan *plan,
                       const int *order)
{
    for (int i = 0; i < plan->session.n_positions; i++)
        if (plan->session.positions[i] != PLAN_ANY &&
            session_plan_position(out, plan_position_name(plan->session.positions[i])) <
                0)
            return false;
    for (int i = 0; i < plan->n_points; i++) {
        const struct plan_point *p = &plan->points[order ? order[i] : i];
        if (!out->n_positions && p->position == PLAN_ANY)
            session_plan_position(out, plan_position_name(PLAN_SUPINE));
        int position = p->position == PLAN_ANY
                           ? 0
                           : session_plan_position(out, plan_position_name(p->position));
        if (position < 0 || add_point(out, p, position) < 0)
            return false;
    }
    return true;
}

static bool add_removed(struct session_plan *out, const struct plan_removed *list, int n)
{
    for (int i = 0; i < n; i++) {
        const struct plan_point *p = &list[i].point;
        if (session_plan_find(out, p->code, p->side) >= 0)
            continue;
        int position = p->position == PLAN_ANY
                           ? SESSION_ANY_POSITION
                           : session_plan_position(out, plan_position_name(p->position));
        if (position < 0 && p->position != PLAN_ANY)
            return false;
        int point = add_point(out, p, position);
        if (point < 0)
            return false;
        out->points[point].removed = true;
        for (int k = 0; k < list[i].n_by; k++)
            if (!session_plan_add_removal(out, point, list[i].by[k]))
                return false;
    }
    return true;
}

/* A question of a caution ("SF16_RED_FLAGS"), whether it holds or asks because nobody
 * knows; of the engine itself, which asks where a lesion is; or of a rule. */
static enum session_asks asked_by(const char *id)
{
    return !id || !*id || strncmp(id, "SF", 2) == 0 ? SESSION_ASKS_CAUTION
                                                    : SESSION_ASKS_RULE;
}

static bool add_rest(struct session_plan *out, const struct plan *plan)
{
    const struct plan_session *s = &plan->session;
    for (int i = 0; i < s->n_regions; i++)
        if (!session_plan_add_region(out, s->regions[i].region, s->regions[i].side,
                                     LAMP_RULES[s->regions[i].state],
                                     &s->regions[i].reason))
            return false;
    for (int i = 0; i < plan->n_overrides; i++) {
        const struct plan_override *o = &plan->overrides[i];
        const char *sides = o->side == 'B' ? "LR" : (const char[]){o->side, 0};
        for (; o->effective && *sides; sides++)
            if (!session_plan_add_lifted(out, o->caution, o->code, *sides, o->reason))
                return false;
    }
    for (int i = 0; i < plan->n_questions; i++)
        if (!session_plan_add_question(out, plan->questions[i].id,
                                       &plan->questions[i].text,
                                       asked_by(plan->questions[i].by)))
            return false;
    out->label = arena_strdup(out->arena, plan->label);
    out->retention_ms = (int64_t)s->retention_min * 60 * 1000;
    out->lamp = LAMP_RULES[s->infrared];
    out->lamp_reason = session_plan_message_copy(out->arena, &s->infrared_reason);
    return true;
}

struct session_plan *session_plan_from_rules(const struct plan *plan, const int *order,
                                             struct session_refusal *refusal)
{
    if (plan->status == PLAN_BLOCKED) {
        refuse_blocked(plan, refusal);
        return NULL;
    }
    struct session_plan *out = session_plan_create();
    if (add_points(out, plan, order) &&
        add_removed(out, plan->removed, plan->n_removed) &&
        add_removed(out, plan->removed_optional, plan->n_removed_optional) &&
        add_rest(out, plan))
        return out;
    session_plan_destroy(&out);
    session_refuse(refusal,
                   (struct message){.id = "session.refused.too_large",
                                    .english = "the plan has more points, positions or "
                                               "regions than a session can hold"});
    return NULL;
}
