/* The tree against asking every triangle. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "geom/bvh.h"
#include "soup.h"

static const double NEVER = 1e30;

static void corner(const struct mesh *m, uint32_t t, int c, double out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = (double)m->position[m->triangle[t][c]][k];
}

static double dot(const double a[3], const double b[3])
{
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

static void cross(const double a[3], const double b[3], double out[3])
{
    out[0] = a[1] * b[2] - a[2] * b[1];
    out[1] = a[2] * b[0] - a[0] * b[2];
    out[2] = a[0] * b[1] - a[1] * b[0];
}

/* Moeller-Trumbore in doubles; `edge` says that floats may see it the other way */
static double slow_ray(const struct mesh *m, uint32_t t, const float o[3],
                       const float d[3], bool *edge)
{
    double a[3], ab[3], ac[3], ao[3], p[3], q[3], dir[3];
    corner(m, t, 0, a);
    corner(m, t, 1, ab);
    corner(m, t, 2, ac);
    for (int k = 0; k < 3; k++) {
        ab[k] -= a[k];
        ac[k] -= a[k];
        ao[k] = (double)o[k] - a[k];
        dir[k] = (double)d[k];
    }
    cross(dir, ac, p);
    double det = dot(ab, p);
    if (fabs(det) < 1e-12)
        return NEVER;
    double u = dot(ao, p) / det;
    cross(ao, ab, q);
    double v = dot(dir, q) / det, s = dot(ac, q) / det;
    double least = fmin(fmin(u, v), 1 - u - v);
    if (fabs(least) < 1e-4)
        *edge = true;
    return least >= 0 && s > 0 ? s : NEVER;
}

static void random_ray(uint32_t *seed, float o[3], float d[3])
{
    float length = 0;
    for (int k = 0; k < 3; k++) {
        o[k] = 2 * soup_random(seed) - 0.5f;
        d[k] = soup_random(seed) - 0.5f;
        length += d[k] * d[k];
    }
    for (int k = 0; k < 3; k++)
        d[k] /= sqrtf(length);
}

static void rays_agree_with_brute_force(void **state)
{
    (void)state;
    struct mesh mesh;
    uint32_t seed = 7, hits = 0;
    soup_make(&mesh, 2000, 0.15f, 1);
    struct bvh *bvh = bvh_create(&mesh);
    for (int i = 0; i < 1500; i++) {
        float o[3], d[3];
        random_ray(&seed, o, d);
        double nearest = NEVER, farthest = -1;
        bool edge = false;
        for (uint32_t t = 0; t < mesh.n_triangles; t++) {
            double s = slow_ray(&mesh, t, o, d, &edge);
            if (s <= 1.5) {
                nearest = fmin(nearest, s);
                farthest = fmax(farthest, s);
            }
        }
        struct bvh_hit hit, last;
        bool got = bvh_ray(bvh, o, d, 1.5f, NULL, NULL, &hit);
        bool got_last = bvh_ray_last(bvh, o, d, 1.5f, NULL, NULL, &last);
        assert_int_equal(got, got_last);
        if (edge)
            continue;
        assert_int_equal(got, nearest < NEVER);
        if (!got)
            continue;
        hits++;
        assert_true(fabs((double)hit.distance - nearest) < 1e-4);
        assert_true(fabs((double)last.distance - farthest) < 1e-4);
        float at[3];
        mesh_site_position(&mesh, &hit.site, at);
        for (int k = 0; k < 3; k++)
            assert_true(fabsf(at[k] - hit.position[k]) < 1e-4f);
    }
    assert_in_range(hits, 100, 1400);
    bvh_destroy(&bvh);
    assert_null(bvh);
    mesh_free(&mesh);
}

/* the least distance to a triangle, found by dense search and descent: slow and different
 */
static double slow_nearest(const struct mesh *m, uint32_t t, const float p[3])
{
    double a[3], b[3], c[3], best = NEVER, bu = 0, bv = 0, step = 0.125;
    corner(m, t, 0, a);
    corner(m, t, 1, b);
    corner(m, t, 2, c);
    for (int round = 0; round < 40; round++) {
        double u0 = bu, v0 = bv;
        for (int i = -8; i <= 8; i++)
            for (int j = -8; j <= 8; j++) {
                double u = fmin(1, fmax(0, u0 + i * step)), v = v0 + j * step;
                v = fmin(1 - u, fmax(0, v));
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    double x =
                        a[k] + u * (b[k] - a[k]) + v * (c[k] - a[k]) - (double)p[k];
                    sum += x * x;
                }
                if (sum < best) {
                    best = sum;
                    bu = u;
                    bv = v;
                }
            }
        step *= 0.6;
    }
    return sqrt(best);
}

static void nearest_agrees_with_brute_force(void **state)
{
    (void)state;
    struct mesh mesh;
    uint32_t seed = 11;
    soup_make(&mesh, 60, 0.3f, 5);
    struct bvh *bvh = bvh_create(&mesh);
    for (int i = 0; i < 40; i++) {
        float p[3];
        double least = NEVER;
        for (int k = 0; k < 3; k++)
            p[k] = 2 * soup_random(&seed) - 0.5f;
        for (uint32_t t = 0; t < mesh.n_triangles; t++)
            least = fmin(least, slow_nearest(&mesh, t, p));
        struct bvh_hit hit;
        assert_true(bvh_nearest(bvh, p, 10, NULL, NULL, &hit));
        assert_true(fabs((double)hit.distance - least) < 1e-4);
        float sum = hit.site.weight[0] + hit.site.weight[1] + hit.site.weight[2];
        assert_true(fabsf(sum - 1) < 1e-5f);
        assert_false(
            bvh_nearest(bvh, p, (float)least * 0.99f - 1e-4f, NULL, NULL, &hit) &&
            least > 0.01);
    }
    bvh_destroy(&bvh);
    mesh_free(&mesh);
}

static void nearest_is_the_first_of_many(void **state)
{
    (void)state;
    struct mesh mesh;
    uint32_t seed = 3;
    soup_make(&mesh, 3000, 0.02f, 9);
    struct bvh *bvh = bvh_create(&mesh);
    for (int i = 0; i < 300; i++) {
        float p[3], least = 1e9f;
        for (int k = 0; k < 3; k++)
            p[k] = 1.4f * soup_random(&seed) - 0.2f;
        struct bvh_hit hit;
        assert_true(bvh_nearest(bvh, p, 10, NULL, NULL, &hit));
        /* no corner is nearer than what was found */
        for (uint32_t v = 0; v < mesh.n_vertices; v++) {
            float sum = 0;
            for (int k = 0; k < 3; k++)
                sum += (mesh.position[v][k] - p[k]) * (mesh.position[v][k] - p[k]);
            least = fminf(least, sqrtf(sum));
        }
        assert_true(hit.distance <= least + 1e-6f && hit.distance > least - 0.02f);
    }
    bvh_destroy(&bvh);
    mesh_free(&mesh);
}

static void one_triangle(struct mesh *mesh)
{
    mesh_alloc(mesh, 3, 1);
    mesh->position[1][0] = 1;
    mesh->position[2][1] = 1;
    for (uint32_t c = 0; c < 3; c++)
        mesh->triangle[0][c] = c;
    mesh_compute_normals(mesh);
}

static void front_is_the_outer_side(void **state)
{
    (void)state;
    struct mesh mesh;
    one_triangle(&mesh);
    assert_true(mesh.normal[0][2] > 0.99f);
    struct bvh *bvh = bvh_create(&mesh);
    struct bvh_hit hit;
    assert_true(
        bvh_ray(bvh, (float[]){0.2f, 0.2f, 1}, (float[]){0, 0, -1}, 2, NULL, NULL, &hit));
    assert_true(hit.front);
    assert_true(
        bvh_ray(bvh, (float[]){0.2f, 0.2f, -1}, (float[]){0, 0, 1}, 2, NULL, NULL, &hit));
    assert_false(hit.front);
    assert_false(bvh_ray(bvh, (float[]){0.2f, 0.2f, -1}, (float[]){0, 0, 1}, 0.9f, NULL,
                         NULL, &hit));
    assert_true(bvh_nearest(bvh, (float[]){0.2f, 0.2f, 1}, 2, NULL, NULL, &hit));
    assert_true(hit.front);
    assert_true(bvh_nearest(bvh, (float[]){0.2f, 0.2f, -1}, 2, NULL, NULL, &hit));
    assert_false(hit.front);
    /* the same from every axis */
    for (int axis = 0; axis < 3; axis++) {
        struct mesh turned;
        one_triangle(&turned);
        for (int i = 0; i < 3; i++)
            for (int k = 0; k < 3; k++)
                turned.position[i][(k + axis) % 3] = mesh.position[i][k];
        struct bvh *other = bvh_create(&turned);
        float o[3] = {0.2f, 0.2f, 0.2f}, d[3] = {0, 0, 0};
        o[(2 + axis) % 3] = 1;
        d[(2 + axis) % 3] = -1;
        assert_true(bvh_ray(other, o, d, 2, NULL, NULL, &hit));
        assert_true(hit.front);
        bvh_destroy(&other);
        mesh_free(&turned);
    }
    bvh_destroy(&bvh);
    mesh_free(&mesh);
}

static bool only_even(uint32_t triangle, void *user)
{
    ++*(int *)user;
    return triangle % 2 == 0;
}

static bool nobody(uint32_t triangle, void *user)
{
    (void)triangle;
    (void)user;
    return false;
}

static void filters_refuse(void **state)
{
    (void)state;
    struct mesh mesh;
    int asked = 0;
    uint32_t seed = 4;
    soup_make(&mesh, 500, 0.2f, 2);
    struct bvh *bvh = bvh_create(&mesh);
    for (int i = 0; i < 200; i++) {
        float o[3], d[3];
        struct bvh_hit hit;
        random_ray(&seed, o, d);
        if (bvh_ray(bvh, o, d, 3, only_even, &asked, &hit))
            assert_int_equal(hit.site.triangle % 2, 0);
        if (bvh_ray_last(bvh, o, d, 3, only_even, &asked, &hit))
            assert_int_equal(hit.site.triangle % 2, 0);
        assert_true(bvh_nearest(bvh, o, 9, only_even, &asked, &hit));
        assert_int_equal(hit.site.triangle % 2, 0);
        assert_false(bvh_nearest(bvh, o, 9, nobody, NULL, &hit));
        assert_false(bvh_ray(bvh, o, d, 9, nobody, NULL, &hit));
    }
    assert_true(asked > 0);
    bvh_destroy(&bvh);
    mesh_free(&mesh);
}

/* the tree of a mirror image answers as one made anew does */
static void mirrored_is_as_made_anew(void **state)
{
    (void)state;
    static const float PLANE = 0.25F;
    struct mesh left, right;
    uint32_t seed = 5;
    soup_make(&left, 500, 0.08F, 3);
    soup_make(&right, 500, 0.08F, 3);
    for (uint32_t v = 0; v < right.n_vertices; v++)
        right.position[v][0] = 2 * PLANE - right.position[v][0];
    for (uint32_t t = 0; t < right.n_triangles; t++) {
        uint32_t swap = right.triangle[t][1];
        right.triangle[t][1] = right.triangle[t][2];
        right.triangle[t][2] = swap;
    }
    struct bvh *of = bvh_create(&left), *anew = bvh_create(&right);
    struct bvh *mirrored = bvh_create_mirrored(of, &right, PLANE);
    for (int i = 0; i < 500; i++) {
        float at[3], way[3];
        struct bvh_hit a, b;
        for (int k = 0; k < 3; k++) {
            at[k] = 2 * soup_random(&seed) - 0.8F;
            way[k] = soup_random(&seed) - 0.5F;
        }
        assert_true(bvh_nearest(anew, at, 9, NULL, NULL, &a));
        assert_true(bvh_nearest(mirrored, at, 9, NULL, NULL, &b));
        assert_true(a.distance == b.distance);
        bool met = bvh_ray(anew, at, way, 9, NULL, NULL, &a);
        assert_int_equal(bvh_ray(mirrored, at, way, 9, NULL, NULL, &b), met);
        if (met) {
            assert_int_equal(a.site.triangle, b.site.triangle);
            assert_true(a.distance == b.distance && a.front == b.front);
        }
    }
    bvh_destroy(&of);
    bvh_destroy(&anew);
    bvh_destroy(&mirrored);
    mesh_free(&left);
    mesh_free(&right);
}

static void refit_follows_a_morph(void **state)
{
    (void)state;
    struct mesh mesh;
    uint32_t seed = 8;
    soup_make(&mesh, 1000, 0.1f, 6);
    struct bvh *bvh = bvh_create(&mesh);
    for (uint32_t v = 0; v < mesh.n_vertices; v++) {
        mesh.position[v][0] *= 2;
        mesh.position[v][1] += 5;
    }
    bvh_refit(bvh);
    struct bvh *fresh = bvh_create(&mesh);
    for (int i = 0; i < 300; i++) {
        float o[3], d[3];
        struct bvh_hit a, b;
        random_ray(&seed, o, d);
        o[1] += 5;
        bool hit = bvh_ray(bvh, o, d, 3, NULL, NULL, &a);
        assert_int_equal(hit, bvh_ray(fresh, o, d, 3, NULL, NULL, &b));
        if (hit)
            assert_true(fabsf(a.distance - b.distance) < 1e-6f);
        assert_true(bvh_nearest(bvh, o, 9, NULL, NULL, &a));
        assert_true(bvh_nearest(fresh, o, 9, NULL, NULL, &b));
        assert_true(fabsf(a.distance - b.distance) < 1e-6f);
    }
    bvh_destroy(&bvh);
    bvh_destroy(&fresh);
    mesh_free(&mesh);
}

/* a regular grid seen along its own edges and through its own corners */
static void no_ray_slips_through_a_seam(void **state)
{
    (void)state;
    enum { N = 16 };
    struct mesh mesh;
    mesh_alloc(&mesh, (N + 1) * (N + 1), N * N * 2);
    for (uint32_t y = 0; y <= N; y++)
        for (uint32_t x = 0; x <= N; x++) {
            float *p = mesh.position[y * (N + 1) + x];
            p[0] = (float)x / N;
            p[1] = (float)y / N;
            p[2] = 0.05f * sinf((float)(x * 3 + y * 7));
        }
    for (uint32_t y = 0, t = 0; y < N; y++)
        for (uint32_t x = 0; x < N; x++) {
            uint32_t v = y * (N + 1) + x,
                     a[2][3] = {{v, v + 1, v + N + 2}, {v, v + N + 2, v + N + 1}};
            for (int i = 0; i < 2; i++, t++)
                for (int c = 0; c < 3; c++)
                    mesh.triangle[t][c] = a[i][c];
        }
    struct bvh *bvh = bvh_create(&mesh);
    uint32_t seed = 1;
    for (int i = 0; i < 4000; i++) {
        uint32_t v = (uint32_t)(soup_random(&seed) * (float)(N - 1) + 1) * (N + 1) +
                     (uint32_t)(soup_random(&seed) * (float)(N - 1)) + 1;
        float o[3] = {soup_random(&seed), soup_random(&seed), 2}, d[3], length = 0;
        for (int k = 0; k < 3; k++) {
            d[k] = mesh.position[v][k] - o[k];
            length += d[k] * d[k];
        }
        for (int k = 0; k < 3; k++)
            d[k] /= sqrtf(length);
        struct bvh_hit hit;
        assert_true(bvh_ray(bvh, o, d, 5, NULL, NULL, &hit));
    }
    bvh_destroy(&bvh);
    mesh_free(&mesh);
}

static void nothing_and_flat_things(void **state)
{
    (void)state;
    struct mesh mesh;
    struct bvh_hit hit;
    mesh_alloc(&mesh, 0, 0);
    struct bvh *bvh = bvh_create(&mesh);
    assert_false(
        bvh_ray(bvh, (float[]){0, 0, 1}, (float[]){0, 0, -1}, 9, NULL, NULL, &hit));
    assert_false(
        bvh_ray_last(bvh, (float[]){0, 0, 1}, (float[]){0, 0, -1}, 9, NULL, NULL, &hit));
    assert_false(bvh_nearest(bvh, (float[]){0, 0, 1}, 9, NULL, NULL, &hit));
    bvh_refit(bvh);
    bvh_destroy(&bvh);
    bvh_destroy(&bvh);
    mesh_free(&mesh);

    /* a hundred triangles in one point */
    mesh_alloc(&mesh, 1, 100);
    bvh = bvh_create(&mesh);
    assert_false(
        bvh_ray(bvh, (float[]){0, 0, 1}, (float[]){0, 0, -1}, 9, NULL, NULL, &hit));
    assert_true(bvh_nearest(bvh, (float[]){0, 0, 1}, 9, NULL, NULL, &hit));
    assert_true(fabsf(hit.distance - 1) < 1e-6f);
    bvh_destroy(&bvh);
    mesh_free(&mesh);

    /* triangles whose places halve again and again: the tree must stay shallow */
    mesh_alloc(&mesh, 3 * 120, 120);
    for (uint32_t t = 0; t < 120; t++)
        for (uint32_t c = 0; c < 3; c++) {
            mesh.triangle[t][c] = t * 3 + c;
            mesh.position[t * 3 + c][0] = ldexpf(1 + (float)c, -(int)t);
            mesh.position[t * 3 + c][1] = ldexpf((float)(c == 2), -(int)t);
        }
    bvh = bvh_create(&mesh);
    assert_true(bvh_nearest(bvh, (float[]){2, 0, 1}, 9, NULL, NULL, &hit));
    bvh_destroy(&bvh);
    mesh_free(&mesh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rays_agree_with_brute_force),
        cmocka_unit_test(nearest_agrees_with_brute_force),
        cmocka_unit_test(nearest_is_the_first_of_many),
        cmocka_unit_test(front_is_the_outer_side),
        cmocka_unit_test(filters_refuse),
        cmocka_unit_test(mirrored_is_as_made_anew),
        cmocka_unit_test(refit_follows_a_morph),
        cmocka_unit_test(no_ray_slips_through_a_seam),
        cmocka_unit_test(nothing_and_flat_things),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
