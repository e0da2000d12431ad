/* landmark_head.c - head and neck.
 *
 * Joints: @head the skull's base, @neck01 the neck's (level of C7), @eye the eye's
 * centre,
 * @jaw the jaw's hinge and @jaw+ its lower edge; @oculi, @levator and @oris lie in the
 * brows, beside the nose and in the lips.
 */
#include "bake/landmark_recipe.h"

/* clang-format off */
static const struct landmark_recipe HEAD[] = {
    /* midline of the face, from above */
    {'M', "glabella", EXTREME, "@eye", 0, 0, BODY, {0, 20, 25}, {0, 0, 1}, 14,
     "the most forward point of the midline between the brows"},
    {'M', "nasal_tip", EXTREME, "@special03+", 0, 0, BODY, {0}, {0, 0, 1}, 15,
     "the most forward point of the nose"},
    {'M', ".bridge", INWARD, "glabella", "nasal_tip", 0.6f, BODY, {0}, {0, 0, 1}, 30, 0},
    {'M', "nasion", VALLEY, "glabella", ".bridge", 0, BODY, {0}, {0, 0, 1}, 30,
     "the deepest point of the midline between glabella and the bridge of the nose"},
    {'M', "upper_lip_tubercle", EXTREME, "@oris05+", 0, 0, BODY, {0}, {0, 0, 1}, 5,
     "the most forward point of the upper lip on the midline"},
    {'M', "subnasale", VALLEY, "nasal_tip", "upper_lip_tubercle", 0, BODY, {0}, {0, 0, 1},
     30, "the deepest point of the midline between tip of the nose and upper lip"},
    {'M', "philtrum_upper_third", ALONG, "subnasale", "upper_lip_tubercle", 1 / 3.f, BODY,
     {0}, {0, 0, 1}, 30,
     "a third of the way over the skin from subnasale to the tubercle of the upper lip"},
    {'M', ".lower_lip", EXTREME, "@oris01+", 0, 0, BODY, {0, -4, 0}, {0, 0, 1}, 5, 0},
    {'M', ".chin", EXTREME, "@oris02", 0, 0, BODY, {0}, {0, 0, 1}, 10, 0},
    {'M', "mentolabial_groove", VALLEY, ".lower_lip", ".chin", 0, BODY, {0}, {0, 0, 1},
     30, "the deepest point of the midline between lower lip and chin"},
    {'M', "menton", INWARD, "@jaw+", 0, 0, BODY, {0, 0, 14}, {0, -1, 0}, 40,
     "the lower edge of the chin, 14 mm in front of the joint at the jaw's lower end"},
    {'M', "chin_tip", ALONG, "mentolabial_groove", "menton", 0.35f, BODY, {0}, {0, 0, 1},
     30,
     "on the front of the chin, 0.35 of the way from the mentolabial groove to menton"},
    /* midline of the back of head and neck */
    {'M', "vertex_highest", EXTREME, "@head", 0, 0, BODY, {0, 100, 0}, {0, 1, 0}, 80,
     "the highest point of the midline of the head"},
    {'M', ".occiput", EXTREME, "@head", 0, 0, BODY, {0, 60, -40}, {0, 0, -1}, 60, 0},
    {'M', "C7_spinous", INWARD, "@neck01", 0, 0, BODY, {0, -6, 0}, {0, 0, -1}, 0,
     "the midline of the back 6 mm below the joint at the base of the neck, where the "
     "line of the back turns from the hollow of the neck to the convex back"},
    {'M', ".nape", VALLEY, ".occiput", "C7_spinous", 0, BODY, {0}, {0, 0, -1}, 0, 0},
    {'M', "EOP", PEAK, ".occiput", ".nape", 0, BODY, {0}, {0, 0, -1}, 0,
     "where the midline between the back of the head and the hollow of the neck stands "
     "out most"},
    {'M', "C2_spinous_superior", INWARD, "@head", "@neck01", 0.22f, BODY, {0}, {0, 0, -1},
     0,
     "the midline of the nape 0.22 of the way from the joint under the skull to the one "
     "at the base of the neck"},

    /* eye and brow */
    {'S', "pupil", INWARD, "@eye", 0, 0, BODY, {0.5f, -1.5f, 0}, {0, 0, 1}, 60,
     "the skin before the centre of the eye's opening"},
    {'S', "inner_canthus", INWARD, "@eye", 0, 0, BODY, {-12.8f, -4.2f, 0}, {0, 0, 1}, 60,
     "the inner corner of the lids, 13 mm medial to the centre of the eye and 4 mm "
     "below"},
    {'S', "outer_canthus", INWARD, "@eye", 0, 0, BODY, {13, -1.5f, 0}, {0, 0, 1}, 60,
     "the outer corner of the lids, 13 mm lateral to the centre of the eye"},
    {'S', "infraorbital_margin", INWARD, "@eye", 0, 0, BODY, {1, -16, 0}, {0, 0, 1}, 60,
     "16 mm below the centre of the eye, at the lower edge of its hollow"},
    {'S', "eyebrow_medial", INWARD, "@oculi01+", 0, 0, BODY, {0, -4, 0}, {0, 0, 1}, 30,
     "the medial end of the brow's ridge, before the rig's joint there"},
    {'S', "eyebrow_mid", INWARD, "@oculi02+", 0, 0, BODY, {-1, -2, 0}, {0, 0, 1}, 30,
     "the brow's ridge above the pupil, before the rig's joint there"},
    {'S', "eyebrow_lateral", INWARD, "@oculi02+", "@oculi02", 0.75f, BODY, {0, 2, 0},
     {0.5f, 0, 1}, 30, "the lateral end of the brow's ridge, along the rig's brow bone"},
    /* nose, mouth */
    {'S', "ala_nasi", INWARD, "@levator06+", 0, 0, BODY, {0.4f, -5, 0}, {0, 0, 1}, 30,
     "the lateral border of the wing of the nose, midway up, below the rig's joint "
     "there"},
    {'S', "nostril_lateral", INWARD, "@levator06+", 0, 0, BODY, {-3.5f, -9, 0},
     {0, -0.4f, 1}, 30,
     "the lower rim of the nostril at its lateral end, below the wing of the nose"},
    {'S', "nasolabial_upper", INWARD, "ala_nasi", 0, 0, BODY, {0, 13, 0}, {0.5f, 0, 1},
     30, "13 mm above the wing of the nose, at the upper end of the groove beside it"},
    {'S', "mouth_corner", INWARD, "@levator05", 0, 0, BODY, {-4.5f, -3.2f, 0}, {0, 0, 1},
     30, "the corner of the lips, beside the rig's joint there"},
    /* ear; distances are from the base of the skull */
    {'S', "tragus", INWARD, "@head", 0, 0, BODY, {40, 14, 10}, {1, 0, 0}, 80,
     "the middle of the front border of the ear's opening"},
    {'S', "supratragic_notch", INWARD, "@head", 0, 0, BODY, {40, 23, 11}, {1, 0, 0}, 80,
     "the notch of the ear's front border above the tragus"},
    {'S', "intertragic_notch", INWARD, "@head", 0, 0, BODY, {40, 5, 10}, {1, 0, 0}, 80,
     "the notch below the tragus"},
    {'S', "ear_root_top", INWARD, "@head", 0, 0, BODY, {40, 38, 12}, {1, 0, 0}, 80,
     "where the upper rim of the ear leaves the head"},
    {'S', "ear_apex", EXTREME, "@head", 0, 0, BODY, {76, 36, -1}, {0.6f, 0.8f, 0}, 14,
     "the highest point of the ear's rim"},
    {'S', "ear_root_back", INWARD, "@head", 0, 0, BODY, {67, 15, -13}, {1, 0, -1.2f}, 30,
     "the middle of the groove between the ear and the side of the head"},
    {'S', "ear_lobe_bottom", EXTREME, "@head", 0, 0, BODY, {72, -2, 6}, {0.3f, -1, 0}, 12,
     "the lowest point of the lobe"},
    {'S', "mastoid_tip", INWARD, "@head", 0, 0, BODY, {60, -8, -14}, {1, 0, -0.4f}, 40,
     "behind and below the lobe, 8 mm below the base of the skull"},
    {'S', "behind_ear_low", INWARD, "@head", 0, 0, BODY, {66, 3, -15}, {1, 0, -1}, 30,
     "the skull behind the ear's root, a third of the way up from the lobe"},
    {'S', "behind_ear_high", INWARD, "@head", 0, 0, BODY, {68, 27, -15}, {1, 0, -1}, 30,
     "the skull behind the ear's root, two thirds of the way up from the lobe"},
    {'S', "temple_hairline", INWARD, "@head", 0, 0, BODY, {40, 35, 38}, {1, 0, 0}, 80,
     "the temple, at the height of the eye's outer corner, 26 mm in front of the ear's "
     "upper root"},
    /* cheek and jaw */
    {'S', "zygomatic_arch_mid", INWARD, "tragus", 0, 0, BODY, {-20, -7, 22}, {1, 0, 0},
     60, "22 mm in front of the tragus and 7 mm below it, under the zygomatic arch"},
    {'S', "cheekbone_lower", INWARD, "outer_canthus", 0, 0, BODY, {0, -41, -20},
     {0.4f, 0, 1}, 60,
     "straight below the outer corner of the eye, at the height of the wing of the nose"},
    {'S', "gonion", INWARD, "@jaw", 0, 0, BODY, {20, -55, 17}, {1, 0, 0}, 80,
     "the angle of the jaw, in front of the groove that parts it from the neck"},
    {'S', "masseter_bulge", INWARD, "gonion", 0, 0, BODY, {-20, 14, 12}, {1, 0, 0}, 60,
     "one finger before and above the angle of the jaw"},
    {'S', "mandible_lower_mid", INWARD, "gonion", 0, 0, BODY, {-20, -11, 25},
     {1, -0.3f, 0}, 60,
     "the lower border of the jaw 27 mm in front of its angle, before the masseter"},

    /* neck */
    {'M', "laryngeal_prominence", INWARD, "@neck01", 0, 0, BODY, {0, 7, 0}, {0, 0, 1},
     150,
     "the midline of the throat at 0.857 of the stature (0.856 and 0.864 in two people); "
     "the skin shows none"},
    {'M', "hyoid_mid", VALLEY, "menton", "laryngeal_prominence", 0, BODY, {0},
     {0, -0.7f, 0.7f}, 60, "the angle between the floor of the mouth and the throat"},
    {'S', "SCM_anterior_laryngeal", OUTWARD, "@neck01", 0, 0, BODY, {0, 7, 15},
     {0.68f, 0, 0.73f}, 0,
     "at the height of the larynx, 43 degrees round the neck's axis"},
    {'S', "SCM_posterior_laryngeal", OUTWARD, "@neck01", 0, 0, BODY, {0, 7, 15},
     {0.96f, 0, 0.28f}, 0,
     "at the height of the larynx, 74 degrees round the neck's axis"},
    {'S', "SCM_posterior_cricoid", OUTWARD, "@neck01", 0, 0, BODY, {0, -11, 12},
     {0.92f, 0, 0.39f}, 0,
     "at the height of the cricoid, 18 mm below the larynx, 67 degrees round the neck's "
     "axis"},
    {'S', "SCM_anterior_gonion", OUTWARD, "@head", 0, 0, BODY, {0, -48, -14},
     {0.92f, 0, 0.39f}, 0,
     "at the height of the jaw's angle, 67 degrees round the neck's axis, behind the "
     "jaw's groove"},
    {'S', "SCM_posterior_gonion", OUTWARD, "@head", 0, 0, BODY, {0, -48, -14},
     {0.94f, 0, -0.34f}, 0,
     "at the height of the jaw's angle, 110 degrees round the neck's axis"},
    {'S', "trapezius_border_C2", INWARD, "C2_spinous_superior", 0, 0, BODY, {27, 0, 0},
     {0, 0, -1}, 0, "27 mm beside the upper edge of C2's spinous process"},
    {'S', "neck_base_lateral", INWARD, "@neck01", 0, 0, BODY, {60, -14, 5}, {1, 1, 0}, 60,
     "the bend between the side of the neck and the shoulder"},
    {'S', "supraclavicular_mid", INWARD, "@clavicle", 0, 0, BODY, {45, 33, 15},
     {0, 0.75f, 0.66f}, 80, "the middle of the hollow above the collar bone"},
    {'S', "clavicle_medial_upper", INWARD, "@clavicle", 0, 0, BODY, {3, 20, 0}, {0, 0, 1},
     150,
     "the upper border of the collar bone's medial end, 20 mm above the rig's joint "
     "within"},
};
/* clang-format on */

const struct landmark_recipes landmarks_of_head = {HEAD, sizeof HEAD / sizeof *HEAD};
