/* landmark_trunk.c - chest, abdomen, back, pelvis and the bones of the shoulder.
 *
 * Joints: @clavicle the collar bone's medial end, @upperarm01 the shoulder, @spine01 ..
 * 03 at about T7, L1 and L4, @pelvis between the hips, @upperleg01 the hip.
 *
 * Spinous processes: C7 by the neck, L4 by the iliac crests (Tuffier's line). Those
 * between divide the way over the skin in proportion to the posterior heights of the
 * vertebral bodies, T1 to L4: 14.1 15.6 15.7 16.2 16.2 17.4 18.2 18.7 19.3 20.2 21.3 22.7
 * (M. Panjabi et al., Thoracic human vertebrae, Spine 16(8), 1991)
 * and 23.8 24.3 23.8 24.1, for L5 22.9 (M. Panjabi et al., Human lumbar vertebrae, Spine
 * 17(3), 1992), in millimetres.
 */
#include "bake/landmark_recipe.h"

/* clang-format off */
#define SPINE 311.6f /* T1 to L4 */
#define LEVEL(NAME, MM)                                                                  \
    {'M', NAME "_spinous", ALONG, "C7_spinous", "L4_spinous", MM / SPINE, BODY, {0},     \
     {0, 0, -1}, 0, "from C7 to L4 in proportion to the heights of the vertebral bodies"}

static const struct landmark_recipe TRUNK[] = {
    /* chest */
    {'M', "suprasternal_notch", INWARD, "@clavicle", 0, 0, BODY, {0, 14, 0}, {0, 0, 1}, 0,
     "the midline 14 mm above the collar bones' joints, where throat meets breastbone"},
    {'M', "cricoid", ALONG, "laryngeal_prominence", "suprasternal_notch", 1 / 3.f, BODY,
     {0}, {0, 0, 1}, 150,
     "a third of the way over the skin from the larynx to the suprasternal notch"},
    {'S', "nipple", EXTREME, "@breast+", 0, 0, BODY, {-4, -1, -3}, {0.3f, 0, 1}, 8,
     "the most forward point of the breast"},
    {'M', "xiphisternal", INWARD, "nipple", 0, 0, BODY, {0, -29, 0}, {0, 0, 1}, 0,
     "the midline 29 mm below the nipples, at the fold under the breasts"},
    {'M', "sternal_angle", ALONG, "suprasternal_notch", "xiphisternal", 0.29f, BODY, {0},
     {0, 0, 1}, 0, "the manubrium's share, 0.29, of the way down the breastbone"},
    {'S', "clavicle_medial_lower", INWARD, "@clavicle", 0, 0, BODY, {8, -3, 0}, {0, 0, 1},
     0, "the lower border of the collar bone's medial end, before the rig's joint there"},
    {'S', "clavicle_mid_lower", INWARD, "@clavicle", "@clavicle+", 0.88f, BODY,
     {0, -11, 0}, {0, 0, 1}, 0,
     "the lower border of the collar bone midway between its ends"},
    {'S', "clavicle_lateral_lower", INWARD, "@upperarm01", 0, 0, BODY, {-32, 31, 0},
     {0, 0, 1}, 0,
     "the lower border of the collar bone's lateral third, above the coracoid"},
    {'S', "coracoid", INWARD, "@upperarm01", 0, 0, BODY, {-33, 16, 0}, {0, 0, 1}, 0,
     "33 mm medial to the shoulder joint and 16 mm above it, under the lateral collar "
     "bone"},
    {'S', "infraclavicular_fossa", INWARD, "@upperarm01", 0, 0, BODY, {-47, 22, 0},
     {0, 0, 1}, 0, "the hollow below the collar bone, medial to the coracoid"},
    {'S', "axilla_centre", OUTWARD, "@upperarm01", 0, 0, BODY, {0}, {-0.05f, -1, -0.1f},
     0, "the vault of the armpit straight below the shoulder joint"},
    {'S', "axillary_fold_anterior", INWARD, "axilla_centre", 0, 0, BODY, {-2, 13, 0},
     {0, 0, 1}, 150,
     "the front of the shoulder 13 mm above the armpit, where the fold ends"},
    {'S', "axillary_fold_posterior", INWARD, "axilla_centre", 0, 0, BODY, {-2, 13, 0},
     {0, 0, -1}, 150,
     "the back of the shoulder 13 mm above the armpit, where the fold ends"},
    /* abdomen and the front of the pelvis */
    {'M', "umbilicus", INWARD, "@spine03", 0, 0, BODY, {0, -10, 0}, {0, 0, 1}, 0,
     "the navel where it lies deepest between its sides, 10 mm below the rig's joint of "
     "L4"},
    {'M', "pubic_symphysis_superior", INWARD, "@pelvis", 0, 0, BODY, {0, -21, 0},
     {0, 0, 1}, 0,
     "the midline 21 mm below the height of the hip joints' centre in the rig"},
    {'M', "perineum", INWARD, "@upperleg02", 0, 0, BODY, {0, 0, -10}, {0, -1, 0}, 60,
     "the lowest skin of the midline between the thighs"},
    {'S', "rib11_tip", OUTWARD, "@spine02", 0, 0, BODY, {40, -38, 25}, {1, 0, 0.2f}, 0,
     "the flank just below the waist (height of L3), a little in front of the middle"},
    {'S', "rib12_tip", INWARD, "@spine02", 0, 0, BODY, {98, -26, 0}, {0.3f, 0, -1}, 60,
     "the flank at the height of L2, 10 cm beside the midline"},
    {'S', "costal_margin_midclavicular", INWARD, "@spine02", 0, 0, BODY, {82, 22, 0},
     {0, 0, 1}, 0, "below the middle of the collar bone, at the height of L1"},
    {'S', "ASIS", INWARD, "@upperleg01", 0, 0, BODY, {14, 79, 0}, {0, 0, 1}, 0,
     "79 mm above and 14 mm lateral to the hip joint, at the upper end of the groin's "
     "crease"},
    {'S', "iliac_crest_top", OUTWARD, "@spine03", 0, 0, BODY, {60, -8, 8}, {1, 0, 0}, 0,
     "the flank at the height of L4, at the upper end of the hip's swell"},
    {'S', "pubic_tubercle", INWARD, "pubic_symphysis_superior", 0, 0, BODY, {25, -4, 0},
     {0, 0, 1}, 0, "25 mm beside the upper edge of the symphysis"},
    {'S', "inguinal_mid", INWARD, "pubic_tubercle", "ASIS", 0.42f, BODY, {0}, {0, 0, 1},
     0, "0.42 of the way from pubic tubercle to ASIS, over the femoral artery"},

    /* spinous processes: skin over the lower border */
    {'M', "L4_spinous", INWARD, "@spine03", 0, 0, BODY, {0, -2, 0}, {0, 0, -1}, 0,
     "the midline of the back at the height of the iliac crests, by the rig's joint of "
     "L4"},
    LEVEL("T1", 14.1f),
    LEVEL("T2", 29.7f),
    LEVEL("T3", 45.4f),
    LEVEL("T4", 61.6f),
    LEVEL("T5", 77.8f),
    LEVEL("T6", 95.2f),
    LEVEL("T7", 113.4f),
    LEVEL("T8", 132.1f),
    LEVEL("T9", 151.4f),
    LEVEL("T10", 171.6f),
    LEVEL("T11", 192.9f),
    LEVEL("T12", 215.6f),
    LEVEL("L1", 239.4f),
    LEVEL("L2", 263.7f),
    LEVEL("L3", 287.5f),
    {'M', "L5_spinous", INWARD, "L4_spinous", 0, 0, BODY, {0, -28, 0}, {0, 0, -1}, 0,
     "28 mm below L4: the height of L5's body and disc at the scale of the levels above"},
    /* sacrum; the distances below L4 are of an adult pelvis */
    {'M', "sacral_hiatus", INWARD, "L4_spinous", 0, 0, BODY, {0, -102, 0}, {0, 0, -1}, 0,
     "the midline 46 mm below the height of the PSIS, in the upper part of the cleft"},
    {'M', "coccyx_tip", INWARD, "L4_spinous", 0, 0, BODY, {0, -140, 0}, {0, 0, -1}, 0,
     "the midline of the cleft 38 mm below the sacral hiatus, at the height of the hip "
     "joints"},
    {'S', "PSIS", INWARD, "L4_spinous", 0, 0, BODY, {48, -56, 0}, {0, 0, -1}, 0,
     "56 mm below L4 and 48 mm beside the midline, at the lower medial edge of the "
     "dimple"},
    {'S', "posterior_sacral_foramen_1", INWARD, "L4_spinous", 0, 0, BODY, {26, -48, 0},
     {0, 0, -1}, 0, "between PSIS and midline, 8 mm above the PSIS"},
    {'S', "posterior_sacral_foramen_2", INWARD, "L4_spinous", 0, 0, BODY, {23, -66, 0},
     {0, 0, -1}, 0, "medial to the PSIS and 10 mm below"},
    {'S', "posterior_sacral_foramen_3", INWARD, "L4_spinous", 0, 0, BODY, {20, -84, 0},
     {0, 0, -1}, 0, "18 mm below the second foramen, a little nearer the midline"},
    {'S', "posterior_sacral_foramen_4", INWARD, "L4_spinous", 0, 0, BODY, {18, -101, 0},
     {0, 0, -1}, 0, "beside the sacral hiatus"},

    /* shoulder */
    {'S', "acromial_lateral_end", OUTWARD, "@upperarm01", 0, 0, BODY, {0},
     {0.3f, 1, 0.25f}, 0,
     "above the shoulder joint, 17 degrees lateral and 14 in front: the acromion's "
     "corner"},
    {'S', "acromial_angle", OUTWARD, "@upperarm01", 0, 0, BODY, {0}, {0.3f, 1, -0.85f}, 0,
     "above and behind the shoulder joint: the corner where the acromion meets the "
     "spine"},
    {'S', "acromioclavicular", OUTWARD, "@upperarm01", 0, 0, BODY, {0},
     {-0.25f, 1, 0.15f}, 0,
     "above the shoulder joint, 25 mm medial to the acromion's corner"},
    {'S', "greater_tubercle", OUTWARD, "@upperarm01", 0, 0, BODY, {0}, {1, 0.3f, 0.25f},
     0, "lateral to the head of the humerus, below the acromion"},
    {'S', "scapula_spine_root", INWARD, "T3_spinous", 0, 0, BODY, {73, 0, 0}, {0, 0, -1},
     0, "the height of T3's spinous process, 73 mm beside the midline"},
    {'S', "scapula_medial_border", INWARD, "T3_spinous", 0, 0, BODY, {73, -4, 0},
     {0, 0, -1}, 0, "the medial border just below the root of the spine, level with T3"},
    {'S', "scapula_superior_angle", INWARD, "T2_spinous", 0, 0, BODY, {70, 6, 0},
     {0, 0, -1}, 0, "the height of T2, 70 mm beside the midline"},
    {'S', "scapula_inferior_angle", INWARD, "T7_spinous", 0, 0, BODY, {82, -4, 0},
     {0, 0, -1}, 0,
     "the height of T7, 82 mm beside the midline, as the raised arm turns it outward"},
    {'S', "scapula_spine_mid", INWARD, "scapula_spine_root", "acromial_angle", 0.5f, BODY,
     {0}, {0, 0.3f, -1}, 0,
     "midway between the root of the spine and the angle of the acromion"},
    {'S', "scapula_infraspinous_centre", INWARD, "scapula_spine_mid",
     "scapula_inferior_angle", 1 / 3.f, BODY, {0}, {0, 0, -1}, 0,
     "a third of the way from the middle of the spine to the inferior angle"},
};
/* clang-format on */

const struct landmark_recipes landmarks_of_trunk = {TRUNK, sizeof TRUNK / sizeof *TRUNK};
