/* Every function of the placement language on a body of capsules, where the answer is
 * known. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "synthetic.h"

static const double PI = 3.14159265358979;
static const double NEAR = 3e-4; /* metres: 128 corners are no circle */

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

static const struct site *site_of(const char *code, enum side side)
{
    const struct point *point = catalog_point(human.catalog, code);
    assert_non_null(point);
    const struct site *site = body_site(human.body, point, side);
    assert_non_null(site);
    return site;
}

static void expect(const char *code, double x, double y, double z)
{
    const struct site *l = site_of(code, SIDE_L);
    if (!l->placed)
        fail_msg("%s is not placed: %s", code, l->why);
    double off = hypot(hypot((double)l->position[0] - x, (double)l->position[1] - y),
                       (double)l->position[2] - z);
    if (off > NEAR)
        fail_msg("%s lies at %.5f %.5f %.5f; expected %.5f %.5f %.5f", code,
                 (double)l->position[0], (double)l->position[1], (double)l->position[2],
                 x, y, z);
    const struct site *r = site_of(code, SIDE_R);
    assert_true(r->placed);
    assert_true(fabs((double)(l->position[0] + r->position[0])) < NEAR || l == r);
}

static void test_ring(void **state)
{
    (void)state;
    expect("TT1", 0.4, 0.78, 0.04);
    expect("TT2", 0.44, 1.1, 0);
    expect("TT3", 0.4, 0.9, -0.04);
    expect("TT4", 0.36, 0.9, 0);
    expect("TT5", 0.4 + 0.04 * sin(PI / 6), 0.9, 0.04 * cos(PI / 6));
    expect("TT6", 0.44, 0.7, 0);
}

static void test_straight(void **state)
{
    (void)state;
    expect("TT7", 0.4 + 0.04 * sin(PI / 4), 1.1, 0.04 * cos(PI / 4));
    expect("TT8", 0.4, 1.0, 0.04);
    expect("TM1", 0, 1.15, 0.1);
    expect("TM4", 0, 1.15, 0.1);
}

static void test_front_and_back(void **state)
{
    (void)state;
    double z = sqrt(0.1 * 0.1 - 0.04 * 0.04);
    expect("TT10", 0.04, 0.85, z);
    expect("TT11", 0.04, 0.85, -z);
}

static void test_over_the_skin(void **state)
{
    (void)state;
    expect("TT12", 0.1 * sin(PI / 4), 0.85, 0.1 * cos(PI / 4));
    expect("TT13", 0.1 * sin(PI / 5), 0.85, 0.1 * cos(PI / 5));
    expect("TT14", 0.1 * sin(0.7 * PI), 0.85, 0.1 * cos(0.7 * PI));
}

static void test_walk(void **state)
{
    (void)state;
    expect("TT15", 0.1 * sin(PI / 4), 0.85, 0.1 * cos(PI / 4));
    expect("TT17", 0.4, 1.02, 0.04);
    expect("TT18", 0.4 + 0.04 * sin(PI / 4), 1.1, 0.04 * cos(PI / 4));
    expect("TM2", 0, 0.89, 0.1);
}

static void test_above(void **state)
{
    (void)state;
    // from between the elbows, 6 cm before and 25 cm above the navel
    expect("TT29", 0, 1.1 + 0.06 * 0.06 / 0.25, 0.1);
}

static void test_level_other_and_names(void **state)
{
    (void)state;
    expect("TT19", 0.4, 0.85, 0.04);
    expect("TT21", 0.4, 1.0, 0.04);
    expect("TM3", 0, 0.85, 0.1);
}

static void test_misses_say_why(void **state)
{
    (void)state;
    const struct site *inside = site_of("TT22", SIDE_L),
                      *beyond = site_of("TT23", SIDE_L);
    const struct site *into = site_of("TT24", SIDE_R);
    assert_false(inside->placed);
    assert_non_null(strstr(inside->why, "25 mm"));
    assert_false(beyond->placed);
    assert_non_null(strstr(beyond->why, "120 mm from the midline"));
    assert_false(into->placed);
    assert_non_null(strstr(into->why, "lateral"));
}

static void test_cun(void **state)
{
    (void)state;
    int arm = catalog_measure(human.catalog, "arm"),
        girth = catalog_measure(human.catalog, "girth");
    assert_true(fabs(body_cun(human.body, arm, SIDE_L, NULL) - 0.04) < 1e-5);
    assert_true(fabs(body_cun(human.body, girth, SIDE_M, NULL) - 0.1 * PI / 2 / 5) <
                1e-4);
    assert_true(fabs((double)site_of("TT1", SIDE_L)->cun - 0.04) < 1e-5);
}

/* a landmark with a rule leaves its triangle; on another body the file is believed */
static void test_landmarks_found_anew(void **state)
{
    (void)state;
    int name = catalog_landmark(human.catalog, "back_low");
    struct body_place place = body_landmark(human.body, name, SIDE_M);
    assert_true(place.found && place.on_skin);
    assert_true(fabs((double)place.position[1] - 0.8) < 1e-4);
    struct error error = {0};
    struct landmark_set other = human.catalog->neutral;
    struct landmark *own = xmalloc((size_t)other.count * sizeof *own);
    memcpy(own, other.landmark, (size_t)other.count * sizeof *own);
    other.landmark = own;
    struct body *foreign =
        body_create(body_mesh(human.body), human.catalog, &other, &error);
    assert_non_null(foreign);
    place = body_landmark(foreign, name, SIDE_M);
    assert_true(fabs((double)place.position[1] - 0.85) < 1e-4);
    body_destroy(&foreign);
    free(own);
}

static void test_needles(void **state)
{
    (void)state;
    const struct site *slanted = site_of("TT1", SIDE_L), *aimed = site_of("TT2", SIDE_R);
    // 30 degrees to the skin, the tip going up; the skin faces front
    assert_true(fabs((double)slanted->direction[1] - cos(PI / 6)) < 0.01);
    assert_true(fabs((double)slanted->direction[2] + sin(PI / 6)) < 0.01);
    assert_true(fabs((double)slanted->depth[1] - 0.04) < 1e-5);
    assert_true(slanted->beyond_limit);
    // from the outer side of the right arm to its back, 45 degrees inward
    assert_true(fabs((double)aimed->direction[0] - sqrt(0.5)) < 0.02);
    assert_true(fabs((double)aimed->direction[2] + sqrt(0.5)) < 0.02);
    assert_false(aimed->beyond_limit);
    // one cun of depth wherever the point is counted from, and a cap straight below the
    // skin
    const struct site *capped = site_of("TM1", SIDE_M);
    assert_true(fabs((double)(capped->depth_cun - slanted->depth_cun)) < 1e-6);
    assert_true(fabs((double)capped->depth[1] - 0.03) < 1e-4);
    assert_true(fabs((double)capped->depth[0] - 0.02) < 1e-4);
    assert_true(fabs((double)site_needle_depth(capped, 5) - 0.03) < 1e-4);
    assert_true(isinf(slanted->depth_cap));
    const struct site *straight = site_of("TT3", SIDE_L);
    assert_true((double)straight->direction[2] > 0.999);
    assert_true((double)straight->normal[2] < -0.999);
}

static void test_runs(void **state)
{
    (void)state;
    struct path path = {0};
    float tick;
    const struct site *along = site_of("TT1", SIDE_L),
                      *from_middle = site_of("TT10", SIDE_R);
    assert_true(body_run_path(human.body, along, &path, &tick));
    assert_true(fabs((double)path.length - 0.08) < NEAR);
    assert_true(fabs((double)tick - 0.04) < NEAR);
    assert_true(body_run_path(human.body, from_middle, &path, &tick));
    assert_true(fabs((double)path.position[0][0]) < NEAR);
    assert_false(body_run_path(human.body, site_of("TT7", SIDE_L), &path, &tick));
    path_free(&path);
}

static void test_parts(void **state)
{
    (void)state;
    int arm = catalog_part(human.catalog, "arm"),
        trunk = catalog_part(human.catalog, "trunk");
    enum side side;
    assert_int_equal(body_part_of(human.body, site_of("TT1", SIDE_R)->on.triangle, &side),
                     arm);
    assert_int_equal(side, SIDE_R);
    assert_int_equal(
        body_part_of(human.body, site_of("TT10", SIDE_R)->on.triangle, &side), trunk);
    assert_int_equal(side, SIDE_M);
    struct body_coordinates at;
    assert_true(
        body_coordinates(human.body, arm, SIDE_R, site_of("TT4", SIDE_R)->position, &at));
    assert_true(fabs((double)at.station - 0.5) < 1e-3);
    assert_true(fabs((double)at.bearing - 270) < 1);
    assert_true(fabs((double)at.radius - 0.04) < NEAR);
}

static void test_update_follows_the_mesh(void **state)
{
    (void)state;
    struct error error = {0};
    struct synthetic tall;
    synthetic_create(&tall);
    const struct point *point = catalog_point(tall.catalog, "TM1");
    for (uint32_t v = 0; v < tall.mesh.n_vertices; v++)
        tall.mesh.position[v][1] *= 1.01F;
    mesh_compute_normals(&tall.mesh);
    assert_true(body_update(tall.body, &error));
    double y = (double)body_site(tall.body, point, SIDE_M)->position[1];
    // this body's landmarks are coordinates, so they stay where they are
    assert_true(fabs(y - 1.15) < NEAR);
    synthetic_free(&tall);
}

static bool create(const struct mesh *mesh, const struct landmark_set *marks,
                   struct error *error)
{
    struct body *body = body_create(mesh, human.catalog, marks, error);
    bool made = body != NULL;
    body_destroy(&body);
    return made;
}

static void test_refuses_bad_bodies(void **state)
{
    (void)state;
    struct error error = {0};
    struct mesh mesh = human.mesh;
    float keep = mesh.position[5][1];
    mesh.position[5][1] = NAN;
    assert_false(create(&mesh, &human.catalog->neutral, &error));
    assert_non_null(strstr(error.text, "vertex 5"));
    mesh.position[5][1] = keep;
    uint32_t corner = mesh.triangle[7][2];
    mesh.triangle[7][2] = mesh.n_vertices;
    assert_false(create(&mesh, &human.catalog->neutral, &error));
    assert_non_null(strstr(error.text, "triangle 7"));
    mesh.triangle[7][2] = corner;
    mesh.n_triangles = 0;
    assert_false(create(&mesh, &human.catalog->neutral, &error));
}

static void test_refuses_landmarks_that_contradict(void **state)
{
    (void)state;
    struct error error = {0};
    struct landmark_set set = human.catalog->neutral;
    struct landmark *copy = malloc((size_t)set.count * sizeof *copy);
    memcpy(copy, set.landmark, (size_t)set.count * sizeof *copy);
    set.landmark = copy;
    for (int i = 0; i < set.count; i++)
        copy[i].at[0] = -copy[i].at[0];
    assert_false(create(&human.mesh, &set, &error));
    assert_non_null(strstr(error.text, "farther right"));
    memcpy(copy, human.catalog->neutral.landmark, (size_t)set.count * sizeof *copy);
    for (int i = 0; i < set.count; i++) {
        copy[i].anchored = false;
        copy[i].at[1] = 3;
    }
    assert_false(create(&human.mesh, &set, &error));
    assert_non_null(strstr(error.text, "30 mm"));
    memcpy(copy, human.catalog->neutral.landmark, (size_t)set.count * sizeof *copy);
    copy[0].anchored = true;
    copy[0].triangle = human.mesh.n_triangles;
    assert_false(create(&human.mesh, &set, &error));
    assert_non_null(strstr(error.text, "triangle"));
    free(copy);
}

static void test_one_landmark_off_the_skin_is_left_out(void **state)
{
    (void)state;
    struct error error = {0};
    struct landmark_set set = human.catalog->neutral;
    struct landmark *copy = malloc((size_t)set.count * sizeof *copy);
    memcpy(copy, set.landmark, (size_t)set.count * sizeof *copy);
    set.landmark = copy;
    copy[0].anchored = false;
    memcpy(copy[0].at, (float[3]){0, 3, 0}, sizeof copy[0].at);
    struct body *body = body_create(&human.mesh, human.catalog, &set, &error);
    assert_non_null(body);
    struct body_place place = body_landmark(body, copy[0].name, copy[0].side);
    assert_false(place.found);
    assert_non_null(strstr(place.why, "30 mm"));
    int n, placed = 0;
    const struct site *site = body_sites(body, &n);
    for (int i = 0; i < n; i++)
        placed += site[i].placed;
    assert_true(placed > n / 2);
    body_destroy(&body);
    free(copy);
}

static void test_missing_landmarks_take_only_their_points(void **state)
{
    (void)state;
    struct error error = {0};
    struct landmark_set set = human.catalog->neutral;
    struct landmark *copy = malloc((size_t)set.count * sizeof *copy);
    int flank = catalog_landmark(human.catalog, "flank"), n = 0;
    for (int i = 0; i < set.count; i++)
        if (set.landmark[i].name != flank)
            copy[n++] = set.landmark[i];
    set.landmark = copy;
    set.count = n;
    struct body *body = body_create(&human.mesh, human.catalog, &set, &error);
    assert_non_null(body);
    const struct site *gone =
        body_site(body, catalog_point(human.catalog, "TT13"), SIDE_L);
    const struct site *there =
        body_site(body, catalog_point(human.catalog, "TT1"), SIDE_L);
    assert_false(gone->placed);
    assert_non_null(strstr(gone->why, "flank L is missing"));
    assert_true(there->placed);
    body_destroy(&body);
    body = body_create(&human.mesh, human.catalog, NULL, &error);
    assert_non_null(body);
    int count;
    const struct site *site = body_sites(body, &count);
    for (int i = 0; i < count; i++)
        assert_false(site[i].placed);
    body_destroy(&body);
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ring),
        cmocka_unit_test(test_straight),
        cmocka_unit_test(test_front_and_back),
        cmocka_unit_test(test_over_the_skin),
        cmocka_unit_test(test_walk),
        cmocka_unit_test(test_above),
        cmocka_unit_test(test_level_other_and_names),
        cmocka_unit_test(test_misses_say_why),
        cmocka_unit_test(test_cun),
        cmocka_unit_test(test_landmarks_found_anew),
        cmocka_unit_test(test_needles),
        cmocka_unit_test(test_runs),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_update_follows_the_mesh),
        cmocka_unit_test(test_refuses_bad_bodies),
        cmocka_unit_test(test_refuses_landmarks_that_contradict),
        cmocka_unit_test(test_one_landmark_off_the_skin_is_left_out),
        cmocka_unit_test(test_missing_landmarks_take_only_their_points),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
