#include "accuracy.h"

#include <math.h>

#include <cglm/cglm.h>

static double worse(double a, double b)
{
    return isnan(a) ? b : isnan(b) ? a : a > b ? a : b;
}

/* metres of the run, measured again from its start to the place that was found */
static double measure_again(const struct body *body, const struct site *site)
{
    const struct site_run *run = &site->run;
    if (run->how != MEASURE_SKIN) {
        vec3 off;
        glm_vec3_sub((float *)site->position, (float *)run->from, off);
        return (double)glm_vec3_dot(off, (float *)run->along);
    }
    struct path path = {0};
    double length = NAN;
    if (path_in_plane(body_surface(body), &run->on, &site->on, run->up, 2, &path))
        length = (double)path.length;
    path_free(&path);
    return length;
}

static void body_measure_run(const struct body *body, const struct site *site,
                             struct accuracy_row *row)
{
    const struct site_run *run = &site->run;
    double cun = run->known ? body_cun(body, run->measure, site->side, NULL) : NAN;
    if (isnan(cun))
        return;
    double asked = run->cun * cun, error = fabs(measure_again(body, site) - asked);
    row->cun_error_mm = worse(row->cun_error_mm, error * 1000);
    row->cun_error = worse(row->cun_error, error / asked);
}

static void measure_site(const struct body *body, const struct site *site,
                         const struct mesh_site *before, struct accuracy_row *row)
{
    struct bvh_hit hit;
    vec3 carried;
    if (!site || !site->placed) {
        row->placed = false;
        return;
    }
    int part = body_part_of(body, site->on.triangle, NULL);
    if (part < 0 || !(site->point->skin >> part & 1))
        row->in_part = false;
    if (bvh_nearest(body_bvh(body), site->position, 1, NULL, NULL, &hit))
        row->skin_mm = worse(row->skin_mm, (double)hit.distance * 1000);
    body_measure_run(body, site, row);
    if (!before)
        return;
    mesh_site_position(body_mesh(body), before, carried);
    row->drift_mm =
        worse(row->drift_mm,
              (double)glm_vec3_distance(carried, (float *)site->position) * 1000);
}

static double mirror_error(const struct body *body, const struct site *l,
                           const struct site *r)
{
    float middle = body_midline(body);
    vec3 mirrored = {2 * middle - r->position[0], r->position[1], r->position[2]};
    return (double)glm_vec3_distance(mirrored, (float *)l->position) * 1000;
}

void accuracy_measure(const struct body *body, const struct mesh_site *before,
                      struct accuracy_row *rows)
{
    const struct catalog *c = body_catalog(body);
    int n;
    const struct site *all = body_sites(body, &n);
    for (int i = 0; i < c->n_points; i++) {
        const struct point *p = &c->point[i];
        struct accuracy_row *row = &rows[i];
        *row = (struct accuracy_row){.point = p,
                                     .placed = true,
                                     .in_part = true,
                                     .skin_mm = NAN,
                                     .cun_error_mm = NAN,
                                     .cun_error = NAN,
                                     .mirror_mm = NAN,
                                     .drift_mm = NAN};
        const struct site *l = body_site(body, p, p->midline ? SIDE_M : SIDE_L);
        const struct site *r = body_site(body, p, p->midline ? SIDE_M : SIDE_R);
        measure_site(body, l, before ? &before[l - all] : NULL, row);
        if (r != l)
            measure_site(body, r, before ? &before[r - all] : NULL, row);
        if (l->placed && r->placed)
            row->mirror_mm = mirror_error(body, l, r) / (l == r ? 2 : 1);
    }
}

void accuracy_worse(struct accuracy_row *rows, const struct accuracy_row *other,
                    int count)
{
    for (int i = 0; i < count; i++) {
        struct accuracy_row *a = &rows[i];
        const struct accuracy_row *b = &other[i];
        a->placed = a->placed && b->placed;
        a->in_part = a->in_part && b->in_part;
        a->skin_mm = worse(a->skin_mm, b->skin_mm);
        a->cun_error_mm = worse(a->cun_error_mm, b->cun_error_mm);
        a->cun_error = worse(a->cun_error, b->cun_error);
        a->mirror_mm = worse(a->mirror_mm, b->mirror_mm);
        a->drift_mm = worse(a->drift_mm, b->drift_mm);
    }
}

static void print_number(double x, int decimals, FILE *to)
{
    if (isnan(x))
        fprintf(to, " %9s", "-");
    else
        fprintf(to, " %9.*f", decimals, x);
}

void accuracy_print(const struct accuracy_row *rows, int count, int bodies, FILE *to)
{
    int placed = 0, inside = 0, runs = 0;
    struct accuracy_row most = {.skin_mm = NAN,
                                .cun_error_mm = NAN,
                                .cun_error = NAN,
                                .mirror_mm = NAN,
                                .drift_mm = NAN};
    for (int i = 0; i < count; i++) {
        placed += rows[i].placed;
        inside += rows[i].placed && rows[i].in_part;
        runs += !isnan(rows[i].cun_error);
        accuracy_worse(&most, &rows[i], 1);
    }
    fprintf(to,
            "%d points on %d bodies: %d placed on all, %d of them on the skin that their "
            "text "
            "names\n",
            count, bodies, placed, inside);
    fprintf(to, "worst: %.3f mm off the skin, %.3f mm between left and mirrored right\n",
            most.skin_mm, most.mirror_mm);
    fprintf(to, "%d points end a cun run; measured again it is at worst %.2f mm off\n\n",
            runs, most.cun_error_mm);
    fprintf(to, "%-10s %9s %9s %9s %9s %9s\n", "point", "skin mm", "cun mm", "cun %",
            "mirror mm", "drift mm");
    for (int i = 0; i < count; i++) {
        const struct accuracy_row *row = &rows[i];
        fprintf(to, "%-10s", row->point->code);
        print_number(row->skin_mm, 3, to);
        print_number(row->cun_error_mm, 2, to);
        print_number(row->cun_error * 100, 2, to);
        print_number(row->mirror_mm, 3, to);
        print_number(row->drift_mm, 1, to);
        fputs(!row->placed    ? "  not placed\n"
              : !row->in_part ? "  other skin\n"
                              : "\n",
              to);
    }
}
