/* class_quiz.h - a class before one screen: teams, whose hand is up, how much time there
 * is, and the scores. Pure; moments are milliseconds that the caller counts.
 *
 * Who raises a hand first answers. A wrong answer passes the question to the others; a
 * team answers once a question. When all have, or the time is up, the answer is shown.
 */
#ifndef DEQI_STUDY_CLASS_QUIZ_H
#define DEQI_STUDY_CLASS_QUIZ_H

#include <stdbool.h>
#include <stdint.h>

enum { CLASS_TEAMS_MOST = 6 };

struct class_quiz {
    int n;       /* teams; 0 = no class */
    int seconds; /* for each question; 0 = as long as it takes */
    int score[CLASS_TEAMS_MOST];
    int hand;        /* the team that answers; -1 = none yet */
    unsigned tried;  /* bits of teams that have answered wrong */
    int64_t ends_ms; /* of the time; 0 = none runs */
    int64_t left_ms; /* of it, while a team answers */
};

void class_quiz_begin(struct class_quiz *quiz, int teams, int seconds);
void class_quiz_ask(struct class_quiz *quiz, int64_t now_ms);
/* False where the team may not: another answers, or it has. */
bool class_quiz_raise(struct class_quiz *quiz, int team, int64_t now_ms);
/* The team whose hand is up has answered. True where the question is over. */
bool class_quiz_answer(struct class_quiz *quiz, bool right, int64_t now_ms);
/* Whether the time is up. */
bool class_quiz_is_over(const struct class_quiz *quiz, int64_t now_ms);
/* Whole seconds that are left, rounded up; -1 where no time runs. */
int class_quiz_left_s(const struct class_quiz *quiz, int64_t now_ms);
/* The answer is shown: nothing runs any more. */
void class_quiz_end(struct class_quiz *quiz);

#endif
