/* place.c - what an expression of the placement language means on one body.
 *
 * One function per kind, in a table. Each gets the expression and leaves a place, or the
 * reason why there is none. An evaluation is for one side; what lies on the midline is
 * evaluated for both and put in the middle, so that it is there on a body that is not
 * quite even.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

#include <cglm/cglm.h>

#include "anatomy/measured.h"

static const float SNAP = 0.025F;   // metres: as far as a place may be from its skin
static const float REACH = 0.5F;    // metres: a ray across a part
static const float SKIN_WAY = 2.0F; // metres: the longest way over the skin

const char *why(struct body *body, const char *format, ...)
{
    char text[256];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return arena_strdup(body->arena, text);
}

// ---------------------------------------------------------------- skin

struct skin_filter {
    const struct body *body;
    unsigned long parts; /* 0 = any */
    enum side side;      /* SIDE_M = either */
};

static bool skin_allows(uint32_t triangle, void *user)
{
    const struct skin_filter *f = user;
    const struct body *b = f->body;
    if (!b->outer[triangle])
        return false;
    uint8_t part = b->part[triangle];
    if (part == NO_PART)
        return f->parts == 0;
    if (f->parts && !(f->parts >> part & 1))
        return false;
    return f->side == SIDE_M || b->side[triangle] == SIDE_M ||
           b->side[triangle] == f->side;
}

bool body_skin(const struct body *body, const float position[3], unsigned long parts,
               enum side side, float limit, struct bvh_hit *hit)
{
    struct skin_filter filter = {body, parts, side};
    return bvh_nearest(body->bvh, position, limit, skin_allows, &filter, hit);
}

bool place_on_skin(struct eval *ev, struct place *place, float limit)
{
    struct skin_filter filter = {ev->body, ev->skin, ev->side};
    if (place->on_skin && skin_allows(place->on.triangle, &filter))
        return true;
    struct bvh_hit hit;
    if (!bvh_nearest(ev->body->bvh, place->position, limit, skin_allows, &filter, &hit)) {
        ev->why = why(ev->body, "no skin of the parts that it names lies within %.0f mm",
                      (double)limit * 1000);
        return false;
    }
    place->on_skin = true;
    place->on = hit.site;
    glm_vec3_copy(hit.position, place->position);
    return true;
}

/* any outer skin will do where the point's own is too far: a start of a walk may lie
 * beside it */
static bool near_skin(struct eval *ev, struct place *place)
{
    if (place->on_skin || place_on_skin(ev, place, SNAP))
        return true;
    struct eval any = {.body = ev->body, .side = ev->side};
    ev->why = NULL;
    if (place_on_skin(&any, place, SNAP))
        return true;
    ev->why = any.why;
    return false;
}

static void normal_at(const struct body *b, const struct place *place, float out[3])
{
    mesh_site_normal(b->mesh, &place->on, out);
}

/* the part where a place is, for axes and directions: near a border that part which the
 * point at hand lies on; -1 with a reason */
static int part_at(struct eval *ev, const struct place *place)
{
    struct place skin = *place;
    if (!place_on_skin(ev, &skin, SNAP)) {
        skin = *place;
        if (!near_skin(ev, &skin))
            return -1;
        ev->why = NULL;
    }
    uint8_t part = ev->body->part[skin.on.triangle];
    if (part != NO_PART)
        return part;
    ev->why = "it lies on skin of no known part";
    return -1;
}

// ---------------------------------------------------------------- names

static const struct expr NAMED = {.measure = -1, .part = -1};

const struct place_memo *memo_landmark(struct body *body, int name, enum side side)
{
    bool midline = body->catalog->landmark_names.midline[name];
    struct place_memo *memo = &body->landmark[name][midline ? SIDE_M : side];
    if (memo->known == NOT_YET) {
        memo->known = MISSING;
        memo->why = why(body, "the landmark %s%s%s is missing",
                        body->catalog->landmark_names.name[name], midline ? "" : " ",
                        midline ? "" : side_name(side));
    }
    return memo;
}

const struct place_memo *memo_derived(struct body *body, int derived, enum side side)
{
    const struct derived *d = &body->catalog->derived[derived];
    enum side own = d->midline ? SIDE_M : side;
    struct place_memo *memo = &body->derived[derived][own];
    if (memo->known == NOT_YET) {
        bool ok = place_eval_side(body, d->place, own, 0, &memo->place, &memo->why);
        memo->known = ok ? KNOWN : MISSING;
    }
    return memo;
}

const struct place_memo *memo_point(struct body *body, int point, enum side side)
{
    const struct point *p = &body->catalog->point[point];
    enum side own = p->midline ? SIDE_M : side;
    struct place_memo *memo = &body->point[point][own];
    if (memo->known == NOT_YET) {
        bool ok = place_eval_side(body, p->place, own, p->skin, &memo->place, &memo->why);
        if (ok) {
            struct eval ev = {.body = body, .side = own, .skin = p->skin};
            ok = place_on_skin(&ev, &memo->place, SNAP);
            memo->why = ev.why;
        }
        memo->known = ok ? KNOWN : MISSING;
    }
    return memo;
}

static bool take(struct eval *ev, const struct place_memo *memo, struct place *out)
{
    if (memo->known != KNOWN) {
        ev->why = memo->why;
        return false;
    }
    *out = memo->place;
    return true;
}

static bool eval_name(struct eval *ev, const struct expr *e, struct place *out)
{
    if (e->kind == EXPR_LANDMARK)
        return take(ev, memo_landmark(ev->body, e->index, ev->side), out);
    if (e->kind == EXPR_DERIVED)
        return take(ev, memo_derived(ev->body, e->index, ev->side), out);
    return take(ev, memo_point(ev->body, e->index, ev->side), out);
}

static bool eval_other(struct eval *ev, const struct expr *e, struct place *out)
{
    struct eval other = *ev;
    other.side = side_other(ev->side);
    if (place_eval(&other, e->a, out))
        return true;
    ev->why = other.why;
    return false;
}

// ---------------------------------------------------------------- straight

static bool both(struct eval *ev, const struct expr *e, struct place *a, struct place *b)
{
    return place_eval(ev, e->a, a) && place_eval(ev, e->b, b);
}

/* metres of `number` cun */
static bool run(struct eval *ev, const struct expr *e, float *out)
{
    double cun = measure_cun(ev, e->measure);
    *out = (float)(e->number * cun);
    return !isnan(cun);
}

static bool eval_toward(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place a, b;
    if (!both(ev, e, &a, &b))
        return false;
    float t = e->kind == EXPR_MID ? 0.5F : (float)e->number;
    glm_vec3_lerp(a.position, b.position, t, out->position);
    out->on_skin = false;
    return true;
}

static bool eval_cun(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place a, b;
    float length;
    if (!both(ev, e, &a, &b) || !run(ev, e, &length))
        return false;
    vec3 along;
    glm_vec3_sub(b.position, a.position, along);
    if (!(glm_vec3_norm(along) > 1e-5F)) {
        ev->why = "a direction cannot be told between two places that are one";
        return false;
    }
    glm_vec3_normalize(along);
    glm_vec3_copy(a.position, out->position);
    glm_vec3_muladds(along, length, out->position);
    out->on_skin = false;
    return true;
}

// ---------------------------------------------------------------- along and around parts

static const struct part_frame *known_frame(struct eval *ev, int part)
{
    const struct part_frame *f = frame_of(ev->body, part, ev->side);
    if (f->known == KNOWN)
        return f;
    ev->why = f->why;
    return NULL;
}

static bool eval_axis(struct eval *ev, const struct expr *e, struct place *out)
{
    const struct part_frame *f = known_frame(ev, e->part);
    float length;
    if (!f || !place_eval(ev, e->a, out) || !run(ev, e, &length))
        return false;
    glm_vec3_muladds((float *)f->chord, -length, out->position); // proximal is positive
    out->on_skin = false;
    return true;
}

/* to the skin straight out from or in toward the axis, so that the station stays; where
 * there is none near, the place stays inside */
static void out_to_skin(struct eval *ev, const struct part_frame *f, struct place *place)
{
    struct skin_filter filter = {ev->body, ev->skin, ev->side};
    vec3 centre, out, in;
    struct bvh_hit outer, inner;
    frame_centre(f, frame_station(f, place->position), centre);
    glm_vec3_sub(place->position, centre, out);
    if (glm_vec3_norm(out) < 1e-4F)
        return;
    glm_vec3_normalize(out);
    glm_vec3_negate_to(out, in);
    const struct bvh *bvh = ev->body->bvh;
    bool o = bvh_ray(bvh, place->position, out, SNAP, skin_allows, &filter, &outer);
    bool i = bvh_ray(bvh, place->position, in, SNAP, skin_allows, &filter, &inner);
    if (!o && !i)
        return;
    const struct bvh_hit *hit =
        o && (!i || outer.distance < inner.distance) ? &outer : &inner;
    place->on_skin = true;
    place->on = hit->site;
    glm_vec3_copy((float *)hit->position, place->position);
}

static bool eval_level(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place a, b;
    if (!both(ev, e, &a, &b))
        return false;
    int part = part_at(ev, &b);
    const struct part_frame *f = part < 0 ? NULL : known_frame(ev, part);
    if (!f)
        return false;
    float move = frame_station(f, a.position) - frame_station(f, b.position);
    glm_vec3_copy(b.position, out->position);
    glm_vec3_muladds((float *)f->chord, move, out->position);
    out->on_skin = false;
    out_to_skin(ev, f, out);
    return true;
}

static bool bearing_of(struct eval *ev, const struct part_frame *f, const struct expr *e,
                       float *out)
{
    struct place p, q;
    if (!e->b) {
        *out = glm_rad((float)e->number);
        return true;
    }
    if (!place_eval(ev, e->b, &p))
        return false;
    *out = frame_bearing(f, p.position);
    if (!e->c)
        return true;
    if (!place_eval(ev, e->c, &q))
        return false;
    // the shorter way round
    *out +=
        (float)e->number * remainderf(frame_bearing(f, q.position) - *out, 2 * GLM_PIf);
    return true;
}

static bool eval_ring(struct eval *ev, const struct expr *e, struct place *out)
{
    const struct part_frame *f = known_frame(ev, e->part);
    struct place level;
    float bearing;
    if (!f || !place_eval(ev, e->a, &level) || !bearing_of(ev, f, e, &bearing))
        return false;
    float station = frame_station(f, level.position);
    vec3 origin, direction;
    struct bvh_hit hit;
    frame_centre(f, station, origin);
    frame_direction(f, station, bearing, direction);
    struct skin_filter filter = {ev->body, ev->skin | 1UL << e->part, ev->side};
    if (!bvh_ray_last(ev->body->bvh, origin, direction, REACH, skin_allows, &filter,
                      &hit)) {
        ev->why = why(ev->body, "no skin of %s lies in the direction named",
                      ev->body->catalog->part[e->part].id);
        return false;
    }
    glm_vec3_copy(hit.position, out->position);
    out->on_skin = true;
    out->on = hit.site;
    return true;
}

// ---------------------------------------------------------------- front and back

static bool eval_front(struct eval *ev, const struct expr *e, struct place *out)
{
    struct body *b = ev->body;
    struct place level;
    float off;
    if (!place_eval(ev, e->a, &level) || !run(ev, e, &off))
        return false;
    float facing = e->kind == EXPR_FRONT ? 1 : -1;
    float x = b->midline + (ev->side == SIDE_R ? -off : off);
    vec3 origin = {x, level.position[1], facing * 2}, direction = {0, 0, -facing};
    struct skin_filter filter = {b, ev->skin, SIDE_M};
    struct bvh_hit hit;
    if (!bvh_ray(b->bvh, origin, direction, 4, skin_allows, &filter, &hit)) {
        ev->why = why(b, "no skin of the %s lies %.0f mm from the midline at this height",
                      e->kind == EXPR_FRONT ? "front" : "back", (double)off * 1000);
        return false;
    }
    glm_vec3_copy(hit.position, out->position);
    out->on_skin = true;
    out->on = hit.site;
    return true;
}

// ---------------------------------------------------------------- over the skin

static bool at_length(struct eval *ev, const struct path *path, float length,
                      struct place *out)
{
    if (!path_at(path, length, &out->on, out->position)) {
        ev->why = "the way over the skin is empty";
        return false;
    }
    // the place on the chord is brought to the triangle that the chord lies in or beside
    surface_slide(&ev->body->surface, &out->on, out->position);
    mesh_site_position(ev->body->mesh, &out->on, out->position);
    out->on_skin = true;
    return true;
}

/* the way from a to b, left in the body's scratch path */
static bool way(struct eval *ev, struct place *a, struct place *b)
{
    if (!near_skin(ev, a) || !near_skin(ev, b))
        return false;
    struct body *body = ev->body;
    if (section_between(&body->surface, &a->on, &b->on, SKIN_WAY, &body->scratch))
        return true;
    ev->why = "no way over the skin was found";
    return false;
}

/* beyond the end of a way it goes straight on */
static bool beyond(struct eval *ev, const struct place *a, const struct place *b,
                   float length, struct place *out)
{
    struct body *body = ev->body;
    const struct path *path = &body->scratch;
    vec3 direction, up;
    normal_at(body, b, up);
    float back = path->length > 0.01F ? path->length - 0.01F : 0;
    struct mesh_site site;
    vec3 before;
    path_at(path, back, &site, before);
    glm_vec3_sub((float *)b->position, before, direction);
    if (glm_vec3_norm(direction) < 1e-6F)
        glm_vec3_sub((float *)b->position, (float *)a->position, direction);
    glm_vec3_normalize(direction);
    if (!section_walk(&body->surface, &b->on, direction, up, length, &body->scratch)) {
        ev->why = "the skin ends before the distance is walked";
        return false;
    }
    return at_length(ev, &body->scratch, length, out);
}

static bool eval_skin(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place a, b;
    float length = 0;
    if (!both(ev, e, &a, &b))
        return false;
    if (e->kind == EXPR_SKIN_CUN && !run(ev, e, &length))
        return false;
    if (!way(ev, &a, &b))
        return false;
    float whole = ev->body->scratch.length;
    if (e->kind == EXPR_SKIN)
        length = (float)e->number * whole;
    if (length > whole)
        return beyond(ev, &a, &b, length - whole, out);
    if (length < 0)
        return way(ev, &b, &a) && beyond(ev, &b, &a, -length, out);
    return at_length(ev, &ev->body->scratch, length, out);
}

static bool eval_walk(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place a;
    float length;
    vec3 direction, up;
    struct expr d = NAMED;
    d.kind = EXPR_DIRECTION;
    d.direction = e->direction;
    if (!place_eval(ev, e->a, &a) || !run(ev, e, &length) || !near_skin(ev, &a) ||
        !place_direction(ev, &d, &a, direction))
        return false;
    if (length < 0) {
        glm_vec3_negate(direction);
        length = -length;
    }
    // along the skin, in the plane that stands on it
    normal_at(ev->body, &a, up);
    glm_vec3_muladds(up, -glm_vec3_dot(up, direction), direction);
    if (!(glm_vec3_norm(direction) > 0.05F)) {
        ev->why = why(ev->body, "%s is straight into or out of the skin here",
                      direction_name(e->direction));
        return false;
    }
    glm_vec3_normalize(direction);
    if (!section_walk(&ev->body->surface, &a.on, direction, up, length,
                      &ev->body->scratch)) {
        ev->why = "the skin ends before the distance is walked";
        return false;
    }
    return at_length(ev, &ev->body->scratch, length, out);
}

// ---------------------------------------------------------------- directions

static bool limb_direction(struct eval *ev, enum direction which,
                           const struct place *from, float out[3])
{
    int part = part_at(ev, from);
    const struct part_frame *f = part < 0 ? NULL : known_frame(ev, part);
    if (!f)
        return false;
    if (which == DIRECTION_PROXIMAL || which == DIRECTION_DISTAL) {
        glm_vec3_scale((float *)f->chord, which == DIRECTION_DISTAL ? 1 : -1, out);
        return true;
    }
    frame_direction(f, frame_station(f, from->position), GLM_PI_2f, out);
    if (which == DIRECTION_ULNAR || which == DIRECTION_MEDIAL)
        glm_vec3_negate(out);
    return true;
}

bool place_direction(struct eval *ev, const struct expr *e, const struct place *from,
                     float out[3])
{
    if (e->kind != EXPR_DIRECTION) {
        struct place to;
        if (!place_eval(ev, e, &to))
            return false;
        glm_vec3_sub(to.position, (float *)from->position, out);
        if (glm_vec3_norm(out) < 1e-6F) {
            ev->why = "a direction cannot be told between two places that are one";
            return false;
        }
        glm_vec3_normalize(out);
        return true;
    }
    float outward = ev->side == SIDE_R ? -1 : 1;
    const float world[DIRECTIONS][3] = {
        [DIRECTION_UP] = {0, 1, 0},
        [DIRECTION_DOWN] = {0, -1, 0},
        [DIRECTION_FRONT] = {0, 0, 1},
        [DIRECTION_BACK] = {0, 0, -1},
        [DIRECTION_LATERAL] = {outward, 0, 0},
        [DIRECTION_MEDIAL] = {-outward, 0, 0},
    };
    bool limb = e->direction <= DIRECTION_MEDIAL;
    // a place inside (an axis' own end) has no limb to ask: the body's directions then
    bool outward_only =
        e->direction == DIRECTION_LATERAL || e->direction == DIRECTION_MEDIAL;
    if (!limb || (outward_only && !from->on_skin)) {
        glm_vec3_copy((float *)world[e->direction], out);
        return true;
    }
    return limb_direction(ev, e->direction, from, out);
}

// ---------------------------------------------------------------- the table

typedef bool evaluator(struct eval *ev, const struct expr *e, struct place *out);

static evaluator *const EVALUATORS[] = {
    [EXPR_LANDMARK] = eval_name, [EXPR_DERIVED] = eval_name,  [EXPR_POINT] = eval_name,
    [EXPR_OTHER] = eval_other,   [EXPR_MID] = eval_toward,    [EXPR_TOWARD] = eval_toward,
    [EXPR_CUN] = eval_cun,       [EXPR_AXIS] = eval_axis,     [EXPR_LEVEL] = eval_level,
    [EXPR_RING] = eval_ring,     [EXPR_FRONT] = eval_front,   [EXPR_BACK] = eval_front,
    [EXPR_SKIN] = eval_skin,     [EXPR_SKIN_CUN] = eval_skin, [EXPR_WALK] = eval_walk,
};

bool place_eval(struct eval *ev, const struct expr *e, struct place *out)
{
    *out = (struct place){.on_skin = false};
    if (e->kind == EXPR_DIRECTION) {
        ev->why = "a direction stands where a place is needed";
        return false;
    }
    return EVALUATORS[e->kind](ev, e, out);
}

bool place_eval_side(struct body *body, const struct expr *e, enum side side,
                     unsigned long skin, struct place *out, const char **reason)
{
    struct eval ev = {.body = body, .side = side, .skin = skin};
    if (side != SIDE_M) {
        bool ok = place_eval(&ev, e, out);
        *reason = ok ? NULL : ev.why;
        return ok;
    }
    struct place left, right;
    ev.side = SIDE_L;
    bool l = place_eval(&ev, e, &left);
    *reason = ev.why;
    ev.side = SIDE_R;
    bool r = place_eval(&ev, e, &right);
    if (!l || !r) {
        *reason = l ? ev.why : *reason;
        return false;
    }
    *reason = NULL;
    *out = left;
    // both sides may well say the same
    if (glm_vec3_distance(left.position, right.position) < 1e-6F)
        return true;
    glm_vec3_center(left.position, right.position, out->position);
    out->on_skin = false;
    return true;
}
