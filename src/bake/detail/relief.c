#include <math.h>
#include <string.h>

#include "bake/detail/detail_bake.h"

enum { SMOOTHING = 2 };
static const float REACH = 0.012f; /* metres */

/* how high it lifts the skin where it touches it, and at what depth half of that is gone
 */
struct lift {
    float height, fade;
};

static const struct lift LIFTS[STRUCTURE_SYSTEMS] = {
    [STRUCTURE_BONE] = {0.00280f, 0.0052f},
    [STRUCTURE_VEIN] = {0.00140f, 0.0030f},
    [STRUCTURE_TENDON] = {0.00260f, 0.0032f},
    [STRUCTURE_MUSCLE] = {0.00160f, 0.0045f},
};

static bool is_of_head(const struct inside_part *part)
{
    static const char *const HEAD[] = {"skull",    "mandible", "teeth",   "masseter",
                                       "temporal", "hyoid",    "cranium", NULL};
    for (int i = 0; HEAD[i]; i++)
        if (strstr(part->id, HEAD[i]))
            return true;
    return false;
}

static bool is_near(const struct inside_part *part, const float p[3])
{
    for (int k = 0; k < 3; k++)
        if (p[k] < part->min[k] - REACH || p[k] > part->max[k] + REACH)
            return false;
    return true;
}

/* bell-shaped: full at the skin, half at `fade` */
static float lift_of(const struct lift *lift, float depth)
{
    float x = depth / lift->fade;
    return lift->height * expf(-0.6931f * x * x);
}

static float relief_at(const struct inside_part *parts, int n, const float p[3])
{
    float most[STRUCTURE_SYSTEMS] = {0}, sum = 0;
    for (int i = 0; i < n; i++) {
        const struct inside_part *part = &parts[i];
        const struct lift *lift = &LIFTS[part->system];
        struct bvh_hit hit;
        if (!part->placed || !part->tree || lift->height <= 0 || is_of_head(part) ||
            !is_near(part, p) || !bvh_nearest(part->tree, p, REACH, NULL, NULL, &hit))
            continue;
        most[part->system] = fmaxf(most[part->system], lift_of(lift, hit.distance));
    }
    for (int i = 0; i < STRUCTURE_SYSTEMS; i++)
        sum += most[i];
    return sum;
}

void relief_bake(const struct inside *inside, const struct mesh *mesh, float *relief)
{
    int n;
    const struct inside_part *parts = inside_parts(inside, &n);
    for (uint32_t v = 0; v < mesh->n_vertices; v++)
        relief[v] = relief_at(parts, n, mesh->position[v]);
    // nothing under the skin is sharp
    for (int i = 0; i < SMOOTHING; i++)
        mesh_soften(mesh, relief);
}
