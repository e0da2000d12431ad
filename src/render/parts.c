#include "render/parts.h"

#include <string.h>

static int64_t area(const int r[4])
{
    return (int64_t)r[2] * r[3];
}

static bool is_empty(const int r[4])
{
    return r[2] <= 0 || r[3] <= 0;
}

void parts_unite(int rect[4], const int other[4])
{
    if (is_empty(other))
        return;
    if (is_empty(rect)) {
        memcpy(rect, other, 4 * sizeof *rect);
        return;
    }
    for (int k = 0; k < 2; k++) {
        int low = rect[k] < other[k] ? rect[k] : other[k];
        int a = rect[k] + rect[2 + k], b = other[k] + other[2 + k];
        rect[k] = low;
        rect[2 + k] = (a > b ? a : b) - low;
    }
}

bool parts_overlap(const int a[4], const int b[4])
{
    return a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] &&
           b[1] < a[1] + a[3];
}

/* how many pixels more the two cost as one; what is painted over both of two that overlap
 * would be painted twice */
static int64_t cost_of_uniting(const int a[4], const int b[4])
{
    if (parts_overlap(a, b))
        return -1;
    int both[4];
    memcpy(both, a, sizeof both);
    parts_unite(both, b);
    return area(both) - area(a) - area(b);
}

static void cut(int r[4], const int size[2])
{
    for (int k = 0; k < 2; k++) {
        int low = r[k] > 0 ? r[k] : 0, high = r[k] + r[2 + k];
        high = high < size[k] ? high : size[k];
        r[k] = low;
        r[2 + k] = high > low ? high - low : 0;
    }
}

void render_parts_add(struct render_parts *parts, const int rect[4], const int size[2])
{
    int r[4];
    memcpy(r, rect, sizeof r);
    cut(r, size);
    if (is_empty(r))
        return;
    // what is united may come close to others
    for (;;) {
        int nearest = -1;
        int64_t least = area(r) / 4;
        if (parts->n == RENDER_PARTS)
            least = INT64_MAX;
        for (int i = 0; i < parts->n; i++) {
            int64_t cost = cost_of_uniting(parts->rect[i], r);
            if (cost < least) {
                least = cost;
                nearest = i;
            }
        }
        if (nearest < 0)
            break;
        parts_unite(r, parts->rect[nearest]);
        memmove(parts->rect[nearest], parts->rect[--parts->n], sizeof r);
    }
    memcpy(parts->rect[parts->n++], r, sizeof r);
}
