/* labels.c - one column a side, solved as a line of boxes that want to be at their
 * anchors' height: neighbours that would overlap join into a block that sits at the mean
 * of what its members want, until no two blocks touch. */
#include "scene/labels.h"

#include <math.h>
#include <string.h>

static int row_of(const struct silhouette *s, float y)
{
    int row = (int)(y * SILHOUETTE_ROWS / (float)s->height);
    return row < 0 ? 0 : row >= SILHOUETTE_ROWS ? SILHOUETTE_ROWS - 1 : row;
}

void silhouette_clear(struct silhouette *s, int image_height)
{
    s->height = image_height > 0 ? image_height : 1;
    for (int i = 0; i < SILHOUETTE_ROWS; i++) {
        s->left[i] = 1e9f;
        s->right[i] = -1e9f;
    }
}

void silhouette_add(struct silhouette *s, float x, float y)
{
    if (y < 0 || y >= (float)s->height)
        return;
    int row = row_of(s, y);
    s->left[row] = fminf(s->left[row], x);
    s->right[row] = fmaxf(s->right[row], x);
}

void silhouette_close(struct silhouette *s)
{
    int last = -1;
    for (int i = 0; i < SILHOUETTE_ROWS; i++) {
        if (s->left[i] > s->right[i])
            continue;
        for (int k = last + 1; last >= 0 && k < i; k++) {
            s->left[k] = fminf(s->left[last], s->left[i]);
            s->right[k] = fmaxf(s->right[last], s->right[i]);
        }
        last = i;
    }
    // a band may hold vertices of one limb alone: look a little up and down as well
    enum { NEAR = 4 };
    struct silhouette lone = *s;
    for (int i = 0; i < SILHOUETTE_ROWS; i++) {
        int to = i + NEAR < SILHOUETTE_ROWS ? i + NEAR : SILHOUETTE_ROWS - 1;
        for (int k = i > NEAR ? i - NEAR : 0; k <= to; k++) {
            s->left[i] = fminf(s->left[i], lone.left[k]);
            s->right[i] = fmaxf(s->right[i], lone.right[k]);
        }
    }
}

struct column {
    uint32_t member[LABELS_MAX];
    uint32_t n;
    bool right;
};

struct block {
    float want, size; /* where its top wants to be; its height */
    uint32_t first, count;
};

/* the tops of the boxes, in the order of the column's members */
static void solve(const struct label_request *request, const struct column *c, float gap,
                  float top, float bottom, float *tops)
{
    struct block block[LABELS_MAX];
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct label_request *r = &request[c->member[i]];
        block[n++] = (struct block){r->anchor[1] - r->height / 2, r->height + gap, i, 1};
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
    for (uint32_t k = 0; k < n; k++) {
        float y = fmaxf(fminf(block[k].want, bottom - block[k].size), top);
        for (uint32_t i = block[k].first; i < block[k].first + block[k].count; i++) {
            tops[i] = y;
            y += request[c->member[i]].height + gap;
        }
    }
}

static float height_of(const struct label_request *request, const struct column *c,
                       float gap)
{
    float sum = 0;
    for (uint32_t i = 0; i < c->n; i++)
        sum += request[c->member[i]].height + gap;
    return sum;
}

static void drop_lightest(const struct label_request *request, struct column *c)
{
    uint32_t least = 0;
    for (uint32_t i = 1; i < c->n; i++)
        if (request[c->member[i]].weight <= request[c->member[least]].weight)
            least = i;
    memmove(&c->member[least], &c->member[least + 1],
            (c->n - least - 1) * sizeof *c->member);
    c->n--;
}

static void insert_by_height(const struct label_request *request, struct column *c,
                             uint32_t i)
{
    uint32_t k = c->n++;
    for (; k > 0; k--) {
        float above = request[c->member[k - 1]].anchor[1];
        if (above < request[i].anchor[1] ||
            (above == request[i].anchor[1] &&
             request[c->member[k - 1]].anchor[0] <= request[i].anchor[0]))
            break;
        c->member[k] = c->member[k - 1];
    }
    c->member[k] = i;
}

/* The side whose edge of the body is nearer, so that leaders are short and cross no other
 * limb; what runs out of the image ends at its border. */
static bool goes_right(const struct label_request *r, const struct camera_port *port,
                       const struct silhouette *s)
{
    int row = row_of(s, r->anchor[1]);
    float left = port->left, right = (float)port->width - port->right;
    if (s->left[row] <= s->right[row]) {
        left = fmaxf(left, s->left[row]);
        right = fminf(right, s->right[row]);
    }
    return right - r->anchor[0] < r->anchor[0] - left;
}

/* the edge of the silhouette over the rows that these labels of the column cover */
static float edge_of(const struct label_request *request, const struct column *c,
                     uint32_t first, uint32_t count, const float *tops,
                     const struct silhouette *s)
{
    float edge = c->right ? -1e9f : 1e9f;
    for (uint32_t i = first; i < first + count; i++) {
        const struct label_request *r = &request[c->member[i]];
        int from = row_of(s, fminf(tops[i], r->anchor[1]));
        int to = row_of(s, fmaxf(tops[i] + r->height, r->anchor[1]));
        for (int row = from; row <= to; row++)
            edge = c->right ? fmaxf(edge, s->right[row]) : fminf(edge, s->left[row]);
        edge = c->right ? fmaxf(edge, r->anchor[0] + r->radius)
                        : fminf(edge, r->anchor[0] - r->radius);
    }
    return edge;
}

static struct frame_label make_label(const struct label_request *r, float x, float y,
                                     bool right, float scale)
{
    struct frame_label label = {.text = r->text,
                                .box = {x, y, r->width, r->height},
                                .has_leader = true,
                                .style = r->style,
                                .opacity = r->opacity};
    memcpy(label.color, r->color, sizeof label.color);
    label.leader[0] = right ? x - 5 * scale : x + r->width + 5 * scale;
    label.leader[1] = y + r->height / 2;
    float dx = label.leader[0] - r->anchor[0], dy = label.leader[1] - r->anchor[1];
    float length = hypotf(dx, dy);
    float t = length > 0 ? fminf(r->radius / length, 1) : 0;
    label.anchor[0] = r->anchor[0] + dx * t;
    label.anchor[1] = r->anchor[1] + dy * t;
    return label;
}

/* Neighbours in a column stand in one line; those far below them may stand elsewhere. */
static uint32_t run_from(const struct label_request *request, const struct column *c,
                         const float *tops, uint32_t first, float far)
{
    uint32_t i = first + 1;
    while (i < c->n && tops[i] < tops[i - 1] + request[c->member[i - 1]].height + far)
        i++;
    return i - first;
}

/* Where the side of the run that faces the body stands; beside what covers the picture,
 * where there is room. False where the run cannot keep off it. */
static bool place_run(const struct label_request *request, const struct column *c,
                      const struct camera_port *port, const struct silhouette *s,
                      uint32_t first, uint32_t count, const float *tops, float *x)
{
    float scale = port->scale > 0 ? port->scale : 1, margin = 14 * scale, widest = 0;
    for (uint32_t i = first; i < first + count; i++)
        widest = fmaxf(widest, request[c->member[i]].width);
    float edge = edge_of(request, c, first, count, tops, s), stand = 34 * scale;
    float least = port->left + margin + widest,
          most = (float)port->width - port->right - margin - widest;
    *x = c->right ? fminf(edge + stand, most) : fmaxf(edge - stand, least);
    const float *cover = port->covered;
    uint32_t last = first + count - 1;
    bool level = tops[first] < cover[1] + cover[3] + margin &&
                 tops[last] + request[c->member[last]].height > cover[1] - margin;
    if (cover[2] <= 0 || !level)
        return true;
    float beside =
        c->right ? cover[0] - margin - widest : cover[0] + cover[2] + margin + widest;
    bool clear = c->right ? *x <= beside || *x > cover[0] + cover[2]
                          : *x >= beside || *x < cover[0];
    bool room = c->right ? beside >= edge + 12 * scale : beside <= edge - 12 * scale;
    if (!clear && room)
        *x = beside;
    return clear || room;
}

static uint32_t place_column(const struct label_request *request, struct column *c,
                             const struct camera_port *port, const struct silhouette *s,
                             struct frame_label *out)
{
    float scale = port->scale > 0 ? port->scale : 1, gap = 6 * scale, margin = 14 * scale;
    float top = port->top + margin, bottom = (float)port->height - port->bottom - margin;
    float tops[LABELS_MAX], x = 0;
    for (bool again = true; again;) {
        again = false;
        while (c->n && height_of(request, c, gap) > bottom - top)
            drop_lightest(request, c);
        solve(request, c, gap, top, bottom, tops);
        for (uint32_t i = 0, n; i < c->n && !again; i += n) {
            n = run_from(request, c, tops, i, 90 * scale);
            // no room beside what covers the picture: stay above it
            if (!place_run(request, c, port, s, i, n, tops, &x) &&
                port->covered[1] - margin < bottom) {
                bottom = port->covered[1] - margin;
                again = true;
            }
            for (uint32_t k = i; k < i + n; k++) {
                const struct label_request *r = &request[c->member[k]];
                out[k] =
                    make_label(r, c->right ? x : x - r->width, tops[k], c->right, scale);
            }
        }
    }
    return c->n;
}

uint32_t labels_lay_out(const struct label_request *request, uint32_t n,
                        const struct camera_port *port, const struct silhouette *body,
                        struct frame_label *out)
{
    struct column column[2] = {{.right = false}, {.right = true}};
    n = n > LABELS_MAX ? LABELS_MAX : n;
    for (uint32_t i = 0; i < n; i++)
        insert_by_height(request, &column[goes_right(&request[i], port, body)], i);
    uint32_t left = place_column(request, &column[0], port, body, out);
    return left + place_column(request, &column[1], port, body, out + left);
}
