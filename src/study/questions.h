/* questions.h - the questions that are written by hand: choose the surface, spot the
 * contraindication. Read from assets/tours/questions.json.
 *
 *     {"schema": "deqi/questions-1",
 *      "surfaces": [{"id": "inner_leg", "text": "...", "sets": ["MEDIAL_FOOT"]}],
 *      "questions": [
 *        {"id": "sole", "kind": "surface", "text": "...", "case": {...},
 *         "answer": "inner_leg", "why": "...", "source": "S10"},
 *        {"id": "pregnant_sole", "kind": "caution", "text": "...", "case": {...},
 *         "choices": [{"code": "SP6", "right": true}, {"id": "lamp", "text": "..."}],
 *         "caution": "SF03_PREGNANCY", "expect": "removed", "why": "..."}]}
 *
 * A question carries a case, so that the rules themselves can be asked whether its answer
 * is right (tests do, and so does `deqi check` for the case's form). Ids of texts:
 * question.ID.text, question.ID.why, question.ID.CHOICE, surface.ID.
 */
#ifndef DEQI_STUDY_QUESTIONS_H
#define DEQI_STUDY_QUESTIONS_H

#include "catalog/catalog.h"
#include "study/study_text.h"

enum question_kind { QUESTION_SURFACE, QUESTION_CAUTION };

/* What the plan made from the case must show. */
enum question_expect {
    EXPECT_REMOVED,          /* the right choices are points that the caution removes */
    EXPECT_BLOCKED,          /* nothing is needled */
    EXPECT_LAMP_WITHHELD,    /* no lamp anywhere */
    EXPECT_LAMP_CONDITIONAL, /* the lamp only after the test */
    EXPECT_CAUTION           /* the caution speaks */
};

struct surface_answer { /* a surface to choose */
    const char *id;
    struct study_text text;
    const char *const *sets; /* NULL-terminated: the rules' sets that lie on it */
};

struct question_choice {
    struct study_text text; /* english NULL where it is a point */
    const char *code;       /* NULL where it is a text */
    bool right;
};

struct question {
    const char *id;
    enum question_kind kind;
    struct study_text text, why;
    const char *case_text; /* "deqi/case-1" as text */
    const char *source;    /* id of a statement of the article, or "" */
    const char *caution;   /* id; NULL for a surface */
    enum question_expect expect;
    int answer; /* of a surface: index into questions.surface */
    int n_choices;
    const struct question_choice *choice;
};

struct questions {
    struct arena *arena;
    int n_surfaces, n_questions;
    const struct surface_answer *surface;
    const struct question *question;
};

/* NULL on failure: whatever names a point that is not there, has no right choice or no
 * wrong one, is refused at its place. */
struct questions *questions_load(const char *data_dir, const struct catalog *catalog,
                                 struct error *error);
void questions_destroy(struct questions **questions);

/* Calls `each` for every text for people. */
void questions_texts_each(const struct questions *questions,
                          void (*each)(const char *id, const char *english, void *user),
                          void *user);

#endif
