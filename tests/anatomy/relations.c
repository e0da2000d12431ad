#include "relations.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cglm/cglm.h>

#include "base/json.h"

static const char *const OPS[] = {"up",    "out",   "front", "gap",   "straight", "rise",
                                  "belly", "globe", "route", "depth", "cun",      NULL};
static const int PLACES[][2] = {{2, 2}, {1, 2}, {2, 2}, {2, 2}, {3, 3}, {3, 3},
                                {3, 3}, {1, 1}, {1, 1}, {1, 1}, {1, 1}};
static const char *const KEYS[] = {"op",    "of",    "share", "place", "mm", "within",
                                   "range", "check", "why",   "own",   NULL};

// ---------------------------------------------------------------- reading

static bool read_text(const struct json_at *item, const char *key, struct arena *arena,
                      const char **out, struct error *error)
{
    struct json_at at;
    if (!json_member(item, key, JSON_STRING, &at, error))
        return false;
    *out = arena_strdup(arena, json_string_value(at.value));
    return true;
}

static bool read_places(const struct json_at *item, struct relation *out,
                        struct arena *arena, struct error *error)
{
    struct json_at list, at;
    if (!json_member(item, "of", JSON_ARRAY, &list, error))
        return false;
    out->n = (int)json_array_size(list.value);
    if (out->n < PLACES[out->op][0] || out->n > PLACES[out->op][1])
        return json_fail(&list, error, "has %d places; expected %d to %d", out->n,
                         PLACES[out->op][0], PLACES[out->op][1]);
    for (int i = 0; i < out->n; i++) {
        if (!json_element(&list, (size_t)i, JSON_STRING, &at, error))
            return false;
        out->of[i] = arena_strdup(arena, json_string_value(at.value));
    }
    return true;
}

static bool read_value(const struct json_at *item, struct relation *out,
                       struct error *error)
{
    struct json_at range, mm, within, at;
    if (!json_optional(item, "range", JSON_ARRAY, &range, error))
        return false;
    if (range.value)
        return json_element(&range, 0, JSON_REAL, &at, error) &&
               json_number(&at, -1000, 1000, &out->least, error) &&
               json_element(&range, 1, JSON_REAL, &at, error) &&
               json_number(&at, out->least, 1000, &out->most, error);
    double middle, off;
    if (!json_member(item, "mm", JSON_REAL, &mm, error) ||
        !json_number(&mm, -1000, 1000, &middle, error) ||
        !json_member(item, "within", JSON_REAL, &within, error) ||
        !json_number(&within, 0.1, 1000, &off, error))
        return false;
    out->least = middle - off;
    out->most = middle + off;
    out->aimed = true;
    return true;
}

static bool read_relation(const struct json_at *item, const struct catalog *catalog,
                          struct relation *out, struct arena *arena, struct error *error)
{
    struct json_at op, share, place;
    int i;
    if (!json_keys(item, KEYS, error) ||
        !json_member(item, "op", JSON_STRING, &op, error) ||
        !json_choice(&op, OPS, &i, error))
        return false;
    out->op = (enum relation_op)i;
    if (!read_places(item, out, arena, error) || !read_value(item, out, error) ||
        !read_text(item, "check", arena, &out->check, error) ||
        !read_text(item, "why", arena, &out->why, error) ||
        !json_flag(item, "own", &out->own, error))
        return false;
    if (out->op == RELATION_ROUTE)
        return json_member(item, "place", JSON_STRING, &place, error) &&
               (out->place = catalog_expr(catalog, &place, arena, error));
    if (out->op != RELATION_STRAIGHT && out->op != RELATION_RISE)
        return true;
    return json_member(item, "share", JSON_REAL, &share, error) &&
           json_number(&share, -2, 2, &out->share, error);
}

bool relations_load(struct relations *out, const struct catalog *catalog,
                    const char *path, struct arena *arena, struct error *error)
{
    struct json_doc doc;
    struct json_at list, item;
    if (!json_doc_load(&doc, path, 0, error))
        return false;
    struct json_at root = json_doc_root(&doc);
    bool ok = json_schema(&root, "deqi/relations-1", error) &&
              json_member(&root, "relations", JSON_ARRAY, &list, error);
    size_t n = ok ? json_array_size(list.value) : 0;
    struct relation *relation = arena_alloc_array(arena, n + 1, sizeof *relation);
    for (size_t i = 0; i < n && ok; i++)
        ok = json_element(&list, i, JSON_OBJECT, &item, error) &&
             read_relation(&item, catalog, &relation[i], arena, error);
    *out = (struct relations){.count = (int)n, .relation = relation};
    json_doc_close(&doc);
    return ok;
}

// ---------------------------------------------------------------- measuring

static bool find_place(const struct body *body, const char *name, enum side side,
                       float out[3])
{
    const struct catalog *c = body_catalog(body);
    const struct point *point = catalog_point(c, name);
    if (point) {
        const struct site *site = body_site(body, point, point->midline ? SIDE_M : side);
        glm_vec3_copy((float *)site->position, out);
        return site->placed;
    }
    struct body_place place = {.found = false};
    int landmark = catalog_landmark(c, name);
    if (landmark >= 0)
        place = body_landmark(body, landmark, side);
    for (int i = 0; i < c->n_derived && landmark < 0; i++)
        if (strcmp(c->derived[i].name, name) == 0)
            place = body_derived(body, i, side);
    glm_vec3_copy(place.position, out);
    return place.found;
}

/* The eyeball: 12 mm of radius, its centre 14.5 mm behind the skin before the pupil and
 * 1.5 mm above it, as the bulge of the lids shows. */
static double clear_of_globe(const struct relation *r, const struct body *body,
                             enum side side)
{
    const struct site *site =
        body_site(body, catalog_point(body_catalog(body), r->of[0]), side);
    vec3 globe, to, nearest;
    if (!site->placed || !find_place(body, "pupil", side, globe))
        return NAN;
    globe[1] += 0.0015F;
    globe[2] -= 0.0145F;
    glm_vec3_sub(globe, (float *)site->position, to);
    float along = glm_vec3_dot(to, (float *)site->direction);
    glm_vec3_copy((float *)site->position, nearest);
    glm_vec3_muladds((float *)site->direction, glm_clamp(along, 0, site->depth[1]),
                     nearest);
    return (double)glm_vec3_distance(nearest, globe) * 1000 - 12;
}

static double straight(float p[3][3], double share)
{
    vec3 line, to;
    glm_vec3_sub(p[2], p[1], line);
    glm_vec3_sub(p[0], p[1], to);
    double length = (double)glm_vec3_norm(line);
    return ((double)glm_vec3_dot(to, line) / length - share * length) * 1000;
}

static double above_line(float p[3][3])
{
    double dx = (double)(p[2][0] - p[1][0]), dy = (double)(p[2][1] - p[1][1]);
    double off = (double)(p[0][0] - p[1][0]) * -dy + (double)(p[0][1] - p[1][1]) * dx;
    return (dx < 0 ? -off : off) / hypot(dx, dy) * 1000;
}

/* millimetres from the place where the other way leads */
static double off_route(const struct relation *r, struct body *body, enum side side)
{
    const struct point *point = catalog_point(body_catalog(body), r->of[0]);
    float at[3];
    struct body_place other =
        body_expr(body, r->place, point && point->midline ? SIDE_M : side);
    if (!other.found || !find_place(body, r->of[0], side, at))
        return NAN;
    return (double)glm_vec3_distance(other.position, at) * 1000;
}

/* straight below the skin, as depths are measured in pictures */
static double depth_below(const struct relation *r, const struct body *body,
                          enum side side)
{
    const struct point *point = catalog_point(body_catalog(body), r->of[0]);
    const struct site *site = body_site(body, point, point->midline ? SIDE_M : side);
    float into = -glm_vec3_dot((float *)site->direction, (float *)site->normal);
    return site->placed ? (double)(site->depth[1] * into) * 1000 : NAN;
}

double relation_measure(const struct relation *r, struct body *body, enum side side)
{
    float p[RELATION_PLACES][3] = {{0}};
    if (r->op == RELATION_GLOBE)
        return clear_of_globe(r, body, side);
    if (r->op == RELATION_ROUTE)
        return off_route(r, body, side);
    if (r->op == RELATION_DEPTH)
        return depth_below(r, body, side);
    if (r->op == RELATION_CUN)
        return catalog_point(body_catalog(body), r->of[0])->needle.depth_cun[1];
    for (int i = 0; i < r->n; i++)
        if (!find_place(body, r->of[i], side, p[i]))
            return NAN;
    double outward = side == SIDE_R ? -1 : 1;
    double base = r->n > 1 ? (double)p[1][0] : (double)body_midline(body);
    switch (r->op) {
    case RELATION_UP:
        return (double)(p[0][1] - p[1][1]) * 1000;
    case RELATION_OUT:
        return outward * ((double)p[0][0] - base) * 1000;
    case RELATION_FRONT:
        return (double)(p[0][2] - p[1][2]) * 1000;
    case RELATION_GAP:
        return (double)glm_vec3_distance(p[0], p[1]) * 1000;
    case RELATION_STRAIGHT:
        return straight(p, r->share);
    case RELATION_RISE:
        return ((double)(p[0][1] - p[1][1]) - r->share * (double)(p[2][1] - p[1][1])) *
               1000;
    case RELATION_BELLY:
        return above_line(p);
    default:
        return NAN;
    }
}

double relation_error(const struct relation *r, double value)
{
    if (isnan(value))
        return INFINITY;
    if (r->aimed)
        return fabs(value - (r->least + r->most) / 2);
    return fmax(0, fmax(r->least - value, value - r->most));
}

void relation_name(const struct relation *r, char *out, size_t size)
{
    size_t n = (size_t)snprintf(out, size, "%s", r->of[0]);
    for (int i = 1; i < r->n && n < size; i++)
        n +=
            (size_t)snprintf(out + n, size - n, "%s%s", i == 1 ? " / " : " - ", r->of[i]);
    if (n < size)
        snprintf(out + n, size - n, " %s", OPS[r->op]);
}
