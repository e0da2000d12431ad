#include "views/exam.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
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
    exam->row[exam->n++] = (struct exam_row){
        .kind = texts_get(texts, quiz_card_kind(q->item.kind), NULL),
        .asked = asked.title,
        .about = told.title,
        .given = tapped               ? told.verdict
                 : given.chosen >= 0 ? told.choice[given.chosen].text
                                      : "",
        .right = q->n_choices ? told.choice[q->right].text : "",
        .known = is_known(q, &given),
        .mm = off(&given)};
    exam->known += exam->row[exam->n - 1].known;
}

// ---------------------------------------------------------------- as a table

struct text {
    char *at;
    size_t n, room;
};

static void put(struct text *t, const char *s, size_t n)
{
    if (t->n + n + 1 > t->room) {
        t->room = 2 * (t->n + n) + 256;
        t->at = xrealloc(t->at, t->room);
    }
    memcpy(t->at + t->n, s, n);
    t->n += n;
    t->at[t->n] = 0;
}

/* quoted; what a table would take for a formula is set off by a space */
static void put_cell(struct text *t, const char *s)
{
    if (t->n && t->at[t->n - 1] != '\n')
        put(t, ",", 1);
    put(t, strchr("=+-@\t\r", *s) && *s ? "\" " : "\"", strchr("=+-@\t\r", *s) && *s ? 2 : 1);
    for (; *s; s++)
        put(t, *s == '"' ? "\"\"" : s, *s == '"' ? 2 : 1);
    put(t, "\"", 1);
}

char *exam_csv(const struct exam *exam)
{
    static const char *const NAMES[] = {"question", "kind", "asked", "answer",
                                        "right",    "known", "mm"};
    struct text t = {0};
    char number[32];
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        put_cell(&t, NAMES[i]);
    put(&t, "\r\n", 2);
    for (int i = 0; i < exam->n; i++) {
        const struct exam_row *r = &exam->row[i];
        snprintf(number, sizeof number, "%d", i + 1);
        put_cell(&t, number);
        put_cell(&t, r->kind);
        put_cell(&t, r->asked);
        put_cell(&t, r->given);
        put_cell(&t, r->right);
        put_cell(&t, r->known ? "yes" : "no");
        snprintf(number, sizeof number, "%.0f", r->mm);
        put_cell(&t, r->mm >= 0 ? number : "");
        put(&t, "\r\n", 2);
    }
    return t.at;
}

void exam_when(const struct exam *exam, char *out, size_t size)
{
    time_t seconds = (time_t)(exam->ended_ms / 1000);
    struct tm tm;
    if (!gmtime_r(&seconds, &tm) || !strftime(out, size, "%Y-%m-%d %H:%M UTC", &tm))
        *out = 0;
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
    message_format(texts, &m, out, size);
}
