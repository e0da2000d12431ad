#include "compare.h"

#include <math.h>
#include <stdlib.h>

static double linear(double c)
{
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double cube_root(double t)
{
    return t > 0.008856 ? cbrt(t) : 7.787 * t + 16.0 / 116;
}

/* sRGB 0..1 to L, a, b */
static void to_lab(const double rgb[3], double lab[3])
{
    double r = linear(rgb[0]), g = linear(rgb[1]), b = linear(rgb[2]);
    double x = cube_root((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
    double y = cube_root(0.2126 * r + 0.7152 * g + 0.0722 * b);
    double z = cube_root((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
    lab[0] = 116 * y - 16;
    lab[1] = 500 * (x - y);
    lab[2] = 200 * (y - z);
}

/* the mean of the 3 x 3 pixels around one */
static void blurred(const uint8_t *p, int w, int h, int x, int y, double rgb[3])
{
    int n = 0;
    rgb[0] = rgb[1] = rgb[2] = 0;
    for (int v = y - 1; v <= y + 1; v++) {
        for (int u = x - 1; u <= x + 1; u++) {
            if (u < 0 || v < 0 || u >= w || v >= h)
                continue;
            for (int k = 0; k < 3; k++)
                rgb[k] += p[(v * w + u) * 4 + k] / 255.0;
            n++;
        }
    }
    for (int k = 0; k < 3; k++)
        rgb[k] /= n;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct difference compare_pictures(const uint8_t *a, const uint8_t *b, int width,
                                   int height)
{
    size_t n = (size_t)width * (size_t)height;
    double *delta = malloc(n * sizeof *delta), sum = 0;
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            double ra[3], rb[3], la[3], lb[3], d = 0;
            blurred(a, width, height, x, y, ra);
            blurred(b, width, height, x, y, rb);
            to_lab(ra, la);
            to_lab(rb, lb);
            for (int k = 0; k < 3; k++)
                d += (la[k] - lb[k]) * (la[k] - lb[k]);
            delta[y * width + x] = sqrt(d);
            sum += sqrt(d);
        }
    }
    qsort(delta, n, sizeof *delta, ascending);
    struct difference out = {sum / (double)n, delta[(size_t)((double)n * 0.999)]};
    free(delta);
    return out;
}
