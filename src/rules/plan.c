#include "rules/plan.h"

#include <string.h>

const char *plan_status_name(enum plan_status status)
{
    static const char *const NAMES[] = {"ready", "blocked"};
    return NAMES[status];
}

const char *plan_role_name(enum plan_role role)
{
    static const char *const NAMES[] = {"primary", "adjunct", "complement", "added"};
    return NAMES[role];
}

const char *plan_origin_name(enum plan_origin origin)
{
    static const char *const NAMES[] = {"article", "surface", "standard"};
    return NAMES[origin];
}

const char *plan_action_name(enum plan_action action)
{
    static const char *const NAMES[] = {"block", "remove", "conditional", "caution",
                                        "info"};
    return NAMES[action];
}

const char *plan_lamp_name(enum plan_lamp lamp)
{
    static const char *const NAMES[] = {"on", "conditional", "withheld"};
    return NAMES[lamp];
}

const char *plan_position_name(enum plan_position position)
{
    static const char *const NAMES[] = {"any", "supine", "prone", "side", "seated"};
    return NAMES[position];
}

const char *plan_angle_name(enum plan_angle angle)
{
    static const char *const NAMES[] = {"perpendicular", "oblique", "transverse",
                                        "prick"};
    return NAMES[angle];
}

const struct plan_point *plan_find(const struct plan *plan, const char *code, char side)
{
    for (int i = 0; i < plan->n_points; i++)
        if (plan->points[i].side == side && strcmp(plan->points[i].code, code) == 0)
            return &plan->points[i];
    return NULL;
}
