/* landmark_recipe.h - how each landmark of the neutral body is found, as data.
 *
 * A recipe starts from a point and looks for skin. The point lies on the straight line
 * from `from` to `to` at the fraction `at` (or is `from` alone), moved by `shift`
 * millimetres along the axes of a frame. `from` and `to` name a joint of the rig
 * ("@upperleg01" is the head of that bone, "@upperleg01+" its tail) or something that an
 * earlier recipe found. All recipes are for the subject's left side (+X) or the midline.
 *
 * A name that begins with '.' is a point inside the body (a joint centre of anatomy,
 * where the rig's own lies elsewhere): others build on it, and it is not written.
 */
#ifndef DEQI_BAKE_LANDMARK_RECIPE_H
#define DEQI_BAKE_LANDMARK_RECIPE_H

/* All frames: x lateral (arm: radial), y up (limbs: proximal), z to the front (arm:
 * volar). */
enum landmark_frame {
    BODY,
    UPPER_ARM, /* y along the humerus, x along the elbow's hinge */
    ELBOW,     /* y halves the angle between upper arm and forearm */
    WRIST,     /* y along the forearm, x from the little to the index finger */
    HAND,      /* y along the middle metacarpal, x from the little to the index finger */
    THUMB,     /* y along the thumb; z away from the nail */
    FINGER2,   /* y along the finger; z as near to the palm's as that allows */
    FINGER3,
    FINGER4,
    FINGER5,
    THIGH, /* y along the femur, z as near to the front as that allows */
    LEG,
    FOOT, /* y up, z from the ankle to the second toe */
    LANDMARK_FRAMES
};

enum landmark_kind {
    POINT,   /* the start itself */
    OUTWARD, /* from inside: the first skin met going `toward` */
    INWARD,  /* from `reach` mm out `toward`: the first skin met coming back */
    NEAREST, /* the skin nearest to the start, at most `reach` mm away */
    EXTREME, /* of the skin within `reach` mm of the start, the farthest `toward` */
    ALONG,   /* at the fraction `at` of the way over the skin, seen from `toward` */
    PEAK,  /* where the skin from `from` to `to` stands highest over its chord, seen from
              `toward`; `shift` moves both ends */
    VALLEY /* where it lies deepest below its chord */
};

struct landmark_recipe {
    char side; /* 'M' midline, 'S' both sides */
    const char *name;
    enum landmark_kind kind;
    const char *from, *to;
    float at;
    enum landmark_frame frame;
    float shift[3];  /* mm */
    float toward[3]; /* any length; of no meaning for POINT and NEAREST */
    float reach;     /* mm; 0 = 300 */
    const char *how; /* one sentence for landmarks.json; NULL for points within */
};

struct landmark_recipes {
    const struct landmark_recipe *recipe;
    int n;
};

/* In this order: each may build on what those before it found. */
extern const struct landmark_recipes landmarks_of_head, landmarks_of_trunk,
    landmarks_of_arm, landmarks_of_hand, landmarks_of_leg, landmarks_of_foot;

#endif
