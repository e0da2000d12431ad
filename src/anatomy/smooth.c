/* smooth.c - the normal equations have five diagonals; LDL' without pivoting solves them,
 * since the matrix is symmetric and positive definite.
 */
#include "anatomy/smooth.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

struct band {
    double d0, d1, d2; /* diagonal and the two below it */
    double b[3];       /* right-hand side, then the solution */
};

static const double PINNED = 1e7;

static void assemble(struct band *m, const float (*position)[3], const bool *pinned,
                     uint32_t n, double hold)
{
    memset(m, 0, n * sizeof *m);
    // each second difference x[i-1] - 2 x[i] + x[i+1]
    for (uint32_t i = 1; i + 1 < n; i++) {
        m[i - 1].d0 += 1;
        m[i].d0 += 4;
        m[i + 1].d0 += 1;
        m[i].d1 += -2;     // between i and i - 1
        m[i + 1].d1 += -2; // between i + 1 and i
        m[i + 1].d2 += 1;  // between i + 1 and i - 1
    }
    for (uint32_t i = 0; i < n; i++) {
        bool fixed = i == 0 || i + 1 == n || (pinned && pinned[i]);
        double weight = fixed ? PINNED : hold;
        m[i].d0 += weight;
        for (int k = 0; k < 3; k++)
            m[i].b[k] = weight * (double)position[i][k];
    }
}

static void solve(struct band *m, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        double l2 = 0, l1 = m[i].d1;
        if (i >= 2) {
            l2 = m[i].d2 / m[i - 2].d0;
            l1 -= l2 * m[i - 2].d0 * m[i - 1].d1;
        }
        if (i >= 1)
            l1 /= m[i - 1].d0;
        if (i >= 2)
            m[i].d0 -= l2 * l2 * m[i - 2].d0;
        if (i >= 1)
            m[i].d0 -= l1 * l1 * m[i - 1].d0;
        m[i].d1 = l1;
        m[i].d2 = l2;
        for (int k = 0; k < 3; k++)
            m[i].b[k] -=
                (i >= 1 ? l1 * m[i - 1].b[k] : 0) + (i >= 2 ? l2 * m[i - 2].b[k] : 0);
    }
    for (uint32_t i = n; i-- > 0;) {
        for (int k = 0; k < 3; k++) {
            m[i].b[k] /= m[i].d0;
            if (i + 1 < n)
                m[i].b[k] -= m[i + 1].d1 * m[i + 1].b[k];
            if (i + 2 < n)
                m[i].b[k] -= m[i + 2].d2 * m[i + 2].b[k];
        }
    }
}

void smooth_curve(float (*position)[3], const bool *pinned, uint32_t n, double hold)
{
    if (n < 3)
        return;
    struct band *m = xmalloc(n * sizeof *m);
    assemble(m, (const float(*)[3])position, pinned, n, hold);
    solve(m, n);
    for (uint32_t i = 0; i < n; i++)
        if (i && i + 1 < n && !(pinned && pinned[i]))
            for (int k = 0; k < 3; k++)
                position[i][k] = (float)m[i].b[k];
    free(m);
}
