#include "stage/xray.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "geom/bvh.h"
#include "stage/isolated.h"

enum { CHOSEN_MOST = 32 };

/* what a mesh was made from */
struct xray_key {
    uint32_t body; /* subject_version */
    unsigned layers;
    enum side side;
    bool dark, made;
    uint64_t chosen;  /* hash of the ids */
    uint64_t gone[3]; /* of the cutaway */
    enum side half;
};

struct xray_mesh {
    struct mesh mesh;
    uint8_t (*color)[4];
    uint32_t version, color_version;
    struct xray_key key;
};

struct xray {
    struct xray_mesh rest, lit;
};

struct xray *xray_create(void)
{
    return xcalloc(1, sizeof(struct xray));
}

void xray_destroy(struct xray **xray)
{
    if (!*xray)
        return;
    struct xray_mesh *both[2] = {&(*xray)->rest, &(*xray)->lit};
    for (int i = 0; i < 2; i++) {
        mesh_free(&both[i]->mesh);
        free(both[i]->color);
    }
    free(*xray);
    *xray = NULL;
}

// ---------------------------------------------------------------- layers, colours

/* what wraps other organs */
static bool is_wrapping(const char *id)
{
    static const char *const IDS[] = {"pleura", "peritoneum", "spinal_canal"};
    for (size_t i = 0; i < sizeof IDS / sizeof *IDS; i++)
        if (strcmp(id, IDS[i]) == 0)
            return true;
    return false;
}

unsigned xray_layer(const struct inside_part *part)
{
    static const unsigned LAYER[STRUCTURE_SYSTEMS] = {
        [STRUCTURE_BONE] = SCENE_BONES,      [STRUCTURE_NERVE] = SCENE_NERVES,
        [STRUCTURE_ARTERY] = SCENE_ARTERIES, [STRUCTURE_VEIN] = SCENE_VEINS,
        [STRUCTURE_MUSCLE] = SCENE_MUSCLES,  [STRUCTURE_TENDON] = SCENE_MUSCLES,
        [STRUCTURE_ORGAN] = SCENE_ORGANS};
    return part->structure && is_wrapping(part->id) ? 0 : LAYER[part->system];
}

struct xray_pair {
    uint32_t light, dark; /* 0xRRGGBB, by theme */
};

uint32_t xray_color(const struct inside_part *part, bool dark)
{
    static const struct xray_pair SYSTEM[STRUCTURE_SYSTEMS] = {
        [STRUCTURE_BONE] = {0xE9DFC6, 0xEFE6CF},
        [STRUCTURE_NERVE] = {0xE8B400, 0xFFD23E},
        [STRUCTURE_ARTERY] = {0xC02848, 0xE8466A},
        [STRUCTURE_VEIN] = {0x2F62B5, 0x5B92EA},
        [STRUCTURE_MUSCLE] = {0xA9604F, 0xAE6655},
        [STRUCTURE_TENDON] = {0xDED3BC, 0xE4DAC4},
        [STRUCTURE_ORGAN] = {0xB98876, 0xBF8F7D}};
    static const struct {
        const char *id;
        struct xray_pair color;
    } OWN[] = {{"lung", {0xD3A49A, 0xD3A49A}},   {"heart", {0x8E3540, 0x9E4450}},
               {"liver", {0x7D4234, 0x8A4D3E}},  {"spleen", {0x70404F, 0x7E4B5B}},
               {"kidney", {0x8C4A3B, 0x985647}}, {"eye", {0xF2F0EA, 0xF2F0EA}},
               {"bladder", {0xCDB07F, 0xCDB07F}}};
    for (size_t i = 0; part->system == STRUCTURE_ORGAN && i < sizeof OWN / sizeof *OWN;
         i++)
        if (strcmp(OWN[i].id, part->id) == 0)
            return dark ? OWN[i].color.dark : OWN[i].color.light;
    return dark ? SYSTEM[part->system].dark : SYSTEM[part->system].light;
}

/* where something else is lit, the rest steps back */
static void step_back(uint8_t color[4], bool dark)
{
    const float share = 0.62f;
    const int ground[2][3] = {{0xD2, 0xCF, 0xC9}, {0x4A, 0x53, 0x5B}};
    for (int k = 0; k < 3; k++)
        color[k] =
            (uint8_t)((1 - share) * color[k] + share * (float)ground[dark][k] + 0.5f);
}

// ---------------------------------------------------------------- one mesh of many

static bool is_chosen(const struct xray_params *p, const struct inside_part *part)
{
    if (p->side != SIDE_M && part->side != SIDE_M && part->side != p->side)
        return false;
    for (int i = 0; i < p->n_chosen; i++)
        if (strcmp(p->chosen[i], part->id) == 0)
            return true;
    return false;
}

static bool has_mesh(const struct inside_part *part)
{
    return part->placed && part->mesh.n_triangles;
}

/* the ring of a tube that a vertex belongs to; of anything else it is 0 */
static uint32_t ring_of(const struct inside_part *part, uint32_t vertex)
{
    if (part->n_path < 2)
        return 0;
    uint32_t rings = (uint32_t)part->n_path;
    uint32_t corners = (part->mesh.n_vertices - 2) / rings;
    uint32_t ring = corners ? vertex / corners : 0;
    if (ring < rings)
        return ring;
    return vertex == part->mesh.n_vertices - 1 ? rings - 1 : 0;
}

/* the colour of one vertex: from its tendon on a muscle is pale */
static uint32_t vertex_color(const struct inside_part *part, uint32_t vertex, bool dark)
{
    const struct structure *s = part->structure;
    struct inside_part tendon = {.system = STRUCTURE_TENDON};
    if (!s || part->system != STRUCTURE_MUSCLE || !s->tendon_from || part->n_path < 2)
        return xray_color(part, dark);
    bool pale = part->waypoint[ring_of(part, vertex)] >= (float)(s->tendon_from - 1);
    return xray_color(pale ? &tendon : part, dark);
}

/* what of a part is there, where parts of the body are gone */
struct there {
    uint8_t *ring; /* part's n_path, or 1 */
    bool halved;   /* and what lies beyond the middle is not */
    float middle[4];
};

/* Of a nerve or a vessel by the skin round each ring; a muscle belongs to where most of
 * it lies, and anything else to where its middle does. What is unpaired ends at the
 * middle of half a body: the skin nearest to its own middle would be either side's. */
static struct there there_of(const struct inside_part *part, const struct cutaway *cut,
                             const struct cutaway_body *body)
{
    struct there there = {.ring = xmalloc((size_t)part->n_path + 1)};
    struct cutaway parts = *cut;
    bool muscle = part->system == STRUCTURE_MUSCLE || part->system == STRUCTURE_TENDON;
    int n = 0;
    float middle[3];
    parts.clipped = false;
    memset(there.ring, 1, (size_t)part->n_path + 1);
    if (!parts.parted)
        return there;
    there.halved = part->side == SIDE_M && cutaway_middle(cut, body, there.middle);
    if (there.halved)
        return there;
    for (int k = 0; k < 3; k++)
        middle[k] = (part->min[k] + part->max[k]) / 2;
    if (part->n_path < 2)
        there.ring[0] = cutaway_shows(&parts, body, middle);
    for (int i = 0; part->n_path > 1 && i < part->n_path; i++)
        n += there.ring[i] = cutaway_shows(&parts, body, part->path[i]);
    if (part->n_path > 1 && muscle)
        memset(there.ring, 2 * n > part->n_path, (size_t)part->n_path);
    return there;
}

static bool has_rings(const struct inside_part *part, const struct there *there,
                      const uint32_t corner[3])
{
    return there->ring[ring_of(part, corner[0])] &&
           there->ring[ring_of(part, corner[1])] && there->ring[ring_of(part, corner[2])];
}

static bool is_there(const struct inside_part *part, const struct there *there,
                     const uint32_t corner[3])
{
    float over = -there->middle[3];
    for (int c = 0; c < 3; c++)
        for (int k = 0; k < 3; k++)
            over += there->middle[k] * part->mesh.position[corner[c]][k] / 3;
    return has_rings(part, there, corner) && (!there->halved || over >= 0);
}

uint32_t xray_left(const struct inside_part *part, const struct cutaway *cut,
                   const struct cutaway_body *body, uint32_t (*triangle)[3])
{
    struct there there = there_of(part, cut, body);
    uint32_t n = 0;
    for (uint32_t i = 0; i < part->mesh.n_triangles; i++)
        if (has_rings(part, &there, part->mesh.triangle[i]))
            memcpy(triangle[n++], part->mesh.triangle[i], sizeof *triangle);
    free(there.ring);
    return n;
}

static void append(struct xray_mesh *m, const struct inside_part *part,
                   const struct xray_params *p)
{
    const struct mesh *from = &part->mesh;
    uint32_t v = m->mesh.n_vertices, t = m->mesh.n_triangles;
    bool parted = p->cut && p->cut->parted;
    struct cutaway_body body = isolated_body(p->subject);
    struct there there = {0};
    if (parted)
        there = there_of(part, p->cut, &body);
    memcpy(m->mesh.position[v], from->position,
           from->n_vertices * sizeof *from->position);
    memcpy(m->mesh.normal[v], from->normal, from->n_vertices * sizeof *from->normal);
    for (uint32_t i = 0; i < from->n_vertices; i++) {
        uint32_t color = vertex_color(part, i, p->dark);
        for (int k = 0; k < 3; k++)
            m->color[v + i][k] = (uint8_t)(color >> (16 - 8 * k));
        m->color[v + i][3] = 255;
    }
    for (uint32_t i = 0; i < from->n_triangles; i++) {
        const uint32_t *c = from->triangle[i];
        if (parted && !is_there(part, &there, c))
            continue;
        for (int k = 0; k < 3; k++)
            m->mesh.triangle[t][k] = c[k] + v;
        t++;
    }
    free(there.ring);
    m->mesh.n_vertices += from->n_vertices;
    m->mesh.n_triangles = t;
}

/* the parts of those layers, or with none of them what is chosen, whatever its layer */
static bool wanted(const struct xray_params *p, const struct inside_part *part,
                   unsigned layers)
{
    if (!has_mesh(part))
        return false;
    return layers ? (xray_layer(part) & layers) != 0 : is_chosen(p, part);
}

static void gather(struct xray_mesh *m, const struct inside *inside,
                   const struct xray_params *p, unsigned layers)
{
    int n;
    const struct inside_part *part = inside_parts(inside, &n);
    uint32_t vertices = 0, triangles = 0;
    for (int i = 0; i < n; i++)
        if (wanted(p, &part[i], layers)) {
            vertices += part[i].mesh.n_vertices;
            triangles += part[i].mesh.n_triangles;
        }
    mesh_free(&m->mesh);
    mesh_alloc(&m->mesh, vertices, triangles);
    m->color = xrealloc(m->color, (vertices + 1) * sizeof *m->color);
    m->mesh.n_vertices = m->mesh.n_triangles = 0;
    for (int i = 0; i < n; i++)
        if (wanted(p, &part[i], layers))
            append(m, &part[i], p);
    for (uint32_t i = 0; layers && p->n_chosen && i < vertices; i++)
        step_back(m->color[i], p->dark);
    m->version++;
    m->color_version++;
}

static uint64_t hash_of(const struct xray_params *p)
{
    uint64_t h = 14695981039346656037u; // FNV-1a
    for (int i = 0; i < p->n_chosen; i++)
        for (const char *c = p->chosen[i];; c++) {
            h = (h ^ (uint8_t)*c) * 1099511628211u;
            if (!*c)
                break;
        }
    return h;
}

static struct scene_beneath refresh(struct xray_mesh *m, const struct inside *inside,
                                    const struct xray_params *p, unsigned layers)
{
    struct xray_key key = {.body = subject_version(p->subject),
                           .layers = layers,
                           .side = layers ? SIDE_M : p->side,
                           .dark = p->dark,
                           .made = true,
                           // of the rest it matters only whether something is lit
                           .chosen = layers ? p->n_chosen > 0 : hash_of(p)};
    if (p->cut && p->cut->parted) {
        memcpy(key.gone, p->cut->gone, sizeof key.gone);
        key.half = p->cut->half;
    }
    const struct xray_key *k = &m->key;
    bool same = k->made && k->body == key.body && k->layers == key.layers &&
                k->side == key.side && k->dark == key.dark && k->chosen == key.chosen &&
                k->half == key.half && memcmp(k->gone, key.gone, sizeof key.gone) == 0;
    if (!same)
        gather(m, inside, p, layers);
    m->key = key;
    if (!m->mesh.n_triangles)
        return (struct scene_beneath){0};
    return (struct scene_beneath){.mesh = &m->mesh,
                                  .color = (const uint8_t(*)[4])m->color,
                                  .version = m->version,
                                  .color_version = m->color_version};
}

void xray_build(struct xray *x, const struct xray_params *p, struct scene_input *scene)
{
    unsigned layers = p->layers & SCENE_BENEATH;
    if (p->see_through <= 0 || (!layers && !p->n_chosen))
        return;
    const struct inside *inside = subject_inside_shown(p->subject, NULL);
    if (!inside)
        return;
    if (layers)
        scene->beneath = refresh(&x->rest, inside, p, layers);
    if (p->n_chosen)
        scene->lit = refresh(&x->lit, inside, p, 0);
}

// ---------------------------------------------------------------- the pointer

static bool meets_box(const struct inside_part *part, const float origin[3],
                      const float direction[3])
{
    // what the eye cannot hit by a hair the hand cannot either
    const float room = 0.002f;
    float from = 0, to = INFINITY;
    for (int k = 0; k < 3; k++) {
        float a = (part->min[k] - room - origin[k]) / direction[k],
              b = (part->max[k] + room - origin[k]) / direction[k];
        from = fmaxf(from, fminf(a, b));
        to = fminf(to, fmaxf(a, b));
    }
    return from <= to;
}

/* by the same rule as what is drawn */
static bool is_drawn(const struct inside_part *part, const struct cutaway *cut,
                     const struct cutaway_body *body, const struct bvh_hit *hit)
{
    struct there there = there_of(part, cut, body);
    bool drawn = is_there(part, &there, part->mesh.triangle[hit->site.triangle]);
    free(there.ring);
    return drawn;
}

const struct inside_part *xray_at(const struct inside *inside, unsigned layers,
                                  const struct cutaway_body *body,
                                  const struct cutaway *cut, const float origin[3],
                                  const float direction[3])
{
    int n;
    const struct inside_part *part = inside_parts(inside, &n), *best = NULL;
    struct cutaway plane = cut ? *cut : (struct cutaway){0};
    float nearest = 20;
    plane.parted = false; // the parts are asked where one is met
    for (int i = 0; i < n; i++) {
        struct bvh_hit hit;
        if (!has_mesh(&part[i]) || !(xray_layer(&part[i]) & layers) ||
            !meets_box(&part[i], origin, direction) ||
            !cutaway_ray(&plane, body->standing, part[i].tree, origin, direction, nearest,
                         &hit) ||
            (cut && cut->parted && !is_drawn(&part[i], cut, body, &hit)))
            continue;
        nearest = hit.distance;
        best = &part[i];
    }
    return best;
}
