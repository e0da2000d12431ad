/* label_column.c - one column: a line of boxes that want to be at their anchors' height.
 * Neighbours that would overlap join into a block that sits at the mean of what its
 * members want, until no two blocks touch. Those that stand close together share one
 * edge, outside the body at the heights that they cover. */
#include <math.h>
#include <string.h>

#include "scene/labels_internal.h"

/* design pixels */
static const float STAND = 34, STAND_LEAST = 12, /* from the body to the words */
    RUN = 110,                                   /* labels this far apart share an edge */
    DODGE = 190, DODGE_STEP = 9,                 /* that a label may move up or down */
    BRIEF = 45, GAP = 90,   /* of leader that the whole name, or the outside, is worth */
    LONG = 240, LIMB = 320; /* see label_leader_price */

// ---------------------------------------------------------------- lists

void label_join(struct label_desk *desk, int column, uint32_t i)
{
    const struct label_request *request = desk->in->request;
    struct label_list *list = &desk->plan.column[column];
    uint32_t k = list->n++;
    for (; k > 0; k--) {
        const float *above = request[list->member[k - 1]].disc.at;
        if (above[1] < request[i].disc.at[1] ||
            (above[1] == request[i].disc.at[1] && above[0] <= request[i].disc.at[0]))
            break;
        list->member[k] = list->member[k - 1];
    }
    list->member[k] = (uint16_t)i;
}

static void take_out(struct label_list *list, uint32_t k)
{
    memmove(&list->member[k], &list->member[k + 1],
            (list->n - k - 1) * sizeof *list->member);
    list->n--;
}

void label_leave(struct label_desk *desk, uint32_t i)
{
    for (int c = 0; c < LABEL_COLUMNS; c++)
        for (uint32_t k = 0; k < desk->plan.column[c].n; k++)
            if (desk->plan.column[c].member[k] == i)
                take_out(&desk->plan.column[c], k--);
    desk->place[i].stands = false;
}

int label_column_of(const struct label_desk *desk, uint32_t i)
{
    for (int c = 0; c < LABEL_COLUMNS; c++)
        for (uint32_t k = 0; k < desk->plan.column[c].n; k++)
            if (desk->plan.column[c].member[k] == i)
                return c;
    return LABEL_HIDDEN;
}

// ---------------------------------------------------------------- heights

struct block {
    float want, size; /* where its top wants to be; its height */
    uint32_t first, count;
};

static float total_height(const struct label_desk *desk, const struct label_list *list)
{
    float sum = 0;
    for (uint32_t k = 0; k < list->n; k++)
        sum += desk->in->request[list->member[k]].height + desk->gap;
    return sum;
}

static void drop_lightest(struct label_desk *desk, struct label_list *list)
{
    const struct label_request *request = desk->in->request;
    uint32_t least = 0;
    for (uint32_t k = 1; k < list->n; k++)
        if (request[list->member[k]].weight <= request[list->member[least]].weight)
            least = k;
    desk->place[list->member[least]].stands = false;
    take_out(list, least);
}

/* the tops of the boxes, in the order of the list */
static void solve(const struct label_desk *desk, const struct label_list *list,
                  float *tops)
{
    struct block block[LABELS_MAX];
    float top = desk->free[1], bottom = desk->free[3];
    uint32_t n = 0;
    for (uint32_t k = 0; k < list->n; k++) {
        const struct label_request *r = &desk->in->request[list->member[k]];
        float want = r->disc.at[1] - r->height / 2 + desk->plan.shift[list->member[k]];
        block[n++] = (struct block){want, r->height + desk->gap, k, 1};
        // join with those above as long as they touch
        while (n > 1) {
            struct block *a = &block[n - 2], *b = &block[n - 1];
            a->want = fmaxf(fminf(a->want, bottom - a->size), top);
            if (a->want + a->size <= fminf(b->want, bottom - b->size))
                break;
            float want_b = b->want - a->size; // where b's members would put a's top
            a->want = (a->want * (float)a->count + want_b * (float)b->count) /
                      (float)(a->count + b->count);
            a->size += b->size;
            a->count += b->count;
            n--;
        }
    }
    for (uint32_t b = 0; b < n; b++) {
        float y = fmaxf(fminf(block[b].want, bottom - block[b].size), top);
        for (uint32_t k = block[b].first; k < block[b].first + block[b].count; k++) {
            tops[k] = y;
            y += desk->in->request[list->member[k]].height + desk->gap;
        }
    }
}

// ---------------------------------------------------------------- one label

static float width_of(const struct label_request *r, bool brief)
{
    return brief ? r->brief_width : r->width;
}

/* where the edge that faces the body must stand at the least; false where it cannot */
static bool find_edge(const struct label_desk *desk, const struct cover *taken,
                      int column, uint32_t i, float top, bool brief, float *edge)
{
    const struct label_request *r = &desk->in->request[i];
    float way = label_is_right(column) ? 1 : -1, left, right;
    float from = r->disc.at[0] + way * r->disc.radius;
    if (label_is_gap(column)) {
        float width = width_of(r, brief) + STAND_LEAST * desk->mark, pad = 3 * desk->mark;
        float x = from + way * 6 * desk->mark;
        float box[4] = {way > 0 ? x : x - width, top - pad, width, r->height + 2 * pad};
        if (!cover_slide(taken, box, (int)way))
            return false;
        *edge = way > 0 ? box[0] + STAND_LEAST * desk->mark
                        : box[0] + box[2] - STAND_LEAST * desk->mark;
        return true;
    }
    *edge = from;
    if (label_body_edges(desk, fminf(top, r->disc.at[1]),
                         fmaxf(top + r->height, r->disc.at[1]), &left, &right))
        *edge = way > 0 ? fmaxf(from, right) : fminf(from, left);
    *edge += way * STAND_LEAST * desk->mark;
    return true;
}

static bool fits(const struct label_desk *desk, const struct cover *taken,
                 const float box[4])
{
    float pad = 2 * desk->mark;
    float padded[4] = {box[0] - pad, box[1], box[2] + 2 * pad, box[3]};
    return box[0] >= desk->free[0] - 1 && box[1] >= desk->free[1] - 1 &&
           box[0] + box[2] <= desk->free[2] + 1 && box[1] + box[3] <= desk->free[3] + 1 &&
           cover_is_free(taken, padded);
}

/* pulls the edge off the body as far as a calm picture wants it, where there is room */
static float stand_off(const struct label_desk *desk, int column, float edge,
                       float widest)
{
    float more = label_is_gap(column) ? 0 : (STAND - STAND_LEAST) * desk->mark;
    if (label_is_right(column))
        return fmaxf(edge, fminf(edge + more, desk->free[2] - widest));
    return fminf(edge, fmaxf(edge - more, desk->free[0] + widest));
}

static void set_place(struct label_desk *desk, int column, uint32_t i, float edge,
                      float top, bool brief)
{
    const struct label_request *r = &desk->in->request[i];
    struct label_place *p = &desk->place[i];
    bool right = label_is_right(column);
    float width = width_of(r, brief);
    memcpy(p->box, (float[4]){right ? edge : edge - width, top, width, r->height},
           sizeof p->box);
    p->brief = brief;
    p->leader[0] = edge + (right ? -5 : 5) * desk->mark;
    p->leader[1] = top + r->height / 2;
    float dx = p->leader[0] - r->disc.at[0], dy = p->leader[1] - r->disc.at[1];
    float length = hypotf(dx, dy), t = length > 0 ? fminf(r->disc.radius / length, 1) : 0;
    p->rim[0] = r->disc.at[0] + dx * t;
    p->rim[1] = r->disc.at[1] + dy * t;
}

float label_leader_price(const struct label_desk *desk, const float from[2],
                         const float to[2])
{
    float length = hypotf(to[0] - from[0], to[1] - from[1]) / desk->mark;
    return length + length * length / LONG +
           LIMB * (float)cover_entries(desk->in->body, from, to);
}

float label_price_alone(const struct label_desk *desk, int column, uint32_t i)
{
    const struct label_request *r = &desk->in->request[i];
    float top = r->disc.at[1] - r->height / 2, edge;
    top = fmaxf(fminf(top, desk->free[3] - r->height), desk->free[1]);
    for (int brief = 0; brief < (r->brief ? 2 : 1); brief++) {
        float width = width_of(r, brief);
        if (!find_edge(desk, &desk->base, column, i, top, brief, &edge))
            continue;
        float box[4] = {label_is_right(column) ? edge : edge - width, top, width,
                        r->height};
        if (fits(desk, &desk->base, box))
            return label_leader_price(desk, r->disc.at, (float[2]){edge, r->disc.at[1]}) +
                   (brief ? BRIEF : 0) + (label_is_gap(column) ? GAP : 0);
    }
    return INFINITY;
}

// ---------------------------------------------------------------- a run of labels

struct run {
    int column;
    const struct label_list *list;
    const float *tops;
    uint32_t first, count;
};

/* tries the run `by` pixels lower, in full or in brief */
static bool try_run(struct label_desk *desk, const struct cover *taken,
                    const struct run *run, float by, bool brief)
{
    bool right = label_is_right(run->column);
    float edge = right ? -INFINITY : INFINITY, widest = 0, own;
    for (uint32_t k = run->first; k < run->first + run->count; k++) {
        uint32_t i = run->list->member[k];
        const struct label_request *r = &desk->in->request[i];
        bool less = brief && r->brief;
        if (!find_edge(desk, taken, run->column, i, run->tops[k] + by, less, &own))
            return false;
        edge = right ? fmaxf(edge, own) : fminf(edge, own);
        widest = fmaxf(widest, width_of(r, less));
    }
    edge = stand_off(desk, run->column, edge, widest);
    for (uint32_t k = run->first; k < run->first + run->count; k++) {
        uint32_t i = run->list->member[k];
        set_place(desk, run->column, i, edge, run->tops[k] + by,
                  brief && desk->in->request[i].brief);
        if (!fits(desk, taken, desk->place[i].box))
            return false;
    }
    return true;
}

/* In full at its height; else whatever is nearer of saying less and of moving. */
static void place_run(struct label_desk *desk, struct cover *taken, const struct run *run)
{
    float step = DODGE_STEP * desk->scale, brief_by = INFINITY, by = 0;
    bool placed = false;
    for (int n = 0; fabsf(by) <= DODGE * desk->scale && !placed; n++) {
        by = (float)(n % 2 ? -(n + 1) / 2 : n / 2) * step;
        if (fabsf(by) > fabsf(brief_by) + BRIEF * desk->scale)
            break;
        placed = try_run(desk, taken, run, by, false);
        if (!placed && isinf(brief_by) && try_run(desk, taken, run, by, true))
            brief_by = by;
    }
    if (!placed && !isinf(brief_by))
        placed = try_run(desk, taken, run, brief_by, true);
    for (uint32_t k = run->first; k < run->first + run->count; k++) {
        struct label_place *p = &desk->place[run->list->member[k]];
        float pad = desk->gap / 3;
        p->stands = placed;
        if (placed)
            cover_box(taken, (float[4]){p->box[0] - pad, p->box[1] - pad,
                                        p->box[2] + 2 * pad, p->box[3] + 2 * pad});
    }
}

/* labels that stand close together have one edge; those far below may stand elsewhere */
static uint32_t count_run(const struct label_desk *desk, const struct label_list *list,
                          const float *tops, uint32_t first)
{
    uint32_t k = first + 1;
    while (k < list->n && tops[k] < tops[k - 1] +
                                        desk->in->request[list->member[k - 1]].height +
                                        RUN * desk->scale)
        k++;
    return k - first;
}

static uint32_t count_short(const struct label_desk *desk, const struct run *run)
{
    uint32_t n = 0;
    for (uint32_t k = run->first; k < run->first + run->count; k++) {
        const struct label_place *p = &desk->place[run->list->member[k]];
        n += !p->stands || p->brief;
    }
    return n;
}

/* Together with one edge, or each by itself where more is said so. */
static void place_together(struct label_desk *desk, struct cover *taken, struct run run)
{
    struct cover before = *taken;
    struct label_place together[LABELS_MAX];
    place_run(desk, taken, &run);
    uint32_t lacking = count_short(desk, &run);
    if (run.count == 1 || !lacking)
        return;
    struct cover kept = *taken;
    for (uint32_t k = run.first; k < run.first + run.count; k++)
        together[k] = desk->place[run.list->member[k]];
    *taken = before;
    for (uint32_t k = run.first; k < run.first + run.count; k++)
        place_run(desk, taken, &(struct run){run.column, run.list, run.tops, k, 1});
    if (count_short(desk, &run) < lacking)
        return;
    *taken = kept;
    for (uint32_t k = run.first; k < run.first + run.count; k++)
        desk->place[run.list->member[k]] = together[k];
}

static void place_column(struct label_desk *desk, struct cover *taken, int column)
{
    struct label_list *list = &desk->plan.column[column];
    float tops[LABELS_MAX];
    while (list->n && total_height(desk, list) > desk->free[3] - desk->free[1])
        drop_lightest(desk, list);
    solve(desk, list, tops);
    for (uint32_t k = 0, n; k < list->n; k += n) {
        n = count_run(desk, list, tops, k);
        place_together(desk, taken, (struct run){column, list, tops, k, n});
    }
}

void label_place_all(struct label_desk *desk)
{
    struct cover taken = desk->base;
    for (uint32_t i = 0; i < desk->in->n; i++)
        desk->place[i].stands = false;
    for (int c = 0; c < LABEL_COLUMNS; c++)
        place_column(desk, &taken, c);
}
