/* case_edit.c - changes to the symptoms of a case. A region and side stands at most once:
 * a symptom on both sides is one entry, as the case format wants it. */
#include <string.h>

#include "app/case_form.h"

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

void case_remove_symptom(struct case_record *r, int index)
{
    take_out(r->symptoms, &r->n_symptoms, index, sizeof *r->symptoms);
}

void case_remove_mark(struct case_record *r, int index)
{
    take_out(r->marks, &r->n_marks, index, sizeof *r->marks);
}

void case_remove_lesion(struct case_record *r, int index)
{
    struct case_findings *f = &r->findings;
    take_out(f->lesions, &f->n_lesions, index, sizeof *f->lesions);
}

void case_remove_include(struct case_record *r, int index)
{
    take_out(r->includes, &r->n_includes, index, sizeof *r->includes);
}

void case_remove_override(struct case_record *r, int index)
{
    take_out(r->overrides, &r->n_overrides, index, sizeof *r->overrides);
}

static bool covers(enum case_side have, enum case_side side)
{
    return have == side || (have == CASE_BOTH && (side == CASE_L || side == CASE_R));
}

/* takes a side away from the region's entries */
static void clear_side(struct case_record *r, int region, enum case_side side)
{
    for (int i = r->n_symptoms - 1; i >= 0; i--) {
        struct case_symptom *s = &r->symptoms[i];
        if (s->region != region)
            continue;
        if (s->side == side || side == CASE_BOTH)
            case_remove_symptom(r, i);
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
                case_remove_symptom(r, k);
            }
        }
    }
}

static void append(struct case_record *r, int region, enum case_side side, unsigned kinds)
{
    if (r->n_symptoms < CASE_SYMPTOMS_MAX)
        r->symptoms[r->n_symptoms++] = (struct case_symptom){region, side, kinds};
    join_sides(r);
}

static unsigned kinds_at(const struct case_record *r, int region, enum case_side side)
{
    unsigned kinds = 0;
    for (int i = 0; i < r->n_symptoms; i++)
        if (r->symptoms[i].region == region && covers(r->symptoms[i].side, side))
            kinds |= r->symptoms[i].kinds;
    return kinds;
}

void case_add_symptom(struct case_record *r, int region, enum case_side side,
                      unsigned kinds)
{
    unsigned have = kinds_at(r, region, side);
    if ((have & kinds) == kinds)
        return;
    clear_side(r, region, side);
    append(r, region, side, have | kinds);
}

void case_toggle_symptom(struct case_record *r, int region, enum case_side side,
                         unsigned kinds)
{
    unsigned have = kinds_at(r, region, side);
    clear_side(r, region, side);
    if ((have & kinds) != kinds)
        append(r, region, side, have | kinds);
    else if (have & ~kinds)
        append(r, region, side, have & ~kinds);
}

// ---------------------------------------------------------------- one kind, both sides

static unsigned sides_of(enum case_side side)
{
    return side == CASE_L ? 1 : side == CASE_R ? 2 : side == CASE_BOTH ? CASE_SIDES : 0;
}

unsigned case_kind_sides(const struct case_record *r, int region, unsigned kind)
{
    unsigned sides = 0;
    for (int i = 0; i < r->n_symptoms; i++)
        if (r->symptoms[i].region == region && (r->symptoms[i].kinds & kind))
            sides |= sides_of(r->symptoms[i].side);
    return sides;
}

void case_add_kind(struct case_record *r, int region, unsigned kind)
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
    if (sides == CASE_SIDES)
        join_sides(r);
    else
        append(r, region, LACKING[sides], kind);
}

void case_remove_kind(struct case_record *r, int region, unsigned kind)
{
    for (int i = r->n_symptoms - 1; i >= 0; i--) {
        struct case_symptom *s = &r->symptoms[i];
        if (s->region != region || s->side == CASE_MIDLINE)
            continue;
        s->kinds &= ~kind;
        if (!s->kinds)
            case_remove_symptom(r, i);
    }
    join_sides(r);
}
