#include "views/landmark_needs.h"

#include <stdlib.h>

#include "base/arena.h"
#include "catalog/measure.h"
#include "catalog/part.h"

const char *const LANDMARK_NEEDS_CHECK[] = {"patella_apex",
                                            "greater_trochanter_prominence",
                                            "lateral_epicondyle",
                                            "ASIS",
                                            "pubic_symphysis_superior",
                                            "coccyx_tip",
                                            "laryngeal_prominence",
                                            NULL};

struct walk {
    const struct catalog *c;
    bool *need;
    bool *measures, *parts, *points, *derived; /* that have been looked at */
};

static void walk(struct walk *w, const struct expr *e);

static void walk_part(struct walk *w, int part)
{
    if (part < 0 || w->parts[part])
        return;
    w->parts[part] = true;
    const struct part *p = &w->c->part[part];
    for (int i = 0; i < p->n_axis; i++)
        walk(w, p->axis[i]);
    for (int end = 0; end < 2; end++) {
        walk(w, p->zero[end]);
        walk(w, p->ninety[end]);
    }
}

static void walk_measure(struct walk *w, int measure)
{
    if (measure < 0 || w->measures[measure])
        return;
    w->measures[measure] = true;
    const struct measure *m = &w->c->measure[measure];
    walk(w, m->from);
    walk(w, m->to);
    if (m->how == MEASURE_AXIS)
        walk_part(w, m->part);
}

static void walk_point(struct walk *w, int point)
{
    if (w->points[point])
        return;
    w->points[point] = true;
    walk(w, w->c->point[point].place);
    walk_measure(w, w->c->point[point].cun_measure);
}

static void walk(struct walk *w, const struct expr *e)
{
    if (!e)
        return;
    if (e->kind == EXPR_LANDMARK) {
        w->need[e->index] = true;
    } else if (e->kind == EXPR_POINT) {
        walk_point(w, e->index);
    } else if (e->kind == EXPR_DERIVED && !w->derived[e->index]) {
        w->derived[e->index] = true;
        walk(w, w->c->derived[e->index].place);
    }
    walk(w, e->a);
    walk(w, e->b);
    walk(w, e->c);
    walk_measure(w, e->measure);
    walk_part(w, e->part);
}

static void begin(struct walk *w, const struct catalog *c, bool *need)
{
    *w = (struct walk){.c = c, .need = need};
    w->measures = xcalloc((size_t)c->n_measures + 1, sizeof *w->measures);
    w->parts = xcalloc((size_t)c->n_parts + 1, sizeof *w->parts);
    w->points = xcalloc((size_t)c->n_points + 1, sizeof *w->points);
    w->derived = xcalloc((size_t)c->n_derived + 1, sizeof *w->derived);
}

static void end(struct walk *w)
{
    free(w->measures);
    free(w->parts);
    free(w->points);
    free(w->derived);
}

void landmark_needs_point(const struct catalog *c, const struct point *point, bool *need)
{
    struct walk w;
    begin(&w, c, need);
    walk_point(&w, (int)(point - c->point));
    end(&w);
}

void landmark_needs_plan(const struct catalog *c, const struct plan *plan, bool *need)
{
    struct walk w;
    begin(&w, c, need);
    for (int i = 0; i < plan->n_points; i++) {
        int n = 0;
        const struct point *of = catalog_group(c, plan->points[i].code, &n);
        if (!of && (of = catalog_point(c, plan->points[i].code)))
            n = 1;
        for (int k = 0; k < n; k++)
            walk_point(&w, (int)(of + k - c->point));
    }
    end(&w);
}
