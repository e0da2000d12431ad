#include "inside/near.h"

#include <math.h>
#include <stdlib.h>

#include <cglm/cglm.h>

/* the needle's line: from the skin, `depth` and twice that */
struct line {
    float from[3], depth_end[3], far_end[3];
    float min[3], max[3]; /* of the line, widened by the reach */
    float depth;
};

static struct line line_of(const struct site *site)
{
    struct line l = {.depth = site->depth[1]};
    glm_vec3_copy((float *)site->position, l.from);
    glm_vec3_copy(l.from, l.depth_end);
    glm_vec3_copy(l.from, l.far_end);
    glm_vec3_muladds((float *)site->direction, l.depth, l.depth_end);
    glm_vec3_muladds((float *)site->direction, 2 * l.depth, l.far_end);
    glm_vec3_minv(l.from, l.far_end, l.min);
    glm_vec3_maxv(l.from, l.far_end, l.max);
    glm_vec3_subs(l.min, NEAR_REACH, l.min);
    glm_vec3_adds(l.max, NEAR_REACH, l.max);
    return l;
}

static bool box_meets(const struct inside_part *part, const struct line *l)
{
    for (int k = 0; k < 3; k++)
        if (part->min[k] > l->max[k] || part->max[k] < l->min[k])
            return false;
    return true;
}

static bool measure(const struct inside_part *part, const struct line *l,
                    struct near *out)
{
    struct bvh_hit hit;
    float share;
    if (!bvh_segment(part->tree, l->from, l->far_end, NEAR_REACH, &hit, &share))
        return false;
    /* a line that leaves a surface before it has entered it starts inside */
    bool starts_inside = hit.distance == 0 && !hit.front;
    *out = (struct near){.part = part,
                         .distance = hit.distance,
                         .at = starts_inside ? 0 : share * 2 * l->depth,
                         .within = hit.distance};
    if (out->at > l->depth)
        out->within =
            bvh_segment(part->tree, l->from, l->depth_end, NEAR_REACH, &hit, &share)
                ? hit.distance
                : NEAR_REACH;
    out->warns = part->structure && part->structure->warns && l->depth > 0 &&
                 out->within < part->uncertainty;
    return true;
}

bool near_part(const struct inside_part *part, const struct site *site, struct near *out)
{
    if (!site->placed || !part->tree)
        return false;
    struct line l = line_of(site);
    return box_meets(part, &l) && measure(part, &l, out);
}

static int order(const void *left, const void *right)
{
    const struct near *a = left, *b = right;
    if (a->distance != b->distance)
        return a->distance < b->distance ? -1 : 1;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return a->part < b->part ? -1 : a->part > b->part;
}

int near_site(const struct inside *inside, const struct site *site, struct near *out,
              int max)
{
    int n_parts, n = 0;
    const struct inside_part *part = inside_parts(inside, &n_parts);
    if (!site->placed)
        return 0;
    struct line l = line_of(site);
    for (int i = 0; i < n_parts && n < max; i++)
        if (part[i].tree && box_meets(&part[i], &l) && measure(&part[i], &l, &out[n]))
            n++;
    qsort(out, (size_t)n, sizeof *out, order);
    return n;
}
