/* inside_pose.c - what lies beneath the skin of a posed body, carried from the standing
 * one. A bone moves as the bone of the rig that it belongs to. A tube moves ring by ring
 * with the mean motion of the skin round each, made even along its way, so that it bends
 * as the limb does and keeps its girth.
 */
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "anatomy/body_pose.h"
#include "base/arena.h"
#include "inside/inside_internal.h"

static const float REACH = 0.25F; /* metres from a structure to its skin, at most */
static const float EVEN = 0.03F;  /* metres over which a tube's motion is made even */

/* the skin round every ring, found once for a body */
enum { ROUND = 3 };

struct ring_skin {
    struct mesh_site on[ROUND];
    int n;
};

struct inside_skin {
    const struct inside *inside;
    struct ring_skin **ring; /* of each part; NULL where it has none */
};

static bool has_rings(const struct inside_part *part)
{
    return part->placed && part->structure && part->system != STRUCTURE_ORGAN &&
           part->n_path > 1 && part->mesh.n_triangles;
}

static uint32_t corners_of(const struct inside_part *part)
{
    return (part->mesh.n_vertices - 2) / (uint32_t)part->n_path;
}

static struct ring_skin *find_skin(const struct bvh *skin, const struct inside_part *part)
{
    uint32_t corners = corners_of(part);
    struct ring_skin *ring = xcalloc((size_t)part->n_path, sizeof *ring);
    for (int i = 0; i < part->n_path; i++)
        for (uint32_t k = 0; k < ROUND; k++) {
            struct bvh_hit hit;
            uint32_t v = (uint32_t)i * corners + k * corners / ROUND;
            if (bvh_nearest(skin, part->mesh.position[v], REACH, NULL, NULL, &hit))
                ring[i].on[ring[i].n++] = hit.site;
        }
    return ring;
}

struct inside_skin *inside_skin_create(const struct inside *standing)
{
    struct inside_skin *s = xcalloc(1, sizeof *s);
    s->inside = standing;
    s->ring = xcalloc((size_t)standing->n + 1, sizeof(struct ring_skin *));
    for (int i = 0; i < standing->n; i++)
        if (has_rings(&standing->part[i]))
            s->ring[i] = find_skin(body_bvh(standing->ground.body), &standing->part[i]);
    return s;
}

void inside_skin_destroy(struct inside_skin **skin)
{
    struct inside_skin *s = *skin;
    if (!s)
        return;
    for (int i = 0; i < s->inside->n; i++)
        free(s->ring[i]);
    free(s->ring);
    free(s);
    *skin = NULL;
}

static void move(const struct motion *m, struct mesh *mesh, const struct mesh *from,
                 uint32_t v)
{
    motion_place(m, from->position[v], mesh->position[v]);
    motion_way(m, from->normal[v], mesh->normal[v]);
}

static void move_all(const struct motion *m, struct mesh *mesh, const struct mesh *from)
{
    for (uint32_t v = 0; v < mesh->n_vertices; v++)
        move(m, mesh, from, v);
}

/* [n] motions of the rings, each the mean of those near it along the way */
static void make_even(const struct inside_part *part, struct motion *ring)
{
    int n = part->n_path;
    struct motion *raw = xmalloc((size_t)n * sizeof *raw);
    memcpy(raw, ring, (size_t)n * sizeof *raw);
    for (int i = 0; i < n; i++) {
        ring[i] = raw[i];
        for (int way = -1; way <= 1; way += 2) {
            float gone = 0;
            for (int k = i + way; k >= 0 && k < n; k += way) {
                gone += glm_vec3_distance((float *)part->path[k - way],
                                          (float *)part->path[k]);
                if (gone >= EVEN)
                    break;
                motion_add(&ring[i], &raw[k], 1 - gone / EVEN);
            }
        }
        motion_end(&ring[i]);
    }
    free(raw);
}

static void pose_tube(struct inside *in, const struct body *posed,
                      const struct inside_part *from, const struct ring_skin *skin,
                      struct inside_part *part)
{
    int n = from->n_path;
    uint32_t corners = corners_of(from);
    struct motion *ring = xcalloc((size_t)n, sizeof *ring);
    float(*path)[3] = arena_alloc_array(in->arena, (size_t)n, sizeof *path);
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < skin[i].n; k++) {
            struct motion there = body_pose_motion_at(posed, &skin[i].on[k]);
            motion_add(&ring[i], &there, 1);
        }
        motion_end(&ring[i]);
    }
    make_even(from, ring);
    for (int i = 0; i < n; i++) {
        motion_place(&ring[i], from->path[i], path[i]);
        for (uint32_t k = 0; k < corners; k++)
            move(&ring[i], &part->mesh, &from->mesh, (uint32_t)i * corners + k);
    }
    // the middles of both ends come last
    uint32_t last = from->mesh.n_vertices - 1;
    move(&ring[0], &part->mesh, &from->mesh, last - 1);
    move(&ring[n - 1], &part->mesh, &from->mesh, last);
    part->path = (const float(*)[3])path;
    free(ring);
}

static struct motion part_motion(const struct body *posed, const struct inside_part *part)
{
    // organs lie in the trunk, and eyes do not turn against it
    return part->structure ? body_pose_motion_of(posed, "spine_03")
                           : body_pose_motion_of_bone(posed, part->id, part->side);
}

static void pose_part(struct inside *in, const struct body *posed,
                      const struct inside_part *from, const struct ring_skin *skin,
                      struct inside_part *part)
{
    const struct mesh *mesh = &from->mesh;
    part->mesh.position =
        arena_alloc_array(in->arena, mesh->n_vertices, sizeof *mesh->position);
    part->mesh.normal =
        arena_alloc_array(in->arena, mesh->n_vertices, sizeof *mesh->normal);
    if (skin) {
        pose_tube(in, posed, from, skin, part);
    } else {
        struct motion motion = part_motion(posed, from);
        move_all(&motion, &part->mesh, mesh);
    }
    part->tree = bvh_create_in_order(&part->mesh);
    mesh_bounds(&part->mesh, part->min, part->max);
}

struct inside *inside_create_posed(const struct inside_skin *skin,
                                   const struct body *posed)
{
    const struct inside *standing = skin->inside;
    struct inside *in = xcalloc(1, sizeof *in);
    in->arena = arena_create();
    in->ground = standing->ground;
    in->standing = standing;
    in->missing = standing->missing;
    in->n = standing->n;
    in->part = arena_alloc_array(in->arena, (size_t)in->n + 1, sizeof *in->part);
    for (int i = 0; i < in->n; i++) {
        const struct inside_part *from = &standing->part[i];
        in->part[i] = *from;
        in->part[i].tree = NULL;
        if (from->placed && from->mesh.n_triangles)
            pose_part(in, posed, from, skin->ring[i], &in->part[i]);
    }
    return in;
}
