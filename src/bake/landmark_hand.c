/* landmark_hand.c - metacarpals, knuckles, fingers, nails, webs.
 *
 * Joints: @fingerK-1 .. 3 are the phalanges of finger K, thumb 1. The rig puts the
 * knuckles of fingers 2 to 5 at the webs; anatomy has them some 20 mm proximal to the web
 * margin, so that proximal, middle and distal phalanx are as 44 to 27 to 24 in the middle
 * finger (A. Buryanov, V. Kotiuk, Proportions of hand segments, Int. J. Morphol. 28(3),
 * 2010). The points .mcpK stand there, on the way from the rig's joint to the wrist.
 */
#include "bake/landmark_recipe.h"

/* clang-format off */
#define FINGER(K, FRAME)                                                                 \
    {'S', "MCP" #K, OUTWARD, ".mcp" #K, 0, 0, HAND, {0}, {0, 0, -1}, 0,                  \
     "the dorsal skin over the head of the metacarpal"},                                 \
    {'S', "MCP" #K "_palmar", OUTWARD, ".mcp" #K, 0, 0, HAND, {0}, {0, 0, 1}, 0,         \
     "the palmar skin under the head of the metacarpal"},                                \
    {'S', "PIP" #K, OUTWARD, "@finger" #K "-2", 0, 0, FRAME, {0}, {0, 0, -1}, 0,         \
     "the dorsal skin over the proximal joint of the finger"},                           \
    {'S', "DIP" #K, OUTWARD, "@finger" #K "-3", 0, 0, FRAME, {0}, {0, 0, -1}, 0,         \
     "the dorsal skin over the distal joint of the finger"},                             \
    {'S', "finger_tip" #K, EXTREME, "@finger" #K "-3+", 0, 0, FRAME, {0}, {0, -1, 0},    \
     12, "the farthest skin along the finger"},                                          \
    {'S', "nail_root" #K, OUTWARD, "@finger" #K "-3", "@finger" #K "-3+", 0.46f, FRAME,  \
     {0}, {0, 0, -1}, 0,                                                                 \
     "the middle of the nail's proximal edge, just before halfway to the tip"}

static const struct landmark_recipe HAND_TABLE[] = {
    {'S', ".mcp2", POINT, "@finger2-1", "@wrist", 0.16f, HAND, {0}, {0}, 0, 0},
    {'S', ".mcp3", POINT, "@finger3-1", "@wrist", 0.14f, HAND, {0}, {0}, 0, 0},
    {'S', ".mcp4", POINT, "@finger4-1", "@wrist", 0.15f, HAND, {0}, {0}, 0, 0},
    {'S', ".mcp5", POINT, "@finger5-1", "@wrist", 0.18f, HAND, {0}, {0}, 0, 0},
    FINGER(2, FINGER2),
    FINGER(3, FINGER3),
    FINGER(4, FINGER4),
    FINGER(5, FINGER5),
    /* thumb */
    {'S', "MC1_base", OUTWARD, "@finger1-2", "@wrist", 0.54f, HAND, {0}, {0.8f, 0, -0.5f},
     0, "the radial dorsal skin 0.54 of the way from the thumb's knuckle to the wrist"},
    {'S', "thenar_border", OUTWARD, "@finger1-2", "@wrist", 0.27f, THUMB, {0},
     {1, 0, -0.2f}, 0,
     "the radial border of the thenar at half the length of the first metacarpal"},
    {'S', "MCP1", OUTWARD, "@finger1-2", 0, 0, THUMB, {0}, {0, 0, -1}, 0,
     "the dorsal skin over the knuckle of the thumb"},
    {'S', "MCP1_palmar", OUTWARD, "@finger1-2", 0, 0, THUMB, {0}, {0, 0, 1}, 0,
     "the palmar skin under the knuckle of the thumb"},
    {'S', "PIP1", OUTWARD, "@finger1-3", 0, 0, THUMB, {0}, {0, 0, -1}, 0,
     "the dorsal skin over the thumb's interphalangeal joint"},
    {'S', "thumb_ip_radial", OUTWARD, "@finger1-3", 0, 0, THUMB, {0, 0, 4}, {1, 0, 0}, 0,
     "the radial end of the thumb's interphalangeal joint"},
    {'S', "thumb_ip_ulnar", OUTWARD, "@finger1-3", 0, 0, THUMB, {0, 0, 4}, {-1, 0, 0}, 0,
     "the ulnar end of the thumb's interphalangeal joint"},
    {'S', "finger_tip1", EXTREME, "@finger1-3+", 0, 0, THUMB, {0}, {0, -1, 0}, 12,
     "the farthest skin along the thumb"},
    {'S', "nail_root1", OUTWARD, "@finger1-3", "@finger1-3+", 0.45f, THUMB, {0},
     {0, 0, -1}, 0, "the middle of the thumb nail's proximal edge"},
    /* borders and bases of the metacarpals */
    {'S', "MCP2_radial", OUTWARD, ".mcp2", 0, 0, HAND, {0}, {1, 0, 0}, 0,
     "the radial side of the index finger's knuckle"},
    {'S', "MCP5_ulnar", OUTWARD, ".mcp5", 0, 0, HAND, {0}, {-1, 0, 0}, 0,
     "the ulnar side of the little finger's knuckle"},
    {'S', "MC2_base", OUTWARD, "@wrist", 0, 0, HAND, {8, -23, 0}, {0, 0, -1}, 0,
     "the dorsum 23 mm distal to the wrist joint, on the ray of the index finger"},
    {'S', "MC3_base", OUTWARD, "@wrist", 0, 0, HAND, {-1, -25, 0}, {0, 0, -1}, 0,
     "the dorsum 25 mm distal to the wrist joint, on the ray of the middle finger"},
    {'S', "MC4_base", OUTWARD, "@wrist", 0, 0, HAND, {-10, -26, 0}, {0, 0, -1}, 0,
     "the dorsum 26 mm distal to the wrist joint, on the ray of the ring finger"},
    {'S', "MC5_base", OUTWARD, "@wrist", 0, 0, HAND, {-19, -24, 0}, {0, 0, -1}, 0,
     "the dorsum 24 mm distal to the wrist joint, on the ray of the little finger"},
    {'S', "palm_centre", OUTWARD, ".mcp3", "@wrist", 0.42f, HAND, {0}, {0, 0, 1}, 0,
     "the palm under the middle of the third metacarpal"},
    /* webs: the first skin between two fingers, coming from the finger tips */
    {'S', "hand_web1", INWARD, "@finger1-2", ".mcp2", 0.5f, HAND, {0, 2, 9},
     {0.75f, -0.65f, 0.2f}, 25, "the margin of the web between thumb and index finger"},
    {'S', "hand_web2", INWARD, ".mcp2", ".mcp3", 0.5f, FINGER3, {0, 0, -3},
     {0.12f, -1, 0}, 35,
     "the margin of the web between index and middle finger, on its dorsal side"},
    {'S', "hand_web3", INWARD, ".mcp3", ".mcp4", 0.5f, FINGER3, {0, 0, -3}, {0, -1, 0},
     30, "the margin of the web between middle and ring finger, on its dorsal side"},
    {'S', "hand_web4", INWARD, ".mcp4", ".mcp5", 0.5f, FINGER4, {0, 0, -3},
     {-0.12f, -1, 0}, 25,
     "the margin of the web between ring and little finger, on its dorsal side"},
};
/* clang-format on */

const struct landmark_recipes landmarks_of_hand = {HAND_TABLE, sizeof HAND_TABLE /
                                                                   sizeof *HAND_TABLE};
