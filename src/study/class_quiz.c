#include "study/class_quiz.h"

void class_quiz_begin(struct class_quiz *q, int teams, int seconds)
{
    *q = (struct class_quiz){.n = teams < CLASS_TEAMS_MOST ? teams : CLASS_TEAMS_MOST,
                             .seconds = seconds,
                             .hand = -1};
}

void class_quiz_ask(struct class_quiz *q, int64_t now_ms)
{
    q->hand = -1;
    q->tried = 0;
    q->left_ms = (int64_t)q->seconds * 1000;
    q->ends_ms = q->n && q->seconds ? now_ms + q->left_ms : 0;
}

bool class_quiz_raise(struct class_quiz *q, int team, int64_t now_ms)
{
    if (team < 0 || team >= q->n || q->hand >= 0 || q->tried >> team & 1 ||
        class_quiz_is_over(q, now_ms))
        return false;
    q->hand = team;
    // the clock waits for whoever answers
    if (q->ends_ms)
        q->left_ms = q->ends_ms - now_ms;
    q->ends_ms = 0;
    return true;
}

bool class_quiz_answer(struct class_quiz *q, bool right, int64_t now_ms)
{
    if (q->hand < 0)
        return false;
    if (right) {
        q->score[q->hand]++;
        return true;
    }
    q->tried |= 1u << q->hand;
    q->hand = -1;
    if (q->tried == (1u << q->n) - 1)
        return true;
    q->ends_ms = q->seconds ? now_ms + q->left_ms : 0;
    return false;
}

bool class_quiz_is_over(const struct class_quiz *q, int64_t now_ms)
{
    return q->ends_ms && now_ms >= q->ends_ms;
}

int class_quiz_left_s(const struct class_quiz *q, int64_t now_ms)
{
    if (!q->n || !q->seconds)
        return -1;
    int64_t left = q->ends_ms ? q->ends_ms - now_ms : q->left_ms;
    return left > 0 ? (int)((left + 999) / 1000) : 0;
}

void class_quiz_end(struct class_quiz *q)
{
    q->ends_ms = 0;
    q->left_ms = 0;
}
