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

/* Left or right of what: the middle of the body where the picture shows it whole or
 * labels stand on both sides of it, else the middle of the anchors. */
static float divide(const struct label_request *request, uint32_t n, int image_width,
                    const struct silhouette *s)
{
    float body_left = 1e9f, body_right = -1e9f, low = 1e9f, high = -1e9f;
    for (int i = 0; i < SILHOUETTE_ROWS; i++) {
        body_left = fminf(body_left, s->left[i]);
        body_right = fmaxf(body_right, s->right[i]);
    }
    for (uint32_t i = 0; i < n; i++) {
        low = fminf(low, request[i].anchor[0]);
        high = fmaxf(high, request[i].anchor[0]);
    }
    float middle = (body_left + body_right) / 2, span = high - low;
    bool both = low < middle - 0.1f * span && high > middle + 0.1f * span;
    bool whole = body_left > 0 && body_right < (float)image_width;
    return body_left < body_right && (both || whole) ? middle : (low + high) / 2;
}

/* the edge of the silhouette over the rows that the column's labels cover */
static float edge_of(const struct label_request *request, const struct column *c,
                     const float *tops, const struct silhouette *s)
{
    float edge = c->right ? -1e9f : 1e9f;
    for (uint32_t i = 0; i < c->n; i++) {
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

static uint32_t place_column(const struct label_request *request, struct column *c,
                             const struct camera_port *port, const struct silhouette *s,
                             struct frame_label *out)
{
    float scale = port->scale > 0 ? port->scale : 1, gap = 6 * scale, margin = 14 * scale;
    float top = port->top + margin, bottom = (float)port->height - port->bottom - margin;
    while (c->n && height_of(request, c, gap) > bottom - top)
        drop_lightest(request, c);
    float tops[LABELS_MAX], widest = 0;
    solve(request, c, gap, top, bottom, tops);
    for (uint32_t i = 0; i < c->n; i++)
        widest = fmaxf(widest, request[c->member[i]].width);
    float edge = edge_of(request, c, tops, s), stand = 34 * scale;
    float least = port->left + margin,
          most = (float)port->width - port->right - margin - widest;
    // the side of the column that faces the body
    float x = c->right ? fminf(edge + stand, most) : fmaxf(edge - stand, least + widest);
    for (uint32_t i = 0; i < c->n; i++) {
        const struct label_request *r = &request[c->member[i]];
        out[i] = make_label(r, c->right ? x : x - r->width, tops[i], c->right, scale);
    }
    return c->n;
}

uint32_t labels_lay_out(const struct label_request *request, uint32_t n,
                        const struct camera_port *port, const struct silhouette *body,
                        struct frame_label *out)
{
    struct column column[2] = {{.right = false}, {.right = true}};
    n = n > LABELS_MAX ? LABELS_MAX : n;
    if (!n)
        return 0;
    float middle = divide(request, n, port->width, body);
    for (uint32_t i = 0; i < n; i++)
        insert_by_height(request, &column[request[i].anchor[0] > middle], i);
    uint32_t left = place_column(request, &column[0], port, body, out);
    return left + place_column(request, &column[1], port, body, out + left);
}
