#include <math.h>

#include <cglm/cglm.h>

#include "anatomy/place_internal.h"

static bool length_of(struct eval *ev, const struct measure *m, double *out)
{
    struct body *b = ev->body;
    struct place from, to;
    if (!place_operand(ev, m->from, &from) || !place_operand(ev, m->to, &to))
        return false;
    if (m->how == MEASURE_STRAIGHT) {
        *out = glm_vec3_distance(from.position, to.position);
    } else if (m->how == MEASURE_AXIS) {
        const struct part_frame *f = b->ways->frame(b, m->part, ev->side);
        if (f->known != KNOWN) {
            ev->why = f->why;
            return false;
        }
        *out = fabs((double)part_frame_station(f, to.position) -
                    part_frame_station(f, from.position));
    } else {
        if (!place_skin_nearest(ev, &from, 0.025F) ||
            !place_skin_nearest(ev, &to, 0.025F))
            return false;
        if (!path_between(body_surface(b), &from.on, &to.on, 2, &b->scratch)) {
            ev->why =
                body_why(b, "no way over the skin was found for the measure %s", m->id);
            return false;
        }
        *out = b->scratch.length;
    }
    return true;
}

double body_measure_cun(struct eval *ev, int measure)
{
    const struct measure *m = &ev->body->catalog->measure[measure];
    struct number_memo *memo = &ev->body->measure[measure][ev->side];
    if (memo->known == NOT_YET) {
        // whatever point asked for it, a measure is taken on all skin
        struct eval own = {.body = ev->body, .side = ev->side};
        double length = NAN;
        bool ok = length_of(&own, m, &length);
        if (ok && !(length > 0.001 && length < 2)) {
            own.why =
                body_why(ev->body, "the measure %s is %.1f mm long, which no body has",
                         m->id, length * 1000);
            ok = false;
        }
        memo->known = ok ? KNOWN : MISSING;
        memo->why = ok ? NULL : own.why;
        memo->value = ok ? length / m->cun : NAN;
    }
    if (memo->known == MISSING)
        ev->why = memo->why;
    return memo->value;
}

bool body_measure_run(struct eval *ev, const struct expr *e, float *out)
{
    double cun = body_measure_cun(ev, e->measure);
    *out = (float)(e->number * cun);
    return !isnan(cun);
}

double body_cun(const struct body *body, int measure, enum side side, const char **reason)
{
    const struct number_memo *memo = body->measure[measure];
    if (reason)
        *reason = NULL;
    if (side != SIDE_M) {
        if (reason)
            *reason = memo[side].why;
        return memo[side].value;
    }
    double l = memo[SIDE_L].value, r = memo[SIDE_R].value;
    if (isnan(l) && isnan(r) && reason)
        *reason = memo[SIDE_L].why;
    return isnan(l) ? r : isnan(r) ? l : (l + r) / 2;
}
