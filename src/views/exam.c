#include "views/exam.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/csv.h"
#include "base/moment.h"
#include "views/quiz_card.h"

static bool is_known(const struct quiz_question *q, const struct quiz_answer *a)
{
    if (a->score)
        return a->score->verdict <= SCORE_CLOSE;
    if (a->nerve)
        return a->nerve->verdict <= SCORE_CLOSE;
    return q->n_choices && a->chosen == q->right;
}

static double off(const struct quiz_answer *a)
{
    return a->score   ? round((double)a->score->metres * 1000)
           : a->nerve ? round((double)a->nerve->beside * 1000)
                      : -1;
}

void exam_add(struct exam *exam, const struct quiz_question *q,
              const struct quiz_answer *answer, const struct texts *texts,
              struct arena *arena)
{
    struct quiz_card asked, told;
    struct quiz_answer open = {.chosen = -1}, given = *answer;
    if (exam->n == EXAM_ROWS_MOST)
        return;
    given.given = true;
    quiz_card_make(&asked, q, &open, texts, arena);
    quiz_card_make(&told, q, &given, texts, arena);
    bool tapped = given.score || given.nerve;
    exam->row[exam->n++] =
        (struct exam_row){.kind = texts_get(texts, quiz_card_kind(q->item.kind), NULL),
                          .asked = asked.title,
                          .about = told.title,
                          .given = tapped              ? told.verdict
                                   : given.chosen >= 0 ? told.choice[given.chosen].text
                                                       : "",
                          .right = q->n_choices ? told.choice[q->right].text : "",
                          .code = q->point ? q->point->code : "",
                          .known = is_known(q, &given),
                          .mm = off(&given)};
    exam->known += exam->row[exam->n - 1].known;
}

// ---------------------------------------------------------------- as a table

char *exam_csv(const struct exam *exam)
{
    char *out = NULL, mm[32];
    size_t size;
    FILE *to = xstream(&out, &size);
    fputs("question,kind,asked,answer,right,known,mm\r\n", to);
    for (int i = 0; i < exam->n; i++) {
        const struct exam_row *r = &exam->row[i];
        snprintf(mm, sizeof mm, "%.0f", r->mm);
        fprintf(to, "%d", i + 1);
        csv_field(to, r->kind, ",");
        csv_field(to, r->asked, ",");
        csv_field(to, r->given, ",");
        csv_field(to, r->right, ",");
        csv_field(to, r->known ? "yes" : "no", ",");
        csv_field(to, r->mm >= 0 ? mm : "", ",");
        csv_end(to);
    }
    xstream_close(to);
    return out;
}

void exam_when(const struct exam *exam, char *out, size_t size)
{
    moment_print(exam->ended_ms, MOMENT_UTC, "%Y-%m-%d %H:%M UTC", out, size);
}

void exam_result(const struct exam *exam, const struct texts *texts, char *out,
                 size_t size)
{
    struct message m = {
        .id = "exam.result",
        .arg = {{.name = "known", .number = exam->known},
                {.name = "of", .number = exam->n},
                {.name = "percent",
                 .number = exam->n ? round(100.0 * exam->known / exam->n) : 0}}};
    text_format(texts, &m, out, size);
}
