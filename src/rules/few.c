/* few.c - fewer needles than the rules would choose: where few are asked for, and where
 * one needle would cost a position of its own.
 *
 * What is set aside is offered. Both are decided before the cautions speak and only ever
 * take away, so that no contraindication can bring a point into a plan.
 */
#include <string.h>

#include "rules/picks_internal.h"

static bool from_surface(const struct pick *p)
{
    return p->point >= 0 && p->by->clause->choose;
}

// ---------------------------------------------------------------- single positions

/* whether another chosen point answers the same region on the same side */
static bool serves_alone(const struct work *w, int pick)
{
    const struct pick *list = w->picks.item;
    for (int i = 0; i < w->picks.n; i++)
        if (i != pick && list[i].side == list[pick].side &&
            list[i].region == list[pick].region)
            return false;
    return true;
}

/* the only needle of its position, or -1 */
static int lone_pick(const struct work *w)
{
    const struct pick *list = w->picks.item;
    int needles[PLAN_POSITIONS] = {0}, positions = 0;
    for (int i = 0; i < w->picks.n; i++)
        needles[pick_position(w, &list[i])] += pick_needles(w, &list[i]);
    for (int p = PLAN_ANY + 1; p < PLAN_POSITIONS; p++)
        positions += needles[p] > 0;
    for (int i = 0; i < w->picks.n && positions > 1; i++) {
        enum plan_position p = pick_position(w, &list[i]);
        if (p != PLAN_ANY && needles[p] == 1 && from_surface(&list[i]) &&
            !serves_alone(w, i))
            return i;
    }
    return -1;
}

// ---------------------------------------------------------------- few needles

/* How soon an entry is wanted: marks on the affected limb, what the article names for a
 * root, what the clinician adds, then the surfaces in the order chosen. */
static int wanted(const struct pick *p)
{
    return p->mark >= 0 && p->rank == 1 ? 0
           : p->by->clause->complement  ? 1
           : p->by->clause->include     ? 2
           : from_surface(p)            ? 3
                                        : 4;
}

/* whether both are one point on two sides for one reason */
static bool is_pair(const struct pick *a, const struct pick *b)
{
    return a != b && a->point == b->point && a->mark == b->mark && a->side != b->side &&
           a->region == b->region && wanted(a) == wanted(b) && !b->removed;
}

static int pair_needles(const struct work *w, const struct pick *list, int n, int pick)
{
    int needles = 0;
    for (int i = 0; i < n; i++)
        if (i == pick || is_pair(&list[pick], &list[i]))
            needles += pick_needles(w, &list[i]);
    return needles;
}

/* the needles that a root's complements will want: the first always, and with it what
 * fits in `complements` */
static int reserved(const struct work *w, int complements)
{
    const struct pick *list = w->picks.item;
    int first = 0, all = 0;
    for (int i = 0; i < w->picks.n; i++) {
        if (list[i].removed || wanted(&list[i]) != 1)
            continue;
        if (!all)
            first = pair_needles(w, list, w->picks.n, i);
        all += pick_needles(w, &list[i]);
    }
    return all <= complements ? all : first > complements ? first : complements;
}

/* Keeps what is wanted soonest, pairs together; of a root's complements at most
 * `complements` needles, but always the first, for which marks leave room. */
static void keep_few(struct work *w, int most, int complements)
{
    const struct pick *list = w->picks.item;
    int n = w->picks.n, needles = 0, spent = 0, kept_free = reserved(w, complements);
    bool *keep = arena_alloc_array(w->arena, (size_t)n, sizeof *keep);
    bool *seen = arena_alloc_array(w->arena, (size_t)n, sizeof *seen);
    for (int turn = 0; turn <= 4; turn++)
        for (int i = 0; i < n; i++) {
            if (list[i].removed || seen[i] || wanted(&list[i]) != turn)
                continue;
            int more = pair_needles(w, list, n, i);
            bool fits = needles + more <= (turn ? most : most - kept_free);
            if (turn == 1)
                fits = spent == 0 || spent + more <= complements;
            for (int k = i; k < n; k++)
                if (k == i || is_pair(&list[i], &list[k])) {
                    seen[k] = true;
                    keep[k] = fits;
                }
            if (fits)
                needles += more;
            if (fits && turn == 1)
                spent += more;
        }
    // where even the first is more than a few, it is kept whole: better than nothing
    int only = -1;
    for (int i = 0; i < n && !needles; i++)
        if (!list[i].removed && (only < 0 || wanted(&list[i]) < wanted(&list[only])))
            only = i;
    for (int i = 0; i < n && only >= 0; i++)
        keep[i] = i == only || is_pair(&list[only], &list[i]);
    for (int i = n - 1; i >= 0; i--)
        if (!keep[i] && !list[i].removed)
            picks_unchoose(w, i, WORK_FEW);
    picks_sort(w, &w->optional);
}

static void spare_lone(struct work *w)
{
    int lone = lone_pick(w);
    if (lone < 0)
        return;
    for (; lone >= 0; lone = lone_pick(w))
        picks_unchoose(w, lone, WORK_LONE);
    picks_sort(w, &w->optional);
}

void work_spare(struct work *w)
{
    // first what no plan would hold, so that the few are some of the whole plan's
    spare_lone(w);
    if (!w->few || w->record->per_session)
        return;
    keep_few(w, w->few, 100);
    spare_lone(w);
}

void work_minimal(struct work *w)
{
    keep_few(w, PLAN_MINIMAL_NEEDLES, 2);
}
