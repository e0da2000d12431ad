/* pose_solve.c - points that can be found in a posture, found in it.
 *
 * A rule that asks for nothing but landmarks holds in every posture and is asked anew: so
 * LI11 lies at the end of the bent elbow's crease. Rules that ask for the bearings of a
 * limb, for the height of the standing body or for a way over skin that may be folded now
 * do not, and their points stay on the skin that carried them. By WHO Standard
 * Acupuncture Point Locations in the Western Pacific Region (2008), besides: GB30 on the
 * side, a third of the way from the trochanter to the hiatus of the sacrum; ST35 and
 * EX-LE4 with the knee bent, in the hollows beside the ligament below the kneecap, which
 * goes with the tibia; HT8 in a fist, where the tip of the little finger comes to lie.
 */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <cglm/cglm.h>

#include "anatomy/body_internal.h"
#include "anatomy/body_pose_internal.h"

enum solve_how {
    BY_RULE,   /* its own rule, asked anew */
    WITH_BONE, /* beside what goes with that bone */
    BY_TOUCH   /* as far along its own line as that landmark touches */
};

struct solved {
    enum posture posture;
    const char *code;
    enum solve_how how;
    const char *by; /* a bone without its side, a landmark */
};

static const struct solved SOLVED[] = {
    {POSTURE_KNEE_BENT, "ST35", WITH_BONE, "calf"},
    {POSTURE_KNEE_BENT, "EX-LE4", WITH_BONE, "calf"},
    {POSTURE_KNEE_BENT, "EX-LE5.1", WITH_BONE, "calf"},
    {POSTURE_KNEE_BENT, "EX-LE5.2", WITH_BONE, "calf"},
    {POSTURE_SIDE, "GB30", BY_RULE, NULL},
    {POSTURE_FIST, "HT8", BY_TOUCH, "finger_tip5"},
};

/* How far a point may leave the skin that carried it; one of the table, found where the
 * skin slides most, farther. */
static const float REACH = 0.03F, FAR = 0.06F;

/* metres: less is the same place */
static const float SAME = 0.0003F;
/* rules may ask for points that are found after them */
enum { ROUNDS = 2 };

static bool holds_anywhere(const struct expr *e)
{
    switch (e->kind) {
    case EXPR_LANDMARK:
    case EXPR_POINT:
        return true;
    case EXPR_MID:
    case EXPR_TOWARD:
    case EXPR_CUN:
        return holds_anywhere(e->a) && holds_anywhere(e->b);
    case EXPR_OTHER:
        return holds_anywhere(e->a);
    default:
        return false;
    }
}

static bool by_rule(struct body *b, const struct site *site, struct place *out)
{
    struct eval ev = {.body = b, .side = site->side, .skin = site->point->skin};
    const char *reason;
    return place_eval_side(b, site->point->place, site->side, site->point->skin, out,
                           &reason) &&
           place_skin_nearest(&ev, out, REACH);
}

static bool with_bone(struct body *b, const struct site *site, const char *bone,
                      struct place *out)
{
    char name[RIG_NAME];
    struct eval ev = {.body = b, .side = site->side, .skin = site->point->skin};
    snprintf(name, sizeof name, "%s_%c", bone, site->side == SIDE_R ? 'r' : 'l');
    struct motion motion = body_pose_motion_of(b, name);
    int index = b->standing->site_of[site->point - b->catalog->point][site->side];
    *out = (struct place){.on_skin = false};
    motion_place(&motion, b->standing->site[index].position, out->position);
    return place_skin_nearest(&ev, out, REACH);
}

/* along the line through the point from the knuckles to the wrist */
static bool by_touch(struct body *b, const struct site *site, const char *landmark,
                     struct place *out)
{
    int tip = catalog_landmark(b->catalog, landmark);
    int from = catalog_landmark(b->catalog, "MCP4_palmar");
    int to = catalog_landmark(b->catalog, "palmar_wrist_ulnar");
    struct eval ev = {.body = b, .side = site->side, .skin = site->point->skin};
    vec3 way, off;
    if (tip < 0 || from < 0 || to < 0)
        return false;
    const struct place_memo *t = place_memo_landmark(b, tip, site->side);
    const struct place_memo *f = place_memo_landmark(b, from, site->side);
    const struct place_memo *w = place_memo_landmark(b, to, site->side);
    if (t->known != KNOWN || f->known != KNOWN || w->known != KNOWN)
        return false;
    glm_vec3_sub((float *)w->place.position, (float *)f->place.position, way);
    glm_vec3_normalize(way);
    glm_vec3_sub((float *)t->place.position, (float *)site->position, off);
    *out = (struct place){.on_skin = false};
    glm_vec3_copy((float *)site->position, out->position);
    glm_vec3_muladds(way, glm_vec3_dot(off, way), out->position);
    return place_skin_nearest(&ev, out, REACH);
}

static void put(struct body *b, struct site *site, const struct place *place)
{
    int index = (int)(site->point - b->catalog->point);
    vec3 before, now;
    mesh_site_normal(b->mesh, &site->on, before);
    struct place_memo *memo = &b->point[index][site->side];
    memo->place = *place;
    site->on = place->on;
    glm_vec3_copy((float *)place->position, site->position);
    mesh_site_normal(b->mesh, &site->on, site->normal);
    // the needle keeps its angle to the skin
    glm_vec3_copy(site->normal, now);
    vec3 axis;
    glm_vec3_cross(before, now, axis);
    float sine = glm_vec3_norm(axis);
    if (sine > 1e-6F)
        glm_vec3_rotate(site->direction, atan2f(sine, glm_vec3_dot(before, now)), axis);
}

static void take(struct body *b, struct site *site, const struct place *place,
                 float reach)
{
    float moved = glm_vec3_distance((float *)place->position, site->position);
    if (moved > SAME && moved <= reach)
        put(b, site, place);
}

static void solve(struct body *b, const struct solved *s, struct site *site)
{
    struct place place;
    bool ok = s->how == BY_RULE     ? by_rule(b, site, &place)
              : s->how == WITH_BONE ? with_bone(b, site, s->by, &place)
                                    : by_touch(b, site, s->by, &place);
    if (ok)
        take(b, site, &place, FAR);
}

void pose_solve(struct body *b)
{
    struct place place;
    for (int round = 0; round < ROUNDS; round++)
        for (int k = 0; k < b->n_sites; k++)
            if (b->site[k].placed && holds_anywhere(b->site[k].point->place) &&
                by_rule(b, &b->site[k], &place))
                take(b, &b->site[k], &place, REACH);
    for (size_t i = 0; i < sizeof SOLVED / sizeof *SOLVED; i++)
        for (int k = 0;
             k < b->n_sites && SOLVED[i].posture == body_poser_posture(b->poser); k++)
            if (b->site[k].placed && strcmp(b->site[k].point->code, SOLVED[i].code) == 0)
                solve(b, &SOLVED[i], &b->site[k]);
}
