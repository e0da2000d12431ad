/* landmark_foot.c - ankle, heel, metatarsals, toes, webs.
 *
 * Joints: @foot the ankle, @toeK-1 .. 3 the phalanges of toe K. As in the hand, the rig
 * puts the toes' knuckles too near the webs; .mtpK stand 12 to 20 mm behind, on the way
 * to the ankle. The line of the metatarsals' bases runs from .base1 to .base5.
 */
#include "bake/landmark_recipe.h"

/* clang-format off */
#define MTP(K, BACK)                                                                     \
    {'S', ".mtp" #K, POINT, "@toe" #K "-1", "@foot", BACK, FOOT, {0, -8, 0}, {0}, 0, 0}, \
    {'S', "MTP" #K, OUTWARD, ".mtp" #K, 0, 0, FOOT, {0}, {0, 1, 0}, 0,                   \
     "the dorsal skin over the head of the metatarsal"},                                 \
    {'S', "MTP" #K "_plantar", OUTWARD, ".mtp" #K, 0, 0, FOOT, {0}, {0, -1, 0}, 0,       \
     "the plantar skin under the head of the metatarsal"},                               \
    {'S', "toe_pip" #K, OUTWARD, "@toe" #K "-2", 0, 0, FOOT, {0}, {0, 1, 0}, 0,          \
     "the dorsal skin over the first joint within the toe"}

#define TOE_END(K, BONE, ROOT, REACH)                                                    \
    {'S', "toe_tip" #K, EXTREME, BONE "+", 0, 0, FOOT, {0}, {0, 0, 1}, REACH,            \
     "the farthest skin of the toe"},                                                    \
    {'S', "toe_nail_root" #K, OUTWARD, BONE, BONE "+", ROOT, FOOT, {0}, {0, 1, 0}, 0,    \
     "the middle of the nail's proximal edge"}

#define MT_BASE(K, AT)                                                                   \
    {'S', "MT" #K "_base", OUTWARD, ".base1", ".base5", AT, FOOT, {0}, {0, 1, 0}, 0,     \
     "the dorsum over the line of the metatarsals' bases"}

#define WEB(K, NEXT, SIDEWAYS)                                                           \
    {'S', "foot_web" #K, INWARD, ".mtp" #K, ".mtp" #NEXT, 0.5f, FOOT, {SIDEWAYS, 2, 0},  \
     {0, 0, 1}, 32, "the margin of the web between the two toes, coming from their tips"}

static const struct landmark_recipe FOOT_TABLE[] = {
    /* ankle: the lateral malleolus is lower than the medial and farther back */
    {'S', "lateral_malleolus_prominence", OUTWARD, "@foot", 0, 0, FOOT, {0, -1, -11},
     {1, 0, 0}, 0,
     "the lateral side of the ankle at the height of its joint, 11 mm behind it"},
    {'S', "medial_malleolus_prominence", OUTWARD, "@foot", 0, 0, FOOT, {0, 9, 5},
     {-1, 0, 0}, 0,
     "the medial side of the ankle 9 mm above its joint, 5 mm in front of it"},
    {'S', "lateral_malleolus_tip", OUTWARD, "@foot", 0, 0, FOOT, {0, -19, -10}, {1, 0, 0},
     0, "18 mm below the prominence of the lateral malleolus"},
    {'S', "medial_malleolus_tip", OUTWARD, "@foot", 0, 0, FOOT, {0, -6, 4}, {-1, 0, 0}, 0,
     "15 mm below the prominence of the medial malleolus"},
    {'S', "ankle_front", OUTWARD, "@foot", 0, 0, FOOT, {3, 3, 0}, {0, 0.35f, 1}, 0,
     "the middle of the front of the ankle, at the bend between leg and foot"},
    {'S', "calcaneal_tendon", OUTWARD, "@foot", 0, 0, FOOT, {-1, 5, 0}, {0, 0, -1}, 0,
     "the back of the ankle midway between the heights of the malleoli"},
    {'S', "calcaneal_tendon_medial", OUTWARD, "@foot", 0, 0, FOOT, {-10, 5, 0},
     {-0.1f, 0, -1}, 0, "the medial edge of the tendon, 9 mm beside its middle"},
    {'S', "calcaneal_tendon_lateral", OUTWARD, "@foot", 0, 0, FOOT, {8, 5, 0},
     {0.1f, 0, -1}, 0, "the lateral edge of the tendon, 9 mm beside its middle"},
    {'S', "heel_back", EXTREME, "@foot", 0, 0, FOOT, {0, -45, -40}, {0, 0, -1}, 40,
     "the farthest skin of the heel to the back"},
    {'S', "heel_bottom", OUTWARD, "@foot", 0, 0, FOOT, {0, -30, -32}, {0, -1, 0}, 0,
     "the sole under the heel bone"},
    /* tarsus and metatarsus */
    {'S', "navicular_tuberosity", OUTWARD, "@foot", 0, 0, FOOT, {-5, -27, 37}, {-1, 0, 0},
     0, "the medial side of the foot, below and in front of the medial malleolus"},
    {'S', ".base1", POINT, "@foot", 0, 0, FOOT, {-15, -37, 68}, {0}, 0, 0},
    {'S', ".base5", POINT, "@foot", 0, 0, FOOT, {33, -47, 50}, {0}, 0, 0},
    MT_BASE(1, 0),
    MT_BASE(2, 0.28f),
    MT_BASE(3, 0.5f),
    MT_BASE(4, 0.73f),
    MT_BASE(5, 0.95f),
    {'S', "MT5_tuberosity", OUTWARD, ".base5", 0, 0, FOOT, {-5, -2, -3}, {1, 0, 0}, 0,
     "the lateral border of the foot at the base of the fifth metatarsal"},
    MTP(1, 0.09f), MTP(2, 0.1f), MTP(3, 0.115f), MTP(4, 0.135f), MTP(5, 0.165f),
    {'S', "MTP1_medial", OUTWARD, ".mtp1", 0, 0, FOOT, {0}, {-1, 0, 0}, 0,
     "the medial side of the ball of the foot"},
    {'S', "MTP5_lateral", OUTWARD, ".mtp5", 0, 0, FOOT, {0}, {1, 0, 0}, 0,
     "the lateral side of the little toe's knuckle"},
    {'S', "sole_hollow", OUTWARD, ".mtp2", ".mtp3", 0.5f, FOOT, {0, 0, -43}, {0, -1, 0},
     0, "the sole behind the heads of the second and third metatarsal"},
    /* toes */
    TOE_END(1, "@toe1-2", 0.45f, 10),
    TOE_END(2, "@toe2-3", 0.35f, 7),
    TOE_END(3, "@toe3-3", 0.35f, 7),
    TOE_END(4, "@toe4-3", 0.35f, 7),
    TOE_END(5, "@toe5-3", 0.35f, 5),
    WEB(1, 2, 0),
    WEB(2, 3, 1),
    WEB(3, 4, 1.5f),
    WEB(4, 5, 4),
};
/* clang-format on */

const struct landmark_recipes landmarks_of_foot = {FOOT_TABLE, sizeof FOOT_TABLE /
                                                                   sizeof *FOOT_TABLE};
