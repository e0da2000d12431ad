/* The landmarks of the neutral body: all there, on the skin, alike on both sides, and in
 * the order that anatomy gives them. What only an eye can judge is not tested here. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "catalog/landmark.h"
#include "import/model.h"

static const char *const MIDLINE =
    "glabella nasion nasal_tip subnasale philtrum_upper_third upper_lip_tubercle "
    "mentolabial_groove chin_tip menton EOP vertex_highest laryngeal_prominence "
    "hyoid_mid "
    "cricoid C2_spinous_superior C7_spinous suprasternal_notch sternal_angle "
    "xiphisternal "
    "umbilicus pubic_symphysis_superior perineum T1_spinous T2_spinous T3_spinous "
    "T4_spinous T5_spinous T6_spinous T7_spinous T8_spinous T9_spinous T10_spinous "
    "T11_spinous T12_spinous L1_spinous L2_spinous L3_spinous L4_spinous L5_spinous "
    "sacral_hiatus coccyx_tip";

static const char *const SIDED =
    /* head and neck */
    "inner_canthus outer_canthus pupil infraorbital_margin eyebrow_medial eyebrow_mid "
    "eyebrow_lateral ala_nasi nasolabial_upper nostril_lateral mouth_corner "
    "zygomatic_arch_mid cheekbone_lower gonion masseter_bulge mandible_lower_mid tragus "
    "supratragic_notch intertragic_notch ear_root_top ear_apex ear_root_back "
    "ear_lobe_bottom behind_ear_low behind_ear_high mastoid_tip temple_hairline "
    "SCM_anterior_laryngeal SCM_posterior_laryngeal SCM_posterior_cricoid "
    "SCM_anterior_gonion SCM_posterior_gonion trapezius_border_C2 neck_base_lateral "
    "supraclavicular_mid clavicle_medial_upper "
    /* trunk and shoulder */
    "nipple clavicle_medial_lower clavicle_mid_lower clavicle_lateral_lower coracoid "
    "infraclavicular_fossa axillary_fold_anterior axillary_fold_posterior axilla_centre "
    "rib11_tip rib12_tip costal_margin_midclavicular ASIS iliac_crest_top inguinal_mid "
    "pubic_tubercle scapula_spine_root scapula_medial_border scapula_superior_angle "
    "scapula_inferior_angle scapula_spine_mid scapula_infraspinous_centre PSIS "
    "posterior_sacral_foramen_1 posterior_sacral_foramen_2 posterior_sacral_foramen_3 "
    "posterior_sacral_foramen_4 acromial_lateral_end acromial_angle acromioclavicular "
    "greater_tubercle deltoid_insertion "
    /* arm and hand */
    "lateral_epicondyle medial_epicondyle cubital_crease cubital_crease_radial "
    "cubital_crease_ulnar olecranon_prominence radial_styloid ulnar_styloid ulnar_head "
    "palmar_wrist_crease palmar_wrist_radial palmar_wrist_ulnar dorsal_wrist_crease "
    "pisiform snuffbox MC1_base MC2_base MC3_base MC4_base MC5_base MCP1 MCP2 MCP3 MCP4 "
    "MCP5 MCP1_palmar MCP2_palmar MCP3_palmar MCP4_palmar MCP5_palmar MCP2_radial "
    "MCP5_ulnar PIP1 PIP2 PIP3 PIP4 PIP5 DIP2 DIP3 DIP4 DIP5 finger_tip1 finger_tip2 "
    "finger_tip3 finger_tip4 finger_tip5 nail_root1 nail_root2 nail_root3 nail_root4 "
    "nail_root5 thumb_ip_radial thumb_ip_ulnar thenar_border hand_web1 hand_web2 "
    "hand_web3 "
    "hand_web4 palm_centre "
    /* leg and foot */
    "greater_trochanter_prominence gluteal_fold patella_base patella_base_lateral "
    "patella_base_medial patella_apex knee_hollow_lateral knee_hollow_medial "
    "popliteal_crease popliteal_crease_lateral popliteal_crease_medial "
    "lateral_femoral_epicondyle medial_femoral_epicondyle tibial_tuberosity "
    "tibial_crest_mid medial_tibial_condyle_inferior fibular_head gastrocnemius_cleft "
    "lateral_malleolus_prominence medial_malleolus_prominence lateral_malleolus_tip "
    "medial_malleolus_tip ankle_front calcaneal_tendon calcaneal_tendon_medial "
    "calcaneal_tendon_lateral heel_back heel_bottom navicular_tuberosity MT1_base "
    "MT2_base "
    "MT3_base MT4_base MT5_base MT5_tuberosity MTP1 MTP2 MTP3 MTP4 MTP5 MTP1_medial "
    "MTP5_lateral MTP1_plantar MTP2_plantar MTP3_plantar MTP4_plantar MTP5_plantar "
    "toe_pip1 toe_pip2 toe_pip3 toe_pip4 toe_pip5 toe_tip1 toe_tip2 toe_tip3 toe_tip4 "
    "toe_tip5 toe_nail_root1 toe_nail_root2 toe_nail_root3 toe_nail_root4 toe_nail_root5 "
    "foot_web1 foot_web2 foot_web3 foot_web4 sole_hollow";

struct neutral {
    struct arena *arena;
    struct model model;
    struct landmark_names names;
    struct landmark_set set;
};

static int neutral_open(void **state)
{
    struct neutral *n = xcalloc(1, sizeof *n);
    struct error error = {0};
    n->arena = arena_create();
    if (!model_load(DEQI_SOURCE_DIR "/models/human.glb", &n->model, &error) ||
        !landmark_set_load(&n->set, &n->names,
                           DEQI_SOURCE_DIR "/assets/anatomy/landmarks.json", n->arena,
                           &error)) {
        error_print(&error, stderr);
        return -1;
    }
    *state = n;
    return 0;
}

static int neutral_close(void **state)
{
    struct neutral *n = *state;
    model_free(&n->model);
    arena_destroy(&n->arena);
    free(n);
    return 0;
}

static const struct landmark *find(const struct neutral *n, const char *name,
                                   enum side side)
{
    for (int i = 0; i < n->set.count; i++) {
        const struct landmark *l = &n->set.landmark[i];
        if (l->side == side && !strcmp(n->names.name[l->name], name))
            return l;
    }
    fail_msg("no landmark %s", name);
    return NULL;
}

/* millimetres */
static void position(const struct neutral *n, const struct landmark *l, double out[3])
{
    float at[3];
    struct mesh_site site = {.triangle = l->triangle};
    memcpy(site.weight, l->weight, sizeof site.weight);
    mesh_site_position(&n->model.mesh, &site, at);
    for (int k = 0; k < 3; k++)
        out[k] = (double)at[k] * 1000;
}

/* of the left side or the midline, whichever it has */
static void place(const struct neutral *n, const char *name, double out[3])
{
    for (int i = 0; i < n->set.count; i++) {
        const struct landmark *l = &n->set.landmark[i];
        if (l->side != SIDE_R && !strcmp(n->names.name[l->name], name)) {
            position(n, l, out);
            return;
        }
    }
    fail_msg("no landmark %s", name);
}

static double coordinate(const struct neutral *n, const char *name, int axis)
{
    double at[3];
    place(n, name, at);
    return at[axis];
}

static double distance(const struct neutral *n, const char *a, const char *b)
{
    double p[3], q[3];
    place(n, a, p);
    place(n, b, q);
    return sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) +
                (p[2] - q[2]) * (p[2] - q[2]));
}

/* calls `each` with every word of `list` */
static int for_words(const char *list, const struct neutral *n,
                     void each(const struct neutral *n, const char *word))
{
    int count = 0;
    char word[64];
    for (const char *at = list; *at; count++) {
        size_t length = strcspn(at, " ");
        snprintf(word, sizeof word, "%.*s", (int)length, at);
        each(n, word);
        at += length + strspn(at + length, " ");
    }
    return count;
}

static void midline_is_there(const struct neutral *n, const char *name)
{
    double at[3];
    position(n, find(n, name, SIDE_M), at);
    if (fabs(at[0]) > 0.1)
        fail_msg("%s is %.2f mm off the midline", name, at[0]);
}

static void sides_mirror(const struct neutral *n, const char *name)
{
    double left[3], right[3];
    position(n, find(n, name, SIDE_L), left);
    position(n, find(n, name, SIDE_R), right);
    double gap = hypot(left[0] + right[0], hypot(left[1] - right[1], left[2] - right[2]));
    if (left[0] < 0 || gap > 1)
        fail_msg("%s: the sides are %.2f mm from each other's mirror image", name, gap);
}

static void every_landmark_is_there(void **state)
{
    const struct neutral *n = *state;
    int count = for_words(MIDLINE, n, midline_is_there);
    count += 2 * for_words(SIDED, n, sides_mirror);
    assert_int_equal(n->set.count, count);
}

static void every_landmark_lies_in_its_triangle(void **state)
{
    const struct neutral *n = *state;
    for (int i = 0; i < n->set.count; i++) {
        const struct landmark *l = &n->set.landmark[i];
        float sum = 0;
        assert_true(l->anchored);
        assert_true(l->triangle < n->model.mesh.n_triangles);
        for (int k = 0; k < 3; k++) {
            assert_true(l->weight[k] >= 0 && l->weight[k] <= 1);
            sum += l->weight[k];
        }
        assert_true(fabsf(sum - 1) < 1e-5f);
        assert_true(strlen(l->how) > 10);
    }
}

/* ---- order: along one axis each name lies below (or before) the one that follows */

enum { X, Y, Z };

static const struct order {
    int axis;
    double gap; /* mm that at least lie between neighbours */
    const char *names;
} ORDER[] = {
    /* spine, from below */
    {Y, 15,
     "coccyx_tip sacral_hiatus L5_spinous L4_spinous L3_spinous L2_spinous "
     "L1_spinous T12_spinous T11_spinous T10_spinous T9_spinous T8_spinous "
     "T7_spinous T6_spinous T5_spinous T4_spinous T3_spinous T2_spinous T1_spinous "
     "C7_spinous C2_spinous_superior EOP vertex_highest"},
    /* front of the trunk and the face */
    {Y, 15,
     "perineum pubic_symphysis_superior umbilicus xiphisternal sternal_angle "
     "suprasternal_notch cricoid laryngeal_prominence hyoid_mid"},
    {Y, 3,
     "menton chin_tip mentolabial_groove upper_lip_tubercle philtrum_upper_third "
     "subnasale nasal_tip nasion glabella"},
    {X, 5, "nasion inner_canthus pupil outer_canthus tragus"},
    {Y, 5, "ear_lobe_bottom intertragic_notch tragus supratragic_notch ear_root_top"},
    {Z, 5, "mastoid_tip ear_lobe_bottom gonion masseter_bulge mandible_lower_mid"},
    /* sacrum and pelvis */
    {Y, 10,
     "posterior_sacral_foramen_4 posterior_sacral_foramen_3 "
     "posterior_sacral_foramen_2 posterior_sacral_foramen_1"},
    {Y, 5, "posterior_sacral_foramen_2 PSIS posterior_sacral_foramen_1 L5_spinous"},
    {X, 5, "posterior_sacral_foramen_1 PSIS ASIS"},
    {Y, 20,
     "gluteal_fold greater_trochanter_prominence ASIS iliac_crest_top rib11_tip "
     "axilla_centre"},
    {Y, 2,
     "scapula_inferior_angle scapula_medial_border scapula_spine_root "
     "scapula_superior_angle"},
    {X, 5, "scapula_spine_root scapula_spine_mid acromial_angle"},
    {Z, 10, "acromial_angle acromial_lateral_end"},
    {X, 8,
     "clavicle_mid_lower coracoid acromioclavicular acromial_lateral_end "
     "greater_tubercle"},
    /* arm: the palm faces the body, the thumb the front */
    {Y, 20, "finger_tip3 DIP3 PIP3 MCP3 MC3_base"},
    {Z, 8, "MCP5 MCP4 MCP3 MCP2"},
    {Z, 3, "MC5_base MC4_base MC3_base MC2_base"},
    {Z, 10, "hand_web4 hand_web3 hand_web2"},
    {Z, 10, "olecranon_prominence lateral_epicondyle cubital_crease"},
    /* leg */
    {Y, 10,
     "heel_bottom ankle_front gastrocnemius_cleft medial_tibial_condyle_inferior "
     "fibular_head patella_apex patella_base gluteal_fold"},
    {X, 10, "knee_hollow_medial patella_apex knee_hollow_lateral fibular_head"},
    {X, 10, "popliteal_crease_medial popliteal_crease popliteal_crease_lateral"},
    /* the lateral malleolus is lower and farther back than the medial */
    {Y, 7,
     "lateral_malleolus_tip lateral_malleolus_prominence "
     "medial_malleolus_prominence"},
    {Z, 10,
     "calcaneal_tendon lateral_malleolus_prominence medial_malleolus_prominence "
     "navicular_tuberosity MT1_base"},
    {Y, 10, "navicular_tuberosity medial_malleolus_tip medial_malleolus_prominence"},
    {X, 9, "MTP1_medial MTP1 MTP2 MTP3 MTP4 MTP5 MTP5_lateral"},
    {Z, 4, "MTP5 MTP4 MTP3 MTP2"},
    {X, 7, "toe_tip1 toe_tip2 toe_tip3 toe_tip4 toe_tip5"},
    {X, 7, "foot_web1 foot_web2 foot_web3 foot_web4"},
    {Z, 8, "MT1_base MTP1 foot_web1 toe_pip1 toe_nail_root1 toe_tip1"},
    {Z, 30, "heel_back MT5_tuberosity MTP5_lateral"},
};

static void landmarks_stand_in_order(void **state)
{
    const struct neutral *n = *state;
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        char last[64] = "", word[64];
        double before = 0;
        for (const char *at = ORDER[i].names; *at;) {
            size_t length = strcspn(at, " ");
            snprintf(word, sizeof word, "%.*s", (int)length, at);
            double here = coordinate(n, word, ORDER[i].axis);
            if (*last && here - before < ORDER[i].gap)
                fail_msg("%s to %s: %.1f mm, expected at least %.1f", last, word,
                         here - before, ORDER[i].gap);
            before = here;
            memcpy(last, word, sizeof last);
            at += length + strspn(at + length, " ");
        }
    }
}

/* ---- spans that an adult body cannot miss by much, in mm */

static const struct span {
    const char *from, *to;
    double least, most;
} SPAN[] = {
    {"cubital_crease", "palmar_wrist_crease", 215, 270},
    {"palmar_wrist_crease", "finger_tip3", 150, 195},
    {"lateral_epicondyle", "medial_epicondyle", 55, 80},
    {"radial_styloid", "ulnar_styloid", 42, 62},
    {"MC3_base", "MCP3", 52, 72},
    {"MCP3", "PIP3", 38, 55},
    {"thumb_ip_radial", "thumb_ip_ulnar", 16, 23},
    {"inner_canthus", "outer_canthus", 24, 34},
    {"C7_spinous", "T7_spinous", 120, 190},
    {"L4_spinous", "C7_spinous", 350, 430},
    {"patella_apex", "medial_malleolus_prominence", 340, 420},
    {"popliteal_crease", "lateral_malleolus_prominence", 350, 430},
    {"patella_apex", "patella_base", 38, 55},
    {"lateral_femoral_epicondyle", "medial_femoral_epicondyle", 85, 115},
    {"heel_back", "toe_tip1", 215, 260},
    {"MTP1_medial", "MTP5_lateral", 75, 105},
    {"suprasternal_notch", "xiphisternal", 150, 210},
};

static void spans_are_an_adults(void **state)
{
    const struct neutral *n = *state;
    for (size_t i = 0; i < sizeof SPAN / sizeof *SPAN; i++) {
        double d = distance(n, SPAN[i].from, SPAN[i].to);
        if (d < SPAN[i].least || d > SPAN[i].most)
            fail_msg("%s to %s: %.1f mm, expected %.0f to %.0f", SPAN[i].from, SPAN[i].to,
                     d, SPAN[i].least, SPAN[i].most);
    }
}

/* the epicondyles are the elbow's: the crease lies between them, not 2 cm away */
static void elbow_crease_is_level_with_the_epicondyles(void **state)
{
    const struct neutral *n = *state;
    double lateral[3], medial[3], crease[3], shoulder[3], along = 0, length = 0;
    place(n, "lateral_epicondyle", lateral);
    place(n, "medial_epicondyle", medial);
    place(n, "cubital_crease", crease);
    place(n, "greater_tubercle", shoulder);
    for (int k = 0; k < 3; k++) {
        double middle = (lateral[k] + medial[k]) / 2, arm = shoulder[k] - middle;
        along += arm * (crease[k] - middle);
        length += arm * arm;
    }
    assert_true(fabs(along / sqrt(length)) < 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_landmark_is_there),
        cmocka_unit_test(every_landmark_lies_in_its_triangle),
        cmocka_unit_test(landmarks_stand_in_order),
        cmocka_unit_test(spans_are_an_adults),
        cmocka_unit_test(elbow_crease_is_level_with_the_epicondyles),
    };
    return cmocka_run_group_tests(tests, neutral_open, neutral_close);
}
