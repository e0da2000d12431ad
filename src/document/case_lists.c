#include "document/case_lists.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "catalog/rules_words.h"

/* where a list lies in a record */
struct list_place {
    void *items;
    size_t size;
    int *n, most;
    bool *given;
};

static struct list_place place_of(struct case_record *r, enum case_list list)
{
    struct case_findings *f = &r->findings;
    switch (list) {
    case CASE_ENTRAPMENT_LIST:
        return (struct list_place){r->entrapments, sizeof *r->entrapments,
                                   &r->n_entrapments, CASE_ENTRAPMENTS_MAX,
                                   &r->entrapments_given};
    case CASE_WEAKNESS_LIST:
        return (struct list_place){f->weakness, sizeof *f->weakness, &f->n_weakness,
                                   CASE_WEAKNESS_MAX, &f->weakness_given};
    case CASE_ABSENT_LIST:
        return (struct list_place){f->absent, sizeof *f->absent, &f->n_absent,
                                   CASE_ABSENT_MAX, &f->absent_given};
    case CASE_MONOFILAMENT_LIST:
        return (struct list_place){f->monofilament, sizeof *f->monofilament,
                                   &f->n_monofilament, CASE_MONOFILAMENT_MAX,
                                   &f->monofilament_given};
    case CASE_REFLEX_LIST:
        return (struct list_place){f->reflexes, sizeof *f->reflexes, &f->n_reflexes,
                                   CASE_REFLEXES_MAX, &f->reflexes_given};
    default:
        return (struct list_place){f->pulses, sizeof *f->pulses, &f->n_pulses,
                                   CASE_PULSES_MAX, &f->pulses_given};
    }
}

static struct list_place place_in(const struct case_record *r, enum case_list list)
{
    // only looked at
    return place_of((struct case_record *)(uintptr_t)r, list);
}

int case_list_count(const struct case_record *r, enum case_list list)
{
    return *place_in(r, list).n;
}

bool case_list_given(const struct case_record *r, enum case_list list)
{
    return *place_in(r, list).given;
}

struct case_sided case_list_at(const struct case_record *r, enum case_list list, int i)
{
    const struct case_findings *f = &r->findings;
    switch (list) {
    case CASE_ENTRAPMENT_LIST:
        return (struct case_sided){r->entrapments[i].nerve, r->entrapments[i].side, 0};
    case CASE_WEAKNESS_LIST:
        return (struct case_sided){f->weakness[i].movement, f->weakness[i].side,
                                   f->weakness[i].mrc};
    case CASE_ABSENT_LIST:
        return (struct case_sided){f->absent[i].from, f->absent[i].side, 0};
    case CASE_MONOFILAMENT_LIST:
        return (struct case_sided){f->monofilament[i].region, f->monofilament[i].side,
                                   f->monofilament[i].felt};
    case CASE_REFLEX_LIST:
        return (struct case_sided){f->reflexes[i].reflex, f->reflexes[i].side,
                                   f->reflexes[i].state};
    default:
        return (struct case_sided){f->pulses[i].pulse, f->pulses[i].side,
                                   f->pulses[i].felt};
    }
}

static void store(struct case_record *r, enum case_list list, int i, struct case_sided s)
{
    struct case_findings *f = &r->findings;
    switch (list) {
    case CASE_ENTRAPMENT_LIST:
        r->entrapments[i] = (struct case_entrapment){s.what, s.side};
        break;
    case CASE_WEAKNESS_LIST:
        f->weakness[i] = (struct case_weakness){s.what, s.side, s.value};
        break;
    case CASE_ABSENT_LIST:
        f->absent[i] = (struct case_absent){s.what, s.side};
        break;
    case CASE_MONOFILAMENT_LIST:
        memset(&f->monofilament[i], 0, sizeof f->monofilament[i]);
        f->monofilament[i].region = s.what;
        f->monofilament[i].side = s.side;
        f->monofilament[i].felt = s.value != 0;
        break;
    case CASE_REFLEX_LIST:
        f->reflexes[i] = (struct case_reflex){s.what, s.side, s.value};
        break;
    default:
        memset(&f->pulses[i], 0, sizeof f->pulses[i]);
        f->pulses[i].pulse = s.what;
        f->pulses[i].side = s.side;
        f->pulses[i].felt = s.value != 0;
        break;
    }
}

static void take_out(const struct list_place *p, int index)
{
    char *bytes = p->items;
    size_t n = (size_t)(--*p->n - index);
    memmove(bytes + (size_t)index * p->size, bytes + (size_t)(index + 1) * p->size,
            n * p->size);
    memset(bytes + (size_t)*p->n * p->size, 0, p->size);
}

void case_list_remove(struct case_record *r, enum case_list list, int index)
{
    struct list_place p = place_of(r, list);
    take_out(&p, index);
    *p.given = *p.n > 0;
}

void case_list_toggle_none(struct case_record *r, enum case_list list)
{
    struct list_place p = place_of(r, list);
    if (!*p.n)
        *p.given = !*p.given;
}

/* what is there of `what` on the side goes; of both sides the other one stays */
static void clear(struct case_record *r, enum case_list list, int what,
                  enum case_side side)
{
    struct list_place p = place_of(r, list);
    for (int i = *p.n - 1; i >= 0; i--) {
        struct case_sided s = case_list_at(r, list, i);
        if (s.what != what)
            continue;
        if (s.side == side || side == CASE_BOTH) {
            take_out(&p, i);
        } else if (s.side == CASE_BOTH) {
            s.side = side == CASE_L ? CASE_R : CASE_L;
            store(r, list, i, s);
        }
    }
}

bool case_list_put(struct case_record *r, enum case_list list, struct case_sided item)
{
    struct list_place p = place_of(r, list);
    struct case_record before = *r;
    clear(r, list, item.what, item.side);
    for (int i = 0; i < *p.n; i++) {
        struct case_sided s = case_list_at(r, list, i);
        bool pair = s.side + item.side == CASE_L + CASE_R && item.side != CASE_BOTH;
        if (s.what != item.what || s.value != item.value || !pair)
            continue;
        s.side = CASE_BOTH;
        store(r, list, i, s);
        return true;
    }
    if (*p.n == p.most) {
        *r = before;
        return false;
    }
    store(r, list, (*p.n)++, item);
    *p.given = true;
    return true;
}

// ---------------------------------------------------------------- causes

enum { ROOTS = ETIOLOGY_ROOT_UNSPECIFIED + 1 /* the first so many causes */ };

static void set_causes(struct case_record *r, uint32_t causes)
{
    // the one that was named first stays the first as long as it is there
    if (!(causes >> r->etiology & 1))
        for (int i = 0; i < WORD_ETIOLOGIES; i++)
            if (causes >> i & 1) {
                r->etiology = i;
                break;
            }
    r->further_causes = causes & ~(UINT32_C(1) << r->etiology);
    if (!(causes & ((UINT32_C(1) << ROOTS) - 1)))
        r->root_level = r->compression_cause = -1;
}

void case_list_toggle_cause(struct case_record *r, int etiology)
{
    const uint32_t none = UINT32_C(1) << ETIOLOGY_UNSPECIFIED,
                   unsaid = UINT32_C(1) << ETIOLOGY_ROOT_UNSPECIFIED,
                   roots = (UINT32_C(1) << ROOTS) - 1;
    uint32_t causes = case_causes(r), bit = UINT32_C(1) << etiology;
    if (bit == none)
        causes = none;
    else if (causes & bit)
        causes &= ~bit;
    else
        causes = (causes & ~none &
                  ~(bit == unsaid ? roots
                    : bit & roots ? unsaid
                                  : 0)) |
                 bit;
    set_causes(r, causes ? causes : none);
}

// ---------------------------------------------------------------- drugs

bool case_list_add_drug(struct case_record *r, const char *name)
{
    while (isspace((unsigned char)*name))
        name++;
    size_t n = strlen(name);
    while (n && isspace((unsigned char)name[n - 1]))
        n--;
    if (!n || n >= CASE_DRUG_SIZE || r->n_drugs == CASE_DRUGS_MAX)
        return false;
    for (int i = 0; i < r->n_drugs; i++)
        if (strlen(r->drugs[i]) == n && strncasecmp(r->drugs[i], name, n) == 0)
            return false;
    char *drug = r->drugs[r->n_drugs++];
    memset(drug, 0, CASE_DRUG_SIZE);
    memcpy(drug, name, n);
    return true;
}

void case_list_remove_drug(struct case_record *r, int index)
{
    --r->n_drugs;
    memmove(r->drugs[index], r->drugs[index + 1],
            (size_t)(r->n_drugs - index) * CASE_DRUG_SIZE);
    memset(r->drugs[r->n_drugs], 0, CASE_DRUG_SIZE);
}
