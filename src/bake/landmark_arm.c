/* landmark_arm.c - upper arm, elbow, forearm and wrist.
 *
 * Joints: @upperarm01 the shoulder, @lowerarm01 the elbow, @wrist the wrist (between
 * radius and carpus). The elbow is bent and the hand half turned inward: every direction
 * is in the frame of its own joint.
 */
#include "bake/landmark_recipe.h"

/* clang-format off */
static const struct landmark_recipe ARM[] = {
    {'S', "deltoid_insertion", OUTWARD, "@upperarm01", "@lowerarm01", 0.45f, UPPER_ARM,
     {0}, {1, 0, 0.2f}, 0,
     "the lateral side of the upper arm, 0.45 of the way to the elbow"},
    /* elbow */
    {'S', "cubital_crease", OUTWARD, "@lowerarm01", 0, 0, ELBOW, {0}, {0, -0.15f, 1}, 0,
     "the front of the elbow at its joint, in the halving plane of the bend"},
    {'S', "cubital_crease_radial", OUTWARD, "@lowerarm01", 0, 0, ELBOW, {0},
     {0.87f, -0.08f, 0.5f}, 0, "the same plane, 60 degrees round to the radial side"},
    {'S', "cubital_crease_ulnar", OUTWARD, "@lowerarm01", 0, 0, ELBOW, {0},
     {-0.87f, -0.08f, 0.5f}, 0, "the same plane, 60 degrees round to the ulnar side"},
    {'S', "lateral_epicondyle", OUTWARD, "@lowerarm01", 0, 0, ELBOW, {0, 0, 6}, {1, 0, 0},
     0, "the lateral end of the elbow's hinge axis"},
    {'S', "medial_epicondyle", OUTWARD, "@lowerarm01", 0, 0, ELBOW, {0, 0, 6}, {-1, 0, 0},
     0, "the medial end of the elbow's hinge axis"},
    {'S', "olecranon_prominence", EXTREME, "@lowerarm01", 0, 0, ELBOW, {0},
     {0, -0.15f, -1}, 50,
     "the tip of the elbow: its farthest skin behind the hinge axis"},
    /* wrist: the distal palmar crease lies at the proximal edge of the pisiform, 9 mm
     * distal to the joint of the rig, where the thenar swell begins */
    {'S', ".crease", POINT, "@wrist", 0, 0, WRIST, {0, -9, 0}, {0}, 0, 0},
    {'S', "palmar_wrist_crease", OUTWARD, ".crease", 0, 0, WRIST, {0}, {0, 0, 1}, 0,
     "the middle of the palmar side where forearm meets thenar swell, 9 mm distal to the "
     "joint"},
    {'S', "palmar_wrist_radial", OUTWARD, ".crease", 0, 0, WRIST, {0}, {0.85f, 0, 0.53f},
     0, "the radial end of the distal palmar crease, over the radial artery"},
    {'S', "palmar_wrist_ulnar", OUTWARD, ".crease", 0, 0, WRIST, {0}, {-0.85f, 0, 0.53f},
     0, "the ulnar end of the distal palmar crease, over the flexor carpi ulnaris"},
    {'S', "pisiform", OUTWARD, ".crease", 0, 0, WRIST, {0, -9, 0}, {-0.75f, 0, 0.66f}, 0,
     "the ulnar heel of the palm, 9 mm distal to the crease"},
    {'S', "dorsal_wrist_crease", OUTWARD, "@wrist", 0, 0, WRIST, {0, -5, 0}, {0, 0, -1},
     0, "the middle of the dorsal side at the distal edge of the styloids"},
    {'S', "radial_styloid", OUTWARD, "@wrist", 0, 0, WRIST, {0, -2, 0}, {1, 0, -0.1f}, 0,
     "the radial side of the wrist at its joint"},
    {'S', "ulnar_styloid", OUTWARD, "@wrist", 0, 0, WRIST, {0, -3, 0},
     {-0.85f, 0, -0.53f}, 0,
     "the ulnar side of the wrist at its joint, 32 degrees to the dorsum"},
    {'S', "ulnar_head", OUTWARD, "@wrist", 0, 0, WRIST, {0, 9, 0}, {-0.65f, 0, -0.76f}, 0,
     "the dorsal ulnar side, 9 mm proximal to the wrist joint"},
    {'S', "snuffbox", OUTWARD, "@wrist", 0, 0, WRIST, {0, -11, 0}, {1, 0, -0.25f}, 0,
     "the radial side 11 mm distal to the wrist joint, a little to the dorsum"},
};
/* clang-format on */

const struct landmark_recipes landmarks_of_arm = {ARM, sizeof ARM / sizeof *ARM};
