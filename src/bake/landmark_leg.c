/* landmark_leg.c - hip, thigh, knee and leg down to the calf.
 *
 * Joints: @upperleg01 the hip, @upperleg02 a little below it, @lowerleg01 the knee (the
 * axis of its bending, some 20 mm above the joint line), @foot the ankle.
 */
#include "bake/landmark_recipe.h"

/* clang-format off */
static const struct landmark_recipe LEG_TABLE[] = {
    {'S', "greater_trochanter_prominence", OUTWARD, "@upperleg01", 0, 0, BODY,
     {0, -8, -5}, {1, 0, -0.1f}, 0,
     "the side of the hip 8 mm below the height of its joint"},
    {'S', ".buttock", INWARD, "@upperleg01", 0, 0, BODY, {-12, -20, 0}, {0, 0, -1}, 0, 0},
    {'S', ".thigh_back", INWARD, "@upperleg02", 0, 0, BODY, {-12, -45, 0}, {0, 0, -1}, 0,
     0},
    {'S', "gluteal_fold", VALLEY, ".buttock", ".thigh_back", 0, BODY, {0}, {0, 0, -1}, 0,
     "the deepest point between buttock and thigh, below the middle of the buttock"},
    /* knee */
    {'S', "patella_base", OUTWARD, "@lowerleg01", 0, 0, LEG, {2, 35, 0}, {0, 0, 1}, 0,
     "the upper end of the kneecap's swell, 35 mm above the knee's axis"},
    {'S', "patella_base_lateral", OUTWARD, "@lowerleg01", 0, 0, LEG, {22, 33, 0},
     {0, 0, 1}, 0, "20 mm lateral to the middle of the kneecap's upper border"},
    {'S', "patella_base_medial", OUTWARD, "@lowerleg01", 0, 0, LEG, {-18, 33, 0},
     {0, 0, 1}, 0, "20 mm medial to the middle of the kneecap's upper border"},
    {'S', "patella_apex", OUTWARD, "@lowerleg01", 0, 0, LEG, {2, -12, 0}, {0, 0, 1}, 0,
     "the lower end of the kneecap's swell, 12 mm below the knee's axis"},
    {'S', "knee_hollow_lateral", OUTWARD, "@lowerleg01", 0, 0, LEG, {21, -16, 0},
     {0.15f, 0, 1}, 0,
     "beside the patellar ligament at the joint line, 19 mm lateral to its middle"},
    {'S', "knee_hollow_medial", OUTWARD, "@lowerleg01", 0, 0, LEG, {-17, -16, 0},
     {-0.15f, 0, 1}, 0,
     "beside the patellar ligament at the joint line, 19 mm medial to its middle"},
    {'S', "popliteal_crease", OUTWARD, "@lowerleg01", 0, 0, LEG, {0, -6, 0}, {0, 0, -1},
     0, "the middle of the back of the knee, 6 mm below its axis"},
    {'S', "popliteal_crease_lateral", OUTWARD, "@lowerleg01", 0, 0, LEG, {24, -6, 0},
     {0.2f, 0, -1}, 0, "the crease medial to the tendon of biceps femoris"},
    {'S', "popliteal_crease_medial", OUTWARD, "@lowerleg01", 0, 0, LEG, {0, -6, 0},
     {-0.83f, 0, -0.55f}, 0, "the inner end of the crease, medial to the tendons"},
    {'S', "lateral_femoral_epicondyle", OUTWARD, "@lowerleg01", 0, 0, LEG, {0, 4, 0},
     {1, 0, 0}, 0, "the lateral end of the knee's axis"},
    {'S', "medial_femoral_epicondyle", OUTWARD, "@lowerleg01", 0, 0, LEG, {0, 4, 0},
     {-1, 0, 0}, 0, "the medial end of the knee's axis"},
    /* leg */
    {'S', "tibial_tuberosity", OUTWARD, "@lowerleg01", 0, 0, LEG, {2, -58, 0}, {0, 0, 1},
     0, "the front of the leg a patellar ligament's length, 46 mm, below the kneecap"},
    {'S', "tibial_crest_mid", OUTWARD, "@lowerleg01", "@foot", 0.5f, LEG, {0},
     {-0.1f, 0, 1}, 0, "the front edge of the leg, halfway between knee and ankle"},
    {'S', "medial_tibial_condyle_inferior", OUTWARD, "@lowerleg01", 0, 0, LEG,
     {0, -62, 0}, {-1, 0, 0}, 0,
     "the medial side of the leg 50 mm below the apex of the patella"},
    {'S', "fibular_head", OUTWARD, "@lowerleg01", 0, 0, LEG, {0, -38, 0}, {1, 0, -0.4f},
     0,
     "the lateral side of the leg 22 mm below the joint line, 22 degrees behind the "
     "middle"},
    {'S', "gastrocnemius_cleft", OUTWARD, "@lowerleg01", "@foot", 0.5f, LEG, {0},
     {0, 0, -1}, 0, "the middle of the calf halfway down, where its bellies end"},
};
/* clang-format on */

const struct landmark_recipes landmarks_of_leg = {LEG_TABLE,
                                                  sizeof LEG_TABLE / sizeof *LEG_TABLE};
