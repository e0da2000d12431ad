/* label_search.c - from a first layout to one without crossings, step by step.
 *
 * Two leaders of one column that cross change places: both get shorter in sum, so that
 * this ends. What is wrong besides (a leader over another point or other words, two
 * leaders from different sides, a label without room) is tried in the other columns and a
 * little higher or lower; what makes the whole cheaper stays. The number of trials has a
 * bound, since this runs in every frame that moves. */
#include <math.h>
#include <string.h>

#include "scene/labels_internal.h"

/* What is wrong, in design pixels of leader that one would rather have. */
static const float CROSSING = 420, OVER_DISC = 260, OVER_WORDS = 1500, HIDDEN = 560,
                   LESS = 45, MOVED = 0.6f;
enum {
    SWAPS_MOST = 24,     /* rounds of changing places */
    TRIALS_MOST = 240,   /* of another place for one label */
    HURRIED_TRIALS = 24, /* the same where the picture moves */
    SEARCH_MOST = 40     /* labels: more are a list, not a picture */
};

// ---------------------------------------------------------------- geometry

static float side_of(const float a[2], const float b[2], const float p[2])
{
    return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
}

static bool segments_cross(const float a[2], const float b[2], const float c[2],
                           const float d[2])
{
    return side_of(a, b, c) * side_of(a, b, d) < 0 &&
           side_of(c, d, a) * side_of(c, d, b) < 0;
}

float labels_distance(const float a[2], const float b[2], const float p[2])
{
    float way[2] = {b[0] - a[0], b[1] - a[1]}, off[2] = {p[0] - a[0], p[1] - a[1]};
    float length = way[0] * way[0] + way[1] * way[1];
    float t = length > 0 ? (off[0] * way[0] + off[1] * way[1]) / length : 0;
    t = fmaxf(fminf(t, 1), 0);
    return hypotf(off[0] - t * way[0], off[1] - t * way[1]);
}

static bool strikes(const struct label_place *line, const float box[4])
{
    const float corner[4][2] = {{box[0], box[1]},
                                {box[0] + box[2], box[1]},
                                {box[0] + box[2], box[1] + box[3]},
                                {box[0], box[1] + box[3]}};
    const float *a = line->leader;
    if (a[0] > box[0] && a[0] < box[0] + box[2] && a[1] > box[1] &&
        a[1] < box[1] + box[3])
        return true;
    for (int k = 0; k < 4; k++)
        if (segments_cross(a, line->rim, corner[k], corner[(k + 1) % 4]))
            return true;
    return false;
}

static bool leaders_cross(const struct label_place *a, const struct label_place *b)
{
    return a->stands && b->stands && segments_cross(a->leader, a->rim, b->leader, b->rim);
}

// ---------------------------------------------------------------- the price

/* points of others that the label's leader runs over; those that touch its own do not
 * count, since nothing would help */
static int discs_under(const struct label_desk *desk, uint32_t i)
{
    const struct labels_input *in = desk->in;
    const struct label_place *p = &desk->place[i];
    const struct label_disc *own = &in->request[i].disc;
    int n = 0;
    for (uint32_t k = 0; k < in->n_discs && n < 2; k++) {
        const struct label_disc *d = &in->disc[k];
        float apart = hypotf(d->at[0] - own->at[0], d->at[1] - own->at[1]);
        n += apart > own->radius + d->radius &&
             labels_distance(p->leader, p->rim, d->at) < d->radius + desk->mark;
    }
    return n;
}

/* what is wrong with this label by itself and with those after it */
static float price_of(const struct label_desk *desk, uint32_t i, uint32_t from,
                      bool *wrong)
{
    const struct labels_input *in = desk->in;
    const struct label_place *p = &desk->place[i];
    float sum = 0, share = fminf(in->request[i].weight / 500, 2);
    if (!p->stands)
        return labels_see(in->port, in->request[i].disc.at) ? HIDDEN * (0.4f + share) : 0;
    sum += OVER_DISC * (float)discs_under(desk, i);
    for (uint32_t k = from; k < in->n; k++) {
        const struct label_place *q = &desk->place[k];
        if (k == i || !q->stands)
            continue;
        sum += leaders_cross(p, q) ? CROSSING : 0;
        sum += strikes(p, q->box) || strikes(q, p->box) ? OVER_WORDS : 0;
    }
    if (wrong)
        *wrong = sum > 0 || cover_entries(in->body, p->rim, p->leader) > 0;
    sum += label_leader_price(desk, p->rim, p->leader);
    sum += p->brief ? LESS : 0;
    return sum + MOVED * fabsf(p->leader[1] - in->request[i].disc.at[1]) / desk->mark;
}

static float price(const struct label_desk *desk)
{
    float sum = 0;
    for (uint32_t i = 0; i < desk->in->n; i++)
        sum += price_of(desk, i, i + 1, NULL);
    return sum;
}

// ---------------------------------------------------------------- changes

/* changes the places of every two neighbours that cross; false where none do */
static bool swap_crossing(struct label_desk *desk)
{
    bool any = false;
    for (int c = 0; c < LABEL_COLUMNS; c++) {
        struct label_list *list = &desk->plan.column[c];
        for (uint32_t a = 0; a < list->n; a++) {
            for (uint32_t b = a + 1; b < list->n; b++) {
                uint16_t i = list->member[a], k = list->member[b];
                if (!leaders_cross(&desk->place[i], &desk->place[k]))
                    continue;
                list->member[a] = k;
                list->member[b] = i;
                any = true;
                break;
            }
        }
    }
    return any;
}

static void uncross(struct label_desk *desk)
{
    struct label_plan best = desk->plan;
    float least = price(desk);
    bool last_is_best = true;
    for (int n = 0; n < SWAPS_MOST && swap_crossing(desk); n++) {
        label_place_all(desk);
        float now = price(desk);
        last_is_best = now < least;
        if (last_is_best) {
            least = now;
            best = desk->plan;
        }
    }
    if (last_is_best)
        return;
    desk->plan = best;
    label_place_all(desk);
}

/* the n-th other place for a label; false past the last */
static bool change(struct label_desk *desk, uint32_t i, int n)
{
    static const float SHIFTS[] = {-1, 1, -2, 2, -3.5f, 3.5f};
    enum { N_SHIFTS = sizeof SHIFTS / sizeof *SHIFTS };
    int column = label_column_of(desk, i);
    if (n < LABEL_COLUMNS) {
        label_leave(desk, i);
        label_join(desk, n == column ? (column ^ 1) : n, i);
        return true;
    }
    if (n > LABEL_COLUMNS + N_SHIFTS || column == LABEL_HIDDEN)
        return false;
    if (n == LABEL_COLUMNS + N_SHIFTS) {
        label_leave(desk, i); // none is better than one that spoils the picture
        return true;
    }
    desk->plan.shift[i] = SHIFTS[n - LABEL_COLUMNS] * desk->in->request[i].height;
    return true;
}

/* tries other places for one label, and keeps the best */
static bool better(struct label_desk *desk, uint32_t i, float *least, int *trials)
{
    struct label_plan best = desk->plan;
    const struct label_plan before = desk->plan;
    bool found = false;
    for (int n = 0; *trials > 0 && change(desk, i, n); n++) {
        --*trials;
        label_place_all(desk);
        if (swap_crossing(desk))
            label_place_all(desk);
        float now = price(desk);
        if (now < *least - 1) {
            *least = now;
            best = desk->plan;
            found = true;
        }
        desk->plan = before;
    }
    desk->plan = best;
    label_place_all(desk);
    return found;
}

void label_search(struct label_desk *desk)
{
    uint32_t n = desk->in->n;
    int trials = desk->in->hurried ? HURRIED_TRIALS : TRIALS_MOST;
    uncross(desk);
    if (n > SEARCH_MOST)
        return;
    float least = price(desk);
    for (bool again = true; again && trials > 0;) {
        again = false;
        for (uint32_t i = 0; i < n; i++) {
            bool wrong = !desk->place[i].stands &&
                         labels_see(desk->in->port, desk->in->request[i].disc.at);
            if (!wrong && desk->place[i].stands)
                price_of(desk, i, 0, &wrong);
            if (wrong)
                again |= better(desk, i, &least, &trials);
        }
    }
}

void label_hide_struck(struct label_desk *desk)
{
    const struct label_request *request = desk->in->request;
    // a leader over another limb points at that; what is looked at keeps its name
    for (uint32_t i = 0; i < desk->in->n; i++) {
        struct label_place *p = &desk->place[i];
        if (p->stands && request[i].weight < 1000 &&
            cover_entries(desk->in->body, p->rim, p->leader) > 0)
            p->stands = false;
    }
    for (uint32_t i = 0; i < desk->in->n; i++) {
        for (uint32_t k = i + 1; k < desk->in->n; k++) {
            struct label_place *a = &desk->place[i], *b = &desk->place[k];
            if (a->stands && b->stands && (strikes(a, b->box) || strikes(b, a->box)))
                (request[i].weight < request[k].weight ? a : b)->stands = false;
        }
    }
}
