/* bony.c - landmarks that are bone: the skin over a place of the bone on this body.
 *
 * Where the bone lies follows from the body's shape (geom/bone_shape.h), so these
 * landmarks move as bones do when weight, age or muscle change, not as the skin does. A
 * body that is not ours keeps the landmarks of its file.
 */
#include <string.h>

#include <cglm/cglm.h>

#include "anatomy/body_internal.h"
#include "geom/bone_shape.h"

static const float REACH = 0.25F; /* metres of skin and fat over a bone, at most */

static bool find_skin(const struct body *b, const float from[3], const float toward[3],
                      struct bvh_hit *hit)
{
    float way[3];
    glm_vec3_copy((float *)toward, way);
    if (glm_vec3_norm2(way) == 0)
        return bvh_nearest(body_bvh(b), from, REACH, NULL, NULL, hit);
    glm_vec3_normalize(way);
    return bvh_ray(body_bvh(b), from, way, REACH, NULL, NULL, hit);
}

static const struct landmark *find_mark(const struct landmark_set *set, int name,
                                        enum side side)
{
    for (int i = 0; set && i < set->count; i++)
        if (set->landmark[i].name == name && set->landmark[i].side == side)
            return &set->landmark[i];
    return NULL;
}

/* as it came; one that somebody has moved stays where it was put */
static bool is_untouched(const struct body *b, int name, enum side side)
{
    const struct landmark *own = find_mark(&b->catalog->neutral, name, side);
    const struct landmark *now = find_mark(b->landmarks, name, side);
    return own && now && own->anchored && now->anchored &&
           own->triangle == now->triangle &&
           memcmp(own->weight, now->weight, sizeof own->weight) == 0;
}

static void place_one(struct body *b, const struct bone_landmark *mark, int name,
                      enum side side, const bone_map *map)
{
    struct place_memo *memo = &b->landmark[name][side];
    float from[3], toward[3];
    struct bvh_hit hit;
    int rule = b->catalog->resolved_by[name];
    if (!is_untouched(b, name, side) ||
        (rule >= 0 && b->catalog->resolved[rule].before_bone))
        return;
    bone_shape_place(&b->catalog->bones->bone[mark->bone], map, -1, mark->at, from);
    glm_vec3_copy((float *)mark->toward, toward);
    if (side == SIDE_R) {
        from[0] = -from[0];
        toward[0] = -toward[0];
    }
    if (!find_skin(b, from, toward, &hit))
        return;
    // a rule that adjusts starts from here
    if (rule >= 0 && b->catalog->resolved[rule].adjusts)
        memo = &b->anchored[rule][side];
    memo->place.on = hit.site;
    mesh_site_position(b->mesh, &hit.site, memo->place.position);
    memo->place.on_skin = true;
    memo->known = KNOWN;
    memo->bone = true;
}

void bony_place(struct body *b)
{
    const struct catalog *c = b->catalog;
    b->ribs = NULL;
    if (!c->bones)
        return;
    bone_map *map =
        arena_alloc_array(b->arena, (size_t)c->bones->n_maps + 1, sizeof *map);
    if (!bone_shapes_pose(c->bones, b->mesh, map))
        return;
    ribs_find(b, (const bone_map *)map);
    for (int i = 0; i < c->bones->n_landmarks; i++) {
        const struct bone_landmark *mark = &c->bones->landmark[i];
        int name = catalog_landmark(c, mark->name);
        for (int s = SIDE_M; name >= 0 && s <= SIDE_R; s++)
            place_one(b, mark, name, (enum side)s, (const bone_map *)map);
    }
}
