/* limb.h - a hand or a foot, wrist and ankle included: what close-ups show. */
#ifndef DEQI_STAGE_LIMB_H
#define DEQI_STAGE_LIMB_H

#include "rules/plan.h"
#include "stage/aim.h"
#include "stage/stage.h"
#include "stage/subject.h"

struct limb {
    enum { LIMB_HAND, LIMB_FOOT } of;
    enum side side;
};

/* "hand.R", "hand.L", "foot.R", "foot.L"; false for anything else. */
bool limb_parse(struct limb *limb, const char *name);
/* Whether a point lies there. */
bool limb_holds(const struct limb *limb, const struct subject *subject,
                const struct site *site);
/* How many chosen points of a plan do. */
int limb_points(const struct limb *limb, const struct subject *subject,
                const struct plan *plan);

/* Frames the chosen marks there, of the scene that the stage built last: fills the aim,
 * whose margin is set, and turns the scene's camera. False, and nothing done, where there
 * are none. */
bool limb_aim(const struct limb *limb, const struct subject *subject,
              const struct stage *stage, struct aim *aim, struct scene_input *scene);
/* The limb itself, its dorsum before the eye, where no chosen mark lies there. False
 * where the body cannot tell it. */
bool limb_aim_bare(const struct limb *limb, const struct subject *subject,
                   struct aim *aim, struct scene_input *scene);

/* Of a pair of hands or feet the one that shows what a plan does there: that with more of
 * its points; where both have as many they are the same ones as a rule, and the right
 * stands for both. "hand.L" and the like; NULL where there are none. */
const char *limb_of_pair(int of, const struct subject *subject, const struct plan *plan);

#endif
