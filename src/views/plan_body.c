#include "views/plan_body.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cglm/cglm.h>

#include "anatomy/body.h"
#include "anatomy/territory.h"
#include "catalog/rules.h"
#include "catalog/rules_words.h"
#include "geom/mesh.h"

bool plan_body_matters(const struct case_record *record)
{
    for (int i = 0; i < record->findings.n_lesions; i++)
        if (record->findings.lesions[i].has_at)
            return true;
    return false;
}

// ---------------------------------------------------------------- the skin about a place

/* A lesion on the body, and the triangles within its reach that hang together with it. */
struct patch {
    const struct mesh *mesh;
    float center[3], normal[3];
    float reach;
    float off;     /* how far from the skin it was told to be */
    uint32_t home; /* the triangle that the place lies in */
    uint32_t *triangle;
    int n;
};

static bool triangle_within(const struct patch *p, uint32_t t)
{
    for (int k = 0; k < 3; k++)
        if (glm_vec3_distance(p->mesh->position[p->mesh->triangle[t][k]],
                              (float *)p->center) <= p->reach)
            return true;
    return t == p->home;
}

/* `reached` marks vertices; a triangle that has one of them joins, until none does */
static void keep_joined(struct patch *p, bool *reached)
{
    int joined = 0;
    for (int before = -1; before != joined;) {
        before = joined;
        for (int i = joined; i < p->n; i++) {
            const uint32_t *v = p->mesh->triangle[p->triangle[i]];
            if (p->triangle[i] != p->home && !reached[v[0]] && !reached[v[1]] &&
                !reached[v[2]])
                continue;
            for (int k = 0; k < 3; k++)
                reached[v[k]] = true;
            uint32_t other = p->triangle[joined];
            p->triangle[joined++] = p->triangle[i];
            p->triangle[i] = other;
        }
    }
    p->n = joined;
}

static bool find_patch(const struct planned_body *on, const struct case_lesion *lesion,
                       struct patch *p)
{
    struct mesh_site place;
    float at[3] = {(float)lesion->at[0], (float)lesion->at[1], (float)lesion->at[2]};
    if (!lesion->has_at || !on->find || !on->find(on->user, at, &place))
        return false;
    *p = (struct patch){.mesh = body_mesh(on->body),
                        .reach = (float)case_lesion_reach(lesion),
                        .home = place.triangle};
    mesh_site_position(p->mesh, &place, p->center);
    mesh_site_normal(p->mesh, &place, p->normal);
    float told[3];
    if (on->neutral) {
        on->neutral(on->user, &place, told);
        p->off = glm_vec3_distance(told, at);
    }
    for (uint32_t t = 0; t < p->mesh->n_triangles; t++)
        p->n += triangle_within(p, t);
    p->triangle = xmalloc((size_t)p->n * sizeof *p->triangle);
    p->n = 0;
    for (uint32_t t = 0; t < p->mesh->n_triangles; t++)
        if (triangle_within(p, t))
            p->triangle[p->n++] = t;
    bool *reached = xcalloc(p->mesh->n_vertices, sizeof *reached);
    keep_joined(p, reached);
    free(reached);
    return true;
}

/* through the flesh both look away from the way between them; over the skin their
 * triangles hang together */
static bool is_same_flesh(const struct patch *p, const struct mesh_site *place,
                          const float position[3])
{
    vec3 way, normal;
    glm_vec3_sub((float *)position, (float *)p->center, way);
    mesh_site_normal(p->mesh, place, normal);
    if (glm_vec3_dot((float *)p->normal, way) <= 0 && glm_vec3_dot(normal, way) >= 0)
        return true;
    for (int i = 0; i < p->n; i++)
        if (p->triangle[i] == place->triangle)
            return true;
    return false;
}

/* from the place to the way from `a` so far along `direction` */
static float distance_to_way(const float center[3], const float a[3],
                             const float direction[3], float length)
{
    vec3 from;
    glm_vec3_sub((float *)center, (float *)a, from);
    float along = glm_clamp(glm_vec3_dot(from, (float *)direction), 0, length);
    glm_vec3_muladds((float *)direction, -along, from);
    return glm_vec3_norm(from);
}

// ---------------------------------------------------------------- what it reaches

struct list {
    struct arena *arena;
    struct rule_spot *item;
    int n, capacity;
};

static void add(struct list *list, struct rule_spot spot)
{
    if (list->n == list->capacity) {
        int capacity = list->capacity ? 2 * list->capacity : 32;
        struct rule_spot *more =
            arena_alloc_array(list->arena, (size_t)capacity, sizeof *more);
        if (list->n)
            memcpy(more, list->item, (size_t)list->n * sizeof *more);
        list->item = more;
        list->capacity = capacity;
    }
    list->item[list->n++] = spot;
}

static bool reaches_site(const struct patch *p, const struct site *site)
{
    struct planned_needle needle = planned_at_rest(site);
    float depth = needle.has_depth ? (float)needle.depth_mm[1] / 1000 : 0;
    vec3 direction = {0};
    if (needle.has_direction)
        memcpy(direction, needle.direction, sizeof direction);
    return distance_to_way(p->center, site->position, direction, depth) <= p->reach &&
           is_same_flesh(p, &site->on, site->position);
}

/* the code by which the engine knows it: its own, or that of the whole set */
static const char *code_of(const struct engine *engine, const struct point *point)
{
    return engine_point(engine, point->code) || !point->group ? point->code
                                                              : point->group;
}

/* Of a point that this body cannot place, all that is known is its region: it is near
 * where some skin of that is. */
static bool reaches_region_of(const struct rules *rules, const struct site *site,
                              const uint32_t regions[3])
{
    const struct rules_place *place = rules_place(rules, site->point->region);
    int side = site->side == SIDE_L ? 0 : site->side == SIDE_R ? 1 : 2;
    return place && place->regions & regions[side];
}

static void add_sites(const struct engine *engine, const struct planned_body *on,
                      const struct patch *p, int lesion, const uint32_t regions[3],
                      struct list *list)
{
    int n;
    const struct site *site = body_sites(on->body, &n);
    for (int i = 0; i < n; i++)
        if (site[i].placed ? reaches_site(p, &site[i])
                           : reaches_region_of(engine_rules(engine), &site[i], regions))
            add(list, (struct rule_spot){.lesion = lesion,
                                         .mark = -1,
                                         .code = code_of(engine, site[i].point),
                                         .side = side_name(site[i].side)[0]});
}

static void add_marks(const struct case_record *record, const struct planned_body *on,
                      const struct patch *p, int lesion, struct list *list)
{
    for (int i = 0; i < record->n_marks; i++) {
        const struct case_mark *m = &record->marks[i];
        float at[3] = {(float)m->at[0], (float)m->at[1], (float)m->at[2]}, position[3];
        struct mesh_site place;
        if (!m->has_at || !on->find(on->user, at, &place))
            continue;
        mesh_site_position(p->mesh, &place, position);
        if (glm_vec3_distance(position, (float *)p->center) <= p->reach &&
            is_same_flesh(p, &place, position))
            add(list, (struct rule_spot){.lesion = lesion, .mark = i});
    }
}

static void add_regions(const struct planned_body *on, const struct patch *p,
                        uint32_t regions[3])
{
    const struct catalog *c = body_catalog(on->body);
    for (int i = 0; i < p->n; i++) {
        struct mesh_site middle = {p->triangle[i], {1 / 3.0F, 1 / 3.0F, 1 / 3.0F}};
        enum side side;
        int region = territory_region_at(on->body, &middle, &side);
        int word = region >= 0 ? rules_word_find(word_regions, c->region[region].id) : -1;
        if (word >= 0)
            regions[side == SIDE_L ? 0 : side == SIDE_R ? 1 : 2] |= UINT32_C(1) << word;
    }
}

/* whether a place so near the skin, and in the region and on the side that the case says:
 * where they contradict each other nobody knows which is right */
static bool is_placed(const struct rules *rules, const struct case_lesion *lesion,
                      const struct patch *p, const uint32_t regions[3])
{
    uint32_t near = regions[2];
    for (int s = 0; s < 2; s++)
        if (lesion->side == CASE_MIDLINE || lesion->side == (s ? CASE_R : CASE_L))
            near |= regions[s];
    bool there = rules->regions[lesion->region].covers & near;
    for (int r = 0; r < WORD_REGIONS; r++)
        there =
            there || (near >> r & 1 && rules->regions[r].covers >> lesion->region & 1);
    return there && p->off <= p->reach;
}

const struct rule_spots *plan_body_spots(const struct engine *engine,
                                         const struct case_record *record,
                                         const struct planned_body *on,
                                         struct arena *arena)
{
    const struct case_findings *f = &record->findings;
    if (!on || !on->body || !plan_body_matters(record))
        return NULL;
    struct rule_spots *out = arena_alloc(arena, sizeof *out);
    uint32_t(*regions)[3] =
        arena_alloc_array(arena, (size_t)f->n_lesions, sizeof *regions);
    struct list list = {.arena = arena};
    uint64_t placed = 0;
    for (int i = 0; i < f->n_lesions; i++) {
        struct patch patch;
        if (!find_patch(on, &f->lesions[i], &patch))
            continue;
        add_regions(on, &patch, regions[i]);
        add_sites(engine, on, &patch, i, regions[i], &list);
        add_marks(record, on, &patch, i, &list);
        if (is_placed(engine_rules(engine), &f->lesions[i], &patch, regions[i]))
            placed |= UINT64_C(1) << i;
        free(patch.triangle);
    }
    *out = (struct rule_spots){
        .n = list.n, .item = list.item, .regions = regions, .placed = placed};
    return out;
}

void plan_body_make(const struct engine *engine, const struct case_record *record,
                    enum plan_extent extent, const struct planned_body *on,
                    struct arena *arena, struct plan *plan)
{
    struct plan_request request = {.record = record,
                                   .extent = extent,
                                   .spots = plan_body_spots(engine, record, on, arena)};
    engine_plan_for(engine, &request, arena, plan);
}
