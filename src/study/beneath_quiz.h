/* beneath_quiz.h - questions of what lies beneath the skin, made from the model of this
 * body: what a needle meets, how deep that is there, and where a nerve runs.
 *
 * Wrong answers are structures that the model has near by but not under this needle, and
 * depths that lie farther from the right one than the model's uncertainty. A question is
 * asked only where the model is sure enough that the right answer is one.
 */
#ifndef DEQI_STUDY_BENEATH_QUIZ_H
#define DEQI_STUDY_BENEATH_QUIZ_H

#include "inside/near.h"
#include "study/quiz.h"

struct beneath_quiz;

/* `deck` are codes of points or composites, n of them; they and `inside` are borrowed. */
struct beneath_quiz *beneath_quiz_create(const struct inside *inside,
                                         const char *const *deck, int n);
void beneath_quiz_destroy(struct beneath_quiz **quiz); /* NULL inside is fine */

/* Of QUIZ_UNDER, QUIZ_DEPTH and QUIZ_NERVE; of any other kind there are none. */
int beneath_quiz_count(const struct beneath_quiz *quiz, enum quiz_kind kind);
const char *beneath_quiz_key(const struct beneath_quiz *quiz, enum quiz_kind kind, int i);
/* Fills what is asked and its choices, the right one at `right`, in an order of chance
 * (depths: the shallowest first). False where the key names none of them. */
bool beneath_quiz_ask(const struct beneath_quiz *quiz, uint64_t *chance,
                      struct quiz_question *out);

/* How far beside a nerve a tap on the skin is. */
struct nerve_tap {
    const struct inside_part *part; /* the nerve on the side that is nearest */
    enum score_verdict verdict;
    float beside;    /* metres from the line straight into the skin at the tap */
    float depth;     /* metres below the tap at that place */
    float at[3];     /* there, on the nerve */
    bool other_skin; /* it lies much nearer to the skin elsewhere, as behind a bone */
};
/* `id` is a nerve's, on either side. On it is within the model's uncertainty, at least 5
 * mm; close within twice, near within four times that. False where this body has none. */
bool beneath_quiz_tap(const struct inside *inside, const char *id,
                      const struct mesh_site *tap, struct nerve_tap *out);
enum schedule_grade beneath_quiz_tap_grade(const struct nerve_tap *tap,
                                           enum score_help help);

#endif
