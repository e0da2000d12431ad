#include "views/doing_order.h"

#include <string.h>

enum limb { TRUNK, ARM, LEG };

static bool begins(const char *text, const char *const *words)
{
    for (; *words; words++)
        if (strncmp(text, *words, strlen(*words)) == 0)
            return true;
    return false;
}

/* by the region of the catalogue, or of the case where the point is a mark */
static enum limb limb_of(const char *region)
{
    static const char *const ARMS[] = {"axilla", "elbow",     "finger", "forearm",
                                       "hand",   "palm",      "thumb",  "upper_arm",
                                       "wrist",  "shoulder",  NULL};
    static const char *const LEGS[] = {"ankle", "buttock", "foot",  "groin", "hip", "knee",
                                       "leg",   "sole",    "thigh", "toe",   NULL};
    return begins(region, ARMS) ? ARM : begins(region, LEGS) ? LEG : TRUNK;
}

/* once round the couch, from the person's right hand to the left */
static int place_of(const struct plan_point *p, const struct catalog *catalog)
{
    const struct point *point = catalog_find(catalog, p->code);
    const char *region = p->region ? p->region : point ? point->region : "";
    enum limb limb = limb_of(region);
    if (limb == TRUNK)
        return 0;
    if (p->side == 'R')
        return limb == ARM ? 1 : 2;
    return limb == LEG ? 3 : 4;
}

const int *doing_order(const struct plan *plan, const struct catalog *catalog,
                       struct arena *arena)
{
    int *order = arena_alloc_array(arena, (size_t)plan->n_points + 1, sizeof *order);
    int n = 0;
    for (int place = 0; place <= 4; place++)
        for (int i = 0; i < plan->n_points; i++)
            if (place_of(&plan->points[i], catalog) == place)
                order[n++] = i;
    return order;
}
