#include "catalog/nearest.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

enum { LENGTH_MAX = 63 };

static double exchange(char a, char b)
{
    if (a == b)
        return 0;
    return tolower((unsigned char)a) == tolower((unsigned char)b) ? 0.5 : 1;
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

double nearest_distance(const char *a, const char *b)
{
    size_t n = strnlen(a, LENGTH_MAX), m = strnlen(b, LENGTH_MAX);
    double rows[3][LENGTH_MAX + 1];
    double *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t k = 0; k <= m; k++)
        last[k] = (double)k;
    for (size_t i = 1; i <= n; i++) {
        now[0] = (double)i;
        for (size_t k = 1; k <= m; k++) {
            now[k] = least(last[k - 1] + exchange(a[i - 1], b[k - 1]),
                           least(last[k], now[k - 1]) + 1);
            if (i > 1 && k > 1 && a[i - 1] == b[k - 2] && a[i - 2] == b[k - 1])
                now[k] = least(now[k], before[k - 2] + 1);
        }
        double *free_row = before;
        before = last;
        last = now;
        now = free_row;
    }
    return last[m];
}

const char *nearest_name(const char *const *names, int count, const char *typed)
{
    const char *best = NULL;
    double limit = (double)strnlen(typed, LENGTH_MAX) / 3 + 1;
    for (int i = 0; i < count; i++) {
        double distance = nearest_distance(names[i], typed);
        if (distance < limit || (!best && distance <= limit)) {
            best = names[i];
            limit = distance;
        }
    }
    return best;
}
