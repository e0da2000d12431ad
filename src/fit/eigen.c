#include "fit/eigen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* one rotation of the plane p, q that makes a[p][q] zero */
static void rotate(double *a, double *v, int n, int p, int q)
{
    double apq = a[p * n + q];
    if (fabs(apq) < 1e-300)
        return;
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
    double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
    double c = 1 / sqrt(t * t + 1), s = t * c;
    for (int k = 0; k < n; k++) {
        double x = a[k * n + p], y = a[k * n + q];
        a[k * n + p] = c * x - s * y;
        a[k * n + q] = s * x + c * y;
    }
    for (int k = 0; k < n; k++) {
        double x = a[p * n + k], y = a[q * n + k];
        a[p * n + k] = c * x - s * y;
        a[q * n + k] = s * x + c * y;
        x = v[p * n + k];
        y = v[q * n + k];
        v[p * n + k] = c * x - s * y;
        v[q * n + k] = s * x + c * y;
    }
}

static void set_sign(double *v, int n)
{
    int largest = 0;
    for (int k = 1; k < n; k++)
        if (fabs(v[k]) > fabs(v[largest]))
            largest = k;
    if (v[largest] < 0)
        for (int k = 0; k < n; k++)
            v[k] = -v[k];
}

void eigen_symmetric(double *a, int n, double *value, double *vector)
{
    enum { SWEEPS = 60 };
    double *v = xcalloc((size_t)n * (size_t)n, sizeof *v);
    for (int i = 0; i < n; i++)
        v[i * n + i] = 1;
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        double off = 0, on = 0;
        for (int p = 0; p < n; p++) {
            on += a[p * n + p] * a[p * n + p];
            for (int q = p + 1; q < n; q++)
                off += a[p * n + q] * a[p * n + q];
        }
        if (off <= 1e-24 * on)
            break;
        for (int p = 0; p < n; p++)
            for (int q = p + 1; q < n; q++)
                rotate(a, v, n, p, q);
    }
    /* largest first */
    for (int i = 0; i < n; i++) {
        int best = -1;
        for (int k = 0; k < n; k++)
            if (!isnan(a[k * n + k]) && (best < 0 || a[k * n + k] > a[best * n + best]))
                best = k;
        value[i] = a[best * n + best];
        memcpy(vector + i * n, v + best * n, (size_t)n * sizeof *v);
        set_sign(vector + i * n, n);
        a[best * n + best] = NAN;
    }
    free(v);
}

bool eigen_solve(double *a, double *b, int n)
{
    /* a = u' u, u in the upper triangle */
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < i; k++) {
            double f = a[k * n + i];
            for (int j = i; j < n; j++)
                a[i * n + j] -= f * a[k * n + j];
        }
        if (!(a[i * n + i] > 0))
            return false;
        double root = sqrt(a[i * n + i]);
        for (int j = i; j < n; j++)
            a[i * n + j] /= root;
    }
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < i; k++)
            b[i] -= a[k * n + i] * b[k];
        b[i] /= a[i * n + i];
    }
    for (int i = n - 1; i >= 0; i--) {
        for (int k = i + 1; k < n; k++)
            b[i] -= a[i * n + k] * b[k];
        b[i] /= a[i * n + i];
    }
    return true;
}

/* Horn 1987: the quaternion of the nearest rotation is the eigenvector of a 4 x 4 matrix
 */
void eigen_rotation(const float m[3][3], float out[3][3])
{
    /* out takes what m takes: m = sum of y x', out x near y */
    double s[3][3];
    for (int r = 0; r < 3; r++)
        for (int c = 0; c < 3; c++)
            s[c][r] = (double)m[r][c];
    double n[16] = {s[0][0] + s[1][1] + s[2][2],
                    s[1][2] - s[2][1],
                    s[2][0] - s[0][2],
                    s[0][1] - s[1][0],
                    s[1][2] - s[2][1],
                    s[0][0] - s[1][1] - s[2][2],
                    s[0][1] + s[1][0],
                    s[2][0] + s[0][2],
                    s[2][0] - s[0][2],
                    s[0][1] + s[1][0],
                    -s[0][0] + s[1][1] - s[2][2],
                    s[1][2] + s[2][1],
                    s[0][1] - s[1][0],
                    s[2][0] + s[0][2],
                    s[1][2] + s[2][1],
                    -s[0][0] - s[1][1] + s[2][2]};
    double value[4], vector[16];
    eigen_symmetric(n, 4, value, vector);
    float w = (float)vector[0], x = (float)vector[1], y = (float)vector[2],
          z = (float)vector[3];
    const float turn[3][3] = {
        {1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)},
        {2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)},
        {2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)}};
    memcpy(out, turn, sizeof turn);
}
