/* quiz.h - which question comes next, and what it looks like.
 *
 * Find the point (a tap on the body), name the point, choose the surface for the symptom,
 * spot the contraindication, name what lies under the needle, find the nerve (a tap),
 * tell how deep it is there. The first two are made from a deck of points, the next from
 * the written questions, the last from what lies beneath the skin of the body at hand
 * (beneath_quiz.h). Everything is a function of the data, the seed
 * and what is remembered of each item: the same three give the same questions.
 */
#ifndef DEQI_STUDY_QUIZ_H
#define DEQI_STUDY_QUIZ_H

#include "catalog/catalog.h"
#include "study/questions.h"
#include "study/schedule.h"
#include "study/score.h"

enum quiz_kind {
    QUIZ_FIND,
    QUIZ_NAME,
    QUIZ_SURFACE,
    QUIZ_CAUTION,
    QUIZ_UNDER,
    QUIZ_NERVE,
    QUIZ_DEPTH,
    QUIZ_KINDS
};

/* "find", "name", "surface", "caution", "under", "nerve", "depth": as kept in the store
 * of progress. */
const char *quiz_kind_name(enum quiz_kind kind);
/* Whether it asks of what lies beneath the skin. */
bool quiz_is_beneath(enum quiz_kind kind);

/* How hard: names beside the right one that are far from it, like it, or its neighbours.
 */
enum quiz_level { QUIZ_EASY, QUIZ_USUAL, QUIZ_HARD, QUIZ_LEVELS };

struct quiz;

/* `deck` are codes of points or composites, n of them, copied; those that the catalogue
 * does not know are left out. Catalogue and questions are borrowed. */
struct quiz *quiz_create(const struct catalog *catalog, const struct questions *questions,
                         const char *const *deck, int n);
void quiz_destroy(struct quiz **quiz);
/* The same of other points, or harder, from here on; items chosen before can still be
 * asked. */
void quiz_deal(struct quiz *quiz, const char *const *deck, int n);
void quiz_set_level(struct quiz *quiz, enum quiz_level level);
/* Asks of what lies beneath the skin of this body, too; again after each change of it.
 * NULL: no longer, as before the first call. Borrowed until the next one. */
struct inside;
void quiz_look_beneath(struct quiz *quiz, const struct inside *inside);

/* An item is what is remembered: a kind and a code or the id of a question. */
struct quiz_item {
    enum quiz_kind kind;
    const char *key;
};
int quiz_count(const struct quiz *quiz, enum quiz_kind kind);
struct quiz_item quiz_item(const struct quiz *quiz, enum quiz_kind kind, int i);

/* What is remembered of an item: zeroed where nothing is. */
typedef struct schedule_card quiz_memory(const struct quiz_item *item, void *user);

/* Chooses at most `capacity` items to ask: what is due, the longest overdue first; then
 * new ones; then, where there is still room, what comes due next. `kind` QUIZ_KINDS: of
 * every kind. Returns how many. */
struct quiz_wish {
    enum quiz_kind kind;
    uint64_t seed;
    int today;
    int most_new; /* at most so many that were never asked */
    quiz_memory *memory;
    void *user;
};
int quiz_choose(const struct quiz *quiz, const struct quiz_wish *wish,
                struct quiz_item *out, int capacity);

enum { QUIZ_CHOICES = 4 };

struct quiz_choice {
    const struct point *point;              /* a point by its names, or ... */
    const char *code;                       /* (its code, or the composite's) */
    struct study_text text;                 /* ... a text, or ... */
    const struct structure_name *structure; /* ... what lies beneath, or ... */
    int depth_mm;                           /* ... how deep that is */
};

struct quiz_question {
    struct quiz_item item;
    /* to find, to name, or where the needle is; of a composite the first */
    const struct point *point;
    const struct question *written; /* to read; else NULL */
    const struct inside_part *part; /* to find or to name beneath the skin; else NULL */
    int depth_mm;                   /* of that, below the point */
    int n_choices;                  /* 0 where the answer is a tap */
    struct quiz_choice choice[QUIZ_CHOICES];
    int right; /* index into choice */
};

/* False where the item names nothing that is there (an old store). */
bool quiz_ask(const struct quiz *quiz, const struct quiz_item *item, uint64_t seed,
              struct quiz_question *out);

#endif
