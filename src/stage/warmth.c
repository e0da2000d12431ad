#include "stage/warmth.h"

#include <math.h>
#include <string.h>

enum limb { LIMB_NONE, LIMB_ARM, LIMB_LEG, LIMB_NECK, LIMB_LOW_BACK };

/* by the beginning of the word: regions of a case, then parts of the body */
static const struct {
    const char *begins;
    enum limb limb;
} LIMBS[] = {
    {"shoulder", LIMB_ARM}, {"upper_arm", LIMB_ARM},
    {"forearm", LIMB_ARM},  {"hand", LIMB_ARM},
    {"palm", LIMB_ARM},     {"finger", LIMB_ARM},
    {"thigh", LIMB_LEG},    {"leg", LIMB_LEG},
    {"ankle", LIMB_LEG},    {"foot", LIMB_LEG},
    {"sole", LIMB_LEG},     {"toe", LIMB_LEG},
    {"neck", LIMB_NECK},    {"lumbosacral", LIMB_LOW_BACK},
};

static enum limb limb_of(const char *name)
{
    for (size_t i = 0; i < sizeof LIMBS / sizeof *LIMBS; i++)
        if (strncmp(name, LIMBS[i].begins, strlen(LIMBS[i].begins)) == 0)
            return LIMBS[i].limb;
    return LIMB_NONE;
}

static enum limb limb_of_site(const struct site *site)
{
    // what a point's own region says comes first: the trunk is both neck and low back
    enum limb limb = limb_of(site->point->region);
    if (limb == LIMB_NONE && site->point->position == POSITION_PRONE)
        limb = strncmp(site->point->region, "upper_back", 10) == 0 ? LIMB_NECK
                                                                   : LIMB_LOW_BACK;
    if (strncmp(site->point->region, "wrist", 5) == 0 ||
        strncmp(site->point->region, "elbow", 5) == 0)
        limb = LIMB_ARM;
    if (strncmp(site->point->region, "knee", 4) == 0)
        limb = LIMB_LEG;
    return limb;
}

static bool reaches(const struct session_plan *plan, const bool *lit, enum limb limb,
                    char side)
{
    for (int i = 0; i < plan->n_regions; i++) {
        const struct session_region *r = &plan->regions[i];
        if (lit[i] && limb_of(r->region) == limb &&
            (r->side == side || r->side == 'M' || side == 'M'))
            return true;
    }
    return false;
}

bool warmth_reaches(const struct session_plan *plan, const bool *lit,
                    const struct site *site)
{
    return reaches(plan, lit, limb_of_site(site), side_name(site->side)[0]);
}

bool warmth_reaches_region(const struct session_plan *plan, const bool *lit,
                           const char *region, char side)
{
    return reaches(plan, lit, limb_of(region), side);
}

float warmth_of(const struct overlay *overlay)
{
    return overlay && overlay->lamp.on ? warmth_after(overlay->lamp.warm_s) : 0;
}

float warmth_after(int seconds)
{
    // in steps that nobody sees: each has the whole body drawn anew
    const float steps = 64;
    float warmth =
        seconds <= 0 ? 0.35f : 0.35f + 0.65f * (1 - expf(-(float)seconds / 240));
    return roundf(warmth * steps) / steps;
}
