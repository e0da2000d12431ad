/* exam.h - what was asked in a round and what was answered, to be read, printed or
 * counted. Texts are in the reader's language and live in the arena. */
#ifndef DEQI_VIEWS_EXAM_H
#define DEQI_VIEWS_EXAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "text/text.h"

struct quiz_question; /* study/quiz.h */
struct quiz_answer;   /* views/quiz_card.h */

struct exam_row {
    const char *kind;  /* "Find the point" */
    const char *asked; /* what was to be found or answered */
    const char *about; /* the same in short, once it may be told */
    const char *given; /* the answer, or how far off; "" = none was given */
    const char *right; /* what it is, where there was a choice; else "" */
    const char *code;  /* of the point that it is about; "" = none */
    bool known;
    double mm; /* how far off, of a tap; negative elsewhere */
};

enum { EXAM_ROWS_MOST = 50 };

struct exam {
    const char *who;  /* the learner; "" = unnamed */
    int64_t ended_ms; /* Unix time */
    int n, known;
    struct exam_row row[EXAM_ROWS_MOST];
};

/* Adds an answered question, or one that was passed over (answer->chosen -1, no tap).
 * What is too much is left out. */
void exam_add(struct exam *exam, const struct quiz_question *question,
              const struct quiz_answer *answer, const struct texts *texts,
              struct arena *arena);
/* One line a question, under a line of names: RFC 4180, UTF-8; malloc'ed. */
char *exam_csv(const struct exam *exam);
/* "2026-12-01 09:30 UTC" */
void exam_when(const struct exam *exam, char *out, size_t size);
/* "8 of 10 known (80 %)" */
void exam_result(const struct exam *exam, const struct texts *texts, char *out,
                 size_t size);

#endif
