/* quiz_card.h - a question of the quiz as it is told: what is asked, what helps, how good
 * the answer was, and why. Nothing gives the answer away before it is given. Texts are in
 * the reader's language, "" where there is nothing to say, and live in the arena. */
#ifndef DEQI_VIEWS_QUIZ_CARD_H
#define DEQI_VIEWS_QUIZ_CARD_H

#include <stdbool.h>

#include "base/arena.h"
#include "rules/plan.h"
#include "study/beneath_quiz.h"
#include "study/quiz.h"
#include "study/score.h"
#include "text/text.h"

struct quiz_answer {
    bool given;
    int chosen;                    /* of the choices; -1 = none */
    int hints;                     /* how many were asked for */
    const struct score *score;     /* of a tap; NULL = none was made */
    const struct nerve_tap *nerve; /* the same, where a nerve was to be found */
    const struct plan *plan; /* of the case that a written question tells; or NULL */
};

enum quiz_choice_mark { QUIZ_CHOICE_OPEN, QUIZ_CHOICE_RIGHT, QUIZ_CHOICE_MISSED };

struct quiz_card_choice {
    const char *text;
    enum quiz_choice_mark mark; /* MISSED: chosen, and wrong */
};

struct quiz_card {
    const char *title;
    const char *task;     /* what to do, while it is asked */
    const char *location; /* where the point lies: as a hint, or once it is answered */
    const char *verdict;  /* of a tap */
    bool good;            /* ... which was close */
    const char *why, *source;
    int n_choices;
    struct quiz_card_choice choice[QUIZ_CHOICES];
};

/* Id of the text that names a kind. */
const char *quiz_card_kind(enum quiz_kind kind);

void quiz_card_make(struct quiz_card *card, const struct quiz_question *question,
                    const struct quiz_answer *answer, const struct texts *texts,
                    struct arena *arena);

#endif
