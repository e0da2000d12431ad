#include "stage/limb.h"

#include <stdlib.h>
#include <string.h>

#include "anatomy/cutaway.h"
#include "anatomy/territory.h"
#include "base/arena.h"
#include "stage/isolated.h"

bool limb_parse(struct limb *limb, const char *name)
{
    limb->of = strncmp(name, "foot.", 5) == 0 ? LIMB_FOOT : LIMB_HAND;
    if (limb->of == LIMB_HAND && strncmp(name, "hand.", 5) != 0)
        return false;
    return side_parse(name + 5, &limb->side) && limb->side != SIDE_M;
}

static struct isolate end_of(const struct limb *limb)
{
    return (struct isolate){.part = limb->of == LIMB_FOOT ? ISOLATE_FOOT : ISOLATE_HAND,
                            .side = limb->side};
}

bool limb_holds(const struct limb *limb, const struct subject *subject,
                const struct site *site)
{
    const float ankle = 0.74f, wrist = 0.78f; // shares of lower leg and forearm
    const struct body *body = subject_standing(subject);
    const struct site *standing = subject_standing_site(subject, site);
    struct body_coordinates at;
    if (!standing || !standing->placed || standing->side != limb->side)
        return false;
    int part = body_part_of(body, standing->on.triangle, NULL);
    const struct isolate end = end_of(limb);
    const struct part *on = part >= 0 ? &subject_catalog(subject)->part[part] : NULL;
    const char *id = on ? on->id : "";
    if (on && isolate_has_part(&end, on, standing->side))
        return true;
    return strcmp(id, limb->of == LIMB_FOOT ? "leg" : "forearm") == 0 &&
           body_coordinates(body, part, limb->side, standing->position, &at) &&
           at.station > (limb->of == LIMB_FOOT ? ankle : wrist);
}

int limb_points(const struct limb *limb, const struct subject *subject,
                const struct plan *plan)
{
    int n = 0;
    for (int i = 0; i < plan->n_points; i++) {
        const struct plan_point *p = &plan->points[i];
        const struct point *point = catalog_find(subject_catalog(subject), p->code);
        if (point && p->side == side_name(limb->side)[0])
            n += limb_holds(limb, subject,
                            body_site(subject_standing(subject), point, limb->side));
    }
    return n;
}

bool limb_aim(const struct limb *limb, const struct subject *subject,
              const struct stage *stage, struct aim *aim, struct scene_input *scene)
{
    struct scene_mark *mark = xmalloc((scene->n_marks + 1) * sizeof *mark);
    uint32_t n = 0;
    for (uint32_t i = 0; i < scene->n_marks; i++) {
        const struct site *site = stage_site(stage, (int)i);
        if (site && scene->mark[i].emphasis >= SCENE_CHOSEN && !scene->mark[i].hidden &&
            limb_holds(limb, subject, site))
            mark[n++] = scene->mark[i];
    }
    struct aim_plan points = {
        .subject = subject, .port = &scene->port, .mark = mark, .n_marks = n};
    bool any = aim_plan(aim, &points, &scene->camera);
    free(mark);
    return any;
}

bool limb_aim_bare(const struct limb *limb, const struct subject *subject,
                   struct aim *aim, struct scene_input *scene)
{
    static const char *const DORSUM[] = {
        [LIMB_HAND] = "hand_dorsum", [LIMB_FOOT] = "foot_dorsum"};
    const struct catalog *catalog = subject_catalog(subject);
    const struct region *dorsum = catalog_region(catalog, DORSUM[limb->of]);
    const struct body *body = subject_body(subject);
    const struct isolate end = end_of(limb);
    const struct cutaway_body skin = isolated_body(subject);
    struct cutaway cut;
    struct mesh_site on;
    float min[3], max[3], at[3], normal[3];
    cutaway_find(&end, &skin, &cut);
    if (!cut.parted || !isolated_bounds(subject, &cut, min, max) || !dorsum ||
        !territory_middle(body, (int)(dorsum - catalog->region), limb->side, &on))
        return false;
    mesh_site_position(subject_mesh(subject), &on, at);
    mesh_site_normal(subject_mesh(subject), &on, normal);
    aim_add_box(aim, min, max);
    aim_look_at(aim, body_bvh(body), &scene->port, at, normal, &scene->camera);
    return true;
}

const char *limb_of_pair(int of, const struct subject *subject, const struct plan *plan)
{
    static const char *const NAMES[2][2] = {
        [LIMB_HAND] = {"hand.R", "hand.L"}, [LIMB_FOOT] = {"foot.R", "foot.L"}};
    int n[2];
    for (int side = 0; side < 2; side++) {
        struct limb limb;
        limb_parse(&limb, NAMES[of][side]);
        n[side] = limb_points(&limb, subject, plan);
    }
    return n[0] || n[1] ? NAMES[of][n[1] > n[0]] : NULL;
}
