#include "study/schedule.h"

#include <math.h>

struct schedule_card schedule_answer(const struct schedule_card *card,
                                     enum schedule_grade grade, int today)
{
    struct schedule_card next = *card;
    double ease = card->ease > 0 ? card->ease : 2.5;
    next.asked++;
    if (grade < SCHEDULE_HARD) {
        next.missed += card->known > 0;
        next.known = 0;
        next.interval = 1;
    } else {
        next.known++;
        next.interval = next.known == 1   ? 1
                        : next.known == 2 ? 6
                                          : (int)lround(card->interval * ease);
        double lack = 5 - (int)grade;
        ease += 0.1 - lack * (0.08 + lack * 0.02);
    }
    next.ease = fmax(ease, 1.3);
    if (next.interval > SCHEDULE_LONGEST)
        next.interval = SCHEDULE_LONGEST;
    next.due = today + next.interval;
    return next;
}

bool schedule_is_due(const struct schedule_card *card, int today)
{
    return card->asked > 0 && card->due <= today;
}

int schedule_day(int64_t unix_ms, int offset_s)
{
    const int64_t day = 24 * 60 * 60 * 1000;
    int64_t local = unix_ms + (int64_t)offset_s * 1000;
    return (int)(local >= 0 ? local / day : -((-local + day - 1) / day));
}
