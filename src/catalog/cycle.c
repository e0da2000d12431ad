/* cycle.c - refuses expressions that in the end need themselves.
 *
 * The nodes are derived and resolved landmarks, measures and points (and parts, whose
 * axes are made of places); an edge goes to everything that an expression names. Depth
 * first, three colours.
 */
#include <stdio.h>
#include <string.h>

#include "catalog/load_internal.h"

enum node_kind {
    NODE_DERIVED,
    NODE_MEASURE,
    NODE_POINT,
    NODE_PART,
    NODE_RESOLVED,
    NODE_KINDS
};
enum { WHITE, GREY, BLACK, CHAIN_MAX = 16 };

struct walk {
    struct loader *l;
    unsigned char *colour[NODE_KINDS];
    enum node_kind chain_kind[CHAIN_MAX];
    int chain_index[CHAIN_MAX];
    int depth;
};

static const char *node_name(const struct catalog *c, enum node_kind kind, int i)
{
    return kind == NODE_DERIVED    ? c->derived[i].name
           : kind == NODE_MEASURE  ? c->measure[i].id
           : kind == NODE_POINT    ? c->point[i].code
           : kind == NODE_RESOLVED ? c->landmark_names.name[c->resolved[i].landmark]
                                   : c->part[i].id;
}

/* the object in the data that defines the node, for line and column */
static bool complain(struct walk *w, enum node_kind kind, int index)
{
    struct loader *l = w->l;
    struct json_doc *doc = kind == NODE_MEASURE ? &l->measures
                           : kind == NODE_POINT ? &l->points[l->point_doc[index]]
                                                : &l->parts;
    const char *key = kind == NODE_MEASURE    ? "measures"
                      : kind == NODE_POINT    ? "points"
                      : kind == NODE_DERIVED  ? "derived"
                      : kind == NODE_RESOLVED ? "resolved"
                                              : "parts";
    size_t item_index = (size_t)(kind == NODE_POINT ? l->point_item[index] : index);
    struct json_at root = json_doc_root(doc), list, item;
    char chain[300] = "";
    size_t n = 0;
    for (int i = 0; i < w->depth && i < CHAIN_MAX && n < sizeof chain - 64; i++)
        n += (size_t)snprintf(chain + n, sizeof chain - n, "%s, which needs ",
                              node_name(l->catalog, w->chain_kind[i], w->chain_index[i]));
    if (!json_member(&root, key, JSON_ARRAY, &list, l->error) ||
        !json_element(&list, item_index, JSON_OBJECT, &item, l->error))
        return false;
    return json_fail(&item, l->error, "is placed by itself: %s%s", chain,
                     node_name(l->catalog, kind, index));
}

static bool visit(struct walk *w, enum node_kind kind, int index);

/* the rule under way is of this landmark: in it the name means where its triangle is */
static bool is_own_triangle(const struct walk *w, int rule)
{
    int top = w->depth - 1;
    return top < CHAIN_MAX && w->chain_kind[top] == NODE_RESOLVED &&
           w->chain_index[top] == rule;
}

static bool visit_expr(struct walk *w, const struct expr *e)
{
    if (!e)
        return true;
    int rule = e->kind == EXPR_LANDMARK ? w->l->catalog->resolved_by[e->index] : -1;
    if (rule >= 0 && !is_own_triangle(w, rule) && !visit(w, NODE_RESOLVED, rule))
        return false;
    if (e->kind == EXPR_DERIVED && !visit(w, NODE_DERIVED, e->index))
        return false;
    if (e->kind == EXPR_POINT && !visit(w, NODE_POINT, e->index))
        return false;
    if (e->measure >= 0 && !visit(w, NODE_MEASURE, e->measure))
        return false;
    if (e->part >= 0 && !visit(w, NODE_PART, e->part))
        return false;
    return visit_expr(w, e->a) && visit_expr(w, e->b) && visit_expr(w, e->c);
}

static bool visit_part(struct walk *w, const struct part *part)
{
    for (int i = 0; i < part->n_axis; i++)
        if (!visit_expr(w, part->axis[i]))
            return false;
    for (int i = 0; i < 2; i++)
        if (!visit_expr(w, part->zero[i]) || !visit_expr(w, part->ninety[i]))
            return false;
    return true;
}

static bool visit(struct walk *w, enum node_kind kind, int index)
{
    const struct catalog *c = w->l->catalog;
    if (w->colour[kind][index] == BLACK)
        return true;
    if (w->colour[kind][index] == GREY)
        return complain(w, kind, index);
    w->colour[kind][index] = GREY;
    if (w->depth < CHAIN_MAX) {
        w->chain_kind[w->depth] = kind;
        w->chain_index[w->depth] = index;
    }
    w->depth++;
    bool ok = true;
    if (kind == NODE_DERIVED)
        ok = visit_expr(w, c->derived[index].place);
    else if (kind == NODE_RESOLVED)
        ok = visit_expr(w, c->resolved[index].place);
    else if (kind == NODE_POINT)
        ok = visit_expr(w, c->point[index].place);
    else if (kind == NODE_PART)
        ok = visit_part(w, &c->part[index]);
    else
        ok = visit_expr(w, c->measure[index].from) &&
             visit_expr(w, c->measure[index].to) &&
             (c->measure[index].part < 0 || visit(w, NODE_PART, c->measure[index].part));
    w->depth--;
    w->colour[kind][index] = BLACK;
    return ok;
}

bool load_check_cycles(struct loader *l)
{
    const struct catalog *c = l->catalog;
    int count[NODE_KINDS] = {c->n_derived, c->n_measures, c->n_points, c->n_parts,
                             c->n_resolved};
    struct walk w = {.l = l};
    for (int k = 0; k < NODE_KINDS; k++)
        w.colour[k] = arena_alloc(l->arena, (size_t)count[k] + 1);
    for (int k = 0; k < NODE_KINDS; k++)
        for (int i = 0; i < count[k]; i++)
            if (!visit(&w, (enum node_kind)k, i))
                return false;
    return true;
}
