/* The skeletons of the program's bodies against published figures of people. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "inside/skeleton.h"
#include "people.h"

static struct people people;
static struct skeleton *skeleton;

static int set_up(void **state)
{
    (void)state;
    struct error error = {0};
    if (!people_open(&people, &error) ||
        !(skeleton = skeleton_load(DEQI_SOURCE_DIR, &error))) {
        error_print(&error, stderr);
        return -1;
    }
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    skeleton_destroy(&skeleton);
    people_close(&people);
    return 0;
}

static struct bones *bones_of(int body)
{
    struct error error = {0};
    struct bones *bones = NULL;
    if (people_become(&people, &PEOPLE_BODY[body], &error))
        bones = skeleton_bones_of_shape(skeleton, &people.model.mesh, &error);
    if (!bones)
        fail_msg("%s", error.text);
    return bones;
}

static const struct bone *bone_of(const struct bones *bones, const char *id)
{
    const struct bone *b = skeleton_bones_find(bones, id, SIDE_L);
    if (!b)
        fail_msg("there is no %s", id);
    return b;
}

static void place_of(const struct bones *bones, const char *id, const char *feature,
                     float out[3])
{
    if (!skeleton_bone_feature(bone_of(bones, id), feature, SIDE_L, out))
        fail_msg("%s has no %s", id, feature);
}

static double height_of(const struct bones *bones, const char *id, const char *feature)
{
    float at[3];
    place_of(bones, id, feature, at);
    return (double)at[1] * 1000;
}

/* millimetres under the skin */
static double depth_of(const struct bones *bones, const char *id, const char *feature)
{
    float at[3];
    place_of(bones, id, feature, at);
    return (double)people_depth(&people, at) * 1000;
}

static double gap(const float a[3], const float b[3])
{
    return sqrt((double)((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) +
                         (a[2] - b[2]) * (a[2] - b[2])));
}

/* the greatest length, as an osteometric board has it: millimetres */
static double length_of(const struct bones *bones, const char *id)
{
    const struct bone *b = bone_of(bones, id);
    uint32_t from = 0, to = 0;
    for (int round = 0; round < 4; round++) {
        for (uint32_t v = 0; v < b->n_vertices; v++)
            if (gap(b->position[v], b->position[from]) >
                gap(b->position[to], b->position[from]))
                to = v;
        uint32_t other = from;
        from = to;
        to = other;
    }
    return gap(b->position[from], b->position[to]) * 1000;
}

static double breadth_of(const struct bones *bones, const char *id)
{
    const struct bone *b = bone_of(bones, id);
    float most = 0;
    for (uint32_t v = 0; v < b->n_vertices; v++)
        most = fmaxf(most, b->position[v][0]);
    return (double)most * 2000;
}

static void check(const char *what, int body, double value, double low, double high)
{
    printf("body %2d %-44s %7.1f  (%g to %g)\n", body, what, value, low, high);
    if (!(value >= low && value <= high))
        fail_msg("%s of body %d is %.1f; expected %g to %g", what, body, value, low,
                 high);
}

enum { NEUTRAL, WOMAN, MAN };

/* M. Trotter, G. Gleser, Am J Phys Anthropol 10 (1952): stature in cm from the greatest
 * length of a bone, two standard deviations. Tibiae were measured without the malleolus:
 * 11 mm are taken off. Where our bodies themselves differ from people, the bone follows
 * the body: upper arm, the woman's forearm, the man's shank and ulna (models/README.md).
 */
static const struct {
    const char *bone;
    int body;
    double slope, base, sd, less;
} STATURES[] = {
    {"femur", MAN, 2.38, 61.41, 3.27, 0},    {"femur", WOMAN, 2.47, 54.10, 3.72, 0},
    {"tibia", WOMAN, 2.90, 61.53, 3.66, 11}, {"fibula", WOMAN, 2.93, 59.61, 3.57, 0},
    {"radius", MAN, 3.78, 79.01, 4.32, 0},
};

static void test_long_bones_fit_the_stature(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof STATURES / sizeof *STATURES; i++) {
        struct bones *bones = bones_of(STATURES[i].body);
        double told = STATURES[i].base +
                      STATURES[i].slope *
                          (length_of(bones, STATURES[i].bone) - STATURES[i].less) / 10;
        double is = (double)bones->stature * 100;
        check(STATURES[i].bone, STATURES[i].body, told, is - 2 * STATURES[i].sd,
              is + 2 * STATURES[i].sd);
        skeleton_bones_destroy(&bones);
    }
}

/* Breastbone without its tip: 53.6 + 101.1 mm in men, 47.6 + 87.5 in women (30 + 30 by
 * CT, bibliomed.org 16478); one standard deviation of either is about 13 mm. Breadths
 * across shoulders and hips as shares of stature, two standard deviations: ANSUR II
 * (C. Gordon et al., NATICK/TR-15/007, 2014), whose skin adds to the bone. */
static void test_trunk_is_as_broad_and_long_as_peoples(void **state)
{
    (void)state;
    static const struct {
        int body;
        double sternum[2], shoulders[2], hips[2];
    } OF[] = {
        {MAN, {141, 167}, {0.217, 0.257}, {0.139, 0.175}},
        {WOMAN, {122, 148}, {0.206, 0.244}, {0.142, 0.194}},
    };
    for (size_t i = 0; i < sizeof OF / sizeof *OF; i++) {
        struct bones *bones = bones_of(OF[i].body);
        float notch[3], end[3];
        double mm = (double)bones->stature * 1000;
        place_of(bones, "sternum", "jugular_notch", notch);
        place_of(bones, "sternum", "xiphisternal", end);
        check("breastbone, mm", OF[i].body, gap(notch, end) * 1000, OF[i].sternum[0],
              OF[i].sternum[1]);
        check("biacromial / stature x 1000", OF[i].body,
              breadth_of(bones, "scapula") / mm * 1000, OF[i].shoulders[0] * 1000,
              OF[i].shoulders[1] * 1000);
        check("bi-iliac / stature x 1000", OF[i].body,
              breadth_of(bones, "hip_bone") / mm * 1000, OF[i].hips[0] * 1000,
              OF[i].hips[1] * 1000);
        skeleton_bones_destroy(&bones);
    }
}

/* The line of the iliac crests crosses the body of L4 or the disc below it, 10 mm
 * allowed; the inferior angle of the scapula lies at the spinous process of T8, T7 to T9
 * in two thirds of people (R. Cooperstein, PMC2647093). On every body. */
static void test_levels(void **state)
{
    (void)state;
    for (int i = 0; i < PEOPLE; i++) {
        struct bones *bones = bones_of(i);
        double l4 = height_of(bones, "vertebra_L4", "body");
        double disc = (l4 + height_of(bones, "vertebra_L5", "body")) / 2;
        check("iliac crest over the disc L4/5, mm", i,
              height_of(bones, "hip_bone", "iliac_crest_top") - disc, -10,
              l4 - disc + 10);
        double angle = height_of(bones, "scapula", "inferior_angle");
        check("scapula's angle under T7's tip, mm", i,
              height_of(bones, "vertebra_T7", "spinous_tip") - angle, -10, 90);
        check("and over T9's, mm", i,
              angle - height_of(bones, "vertebra_T9", "spinous_tip"), -10, 90);
        skeleton_bones_destroy(&bones);
    }
}

/* The lowest of the chest's edge, the tenth rib, stands at L2 in 58 of 100 people lying
 * (S. Mirjalili et al., Anatomical planes, Clin Anat 25:819, 2012), at L3 in textbooks,
 * of people standing: between the upper edges of L2 and L4. Of the ninth's end, 60 of 100
 * between lower L1 and upper L2 (the same). The twelfth ends at L1 to L2 (textbook), the
 * breastbone at T9, one level allowed (S. Mirjalili et al., Thoracic surface anatomy,
 * Clin Anat 25:827, 2012). On every body. */
static void test_lower_ribs(void **state)
{
    (void)state;
    for (int i = 0; i < PEOPLE; i++) {
        struct bones *bones = bones_of(i);
        const struct bone *rib = bone_of(bones, "rib_10");
        double low = INFINITY;
        for (uint32_t v = 0; v < rib->n_vertices; v++)
            low = fmin(low, 1000 * (double)rib->position[v][1]);
        check("lowest of rib 10 over L4's top", i,
              low - height_of(bones, "vertebra_L4", "top"), 0,
              height_of(bones, "vertebra_L2", "top") -
                  height_of(bones, "vertebra_L4", "top"));
        double ninth = height_of(bones, "rib_9", "cc");
        check("end of rib 9 over L3's top", i,
              ninth - height_of(bones, "vertebra_L3", "top"), 0,
              height_of(bones, "vertebra_L1", "top") -
                  height_of(bones, "vertebra_L3", "top"));
        double twelfth = height_of(bones, "rib_12", "cc");
        check("end of rib 12 over L3's top", i,
              twelfth - height_of(bones, "vertebra_L3", "top"), 0,
              height_of(bones, "vertebra_L1", "top") -
                  height_of(bones, "vertebra_L3", "top"));
        double xiphisternal = height_of(bones, "sternum", "xiphisternal");
        check("end of the breastbone over T10's bottom", i,
              xiphisternal - height_of(bones, "vertebra_T10", "bottom"), 0,
              height_of(bones, "vertebra_T8", "top") -
                  height_of(bones, "vertebra_T10", "bottom"));
        skeleton_bones_destroy(&bones);
    }
}

/* Straight from head to front end: 5.9 inches the eleventh, 3.75 the twelfth of a man (J.
 * Hutchinson, Thorax, in Todd's Cyclopaedia of Anatomy 4, 1852). People differ most in
 * these two: a fifth either way. */
static void test_last_ribs_are_as_long_as_a_mans(void **state)
{
    (void)state;
    struct bones *bones = bones_of(MAN);
    float head[3], end[3];
    place_of(bones, "rib_11", "head", head);
    place_of(bones, "rib_11", "cc", end);
    check("eleventh rib, mm", MAN, gap(head, end) * 1000, 120, 180);
    place_of(bones, "rib_12", "head", head);
    place_of(bones, "rib_12", "cc", end);
    check("twelfth rib, mm", MAN, gap(head, end) * 1000, 76, 114);
    skeleton_bones_destroy(&bones);
}

static void less(const float a[3], const float b[3], float out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = a[k] - b[k];
}

static void cross(const float a[3], const float b[3], float out[3])
{
    for (int k = 0; k < 3; k++)
        out[k] = a[(k + 1) % 3] * b[(k + 2) % 3] - a[(k + 2) % 3] * b[(k + 1) % 3];
}

/* degrees between two directions seen along an axis */
static double degrees_round(const float axis[3], const float a[3], const float b[3])
{
    float p[3], q[3];
    cross(axis, a, p);
    cross(axis, b, q);
    double dot = 0, pp = 0, qq = 0;
    for (int k = 0; k < 3; k++) {
        dot += (double)(p[k] * q[k]);
        pp += (double)(p[k] * p[k]);
        qq += (double)(q[k] * q[k]);
    }
    return acos(fmin(1, fmax(-1, dot / sqrt(pp * qq)))) * 57.2957795;
}

/* No bone of the arm stands turned about its length: Lister's tubercle is on the back of
 * the wrist, the radius' styloid on the thumb's side, the olecranon behind the elbow, and
 * the nail side of the fingers' bones is that of the nails. On every body. */
static void test_arm_is_not_turned(void **state)
{
    (void)state;
    for (int i = 0; i < PEOPLE; i++) {
        struct bones *bones = bones_of(i);
        float radius[3], ulna[3], top[3], styloid[3], lister[3], across[3], along[3],
            back[3], to[3];
        place_of(bones, "radius", "wrist", radius);
        place_of(bones, "ulna", "head", ulna);
        place_of(bones, "radius", "head_top", top);
        place_of(bones, "radius", "styloid", styloid);
        place_of(bones, "radius", "dorsal_tubercle", lister);
        less(radius, ulna, across); // of a left arm: to the thumb, up, to the palm
        less(top, radius, along);
        cross(along, across, back);
        less(styloid, radius, to);
        check("styloid of the radius off the thumb's side, degrees", i,
              degrees_round(along, to, across), 0, 15);
        less(lister, radius, to);
        check("Lister's tubercle off the back, degrees", i,
              degrees_round(along, to, back), 0, 25);

        float medial[3], lateral[3], head[3], elbow[3], olecranon[3], coronoid[3],
            hinge[3];
        place_of(bones, "humerus", "medial_epicondyle", medial);
        place_of(bones, "humerus", "lateral_epicondyle", lateral);
        place_of(bones, "humerus", "head", head);
        place_of(bones, "humerus", "elbow", elbow);
        place_of(bones, "ulna", "olecranon", olecranon);
        place_of(bones, "ulna", "coronoid", coronoid);
        less(lateral, medial, hinge);
        less(head, elbow, along);
        cross(along, hinge, back);
        less(olecranon, coronoid, to);
        check("olecranon off the back of the elbow, degrees", i,
              degrees_round(along, to, back), 0, 30);
        skeleton_bones_destroy(&bones);
    }
}

/* What lies over bone that can be felt, people of BMI 20 to 25, mm: textbook ranges, each
 * widened by 4 mm, for no study with a mean is known to us. Tibia's crest and medial face
 * 3-6, malleoli 2-5, olecranon 2-5, patella 4-8, ulnar styloid 2-4, breastbone 5-12,
 * spinous processes 5-12 (lumbar 8-20), ASIS 6-15, trochanter 20-40, heel 4-7. */
static void test_soft_tissue_over_bone(void **state)
{
    (void)state;
    static const struct {
        const char *bone, *feature;
        double low, high;
    } OVER[] = {
        {"tibia", "crest_mid", 1, 11},         {"tibia", "medial_malleolus", 1, 9},
        {"fibula", "lateral_malleolus", 1, 9}, {"ulna", "olecranon", 1, 9},
        {"patella", "front", 2, 12},           {"ulna", "styloid", 1, 8},
        {"sternum", "sternal_angle", 3, 16},   {"vertebra_C7", "spinous_tip", 3, 16},
        {"vertebra_T7", "spinous_tip", 3, 16}, {"vertebra_L4", "spinous_tip", 5, 24},
        {"hip_bone", "asis", 3, 19},           {"femur", "greater_trochanter", 16, 44},
        {"calcaneus", "tuber_back", 1, 11},
    };
    for (int body = NEUTRAL; body <= MAN; body++) {
        struct bones *bones = bones_of(body);
        for (size_t i = 0; i < sizeof OVER / sizeof *OVER; i++) {
            char what[96];
            snprintf(what, sizeof what, "%s %s, mm deep", OVER[i].bone, OVER[i].feature);
            check(what, body, depth_of(bones, OVER[i].bone, OVER[i].feature), OVER[i].low,
                  OVER[i].high);
        }
        skeleton_bones_destroy(&bones);
    }
}

/* Fat lies over bones and does not make them larger: the heaviest body's bones have the
 * lengths of the average one's. */
static void test_fat_does_not_swell_bones(void **state)
{
    (void)state;
    static const char *const IDS[] = {"femur", "hip_bone", "humerus", "vertebra_L3",
                                      "rib_7"};
    struct shape_params params[2] = {
        {.sex = 0, .age = 40, .muscle = 0.5F, .weight = 0.5F},
        {.sex = 0, .age = 40, .muscle = 0.5F, .weight = 1}};
    double length[2][5];
    for (int k = 0; k < 2; k++) {
        struct error error = {0};
        assert_true(people_become(&people, &params[k], &error));
        struct bones *bones =
            skeleton_bones_of_shape(skeleton, &people.model.mesh, &error);
        assert_non_null(bones);
        for (int i = 0; i < 5; i++)
            length[k][i] = length_of(bones, IDS[i]);
        skeleton_bones_destroy(&bones);
    }
    for (int i = 0; i < 5; i++)
        check(IDS[i], -1, length[1][i] / length[0][i], 0.99, 1.01);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_bones_fit_the_stature),
        cmocka_unit_test(test_trunk_is_as_broad_and_long_as_peoples),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_lower_ribs),
        cmocka_unit_test(test_last_ribs_are_as_long_as_a_mans),
        cmocka_unit_test(test_arm_is_not_turned),
        cmocka_unit_test(test_soft_tissue_over_bone),
        cmocka_unit_test(test_fat_does_not_swell_bones),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
