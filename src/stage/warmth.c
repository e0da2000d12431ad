#include "stage/warmth.h"

#include <math.h>

#include "catalog/rules_words.h"

/* the zone of a region as the case names it; -1 = none */
static int zone_of_word(const struct rules *rules, int word)
{
    return word >= 0 ? rules->regions[word].zone : -1;
}

/* that of the first symptom region that the place's own region lies in */
static int zone_of_site(const struct rules *rules, const struct site *site)
{
    const struct rules_place *place = rules_place(rules, site->point->region);
    return place ? zone_of_word(rules, place->first) : -1;
}

static bool reaches(const struct warmth_lamp *lamp, int zone, char side)
{
    const struct session_plan *plan = lamp->plan;
    for (int i = 0; zone >= 0 && i < plan->n_regions; i++) {
        const struct session_region *r = &plan->regions[i];
        int word = rules_word_find(word_regions, r->region);
        if (lamp->lit[i] && zone_of_word(lamp->rules, word) == zone &&
            (r->side == side || r->side == 'M' || side == 'M'))
            return true;
    }
    return false;
}

bool warmth_reaches(const struct warmth_lamp *lamp, const struct site *site)
{
    return reaches(lamp, zone_of_site(lamp->rules, site), side_name(site->side)[0]);
}

bool warmth_reaches_region(const struct warmth_lamp *lamp, const char *region, char side)
{
    int word = rules_word_find(word_regions, region);
    return reaches(lamp, zone_of_word(lamp->rules, word), side);
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
