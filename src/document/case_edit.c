/* case_edit.c - changes to the symptoms of a case. A region and side stands at most once:
 * a symptom on both sides is one entry, as the case format wants it. */
#include "document/case_edit.h"

#include <string.h>

/* takes one of *n records of `size` bytes out of a list and zeroes the place behind it,
 * so that equal cases stay equal byte for byte */
static void take_out(void *list, int *n, int index, size_t size)
{
    char *bytes = list;
    --*n;
    memmove(bytes + (size_t)index * size, bytes + (size_t)(index + 1) * size,
            (size_t)(*n - index) * size);
    memset(bytes + (size_t)*n * size, 0, size);
}

void case_edit_remove_symptom(struct case_record *r, int index)
{
    take_out(r->symptoms, &r->n_symptoms, index, sizeof *r->symptoms);
}

void case_edit_remove_mark(struct case_record *r, int index)
{
    take_out(r->marks, &r->n_marks, index, sizeof *r->marks);
}

void case_edit_remove_lesion(struct case_record *r, int index)
{
    struct case_findings *f = &r->findings;
    take_out(f->lesions, &f->n_lesions, index, sizeof *f->lesions);
}

void case_edit_remove_include(struct case_record *r, int index)
{
    take_out(r->includes, &r->n_includes, index, sizeof *r->includes);
}

void case_edit_remove_override(struct case_record *r, int index)
{
    take_out(r->overrides, &r->n_overrides, index, sizeof *r->overrides);
}

/* takes a left or right side (or the midline) away from the region's entries */
static void clear_side(struct case_record *r, int region, enum case_side side)
{
    for (int i = r->n_symptoms - 1; i >= 0; i--) {
        struct case_symptom *s = &r->symptoms[i];
        if (s->region != region)
            continue;
        if (s->side == side)
            case_edit_remove_symptom(r, i);
        else if (s->side == CASE_BOTH && side != CASE_MIDLINE)
            s->side = side == CASE_L ? CASE_R : CASE_L;
    }
}

/* left and right with the same kinds become one entry */
static void join_sides(struct case_record *r)
{
    for (int i = 0; i < r->n_symptoms; i++) {
        for (int k = r->n_symptoms - 1; k > i; k--) {
            struct case_symptom *a = &r->symptoms[i], *b = &r->symptoms[k];
            bool pair = (a->side == CASE_L && b->side == CASE_R) ||
                        (a->side == CASE_R && b->side == CASE_L);
            if (a->region == b->region && a->kinds == b->kinds && pair) {
                a->side = CASE_BOTH;
                case_edit_remove_symptom(r, k);
            }
        }
    }
}

/* on both sides: what the two have in common */
static unsigned kinds_at(const struct case_record *r, int region, enum case_side side)
{
    if (side == CASE_BOTH)
        return kinds_at(r, region, CASE_L) & kinds_at(r, region, CASE_R);
    unsigned kinds = 0;
    for (int i = 0; i < r->n_symptoms; i++) {
        const struct case_symptom *s = &r->symptoms[i];
        bool here = s->side == side || (s->side == CASE_BOTH && side != CASE_MIDLINE);
        if (s->region == region && here)
            kinds |= s->kinds;
    }
    return kinds;
}

/* the kinds that one side shall have; with no room for another entry all stays */
static void set_side(struct case_record *r, int region, enum case_side side,
                     unsigned kinds)
{
    if (kinds_at(r, region, side) == kinds ||
        (kinds && r->n_symptoms == CASE_SYMPTOMS_MAX))
        return;
    clear_side(r, region, side);
    if (kinds)
        r->symptoms[r->n_symptoms++] = (struct case_symptom){region, side, kinds};
}

/* Each side by itself, since the two may differ; what is alike is joined again. */
static void change(struct case_record *r, int region, enum case_side side, unsigned add,
                   unsigned take)
{
    if (side == CASE_BOTH) {
        change(r, region, CASE_L, add, take);
        change(r, region, CASE_R, add, take);
        return;
    }
    set_side(r, region, side, (kinds_at(r, region, side) | add) & ~take);
    join_sides(r);
}

void case_edit_add_symptom(struct case_record *r, int region, enum case_side side,
                           unsigned kinds)
{
    change(r, region, side, kinds, 0);
}

void case_edit_toggle_symptom(struct case_record *r, int region, enum case_side side,
                              unsigned kinds)
{
    bool there = (kinds_at(r, region, side) & kinds) == kinds;
    change(r, region, side, there ? 0 : kinds, there ? kinds : 0);
}

// ---------------------------------------------------------------- one kind, both sides

static unsigned sides_of(enum case_side side)
{
    return side == CASE_L ? 1 : side == CASE_R ? 2 : side == CASE_BOTH ? CASE_SIDES : 0;
}

unsigned case_edit_kind_sides(const struct case_record *r, int region, unsigned kind)
{
    unsigned sides = 0;
    for (int i = 0; i < r->n_symptoms; i++)
        if (r->symptoms[i].region == region && (r->symptoms[i].kinds & kind))
            sides |= sides_of(r->symptoms[i].side);
    return sides;
}

void case_edit_add_kind(struct case_record *r, int region, unsigned kind)
{
    static const enum case_side LACKING[] = {CASE_BOTH, CASE_R, CASE_L};
    unsigned sides = 0;
    for (int i = 0; i < r->n_symptoms; i++) {
        struct case_symptom *s = &r->symptoms[i];
        if (s->region != region || s->side == CASE_MIDLINE)
            continue;
        s->kinds |= kind;
        sides |= sides_of(s->side);
    }
    if (sides != CASE_SIDES && r->n_symptoms < CASE_SYMPTOMS_MAX)
        r->symptoms[r->n_symptoms++] =
            (struct case_symptom){region, LACKING[sides], kind};
    join_sides(r);
}

void case_edit_remove_kind(struct case_record *r, int region, unsigned kind)
{
    for (int i = r->n_symptoms - 1; i >= 0; i--) {
        struct case_symptom *s = &r->symptoms[i];
        if (s->region != region || s->side == CASE_MIDLINE)
            continue;
        s->kinds &= ~kind;
        if (!s->kinds)
            case_edit_remove_symptom(r, i);
    }
    join_sides(r);
}
