/* schedule.h - when an item is asked again.
 *
 * The algorithm is SM-2 (P. A. Wozniak, "Optimization of learning", master's thesis,
 * University of Technology in Poznan, 1990): an item that was known is asked again after
 * 1 day, then 6, then each time `ease` times as long; one that was missed begins anew.
 * The ease grows or shrinks with the grade and never falls below 1.3. Beyond SM-2 an
 * interval never exceeds a year.
 *
 * Pure: days are whole numbers that the caller counts, today among them.
 */
#ifndef DEQI_STUDY_SCHEDULE_H
#define DEQI_STUDY_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

enum { SCHEDULE_LONGEST = 365 /* days */ };

/* What is remembered of an item. Zeroed: never asked. */
struct schedule_card {
    int asked;    /* how often; 0 = never */
    int known;    /* how often in a row it was known */
    int missed;   /* how often it was missed after it had been known */
    int interval; /* days from the last answer to `due` */
    int due;      /* day */
    double ease;  /* 1.3 .. ; 0 before the first answer, which counts as 2.5 */
};

/* SM-2's quality of an answer, as far as it is used. */
enum schedule_grade {
    SCHEDULE_MISSED = 1,
    SCHEDULE_HARD = 3, /* known with a hint, or only nearly */
    SCHEDULE_GOOD = 4,
    SCHEDULE_EASY = 5
};

struct schedule_card schedule_answer(const struct schedule_card *card,
                                     enum schedule_grade grade, int today);
/* An item that was never asked is new, not due. */
bool schedule_is_due(const struct schedule_card *card, int today);

/* The day of a moment, counted from 1970-01-01 where the clock is `offset_s` ahead of
 * UTC. */
int schedule_day(int64_t unix_ms, int offset_s);

#endif
