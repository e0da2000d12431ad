/* score.h - how far a tap on the skin is from the point that was asked for.
 *
 * The distance is the way over the skin, in metres and in cun of the point's own measure
 * on this body: half a cun at the chest is shorter than half a cun at the belly.
 */
#ifndef DEQI_STUDY_SCORE_H
#define DEQI_STUDY_SCORE_H

#include "anatomy/body.h"
#include "study/schedule.h"

enum score_verdict {
    SCORE_ON_POINT, /* within a quarter of a cun */
    SCORE_CLOSE,    /* within half a cun */
    SCORE_NEAR,     /* within one cun */
    SCORE_FAR
};

struct score {
    const struct site *site; /* the true place that is nearest to the tap */
    enum score_verdict verdict;
    float metres, cun;
    bool other_side; /* measured to the side that was not asked for */
};

/* `code` is a point's or a composite's, of which the nearest member counts. `side`
 * SIDE_M: either side is right. `way` is emptied and receives the way from the tap to the
 * place. False where this body has no such place. */
bool score_tap(const struct body *body, const char *code, enum side side,
               const struct mesh_site *tap, struct path *way, struct score *out);

/* What the answer is worth; with a hint it is hard at best. */
enum score_help { SCORE_ALONE, SCORE_WITH_HINT };
enum schedule_grade score_grade(const struct score *score, enum score_help help);

#endif
