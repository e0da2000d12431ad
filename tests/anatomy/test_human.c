/* The neutral body: every point on its skin, mirrored, in order, where it was; every
 * channel on the skin; every territory at its test spot.
 *
 * `test_human --update` writes golden/points.tsv anew, after looking at what has moved.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "accuracy.h"
#include "anatomy/territory.h"
#include "anatomy/trace.h"
#include "import/model.h"

#define GOLDEN DEQI_SOURCE_DIR "/tests/anatomy/golden/points.tsv"
static const double MOVED = 0.6; // mm

static struct catalog *catalog;
static struct model model;
static struct body *body;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    catalog = catalog_load(DEQI_SOURCE_DIR, &error);
    if (catalog && model_load(DEQI_SOURCE_DIR "/models/human.glb", &model, &error))
        body = body_create(&model.mesh, catalog, &catalog->neutral, &error);
    if (!body)
        error_print(&error, stderr);
    return body ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    body_destroy(&body);
    model_free(&model);
    catalog_destroy(&catalog);
    return 0;
}

static const struct site *site_of(const char *code, enum side side)
{
    const struct point *point = catalog_point(catalog, code);
    if (!point)
        fail_msg("there is no point %s", code);
    return body_site(body, point, side);
}

// ---------------------------------------------------------------- points

static void test_all_points_of_the_fourteen_channels(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        int points;
    } CHANNELS[] = {{"LU", 11}, {"LI", 20}, {"ST", 45}, {"SP", 21}, {"HT", 9},
                    {"SI", 19}, {"BL", 67}, {"KI", 27}, {"PC", 9},  {"TE", 23},
                    {"GB", 44}, {"LR", 14}, {"CV", 24}, {"GV", 28}};
    int sum = 0;
    for (size_t i = 0; i < sizeof CHANNELS / sizeof *CHANNELS; i++) {
        char code[16];
        sum += CHANNELS[i].points;
        for (int n = 1; n <= CHANNELS[i].points; n++) {
            snprintf(code, sizeof code, "%s%d", CHANNELS[i].id, n);
            assert_non_null(site_of(code, SIDE_L));
        }
        snprintf(code, sizeof code, "%s%d", CHANNELS[i].id, CHANNELS[i].points + 1);
        assert_null(catalog_point(catalog, code));
    }
    assert_int_equal(sum, 361);
    int members;
    assert_non_null(catalog_group(catalog, "EX-UE9", &members));
    assert_int_equal(members, 4);
    assert_non_null(catalog_group(catalog, "EX-LE10", &members));
    assert_int_equal(members, 4);
    assert_non_null(site_of("EX-B2.C5", SIDE_R));
}

static void test_accuracy(void **state)
{
    (void)state;
    struct accuracy_row *rows = calloc((size_t)catalog->n_points, sizeof *rows);
    accuracy_measure(body, NULL, rows);
    for (int i = 0; i < catalog->n_points; i++) {
        const struct accuracy_row *r = &rows[i];
        const char *code = r->point->code;
        if (!r->placed || !r->in_part)
            fail_msg("%s is not on the skin that its text names", code);
        if (r->skin_mm > 0.5 || r->mirror_mm > 1)
            fail_msg("%s is %.2f mm off the skin, %.2f mm off its mirror image", code,
                     r->skin_mm, r->mirror_mm);
        if (r->cun_error > 0.02 && r->cun_error_mm > 0.3)
            fail_msg("%s is %.1f %% (%.2f mm) off its cun", code, r->cun_error * 100,
                     r->cun_error_mm);
    }
    free(rows);
}

/* along a limb or the trunk, the next point of a run lies farther on */
static void test_order(void **state)
{
    (void)state;
    static const struct {
        const char *part, *channel;
        int first, last;
        int sign; /* +1: away from the proximal end */
    } RUNS[] = {
        {"upper_arm", "LU", 3, 4, 1}, {"forearm", "LU", 5, 9, 1},
        {"forearm", "LI", 5, 11, -1}, {"upper_arm", "LI", 12, 15, -1},
        {"trunk", "ST", 13, 30, 1},   {"thigh", "ST", 31, 34, 1},
        {"leg", "ST", 35, 39, 1},     {"leg", "SP", 6, 9, -1},
        {"thigh", "SP", 10, 12, -1},  {"forearm", "HT", 3, 7, 1},
        {"trunk", "BL", 11, 30, 1},   {"trunk", "BL", 41, 54, 1},
        {"thigh", "BL", 36, 38, 1},   {"leg", "BL", 55, 57, 1},
        {"leg", "KI", 8, 10, -1},     {"trunk", "KI", 11, 27, -1},
        {"forearm", "PC", 3, 7, 1},   {"forearm", "TE", 4, 6, -1},
        {"forearm", "TE", 8, 9, -1},  {"upper_arm", "TE", 10, 14, -1},
        {"thigh", "GB", 31, 33, 1},   {"leg", "GB", 36, 39, 1},
        {"leg", "LR", 5, 7, -1},      {"trunk", "CV", 2, 22, -1},
        {"trunk", "GV", 2, 14, -1},
    };
    for (size_t i = 0; i < sizeof RUNS / sizeof *RUNS; i++) {
        int part = catalog_part(catalog, RUNS[i].part);
        double last = -INFINITY;
        for (int n = RUNS[i].first; n <= RUNS[i].last; n++) {
            char code[16];
            struct body_coordinates at;
            snprintf(code, sizeof code, "%s%d", RUNS[i].channel, n);
            const struct site *site = site_of(code, SIDE_L);
            assert_true(body_coordinates(body, part, SIDE_L, site->position, &at));
            double now = RUNS[i].sign * (double)at.station;
            if (now <= last)
                fail_msg("%s does not lie beyond the point before it", code);
            last = now;
        }
    }
}

/* left of the body is +x; points of one level are level */
static void test_sides_and_levels(void **state)
{
    (void)state;
    int n;
    const struct site *site = body_sites(body, &n);
    for (int i = 0; i < n; i++) {
        float x = site[i].position[0];
        assert_true(site[i].side == SIDE_M   ? fabsf(x) < 1e-3F
                    : site[i].side == SIDE_L ? x > 0
                                             : x < 0);
    }
    static const char *const LEVEL[][2] = {
        {"BL23", "GV4"},  {"BL52", "GV4"},  {"BL25", "GV3"},
        {"ST25", "CV8"},  {"KI16", "CV8"},  {"SP15", "CV8"},
        {"BL13", "GV12"}, {"SI14", "BL11"}, {"KI23", "CV17"}};
    for (size_t i = 0; i < sizeof LEVEL / sizeof *LEVEL; i++)
        assert_true(fabs((double)(site_of(LEVEL[i][0], SIDE_L)->position[1] -
                                  site_of(LEVEL[i][1], SIDE_L)->position[1])) < 0.012);
}

static void test_needles(void **state)
{
    (void)state;
    int n;
    const struct site *site = body_sites(body, &n);
    for (int i = 0; i < n; i++) {
        const struct site *s = &site[i];
        double length = 0, into = 0;
        for (int k = 0; k < 3; k++) {
            length += (double)s->direction[k] * (double)s->direction[k];
            into += (double)s->direction[k] * (double)s->normal[k];
        }
        if (fabs(length - 1) > 1e-4 || into > -0.01)
            fail_msg("the needle of %s does not go in", s->point->code);
        if (!(s->depth[0] <= s->depth[1] && s->depth[1] < 0.08F && s->cun > 0.005F))
            fail_msg("the needle of %s is %.0f mm deep", s->point->code,
                     (double)s->depth[1] * 1000);
    }
}

static void write_golden(void)
{
    int n;
    const struct site *site = body_sites(body, &n);
    FILE *f = fopen(GOLDEN, "w");
    assert_non_null(f);
    for (int i = 0; i < n; i++)
        fprintf(f, "%s\t%s\t%.1f\t%.1f\t%.1f\n", site[i].point->code,
                side_name(site[i].side), (double)site[i].position[0] * 1000 + 0.0,
                (double)site[i].position[1] * 1000, (double)site[i].position[2] * 1000);
    fclose(f);
}

static void test_golden_positions(void **state)
{
    (void)state;
    char code[32], side[4];
    double p[3];
    int lines = 0, moved = 0, n;
    FILE *f = fopen(GOLDEN, "r");
    assert_non_null(f);
    while (fscanf(f, "%31s %3s %lf %lf %lf", code, side, &p[0], &p[1], &p[2]) == 5) {
        enum side which;
        assert_true(side_parse(side, &which));
        const struct site *s = site_of(code, which);
        double off = 0;
        for (int k = 0; k < 3; k++)
            off += pow((double)s->position[k] * 1000 - p[k], 2);
        if (sqrt(off) > MOVED) {
            fprintf(stderr, "%s %s has moved %.1f mm\n", code, side, sqrt(off));
            moved++;
        }
        lines++;
    }
    fclose(f);
    body_sites(body, &n);
    assert_int_equal(lines, n);
    if (moved)
        fail_msg("%d points have moved; look at them, then run test_human --update",
                 moved);
}

// ---------------------------------------------------------------- channels

static double off_skin(const float p[3])
{
    struct bvh_hit hit;
    assert_true(bvh_nearest(body_bvh(body), p, 1, NULL, NULL, &hit));
    return (double)hit.distance;
}

static double distance(const float a[3], const float b[3])
{
    return sqrt(pow((double)(a[0] - b[0]), 2) + pow((double)(a[1] - b[1]), 2) +
                pow((double)(a[2] - b[2]), 2));
}

static void check_line(const struct trace_line *l)
{
    bool crosses = strcmp(l->channel->id, "LI") == 0;
    for (uint32_t i = 0; i < l->n; i++) {
        const float *p = l->position[i];
        assert_true(off_skin(p) < 0.0003);
        if (l->side != SIDE_M && !crosses)
            assert_true((l->side == SIDE_L ? p[0] : -p[0]) > -0.001F);
        if (i == 0)
            continue;
        const float *q = l->position[i - 1];
        float middle[3] = {(p[0] + q[0]) / 2, (p[1] + q[1]) / 2, (p[2] + q[2]) / 2};
        assert_true(distance(p, q) <= 0.003);
        if (off_skin(middle) > 0.0003)
            fail_msg("%s leaves the skin at %.3f %.3f %.3f", l->channel->id,
                     (double)middle[0], (double)middle[1], (double)middle[2]);
    }
    for (int i = 0; i < l->n_points; i++)
        assert_true(distance(l->point[i]->position, l->position[l->point_at[i]]) < 1e-5);
    for (int i = 1; i < l->n_points; i++)
        assert_true(l->point_at[i] > l->point_at[i - 1]);
}

static void test_channels_lie_on_the_skin(void **state)
{
    (void)state;
    struct trace *trace = trace_create(body);
    int passed = 0;
    for (int i = 0; i < trace->count; i++) {
        check_line(&trace->line[i]);
        if (trace->line[i].side != SIDE_R)
            passed += trace->line[i].n_points;
    }
    assert_int_equal(passed, 361);
    trace_destroy(&trace);
}

// ---------------------------------------------------------------- territories

static void test_territories_hold_their_test_spots(void **state)
{
    (void)state;
    for (int i = 0; i < catalog->n_regions; i++) {
        for (int s = SIDE_L; s <= SIDE_R; s++) {
            struct body_place spot = territory_test_spot(body, i, (enum side)s);
            if (!catalog->region[i].test_spot)
                continue;
            if (!spot.found)
                fail_msg("%s has no test spot: %s", catalog->region[i].id, spot.why);
            if (territory_weight_at(body, i, (enum side)s, &spot.on) < 0.4F)
                fail_msg("%s does not hold its test spot", catalog->region[i].id);
        }
    }
}

/* Dermatomes leave no skin out but what lies within (eyes, nostrils, lips). Which of the
 * overlapping ones it is, people differ in; that there is one, they do not. */
static void test_dermatomes_cover_the_skin(void **state)
{
    (void)state;
    const float most = 0.005F; /* of the vertices */
    uint32_t n = model.mesh.n_vertices, bare = 0;
    uint8_t *weight = malloc(n), *best = calloc(n, 1);
    for (int i = 0; i < catalog->n_regions; i++)
        for (int s = SIDE_L; s <= SIDE_R; s++) {
            if (catalog->region[i].kind != REGION_DERMATOME)
                continue;
            assert_true(territory_weights(body, i, (enum side)s, weight));
            for (uint32_t v = 0; v < n; v++)
                best[v] = weight[v] > best[v] ? weight[v] : best[v];
        }
    for (uint32_t v = 0; v < n; v++)
        bare += best[v] < 102;
    printf("%u of %u vertices in no dermatome\n", bare, n);
    free(weight);
    free(best);
    assert_true((float)bare < most * (float)n);
}

static void test_points_lie_in_their_regions(void **state)
{
    (void)state;
    static const char *const WHERE[][2] = {
        {"KI1", "sole"},
        {"LI4", "hand_dorsum"},
        {"PC8", "palm"},
        {"TE5", "forearm_dorsal"},
        {"PC6", "forearm_volar"},
        {"ST36", "leg_anterior"},
        {"GB34", "leg_lateral"},
        {"SP6", "leg_medial"},
        {"BL57", "leg_posterior"},
        {"LR3", "foot_dorsum"},
        {"KI3", "ankle"},
        {"BL23", "lumbosacral"},
        {"GB31", "thigh_lateral"},
        {"ST32", "thigh_anterior"},
        {"BL37", "thigh_posterior"},
        {"EX-UE11.1", "finger_thumb"},
        {"EX-UE11.5", "finger_little"},
        {"ST45", "toes"},
        {"LI14", "upper_arm"},
        {"LI15", "shoulder"},
        {"BL10", "neck"},
    };
    for (size_t i = 0; i < sizeof WHERE / sizeof *WHERE; i++) {
        enum side side;
        const struct site *site = site_of(WHERE[i][0], SIDE_R);
        int region = territory_region_at(body, &site->on, &side);
        const char *id = region < 0 ? "none" : catalog->region[region].id;
        if (strcmp(id, WHERE[i][1]) != 0)
            fail_msg("%s lies in %s; expected %s", WHERE[i][0], id, WHERE[i][1]);
        assert_int_equal(side, SIDE_R);
    }
}

static void test_stages_hold_each_other(void **state)
{
    (void)state;
    uint32_t n = model.mesh.n_vertices;
    uint8_t *less = calloc(n, 1), *more = malloc(n);
    for (int i = 0; i < catalog->n_regions; i++) {
        if (catalog->region[i].kind != REGION_STAGE)
            continue;
        assert_true(territory_weights(body, i, SIDE_M, more));
        for (uint32_t v = 0; v < n; v++)
            assert_true(more[v] >= less[v]);
        memcpy(less, more, n);
    }
    free(less);
    free(more);
}

int main(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--update") == 0) {
        if (set_up(NULL) != 0)
            return 1;
        write_golden();
        return tear_down(NULL);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_points_of_the_fourteen_channels),
        cmocka_unit_test(test_accuracy),
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_sides_and_levels),
        cmocka_unit_test(test_needles),
        cmocka_unit_test(test_golden_positions),
        cmocka_unit_test(test_channels_lie_on_the_skin),
        cmocka_unit_test(test_territories_hold_their_test_spots),
        cmocka_unit_test(test_dermatomes_cover_the_skin),
        cmocka_unit_test(test_points_lie_in_their_regions),
        cmocka_unit_test(test_stages_hold_each_other),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
