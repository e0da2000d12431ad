/* place.c - what an expression of the placement language means on one body.
 *
 * One function per kind, in a table. Each gets the expression and leaves a place, or the
 * reason why there is none. An evaluation is for one side; what lies on the midline is
 * evaluated for both and put in the middle, so that it is there on a body that is not
 * quite even.
 */
#include <math.h>

#include <cglm/cglm.h>

#include "anatomy/place_internal.h"

// ---------------------------------------------------------------- names

/* a landmark that a rule finds anew; in its rule its name means where its triangle is,
 * and where the rule finds nothing, the triangle stands */
static void find_anew(struct body *body, int rule, enum side side,
                      struct place_memo *memo)
{
    const float reach = 0.03F;
    struct eval ev = {.body = body, .side = side};
    struct place found;
    *memo = body->anchored[rule][side];
    if (place_eval_side(body, body->catalog->resolved[rule].place, side, 0, &found,
                        &memo->why) &&
        place_skin_nearest(&ev, &found, reach))
        memo->place = found;
    memo->why = NULL;
}

const struct place_memo *place_memo_landmark(struct body *body, int name, enum side side)
{
    bool midline = body->catalog->landmark_names.midline[name];
    enum side own = midline ? SIDE_M : side;
    struct place_memo *memo = &body->landmark[name][own];
    int rule = body->catalog->resolved_by[name];
    if (memo->known == NOT_YET && rule >= 0 && body->anchored[rule][own].known == KNOWN)
        find_anew(body, rule, own, memo);
    if (memo->known == NOT_YET) {
        memo->known = MISSING;
        memo->why = body_why(body, "the landmark %s%s%s is missing",
                             body->catalog->landmark_names.name[name], midline ? "" : " ",
                             midline ? "" : side_name(side));
    }
    return memo;
}

const struct place_memo *place_memo_derived(struct body *body, int derived,
                                            enum side side)
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

const struct place_memo *place_memo_point(struct body *body, int point, enum side side)
{
    const struct point *p = &body->catalog->point[point];
    enum side own = p->midline ? SIDE_M : side;
    struct place_memo *memo = &body->point[point][own];
    if (memo->known == NOT_YET) {
        bool ok = place_eval_side(body, p->place, own, p->skin, &memo->place, &memo->why);
        if (ok) {
            struct eval ev = {.body = body, .side = own, .skin = p->skin};
            ok = place_skin_nearest(&ev, &memo->place, PLACE_SNAP);
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
        return take(ev, place_memo_landmark(ev->body, e->index, ev->side), out);
    if (e->kind == EXPR_DERIVED)
        return take(ev, place_memo_derived(ev->body, e->index, ev->side), out);
    return take(ev, place_memo_point(ev->body, e->index, ev->side), out);
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

static bool eval_toward(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place a, b;
    if (!place_both(ev, e, &a, &b))
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
    if (!place_both(ev, e, &a, &b) || !body_measure_run(ev, e, &length))
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

static bool eval_lower(struct eval *ev, const struct expr *e, struct place *out)
{
    struct place other;
    if (!place_both(ev, e, out, &other))
        return false;
    if (other.position[1] < out->position[1])
        *out = other;
    return true;
}

// ---------------------------------------------------------------- the table

static place_function *const EVALUATORS[] = {
    [EXPR_LANDMARK] = eval_name, [EXPR_DERIVED] = eval_name,
    [EXPR_POINT] = eval_name,    [EXPR_OTHER] = eval_other,
    [EXPR_MID] = eval_toward,    [EXPR_TOWARD] = eval_toward,
    [EXPR_CUN] = eval_cun,       [EXPR_AXIS] = place_axis,
    [EXPR_LEVEL] = place_level,  [EXPR_RING] = place_ring,
    [EXPR_FRONT] = place_front,  [EXPR_BACK] = place_front,
    [EXPR_SKIN] = place_skin,    [EXPR_SKIN_CUN] = place_skin,
    [EXPR_WALK] = place_walk,    [EXPR_FOLD] = place_fold,
    [EXPR_SPACE] = place_space,  [EXPR_ABOVE] = place_above,
    [EXPR_LOWER] = eval_lower,
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

const struct body_ways place_ways = {.eval = place_eval, .frame = part_frame_build};
