#include "views/plan_rows.h"

#include <math.h>
#include <string.h>

#include "views/words.h"

// ---------------------------------------------------------------- what is one row

static bool same_words(const char *const *a, int n, const char *const *b, int m)
{
    if (n != m)
        return false;
    for (int i = 0; i < n; i++)
        if (strcmp(a[i], b[i]) != 0)
            return false;
    return true;
}

static bool same_messages(const struct texts *texts, const struct message *const *a,
                          int n, const struct message *const *b, int m)
{
    if (n != m)
        return false;
    for (int i = 0; i < n; i++)
        if (!words_alike(texts, a[i], b[i]))
            return false;
    return true;
}

static bool same_needle(const struct plan_point *a, const struct plan_point *b)
{
    return a->needles == b->needles && a->angle == b->angle &&
           fabs(a->depth_cun[0] - b->depth_cun[0]) < 1e-9 &&
           fabs(a->depth_cun[1] - b->depth_cun[1]) < 1e-9;
}

bool plan_rows_pair(const struct texts *texts, const struct plan_point *a,
                    const struct plan_point *b)
{
    if (strcmp(a->code, b->code) != 0 || a->side == b->side || a->side == 'M' ||
        b->side == 'M')
        return false;
    return a->position == b->position && a->rank == b->rank && a->role == b->role &&
           a->origin == b->origin && same_needle(a, b) && !a->n_overrides &&
           !b->n_overrides && strcmp(a->rule, b->rule) == 0 &&
           same_words(a->statements, a->n_statements, b->statements, b->n_statements) &&
           same_words(a->cautions, a->n_cautions, b->cautions, b->n_cautions) &&
           words_alike(texts, a->reason, b->reason) &&
           words_alike(texts, a->not_chosen, b->not_chosen) &&
           words_alike(texts, a->depth_source, b->depth_source) &&
           same_messages(texts, a->minds, a->n_minds, b->minds, b->n_minds);
}

static bool removed_pair(const struct texts *texts, const struct plan_removed *a,
                         const struct plan_removed *b)
{
    return plan_rows_pair(texts, &a->point, &b->point) &&
           same_words(a->by, a->n_by, b->by, b->n_by) &&
           same_messages(texts, a->reasons, a->n_by, b->reasons, b->n_by);
}

// ---------------------------------------------------------------- a list

struct maker {
    const struct texts *texts;
    const struct planned_body *on;
    struct arena *arena;
};

static void begin_list(const struct maker *m, struct plan_list *list, int most)
{
    *list = (struct plan_list){
        .row = arena_alloc_array(m->arena, (size_t)most, sizeof *list->row),
        .group = arena_alloc_array(m->arena, (size_t)most, sizeof *list->group)};
}

/* makes the row both sides' */
static void add_twin(const struct maker *m, struct plan_row *row,
                     const struct plan_point *twin)
{
    struct planned_needle other = planned_needle(twin, m->on);
    row->twin = twin;
    row->side = 'B';
    row->needles += twin->needles;
    row->needle.has_depth &= other.has_depth;
    row->needle.has_direction = false;
    for (int k = 0; k < 2; k++)
        row->needle.depth_mm[k] = fmin(row->needle.depth_mm[k], other.depth_mm[k]);
}

static int group_of(const struct maker *m, struct plan_list *list,
                    const struct message *why)
{
    int g = 0;
    while (g < list->n_groups && !words_alike(m->texts, &list->group[g].why, why))
        g++;
    if (g == list->n_groups)
        list->group[list->n_groups++] =
            (struct plan_group){.why = *why, .first = list->n};
    return g;
}

static void add_row(const struct maker *m, struct plan_list *list,
                    const struct plan_point *point, const struct plan_removed *removed,
                    const struct message *why)
{
    for (int i = 0; i < list->n; i++) {
        struct plan_row *row = &list->row[i];
        bool pair = removed ? removed_pair(m->texts, row->removed, removed)
                            : plan_rows_pair(m->texts, row->point, point);
        if (!row->twin && pair) {
            add_twin(m, row, point);
            return;
        }
    }
    int group = group_of(m, list, why);
    list->row[list->n++] = (struct plan_row){.point = point,
                                             .removed = removed,
                                             .side = point->side,
                                             .needles = point->needles,
                                             .needle = planned_needle(point, m->on),
                                             .group = group};
}

// ---------------------------------------------------------------- the plan

void plan_rows_make(struct plan_rows *rows, const struct plan *plan,
                    const struct texts *texts, const struct planned_body *on,
                    struct arena *arena)
{
    struct maker m = {.texts = texts, .on = on, .arena = arena};
    const struct plan_session *s = &plan->session;
    rows->n_positions = s->n_positions;
    for (int k = 0; k < s->n_positions; k++) {
        struct plan_position_rows *at = &rows->position[k];
        *at = (struct plan_position_rows){.position = s->positions[k]};
        begin_list(&m, &at->list, plan->n_points);
        doing_order_steps(&at->steps, plan, (int)at->position, arena);
        for (int i = 0; i < at->steps.n; i++)
            for (int n = 0; n < at->steps.step[i].n; n++) {
                const struct plan_point *p = &plan->points[at->steps.step[i].point[n]];
                add_row(&m, &at->list, p, NULL, p->reason);
                at->needles += p->needles;
            }
    }
    begin_list(&m, &rows->optional, plan->n_optional);
    for (int i = 0; i < plan->n_optional; i++)
        add_row(&m, &rows->optional, &plan->optional[i], NULL,
                plan->optional[i].not_chosen);
    begin_list(&m, &rows->removed, plan->n_removed);
    for (int i = 0; i < plan->n_removed; i++)
        add_row(&m, &rows->removed, &plan->removed[i].point, &plan->removed[i],
                plan->removed[i].reasons[0]);
}
