#include "geom/skinning.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/arena.h"
#include "geom/bvh.h"

enum { HELD_BY = 6 };

struct hold {
    uint8_t bone[HELD_BY];
    float share[HELD_BY]; /* the largest first, sum 1 */
};

struct skinning {
    uint32_t n;
    struct hold *hold;
};

static void keep_largest(const float *share, int n, float power, struct hold *out)
{
    float sum = 0;
    memset(out, 0, sizeof *out);
    for (int b = 0; b < n; b++) {
        if (share[b] <= out->share[HELD_BY - 1])
            continue;
        int i = HELD_BY - 1;
        for (; i > 0 && out->share[i - 1] < share[b]; i--) {
            out->share[i] = out->share[i - 1];
            out->bone[i] = out->bone[i - 1];
        }
        out->share[i] = share[b];
        out->bone[i] = (uint8_t)b;
    }
    for (int i = 0; i < HELD_BY; i++) {
        out->share[i] = powf(out->share[i], power);
        sum += out->share[i];
    }
    for (int i = 0; i < HELD_BY && sum > 0; i++)
        out->share[i] /= sum;
}

/* At some joints shares are raised to a power: those of the rig reach far along the limb,
 * and drag the skin over the shin after the foot. */
static const struct {
    const char *bones[4];
    float power;
} JOINTS[] = {{{"calf_l", "calf_r", "foot_l", "foot_r"}, 1.6f},
              {{"upperarm_l", "upperarm_r", "lowerarm_l", "lowerarm_r"}, 1.6f},
              {{"thigh_l", "thigh_r", "calf_l", "calf_r"}, 1.4f}};
enum { N_JOINTS = sizeof JOINTS / sizeof *JOINTS };

struct joint_bones {
    int bone[N_JOINTS][4]; /* -1 = the rig has none of that name */
};

static struct joint_bones find_bones(const struct rig *rig)
{
    struct joint_bones found;
    for (int i = 0; i < N_JOINTS; i++)
        for (int k = 0; k < 4; k++)
            found.bone[i][k] = rig_find(rig, JOINTS[i].bones[k]);
    return found;
}

static float crisp(const struct joint_bones *joints, const float *share)
{
    for (int i = 0; i < N_JOINTS; i++) {
        float sum = 0;
        for (int k = 0; k < 4; k++)
            sum += joints->bone[i][k] < 0 ? 0 : share[joints->bone[i][k]];
        if (sum > 0.999f) // nothing else holds it
            return JOINTS[i].power;
    }
    return 1;
}

struct skinning *skinning_create(const struct rig *rig, const struct subdivision *fine,
                                 struct error *error)
{
    if (rig_n_cage(rig) != fine->n_coarse) {
        error_set(error, "the joints hold a skin of %u places, the shapes have %u",
                  rig_n_cage(rig), fine->n_coarse);
        return NULL;
    }
    struct skinning *s = xcalloc(1, sizeof *s);
    int n_bones = rig_count(rig);
    const struct joint_bones joints = find_bones(rig);
    s->n = fine->n_fine;
    s->hold = xcalloc(s->n + 1, sizeof *s->hold);
    for (uint32_t v = 0; v < s->n; v++) {
        float share[RIG_BONES_MAX] = {0};
        for (uint32_t j = fine->first[v]; j < fine->first[v + 1]; j++) {
            struct rig_hold hold = rig_hold(rig, fine->index[j]);
            for (int k = 0; k < RIG_HELD_BY; k++)
                share[hold.bone[k]] += fine->weight[j] * hold.share[k];
        }
        keep_largest(share, n_bones, crisp(&joints, share), &s->hold[v]);
    }
    return s;
}

// ---------------------------------------------------------------- on another mesh

struct facing {
    const struct mesh *cage;
    const float *normal; /* of the vertex in question */
};

static bool faces_alike(uint32_t triangle, void *user)
{
    static const float ALIKE = 0.3f; // cosine of 72 degrees
    const struct facing *f = user;
    const uint32_t *c = f->cage->triangle[triangle];
    float sum[3] = {0};
    for (int i = 0; i < 3; i++)
        glm_vec3_add(sum, f->cage->normal[c[i]], sum);
    return glm_vec3_dot(sum, (float *)f->normal) > ALIKE * glm_vec3_norm(sum);
}

/* what faces elsewhere (lips, lids, the inside of a sleeve) is held as what is nearest */
static bool find_skin(const struct bvh *bvh, const struct mesh *cage,
                      const struct mesh *mesh, uint32_t v, struct bvh_hit *hit)
{
    static const float NEAR = 0.08f, ANYWHERE = 10;
    struct facing facing = {cage, mesh->normal[v]};
    return bvh_nearest(bvh, mesh->position[v], NEAR, faces_alike, &facing, hit) ||
           bvh_nearest(bvh, mesh->position[v], ANYWHERE, NULL, NULL, hit);
}

struct skinning *skinning_create_on(const struct rig *rig, const struct mesh *cage,
                                    const struct mesh *mesh, float *off)
{
    struct skinning *s = xcalloc(1, sizeof *s);
    struct bvh *bvh = bvh_create(cage);
    const struct joint_bones joints = find_bones(rig);
    s->n = mesh->n_vertices;
    s->hold = xcalloc(s->n + 1, sizeof *s->hold);
    for (uint32_t v = 0; v < s->n; v++) {
        float share[RIG_BONES_MAX] = {0};
        struct bvh_hit hit = {.distance = INFINITY};
        bool found = find_skin(bvh, cage, mesh, v, &hit);
        for (int i = 0; found && i < 3; i++) {
            struct rig_hold hold = rig_hold(rig, cage->triangle[hit.site.triangle][i]);
            for (int k = 0; k < RIG_HELD_BY; k++)
                share[hold.bone[k]] += hit.site.weight[i] * hold.share[k];
        }
        keep_largest(share, rig_count(rig), crisp(&joints, share), &s->hold[v]);
        if (off)
            off[v] = hit.distance;
    }
    bvh_destroy(&bvh);
    return s;
}

void skinning_destroy(struct skinning **skinning)
{
    if (!*skinning)
        return;
    free((*skinning)->hold);
    free(*skinning);
    *skinning = NULL;
}

float skinning_shares(const struct skinning *s, uint32_t vertex, uint64_t bones)
{
    const struct hold *h = &s->hold[vertex];
    float sum = 0;
    for (int i = 0; i < HELD_BY && h->share[i] > 0; i++)
        if (bones >> h->bone[i] & 1)
            sum += h->share[i];
    return sum;
}

void skinning_add(const struct skinning *s, uint32_t vertex, const struct motion *bone,
                  float weight, struct motion *sum)
{
    const struct hold *h = &s->hold[vertex];
    for (int i = 0; i < HELD_BY && h->share[i] > 0; i++)
        motion_add(sum, &bone[h->bone[i]], weight * h->share[i]);
}

void skinning_apply(const struct skinning *s, const struct motion *bone,
                    const float (*rest)[3], float (*out)[3])
{
    for (uint32_t v = 0; v < s->n; v++) {
        struct motion mean = {.real = {0}};
        skinning_add(s, v, bone, 1, &mean);
        motion_end(&mean);
        motion_place(&mean, rest[v], out[v]);
    }
}
