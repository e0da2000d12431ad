/* Territories on the body of capsules. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "anatomy/territory.h"
#include "synthetic.h"

static struct synthetic human;

static int set_up(void **state)
{
    (void)state;
    synthetic_create(&human);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    synthetic_free(&human);
    return 0;
}

static struct mesh_site near(float x, float y, float z)
{
    struct bvh_hit hit;
    const float p[3] = {x, y, z};
    assert_true(bvh_nearest(body_bvh(human.body), p, 1, NULL, NULL, &hit));
    return hit.site;
}

static const char *region_at(float x, float y, float z, enum side *side)
{
    struct mesh_site site = near(x, y, z);
    int region = territory_region_at(human.body, &site, side);
    return region < 0 ? "-" : human.catalog->region[region].id;
}

static int region(const char *id)
{
    const struct region *r = catalog_region(human.catalog, id);
    assert_non_null(r);
    return (int)(r - human.catalog->region);
}

static void test_region_at(void **state)
{
    (void)state;
    enum side side;
    assert_string_equal(region_at(0.4F, 0.9F, 0.05F, &side), "arm_front");
    assert_int_equal(side, SIDE_L);
    assert_string_equal(region_at(-0.4F, 0.9F, -0.05F, &side), "arm_back");
    assert_int_equal(side, SIDE_R);
    assert_string_equal(region_at(-0.02F, 0.9F, 0.2F, &side), "-");
    assert_int_equal(side, SIDE_R);
}

static void test_soft_edges(void **state)
{
    (void)state;
    int low = region("hand");
    struct mesh_site deep = near(0.4F, 0.7F, 0.05F), edge = near(0.4F, 0.9F, 0.05F);
    struct mesh_site within = near(0.4F, 0.895F, 0.05F),
                     beyond = near(0.4F, 0.95F, 0.05F);
    assert_true((double)territory_weight_at(human.body, low, SIDE_L, &deep) > 0.999);
    assert_true(fabs((double)territory_weight_at(human.body, low, SIDE_L, &edge) - 0.5) <
                0.01);
    assert_true(fabs((double)territory_weight_at(human.body, low, SIDE_L, &within) -
                     0.75) < 0.01);
    assert_true((double)territory_weight_at(human.body, low, SIDE_L, &beyond) < 0.001);
    assert_true((double)territory_weight_at(human.body, low, SIDE_R, &deep) < 0.001);
    assert_true((double)territory_weight_at(human.body, low, SIDE_M, &deep) > 0.999);
}

static void test_weights_of_vertices(void **state)
{
    (void)state;
    uint32_t n = human.mesh.n_vertices;
    uint8_t *weight = malloc(n), *regions = malloc(n), *sides = malloc(n);
    assert_true(territory_weights(human.body, region("hand"), SIDE_L, weight));
    territory_regions(human.body, regions, sides);
    for (uint32_t v = 0; v < n; v++) {
        const float *p = human.mesh.position[v];
        bool left_arm = p[0] > 0.3F, arm = fabsf(p[0]) > 0.3F;
        // 20 mm for the soft edge and what smoothing adds to it
        if (!left_arm || p[1] > 0.96F)
            assert_int_equal(weight[v], 0);
        else if (p[1] < 0.84F)
            assert_true(weight[v] >= 254);
        assert_int_equal(regions[v] != 255, arm);
        if (arm)
            assert_int_equal(sides[v], left_arm ? SIDE_L : SIDE_R);
    }
    free(weight);
    free(regions);
    free(sides);
}

static void test_axons_and_spots(void **state)
{
    (void)state;
    uint32_t n = human.mesh.n_vertices;
    float *length = malloc(n * sizeof *length);
    double longest = (double)territory_axon_lengths(human.body, length);
    // from the spine to the elbow's axis, then down to the tip of the capsule
    double way = hypot(hypot(0.4, 0.1), 0.1) + 0.4 + 0.14;
    assert_true(fabs(longest - way) < 1e-3);
    for (uint32_t v = 0; v < n; v++)
        assert_int_equal(isnan(length[v]) != 0, fabsf(human.mesh.position[v][0]) < 0.3F);
    free(length);
    struct body_place spot = territory_test_spot(human.body, region("hand"), SIDE_R);
    assert_true(spot.found && fabs((double)spot.position[1] - 0.7) < 1e-4);
    assert_false(territory_test_spot(human.body, region("arm_back"), SIDE_L).found);
    struct mesh_site middle;
    float p[3];
    assert_true(territory_middle(human.body, region("arm_back"), SIDE_L, &middle));
    mesh_site_position(&human.mesh, &middle, p);
    assert_true(p[2] < -0.03F);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_region_at),
        cmocka_unit_test(test_soft_edges),
        cmocka_unit_test(test_weights_of_vertices),
        cmocka_unit_test(test_axons_and_spots),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
