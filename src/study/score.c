#include "study/score.h"

#include <math.h>
#include <string.h>

/* beyond this the way over the skin tells no more than the straight line */
static const float FARTHEST = 0.3f;

static float distance(const float a[3], const float b[3])
{
    return hypotf(hypotf(a[0] - b[0], a[1] - b[1]), a[2] - b[2]);
}

static bool is_named(const struct point *p, const char *code)
{
    return strcmp(p->code, code) == 0 || (p->group && strcmp(p->group, code) == 0);
}

static enum score_verdict verdict_of(float cun)
{
    return cun <= 0.25f  ? SCORE_ON_POINT
           : cun <= 0.5f ? SCORE_CLOSE
           : cun <= 1    ? SCORE_NEAR
                         : SCORE_FAR;
}

bool score_tap(const struct body *body, const char *code, enum side side,
               const struct mesh_site *tap, struct path *way, struct score *out)
{
    int count;
    float at[3], nearest = INFINITY;
    const struct site *sites = body_sites(body, &count);
    mesh_site_position(body_mesh(body), tap, at);
    *out = (struct score){0};
    for (int i = 0; i < count; i++) {
        if (!sites[i].placed || !is_named(sites[i].point, code))
            continue;
        float d = distance(at, sites[i].position);
        if (d < nearest) {
            nearest = d;
            out->site = &sites[i];
        }
    }
    path_clear(way);
    if (!out->site)
        return false;
    out->metres = nearest;
    if (nearest > 0 && nearest < FARTHEST &&
        path_between(body_surface(body), tap, &out->site->on, 2 * FARTHEST, way)) {
        // the way over the skin is never shorter than the straight line
        out->metres = fmaxf(way->length, nearest);
    } else {
        path_clear(way);
        path_add(way, tap, at);
        path_add(way, &out->site->on, out->site->position);
    }
    out->cun = out->site->cun > 0 ? out->metres / out->site->cun : INFINITY;
    out->verdict = verdict_of(out->cun);
    out->other_side =
        side != SIDE_M && out->site->side != SIDE_M && out->site->side != side;
    return true;
}

enum schedule_grade score_grade(const struct score *score, enum score_help help)
{
    if (score->other_side || score->verdict > SCORE_CLOSE)
        return SCHEDULE_MISSED;
    if (help == SCORE_WITH_HINT)
        return SCHEDULE_HARD;
    return score->verdict == SCORE_ON_POINT ? SCHEDULE_EASY : SCHEDULE_GOOD;
}
